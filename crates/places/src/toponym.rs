//! A name of a place in a text, judged.

use std::sync::Arc;

use marsad_domain::{PlaceId, Probability, ShortText, Span};
use serde::{Deserialize, Serialize};

use crate::reason::Reason;

/// In what sense a text uses the name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sense {
    /// The place itself.
    Literal,
    /// Those who rule or act there ("the capital denied it").
    Metonym,
    /// A place that only tells which thing is meant ("the town's residents", "the town offensive").
    Modifier,
    /// Part of the name of something else ("University of ...").
    Embedded,
    /// An adjective or a people's name made from a country's.
    Demonym,
}

/// A word beside a name that says what kind of place it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Where the word stands.
    pub span: Span,
    /// The word as it stands.
    pub word: ShortText,
    /// The rule that knows the word.
    pub rule: Arc<str>,
}

/// A place that a name may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceId,
    /// How probable it is among the candidates; all that there are add up to 1.
    pub score: Probability,
}

/// A name of a place where it stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Where the name stands; feature words, prepositions and possessive endings are not part of it.
    pub span: Span,
    /// The name, verbatim.
    pub text: ShortText,
    /// In what sense it is used.
    pub sense: Sense,
    /// The place that it means; absent where the gazetteer has none.
    pub place: Option<PlaceId>,
    /// The places that it may mean, the most probable first, at most eight.
    pub candidates: Vec<Candidate>,
    /// How probable the place is; 0 without one.
    pub score: Probability,
    /// The word beside it that says what kind of place it is.
    pub feature: Option<Feature>,
    /// What decided.
    pub reasons: Vec<Reason>,
}
