//! Gazetteers of others: a country dump of `GeoNames`, a table with P-codes, a `GeoJSON` of areas.
//!
//! What goes in: the text of a file, rules about its columns, and what is known already. What comes out: canonical
//! tables of what is new, what is said of known places besides, and a count in which every row is kept, known, of a
//! kind that is no place for us, or refused. What it must not do: change a place that is known.

mod areas;
mod canonical;
mod columns;
mod draft;
mod form;
mod geonames;
mod outline;
mod outlines;
mod place_name;
mod records;
mod rules;
mod settle;
mod sheet;
mod table;

#[cfg(test)]
mod tests;

use serde::Serialize;

use super::{Entry, Gazetteer};
use crate::{
    error::PlacesError,
    loaded::{NamedText, Refusal},
};

pub(super) use canonical::SAID_COLUMNS;
pub use canonical::said_in_head;
pub use form::ImportForm;
use outlines::Outlines;
pub(super) use place_name::checked_name;
pub use rules::{ImportRules, Role};
use settle::{Kept, Settled};

/// What the user says of a file.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The country of rows that name none, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// What columns or properties hold, by name; the others are known by the rules.
    pub columns: Vec<(Role, String)>,
}

/// Where a file comes from, as the user says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whose data it is, in one line.
    pub origin: String,
    /// Under which licence, in one line.
    pub licence: String,
}

/// What became of every row of a file: read = kept + known + of other kinds + refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ImportCount {
    /// Rows that are not empty.
    pub read: u64,
    /// New places and areas.
    pub kept: u64,
    /// Rows of places that are known: those win.
    pub known: u64,
    /// Rows about what is no place for us, such as springs.
    pub other_kinds: u64,
    /// Bad rows.
    pub refused: u64,
    /// Areas without a row of their own that rows name and that are new.
    pub areas_made: u64,
    /// Known places that get another spelling or a code.
    pub enriched: u64,
    /// Outlines by which rows of this run were placed; they are not kept.
    pub outlines: u64,
}

/// What a file comes to.
#[derive(Debug)]
pub struct Imported {
    /// What sort of file it is.
    pub form: ImportForm,
    /// What became of its rows.
    pub count: ImportCount,
    /// The bad rows, in order.
    pub refused: Vec<Refusal>,
    /// The table of new places; nothing where there are none.
    pub places: Option<String>,
    /// The table of new areas.
    pub areas: Option<String>,
    /// What is said of known places besides.
    pub said: Option<String>,
}

/// Why a file cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Rules that cannot be read.
    #[error("{file}: {message}")]
    Rules {
        /// File name.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// A table whose head cannot be read.
    #[error(
        "{file}:1: the head cannot be read; hint: write it as UTF-8, with the names of the columns"
    )]
    Head {
        /// File name.
        file: String,
        /// What the CSV reader says.
        #[source]
        source: csv::Error,
    },
    /// A table without a column that must be there.
    #[error(
        "{file}:1: no column is known to hold {role}, among: {columns}; hint: name it, as in --columns {role}=COLUMN"
    )]
    NoColumn {
        /// File name.
        file: String,
        /// What it would hold.
        role: &'static str,
        /// The columns that there are.
        columns: String,
    },
    /// A column that was named and is not there.
    #[error("{file}:1: there is no column {column:?}; hint: the columns are: {columns}")]
    NoSuchColumn {
        /// File name.
        file: String,
        /// The name.
        column: String,
        /// The columns that there are.
        columns: String,
    },
    /// No `GeoJSON`.
    #[error("{file}: no GeoJSON: {message}; hint: hand in a FeatureCollection of areas")]
    GeoJson {
        /// File name.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// A table that cannot be written.
    #[error("the table of new places cannot be written")]
    Writing(#[source] csv::Error),
    /// The places are too many together.
    #[error(transparent)]
    Places(#[from] PlacesError),
}

/// Takes files one after another; what one brings is known to the next.
#[derive(Debug)]
pub struct Importer<'r> {
    rules: &'r ImportRules,
    options: ImportOptions,
    known: Gazetteer,
    fresh: Vec<Entry>,
    outlines: Outlines,
}

impl<'r> Importer<'r> {
    /// An importer that knows the places of a gazetteer: the theatre's own and what was added before.
    #[must_use]
    pub fn new(known: Gazetteer, rules: &'r ImportRules, options: ImportOptions) -> Self {
        Self {
            rules,
            options,
            known,
            fresh: Vec::new(),
            outlines: Outlines::default(),
        }
    }

    /// Takes a file.
    ///
    /// # Errors
    /// The file is nothing that can be read at all, or there are too many names.
    pub fn take(
        &mut self,
        (name, bytes): (&str, &[u8]),
        origin: &Origin,
    ) -> Result<Imported, ImportError> {
        self.know_the_fresh();
        // What is no UTF-8 is seen in the row where it stands, so that the others can be read.
        let text = String::from_utf8_lossy(bytes);
        let inner = NamedText {
            file: name,
            text: text.trim_start_matches('\u{FEFF}'),
        };
        let text = inner.text;
        let form = ImportForm::of(text);
        let mut sheet = match form {
            ImportForm::GeoNames => geonames::read(inner, self.rules),
            ImportForm::Table => table::read(inner, self.rules, &self.options)?,
            ImportForm::Areas => areas::read(inner, self.rules, &self.options)?,
        };
        let outlines = sheet.outlines.len() as u64;
        let settled = settle::settle(&mut sheet, &self.known, self.rules, &mut self.outlines);
        let refused = sheet.refused;
        let count = count(&settled, refused.len() as u64, sheet.other_kinds, outlines);
        let head = canonical::head((name, bytes), form, origin);
        let basis = format!("{}, {name}", origin.origin);
        let is_area = |kept: &&Kept| kept.entry.place.kind.is_area();
        let kept = &settled.kept;
        let imported = Imported {
            form,
            count,
            refused,
            places: canonical::table(&head, kept.iter().filter(|it| !is_area(it)), &basis)?,
            areas: canonical::table(&head, kept.iter().filter(is_area), &basis)?,
            said: canonical::said_table(&head, &settled.said, &basis)?,
        };
        self.fresh = settled.kept.into_iter().map(|kept| kept.entry).collect();
        Ok(imported)
    }

    /// Makes what the last file brought known.
    fn know_the_fresh(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        let known = std::mem::take(&mut self.known).entries.into_iter();
        let entries = known.chain(self.fresh.drain(..));
        let entries = entries.map(|entry| (entry.place.id.clone(), entry));
        self.known = Gazetteer::of(entries.collect());
    }
}

fn count(settled: &Settled, refused: u64, other_kinds: u64, outlines: u64) -> ImportCount {
    let (kept, known) = (settled.rows_kept, settled.rows_known);
    let enriched: std::collections::BTreeSet<_> = settled.said.iter().map(|it| &it.id).collect();
    ImportCount {
        read: kept + known + other_kinds + refused,
        kept,
        known,
        other_kinds,
        refused,
        areas_made: settled.kept.len() as u64 - kept,
        enriched: enriched.len() as u64,
        outlines,
    }
}
