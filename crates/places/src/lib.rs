//! Which places a text names, and which place each name means.
//!
//! What goes in: rows of places and areas, rules as TOML text, and any text. What comes out: a [`Gazetteer`] and,
//! by [`find`]`(text, &gazetteer, &rules)`, the toponyms of the text in order, each with the words around it that
//! decided; by [`relate`] where the words put something by those names; by [`coordinates::find`] and
//! [`PlaceCodes::find`] the coordinates and place codes. What it must not do: know a report, a claim, or any particular place; open a file.

mod alike;
pub mod coordinates;
mod error;
mod find;
mod gazetteer;
pub mod lines;
mod loaded;
mod names;
pub mod network;
mod normal;
mod place_codes;
mod precision;
mod relative;
mod rules;
mod skeleton;
mod sphere;
mod toponym;

pub use error::PlacesError;
pub use find::{Judged, Rejected, find, judge};
pub use gazetteer::{Gazetteer, WorldList};
pub use loaded::{Loaded, NamedText, Refusal};
pub use normal::normal_form;
pub use place_codes::{PlaceCode, PlaceCodes};
pub use precision::{Precision, of_radius};
pub use relative::{Ground, Location, RelativeRules, relate};
pub use rules::{PlaceRules, RuleCard};
pub use toponym::{Candidate, Feature, Sense, Toponym};
