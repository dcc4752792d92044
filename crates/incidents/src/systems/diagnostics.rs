//! Whether chains have come to say the same.
//!
//! What goes in: the draws of several chains. What comes out: split R-hat, which is 1 where chains and their halves
//! agree, and how many independent draws theirs are worth, in the bulk and at the ends of the interval. After Vehtari,
//! Gelman, Simpson, Carpenter and Bürkner 2021, "Rank-normalization, folding, and localization: an improved R-hat for
//! assessing convergence of MCMC", Bayesian Analysis 16: 667-718.

use serde::Serialize;

use super::quantile::{HIGH, LOW, MEDIAN, Sorted};

/// Above this, chains disagree: the bound that they recommend.
const HIGHEST_R_HAT: f64 = 1.01;

/// Below so many effective draws quantiles and R-hat itself are loose: the bound that they recommend.
const FEWEST_EFFECTIVE: f64 = 400.0;

/// How far chains agree; R-hat to four decimals and draws to whole ones, for more would be noise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Convergence {
    /// The larger of the rank-normalised split R-hat of the draws and of their distances to the median.
    pub r_hat: f64,
    /// Independent draws that those of the bulk are worth.
    pub effective: f64,
    /// Independent draws that those at the worse end of the interval are worth.
    pub effective_tails: f64,
}

impl Convergence {
    /// Of chains of one length.
    pub(super) fn of(chains: &[Vec<f64>], sorted: &Sorted) -> Self {
        let median = sorted.quantile(MEDIAN);
        let ranked = halves(&normal_scores(chains));
        let folded = map(chains, |draw| (draw - median).abs());
        let folded = halves(&normal_scores(&folded));
        let at_end = |share: f64| {
            let end = sorted.quantile(share);
            let below = map(chains, |draw| f64::from(u8::from(draw <= end)));
            effective(&halves(&below))
        };
        let r_hat = r_hat(&ranked).max(r_hat(&folded));
        Self {
            r_hat: (r_hat * 1e4).round() / 1e4,
            effective: effective(&ranked).round(),
            effective_tails: at_end(LOW).min(at_end(HIGH)).round(),
        }
    }

    /// Whether the draws can be taken for the posterior.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.r_hat <= HIGHEST_R_HAT
            && self.effective >= FEWEST_EFFECTIVE
            && self.effective_tails >= FEWEST_EFFECTIVE
    }
}

fn map(chains: &[Vec<f64>], change: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    let changed = chains
        .iter()
        .map(|chain| chain.iter().map(|draw| change(*draw)).collect());
    changed.collect()
}

/// Each chain as two; the middle draw of an odd number belongs to neither.
fn halves(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let split = |chain: &Vec<f64>| {
        let half = chain.len() / 2;
        let (first, second) = chain.split_at(half);
        [first.to_vec(), second[second.len() - half..].to_vec()]
    };
    chains.iter().flat_map(split).collect()
}

/// Draws as quantiles of the normal distribution by their ranks among all draws; equal ones share a rank
/// (Blom 1958, "Statistical Estimates and Transformed Beta-Variables").
fn normal_scores(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let sorted = Sorted::of(chains);
    let all = sorted.len();
    map(chains, |draw| {
        let (below, up_to) = sorted.ranks(draw);
        // The mean of the ranks below + 1 to up_to.
        let rank = f64::midpoint(below + 1.0, up_to);
        normal_quantile((rank - 0.375) / (all + 0.25))
    })
}

/// Mean of the variances within chains, and the estimate of the variance of all.
fn variances(chains: &[Vec<f64>]) -> (f64, f64) {
    let draws = length(chains);
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let within: Vec<f64> = chains.iter().map(|chain| variance(chain)).collect();
    let within = mean(&within);
    (within, within * (draws - 1.0) / draws + variance(&means))
}

/// How much wider all chains together are than each; 1 where no draw differs from another.
fn r_hat(chains: &[Vec<f64>]) -> f64 {
    let (within, all) = variances(chains);
    if all > 0.0 {
        (all / within).sqrt()
    } else {
        1.0
    }
}

/// Effective draws by Geyer's initial monotone sequence (Geyer 1992, "Practical Markov chain Monte Carlo").
fn effective(chains: &[Vec<f64>]) -> f64 {
    let (within, all) = variances(chains);
    let draws = length(chains) * count(chains.len());
    if all <= 0.0 {
        return draws;
    }
    let centred: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let mean = mean(chain);
            chain.iter().map(|draw| draw - mean).collect()
        })
        .collect();
    let correlation = |lag: usize| 1.0 - (within - mean_product(&centred, lag)) / all;
    let mut time = -1.0;
    let mut before = f64::INFINITY;
    let longest = chains.first().map_or(0, Vec::len);
    for lag in (0..longest.saturating_sub(1)).step_by(2) {
        let first = if lag == 0 { 1.0 } else { correlation(lag) };
        let pair = first + correlation(lag + 1);
        if pair <= 0.0 {
            break;
        }
        before = pair.min(before);
        time += 2.0 * before;
    }
    // Chains that swing about their mean are worth more than their draws, but not without bound.
    draws / time.max(1.0 / draws.log10())
}

