//! The reader of reports, with everything that it needs around it.

use anyhow::Result;
use marsad_claims::ReadingContext;

use crate::{rules::RuleSet, theatre::Theatre};

/// The reader's surroundings; built once for many reports.
pub(crate) fn context<'a>(theatre: &'a Theatre, rules: &'a RuleSet) -> Result<ReadingContext<'a>> {
    let homes = theatre.homes.clone();
    Ok(ReadingContext::with_homes(
        &rules.claims,
        (&rules.places, &theatre.gazetteer, &theatre.lines),
        (&theatre.actors, &theatre.sources, homes),
        &theatre.zone,
    )?)
}
