//! How far a score could be another on other items of the same sort: bootstrap over the items.

/// How often the items are drawn again.
const RESAMPLES: usize = 1000;
/// The same draws in every run.
const SEED: u64 = 0x6d61_7273_6164;

/// The measure's middle 95 of 100 over resamples of the items, drawn with replacement.
pub(crate) fn of<T: Copy>(items: &[T], measure: &dyn Fn(&[T]) -> f64) -> (f64, f64) {
    if items.is_empty() {
        return (0.0, 0.0);
    }
    let mut state = SEED;
    let mut values: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let drawn: Vec<T> = (0..items.len())
                .filter_map(|_| items.get(draw(&mut state, items.len())).copied())
                .collect();
            measure(&drawn)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |share: usize| values.get(RESAMPLES * share / 1000).copied();
    (at(25).unwrap_or_default(), at(975).unwrap_or_default())
}

/// A number below `end`: `SplitMix64` (Steele, Lea and Flood 2014).
fn draw(state: &mut u64, end: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    usize::try_from(mixed % u64::try_from(end).unwrap_or(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_holds_the_mean_and_is_the_same_each_time() {
        let items: Vec<f64> = (0..100_u8).map(|n| f64::from(n % 2)).collect();
        let mean = |drawn: &[f64]| drawn.iter().sum::<f64>() / 100.0;
        let (low, high) = of(&items, &mean);
        assert!(low > 0.35 && low < 0.5 && high > 0.5 && high < 0.65);
        assert_eq!(of(&items, &mean), (low, high));
    }
}
