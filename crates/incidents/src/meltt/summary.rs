//! The numbers of an integration.

use std::collections::BTreeMap;

use super::incident::Integrated;

/// How many of what came out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Entries that went in.
    pub entries: usize,
    /// Entries that were kept: incidents.
    pub unique: usize,
    /// Entries that were dropped.
    pub duplicates: usize,
    /// Incidents of events in more than one data set.
    pub event_matches: usize,
    /// Incidents of episodes in more than one data set.
    pub episode_matches: usize,
    /// Events that are flagged with an episode.
    pub flagged: usize,
    /// Links whose entry had free candidates that fit better.
    pub passed_over: usize,
    /// How many incidents have entries in exactly these data sets (numbers from 0, in order); few sets before many.
    pub overlap: Vec<(Vec<usize>, usize)>,
}

impl Summary {
    /// Incidents in more than one data set.
    #[must_use]
    pub fn matched_sets(&self) -> usize {
        self.event_matches + self.episode_matches
    }
}

impl Integrated {
    /// Counts.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let mut overlap: BTreeMap<(usize, Vec<usize>), usize> = BTreeMap::new();
        for incident in &self.incidents {
            let sets: Vec<usize> = incident.entries().map(|entry| entry.set).collect();
            *overlap.entry((sets.len(), sets)).or_default() += 1;
            summary.unique += 1;
            summary.duplicates += incident.links.len();
            match (incident.is_matched(), incident.is_episode) {
                (false, _) => {}
                (true, false) => summary.event_matches += 1,
                (true, true) => summary.episode_matches += 1,
            }
            summary.flagged += usize::from(!incident.review.is_empty());
            let passed_over = |link: &&super::Link| link.why.passed_over > 0;
            summary.passed_over += incident.links.iter().filter(passed_over).count();
        }
        summary.entries = summary.unique + summary.duplicates;
        summary.overlap = overlap
            .into_iter()
            .map(|((_, sets), count)| (sets, count))
            .collect();
        summary
    }
}
