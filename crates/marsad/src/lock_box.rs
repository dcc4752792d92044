//! Files that only a passphrase opens: the age format, with scrypt.

use std::{
    io::{BufRead, Read, Write},
    iter,
};

use age::{
    DecryptError, Decryptor, Encryptor,
    scrypt::{Identity, Recipient},
    secrecy::SecretString,
    stream::{StreamReader, StreamWriter},
};
use anyhow::Result;

use crate::failure::Told as _;

/// How much work it is to try one passphrase, as a power of two: about a second and 256 MiB of memory.
///
/// It is the same everywhere, so that what a fast machine closed a slow one can open.
const WORK: u8 = 18;
/// The most work that a file may ask for; more would let a crafted file exhaust the machine.
const MOST_WORK: u8 = 20;

/// Why a closed file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shut {
    /// The passphrase is another one, or the file's head was changed.
    Passphrase,
    /// It is no file of this kind, or damaged.
    File,
    /// It asks for too much work.
    Work,
}

/// Begins a closed file. It must be finished with [`StreamWriter::finish`]; before that it is cut short.
pub(crate) fn close<W: Write>(out: W, passphrase: &SecretString) -> Result<StreamWriter<W>> {
    let mut recipient = Recipient::new(passphrase.clone());
    recipient.set_work_factor(WORK);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .told("encrypting", &[])?;
    encryptor.wrap_output(out).told("encrypting", &[])
}

/// Opens a closed file. What is read from it is checked piece by piece; only its end shows that it is whole.
pub(crate) fn open<R: BufRead>(
    input: R,
    passphrase: &SecretString,
) -> Result<StreamReader<R>, Shut> {
    let decryptor = Decryptor::new_buffered(input).map_err(|error| shut(&error))?;
    if !decryptor.is_scrypt() {
        return Err(Shut::File);
    }
    let mut identity = Identity::new(passphrase.clone());
    identity.set_max_work_factor(MOST_WORK);
    decryptor
        .decrypt(iter::once(&identity as &dyn age::Identity))
        .map_err(|error| shut(&error))
}

fn shut(error: &DecryptError) -> Shut {
    match error {
        DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed
        | DecryptError::NoMatchingKeys => Shut::Passphrase,
        DecryptError::ExcessiveWork { .. } => Shut::Work,
        _ => Shut::File,
    }
}

/// Reads to the end, so that a file that was cut short is noticed; nothing but zeros may come.
pub(crate) fn drain(mut rest: impl Read) -> std::io::Result<()> {
    let mut buffer = [0; 8192];
    loop {
        match rest.read(&mut buffer)? {
            0 => return Ok(()),
            count => {
                let read = buffer.get(..count).unwrap_or_default();
                if read.iter().any(|byte| *byte != 0) {
                    return Err(std::io::ErrorKind::InvalidData.into());
                }
            }
        }
    }
}
