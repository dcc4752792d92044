//! Holders of points from a bare table of claims, without a theatre: distance alone decides.
//!
//! What goes in: rows `date,place,lat,lon,holder,source`, points, a day, weights. What comes out: for each point who
//! holds it that day, as far as the places around it tell. Without a theatre there are no roads, no barriers, no
//! parties and no leanings: every source counts alike, each with one voice a day for a place, and holders are kept as
//! given.
//!
//! `read` and `points` read the tables, `timeline` says what is known of each place on a day, `near` which places are
//! near a point, `vote` and `plane` who holds it, `land` which land is with whom.

mod land;
mod near;
mod plane;
mod points;
mod read;
mod timeline;
mod vote;
mod weights;

pub use land::{TableLand, land_of};
pub use points::{Point, Points, read_points_csv};
pub use read::{PointClaim, TableError, read_claims_csv};
pub use timeline::{Contradiction, KnownPlace, NamedHolder, contradictions, known_places};
pub use vote::{PointAnswer, PointState, holders_at};
pub use weights::PointWeights;
