//! `marsad seal`: what clap reads of it, and the job that it comes to.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use marsad_domain::SourceId;
use marsad_ledger::Author;

#[derive(Debug, Args)]
pub(crate) struct RawSeal {
    #[command(subcommand)]
    order: RawOrder,
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum RawOrder {
    Set(RawSet),
    Show(RawOne),
    List,
    Forget(RawOne),
    Passphrase(RawPassphrase),
}

#[derive(Debug, Args)]
struct RawSet {
    #[arg(value_name = "SOURCE")]
    source: SourceId,
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
struct RawOne {
    #[arg(value_name = "SOURCE")]
    source: SourceId,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct RawPassphrase {
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// Do something with the sealed identities.
#[derive(Debug)]
pub(crate) struct SealJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// What is done.
    pub(crate) order: SealOrder,
    /// The file with the passphrase.
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Who does it.
    pub(crate) author: Author,
    /// Why.
    pub(crate) reason: Option<String>,
}

/// What is done with sealed identities.
#[derive(Debug)]
pub(crate) enum SealOrder {
    /// Seal one, of a file or of standard input.
    Set {
        /// Whose.
        source: SourceId,
        /// The file; else standard input.
        from: Option<PathBuf>,
    },
    /// Open one.
    Show {
        /// Whose.
        source: SourceId,
    },
    /// List of which sources one is sealed.
    List,
    /// Remove one.
    Forget {
        /// Whose.
        source: SourceId,
    },
    /// Seal all with another passphrase.
    Passphrase {
        /// The file with the new one.
        file: Option<PathBuf>,
    },
}

/// What the words mean.
pub(super) fn resolve(raw: RawSeal, record: PathBuf, author: Author) -> SealJob {
    let (order, reason) = match raw.order {
        RawOrder::Set(RawSet {
            source,
            from,
            reason,
        }) => (SealOrder::Set { source, from }, reason),
        RawOrder::Show(RawOne { source, reason }) => (SealOrder::Show { source }, Some(reason)),
        RawOrder::List => (SealOrder::List, None),
        RawOrder::Forget(RawOne { source, reason }) => (SealOrder::Forget { source }, Some(reason)),
        RawOrder::Passphrase(raw) => (
            SealOrder::Passphrase {
                file: raw.new_passphrase_file,
            },
            raw.reason,
        ),
    };
    SealJob {
        record,
        order,
        passphrase_file: raw.passphrase_file,
        author,
        reason,
    }
}
