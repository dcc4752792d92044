//! Why a name is a place, or none, and why it means one place rather than another.

use std::{fmt, sync::Arc};

use marsad_domain::{PlaceId, PlaceKind, ShortText};

/// The id of a rule, or the name of a weight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleName {
    /// A weight of `weights.toml`, or a check of this crate.
    Weight(&'static str),
    /// A rule of the rule files.
    Rule(Arc<str>),
}

/// One reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What rule or weight it comes from.
    pub rule: RuleName,
    /// What it saw.
    pub why: Why,
    /// How much it counts for the place that was chosen, in natural logarithms of odds; nothing where it decides about
    /// the name and not among places.
    pub weight: Option<f64>,
}

/// What a reason saw.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// What the words say of themselves.
    Plain(&'static str),
    /// A word beside the name.
    Beside(ShortText),
    /// A word, and what follows from it.
    Word(ShortText, &'static str),
    /// So many people.
    People(u64),
    /// What kind of place it is.
    Kind(PlaceKind),
    /// It lies in an area that is named right after it.
    LiesIn(PlaceId),
    /// A share of the names of the text, 0 to 1, lies in its country.
    Share(f64),
    /// How near the other places of the text are, 0 to 1.
    Near(f64),
    /// It is spelled like this name.
    Alike(ShortText),
}

impl Reason {
    /// A reason about the name itself.
    pub(crate) fn new(rule: impl Into<RuleName>, why: Why) -> Self {
        Self {
            rule: rule.into(),
            why,
            weight: None,
        }
    }
}

impl From<&'static str> for RuleName {
    fn from(name: &'static str) -> Self {
        Self::Weight(name)
    }
}

impl From<&Arc<str>> for RuleName {
    fn from(name: &Arc<str>) -> Self {
        Self::Rule(Arc::clone(name))
    }
}

impl RuleName {
    /// The id or name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Weight(name) => name,
            Self::Rule(name) => name,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.rule.as_str(), self.why)?;
        match self.weight {
            Some(weight) => write!(out, " ({weight:+.2})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(words) => out.write_str(words),
            Self::Beside(word) => write!(out, "the word {word:?} beside the name"),
            Self::Word(word, follows) => write!(out, "{word:?} {follows}"),
            Self::People(people) => write!(out, "{people} people"),
            Self::Kind(kind) => out.write_str(&format!("a {kind:?}").to_lowercase()),
            Self::LiesIn(area) => write!(out, "it lies in {}, named right after it", area.as_str()),
            Self::Share(share) => write!(out, "{share:.2} of the names lie in its country"),
            Self::Near(near) => write!(out, "nearness {near:.2} to the other places"),
            Self::Alike(name) => write!(out, "no listed spelling, but it sounds like {name}"),
        }
    }
}
