//! What a reader knows besides the report.

use jiff::tz::TimeZone;
use marsad_domain::{Actors, PlaceId, PlaceRef, ShortText, Sources};
use marsad_places::{Gazetteer, Ground, PlaceRules, PlacesError, lines::Lines};

use crate::{
    rules::Rules,
    text::{homes::Home, names::NameBook},
};

/// The rules and the theatre of a reading. Build it once and read many reports with it.
#[derive(Debug)]
pub struct ReadingContext<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) place_rules: &'a PlaceRules,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) actors: &'a Actors,
    pub(crate) sources: &'a Sources,
    pub(crate) lines: &'a Lines,
    pub(crate) zone: &'a TimeZone,
    pub(crate) book: NameBook,
    /// The homes of the theatres that were put together; without any, generic names always hold.
    pub(crate) homes: Vec<Home>,
    /// What relations to places are read against.
    pub(crate) ground: Ground<'a>,
}

impl<'a> ReadingContext<'a> {
    /// Puts rules and theatre together. Generic names ("the army") mean its actors and sources in any report.
    ///
    /// # Errors
    /// The lines of the theatre have too many names.
    pub fn new(
        rules: &'a Rules,
        places: (&'a PlaceRules, &'a Gazetteer, &'a Lines),
        (actors, sources): (&'a Actors, &'a Sources),
        zone: &'a TimeZone,
    ) -> Result<Self, PlacesError> {
        Self::with_homes(rules, places, (actors, sources, Vec::new()), zone)
    }

    /// Puts rules and one or more theatres together, each with its home: generic names of one mean its actors and
    /// sources only in reports that are about its home.
    ///
    /// # Errors
    /// The lines of the theatres have too many names.
    pub fn with_homes(
        rules: &'a Rules,
        (place_rules, gazetteer, lines): (&'a PlaceRules, &'a Gazetteer, &'a Lines),
        (actors, sources, homes): (&'a Actors, &'a Sources, Vec<Home>),
        zone: &'a TimeZone,
    ) -> Result<Self, PlacesError> {
        Ok(Self {
            ground: Ground::new(place_rules.relative(), gazetteer, lines, &[])?,
            book: NameBook::build((actors, sources), lines, rules, &homes),
            rules,
            place_rules,
            gazetteer,
            actors,
            sources,
            lines,
            zone,
            homes,
        })
    }

    /// What a claim says about a place or a line of an id.
    pub(crate) fn place_ref(&self, id: &PlaceId) -> Option<PlaceRef> {
        if let Some(place) = self.gazetteer.get(id) {
            return Some(PlaceRef::from(place));
        }
        let line = self.lines.get(id)?;
        let middle = line.points().get(line.points().len() / 2)?;
        Some(PlaceRef {
            id: id.clone(),
            name: line.name.as_str().into(),
            position: *middle,
            country: ShortText::default(),
        })
    }
}
