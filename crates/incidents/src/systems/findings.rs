//! What a person should know of lists before believing an estimate from them, and when there can be none.

use serde::Serialize;

use super::{captures::Captures, diagnostics::Convergence, estimate::Estimate, settings::Settings};

/// With two lists nothing tells lists that find the same people from a small population.
const FEWEST_LISTS: usize = 3;

/// Two lists are told for copies where they share at least this part of everybody on either.
const COPY_SHARE: f64 = 0.9;

/// One person on both of two lists of one person is no sign of a copy.
const COPY_LEAST: u64 = 2;

/// From this share of rounds on in which every class has people, more classes might have some too.
const FULL_SHARE: f64 = 0.5;

/// Captures that an estimate can be made from: three lists or more that have somebody, and somebody on two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Systems(Captures);

/// Why there is no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotEstimate {
    /// Too few lists have somebody.
    #[error(
        "{lists} of its lists have anybody and an estimate needs 3: two lists cannot tell whether they find the same people \
         or there are few"
    )]
    FewLists {
        /// How many have.
        lists: usize,
    },
    /// Nobody is on two lists.
    #[error("no individual is on two lists, so that nothing tells how many are on none")]
    NoOverlap,
}

impl CannotEstimate {
    /// What may help.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::FewLists { .. } => "join fewer lists, or take strata together",
            Self::NoOverlap => "check that individuals are matched across lists",
        }
    }
}

/// Something that a person should know.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// Individuals on no list were left out: they are not recorded.
    OnNoList {
        /// How many.
        individuals: u64,
    },
    /// A list with nobody was left out: it says nothing.
    WithNobody {
        /// Its name.
        list: String,
    },
    /// Blank cells were counted as not on the list.
    Blank {
        /// How many cells.
        cells: u64,
        /// Out of so many.
        of: u64,
        /// Lists that are blank for more than half of all individuals.
        mostly: Vec<String>,
    },
    /// Two lists are the same, or nearly: copies are one capture.
    Copy {
        /// The lists.
        lists: [String; 2],
        /// Individuals on both.
        shared: u64,
        /// Individuals on either.
        either: u64,
    },
    /// These lists share nobody with any other, which the model can only take for chance.
    Apart {
        /// The lists.
        lists: Vec<String>,
    },
    /// Every class had people: with more classes the estimate might be another.
    ClassesFull {
        /// How many classes there are.
        classes: usize,
        /// In which share of rounds.
        share: f64,
    },
    /// The chains do not agree: the numbers are not to be used.
    NotConverged {
        /// How far they do.
        convergence: Convergence,
    },
}

impl Systems {
    /// Captures, where an estimate can be made from them.
    ///
    /// # Errors
    /// Fewer than three lists have anybody, or nobody is on two.
    pub fn of(captures: Captures) -> Result<Self, CannotEstimate> {
        let lists = captures.lists().len();
        if lists < FEWEST_LISTS {
            return Err(CannotEstimate::FewLists { lists });
        }
        if captures.patterns().all(|(pattern, _)| pattern.size() < 2) {
            return Err(CannotEstimate::NoOverlap);
        }
        Ok(Self(captures))
    }

    /// The captures.
    #[must_use]
    pub fn captures(&self) -> &Captures {
        &self.0
    }

    /// What should be known of the lists.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let captures = &self.0;
        let mut findings = Vec::new();
        if captures.on_no_list() > 0 {
            let individuals = captures.on_no_list();
            findings.push(Finding::OnNoList { individuals });
        }
        let with_nobody = captures.with_nobody().iter().cloned();
        findings.extend(with_nobody.map(|list| Finding::WithNobody { list }));
        findings.extend(blank(captures));
        findings.extend(copies(captures));
        findings.extend(apart(captures));
        findings
    }
}

fn blank(captures: &Captures) -> Option<Finding> {
    let cells = captures.lists().iter().map(|list| list.blank).sum();
    let rows = captures.recorded() + captures.on_no_list();
    let mostly = captures.lists().iter().filter(|list| 2 * list.blank > rows);
    (cells > 0).then(|| Finding::Blank {
        cells,
        of: rows * captures.lists().len() as u64,
        mostly: mostly.map(|list| list.name.clone()).collect(),
    })
}

fn copies(captures: &Captures) -> Vec<Finding> {
    let lists = captures.lists();
    let copy = |((first, second), shared): ((usize, usize), u64)| {
        let (first, second) = (lists.get(first)?, lists.get(second)?);
        let either = first.individuals + second.individuals - shared;
        let is_copy = shared >= COPY_LEAST && number(shared) >= COPY_SHARE * number(either);
        is_copy.then(|| Finding::Copy {
            lists: [first.name.clone(), second.name.clone()],
            shared,
            either,
        })
    };
    captures.pairs().into_iter().filter_map(copy).collect()
}

/// All groups of lists but the one with the most individuals.
fn apart(captures: &Captures) -> Vec<Finding> {
    let mut groups = captures.groups();
    let size = |group: &std::collections::BTreeSet<usize>| {
        let patterns = captures
            .patterns()
            .filter(|(pattern, _)| pattern.lists().any(|list| group.contains(&list)));
        patterns.map(|(_, count)| count).sum::<u64>()
    };
    groups.sort_by_key(|group| std::cmp::Reverse(size(group)));
    let name = |list: &usize| captures.lists().get(*list).map(|list| list.name.clone());
    let apart = groups.iter().skip(1).map(|group| Finding::Apart {
        lists: group.iter().filter_map(name).collect(),
    });
    apart.collect()
}

impl Estimate {
    /// What should be known of the chains.
    #[must_use]
    pub fn findings(&self, settings: &Settings) -> Vec<Finding> {
        let mut findings = Vec::new();
        let classes = settings.classes.get();
        if classes > 1 && self.full_share >= FULL_SHARE {
            findings.push(Finding::ClassesFull {
                classes,
                share: self.full_share,
            });
        }
        if !self.convergence.is_reached() {
            findings.push(Finding::NotConverged {
                convergence: self.convergence,
            });
        }
        findings
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of people stay below 2^52"
)]
fn number(count: u64) -> f64 {
    count as f64
}
