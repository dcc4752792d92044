//! `marsad demo`: a theatre's example reports through the whole pipeline, into a fresh record.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process,
};

use anyhow::Result;
use marsad_domain::{CutOff, Knowledge};
use marsad_places::network::RoadFilter;
use marsad_publication::{Edition, TerminalOptions};
use serde_json::{Map, Value};

use super::{
    add, control,
    control::land::{draw, write_geojson},
    cut_off::Ground,
    incidents::IncidentLine,
    read::ClaimLine,
    report,
};
use crate::{
    args::{AddJob, DemoJob, ReportForm},
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    gathered::gather_all,
    inquiry::{Asked, Inquiry},
    intake::Input,
    land::areas_of,
    output::{Format, write_json_line},
    record::{LEDGER, Record, refuse_used},
    theatre::{Demo, Theatre},
};

/// The example reports of a theatre.
const DISPATCHES: &str = "dispatches.jsonl";
/// The folder that is made where nobody names one; a number is added where it exists.
const FOLDER: &str = "marsad-demo";

/// Runs the demonstration.
pub(crate) fn run(job: &DemoJob, desk: &mut Desk) -> Result<Outcome> {
    let folder = match &job.folder {
        Some(folder) => folder.clone(),
        None => free_folder(&desk.folder),
    };
    let staging = Staging::beside(&folder, desk)?;
    let (count, screen) = fill(&staging.path, job, desk)?;
    staging.finish()?;
    desk.print(&screen)?;
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("folder", &folder.display()),
        ("reports", &count.documents.kept),
        ("claims", &count.claims),
    ];
    desk.talk(&desk.words.say("demo-done", values));
    Ok(Outcome::Done)
}

/// The record, its files, and what the screen shows.
fn fill(folder: &Path, job: &DemoJob, desk: &Desk) -> Result<(add::Count, String)> {
    let mut record = Record::create(folder, &job.theatre, &job.author, desk)?;
    let count = add_dispatches(&mut record, job, folder, desk)?;
    drop(record);
    let show = Show {
        folder: folder.to_owned(),
    };
    let demo = show
        .inquire(None, desk)?
        .theatre
        .about
        .and_then(|about| about.demo);
    let demo = demo.ok_or_else(|| desk.refuse("no-demo", &[("theatre", &job.theatre.id)]))?;
    let inquiry = show.inquire(Some(demo.report_day), desk)?;
    show.write_claims(&inquiry)?;
    show.write_incidents(&inquiry)?;
    show.write_control(&inquiry)?;
    show.write_land(&inquiry, desk)?;
    let (answer, cut_off) = show.what_if(&demo, desk)?;
    let screen = show.report(&inquiry, &cut_off, desk)?;
    Ok((count, format!("{screen}\n{answer}")))
}

/// A folder that becomes the demonstration's only when all of it is there; else it is taken away again.
struct Staging {
    path: PathBuf,
    folder: PathBuf,
}

impl Staging {
    fn beside(folder: &Path, desk: &Desk) -> Result<Self> {
        let named = || folder.display();
        if folder.join(LEDGER).exists() {
            return Err(desk.refuse("record-exists", &[("folder", &named())]).into());
        }
        refuse_used(folder, desk)?;
        let mut name = folder.file_name().unwrap_or_default().to_owned();
        name.push(format!(".part-{}", process::id()));
        let path = folder.with_file_name(name);
        fs::create_dir_all(&path).told_at("making", &path)?;
        Ok(Self {
            path,
            folder: folder.to_owned(),
        })
    }

    fn finish(self) -> Result<()> {
        fs::rename(&self.path, &self.folder).told_at("naming", &self.folder)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After `finish` nothing of that name is left; a failure to clean up must not hide why the run failed.
        drop(fs::remove_dir_all(&self.path));
    }
}

/// The first folder of the usual name that is not there yet.
fn free_folder(parent: &Path) -> PathBuf {
    let named = |number: u32| match number {
        1 => parent.join(FOLDER),
        number => parent.join(format!("{FOLDER}-{number}")),
    };
    let free = (1..=u32::MAX).map(named).find(|folder| !folder.exists());
    free.unwrap_or_else(|| parent.join(FOLDER))
}

/// The example reports as a file of the record's folder, and from there into the ledger.
fn add_dispatches(
    record: &mut Record,
    job: &DemoJob,
    folder: &Path,
    desk: &Desk,
) -> Result<add::Count> {
    let text = job.theatre.files.get(DISPATCHES);
    let text = text.ok_or_else(|| desk.refuse("no-demo", &[("theatre", &job.theatre.id)]))?;
    let note = record_notice(record, job, desk)?;
    let path = folder.join(DISPATCHES);
    let mut file = BufWriter::new(File::create(&path).told_at("making", &path)?);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut line: Map<String, Value> =
            serde_json::from_str(line).told("reading-example", &[])?;
        line.entry("notice")
            .or_insert_with(|| Value::from(note.as_str()));
        write_json_line(&mut file, &line)?;
    }
    file.flush().told_at("writing", &path)?;
    drop(file);
    let job = AddJob {
        record: folder.to_owned(),
        inputs: vec![Input::Path(path)],
        defaults: job.defaults.clone(),
        is_dry_run: false,
        author: job.author.clone(),
        format: Format::Text,
    };
    let files = record.theatre(desk)?;
    add::add(record, &files, &job, desk)
}

