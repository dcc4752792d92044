//! Text handed in under a file name, and what was refused of it.

/// The text of a file under the name by which messages speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedText<'t> {
    /// File name.
    pub file: &'t str,
    /// Its text.
    pub text: &'t str,
}

/// What was read from files of which some rows were refused.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// What the good rows make.
    pub value: T,
    /// The rows that were refused, or kept without a part that was, in file order.
    pub refused: Vec<Refusal>,
}

/// A row, or a part of it, that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{row}: {message}; hint: {hint}")]
pub struct Refusal {
    /// File name.
    pub file: String,
    /// Line of the file, counted from 1.
    pub row: u64,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub hint: String,
}
