//! The evidence for one candidate: weights that add up, each with its reason where somebody asks for it.

use std::sync::Arc;

use marsad_domain::PlaceKind;

use crate::{
    reason::{Reason, RuleName, Why},
    rules::Weights,
};

/// Takes weights one by one.
pub(super) trait Evidence {
    /// A weight, and what it comes from.
    fn add(&mut self, weight: f64, reason: impl FnOnce() -> (RuleName, Why));

    /// A weight that words beside the name give.
    fn decide(&mut self, weight: f64, reason: impl FnOnce() -> (RuleName, Why));
}

/// The sum of the weights.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sum {
    /// The sum.
    pub(super) total: f64,
    /// What of it words beside the name gave, and not what is known of the place.
    pub(super) beside: f64,
}

impl Evidence for Sum {
    fn add(&mut self, weight: f64, _: impl FnOnce() -> (RuleName, Why)) {
        self.total += weight;
    }

    fn decide(&mut self, weight: f64, _: impl FnOnce() -> (RuleName, Why)) {
        self.total += weight;
        self.beside += weight;
    }
}

/// The reasons of the weights that count, as they were given.
impl Evidence for Vec<Reason> {
    fn add(&mut self, weight: f64, reason: impl FnOnce() -> (RuleName, Why)) {
        if weight != 0.0 {
            let (rule, why) = reason();
            self.push(Reason {
                rule,
                why,
                weight: Some(weight),
            });
        }
    }

    fn decide(&mut self, weight: f64, reason: impl FnOnce() -> (RuleName, Why)) {
        self.add(weight, reason);
    }
}

/// What the kind of a place says.
pub(super) fn prior(evidence: &mut impl Evidence, weight: f64, kind: PlaceKind) {
    evidence.add(weight, || ("prior".into(), Why::Kind(kind)));
}

/// What the number of people says.
pub(super) fn population(evidence: &mut impl Evidence, per_decade: f64, people: u64) {
    #[expect(
        clippy::cast_precision_loss,
        reason = "an order of magnitude is wanted"
    )]
    let decades = (people as f64).log10();
    evidence.add(per_decade * decades, || {
        ("per_decade_of_people".into(), Why::People(people))
    });
}

/// What the kind makes one expect where nobody has counted the people; `decades` is the logarithm of their number.
pub(super) fn unknown_population(evidence: &mut impl Evidence, per_decade: f64, decades: f64) {
    evidence.add(per_decade * decades, || {
        (
            "per_decade_of_people".into(),
            Why::Plain("its people are not counted; taken for as many as such a place has"),
        )
    });
}

/// What a word for a kind says; `rank` is the kind's place among the kinds of the word.
pub(super) fn feature(
    evidence: &mut impl Evidence,
    weights: &Weights,
    rule: &Arc<str>,
    rank: Option<usize>,
) {
    let Some(rank) = rank else {
        let why = Why::Plain("feature_disagrees: the word is said of another kind");
        return evidence.add(weights.feature_disagrees, || (rule.into(), why));
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rule names a handful of kinds"
    )]
    let share = 1.0 / (1.0 + rank as f64 / 8.0);
    let why = Why::Plain("feature_agrees: the word is said of such");
    evidence.decide(weights.feature_agrees * share, || (rule.into(), why));
}

/// What share of the names of the text lies in its country, 0 to 1.
pub(super) fn country(evidence: &mut impl Evidence, weight: f64, share: f64) {
    evidence.add(weight * share, || {
        ("in_country_of_text".into(), Why::Share(share))
    });
}

/// How near the other places of the text are, 0 to 1.
pub(super) fn near(evidence: &mut impl Evidence, weight: f64, near: f64) {
    evidence.add(weight * near, || ("near_others".into(), Why::Near(near)));
}
