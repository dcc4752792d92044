//! The end of the chain, as it is exported and compared.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::{EntryHash, HashError, Sequence};

/// The last entry of a ledger at some moment.
///
/// A copy kept elsewhere shows a rewriting of everything up to it.
/// It is printed as `NUMBER:HASH` and read back from that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry, which is also how many there are.
    pub sequence: Sequence,
    /// Its hash.
    pub hash: EntryHash,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, self.hash)
    }
}

impl FromStr for Head {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, HeadError> {
        let (number, hash) = text.trim().split_once(':').ok_or(HeadError::Form)?;
        let number: u64 = number
            .parse()
            .map_err(|source| HeadError::Number { source })?;
        Ok(Self {
            sequence: Sequence::new(number).ok_or(HeadError::Range)?,
            hash: hash.parse()?,
        })
    }
}

/// Why a text is no head.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HeadError {
    /// It has no colon.
    #[error("a head is written NUMBER:HASH")]
    Form,
    /// What stands before the colon is no number.
    #[error("the number of the head cannot be read")]
    Number {
        /// Why not.
        #[source]
        source: std::num::ParseIntError,
    },
    /// The number is 0 or too large.
    #[error("the number of the head is out of range")]
    Range,
    /// What stands after the colon is no hash.
    #[error("the hash of the head cannot be read")]
    Hash(#[from] HashError),
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_printed_head_reads_back() {
        let head = Head {
            sequence: Sequence::new(42).unwrap(),
            hash: EntryHash::from_bytes([0xa7; 32]),
        };
        assert_eq!(format!("{head}\n").parse::<Head>().unwrap(), head);
    }

    #[test]
    fn what_is_no_head_is_refused() {
        let hash = "0".repeat(64);
        for text in [
            "",
            "12",
            ":",
            "0:",
            "x:00",
            &format!("0:{hash}"),
            &format!("-1:{hash}"),
            &format!("1:{hash}0"),
        ] {
            assert!(text.parse::<Head>().is_err(), "{text:?}");
        }
    }
}
