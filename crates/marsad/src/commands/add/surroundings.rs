//! What reports are read with besides the rules, and since which entry it is so.

use anyhow::Result;
use marsad_domain::{Source, SourceNote, Sources};
use marsad_ledger::{EntryKind, Sequence, Store as _, Visit};

use crate::{entries::value_of, record::Record};

/// Lays what the desk says of sources over those of the theatre, so that its names for them are known to the reader.
///
/// Gives the last entry that changed the theatre or a name of a source: earlier readings were made with others.
pub(super) fn lay_over(sources: &mut Sources, record: &Record) -> Result<Sequence> {
    let mut since = Sequence::FIRST;
    let mut failure = None;
    record.ledger.scan(Sequence::FIRST, &mut |entry| {
        match entry.header.kind {
            EntryKind::Theatre => since = entry.header.sequence,
            EntryKind::Source => match value_of::<SourceNote>(entry) {
                Ok(Some(note)) => {
                    if sources.get(&note.source.id).map(names) != Some(names(&note.source)) {
                        since = entry.header.sequence;
                    }
                    sources.lay_over([note.source]);
                }
                Ok(None) => {}
                Err(error) => {
                    failure = Some(error);
                    return Visit::Break(());
                }
            },
            _ => {}
        }
        Visit::Continue(())
    })?;
    failure.map_or(Ok(since), Err)
}

/// The names by which reports call a source.
fn names(source: &Source) -> (&str, &[String]) {
    (&source.name, &source.aliases)
}
