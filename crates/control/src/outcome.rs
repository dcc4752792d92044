//! What a place's state becomes when something is taken as true: the neutral logic, without regard to who says so.

use marsad_domain::{ActorId, ControlState, ControlVerb, RestsOn};

use crate::{
    moves::{Move, Outcome},
    reach::Scope,
    rules::Rule,
    situation::Situation,
};

impl Situation {
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
                ..
            } if holder == party => Outcome::to(rule, held(party)),
            ControlState::Claimed {
                holder,
                before: None,
                rests_on: RestsOn::UncheckedOpening,
            } if act.are_allied(holder, party) => Outcome::stays(Rule::Confirms),
            ControlState::Claimed {
                holder,
                before: None,
                ..
            } => Outcome::to(rule, contested([holder, party])),
            ControlState::Unknown if self.is_vacated() && rule == Rule::Entry => {
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
            ControlState::Held { holder }
            | ControlState::Besieged { holder, .. }
            | ControlState::Claimed {
                holder,
                rests_on: RestsOn::UncheckedOpening,
                ..
            } if holder == party => match self.entrant(party, act, entry_days) {
                Some(entrant) => Outcome::to(Rule::EntrantRemains, held(entrant)),
                None => Outcome::to(Rule::HolderLeft, ControlState::Unknown),
            },
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
                ..
            } if before == party => Outcome::to(Rule::EntrantRemains, held(holder)),
            ControlState::Claimed { holder, before, .. } if holder == party => {
                let back = |before| self.back_with(before);
                let state = before.as_ref().map_or(ControlState::Unknown, back);
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
        for side in already.iter().chain(holder).chain(party).chain(act.others) {
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
