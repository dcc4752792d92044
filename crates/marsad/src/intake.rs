//! From paths to documents: which files, in which order, in which form.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read as _},
    path::{Path, PathBuf},
};

use marsad_domain::{Published, SourceId};
use marsad_reports::{Document, Door, Fault, Given, JsonLines, Refusal, read_text};

use crate::{failure::Told as _, record::LEDGER, theatre::Theatre};

/// Where documents come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, written `-`.
    Standard,
    /// A file or a folder.
    Path(PathBuf),
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" {
            Self::Standard
        } else {
            Self::Path(path)
        }
    }
}

impl Input {
    /// What it is called in messages, and its bytes.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub(crate) fn open(&self) -> anyhow::Result<(String, Box<dyn BufRead>)> {
        const AT_ONCE: usize = 1 << 16;
        Ok(match self {
            Self::Standard => ("-".to_owned(), Box::new(BufReader::new(io::stdin()))),
            Self::Path(path) => {
                let file = File::open(path).told_at("opening", path)?;
                let file = BufReader::with_capacity(AT_ONCE, file);
                (path.display().to_string(), Box::new(file))
            }
        })
    }
}

/// What is said of documents that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Defaults {
    /// Who published them.
    pub(crate) source: SourceId,
    /// When.
    pub(crate) published: Option<Published>,
    /// When they reach the desk.
    pub(crate) received: jiff::Timestamp,
    /// The note for lines in the project's own words.
    pub(crate) notice_of_own_wording: String,
    /// How much of them is let in, and what is made of it.
    pub(crate) door: Door,
}

impl Defaults {
    /// The same with the theatre's note on words of the project's own, where it has one.
    pub(crate) fn of_theatre(&self, theatre: &Theatre) -> Self {
        let note = theatre
            .notice()
            .unwrap_or(&self.notice_of_own_wording)
            .to_owned();
        Self {
            notice_of_own_wording: note,
            ..self.clone()
        }
    }

    /// The same for documents that are read and not kept.
    pub(crate) fn for_a_look(&self, longest: usize) -> Self {
        Self {
            door: Door {
                longest,
                sketches: false,
            },
            ..self.clone()
        }
    }

    fn given(&self, file: &str, name: &str) -> Given {
        Given {
            file: file.to_owned(),
            name: name.to_owned(),
            source: self.source.clone(),
            published: self.published,
            received: self.received,
            notice_of_own_wording: self.notice_of_own_wording.clone(),
            door: self.door,
        }
    }
}

/// A stream of documents and refusals.
pub(crate) type Documents<'a> = Box<dyn Iterator<Item = Result<Document, Refusal>> + Send + 'a>;

/// How many bytes the files of some inputs have; unknown where one is standard input or cannot be looked at.
pub(crate) fn size_of(inputs: &[Input]) -> Option<u64> {
    let sizes = inputs.iter().map(|input| -> Option<u64> {
        match input {
            Input::Standard => None,
            Input::Path(path) => files_of(path).into_iter().map(length_of).sum(),
        }
    });
    sizes.sum()
}

/// The length of a file with an end.
fn length_of(file: Result<PathBuf, Refusal>) -> Option<u64> {
    let about = fs::metadata(file.ok()?).ok()?;
    about.is_file().then_some(about.len())
}

/// The documents of some inputs, file after file; folders recursively, by name.
pub(crate) fn documents<'a>(inputs: &'a [Input], defaults: &'a Defaults) -> Documents<'a> {
    Box::new(inputs.iter().flat_map(move |input| match input {
        Input::Standard => standard(defaults),
        Input::Path(path) => {
            Box::new(files_of(path).into_iter().flat_map(move |file| match file {
                Ok(path) => from_file(&path, defaults),
                Err(refusal) => Box::new(std::iter::once(Err(refusal))),
            }))
        }
    }))
}

/// The files under a path in order, or what cannot be listed.
fn files_of(path: &Path) -> Vec<Result<PathBuf, Refusal>> {
    match fs::metadata(path) {
        Err(error) => vec![Err(unreadable(path, &error))],
        Ok(about) if about.is_dir() => files_in(path),
        Ok(_) => vec![Ok(path.to_owned())],
    }
}

