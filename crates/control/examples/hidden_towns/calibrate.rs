//! How often a share of the vote was right.

use crate::{scores::share, towns::Answer};

/// Shares up to each of these are taken together.
const EDGES: [f64; 8] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0];

/// Answers with shares near each other.
struct Group {
    count: usize,
    right: usize,
    share: f64,
}

/// Pairs of share and how often it was right, rising, with the ends at 0 and 1.
pub(crate) fn calibration(answers: &[Answer]) -> Vec<[f64; 2]> {
    let mut groups: Vec<Group> = Vec::new();
    let mut from = -1.0;
    for edge in EDGES {
        let of_group = answers
            .iter()
            .filter(|answer| answer.share > from && answer.share <= edge);
        if let Some(group) = group(of_group) {
            pool(&mut groups, group);
        }
        from = edge;
    }
    let hundredths = |value: f64| (value * 100.0).round() / 100.0;
    let mut pairs: Vec<[f64; 2]> = groups
        .iter()
        .map(|group| [hundredths(group.share), hundredths(group.rate())])
        .collect();
    pairs.dedup_by_key(|[at, _]| *at);
    if let (Some([low, of_low]), Some([high, of_high])) =
        (pairs.first().copied(), pairs.last().copied())
    {
        if low > 0.0 {
            pairs.insert(0, [0.0, of_low]);
        }
        if high < 1.0 {
            pairs.push([1.0, of_high]);
        }
    }
    pairs
}

fn group<'a>(answers: impl Iterator<Item = &'a Answer>) -> Option<Group> {
    let (mut count, mut right, mut sum) = (0, 0, 0.0);
    for answer in answers {
        count += 1;
        right += usize::from(answer.said == answer.truth);
        sum += answer.share;
    }
    (count > 0).then(|| Group {
        count,
        right,
        share: sum / share(count, 1),
    })
}

/// Adds a group; where it was right less often than the one before, both are one (pool adjacent violators).
fn pool(groups: &mut Vec<Group>, mut next: Group) {
    while let Some(before) = groups.pop_if(|before| before.rate() > next.rate()) {
        let count = before.count + next.count;
        let sum = before.share * share(before.count, 1) + next.share * share(next.count, 1);
        next = Group {
            count,
            right: before.right + next.right,
            share: sum / share(count, 1),
        };
    }
    groups.push(next);
}

impl Group {
    fn rate(&self) -> f64 {
        share(self.right, self.count)
    }
}
