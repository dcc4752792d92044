//! How many reports have a word, in all and of one source.

use crate::{link_rules::TextRules, plain_map::PlainMap, record::Wording};

/// Counts of reports by word, and by source and word.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    reports: u32,
    having: PlainMap<u32, u32>,
    of_source: PlainMap<u32, u32>,
    having_of_source: PlainMap<(u32, u32), u32>,
}

impl Vocabulary {
    pub(crate) fn count(&mut self, wording: &Wording) {
        self.reports += 1;
        *self.of_source.entry(wording.source).or_insert(0) += 1;
        for word in &wording.words.0 {
            *self.having.entry(*word).or_insert(0) += 1;
            *self
                .having_of_source
                .entry((wording.source, *word))
                .or_insert(0) += 1;
        }
    }

    /// Number of reports.
    pub(crate) fn reports(&self) -> f64 {
        f64::from(self.reports)
    }

    /// How far it is known which words are rare, from 0 to 1: hardly in a record of a few reports.
    pub(crate) fn knowledge(&self, rules: &TextRules) -> f64 {
        1.0 - (-self.reports() / rules.known_with).exp()
    }

    /// How many reports have a word.
    pub(crate) fn having(&self, word: u32) -> u32 {
        self.having.get(&word).copied().unwrap_or(0)
    }

    /// Whether a word is so rare that sharing it tells something.
    pub(crate) fn tells(&self, word: u32, rules: &TextRules) -> bool {
        let by_root = rules.rare_root * f64::from(self.reports).sqrt();
        f64::from(self.having(word)) <= by_root.max(f64::from(rules.rare_up_to))
    }

    /// Bits for one incident behind reports that share a word, as rare as it is in all others; `own` are those that are
    /// compared and have it.
    pub(crate) fn bits(&self, word: u32, own: u32, rules: &TextRules) -> f64 {
        bits_of(self.share(word, own, rules), rules)
    }

    /// The same between reports of one source: what it says of many things is its manner. `own` are those of the source
    /// that are compared and have the word, of so many that are compared.
    pub(crate) fn bits_within(
        &self,
        (word, source): (u32, u32),
        share: f64,
        [own, compared]: [u32; 2],
        rules: &TextRules,
    ) -> f64 {
        let others =
            |n: Option<&u32>, own: u32| f64::from(n.copied().unwrap_or(0).saturating_sub(own));
        let having = others(self.having_of_source.get(&(source, word)), own);
        let all = others(self.of_source.get(&source), compared);
        let within =
            (having + rules.source_support * rules.source_share) / (all + rules.source_support);
        bits_of(share.max(within), rules)
    }

    /// The share of the other reports that have a word.
    pub(crate) fn share(&self, word: u32, own: u32, rules: &TextRules) -> f64 {
        let having = f64::from(self.having(word).saturating_sub(own));
        (having + rules.support * rules.share) / (f64::from(self.reports) + rules.support)
    }
}

fn bits_of(share: f64, rules: &TextRules) -> f64 {
    (1.0 - rules.repeated + rules.repeated / share.min(1.0)).log2()
}
