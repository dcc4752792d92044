//! Writing to the file: each function is one transaction.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::failure::failed;
use super::read;
use crate::chain::{self, Sealed};
use crate::store::check_size;
use crate::{
    Appended, BlobId, Entry, Head, LedgerError, NewEntry, Redacted, Redaction, Sequence, Sweep,
    Visit,
};

/// Appends a batch.
pub(super) fn append(
    connection: &mut Connection,
    path: &Path,
    batch: &[NewEntry],
) -> Result<Appended, LedgerError> {
    let transaction = begin(connection, path)?;
    check_blobs(&transaction, path, batch)?;
    let sealed = chain::seal_entries(trusted_head(&transaction, path)?, batch)?;
    insert(&transaction, path, &sealed)?;
    transaction.commit().map_err(failed(path, "appending"))?;
    Ok(Appended {
        entries: sealed.iter().map(Sealed::id).collect(),
    })
}

/// Redacts. The sweep is still to come, and is noted as due.
pub(super) fn redact(
    connection: &mut Connection,
    path: &Path,
    redactions: &[Redaction],
) -> Result<Redacted, LedgerError> {
    let failed = failed(path, "redacting");
    let transaction = begin(connection, path)?;
    let targeted =
        chain::check_targets(redactions, |sequence| entry(&transaction, path, sequence))?;
    let sealed = chain::seal_redactions(trusted_head(&transaction, path)?, redactions)?;
    for redaction in redactions {
        transaction
            .execute(
                "UPDATE entry SET salt = NULL, content = NULL WHERE sequence = ?1",
                [redaction.target.to_sql()],
            )
            .map_err(&failed)?;
    }
    insert(&transaction, path, &sealed)?;
    let referenced = referenced(&transaction, path)?;
    let removed_blobs = remove_other_blobs(&transaction, &referenced).map_err(&failed)?;
    transaction
        .execute("UPDATE state SET sweep_due = 1", [])
        .map_err(&failed)?;
    transaction.commit().map_err(&failed)?;
    Ok(Redacted {
        entries: sealed.iter().map(Sealed::id).collect(),
        removed_blobs,
        shared_blobs: targeted.intersection(&referenced).copied().collect(),
        sweep: Sweep::HeldByReader,
    })
}

/// Keeps archived bytes.
pub(super) fn put_blobs(
    connection: &mut Connection,
    path: &Path,
    blobs: &[&[u8]],
) -> Result<Vec<BlobId>, LedgerError> {
    let failed = failed(path, "archiving");
    blobs.iter().try_for_each(|bytes| check_size(bytes.len()))?;
    let ids: Vec<BlobId> = blobs.iter().map(|bytes| BlobId::of(bytes)).collect();
    let transaction = begin(connection, path)?;
    for (id, bytes) in ids.iter().zip(blobs) {
        transaction
            .prepare_cached(
                "INSERT INTO blob (id, bytes) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
            )
            .and_then(|mut statement| statement.execute((id.as_bytes(), bytes)))
            .map_err(&failed)?;
    }
    transaction.commit().map_err(&failed)?;
    Ok(ids)
}

fn begin<'a>(connection: &'a mut Connection, path: &Path) -> Result<Transaction<'a>, LedgerError> {
    connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed(path, "beginning to write"))
}

/// The noted head, once the last entry was found to be the one it names. A cut or lengthened ledger is not written to.
fn trusted_head(transaction: &Transaction<'_>, path: &Path) -> Result<Option<Head>, LedgerError> {
    let noted = read::head(transaction, path)?;
    let last: Option<(i64, Vec<u8>)> = transaction
        .prepare_cached("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1")
        .and_then(|mut statement| {
            statement
                .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .map_err(failed(path, "reading the last entry"))?;
    let expected = noted.map(|head| (head.sequence.to_sql(), head.hash.as_bytes().to_vec()));
    if last == expected {
        Ok(noted)
    } else {
        Err(LedgerError::HeadLost)
    }
}

fn check_blobs(
    transaction: &Transaction<'_>,
    path: &Path,
    batch: &[NewEntry],
) -> Result<(), LedgerError> {
    let failed = failed(path, "looking for archived bytes");
    let mut statement = transaction
        .prepare_cached("SELECT 1 FROM blob WHERE id = ?1")
        .map_err(&failed)?;
    for id in chain::referenced_blobs(batch) {
        if !statement.exists([id.as_bytes()]).map_err(&failed)? {
            return Err(LedgerError::NoSuchBlob { id });
        }
    }
    Ok(())
}

fn insert(
    transaction: &Transaction<'_>,
    path: &Path,
    sealed: &[Sealed],
) -> Result<(), LedgerError> {
    let failed = failed(path, "writing entries");
    let Some(last) = sealed.last() else {
        return Ok(());
    };
    let mut statement = transaction
        .prepare_cached(
            "INSERT INTO entry (sequence, header, hash, salt, content) VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .map_err(&failed)?;
    for entry in sealed {
        let hash = entry.hash.as_bytes();
        statement
            .execute((
                entry.sequence.to_sql(),
                &entry.header,
                hash,
                &entry.salt,
                &entry.content,
            ))
            .map_err(&failed)?;
    }
    transaction
        .execute(
            "UPDATE state SET sequence = ?1, hash = ?2",
            (last.sequence.to_sql(), last.hash.as_bytes()),
        )
        .map_err(&failed)?;
    Ok(())
}

fn entry(
    transaction: &Transaction<'_>,
    path: &Path,
    sequence: Sequence,
) -> Result<Option<Entry>, LedgerError> {
    let mut found = Ok(None);
    read::scan(transaction, path, sequence, &mut |stored| {
        if stored.sequence == sequence {
            found = match chain::check(stored) {
                Ok(checked) => Ok(Some(checked.to_entry())),
                Err(fault) => Err(LedgerError::BadEntry {
                    sequence,
                    fault: Box::new(fault),
                }),
            };
        }
        Visit::Break(())
    })?;
    found
}

fn referenced(transaction: &Transaction<'_>, path: &Path) -> Result<BTreeSet<BlobId>, LedgerError> {
    let mut referenced = BTreeSet::new();
    let mut failure = None;
    read::scan(
        transaction,
        path,
        Sequence::FIRST,
        &mut |stored| match chain::collect_blobs(stored, &mut referenced) {
            Ok(()) => Visit::Continue(()),
            Err(error) => {
                failure = Some(error);
                Visit::Break(())
            }
        },
    )?;
    failure.map_or(Ok(referenced), Err)
}

fn remove_other_blobs(
    transaction: &Transaction<'_>,
    referenced: &BTreeSet<BlobId>,
) -> rusqlite::Result<Vec<BlobId>> {
    let mut statement = transaction.prepare("SELECT id FROM blob ORDER BY id")?;
    let ids = statement
        .query_map([], |row| row.get::<_, [u8; 32]>(0).map(BlobId::from_bytes))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let removed: Vec<BlobId> = ids
        .into_iter()
        .filter(|id| !referenced.contains(id))
        .collect();
    for id in &removed {
        transaction.execute("DELETE FROM blob WHERE id = ?1", [id.as_bytes()])?;
    }
    Ok(removed)
}
