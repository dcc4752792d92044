//! Making and opening the file.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::failure::failed;
use super::schema;
use crate::LedgerError;

/// How long a busy database is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// What every connection is set to. No file is mapped into memory, since a file cut short would then end the process.
const FOR_ALL: [(&str, &str); 4] = [
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("temp_store", "MEMORY"),
    ("mmap_size", "0"),
];
/// What a writing connection is set to as well. The last two matter on systems whose `fsync` does not reach the disk.
const FOR_WRITING: [(&str, &str); 4] = [
    ("synchronous", "FULL"),
    ("secure_delete", "ON"),
    ("fullfsync", "ON"),
    ("checkpoint_fullfsync", "ON"),
];

/// Makes the file and its tables.
pub(super) fn create(path: &Path) -> Result<Connection, LedgerError> {
    create_empty(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    prepare_for_writing(&connection, path)?;
    schema::create(&mut connection, path)?;
    sync_folder(path).map_err(file_failed(path, "making its name durable"))?;
    Ok(connection)
}

/// Makes an empty file that only its owner can read; what SQLite makes beside it takes the same permissions.
pub(super) fn create_empty(path: &Path) -> Result<(), LedgerError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(LedgerError::Exists {
            path: path.to_owned(),
        }),
        Err(error) => Err(file_failed(path, "making it")(error)),
    }
}

/// Refuses what cannot be a ledger before a connection is made.
pub(super) fn check_file(path: &Path) -> Result<(), LedgerError> {
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(LedgerError::Missing {
                path: path.to_owned(),
            });
        }
        Err(error) => return Err(file_failed(path, "looking for it")(error)),
    };
    let reason = match (about.is_file(), about.len()) {
        (false, _) => "it is no file",
        (true, 0) => "it is empty",
        (true, _) => return Ok(()),
    };
    Err(LedgerError::NotALedger {
        path: path.to_owned(),
        reason: reason.to_owned(),
    })
}

/// Opens for writing. The lock must be held.
pub(super) fn for_writing(path: &Path) -> Result<Connection, LedgerError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    schema::check(&connection, path)?;
    prepare_for_writing(&connection, path)?;
    Ok(connection)
}

/// Opens for reading. In a folder that cannot be written, no writer can be at work, and the file is read as it is.
pub(super) fn for_reading(path: &Path) -> Result<Connection, LedgerError> {
    let shared = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|connection| schema::check(&connection, path).map(|()| connection));
    match shared {
        Err(LedgerError::ReadOnly { source, .. })
            if is_about_the_folder(&source) && !has_pending_writes(path) =>
        {
            let connection = connect_unchanging(path)?;
            schema::check(&connection, path)?;
            Ok(connection)
        }
        other => other,
    }
}

/// Opens for an upgrade: for writing, whatever the schema. The lock must be held.
pub(super) fn for_upgrade(path: &Path) -> Result<Connection, LedgerError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    prepare_for_writing(&connection, path)?;
    Ok(connection)
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection, LedgerError> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(failed(path, "opening it"))?;
    prepare(&connection, path)?;
    Ok(connection)
}

fn connect_unchanging(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(unchanging_uri(path), flags)
        .map_err(failed(path, "opening it in a read-only folder"))?;
    prepare(&connection, path)?;
    Ok(connection)
}

/// The path as a URI that says that nobody changes the file.
fn unchanging_uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            let [high, low] = [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
            uri.extend(std::iter::once('%').chain(high).chain(low));
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn is_about_the_folder(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// Whether the write-ahead file holds something. Where it cannot be told, it does.
fn has_pending_writes(path: &Path) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-wal");
    match fs::metadata(beside) {
        Ok(about) => about.len() > 0,
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

fn prepare(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    let failed = failed(path, "setting up the connection");
    connection.busy_timeout(PATIENCE).map_err(&failed)?;
    FOR_ALL
        .iter()
        .try_for_each(|(name, value)| set(connection, name, value))
        .map_err(&failed)
}

fn prepare_for_writing(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    let failed = failed(path, "preparing it for writing");
    set(connection, "journal_mode", "WAL").map_err(&failed)?;
    FOR_WRITING
        .iter()
        .try_for_each(|(name, value)| set(connection, name, value))
        .map_err(&failed)
}

fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .pragma_update_and_check(None, name, value, |_| Ok(()))
        .or_else(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Ok(()),
            other => Err(other),
        })
}

/// Makes what is opened readable by its owner only, where the system knows owners.
pub(super) fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

/// Makes the names in the folder of `path` durable.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

pub(super) fn file_failed(path: &Path, doing: &'static str) -> impl Fn(io::Error) -> LedgerError {
    let path = path.to_owned();
    move |source| LedgerError::File {
        path: path.clone(),
        doing,
        source,
    }
}
