//! The surroundings of a run: sentences, clock, streams, what kind of terminal there is.

use std::{
    env,
    io::{self, BufWriter, IsTerminal as _, Stderr, StdoutLock, Write},
    path::PathBuf,
};

use anyhow::Result;
use jiff::Timestamp;
use marsad_publication::{Colour, TerminalOptions};
use marsad_reports::Refusal;

use crate::{failure::Told as _, user_error::UserError, words::Words};

/// Everything that a run takes from its surroundings, once.
pub(crate) struct Desk {
    /// The sentences.
    pub(crate) words: Words,
    /// The moment at which the run began; the only reading of the clock.
    pub(crate) now: Timestamp,
    /// The folder in which the program was started.
    pub(crate) folder: PathBuf,
    /// The record that the surroundings name.
    pub(crate) record: Option<PathBuf>,
    /// Whether standard output takes colours.
    has_colour: bool,
    /// How many columns a text has.
    width: usize,
    /// Whether progress can be shown.
    pub(crate) has_progress: bool,
    out: BufWriter<StdoutLock<'static>>,
    talk: Stderr,
}

impl Desk {
    /// Looks around.
    pub(crate) fn open() -> Result<Self> {
        let is_plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Ok(Self {
            words: Words::english()?,
            now: now(),
            folder: env::current_dir().told("finding-folder", &[])?,
            record: env::var_os("MARSAD_RECORD")
                .filter(|value| !value.is_empty())
                .map(PathBuf::from),
            has_colour: !is_plain && io::stdout().is_terminal(),
            width: width(),
            has_progress: io::stderr().is_terminal(),
            out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            talk: io::stderr(),
        })
    }

    /// Where data goes.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Prints a line of data.
    pub(crate) fn print(&mut self, line: &str) -> Result<()> {
        writeln!(self.out, "{line}").told("writing-out", &[])
    }

    /// Says a line to the user, beside the data.
    pub(crate) fn talk(&self, line: &str) {
        // Where standard error is gone there is nobody left to tell.
        writeln!(self.talk.lock(), "{}", plain(line)).ok();
    }

    /// Says that something was refused.
    pub(crate) fn talk_refusal(&self, refusal: &Refusal) {
        self.talk(&self.words.say("refused", &[("refusal", refusal)]));
        if let Some(hint) = refusal.fault.hint() {
            self.talk(&self.words.say("hint", &[("hint", &hint)]));
        }
    }

    /// Says that a row of a table was refused.
    pub(crate) fn talk_row(&self, refusal: &marsad_places::Refusal) {
        let marsad_places::Refusal {
            file,
            row,
            message,
            hint,
        } = refusal;
        let told = format!("{file}:{row}: {message}");
        self.talk(&self.words.say("refused", &[("refusal", &told)]));
        self.talk(&self.words.say("hint", &[("hint", hint)]));
    }

    /// How a text is laid out on this screen.
    pub(crate) fn terminal(&self) -> TerminalOptions {
        let colour = if self.has_colour {
            Colour::Ansi
        } else {
            Colour::Never
        };
        TerminalOptions {
            width: self.width,
            colour,
        }
    }

    /// An error of a sentence, with the sentence of the same key and `-hint` as its hint where there is one.
    pub(crate) fn refuse(&self, key: &str, values: &[(&str, &dyn std::fmt::Display)]) -> UserError {
        let message = self.words.say(key, values);
        let hint_key = format!("{key}-hint");
        match self.words.get(&hint_key) {
            Some(_) => UserError::hinted(message, self.words.say(&hint_key, values)),
            None => UserError::new(message),
        }
    }

    /// Hands over what is still buffered.
    pub(crate) fn close(&mut self) -> Result<()> {
        self.out.flush().told("writing-out", &[])
    }
}

/// The width that the surroundings state, else one that reads well.
fn width() -> usize {
    let stated = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    stated
        .filter(|columns| (40..=400).contains(columns))
        .unwrap_or(100)
}

/// A line without letters that a terminal would obey, such as those of a hostile file name.
pub(crate) fn plain(line: &str) -> String {
    let is_plain = |c: char| !c.is_control() || c == '\n' || c == '\t';
    line.chars()
        .map(|c| {
            if is_plain(c) {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}

/// The clock, in whole seconds: finer times say nothing about a report.
fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default()
}
