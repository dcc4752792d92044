//! Finding the names of places in a text and judging each in its context.
//!
//! The way: one pass of the automaton over the normal form; the longest whole-word names that do not overlap; what
//! the words beside each say of kind and sense; whether it is a person's name or another word; then the candidates of
//! all names weighed together.

mod cues;
mod doubt;
mod features;
mod mention;
mod resolve;
mod unlisted;
mod words;
mod world;

use marsad_domain::Span;
use serde::{Deserialize, Serialize};

use crate::{
    find::{cues::Cues, mention::Mention, words::Words},
    gazetteer::Gazetteer,
    normal::Normal,
    rules::PlaceRules,
    toponym::{Sense, Toponym},
};

/// A name that stands in the gazetteer but is no place where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Where the name stands.
    pub span: Span,
    /// The name, verbatim.
    pub text: String,
    /// Why it is no place.
    pub reasons: Vec<String>,
}

/// The names of a text: those that are places, and those that only look it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// Names of places, sorted, without overlap.
    pub toponyms: Vec<Toponym>,
    /// Names that are none, sorted.
    pub rejected: Vec<Rejected>,
}

/// The toponyms of a text, resolved in the context of the whole text: sorted by span, without overlap, every span
/// the exact bytes of the name.
///
/// Time grows linearly with the text. A text of 4 GiB or more has no toponyms.
#[must_use]
pub fn find(text: &str, gazetteer: &Gazetteer, rules: &PlaceRules) -> Vec<Toponym> {
    judge(text, gazetteer, rules).toponyms
}

/// The toponyms of a text as [`find`] gives them, and beside them the names that were judged to be none.
#[must_use]
pub fn judge(text: &str, gazetteer: &Gazetteer, rules: &PlaceRules) -> Judged {
    let normal = Normal::of(text);
    let words = Words::of(text);
    let mut mentions = mention::mentions(&normal, gazetteer, rules);
    unlisted::add(&words, &mut mentions, gazetteer, rules);
    let features = features::features(&words, &mentions, rules);
    let cues = Cues {
        words: &words,
        mentions: &mentions,
        features: &features,
        rules,
    };
    let mut judged = Judged::default();
    let mut places = Vec::new();
    let doubts = doubt::Doubts::of(&cues);
    for (at, mention) in mentions.iter().enumerate() {
        match cues
            .judge(at)
            .and_then(|reading| doubts.pass(&cues, at, reading))
        {
            Ok(reading) => places.push((mention, reading)),
            Err(reasons) => judged.rejected.push(reject(text, mention, reasons)),
        }
    }
    judged.toponyms = resolve::resolve(&words, &places, gazetteer, rules);
    judged
}

fn reject(text: &str, mention: &Mention<'_>, reasons: Vec<String>) -> Rejected {
    let name = mention.span.of(text).unwrap_or_default().to_owned();
    Rejected {
        span: mention.span,
        text: name,
        reasons,
    }
}

/// What the words beside a name say of it.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    sense: Sense,
    feature: Option<(crate::toponym::Feature, Vec<marsad_domain::PlaceKind>)>,
    reasons: Vec<String>,
}

#[cfg(test)]
mod tests;
