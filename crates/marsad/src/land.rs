//! The land of a record's theatre, and who holds which part of it.

use anyhow::Result;
use jiff::civil::Date;
use marsad_control::Timeline;
use marsad_control::areas::{AreaRules, Areas, Country, Land, signs};
use marsad_domain::{PlaceControl, PlaceId, Position};
use marsad_places::{Gazetteer, lines::Lines, network::Network};

use crate::{
    desk::Desk,
    failure::{Failure, Told as _},
    inquiry::Inquiry,
    sheet_ground::home,
    theatre::world_list,
    theatre_files::Files,
};

/// The rules of areas.
pub(crate) const AREAS: &str = "control/areas.toml";

/// Other cells and another reach than those of the rules, in km.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AreaSize {
    /// Side of a cell.
    pub(crate) cell_km: Option<f64>,
    /// How far a known place reaches.
    pub(crate) reach_km: Option<f64>,
}

impl AreaSize {
    /// The rules of areas with these sizes. A cell wider than the reach could hold no place's vote.
    pub(crate) fn rules(self, files: &Files) -> Result<AreaRules> {
        let text = files.get(AREAS).told_at("no-rule-file", AREAS)?;
        let rules = AreaRules::from_toml(AREAS, text)?;
        let sized = rules.with(self.cell_km, self.reach_km);
        let sized = sized.filter(|rules| rules.cell_km <= rules.reach_km);
        Ok(sized.ok_or_else(|| Failure::new("areas-size", &[]))?)
    }
}

/// The land of a theatre with every place that can be known of.
#[derive(Debug)]
pub(crate) struct HomeLand {
    country: Country,
}

impl HomeLand {
    /// The land that a record asks about. Nothing where its theatre has no place.
    pub(crate) fn of(
        inquiry: &Inquiry,
        control: &[PlaceControl],
        rules: &AreaRules,
        desk: &Desk,
    ) -> Result<Option<Self>> {
        let theatre = &inquiry.theatre;
        let network = theatre.network(&inquiry.files, desk)?;
        let country = home(theatre, &inquiry.opening);
        let settlements = settlements(&theatre.gazetteer, country);
        let land = Land {
            lines: &theatre.lines,
            network: &network,
            gazetteer: &theatre.gazetteer,
            settlements: &settlements,
        };
        let places = known_of(inquiry, control);
        let country = Country::new(&land, &places, rules);
        Ok(country.map(|country| Self { country }))
    }

    /// The areas of a day.
    pub(crate) fn areas(
        &self,
        inquiry: &Inquiry,
        timeline: &Timeline<'_>,
        control: &[PlaceControl],
        on: Date,
    ) -> Areas {
        let signs = signs(timeline, on);
        self.country
            .areas(control, &signs, &inquiry.theatre.actors, on)
    }
}

/// The areas of the day that is asked about; nothing where there is no land.
pub(crate) fn areas_of(inquiry: &Inquiry, size: AreaSize, desk: &Desk) -> Result<Option<Areas>> {
    let rules = size.rules(&inquiry.rule_files)?;
    let (timeline, on) = (inquiry.timeline(), inquiry.question.on);
    let control = timeline.on(on);
    let land = HomeLand::of(inquiry, &control, &rules, desk)?;
    Ok(land.map(|land| land.areas(inquiry, &timeline, &control, on)))
}

/// The areas of claims without a theatre: by distance alone, as far as places reach.
pub(crate) fn bare(places: &[(PlaceId, Position)], rules: &AreaRules) -> Option<Country> {
    let land = Land {
        lines: &Lines::default(),
        network: &Network::default(),
        gazetteer: &Gazetteer::empty(),
        settlements: &[],
    };
    Country::new(&land, places, rules)
}

/// Every place that somebody can hold as a whole: those of the theatre's country, and those of which claims speak.
fn known_of(inquiry: &Inquiry, control: &[PlaceControl]) -> Vec<(PlaceId, Position)> {
    let theatre = &inquiry.theatre;
    let country = home(theatre, &inquiry.opening);
    let at_home = theatre.gazetteer.iter().filter(|place| {
        !place.kind.is_area() && country.is_none_or(|country| place.country == country)
    });
    let spoken_of = control
        .iter()
        .map(|one| (&one.place.id, one.place.position));
    at_home
        .map(|place| (&place.id, place.position))
        .chain(spoken_of)
        .map(|(id, at)| (id.clone(), at))
        .collect()
}

/// Where people are known to live: the settlements of the theatre and of the long list of the world.
fn settlements(gazetteer: &Gazetteer, country: Option<&str>) -> Vec<Position> {
    let own = gazetteer
        .iter()
        .filter(|place| place.kind.is_settlement())
        .map(|place| place.position);
    let Some(country) = country else {
        return own.collect();
    };
    let world = world_list();
    let listed = world
        .of_country(country)
        .filter(|place| place.kind.is_settlement())
        .map(|place| place.position);
    own.chain(listed).collect()
}
