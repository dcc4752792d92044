//! From raw arguments to a job: which record, which theatre, which defaults are meant.

use std::{
    num::{NonZeroU32, NonZeroUsize},
    path::{Path, PathBuf},
    thread::available_parallelism,
};

use anyhow::Result;
use jiff::{Timestamp, civil::Date};
use marsad_domain::Knowledge;
use marsad_incidents::{Columns, Draws};

use super::{
    decide, estimate, gazetteer,
    job::{
        AddJob, ControlJob, ControlView, CutOffGround, CutOffJob, DemoJob, DocumentsJob,
        IncidentsGround, IncidentsJob, InitJob, Job, KindJob, LandJob, LicencesJob, LinkJob,
        LinkTotalsJob, PlacesJob, PointsJob, ReadJob, ReportForm, ReportJob, TheatreChoice,
        TotalsJob, VerifyJob,
    },
    keeping,
    meltt::{self, Method},
    raw::{
        RawAdd, RawArgs, RawCommand, RawControl, RawCutOff, RawDocuments, RawDraws, RawIncidents,
        RawInit, RawLand, RawLink, RawOrigin, RawQuestion, RawReport,
    },
    redact, seal, source, theatre,
};
use crate::{
    desk::Desk,
    inquiry::Asked,
    intake::{Defaults, Input},
    land::AreaSize,
    record,
    theatre_files::{
        TheatreFiles, built_in_theatre, built_in_theatres, first_shown_theatre, named_theatre,
    },
};

/// The word that stands for reading without a theatre.
const NO_THEATRE: &str = "none";

/// What the words mean in these surroundings.
pub(crate) fn resolve(raw: RawArgs, desk: &Desk) -> Result<Job> {
    let named = raw.record;
    let record = |desk: &Desk| record::find_any(named.as_deref(), desk);
    Ok(match raw.command {
        RawCommand::Demo(demo) => Job::Demo(DemoJob {
            folder: demo.out.map(|folder| desk.folder.join(folder)),
            theatre: demo_theatre(demo.theatre.as_deref(), desk)?,
            defaults: defaults(demo.origin, desk),
            author: raw.author,
        }),
        RawCommand::Init(RawInit { folder, theatre }) => Job::Init(InitJob {
            folder: desk.folder.join(folder),
            theatre: named_theatre(&theatre, desk)?,
            author: raw.author,
        }),
        RawCommand::Add(RawAdd {
            paths,
            dry_run,
            origin,
            format,
        }) => Job::Add(AddJob {
            record: record(desk)?,
            inputs: inputs(paths),
            defaults: defaults(origin, desk),
            is_dry_run: dry_run,
            author: raw.author,
            format,
        }),
        RawCommand::Read(raw) => Job::Read(ReadJob {
            explained: raw.explain.then_some(raw.documents.format),
            documents: documents(raw.documents, named.as_deref(), desk)?,
        }),
        RawCommand::Control(RawControl {
            path: Some(path),
            at: Some(at),
            question,
            format,
            land,
            ..
        }) => Job::Points(PointsJob {
            areas: land.areas.map(|path| desk.folder.join(path)),
            size: AreaSize {
                cell_km: land.cell_km,
                reach_km: land.reach_km,
            },
            claims: Input::from(path),
            points: Input::from(at),
            on: question.on,
            form: format,
        }),
        RawCommand::Control(raw) => Job::Control(control(raw, record(desk)?, &desk.folder)),
        RawCommand::CutOff(raw) => Job::CutOff(cut_off(raw, named.as_deref(), desk)?),
        RawCommand::Kind(raw) => Job::Kind(KindJob {
            documents: documents(raw.documents, named.as_deref(), desk)?,
            scheme: raw.scheme,
        }),
        RawCommand::Places(raw) => Job::Places(PlacesJob {
            documents: documents(raw.documents, named.as_deref(), desk)?,
            is_why: raw.why,
        }),
        RawCommand::Incidents(raw) => Job::Incidents(incidents(raw, named.as_deref(), desk)?),
        RawCommand::Estimate(raw) => Job::Estimate(estimate::resolve(raw)),
        RawCommand::Link(raw) => link(raw, desk)?,
        RawCommand::Report(raw) => Job::Report(report(raw, record(desk)?, desk)),
        RawCommand::Decide(raw_decide) => {
            Job::Decide(decide::resolve(raw_decide, record(desk)?, raw.author))
        }
        RawCommand::Redact(raw_redact) => {
            Job::Redact(redact::resolve(raw_redact, record(desk)?, raw.author))
        }
        RawCommand::Source(raw_source) => Job::Source(source::resolve(
            raw_source,
            record(desk)?,
            raw.author,
            asked,
        )?),
        RawCommand::Seal(raw_seal) => Job::Seal(seal::resolve(raw_seal, record(desk)?, raw.author)),
        RawCommand::Backup(backup) => Job::Backup(keeping::backup(backup, record(desk)?, desk)),
        RawCommand::Restore(restore) => Job::Restore(keeping::restore(restore, raw.author, desk)),
        RawCommand::Upgrade(upgrade) => Job::Upgrade(keeping::upgrade(&upgrade, record(desk)?)),
        RawCommand::Gazetteer(raw_gazetteer) => Job::Gazetteer(gazetteer::resolve(
            raw_gazetteer,
            record(desk)?,
            raw.author,
            desk,
        )?),
        RawCommand::Theatre(raw) => Job::Theatre(theatre::resolve(raw, desk)?),
        RawCommand::Verify(verify) => Job::Verify(VerifyJob {
            record: record(desk)?,
            against: verify.against,
            format: verify.format,
        }),
        RawCommand::Licences(licences) => Job::Licences(LicencesJob {
            format: licences.format,
        }),
    })
}

