//! Who is on which lists, tabulated.
//!
//! What goes in: lists by name, each with a cell for every individual. What comes out: how many individuals have each
//! pattern of lists. Names and patterns are in order, so that neither the order of individuals nor that of lists
//! reaches anything that follows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// What a list says of an individual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inclusion {
    /// The individual is on it.
    On,
    /// The individual is not on it.
    Off,
    /// Nobody says: the list may not cover the place or time. It counts as not on it, and is told.
    Blank,
}

/// The lists that one individual is on, by their place among the lists that have anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern(u64);

/// How many individuals have each pattern of lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captures {
    lists: Vec<ListSize>,
    patterns: BTreeMap<Pattern, u64>,
    on_no_list: u64,
    with_nobody: Vec<String>,
}

/// A list that has somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListSize {
    /// Its name.
    pub name: String,
    /// Individuals on it.
    pub individuals: u64,
    /// Individuals of whom it says nothing.
    pub blank: u64,
}

/// How many individuals two lists share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// The two lists, in order of their names.
    pub lists: [String; 2],
    /// Individuals on both.
    pub individuals: u64,
}

/// How many individuals have one pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PatternCount {
    /// The lists that they are on; they are on no other.
    pub lists: Vec<String>,
    /// Individuals.
    pub individuals: u64,
}

impl Pattern {
    /// The most lists that a pattern can tell apart.
    pub const MOST_LISTS: usize = 64;

    /// Whether the list of this place is one of them.
    #[must_use]
    pub fn has(self, list: usize) -> bool {
        list < Self::MOST_LISTS && self.0 >> list & 1 == 1
    }

    /// How many lists there are.
    #[must_use]
    pub fn size(self) -> u32 {
        self.0.count_ones()
    }

    /// The places of the lists.
    pub fn lists(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST_LISTS).filter(move |list| self.has(*list))
    }

    fn with(self, list: usize) -> Self {
        Self(self.0 | 1 << list)
    }
}

impl Captures {
    /// Tabulates lists. A list without anybody is put aside, and so is an individual on no list.
    ///
    /// Cells of one place are of one individual; a list that is shorter than others is blank where it ends. Lists after
    /// the 64th that has anybody are not looked at; [`read_lists_csv`](super::read_lists_csv) refuses such tables.
    #[must_use]
    pub fn tabulate(lists: &BTreeMap<String, Vec<Inclusion>>) -> Self {
        let rows = lists.values().map(Vec::len).max().unwrap_or(0);
        let mut captures = Self {
            lists: Vec::new(),
            patterns: BTreeMap::new(),
            on_no_list: 0,
            with_nobody: Vec::new(),
        };
        let mut found = vec![Pattern(0); rows];
        for (name, cells) in lists {
            let individuals = count(cells, Inclusion::On);
            let place = captures.lists.len();
            if individuals == 0 || place == Pattern::MOST_LISTS {
                captures.with_nobody.push(name.clone());
                continue;
            }
            let missing = (rows - cells.len()) as u64;
            captures.lists.push(ListSize {
                name: name.clone(),
                individuals,
                blank: count(cells, Inclusion::Blank) + missing,
            });
            for (pattern, cell) in found.iter_mut().zip(cells) {
                if *cell == Inclusion::On {
                    *pattern = pattern.with(place);
                }
            }
        }
        for pattern in found {
            if pattern.size() == 0 {
                captures.on_no_list += 1;
            } else {
                *captures.patterns.entry(pattern).or_default() += 1;
            }
        }
        captures
    }

    /// The lists that have somebody, in order of their names.
    #[must_use]
    pub fn lists(&self) -> &[ListSize] {
        &self.lists
    }

    /// How many individuals have each pattern; nobody has the empty one.
    pub fn patterns(&self) -> impl Iterator<Item = (Pattern, u64)> {
        self.patterns
            .iter()
            .map(|(pattern, count)| (*pattern, *count))
    }

