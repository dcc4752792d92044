//! What the words around two names say together: between them, half-way, on the road from one to the other.

use super::{
    lexicon::{TokenKind, Way},
    reading::Reader,
    rules::Role,
};

/// How two names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair {
    /// Somewhere between them.
    Between,
    /// In the middle.
    Halfway,
    /// On the road that joins them.
    Road,
}

/// The words before the first of two names: how they go together, and how many tokens say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) pair: Pair,
    pub(super) next: usize,
}

/// What stands between two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// "and", "to", "with".
    Word,
    /// A hyphen or dash.
    Dash,
}

/// What joins two names, where nothing else stands between them; the reader looks leftward from the second.
pub(super) fn joint(reader: &mut Reader<'_>, is_whole_gap: bool) -> Option<Joint> {
    if !is_whole_gap {
        return None;
    }
    reader.attempt(|reader| {
        if reader.kind(0) == Some(TokenKind::Dash) {
            return reader.is_at_end(1).then_some(Joint::Dash);
        }
        let at = reader.lead_end(0);
        let word = reader.take(at, Role::PairLink)?;
        let end = past_kind(reader, word.next);
        reader.is_at_end(end).then_some(Joint::Word)
    })
}

/// "city" after the first name: "between X city and Y".
fn past_kind(reader: &Reader<'_>, at: usize) -> usize {
    reader
        .peek(at, Role::Descriptor)
        .map_or(at, |kind| kind.next)
}

/// What the words before the first of two names say; `on_line` where nothing else stands between them and the name of a
/// road or river.
pub(super) fn opening(reader: &mut Reader<'_>, on_line: bool) -> Option<Opening> {
    let lead = reader.lead_end(0);
    reader
        .attempt(|reader| reader.road_opening(lead))
        .or_else(|| reader.attempt(|reader| reader.between_opening(lead)))
        .or_else(|| reader.attempt(|reader| reader.line_opening(lead, on_line)))
}

/// Whether the words after the second of two names say that a road joins them: "the X-Y highway".
pub(super) fn road_after(reader: &mut Reader<'_>) -> Option<usize> {
    debug_assert_eq!(reader.way, Way::Rightward);
    let road = reader.take(0, Role::Road)?;
    reader.edge(road.next)
}

impl Reader<'_> {
    /// "on the road from", "along the highway linking".
    fn road_opening(&mut self, at: usize) -> Option<Opening> {
        let link = self.take(at, Role::RoadLink)?;
        let road = self.take(link.next, Role::Road)?;
        let next = self.skip(road.next, Role::Article);
        let next = self.skip(next, Role::Along);
        let halfway = self.take(next, Role::Halfway);
        Some(Opening {
            pair: if halfway.is_some() {
                Pair::Halfway
            } else {
                Pair::Road
            },
            next: halfway.map_or(next, |found| found.next),
        })
    }

    /// "between", "halfway between".
    fn between_opening(&mut self, at: usize) -> Option<Opening> {
        let between = self.take(at, Role::Between)?;
        Some(match self.take(between.next, Role::Halfway) {
            Some(half) => Opening {
                pair: Pair::Halfway,
                next: half.next,
            },
            None => Opening {
                pair: Pair::Between,
                next: between.next,
            },
        })
    }

    /// "from" after the name of a road.
    fn line_opening(&mut self, at: usize, on_line: bool) -> Option<Opening> {
        if !on_line {
            return None;
        }
        let link = self.take(at, Role::RoadLink)?;
        self.is_at_end(link.next).then_some(Opening {
            pair: Pair::Road,
            next: link.next,
        })
    }
}
