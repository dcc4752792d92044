//! The states of a place from day to day, and what changes between two days.

use jiff::civil::Date;
use marsad_domain::{ControlState, PlaceId};

use crate::replay::Step;

/// A state of a place, at the end of a day and of each day after it until the next phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The first day at whose end it is so.
    pub from: Date,
    /// The state.
    pub state: ControlState,
    /// Since when the place counts as in this state, as far as that is known.
    pub since: Option<Date>,
}

/// A place whose state on one day differs from that on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'t> {
    /// The place.
    pub place: &'t PlaceId,
    /// Its state on the first day; absent where nothing had been said of it by then.
    pub before: Option<&'t ControlState>,
    /// Its state on the second day.
    pub after: &'t ControlState,
}

/// The phases that steps come to: one for each day at whose end the state, or since when it is so, is another. The first
/// begins with the first step, also where nobody knows the state.
pub(super) fn phases(steps: &[Step<'_, '_>]) -> Vec<Phase> {
    let mut found: Vec<Phase> = Vec::new();
    for (step, next) in steps
        .iter()
        .zip(steps.iter().skip(1).map(Some).chain([None]))
    {
        let is_last_of_day = next.is_none_or(|next| next.day != step.day);
        let is_new = found
            .last()
            .is_none_or(|last| last.state != step.after || last.since != step.since);
        if is_last_of_day && is_new {
            found.push(Phase {
                from: step.day,
                state: step.after.clone(),
                since: step.since,
            });
        }
    }
    found
}

/// The phase of a day; none before the first.
pub(super) fn phase_on(phases: &[Phase], day: Date) -> Option<&Phase> {
    let until = phases.partition_point(|phase| phase.from <= day);
    phases.get(until.checked_sub(1)?)
}
