//! Which places let a party pass.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors, ControlState, RestsOn};
use marsad_places::network::Node;

use crate::{
    question::{HeldAs, Passage, Passes},
    situation::{Because, Situation},
};

/// What a place is to a party, by number of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Whether the party can pass it.
    passes: Vec<bool>,
    /// Whether the party or an ally holds it.
    holds: Vec<bool>,
}

impl Standing {
    pub(crate) fn passes(&self, node: Node) -> bool {
        self.passes.get(node.index()).copied().unwrap_or(false)
    }

    pub(crate) fn holds(&self, node: Node) -> bool {
        self.holds.get(node.index()).copied().unwrap_or(false)
    }
}

/// A party on a day, with what is known of its friends.
pub(crate) struct Party<'a> {
    pub(crate) id: &'a ActorId,
    pub(crate) on: Date,
    pub(crate) actors: &'a Actors,
}

impl Party<'_> {
    /// Which places of a situation the party holds and passes.
    pub(crate) fn standing(&self, situation: &Situation, passage: &Passage) -> Standing {
        let mut friends: BTreeMap<&ActorId, bool> = BTreeMap::new();
        let mut is_friend = |holder| {
            *friends
                .entry(holder)
                .or_insert_with(|| self.actors.are_allied(self.id, holder, self.on))
        };
        let (mut passes, mut holds) = (Vec::new(), Vec::new());
        for holding in situation.holdings() {
            let is_held = holder(&holding.state, passage).is_some_and(&mut is_friend);
            let is_open = holding.because == Because::Abroad
                || match &holding.state {
                    ControlState::Held { .. } | ControlState::Claimed { .. } => is_held,
                    ControlState::Besieged { .. } => is_held && passage.besieged == Passes::Open,
                    ControlState::Contested { .. } => passage.contested == Passes::Open,
                    ControlState::Unknown => passage.unknown == Passes::Open,
                };
            passes.push(is_open);
            holds.push(is_held);
        }
        Standing { passes, holds }
    }
}

/// Who counts as holding a place in a state. Who is said to hold it by an unchecked opening position does: nobody else
/// is said to, and a record that begins unchecked would otherwise have no roads at all.
pub(crate) fn holder<'a>(state: &'a ControlState, passage: &Passage) -> Option<&'a ActorId> {
    match state {
        ControlState::Claimed {
            holder,
            rests_on: RestsOn::UncheckedOpening,
            ..
        } => Some(holder),
        ControlState::Claimed {
            holder,
            before,
            rests_on: RestsOn::OneSide,
        } => match passage.claimed {
            HeldAs::Before => before.as_ref(),
            HeldAs::Claimant => Some(holder),
            HeldAs::Nobody => None,
        },
        ControlState::Held { .. }
        | ControlState::Besieged { .. }
        | ControlState::Contested { .. }
        | ControlState::Unknown => state.holder(),
    }
}
