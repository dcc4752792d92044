//! Where words stand in a report.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes of a report's canonical text; `start <= end` always.
///
/// Both ends are below 4 GiB, far beyond any report, so that the millions of spans of a record take half the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawSpan")]
pub struct Span {
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct RawSpan {
    start: usize,
    end: usize,
}

/// A span that ends before it starts, or beyond 4 GiB.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no span starts at {start} and ends at {end}")]
pub struct SpanError {
    start: usize,
    end: usize,
}

impl TryFrom<RawSpan> for Span {
    type Error = SpanError;

    fn try_from(raw: RawSpan) -> Result<Self, SpanError> {
        Self::try_from((raw.start, raw.end))
    }
}

impl TryFrom<(usize, usize)> for Span {
    type Error = SpanError;

    fn try_from((start, end): (usize, usize)) -> Result<Self, SpanError> {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(first), Ok(last)) if first <= last => Ok(Self {
                start: first,
                end: last,
            }),
            _ => Err(SpanError { start, end }),
        }
    }
}

impl Span {
    /// A span; the two ends are put in order, so that no span can run backwards. An end beyond 4 GiB is cut there.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let held = |end: usize| u32::try_from(end).unwrap_or(u32::MAX);
        Self {
            start: held(start.min(end)),
            end: held(start.max(end)),
        }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether every byte of `other` lies in this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The share of the two spans' union that both cover, 0 to 1.
    #[must_use]
    pub fn overlap_share(self, other: Self) -> f64 {
        let shared = self
            .end
            .min(other.end)
            .saturating_sub(self.start.max(other.start)) as usize;
        let union = self.union(other).len();
        if union == 0 {
            return 0.0;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "texts are far shorter than 2^52 bytes"
        )]
        let share = shared as f64 / union as f64;
        share
    }

    /// The words of a text that the span covers; nothing where it leaves the text or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start()..self.end())
    }
}

/// A span with the words it covers, verbatim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "RawQuote")]
pub struct Quote {
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
    /// The words.
    pub text: String,
}

#[derive(Deserialize)]
struct RawQuote {
    start: usize,
    end: usize,
    text: String,
}

impl TryFrom<RawQuote> for Quote {
    type Error = SpanError;

    fn try_from(raw: RawQuote) -> Result<Self, SpanError> {
        Ok(Self {
            span: Span::try_from((raw.start, raw.end))?,
            text: raw.text,
        })
    }
}

impl Quote {
    /// The quote of a span; nothing where the span is not in the text.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Option<Self> {
        span.of(text).map(|words| Self {
            span,
            text: words.to_owned(),
        })
    }

    /// The quote of a span of a part of a text that starts at a byte of it; nothing where the span is not in the part.
    #[must_use]
    pub fn of_part((start, part): (usize, &str), span: Span) -> Option<Self> {
        span.of(part).map(|words| Self {
            span: Span::new(start + span.start(), start + span.end()),
            text: words.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_runs_backwards() {
        assert_eq!(Span::new(9, 4), Span::new(4, 9));
        assert!(serde_json::from_str::<Span>(r#"{"start":9,"end":4}"#).is_err());
    }

    #[test]
    fn a_quote_is_verbatim_or_nothing() {
        assert_eq!(
            Quote::of("añb", Span::new(0, 3)).map(|q| q.text),
            Some("añ".to_owned())
        );
        assert_eq!(Quote::of("añb", Span::new(0, 2)), None);
        assert_eq!(Quote::of("ab", Span::new(1, 7)), None);
    }
}
