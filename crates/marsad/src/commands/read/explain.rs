//! `marsad read --explain`: each sentence with what was read in it, and by which rules.
//!
//! Everything goes out by [`Page`], for a report's words are hostile.

mod page;
mod told;

use std::io::Write;

use anyhow::Result;
use marsad_claims::{Decides, ReadingContext, RuleBook, RuleNote, sentences};
use marsad_domain::{Actors, Claim, Reading, Report, Span};
use marsad_publication::{Colour, TerminalOptions};
use serde::Serialize;

use super::ClaimLine;
use crate::{
    desk::Desk,
    failure::Told as _,
    output::{Format, write_json_line},
    unread::language_of,
    words::Words,
};
use page::{Page, Piece};

/// What explains what was read.
pub(super) struct Explainer<'a> {
    context: &'a ReadingContext<'a>,
    actors: &'a Actors,
    book: RuleBook,
    format: Format,
    words: Words,
    screen: TerminalOptions,
}

/// A claim with what is known of each of its rules.
#[derive(Serialize)]
struct ExplainedLine<'a> {
    #[serde(flatten)]
    line: ClaimLine<'a>,
    explained: Vec<Explained<'a>>,
}

/// A rule; what the rule files do not say is absent.
#[derive(Serialize)]
struct Explained<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    decides: Vec<Decides>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<String>,
}

impl<'a> Explained<'a> {
    fn of(rule: &'a str, note: Option<RuleNote>) -> Self {
        let (file, decides, meaning, example) = match note {
            Some(note) => (
                Some(note.file),
                note.decides,
                Some(note.meaning),
                Some(note.example),
            ),
            None => (None, Vec::new(), None, None),
        };
        Self {
            rule,
            file,
            decides,
            meaning,
            example,
        }
    }
}

