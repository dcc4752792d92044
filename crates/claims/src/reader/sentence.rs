//! A report as sentences with their clauses.

use std::ops::Range;

use jiff::civil::Date;
use marsad_domain::{Problem, Report, Span};
use marsad_places::{Location, Toponym};

use super::{context::ReadingContext, homes};
use crate::{
    grammar::{
        apposition,
        chunk::{self, Chunk},
        clause::{self, Clause},
        party,
    },
    text::{
        homes::{AtHome, Homes},
        quotes, sentences, tagging,
        token::{self, Token},
        unit::Unit,
    },
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

/// As many tokens have their grammar in memory at one time, and up to as many more where a quotation goes on.
const BLOCK_TOKENS: usize = 4000;

/// A report as tokens, names of places and quotations, whose grammar is read block by block.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) published: Option<Date>,
    pub(crate) problems: Vec<Problem>,
    /// The homes of theatres that it is about.
    pub(crate) homes: Homes,
    tokens: Vec<Token>,
    toponyms: Vec<Toponym>,
    /// Stretches of direct speech.
    quotes: Vec<Span>,
    /// Where the words put something by the names of places, in the order of the names.
    locations: Vec<Location>,
    /// The tokens of each sentence, or of each piece of a long one.
    ranges: Vec<Range<usize>>,
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

    /// The sentences in runs that no quotation crosses, if it is not very long.
    pub(crate) fn blocks(&self) -> Vec<&[Range<usize>]> {
        let mut blocks = Vec::new();
        let mut rest = self.ranges.as_slice();
        while !rest.is_empty() {
            let (block, after) = rest.split_at(self.block(rest));
            blocks.push(block);
            rest = after;
        }
        blocks
    }

    /// How many of some sentences are the next block.
    fn block(&self, ranges: &[Range<usize>]) -> usize {
        let first = ranges.first().map_or(0, |range| range.start);
        let mut length = 0;
        for range in ranges {
            let tokens = range.end - first;
            length += 1;
            let is_full = tokens >= 2 * BLOCK_TOKENS;
            if is_full || tokens >= BLOCK_TOKENS && !self.is_beside_quote(range.end) {
                break;
            }
        }
        length
    }

    /// Whether a quotation stands around the end of a sentence or beside it.
    fn is_beside_quote(&self, end: usize) -> bool {
        let before = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let (Some(before), Some(after)) = (before, self.tokens.get(end)) else {
            return false;
        };
        let from = before.span.end().saturating_sub(NEAR);
        let gap = Span::new(from, after.span.start() + NEAR);
        self.quotes_in(gap).next().is_some()
    }

    /// Reads the grammar of some sentences.
    pub(crate) fn sentences(
        &self,
        block: &[Range<usize>],
        context: &ReadingContext<'_>,
    ) -> Vec<Sentence> {
        let source = tagging::Source {
            text: self.text,
            tokens: &self.tokens,
            toponyms: &self.toponyms,
            book: &context.book,
            at_home: AtHome {
                homes: self.homes,
                known: &context.homes,
                gazetteer: context.gazetteer,
            },
            rules: context.rules,
            published: self.published,
        };
        let sentences = block.iter().cloned();
        sentences
            .map(|range| sentence(&source, range, context))
            .collect()
    }
}

/// How many bytes can stand between a quotation and the sentence that says whose it is.
pub(crate) const NEAR: usize = 6;

/// The sentences that overlap a span or stand within some bytes of it.
pub(crate) fn beside(sentences: &[Sentence], span: Span, bytes: usize) -> &[Sentence] {
    let ends_before = |s: &Sentence| s.span.end() + bytes < span.start();
    let begins_within = |s: &Sentence| s.span.start() <= span.end() + bytes;
    let first = sentences.partition_point(ends_before);
    let last = sentences.partition_point(begins_within);
    sentences.get(first..last).unwrap_or_default()
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

/// Cuts a report into sentences.
pub(crate) fn document<'a>(report: &'a Report, context: &ReadingContext<'_>) -> Document<'a> {
    let text = report.text.as_str();
    let rules = context.rules;
    let tokens = token::tokenise(text, &rules.words);
    let toponyms = marsad_places::find(text, context.gazetteer, context.place_rules);
    let mut problems = Vec::new();
    let mut ranges = Vec::new();
    for range in sentences::split(&tokens, rules) {
        if range.len() > MOST_TOKENS {
            let at = tokens.get(range.start).map_or(0, |t| t.span.start());
            let message = format!("a sentence of {} words is read in pieces", range.len());
            problems.push(Problem { at, message });
        }
        let starts = range.clone().step_by(MOST_TOKENS);
        ranges.extend(starts.map(|start| start..(start + MOST_TOKENS).min(range.end)));
    }
    Document {
        homes: homes::of(&report.source, &tokens, &toponyms, context),
        text,
        published: report
            .published
            .map(|published| published.day(context.zone)),
        problems,
        quotes: quotes::regions(&tokens, text),
        locations: marsad_places::relate(text, &toponyms, &context.ground),
        tokens,
        toponyms,
        ranges,
    }
}

fn sentence(
    source: &tagging::Source<'_>,
    range: Range<usize>,
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
    party::resolve_prefixes(&mut units, (&context.book, source.at_home), rules);
    let chunks = apposition::fold(chunk::chunks(&units, rules), rules);
    let chunks = clause::left_out::with_verbs(chunks, rules);
    let clauses = clause::clauses(&chunks, rules);
    Sentence {
        span,
        units,
        chunks,
        clauses,
        is_question,
    }
}
