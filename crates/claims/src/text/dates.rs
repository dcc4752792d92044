//! Days as people write them, relative to the day of publication.

use jiff::{ToSpan, civil::Date};
use marsad_domain::{Span, When, WhenKind};

use super::token::{Token, TokenKind, word_at};
use crate::rules::{TimeWords, WordSet};

/// A day expression of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DayExpression {
    /// First and last day; nothing where the words count from a publication that has no date.
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) span: Span,
}

impl DayExpression {
    /// As the time of an event, with the words.
    pub(crate) fn when(&self, text: &str) -> When {
        let words = self.span.of(text).map(str::to_owned);
        match (self.days, words) {
            (Some((earliest, latest)), words) => {
                When::interval(earliest, latest, WhenKind::Event, words)
            }
            (None, Some(words)) => When::unplaced(words),
            (None, None) => When::unknown(),
        }
    }
}

/// A day of publication by which words such as "on Sunday" are known for days, where there is none.
const ANY_DAY: Date = Date::constant(2000, 12, 31);

/// Reads a day expression that begins at token `at`; returns it with the number of tokens it takes.
///
/// `published` is the local day of publication; without it only full dates have days of the calendar.
pub(crate) fn read(
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
    rules: &TimeWords,
) -> Option<(DayExpression, usize)> {
    let placed = days(tokens, at, published, rules);
    let (days, taken) = match placed {
        Some((earliest, latest, taken)) => (Some((earliest, latest)), taken),
        None if published.is_none() => (None, days(tokens, at, Some(ANY_DAY), rules)?.2),
        None => return None,
    };
    let span = tokens.get(at)?.span.union(tokens.get(at + taken - 1)?.span);
    Some((DayExpression { days, span }, taken))
}

fn days(tokens: &[Token], at: usize, published: Option<Date>, rules: &TimeWords) -> Option<Days> {
    iso(tokens, at)
        .or_else(|| day_and_month(tokens, at, published, rules))
        .or_else(|| month(tokens, at, published, rules))
        .or_else(|| year(tokens, at, rules))
        .or_else(|| relative(tokens, at, published?, rules))
        .or_else(|| weekday(tokens, at, published?, rules))
        .or_else(|| ago(tokens, at, published?, rules))
}

type Days = (Date, Date, usize);

fn iso(tokens: &[Token], at: usize) -> Option<Days> {
    let parts = tokens.get(at..at + 5)?;
    let joined: String = parts.iter().map(|t| t.lower.as_str()).collect();
    let is_tight = parts.windows(2).all(|two| match two {
        [a, b] => a.span.end() == b.span.start(),
        _ => false,
    });
    let day: Date = (is_tight && joined.len() == 10).then(|| joined.parse().ok())??;
    Some((day, day, 5))
}

/// "November 27", "27 November 2024", "Nov. 27th, 2024".
fn day_and_month(
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
    rules: &TimeWords,
) -> Option<Days> {
    let (day, month, mut taken) = if let Some((month, n)) = month_at(tokens, at, rules) {
        let (day, d) = day_at(tokens, at + n, rules)?;
        (day, month, n + d)
    } else {
        let (day, d) = day_at(tokens, at, rules)?;
        let of = usize::from(
            tokens
                .get(at + d)
                .is_some_and(|t| rules.of_month.contains(&t.lower)),
        );
        let (month, n) = month_at(tokens, at + d + of, rules)?;
        (day, month, d + of + n)
    };
    let comma = usize::from(tokens.get(at + taken).is_some_and(|t| t.lower == ","));
    let year = match year_at(tokens, at + taken + comma) {
        Some(year) => {
            taken += comma + 1;
            year
        }
        None => latest_year(month, day, published?)?,
    };
    let date = Date::new(year, month, day).ok()?;
    Some((date, date, taken))
}

/// The year of the latest such day that is not after publication by more than a month.
fn latest_year(month: i8, day: i8, published: Date) -> Option<i16> {
    let limit = published.checked_add(31.days()).ok()?;
    let this = Date::new(published.year(), month, day).ok()?;
    Some(if this > limit {
        published.year() - 1
    } else {
        published.year()
    })
}

