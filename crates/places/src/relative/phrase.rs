//! What the words before and after one name say: distance and direction, a part, a preposition.

use marsad_domain::Relation;

use super::{
    amount::Amount,
    lexicon::TokenKind,
    reading::Reader,
    rules::{Role, Value, Wind},
};

/// What the words beside a name say of where something is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Said {
    pub(super) relation: Relation,
    pub(super) wind: Option<Wind>,
    /// Kilometres.
    pub(super) distance: Option<Amount>,
    /// The outer end of the words.
    pub(super) edge: usize,
    /// How much the words decide against others.
    pub(super) weight: Weight,
}

/// Of words before and after a name, the heavier decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A preposition, or a side before the name.
    Preposition,
    /// A noun for a part.
    Part,
    /// A way somewhere.
    Way,
    /// A direction or a distance.
    Measure,
}

/// What stands between the words of a relation and a name.
#[derive(Debug, Clone, Copy)]
struct Lead {
    at: usize,
    /// Whether a word for a kind of place stands there.
    is_described: bool,
}

/// What the words before a name say; `is_line` where it is the name of a river or a road.
pub(super) fn before(reader: &mut Reader<'_>, is_line: bool) -> Option<Said> {
    let lead = reader.lead(0);
    reader
        .attempt(|reader| reader.compass(lead))
        .or_else(|| reader.attempt(|reader| reader.bank(lead, is_line)))
        .or_else(|| reader.attempt(|reader| reader.away(lead)))
        .or_else(|| reader.attempt(|reader| reader.part_before(lead, is_line)))
        .or_else(|| reader.attempt(|reader| reader.along(lead, is_line)))
        .or_else(|| reader.attempt(|reader| reader.preposition(lead)))
        .or_else(|| reader.attempt(|reader| reader.side(lead, is_line)))
}

/// What the words after a name say: "'s western countryside", "city outskirts".
pub(super) fn after(reader: &mut Reader<'_>) -> Option<Said> {
    reader.attempt(|reader| {
        let mut at = reader.past_genitive(0);
        if let Some(found) = reader.peek(at, Role::Descriptor) {
            at = reader.past_genitive(found.next);
        }
        let (wind, at) = reader.wind(at, Role::Side);
        let part = reader.take(at, Role::Part)?;
        let Value::Relation(relation) = part.value else {
            return None;
        };
        Some(Said {
            relation,
            wind,
            distance: None,
            edge: reader.edge(part.next)?,
            weight: Weight::Part,
        })
    })
}

/// The side before a name that a part after it goes with: "the western X countryside".
pub(super) fn side_before(reader: &mut Reader<'_>) -> Option<(Wind, usize)> {
    reader.attempt(|reader| {
        let (wind, at) = reader.wind(0, Role::Side);
        let at = reader.skip(at, Role::Article);
        Some((wind?, reader.edge(at)?))
    })
}

/// The compass word that a bearing is nearest to; the four between belong to north and south.
pub(super) fn side_relation(wind: Wind) -> Relation {
    let degrees = wind.degrees;
    if !(45.001..315.0).contains(&degrees) {
        Relation::NorthOf
    } else if degrees < 134.999 {
        Relation::EastOf
    } else if degrees < 225.001 {
        Relation::SouthOf
    } else {
        Relation::WestOf
    }
}

