//! From lists to how many there are.
//!
//! What goes in: lists that an estimate can be made from, settings, a seed and names for it. What comes out: the draws
//! of one chain, and from several chains the estimate with its interval.

use serde::Serialize;

use super::{
    diagnostics::Convergence,
    draws::{number, stream, to_count},
    findings::Systems,
    quantile::{HIGH, LOW, MEDIAN, Sorted},
    sampler::Sampler,
    settings::Settings,
};

/// How many rounds pass between two words on how far a chain is.
const ROUNDS_A_WORD: u64 = 1000;

/// Which chain of which lists; with the seed it decides every draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainName<'a> {
    /// The seed of the run.
    pub seed: u64,
    /// Name of the stratum, so that strata do not share their luck.
    pub stratum: &'a str,
    /// The number of the chain.
    pub chain: u32,
}

/// What one chain came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The size of the population at each kept round.
    sizes: Vec<u64>,
    /// Kept rounds at which every class had somebody.
    full: u64,
}

/// How many there are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Estimate {
    /// Individuals on at least one list.
    pub recorded: u64,
    /// 2.5 % of the posterior lie below this.
    pub low: u64,
    /// The median of the posterior.
    pub median: u64,
    /// 2.5 % of the posterior lie above this.
    pub high: u64,
    /// The mean of the posterior, which a long upper tail pulls above the median.
    pub mean: f64,
    /// How far the chains agree.
    pub convergence: Convergence,
    /// The share of rounds at which every class had somebody.
    pub full_share: f64,
}

/// Runs one chain. `told` is handed how many rounds were done since it was last called.
pub fn sample(
    systems: &Systems,
    settings: &Settings,
    name: ChainName<'_>,
    mut told: impl FnMut(u64),
) -> Chain {
    let stream_name = format!("systems/{}/{}", name.stratum, name.chain);
    let rng = stream(name.seed, &stream_name);
    let mut sampler = Sampler::new(systems.captures(), settings, rng);
    let (burn_in, thinning) = (
        u64::from(settings.burn_in),
        u64::from(settings.thinning.get()),
    );
    let mut chain = Chain {
        sizes: Vec::new(),
        full: 0,
    };
    for round in 1..=settings.rounds() {
        let size = sampler.round();
        if round > burn_in && (round - burn_in).is_multiple_of(thinning) {
            chain.sizes.push(size);
            chain.full += u64::from(sampler.is_full());
        }
        if round.is_multiple_of(ROUNDS_A_WORD) {
            told(ROUNDS_A_WORD);
        }
    }
    told(settings.rounds() % ROUNDS_A_WORD);
    chain
}

impl Estimate {
    /// From chains of the same lists and settings; their order changes nothing but the rounding of sums.
    #[must_use]
    pub fn of(systems: &Systems, chains: &[Chain]) -> Self {
        let draws: Vec<Vec<f64>> = chains
            .iter()
            .map(|chain| chain.sizes.iter().map(|size| number(*size)).collect())
            .collect();
        let sorted = Sorted::of(&draws);
        let recorded = systems.captures().recorded();
        // Without a chain nothing is known but those recorded.
        let at = |share: f64| to_count(sorted.quantile(share)).max(recorded);
        let full: u64 = chains.iter().map(|chain| chain.full).sum();
        Self {
            recorded,
            low: at(LOW),
            median: at(MEDIAN),
            high: at(HIGH),
            mean: sorted.mean(),
            convergence: Convergence::of(&draws, &sorted),
            full_share: number(full) / sorted.len().max(1.0),
        }
    }

    /// Which part of so many is on no list.
    #[must_use]
    pub fn undocumented_share(&self, of: u64) -> f64 {
        number(of.saturating_sub(self.recorded)) / number(of.max(1))
    }
}
