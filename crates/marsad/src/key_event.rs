//! What was done with the sealed identities, as the ledger keeps it. Nothing of an identity is ever in it.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::Timestamp;
use marsad_domain::SourceId;
use marsad_ledger::{EntryKind, Sequence, Store, Visit};
use serde::{Deserialize, Serialize};

use crate::entries::value_of;

/// One thing done, or one that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyEvent {
    /// What.
    pub(crate) act: KeyAct,
    /// Whose identity it was about; a new passphrase is about all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<SourceId>,
    /// Why it did not come about, of the act in the event before. Without it the event says that the act is begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failed: Option<KeyFailure>,
    /// By whom.
    pub(crate) author: String,
    /// When.
    pub(crate) at: Timestamp,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
}

/// What is done with sealed identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KeyAct {
    /// An identity is sealed, or replaced.
    Set,
    /// An identity is opened.
    Show,
    /// An identity is removed.
    Forget,
    /// All are sealed with another passphrase.
    Passphrase,
}

/// Why an act did not come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KeyFailure {
    /// The passphrase does not open the file.
    Passphrase,
    /// There is no identity of this source.
    NothingSealed,
    /// The file could not be read or written.
    File,
}

/// The sources of which an identity is sealed, as the ledger tells it; the sealed file stays closed.
pub(crate) fn sealed_sources(ledger: &impl Store) -> Result<BTreeSet<SourceId>> {
    let (mut sealed, mut before) = (BTreeSet::new(), BTreeSet::new());
    let mut failure = None;
    ledger.scan(Sequence::FIRST, &mut |entry| {
        if entry.header.kind != EntryKind::KeyEvent {
            return Visit::Continue(());
        }
        match value_of::<KeyEvent>(entry) {
            Ok(Some(event)) if event.failed.is_some() => sealed.clone_from(&before),
            Ok(Some(event)) => {
                before.clone_from(&sealed);
                apply(event, &mut sealed);
            }
            Ok(None) => {}
            Err(error) => {
                failure = Some(error);
                return Visit::Break(());
            }
        }
        Visit::Continue(())
    })?;
    failure.map_or(Ok(sealed), Err)
}

fn apply(event: KeyEvent, sealed: &mut BTreeSet<SourceId>) {
    match (event.act, event.source) {
        (KeyAct::Set, Some(source)) => {
            sealed.insert(source);
        }
        (KeyAct::Forget, Some(source)) => {
            sealed.remove(&source);
        }
        (KeyAct::Show | KeyAct::Passphrase, _) | (KeyAct::Set | KeyAct::Forget, None) => {}
    }
}
