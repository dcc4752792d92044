//! The ledger from outside: both stores by the same tests, and the SQLite file against accidents and intent.

#![expect(clippy::unwrap_used, reason = "tests")]

mod accidents;
mod conformance;
mod files;
mod redacted_words;
mod samples;
mod schema_one;
mod script;
mod tampering;
