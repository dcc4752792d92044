//! The place that a user means by a name.

use anyhow::Result;
use marsad_domain::{Place, PlaceId, PlaceRef};
use marsad_places::Gazetteer;

use crate::desk::Desk;

/// The one place of a name; none or several are refused, several with their ids.
pub(crate) fn one_place(name: &str, gazetteer: &Gazetteer, desk: &Desk) -> Result<PlaceId> {
    let found = gazetteer.lookup(name);
    let points: Vec<_> = found
        .into_iter()
        .filter(|place| !place.kind.is_area())
        .collect();
    Ok(only(&points, name, desk)?.id.clone())
}

/// The one place or area of a name; none or several are refused, several with their ids.
pub(crate) fn place_or_area(name: &str, gazetteer: &Gazetteer, desk: &Desk) -> Result<PlaceRef> {
    only(&gazetteer.lookup(name), name, desk).map(PlaceRef::from)
}

fn only<'p>(found: &[&'p Place], name: &str, desk: &Desk) -> Result<&'p Place> {
    match found {
        [one] => Ok(one),
        [] => Err(desk.refuse("no-place", &[("name", &name)]).into()),
        several => {
            let ids: Vec<&str> = several.iter().map(|place| place.id.as_str()).collect();
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("name", &name), ("ids", &ids.join(", "))];
            Err(desk.refuse("several-places", values).into())
        }
    }
}
