//! Two angles that are one position, and the reasons to believe it.

use marsad_domain::{Position, Span};

use super::{
    Coordinate, Form,
    angle::{self, Angle, Axis},
    char_at, char_before,
    rules::{CoordinateRules, Mark},
};
use crate::normal::digit;

/// Kilometres of a degree of latitude on the sphere of [`Position::haversine`].
const KM_PER_DEGREE: f64 = 111.195;

/// How the two angles are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gap {
    /// The byte where the digits of the second angle start.
    digits: usize,
    /// The mark before the second angle, with the byte where it starts.
    mark: Option<(Mark, usize)>,
    /// Whether a comma, semicolon or slash stands there.
    is_marked: bool,
    /// Whether nothing but one comma stands there.
    is_tight: bool,
}

/// The coordinates whose first digits start at a byte.
pub(super) fn read(text: &str, start: usize, rules: &CoordinateRules) -> Option<Coordinate> {
    let link = link_before(text, start, rules);
    let before = if link.is_some() {
        None
    } else {
        angle::mark_before(text, start, rules).filter(|(mark, _)| !matches!(mark, Mark::Joint))
    };
    let first = angle::read(text, start, before, rules)?;
    if link.is_none() && before.is_none() && is_inside_word(text, first.start) {
        return None;
    }
    let gap = gap(text, first.end, rules)?;
    let second = angle::read(text, gap.digits, gap.mark, rules)?;
    if continues(text, second.end) {
        return None;
    }
    let is_link = link.is_some() && gap.is_tight && first.places > 0 && second.places > 0;
    if !is_link && !is_believed(text, &first, &second, gap, rules) {
        return None;
    }
    let (lat, lon) = in_order(first, second)?;
    let position = Position::new(lat.degrees, lon.degrees).ok()?;
    let east = lon.half * KM_PER_DEGREE * position.lat().to_radians().cos();
    let form = if is_link {
        Form::Link
    } else if first.has_minutes || second.has_minutes {
        Form::Degrees
    } else {
        Form::Decimal
    };
    let from = link.filter(|_| is_link).unwrap_or(first.start);
    let span = Span::new(from, second.end);
    Coordinate::new(span, position, east.hypot(lat.half * KM_PER_DEGREE), form)
}

/// Latitude and longitude; two of one axis are none.
fn in_order(first: Angle, second: Angle) -> Option<(Angle, Angle)> {
    match (first.axis, second.axis) {
        (None, None) | (Some(Axis::Latitude), Some(Axis::Longitude)) => Some((first, second)),
        (Some(Axis::Longitude), Some(Axis::Latitude)) => Some((second, first)),
        _ => None,
    }
}

/// Whether there is a reason to take two angles for coordinates.
fn is_believed(
    text: &str,
    first: &Angle,
    second: &Angle,
    gap: Gap,
    rules: &CoordinateRules,
) -> bool {
    let is_marked = first.axis.is_some() && second.axis.is_some();
    let is_detailed =
        |angle: &Angle| angle.has_label || angle.has_sign || angle.has_minutes || angle.places > 0;
    if is_marked {
        return is_detailed(first) && is_detailed(second);
    }
    if first.axis.is_some() || second.axis.is_some() {
        return false;
    }
    let least = rules.bare.bare_digits;
    let is_fine = |angle: &Angle| angle.places >= least;
    if first.has_sign && second.has_sign {
        return (first.has_minutes && second.has_minutes) || (is_fine(first) && is_fine(second));
    }
    let is_alone = !is_listed_before(text, first.start) && !is_listed_after(text, second.end);
    is_fine(first) && is_fine(second) && gap.is_marked && is_alone
}

