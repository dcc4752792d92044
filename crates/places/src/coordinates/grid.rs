//! References of the Military Grid Reference System, and zones with easting and northing.
//!
//! The letters of the squares follow NGA.SIG.0012 (2014), "The Universal Grids and the Transverse Mercator and Polar
//! Stereographic Map Projections", for WGS 84; the polar squares are not read.

use marsad_domain::{Position, Span};

use super::{
    Coordinate, Form, char_at, char_before,
    mercator::{self, FALSE_NORTHING},
};

/// The letters of the latitude bands from 80 degrees south, 8 degrees each; the last has 12.
const BANDS: &[u8] = b"CDEFGHJKLMNPQRSTUVWX";
/// The letters of the columns of squares, 8 a zone.
const COLUMNS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
/// The letters of the rows of squares; they come again every 2,000 km.
const ROWS: &[u8] = b"ABCDEFGHJKLMNPQRSTUV";
const SQUARE: f64 = 100_000.0;
const ROWS_AGAIN: f64 = 2_000_000.0;
/// How far a point may lie beyond its band, in degrees: a square is not cut where its band ends.
const BAND_MARGIN: f64 = 0.1;

/// A zone with its band, and where what follows starts.
#[derive(Debug, Clone, Copy)]
struct Zone {
    number: u8,
    band: u8,
    next: usize,
}

/// The grid reference whose zone starts at a byte.
pub(super) fn read(text: &str, start: usize) -> Option<Coordinate> {
    let before = char_before(text, start);
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '_')) {
        return None;
    }
    let zone = zone(text, start)?;
    square(text, start, zone).or_else(|| metres(text, start, zone))
}

fn zone(text: &str, start: usize) -> Option<Zone> {
    let (digits, end) = digits(text, start, 2)?;
    let number: u8 = digits.parse().ok()?;
    let band = letter(text, end, BANDS)?;
    (1..=60).contains(&number).then_some(Zone {
        number,
        band,
        next: past_space(text, end + 1),
    })
}

/// "37S BU 12345 67890": the letters of a square, and as many digits east as north.
fn square(text: &str, start: usize, zone: Zone) -> Option<Coordinate> {
    let column = letter(text, zone.next, COLUMNS)?;
    let row = letter(text, zone.next + 1, ROWS)?;
    let at = past_space(text, zone.next + 2);
    let (east, north, end) = halves(text, at)?;
    if continues(text, end) {
        return None;
    }
    let places = i32::try_from(east.len()).ok()?;
    let cell = 10_f64.powi(5 - places);
    let inside = |digits: &str| Some((digits.parse::<f64>().ok()? + 0.5) * cell);
    let easting = column_start(zone.number, column)? + inside(east)?;
    let northing = row_start(zone.number, row)? + inside(north)?;
    let position = in_band(zone, easting, northing)?;
    let open = cell / 1000.0 * std::f64::consts::FRAC_1_SQRT_2;
    Coordinate::new(Span::new(start, end), position, open, Form::Mgrs)
}

/// "36P 452797 1713755". The letter S is a band of the north and a common sign of the south: no position without a guess.
fn metres(text: &str, start: usize, zone: Zone) -> Option<Coordinate> {
    if *BANDS.get(usize::from(zone.band))? == b'S' {
        return None;
    }
    let (east, end) = digits(text, zone.next, 6)?;
    if east.len() != 6 {
        return None;
    }
    let end = past_unit(text, end, 'E');
    let at = past_space(text, end);
    let (north, end) = digits(text, at, 8)?;
    let end = past_unit(text, end, 'N');
    if at == zone.next + 6 || north.len() < 6 || continues(text, end) {
        return None;
    }
    let is_north = is_north(zone);
    let position = mercator::position(
        zone.number,
        is_north,
        east.parse().ok()?,
        north.parse().ok()?,
    )?;
    let open = 0.0005 * std::f64::consts::SQRT_2;
    is_in_band(zone, position)
        .then(|| Coordinate::new(Span::new(start, end), position, open, Form::Utm))?
}

fn is_north(zone: Zone) -> bool {
    zone.band >= 10
}

/// Metres from the false origin to the west side of a column of squares; three sets of letters follow each other.
fn column_start(zone: u8, column: u8) -> Option<f64> {
    let first = (zone - 1) % 3 * 8;
    let index = column.checked_sub(first).filter(|index| *index < 8)?;
    Some(f64::from(index + 1) * SQUARE)
}

/// Metres to the south side of a row, up to a multiple of 2,000 km; in even zones the letters start with F.
fn row_start(zone: u8, row: u8) -> Option<f64> {
    let rows = u8::try_from(ROWS.len()).ok()?;
    let shift = if zone.is_multiple_of(2) { 5 } else { 0 };
    Some(f64::from((row + rows - shift) % rows) * SQUARE)
}

/// The one position of all rows with these letters that lies in the band.
fn in_band(zone: Zone, easting: f64, northing: f64) -> Option<Position> {
    (0..5).find_map(|again| {
        let northing = northing + f64::from(again) * ROWS_AGAIN;
        if northing >= FALSE_NORTHING {
            return None;
        }
        let position = mercator::position(zone.number, is_north(zone), easting, northing)?;
        is_in_band(zone, position).then_some(position)
    })
}

fn is_in_band(zone: Zone, position: Position) -> bool {
    let south = f64::from(zone.band) * 8.0 - 80.0;
    let height = if usize::from(zone.band) + 1 == BANDS.len() {
        12.0
    } else {
        8.0
    };
    (south - BAND_MARGIN..=south + height + BAND_MARGIN).contains(&position.lat())
}

/// As many digits east as north, run together or with a space between: two to five each.
fn halves(text: &str, at: usize) -> Option<(&str, &str, usize)> {
    let (first, end) = digits(text, at, 10)?;
    let space = past_space(text, end);
    if space > end
        && let Some((second, last)) = digits(text, space, 5)
        && second.len() == first.len()
    {
        return (2..=5)
            .contains(&first.len())
            .then_some((first, second, last));
    }
    let (east, north) = first.split_at_checked(first.len() / 2)?;
    let is_even = east.len() == north.len() && (2..=5).contains(&east.len());
    is_even.then_some((east, north, end))
}

/// The digits at a byte, at most some; `None` where there are none or more.
fn digits(text: &str, at: usize, most: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?.as_bytes();
    let count = rest
        .iter()
        .take(most + 1)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let end = at + count;
    (1..=most)
        .contains(&count)
        .then(|| text.get(at..end))?
        .map(|it| (it, end))
}

/// The place of the letter at a byte among some.
fn letter(text: &str, at: usize, among: &[u8]) -> Option<u8> {
    let byte = text.as_bytes().get(at)?;
    let place = among.iter().position(|letter| letter == byte)?;
    u8::try_from(place).ok()
}

fn past_space(text: &str, at: usize) -> usize {
    match char_at(text, at) {
        Some(c @ (' ' | '\u{00A0}')) => at + c.len_utf8(),
        _ => at,
    }
}

/// "m", "mE" or "E" after metres.
fn past_unit(text: &str, at: usize, side: char) -> usize {
    let mut end = past_space(text, at);
    let from = end;
    for wanted in ['m', side] {
        if char_at(text, end) == Some(wanted) {
            end += 1;
        }
    }
    if end > from { end } else { at }
}

fn continues(text: &str, end: usize) -> bool {
    char_at(text, end).is_some_and(char::is_alphanumeric)
}
