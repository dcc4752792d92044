//! What may be one mention, as people decided.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{ClaimId, Rulings};

use crate::{canonical::Placed, parts::Parts};

/// What is bound together so far, by decisions and by mentions, and what decisions keep apart.
///
/// A mention that would bind two claims that a person keeps apart, directly or through a merge of other claims, is
/// never made: so no decision is lost in a mention.
#[derive(Debug)]
pub(super) struct Apart {
    bound: Parts,
    /// What each part is kept apart from; by their smallest claims.
    pairs: BTreeMap<u32, BTreeSet<u32>>,
}

impl Apart {
    /// What was decided about these claims.
    pub(super) fn of(claims: &[Placed<'_>], rulings: &Rulings) -> Self {
        let none = || Self {
            bound: Parts::default(),
            pairs: BTreeMap::new(),
        };
        let Some(number) = u32::try_from(claims.len())
            .ok()
            .filter(|_| !rulings.apart.is_empty())
        else {
            return none();
        };
        let places: BTreeMap<ClaimId, u32> = (0u32..)
            .zip(claims)
            .map(|(at, placed)| (placed.claim.id, at))
            .collect();
        let mut bound = Parts::alone(number);
        for group in &rulings.same {
            let mut group = group.iter().filter_map(|claim| places.get(claim));
            if let Some(first) = group.next() {
                group.for_each(|other| bound.join(*first, *other));
            }
        }
        let mut pairs: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (one, other) in &rulings.apart {
            let (Some(one), Some(other)) = (places.get(one), places.get(other)) else {
                continue;
            };
            let (one, other) = (bound.root(*one), bound.root(*other));
            pairs.entry(one).or_default().insert(other);
            pairs.entry(other).or_default().insert(one);
        }
        Self { bound, pairs }
    }

    /// Whether two claims may speak of one happening.
    pub(super) fn may_meet(&mut self, one: usize, other: usize) -> bool {
        if self.pairs.is_empty() {
            return true;
        }
        let (one, other) = (self.root(one), self.root(other));
        one == other
            || !self
                .pairs
                .get(&one)
                .is_some_and(|pairs| pairs.contains(&other))
    }

    /// Binds two claims that may meet: they speak of one happening.
    pub(super) fn bind(&mut self, one: usize, other: usize) {
        if self.pairs.is_empty() {
            return;
        }
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        self.bound.join(one, other);
        let (kept, gone) = (one.min(other), one.max(other));
        let moved = self.pairs.remove(&gone).unwrap_or_default();
        for third in &moved {
            let of_third = self.pairs.entry(*third).or_default();
            of_third.remove(&gone);
            of_third.insert(kept);
        }
        if !moved.is_empty() {
            self.pairs.entry(kept).or_default().extend(moved);
        }
    }

    fn root(&mut self, claim: usize) -> u32 {
        self.bound.root(u32::try_from(claim).unwrap_or(u32::MAX))
    }
}
