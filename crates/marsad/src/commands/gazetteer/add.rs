//! `marsad gazetteer add`: reads gazetteers of others, writes what is new into the record's theatre, and notes the
//! change in the ledger.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::Result;
use marsad_domain::Digest32;
use marsad_places::{ImportCount, ImportForm, ImportRules, Imported, Importer, NamedText};
use serde::Serialize;

use crate::{
    added_places::{self, Part},
    args::AddPlaces,
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    output::{Format, json_line},
    record::{Record, THEATRE_FOLDER},
    rules::IMPORT,
    theatre::{Theatre, own_places},
    theatre_files::{Files, LARGEST, TheatreFiles},
    whole_file::Growing,
};

/// What became of one file.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    form: ImportForm,
    #[serde(flatten)]
    count: ImportCount,
    /// What is written, in the record's folder.
    written: Vec<String>,
}

/// What became of all files: the theatre with them.
#[derive(Serialize)]
struct After {
    theatre: Digest32,
}

/// One file with what it comes to.
struct Done {
    file: String,
    imported: Imported,
    /// What it is called in the theatre.
    name: String,
}

/// Adds the places; something refused is exit code 2, and the rest is kept.
pub(super) fn run(
    folder: &Path,
    job: &AddPlaces,
    format: Format,
    desk: &mut Desk,
) -> Result<Outcome> {
    // The lock is taken before the theatre is read, so that nothing comes between what is seen and what is written.
    let mut record = if job.is_dry_run {
        Record::read(folder)?
    } else {
        Record::write(folder)?
    };
    let recorded = record.theatre(desk)?;
    let before = record.theatre_now(&recorded)?;
    let rule_files = record.rules()?;
    let done = import(job, &before, &rule_files, desk)?;
    let files = new_files(&done, desk)?;
    let after = TheatreFiles {
        files: before.files.clone().overlaid(files.clone()),
        ..before
    };
    // What cannot be read again is not written.
    Theatre::read(std::slice::from_ref(&after), &rule_files, desk)?;
    if !job.is_dry_run {
        write(folder, &files)?;
        if after != recorded {
            record.write_theatre(&after, &job.author, desk)?;
        }
    }
    print(&done, &after, (job.is_dry_run, format), desk)?;
    let is_clean = done.iter().all(|done| done.imported.count.refused == 0);
    Ok(if is_clean {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

/// Reads the files in turn; what one brings is known to the next.
fn import(
    job: &AddPlaces,
    theatre: &TheatreFiles,
    rule_files: &Files,
    desk: &Desk,
) -> Result<Vec<Done>> {
    let text = rule_files.get(IMPORT).told_at("no-rule-file", IMPORT)?;
    let rules = ImportRules::from_toml(NamedText { file: IMPORT, text })?;
    let known = own_places(theatre, desk)?;
    let mut importer = Importer::new(known, &rules, job.options.clone());
    let mut done: Vec<Done> = Vec::new();
    for path in &job.files {
        let file = shown(path);
        let bytes = bytes_of(path, desk)?;
        let brought = importer.take((&file, &bytes), &job.origin)?;
        for refusal in &brought.refused {
            desk.talk_row(refusal);
        }
        let is_used = |name: &str| {
            done.iter().any(|done| done.name == name)
                || added_places::by_name(&theatre.files).contains_key(name)
        };
        let name = free_name(path, is_used);
        done.push(Done {
            file,
            imported: brought,
            name,
        });
    }
    Ok(done)
}

/// The name of a file without its folder, as heads of files and messages have it.
fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    crate::desk::plain(&name.to_string_lossy()).replace(['\n', '\t'], " ")
}

fn bytes_of(path: &Path, desk: &Desk) -> Result<Vec<u8>> {
    let about = fs::metadata(path).told_at("reading", path)?;
    if !about.is_file() {
        return Err(desk
            .refuse("no-plain-file", &[("path", &path.display())])
            .into());
    }
    if about.len() > LARGEST {
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("path", &path.display()),
            ("bytes", &about.len()),
            ("most", &LARGEST),
        ];
        return Err(desk.refuse("file-too-large", values).into());
    }
    fs::read(path).told_at("reading", path)
}

/// What an import is called in the theatre: as its file without ending, in plain letters, with a number where that
/// name is used.
fn free_name(path: &Path, is_used: impl Fn(&str) -> bool) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let plain: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let plain = plain.trim_matches('-');
    let base = if plain.is_empty() {
        added_places::FOLDER
    } else {
        plain
    };
    let mut name = base.to_owned();
    let mut number = 2;
    while is_used(&name) {
        name = format!("{base}-{number}");
        number += 1;
    }
    name
}

