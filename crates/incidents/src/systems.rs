//! How many there are beside those recorded: multiple-systems estimation from lists of individuals.
//!
//! What goes in: a table of individuals, matched across lists, that says who is on which list; settings; a seed. What
//! comes out: for each stratum how many individuals there are with those on no list, as an interval, with what has to be
//! known before anybody believes it.
//! What it must not do: match individuals, or take copies of one list for several. It is for lists of people, never for
//! copies of reports: copies of one wire are one capture.
//!
//! The same table, settings and seed give the same numbers, whatever the order of rows and columns and however many
//! chains run at a time.

mod captures;
mod concentration;
mod diagnostics;
mod draws;
mod estimate;
mod findings;
mod gamma_function;
mod list_choice;
mod list_table;
mod parting;
mod people;
mod quantile;
mod sampler;
mod settings;
mod split_merge;

pub use captures::{Captures, Inclusion, ListSize, Overlap, Pattern, PatternCount};
pub use diagnostics::Convergence;
pub use estimate::{Chain, ChainName, Estimate, sample};
pub use findings::{CannotEstimate, Finding, Systems};
pub use list_choice::{GroupError, ListChoice, ListGroup, ListsError, PassedOver};
pub use list_table::{ListTable, Stratum, read_lists_csv};
pub use settings::{GammaPrior, Settings};
