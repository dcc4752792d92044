//! Finding the claims of a decision again.

use marsad_domain::{Anchor, Claim, ClaimId, ReportHash};

/// Where claims stand, by id and by report.
#[derive(Debug)]
pub(crate) struct Places {
    by_id: Vec<(ClaimId, u32)>,
    by_report: Vec<(ReportHash, u32)>,
}

impl Places {
    pub(crate) fn of(claims: &[Claim]) -> Self {
        let numbered = || (0u32..).zip(claims);
        let mut by_id: Vec<_> = numbered().map(|(at, claim)| (claim.id, at)).collect();
        let mut by_report: Vec<_> = numbered()
            .map(|(at, claim)| (claim.report_hash, at))
            .collect();
        by_id.sort_unstable();
        by_report.sort_unstable();
        Self { by_id, by_report }
    }

    /// The claim of an anchor: the same, else the one of its kind in its report that shares most of the quote, at
    /// least half; the first on a tie.
    pub(crate) fn find(&self, anchor: &Anchor, claims: &[Claim]) -> Option<u32> {
        let same = self
            .by_id
            .binary_search_by_key(&anchor.claim, |(id, _)| *id);
        if let Ok(at) = same {
            return Some(self.by_id[at].1);
        }
        let from = self
            .by_report
            .partition_point(|(report, _)| *report < anchor.report);
        let mut best: Option<(f64, u32)> = None;
        for (_, at) in self.by_report[from..]
            .iter()
            .take_while(|(report, _)| *report == anchor.report)
        {
            let claim = &claims[*at as usize];
            let share = anchor.quote.span.overlap_share(claim.quote.span);
            if anchor.fits(claim) && best.is_none_or(|(most, _)| share > most) {
                best = Some((share, *at));
            }
        }
        best.map(|(_, at)| at)
    }
}
