//! Integrating data sets of events by location, time and type: the method MELTT.
//!
//! What goes in: two or more data sets whose entries have days, a position and one category of each taxonomy, in an
//! order that matters; the windows and the rules. What comes out: one incident for each entry that is left, with the
//! entries of other sets that were found to be the same, why, and the episodes that it should be looked at beside.
//! What it must not do: match two entries of one data set, match an event with an episode, or let the order of the
//! rows reach the result.
//!
//! Sources: Donnay and others, "Integrating Conflict Event Data", Journal of Conflict Resolution 63(5), 2019,
//! 1337-1364; the R package `meltt` (kdonnay/meltt, LGPL-3), read for the method. No code of it stands here.
//!
//! The method, in the words of this module:
//!
//! 1. The sets are taken in the order in which they are given. The second is matched with the first; what is left of
//!    both is matched with the third, and so on. A matched entry of the later set is dropped: the earlier one stands
//!    for both, with its own days, position and categories.
//! 2. An entry of one day is an *event*, one whose days differ is an *episode*. Events are matched with events, then
//!    episodes with episodes.
//! 3. Two entries are candidates where their first days and their last days lie no further apart than the window of
//!    days, their positions no further than the window of kilometres ([`great_circle`]), and they agree in every
//!    taxonomy at some level ([`fit`]).
//! 4. The entries of the earlier side choose in order of their first day, then data set, then event; each takes one
//!    candidate that nobody has taken. Which one is [`Preference`].
//! 5. What is left is flagged: each episode with the events of the other side that lie from its first day less the
//!    window to its last day plus the window, and are candidates else. Events late in an episode are missed: the search
//!    ends with the first event that begins later than the window after the episode's first day. An event is flagged
//!    once for each side and round; nothing is dropped.
//!
//! Where this differs from the package, version 0.4.2:
//!
//! - Categories that nobody gave (an empty field) agree with nothing; there they agree with each other.
//! - `partial` is what the package's manual says (up to that many taxonomies may disagree, each at its worst score);
//!   in its code a slip of precedence keeps it from having any effect.
//! - Its option `averaging` is left out.

mod choose;
mod columns;
mod distance;
mod entry;
mod fit;
mod incident;
mod nearby;
mod rounds;
mod rows;
mod rules;
mod summary;
mod table;
mod taxonomy;

pub use columns::Columns;
pub use distance::great_circle;
pub use entry::{DataSet, Entry, EntryId};
pub use fit::{Fit, fit};
pub use incident::{Incident, Integrated, Link, Why};
pub use rounds::integrate;
pub use rules::{Agreement, Dimension, Preference, Rules, RulesError, RulesRequest};
pub use summary::Summary;
pub use table::read_data_set;
pub use taxonomy::{CategoryPath, Taxonomy, TaxonomyError, read_taxonomy};
