//! What one more claim would do to a place: found by laying claims that nobody made before the same rules.

use jiff::civil::Date;
use marsad_domain::{ActorId, ControlState, ControlVerb, IfSaid, Teller, WouldChange};

use crate::{
    context::ControlContext,
    days::days_after,
    moves::{Move, Outcome},
    reach::Scope,
    situation::Situation,
    weigh::weigh,
};

/// What may be said of a party, from what says least on. Of two that lead to the same state the first is told.
const SAID: [ControlVerb; 4] = [
    ControlVerb::Entered,
    ControlVerb::Holds,
    ControlVerb::Took,
    ControlVerb::Withdrew,
];

/// What each claim of the day after would lead to, alone: by a source without a side, by the side of each party with a stake,
/// and by that of one without, of each of these parties.
///
/// Claims that lead to the same state stand together. Of those that leave the state as it is, only what a side says for
/// itself is told, and last.
pub(crate) fn would_change(
    situation: &Situation,
    context: &ControlContext<'_>,
    on: Date,
) -> Vec<WouldChange> {
    let another = &context.rules.another_party;
    let next = days_after(on, 1);
    let mut parties = situation.parties();
    parties.extend(situation.former());
    parties.sort();
    parties.dedup();
    let mut tellers: Vec<Option<&ActorId>> = vec![None];
    tellers.extend(parties.iter().copied().map(Some));
    let mut found: Vec<WouldChange> = Vec::new();
    for party in parties.iter().copied().chain([another]) {
        let own = (party == another).then_some(Some(another));
        for teller in tellers.iter().copied().chain(own) {
            for (change, outcome) in outcomes(situation, party, teller, context, next) {
                let if_said = IfSaid {
                    teller: teller
                        .map_or(Teller::NoSide, |side| Teller::SideOf { side: side.clone() }),
                    change,
                    party: party.clone(),
                    rule: outcome.rule.id().to_owned(),
                };
                add(&mut found, outcome.state, if_said);
            }
        }
    }
    let (stays, mut moves): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.to.is_none());
    moves.extend(stays);
    moves
}

/// What may be said of a party by one teller, with what it leads to.
fn outcomes(
    situation: &Situation,
    party: &ActorId,
    teller: Option<&ActorId>,
    context: &ControlContext<'_>,
    day: Date,
) -> Vec<(ControlVerb, Outcome)> {
    let favours: Vec<&ActorId> = teller.into_iter().collect();
    let mut found: Vec<(ControlVerb, Outcome)> = Vec::new();
    for change in SAID {
        let act = Move {
            change,
            party: Some(party.clone()),
            others: &[],
            scope: Scope::Place,
            day,
            actors: context.actors,
        };
        let neutral = situation.outcome(&act, context.rules.entry_days);
        let mut outcome = weigh(situation, &act, neutral, &favours, context.rules).outcome;
        outcome.state = outcome.state.filter(|state| *state != situation.state);
        let is_told =
            outcome.state.is_some() || (change == ControlVerb::Holds && teller == Some(party));
        if is_told && found.iter().all(|(_, other)| other.state != outcome.state) {
            found.push((change, outcome));
        }
    }
    found
}

fn add(found: &mut Vec<WouldChange>, to: Option<ControlState>, if_said: IfSaid) {
    match found.iter_mut().find(|one| one.to == to) {
        Some(one) => one.if_said.push(if_said),
        None => found.push(WouldChange {
            to,
            if_said: vec![if_said],
        }),
    }
}
