//! How reports are worded: the rare words that they share.
//!
//! Two reports on one incident repeat some of each other's rare words, two others only by chance. An incident is
//! compared as the mean over its reports, so that a much-reported one does not draw in what shares a word with any of
//! them.

use super::{Dates, Lateness};
use crate::{
    background::Vocabulary,
    link_rules::{LinkRules, TextRules},
    record::{DayRange, Record, Wording},
};

/// A rare word with the reports of one source that have it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Said {
    word: u32,
    source: u32,
    reports: u32,
}

/// The rare words of some reports.
#[derive(Debug, Clone)]
pub(crate) struct Worded {
    /// By word, then source.
    said: Vec<Said>,
    /// Number of rare words of each report, ascending.
    sizes: Vec<u32>,
    /// When it happened, if the reports may be late; `None` where nothing is known of the days.
    late: Option<Dates>,
}

impl Worded {
    /// What the report of a mention says; `None` where it is not known, or not mainly about that.
    pub(crate) fn of(record: &Record, vocabulary: &Vocabulary, rules: &LinkRules) -> Option<Self> {
        let (wording, text) = (record.wording.as_deref()?, rules.text.as_ref()?);
        let late = record.days.and_then(|days| {
            let late = lateness(record, wording, days, text);
            Some(Dates::of(days, &rules.day)?.with_late(late, &text.late))
        });
        Some(Self {
            late,
            ..Self::saying(wording, vocabulary, text)
        })
    }

    fn saying(wording: &Wording, vocabulary: &Vocabulary, rules: &TextRules) -> Self {
        let words = wording.words.0.iter().copied();
        let said: Vec<Said> = words
            .filter(|word| vocabulary.tells(*word, rules))
            .map(|word| Said {
                word,
                source: wording.source,
                reports: 1,
            })
            .collect();
        let size = u32::try_from(said.len()).unwrap_or(u32::MAX);
        Self {
            said,
            sizes: vec![size],
            late: None,
        }
    }

    /// The rare words, ascending; those of several sources more than once.
    pub(crate) fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.said.iter().map(|said| said.word)
    }

    /// When it happened, if the reports may be late.
    pub(crate) fn late(&self) -> Option<&Dates> {
        self.late.as_ref()
    }

    /// Takes in other reports, whose days are preferred or not where no day fits both.
    pub(crate) fn merge(&mut self, other: &Self, is_other_preferred: bool) {
        self.late = match (self.late.take(), &other.late) {
            (Some(a), Some(b)) => Some(a.merged(b, is_other_preferred)),
            (a, b) => a.or_else(|| b.clone()),
        };
        self.said.extend_from_slice(&other.said);
        self.said
            .sort_unstable_by_key(|said| (said.word, said.source));
        self.said.dedup_by(|again, first| {
            let is_same = (again.word, again.source) == (first.word, first.source);
            if is_same {
                first.reports += again.reports;
            }
            is_same
        });
        self.sizes.extend_from_slice(&other.sizes);
        self.sizes.sort_unstable();
    }

    /// Bits for one incident behind both, between the least and the most that wording weighs.
    pub(crate) fn bits(&self, other: &Self, vocabulary: &Vocabulary, rules: &TextRules) -> f64 {
        let bits = self.mean_bits(other, vocabulary, rules);
        if bits > 0.0 {
            rules.most * (1.0 - (-bits / rules.most).exp())
        } else {
            rules.least * (1.0 - (-bits / rules.least).exp())
        }
    }

    /// The mean of what the words weigh over the pairs of reports.
    fn mean_bits(&self, other: &Self, vocabulary: &Vocabulary, rules: &TextRules) -> f64 {
        let (mut bits, mut shared) = (0.0, 0.0);
        let mut theirs = other.said.as_slice();
        for ours in self.said.chunk_by(|a, b| a.word == b.word) {
            let word = ours[0].word;
            let from = theirs.partition_point(|said| said.word < word);
            theirs = &theirs[from..];
            let same = theirs.partition_point(|said| said.word == word);
            let (here, rest) = theirs.split_at(same);
            theirs = rest;
            if here.is_empty() {
                continue;
            }
            let count = |said: &[Said]| said.iter().map(|one| f64::from(one.reports)).sum::<f64>();
            let mut across = count(ours) * count(here);
            shared += across;
            for (a, b) in pairs_of_one_source(ours, here) {
                let pairs = f64::from(a.reports) * f64::from(b.reports);
                across -= pairs;
                bits += pairs * vocabulary.bits_within(word, a.source, rules);
            }
            bits += across * vocabulary.bits(word, rules);
        }
        let apart = sum_of_smaller(&self.sizes, &other.sizes) - shared;
        let number = |list: &[u32]| f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX));
        (bits + apart * (1.0 - rules.repeated).log2())
            / (number(&self.sizes) * number(&other.sizes))
    }
}

