//! One angle: a number of degrees, with minutes and seconds where there are any, and the marks around it.

use super::{
    char_at, char_before,
    rules::{CoordinateRules, Mark},
};
use crate::normal::digit;

/// Which angle of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Latitude,
    Longitude,
}

/// An angle as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Angle {
    /// Degrees, negative to the south and west.
    pub(super) degrees: f64,
    /// Half of the unit of the last digit, in degrees.
    pub(super) half: f64,
    /// Which angle a mark says it is.
    pub(super) axis: Option<Axis>,
    /// Whether a degree sign stands there.
    pub(super) has_sign: bool,
    /// Whether minutes stand there, with a mark or run together.
    pub(super) has_minutes: bool,
    /// Whether a word says latitude or longitude.
    pub(super) has_label: bool,
    /// Digits after the point.
    pub(super) places: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Digits before and after the point of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Number {
    value: f64,
    whole_digits: usize,
    places: usize,
    end: usize,
}

/// More digits after the point are no coordinate.
const MOST_PLACES: usize = 16;
/// More digits before it are none either; `DDDMMSS` has seven.
const MOST_WHOLE: usize = 7;
/// The longest mark in characters.
const LONGEST_MARK: usize = 10;

fn number(text: &str, start: usize) -> Option<Number> {
    let (mut value, mut scale) = (0.0_f64, 1.0_f64);
    let (mut whole_digits, mut places, mut end) = (0, 0, start);
    let mut is_fraction = false;
    for (at, c) in text.get(start..)?.char_indices() {
        if let Some(digit) = digit(c) {
            if is_fraction {
                places += 1;
                scale *= 0.1;
                value += f64::from(digit) * scale;
            } else {
                whole_digits += 1;
                value = value * 10.0 + f64::from(digit);
            }
            end = start + at + c.len_utf8();
        } else if matches!(c, '.' | '\u{066B}') && !is_fraction && whole_digits > 0 {
            is_fraction = true;
        } else {
            break;
        }
        if places > MOST_PLACES || whole_digits > MOST_WHOLE {
            return None;
        }
    }
    let exact = text.get(start..end).filter(|text| text.is_ascii());
    let value = exact.and_then(|text| text.parse().ok()).unwrap_or(value);
    (whole_digits > 0).then_some(Number {
        value,
        whole_digits,
        places,
        end,
    })
}

/// The byte after spaces, at most some of them.
pub(super) fn past_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut end = at;
    for c in rest.chars().take(4) {
        if !matches!(c, ' ' | '\u{00A0}' | '\u{202F}' | '\t') {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// The word at a byte, with the byte after it; at most as long as a mark.
pub(super) fn word(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?;
    let inside = |c: char| c.is_alphabetic() || matches!(c, '\u{064B}'..='\u{0652}');
    let mut end = 0;
    for (count, c) in rest.chars().take_while(|c| inside(*c)).enumerate() {
        if count >= LONGEST_MARK {
            return None;
        }
        end += c.len_utf8();
    }
    (end > 0).then(|| (rest.get(..end).unwrap_or_default(), at + end))
}

/// The mark right before a byte, past spaces and a colon or an equals sign, with the byte where it starts.
pub(super) fn mark_before(text: &str, at: usize, rules: &CoordinateRules) -> Option<(Mark, usize)> {
    let mut end = at;
    for _ in 0..4 {
        match char_before(text, end) {
            Some(c @ (' ' | ':' | '=' | '.' | '\u{00A0}' | '"')) => end -= c.len_utf8(),
            _ => break,
        }
    }
    let mut start = end;
    for _ in 0..=LONGEST_MARK {
        match char_before(text, start) {
            Some(c) if c.is_alphabetic() => start -= c.len_utf8(),
            Some(c) if c.is_alphanumeric() => return None,
            _ => {
                let word = text.get(start..end)?;
                return rules.mark(word).map(|mark| (mark, start));
            }
        }
    }
    None
}

fn axis(mark: Mark) -> Option<(Axis, Option<f64>)> {
    match mark {
        Mark::Latitude => Some((Axis::Latitude, None)),
        Mark::Longitude => Some((Axis::Longitude, None)),
        Mark::North => Some((Axis::Latitude, Some(1.0))),
        Mark::South => Some((Axis::Latitude, Some(-1.0))),
        Mark::East => Some((Axis::Longitude, Some(1.0))),
        Mark::West => Some((Axis::Longitude, Some(-1.0))),
        Mark::Link | Mark::Joint => None,
    }
}

/// The angle whose digits start at a byte. `before` is the mark before it with the byte where that starts.
pub(super) fn read(
    text: &str,
    digits: usize,
    before: Option<(Mark, usize)>,
    rules: &CoordinateRules,
) -> Option<Angle> {
    let whole = number(text, digits)?;
    let prefix = before.and_then(|(mark, start)| Some((axis(mark)?, start)));
    let minus = char_before(text, digits).filter(|c| matches!(c, '-' | '+' | '\u{2212}'));
    let sign_start = digits - minus.map_or(0, char::len_utf8);
    let is_negative = matches!(minus, Some('-' | '\u{2212}'));
    let mut angle = Angle {
        degrees: whole.value,
        half: 0.5 * tenth(whole.places),
        axis: prefix.map(|((axis, _), _)| axis),
        has_sign: false,
        has_minutes: false,
        has_label: prefix.is_some_and(|((_, side), _)| side.is_none()),
        places: whole.places,
        start: prefix.map_or(sign_start, |(_, start)| start),
        end: whole.end,
    };
    angle.sexagesimal(text, whole)?;
    let mut side = prefix.and_then(|((_, side), _)| side);
    if side.is_none()
        && let Some((mark, end)) = mark_after(text, angle.end, rules)
        && let Some((axis, Some(factor))) = axis(mark)
    {
        if angle.axis.is_some_and(|own| own != axis) {
            return None;
        }
        (angle.axis, side, angle.end) = (Some(axis), Some(factor), end);
    }
    if whole.whole_digits > 3 {
        angle.run_together(whole, side.is_some())?;
    }
    if is_negative && side.is_some() {
        return None;
    }
    angle.degrees *= side.unwrap_or(if is_negative { -1.0 } else { 1.0 });
    Some(angle)
}

fn mark_after(text: &str, at: usize, rules: &CoordinateRules) -> Option<(Mark, usize)> {
    let from = past_spaces(text, at);
    let (word, end) = word(text, from)?;
    if char_at(text, end).is_some_and(char::is_alphanumeric) {
        return None;
    }
    rules.mark(word).map(|mark| (mark, end))
}

fn tenth(places: usize) -> f64 {
    0.1_f64.powi(i32::try_from(places).unwrap_or(i32::MAX))
}

fn is_degree(c: char) -> bool {
    matches!(c, '°' | 'º' | '˚' | '\u{1D52}')
}

fn is_prime(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '′' | '´' | '`' | 'ʹ' | 'ʼ' | '\u{FF07}'
    )
}

fn is_double_prime(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '″' | '˝' | 'ʺ' | '\u{FF02}')
}

