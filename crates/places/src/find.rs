//! Finding the names of places in a text and judging each in its context.
//!
//! The way: one pass of the automaton over the normal form; the longest whole-word names that do not overlap; what
//! the words beside each say of kind and sense; whether it is a person's name or another word; then the candidates of
//! all names weighed together.

mod candidates;
mod cues;
mod doubt;
mod features;
mod mention;
mod resolve;
mod runs;
mod sounding;
mod unlisted;
mod whole;
mod windows;
mod words;

use marsad_domain::{PlaceKind, ShortText, Span};

use crate::{
    find::{
        candidates::Candidates,
        cues::Cues,
        resolve::Weighing,
        words::{Around, Words},
    },
    gazetteer::Gazetteer,
    reason::Reason,
    rules::PlaceRules,
    toponym::{Feature, Sense, Toponym},
};

/// A name that stands in the gazetteer but is no place where it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    /// Where the name stands.
    pub span: Span,
    /// The name, verbatim.
    pub text: ShortText,
    /// Why it is no place.
    pub reasons: Vec<Reason>,
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
/// Time grows linearly with the text. A text of 4 GiB or more has no toponyms behind its first 4 GiB. A text longer
/// than 256 KiB is read in parts that end where a paragraph, a line or a word ends, and each is its own context.
#[must_use]
pub fn find(text: &str, gazetteer: &Gazetteer, rules: &PlaceRules) -> Vec<Toponym> {
    judge(text, gazetteer, rules).toponyms
}

/// The toponyms of a text as [`find`] gives them, and beside them the names that were judged to be none.
#[must_use]
pub fn judge(text: &str, gazetteer: &Gazetteer, rules: &PlaceRules) -> Judged {
    let mut whole = Judged::default();
    for (start, part) in parts(text) {
        let mut judged = judge_part(part, gazetteer, rules);
        if start > 0 {
            judged.move_by(start);
        }
        whole.toponyms.extend(judged.toponyms);
        whole.rejected.extend(judged.rejected);
    }
    whole
}

/// The parts in which [`find`] and [`judge`] read a text, with the byte each starts at. Whoever goes through a long text
/// part by part holds no more than one in memory, and finds the same.
pub fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    windows::windows(text)
}

impl Judged {
    /// Counts every span from a byte further on.
    fn move_by(&mut self, start: usize) {
        let moved = |span: Span| Span::new(span.start() + start, span.end() + start);
        for toponym in &mut self.toponyms {
            toponym.span = moved(toponym.span);
            if let Some(feature) = &mut toponym.feature {
                feature.span = moved(feature.span);
            }
        }
        for rejected in &mut self.rejected {
            rejected.span = moved(rejected.span);
        }
    }
}

fn judge_part(text: &str, gazetteer: &Gazetteer, rules: &PlaceRules) -> Judged {
    let words = Words::of(text);
    let mut candidates = Candidates::default();
    let mentions = mention::mentions(&words, &mut candidates, gazetteer, rules);
    let mut mentions = whole::complete(&words, mentions, &mut candidates, (gazetteer, rules));
    unlisted::add(&words, &mut mentions, &mut candidates, (gazetteer, rules));
    let arounds: Vec<Around> = mentions.iter().map(|it| words.around(it.span)).collect();
    let features = features::features(&words, (&mentions, &arounds), rules);
    let cues = Cues {
        words: &words,
        mentions: &mentions,
        arounds: &arounds,
        features: &features,
        rules,
    };
    let mut judged = Judged::default();
    let mut places = Vec::new();
    let doubts = doubt::Doubts::of(&cues);
    for (at, mention) in mentions.iter().enumerate() {
        let reading = cues.judge(at);
        match reading.and_then(|reading| doubts.pass(&cues, at, reading)) {
            Ok(reading) => places.push((mention, reading)),
            Err(reasons) => judged.rejected.push(Rejected {
                span: mention.span,
                text: words.kept(mention.span),
                reasons,
            }),
        }
    }
    let weighing = Weighing {
        words: &words,
        places: &places,
        candidates: &candidates,
        gazetteer,
        rules,
    };
    judged.toponyms = weighing.resolve();
    judged
}

/// What the words beside a name say of it.
#[derive(Debug, Clone)]
pub(crate) struct Reading<'r> {
    sense: Sense,
    feature: Option<(Feature, &'r [PlaceKind])>,
    reasons: Vec<Reason>,
}

#[cfg(test)]
mod tests;
