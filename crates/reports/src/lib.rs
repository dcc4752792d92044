//! The `reports` crate.