fn inputs(paths: Vec<PathBuf>) -> Vec<Input> {
    paths.into_iter().map(Input::from).collect()
}

fn defaults(origin: RawOrigin, desk: &Desk) -> Defaults {
    Defaults {
        source: origin.source,
        published: origin.published,
        received: desk.now,
        notice_of_own_wording: desk.words.say("own-wording", &[]),
        door: marsad_reports::Door::RECORD,
    }
}

fn documents(raw: RawDocuments, named: Option<&Path>, desk: &Desk) -> Result<DocumentsJob> {
    Ok(DocumentsJob {
        inputs: inputs(raw.paths),
        defaults: defaults(raw.origin, desk),
        theatre: theatre_choice(raw.theatre.as_deref(), named, desk)?,
    })
}

/// The theatre that was named, else the first built-in one that has a demonstration.
fn demo_theatre(word: Option<&str>, desk: &Desk) -> Result<TheatreFiles> {
    match word {
        Some(word) => named_theatre(word, desk),
        None => named_theatre(&first_shown_theatre()?, desk),
    }
}

/// Incidents of files where there are some, else of the record.
fn incidents(raw: RawIncidents, named: Option<&Path>, desk: &Desk) -> Result<IncidentsJob> {
    let (on, why) = (raw.question.on, raw.why);
    let totals = raw.totals.then(|| TotalsJob {
        place: raw.place,
        since: raw.since,
        until: raw.until,
        draws: draws(&raw.draws),
    });
    if let Some(TotalsJob {
        since: Some(since),
        until: Some(until),
        ..
    }) = &totals
        && since > until
    {
        return Err(desk
            .refuse("period-backwards", &[("since", since), ("until", until)])
            .into());
    }
    let ground = if raw.paths.is_empty() {
        IncidentsGround::Record(asked(&raw.question, record::find_any(named, desk)?))
    } else {
        let RawIncidents {
            paths,
            origin,
            theatre,
            format,
            ..
        } = raw;
        IncidentsGround::Documents(documents(
            RawDocuments {
                paths,
                origin,
                theatre,
                format,
            },
            named,
            desk,
        )?)
    };
    Ok(IncidentsJob {
        ground,
        on,
        why,
        totals,
    })
}

fn link(raw: RawLink, desk: &Desk) -> Result<Job> {
    match raw.meltt.rules {
        Some(Method::Meltt) => Ok(Job::Meltt(meltt::resolve(raw, desk)?)),
        None => {
            let Ok([path]) = <[PathBuf; 1]>::try_from(raw.paths) else {
                return Err(desk.refuse("one-table", &[]).into());
            };
            Ok(Job::Link(LinkJob {
                input: Input::from(path),
                columns: columns(&raw.columns, desk)?,
                incidents: raw.incidents,
                totals: raw.totals.map(|path| LinkTotalsJob {
                    path,
                    cumulative: raw.cumulative,
                    draws: draws(&raw.draws),
                }),
                format: raw.format,
            }))
        }
    }
}

/// As many workers as the machine has: they change no byte.
fn draws(raw: &RawDraws) -> Draws {
    Draws {
        seed: raw.seed,
        number: NonZeroU32::new(raw.draws).unwrap_or(NonZeroU32::MIN),
        workers: available_parallelism().unwrap_or(NonZeroUsize::MIN),
    }
}

fn report(raw: RawReport, record: PathBuf, desk: &Desk) -> ReportJob {
    ReportJob {
        asked: asked(&raw.question, record),
        since: raw.since,
        changes: raw.changes,
        is_public: raw.public,
        form: raw
            .format
            .or_else(|| form_of(raw.out.as_deref()?))
            .unwrap_or_default(),
        out: raw.out.map(|path| desk.folder.join(path)),
    }
}

