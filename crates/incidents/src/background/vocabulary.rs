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

    /// Number of reports, at least two.
    pub(crate) fn reports(&self) -> f64 {
        f64::from(self.reports.max(2))
    }

    /// How many reports have a word.
    pub(crate) fn having(&self, word: u32) -> u32 {
        self.having.get(&word).copied().unwrap_or(0)
    }

    /// Whether a word is so rare that sharing it tells something.
    pub(crate) fn tells(&self, word: u32, rules: &TextRules) -> bool {
        let share = rules.rare_share * f64::from(self.reports);
        f64::from(self.having(word)) <= share.max(f64::from(rules.rare_up_to))
    }

    /// Bits for one incident behind two reports that share a word.
    pub(crate) fn bits(&self, word: u32, rules: &TextRules) -> f64 {
        bits_of(self.share(word, rules), rules)
    }

    /// The same where both are of one source: what it says of many things is its manner.
    pub(crate) fn bits_within(&self, word: u32, source: u32, rules: &TextRules) -> f64 {
        let share = self.share(word, rules);
        let count = |n: Option<&u32>| n.copied().unwrap_or(0);
        let having = count(self.having_of_source.get(&(source, word)));
        let beyond = f64::from(having.saturating_sub(rules.of_source));
        let of_source = f64::from(count(self.of_source.get(&source)));
        let within = (beyond + rules.source_support * share) / (of_source + rules.source_support);
        bits_of(share.max(within), rules)
    }

    /// The share of the reports that have a word which two of them share.
    fn share(&self, word: u32, rules: &TextRules) -> f64 {
        let having = f64::from(self.having(word).max(2));
        (having + 0.5) / (f64::from(self.reports) + rules.support)
    }
}

fn bits_of(share: f64, rules: &TextRules) -> f64 {
    (1.0 - rules.repeated + rules.repeated / share.min(1.0)).log2()
}
