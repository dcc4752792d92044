//! The commands as a user meets them: words in, printed output and exit code out.

#![expect(clippy::unwrap_used, reason = "tests")]

mod demo;
mod estimate;
mod explain;
mod harness;
mod homes;
mod publication;
mod question;
mod record;
mod stages;
mod totals;
mod unread;
