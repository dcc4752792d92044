//! Names that a reader cannot tell apart: one spelling, two places of the same area.

use std::collections::BTreeMap;

use marsad_domain::PlaceId;
use marsad_places::normal_form;

use super::{
    about::{Exceptions, Excused},
    finding::Findings,
    places::{Spot, Spots},
};
use crate::failure::Failure;

/// What makes two places of one spelling one place to a reader.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sign<'s> {
    spelling: String,
    /// The smallest area that the row names, else the country.
    within: &'s str,
    /// Areas are told from places, and from areas of other sizes.
    kind: Option<marsad_domain::PlaceKind>,
}

/// Finds the names that collide.
pub(super) fn check(spots: &Spots, exceptions: &Exceptions, findings: &mut Findings) {
    let mut first: BTreeMap<Sign<'_>, &PlaceId> = BTreeMap::new();
    for (id, spot) in spots {
        let mut told: Option<&PlaceId> = None;
        for name in &spot.names {
            let other = *first.entry(sign(name, spot)).or_insert(id);
            let is_new = other != id && told != Some(other);
            if is_new && !exceptions.excuse(Excused::Name, &[id, other]) {
                told = Some(other);
                let values: &[(&'static str, &dyn std::fmt::Display)] =
                    &[("name", name), ("id", id), ("other", other)];
                findings.error(spot.file, spot.line, Failure::new("check-name", values));
            }
        }
    }
}

fn sign<'s>(name: &str, spot: &'s Spot) -> Sign<'s> {
    Sign {
        spelling: normal_form(name),
        within: spot
            .within
            .first()
            .map_or(spot.country.as_str(), |id| id.as_str()),
        kind: spot.kind.is_area().then_some(spot.kind),
    }
}
