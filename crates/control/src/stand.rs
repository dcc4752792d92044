//! What a step says of who holds the place, whether or not it moves it.

use marsad_domain::{ActorId, ControlState, ControlVerb};

use crate::{
    moves::{Move, Outcome},
    rules::Rule,
    situation::Situation,
};

/// What a step says, to be set against the state that is reached in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stand {
    /// The party holds or came.
    Supports(ActorId),
    /// The party does not hold, or left.
    Undermines(ActorId),
    /// The party fights there.
    Fights(ActorId),
    /// The party surrounds it.
    Surrounds(ActorId),
    /// The party does not surround it.
    DoesNotSurround(ActorId),
    /// The state is so.
    States(ControlState),
    /// Nothing.
    Nothing,
}

/// What an asserted move says of the state. Nothing, where it moved nothing because too little is known, or where
/// somebody left who did not hold the place.
pub(crate) fn said(situation: &Situation, act: &Move<'_>, outcome: &Outcome) -> Stand {
    match outcome.rule {
        Rule::NotTheHolder => Stand::Nothing,
        Rule::Entry | Rule::Siege | Rule::NoParty if outcome.state.is_none() => Stand::Nothing,
        _ => meant(situation, act),
    }
}

/// What a denied move says.
pub(crate) fn denied(situation: &Situation, act: &Move<'_>) -> Stand {
    match meant(situation, act) {
        Stand::Supports(party) => Stand::Undermines(party),
        Stand::Undermines(party) => Stand::Supports(party),
        Stand::Surrounds(party) => Stand::DoesNotSurround(party),
        Stand::Fights(_) | Stand::DoesNotSurround(_) | Stand::States(_) | Stand::Nothing => {
            Stand::Nothing
        }
    }
}

/// What a move means, had it happened.
fn meant(situation: &Situation, act: &Move<'_>) -> Stand {
    let named = act.party.clone();
    let settled = || situation.settled().cloned().map(Stand::Undermines);
    let stand = match act.change {
        ControlVerb::Took => named.map(Stand::Supports).or_else(settled),
        ControlVerb::Holds | ControlVerb::Entered => named.map(Stand::Supports),
        ControlVerb::Lost | ControlVerb::Withdrew => named.map(Stand::Undermines).or_else(settled),
        ControlVerb::Besieges => named.map(Stand::Surrounds),
        ControlVerb::Contests => named.map(Stand::Fights),
    };
    stand.unwrap_or(Stand::Nothing)
}
