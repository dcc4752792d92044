//! The land of a record's theatre, and who holds which part of it.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::{Span, civil::Date};
use marsad_control::Timeline;
use marsad_control::areas::{AreaRules, Areas, Country, Land, signs};
use marsad_domain::{ControlState, PlaceControl, PlaceId, Position};
use marsad_places::{Gazetteer, network::Network};

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

/// The land of a theatre with every place that says something on the days that are asked about.
#[derive(Debug)]
pub(crate) struct HomeLand {
    country: Country,
}

impl HomeLand {
    /// The land that a record asks about, on the days from one to another. Nothing where its theatre has no place of
    /// which anything is known.
    pub(crate) fn of(
        inquiry: &Inquiry,
        network: &Network,
        (timeline, first, last): (&Timeline<'_>, Date, Date),
        rules: &AreaRules,
        desk: &Desk,
    ) -> Option<Self> {
        let theatre = &inquiry.theatre;
        let settlements = settlements(&theatre.gazetteer, home(theatre, &inquiry.opening));
        let land = Land {
            lines: &theatre.lines,
            network,
            gazetteer: &theatre.gazetteer,
            settlements: &settlements,
        };
        let (places, silent) = speaking(timeline, first, last);
        let places: Vec<(PlaceId, Position)> = places
            .into_iter()
            .filter_map(|id| Some((id.clone(), timeline.position(id)?)))
            .collect();
        let country = Country::new(&land, &places, silent, rules)?;
        tell_outside(&country, desk);
        Some(Self { country })
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

/// Says which places hold no land, since they lie outside the theatre's outline.
fn tell_outside(country: &Country, desk: &Desk) {
    let names: Vec<String> = country.outside().map(ToString::to_string).collect();
    if let [first, ..] = names.as_slice() {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("count", &names.len()), ("place", first)];
        desk.talk(&desk.words.say("areas-outside", values));
    }
}

/// The areas of the day that is asked about; nothing where there is no land.
pub(crate) fn areas_of(
    inquiry: &Inquiry,
    network: &Network,
    timeline: &Timeline<'_>,
    desk: &Desk,
) -> Result<Option<Areas>> {
    let rules = AreaSize::default().rules(&inquiry.rule_files)?;
    let on = inquiry.question.on;
    let land = HomeLand::of(inquiry, network, (timeline, on, on), &rules, desk);
    let control = timeline.on(on);
    Ok(land.map(|land| land.areas(inquiry, timeline, &control, on)))
}

/// The places of which something is known on some day from one to another, and how many of them at most are silent on
/// any one.
fn speaking<'t>(
    timeline: &'t Timeline<'_>,
    first: Date,
    last: Date,
) -> (BTreeSet<&'t PlaceId>, usize) {
    let mut all: BTreeSet<&PlaceId> = BTreeSet::new();
    let mut fewest = usize::MAX;
    let mut day = first;
    loop {
        let seen: BTreeSet<PlaceId> = signs(timeline, day)
            .into_iter()
            .map(|sign| sign.place)
            .collect();
        let of_day: Vec<&PlaceId> = timeline
            .states(day)
            .filter(|(place, phase)| phase.state != ControlState::Unknown || seen.contains(*place))
            .map(|(place, _)| place)
            .collect();
        fewest = fewest.min(of_day.len());
        all.extend(of_day);
        if day >= last {
            break;
        }
        day = day.checked_add(Span::new().days(1)).unwrap_or(last);
    }
    let silent = all.len().saturating_sub(fewest);
    (all, silent)
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
