//! Who a publication is for.

use jiff::civil::Date;

use marsad_domain::Sensitivity;

/// For whom a text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The desk's own: everything, marked INTERNAL.
    Desk,
    /// For everybody: only what may leave.
    Public {
        /// The local day on which it goes out; what is younger than the delay does not go out with it.
        issued: Date,
    },
}

impl Edition {
    /// Whether anybody may read it.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Public { .. })
    }

    /// Whether a value of a sensitivity may stand in it: the public edition takes what is low and nothing else.
    #[must_use]
    pub fn admits(self, sensitivity: Sensitivity) -> bool {
        match self {
            Self::Desk => true,
            Self::Public { .. } => sensitivity == Sensitivity::Low,
        }
    }
}
