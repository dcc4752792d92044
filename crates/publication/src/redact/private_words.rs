//! The names and words of private persons in a record, and whether a text holds any of them.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Claim, ReportHash, Span};
use marsad_places::normal_form;

/// Who must not be named, and where they speak.
#[derive(Debug, Clone, Default)]
pub(crate) struct PrivateWords {
    names: BTreeSet<String>,
    parts: BTreeSet<String>,
    spans: BTreeMap<ReportHash, Vec<Span>>,
}

impl PrivateWords {
    /// The private words of some claims. `plain` are words such as "resident" that name nobody.
    pub(crate) fn of(claims: &[Claim], plain: &BTreeSet<String>) -> Self {
        let mut words = Self::default();
        for claim in claims.iter().filter(|claim| claim.said_by.is_private()) {
            words
                .spans
                .entry(claim.report_hash)
                .or_default()
                .push(claim.quote.span);
            for voice in claim.said_by.voices().iter().filter(|voice| voice.private) {
                words.add_name(&voice.name, plain);
            }
        }
        words
    }

    /// Whether a text holds a private name, whole or a part of it, however it is spelled or marked.
    pub(crate) fn names_in(&self, text: &str) -> bool {
        let normal = normal_form(text);
        self.names.iter().any(|name| normal.contains(name.as_str()))
            || parts(&normal).any(|part| self.parts.contains(part))
    }

    /// Whether words of a report overlap those of a private person.
    pub(crate) fn overlap(&self, report: ReportHash, span: Span) -> bool {
        self.spans
            .get(&report)
            .is_some_and(|spans| spans.iter().any(|private| private.overlaps(span)))
    }

    fn add_name(&mut self, name: &str, plain: &BTreeSet<String>) {
        let normal = normal_form(name);
        let telling: Vec<&str> = parts(&normal)
            .filter(|part| !plain.contains(*part) && part.chars().count() > 2)
            .collect();
        if telling.is_empty() {
            return;
        }
        self.parts.extend(telling.into_iter().map(str::to_owned));
        self.names.insert(normal);
    }
}

fn parts(normal: &str) -> impl Iterator<Item = &str> {
    normal
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
}
