//! `marsad report`: the situation report of a day, for the desk or for everybody.

use std::{fs, path::Path};

use anyhow::Result;
use jiff::{Span, civil::Date};
use marsad_control::{Timeline, areas::Areas};
use marsad_domain::{CutOff, IncidentStatus};
use marsad_places::network::RoadFilter;
use marsad_publication::{
    AttributionLine, Edition, PublicationRules, PublishedSituation, SituationInput,
    TerminalOptions, to_html, to_markdown, to_terminal,
};

use super::cut_off::Ground;
use crate::{
    args::{ReportForm, ReportJob},
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    gathered::gather_until,
    inquiry::Inquiry,
    land::areas_of,
    theatre::About,
};

/// Prints or writes the report.
pub(crate) fn run(job: &ReportJob, desk: &mut Desk) -> Result<Outcome> {
    let inquiry = Inquiry::open(&job.asked, desk)?;
    let cut_off = what_if(&inquiry, &job.changes, desk)?;
    let edition = if job.is_public {
        Edition::Public {
            issued: desk.now.to_zoned(inquiry.theatre.zone.clone()).date(),
        }
    } else {
        Edition::Desk
    };
    let before = job.since.unwrap_or_else(|| day_before(inquiry.question.on));
    let report = published(&inquiry, edition, before, cut_off.as_ref(), desk)?;
    let options = if job.out.is_some() {
        TerminalOptions::default()
    } else {
        desk.terminal()
    };
    let text = in_form(&report, job.form, &options)?;
    match &job.out {
        Some(path) => write(path, &text)?,
        None => desk.print(text.trim_end())?,
    }
    Ok(Outcome::Done)
}

/// The answer to a what-if question, where one is asked.
pub(crate) fn what_if(
    inquiry: &Inquiry,
    changes: &[String],
    desk: &Desk,
) -> Result<Option<CutOff>> {
    if changes.is_empty() {
        return Ok(None);
    }
    let ground = Ground::of_record(inquiry, desk)?;
    let question = ground.question(None, ground.changes(changes)?, RoadFilter::default(), desk)?;
    ground.cut_off(&question).map(Some)
}

/// The day before; the first of all days has none.
pub(crate) fn day_before(day: Date) -> Date {
    day.checked_sub(Span::new().days(1)).unwrap_or(day)
}

/// The report of an edition: the only way from the record to anything that leaves the desk.
pub(crate) fn published(
    inquiry: &Inquiry,
    edition: Edition,
    before: Date,
    cut_off: Option<&CutOff>,
    desk: &Desk,
) -> Result<PublishedSituation> {
    let timeline = inquiry.timeline();
    let areas = match edition {
        Edition::Desk => {
            let network = inquiry.theatre.network(&inquiry.files, desk)?;
            areas_of(inquiry, &network, &timeline, desk)?
        }
        // What leaves the desk shows places, coarsened; land would show where they lie.
        Edition::Public { .. } => None,
    };
    let days = (&timeline, before);
    published_with(inquiry, edition, days, (cut_off, areas.as_ref()), desk)
}

/// The same with the areas and fronts of the day.
pub(crate) fn published_with(
    inquiry: &Inquiry,
    edition: Edition,
    (timeline, before): (&Timeline<'_>, Date),
    (cut_off, areas): (Option<&CutOff>, Option<&Areas>),
    desk: &Desk,
) -> Result<PublishedSituation> {
    let mut gathered = gather_until(inquiry, inquiry.question.on);
    let incidents = &mut gathered.found.incidents;
    incidents.retain(|incident| incident.status != IncidentStatus::Rejected);
    let control_before = timeline.on(before);
    let control = timeline.on(inquiry.question.on);
    let meta = inquiry.meta();
    let reports = inquiry.situation.heads_in_order(&inquiry.theatre.zone);
    let notices = notices(inquiry, edition, desk);
    let notice = Some(notices.join(" ")).filter(|notice| !notice.is_empty());
    let about = inquiry.theatre.about.as_ref();
    let attribution = about.map(attribution_lines).unwrap_or_default();
    let sources = match edition {
        Edition::Desk => &inquiry.theatre.sources,
        Edition::Public { .. } => &inquiry.listed,
    };
    let input = SituationInput {
        question: inquiry.question,
        theatre: about.map_or("", |about| &about.name),
        notice: notice.as_deref(),
        zone: &inquiry.theatre.zone,
        reports: &reports,
        unread: inquiry.situation.unread,
        claims: &gathered.claims,
        rulings: &inquiry.situation.rulings,
        incidents: &gathered.found.incidents,
        totals: &gathered.found.totals,
        control: &control,
        control_before: &control_before,
        day_before: before,
        areas: areas.map_or(&[], |found| found.areas.as_slice()),
        fronts: areas.map_or(&[], |found| found.fronts.as_slice()),
        cut_off,
        watch: about
            .map(|about| about.watch.as_slice())
            .unwrap_or_default(),
        actors: &inquiry.theatre.actors,
        sources,
        gazetteer: &inquiry.theatre.gazetteer,
        lines: &inquiry.theatre.lines,
        rule_hash: meta.rules,
        theatre_hash: meta.theatre,
        attribution: &attribution,
    };
    Ok(PublishedSituation::from_input(
        &input,
        edition,
        publication_rules(inquiry),
    )?)
}

/// The notes that stand over the report. Outside the desk only those of the program and of the theatre: a giver may have
/// written anything into one.
fn notices(inquiry: &Inquiry, edition: Edition, desk: &Desk) -> Vec<String> {
    let mut notices = inquiry.meta().notices;
    if let Edition::Public { .. } = edition {
        let own = desk.words.say("own-wording", &[]);
        let of_theatre = inquiry.theatre.notice();
        notices.retain(|notice| *notice == own || Some(notice.as_str()) == of_theatre);
    }
    notices
}

fn publication_rules(inquiry: &Inquiry) -> &PublicationRules {
    &inquiry.rules.publication
}

fn attribution_lines(about: &About) -> Vec<AttributionLine> {
    let line = |one: &super::Attribution| AttributionLine {
        name: one.name.clone(),
        licence: one.licence.clone(),
        text: one.text.clone(),
    };
    about.attribution.iter().map(line).collect()
}

/// A report in one of its forms.
pub(crate) fn in_form(
    report: &PublishedSituation,
    form: ReportForm,
    options: &TerminalOptions,
) -> Result<String> {
    Ok(match form {
        ReportForm::Text => to_terminal(report, options),
        ReportForm::Md => to_markdown(report),
        ReportForm::Html => to_html(report)?,
        ReportForm::Json => serde_json::to_string(report).told("writing-json", &[])? + "\n",
    })
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).told_at("writing", path)
}
