//! What was withheld, how often, and why.

use std::{cell::RefCell, collections::BTreeMap};

use serde::Serialize;

/// Why something does not stand in the public edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WithheldReason {
    /// A claim that ties a threatened group to a place, or something that rests on one.
    Sensitive,
    /// A claim that nobody but private persons makes.
    PrivateOnly,
    /// The words of a claim in which a private person speaks, or is named.
    PrivateWords,
    /// The words of a claim that names a place or a person not listed as public.
    UnlistedWords,
    /// A place given by its region, because its kind is not named outside the desk.
    CoarsePlace,
    /// A number of people small enough to point at them.
    SmallCell,
}

impl WithheldReason {
    /// All reasons in order.
    pub const ALL: [Self; 6] = [
        Self::Sensitive,
        Self::PrivateOnly,
        Self::PrivateWords,
        Self::UnlistedWords,
        Self::CoarsePlace,
        Self::SmallCell,
    ];
}

/// How often something was withheld for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WithheldCount {
    /// Why.
    pub reason: WithheldReason,
    /// How many values.
    pub count: usize,
}

/// Counts what was withheld; each value once for each reason.
#[derive(Debug, Clone, Default)]
pub(crate) struct Withheld(RefCell<BTreeMap<WithheldReason, std::collections::BTreeSet<String>>>);

impl Withheld {
    /// Counts a value, named by a key that never leaves this crate.
    pub(crate) fn add(&self, reason: WithheldReason, key: impl Into<String>) {
        self.0
            .borrow_mut()
            .entry(reason)
            .or_default()
            .insert(key.into());
    }

    /// How often, by reason.
    pub(crate) fn counts(&self) -> Vec<WithheldCount> {
        let counts = self.0.borrow();
        counts
            .iter()
            .map(|(reason, keys)| WithheldCount {
                reason: *reason,
                count: keys.len(),
            })
            .collect()
    }
}