    /// Individuals on at least one list.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.patterns.values().sum()
    }

    /// Individuals on no list, who were put aside.
    #[must_use]
    pub fn on_no_list(&self) -> u64 {
        self.on_no_list
    }

    /// Names of the lists that have nobody, which were put aside.
    #[must_use]
    pub fn with_nobody(&self) -> &[String] {
        &self.with_nobody
    }

    /// How many individuals each two lists share.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Overlap> {
        let pairs = self.pairs();
        let overlap = |((first, second), individuals)| {
            let name = |list: usize| self.lists.get(list).map(|list| list.name.clone());
            Some(Overlap {
                lists: [name(first)?, name(second)?],
                individuals,
            })
        };
        pairs.into_iter().filter_map(overlap).collect()
    }

    /// How many individuals each two lists share, by their places.
    pub(super) fn pairs(&self) -> BTreeMap<(usize, usize), u64> {
        let all = 0..self.lists.len();
        let pairs = all.clone().flat_map(|first| {
            let later = first + 1..self.lists.len();
            later.map(move |second| (first, second))
        });
        let shared = |(first, second): (usize, usize)| {
            let both = self
                .patterns()
                .filter(|(it, _)| it.has(first) && it.has(second));
            both.map(|(_, count)| count).sum()
        };
        pairs.map(|pair| (pair, shared(pair))).collect()
    }

    /// How many individuals are on so many lists: how far each is corroborated.
    #[must_use]
    pub fn corroboration(&self) -> BTreeMap<u32, u64> {
        let mut corroboration = BTreeMap::new();
        for (pattern, count) in self.patterns() {
            *corroboration.entry(pattern.size()).or_default() += count;
        }
        corroboration
    }

    /// The patterns by the names of their lists: the whole table that an estimate rests on.
    #[must_use]
    pub fn named_patterns(&self) -> Vec<PatternCount> {
        let named = |(pattern, individuals): (Pattern, u64)| {
            let lists = pattern.lists().filter_map(|list| self.lists.get(list));
            PatternCount {
                lists: lists.map(|list| list.name.clone()).collect(),
                individuals,
            }
        };
        self.patterns().map(named).collect()
    }

    /// Groups of lists such that no individual is on lists of two groups, each by the places of its lists.
    pub(super) fn groups(&self) -> Vec<BTreeSet<usize>> {
        let mut groups: Vec<BTreeSet<usize>> = Vec::new();
        for (pattern, _) in self.patterns() {
            let mut joined: BTreeSet<usize> = pattern.lists().collect();
            groups.retain(|group| {
                let is_apart = group.is_disjoint(&joined);
                if !is_apart {
                    joined.extend(group);
                }
                is_apart
            });
            groups.push(joined);
        }
        groups.sort();
        groups
    }
}

fn count(cells: &[Inclusion], wanted: Inclusion) -> u64 {
    cells.iter().filter(|cell| **cell == wanted).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists as rows of a letter each: 1 on, 0 off, a dot blank.
    fn captures(lists: &[(&str, &str)]) -> Captures {
        let cell = |letter: char| match letter {
            '1' => Inclusion::On,
            '0' => Inclusion::Off,
            _ => Inclusion::Blank,
        };
        let lists = lists
            .iter()
            .map(|(name, cells)| ((*name).to_owned(), cells.chars().map(cell).collect()));
        Captures::tabulate(&lists.collect())
    }

    #[test]
    fn individuals_are_counted_by_their_patterns() {
        let found = captures(&[("b", "110.01"), ("a", "1100.0"), ("c", "000000")]);
        let names: Vec<&str> = found
            .lists()
            .iter()
            .map(|list| list.name.as_str())
            .collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(found.with_nobody(), ["c"]);
        assert_eq!((found.recorded(), found.on_no_list()), (3, 3));
        assert_eq!(found.lists()[1].blank, 1);
        assert_eq!(found.corroboration(), BTreeMap::from([(1, 1), (2, 2)]));
        let overlap = Overlap {
            lists: ["a".to_owned(), "b".to_owned()],
            individuals: 2,
        };
        assert_eq!(found.overlaps(), [overlap]);
        let patterns = found.named_patterns();
        assert_eq!(patterns[0].lists, ["b"]);
        assert_eq!(patterns[1].individuals, 2);
    }

    #[test]
    fn lists_that_share_nobody_are_groups_of_their_own() {
        let found = captures(&[
            ("a", "11000"),
            ("b", "01000"),
            ("c", "00110"),
            ("d", "00011"),
        ]);
        assert_eq!(
            found.groups(),
            [BTreeSet::from([0, 1]), BTreeSet::from([2, 3])]
        );
        let chain = captures(&[("a", "1100"), ("b", "0011"), ("c", "0110")]);
        assert_eq!(chain.groups().len(), 1);
    }

    #[test]
    fn a_short_list_is_blank_where_it_ends() {
        let found = captures(&[("a", "1"), ("b", "011")]);
        assert_eq!(found.lists()[0].blank, 2);
    }
}
