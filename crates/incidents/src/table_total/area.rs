//! A box of degrees and some days, and how an incident of a table stands to it.

use marsad_domain::{Kilometres, Position};

use crate::{
    record::{DayRange, Record},
    total::constraints::Relation,
};

/// Kilometres in a degree of latitude, on a sphere as large as the Earth.
const KM_IN_DEGREE: f64 = 111.2;
/// A place lies beyond so many standard deviations of its point in one of twenty cases.
const DEVIATIONS: f64 = 2.0;

/// A box of degrees, without its northern and eastern edge, and the days from one to another, both included. What is
/// absent bounds nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Area {
    pub(super) latitude: Option<(f64, f64)>,
    pub(super) longitude: Option<(f64, f64)>,
    pub(super) since: Option<i32>,
    pub(super) until: Option<i32>,
}

/// Where and when an incident of a table was, as far as its records tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    position: Option<(Position, Kilometres)>,
    /// From the first to the last day that a record names.
    days: Option<DayRange>,
}

impl Spot {
    /// The most precise place of some records, the first on a tie, and all their days.
    pub(super) fn of(members: &[u32], records: &[Record]) -> Self {
        let members = || members.iter().filter_map(|at| records.get(*at as usize));
        let placed = members().filter_map(|record| Some((record.position?, record.radius)));
        let days = members().filter_map(|record| record.days);
        Self {
            position: placed.min_by(|a, b| a.1.0.total_cmp(&b.1.0)),
            days: days.reduce(|a, b| DayRange::new(a.start().min(b.start()), a.end().max(b.end()))),
        }
    }
}

impl Area {
    /// Whether an incident lies inside for certain; `None` where it lies outside for certain.
    pub(super) fn holds(&self, spot: &Spot) -> Option<bool> {
        let days = self.holds_days(spot.days)?;
        let place = self.holds_place(spot.position)?;
        Some(days && place)
    }

    fn holds_days(&self, days: Option<DayRange>) -> Option<bool> {
        let bounds_days = self.since.is_some() || self.until.is_some();
        let Some(days) = days else {
            return Some(!bounds_days);
        };
        let is_outside = self.since.is_some_and(|since| days.end() < since)
            || self.until.is_some_and(|until| days.start() > until);
        let is_inside = self.since.is_none_or(|since| since <= days.start())
            && self.until.is_none_or(|until| days.end() <= until);
        (!is_outside).then_some(is_inside)
    }

    fn holds_place(&self, position: Option<(Position, Kilometres)>) -> Option<bool> {
        if self.latitude.is_none() && self.longitude.is_none() {
            return Some(true);
        }
        let Some((position, radius)) = position else {
            return Some(false);
        };
        let north = DEVIATIONS * radius.0 / KM_IN_DEGREE;
        // Degrees of longitude get short towards the poles, where any is near.
        let shrink = position.lat().to_radians().cos().max(0.01);
        let latitude = within(position.lat(), north, self.latitude)?;
        let longitude = within(position.lon(), north / shrink, self.longitude)?;
        Some(latitude && longitude)
    }

    /// How one scope stands to another.
    pub(super) fn relation(&self, other: &Self) -> Relation {
        if self.is_disjoint(other) {
            return Relation::Disjoint;
        }
        match (self.covers(other), other.covers(self)) {
            (true, false) => Relation::Holds,
            (false, true) => Relation::Within,
            (true, true) | (false, false) => Relation::Overlap,
        }
    }

    fn is_disjoint(&self, other: &Self) -> bool {
        let apart = |one: Option<(f64, f64)>, other: Option<(f64, f64)>| {
            one.zip(other)
                .is_some_and(|(one, other)| one.1 <= other.0 || other.1 <= one.0)
        };
        let is_before = |one: &Self, other: &Self| {
            one.until
                .zip(other.since)
                .is_some_and(|(until, since)| until < since)
        };
        apart(self.latitude, other.latitude)
            || apart(self.longitude, other.longitude)
            || is_before(self, other)
            || is_before(other, self)
    }

    fn covers(&self, other: &Self) -> bool {
        let spans = |outer: Option<(f64, f64)>, inner: Option<(f64, f64)>| {
            outer.is_none_or(|outer| {
                inner.is_some_and(|inner| outer.0 <= inner.0 && inner.1 <= outer.1)
            })
        };
        spans(self.latitude, other.latitude)
            && spans(self.longitude, other.longitude)
            && self
                .since
                .is_none_or(|since| other.since.is_some_and(|other| since <= other))
            && self
                .until
                .is_none_or(|until| other.until.is_some_and(|other| other <= until))
    }
}

/// Whether a coordinate that may be off by some lies between two ends for certain; `None` where it certainly does not.
fn within(at: f64, off: f64, ends: Option<(f64, f64)>) -> Option<bool> {
    let Some((from, to)) = ends else {
        return Some(true);
    };
    let is_outside = at + off < from || at - off >= to;
    (!is_outside).then_some(from <= at - off && at + off < to)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn square() -> Area {
        Area {
            latitude: Some((5.0, 10.0)),
            longitude: Some((0.0, 5.0)),
            since: Some(10),
            until: Some(20),
        }
    }

    fn spot(lat: f64, lon: f64, km: f64, days: (i32, i32)) -> Spot {
        Spot {
            position: Some((Position::new(lat, lon).unwrap(), Kilometres(km))),
            days: Some(DayRange::new(days.0, days.1)),
        }
    }

    #[test]
    fn what_is_near_an_edge_straddles_it() {
        let holds = |lat, lon, km, days| square().holds(&spot(lat, lon, km, days));
        assert_eq!(holds(7.0, 2.0, 1.0, (12, 13)), Some(true));
        assert_eq!(holds(7.0, 2.0, 1.0, (21, 21)), None);
        assert_eq!(holds(7.0, 2.0, 1.0, (20, 21)), Some(false));
        assert_eq!(holds(9.9, 2.0, 20.0, (12, 13)), Some(false));
        assert_eq!(holds(10.1, 2.0, 20.0, (12, 13)), Some(false));
        assert_eq!(holds(10.1, 2.0, 1.0, (12, 13)), None);
        assert_eq!(holds(12.0, 2.0, 20.0, (12, 13)), None);
    }

    #[test]
    fn what_has_no_place_or_day_may_lie_in_any() {
        let nowhere = Spot {
            position: None,
            days: None,
        };
        assert_eq!(square().holds(&nowhere), Some(false));
        assert_eq!(Area::default().holds(&nowhere), Some(true));
    }

    #[test]
    fn boxes_that_touch_share_nothing() {
        let beside = Area {
            longitude: Some((5.0, 10.0)),
            ..square()
        };
        let later = Area {
            since: Some(21),
            until: None,
            ..square()
        };
        let inner = Area {
            since: Some(12),
            ..square()
        };
        assert_eq!(square().relation(&beside), Relation::Disjoint);
        assert_eq!(square().relation(&later), Relation::Disjoint);
        assert_eq!(square().relation(&inner), Relation::Holds);
        assert_eq!(inner.relation(&square()), Relation::Within);
        assert_eq!(square().relation(&square()), Relation::Overlap);
        assert_eq!(Area::default().relation(&square()), Relation::Holds);
    }
}
