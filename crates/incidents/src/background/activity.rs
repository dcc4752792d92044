//! How much happens around a day.

use crate::{link_rules::DayRules, quarters::Quarters};

/// The first days of the mentions, ascending.
#[derive(Debug, Default)]
pub(super) struct Activity {
    days: Vec<i32>,
    span_days: f64,
}

impl Activity {
    pub(super) fn of(mut days: Vec<i32>, span_days: f64) -> Self {
        days.sort_unstable();
        Self { days, span_days }
    }

    /// log2 of the days over which the mentions would be spread if everywhere as much happened as around a day.
    pub(super) fn log_span(&self, day: Option<i32>, rules: &DayRules) -> Quarters {
        let ends = self.days.first().zip(self.days.last());
        let (Some(window), Some(day), Some((first, last))) = (rules.window, day, ends) else {
            return Quarters::log2_of(self.span_days);
        };
        let day = day.clamp(*first, *last);
        let reach = i32::from(window.days);
        let (from, until) = (day.saturating_sub(reach), day.saturating_add(reach));
        let before = self.days.partition_point(|other| *other < from);
        let count = self.days.partition_point(|other| *other <= until) - before;
        let width = f64::from(until.min(*last)) - f64::from(from.max(*first)) + 1.0;
        let width = width.max(f64::from(rules.span_at_least));
        let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let around = number(count) + window.support * width / self.span_days;
        let all = number(self.days.len()) + window.support;
        Quarters::log2_of(all * width / around)
    }

    /// The most that `log_span` can be.
    pub(super) fn most(&self, rules: &DayRules) -> f64 {
        let Some(window) = rules.window else {
            return self.span_days.log2();
        };
        let all = f64::from(u32::try_from(self.days.len()).unwrap_or(u32::MAX)) + window.support;
        (all * self.span_days / window.support).log2() + 0.25
    }
}
