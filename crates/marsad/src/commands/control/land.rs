//! `marsad control --areas`, `--map`, `--totals`: who holds how much land, and where two parties meet.

use std::{fs, path::Path};

use anyhow::Result;
use marsad_control::{Timeline, areas::Areas};
use marsad_domain::ActorId;
use marsad_places::network::Network;
use marsad_publication::{Edition, to_svg};

use super::totals::{self, Days};
use crate::{
    args::{ControlForm, LandJob},
    commands::report::{day_before, published_with},
    desk::Desk,
    exit::Outcome,
    failure::{Failure, Told as _},
    geojson::write_areas,
    inquiry::Inquiry,
    land::HomeLand,
    sheet_ground::sheet_ground,
};

/// Fills the land, writes the files that are asked for, and prints the totals.
pub(super) fn run(
    inquiry: &Inquiry,
    job: &LandJob,
    form: ControlForm,
    desk: &mut Desk,
) -> Result<Outcome> {
    let rules = job.size.rules(&inquiry.rule_files)?;
    let (timeline, on) = (inquiry.timeline(), inquiry.question.on);
    let first = job.since.unwrap_or(on).min(on);
    let network = inquiry.theatre.network(&inquiry.files, desk)?;
    let days = (&timeline, first, on);
    let Some(land) = HomeLand::of(inquiry, &network, days, &rules, desk) else {
        return Err(Failure::new("areas-nothing", &[]).into());
    };
    let control = timeline.on(on);
    let areas = land.areas(inquiry, &timeline, &control, on);
    if let Some(path) = &job.areas {
        write_geojson(inquiry, &areas, path, desk)?;
        desk.talk(&desk.words.say("areas-done", &[("path", &path.display())]));
    }
    if let Some(path) = &job.map {
        draw(inquiry, (&network, &timeline), &areas, path, desk)?;
        desk.talk(&desk.words.say("show-done", &[("path", &path.display())]));
    }
    let days = Days {
        timeline: &timeline,
        land: &land,
        since: job.since,
    };
    totals::print(inquiry, (&control, &areas), &days, form, desk)?;
    Ok(Outcome::Done)
}

/// Writes the areas and fronts of a day.
pub(crate) fn write_geojson(
    inquiry: &Inquiry,
    areas: &Areas,
    path: &Path,
    desk: &Desk,
) -> Result<()> {
    let label = |id: &ActorId| inquiry.theatre.actors.label(id).to_owned();
    let about = serde_json::to_value(inquiry.meta()).told("writing-json", &[])?;
    let mut about = about.as_object().cloned().unwrap_or_default();
    about.insert(
        "internal".to_owned(),
        desk.words.say("internal", &[]).into(),
    );
    write_areas(path, about, areas, &|id| (id.to_string(), label(id)))
}

/// Draws places, areas and fronts of a day.
pub(crate) fn draw(
    inquiry: &Inquiry,
    (network, timeline): (&Network, &Timeline<'_>),
    areas: &Areas,
    path: &Path,
    desk: &Desk,
) -> Result<()> {
    let before = day_before(inquiry.question.on);
    let situation = published_with(
        inquiry,
        Edition::Desk,
        (timeline, before),
        (None, Some(areas)),
        desk,
    )?;
    let ground = sheet_ground(&inquiry.theatre, network, &inquiry.opening);
    let notes = [
        desk.words.say("internal", &[]),
        desk.words.say("areas-note", &[]),
    ];
    let drawing = to_svg(&situation, &ground, &notes)?;
    let drawing = drawing.ok_or_else(|| Failure::new("areas-nothing", &[]))?;
    fs::write(path, drawing).told_at("writing", path)
}
