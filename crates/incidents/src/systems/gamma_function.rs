//! The gamma function.

/// Half the logarithm of two pi.
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// The logarithm of the gamma function of a positive number, to some ten digits: Stirling's series from 10 on, to which
/// the recursion leads (Abramowitz and Stegun 1964, 6.1.41 and 6.1.15).
pub(super) fn ln_gamma(at: f64) -> f64 {
    let (mut at, mut product) = (at, 1.0);
    while at < 10.0 {
        product *= at;
        at += 1.0;
    }
    let square = 1.0 / (at * at);
    let series = 1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0));
    (at - 0.5) * at.ln() - at + HALF_LN_TWO_PI + series / at - product.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gamma_function_is_that_of_the_tables() {
        for (at, expected) in [
            (1.0, 0.0),
            (0.5, std::f64::consts::PI.sqrt().ln()),
            (5.0, 24_f64.ln()),
            (12.0, 39_916_800_f64.ln()),
            (1e-9, -(1e-9_f64.ln())),
        ] {
            let found = ln_gamma(at);
            assert!((found - expected).abs() < 1e-8, "{at}: {found}");
        }
    }
}