/// "November 2024", "late November", "in November".
fn month(tokens: &[Token], at: usize, published: Option<Date>, rules: &TimeWords) -> Option<Days> {
    let (part, n) = part_of_month(tokens, at, rules);
    let (month, m) = month_at(tokens, at + n, rules)?;
    let word = tokens.get(at + n)?;
    if !word.capital {
        return None;
    }
    let mut taken = n + m;
    let year = if let Some(year) = year_at(tokens, at + taken) {
        taken += 1;
        year
    } else {
        let may_be_a_verb = rules.ambiguous_months.contains(&word.lower);
        if may_be_a_verb && n == 0 && !before_is(tokens, at, &rules.before_month) {
            return None;
        }
        latest_year(month, 1, published?)?
    };
    let first = Date::new(year, month, 1).ok()?;
    let days = first.days_in_month();
    let (from, to) = match part {
        Some(Part::Early) => (1, 10),
        Some(Part::Mid) => (11, 20),
        Some(Part::Late) => (21, days),
        None => (1, days),
    };
    Some((
        Date::new(year, month, from).ok()?,
        Date::new(year, month, to).ok()?,
        taken,
    ))
}

#[derive(Clone, Copy)]
enum Part {
    Early,
    Mid,
    Late,
}

fn part_of_month(tokens: &[Token], at: usize, rules: &TimeWords) -> (Option<Part>, usize) {
    let parts = [
        (&rules.early, Part::Early),
        (&rules.late, Part::Late),
        (&rules.mid, Part::Mid),
    ];
    let found = parts.into_iter().filter_map(|(words, part)| {
        let taken = words.longest(|n| word_at(tokens, at + n))?;
        Some((Some(part), taken))
    });
    found
        .rev()
        .max_by_key(|(_, taken)| *taken)
        .unwrap_or((None, 0))
}

/// "2011": four digits from 1900 to 2100, behind a word that a year can follow.
fn year(tokens: &[Token], at: usize, rules: &TimeWords) -> Option<Days> {
    let year = year_at(tokens, at)?;
    if !before_is(tokens, at, &rules.before_year) {
        return None;
    }
    Some((
        Date::new(year, 1, 1).ok()?,
        Date::new(year, 12, 31).ok()?,
        1,
    ))
}

fn relative(tokens: &[Token], at: usize, published: Date, rules: &TimeWords) -> Option<Days> {
    let (&(first, last), taken) = rules.relative.longest(|n| word_at(tokens, at + n))?;
    let back = |days: i64| published.checked_sub(days.days()).ok();
    Some((back(first)?, back(last)?, taken))
}

fn weekday(tokens: &[Token], at: usize, published: Date, rules: &TimeWords) -> Option<Days> {
    let word = tokens.get(at)?;
    let (shift, n) = if rules.last.contains(&word.lower) {
        (Shift::Last, 1)
    } else if rules.next.contains(&word.lower) {
        (Shift::Next, 1)
    } else {
        (Shift::None, 0)
    };
    let day = tokens.get(at + n)?;
    let index = rules
        .weekdays
        .iter()
        .position(|name| *name == day.lower)
        .filter(|_| day.capital)?;
    let index = i64::try_from(index).ok()?;
    let today = i64::from(published.weekday().to_monday_zero_offset());
    let mut back = (today - index).rem_euclid(7);
    match shift {
        Shift::Last if back == 0 => back = 7,
        Shift::Next => back -= 7,
        Shift::Last | Shift::None => {}
    }
    let date = published.checked_sub(back.days()).ok()?;
    Some((date, date, n + 1))
}

enum Shift {
    Last,
    Next,
    None,
}

/// "two days ago".
fn ago(tokens: &[Token], at: usize, published: Date, rules: &TimeWords) -> Option<Days> {
    let word = &tokens.get(at)?.lower;
    let digits = || word.parse().ok().filter(|n| (1..400).contains(n));
    let count: i64 = rules.counts.get(word).copied().or_else(digits)?;
    let unit = rules.units.get(&tokens.get(at + 1)?.lower)?;
    if !rules.ago.contains(&tokens.get(at + 2)?.lower) {
        return None;
    }
    let date = published.checked_sub((count * unit).days()).ok()?;
    Some((date, date, 3))
}

