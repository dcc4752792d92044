//! How the population is modelled and how long a chain is.

use std::num::{NonZeroU32, NonZeroUsize};

/// Settings of an estimate. The default is that of R's package LCMCR 0.4.14 (reference manual, `lcmCR` and
/// `lcmCR_PostSampl`), but for `thinning`, which is 10 there: with 50 four chains agree also where classes are many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The most classes that the population may have.
    pub classes: NonZeroUsize,
    /// The prior of the concentration.
    pub concentration: GammaPrior,
    /// Rounds of a chain that are left out at its beginning.
    pub burn_in: u32,
    /// Rounds of a chain that are kept.
    pub samples: NonZeroU32,
    /// Rounds from one that is kept to the next.
    pub thinning: NonZeroU32,
}

/// A gamma distribution; its mean is shape by rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaPrior {
    /// Its shape, positive.
    pub shape: f64,
    /// Its rate, positive.
    pub rate: f64,
}

const CLASSES: NonZeroUsize = NonZeroUsize::new(5).expect("5 is not 0");
const SAMPLES: NonZeroU32 = NonZeroU32::new(1000).expect("1000 is not 0");
const THINNING: NonZeroU32 = NonZeroU32::new(50).expect("50 is not 0");

impl Default for Settings {
    fn default() -> Self {
        Self {
            classes: CLASSES,
            concentration: GammaPrior {
                shape: 0.25,
                rate: 0.25,
            },
            burn_in: 10_000,
            samples: SAMPLES,
            thinning: THINNING,
        }
    }
}

impl Settings {
    /// All rounds of one chain.
    #[must_use]
    pub fn rounds(&self) -> u64 {
        let kept = u64::from(self.samples.get()) * u64::from(self.thinning.get());
        u64::from(self.burn_in) + kept
    }
}
