//! What was being done when something failed: a sentence of the catalogue by its key, with its values and its cause.
//!
//! It is worded where it is printed, in `exit`, so that whatever fails need not carry the catalogue about.

use std::{error::Error, fmt, fmt::Display, path::Path};

use crate::words::Words;

/// A failure that is not worded yet.
#[derive(Debug)]
pub(crate) struct Failure {
    key: &'static str,
    values: Vec<(&'static str, String)>,
    cause: Option<anyhow::Error>,
}

impl Failure {
    /// A failure without a cause behind it.
    pub(crate) fn new(key: &'static str, values: &[(&'static str, &dyn Display)]) -> Self {
        let values = values
            .iter()
            .map(|(name, value)| (*name, value.to_string()));
        Self {
            key,
            values: values.collect(),
            cause: None,
        }
    }

    /// A failure because of another.
    pub(crate) fn of(
        cause: impl Into<anyhow::Error>,
        key: &'static str,
        values: &[(&'static str, &dyn Display)],
    ) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(key, values)
        }
    }

    /// The sentence.
    pub(crate) fn told(&self, words: &Words) -> String {
        self.say(self.key, words)
    }

    /// What to do about it, where the catalogue says so: the sentence of the same key and `-hint`.
    pub(crate) fn hint(&self, words: &Words) -> Option<String> {
        let key = format!("{}-hint", self.key);
        words.get(&key).map(|_| self.say(&key, words))
    }

    fn say(&self, key: &str, words: &Words) -> String {
        let values: Vec<(&str, &dyn Display)> = self
            .values
            .iter()
            .map(|(name, value)| (*name, value as &dyn Display))
            .collect();
        words.say(key, &values)
    }
}

/// The key: nobody sees it where `exit` prints the failure.
impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as _)
    }
}

/// Says of what went wrong what was being done, in a sentence of the catalogue.
pub(crate) trait Told<T> {
    /// In the sentence of a key with these values.
    fn told(self, key: &'static str, values: &[(&'static str, &dyn Display)]) -> anyhow::Result<T>;

    /// In the sentence of a key that speaks of one file or folder, `{path}`.
    fn told_at(self, key: &'static str, path: impl AsRef<Path>) -> anyhow::Result<T>
    where
        Self: Sized,
    {
        self.told(key, &[("path", &path.as_ref().display())])
    }
}

impl<T, E: Into<anyhow::Error>> Told<T> for Result<T, E> {
    fn told(self, key: &'static str, values: &[(&'static str, &dyn Display)]) -> anyhow::Result<T> {
        self.map_err(|error| Failure::of(error, key, values).into())
    }
}

impl<T> Told<T> for Option<T> {
    fn told(self, key: &'static str, values: &[(&'static str, &dyn Display)]) -> anyhow::Result<T> {
        self.ok_or_else(|| Failure::new(key, values).into())
    }
}
