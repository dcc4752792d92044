//! The homes of several theatres, and which of them a report is about.

use std::collections::BTreeSet;

use marsad_domain::{ActorId, PlaceId, SourceId};
use marsad_places::Gazetteer;

use super::unit::Unit;

/// Where a theatre is at home: the countries of its war, and its own actors and sources.
///
/// Words such as "the army" mean an actor or source of a theatre only in reports that are about its home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// The countries of its war by their ISO 3166 alpha-2 codes; without one no place speaks for or against it.
    pub countries: BTreeSet<String>,
    /// Its actors.
    pub actors: BTreeSet<ActorId>,
    /// Its sources.
    pub sources: BTreeSet<SourceId>,
}

/// Some of the homes that a reader knows, by their places in its list.
///
/// Those from the 65th on are never in it: what is generic in them stands for nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Homes(u64);

impl Homes {
    /// Wherever it is; also what holds where a reader knows no homes.
    pub(crate) const ALL: Self = Self(u64::MAX);
    /// None of them.
    pub(crate) const NONE: Self = Self(0);

    /// Those of a list that something is true of.
    pub(crate) fn of(homes: &[Home], is_one: impl Fn(&Home) -> bool) -> Self {
        let these = homes.iter().enumerate().filter(|(_, home)| is_one(home));
        these.fold(Self::NONE, |all, (index, _)| all.with(Self::only(index)))
    }

    /// The home at a place of the list.
    pub(crate) fn only(index: usize) -> Self {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        Self(1_u64.checked_shl(index).unwrap_or(0))
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are also others.
    pub(crate) fn among(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        !self.among(other).is_empty()
    }
}

/// The homes of a report, with what is needed to narrow them down by the words beside a phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AtHome<'a> {
    /// Those that the report is about.
    pub(crate) homes: Homes,
    /// All that the reader knows.
    pub(crate) known: &'a [Home],
    pub(crate) gazetteer: &'a Gazetteer,
}

impl AtHome<'_> {
    /// The homes for which a generic phrase can stand behind a unit: "rebels" behind "Chadian" are none of another
    /// country.
    pub(crate) fn behind(&self, before: Option<&Unit>) -> Homes {
        let name = before.and_then(|unit| unit.name.as_ref());
        let adjective = name
            .filter(|name| name.actor.is_none() && name.source.is_none() && name.person.is_none());
        let place = adjective
            .and_then(|name| name.place.as_ref())
            .filter(|place| !place.is_literal)
            .and_then(|place| place.id.as_ref());
        place.map_or(self.homes, |place| self.in_country_of(place))
    }

    /// The homes of the report in the country of a place; all of them where that is unknown.
    pub(crate) fn in_country_of(&self, place: &PlaceId) -> Homes {
        match homes_of(place, self.known, self.gazetteer) {
            Some(there) => self.homes.among(there),
            None => self.homes,
        }
    }
}

/// The homes in whose country a place lies; nothing where no country of it is known.
pub(crate) fn homes_of(place: &PlaceId, known: &[Home], gazetteer: &Gazetteer) -> Option<Homes> {
    if known.is_empty() {
        return None;
    }
    let country = gazetteer.get(place)?.country.as_str();
    (!country.is_empty()).then(|| Homes::of(known, |home| home.countries.contains(country)))
}