impl Reader<'_> {
    /// Passes over "the", "the city of", "the town".
    fn lead(&mut self, from: usize) -> Lead {
        let at = self.skip(from, Role::Article);
        let described = self.attempt(|reader| {
            let of = reader.take(at, Role::Of)?;
            let kind = reader.take(of.next, Role::Descriptor)?;
            Some(reader.skip(kind.next, Role::Article))
        });
        let described = described.or_else(|| {
            let kind = self.take(at, Role::Descriptor)?;
            Some(self.skip(kind.next, Role::Article))
        });
        Lead {
            at: described.unwrap_or(at),
            is_described: described.is_some(),
        }
    }

    /// Where a plain name, or one with its kind before it, has its words begin.
    pub(super) fn lead_end(&mut self, from: usize) -> usize {
        self.lead(from).at
    }

    fn wind(&mut self, at: usize, role: Role) -> (Option<Wind>, usize) {
        let found = self.peek(at, role);
        match found.map(|found| (found.value, found.next)) {
            Some((Value::Wind(wind), next)) => {
                self.take(at, role);
                (Some(wind), next)
            }
            _ => (None, at),
        }
    }

    fn past_genitive(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(TokenKind::Possessive))
    }

    /// "12 km to the north of".
    fn compass(&mut self, lead: Lead) -> Option<Said> {
        let link = self.take(lead.at, Role::DirectionLink)?;
        let (wind, mut at) = self.wind(link.next, Role::Direction);
        let wind = wind?;
        while let Some(small) = self.take(at, Role::DirectionLead) {
            at = small.next;
        }
        let distance = self.attempt(|reader| reader.distance(at));
        let (distance, at) = distance.map_or((None, at), |(amount, at)| (Some(amount), at));
        Some(Said {
            relation: side_relation(wind),
            wind: Some(wind),
            distance,
            edge: self.edge(at)?,
            weight: Weight::Measure,
        })
    }

    /// "the eastern bank of" a river.
    fn bank(&mut self, lead: Lead, is_line: bool) -> Option<Said> {
        if !is_line {
            return None;
        }
        let of = self.take(lead.at, Role::PartLink)?;
        let bank = self.take(of.next, Role::Bank)?;
        let (wind, at) = self.wind(bank.next, Role::Side);
        let at = self.skip(at, Role::Article);
        let wind = wind?;
        Some(Said {
            relation: side_relation(wind),
            wind: Some(wind),
            distance: None,
            edge: self.edge(at)?,
            weight: Weight::Measure,
        })
    }

    /// "12 km from", "within 5 km of".
    fn away(&mut self, lead: Lead) -> Option<Said> {
        let link = self.take(lead.at, Role::DistanceLink);
        let at = match link {
            Some(found) => found.next,
            None => self.take(lead.at, Role::Of)?.next,
        };
        let (amount, at) = self.distance(at)?;
        if link.is_none() && amount.low > 0.0 {
            return None;
        }
        Some(Said {
            relation: Relation::Near,
            wind: None,
            distance: Some(amount),
            edge: self.edge(at)?,
            weight: Weight::Measure,
        })
    }

    /// "the northern outskirts of".
    fn part_before(&mut self, lead: Lead, is_line: bool) -> Option<Said> {
        if is_line {
            return None;
        }
        let link = self.take(lead.at, Role::PartLink)?;
        let part = self.take(link.next, Role::Part)?;
        let Value::Relation(relation) = part.value else {
            return None;
        };
        let (wind, at) = self.wind(part.next, Role::Side);
        let at = self.skip(at, Role::Article);
        Some(Said {
            relation,
            wind,
            distance: None,
            edge: self.edge(at)?,
            weight: Weight::Part,
        })
    }

    /// "along" a river or road.
    fn along(&mut self, lead: Lead, is_line: bool) -> Option<Said> {
        if !is_line {
            return None;
        }
        let found = self.take(lead.at, Role::Along)?;
        Some(Said {
            relation: Relation::Along,
            wind: None,
            distance: None,
            edge: self.edge(found.next)?,
            weight: Weight::Preposition,
        })
    }

    /// "near", "around", "toward".
    fn preposition(&mut self, lead: Lead) -> Option<Said> {
        let found = self.take(lead.at, Role::Preposition)?;
        let Value::Relation(relation) = found.value else {
            return None;
        };
        Some(Said {
            relation,
            wind: None,
            distance: None,
            edge: self.edge(found.next)?,
            weight: if relation == Relation::Toward {
                Weight::Way
            } else {
                Weight::Preposition
            },
        })
    }

    /// "northern" right before the name itself; before a word for its kind it tells which place is meant.
    fn side(&mut self, lead: Lead, is_line: bool) -> Option<Said> {
        if lead.is_described || lead.at > 0 || is_line {
            return None;
        }
        let (wind, at) = self.wind(0, Role::Side);
        let wind = wind?;
        Some(Said {
            relation: Relation::PartOf,
            wind: Some(wind),
            distance: None,
            edge: self.edge(at)?,
            weight: Weight::Preposition,
        })
    }
}