/// The files that are new in the theatre, by their paths in it.
fn new_files(done: &[Done], desk: &Desk) -> Result<Files> {
    let mut files = Files::default();
    for (path, text) in done.iter().flat_map(texts) {
        let length = text.len() as u64;
        if length > LARGEST {
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("path", &path), ("bytes", &length), ("most", &LARGEST)];
            return Err(desk.refuse("file-too-large", values).into());
        }
        files.0.insert(path, text.to_owned());
    }
    Ok(files)
}

/// The texts of a file's import, by their paths in the theatre.
fn texts(done: &Done) -> impl Iterator<Item = (String, &str)> {
    let Done { imported, name, .. } = done;
    let parts = [
        (Part::Places, &imported.places),
        (Part::Areas, &imported.areas),
        (Part::Said, &imported.said),
    ];
    parts
        .into_iter()
        .filter_map(|(part, text)| Some((part.path(name), text.as_deref()?)))
}

/// Writes the files first and whole: where the program ends before the ledger has them, the next change of the record
/// takes them in.
fn write(folder: &Path, files: &Files) -> Result<()> {
    for (path, text) in &files.0 {
        let target: PathBuf = folder.join(THEATRE_FOLDER).join(path);
        let inside = crate::whole_file::folder_of(&target);
        fs::create_dir_all(inside).told_at("making-folder", inside)?;
        let mut growing = Growing::begin(&target)?;
        let mut out = growing.out();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .told_at("writing", &target)?;
        drop(out);
        growing.finish(false)?;
    }
    Ok(())
}

fn print(
    done: &[Done],
    after: &TheatreFiles,
    (is_dry_run, format): (bool, Format),
    desk: &mut Desk,
) -> Result<()> {
    for one in done {
        let written = texts(one).map(|(path, _)| format!("{THEATRE_FOLDER}/{path}"));
        let line = Line {
            file: &one.file,
            form: one.imported.form,
            count: one.imported.count,
            written: written.collect(),
        };
        match format {
            Format::Json => json_line(desk, &line)?,
            Format::Text => print_text(&line, desk)?,
        }
    }
    let theatre = after.files.hash();
    if is_dry_run {
        desk.talk(&desk.words.say("add-dry-run", &[]));
        return Ok(());
    }
    match format {
        Format::Json => json_line(desk, &After { theatre }),
        Format::Text => {
            let line = desk.words.say("gazetteer-after", &[("theatre", &theatre)]);
            desk.print(&line)
        }
    }
}

fn print_text(line: &Line<'_>, desk: &mut Desk) -> Result<()> {
    let count = &line.count;
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("file", &line.file),
        ("read", &count.read),
        ("kept", &count.kept),
        ("known", &count.known),
        ("other", &count.other_kinds),
        ("refused", &count.refused),
        ("areas", &count.areas_made),
        ("enriched", &count.enriched),
        ("outlines", &count.outlines),
    ];
    let mut told = vec![desk.words.say("gazetteer-count", values)];
    if count.areas_made > 0 {
        told.push(desk.words.say("gazetteer-areas-made", values));
    }
    if count.enriched > 0 {
        told.push(desk.words.say("gazetteer-enriched", values));
    }
    if count.outlines > 0 {
        told.push(desk.words.say("gazetteer-outlines", values));
    }
    told.iter().try_for_each(|line| desk.print(line))
}
