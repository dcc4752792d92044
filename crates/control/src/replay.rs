//! The replay of one place: every claim in order, what it does, and by which rule.

use std::collections::BTreeSet;

use jiff::civil::Date;
use marsad_domain::{ActorId, ClaimId, ControlState, ControlVerb, PlaceId, Stance};

use crate::{
    belief::strength,
    context::ControlContext,
    moves::{Move, Outcome},
    opening::{OpeningConfidence, OpeningRow},
    reach::Scope,
    rules::Rule,
    situation::Situation,
    stand::{Stand, denied, said},
    told::{Deed, Told, Void},
    weigh::weigh,
};

/// One step, before it is known what the end will be.
#[derive(Debug, Clone)]
pub(crate) struct Step<'a, 't> {
    /// What was said; absent for the opening position.
    pub(crate) told: Option<&'t Told<'a>>,
    /// The opening position, where the step is that.
    pub(crate) opening: Option<&'a OpeningRow>,
    /// When it takes effect.
    pub(crate) day: Date,
    /// The rule that decided.
    pub(crate) rule: Rule,
    /// The state after it.
    pub(crate) after: ControlState,
    /// Since when that state.
    pub(crate) since: Option<Date>,
    /// Whether the state changed.
    pub(crate) has_moved: bool,
    /// What it says.
    pub(crate) stand: Stand,
    /// How far it is believed, from 0 to 1.
    pub(crate) strength: f64,
    /// The party it names, resolved for its day.
    pub(crate) party: Option<ActorId>,
    /// Who held the place before it, as far as the state said.
    pub(crate) before: Option<ActorId>,
}

/// The steps of a place, and where they lead.
#[derive(Debug)]
pub(crate) struct Replayed<'a, 't> {
    /// Every step, in order of effect.
    pub(crate) steps: Vec<Step<'a, 't>>,
    /// The place after the last of them.
    pub(crate) situation: Situation,
}

/// Replays a place.
pub(crate) fn replay<'a, 't>(
    place: &PlaceId,
    told: &[(&'t Told<'a>, Scope)],
    context: &ControlContext<'a>,
    on: Date,
) -> Replayed<'a, 't> {
    let mut replay = Replay {
        context,
        situation: Situation::unknown(),
        own_days: own_days(told),
        contradictions: contradictions(told, context),
        steps: Vec::with_capacity(told.len() + 1),
    };
    let opening = context
        .opening
        .get(place)
        .filter(|_| context.opening.day <= on);
    let before =
        told.partition_point(|(told, _)| opening.is_some() && told.order.day < context.opening.day);
    let (earlier, later) = told.split_at(before);
    for (told, scope) in earlier {
        replay.step(told, *scope);
    }
    if let Some(row) = opening {
        replay.open(row);
    }
    for (told, scope) in later {
        replay.step(told, *scope);
    }
    Replayed {
        steps: replay.steps,
        situation: replay.situation,
    }
}