fn month_at(tokens: &[Token], at: usize, rules: &TimeWords) -> Option<(i8, usize)> {
    let token = tokens
        .get(at)
        .filter(|t| t.kind == TokenKind::Word && t.capital)?;
    if let Some(index) = rules.months.iter().position(|name| *name == token.lower) {
        return Some((i8::try_from(index).ok()? + 1, 1));
    }
    let index = rules
        .month_short
        .iter()
        .position(|name| *name == token.lower)?;
    let month = if index >= 12 {
        9
    } else {
        i8::try_from(index).ok()? + 1
    };
    let stop = tokens
        .get(at + 1)
        .is_some_and(|t| t.lower == "." && t.span.start() == token.span.end());
    Some((month, 1 + usize::from(stop)))
}

/// "27", "27th": the day of a month with the tokens it takes.
fn day_at(tokens: &[Token], at: usize, rules: &TimeWords) -> Option<(i8, usize)> {
    let token = tokens.get(at).filter(|t| t.lower.len() <= 2)?;
    let day = token
        .lower
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let is_ordinal = tokens.get(at + 1).is_some_and(|t| {
        t.span.start() == token.span.end() && rules.ordinal_suffixes.contains(&t.lower)
    });
    Some((day, 1 + usize::from(is_ordinal)))
}

fn year_at(tokens: &[Token], at: usize) -> Option<i16> {
    let token = tokens
        .get(at)
        .filter(|t| t.kind == TokenKind::Number && t.lower.len() == 4)?;
    token
        .lower
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}

fn before_is(tokens: &[Token], at: usize, words: &WordSet) -> bool {
    at.checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|t| words.contains(&t.lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules::english, text::token::tokenise};

    /// The first day expression of a text published on Friday, 6 December 2024.
    fn first(text: &str) -> Option<(String, String)> {
        let rules = english();
        let tokens = tokenise(text, &rules.words);
        let published = Date::new(2024, 12, 6).ok();
        let (day, _) =
            (0..tokens.len()).find_map(|at| read(&tokens, at, published, &rules.time))?;
        let (earliest, latest) = day.days?;
        Some((earliest.to_string(), latest.to_string()))
    }

    #[test]
    fn days_are_read_relative_to_publication() {
        let cases = [
            ("on 27 November", "2024-11-27", "2024-11-27"),
            ("on the 27th of November", "2024-11-27", "2024-11-27"),
            ("on Nov. 27, 2023", "2023-11-27", "2023-11-27"),
            ("on 2024-11-30", "2024-11-30", "2024-11-30"),
            ("on 20 December", "2024-12-20", "2024-12-20"),
            ("on 20 March", "2024-03-20", "2024-03-20"),
            ("on Friday", "2024-12-06", "2024-12-06"),
            ("last Friday", "2024-11-29", "2024-11-29"),
            ("on Wednesday", "2024-12-04", "2024-12-04"),
            ("overnight", "2024-12-05", "2024-12-06"),
            ("two days ago", "2024-12-04", "2024-12-04"),
            ("late November", "2024-11-21", "2024-11-30"),
            ("in November 2023", "2023-11-01", "2023-11-30"),
            ("since 2011", "2011-01-01", "2011-12-31"),
            ("on 29 February 2024", "2024-02-29", "2024-02-29"),
        ];
        for (text, earliest, latest) in cases {
            let expected = Some((earliest.to_owned(), latest.to_owned()));
            assert_eq!(first(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_gives_nothing() {
        for text in [
            "2011 people",
            "they may march on",
            "32 people",
            "the second",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn without_a_publication_words_for_days_stay_words() {
        let rules = english();
        for (text, is_placed) in [
            ("Sunday", false),
            ("two days ago", false),
            ("27 November", false),
            ("27 November 2024", true),
        ] {
            let tokens = tokenise(text, &rules.words);
            let read = read(&tokens, 0, None, &rules.time);
            let found = read.map(|(day, taken)| (day.days.is_some(), taken));
            assert_eq!(found, Some((is_placed, tokens.len())), "{text}");
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_no_day() {
        let rules = english();
        let tokens = tokenise("31 February 2024", &rules.words);
        assert_eq!(read(&tokens, 0, None, &rules.time), None);
    }
}