impl Angle {
    /// Minutes and seconds after a degree sign; `None` where they are too large, or follow a fraction.
    fn sexagesimal(&mut self, text: &str, whole: Number) -> Option<()> {
        let Some(sign) = char_at(text, self.end).filter(|c| is_degree(*c)) else {
            return Some(());
        };
        self.has_sign = true;
        self.end += sign.len_utf8();
        let Some((minutes, end)) = part(text, self.end, is_prime) else {
            return Some(());
        };
        if whole.places > 0 || minutes.value >= 60.0 {
            return None;
        }
        self.has_minutes = true;
        self.degrees += minutes.value / 60.0;
        (self.half, self.places, self.end) =
            (0.5 * tenth(minutes.places) / 60.0, minutes.places, end);
        let Some((seconds, end)) = seconds(text, self.end) else {
            return Some(());
        };
        if minutes.places > 0 || seconds.value >= 60.0 {
            return None;
        }
        self.degrees += seconds.value / 3600.0;
        (self.half, self.places, self.end) =
            (0.5 * tenth(seconds.places) / 3600.0, seconds.places, end);
        Some(())
    }

    /// `DDMM` or `DDMMSS` with a hemisphere, one digit more for a longitude, as air charts write them.
    fn run_together(&mut self, whole: Number, has_side: bool) -> Option<()> {
        let expected: &[usize] = match self.axis? {
            Axis::Latitude => &[4, 6],
            Axis::Longitude => &[5, 7],
        };
        let is_fit = has_side && !self.has_sign && whole.places == 0;
        if !is_fit || !expected.contains(&whole.whole_digits) {
            return None;
        }
        let has_seconds = whole.whole_digits > 5;
        let (rest, seconds) = if has_seconds {
            ((whole.value / 100.0).floor(), whole.value % 100.0)
        } else {
            (whole.value, 0.0)
        };
        let (degrees, minutes) = ((rest / 100.0).floor(), rest % 100.0);
        if minutes >= 60.0 || seconds >= 60.0 {
            return None;
        }
        self.has_minutes = true;
        self.degrees = degrees + minutes / 60.0 + seconds / 3600.0;
        self.half = if has_seconds {
            0.5 / 3600.0
        } else {
            0.5 / 60.0
        };
        Some(())
    }
}

/// A number with a mark right after it, past spaces.
fn part(text: &str, at: usize, is_mark: impl Fn(char) -> bool) -> Option<(Number, usize)> {
    let found = number(text, past_spaces(text, at))?;
    let mark = char_at(text, found.end).filter(|c| is_mark(*c))?;
    Some((found, found.end + mark.len_utf8()))
}

/// Seconds: one double mark, or two single ones.
fn seconds(text: &str, at: usize) -> Option<(Number, usize)> {
    part(text, at, is_double_prime).or_else(|| {
        let (found, end) = part(text, at, is_prime)?;
        let second = char_at(text, end).filter(|c| is_prime(*c))?;
        Some((found, end + second.len_utf8()))
    })
}
