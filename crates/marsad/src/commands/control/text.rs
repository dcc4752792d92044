//! The answers of `marsad control` in sentences.

use std::{collections::BTreeMap, fmt::Display};

use marsad_control::{Difference, summary};
use marsad_domain::{
    ActorId, Actors, Claim, ClaimId, ControlState, ControlVerb, IfSaid, PlaceControl, Question,
    RestsOn, Side, Teller, TraceStep, WouldChange,
};

use crate::{
    desk::Desk,
    inquiry::{Inquiry, as_known},
    words::Words,
};

/// Writes answers for the desk.
pub(super) struct Writer<'a> {
    inquiry: &'a Inquiry,
    words: &'a Words,
    head: String,
    claims: BTreeMap<ClaimId, &'a Claim>,
}

impl<'a> Writer<'a> {
    /// A writer with the claims of the inquiry at hand.
    pub(super) fn new(inquiry: &'a Inquiry, desk: &'a Desk) -> Self {
        let claims = inquiry
            .situation
            .claims
            .iter()
            .map(|claim| (claim.id, claim))
            .collect();
        Self {
            inquiry,
            words: &desk.words,
            head: inquiry.meta().head(desk),
            claims,
        }
    }

    /// Counts by holder, then the places; those that only keep their opening position are counted unless asked for.
    pub(super) fn overview(&self, control: &[PlaceControl], is_all: bool) -> String {
        let mut lines = vec![self.head.clone()];
        for count in summary(control, &self.inquiry.theatre.gazetteer).counts {
            let holder = count
                .holder
                .map(|id| self.label(&id).to_owned())
                .unwrap_or_default();
            let values: &[(&str, &dyn Display)] = &[
                ("state", &count.state),
                ("holder", &holder),
                ("settlements", &count.settlements),
                ("sites", &count.sites),
                ("people", &count.people),
            ];
            let unchecked: &[(&str, &dyn Display)] = &[("count", &count.unchecked)];
            let unchecked = match count.unchecked {
                0 => String::new(),
                _ => self.words.say("control-count-unchecked", unchecked),
            };
            let counted = self.words.say("control-count", values) + &unchecked;
            lines.push(tidy(&counted));
        }
        lines.push(String::new());
        let (told, kept): (Vec<_>, Vec<_>) = control
            .iter()
            .partition(|one| is_all || one.claims(Side::For).next().is_some());
        lines.extend(told.into_iter().map(|one| self.place(one)));
        if !kept.is_empty() {
            lines.push(self.words.say("control-kept", &[("count", &kept.len())]));
        }
        lines.join("\n")
    }

    /// Each place with every claim for and against its state, and with what one more claim would do.
    pub(super) fn explained(&self, control: &[PlaceControl]) -> String {
        let mut lines = vec![self.head.clone()];
        for one in control {
            lines.push(self.place(one));
            lines.extend(one.trace.iter().map(|step| self.step(step)));
            lines.extend(one.would_change.iter().map(|would| self.would(would)));
            lines.push(String::new());
        }
        lines.join("\n")
    }

    /// The states of one place, oldest first, each with the steps since the one before.
    pub(super) fn history(&self, found: &[PlaceControl]) -> String {
        let mut lines = vec![self.head.clone()];
        let mut told = 0;
        for one in found {
            lines.push(self.place(one));
            lines.extend(one.trace.iter().skip(told).map(|step| self.step(step)));
            told = one.trace.len();
        }
        lines.join("\n")
    }

    /// The places whose states differ between two days or states of knowledge.
    pub(super) fn differences(&self, before: &Question, found: &[Difference]) -> String {
        let mut lines = vec![self.head.clone(), between(self.inquiry, before, self.words)];
        for one in found {
            let state = |state: &Option<ControlState>| {
                state.as_ref().map_or_else(
                    || self.words.say("control-unknown", &[]),
                    |state| self.state(state),
                )
            };
            let values: &[(&str, &dyn Display)] = &[
                ("place", &one.place.name),
                ("before", &state(&one.before)),
                ("after", &state(&one.after)),
            ];
            lines.push(self.words.say("control-difference", values));
        }
        lines.join("\n")
    }

    fn place(&self, one: &PlaceControl) -> String {
        let since = one.since.map_or_else(String::new, |day| {
            self.words.say("control-since", &[("day", &day)])
        });
        let confidence = format!("{:.2}", one.confidence.get());
        let (for_it, against) = (
            one.claims(Side::For).count(),
            one.claims(Side::Against).count(),
        );
        let values: &[(&str, &dyn Display)] = &[
            ("place", &one.place.name),
            ("state", &self.state(&one.state)),
            ("since", &since),
            ("confidence", &confidence),
            ("for", &for_it),
            ("against", &against),
        ];
        tidy(&self.words.say("control-place", values))
    }

    /// What a state says, in words.
    fn state(&self, state: &ControlState) -> String {
        in_words(state, &self.inquiry.theatre.actors, self.words)
    }

