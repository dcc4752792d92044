//! Builds the program anew when a file of the theatres or of the rules is added or removed: they are built in.

fn main() {
    for folder in ["theatres", "rules", "translations"] {
        println!("cargo:rerun-if-changed=../../{folder}");
    }
}
