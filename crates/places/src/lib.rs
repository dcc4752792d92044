//! Which places a text names, and which place each name means.
//!
//! What goes in: rows of places and areas, rules as TOML text, and any text. What comes out: a [`Gazetteer`] and,
//! by [`find`]`(text, &gazetteer, &rules)`, the toponyms of the text in order, each with the words around it that
//! decided; by [`relate`] where the words put something by those names; by [`coordinates::find`] and
//! [`PlaceCodes::find`] the coordinates and place codes. What it must not do: know a report, a claim, or any particular place; open a file.

mod alike;
pub mod coordinates;
mod error;
mod facts;
mod find;
mod first_words;
mod gazetteer;
pub mod lines;
mod loaded;
mod names;
pub mod network;
mod normal;
mod place_codes;
mod precision;
mod reason;
mod relative;
mod rules;
mod skeleton;
mod sorted_names;
mod sphere;
mod toponym;
mod word_key;
mod world;

pub use error::PlacesError;
pub use find::{Judged, Rejected, find, judge, parts};
pub use gazetteer::{
    AddedFiles, Gazetteer, ImportCount, ImportError, ImportForm, ImportOptions, ImportRules,
    Imported, Importer, Origin, PLACE_COLUMNS, Role, said_in_head,
};
pub use loaded::{Loaded, NamedText, Refusal};
pub use normal::normal_form;
pub use place_codes::{PlaceCode, PlaceCodes};
pub use precision::{Precision, of_radius};
pub use reason::{Reason, RuleName, Why};
pub use relative::{Ground, Location, RelativeRules, relate};
pub use rules::{PlaceRules, RuleCard};
pub use toponym::{Candidate, Feature, Sense, Toponym};
pub use world::{WorldBuilder, WorldError, WorldList, WorldRow};
