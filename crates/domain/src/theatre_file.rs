//! Reading a theatre's actors and sources from TOML text.

use serde::Deserialize;

use crate::{
    actor::{Actor, Actors, ActorsError},
    source::{Source, SourceTwice, Sources},
};

/// A theatre file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TheatreFileError {
    /// Not TOML, an unknown key, or a value of the wrong type; the message names line and column.
    #[error("{file}: {message}")]
    Toml {
        /// File name.
        file: String,
        /// What the parser says.
        message: String,
    },
    /// Actors that contradict each other.
    #[error("{file}: {source}")]
    Actors {
        /// File name.
        file: String,
        /// What is wrong.
        source: ActorsError,
    },
    /// Sources that contradict each other.
    #[error("{file}: {source}")]
    Sources {
        /// File name.
        file: String,
        /// What is wrong.
        source: SourceTwice,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorFile {
    #[serde(default)]
    actor: Vec<Actor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    #[serde(default)]
    source: Vec<Source>,
}

impl Actors {
    /// Reads `[[actor]]` tables.
    ///
    /// # Errors
    /// Bad TOML, unknown keys, an id twice, or a relation to an actor that is not listed.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, TheatreFileError> {
        let list: ActorFile = toml::from_str(text).map_err(|error| bad_toml(file, &error))?;
        Self::new(list.actor).map_err(|source| TheatreFileError::Actors {
            file: file.to_owned(),
            source,
        })
    }
}

impl Sources {
    /// Reads `[[source]]` tables.
    ///
    /// # Errors
    /// Bad TOML, unknown keys, or an id twice.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, TheatreFileError> {
        let list: SourceFile = toml::from_str(text).map_err(|error| bad_toml(file, &error))?;
        Self::new(list.source).map_err(|source| TheatreFileError::Sources {
            file: file.to_owned(),
            source,
        })
    }
}

fn bad_toml(file: &str, error: &toml::de::Error) -> TheatreFileError {
    TheatreFileError::Toml {
        file: file.to_owned(),
        message: error.to_string(),
    }
}
