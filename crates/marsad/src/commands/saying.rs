//! What a person says of claims or sources: into the ledger, and printed with what it changes.

use std::path::Path;

use anyhow::Result;
use marsad_ledger::{Author, Store as _};
use serde::Serialize;

use super::decide::effect::{self, Change, Derived};
use crate::{
    desk::Desk,
    entries::Pen,
    inquiry::{Asked, Inquiry},
    output::{Format, json_line},
    record::Record,
};

/// What was said, with what it changed.
pub(super) struct Said<T> {
    /// What was written.
    pub(super) value: T,
    /// The record with it.
    pub(super) after: Inquiry,
    /// What is derived otherwise than before.
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Answer<'a, T> {
    #[serde(flatten)]
    said: &'a T,
    changes: &'a [Change],
}

/// Writes what `say` makes of the record as it is, and looks at what it changes.
pub(super) fn say<T>(
    folder: &Path,
    author: &Author,
    desk: &Desk,
    say: impl FnOnce(&Inquiry, &Derived, &mut Pen) -> Result<T>,
) -> Result<Said<T>> {
    // The lock is taken before the record is read, so that nothing comes between what is seen and what is said.
    let mut record = Record::write(folder)?;
    let asked = Asked::everything(folder);
    let before = Inquiry::open(&asked, desk)?;
    let derived = Derived::of(&before);
    let mut pen = Pen::new(author, desk.now)?;
    let value = say(&before, &derived, &mut pen)?;
    record.ledger.append(&pen.into_entries())?;
    let after = Inquiry::open(&asked, desk)?;
    let changes = effect::changes(&derived, &Derived::of(&after), &after, desk);
    Ok(Said {
        value,
        after,
        changes,
    })
}

impl<T> Said<T> {
    /// Prints a thing that was said, in a line or as JSON, and then what it changed.
    pub(super) fn print<S: Serialize>(
        &self,
        said: &S,
        line: &str,
        format: Format,
        desk: &mut Desk,
    ) -> Result<()> {
        if format == Format::Json {
            let changes = &self.changes;
            return json_line(desk, &Answer { said, changes });
        }
        desk.print(line)?;
        if self.changes.is_empty() {
            let line = desk.words.say("decided-no-change", &[]);
            desk.print(&line)?;
        }
        self.changes
            .iter()
            .try_for_each(|change| desk.print(&change.told))
    }
}
