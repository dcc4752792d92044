//! Builds the program anew when a file of the theatres or of the rules is added or removed: they are built in.

#![expect(
    clippy::print_stdout,
    reason = "a build script speaks to cargo on standard output"
)]

fn main() {
    for folder in ["theatres", "rules", "translations"] {
        println!("cargo:rerun-if-changed=../../{folder}");
    }
}
