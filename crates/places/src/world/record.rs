//! One row of the file, and how a name leads to rows.

use marsad_domain::PlaceKind;

/// The first bytes of the file; the last of them is the version of the form.
pub(super) const MAGIC: &[u8; 8] = b"MRSDWRL2";
/// Bytes of the head.
pub(super) const HEAD: usize = 8 + 8 * 4;
/// Bytes of a row.
pub(super) const WIDTH: usize = 21;
/// How many parts a degree has.
const PARTS: f64 = 10_000.0;
/// What a row says of people where nobody counted them.
const UNCOUNTED: u32 = u32::MAX;
/// The kinds that a row can have; a row holds the place in this list.
const KINDS: [PlaceKind; 9] = [
    PlaceKind::Capital,
    PlaceKind::City,
    PlaceKind::Town,
    PlaceKind::Village,
    PlaceKind::Governorate,
    PlaceKind::Admin2,
    PlaceKind::Region,
    PlaceKind::District,
    PlaceKind::Airport,
];

/// A row as it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Record {
    /// Number in `GeoNames` of a settlement; where the id of a region begins in the texts.
    pub(super) key: u32,
    /// Degrees north.
    pub(super) lat: f64,
    /// Degrees east.
    pub(super) lon: f64,
    /// People, where counted.
    pub(super) population: Option<u32>,
    /// Where the name begins in the texts.
    pub(super) name: u32,
    /// Kind.
    pub(super) kind: PlaceKind,
    /// Number of the country.
    pub(super) country: u8,
    /// Number of the region, where it lies in one.
    pub(super) parent: Option<u16>,
}

impl Record {
    /// The bytes of the row; nothing where the kind or a number has no room.
    pub(super) fn to_bytes(self) -> Option<[u8; WIDTH]> {
        let kind = KINDS.iter().position(|kind| *kind == self.kind)?;
        let mut bytes = [0; WIDTH];
        let mut at = 0;
        let mut put = |part: &[u8]| {
            for byte in part {
                if let Some(slot) = bytes.get_mut(at) {
                    *slot = *byte;
                }
                at += 1;
            }
        };
        put(&self.key.to_le_bytes());
        put(&degrees_to_bytes(self.lat)?);
        put(&degrees_to_bytes(self.lon)?);
        put(&self.population.unwrap_or(UNCOUNTED).to_le_bytes());
        put(&three(self.name)?);
        put(&[u8::try_from(kind).ok()?, self.country]);
        put(&self
            .parent
            .map_or(Some(0), |parent| parent.checked_add(1))?
            .to_le_bytes());
        Some(bytes)
    }

    /// The row of its bytes; nothing where they are no row.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; WIDTH] = bytes.try_into().ok()?;
        let [
            k0,
            k1,
            k2,
            k3,
            a0,
            a1,
            a2,
            o0,
            o1,
            o2,
            p0,
            p1,
            p2,
            p3,
            n0,
            n1,
            n2,
            kind,
            country,
            r0,
            r1,
        ] = *bytes;
        let population = u32::from_le_bytes([p0, p1, p2, p3]);
        Some(Self {
            key: u32::from_le_bytes([k0, k1, k2, k3]),
            lat: degrees([a0, a1, a2]),
            lon: degrees([o0, o1, o2]),
            population: (population != UNCOUNTED).then_some(population),
            name: u32::from_le_bytes([n0, n1, n2, 0]),
            kind: *KINDS.get(usize::from(kind))?,
            country,
            parent: u16::from_le_bytes([r0, r1]).checked_sub(1),
        })
    }
}

/// Degrees in ten thousandths, as three bytes of two's complement.
fn degrees_to_bytes(degrees: f64) -> Option<[u8; 3]> {
    let parts = (degrees * PARTS).round();
    if !(-1_800_000.0..=1_800_000.0).contains(&parts) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range was just looked at"
    )]
    let [b0, b1, b2, _] = (parts as i32).to_le_bytes();
    Some([b0, b1, b2])
}

fn degrees([b0, b1, b2]: [u8; 3]) -> f64 {
    // The sign stands in the highest byte, so the three are read as the upper ones of four.
    f64::from(i32::from_le_bytes([0, b0, b1, b2]) >> 8) / PARTS
}

fn three(number: u32) -> Option<[u8; 3]> {
    let [b0, b1, b2, b3] = number.to_le_bytes();
    (b3 == 0).then_some([b0, b1, b2])
}

/// A row under a name, and whether the name is another spelling and not its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    /// Number of the row.
    pub(crate) row: u32,
    /// Whether it is another spelling.
    pub(crate) is_spelling: bool,
}

impl Posting {
    pub(super) fn to_number(self) -> u64 {
        u64::from(self.row) << 1 | u64::from(self.is_spelling)
    }

    pub(super) fn from_number(number: u64) -> Option<Self> {
        Some(Self {
            row: u32::try_from(number >> 1).ok()?,
            is_spelling: number & 1 == 1,
        })
    }
}

/// Appends a number as LEB128.
pub(super) fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = u8::try_from(number & 0x7F).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

/// Takes a LEB128 number off the front of some bytes.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7F) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_is_read_as_it_was_written(
            key in any::<u32>(), lat in -90.0..=90.0, lon in -180.0..=180.0, people in prop::option::of(0..u32::MAX),
            name in 0..(1_u32 << 24), kind in 0..KINDS.len(), country in any::<u8>(), parent in prop::option::of(0..u16::MAX),
        ) {
            let round = |degrees: f64| (degrees * PARTS).round() / PARTS;
            let row = Record {
                key, lat: round(lat), lon: round(lon), population: people, name, kind: KINDS[kind], country, parent,
            };
            let bytes = row.to_bytes();
            prop_assert_eq!(bytes.and_then(|bytes| Record::from_bytes(&bytes)), Some(row));
        }

        #[test]
        fn a_number_is_read_as_it_was_written(number in 0..(1_u64 << 60)) {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            prop_assert_eq!(take_number(&mut bytes.as_slice()), Some(number));
        }
    }

    #[test]
    fn what_has_no_room_is_no_row() {
        let row = Record {
            key: 1,
            lat: 0.0,
            lon: 0.0,
            population: None,
            name: 1 << 24,
            kind: PlaceKind::City,
            country: 0,
            parent: None,
        };
        assert_eq!(row.to_bytes(), None);
        assert_eq!(
            Record {
                name: 0,
                lon: 200.0,
                ..row
            }
            .to_bytes(),
            None
        );
        assert_eq!(
            Record {
                name: 0,
                kind: PlaceKind::Dam,
                ..row
            }
            .to_bytes(),
            None
        );
        assert_eq!(Record::from_bytes(&[0; 20]), None);
        assert_eq!(take_number(&mut [0x80_u8; 12].as_slice()), None);
    }
}
