//! When: the belief about the true day.

use smallvec::{SmallVec, smallvec};

use crate::{
    link_rules::{DayRules, LateRules},
    record::DayRange,
};

/// The belief over the days from `first` on; it sums to 1.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    first: i32,
    belief: SmallVec<[f64; 6]>,
}

/// Which share of a belief is on the days before one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lateness {
    /// The last of those days.
    pub(crate) until: i32,
    /// The share.
    pub(crate) share: f64,
}

impl Dates {
    /// What one mention says; `None` where its range is too long to say anything.
    pub(crate) fn of(range: DayRange, rules: &DayRules) -> Option<Self> {
        let (first, last) = Self::reach_of(range, rules)?;
        let days = usize::try_from(last.abs_diff(first)).ok()? + 1;
        let mut belief: SmallVec<[f64; 6]> = smallvec![0.0; days];
        // A mention of day x with offset o speaks of the true day x - o.
        for (said, _) in (range.start()..=range.end()).zip(0u32..) {
            for (offset, share) in (rules.first_offset..).zip(&rules.offsets) {
                if let Some(day) = usize::try_from(said - offset - first)
                    .ok()
                    .and_then(|at| belief.get_mut(at))
                {
                    *day += share;
                }
            }
        }
        Some(Self {
            first,
            belief: normalised(belief),
        })
    }

    /// First and last day that what one mention says leaves possible; `None` where it says nothing.
    pub(crate) fn reach_of(range: DayRange, rules: &DayRules) -> Option<(i32, i32)> {
        let length = range.end().checked_sub(range.start())?;
        if length >= i32::try_from(rules.longest).ok()? {
            return None;
        }
        let offsets = i32::try_from(rules.offsets.len()).ok()?;
        let last_offset = rules.first_offset + offsets - 1;
        let first = range.start().saturating_sub(last_offset);
        Some((first, first.saturating_add(length + offsets - 1)))
    }

    /// The same belief for what may have happened long before: a share of it is spread over earlier days, the fewer
    /// the earlier.
    pub(crate) fn with_late(&self, late: Lateness, rules: &LateRules) -> Self {
        let days = i32::from(rules.days.max(1));
        let earliest = late.until.saturating_sub(days - 1);
        let first = self.first.min(earliest);
        let days = i32::try_from(self.belief.len()).unwrap_or(i32::MAX);
        let last = self.first.saturating_add(days - 1).max(late.until);
        let mut belief: SmallVec<[f64; 6]> =
            smallvec![0.0; usize::try_from(last.abs_diff(first)).unwrap_or(0) + 1];
        let at = |day: i32| usize::try_from(day.abs_diff(first)).unwrap_or(usize::MAX);
        for (day, share) in (self.first..).zip(&self.belief) {
            belief[at(day)] += share * (1.0 - late.share);
        }
        let weight = |day: i32| (-f64::from(late.until - day) / rules.half_days).exp2();
        let all: f64 = (earliest..=late.until).map(weight).sum();
        for day in earliest..=late.until {
            belief[at(day)] += late.share * weight(day) / all;
        }
        Self { first, belief }
    }

    /// Probability that both mean one day, each day being as likely as the beliefs say.
    pub(crate) fn agreement(&self, other: &Self) -> f64 {
        self.overlap(other).map(|(a, b)| a * b).sum()
    }

    /// What both say together; where no day fits both, what the one of them says that is preferred.
    pub(crate) fn merged(self, other: &Self, is_other_preferred: bool) -> Self {
        let belief: SmallVec<[f64; 6]> = self.overlap(other).map(|(a, b)| a * b).collect();
        if belief.iter().sum::<f64>() > 0.0 {
            Self {
                first: self.first.max(other.first),
                belief: normalised(belief),
            }
        } else if is_other_preferred {
            other.clone()
        } else {
            self
        }
    }

    fn overlap<'d>(&'d self, other: &'d Self) -> impl Iterator<Item = (f64, f64)> + 'd {
        let first = self.first.max(other.first);
        let from = |dates: &Self| usize::try_from(first - dates.first).unwrap_or(usize::MAX);
        let (a, b) = (from(self), from(other));
        self.belief
            .iter()
            .skip(a)
            .copied()
            .zip(other.belief.iter().skip(b).copied())
    }
}

fn normalised(mut belief: SmallVec<[f64; 6]>) -> SmallVec<[f64; 6]> {
    let whole = 1.0 / belief.iter().sum::<f64>();
    for day in &mut belief {
        *day *= whole;
    }
    belief
}
