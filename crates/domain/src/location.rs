//! Where something is said to have happened.

use serde::{Deserialize, Serialize};

use crate::{
    place::{Kilometres, PlaceRef},
    span::{Span, SpanError},
    text::ShortText,
};

/// How the words relate an event to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// In or at it.
    At,
    /// Close to it.
    Near,
    /// Around it: its surroundings or countryside.
    Around,
    /// In the direction of it.
    Toward,
    /// Away from it.
    From,
    /// Along it (a road or river).
    Along,
    /// Between it and another.
    Between,
    /// North of it.
    NorthOf,
    /// East of it.
    EastOf,
    /// South of it.
    SouthOf,
    /// West of it.
    WestOf,
    /// In a part of it.
    PartOf,
}

/// One place that a claim names, with the relation and the words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawWhere")]
pub struct Where {
    /// How the claim relates to the place.
    pub relation: Relation,
    /// The place; absent where the words name none that is known.
    pub place: Option<PlaceRef>,
    /// How far from the point it may be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub radius_km: Option<Kilometres>,
    /// The words as they stand.
    pub text: ShortText,
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
}

#[derive(Deserialize)]
struct RawWhere {
    relation: Relation,
    place: Option<PlaceRef>,
    radius_km: Option<Kilometres>,
    text: ShortText,
    start: usize,
    end: usize,
}

impl TryFrom<RawWhere> for Where {
    type Error = SpanError;

    fn try_from(raw: RawWhere) -> Result<Self, SpanError> {
        Ok(Self {
            relation: raw.relation,
            place: raw.place,
            radius_km: raw.radius_km,
            text: raw.text,
            span: Span::try_from((raw.start, raw.end))?,
        })
    }
}
