//! The words that are to go. They are read from a file or from standard input, for arguments can be seen by others.

use std::{fs, io};

use anyhow::Result;

use crate::{args::RedactJob, desk::Desk, failure::Told as _, intake::Input};

/// Fewer letters than these stand in every text.
const SHORTEST: usize = 3;

/// Words in small letters, one entry for each way in which they may be written.
#[derive(Debug, Default)]
pub(super) struct Sought {
    words: Vec<String>,
}

impl Sought {
    fn new(lines: &[&str]) -> Self {
        let mut words: Vec<String> = Vec::new();
        for line in lines {
            let small = line.to_lowercase();
            // Payloads are JSON, where quotes and backslashes are written otherwise.
            let quoted = serde_json::Value::from(small.as_str()).to_string();
            let inner = quoted.trim_start_matches('"').trim_end_matches('"');
            for form in [small.clone(), inner.to_owned()] {
                if !words.contains(&form) {
                    words.push(form);
                }
            }
        }
        Self { words }
    }

    /// Whether nothing is sought.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a text has some of the words, in letters of any size.
    pub(super) fn is_in(&self, text: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let small = text.to_lowercase();
        self.words.iter().any(|word| small.contains(word))
    }

    /// Whether bytes have some of the words; what is no UTF-8 among them is passed over.
    pub(super) fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        !self.is_empty() && self.is_in(&String::from_utf8_lossy(bytes))
    }
}

/// Reads the words of a job, one a line.
pub(super) fn sought(job: &RedactJob, desk: &Desk) -> Result<Sought> {
    let text = match &job.words {
        None => return Ok(Sought::default()),
        Some(Input::Standard) => io::read_to_string(io::stdin()).told("reading-words-in", &[])?,
        Some(Input::Path(path)) => fs::read_to_string(path).told_at("reading-words", path)?,
    };
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let is_too_short = |line: &&str| line.chars().count() < SHORTEST;
    if lines.is_empty() || lines.iter().any(is_too_short) {
        return Err(desk
            .refuse("words-too-short", &[("least", &SHORTEST)])
            .into());
    }
    Ok(Sought::new(&lines))
}
