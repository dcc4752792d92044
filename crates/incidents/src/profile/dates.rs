//! When: the belief about the true day.

use smallvec::{SmallVec, smallvec};

use crate::{link_rules::DayRules, record::DayRange};

/// The belief over the days from `first` on; it sums to 1.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    first: i32,
    belief: SmallVec<[f64; 6]>,
}

impl Dates {
    /// What one mention says; `None` where its range is too long to say anything.
    pub(crate) fn of(range: DayRange, rules: &DayRules) -> Option<Self> {
        let length = range.end().checked_sub(range.start())?;
        if length >= i32::try_from(rules.longest).ok()? {
            return None;
        }
        let offsets = i32::try_from(rules.offsets.len()).ok()?;
        let last_offset = rules.first_offset + offsets - 1;
        let first = range.start() - last_offset;
        let days = usize::try_from(length + offsets).ok()?;
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

    /// First and last day that is believed possible.
    pub(crate) fn reach(&self) -> (i32, i32) {
        let days = i32::try_from(self.belief.len()).unwrap_or(i32::MAX);
        (self.first, self.first.saturating_add(days - 1))
    }

    /// Bits for one day behind both; `None` where no day fits both.
    pub(crate) fn bits(&self, other: &Self, span_days: f64) -> Option<f64> {
        let both: f64 = self.overlap(other).map(|(a, b)| a * b).sum();
        (both > 0.0).then(|| (both * span_days).log2())
    }

    /// What both say together.
    pub(crate) fn merged(self, other: &Self) -> Self {
        let belief: SmallVec<[f64; 6]> = self.overlap(other).map(|(a, b)| a * b).collect();
        if belief.iter().sum::<f64>() > 0.0 {
            Self {
                first: self.first.max(other.first),
                belief: normalised(belief),
            }
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
    let sum: f64 = belief.iter().sum();
    for day in &mut belief {
        *day /= sum;
    }
    belief
}
