//! The concentration of the stick-breaking process, and the order of its classes.
//!
//! What goes in: how many people each class has. What comes out: a draw of the concentration, or how much likelier two
//! neighbours are the other way round. The sticks are integrated out of both: drawn in turn with them, concentration
//! and sticks hold each other where they are, and a chain of ten thousand rounds says little.
//!
//! With n(k) people in class k of K and t(k) in those after it, the sticks V(k) ~ Beta(1, a) for k < K give
//!
//! ```text
//! p(n | a) = a^(K-1) Γ(a + n(K)) / Γ(a + N) · product over k < K of Γ(1 + n(k)) / (a + t(k-1))
//! ```
//!
//! where t(0) = N. Exchanging labels moves such a chain between orders of its classes (Papaspiliopoulos and Roberts
//! 2008, "Retrospective Markov chain Monte Carlo methods for Dirichlet process hierarchical models").

use rand_chacha::ChaCha8Rng;

use super::{
    draws::{number, uniform},
    gamma_function::ln_gamma,
    settings::GammaPrior,
};

/// How far the sampler looks at a time, in natural logarithms of the concentration.
const WIDTH: f64 = 4.0;

/// More looks than any density of this shape needs.
const MOST_LOOKS: usize = 200;

/// A draw of the concentration, given the one before, by slice sampling of its logarithm (Neal 2003, "Slice sampling",
/// section 4: stepping out and shrinkage).
pub(super) fn draw(before: f64, members: &[u64], prior: GammaPrior, rng: &mut ChaCha8Rng) -> f64 {
    let density = |at: f64| ln_density(at, members, prior);
    let before = before.ln();
    let level = density(before) + uniform(rng).ln();
    let mut low = before - WIDTH * uniform(rng);
    let mut high = low + WIDTH;
    for _ in 0..MOST_LOOKS {
        if density(low) <= level {
            break;
        }
        low -= WIDTH;
    }
    for _ in 0..MOST_LOOKS {
        if density(high) <= level {
            break;
        }
        high += WIDTH;
    }
    for _ in 0..MOST_LOOKS {
        let at = low + (high - low) * uniform(rng);
        if density(at) > level {
            return at.exp();
        }
        if at < before {
            low = at;
        } else {
            high = at;
        }
    }
    before.exp()
}

/// The logarithm of the density of a logarithm of the concentration, but for a constant.
fn ln_density(at: f64, members: &[u64], prior: GammaPrior) -> f64 {
    let concentration = at.exp();
    let mut later: u64 = members.iter().sum();
    let mut density =
        prior.shape * at - prior.rate * concentration - ln_gamma(concentration + number(later));
    let but_last = members.len().saturating_sub(1);
    for class in members.iter().take(but_last) {
        density += at - (concentration + number(later)).ln();
        later -= class;
    }
    density + ln_gamma(concentration + number(later))
}

/// The logarithm of the probability of everybody's class, by how many each has, but for a factor that only the
/// concentration and the size of the population change.
pub(super) fn ln_probability(members: &[u64], concentration: f64) -> f64 {
    let mut later: u64 = members.iter().sum();
    let but_last = members.len().saturating_sub(1);
    let mut sum = 0.0;
    for class in members.iter().take(but_last) {
        sum += ln_gamma(1.0 + number(*class)) - (concentration + number(later)).ln();
        later -= class;
    }
    sum + ln_gamma(concentration + number(later))
}

/// The logarithm of how much likelier the members are with class `at` and the next one exchanged.
pub(super) fn ln_gain_of_exchange(at: usize, members: &[u64], concentration: f64) -> f64 {
    let after = members.get(at + 2..).unwrap_or_default();
    let (Some(here), Some(next)) = (members.get(at), members.get(at + 1)) else {
        return f64::NEG_INFINITY;
    };
    if after.is_empty() {
        let weight = |last: u64, but_one: u64| {
            ln_gamma(concentration + number(last)) + ln_gamma(1.0 + number(but_one))
        };
        return weight(*here, *next) - weight(*next, *here);
    }
    let after: u64 = after.iter().sum();
    let later = |first: u64| concentration + number(after + first);
    (later(*next) / later(*here)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::draws::stream;

    const PRIOR: GammaPrior = GammaPrior {
        shape: 0.25,
        rate: 0.25,
    };

    /// The probability of members as the product over sticks, without telescoping.
    fn ln_probability_by_sticks(members: &[u64], concentration: f64) -> f64 {
        let mut later: u64 = members.iter().sum();
        let mut sum = 0.0;
        for class in members.iter().take(members.len() - 1) {
            later -= class;
            let (class, later) = (number(*class), number(later));
            sum += concentration.ln() + ln_gamma(1.0 + class) + ln_gamma(concentration + later)
                - ln_gamma(1.0 + concentration + class + later);
        }
        sum
    }

    #[test]
    fn the_density_is_the_prior_times_what_the_sticks_give() {
        let members = [30, 0, 7, 1, 0];
        let expected = |at: f64| {
            PRIOR.shape * at - PRIOR.rate * at.exp() + ln_probability_by_sticks(&members, at.exp())
        };
        let difference = |density: &dyn Fn(f64) -> f64| density(1.0) - density(-6.0);
        let found = difference(&|at| ln_density(at, &members, PRIOR));
        assert!((found - difference(&expected)).abs() < 1e-8);
    }

    #[test]
    fn an_exchange_gains_what_the_sticks_say() {
        let members = [30, 0, 7, 1, 4];
        for at in 0..4 {
            let mut other = members;
            other.swap(at, at + 1);
            let expected = ln_probability(&other, 0.3) - ln_probability(&members, 0.3);
            let found = ln_gain_of_exchange(at, &members, 0.3);
            assert!((found - expected).abs() < 1e-8, "{at}: {found} {expected}");
        }
        assert!(ln_gain_of_exchange(4, &members, 0.3) < f64::MIN);
    }

    #[test]
    fn with_one_class_draws_are_those_of_the_prior() {
        let mut rng = stream(3, "prior");
        let mut concentration = 1.0;
        let mut sum = 0.0;
        for _ in 0..60_000 {
            concentration = draw(concentration, &[12], PRIOR, &mut rng);
            sum += concentration;
        }
        let mean = sum / 60_000.0;
        assert!((mean - 1.0).abs() < 0.08, "{mean}");
    }
}
