//! Places, people and land by holder, day by day.

use std::fmt::Display;

use anyhow::Result;
use jiff::{Span, civil::Date};
use marsad_control::{
    Timeline,
    areas::{AreaCount, Areas, area_counts},
    summary,
};
use marsad_domain::{ActorId, PlaceControl};
use serde::Serialize;

use crate::{
    args::ControlForm,
    desk::Desk,
    failure::Told as _,
    inquiry::Inquiry,
    land::HomeLand,
    output::{json_line, table_error},
};

/// What one holder has in one state on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Total {
    day: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<ActorId>,
    state: &'static str,
    settlements: usize,
    sites: usize,
    people: u64,
    km2: f64,
    unchecked_km2: f64,
}

/// The days whose totals are asked for.
pub(super) struct Days<'a> {
    pub(super) timeline: &'a Timeline<'a>,
    pub(super) land: &'a HomeLand,
    /// The first day; else the last alone.
    pub(super) since: Option<Date>,
}

/// Prints the totals of the day asked for, or of every day since another.
pub(super) fn print(
    inquiry: &Inquiry,
    (control, areas): (&[PlaceControl], &Areas),
    days: &Days<'_>,
    form: ControlForm,
    desk: &mut Desk,
) -> Result<()> {
    let last = inquiry.question.on;
    let mut totals = Vec::new();
    let mut day = days.since.unwrap_or(last);
    while day < last {
        let control = days.timeline.on(day);
        let areas = days.land.areas(inquiry, days.timeline, &control, day);
        totals.extend(totals_of(inquiry, &control, &areas, day));
        day = day.checked_add(Span::new().days(1)).unwrap_or(last);
    }
    totals.extend(totals_of(inquiry, control, areas, last));
    match form {
        ControlForm::Json => totals.iter().try_for_each(|one| json_line(desk, one)),
        ControlForm::Csv => write_csv(&totals, desk),
        ControlForm::Text => {
            let mut lines = vec![inquiry.meta().head(desk)];
            lines.extend(totals.iter().map(|one| sentence(inquiry, one, desk)));
            lines.extend(front_lines(inquiry, areas, desk));
            desk.print(lines.join("\n").trim_end())
        }
    }
}

fn totals_of(inquiry: &Inquiry, control: &[PlaceControl], areas: &Areas, day: Date) -> Vec<Total> {
    let mut land: Vec<AreaCount> = area_counts(&areas.areas);
    let round = |km2: f64| (km2 * 10.0).round() / 10.0;
    let places = summary(control, &inquiry.theatre.gazetteer).counts;
    let mut totals: Vec<Total> = places
        .into_iter()
        .map(|count| {
            let found = land
                .iter()
                .position(|one| one.holder == count.holder && one.state == count.state);
            let area = found.map(|at| land.remove(at));
            Total {
                day,
                holder: count.holder,
                state: count.state,
                settlements: count.settlements,
                sites: count.sites,
                people: count.people,
                km2: area.as_ref().map_or(0.0, |area| round(area.km2)),
                unchecked_km2: area.as_ref().map_or(0.0, |area| round(area.unchecked_km2)),
            }
        })
        .collect();
    totals.extend(land.into_iter().map(|area| Total {
        day,
        holder: area.holder,
        state: area.state,
        settlements: 0,
        sites: 0,
        people: 0,
        km2: round(area.km2),
        unchecked_km2: round(area.unchecked_km2),
    }));
    totals
}

fn write_csv(totals: &[Total], desk: &mut Desk) -> Result<()> {
    let mut table = csv::Writer::from_writer(desk.out());
    let head = [
        "day",
        "holder",
        "state",
        "settlements",
        "sites",
        "people",
        "km2",
        "unchecked_km2",
    ];
    table.write_record(head).map_err(table_error)?;
    for one in totals {
        let holder = one.holder.as_ref().map(ToString::to_string);
        let row = [
            one.day.to_string(),
            holder.unwrap_or_default(),
            one.state.to_owned(),
            one.settlements.to_string(),
            one.sites.to_string(),
            one.people.to_string(),
            one.km2.to_string(),
            one.unchecked_km2.to_string(),
        ];
        table.write_record(row).map_err(table_error)?;
    }
    table.flush().told("writing-table", &[])
}

fn sentence(inquiry: &Inquiry, one: &Total, desk: &Desk) -> String {
    let holder = one.holder.as_ref();
    let holder = holder.map_or("", |id| inquiry.theatre.actors.label(id));
    let who = match holder {
        "" => one.state.to_owned(),
        holder => format!("{} {holder}", one.state),
    };
    let (km2, unchecked) = (
        format!("{:.0}", one.km2),
        format!("{:.0}", one.unchecked_km2),
    );
    let values: &[(&str, &dyn Display)] = &[
        ("day", &one.day),
        ("who", &who),
        ("settlements", &one.settlements),
        ("sites", &one.sites),
        ("people", &one.people),
        ("km2", &km2),
    ];
    let mut line = desk.words.say("control-total", values);
    if one.unchecked_km2 > 0.0 {
        let unchecked: &[(&str, &dyn Display)] = &[("unchecked", &unchecked)];
        line += &desk.words.say("control-total-unchecked", unchecked);
    }
    line
}

/// How long the front between two parties is, longest first.
fn front_lines(inquiry: &Inquiry, areas: &Areas, desk: &Desk) -> Vec<String> {
    let mut lengths: Vec<(&(ActorId, ActorId), f64)> = Vec::new();
    let cell = format!("{:.1}", areas.cell_km);
    for front in &areas.fronts {
        match lengths
            .iter_mut()
            .find(|(parties, _)| **parties == front.parties)
        {
            Some((_, km)) => *km += front.length.0,
            None => lengths.push((&front.parties, front.length.0)),
        }
    }
    lengths.sort_by(|a, b| b.1.total_cmp(&a.1));
    let line = |((one, other), km): (&(ActorId, ActorId), f64)| {
        let actors = &inquiry.theatre.actors;
        let km = format!("{km:.0}");
        let values: &[(&str, &dyn Display)] = &[
            ("one", &actors.label(one)),
            ("other", &actors.label(other)),
            ("km", &km),
            ("cell", &cell),
        ];
        desk.words.say("control-front", values)
    };
    lengths.into_iter().map(line).collect()
}
