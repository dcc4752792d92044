//! The canonical order of claims: when the report was available, report hash, span start, claim id.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use marsad_domain::{Claim, ReportHash, ReportHead};

/// A claim with its report, and the local day by which the report was available.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) head: &'a ReportHead,
    pub(crate) available: Timestamp,
    pub(crate) day: Date,
}

/// When a report was available, and the local day by which it was.
pub(crate) fn availability(head: &ReportHead, zone: &TimeZone) -> (Timestamp, Date) {
    match head.published {
        Some(published) => (published.available(zone), published.day(zone)),
        None => (head.received, head.received.to_zoned(zone.clone()).date()),
    }
}

/// The claims in canonical order, each once, and those of reports that are not there.
pub(crate) fn in_order<'a>(
    claims: &'a [Claim],
    heads: &'a BTreeMap<ReportHash, ReportHead>,
    zone: &TimeZone,
) -> (Vec<Placed<'a>>, Vec<&'a Claim>) {
    let mut placed = Vec::with_capacity(claims.len());
    let mut without = Vec::new();
    for claim in claims {
        match heads.get(&claim.report_hash) {
            Some(head) => {
                let (available, day) = availability(head, zone);
                placed.push(Placed {
                    claim,
                    head,
                    available,
                    day,
                });
            }
            None => without.push(claim),
        }
    }
    let key = |p: &Placed<'_>| {
        (
            p.available,
            p.claim.report_hash,
            p.claim.quote.span.start(),
            p.claim.id,
        )
    };
    placed.sort_by_key(key);
    placed.dedup_by_key(|p| p.claim.id);
    without.sort_by_key(|claim| claim.id);
    (placed, without)
}
