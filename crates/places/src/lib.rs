//! The `places` crate.
