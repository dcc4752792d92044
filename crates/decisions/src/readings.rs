//! Which reading of a report people decided to go by.

use std::collections::BTreeMap;

use marsad_domain::{Digest32, ReportHash, Taken, Verdict};

use crate::apply::undone;

/// A reading that a decision makes the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChosenReading {
    /// The reading, by the hash of its ledger entry.
    pub reading: Digest32,
    /// The decision.
    pub decision: Digest32,
}

/// The readings that people decided to go by: the last decision about a report counts, as long as nobody undoes it.
#[must_use]
pub fn chosen_readings(taken: &[Taken]) -> BTreeMap<ReportHash, ChosenReading> {
    let is_chosen = |one: &&Taken| matches!(one.decision.verdict, Verdict::Reading { .. });
    if !taken.iter().any(|one| is_chosen(&one)) {
        return BTreeMap::new();
    }
    let undone = undone(taken, &mut Vec::new());
    let standing = taken.iter().filter(|one| !undone.contains(&one.id));
    let mut chosen = BTreeMap::new();
    for one in standing {
        if let Verdict::Reading { report, reading } = one.decision.verdict {
            let decision = one.id;
            chosen.insert(report, ChosenReading { reading, decision });
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use marsad_domain::Decision;

    use super::*;

    fn taken(number: u64, verdict: Verdict) -> Taken {
        Taken {
            id: id(number),
            number,
            decision: Decision {
                verdict,
                claims: Vec::new(),
                author: "test".to_owned(),
                at: Timestamp::UNIX_EPOCH,
                reason: "test".to_owned(),
            },
        }
    }

    fn id(number: u64) -> Digest32 {
        Digest32::sha256(&number.to_le_bytes())
    }

    #[test]
    fn the_last_decision_that_nobody_undid_counts() {
        let (one, other) = (
            ReportHash::of("report", &[b"a"]),
            ReportHash::of("report", &[b"b"]),
        );
        let choose = |number, report, reading| {
            let reading = id(reading);
            taken(number, Verdict::Reading { report, reading })
        };
        let undo = |number, of| taken(number, Verdict::Undo { decision: id(of) });
        let all = [
            choose(1, one, 101),
            choose(2, one, 102),
            choose(3, other, 103),
            undo(4, 2),
            undo(5, 3),
            undo(6, 5),
        ];
        let read = |until: usize| -> Vec<Digest32> {
            let chosen = chosen_readings(&all[..until]);
            [one, other]
                .iter()
                .filter_map(|report| Some(chosen.get(report)?.reading))
                .collect()
        };
        assert_eq!(read(0), []);
        assert_eq!(read(1), [id(101)]);
        assert_eq!(read(3), [id(102), id(103)]);
        assert_eq!(read(4), [id(101), id(103)]);
        assert_eq!(read(5), [id(101)]);
        assert_eq!(read(6), [id(101), id(103)]);
    }
}
