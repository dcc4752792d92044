//! What a reader knows besides the report.

use jiff::tz::TimeZone;
use marsad_domain::{Actors, PlaceId, PlaceRef, ShortText, Sources};
use marsad_places::{Gazetteer, Ground, PlaceRules, PlacesError, lines::Lines};

use crate::{rules::Rules, text::names::NameBook};

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
    /// What relations to places are read against.
    pub(crate) ground: Ground<'a>,
}

impl<'a> ReadingContext<'a> {
    /// Puts rules and theatre together.
    ///
    /// # Errors
    /// The lines of the theatre have too many names.
    pub fn new(
        rules: &'a Rules,
        (place_rules, gazetteer, lines): (&'a PlaceRules, &'a Gazetteer, &'a Lines),
        (actors, sources): (&'a Actors, &'a Sources),
        zone: &'a TimeZone,
    ) -> Result<Self, PlacesError> {
        let book = NameBook::build(actors, sources, lines, rules);
        Ok(Self {
            ground: Ground::new(place_rules.relative(), gazetteer, lines, &[])?,
            rules,
            place_rules,
            gazetteer,
            actors,
            sources,
            lines,
            zone,
            book,
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
