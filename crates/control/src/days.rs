//! Days between days.

use jiff::{Span, civil::Date};

/// Whether two days lie within some days of each other.
pub(crate) fn is_within(a: Date, b: Date, days: i32) -> bool {
    (b - a).get_days().abs() <= days
}

/// A day some days later; the last day there is where that is out of range.
pub(crate) fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}
