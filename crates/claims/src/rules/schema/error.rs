//! Why rules cannot be loaded.

/// Why rules cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A file of the pack is not there.
    #[error("rule file {file} is missing")]
    Missing {
        /// Its name.
        file: String,
    },
    /// Not TOML, an unknown key or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// The file's name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// An id that two rules share.
    #[error("two rules have the id {id}")]
    Twice {
        /// The id.
        id: String,
    },
}
