//! The rules of one integration: windows, taxonomies, who is preferred.

use marsad_domain::Kilometres;

/// At which level of a taxonomy two entries must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// At any; the finest level counts (`smartmatch` of the package).
    Finest,
    /// At this one, counted from 0 for the finest (`certainty` of the package, which counts from 1).
    At(usize),
}

/// One taxonomy as it counts in the fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dimension {
    /// How many levels it has; at least 1.
    pub levels: usize,
    /// How much it counts; the weights of all dimensions sum to their number.
    pub weight: f64,
    /// At which level entries must agree.
    pub agreement: Agreement,
}

/// Which of several candidates an entry takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preference {
    /// What the package prints since version 0.4: those before it in time come first, the latest of them first, then
    /// the others, the earliest first. The fit decides only who is a candidate.
    #[default]
    FirstInTime,
    /// What the paper says, and the package printed up to version 0.3: the best fit; of equal ones the earliest.
    BestFit,
}

/// What rules are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct RulesRequest {
    /// How far two positions may lie apart.
    pub window_km: Kilometres,
    /// How many days may lie between two first days, and between two last days.
    pub window_days: u32,
    /// The taxonomies.
    pub dimensions: Vec<Dimension>,
    /// In how many taxonomies two entries need not agree (`partial` of the package).
    pub unmatched: usize,
    /// Which candidate is taken.
    pub preference: Preference,
}

/// Rules that can be followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    request: RulesRequest,
}

/// Why rules cannot be followed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RulesError {
    /// The window is not a length.
    #[error("a window of {0} km is no length; hint: 0 or more")]
    Window(f64),
    /// There is nothing to compare the type by.
    #[error("there is no taxonomy; hint: give at least one")]
    NoTaxonomy,
    /// A weight is negative, or the weights do not sum to the number of taxonomies.
    #[error(
        "the weights sum to {sum} for {taxonomies} taxonomies; hint: weights are 0 or more and sum to the number of \
         taxonomies, where an unstated weight is 1"
    )]
    Weights {
        /// Their sum.
        sum: f64,
        /// How many taxonomies there are.
        taxonomies: usize,
    },
    /// A taxonomy has no such level.
    #[error("level {level} of a taxonomy with {levels}; hint: 1 is the finest")]
    Level {
        /// The level that was asked for, from 1.
        level: usize,
        /// How many there are.
        levels: usize,
    },
    /// Everything that is near would match.
    #[error(
        "{unmatched} of {taxonomies} taxonomies may disagree; hint: entries have to agree in at least one"
    )]
    Unmatched {
        /// How many may disagree.
        unmatched: usize,
        /// How many there are.
        taxonomies: usize,
    },
}

impl Rules {
    /// Rules of what was asked for.
    ///
    /// # Errors
    /// The window is negative or no number, there is no taxonomy, weights are negative or do not sum to the number of
    /// taxonomies, a level does not exist, or no taxonomy would have to agree.
    pub fn new(request: RulesRequest) -> Result<Self, RulesError> {
        let Kilometres(window) = request.window_km;
        if !(window.is_finite() && window >= 0.0) {
            return Err(RulesError::Window(window));
        }
        let taxonomies = request.dimensions.len();
        if taxonomies == 0 {
            return Err(RulesError::NoTaxonomy);
        }
        let mut sum = 0.0;
        let mut is_weighed = true;
        let mut expected = 0.0;
        for dimension in &request.dimensions {
            let level = match dimension.agreement {
                Agreement::Finest => 0,
                Agreement::At(level) => level,
            };
            if level >= dimension.levels {
                let (level, levels) = (level.saturating_add(1), dimension.levels);
                return Err(RulesError::Level { level, levels });
            }
            is_weighed &= dimension.weight >= 0.0;
            sum += dimension.weight;
            expected += 1.0;
        }
        if !is_weighed || (sum - expected).abs() > 1e-9 {
            return Err(RulesError::Weights { sum, taxonomies });
        }
        let unmatched = request.unmatched;
        if unmatched >= taxonomies {
            return Err(RulesError::Unmatched {
                unmatched,
                taxonomies,
            });
        }
        Ok(Self { request })
    }

    /// How far two positions may lie apart.
    #[must_use]
    pub fn window_km(&self) -> Kilometres {
        self.request.window_km
    }

    /// How many days may lie between two first days, and between two last days.
    #[must_use]
    pub fn window_days(&self) -> u32 {
        self.request.window_days
    }

    /// The taxonomies.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.request.dimensions
    }

    /// In how many taxonomies two entries need not agree.
    #[must_use]
    pub fn unmatched(&self) -> usize {
        self.request.unmatched
    }

    /// Which candidate is taken.
    #[must_use]
    pub fn preference(&self) -> Preference {
        self.request.preference
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two taxonomies of two levels, with what a test changes.
    fn refusal(change: impl FnOnce(&mut RulesRequest)) -> Option<RulesError> {
        let dimension = Dimension {
            levels: 2,
            weight: 1.0,
            agreement: Agreement::Finest,
        };
        let mut request = RulesRequest {
            window_km: Kilometres(4.0),
            window_days: 2,
            dimensions: vec![dimension, dimension],
            unmatched: 0,
            preference: Preference::FirstInTime,
        };
        change(&mut request);
        Rules::new(request).err()
    }

    #[test]
    fn rules_that_cannot_be_followed_are_refused() {
        assert_eq!(refusal(|_| ()), None);
        assert_eq!(refusal(|rules| rules.window_km = Kilometres(0.0)), None);
        assert_eq!(
            refusal(|rules| rules.window_km = Kilometres(-1.0)),
            Some(RulesError::Window(-1.0))
        );
        assert_eq!(
            refusal(|rules| rules.dimensions.clear()),
            Some(RulesError::NoTaxonomy)
        );
        let (unmatched, taxonomies) = (2, 2);
        assert_eq!(refusal(|rules| rules.unmatched = 1), None);
        assert_eq!(
            refusal(|rules| rules.unmatched = unmatched),
            Some(RulesError::Unmatched {
                unmatched,
                taxonomies
            })
        );
        let at = |level| refusal(|rules| rules.dimensions[0].agreement = Agreement::At(level));
        assert_eq!(at(1), None);
        let (level, levels) = (3, 2);
        assert_eq!(at(2), Some(RulesError::Level { level, levels }));
    }

    #[test]
    fn weights_sum_to_the_number_of_taxonomies() {
        let weigh = |first, second| {
            refusal(|rules| {
                rules.dimensions[0].weight = first;
                rules.dimensions[1].weight = second;
            })
        };
        let refused = |sum| Some(RulesError::Weights { sum, taxonomies: 2 });
        assert_eq!(weigh(0.5, 1.5), None);
        assert_eq!(weigh(0.5, 0.5), refused(1.0));
        assert_eq!(weigh(-1.0, 3.0), refused(2.0));
    }
}
