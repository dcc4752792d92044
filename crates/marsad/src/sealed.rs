//! The sealed identities of a record: who is behind a source, in one file that a passphrase opens.
//!
//! An identity is text. It is in memory only while a command needs it, and is wiped from there afterwards; it is in no
//! other file, no message and no log.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use age::secrecy::SecretString;
use anyhow::Result;
use marsad_domain::SourceId;
use zeroize::{Zeroize, Zeroizing};

use crate::{
    failure::Told as _,
    lock_box::{self, Shut},
    whole_file::Growing,
};

/// The file in a record.
pub(crate) const SEALED: &str = "sealed.age";
/// The most bytes that all identities together may have: 16 MiB.
const MOST: u64 = 16 << 20;

/// The identities by source. They are wiped when this goes.
#[derive(Default)]
pub(crate) struct Identities(BTreeMap<SourceId, String>);

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identities({})", self.0.len())
    }
}

impl Drop for Identities {
    fn drop(&mut self) {
        self.0.values_mut().for_each(Zeroize::zeroize);
    }
}

impl Identities {
    /// The identity of a source.
    pub(crate) fn get(&self, source: &SourceId) -> Option<&str> {
        self.0.get(source).map(String::as_str)
    }

    /// Seals an identity; says whether it replaced one.
    pub(crate) fn set(&mut self, source: &SourceId, identity: &str) -> bool {
        match self.0.insert(source.clone(), identity.to_owned()) {
            Some(mut before) => {
                before.zeroize();
                true
            }
            None => false,
        }
    }

    /// Removes an identity; says whether there was one.
    pub(crate) fn forget(&mut self, source: &SourceId) -> bool {
        match self.0.remove(source) {
            Some(mut before) => {
                before.zeroize();
                true
            }
            None => false,
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Where a record keeps them.
pub(crate) fn path(record: &Path) -> PathBuf {
    record.join(SEALED)
}

/// Opens the identities of a record; there are none where there is no file.
pub(crate) fn open(record: &Path, passphrase: &SecretString) -> Result<Result<Identities, Shut>> {
    let path = path(record);
    let bytes = match fs::File::open(&path) {
        Ok(file) => read_within(file).told_at("reading", &path)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Ok(Identities::default()));
        }
        Err(error) => {
            return Err(error).told_at("reading", &path);
        }
    };
    Ok(opened(&bytes, passphrase))
}

fn opened(bytes: &[u8], passphrase: &SecretString) -> Result<Identities, Shut> {
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len()));
    lock_box::open(bytes, passphrase)?
        .read_to_end(&mut text)
        .or(Err(Shut::File))?;
    serde_json::from_slice(&text)
        .map(Identities)
        .or(Err(Shut::File))
}

fn read_within(file: fs::File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(bytes)
}

/// Seals the identities of a record, over the file that was there; it is whole at any moment.
pub(crate) fn close(
    record: &Path,
    identities: &Identities,
    passphrase: &SecretString,
) -> Result<()> {
    let mut text = Zeroizing::new(Vec::new());
    serde_json::to_writer(&mut *text, &identities.0).told("sealing", &[])?;
    let mut growing = Growing::begin(&path(record))?;
    let mut closed = lock_box::close(growing.out(), passphrase)?;
    closed
        .write_all(&text)
        .and_then(|()| closed.finish()?.flush())
        .told("sealing", &[])?;
    growing.finish(true)
}
