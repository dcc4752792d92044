//! Names of rivers and roads in a text, found over all lines of a theatre at once.

use aho_corasick::{AhoCorasick, MatchKind};
use marsad_domain::{PlaceId, Span};

use crate::{
    error::PlacesError,
    lines::{Line, LineKind, Lines},
};

/// The names of lines, in one automaton.
#[derive(Debug, Clone, Default)]
pub(super) struct NamedLines {
    automaton: Option<AhoCorasick>,
    /// For each name of the automaton, its line.
    lines: Vec<PlaceId>,
}

/// A line where its name stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineMention<'g> {
    pub(super) span: Span,
    pub(super) line: &'g PlaceId,
}

impl NamedLines {
    /// The names of the rivers and roads among some lines.
    ///
    /// # Errors
    /// There are too many names for one automaton.
    pub(super) fn new(lines: &Lines) -> Result<Self, PlacesError> {
        let mut names: Vec<&str> = Vec::new();
        let mut ids = Vec::new();
        let wanted = |line: &&Line| matches!(line.kind, LineKind::River | LineKind::Road);
        for line in lines.iter().filter(wanted) {
            let spellings = line.spellings.iter().chain(&line.name_ar);
            for name in spellings.chain([&line.name]) {
                let bare = without_article(name.trim());
                if !bare.is_empty() {
                    names.push(bare);
                    ids.push(line.id.clone());
                }
            }
        }
        if names.is_empty() {
            return Ok(Self::default());
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&names)
            .map_err(|source| PlacesError::Names {
                count: names.len(),
                source,
            })?;
        Ok(Self {
            automaton: Some(automaton),
            lines: ids,
        })
    }

    /// The names in a text that are whole words and begin with no small letter, in order, without overlap.
    pub(super) fn find<'g>(&'g self, text: &str) -> Vec<LineMention<'g>> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let found = automaton.find_iter(text);
        found
            .filter(|hit| stands_alone(text, hit.start(), hit.end()))
            .filter_map(|hit| {
                Some(LineMention {
                    span: Span::new(hit.start(), hit.end()),
                    line: self.lines.get(hit.pattern().as_usize())?,
                })
            })
            .collect()
    }
}

/// A name without the small word that some spellings begin with: it would begin with a small letter.
fn without_article(name: &str) -> &str {
    name.split_once(' ')
        .filter(|(first, _)| first.chars().all(char::is_lowercase))
        .map_or(name, |(_, rest)| rest)
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|rest| rest.chars().next_back());
    let mut rest = text.get(start..).unwrap_or_default().chars();
    let after = text.get(end..).and_then(|rest| rest.chars().next());
    before.is_none_or(|c| !c.is_alphanumeric())
        && after.is_none_or(|c| !c.is_alphanumeric())
        && rest.next().is_some_and(|c| !c.is_lowercase())
}
