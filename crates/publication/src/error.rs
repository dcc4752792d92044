//! Why something cannot be published.

use jiff::civil::Date;

/// A publication that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    /// Rules that are not TOML, or have an unknown or missing key; the message names line and column.
    #[error("{file}: {message}")]
    Rules {
        /// File name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// The public edition of a day may not go out yet.
    #[error(
        "the public edition of {on} may not leave before {from}; hint: ask for an earlier day, or issue it later"
    )]
    TooFresh {
        /// The day it speaks of.
        on: Date,
        /// The first day on which it may leave.
        from: Date,
    },
    /// A page that cannot be laid out.
    #[error("laying out the page")]
    Page(#[source] askama::Error),
}
