//! What differs between two answers: two days, or two states of knowledge.

use std::collections::BTreeMap;

use marsad_domain::{ClaimId, ControlState, PlaceControl, PlaceId, PlaceRef, Side};
use serde::Serialize;

/// A place whose state differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The place.
    pub place: PlaceRef,
    /// Its state in the first answer; absent where that does not speak of it.
    pub before: Option<ControlState>,
    /// Its state in the second answer; absent where that does not speak of it.
    pub after: Option<ControlState>,
    /// The claims for the second state.
    pub claims: Vec<ClaimId>,
}

/// The places whose states differ, in order of their ids. Confidence and traces are not compared.
#[must_use]
pub fn diff(before: &[PlaceControl], after: &[PlaceControl]) -> Vec<Difference> {
    let mut places: BTreeMap<&PlaceId, [Option<&PlaceControl>; 2]> = BTreeMap::new();
    for control in before {
        places.entry(&control.place.id).or_default()[0] = Some(control);
    }
    for control in after {
        places.entry(&control.place.id).or_default()[1] = Some(control);
    }
    let state = |control: Option<&PlaceControl>| control.map(|control| control.state.clone());
    let differences = places.into_values().filter_map(|[old, new]| {
        let (before, after) = (state(old), state(new));
        let place = new.or(old)?.place.clone();
        let claims = new
            .map(|control| control.claims(Side::For).collect())
            .unwrap_or_default();
        (before != after).then_some(Difference {
            place,
            before,
            after,
            claims,
        })
    });
    differences.collect()
}
