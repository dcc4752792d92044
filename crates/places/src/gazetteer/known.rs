//! Whether a row of another gazetteer is a place that this one has: by id, code and number, else by name and nearness.

use std::collections::BTreeMap;

use marsad_domain::{PlaceId, PlaceKind};

use super::{Entry, Gazetteer, SAME_SETTLEMENT_KM, SAME_SOUND_KM};
use crate::normal::normal_form;

/// The places of a gazetteer by their P-codes.
#[derive(Debug, Default)]
pub(super) struct Codes<'g>(BTreeMap<&'g str, &'g PlaceId>);

/// The place that a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Same {
    /// Its id.
    pub(super) id: PlaceId,
    /// Whether codes say so, or a name close by: then what the row says besides holds of the place too.
    pub(super) is_sure: bool,
}

impl Gazetteer {
    /// The places by their P-codes; of two with one, the first by id.
    pub(super) fn codes(&self) -> Codes<'_> {
        let mut codes = BTreeMap::new();
        for entry in &self.entries {
            if let Some(pcode) = &entry.pcode {
                codes.entry(pcode.as_str()).or_insert(&entry.place.id);
            }
        }
        Codes(codes)
    }

    /// The place of this gazetteer that another's row is. `names` are more names under which an area may be known.
    pub(super) fn same(&self, other: &Entry, codes: &Codes<'_>, names: &[String]) -> Option<Same> {
        let sure = |id: &PlaceId| {
            Some(Same {
                id: id.clone(),
                is_sure: true,
            })
        };
        let place = &other.place;
        if let Some(mine) = self.own(&place.id)
            && self.has_name_or_is_near(mine, other)
        {
            return sure(&place.id);
        }
        let is_area = |id: &PlaceId| self.get(id).is_some_and(|mine| mine.kind.is_area());
        let of_code = other.pcode.as_deref().and_then(|code| codes.0.get(code));
        let of_number = other.geonameid.and_then(|it| self.numbered.get(&it));
        let of_number = of_number.and_then(|number| self.place(*number));
        let by_code = of_code
            .copied()
            .into_iter()
            .chain(of_number.map(|place| &place.id));
        if let Some(id) = by_code
            .into_iter()
            .find(|id| is_area(id) == place.kind.is_area())
        {
            return sure(id);
        }
        if place.kind.is_area() {
            self.same_area(other, names).and_then(|id| sure(&id))
        } else {
            self.same_point(other)
        }
    }

    /// The area of a P-code.
    pub(super) fn of_code(&self, code: &str, codes: &Codes<'_>) -> Option<PlaceId> {
        let id = codes.0.get(code).copied()?;
        let is_area = self.get(id).is_some_and(|mine| mine.kind.is_area());
        is_area.then(|| id.clone())
    }

    /// The area of a kind and country that has one of the names.
    pub(super) fn area_named(
        &self,
        names: &[String],
        kind: PlaceKind,
        country: &str,
    ) -> Option<PlaceId> {
        let listed = names.iter().flat_map(|name| self.listed(name));
        let mut fitting = listed.filter(|id| {
            let mine = self.get(id);
            mine.is_some_and(|mine| mine.kind == kind && mine.country == country)
        });
        fitting.next().cloned()
    }

    fn has_name_or_is_near(&self, mine: &Entry, other: &Entry) -> bool {
        let near = mine.place.position.haversine(other.place.position).0 <= SAME_SETTLEMENT_KM;
        near || self.listed(&other.place.name).contains(&&mine.place.id)
    }

    /// An area of the same kind and country under one of the names, unless their P-codes differ.
    fn same_area(&self, other: &Entry, names: &[String]) -> Option<PlaceId> {
        let place = &other.place;
        let own = std::iter::once(&place.name)
            .chain(&place.spellings)
            .chain(&place.name_ar);
        own.chain(names)
            .flat_map(|name| self.listed(name))
            .find(|id| {
                self.own(id).is_some_and(|mine| {
                    let codes_differ = mine.pcode.is_some() && other.pcode.is_some();
                    mine.place.kind == place.kind
                        && mine.place.country == place.country
                        && !codes_differ
                })
            })
            .cloned()
    }

    /// The nearest point under the name within 20 km, else under another spelling or one that sounds alike within 6.
    fn same_point(&self, other: &Entry) -> Option<Same> {
        let place = &other.place;
        let others = place.spellings.iter().chain(&place.name_ar);
        let (away, id) = self
            .nearest(self.listed(&place.name), other, SAME_SETTLEMENT_KM)
            .or_else(|| {
                let listed = others.flat_map(|name| self.listed(name)).collect();
                self.nearest(listed, other, SAME_SOUND_KM)
            })
            .or_else(|| {
                let normal = normal_form(&place.name);
                let settled = place.kind.is_settlement();
                let sounding = settled.then(|| self.ids_sounding_like(&normal));
                self.nearest(sounding.unwrap_or_default(), other, SAME_SOUND_KM)
            })?;
        Some(Same {
            id: id.clone(),
            is_sure: away <= SAME_SOUND_KM,
        })
    }

    /// The nearest of some places that a row can be, and how far away; further than 6 km only settlements count.
    fn nearest<'g>(
        &'g self,
        ids: Vec<&'g PlaceId>,
        other: &Entry,
        km: f64,
    ) -> Option<(f64, &'g PlaceId)> {
        let place = &other.place;
        let near = ids.into_iter().filter_map(|id| {
            let mine = self.get(id)?;
            let away = mine.position.haversine(place.position).0;
            let both = mine.kind.is_settlement() && place.kind.is_settlement();
            let reach = if both { km } else { km.min(SAME_SOUND_KM) };
            let fits = are_alike(mine.kind, place.kind) && mine.country == place.country;
            (fits && away <= reach).then_some((away, id))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)))
    }
}

/// Whether two points can be one place: both lived in, or of one kind.
fn are_alike(mine: PlaceKind, other: PlaceKind) -> bool {
    let is_lived_in = |kind: PlaceKind| {
        kind.is_settlement() || matches!(kind, PlaceKind::District | PlaceKind::Camp)
    };
    mine == other || (is_lived_in(mine) && is_lived_in(other))
}
