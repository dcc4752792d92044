//! How alike two partitions of the same items are: B-cubed and pairwise precision and recall.

use std::collections::BTreeMap;

use super::{f1, number, share};

/// Scores of a partition against the true one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PartitionScores {
    /// Mean share of an item's cluster that belongs with it (Bagga and Baldwin 1998).
    pub(crate) cubed_precision: f64,
    /// Mean share of an item's true companions that are in its cluster.
    pub(crate) cubed_recall: f64,
    /// Share of joined pairs that belong together.
    pub(crate) pair_precision: f64,
    /// Share of the pairs that belong together that are joined.
    pub(crate) pair_recall: f64,
    /// Number of clusters.
    pub(crate) clusters: usize,
    /// Number of true clusters.
    pub(crate) true_clusters: usize,
}

impl PartitionScores {
    /// B-cubed F1.
    pub(crate) fn cubed_f1(&self) -> f64 {
        f1(self.cubed_precision, self.cubed_recall)
    }

    /// Pairwise F1.
    pub(crate) fn pair_f1(&self) -> f64 {
        f1(self.pair_precision, self.pair_recall)
    }
}

/// Score items given as (cluster, true cluster). Time grows with the number of items, not of pairs.
pub(crate) fn partition_scores(items: &[(String, String)]) -> PartitionScores {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut true_sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (cluster, truth) in items {
        *sizes.entry(cluster).or_default() += 1;
        *true_sizes.entry(truth).or_default() += 1;
        *shared.entry((cluster, truth)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((cluster, truth), &count) in &shared {
        let of =
            |sizes: &BTreeMap<&str, usize>, key: &str| sizes.get(key).copied().unwrap_or_default();
        precision += number(count) * share(count, of(&sizes, cluster));
        recall += number(count) * share(count, of(&true_sizes, truth));
    }
    let items = number(items.len().max(1));
    let right = pairs(shared.values());
    PartitionScores {
        cubed_precision: precision / items,
        cubed_recall: recall / items,
        pair_precision: share(right, pairs(sizes.values())),
        pair_recall: share(right, pairs(true_sizes.values())),
        clusters: sizes.len(),
        true_clusters: true_sizes.len(),
    }
}

fn pairs<'a>(sizes: impl Iterator<Item = &'a usize>) -> usize {
    sizes.map(|size| size * size.saturating_sub(1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(clusters: &str, truth: &str) -> PartitionScores {
        let items: Vec<(String, String)> = clusters
            .chars()
            .zip(truth.chars())
            .map(|(a, b)| (a.into(), b.into()))
            .collect();
        partition_scores(&items)
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn the_truth_scores_one_under_other_names() {
        let found = scores("aabbc", "xxyyz");
        assert_near(found.cubed_f1(), 1.0);
        assert_near(found.pair_f1(), 1.0);
        assert_eq!((found.clusters, found.true_clusters), (3, 3));
    }

    #[test]
    fn one_cluster_for_all_has_full_recall() {
        // Two true clusters of 2 in one of 4: each item sees half of its cluster; 2 of 6 pairs are right.
        let found = scores("aaaa", "xxyy");
        assert_near(found.cubed_precision, 0.5);
        assert_near(found.cubed_recall, 1.0);
        assert_near(found.pair_precision, 1.0 / 3.0);
        assert_near(found.pair_recall, 1.0);
    }

    #[test]
    fn singletons_have_full_precision_and_no_pairs() {
        let found = scores("abcd", "xxyy");
        assert_near(found.cubed_precision, 1.0);
        assert_near(found.cubed_recall, 0.5);
        assert_near(found.pair_f1(), 0.0);
    }

    #[test]
    fn the_worked_example_of_two_mixed_clusters() {
        // {1,2,3} and {4,5} against {1,2} and {3,4,5}.
        let found = scores("aaabb", "xxyyy");
        assert_near(
            found.cubed_precision,
            (2.0 * 2.0 / 3.0 + 1.0 / 3.0 + 2.0) / 5.0,
        );
        assert_near(
            found.cubed_recall,
            (2.0 + 1.0 / 3.0 + 2.0 * 2.0 / 3.0) / 5.0,
        );
        assert_near(found.pair_precision, 2.0 / 4.0);
        assert_near(found.pair_recall, 2.0 / 4.0);
    }
}
