//! Structured claims of an even war: every number follows from the row's own.

use std::fmt::Write as _;

/// How many rows tell of one incident.
const TOLD: u64 = 4;

/// A CSV table of `rows` claims, four for every incident, spread over 400 km and a year.
#[must_use]
pub fn structured_claims(rows: u64) -> String {
    let mut table = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n".to_owned();
    for row in 0..rows {
        let (incident, telling) = (row / TOLD, row % TOLD);
        let drawn = mixed(incident);
        let day = drawn % 365;
        let north = degrees(drawn >> 10);
        let east = degrees(drawn >> 25);
        let kind = ["clash", "strike", "attack"][index(drawn >> 40, 3)];
        let side = (drawn >> 42) % 9;
        let killed = (drawn >> 46) % 40;
        writeln!(
            table,
            "r{row},{day},{},{north:.4},{east:.4},{},{kind},side {side},side {},{killed},source {telling}",
            day + telling % 2,
            1 + telling % 2,
            (side + 1) % 9,
        )
        .ok();
    }
    table
}

/// Between 33 and 37 degrees.
fn degrees(drawn: u64) -> f64 {
    let step = u32::try_from(drawn % 40_000).unwrap_or_default();
    33.0 + f64::from(step) / 10_000.0
}

fn index(drawn: u64, among: u64) -> usize {
    usize::try_from(drawn % among).unwrap_or_default()
}

/// The finalizer of `SplitMix64`: numbers that look drawn and are the same in every run.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
