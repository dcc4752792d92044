//! The verbs of a rule, by their lemma.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};

/// Verbs, each alone or with a particle or preposition behind it ("pull out").
#[derive(Debug, Default)]
pub(crate) struct VerbList {
    written: Vec<String>,
    /// By lemma: what stands behind it, nothing for the verb alone.
    by_lemma: FxHashMap<String, Vec<Option<String>>>,
}

impl VerbList {
    /// As the rule file has them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &String> {
        self.written.iter()
    }

    /// The lemmas, one for each verb that is written.
    pub(crate) fn lemmas(&self) -> impl Iterator<Item = &str> {
        let lemma = |verb: &str| {
            verb.split_once(' ')
                .map_or(verb.len(), |(lemma, _)| lemma.len())
        };
        self.written
            .iter()
            .filter_map(move |verb| verb.get(..lemma(verb)))
    }

    /// Whether a verb is written here with nothing behind it.
    pub(crate) fn contains(&self, lemma: &str) -> bool {
        let here = self.by_lemma.get(lemma);
        here.is_some_and(|behind| behind.contains(&None))
    }

    /// Whether a verb with its particle, or with the preposition behind it, is here.
    pub(crate) fn has(
        &self,
        lemma: &str,
        particle: Option<&str>,
        preposition: Option<&str>,
    ) -> bool {
        let Some(here) = self.by_lemma.get(lemma) else {
            return false;
        };
        here.iter().any(|behind| match behind.as_deref() {
            None => particle.is_none(),
            Some(wanted) => {
                particle == Some(wanted)
                    || preposition
                        .is_some_and(|p| p == wanted || p.strip_suffix(" of") == Some(wanted))
            }
        })
    }
}

impl<'de> Deserialize<'de> for VerbList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Vec::<String>::deserialize(deserializer)?;
        let mut by_lemma: FxHashMap<String, Vec<Option<String>>> = FxHashMap::default();
        for verb in &written {
            let (lemma, behind) = match verb.split_once(' ') {
                Some((lemma, behind)) => (lemma, Some(behind.to_owned())),
                None => (verb.as_str(), None),
            };
            by_lemma.entry(lemma.to_owned()).or_default().push(behind);
        }
        Ok(Self { written, by_lemma })
    }
}
