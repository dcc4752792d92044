//! The `incidents` crate.
