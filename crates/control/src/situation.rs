//! A place on its way through the replay: its state, and what is remembered of how that came to be.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{ActorId, ControlState, ControlVerb, RestsOn};

use crate::{days::is_within, moves::Move};

/// A place on its way through the replay.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Situation {
    /// Its state.
    pub(crate) state: ControlState,
    /// Since when.
    pub(crate) since: Option<Date>,
    /// Who was last known, or taken, to hold it.
    settled: Option<Settled>,
    /// Who last lost it to another.
    lost_by: Option<ActorId>,
    /// Who left it without anyone else being named, and when.
    vacated: Option<(ActorId, Date)>,
    /// Who entered or took it, and when.
    came: BTreeMap<ActorId, Date>,
}

/// Who held a place before a claim or a fight set that aside.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Settled {
    who: ActorId,
    since: Date,
    /// Whether only an opening position that nobody checked says so.
    is_presumed: bool,
}

impl Situation {
    /// A place of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Self {
            state: ControlState::Unknown,
            since: None,
            settled: None,
            lost_by: None,
            vacated: None,
            came: BTreeMap::new(),
        }
    }

    /// Who holds the place as far as sources without a side say: the party before a claim, the party besieged. Where
    /// only an unchecked opening position names a holder, that one: nobody else is said to hold it.
    pub(crate) fn settled(&self) -> Option<&ActorId> {
        match &self.state {
            ControlState::Held { holder }
            | ControlState::Besieged { holder, .. }
            | ControlState::Claimed {
                holder,
                rests_on: RestsOn::UncheckedOpening,
                ..
            } => Some(holder),
            ControlState::Claimed {
                before,
                rests_on: RestsOn::OneSide,
                ..
            } => before.as_ref(),
            ControlState::Contested { .. } | ControlState::Unknown => None,
        }
    }

    /// The state in which a party holds the place again that held it before a claim of another: held, or no more than
    /// claimed where only an unchecked opening position said so.
    pub(crate) fn back_with(&self, party: &ActorId) -> ControlState {
        let is_presumed = self
            .settled
            .as_ref()
            .is_some_and(|settled| settled.is_presumed && settled.who == *party);
        let holder = party.clone();
        if is_presumed {
            ControlState::Claimed {
                holder,
                before: None,
                rests_on: RestsOn::UncheckedOpening,
            }
        } else {
            ControlState::Held { holder }
        }
    }

    /// Who lost the place to whom it is now with: left it, lost it, or is set aside by a claim or a fight.
    pub(crate) fn former(&self) -> Option<&ActorId> {
        match &self.state {
            ControlState::Unknown => self
                .vacated
                .as_ref()
                .map(|(party, _)| party)
                .or(self.lost_by.as_ref()),
            ControlState::Claimed {
                before,
                rests_on: RestsOn::OneSide,
                ..
            } => before.as_ref(),
            ControlState::Held { .. }
            | ControlState::Besieged { .. }
            | ControlState::Claimed {
                rests_on: RestsOn::UncheckedOpening,
                ..
            } => self.lost_by.as_ref(),
            ControlState::Contested { .. } => self.settled.as_ref().map(|settled| &settled.who),
        }
    }

    /// The parties that have a stake in the state.
    pub(crate) fn parties(&self) -> Vec<&ActorId> {
        match &self.state {
            ControlState::Held { holder } => vec![holder],
            ControlState::Besieged { holder, by } => vec![holder, by],
            ControlState::Claimed { holder, before, .. } => {
                std::iter::once(holder).chain(before).collect()
            }
            ControlState::Contested { parties } => parties.iter().collect(),
            ControlState::Unknown => Vec::new(),
        }
    }

    /// Who entered or took the place within the given days of a departure: the last to come, not allied with whoever
    /// left.
    pub(crate) fn entrant(
        &self,
        left: &ActorId,
        act: &Move<'_>,
        entry_days: i32,
    ) -> Option<&ActorId> {
        self.came
            .iter()
            .filter(|(who, _)| !act.are_allied(who, left))
            .filter(|(_, day)| is_within(**day, act.day, entry_days))
            .max_by_key(|(_, day)| **day)
            .map(|(who, _)| who)
    }

    /// Whether whoever held the place left it within the given days.
    pub(crate) fn was_just_vacated(&self, day: Date, entry_days: i32) -> bool {
        self.vacated
            .as_ref()
            .is_some_and(|(_, left)| is_within(*left, day, entry_days))
    }

    /// Whether whoever held the place left it, and nobody came.
    pub(crate) fn is_vacated(&self) -> bool {
        self.vacated.is_some()
    }

    /// Remembers that a party came, whoever says so.
    pub(crate) fn remember(&mut self, act: &Move<'_>) {
        if let (Some(party), ControlVerb::Took | ControlVerb::Entered) = (&act.party, act.change) {
            self.came.insert(party.clone(), act.day);
        }
    }

    /// Puts the place into a state.
    pub(crate) fn become_state(&mut self, state: ControlState, day: Date) {
        let was_set_aside = matches!(
            self.state,
            ControlState::Claimed { .. } | ControlState::Besieged { .. }
        );
        let holder = self.settled().cloned();
        let since = self.settle(&state, day, was_set_aside);
        self.vacated = match &state {
            ControlState::Unknown => holder
                .clone()
                .or_else(|| self.former().cloned())
                .map(|who| (who, day)),
            ControlState::Held { .. }
            | ControlState::Besieged { .. }
            | ControlState::Contested { .. }
            | ControlState::Claimed { .. } => None,
        };
        self.state = state;
        self.since = Some(since);
    }

    /// Remembers who holds the place in a state; gives since when it is in it: from the day itself, or from when a
    /// party held it whose hold was only set aside.
    fn settle(&mut self, state: &ControlState, day: Date, was_set_aside: bool) -> Date {
        let (who, is_presumed) = match state {
            ControlState::Held { holder } => (holder, false),
            ControlState::Claimed {
                holder,
                rests_on: RestsOn::UncheckedOpening,
                ..
            } => (holder, true),
            ControlState::Claimed {
                rests_on: RestsOn::OneSide,
                ..
            }
            | ControlState::Contested { .. }
            | ControlState::Besieged { .. }
            | ControlState::Unknown => return day,
        };
        let before = self.settled.take();
        // A hold that was only presumed before is known from now on, and no earlier.
        let since = before
            .as_ref()
            .filter(|old| old.who == *who && was_set_aside && old.is_presumed == is_presumed)
            .map_or(day, |old| old.since);
        if let Some(old) = before.filter(|old| old.who != *who) {
            self.lost_by = Some(old.who);
        }
        self.settled = Some(Settled {
            who: who.clone(),
            since,
            is_presumed,
        });
        since
    }
}
