//! What became of everything that was read.

use std::{fmt, ops::AddAssign};

use serde::{Deserialize, Serialize};

/// The count of an import. What was read is what was kept, what was a copy and what was refused: nothing else
/// can be built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RawReconciliation", into = "RawReconciliation")]
pub struct Reconciliation {
    /// Reports that are new.
    pub kept: u64,
    /// Reports that were there already.
    pub copies: u64,
    /// Documents and files that were refused.
    pub refused: u64,
}

#[derive(Serialize, Deserialize)]
struct RawReconciliation {
    read: u64,
    kept: u64,
    copies: u64,
    refused: u64,
}

impl From<RawReconciliation> for Reconciliation {
    fn from(raw: RawReconciliation) -> Self {
        Self {
            kept: raw.kept,
            copies: raw.copies,
            refused: raw.refused,
        }
    }
}

impl From<Reconciliation> for RawReconciliation {
    fn from(count: Reconciliation) -> Self {
        Self {
            read: count.read(),
            kept: count.kept,
            copies: count.copies,
            refused: count.refused,
        }
    }
}

impl Reconciliation {
    /// Everything that was read.
    #[must_use]
    pub fn read(self) -> u64 {
        self.kept + self.copies + self.refused
    }
}

impl AddAssign for Reconciliation {
    fn add_assign(&mut self, other: Self) {
        self.kept += other.kept;
        self.copies += other.copies;
        self.refused += other.refused;
    }
}

impl fmt::Display for Reconciliation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "read {} = kept {} + copies {} + refused {}",
            self.read(),
            self.kept,
            self.copies,
            self.refused
        )
    }
}
