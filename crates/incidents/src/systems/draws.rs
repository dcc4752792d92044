//! Random draws that a chain is made of.
//!
//! What goes in: a seed and the name of a stream, or a stream and the numbers of a distribution. What comes out: a
//! draw. A stream goes by its name, so that a new one moves no other.

use rand::{RngExt as _, SeedableRng as _, distr::OpenClosed01};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution as _, Gamma, Poisson};

/// Up to so many people one draw for each is cheaper than one for all of them.
const FEW: u64 = 24;

/// No answer about people means more than this; up to it a float is exact.
const MOST: f64 = 1e12;

/// A source of random numbers: the same seed and name give the same numbers anywhere.
pub(super) fn stream(seed: u64, name: &str) -> ChaCha8Rng {
    let mut stream = ChaCha8Rng::seed_from_u64(seed);
    stream.set_stream(fingerprint(name));
    stream
}

/// FNV-1a in 64 bits (Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm").
fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A number between 0 and 1, never 0.
pub(super) fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    rng.sample(OpenClosed01)
}

/// A draw from the gamma distribution of rate 1 and this shape, which is positive.
pub(super) fn gamma(shape: f64, rng: &mut ChaCha8Rng) -> f64 {
    Gamma::new(shape, 1.0).map_or(shape, |gamma| gamma.sample(rng))
}

/// The logarithm of such a draw, for a shape so small that the draw itself would be 0.
///
/// A gamma of shape a is one of shape a + 1 times a uniform to the power 1/a (Marsaglia and Tsang 2000, "A simple
/// method for generating gamma variables").
pub(super) fn ln_gamma(shape: f64, rng: &mut ChaCha8Rng) -> f64 {
    let uniform = uniform(rng);
    gamma(shape + 1.0, rng).ln() + uniform.ln() / shape
}

/// How often something fails before it has succeeded so often, at these odds of failing: negative binomial, drawn as
/// a Poisson count whose mean is a gamma draw.
pub(super) fn failures(successes: u64, odds: f64, rng: &mut ChaCha8Rng) -> u64 {
    let mean = (gamma(number(successes), rng) * odds).min(MOST);
    Poisson::new(mean).map_or(0, |poisson| to_count(poisson.sample(rng)))
}

/// A whole number below another, which is positive, each as likely.
pub(super) fn below(end: u64, rng: &mut ChaCha8Rng) -> u64 {
    rng.random_range(0..end)
}

/// How many of so many fall on one side, each with this probability.
pub(super) fn binomial(count: u64, share: f64, rng: &mut ChaCha8Rng) -> u64 {
    if count <= FEW {
        let each = (0..count).map(|_| u64::from(rng.random::<f64>() < share));
        return each.sum();
    }
    Binomial::new(count, share).map_or(0, |binomial| binomial.sample(rng))
}

/// Deals people to classes by weight, and hands each class that gets some to `take` with their number.
///
/// Where all weights are 0 the first class gets them: the model cannot tell such people apart.
pub(super) fn deal(
    count: u64,
    weights: &[f64],
    rng: &mut ChaCha8Rng,
    mut take: impl FnMut(usize, u64),
) {
    if count <= FEW {
        for _ in 0..count {
            take(choose(weights, rng).unwrap_or(0), 1);
        }
        return;
    }
    let mut rest: f64 = weights.iter().sum();
    let mut left = count;
    for (class, weight) in weights.iter().enumerate() {
        let is_last = class + 1 == weights.len() || rest <= *weight;
        let got = if is_last {
            left
        } else {
            binomial(left, weight / rest, rng)
        };
        if got > 0 {
            take(class, got);
        }
        left -= got;
        rest -= weight;
        if left == 0 {
            return;
        }
    }
}

/// One of the classes by weight; none where all weights are 0.
pub(super) fn choose(weights: &[f64], rng: &mut ChaCha8Rng) -> Option<usize> {
    let mut rest = rng.random::<f64>() * weights.iter().sum::<f64>();
    for (class, weight) in weights.iter().enumerate() {
        rest -= weight;
        if rest < 0.0 {
            return Some(class);
        }
    }
    // Rounding has left something over, or all weights are 0.
    weights.iter().rposition(|weight| *weight > 0.0)
}

/// A count as a number to reckon with.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of people stay below 2^52"
)]
pub(super) fn number(count: u64) -> f64 {
    count as f64
}

/// The count nearest to a number; one below 0, or none at all, is 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates, and what is not a number becomes 0"
)]
pub(super) fn to_count(number: f64) -> u64 {
    number.round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean and the variance of many draws.
    fn moments(mut draw: impl FnMut(&mut ChaCha8Rng) -> f64) -> (f64, f64) {
        let mut rng = stream(7, "moments");
        let draws: Vec<f64> = (0..40_000).map(|_| draw(&mut rng)).collect();
        let mean = draws.iter().sum::<f64>() / 40_000.0;
        let squares: f64 = draws.iter().map(|draw| (draw - mean).powi(2)).sum();
        (mean, squares / 39_999.0)
    }

    fn check((mean, variance): (f64, f64), expected: (f64, f64)) {
        assert!(
            (mean / expected.0 - 1.0).abs() < 0.02,
            "mean {mean} for {}",
            expected.0
        );
        let ratio = variance / expected.1;
        assert!(
            (ratio - 1.0).abs() < 0.05,
            "variance {variance} for {}",
            expected.1
        );
    }

    #[test]
    fn streams_of_one_name_are_one_and_of_two_are_two() {
        let first = |name: &str| stream(1, name).random::<u64>();
        assert_eq!(first("a"), first("a"));
        assert_ne!(first("a"), first("b"));
        assert_ne!(first("a"), stream(2, "a").random::<u64>());
    }

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        // From the test vectors of the algorithm's draft.
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn failures_have_the_moments_of_the_negative_binomial() {
        // Mean r * odds, variance mean * (1 + odds).
        check(moments(|rng| number(failures(50, 0.4, rng))), (20.0, 28.0));
    }

    #[test]
    fn the_logarithm_of_a_small_gamma_has_its_mean() {
        // The mean of the logarithm is digamma(shape): -100.56 for 0.01, with variance trigamma(0.01) = 10001.6.
        let (mean, variance) = moments(|rng| ln_gamma(0.01, rng));
        check((-mean, variance), (100.56, 10_001.6));
    }

    #[test]
    fn many_and_few_are_dealt_by_weight_and_none_is_lost() {
        for count in [5, 400] {
            let (mean, _) = moments(|rng| {
                let mut got = [0, 0, 0];
                deal(count, &[1.0, 0.0, 3.0], rng, |class, people| {
                    got[class] += people;
                });
                assert_eq!(got[1], 0);
                assert_eq!(got[0] + got[2], count);
                number(got[0])
            });
            assert!(
                (mean / number(count) - 0.25).abs() < 0.005,
                "{mean} of {count}"
            );
        }
        deal(3, &[0.0, 0.0], &mut stream(1, "none"), |class, _| {
            assert_eq!(class, 0);
        });
    }
}
