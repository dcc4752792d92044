//! The outlines of the areas of one run, by which places without areas of their own are put where they lie.

use marsad_domain::{PlaceId, PlaceKind, Position};

use super::outline::Outline;

/// Outlines by the area they belong to.
#[derive(Debug, Default)]
pub(super) struct Outlines(Vec<Known>);

#[derive(Debug)]
struct Known {
    id: PlaceId,
    kind: PlaceKind,
    outline: Outline,
    /// Smallest and largest longitude, then latitude.
    bounds: [(f64, f64); 2],
}

impl Outlines {
    pub(super) fn add(&mut self, id: PlaceId, kind: PlaceKind, outline: Outline) {
        let bounds = [0, 1].map(|axis| {
            let values = outline
                .0
                .iter()
                .flatten()
                .filter_map(|point| point.get(axis));
            values.fold((f64::MAX, f64::MIN), |(low, high), value| {
                (low.min(*value), high.max(*value))
            })
        });
        self.0.push(Known {
            id,
            kind,
            outline,
            bounds,
        });
    }

    /// The areas around a position that are larger than what is there, the smallest first.
    pub(super) fn around(&self, position: Position, kind: PlaceKind) -> Vec<PlaceId> {
        let mut around: Vec<&Known> = self
            .0
            .iter()
            .filter(|known| rank(known.kind) < rank(kind) && known.contains(position))
            .collect();
        around.sort_by_key(|known| std::cmp::Reverse(rank(known.kind)));
        around.into_iter().map(|known| known.id.clone()).collect()
    }
}

impl Known {
    fn contains(&self, position: Position) -> bool {
        let [lons, lats] = self.bounds;
        let within = |(low, high): (f64, f64), value: f64| (low..=high).contains(&value);
        within(lons, position.lon())
            && within(lats, position.lat())
            && self.outline.contains(position)
    }
}

/// How deep a kind lies: what has the larger number can lie in what has the smaller.
fn rank(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Country => 0,
        PlaceKind::Governorate => 1,
        PlaceKind::Admin2 => 2,
        PlaceKind::Admin3 => 3,
        _ => 4,
    }
}
