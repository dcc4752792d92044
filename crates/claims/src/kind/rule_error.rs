//! Why the rules of a scheme of kinds cannot be loaded.

/// Why the rules of kinds cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KindRuleError {
    /// Not TOML, an unknown key or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// The file's name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// An id that two rules share.
    #[error("{file}: two rules have the id {id}")]
    Twice {
        /// The file's name.
        file: String,
        /// The id.
        id: String,
    },
    /// A cue that cannot be read or can never match.
    #[error("{file}: rule {id}: cue {cue:?}: {fault}")]
    Cue {
        /// The file's name.
        file: String,
        /// The rule or class.
        id: String,
        /// The cue as written.
        cue: String,
        /// What is wrong with it.
        fault: String,
    },
    /// All cues together are more than the automaton takes.
    #[error("{file}: {fault}")]
    Automaton {
        /// The file's name.
        file: String,
        /// What is wrong.
        fault: String,
    },
}
