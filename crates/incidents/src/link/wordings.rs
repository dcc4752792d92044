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
    worded: PlainMap<u32, Arc<Worded>>,
    having: PlainMap<u32, Vec<u32>>,
}

impl Wordings {
    /// Adds a mention that stands in a slot.
    pub(super) fn add(
        &mut self,
        slot: u32,
        record: &Record,
        vocabulary: &Vocabulary,
        rules: &LinkRules,
    ) {
        let Some(text) = &rules.text else { return };
        let Some(worded) = Worded::of(record, vocabulary, rules) else {
            return;
        };
        for word in listed_words(&worded, vocabulary, text) {
            self.having.entry(word).or_default().push(slot);
        }
        self.worded.insert(slot, Arc::new(worded));
    }

    /// The rare words of the report that is mainly about a mention.
    pub(super) fn of(&self, slot: u32) -> Option<&Arc<Worded>> {
        self.worded.get(&slot)
    }

    /// Calls `found` for every mention whose report shares words with another that weigh enough; itself too.
    pub(super) fn visit(
        &self,
        worded: &Worded,
        vocabulary: &Vocabulary,
        rules: &LinkRules,
        mut found: impl FnMut(u32),
    ) {
        let Some(text) = &rules.text else { return };
        let mut shared: Vec<(u32, f64)> = Vec::new();
        for word in listed_words(worded, vocabulary, text) {
            let bits = vocabulary.bits(word, text);
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