    fn step(&self, step: &TraceStep) -> String {
        let side = match step.side {
            Side::For => self.words.say("control-for", &[]),
            Side::Against => self.words.say("control-against", &[]),
            Side::Neither => self.words.say("control-neither", &[]),
        };
        let claim = step.claim.and_then(|id| self.claims.get(&id));
        let said = claim.map_or_else(String::new, |claim| self.said(claim));
        let values: &[(&str, &dyn Display)] = &[
            ("day", &step.day),
            ("side", &side),
            ("rule", &step.rule),
            ("note", &step.note),
            ("said", &said),
        ];
        tidy(&self.words.say("control-step", values))
    }

    /// What single claims would do, in one line.
    fn would(&self, would: &WouldChange) -> String {
        let said: Vec<String> = would.if_said.iter().map(|one| self.if_said(one)).collect();
        let said = said.join(&self.words.say("control-would-or", &[]));
        match &would.to {
            Some(state) => {
                let values: &[(&str, &dyn Display)] =
                    &[("state", &self.state(state)), ("said", &said)];
                self.words.say("control-would-become", values)
            }
            None => self.words.say("control-would-stay", &[("said", &said)]),
        }
    }

    fn if_said(&self, one: &IfSaid) -> String {
        let party = self.label(&one.party);
        let values: &[(&str, &dyn Display)] = &[("party", &party)];
        let what = match one.change {
            ControlVerb::Took => self.words.say("control-if-took", values),
            ControlVerb::Lost => self.words.say("control-if-lost", values),
            ControlVerb::Holds => self.words.say("control-if-holds", values),
            ControlVerb::Entered => self.words.say("control-if-entered", values),
            ControlVerb::Withdrew => self.words.say("control-if-withdrew", values),
            ControlVerb::Besieges => self.words.say("control-if-besieges", values),
            ControlVerb::Contests => self.words.say("control-if-contests", values),
        };
        match &one.teller {
            Teller::NoSide => self.words.say("control-if-no-side", &[("what", &what)]),
            Teller::SideOf { side } => {
                let values: &[(&str, &dyn Display)] =
                    &[("side", &self.label(side)), ("what", &what)];
                self.words.say("control-if-own-side", values)
            }
        }
    }

    /// Who said it, in which report, with the words.
    fn said(&self, claim: &Claim) -> String {
        let speakers: Vec<&str> = claim
            .said_by
            .voices()
            .iter()
            .map(|voice| voice.name.as_str())
            .collect();
        let quote = one_line(&claim.quote.text);
        let values: &[(&str, &dyn Display)] = &[
            ("speakers", &one_line(&speakers.join(" <- "))),
            ("report", &claim.report),
            ("quote", &quote),
        ];
        self.words.say("said", values)
    }

    fn label<'b>(&'b self, id: &'b ActorId) -> &'b str {
        self.inquiry.theatre.actors.label(id)
    }
}

/// Between which days, and where these differ, between which states of knowledge.
pub(super) fn between(inquiry: &Inquiry, before: &Question, words: &Words) -> String {
    let after = &inquiry.question;
    let mut values: Vec<(&str, &dyn Display)> = vec![("first", &before.on), ("second", &after.on)];
    if before.knowledge == after.knowledge {
        return words.say("control-differences", &values);
    }
    let known = [before, after].map(|question| as_known(question.knowledge, words));
    let [known_first, known_second] = &known;
    values.extend([
        ("known_first", known_first as &dyn Display),
        ("known_second", known_second),
    ]);
    words.say("control-differences-known", &values)
}

/// A state as a phrase.
pub(crate) fn in_words(state: &ControlState, actors: &Actors, words: &Words) -> String {
    let label = |id: &ActorId| actors.label(id).to_owned();
    match state {
        ControlState::Held { holder } => words.say("control-held", &[("holder", &label(holder))]),
        ControlState::Contested { parties } => {
            let parties: Vec<String> = parties.iter().map(label).collect();
            words.say("control-contested", &[("parties", &parties.join(", "))])
        }
        ControlState::Claimed {
            holder,
            rests_on: RestsOn::UncheckedOpening,
            ..
        } => words.say("control-unchecked", &[("holder", &label(holder))]),
        ControlState::Claimed {
            holder,
            before: Some(before),
            rests_on: RestsOn::OneSide,
        } => {
            let values: &[(&str, &dyn Display)] =
                &[("holder", &label(holder)), ("before", &label(before))];
            words.say("control-claimed", values)
        }
        ControlState::Claimed {
            holder,
            before: None,
            rests_on: RestsOn::OneSide,
        } => words.say("control-claimed-first", &[("holder", &label(holder))]),
        ControlState::Besieged { holder, by } => {
            let values: &[(&str, &dyn Display)] = &[("holder", &label(holder)), ("by", &label(by))];
            words.say("control-besieged", values)
        }
        ControlState::Unknown => words.say("control-unknown", &[]),
    }
}

/// A sentence without the blanks that an empty value leaves at its end or doubled.
pub(super) fn tidy(sentence: &str) -> String {
    let indent: String = sentence.chars().take_while(|c| *c == ' ').collect();
    indent + &sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a report on one line, without what a terminal would obey.
fn one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
