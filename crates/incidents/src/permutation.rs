//! Putting a list into another order without a second copy of it.

/// Where each position stands in a list of all positions.
pub(crate) fn inverse(positions: &[u32]) -> Vec<u32> {
    let mut places = vec![0; positions.len()];
    for (place, position) in (0u32..).zip(positions) {
        places[*position as usize] = place;
    }
    places
}

/// Puts at each place what stands at its position, by swaps alone: along each circle, each item once.
pub(crate) fn put_in_order(positions: &[u32], mut swap: impl FnMut(usize, usize)) {
    let mut is_done = vec![false; positions.len()];
    for start in 0..positions.len() {
        let mut at = start;
        while !is_done[at] {
            is_done[at] = true;
            let from = positions[at] as usize;
            if is_done[from] {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_item_comes_to_its_place(positions in Just((0..40u32).collect::<Vec<_>>()).prop_shuffle()) {
            let mut items: Vec<u32> = (0..40).collect();
            put_in_order(&positions, |a, b| items.swap(a, b));
            prop_assert_eq!(&items, &positions);
            let back = inverse(&positions);
            put_in_order(&back, |a, b| items.swap(a, b));
            prop_assert_eq!(items, (0..40).collect::<Vec<u32>>());
        }
    }
}
