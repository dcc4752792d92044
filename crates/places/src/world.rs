//! The long list of the world's places: one file that is read where it lies.
//!
//! What goes in: rows of places and their names, by [`WorldBuilder`]. What comes out: a file of a few sorted tables and
//! an automaton over the names, and from it, by [`WorldList`], the rows of a name and the place of a row. Nothing is
//! parsed beforehand; a row is read where a name leads to it. What it must not do: open a file, judge a name.
//!
//! The file, all numbers little-endian:
//!
//! | part | what it holds |
//! |---|---|
//! | head | `MRSDWRL2`, then eight `u32`: countries, settlements, regions, bytes of extents, of texts, of postings, of first words, of the automaton |
//! | countries | two letters of ISO 3166 each |
//! | settlements | 21 bytes each, sorted by number in `GeoNames` |
//! | regions | 21 bytes each, sorted by id |
//! | extents | for each region and then for each country how many kilometres from its point nine of ten of its settlements lie, as `u16`; 0 where none is known |
//! | texts | names of places and ids of regions, each ended by a line feed |
//! | postings | for a name of several rows: how many, then each row, as LEB128 |
//! | first words | a bit for the key of each word that a name begins with, modulo their number |
//! | automaton | an `fst` map from names in normal form to rows |

mod build;
#[cfg(test)]
pub(crate) mod example;
mod extents;
mod list;
mod record;

pub use build::{WorldBuilder, WorldRow};
pub(crate) use extents::extent_km;
pub(crate) use list::Row;
pub use list::{WorldError, WorldList};
pub(crate) use record::Posting;
