//! `marsad init`: a fresh record of a theatre.

use anyhow::Result;

use crate::{args::InitJob, desk::Desk, exit::Outcome, record::Record};

/// Makes the record.
pub(crate) fn run(job: &InitJob, desk: &mut Desk) -> Result<Outcome> {
    let record = Record::create(&job.folder, &job.theatre, &job.author, desk)?;
    let folder = record.folder.display().to_string();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("folder", &folder),
        ("theatre", &job.theatre.id),
        ("hash", &job.theatre.files.hash()),
    ];
    let line = desk.words.say("init-done", values);
    desk.print(&line)?;
    Ok(Outcome::Done)
}
