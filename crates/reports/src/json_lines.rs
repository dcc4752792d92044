//! JSON Lines: one report a line, read as a stream.

use std::io::BufRead;

use marsad_domain::{Published, SourceId};

use crate::{
    Fault, Given, Refusal,
    bounded_line::{Line, next_line},
    document::{Document, Parts},
    fields::Fields,
    text::check_words,
};

/// What the field `wording` says where a line's words are the project's own.
const OWN: &str = "ours";

/// A stream of documents, one a line: `id`, `text`, `published`, `source`, `lang` or `language`, `notice`, `wording`.
///
/// Lines of white space are passed over. Each other line gives a document or a refusal with its row.
/// After an error of the stream itself there is one refusal and then nothing.
#[derive(Debug)]
pub struct JsonLines<R> {
    input: R,
    given: Given,
    row: u64,
    is_over: bool,
    is_empty: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads a stream; `given` says what its lines leave unsaid.
    pub fn new(input: R, given: Given) -> Self {
        Self {
            input,
            given,
            row: 0,
            is_over: false,
            is_empty: true,
        }
    }

    fn refuse(&self, fault: Fault) -> Refusal {
        Refusal {
            file: self.given.file.clone(),
            row: Some(self.row),
            fault,
        }
    }

    fn document(&self, bytes: Vec<u8>) -> Result<Document, Fault> {
        let line = str::from_utf8(&bytes).map_err(|error| Fault::NotUtf8 {
            at: error.valid_up_to(),
        })?;
        let fields = Fields::from_line(line)?;
        let text = fields.text.ok_or(Fault::NoText)?;
        check_words(&text)?;
        let is_own = fields.wording.as_deref() == Some(OWN);
        let parts = Parts {
            name: name(fields.id, &self.given.name, self.row)?,
            source: source(fields.source, &self.given.source)?,
            published: published(fields.published, self.given.published)?,
            language: language(fields.lang.or(fields.language))?,
            notice: fields
                .notice
                .or_else(|| is_own.then(|| self.given.notice_of_own_wording.clone())),
            text,
            media_type: "application/json",
            extractor: "jsonl/1",
        };
        Ok(Document::new(parts, bytes, &self.given))
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Document, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            self.row += 1;
            let line = match next_line(&mut self.input, self.given.door.longest) {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.is_over = true;
                    let nothing = Refusal {
                        row: None,
                        ..self.refuse(Fault::Empty)
                    };
                    return self.is_empty.then_some(Err(nothing));
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(self.refuse(Fault::Unreadable {
                        reason: error.to_string(),
                    })));
                }
            };
            let bytes = match line {
                Line::TooLong(bytes) => {
                    self.is_empty = false;
                    return Some(Err(self.refuse(Fault::TooLong {
                        bytes,
                        limit: self.given.door.longest,
                    })));
                }
                Line::Whole(bytes) => without_mark(bytes, self.row),
            };
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                self.is_empty = false;
                return Some(self.document(bytes).map_err(|fault| self.refuse(fault)));
            }
        }
        None
    }
}

/// A byte order mark at the start of the stream belongs to no line.
fn without_mark(bytes: Vec<u8>, row: u64) -> Vec<u8> {
    match bytes.strip_prefix("\u{FEFF}".as_bytes()) {
        Some(rest) if row == 1 => rest.to_vec(),
        _ => bytes,
    }
}

fn name(id: Option<String>, file: &str, row: u64) -> Result<String, Fault> {
    let Some(id) = id else {
        return Ok(format!("{file}:{row}"));
    };
    let bad = |reason: &str| Fault::BadName {
        reason: reason.to_owned(),
    };
    if id.trim().is_empty() {
        return Err(bad("it is empty"));
    }
    if id.len() > 1024 {
        return Err(bad("it is longer than 1024 bytes"));
    }
    if id.chars().any(char::is_control) {
        return Err(bad("it holds a control character"));
    }
    Ok(id)
}

fn source(said: Option<String>, given: &SourceId) -> Result<SourceId, Fault> {
    said.map_or(Ok(given.clone()), |text| {
        text.parse()
            .map_err(|error: marsad_domain::id::IdError| Fault::BadSource {
                reason: error.to_string(),
            })
    })
}

fn published(said: Option<String>, given: Option<Published>) -> Result<Option<Published>, Fault> {
    let Some(text) = said else { return Ok(given) };
    let parsed = text.parse().ok();
    parsed.map(Some).ok_or_else(|| Fault::BadPublished {
        value: text.chars().take(60).collect(),
    })
}

/// What a line says of a language that nobody could tell.
const UNDETERMINED: &str = "und";

/// A language tag as it is written; the languages of the world have two letters or three.
fn language(said: Option<String>) -> Result<Option<String>, Fault> {
    let Some(tag) = said.filter(|tag| !tag.eq_ignore_ascii_case(UNDETERMINED)) else {
        return Ok(None);
    };
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic())
    });
    if is_language
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
    {
        Ok(Some(tag))
    } else {
        Err(Fault::BadLanguage {
            value: tag.chars().take(60).collect(),
        })
    }
}

#[cfg(test)]
mod tests;
