//! Bits in steps of a quarter, in two bytes: a record keeps a dozen of them for every mention.

use std::f64::consts::SQRT_2;

/// Bits in steps of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Quarters(i16);

/// Two to the power of no quarter, one, two and three.
const WITHIN: [f64; 4] = [1.0, 1.189_207_115_002_721, SQRT_2, 1.681_792_830_507_429];

/// Halfway between the quarters of an octave: 2^(1/8), 2^(3/8), 2^(5/8), 2^(7/8).
const HALFWAY: [f64; 4] = [
    1.090_507_732_665_257_7,
    1.296_839_554_651_009_6,
    1.542_210_825_407_940_7,
    1.834_008_086_409_342_4,
];

const MANTISSA_BITS: u32 = 52;
const BIAS: i16 = 1023;

impl Quarters {
    /// log2 of a share or a density above zero, rounded.
    pub(crate) fn log2_of(value: f64) -> Self {
        let bits = value.max(f64::MIN_POSITIVE).to_bits();
        let octave = i16::try_from(bits >> MANTISSA_BITS).unwrap_or(i16::MAX / 8) - BIAS;
        let one = u64::from(BIAS.unsigned_abs()) << MANTISSA_BITS;
        let within = f64::from_bits(bits & ((1 << MANTISSA_BITS) - 1) | one);
        let steps: i16 = HALFWAY.iter().map(|half| i16::from(within >= *half)).sum();
        Self(octave * 4 + steps)
    }

    /// The bits.
    pub(crate) fn bits(self) -> f64 {
        f64::from(self.0) / 4.0
    }

    /// Two to the power of the bits.
    pub(crate) fn exp2(self) -> f64 {
        let octave = (self.0 >> 2).clamp(1 - BIAS, BIAS);
        let within = WITHIN[usize::from((self.0 & 3).unsigned_abs())];
        let exponent = u64::from((octave + BIAS).unsigned_abs()) << MANTISSA_BITS;
        within * f64::from_bits(exponent)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_value_is_within_an_eighth_of_a_bit_of_its_quarters(exponent in -900.0..900.0f64) {
            let value = exponent.exp2();
            let quarters = Quarters::log2_of(value);
            prop_assert!((quarters.bits() - exponent).abs() <= 0.125 + 1e-9);
            prop_assert!((quarters.exp2().log2() - quarters.bits()).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_no_share_is_the_smallest() {
        for value in [0.0, -1.0, f64::NAN, 1e-320] {
            assert_eq!(
                Quarters::log2_of(value),
                Quarters::log2_of(f64::MIN_POSITIVE)
            );
        }
    }
}
