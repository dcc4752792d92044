//! A plane through the votes around a point, in place of their mean.
//!
//! Where the known places lie mostly on one side of a point, their mean says who holds that side and not who holds the
//! point. A plane fitted to the votes, read off at the point, does not have that fault (local linear regression: Fan
//! and Gijbels 1996, *Local Polynomial Modelling*, chapter 3). It comes to one factor for each place, whoever holds
//! it: less for places of the side where most lie, more for those across.

/// The factor for the weight of each place; weighted by `weights`, their sum is above 0.
///
/// `offsets` are km east and north of the point. `damping` is added to the spread of the places in each direction, as a
/// share of their mean square distance: near 0 it is the plane, far above 1 the mean.
pub(super) fn level(weights: &[f64], offsets: &[[f64; 2]], damping: f64) -> Vec<f64> {
    let places = || weights.iter().zip(offsets);
    let all: f64 = weights.iter().sum();
    let mean = |value: &dyn Fn(&[f64; 2]) -> f64| {
        places()
            .map(|(weight, offset)| weight * value(offset))
            .sum::<f64>()
            / all
    };
    let square = mean(&|[east, north]| east * east + north * north);
    if !(square > 0.0 && square.is_finite()) {
        return vec![1.0; weights.len()];
    }
    let (east, north) = (mean(&|offset| offset[0]), mean(&|offset| offset[1]));
    let east_east = mean(&|[east, _]| east * east) + damping * square;
    let north_north = mean(&|[_, north]| north * north) + damping * square;
    let east_north = mean(&|[east, north]| east * north);
    let determinant = east_east * north_north - east_north * east_north;
    let tilt_east = (north_north * east - east_north * north) / determinant;
    let tilt_north = (east_east * north - east_north * east) / determinant;
    offsets
        .iter()
        .map(|[east, north]| 1.0 - tilt_east * east - tilt_north * north)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn places_all_around_keep_their_weights() {
        let offsets = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]];
        for factor in level(&[1.0; 4], &offsets, 0.03) {
            assert_near(factor, 1.0);
        }
    }

    #[test]
    fn a_plane_is_read_off_at_the_point() {
        // The value of each place is its offset to the east plus 10: at the point it is 10.
        let offsets = [[3.0, 1.0], [5.0, -2.0], [4.0, 0.5], [-2.0, 1.0]];
        let weights = [1.0, 2.0, 0.5, 1.0];
        let factors = level(&weights, &offsets, 1e-12);
        let (mut value, mut all) = (0.0, 0.0);
        for ((factor, weight), [east, _]) in factors.iter().zip(weights).zip(offsets) {
            value += factor * weight * (east + 10.0);
            all += factor * weight;
        }
        assert_near(value / all, 10.0);
    }

    #[test]
    fn one_place_and_places_at_the_point_keep_a_weight() {
        assert!(level(&[1.0], &[[30.0, 4.0]], 0.03).iter().all(|f| *f > 0.0));
        assert_near(level(&[1.0], &[[0.0, 0.0]], 0.03).iter().sum(), 1.0);
    }
}
