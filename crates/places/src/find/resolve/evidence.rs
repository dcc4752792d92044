//! The evidence for one candidate: a sum of weights, each with its reason.

use marsad_domain::PlaceKind;

use crate::rules::Weights;

/// What speaks for and against a candidate.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    parts: Vec<(f64, String)>,
    /// Whether words beside the name decided, and not only what is known of the place.
    pub(super) decided: bool,
    /// How alike the spelling is, where it is no listed one.
    pub(super) likeness: Option<f64>,
}

impl Evidence {
    /// The sum of the weights.
    pub(super) fn total(&self) -> f64 {
        self.parts.iter().map(|(weight, _)| weight).sum()
    }

    /// The reasons with their weights, as they were given.
    pub(super) fn reasons(&self) -> impl Iterator<Item = String> + '_ {
        self.parts
            .iter()
            .filter(|(weight, _)| *weight != 0.0)
            .map(|(weight, why)| format!("{why} ({weight:+.2})"))
    }

    /// A weight that says nothing of the words beside the name.
    pub(super) fn add(&mut self, weight: f64, why: &str) {
        self.parts.push((weight, why.to_owned()));
    }

    /// A weight that words beside the name give.
    pub(super) fn decide(&mut self, weight: f64, why: String) {
        self.parts.push((weight, why));
        self.decided = true;
    }

    /// What the kind of the place says.
    pub(super) fn prior(&mut self, weight: f64, kind: PlaceKind) {
        self.parts
            .push((weight, format!("prior: a {kind:?}").to_lowercase()));
    }

    /// What it says that the name is in no list but is spelled like this place's: the logarithm of the likeness.
    pub(super) fn alike(&mut self, likeness: f64, name: &str) {
        self.parts.push((
            likeness.ln(),
            format!("alike: no listed spelling, but it sounds like {name}"),
        ));
        self.likeness = Some(likeness);
    }

    /// What the number of people says.
    pub(super) fn population(&mut self, per_decade: f64, people: u64) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an order of magnitude is wanted"
        )]
        let decades = (people as f64).log10();
        self.parts.push((
            per_decade * decades,
            format!("per_decade_of_people: {people} people"),
        ));
    }

    /// What a word for a kind says; `rank` is the kind's place among the kinds of the word.
    pub(super) fn feature(&mut self, weights: &Weights, word: &str, rank: Option<usize>) {
        match rank {
            Some(rank) => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a rule names a handful of kinds"
                )]
                let share = 1.0 / (1.0 + rank as f64 / 4.0);
                self.decide(
                    weights.feature_agrees * share,
                    format!("feature_agrees: {word:?} is said of such"),
                );
            }
            None => self.add(
                weights.feature_disagrees,
                "feature_disagrees: the word is said of another kind",
            ),
        }
    }

    /// What share of the names of the text lies in its country, 0 to 1.
    pub(super) fn country(&mut self, weight: f64, share: f64) {
        if share > 0.0 {
            self.parts.push((
                weight * share,
                format!("in_country_of_text: {share:.2} of the names lie in its country"),
            ));
        }
    }

    /// How near the other places of the text are, 0 to 1.
    pub(super) fn near(&mut self, weight: f64, near: f64) {
        if near > 0.0 {
            self.parts.push((
                weight * near,
                format!("near_others: nearness {near:.2} to the other places"),
            ));
        }
    }
}
