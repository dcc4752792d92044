//! How a run ends: the one place that knows exit codes and how an error is printed.

use std::{io, io::Write as _, process::ExitCode};

use anyhow::Error;
use marsad_ledger::LedgerError;

use crate::{desk::plain, failure::Failure, user_error::UserError, words::Words};

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, or the answer is yes: exit code 0.
    Done,
    /// The answer is no: exit code 1.
    No,
    /// Something was refused, the rest was done: exit code 2.
    Refused,
}

/// The exit code, after the error is printed where there is one: 2 for errors.
///
/// That nobody reads the output any more is no error.
pub(crate) fn code(outcome: Result<Outcome, Error>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Ok(Outcome::Refused) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // A test keeps the catalogue whole; without one the keys are told, so that nothing is lost.
            let words = Words::english().unwrap_or_default();
            let mut talk = io::stderr().lock();
            for line in lines(&error, &words) {
                // Where standard error is gone there is nobody left to tell.
                writeln!(talk, "{line}").ok();
            }
            ExitCode::from(2)
        }
    }
}

/// What a user is told of an error: what went wrong, and where there is something what to do about it.
fn lines(error: &Error, words: &Words) -> Vec<String> {
    let told = plain(&told(error, words));
    let (message, own_hint) = part(&told);
    let mut lines = vec![words.say("error", &[("error", &message)])];
    let hint = hint(error, words);
    if let Some(hint) = hint.as_deref().or(own_hint) {
        lines.push(words.say("hint", &[("hint", &hint)]));
    }
    lines
}

/// The error and its causes in one line; a cause that its error repeats already is left out.
pub(crate) fn told(error: &Error, words: &Words) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let text = match cause.downcast_ref::<Failure>() {
            Some(failure) => failure.told(words),
            None => cause.to_string(),
        };
        if told.is_empty() {
            told = text;
        } else if !told.contains(&text) {
            told = format!("{told}: {text}");
        }
    }
    told
}

/// Stages put the hint behind the message, parted by these letters.
const HINT: &str = "; hint: ";

/// The message and the hint that stands behind it.
fn part(told: &str) -> (&str, Option<&str>) {
    told.split_once(HINT)
        .map_or((told, None), |(message, hint)| (message, Some(hint)))
}

fn hint(error: &Error, words: &Words) -> Option<String> {
    error.chain().find_map(|cause| {
        if cause.downcast_ref().is_some_and(is_no_room) {
            return Some(words.say("no-room", &[]));
        }
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return failure.hint(words);
        }
        if let Some(user) = cause.downcast_ref::<UserError>() {
            return user.hint.clone();
        }
        cause
            .downcast_ref::<LedgerError>()?
            .hint()
            .map(str::to_owned)
    })
}

/// Whether the disk, or what may be used of it, is full.
fn is_no_room(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), FileTooLarge | QuotaExceeded | StorageFull)
}

fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use crate::failure::Told as _;

    use super::*;

    fn check(result: Result<(), Error>, expected: &[&str]) {
        let words = Words::english().expect("the catalogue is whole");
        let told = result.map_err(|error| lines(&error, &words));
        let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(told, Err(expected));
    }

    #[test]
    fn causes_are_told_once_each_in_the_words_of_the_catalogue() {
        let gone = || Err(io::Error::other("disk gone"));
        check(
            gone().told_at("reading", "a.txt"),
            &["error: reading a.txt: disk gone"],
        );
        check(
            gone()
                .told_at("reading", "a.txt")
                .told_at("reading", "a.txt"),
            &["error: reading a.txt: disk gone"],
        );
        check(
            gone().told("backup-damaged", &[]),
            &[
                "error: the backup is damaged or cut short; nothing was restored: disk gone",
                "hint: take another copy of it",
            ],
        );
    }
}
