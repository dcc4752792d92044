//! That the program starts. The end-to-end tests ask for this test by its name, so that cargo builds the program.

use std::process::Command;

#[test]
fn the_program_starts() {
    let help = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .arg("--help")
        .output();
    assert!(help.is_ok_and(|output| output.status.success()));
}
