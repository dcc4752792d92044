//! Humanitarian place codes in a text, such as `XX0405`: whole words that a gazetteer resolves to areas.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{PlaceId, Span};

use crate::{
    gazetteer::Gazetteer,
    precision::{self, Precision},
};

/// The codes of a gazetteer. Make it once and read many texts with it.
#[derive(Debug, Clone, Default)]
pub struct PlaceCodes {
    areas: BTreeMap<String, (PlaceId, Precision)>,
    /// For the letters that codes of a country begin with, how many digits its codes have.
    countries: BTreeMap<String, BTreeSet<usize>>,
}

/// A place code where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCode {
    /// Where it stands.
    pub span: Span,
    /// The area that it names; absent where the gazetteer has codes of that country and not this one.
    pub place: Option<PlaceId>,
    /// How precise the area is.
    pub precision: Option<Precision>,
}

/// Most letters before the digits of a code, and most digits.
const MOST_LETTERS: usize = 3;
const MOST_DIGITS: usize = 12;

impl PlaceCodes {
    /// The codes of the areas of a gazetteer. An area without a code of its own is known by none.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut codes = Self::default();
        for area in gazetteer.iter().filter(|place| place.kind.is_area()) {
            let Some(code) = gazetteer.pcode(&area.id) else {
                continue;
            };
            let around = |other: &PlaceId| gazetteer.contains(&area.id, other);
            let is_own = codes.areas.get(code).is_none_or(|(other, _)| around(other));
            if is_own {
                let named = (area.id.clone(), precision::of_code(area.kind));
                codes.areas.insert(code.to_owned(), named);
            }
        }
        for code in codes.areas.keys() {
            let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = code.len() - letters.len();
            if digits > 0 && is_letters(letters) {
                let lengths = codes.countries.entry(letters.to_owned()).or_default();
                lengths.insert(digits);
            }
        }
        codes
    }

    /// The place codes of a text, in order: those that are known, and those that look like codes of a country whose
    /// codes are known.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<PlaceCode> {
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        if self.countries.is_empty() {
            return found;
        }
        let mut at = 0;
        while let Some(step) = bytes.get(at..).and_then(first_digit) {
            let start = at + step;
            let count = digits(bytes, start);
            at = start + count;
            found.extend(self.at(text, start, count));
        }
        found
    }

    fn at(&self, text: &str, digits: usize, count: usize) -> Option<PlaceCode> {
        let bytes = text.as_bytes();
        let letters = bytes.get(..digits)?.iter().rev();
        let letters = letters
            .take(MOST_LETTERS + 1)
            .take_while(|byte| byte.is_ascii_uppercase());
        let start = digits - letters.count();
        let end = digits + count;
        let lengths = self.countries.get(text.get(start..digits)?)?;
        if !lengths.contains(&count) || !is_whole(text, start, end) {
            return None;
        }
        let known = self.areas.get(text.get(start..end)?);
        Some(PlaceCode {
            span: Span::new(start, end),
            place: known.map(|(place, _)| place.clone()),
            precision: known.map(|(_, precision)| *precision),
        })
    }
}

fn first_digit(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(u8::is_ascii_digit)
}

/// How many digits stand at a byte. All of them: a run is passed over once.
fn digits(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn is_letters(text: &str) -> bool {
    (2..=MOST_LETTERS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a code is a word by itself and no part of a longer one, such as a number plate with hyphens.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '#' | '@');
    let before = text.get(..start).and_then(|rest| rest.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let next = after.next();
    let is_decimal = next == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
    let is_inside = before.is_some_and(is_part) || next.is_some_and(is_part) || is_decimal;
    end - start <= MOST_LETTERS + MOST_DIGITS && !is_inside
}
