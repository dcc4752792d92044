//! Which columns of a table are lists.
//!
//! What goes in: what a person chose, the header, the cells. What comes out: for each list the columns that it is made
//! of. A person is on a list of several columns where one of them says so.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use csv::StringRecord;

use super::captures::{Inclusion, Pattern};

/// What a person chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListChoice {
    /// The columns that are lists; without any, those whose cells are all 0, 1 or blank.
    pub lists: Vec<String>,
    /// Columns that are one list together.
    pub groups: Vec<ListGroup>,
    /// The column that parts the table into strata.
    pub by: Option<String>,
}

/// Several columns as one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListGroup {
    /// What the list is called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// A text that is no group of columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write NAME=COLUMN+COLUMN, as in others=parish+clinic")]
pub struct GroupError;

/// Why a table cannot be read as lists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListsError {
    /// The header could not be read.
    #[error("line 1: {reason}; hint: give a table with a header, as CSV in UTF-8")]
    Header {
        /// What is wrong with it.
        reason: String,
    },
    /// There is nobody in it.
    #[error("the table has no row below its header; hint: give a row for each individual")]
    NoRows,
    /// A column that was named is not there.
    #[error("there is no column {name:?}; hint: the columns are {columns}")]
    NoColumn {
        /// The name.
        name: String,
        /// Those that there are.
        columns: String,
    },
    /// Two columns, or a column and a group, have one name.
    #[error("two lists are called {name:?}; hint: give each a name of its own")]
    SameName {
        /// The name.
        name: String,
    },
    /// A column is in two groups, or parts the strata and is a list too.
    #[error(
        "the column {name:?} is asked for twice; hint: a column is in one list, or parts the strata"
    )]
    Twice {
        /// The name.
        name: String,
    },
    /// Too few lists for any estimate.
    #[error(
        "the table has {found} lists and an estimate needs 3: two lists cannot tell whether they find the same people or \
         there are few; hint: name the columns with --lists; a list has only 1, 0 or nothing in its cells"
    )]
    FewLists {
        /// How many there are.
        found: usize,
    },
    /// More lists than patterns can tell apart.
    #[error("the table has {found} lists and 64 can be told apart; hint: join some with --group")]
    ManyLists {
        /// How many there are.
        found: usize,
    },
}

/// A column that was not taken for a list, though most of its cells are 0 or 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its name.
    pub column: String,
    /// Line of the file of the first cell that is something else.
    pub row: u64,
    /// That cell, shortened.
    pub value: String,
}

/// The columns of each list, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) lists: BTreeMap<String, Vec<usize>>,
    pub(super) by: Option<usize>,
    pub(super) passed_over: Vec<PassedOver>,
}

impl FromStr for ListGroup {
    type Err = GroupError;

    fn from_str(text: &str) -> Result<Self, GroupError> {
        let (name, columns) = text.split_once('=').ok_or(GroupError)?;
        let columns: Vec<String> = columns.split('+').map(|it| it.trim().to_owned()).collect();
        let name = name.trim().to_owned();
        if name.is_empty() || columns.iter().any(String::is_empty) {
            return Err(GroupError);
        }
        Ok(Self { name, columns })
    }
}

/// What a cell says, where it says 1, 0 or nothing.
pub(super) fn inclusion(cell: &str) -> Option<Inclusion> {
    match cell.trim() {
        "1" => Some(Inclusion::On),
        "0" => Some(Inclusion::Off),
        "" => Some(Inclusion::Blank),
        _ => None,
    }
}

/// A cell as it can be told.
pub(super) fn shortened(cell: &str) -> String {
    cell.trim().chars().take(20).collect()
}

/// Finds the columns of each list. `rows` are the rows with their lines.
pub(super) fn choose(
    choice: &ListChoice,
    header: &[String],
    rows: &[(u64, StringRecord)],
) -> Result<Chosen, ListsError> {
    let mut chooser = Chooser {
        header,
        used: BTreeSet::new(),
        lists: BTreeMap::new(),
    };
    let by = choice.by.as_ref();
    let by = by.map(|name| chooser.take(name)).transpose()?;
    for ListGroup { name, columns } in &choice.groups {
        let columns = columns.iter().map(|column| chooser.take(column));
        let columns = columns.collect::<Result<_, _>>()?;
        chooser.add(name, columns)?;
    }
    let is_group = |name: &&String| choice.groups.iter().any(|group| group.name == **name);
    for name in choice.lists.iter().filter(|name| !is_group(name)) {
        let column = chooser.take(name)?;
        chooser.add(name, vec![column])?;
    }
    let mut passed_over = Vec::new();
    if choice.lists.is_empty() {
        passed_over = chooser.add_what_looks_like_one(rows)?;
    }
    match chooser.lists.len() {
        found @ ..3 => Err(ListsError::FewLists { found }),
        found if found > Pattern::MOST_LISTS => Err(ListsError::ManyLists { found }),
        _ => Ok(Chosen {
            lists: chooser.lists,
            by,
            passed_over,
        }),
    }
}

/// Columns on their way to lists.
struct Chooser<'a> {
    header: &'a [String],
    used: BTreeSet<usize>,
    lists: BTreeMap<String, Vec<usize>>,
}

impl Chooser<'_> {
    /// The place of a column that is asked for by name.
    fn take(&mut self, name: &String) -> Result<usize, ListsError> {
        let all = self.header.iter().enumerate();
        let mut found = all.filter(|(_, column)| *column == name);
        let Some((place, _)) = found.next() else {
            return Err(ListsError::NoColumn {
                name: name.clone(),
                columns: self.header.join(", "),
            });
        };
        if found.next().is_some() {
            return Err(ListsError::SameName { name: name.clone() });
        }
        if !self.used.insert(place) {
            return Err(ListsError::Twice { name: name.clone() });
        }
        Ok(place)
    }

    fn add(&mut self, name: &str, columns: Vec<usize>) -> Result<(), ListsError> {
        match self.lists.insert(name.to_owned(), columns) {
            None => Ok(()),
            Some(_) => Err(ListsError::SameName {
                name: name.to_owned(),
            }),
        }
    }

    /// Takes every column for a list that looks like one; gives those that nearly do.
    fn add_what_looks_like_one(
        &mut self,
        rows: &[(u64, StringRecord)],
    ) -> Result<Vec<PassedOver>, ListsError> {
        let mut passed_over = Vec::new();
        let header = self.header;
        for (column, name) in header.iter().enumerate() {
            if self.used.contains(&column) || name.is_empty() {
                continue;
            }
            match judge(column, name, rows) {
                Look::List => self.add(name, vec![column])?,
                Look::Almost(almost) => passed_over.push(almost),
                Look::Other => {}
            }
        }
        Ok(passed_over)
    }
}

/// What a column looks like.
enum Look {
    List,
    Almost(PassedOver),
    Other,
}

/// A column without a single 0 or 1 is no list.
fn judge(column: usize, name: &str, rows: &[(u64, StringRecord)]) -> Look {
    let (mut said, mut other, mut first) = (0_usize, 0_usize, None);
    for (line, row) in rows {
        let cell = row.get(column).unwrap_or_default();
        match inclusion(cell) {
            Some(Inclusion::Blank) => {}
            Some(Inclusion::On | Inclusion::Off) => said += 1,
            None => {
                other += 1;
                first = first.or(Some((*line, cell)));
            }
        }
    }
    match first {
        None if said > 0 => Look::List,
        Some((row, value)) if said > other => Look::Almost(PassedOver {
            column: name.to_owned(),
            row,
            value: shortened(value),
        }),
        _ => Look::Other,
    }
}
