//! Where a passphrase comes from: a file, the surroundings, or a person at the terminal.

use std::{
    env, io,
    path::{Path, PathBuf},
};

use age::secrecy::{ExposeSecret as _, SecretString};
use anyhow::Result;
use zeroize::Zeroizing;

use crate::{desk::Desk, failure::Told as _, theatre_files::read_text_file};

/// The shortest passphrase that something new is closed with, in letters.
const SHORTEST: usize = 12;

/// Which passphrase is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// One that opens what is there.
    Old,
    /// One that closes something new; a person types it twice.
    New,
    /// One that takes the place of another.
    Next,
}

impl Which {
    fn variable(self) -> &'static str {
        match self {
            Self::Old | Self::New => "MARSAD_PASSPHRASE",
            Self::Next => "MARSAD_NEW_PASSPHRASE",
        }
    }
}

/// Finds the passphrase: in the file that was named, else in the surroundings, else at the terminal.
pub(crate) fn find(which: Which, file: Option<&PathBuf>, desk: &Desk) -> Result<SecretString> {
    let found = match (file, env::var(which.variable())) {
        (Some(path), _) => from_file(&desk.folder.join(path))?,
        (None, Ok(text)) if !text.is_empty() => SecretString::from(text),
        (None, _) => ask(which, desk)?,
    };
    let letters = found.expose_secret().chars().count();
    if letters == 0 {
        return Err(desk.refuse("passphrase-empty", &[]).into());
    }
    if which != Which::Old && letters < SHORTEST {
        return Err(desk
            .refuse("passphrase-short", &[("letters", &SHORTEST)])
            .into());
    }
    Ok(found)
}

/// The text of the file without the line break at its end.
fn from_file(path: &Path) -> Result<SecretString> {
    let text = Zeroizing::new(read_text_file(path)?);
    Ok(SecretString::from(
        text.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}

fn ask(which: Which, desk: &Desk) -> Result<SecretString> {
    let question = match which {
        Which::Old => desk.words.say("passphrase-ask", &[]),
        Which::New | Which::Next => desk.words.say("passphrase-ask-new", &[]),
    };
    let first = typed(&question, desk)?;
    if which != Which::Old {
        let second = typed(&desk.words.say("passphrase-ask-again", &[]), desk)?;
        if first.expose_secret() != second.expose_secret() {
            return Err(desk.refuse("passphrase-differs", &[]).into());
        }
    }
    Ok(first)
}

/// What a person types, without showing it.
fn typed(question: &str, desk: &Desk) -> Result<SecretString> {
    match rpassword::prompt_password(format!("{question} ")) {
        Ok(text) => Ok(SecretString::from(text)),
        Err(error) if is_absent(&error) => Err(desk.refuse("passphrase-absent", &[]).into()),
        Err(error) => Err(error).told("asking-passphrase", &[]),
    }
}

/// Whether there is no terminal. Systems say so in several ways; "no such device" has no name of its own.
fn is_absent(error: &io::Error) -> bool {
    const NO_SUCH_DEVICE: i32 = 6;
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof | io::ErrorKind::PermissionDenied
    ) || error.raw_os_error() == Some(NO_SUCH_DEVICE)
}
