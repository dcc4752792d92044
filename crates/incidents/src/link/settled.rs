//! A linkage to which nothing is added any more.

use super::{Bounds, Link, Linkage, Linked};
use crate::{link_rules::LinkRules, record::Record};

/// Mentions that were linked once: the same incidents as those of a [`Linkage`], in less memory, for what would find
/// neighbours of further mentions is dropped before the parts are settled.
#[derive(Debug)]
pub struct Settled<'r>(Linkage<'r>);

impl<'r> Settled<'r> {
    /// Links some mentions within what people decided.
    #[must_use]
    pub fn of(records: Vec<Record>, bounds: &Bounds, rules: &'r LinkRules) -> Self {
        Self(Linkage::once(records, bounds, rules))
    }

    /// The incidents, and what a person should look at.
    #[must_use]
    pub fn linked(&self) -> Linked {
        self.0.linked()
    }

    /// Why the mentions that a person should look at are in their incidents, those that founded none.
    #[must_use]
    pub fn links_in_doubt(&self, linked: &Linked) -> Vec<Link> {
        self.0.links_in_doubt(linked)
    }

    /// The mention at a position; `None` where there is none.
    #[must_use]
    pub fn record(&self, position: u32) -> Option<&Record> {
        self.0.record(position)
    }

    /// The mentions by their positions.
    #[must_use]
    pub fn into_records(self) -> Vec<Record> {
        self.0.into_records()
    }
}