/// The days on which something was said of the place itself that could move it.
fn own_days(told: &[(&Told<'_>, Scope)]) -> BTreeSet<Date> {
    told.iter()
        .filter(|(told, scope)| {
            matches!(scope, Scope::Place | Scope::Part)
                && matches!(told.deed, Deed::Control(..))
                && told.counts()
        })
        .map(|(told, _)| told.order.day)
        .collect()
}

/// The claims of one voice in one report that two parties hold the place itself on one day, which are not allied. They
/// stand together in order of effect.
fn contradictions(told: &[(&Told<'_>, Scope)], context: &ControlContext<'_>) -> BTreeSet<ClaimId> {
    let holds = |(told, scope): &(&Told<'_>, Scope)| {
        *scope == Scope::Place
            && matches!(told.deed, Deed::Control(ControlVerb::Holds, Some(_)))
            && told.counts()
    };
    let mut found = BTreeSet::new();
    for (at, one) in told.iter().enumerate().filter(|(_, one)| holds(one)) {
        let (one, _) = one;
        let behind = told.iter().skip(at + 1);
        let beside = behind.take_while(|(other, _)| {
            (other.order.day, other.order.report) == (one.order.day, one.order.report)
        });
        for (other, _) in beside.filter(|other| holds(other)) {
            let is_one_voice = other.word.voice == one.word.voice;
            let day = one.order.day;
            let is_other = |(a, b): (&ActorId, &ActorId)| !context.actors.are_allied(a, b, day);
            let parties = one.party.as_ref().zip(other.party.as_ref());
            if is_one_voice && parties.is_some_and(is_other) {
                found.extend([one.claim.id, other.claim.id]);
            }
        }
    }
    found
}

/// The rule for a claim that does not say that something is so.
fn unasserted(stance: Stance) -> Option<Rule> {
    match stance {
        Stance::Denied => Some(Rule::Denial),
        Stance::Expected | Stance::Intended | Stance::Hypothetical => Some(Rule::NotHappened),
        Stance::Retracted => Some(Rule::Retraction),
        Stance::Asserted => None,
    }
}

struct Replay<'a, 't, 'c> {
    context: &'c ControlContext<'a>,
    situation: Situation,
    own_days: BTreeSet<Date>,
    contradictions: BTreeSet<ClaimId>,
    steps: Vec<Step<'a, 't>>,
}

impl<'a, 't> Replay<'a, 't, '_> {
    /// The opening position. One that nobody checked gives way to whatever a claim on the days before made of the
    /// place.
    fn open(&mut self, row: &'a OpeningRow) {
        let day = self.context.opening.day;
        let numbers = &self.context.rules.confidence;
        let (rule, strength) = match row.confidence {
            OpeningConfidence::Checked => (Rule::Opening, numbers.opening),
            OpeningConfidence::Unchecked => (Rule::OpeningUnchecked, numbers.opening_unchecked),
            OpeningConfidence::Doubtful => (Rule::OpeningUnchecked, numbers.opening_doubtful),
        };
        let state = row.opens_as();
        let has_moved =
            rule == Rule::Opening || !self.steps.iter().any(|step: &Step<'_, '_>| step.has_moved);
        if has_moved {
            self.situation.become_state(state.clone(), day);
        }
        self.steps.push(Step {
            told: None,
            opening: Some(row),
            day,
            rule,
            after: self.situation.state.clone(),
            since: self.situation.since,
            has_moved,
            stand: Stand::States(state),
            strength,
            party: row.state.holder().cloned(),
            before: None,
        });
    }

    fn step(&mut self, told: &'t Told<'a>, scope: Scope) {
        let party = told.party.clone();
        let Deed::Control(change, _) = told.deed else {
            let rule = unasserted(told.claim.stance).unwrap_or(match told.deed {
                Deed::Presence(_) => Rule::Presence,
                Deed::Movement(_) | Deed::Control(..) => Rule::Movement,
            });
            self.push(told, Outcome::stays(rule), Stand::Nothing, 0.0, party);
            return;
        };
        let act = Move {
            change,
            party,
            others: &told.others,
            scope,
            day: told.order.day,
            actors: self.context.actors,
        };
        if scope == Scope::Area && self.is_beside_the_point(&act) {
            return;
        }
        if let Some(rule) = self.set_aside(told, &act) {
            let stand = if rule == Rule::Denial {
                denied(&self.situation, &act)
            } else {
                Stand::Nothing
            };
            let strength = strength(&told.word, scope, false, &self.context.rules.confidence);
            self.push(told, Outcome::stays(rule), stand, strength, act.party);
            return;
        }
        let neutral = self.situation.outcome(&act, self.context.rules.entry_days);
        let weighed = weigh(
            &self.situation,
            &act,
            neutral,
            &told.word.favours,
            self.context.rules,
        );
        let outcome = weighed.outcome;
        let stand = said(&self.situation, &act, &outcome);
        let strength = strength(
            &told.word,
            scope,
            weighed.admits,
            &self.context.rules.confidence,
        );
        if outcome.rule != Rule::ThirdSide {
            self.situation.remember(&act);
        }
        self.push(told, outcome, stand, strength, act.party);
    }

    /// Why a claim cannot move the place, whatever it says.
    fn set_aside(&self, told: &Told<'_>, act: &Move<'_>) -> Option<Rule> {
        if told.void == Some(Void::Copy) {
            return Some(Rule::Copy);
        }
        match unasserted(told.claim.stance) {
            Some(Rule::Denial) if act.scope == Scope::Surroundings => {
                return Some(Rule::Surroundings);
            }
            Some(Rule::Denial) if told.word.is_map => return Some(Rule::Map),
            Some(rule) => return Some(rule),
            None => {}
        }
        if told.void == Some(Void::TakenBack) {
            return Some(Rule::TakenBack);
        }
        if told.word.is_map {
            return Some(Rule::Map);
        }
        if self.contradictions.contains(&told.claim.id) {
            return Some(Rule::Contradiction);
        }
        match act.scope {
            // Whoever leaves the surroundings of a place that it surrounds ends the siege.
            Scope::Surroundings if self.is_end_of_siege(act) => None,
            Scope::Surroundings => Some(Rule::Surroundings),
            Scope::Area if self.own_days.contains(&told.order.day) => Some(Rule::AreaYields),
            Scope::Area | Scope::Place | Scope::Part => None,
        }
    }

    fn is_end_of_siege(&self, act: &Move<'_>) -> bool {
        match &self.situation.state {
            ControlState::Besieged { by, .. } => {
                act.is_departure() && act.party.as_ref() == Some(by)
            }
            ControlState::Held { .. }
            | ControlState::Claimed { .. }
            | ControlState::Contested { .. }
            | ControlState::Unknown => false,
        }
    }

    /// Whether a claim over an area says nothing of this place: entering, fighting for or surrounding a region, or
    /// leaving it without having held the place.
    fn is_beside_the_point(&self, act: &Move<'_>) -> bool {
        match act.change {
            ControlVerb::Took | ControlVerb::Holds => act.party.is_none(),
            ControlVerb::Lost | ControlVerb::Withdrew => act
                .party
                .as_ref()
                .is_none_or(|party| !self.situation.parties().contains(&party)),
            ControlVerb::Entered | ControlVerb::Besieges | ControlVerb::Contests => true,
        }
    }

    fn push(
        &mut self,
        told: &'t Told<'a>,
        outcome: Outcome,
        stand: Stand,
        strength: f64,
        party: Option<ActorId>,
    ) {
        let before = self
            .situation
            .settled()
            .or_else(|| self.situation.former())
            .cloned();
        let day = told.order.day;
        let has_moved = outcome.state.is_some();
        if let Some(state) = outcome.state {
            self.situation.become_state(state, day);
        }
        self.steps.push(Step {
            told: Some(told),
            opening: None,
            day,
            rule: outcome.rule,
            after: self.situation.state.clone(),
            since: self.situation.since,
            has_moved,
            stand,
            strength,
            party,
            before,
        });
    }
}
