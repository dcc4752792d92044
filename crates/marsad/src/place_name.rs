//! The place that a user means by a name.

use anyhow::Result;
use marsad_domain::PlaceId;
use marsad_places::Gazetteer;

use crate::desk::Desk;

/// The one place of a name; none or several are refused, several with their ids.
pub(crate) fn one_place(name: &str, gazetteer: &Gazetteer, desk: &Desk) -> Result<PlaceId> {
    let found = gazetteer.lookup(name);
    let points: Vec<_> = found.iter().filter(|place| !place.kind.is_area()).collect();
    match points.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(desk.refuse("no-place", &[("name", &name)]).into()),
        several => {
            let ids: Vec<&str> = several.iter().map(|place| place.id.as_str()).collect();
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("name", &name), ("ids", &ids.join(", "))];
            Err(desk.refuse("several-places", values).into())
        }
    }
}