/// The autocovariance at a lag, as the mean over chains.
fn mean_product(centred: &[Vec<f64>], lag: usize) -> f64 {
    let of_chain = |chain: &Vec<f64>| {
        let later = chain.get(lag..).unwrap_or_default();
        let products = chain.iter().zip(later).map(|(draw, later)| draw * later);
        products.sum::<f64>() / count(chain.len())
    };
    let all: Vec<f64> = centred.iter().map(of_chain).collect();
    mean(&all)
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / count(numbers.len())
}

fn variance(numbers: &[f64]) -> f64 {
    let mean = mean(numbers);
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    squares / (count(numbers.len()) - 1.0).max(1.0)
}

fn length(chains: &[Vec<f64>]) -> f64 {
    count(chains.first().map_or(0, Vec::len))
}

#[expect(clippy::cast_precision_loss, reason = "lengths stay below 2^52")]
fn count(length: usize) -> f64 {
    length as f64
}

/// The quantile of the standard normal distribution, to seven digits (Wichura 1988, algorithm AS 241, PPND7).
fn normal_quantile(share: f64) -> f64 {
    let middle = share - 0.5;
    if middle.abs() <= 0.425 {
        let at = 0.180_625 - middle * middle;
        let above = [
            3.387_132_717_9,
            50.434_271_938,
            159.291_132_02,
            59.109_374_720,
        ];
        let below = [1.0, 17.895_169_469, 78.757_757_664, 67.187_563_600];
        return middle * ratio(at, above, below);
    }
    let at = (-share.min(1.0 - share).ln()).sqrt();
    let size = if at <= 5.0 {
        let above = [
            1.423_437_277_7,
            2.756_815_390_0,
            1.306_728_481_6,
            0.170_238_211_03,
        ];
        let below = [1.0, 0.737_001_642_50, 0.120_211_329_75, 0.0];
        ratio(at - 1.6, above, below)
    } else {
        let above = [
            6.657_905_115_0,
            3.081_226_386_0,
            0.428_682_943_37,
            0.017_337_203_997,
        ];
        let below = [1.0, 0.241_978_942_25, 0.012_258_202_635, 0.0];
        ratio(at - 5.0, above, below)
    };
    size.copysign(middle)
}

/// One polynomial by another, coefficients from the constant on.
fn ratio(at: f64, above: [f64; 4], below: [f64; 4]) -> f64 {
    let polynomial =
        |coefficients: [f64; 4]| coefficients.iter().rev().fold(0.0, |sum, it| sum * at + it);
    polynomial(above) / polynomial(below)
}

#[cfg(test)]
mod tests {
    use rand::RngExt as _;

    use super::*;
    use crate::systems::draws::stream;

    #[test]
    fn normal_quantiles_are_those_of_the_tables() {
        for (share, expected) in [
            (0.5, 0.0),
            (0.975, 1.959_964_0),
            (0.1, -1.281_551_6),
            (0.001, -3.090_232_3),
            (1e-12, -7.034_483_8),
        ] {
            assert!((normal_quantile(share) - expected).abs() < 1e-6, "{share}");
        }
    }

    /// Four chains, each draw a share of the one before and the rest new; later chains stand higher.
    fn chains(carry: f64, apart: f64) -> Vec<Vec<f64>> {
        let chain = |number: u8| {
            let mut rng = stream(u64::from(number), "chains");
            let mut at = 0.0;
            let draws = (0..2000).map(|_| {
                at = carry * at + rng.random::<f64>() - 0.5;
                at + apart * f64::from(number)
            });
            draws.collect()
        };
        (0..4).map(chain).collect()
    }

    fn of(chains: &[Vec<f64>]) -> Convergence {
        Convergence::of(chains, &Sorted::of(chains))
    }

    #[test]
    fn independent_draws_are_worth_their_number() {
        let found = of(&chains(0.0, 0.0));
        assert!(found.is_reached(), "{found:?}");
        assert!((found.effective / 8000.0 - 1.0).abs() < 0.1, "{found:?}");
        assert!(
            (found.effective_tails / 8000.0 - 1.0).abs() < 0.15,
            "{found:?}"
        );
    }

    #[test]
    fn draws_that_hang_together_are_worth_less() {
        // An autoregression of .9 is worth (1 - .9) / (1 + .9) of its draws.
        let found = of(&chains(0.9, 0.0));
        assert!(
            (found.effective / (8000.0 / 19.0) - 1.0).abs() < 0.3,
            "{found:?}"
        );
    }

    #[test]
    fn chains_that_stand_apart_have_not_converged() {
        let found = of(&chains(0.0, 0.3));
        assert!(found.r_hat > 1.2 && !found.is_reached(), "{found:?}");
        assert!(found.effective < 50.0, "{found:?}");
    }

    #[test]
    fn chains_of_one_width_each_that_differ_are_seen_by_folding() {
        let mut chains = chains(0.0, 0.0);
        for draw in chains.iter_mut().take(2).flatten() {
            *draw *= 3.0;
        }
        assert!(of(&chains).r_hat > 1.05);
    }

    #[test]
    fn where_no_draw_differs_there_is_nothing_to_disagree_about() {
        let found = of(&[vec![5.0; 300], vec![5.0; 300]]);
        assert_eq!((found.r_hat, found.effective), (1.0, 600.0));
    }
}