/// The note that goes with the words of the example reports.
fn record_notice(record: &Record, job: &DemoJob, desk: &Desk) -> Result<String> {
    let theatre = Theatre::read(std::slice::from_ref(&job.theatre), &record.rules()?, desk)?;
    Ok(theatre
        .notice()
        .unwrap_or(&job.defaults.notice_of_own_wording)
        .to_owned())
}

/// What is shown, and the folder into which it is written.
struct Show {
    folder: PathBuf,
}

impl Show {
    fn inquire(&self, on: Option<jiff::civil::Date>, desk: &Desk) -> Result<Inquiry> {
        let record = self.folder.clone();
        Inquiry::open(
            &Asked {
                record,
                on,
                knowledge: Knowledge::Everything,
            },
            desk,
        )
    }

    fn file(&self, name: &str) -> Result<BufWriter<File>> {
        let path = self.folder.join(name);
        let file = File::create(&path).told_at("making", &path)?;
        Ok(BufWriter::new(file))
    }

    fn write_claims(&self, inquiry: &Inquiry) -> Result<()> {
        let mut file = self.file("claims.jsonl")?;
        let notices = inquiry.notices();
        let actors = &inquiry.theatre.actors;
        for claim in &inquiry.situation.claims {
            let notice = notices.get(&claim.id).copied();
            write_json_line(&mut file, &ClaimLine::new(claim, actors, notice))?;
        }
        file.flush().told("writing", &[("path", &"claims.jsonl")])
    }

    fn write_incidents(&self, inquiry: &Inquiry) -> Result<()> {
        let mut file = self.file("incidents.jsonl")?;
        let gathered = gather_all(&inquiry.situation, &inquiry.theatre, &inquiry.rules);
        for incident in &gathered.incidents {
            let line = IncidentLine::new(incident, &inquiry.theatre.actors, &inquiry.situation);
            write_json_line(&mut file, &line)?;
        }
        file.flush()
            .told("writing", &[("path", &"incidents.jsonl")])
    }

    /// Writes the report in its forms, the public edition too, and gives what the screen shows.
    fn report(&self, inquiry: &Inquiry, cut_off: &CutOff, desk: &Desk) -> Result<String> {
        let before = report::day_before(inquiry.question.on);
        let own = report::published(inquiry, Edition::Desk, before, Some(cut_off), desk)?;
        let issued = desk.now.to_zoned(inquiry.theatre.zone.clone()).date();
        let public = report::published(inquiry, Edition::Public { issued }, before, None, desk)?;
        let files = [
            ("report.md", &own, ReportForm::Md),
            ("report.html", &own, ReportForm::Html),
            ("report-public.md", &public, ReportForm::Md),
            ("report-public.html", &public, ReportForm::Html),
        ];
        for (name, edition, form) in files {
            let text = report::in_form(edition, form, &TerminalOptions::default())?;
            let mut file = self.file(name)?;
            file.write_all(text.as_bytes())
                .told("writing", &[("path", &name)])?;
            file.flush().told("writing", &[("path", &name)])?;
        }
        report::in_form(&own, ReportForm::Text, &desk.terminal())
    }

    /// The land of the day, as areas for other programs and as a map.
    fn write_land(&self, inquiry: &Inquiry, desk: &Desk) -> Result<()> {
        let network = inquiry.theatre.network(&inquiry.files, desk)?;
        let timeline = inquiry.timeline();
        if let Some(areas) = areas_of(inquiry, &network, &timeline, desk)? {
            write_geojson(inquiry, &areas, &self.folder.join("areas.geojson"), desk)?;
            let path = self.folder.join("map.svg");
            draw(inquiry, (&network, &timeline), &areas, &path, desk)?;
        }
        Ok(())
    }

    fn write_control(&self, inquiry: &Inquiry) -> Result<()> {
        let mut file = self.file("control.csv")?;
        control::write_csv(inquiry, &inquiry.control(), &mut file)?;
        file.flush().told("writing", &[("path", &"control.csv")])
    }

    fn what_if(&self, demo: &Demo, desk: &Desk) -> Result<(String, CutOff)> {
        let inquiry = self.inquire(Some(demo.what_if_day), desk)?;
        let ground = Ground::of_record(&inquiry, desk)?;
        let changes = ground.changes(&demo.what_if)?;
        let question = ground.question(None, changes, RoadFilter::default(), desk)?;
        let cut_off = ground.cut_off(&question)?;
        let answer = ground.to_text(&cut_off, &question, desk);
        let mut file = self.file("cut-off.txt")?;
        writeln!(file, "{answer}").told("writing", &[("path", &"cut-off.txt")])?;
        file.flush().told("writing", &[("path", &"cut-off.txt")])?;
        Ok((answer, cut_off))
    }
}
