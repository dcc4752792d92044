//! What the words beside a name say: what kind of place it is, in what sense it is used, whether it is a place at all.

use marsad_domain::Span;

use super::{
    Reading,
    features::{Marked, list_link, phrase_beside},
    mention::{Mention, Named},
    words::{Words, is_capital},
};
use crate::{
    rules::{PersonCue, PlaceRules, Position},
    toponym::Sense,
};

/// The names of a text among its words.
pub(super) struct Cues<'a> {
    /// The words.
    pub(super) words: &'a Words<'a>,
    /// The names.
    pub(super) mentions: &'a [Mention<'a>],
    /// For each name, the word for a kind of place that is said of it.
    pub(super) features: &'a [Option<Marked<'a>>],
    /// The rules.
    pub(super) rules: &'a PlaceRules,
}

impl Cues<'_> {
    /// Reads the words beside a name, or says why it is no place.
    pub(super) fn judge(&self, at: usize) -> Result<Reading, Vec<String>> {
        let Some(mention) = self.mentions.get(at) else {
            return Err(Vec::new());
        };
        let span = mention.span;
        if let Named::Demonym { rule, .. } = &mention.names {
            let reasons = vec![format!("{rule}: the adjective or people of a country")];
            return Ok(Reading {
                sense: Sense::Demonym,
                feature: None,
                reasons,
            });
        }
        let feature = self.features.get(at).cloned().flatten();
        let located = self.locative(span);
        let sense = self.sense(span, located.is_some());
        if feature.is_none() && located.is_none() {
            self.refuse_person(span, at, sense.is_some())?;
            self.refuse_guarded(at, span)?;
        }
        let mut reasons = Vec::new();
        if let Named::Unlisted {
            trimmed: Some(why), ..
        } = &mention.names
        {
            reasons.push(why.clone());
        }
        if let Some(rule) = feature.as_ref().and_then(|marked| marked.shared.as_ref()) {
            reasons.push(format!("{rule}: the word is shared along the list"));
        }
        let feature = feature.map(|Marked { feature, kinds, .. }| {
            reasons.push(format!(
                "{}: the word {:?} beside the name",
                feature.rule, feature.word
            ));
            (feature, kinds.to_vec())
        });
        if let Some(rule) = located {
            reasons.push(format!("{rule}: a place follows the word before the name"));
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

    fn sense(&self, span: Span, located: bool) -> Option<(Sense, String)> {
        [Position::Of, Position::After, Position::Before]
            .into_iter()
            .find_map(|position| {
                let (rule, words) = phrase_beside(self.words, &self.rules.senses, span, position)?;
                let text = words.of(self.words.text)?;
                let written = !rule.capital || is_capital(text) || self.words.caseless;
                let barred = located && rule.sense == Sense::Metonym;
                let reason = format!("{}: the word {text:?} beside the name", rule.id);
                (written && !barred).then_some((rule.sense, reason))
            })
    }

    /// Whether a word after which a place follows stands before a name.
    pub(super) fn is_located(&self, span: Span) -> bool {
        self.locative(span).is_some()
    }

    /// The rule of the words before a name after which a place follows.
    fn locative(&self, span: Span) -> Option<&str> {
        let (rule, _) = phrase_beside(self.words, &self.rules.locatives, span, Position::Before)?;
        Some(rule)
    }

    /// Refuses a name after a title, and a given name before a family name unless the next word is known to go with
    /// places.
    fn refuse_person(&self, span: Span, at: usize, goes_on: bool) -> Result<(), Vec<String>> {
        if let Some(reason) = self.title_before(span) {
            return Err(vec![reason]);
        }
        let name = self.words.phrase(span);
        let Some(rule) = self.rules.persons.get(Position::Before, &name) else {
            return Ok(());
        };
        let family = self.words.after(span.end(), 1).filter(|next| {
            let known = self
                .mentions
                .get(at + 1)
                .is_some_and(|m| m.span.start() == next.start());
            next.of(self.words.text).is_some_and(is_capital) && !known
        });
        match (
            rule.cue,
            family.and_then(|family| family.of(self.words.text)),
        ) {
            (PersonCue::GivenName, Some(family)) if !goes_on => {
                Err(vec![format!("{}: a given name before {family:?}", rule.id)])
            }
            (PersonCue::GivenName | PersonCue::Title, _) => Ok(()),
        }
    }

    /// A title before the name, with at most one capitalised given name between.
    fn title_before(&self, span: Span) -> Option<String> {
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
                .rules
                .persons
                .get(Position::Before, &text.to_lowercase());
            if let Some(rule) = rule.filter(|rule| rule.cue == PersonCue::Title) {
                return Some(format!("{}: the title {text:?} before the name", rule.id));
            }
            start = word.start();
        }
        None
    }

    /// Refuses a name that is also another word, unless it stands in a list with a name that is not.
    fn refuse_guarded(&self, at: usize, span: Span) -> Result<(), Vec<String>> {
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
        Err(vec![format!(
            "{rule}: also another word, and no word beside it says place"
        )])
    }

    fn guard(&self, span: Span) -> Option<&str> {
        let rule = self
            .rules
            .guards
            .get(Position::Before, &self.words.phrase(span))?;
        Some(rule)
    }
}
