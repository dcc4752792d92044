//! Taxonomies: what the categories of each data set have in common.
//!
//! What goes in: a table with the columns `data.source` and `base.categories`, and a column for each level from the
//! finest to the coarsest, as the R package has them. What comes out: the path of each category.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use csv::StringRecord;

use super::rows::{Rows, column_of};
use crate::Refusal;

const SOURCE: &str = "data.source";
const BASE: &str = "base.categories";

/// A category with those above it, from the finest level to the coarsest. A level that nobody gave is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryPath(Box<[Option<u32>]>);

impl CategoryPath {
    /// Whether both say the same at a level, from 0 for the finest.
    pub(super) fn agrees(&self, other: &Self, level: usize) -> bool {
        let at = |path: &Self| path.0.get(level).copied().flatten();
        at(self).is_some_and(|category| at(other) == Some(category))
    }
}

/// The paths of all categories of all data sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    name: Box<str>,
    levels: usize,
    paths: BTreeMap<Box<str>, BTreeMap<Box<str>, CategoryPath>>,
}

impl Taxonomy {
    /// What it is called, and with it the column of the data sets that it describes.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many levels it has.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.levels
    }

    /// Whether it says anything of a data set.
    pub(super) fn knows(&self, data_set: &str) -> bool {
        self.paths.contains_key(data_set)
    }

    /// The path of a data set's category.
    #[must_use]
    pub fn path(&self, data_set: &str, category: &str) -> Option<&CategoryPath> {
        self.paths.get(data_set)?.get(category)
    }
}

/// Why a table is no taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxonomyError {
    /// The table cannot be read at all.
    #[error("the table cannot be read: {0}")]
    Unreadable(String),
    /// A column is missing.
    #[error(
        "there is no column {0:?}; hint: a taxonomy has data.source, base.categories and one column for each level"
    )]
    NoColumn(&'static str),
    /// There are no levels.
    #[error(
        "there is no level; hint: add a column for each level behind base.categories, the finest first"
    )]
    NoLevel,
    /// There are no rows.
    #[error("there is no category; hint: a row for each category of each data set")]
    Empty,
    /// The levels stand the other way round.
    #[error(
        "the first level has {finest} categories and the last {coarsest}; hint: levels stand from the finest to the coarsest"
    )]
    Reversed {
        /// Categories of the first level.
        finest: usize,
        /// Categories of the last level.
        coarsest: usize,
    },
}

/// Reads a taxonomy; rows that cannot be taken are given back with their number and the reason.
///
/// # Errors
/// The table cannot be read, lacks a column, has no level or no row, or its first level is coarser than its last.
pub fn read_taxonomy(
    input: impl Read,
    name: &str,
) -> Result<(Taxonomy, Vec<Refusal>), TaxonomyError> {
    let mut rows = Rows::open(input).map_err(TaxonomyError::Unreadable)?;
    let header = rows.header();
    let named = |column| column_of(header, column).ok_or(TaxonomyError::NoColumn(column));
    let (source, base) = (named(SOURCE)?, named(BASE)?);
    let levels: Vec<usize> = (0..header.len())
        .filter(|column| *column != source && *column != base)
        .collect();
    if levels.is_empty() {
        return Err(TaxonomyError::NoLevel);
    }
    let mut reading = Reading {
        numbers: BTreeMap::new(),
        paths: BTreeMap::new(),
    };
    let at = At {
        source,
        base,
        levels,
    };
    rows.each(|row, _| reading.take(row, &at));
    reading.finish(name, at.levels.len(), rows.refused())
}

struct At {
    source: usize,
    base: usize,
    levels: Vec<usize>,
}

struct Reading {
    /// Categories by name, numbered as they come; only equality counts.
    numbers: BTreeMap<Box<str>, u32>,
    paths: BTreeMap<Box<str>, BTreeMap<Box<str>, CategoryPath>>,
}

impl Reading {
    fn take(&mut self, row: &StringRecord, at: &At) -> Result<(), (String, &'static str)> {
        let field = |column: usize| row.get(column).unwrap_or_default().trim();
        let (source, base) = (field(at.source), field(at.base));
        if source.is_empty() || base.is_empty() {
            let hint = "name the data set and the category in every row";
            return Err(("the data set or the category is empty".to_owned(), hint));
        }
        let levels = at.levels.iter().map(|column| field(*column));
        let path = CategoryPath(levels.map(|category| self.number(category)).collect());
        let categories = self.paths.entry(Box::from(source)).or_default();
        match categories.get(base) {
            None => {
                categories.insert(Box::from(base), path);
                Ok(())
            }
            Some(first) if *first == path => Ok(()),
            Some(_) => {
                let reason = format!("{base:?} of {source:?} stands already with other levels");
                Err((reason, "keep one row; the first one counts"))
            }
        }
    }

    fn number(&mut self, category: &str) -> Option<u32> {
        if category.is_empty() {
            return None;
        }
        if let Some(number) = self.numbers.get(category) {
            return Some(*number);
        }
        let number = u32::try_from(self.numbers.len()).ok()?;
        self.numbers.insert(Box::from(category), number);
        Some(number)
    }

    fn finish(
        self,
        name: &str,
        levels: usize,
        refused: Vec<Refusal>,
    ) -> Result<(Taxonomy, Vec<Refusal>), TaxonomyError> {
        let paths = || self.paths.values().flat_map(BTreeMap::values);
        if paths().next().is_none() {
            return Err(TaxonomyError::Empty);
        }
        let categories = |level: usize| {
            let at_level = paths().filter_map(|path| path.0.get(level).copied().flatten());
            at_level.collect::<BTreeSet<_>>().len()
        };
        let (finest, coarsest) = (categories(0), categories(levels.saturating_sub(1)));
        if finest < coarsest {
            return Err(TaxonomyError::Reversed { finest, coarsest });
        }
        let taxonomy = Taxonomy {
            name: Box::from(name),
            levels,
            paths: self.paths,
        };
        Ok((taxonomy, refused))
    }
}