impl<'a> Explainer<'a> {
    /// An explainer for many reports.
    pub(super) fn new(
        (context, actors): (&'a ReadingContext<'a>, &'a Actors),
        book: RuleBook,
        format: Format,
        desk: &Desk,
    ) -> Self {
        Self {
            context,
            actors,
            book,
            format,
            words: desk.words.clone(),
            screen: desk.terminal(),
        }
    }

    /// Writes what was read in a report.
    pub(super) fn write(
        &self,
        report: &Report,
        reading: &Reading,
        out: &mut dyn Write,
    ) -> Result<()> {
        if self.format == Format::Json {
            return self.write_lines(report, reading, out);
        }
        let mut page = Page::new(self.screen.width, self.screen.colour == Colour::Ansi);
        self.head(&mut page, report, reading);
        if !reading.unread {
            self.body(&mut page, report, reading);
        }
        writeln!(out, "{}", page.text()).told("writing-out", &[])
    }

    fn write_lines(&self, report: &Report, reading: &Reading, out: &mut dyn Write) -> Result<()> {
        for claim in &reading.claims {
            let line = ExplainedLine {
                line: ClaimLine::new(claim, self.actors, report.notice.as_deref()),
                explained: self.explained(claim),
            };
            write_json_line(out, &line)?;
        }
        Ok(())
    }

    /// The rules of a claim, each once.
    fn explained<'c>(&self, claim: &'c Claim) -> Vec<Explained<'c>> {
        let mut explained: Vec<Explained<'c>> = Vec::with_capacity(claim.rules.len());
        for rule in &claim.rules {
            if explained.iter().all(|known| known.rule != rule.as_str()) {
                explained.push(Explained::of(rule, self.book.note(rule)));
            }
        }
        explained
    }

    fn head(&self, page: &mut Page, report: &Report, reading: &Reading) {
        let published = report.published.map_or_else(
            || self.words.say("explain-no-day", &[]),
            |day| day.to_string(),
        );
        let language = language_of(report);
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("name", &report.name),
            ("source", &report.source),
            ("published", &published),
            ("language", &language),
        ];
        let head = self.words.say("explain-document", values);
        page.line(0, 2, &[Piece::strong(head)]);
        if let Some(notice) = &report.notice {
            page.line(0, 2, &[Piece::dim(notice.clone())]);
        }
        if reading.unread {
            let unread = self.words.say("explain-unread", &[("language", &language)]);
            page.line(2, 4, &[Piece::plain(unread)]);
        }
        for problem in &reading.problems {
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("at", &problem.at), ("problem", &problem.message)];
            let problem = self.words.say("explain-problem", values);
            page.line(2, 4, &[Piece::plain(problem)]);
        }
    }

    /// Every sentence in order; a claim stands below the sentence in which its words begin.
    fn body(&self, page: &mut Page, report: &Report, reading: &Reading) {
        let spans = sentences(&report.text, self.context);
        let mut claims = reading.claims.iter().enumerate().peekable();
        for (at, span) in spans.iter().enumerate() {
            let end = spans.get(at + 1).map_or(usize::MAX, |next| next.start());
            let marked: Vec<Span> = reading
                .claims
                .iter()
                .map(|claim| claim.quote.span)
                .filter(|quote| quote.overlaps(*span))
                .collect();
            page.blank();
            if marked.is_empty() {
                let sentence = span.of(&report.text).unwrap_or_default();
                let nothing = self.words.say("explain-nothing", &[]);
                page.line(2, 2, &[Piece::dim(format!("{nothing} {sentence}"))]);
            } else {
                page.line(2, 2, &pieces(&report.text, *span, &marked));
            }
            while let Some((number, claim)) =
                claims.next_if(|(_, claim)| claim.quote.span.start() < end)
            {
                self.claim(page, number + 1, claim);
            }
        }
    }

    fn claim(&self, page: &mut Page, number: usize, claim: &Claim) {
        page.line(
            4,
            7,
            &[Piece::strong(told::head(number, claim, &self.words))],
        );
        page.line(7, 9, &[Piece::plain(told::quoted(&claim.quote.text))]);
        for (label, lines) in told::parts(claim, self.actors, &self.words) {
            for (at, line) in lines.into_iter().enumerate() {
                let label = if at == 0 { label.as_str() } else { "" };
                page.labelled(7, label, &line);
            }
        }
        for (at, rule) in self.explained(claim).iter().enumerate() {
            let label = if at == 0 {
                self.words.say("explain-rules", &[])
            } else {
                String::new()
            };
            page.labelled(7, &label, &self.rule(rule));
        }
    }

    fn rule(&self, rule: &Explained<'_>) -> String {
        let (Some(file), Some(meaning), Some(example)) = (&rule.file, &rule.meaning, &rule.example)
        else {
            return self
                .words
                .say("explain-rule-unknown", &[("rule", &rule.rule)]);
        };
        let decides: Vec<String> = rule
            .decides
            .iter()
            .map(|what| told::decides(*what, &self.words))
            .collect();
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("rule", &rule.rule),
            ("file", file),
            ("decides", &decides.join(", ")),
            ("meaning", meaning),
            ("example", example),
        ];
        self.words.say("explain-rule", values)
    }
}

/// A sentence cut where the words of claims begin and end.
fn pieces(text: &str, sentence: Span, marked: &[Span]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = sentence.start();
    for span in joined(marked) {
        let start = span.start().clamp(at, sentence.end());
        let end = span.end().clamp(start, sentence.end());
        let words = |from, to| text.get(from..to).unwrap_or_default().to_owned();
        pieces.push(Piece::plain(words(at, start)));
        pieces.push(Piece::marked(words(start, end)));
        at = end;
    }
    let rest = text.get(at..sentence.end()).unwrap_or_default();
    pieces.push(Piece::plain(rest.to_owned()));
    pieces
}

/// Spans in order, with those that share a byte made one.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.union(span),
            None => joined.push(span),
        }
    }
    joined
}
