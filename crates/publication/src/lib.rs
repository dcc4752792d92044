//! The `publication` crate.
