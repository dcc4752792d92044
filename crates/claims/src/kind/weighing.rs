//! How much a cue weighs by where it stands.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Weights that are not of one rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weighing {
    /// By what the weight of a cue is multiplied that is not in the first sentence.
    pub(super) later: f64,
    /// By what the weight of a cue is multiplied for each word that it begins behind the first cue of its sentence:
    /// less than 1 where the act that is named first governs the others.
    #[serde(default = "as_much")]
    pub(super) behind: f64,
    /// By what the weight of a cue is multiplied that stands behind a word of the background in its sentence.
    #[serde(default = "as_much")]
    pub(super) in_background: f64,
    /// By what the evidence of claims is multiplied.
    pub(super) claims: f64,
    /// The weight in any text of the kind for which nothing needs to be said, where the scheme has one.
    #[serde(default)]
    pub(super) nothing_said: f64,
}

fn as_much() -> f64 {
    1.0
}

/// The first word of a cue in each sentence that has one.
pub(super) type FirstWords = BTreeMap<usize, usize>;

/// Where a rule fires.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) sentence: usize,
    pub(super) word: usize,
}

impl Weighing {
    /// By what the weight of a rule is multiplied that fires at a spot.
    pub(super) fn of(&self, spot: Spot, begins: &FirstWords, is_background: bool) -> f64 {
        let first = begins.get(&spot.sentence).copied().unwrap_or(spot.word);
        let behind = i32::try_from(spot.word.saturating_sub(first)).unwrap_or(i32::MAX);
        let later = if spot.sentence == 0 { 1.0 } else { self.later };
        let ground = if is_background {
            self.in_background
        } else {
            1.0
        };
        later * ground * self.behind.powi(behind)
    }
}
