//! The incidents of a situation.

use marsad_incidents::{Gathered, Known, gather};

use crate::{replay::Situation, rules::RuleSet, theatre::Theatre};

/// Gathers the claims of a situation into incidents and totals.
pub(crate) fn gather_all(situation: &Situation, theatre: &Theatre, rules: &RuleSet) -> Gathered {
    let known = Known {
        heads: &situation.heads,
        sources: &theatre.sources,
        actors: &theatre.actors,
        gazetteer: &theatre.gazetteer,
        rules: &rules.incidents,
        zone: &theatre.zone,
    };
    gather(&situation.claims, &known)
}
