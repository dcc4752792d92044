//! How far areas reach from their points.

use marsad_domain::{PlaceId, PlaceKind, Position};

use super::{Gazetteer, Number};
use crate::world::extent_km;

impl Gazetteer {
    /// Within how many kilometres of its point most of an area lies; nothing for a place that is no area, or where
    /// nobody knows.
    ///
    /// As its table says; else within which nine of ten of its settlements lie: of a country and of a region of the
    /// long list those of the list, of another area those of this gazetteer.
    #[must_use]
    pub fn extent_km(&self, id: &PlaceId) -> Option<f64> {
        let number = self.number_anywhere(id)?;
        let facts = self.facts(number).filter(|facts| facts.kind.is_area())?;
        if let Some(stated) = self.own(id).and_then(|entry| entry.extent_km) {
            return Some(stated);
        }
        let world = || self.world();
        let km = match self.row(number) {
            Some(row) => world()?.extent_km(row),
            None if facts.kind == PlaceKind::Country => world()?.extent_of_country(facts.country),
            None => self.own_extent(number),
        };
        km.map(f64::from)
    }

    fn own_extent(&self, area: Number) -> Option<u16> {
        let extents = self.extents.get_or_init(|| self.own_extents());
        *extents.get(area.0 as usize)?
    }

    /// For each place of this gazetteer, how far it reaches by the settlements that lie in it.
    fn own_extents(&self) -> Vec<Option<u16>> {
        let mut inside: Vec<Vec<Position>> = vec![Vec::new(); self.entries.len()];
        let settlements = self.northward.iter().map(|(_, number)| *number);
        for settlement in settlements {
            let Some(facts) = self.facts(settlement) else {
                continue;
            };
            for area in self.areas_of(settlement) {
                if let Some(inside) = inside.get_mut(area.0 as usize) {
                    inside.push(facts.position);
                }
            }
        }
        let points = self.entries.iter().map(|entry| entry.place.position);
        let extent =
            |(point, inside): (Position, Vec<Position>)| extent_km(point, inside.into_iter());
        points.zip(inside).map(extent).collect()
    }
}
