//! The sentences that a user sees, from `translations/en.toml`.

use std::{collections::BTreeMap, fmt::Display};

use anyhow::Result;
use marsad_scenarios::Wording;

use crate::failure::Told as _;

/// What the keys of the sentences of a cut-off answer begin with.
const CUT_OFF: &str = "cut-off-";
const ENGLISH: &str = include_str!("../../../translations/en.toml");

/// The sentences of one language by their keys.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    by_key: BTreeMap<String, String>,
}

impl Words {
    /// The English sentences, which are built in.
    ///
    /// # Errors
    /// The catalogue is no flat table of texts; a test keeps that from happening.
    pub(crate) fn english() -> Result<Self> {
        let by_key = toml::from_str(ENGLISH).told("reading-sentences", &[])?;
        Ok(Self { by_key })
    }

    /// A sentence with its blanks filled: `{name}` becomes the value of that name.
    ///
    /// A key that the catalogue does not have is given back as it is, so that nothing is lost silently.
    pub(crate) fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let mut sentence = self.by_key.get(key).map_or(key, String::as_str).to_owned();
        for (name, value) in values {
            sentence = sentence.replace(&format!("{{{name}}}"), &value.to_string());
        }
        sentence
    }

    /// The sentences of a cut-off answer.
    ///
    /// # Errors
    /// The catalogue lacks one, or has another; a test keeps that from happening.
    pub(crate) fn cut_off(&self) -> Result<Wording> {
        let all = self.by_key.iter();
        let own = all.filter_map(|(key, sentence)| {
            let key = key.strip_prefix(CUT_OFF)?.to_owned();
            Some((key, toml::Value::from(sentence.as_str())))
        });
        toml::Value::Table(own.collect())
            .try_into()
            .told("reading-sentences", &[])
    }

    /// A sentence without blanks, where the catalogue has it.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.by_key.get(key).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// The keys that the sources of the program use.
    fn used_keys(folder: &Path, keys: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used_keys(&path, keys);
            } else {
                let text: String = fs::read_to_string(&path)
                    .unwrap()
                    .split_whitespace()
                    .collect();
                for call in [
                    ".say(\"",
                    ".refuse(\"",
                    ".told(\"",
                    ".told_at(\"",
                    "Failure::new(\"",
                    "Failure::of(error,\"",
                ] {
                    let calls = text.split(call).skip(1);
                    let named = calls.filter_map(|call| call.split('"').next());
                    keys.extend(named.map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_sentence_that_is_used_is_in_the_catalogue_and_none_is_idle() {
        let words = Words::english().unwrap();
        words.cut_off().unwrap();
        let mut used = BTreeSet::new();
        used_keys(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut used,
        );
        used.remove("");
        let missing: Vec<_> = used.iter().filter(|key| words.get(key).is_none()).collect();
        assert!(
            missing.is_empty(),
            "not in translations/en.toml: {missing:?}"
        );
        let own = words
            .by_key
            .keys()
            .filter(|key| !key.starts_with("help") && !key.starts_with(CUT_OFF));
        let idle: Vec<_> = own
            .filter(|key| !used.contains(key.strip_suffix("-hint").unwrap_or(key)))
            .collect();
        assert!(
            idle.is_empty(),
            "in translations/en.toml but not used: {idle:?}"
        );
    }

    #[test]
    fn blanks_are_filled() {
        let (key, absent) = ("k", "absent");
        let words = Words {
            by_key: BTreeMap::from([(key.to_owned(), "{a} and {b}".to_owned())]),
        };
        assert_eq!(words.say(key, &[("a", &1), ("b", &"two")]), "1 and two");
        assert_eq!(words.say(absent, &[]), "absent");
    }
}
