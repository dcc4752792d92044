//! The decisions in the order in which they were taken, each over the claims that it names.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{
    Anchor, Claim, ClaimId, Classified, Credibility, Digest32, Rulings, Taken, Verdict,
};

use crate::{
    attach::Places,
    bonds::{Bonds, Contradiction},
    correct::correct,
};

/// Claims and rulings after all decisions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decided {
    /// The claims in the order given, with corrections laid over them.
    pub claims: Vec<Claim>,
    /// What the stages after reading go by.
    pub rulings: Rulings,
    /// What a person has to look at, in the order of the decisions.
    pub queue: Vec<Waiting>,
}

/// A decision, or a part of one, that waits for a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The decision.
    pub decision: Digest32,
    /// The claim in question, as it was when it was decided about.
    pub anchor: Option<Anchor>,
    /// The claim of the current reading, where there is one.
    pub claim: Option<ClaimId>,
    /// What it waits for.
    pub why: Why,
}

/// Why a decision waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No claim of the current readings fits it: an orphan.
    Orphan,
    /// Somebody looked and could not tell.
    Unsure,
    /// Over the current readings it says otherwise than these earlier decisions.
    Contradicts(Vec<Digest32>),
    /// It would undo a decision that is not there.
    NothingToUndo,
    /// It goes by a reading that is not there; the last one of the report counts meanwhile.
    NoReading,
}

/// Lays decisions over claims. Claims that no decision names come out as they went in, in their order.
#[must_use]
pub fn apply(claims: Vec<Claim>, taken: &[Taken]) -> Decided {
    let places = if taken.is_empty() {
        Places::of(&[])
    } else {
        Places::of(&claims)
    };
    let mut state = State {
        places,
        claims,
        bonds: Bonds::default(),
        graded: BTreeMap::new(),
        classified: BTreeMap::new(),
        judged: BTreeMap::new(),
        queue: Vec::new(),
    };
    let undone = undone(taken, &mut state.queue);
    for one in taken.iter().filter(|one| !undone.contains(&one.id)) {
        state.take(one);
    }
    state.finish()
}

/// The decisions that no longer count. An undo that was undone itself counts no more.
pub(crate) fn undone(taken: &[Taken], queue: &mut Vec<Waiting>) -> BTreeSet<Digest32> {
    let known: BTreeSet<Digest32> = taken.iter().map(|one| one.id).collect();
    let mut undone = BTreeSet::new();
    for one in taken.iter().rev() {
        let Verdict::Undo { decision } = &one.decision.verdict else {
            continue;
        };
        if undone.contains(&one.id) {
            continue;
        }
        if known.contains(decision) {
            undone.insert(*decision);
        } else {
            queue.push(Waiting {
                decision: one.id,
                anchor: None,
                claim: None,
                why: Why::NothingToUndo,
            });
        }
    }
    undone
}

struct State {
    places: Places,
    claims: Vec<Claim>,
    bonds: Bonds<Digest32>,
    graded: BTreeMap<u32, Credibility>,
    classified: BTreeMap<u32, Classified>,
    /// Whether a claim was accepted or rejected last.
    judged: BTreeMap<u32, bool>,
    queue: Vec<Waiting>,
}

impl State {
    fn take(&mut self, one: &Taken) {
        let found = self.attach(one, &one.decision.claims);
        match &one.decision.verdict {
            Verdict::Merge => {
                let joined = self.bonds.join(&found, one.id);
                self.note(one, joined);
            }
            Verdict::Split { from } => {
                let others = self.attach(one, from);
                let parted = self.bonds.part(&found, &others, one.id);
                self.note(one, parted);
            }
            Verdict::Accept => self.judged.extend(found.iter().map(|at| (*at, true))),
            Verdict::Reject => self.judged.extend(found.iter().map(|at| (*at, false))),
            Verdict::Correct(correction) => {
                for at in found {
                    correct(&mut self.claims[at as usize], correction);
                }
            }
            Verdict::Grade { credibility } => {
                self.graded
                    .extend(found.iter().map(|at| (*at, *credibility)));
            }
            Verdict::Classify { sensitivity } => {
                for at in found {
                    let classified = self.classified.entry(at).or_default();
                    classified.say(&one.decision.author, *sensitivity);
                }
            }
            Verdict::Unsure => {
                let looked_at = found.iter().map(|at| Waiting {
                    decision: one.id,
                    anchor: Some(Anchor::of(&self.claims[*at as usize])),
                    claim: Some(self.claims[*at as usize].id),
                    why: Why::Unsure,
                });
                self.queue.extend(looked_at);
            }
            // An undo has been heeded, and which reading counts is settled before the claims come here.
            Verdict::Undo { .. } | Verdict::Reading { .. } => {}
        }
    }

    /// The claims of some anchors; an anchor without one is an orphan and waits in the queue.
    fn attach(&mut self, one: &Taken, anchors: &[Anchor]) -> Vec<u32> {
        let mut found = Vec::with_capacity(anchors.len());
        for anchor in anchors {
            match self.places.find(anchor, &self.claims) {
                Some(at) => found.push(at),
                None => self.queue.push(Waiting {
                    decision: one.id,
                    anchor: Some(anchor.clone()),
                    claim: None,
                    why: Why::Orphan,
                }),
            }
        }
        found
    }

    fn note(&mut self, one: &Taken, outcome: Result<(), Contradiction<Digest32>>) {
        if let Err(contradiction) = outcome {
            self.queue.push(Waiting {
                decision: one.id,
                anchor: None,
                claim: None,
                why: Why::Contradicts(contradiction.chain),
            });
        }
    }

    fn finish(self) -> Decided {
        let id = |at: u32| self.claims[at as usize].id;
        let pair = |(a, b): (u32, u32)| (id(a).min(id(b)), id(a).max(id(b)));
        let judged = |verdict: bool| {
            let judged = self.judged.iter();
            judged
                .filter(move |(_, accepted)| **accepted == verdict)
                .map(|(at, _)| id(*at))
                .collect()
        };
        let mut same: Vec<BTreeSet<ClaimId>> = self
            .bonds
            .groups()
            .map(|group| group.iter().map(|at| id(*at)).collect())
            .collect();
        same.sort_unstable();
        let rulings = Rulings {
            same,
            apart: self.bonds.pairs_apart().map(pair).collect(),
            accepted: judged(true),
            rejected: judged(false),
            classified: self
                .classified
                .iter()
                .map(|(at, classified)| (id(*at), classified.clone()))
                .collect(),
            credibility: self
                .graded
                .iter()
                .map(|(at, grade)| (id(*at), *grade))
                .collect(),
        };
        Decided {
            rulings,
            queue: self.queue,
            claims: self.claims,
        }
    }
}
