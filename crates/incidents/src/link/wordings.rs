//! Which reports share rare words: a further way by which mentions are found that may be one incident.

use std::sync::Arc;

use crate::{
    background::Vocabulary,
    link_rules::{LinkRules, TextRules},
    plain_map::PlainMap,
    profile::Worded,
    record::Record,
};

/// The rare words of the mentions that a report is mainly about, and the mentions by word.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    vocabulary: Vocabulary,
    worded: PlainMap<u32, Arc<Worded>>,
    having: PlainMap<u32, Vec<u32>>,
}

impl Wordings {
    /// The words of some mentions by their slots.
    pub(super) fn of_all(records: &[Record], rules: &LinkRules) -> Self {
        let mut wordings = Self::default();
        let Some(text) = &rules.text else {
            return wordings;
        };
        for wording in records.iter().filter_map(Record::wording) {
            wordings.vocabulary.count(wording);
        }
        for (slot, record) in (0u32..).zip(records) {
            if let Some(worded) = Worded::of(record, &wordings.vocabulary, rules) {
                for word in listed_words(&worded, &wordings.vocabulary, text) {
                    wordings.having.entry(word).or_default().push(slot);
                }
                wordings.worded.insert(slot, Arc::new(worded));
            }
        }
        wordings
    }

    /// How many reports have a word.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The rare words of the report that is mainly about a mention.
    pub(super) fn of(&self, slot: u32) -> Option<&Arc<Worded>> {
        self.worded.get(&slot)
    }

    /// Calls `found` for every mention whose report shares words with another that weigh enough; itself too.
    pub(super) fn visit(&self, worded: &Worded, rules: &LinkRules, mut found: impl FnMut(u32)) {
        let Some(text) = &rules.text else { return };
        let mut shared: Vec<(u32, f64)> = Vec::new();
        for word in listed_words(worded, &self.vocabulary, text) {
            let bits = self.vocabulary.bits(word, 2, text);
            let others = self.having.get(&word).into_iter().flatten();
            shared.extend(others.map(|other| (*other, bits)));
        }
        shared.sort_by_key(|(other, _)| *other);
        for same in shared.chunk_by(|a, b| a.0 == b.0) {
            if same.iter().map(|(_, bits)| bits).sum::<f64>() >= text.candidate {
                found(same[0].0);
            }
        }
    }
}

/// The words of a report that few enough others have.
fn listed_words<'w>(
    worded: &'w Worded,
    vocabulary: &'w Vocabulary,
    rules: &'w TextRules,
) -> impl Iterator<Item = u32> + 'w {
    let few = |word: &u32| vocabulary.having(*word) <= rules.listed_up_to;
    worded.words().filter(few)
}
