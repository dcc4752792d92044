//! What the two files of numbers share, that of points and that of areas: why one cannot be used, and how often a share of
//! a vote was right.

/// A file of numbers that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumbersError {
    /// Not TOML, an unknown key, or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// File name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// A number out of its range.
    #[error("{file}: {key} cannot be; hint: {hint}")]
    Number {
        /// File name.
        file: String,
        /// Which number.
        key: &'static str,
        /// What would be right.
        hint: &'static str,
    },
}

/// What a calibration should be.
pub(crate) const CALIBRATION_HINT: &str = "give two or more rising pairs of numbers from 0 to 1";

/// Whether pairs of a share and how often it was right are two or more, rising, from 0 to 1.
pub(crate) fn is_calibration(pairs: &[[f64; 2]]) -> bool {
    let rises = |pair: &[[f64; 2]]| matches!(pair, [[a, b], [c, d]] if a < c && b <= d);
    let is_share =
        |[share, right]: &[f64; 2]| (0.0..=1.0).contains(share) && (0.0..=1.0).contains(right);
    pairs.len() > 1 && pairs.windows(2).all(rises) && pairs.iter().all(is_share)
}

/// How often a share of the vote was right, by such pairs with straight lines between.
pub(crate) fn calibrated(pairs: &[[f64; 2]], share: f64) -> f64 {
    let mut below = None;
    for &[at, right] in pairs {
        if share <= at {
            return below.map_or(right, |[from, low]: [f64; 2]| {
                low + (right - low) * (share - from) / (at - from)
            });
        }
        below = Some([at, right]);
    }
    below.map_or(0.0, |[_, right]| right)
}
