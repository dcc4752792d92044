//! What the words beside a name say: what kind of place it is, in what sense it is used, whether it is a place at all.

use std::sync::Arc;

use marsad_domain::Span;

use super::{
    Reading,
    features::{Marked, list_link, phrase_beside},
    mention::{Mention, Named},
    words::{Around, Words, is_capital},
};
use crate::{
    reason::{Reason, Why},
    rules::{PersonCue, PlaceRules, Position},
    toponym::Sense,
};

/// The names of a text among its words.
pub(super) struct Cues<'a> {
    /// The words.
    pub(super) words: &'a Words<'a>,
    /// The names.
    pub(super) mentions: &'a [Mention<'a>],
    /// For each name, the words beside it.
    pub(super) arounds: &'a [Around],
    /// For each name, the word for a kind of place that is said of it.
    pub(super) features: &'a [Option<Marked<'a>>],
    /// The rules.
    pub(super) rules: &'a PlaceRules,
}

impl<'a> Cues<'a> {
    /// Reads the words beside a name, or says why it is no place.
    pub(super) fn judge(&self, at: usize) -> Result<Reading<'a>, Vec<Reason>> {
        let (Some(mention), Some(around)) = (self.mentions.get(at), self.arounds.get(at)) else {
            return Err(Vec::new());
        };
        let span = mention.span;
        if let Named::Demonym(demonym) = &mention.names {
            let why = Why::Plain("the adjective or people of a country");
            let reasons = vec![Reason::new(&demonym.rule, why)];
            return Ok(Reading {
                sense: Sense::Demonym,
                feature: None,
                reasons,
            });
        }
        let feature = self.features.get(at).cloned().flatten();
        let located = self.locative(around);
        let sense = self.sense(around, located.is_some());
        if feature.is_none() && located.is_none() {
            self.refuse_person(at, (span, around), sense.is_some())?;
            self.refuse_guarded(at, span)?;
        }
        let mut reasons = Vec::new();
        if let Named::Unlisted { reasons: why } = &mention.names {
            reasons.extend(why.iter().cloned());
        }
        if let Some(rule) = feature.as_ref().and_then(|marked| marked.shared.as_ref()) {
            let why = Why::Plain("the word is shared along the list");
            reasons.push(Reason::new(rule.clone(), why));
        }
        let feature = feature.map(|Marked { feature, kinds, .. }| {
            let why = Why::Beside(feature.word.clone());
            reasons.push(Reason::new(&feature.rule, why));
            (feature, kinds)
        });
        if let Some(rule) = located {
            let why = Why::Plain("a place follows the word before the name");
            reasons.push(Reason::new(rule, why));
        }
        let sense = match (&feature, sense) {
            (Some(_), _) | (None, None) => Sense::Literal,
            (None, Some((sense, reason))) => {
                reasons.push(reason);
                sense
            }
        };
        Ok(Reading {
            sense,
            feature,
            reasons,
        })
    }

    fn sense(&self, around: &Around, located: bool) -> Option<(Sense, Reason)> {
        [Position::Of, Position::After, Position::Before]
            .into_iter()
            .find_map(|position| {
                let (rule, words) =
                    phrase_beside(self.words, &self.rules.senses, around, position)?;
                let text = words.of(self.words.text)?;
                let written = !rule.capital || is_capital(text) || self.words.caseless;
                let barred = located && rule.sense == Sense::Metonym;
                let reason = || Reason::new(&rule.id, Why::Beside(text.into()));
                (written && !barred).then(|| (rule.sense, reason()))
            })
    }

    /// Whether a word after which a place follows stands before a name.
    pub(super) fn is_located(&self, at: usize) -> bool {
        let around = self.arounds.get(at);
        around.is_some_and(|around| self.locative(around).is_some())
    }

    /// The rule of the words before a name after which a place follows.
    fn locative(&self, around: &Around) -> Option<&Arc<str>> {
        let (rule, _) = phrase_beside(self.words, &self.rules.locatives, around, Position::Before)?;
        Some(rule)
    }

    /// Refuses a name after a title, and a given name before a family name unless the next word is known to go with
    /// places.
    fn refuse_person(
        &self,
        at: usize,
        (span, around): (Span, &Around),
        goes_on: bool,
    ) -> Result<(), Vec<Reason>> {
        if let Some(reason) = self.title_before(span) {
            return Err(vec![reason]);
        }
        let name = self.words.numbers(span);
        let Some(rule) = self
            .words
            .rule(&self.rules.persons, Position::Before, &name)
        else {
            return Ok(());
        };
        let next = &around.after;
        let family = self.words.span(next.start).filter(|family| {
            let is_place = self.mentions.get(at + 1);
            let is_place = is_place.is_some_and(|mention| mention.span.start() == family.start());
            let family = family.of(self.words.text).unwrap_or_default();
            !next.is_empty() && is_capital(family) && !is_place
        });
        match (rule.cue, family) {
            (PersonCue::GivenName, Some(family)) if !goes_on => {
                let why = Why::Word(self.words.kept(family), "follows a given name");
                Err(vec![Reason::new(&rule.id, why)])
            }
            (PersonCue::GivenName | PersonCue::FamilyName | PersonCue::Title, _) => Ok(()),
        }
    }

    /// The rule that knows a name as a person's, given or family.
    pub(super) fn persons_name(&self, span: Span) -> Option<&Arc<str>> {
        let name = self.words.numbers(span);
        let rule = self
            .words
            .rule(&self.rules.persons, Position::Before, &name)?;
        (rule.cue != PersonCue::Title).then_some(&rule.id)
    }

    /// A title before the name, with at most one capitalised given name between.
    fn title_before(&self, span: Span) -> Option<Reason> {
        let next = self.words.from(span.start());
        let mut start = span.start();
        for back in 1..=2 {
            let number = next.checked_sub(back)?;
            let word = self.words.span(number)?;
            let text = word.of(self.words.text)?;
            let gap = self.words.between(word.end(), start);
            let plain = super::words::is_plain(gap.strip_prefix('.').unwrap_or(gap));
            if !plain || !is_capital(text) {
                return None;
            }
            let rule = self
                .words
                .rule_of(&self.rules.persons, Position::Before, number);
            if let Some(rule) = rule.filter(|rule| rule.cue == PersonCue::Title) {
                let why = Why::Word(text.into(), "is a title before the name");
                return Some(Reason::new(&rule.id, why));
            }
            start = word.start();
        }
        None
    }

    /// Refuses a name that is also another word, unless it stands in a list with a name that is not.
    fn refuse_guarded(&self, at: usize, span: Span) -> Result<(), Vec<Reason>> {
        let Some(rule) = self.guard(span) else {
            return Ok(());
        };
        let pairs = [(at.checked_sub(1), Some(at)), (Some(at), at.checked_add(1))];
        let span_of = |at: Option<usize>| self.mentions.get(at?).map(|mention| mention.span);
        let listed = pairs.into_iter().any(|(first, second)| {
            let (Some(first), Some(second)) = (span_of(first), span_of(second)) else {
                return false;
            };
            let other = if first == span { second } else { first };
            self.guard(other).is_none()
                && list_link(self.words, &[first, second], self.rules).is_some()
        });
        if listed {
            return Ok(());
        }
        let why = Why::Plain("also another word, and no word beside it says place");
        Err(vec![Reason::new(rule, why)])
    }

    fn guard(&self, span: Span) -> Option<&Arc<str>> {
        let name = self.words.numbers(span);
        self.words.rule(&self.rules.guards, Position::Before, &name)
    }
}
