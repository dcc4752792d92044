//! What a place's state becomes when something is taken as true: the neutral logic, without regard to who says so.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};
use marsad_domain::{ActorId, Actors, ControlState, ControlVerb};

use crate::{reach::Scope, rules::Rule};

/// A place on its way through the replay.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Situation {
    /// Its state.
    pub(crate) state: ControlState,
    /// Since when.
    pub(crate) since: Option<Date>,
    /// Who was last known to hold it, and since when.
    settled: Option<(ActorId, Option<Date>)>,
    /// Who last lost it to another.
    lost_by: Option<ActorId>,
    /// Who left it without anyone else being named, and when.
    vacated: Option<(ActorId, Date)>,
    /// Who entered or took it, and when.
    came: BTreeMap<ActorId, Date>,
}

/// Something said of a place, with parties resolved for its day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Move<'a> {
    /// What.
    pub(crate) change: ControlVerb,
    /// Who; absent where the words name nobody that could hold a place.
    pub(crate) party: Option<ActorId>,
    /// Others named in the claim, for a fight.
    pub(crate) others: Vec<ActorId>,
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
    fn to(rule: Rule, state: ControlState) -> Self {
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
    fn are_allied(&self, a: &ActorId, b: &ActorId) -> bool {
        self.actors.are_allied(a, b, self.day)
    }

    /// Whether the move takes something from the party it names.
    pub(crate) fn is_departure(&self) -> bool {
        matches!(self.change, ControlVerb::Lost | ControlVerb::Withdrew)
    }
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

    /// Who holds the place as far as sources without a side say: the party before a claim, the party besieged.
    pub(crate) fn settled(&self) -> Option<&ActorId> {
        match &self.state {
            ControlState::Held { holder } | ControlState::Besieged { holder, .. } => Some(holder),
            ControlState::Claimed { before, .. } => before.as_ref(),
            ControlState::Contested { .. } | ControlState::Unknown => None,
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
            ControlState::Claimed { before, .. } => before.as_ref(),
            ControlState::Held { .. } | ControlState::Besieged { .. } => self.lost_by.as_ref(),
            ControlState::Contested { .. } => self.settled.as_ref().map(|(party, _)| party),
        }
    }

    /// The parties that have a stake in the state.
    pub(crate) fn parties(&self) -> Vec<&ActorId> {
        match &self.state {
            ControlState::Held { holder } => vec![holder],
            ControlState::Besieged { holder, by } => vec![holder, by],
            ControlState::Claimed { holder, before } => {
                std::iter::once(holder).chain(before).collect()
            }
            ControlState::Contested { parties } => parties.iter().collect(),
            ControlState::Unknown => Vec::new(),
        }
    }

    /// What a move does if it is taken as true.
    pub(crate) fn outcome(&self, act: &Move<'_>, entry_days: i32) -> Outcome {
        match (act.change, &act.party) {
            (ControlVerb::Lost | ControlVerb::Withdrew, party) => {
                self.departure(party.as_ref(), act, entry_days)
            }
            (ControlVerb::Took | ControlVerb::Holds, Some(party)) if act.scope == Scope::Part => {
                self.entry(party, act, Rule::PartTaken)
            }
            (ControlVerb::Took | ControlVerb::Holds, Some(party)) => self.hold(party),
            (ControlVerb::Entered, Some(party)) => {
                let rule = if act.scope == Scope::Part {
                    Rule::PartTaken
                } else {
                    Rule::Entry
                };
                self.entry(party, act, rule)
            }
            (ControlVerb::Besieges, Some(party)) => self.siege(party, act),
            (ControlVerb::Contests, party) => self.contest(party.as_ref(), act),
            // Somebody without a name took it: whoever held it lost it.
            (ControlVerb::Took, None) if act.scope != Scope::Part => {
                self.departure(None, act, entry_days)
            }
            (
                ControlVerb::Took
                | ControlVerb::Holds
                | ControlVerb::Entered
                | ControlVerb::Besieges,
                None,
            ) => Outcome::stays(Rule::NoParty),
        }
    }

    fn hold(&self, party: &ActorId) -> Outcome {
        match &self.state {
            ControlState::Held { holder } | ControlState::Besieged { holder, .. }
                if holder == party =>
            {
                Outcome::stays(Rule::Confirms)
            }
            ControlState::Held { .. }
            | ControlState::Besieged { .. }
            | ControlState::Contested { .. }
            | ControlState::Claimed { .. }
            | ControlState::Unknown => Outcome::to(Rule::Hold, held(party)),
        }
    }

    fn entry(&self, party: &ActorId, act: &Move<'_>, rule: Rule) -> Outcome {
        match &self.state {
            ControlState::Held { holder } | ControlState::Besieged { holder, .. } => {
                if act.are_allied(holder, party) {
                    Outcome::stays(Rule::Confirms)
                } else {
                    Outcome::to(rule, contested([holder, party]))
                }
            }
            ControlState::Contested { parties } if parties.contains(party) => {
                Outcome::stays(Rule::Confirms)
            }
            ControlState::Contested { parties } => {
                Outcome::to(rule, contested(parties.iter().chain([party])))
            }
            ControlState::Claimed {
                before: Some(before),
                ..
            } if act.are_allied(before, party) => Outcome::stays(Rule::Confirms),
            ControlState::Claimed {
                before: Some(before),
                ..
            } => Outcome::to(rule, contested([before, party])),
            ControlState::Claimed {
                holder,
                before: None,
            } if holder == party => Outcome::to(rule, held(party)),
            ControlState::Claimed {
                holder,
                before: None,
            } => Outcome::to(rule, contested([holder, party])),
            ControlState::Unknown if self.vacated.is_some() && rule == Rule::Entry => {
                Outcome::to(Rule::EntrantRemains, held(party))
            }
            ControlState::Unknown => Outcome::stays(rule),
        }
    }

    fn departure(&self, party: Option<&ActorId>, act: &Move<'_>, entry_days: i32) -> Outcome {
        if act.scope == Scope::Part {
            return Outcome::stays(Rule::PartTaken);
        }
        let Some(party) = party.or_else(|| self.settled()) else {
            return Outcome::stays(Rule::NoParty);
        };
        match &self.state {
            ControlState::Held { holder } | ControlState::Besieged { holder, .. }
                if holder == party =>
            {
                match self.entrant(party, act, entry_days) {
                    Some(entrant) => Outcome::to(Rule::EntrantRemains, held(entrant)),
                    None => Outcome::to(Rule::HolderLeft, ControlState::Unknown),
                }
            }
            ControlState::Besieged { holder, by } if by == party => {
                Outcome::to(Rule::SiegeEnds, held(holder))
            }
            ControlState::Contested { parties } if parties.contains(party) => {
                let rest: Vec<&ActorId> = parties.iter().filter(|other| *other != party).collect();
                match rest.as_slice() {
                    [] => Outcome::to(Rule::HolderLeft, ControlState::Unknown),
                    [one] => Outcome::to(Rule::EntrantRemains, held(one)),
                    several => Outcome::to(Rule::HolderLeft, contested(several.iter().copied())),
                }
            }
            ControlState::Claimed {
                holder,
                before: Some(before),
            } if before == party => Outcome::to(Rule::EntrantRemains, held(holder)),
            ControlState::Claimed { holder, before } if holder == party => {
                let state = before.as_ref().map_or(ControlState::Unknown, held);
                Outcome::to(Rule::HolderLeft, state)
            }
            ControlState::Held { .. }
            | ControlState::Besieged { .. }
            | ControlState::Contested { .. }
            | ControlState::Claimed { .. }
            | ControlState::Unknown => {
                let lost_it_before = self.former() == Some(party);
                Outcome::stays(if lost_it_before {
                    Rule::Confirms
                } else {
                    Rule::NotTheHolder
                })
            }
        }
    }

    fn siege(&self, party: &ActorId, act: &Move<'_>) -> Outcome {
        let holder = match &self.state {
            ControlState::Besieged { by, .. } if by == party => {
                return Outcome::stays(Rule::Confirms);
            }
            ControlState::Contested { parties } => match parties.as_slice() {
                [a, b] if a == party => Some(b),
                [a, b] if b == party => Some(a),
                _ => None,
            },
            ControlState::Held { .. }
            | ControlState::Besieged { .. }
            | ControlState::Claimed { .. }
            | ControlState::Unknown => self.settled(),
        };
        match holder {
            Some(holder) if act.are_allied(holder, party) => Outcome::stays(Rule::Confirms),
            Some(holder) => {
                let state = ControlState::Besieged {
                    holder: holder.clone(),
                    by: party.clone(),
                };
                Outcome::to(Rule::Siege, state)
            }
            None => Outcome::stays(Rule::Siege),
        }
    }

    fn contest(&self, party: Option<&ActorId>, act: &Move<'_>) -> Outcome {
        let holder = self.settled();
        let mut sides: Vec<&ActorId> = Vec::new();
        let already = match &self.state {
            ControlState::Contested { parties } => parties.as_slice(),
            ControlState::Held { .. }
            | ControlState::Besieged { .. }
            | ControlState::Claimed { .. }
            | ControlState::Unknown => &[],
        };
        for side in already.iter().chain(holder).chain(party).chain(&act.others) {
            if already.contains(side) || sides.iter().all(|other| !act.are_allied(other, side)) {
                sides.push(side);
            }
        }
        if sides.len() < 2 {
            return Outcome::stays(if sides.is_empty() {
                Rule::NoParty
            } else {
                Rule::Contest
            });
        }
        match contested(sides) {
            state if state == self.state => Outcome::stays(Rule::Confirms),
            state => Outcome::to(Rule::Contest, state),
        }
    }

    /// Who entered or took the place within the given days of a departure: the last to come, not allied with whoever
    /// left.
    fn entrant(&self, left: &ActorId, act: &Move<'_>, entry_days: i32) -> Option<&ActorId> {
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
        let mut since = Some(day);
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
        if let ControlState::Held { holder: new } = &state {
            match &self.settled {
                Some((old, from)) if old == new && was_set_aside => since = *from,
                Some((old, _)) if old != new => self.lost_by = Some(old.clone()),
                Some(_) | None => {}
            }
            self.settled = Some((new.clone(), since));
        }
        self.state = state;
        self.since = since;
    }
}

fn held(party: &ActorId) -> ControlState {
    ControlState::Held {
        holder: party.clone(),
    }
}

fn contested<'a>(parties: impl IntoIterator<Item = &'a ActorId>) -> ControlState {
    let mut parties: Vec<ActorId> = parties.into_iter().cloned().collect();
    parties.sort();
    parties.dedup();
    ControlState::Contested { parties }
}

/// Whether two days lie within some days of each other.
pub(crate) fn is_within(a: Date, b: Date, days: i32) -> bool {
    (b - a).get_days().abs() <= days
}

/// A day some days later; the last day there is where that is out of range.
pub(crate) fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}
