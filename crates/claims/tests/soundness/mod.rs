//! What must hold of the reading of any text whatever; the tests ask it of texts that proptest makes up, and `fuzz/` of
//! those that libFuzzer does.

use std::collections::BTreeSet;

use marsad_claims::{ReadingContext, read, sentences};
use marsad_domain::{Amount, Body, Claim, Figure, Quote, Reading, Span};

use crate::world::report;

/// What is wrong with the reading of a text; nothing if all of it holds:
///
/// - what a claim points at lies on borders of characters, and the words that it keeps stand there verbatim;
/// - no number's range runs backwards, and no id stands twice;
/// - claims and sentences are in order, and a second reading is the same.
pub(crate) fn fault(context: &ReadingContext<'_>, words: &str) -> Option<String> {
    let reading = read(&report(words), context);
    let in_claims = reading
        .claims
        .iter()
        .find_map(|claim| Some(format!("{}: {claim:?}", fault_of(claim, words)?)));
    in_claims
        .or_else(|| fault_of_order(&reading, words))
        .or_else(|| fault_of_sentences(&sentences(words, context), words))
        .or_else(|| {
            (read(&report(words), context) != reading).then(|| "two readings differ".to_owned())
        })
}

fn fault_of(claim: &Claim, words: &str) -> Option<String> {
    let mut kept = kept(claim).into_iter();
    let untrue = kept.find(|(span, text)| span.of(words) != Some(*text));
    if let Some((span, text)) = untrue {
        return Some(format!("{text:?} does not stand at {span:?}"));
    }
    let mut bare = bare(claim).into_iter();
    if let Some(span) = bare.find(|span| span.of(words).is_none()) {
        return Some(format!("{span:?} cuts a character or leaves the text"));
    }
    let mut figures = claim.body.figures().iter();
    let inverted = figures.find(|figure| is_inverted(figure));
    if let Some(figure) = inverted {
        return Some(format!("{figure:?} runs backwards"));
    }
    claim
        .said_by
        .voices()
        .is_empty()
        .then(|| "nobody says so".to_owned())
}

/// The spans whose words the claim keeps.
fn kept(claim: &Claim) -> Vec<(Span, &str)> {
    let mut quotes: Vec<&Quote> = vec![&claim.quote];
    quotes.extend(&claim.cue);
    if let Body::Conditional { condition, then } = &claim.body {
        quotes.extend([condition, then]);
    }
    let quotes = quotes.into_iter().map(|it| (it.span, it.text.as_str()));
    let places = claim.r#where.iter().map(|it| (it.span, it.text.as_str()));
    let actors = claim.actors.iter().map(|it| (it.span, it.text.as_str()));
    let figures = claim.body.figures().iter();
    let figures = figures.map(|it| (it.span, it.text.as_str()));
    quotes.chain(places).chain(actors).chain(figures).collect()
}

/// The spans of which the claim keeps no words.
fn bare(claim: &Claim) -> Vec<Span> {
    let voices = claim.said_by.voices().iter().filter_map(|it| it.span);
    let speech = claim.speech.iter();
    let speech = speech.flat_map(|it| [it.speaker, Some(it.cue), Some(it.content)]);
    voices.chain(speech.flatten()).collect()
}

fn is_inverted(figure: &Figure) -> bool {
    let ends = match figure.amount {
        Amount::Between(low, high) | Amount::Vague(Some((low, high))) => Some((low, high)),
        Amount::Exact(_)
        | Amount::AtLeast(_)
        | Amount::AtMost(_)
        | Amount::About(_)
        | Amount::Vague(None) => figure.amount.low().zip(figure.amount.high()),
    };
    ends.is_some_and(|(low, high)| low > high)
}

fn fault_of_order(reading: &Reading, words: &str) -> Option<String> {
    let starts = reading.claims.iter().map(|claim| claim.quote.span.start());
    if !starts.is_sorted() {
        return Some("claims are out of order".to_owned());
    }
    let mut ids = BTreeSet::new();
    if let Some(claim) = reading.claims.iter().find(|claim| !ids.insert(claim.id)) {
        return Some(format!("two claims have the id {}", claim.id));
    }
    let mut problems = reading.problems.iter();
    let beyond = problems.find(|problem| !words.is_char_boundary(problem.at));
    beyond.map(|problem| format!("{problem:?} stands nowhere"))
}

fn fault_of_sentences(sentences: &[Span], words: &str) -> Option<String> {
    let mut end = 0;
    for span in sentences {
        if span.start() < end || span.of(words).is_none() {
            return Some(format!("the sentence {span:?} cuts or overlaps"));
        }
        end = span.end();
    }
    None
}
