//! What comes out: incidents, with why.

use marsad_domain::Kilometres;

use super::{entry::EntryId, fit::Fit};

/// Why two entries stand together.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// How far apart they lie, by [`super::great_circle`].
    pub distance: Kilometres,
    /// From the first day of the earlier set's entry to that of the other; negative where the other began before.
    pub first_days: i32,
    /// The same of the last days.
    pub last_days: i32,
    /// How their categories agree.
    pub fit: Fit,
    /// How many candidates that fitted better were free and passed over; 0 where the best fit is preferred.
    pub passed_over: usize,
}

/// An entry that stands with an incident, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The entry.
    pub entry: EntryId,
    /// What speaks for it, seen from the incident's first entry.
    pub why: Why,
}

/// One entry that was kept, with what was found to be the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// The entry that stands for all: that of the earliest data set.
    pub first: EntryId,
    /// Whether it is an episode; its links are what it is.
    pub is_episode: bool,
    /// The entries that were dropped for it, at most one of each later data set, in order of the sets.
    pub links: Vec<Link>,
    /// Episodes that an event may be part of, for a person to look at.
    pub review: Vec<Link>,
}

impl Incident {
    /// Whether it has entries of more than one data set.
    #[must_use]
    pub fn is_matched(&self) -> bool {
        !self.links.is_empty()
    }

    /// All its entries, the first one first.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> + '_ {
        std::iter::once(self.first).chain(self.links.iter().map(|link| link.entry))
    }
}

/// The incidents of all data sets, in order of their first entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Integrated {
    /// One for each entry that was kept.
    pub incidents: Vec<Incident>,
}