/// How late a report can be: one that states no day came out on a day after the one that it is taken to mean.
fn lateness(record: &Record, wording: &Wording, days: DayRange, rules: &TextRules) -> Lateness {
    if record.is_day_stated {
        Lateness {
            until: wording.day,
            share: rules.late.stated_share,
        }
    } else {
        Lateness {
            until: days.start().saturating_sub(1),
            share: rules.late.share,
        }
    }
}

fn pairs_of_one_source<'s>(
    ours: &'s [Said],
    theirs: &'s [Said],
) -> impl Iterator<Item = (&'s Said, &'s Said)> {
    ours.iter().filter_map(|a| {
        let at = theirs.binary_search_by_key(&a.source, |b| b.source).ok()?;
        Some((a, &theirs[at]))
    })
}

/// The sum of the smaller of each two sizes, one of either list; both ascend.
fn sum_of_smaller(ours: &[u32], theirs: &[u32]) -> f64 {
    let sum_with = |size: &u32| {
        let smaller = theirs.partition_point(|other| other < size);
        let below: f64 = theirs[..smaller]
            .iter()
            .map(|other| f64::from(*other))
            .sum();
        let rest = u32::try_from(theirs.len() - smaller).unwrap_or(u32::MAX);
        below + f64::from(rest) * f64::from(*size)
    };
    ours.iter().map(sum_with).sum()
}

#[cfg(test)]
mod tests {
    use marsad_domain::WordSketch;
    use proptest::prelude::*;

    use super::*;

    const CLAIMS: &str = include_str!("../../../../rules/incidents/claims.toml");

    fn rules() -> TextRules {
        let rules = LinkRules::from_toml("claims.toml", CLAIMS).expect("they ship");
        rules.text.expect("claims have reports")
    }

    prop_compose! {
        fn any_wording()(words in prop::collection::btree_set(0..40u32, 0..15), source in 0..3u32) -> Wording {
            Wording { words: WordSketch(words.into_iter().collect()), source, day: 0 }
        }
    }

    fn merged(wordings: &[Wording], vocabulary: &Vocabulary, rules: &TextRules) -> Worded {
        let mut all = wordings
            .iter()
            .map(|one| Worded::saying(one, vocabulary, rules));
        let mut whole = all.next().expect("there is one");
        all.for_each(|one| whole.merge(&one, false));
        whole
    }

    proptest! {
        #[test]
        fn incidents_are_compared_as_the_mean_over_their_reports(
            ours in prop::collection::vec(any_wording(), 1..6), theirs in prop::collection::vec(any_wording(), 1..6),
        ) {
            let rules = rules();
            let mut vocabulary = Vocabulary::default();
            ours.iter().chain(&theirs).for_each(|one| vocabulary.count(one));
            let single = |one: &Wording| Worded::saying(one, &vocabulary, &rules);
            let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
            let weighed: Vec<f64> = pairs.map(|(a, b)| single(a).mean_bits(&single(b), &vocabulary, &rules)).collect();
            let mean = weighed.iter().sum::<f64>() / f64::from(u32::try_from(weighed.len()).unwrap_or(1));
            let (a, b) = (merged(&ours, &vocabulary, &rules), merged(&theirs, &vocabulary, &rules));
            prop_assert!((a.mean_bits(&b, &vocabulary, &rules) - mean).abs() < 1e-9);
            prop_assert!((b.mean_bits(&a, &vocabulary, &rules) - mean).abs() < 1e-9);
            let bits = a.bits(&b, &vocabulary, &rules);
            prop_assert!(rules.least <= bits && bits <= rules.most);
        }
    }

    #[test]
    fn a_rare_word_that_two_reports_share_weighs_more_than_a_frequent_one_and_one_source_less_than_two()
     {
        let rules = rules();
        let mut vocabulary = Vocabulary::default();
        for at in 0..200u32 {
            // Word 7 is in the manner of source 1, word 9 in that of source 2, which has four reports.
            let mut words = vec![1000 + at];
            words.extend((at % 2 == 1).then_some(7));
            words.extend((at % 50 == 0).then_some(9));
            words.sort_unstable();
            let words = WordSketch(words.into_iter().collect());
            vocabulary.count(&Wording {
                words,
                source: if at % 50 == 0 { 2 } else { at % 2 },
                day: 0,
            });
        }
        assert!(!vocabulary.tells(7, &rules) && vocabulary.tells(9, &rules));
        assert!(vocabulary.bits(1001, &rules) > vocabulary.bits(9, &rules));
        assert!(vocabulary.bits_within(9, 2, &rules) < vocabulary.bits(9, &rules));
        assert!(vocabulary.bits_within(7, 1, &rules) < 1.0);
    }
}
