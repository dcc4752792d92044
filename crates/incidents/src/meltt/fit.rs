//! How well the categories of two entries agree.

use super::{
    entry::Entry,
    rules::{Agreement, Dimension, Rules},
    taxonomy::CategoryPath,
};

/// How two entries agree. Lower is better: 0 where they agree at the finest level of every taxonomy.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The weighted mean over all taxonomies of how far the level at which the entries agree is from the finest one:
    /// 0 for the finest, 1 for the coarsest of several, 1 for none.
    pub score: f64,
    /// The level at which they agree in each taxonomy, from 0 for the finest; none where they do not.
    pub levels: Vec<Option<usize>>,
}

/// How the categories of two entries agree; none where they disagree in more taxonomies than may be.
///
/// A taxonomy with L levels in which the entries agree first at level l, counted from 0, adds w l / max(1, L - 1); one
/// in which they disagree adds w. The score is the sum over the number of taxonomies (Donnay et al. 2019; `meltt`).
#[must_use]
pub fn fit(a: &Entry, b: &Entry, rules: &Rules) -> Option<Fit> {
    let mut sum = 0.0;
    let mut taxonomies = 0.0;
    let mut unmatched = 0;
    let mut levels = Vec::with_capacity(rules.dimensions().len());
    for (at, dimension) in rules.dimensions().iter().enumerate() {
        let pair = a.categories.get(at).zip(b.categories.get(at));
        let level = pair.and_then(|(a, b)| agreement(a, b, dimension));
        if let Some(level) = level {
            sum += part(level, dimension);
        } else {
            sum += dimension.weight;
            unmatched += 1;
        }
        if unmatched > rules.unmatched() {
            return None;
        }
        levels.push(level);
        taxonomies += 1.0;
    }
    Some(Fit {
        score: sum / taxonomies,
        levels,
    })
}

fn agreement(a: &CategoryPath, b: &CategoryPath, dimension: &Dimension) -> Option<usize> {
    match dimension.agreement {
        Agreement::Finest => (0..dimension.levels).find(|level| a.agrees(b, *level)),
        Agreement::At(level) => a.agrees(b, level).then_some(level),
    }
}

/// What an agreement at a level adds.
#[expect(
    clippy::cast_precision_loss,
    reason = "taxonomies have a handful of levels"
)]
fn part(level: usize, dimension: &Dimension) -> f64 {
    let coarsest = dimension.levels.saturating_sub(1).max(1);
    dimension.weight * level as f64 / coarsest as f64
}
