//! How far areas reach: within how many kilometres of its point nine of ten of an area's settlements lie.

use marsad_domain::Position;

/// How far an area reaches from its point, in whole kilometres, by where its settlements lie; nothing where none does.
pub(crate) fn extent_km(
    point: Position,
    settlements: impl Iterator<Item = Position>,
) -> Option<u16> {
    let mut away: Vec<f64> = settlements.map(|it| point.haversine(it).0).collect();
    away.sort_unstable_by(f64::total_cmp);
    let nine_of_ten = (away.len() * 9).div_ceil(10).checked_sub(1)?;
    let km = away
        .get(nine_of_ten)?
        .ceil()
        .clamp(1.0, f64::from(u16::MAX));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range was just made to fit"
    )]
    Some(km as u16)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn one_of_ten_may_lie_further_off() {
        let point = |lat: f64| Position::new(lat, 0.0).unwrap();
        let near = (1..=9).map(|at| point(f64::from(at) / 10.0));
        let with_far = near.clone().chain([point(60.0)]);
        assert_eq!(extent_km(point(0.0), with_far), Some(101));
        assert_eq!(extent_km(point(0.0), near), Some(101));
        assert_eq!(extent_km(point(0.0), [point(0.0)].into_iter()), Some(1));
        assert_eq!(extent_km(point(0.0), std::iter::empty()), None);
    }

    #[test]
    fn the_date_line_parts_nothing() {
        let point = |lon: f64| Position::new(0.0, lon).unwrap();
        assert_eq!(
            extent_km(point(179.9), [point(-179.9)].into_iter()),
            Some(23)
        );
    }
}
