//! What can be wrong with the files that this crate reads.

/// A file of places or of rules that cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// A CSV file without a column that it must have.
    #[error("{file}: no column {column:?}; hint: the first row must name the columns")]
    Column {
        /// File name.
        file: String,
        /// The missing column.
        column: &'static str,
    },
    /// A CSV file whose first row cannot be read.
    #[error("{file}: the first row cannot be read")]
    Header {
        /// File name.
        file: String,
        /// What the CSV reader says.
        #[source]
        source: csv::Error,
    },
    /// More names of lines than one automaton can hold.
    #[error("{count} names are more than one automaton can hold")]
    Names {
        /// How many.
        count: usize,
        /// What the automaton says.
        #[source]
        source: aho_corasick::BuildError,
    },
    /// Rules that are no TOML, have an unknown key or a value of the wrong type.
    #[error("{file}: {message}")]
    Toml {
        /// File name.
        file: String,
        /// What the parser says, with line and column.
        message: String,
    },
    /// Two rules of one id.
    #[error("{file}:{line}: the rule id {id:?} is used twice; hint: ids are never reused")]
    RuleTwice {
        /// File name of the second.
        file: String,
        /// Line of the second.
        line: usize,
        /// The id.
        id: String,
    },
    /// A rule without what its role needs, or with more.
    #[error("{file}:{line}: the rule {id:?} needs {needs}; hint: its role says what it must have")]
    RuleUnfit {
        /// File name.
        file: String,
        /// Line of the rule's id.
        line: usize,
        /// The id.
        id: String,
        /// What it needs.
        needs: &'static str,
    },
    /// A measure that is below 0, infinite, or no number.
    #[error("{file}: {measure} cannot be; hint: measures are numbers from 0 on")]
    Measure {
        /// File name.
        file: String,
        /// Its key.
        measure: &'static str,
    },
}
