//! What is said to have been done to a place, and what that does.

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors, ControlState, ControlVerb};

use crate::{reach::Scope, rules::Rule};

/// Something said of a place, with parties resolved for its day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Move<'a> {
    /// What.
    pub(crate) change: ControlVerb,
    /// Who; absent where the words name nobody that could hold a place.
    pub(crate) party: Option<ActorId>,
    /// Others named in the claim, for a fight.
    pub(crate) others: &'a [ActorId],
    /// How the claim relates to the place.
    pub(crate) scope: Scope,
    /// When.
    pub(crate) day: Date,
    /// The parties.
    pub(crate) actors: &'a Actors,
}

/// What a move would do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outcome {
    /// The rule that decides.
    pub(crate) rule: Rule,
    /// The new state; absent where the move leaves the state as it is.
    pub(crate) state: Option<ControlState>,
}

impl Outcome {
    /// The state becomes another.
    pub(crate) fn to(rule: Rule, state: ControlState) -> Self {
        Self {
            rule,
            state: Some(state),
        }
    }

    /// The state stays.
    pub(crate) fn stays(rule: Rule) -> Self {
        Self { rule, state: None }
    }
}

impl Move<'_> {
    /// Whether two parties are one or allied on its day.
    pub(crate) fn are_allied(&self, a: &ActorId, b: &ActorId) -> bool {
        self.actors.are_allied(a, b, self.day)
    }

    /// Whether the move takes something from the party it names.
    pub(crate) fn is_departure(&self) -> bool {
        matches!(self.change, ControlVerb::Lost | ControlVerb::Withdrew)
    }
}