/// What stands between two angles; `None` where no second one follows.
fn gap(text: &str, from: usize, rules: &CoordinateRules) -> Option<Gap> {
    let mut at = angle::past_spaces(text, from);
    let mut marks = 0;
    let is_tight = at == from && char_at(text, at) == Some(',');
    for _ in 0..4 {
        match char_at(text, at) {
            Some(c @ (',' | ';' | '/' | '|' | '،')) => {
                marks += 1;
                at += c.len_utf8();
            }
            Some('\n') => at += 1,
            _ => break,
        }
        at = angle::past_spaces(text, at);
    }
    let mut mark = None;
    for _ in 0..2 {
        let Some((word, end)) = angle::word(text, at) else {
            break;
        };
        let found = rules.mark(word)?;
        let start = at;
        at = angle::past_spaces(text, end);
        if found != Mark::Joint {
            mark = Some((found, start));
            at = past_equals(text, at);
            break;
        }
    }
    let sign = char_at(text, at).filter(|c| matches!(c, '-' | '+' | '\u{2212}'));
    let digits = at + sign.map_or(0, char::len_utf8);
    char_at(text, digits).and_then(digit)?;
    (digits > from).then_some(Gap {
        digits,
        mark,
        is_marked: marks == 1,
        is_tight: is_tight && digits == from + 1 + sign.map_or(0, char::len_utf8),
    })
}

fn past_equals(text: &str, at: usize) -> usize {
    let mut end = at;
    for _ in 0..3 {
        match char_at(text, end) {
            Some(c @ ('.' | ':' | '=' | '"')) => end = angle::past_spaces(text, end + c.len_utf8()),
            _ => break,
        }
    }
    end
}

/// Where the sign of a map link or a geo URI starts that ends right before a number.
fn link_before(text: &str, digits: usize, rules: &CoordinateRules) -> Option<usize> {
    let minus = char_before(text, digits) == Some('-');
    let end = digits - usize::from(minus);
    let before = text.get(..end)?;
    let link = rules
        .links
        .iter()
        .find(|link| before.ends_with(link.as_str()))?;
    let start = end - link.len();
    let is_word = link.starts_with(char::is_alphabetic);
    let joined = is_word && char_before(text, start).is_some_and(char::is_alphanumeric);
    (!joined).then_some(start)
}

/// Whether a number is only a part of what stands there: a word, a longer number, a price, a square bracket's.
fn is_inside_word(text: &str, start: usize) -> bool {
    char_before(text, start).is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, '.' | '_' | '$' | '€' | '£' | '#' | '[' | '-' | '\'')
    })
}

/// Whether the second number goes on: as a longer number, a word, a percentage, a temperature.
fn continues(text: &str, end: usize) -> bool {
    let next = char_at(text, end);
    let after = next.and_then(|c| char_at(text, end + c.len_utf8()));
    match next {
        Some('%' | '°' | '$' | '€' | '£' | '_') => true,
        Some('.' | ':' | '-') => after.is_some_and(|c| digit(c).is_some()),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// Whether a number and a comma stand right before: a table of numbers, not a position.
fn is_listed_before(text: &str, start: usize) -> bool {
    let mut at = start;
    let mut seen = false;
    for _ in 0..4 {
        match char_before(text, at) {
            Some(c @ (' ' | ',' | ';')) => {
                seen |= c != ' ';
                at -= 1;
            }
            Some(c) => return seen && digit(c).is_some(),
            None => return false,
        }
    }
    false
}

/// Whether a comma and another number with a fraction as long stand right after.
fn is_listed_after(text: &str, end: usize) -> bool {
    let at = angle::past_spaces(text, end);
    if !matches!(char_at(text, at), Some(',' | ';')) {
        return false;
    }
    let rest = text
        .get(angle::past_spaces(text, at + 1)..)
        .unwrap_or_default();
    let mut fraction = rest
        .trim_start_matches(['-', '+'])
        .chars()
        .skip_while(|c| digit(*c).is_some())
        .take(5);
    fraction.next() == Some('.') && fraction.filter(|c| digit(*c).is_some()).count() > 2
}
