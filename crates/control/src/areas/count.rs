//! How much land is with whom.

use marsad_domain::{ActorId, ControlArea};
use serde::Serialize;

/// The land of one holder in one state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AreaCount {
    /// Who holds it; absent for contested and unknown land.
    pub holder: Option<ActorId>,
    /// The name of the state: held, contested, claimed, besieged or unknown; `between` where two holders meet and nobody
    /// says that they fight.
    pub state: &'static str,
    /// In square km.
    pub km2: f64,
    /// Of it what rests on opening positions that nobody checked.
    pub unchecked_km2: f64,
}

/// Counts land by holder and state, most first.
#[must_use]
pub fn area_counts(areas: &[ControlArea]) -> Vec<AreaCount> {
    let mut counts: Vec<AreaCount> = Vec::new();
    for area in areas {
        let holder = area.state.holder();
        let state = if area.is_between {
            "between"
        } else {
            area.state.name()
        };
        let unchecked_km2 = if area.state.is_unchecked() {
            area.km2
        } else {
            0.0
        };
        let found = counts
            .iter_mut()
            .find(|count| count.state == state && count.holder.as_ref() == holder);
        match found {
            Some(count) => {
                count.km2 += area.km2;
                count.unchecked_km2 += unchecked_km2;
            }
            None => counts.push(AreaCount {
                holder: holder.cloned(),
                state,
                km2: area.km2,
                unchecked_km2,
            }),
        }
    }
    counts.sort_by(|a, b| {
        b.km2
            .total_cmp(&a.km2)
            .then(a.holder.cmp(&b.holder))
            .then(a.state.cmp(b.state))
    });
    counts
}
