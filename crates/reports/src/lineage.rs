//! Reports that repeat one text share a lineage.

use std::collections::BTreeMap;

use jiff::Timestamp;
use marsad_domain::{LineageId, LineageOf, ReportHash, TextSketch};

/// From this similarity on two texts count as one text, told twice.
pub const SAME_TEXT: f64 = 0.8;

/// Positions in a band: two sketches are compared where one band is equal. Texts of similarity 0.8 share one of the
/// 16 bands with a probability of 0.9997.
const BAND: usize = 4;

/// What is needed of a report to find its lineage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The report.
    pub hash: ReportHash,
    /// Its sketch.
    pub sketch: TextSketch,
    /// When it was available.
    pub available: Timestamp,
}

/// The lineage of each report: those whose texts are near-identical, directly or through others, share one.
///
/// The id is made of the report that was available first (then the smaller hash), so that a later copy does not
/// rename it. The order of the reports does not matter; a report that is given twice counts once.
#[must_use]
pub fn lineages(reports: &[Dated]) -> LineageOf {
    let mut by_text: BTreeMap<&TextSketch, Vec<&Dated>> = BTreeMap::new();
    for report in reports {
        by_text.entry(&report.sketch).or_default().push(report);
    }
    let sketches: Vec<&TextSketch> = by_text.keys().copied().collect();
    let mut groups = Groups::new(sketches.len());
    for bucket in buckets(&sketches).values() {
        join_alike(&sketches, bucket, &mut groups);
    }
    let mut members: BTreeMap<usize, Vec<&Dated>> = BTreeMap::new();
    let mut lineages = LineageOf::new();
    for (index, (sketch, reports)) in by_text.iter().enumerate() {
        if sketch.0.is_empty() {
            lineages.extend(
                reports
                    .iter()
                    .map(|report| (report.hash, lineage_of(report.hash))),
            );
        } else {
            members
                .entry(groups.root(index))
                .or_default()
                .extend(reports);
        }
    }
    for group in members.values() {
        let first = group
            .iter()
            .min_by_key(|report| (report.available, report.hash));
        if let Some(id) = first.map(|report| lineage_of(report.hash)) {
            lineages.extend(group.iter().map(|report| (report.hash, id)));
        }
    }
    lineages
}

fn lineage_of(first: ReportHash) -> LineageId {
    LineageId::of("lineage", &[first.as_bytes()])
}

/// Which sketches share a band, by the band's number and positions.
fn buckets<'a>(sketches: &[&'a TextSketch]) -> BTreeMap<(usize, &'a [u32]), Vec<usize>> {
    let mut buckets: BTreeMap<(usize, &[u32]), Vec<usize>> = BTreeMap::new();
    for (index, sketch) in sketches.iter().enumerate() {
        for band in sketch.0.chunks(BAND).enumerate() {
            buckets.entry(band).or_default().push(index);
        }
    }
    buckets
}

fn join_alike(sketches: &[&TextSketch], bucket: &[usize], groups: &mut Groups) {
    for (at, one) in bucket.iter().enumerate() {
        for other in bucket.iter().skip(at + 1) {
            let is_joined = groups.root(*one) == groups.root(*other);
            let pair = sketches.get(*one).zip(sketches.get(*other));
            if !is_joined && pair.is_some_and(|(a, b)| a.similarity(b) >= SAME_TEXT) {
                groups.join(*one, *other);
            }
        }
    }
}

/// Disjoint sets with path halving; the root of a set is its smallest member.
struct Groups(Vec<usize>);

impl Groups {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;
    use crate::sketch;

    fn dated(name: &str, text: &str, day: u32) -> Dated {
        let available = format!("2024-12-{day:02}T00:00:00Z").parse().unwrap();
        Dated {
            hash: ReportHash::of("test", &[name.as_bytes()]),
            sketch: sketch(text),
            available,
        }
    }

    const STORY: &str = "Troops withdrew from the old fort on the river on Friday after three days of shelling, a monitor said, and families left by the eastern road while the bridge was still open to them and to the last of the trucks.";

    #[test]
    fn a_copy_shares_the_lineage_of_the_first_and_another_text_does_not() {
        let first = dated("a", STORY, 1);
        let copy = dated("b", &format!("{STORY} (Agency)"), 2);
        let other = dated(
            "c",
            "Nobody was hurt when a warehouse burned down in the harbour on Monday evening, officials said.",
            1,
        );
        let found = lineages(&[copy.clone(), other.clone(), first.clone()]);
        assert_eq!(found[&first.hash], found[&copy.hash]);
        assert_eq!(found[&first.hash], lineage_of(first.hash));
        assert_ne!(found[&first.hash], found[&other.hash]);
    }

    #[test]
    fn texts_without_words_are_like_no_other() {
        let found = lineages(&[dated("a", "...", 1), dated("b", "!!!", 1)]);
        assert_eq!(found.len(), 2);
        assert_ne!(found.values().next(), found.values().last());
    }

    proptest! {
        #[test]
        fn the_order_of_reports_does_not_matter(order in Just((0..12_u32).collect::<Vec<_>>()).prop_shuffle()) {
            let make = |n: &u32| dated(&n.to_string(), &format!("{STORY}{}", " more words of it".repeat((n % 4) as usize)), 1 + n % 5);
            let sorted: Vec<Dated> = (0..12).map(|n| make(&n)).collect();
            let shuffled: Vec<Dated> = order.iter().map(make).collect();
            prop_assert_eq!(lineages(&sorted), lineages(&shuffled));
        }
    }
}
