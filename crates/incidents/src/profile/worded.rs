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
    /// The source of each report, ascending.
    sources: Vec<u32>,
    /// When it happened, if the reports may be late; `None` where nothing is known of the days.
    late: Option<Dates>,
}

impl Worded {
    /// What the report of a mention says; `None` where it is not known, or not mainly about that.
    pub(crate) fn of(record: &Record, vocabulary: &Vocabulary, rules: &LinkRules) -> Option<Self> {
        let (wording, text) = (record.wording()?, rules.text.as_ref()?);
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
            sources: vec![wording.source],
            late: None,
        }
    }

    /// The rare words, ascending; those of several sources more than once.
    pub(crate) fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.said.iter().map(|said| said.word)
    }

    fn reports_of(&self, source: u32) -> u32 {
        let from = self.sources.partition_point(|other| *other < source);
        let until = self.sources.partition_point(|other| *other <= source);
        u32::try_from(until - from).unwrap_or(u32::MAX)
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
        for (list, more) in [
            (&mut self.sizes, &other.sizes),
            (&mut self.sources, &other.sources),
        ] {
            list.extend_from_slice(more);
            list.sort_unstable();
        }
    }

    /// Bits for one incident behind both, between the least and the most that wording weighs.
    pub(crate) fn bits(&self, other: &Self, vocabulary: &Vocabulary, rules: &TextRules) -> f64 {
        let bits = self.mean_bits(other, vocabulary, rules) * vocabulary.knowledge(rules);
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
            let count = |said: &[Said]| said.iter().map(|one| one.reports).sum::<u32>();
            let own = count(ours) + count(here);
            let mut across = f64::from(count(ours)) * f64::from(count(here));
            shared += across;
            for (a, b) in pairs_of_one_source(ours, here) {
                let pairs = f64::from(a.reports) * f64::from(b.reports);
                across -= pairs;
                let share = vocabulary.share(word, own, rules);
                let compared = self.reports_of(a.source) + other.reports_of(a.source);
                let own = [a.reports + b.reports, compared];
                bits += pairs * vocabulary.bits_within((word, a.source), share, own, rules);
            }
            bits += across * vocabulary.bits(word, own, rules);
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

    fn count(wordings: &[Wording], is_one: impl Fn(&Wording) -> bool) -> u32 {
        let count = wordings.iter().filter(|one| is_one(one)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What the words weigh, one pair of reports after the other.
    fn pair_by_pair(
        [ours, theirs]: [&[Wording]; 2],
        vocabulary: &Vocabulary,
        rules: &TextRules,
    ) -> f64 {
        let all = [ours, theirs].concat();
        let telling = |one: &Wording| -> Vec<u32> {
            let words = one.words.0.iter().copied();
            words
                .filter(|word| vocabulary.tells(*word, rules))
                .collect()
        };
        let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
        let weighed: Vec<f64> = pairs
            .map(|(a, b)| {
                let (x, y) = (telling(a), telling(b));
                let shared: Vec<u32> = x.iter().filter(|word| y.contains(word)).copied().collect();
                let bits = shared.iter().map(|word| {
                    let own = count(&all, |one| one.words.0.contains(word));
                    if a.source != b.source {
                        return vocabulary.bits(*word, own, rules);
                    }
                    let share = vocabulary.share(*word, own, rules);
                    let compared = count(&all, |one| one.source == a.source);
                    let own = count(&all, |one| {
                        one.source == a.source && one.words.0.contains(word)
                    });
                    vocabulary.bits_within((*word, a.source), share, [own, compared], rules)
                });
                let apart = x.len().min(y.len()) - shared.len();
                let apart = f64::from(u32::try_from(apart).unwrap_or(u32::MAX));
                bits.sum::<f64>() + apart * (1.0 - rules.repeated).log2()
            })
            .collect();
        weighed.iter().sum::<f64>() / f64::from(u32::try_from(weighed.len()).unwrap_or(1))
    }

    proptest! {
        #[test]
        fn incidents_are_compared_as_the_mean_over_their_reports(
            ours in prop::collection::vec(any_wording(), 1..6), theirs in prop::collection::vec(any_wording(), 1..6),
            others in prop::collection::vec(any_wording(), 0..30),
        ) {
            let rules = rules();
            let mut vocabulary = Vocabulary::default();
            ours.iter().chain(&theirs).chain(&others).for_each(|one| vocabulary.count(one));
            let expected = pair_by_pair([&ours, &theirs], &vocabulary, &rules);
            let (a, b) = (merged(&ours, &vocabulary, &rules), merged(&theirs, &vocabulary, &rules));
            prop_assert!((a.mean_bits(&b, &vocabulary, &rules) - expected).abs() < 1e-9);
            prop_assert!((b.mean_bits(&a, &vocabulary, &rules) - expected).abs() < 1e-9);
            let bits = a.bits(&b, &vocabulary, &rules);
            prop_assert!(rules.least <= bits && bits <= rules.most);
        }
    }

    #[test]
    fn a_rare_word_weighs_more_than_a_frequent_one_and_nothing_where_it_is_the_manner_of_a_source()
    {
        let rules = rules();
        let mut vocabulary = Vocabulary::default();
        for at in 0..200u32 {
            // Word 7 is said by half of all, word 9 by all four reports of source 2 and by no other.
            let mut words = vec![1000 + at];
            words.extend((at % 2 == 1).then_some(7));
            words.extend((at % 50 == 0).then_some(9));
            words.sort_unstable();
            let source = if at % 50 == 0 { 2 } else { at % 2 };
            let words = WordSketch(words.into_iter().collect());
            vocabulary.count(&Wording {
                words,
                source,
                day: 0,
            });
        }
        assert!(!vocabulary.tells(7, &rules) && vocabulary.tells(9, &rules));
        assert!(vocabulary.bits(9, 2, &rules) > vocabulary.bits(7, 2, &rules));
        let share = vocabulary.share(9, 2, &rules);
        let within = vocabulary.bits_within((9, 2), share, [2, 2], &rules);
        assert!(within < 0.3, "{within}");
        assert!(vocabulary.bits(9, 2, &rules) > 3.0);
    }

    #[test]
    fn in_a_record_of_two_reports_a_formula_that_both_use_weighs_next_to_nothing() {
        let rules = rules();
        let formula = |own: u32| Wording {
            words: WordSketch((0..40).chain([own]).collect()),
            source: own,
            day: 0,
        };
        let weighed = |others: u32| {
            let mut vocabulary = Vocabulary::default();
            (100..102 + others).for_each(|own| match own {
                100 | 101 => vocabulary.count(&formula(own)),
                _ => vocabulary.count(&Wording {
                    words: WordSketch(Box::new([own])),
                    source: own,
                    day: 0,
                }),
            });
            let [a, b] = [100, 101].map(|own| Worded::saying(&formula(own), &vocabulary, &rules));
            a.bits(&b, &vocabulary, &rules)
        };
        assert!(weighed(0) < 3.0, "{}", weighed(0));
        assert!(weighed(300) > 20.0, "{}", weighed(300));
    }
}