fn files_in(folder: &Path) -> Vec<Result<PathBuf, Refusal>> {
    let listed = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => return vec![Err(unreadable(folder, &error))],
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_record = folder.join(LEDGER).exists();
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_own = is_record && name.starts_with("ledger.");
        if name.starts_with('.') || is_own {
            continue;
        }
        files.extend(files_at(&entry));
    }
    files
}

fn files_at(entry: &fs::DirEntry) -> Vec<Result<PathBuf, Refusal>> {
    let path = entry.path();
    let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
    match fs::metadata(&path) {
        Ok(about) if about.is_dir() && is_link => {
            vec![Err(refusal(&path, Fault::LinkToFolder))]
        }
        Ok(about) if about.is_dir() => files_in(&path),
        Ok(about) if about.is_file() => vec![Ok(path)],
        // Opening a pipe or a device that happens to lie in a folder would wait or never end.
        Ok(_) => vec![Err(refusal(&path, Fault::NoFile))],
        Err(error) => vec![Err(unreadable(&path, &error))],
    }
}

fn unreadable(path: &Path, reason: &io::Error) -> Refusal {
    let reason = reason.to_string();
    refusal(path, Fault::Unreadable { reason })
}

fn refusal(path: &Path, fault: Fault) -> Refusal {
    Refusal {
        file: path.display().to_string(),
        row: None,
        fault,
    }
}

/// How a file is read.
enum Form {
    Text,
    JsonLines,
    /// Lines of JSON if the first letter is a brace, else text.
    Either,
    Unknown,
}

fn form_of(path: &Path) -> Form {
    let extension = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("txt" | "text" | "md") => Form::Text,
        Some("jsonl" | "ndjson") => Form::JsonLines,
        Some(
            "html" | "htm" | "xml" | "rss" | "atom" | "csv" | "tsv" | "eml" | "mbox" | "pdf"
            | "doc" | "docx" | "odt" | "xls" | "xlsx" | "ods" | "zip" | "gz" | "png" | "jpg"
            | "jpeg" | "gif" | "mp4" | "db" | "sqlite",
        ) => Form::Unknown,
        Some(_) | None => Form::Either,
    }
}

fn from_file<'a>(path: &Path, defaults: &Defaults) -> Documents<'a> {
    let shown = path.display().to_string();
    let name = path
        .file_name()
        .map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    let given = defaults.given(&shown, &name);
    let form = form_of(path);
    if matches!(form, Form::Unknown) {
        return refused(given.file, Fault::UnknownFormat);
    }
    match File::open(path) {
        Ok(file) => read(BufReader::with_capacity(1 << 16, file), &form, given),
        Err(error) => refused(
            given.file,
            Fault::Unreadable {
                reason: error.to_string(),
            },
        ),
    }
}

fn standard<'a>(defaults: &Defaults) -> Documents<'a> {
    read(
        BufReader::new(io::stdin()),
        &Form::Either,
        defaults.given("-", "-"),
    )
}

fn read<'a>(mut input: impl BufRead + Send + 'a, form: &Form, given: Given) -> Documents<'a> {
    let is_json = match form {
        Form::JsonLines => Ok(true),
        Form::Text | Form::Unknown => Ok(false),
        Form::Either => begins_with_brace(&mut input),
    };
    match is_json {
        Ok(true) => Box::new(JsonLines::new(input, given)),
        Ok(false) => Box::new(std::iter::once(whole_text(input, &given))),
        Err(error) => refused(
            given.file,
            Fault::Unreadable {
                reason: error.to_string(),
            },
        ),
    }
}

/// Whether the first letter of a stream is a brace; nothing is taken from the stream.
pub(crate) fn begins_with_brace(input: &mut impl BufRead) -> io::Result<bool> {
    let start = input.fill_buf()?;
    let start = start.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(start);
    Ok(start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{'))
}

fn whole_text(input: impl BufRead, given: &Given) -> Result<Document, Refusal> {
    let mut bytes = Vec::new();
    let read = input
        .take(given.door.longest as u64 + 1)
        .read_to_end(&mut bytes);
    match read {
        Ok(_) => read_text(bytes, given),
        Err(error) => {
            let fault = Fault::Unreadable {
                reason: error.to_string(),
            };
            Err(Refusal {
                file: given.file.clone(),
                row: None,
                fault,
            })
        }
    }
}

fn refused<'a>(file: String, fault: Fault) -> Documents<'a> {
    Box::new(std::iter::once(Err(Refusal {
        file,
        row: None,
        fault,
    })))
}