/// The form that a file's ending asks for.
fn form_of(path: &Path) -> Option<ReportForm> {
    match path.extension()?.to_str()? {
        "md" => Some(ReportForm::Md),
        "html" | "htm" => Some(ReportForm::Html),
        "json" => Some(ReportForm::Json),
        _ => None,
    }
}

fn asked(raw: &RawQuestion, record: PathBuf) -> Asked {
    let knowledge = knowledge(raw.known, raw.recorded, raw.with_hindsight);
    Asked {
        record,
        on: raw.on,
        knowledge: knowledge.unwrap_or(Knowledge::Everything),
    }
}

/// What is to be done with the land, where anything is.
fn land(raw: RawLand, folder: &Path) -> Option<LandJob> {
    let is_asked = raw.totals || raw.areas.is_some() || raw.map.is_some();
    is_asked.then(|| LandJob {
        areas: raw.areas.map(|path| folder.join(path)),
        map: raw.map.map(|path| folder.join(path)),
        since: raw.since,
        size: AreaSize {
            cell_km: raw.cell_km,
            reach_km: raw.reach_km,
        },
    })
}

/// The state of knowledge that a day or an instant asks for.
fn knowledge(
    known: Option<Date>,
    recorded: Option<Timestamp>,
    with_hindsight: bool,
) -> Option<Knowledge> {
    let by_day = known.map(|day| Knowledge::Known {
        day,
        with_hindsight,
    });
    by_day.or(recorded.map(|instant| Knowledge::Recorded { instant }))
}

fn control(raw: RawControl, record: PathBuf, folder: &Path) -> ControlJob {
    let land = land(raw.land, folder);
    let hindsight = raw.question.with_hindsight;
    let earlier = knowledge(raw.diff_known, raw.diff_recorded, hindsight);
    let view = match (raw.history, raw.diff, earlier) {
        (Some(name), ..) => ControlView::History { name },
        (None, None, None) if let Some(land) = land => ControlView::Land(land),
        (None, None, None) => ControlView::Places {
            names: raw.places,
            is_all: raw.all,
        },
        (None, on, knowledge) => ControlView::Difference { on, knowledge },
    };
    ControlJob {
        asked: asked(&raw.question, record),
        view,
        form: raw.format,
    }
}

fn cut_off(raw: RawCutOff, named: Option<&Path>, desk: &Desk) -> Result<CutOffJob> {
    let ground = match (raw.network, raw.holders, raw.question.on) {
        (Some(network), Some(holders), Some(on)) => CutOffGround::Files {
            network: desk.folder.join(network),
            holders: desk.folder.join(holders),
            on,
        },
        _ => CutOffGround::Record(asked(&raw.question, record::find_any(named, desk)?)),
    };
    Ok(CutOffJob {
        ground,
        changes: raw.changes,
        party: raw.party,
        roads: raw.roads,
        is_across_borders: raw.across_borders,
        is_ranked: raw.rank,
        format: raw.format,
    })
}

/// The theatre that was named, else that of the record, else all that are built in.
fn theatre_choice(word: Option<&str>, named: Option<&Path>, desk: &Desk) -> Result<TheatreChoice> {
    match word {
        Some(NO_THEATRE) => return Ok(TheatreChoice::None),
        Some(word) => return Ok(TheatreChoice::Given(vec![named_theatre(word, desk)?])),
        None => {}
    }
    if let Some(folder) = record::find(named, desk)? {
        return Ok(TheatreChoice::OfRecord(folder));
    }
    let all: Result<Vec<_>> = built_in_theatres()
        .iter()
        .filter_map(|id| built_in_theatre(id).transpose())
        .collect();
    Ok(TheatreChoice::Given(all?))
}

/// The names of a table's columns; what is not named keeps its usual name.
fn columns(pairs: &[String], desk: &Desk) -> Result<Columns> {
    let mut columns = Columns::default();
    for pair in pairs {
        let refuse = || desk.refuse("no-column", &[("pair", pair)]);
        let (name, column) = pair.split_once('=').ok_or_else(refuse)?;
        let slot = match name {
            "id" => &mut columns.id,
            "day" => &mut columns.day,
            "published" => &mut columns.published,
            "lat" => &mut columns.lat,
            "lon" => &mut columns.lon,
            "precision" => &mut columns.precision,
            "kind" => &mut columns.kind,
            "side-a" => &mut columns.side_a,
            "side-b" => &mut columns.side_b,
            "killed" => &mut columns.killed,
            "low" => &mut columns.low,
            "high" => &mut columns.high,
            "source" => &mut columns.source,
            _ => return Err(refuse().into()),
        };
        column.clone_into(slot);
    }
    Ok(columns)
}
