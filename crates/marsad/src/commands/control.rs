//! `marsad control`: who holds which place on a day, as could be known on a day, and why.

pub(crate) mod land;
mod points;
mod text;
mod totals;

use std::collections::BTreeMap;

use anyhow::Result;
use marsad_control::{diff, history};
use marsad_domain::{ClaimId, PlaceControl, Question, Side};
use serde::Serialize;

use crate::{
    args::{ControlForm, ControlJob, ControlView, PointsJob},
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    inquiry::{Asked, Inquiry},
    output::{json_line, table_error},
    place_name::one_place,
};
pub(crate) use text::in_words;
use text::{Writer, between};

/// A place with the claims for and against its state taken out of the trace.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    control: &'a PlaceControl,
    r#for: Vec<ClaimId>,
    against: Vec<ClaimId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
}

/// Answers who holds points, from files alone.
pub(crate) fn run_points(job: &PointsJob, desk: &mut Desk) -> Result<Outcome> {
    points::run(job, desk)
}

/// Answers who holds what.
pub(crate) fn run(job: &ControlJob, desk: &mut Desk) -> Result<Outcome> {
    let inquiry = Inquiry::open(&job.asked, desk)?;
    if job.form != ControlForm::Text {
        desk.talk(inquiry.meta().head(desk).trim_end());
    }
    let outcome = match &job.view {
        ControlView::Places { names, is_all } => places(&inquiry, names, *is_all, job.form, desk)?,
        ControlView::History { name } => changes(&inquiry, name, job.form, desk)?,
        ControlView::Land(land) => land::run(&inquiry, land, job.form, desk)?,
        ControlView::Difference { on, knowledge } => {
            let before = Question {
                on: on.unwrap_or(inquiry.question.on),
                knowledge: knowledge.unwrap_or(inquiry.question.knowledge),
            };
            differences(&inquiry, &before, job, desk)?
        }
    };
    Ok(outcome)
}

fn places(
    inquiry: &Inquiry,
    names: &[String],
    is_all: bool,
    form: ControlForm,
    desk: &mut Desk,
) -> Result<Outcome> {
    let mut control = inquiry.control();
    if !names.is_empty() {
        let wanted = names
            .iter()
            .map(|name| one_place(name, &inquiry.theatre.gazetteer, desk))
            .collect::<Result<Vec<_>>>()?;
        control.retain(|one| wanted.contains(&one.place.id));
    }
    match form {
        ControlForm::Json => print_json(inquiry, &control, desk)?,
        ControlForm::Csv => write_csv(inquiry, &control, desk.out())?,
        ControlForm::Text => {
            let writer = Writer::new(inquiry, desk);
            let text = if names.is_empty() {
                writer.overview(&control, is_all)
            } else {
                writer.explained(&control)
            };
            desk.print(text.trim_end())?;
        }
    }
    Ok(Outcome::Done)
}

fn changes(inquiry: &Inquiry, name: &str, form: ControlForm, desk: &mut Desk) -> Result<Outcome> {
    let place = one_place(name, &inquiry.theatre.gazetteer, desk)?;
    let situation = &inquiry.situation;
    let context = inquiry.control_context();
    let found = history(
        &place,
        &situation.claims,
        &situation.heads,
        &context,
        &inquiry.question,
    );
    match form {
        ControlForm::Json => print_json(inquiry, &found, desk)?,
        ControlForm::Csv => write_csv(inquiry, &found, desk.out())?,
        ControlForm::Text => {
            let text = Writer::new(inquiry, desk).history(&found);
            desk.print(text.trim_end())?;
        }
    }
    Ok(Outcome::Done)
}

/// What differs from another day or state of knowledge. Another state of knowledge is replayed by itself, with the
/// decisions that had been taken by then.
fn differences(
    inquiry: &Inquiry,
    before: &Question,
    job: &ControlJob,
    desk: &mut Desk,
) -> Result<Outcome> {
    let earlier = if before.knowledge == inquiry.question.knowledge {
        inquiry.control_at(before)
    } else {
        let asked = Asked {
            on: Some(before.on),
            knowledge: before.knowledge,
            ..job.asked.clone()
        };
        Inquiry::open(&asked, desk)?.control()
    };
    let found = diff(&earlier, &inquiry.control());
    match job.form {
        ControlForm::Json => {
            desk.talk(&between(inquiry, before, &desk.words));
            found.iter().try_for_each(|line| json_line(desk, line))?;
        }
        ControlForm::Text | ControlForm::Csv => {
            let text = Writer::new(inquiry, desk).differences(before, &found);
            desk.print(text.trim_end())?;
        }
    }
    Ok(Outcome::Done)
}

fn print_json(inquiry: &Inquiry, control: &[PlaceControl], desk: &mut Desk) -> Result<()> {
    let notices = inquiry.notices();
    control.iter().try_for_each(|one| {
        let line = Line {
            control: one,
            r#for: one.claims(Side::For).collect(),
            against: one.claims(Side::Against).collect(),
            notice: notice_of(one, &notices),
        };
        json_line(desk, &line)
    })
}

/// The note of the first claim behind a state that has one.
fn notice_of(control: &PlaceControl, notices: &BTreeMap<ClaimId, &str>) -> Option<String> {
    let claims = control.trace.iter().filter_map(|step| step.claim);
    let mut found = claims.filter_map(|claim| notices.get(&claim).copied());
    found.next().map(str::to_owned)
}

/// Writes one row a place.
pub(crate) fn write_csv(
    inquiry: &Inquiry,
    control: &[PlaceControl],
    out: &mut impl std::io::Write,
) -> Result<()> {
    let notices = inquiry.notices();
    let mut table = csv::Writer::from_writer(out);
    let head = [
        "place",
        "name",
        "lat",
        "lon",
        "state",
        "holder",
        "since",
        "confidence",
        "for",
        "against",
        "notice",
    ];
    table.write_record(head).map_err(table_error)?;
    for one in control {
        let holder = one
            .state
            .holder()
            .map(ToString::to_string)
            .unwrap_or_default();
        let row = [
            one.place.id.to_string(),
            one.place.name.clone().into(),
            one.place.position.lat().to_string(),
            one.place.position.lon().to_string(),
            one.state.name().to_owned(),
            holder,
            one.since.map(|day| day.to_string()).unwrap_or_default(),
            format!("{:.2}", one.confidence.get()),
            one.claims(Side::For).count().to_string(),
            one.claims(Side::Against).count().to_string(),
            notice_of(one, &notices).unwrap_or_default(),
        ];
        table.write_record(row).map_err(table_error)?;
    }
    table.flush().told("writing-table", &[])
}
