//! `marsad incidents`: what happened, from documents or from a record, one incident a line.

use std::{collections::BTreeMap, sync::Mutex};

use anyhow::Result;
use marsad_claims::read;
use marsad_domain::{ActorId, Actors, Counted, CountedNumber, Incident, Knowledge, TotalScope};
use marsad_incidents::{Displaced, TotalQuestion};
use serde::Serialize;

use super::documents;
use crate::{
    args::{DocumentsJob, IncidentsGround, IncidentsJob, TotalsJob},
    desk::Desk,
    exit::Outcome,
    gathered::{displaced_asked, gather_all, gather_asked},
    inquiry::{Asked, Inquiry},
    output::json_line,
    place_name::place_or_area,
    reader,
    replay::{ReadReports, Situation, situation},
    rules::RuleSet,
    theatre::Theatre,
};

/// An incident with the note that goes with its reports' words.
#[derive(Serialize)]
pub(crate) struct IncidentLine<'a> {
    #[serde(flatten)]
    pub(crate) incident: &'a Incident,
    /// The codes of its actors' types by ACLED's codebook.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) actor_types: BTreeMap<&'a ActorId, u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<&'a str>,
}

impl<'a> IncidentLine<'a> {
    /// The line of an incident.
    pub(crate) fn new(
        incident: &'a Incident,
        actors: &'a Actors,
        situation: &'a Situation,
    ) -> Self {
        Self {
            incident,
            actor_types: actor_types(incident.actors.iter(), actors),
            notice: notice_of(incident, situation),
        }
    }
}

/// The codes of actors' types by ACLED's codebook; an actor that the theatre does not type is left out.
pub(crate) fn actor_types<'a>(
    named: impl Iterator<Item = &'a ActorId>,
    actors: &Actors,
) -> BTreeMap<&'a ActorId, u8> {
    named
        .filter_map(|id| Some((id, actors.get(id)?.acled?.code())))
        .collect()
}

/// Why an incident's claims were put together.
#[derive(Serialize)]
struct Why<'a> {
    id: String,
    claims: Vec<String>,
    links: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    counted: &'a [CountedNumber],
    arithmetic: &'a [marsad_domain::ClaimUse],
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<&'a str>,
}

/// Displaced people, beside the totals.
#[derive(Serialize)]
struct DisplacedLine<'a> {
    of: Counted,
    scope: &'a TotalScope,
    #[serde(flatten)]
    displaced: &'a Displaced,
}

/// Prints the incidents, or the totals, or why one incident is one.
pub(crate) fn run(job: &IncidentsJob, desk: &mut Desk) -> Result<Outcome> {
    match &job.ground {
        IncidentsGround::Record(asked) => of_record(job, asked, desk),
        IncidentsGround::Documents(documents) => of_documents(job, documents, desk),
    }
}

fn of_record(job: &IncidentsJob, asked: &Asked, desk: &mut Desk) -> Result<Outcome> {
    let inquiry = Inquiry::open(asked, desk)?;
    desk.talk(inquiry.meta().head(desk).trim_end());
    let ground = Ground {
        situation: &inquiry.situation,
        theatre: &inquiry.theatre,
        rules: &inquiry.rules,
    };
    print(job, ground, desk)
}

fn of_documents(job: &IncidentsJob, inputs: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (theatre, rules) = documents::surroundings(&inputs.theatre, desk)?;
    let context = reader::context(&theatre, &rules)?;
    let reports: Mutex<ReadReports> = Mutex::default();
    let defaults = inputs.defaults.of_theatre(&theatre);
    let outcome = documents::each(&inputs.inputs, &defaults, desk, |report, _| {
        let reading = read(report, &context);
        // Nothing that holds the lock can fail, so it is never poisoned.
        if let Ok(mut reports) = reports.lock() {
            reports.add(report.clone());
            reports.read(reading);
        }
        Ok(())
    })?;
    let reports = reports.into_inner().unwrap_or_default();
    let situation = situation(reports, Vec::new(), &Knowledge::Everything, &theatre.zone);
    let ground = Ground {
        situation: &situation,
        theatre: &theatre,
        rules: &rules,
    };
    let printed = print(job, ground, desk)?;
    Ok(if outcome == Outcome::Done {
        printed
    } else {
        outcome
    })
}

/// What is asked about.
#[derive(Clone, Copy)]
struct Ground<'a> {
    situation: &'a Situation,
    theatre: &'a Theatre,
    rules: &'a RuleSet,
}

/// Prints the totals: one line for everything that is counted, and one for displaced people.
fn print_totals(totals: &TotalsJob, ground: Ground<'_>, desk: &mut Desk) -> Result<()> {
    let Ground {
        situation,
        theatre,
        rules,
    } = ground;
    let place = totals
        .place
        .as_ref()
        .map(|name| place_or_area(name, &theatre.gazetteer, desk));
    let question = TotalQuestion {
        scope: TotalScope {
            place: place.transpose()?,
            since: totals.since,
            until: totals.until,
        },
        draws: Some(totals.draws),
    };
    let gathered = gather_asked(situation, theatre, rules, &question);
    gathered
        .totals
        .iter()
        .try_for_each(|total| json_line(desk, total))?;
    let displaced = displaced_asked(situation, theatre, rules, &question);
    if displaced.arithmetic.is_empty() {
        return Ok(());
    }
    let line = DisplacedLine {
        of: Counted::Displaced,
        scope: &question.scope,
        displaced: &displaced,
    };
    json_line(desk, &line)
}

fn print(job: &IncidentsJob, ground: Ground<'_>, desk: &mut Desk) -> Result<Outcome> {
    if let Some(totals) = &job.totals {
        print_totals(totals, ground, desk)?;
        return Ok(Outcome::Done);
    }
    let Ground {
        situation,
        theatre,
        rules,
    } = ground;
    let gathered = gather_all(situation, theatre, rules);
    let asked = gathered
        .incidents
        .iter()
        .filter(|incident| is_asked(incident, job));
    let mut count = 0;
    for incident in asked {
        count += 1;
        match job.why {
            Some(_) => json_line(desk, &why(incident, notice_of(incident, situation)))?,
            None => json_line(
                desk,
                &IncidentLine::new(incident, &theatre.actors, situation),
            )?,
        }
    }
    match &job.why {
        Some(id) if count == 0 => Err(desk.refuse("no-incident", &[("id", id)]).into()),
        _ => Ok(Outcome::Done),
    }
}

fn is_asked(incident: &Incident, job: &IncidentsJob) -> bool {
    let is_named = job
        .why
        .as_ref()
        .is_none_or(|id| incident.id.to_string().starts_with(id.as_str()));
    let is_then = job.on.is_none_or(|on| {
        incident
            .when
            .earliest()
            .is_none_or(|earliest| earliest <= on)
            && incident.when.latest().is_none_or(|latest| on <= latest)
    });
    is_named && is_then
}

fn why<'a>(incident: &'a Incident, notice: Option<&'a str>) -> Why<'a> {
    Why {
        id: incident.id.to_string(),
        claims: incident.claims.iter().map(ToString::to_string).collect(),
        links: &incident.links,
        counted: &incident.counted,
        arithmetic: &incident.arithmetic,
        notice,
    }
}

/// The note of the first report behind an incident that has one.
fn notice_of<'a>(incident: &Incident, situation: &'a Situation) -> Option<&'a str> {
    let claims = situation
        .claims
        .iter()
        .filter(|claim| incident.claims.contains(&claim.id));
    let mut notices =
        claims.filter_map(|claim| situation.reports.get(&claim.report_hash)?.notice.as_deref());
    notices.next()
}
