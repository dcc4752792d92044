//! A report as sentences with their clauses.

use jiff::civil::Date;
use marsad_domain::{Problem, Report, Span};
use marsad_places::Location;

use super::context::ReadingContext;
use crate::{
    grammar::{
        apposition,
        chunk::{self, Chunk},
        clause::{self, Clause},
        party,
    },
    text::{quotes, sentences, tagging, token, unit::Unit},
};

/// Sentences longer than this are read in pieces, so that no text takes more than linear time.
const MOST_TOKENS: usize = 400;

/// A sentence with all that the grammar found.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) units: Vec<Unit>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) is_question: bool,
}

/// A report cut into sentences.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) published: Option<Date>,
    pub(crate) sentences: Vec<Sentence>,
    /// Stretches of direct speech.
    pub(crate) quotes: Vec<Span>,
    pub(crate) problems: Vec<Problem>,
    /// Where the words put something by the names of places, in the order of the names.
    locations: Vec<Location>,
}

impl Document<'_> {
    /// What the words say of where something is by a name: nothing where they name the place alone.
    pub(crate) fn location(&self, name: Span) -> Option<&Location> {
        let first = self
            .locations
            .partition_point(|location| location.words.end() <= name.start());
        let from_first = self.locations.get(first..).unwrap_or_default();
        let mut near = from_first
            .iter()
            .take_while(|location| location.name.start() < name.end());
        near.find(|location| location.is_by(name) && location.words != location.name)
    }

    /// The stretches of direct speech that share a byte with a span.
    pub(crate) fn quotes_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self
            .quotes
            .partition_point(|quote| quote.end() <= span.start());
        let from_first = self.quotes.get(first..).unwrap_or_default().iter().copied();
        from_first
            .take_while(move |quote| quote.start() < span.end())
            .filter(move |quote| quote.overlaps(span))
    }

    /// The sentences that overlap a span or stand within some bytes of it.
    pub(crate) fn sentences_beside(&self, span: Span, bytes: usize) -> &[Sentence] {
        let ends_before = |s: &Sentence| s.span.end() + bytes < span.start();
        let begins_within = |s: &Sentence| s.span.start() <= span.end() + bytes;
        let first = self.sentences.partition_point(ends_before);
        let last = self.sentences.partition_point(begins_within);
        self.sentences.get(first..last).unwrap_or_default()
    }
}

/// Where the sentences of a text stand, in order: what lies between them is white space.
///
/// A mark without letters or digits, such as one that opens a quotation, goes with the sentence behind it.
#[must_use]
pub fn sentences(text: &str, context: &ReadingContext<'_>) -> Vec<Span> {
    let tokens = token::tokenise(text, &context.rules.words);
    let mut found: Vec<Span> = Vec::new();
    let mut mark: Option<Span> = None;
    for range in sentences::split(&tokens, context.rules) {
        let run = tokens.get(range).unwrap_or_default();
        let Some(own) = run.iter().map(|token| token.span).reduce(Span::union) else {
            continue;
        };
        let span = mark.take().map_or(own, |mark| mark.union(own));
        let has_words = own
            .of(text)
            .is_some_and(|own| own.contains(char::is_alphanumeric));
        if has_words {
            found.push(span);
        } else {
            mark = Some(span);
        }
    }
    found.extend(mark);
    found
}

/// Cuts a report into sentences and reads their grammar.
pub(crate) fn document<'a>(report: &'a Report, context: &ReadingContext<'_>) -> Document<'a> {
    let text = report.text.as_str();
    let rules = context.rules;
    let tokens = token::tokenise(text, &rules.words);
    let toponyms = marsad_places::find(text, context.gazetteer, context.place_rules);
    let published = report
        .published
        .map(|published| published.day(context.zone));
    let source = tagging::Source {
        text,
        tokens: &tokens,
        toponyms: &toponyms,
        book: &context.book,
        rules,
        published,
    };
    let mut problems = Vec::new();
    let mut sentences = Vec::new();
    for range in sentences::split(&tokens, rules) {
        if range.len() > MOST_TOKENS {
            let at = tokens.get(range.start).map_or(0, |t| t.span.start());
            let message = format!("a sentence of {} words is read in pieces", range.len());
            problems.push(Problem { at, message });
        }
        let mut start = range.start;
        while start < range.end {
            let end = (start + MOST_TOKENS).min(range.end);
            sentences.push(sentence(&source, start..end, context));
            start = end;
        }
    }
    Document {
        text,
        published,
        sentences,
        quotes: quotes::regions(&tokens, text),
        locations: marsad_places::relate(text, &toponyms, &context.ground),
        problems,
    }
}

fn sentence(
    source: &tagging::Source<'_>,
    range: std::ops::Range<usize>,
    context: &ReadingContext<'_>,
) -> Sentence {
    let rules = context.rules;
    let run = source.tokens.get(range.clone()).unwrap_or_default();
    let span = run
        .iter()
        .map(|t| t.span)
        .reduce(Span::union)
        .unwrap_or(Span::new(0, 0));
    let is_question = run.iter().rev().take(2).any(|t| t.lower == "?");
    let mut units = tagging::units(source, range);
    party::resolve_prefixes(&mut units, &context.book, rules);
    let chunks = apposition::fold(chunk::chunks(&units, rules), rules);
    let clauses = clause::clauses(&chunks, rules);
    Sentence {
        span,
        units,
        chunks,
        clauses,
        is_question,
    }
}
