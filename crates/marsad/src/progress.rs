//! A bar on standard error, where that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{
    desk::Desk,
    intake::{Input, size_of},
    words::Words,
};

/// How often the bar is drawn anew while nothing is done, so that its time goes on.
const TICK: Duration = Duration::from_millis(250);

/// How far an import is: reports and bytes, with the time that is left where the size of everything is known.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    words: Words,
    reports: u64,
}

impl Progress {
    /// A bar over some inputs; hidden where nobody can see it.
    pub(crate) fn of(inputs: &[Input], desk: &Desk) -> Self {
        let words = desk.words.clone();
        let bar = if desk.has_progress {
            let size = size_of(inputs);
            let template = match size {
                Some(_) => words.say("progress-known", &[]),
                None => words.say("progress-unknown", &[]),
            };
            shown(size, &template)
        } else {
            ProgressBar::hidden()
        };
        let progress = Self {
            bar,
            words,
            reports: 0,
        };
        progress.tell();
        progress
    }

    /// Counts so many reports of so many bytes together.
    pub(crate) fn took(&mut self, reports: u64, bytes: u64) {
        self.reports += reports;
        self.bar.inc(bytes);
        self.tell();
    }

    fn tell(&self) {
        if !self.bar.is_hidden() {
            let reports = self
                .words
                .say("progress-reports", &[("count", &self.reports)]);
            self.bar.set_message(reports);
        }
    }

    /// Says something without a bar in the way.
    pub(crate) fn suspend(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// How far chains are, by their rounds; it can be told from several threads.
#[derive(Debug)]
pub(crate) struct Rounds(ProgressBar);

impl Rounds {
    /// A bar over so many rounds; hidden where nobody can see it.
    pub(crate) fn of(rounds: u64, desk: &Desk) -> Self {
        Self(if desk.has_progress {
            shown(Some(rounds), &desk.words.say("progress-rounds", &[]))
        } else {
            ProgressBar::hidden()
        })
    }

    /// Counts rounds.
    pub(crate) fn took(&self, rounds: u64) {
        self.0.inc(rounds);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn shown(size: Option<u64>, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(TICK);
    bar
}
