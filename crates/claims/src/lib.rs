//! The `claims` crate.
