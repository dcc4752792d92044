//! Quantiles of draws.

/// The share of draws below the lower end of the interval.
pub(super) const LOW: f64 = 0.025;
/// The share of draws below the median.
pub(super) const MEDIAN: f64 = 0.5;
/// The share of draws below the upper end of the interval.
pub(super) const HIGH: f64 = 0.975;

/// The draws of all chains in order of size.
#[derive(Debug)]
pub(super) struct Sorted(Vec<f64>);

impl Sorted {
    /// Of chains.
    pub(super) fn of(chains: &[Vec<f64>]) -> Self {
        let mut all: Vec<f64> = chains.iter().flatten().copied().collect();
        all.sort_by(f64::total_cmp);
        Self(all)
    }

    /// How many there are.
    pub(super) fn len(&self) -> f64 {
        number(self.0.len())
    }

    /// Their mean; 0 where there is none.
    pub(super) fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.len().max(1.0)
    }

    /// The quantile of a share, between two draws by where the share falls (definition 7 of Hyndman and Fan 1996, the
    /// one of R); 0 where there is no draw.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        let at = (self.len() - 1.0).max(0.0) * share;
        let draw = |at: f64| self.0.get(index(at)).copied();
        let below = draw(at.floor()).unwrap_or_default();
        let above = draw(at.ceil()).unwrap_or(below);
        below + (above - below) * at.fract()
    }

    /// How many draws are smaller than this, and how many not larger.
    pub(super) fn ranks(&self, draw: f64) -> (f64, f64) {
        let below = self.0.partition_point(|other| *other < draw);
        let up_to = self.0.partition_point(|other| *other <= draw);
        (number(below), number(up_to))
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths stay below 2^52")]
fn number(length: usize) -> f64 {
    length as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number between 0 and a length"
)]
fn index(at: f64) -> usize {
    at as usize
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "halves are exact")]

    use super::*;

    #[test]
    fn quantiles_lie_between_draws_as_in_r() {
        let sorted = Sorted::of(&[vec![4.0, 1.0], vec![3.0, 2.0]]);
        assert_eq!(sorted.quantile(MEDIAN), 2.5);
        assert!((sorted.quantile(LOW) - 1.075).abs() < 1e-12);
        assert_eq!(sorted.mean(), 2.5);
        assert_eq!(Sorted::of(&[]).quantile(MEDIAN), 0.0);
    }

    #[test]
    fn equal_draws_share_their_ranks() {
        let sorted = Sorted::of(&[vec![2.0, 1.0, 2.0, 3.0]]);
        assert_eq!(sorted.ranks(2.0), (1.0, 3.0));
    }
}
