//! Which reports count in a state of knowledge.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{civil::Date, tz::TimeZone};
use marsad_domain::{Knowledge, Published, Question, ReportHash, ReportHead};

/// The reports that a question may use.
///
/// With [`Knowledge::Known`], those available by the end of that local day: published by then if they state when,
/// else received by then. With [`Knowledge::Recorded`], those received by that instant; a ledger that was replayed
/// up to the instant holds no others. The day `on` of the question plays no part here.
#[must_use]
pub fn known(
    heads: &BTreeMap<ReportHash, ReportHead>,
    question: &Question,
    zone: &TimeZone,
) -> BTreeSet<ReportHash> {
    heads
        .iter()
        .filter(|(_, head)| counts(head, question.knowledge, zone))
        .map(|(hash, _)| *hash)
        .collect()
}

/// Whether a report counts in a state of knowledge.
pub(crate) fn counts(head: &ReportHead, knowledge: Knowledge, zone: &TimeZone) -> bool {
    match knowledge {
        Knowledge::Everything => true,
        Knowledge::Known { day, .. } => day_of(head, zone) <= day,
        Knowledge::Recorded { instant } => head.received <= instant,
    }
}

/// The local day on which a report was out: its publication if stated, else its receipt.
pub(crate) fn day_of(head: &ReportHead, zone: &TimeZone) -> Date {
    head.published
        .unwrap_or(Published::Instant(head.received))
        .day(zone)
}

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use marsad_domain::LineageId;

    use super::*;

    fn head(
        published: Option<&str>,
        received: &str,
    ) -> Result<ReportHead, Box<dyn std::error::Error>> {
        let hash = ReportHash::of("report", &[received.as_bytes()]);
        Ok(ReportHead {
            hash,
            name: "a".to_owned(),
            source: "monitor".parse()?,
            published: published.map(str::parse).transpose()?,
            received: received.parse()?,
            lineage: LineageId::of("lineage", &[hash.as_bytes()]),
        })
    }

    #[test]
    fn late_evening_in_utc_is_known_a_day_later_further_east()
    -> Result<(), Box<dyn std::error::Error>> {
        let zone = TimeZone::get("Asia/Tbilisi")?;
        let late = head(Some("2031-05-06T23:30:00Z"), "2031-06-01T00:00:00Z")?;
        let unstated = head(None, "2031-05-06T09:00:00Z")?;
        let heads = BTreeMap::from([(late.hash, late.clone()), (unstated.hash, unstated.clone())]);
        let on = "2031-05-06".parse()?;
        let ask = |day: &str| -> Result<_, jiff::Error> {
            let knowledge = Knowledge::Known {
                day: day.parse()?,
                with_hindsight: false,
            };
            Ok(known(&heads, &Question { on, knowledge }, &zone))
        };
        assert_eq!(ask("2031-05-06")?, BTreeSet::from([unstated.hash]));
        assert_eq!(
            ask("2031-05-07")?,
            BTreeSet::from([unstated.hash, late.hash])
        );
        Ok(())
    }
}
