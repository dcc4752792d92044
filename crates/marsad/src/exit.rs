//! How a run ends: the one place that knows exit codes and how an error is printed.

use std::{io, io::Write as _, process::ExitCode};

use anyhow::Error;
use marsad_ledger::LedgerError;

use crate::{desk::plain, user_error::UserError};

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
            let mut talk = io::stderr().lock();
            // Where standard error is gone there is nobody left to tell.
            let told = plain(&told(&error));
            let (message, own_hint) = part(&told);
            writeln!(talk, "error: {message}").ok();
            if let Some(hint) = hint(&error).as_deref().or(own_hint) {
                writeln!(talk, "hint: {hint}").ok();
            }
            ExitCode::from(2)
        }
    }
}

/// The error and its causes in one line; a cause that its error repeats already is left out.
fn told(error: &Error) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
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

fn hint(error: &Error) -> Option<String> {
    error.chain().find_map(|cause| {
        if let Some(user) = cause.downcast_ref::<UserError>() {
            return user.hint.clone();
        }
        cause
            .downcast_ref::<LedgerError>()?
            .hint()
            .map(str::to_owned)
    })
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
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn causes_are_told_once() {
        let error = Error::new(io::Error::other("disk gone")).context("cannot read a.txt");
        assert_eq!(told(&error), "cannot read a.txt: disk gone");
        let twice: Result<(), _> = Err(Error::msg("a: b")).context("cannot read a: b");
        assert_eq!(
            twice.map_err(|error| told(&error)),
            Err("cannot read a: b".to_owned())
        );
    }
}
