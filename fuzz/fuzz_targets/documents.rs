//! Any bytes, as a file of reports: what has to hold stands beside the tests of the reports.

#![no_main]

#[path = "../../crates/reports/tests/admission/mod.rs"]
mod admission;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(admission::fault(bytes), None);
});
