//! Which claims belong together and which do not: must-link and cannot-link, kept free of contradiction.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A decision that cannot stand beside earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction<D> {
    /// The decisions that say otherwise, from one of its claims to the other.
    pub chain: Vec<D>,
}

/// Groups of claims, and pairs that are apart. `D` names a decision.
#[derive(Debug, Clone)]
pub(crate) struct Bonds<D> {
    group: BTreeMap<u32, u32>,
    members: BTreeMap<u32, Vec<u32>>,
    apart: BTreeMap<u32, BTreeMap<u32, D>>,
    merges: BTreeMap<u32, Vec<(u32, D)>>,
}

impl<D> Default for Bonds<D> {
    fn default() -> Self {
        Self {
            group: BTreeMap::new(),
            members: BTreeMap::new(),
            apart: BTreeMap::new(),
            merges: BTreeMap::new(),
        }
    }
}

impl<D: Copy + Eq> Bonds<D> {
    /// Puts claims together, all or none of them.
    pub(crate) fn join(&mut self, claims: &[u32], decision: D) -> Result<(), Contradiction<D>> {
        let Some((first, rest)) = claims.split_first() else {
            return Ok(());
        };
        let groups: BTreeSet<u32> = claims.iter().map(|claim| self.group_of(*claim)).collect();
        let members: BTreeSet<u32> = groups
            .iter()
            .flat_map(|group| self.members_of(*group))
            .collect();
        if let Some((one, other, said)) = self.pair_within(&members) {
            let chain = [
                self.chain_from_any(claims, one),
                vec![said],
                self.chain_from_any(claims, other),
            ];
            return Err(Contradiction {
                chain: chain.concat(),
            });
        }
        if let Some(keep) = groups.first().copied() {
            for group in &groups {
                self.members.remove(group);
            }
            for member in &members {
                self.group.insert(*member, keep);
            }
            if members.len() > 1 {
                self.members.insert(keep, members.into_iter().collect());
            }
        }
        for other in rest {
            self.merges
                .entry(*first)
                .or_default()
                .push((*other, decision));
            self.merges
                .entry(*other)
                .or_default()
                .push((*first, decision));
        }
        Ok(())
    }

    /// Puts two sets of claims apart, all or none of them.
    pub(crate) fn part(
        &mut self,
        ones: &[u32],
        others: &[u32],
        decision: D,
    ) -> Result<(), Contradiction<D>> {
        for one in ones {
            for other in others {
                if self.group_of(*one) == self.group_of(*other) {
                    return Err(Contradiction {
                        chain: self.chain(*one, *other),
                    });
                }
            }
        }
        for one in ones {
            for other in others {
                self.apart.entry(*one).or_default().insert(*other, decision);
                self.apart.entry(*other).or_default().insert(*one, decision);
            }
        }
        Ok(())
    }

    /// The groups of two or more.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.members.values().map(Vec::as_slice)
    }

    /// The pairs that are apart, the smaller first.
    pub(crate) fn pairs_apart(&self) -> impl Iterator<Item = (u32, u32)> {
        self.apart.iter().flat_map(|(one, others)| {
            let later = others.keys().copied().filter(move |other| one < other);
            later.map(move |other| (*one, other))
        })
    }

    fn group_of(&self, claim: u32) -> u32 {
        self.group.get(&claim).copied().unwrap_or(claim)
    }

    fn members_of(&self, group: u32) -> Vec<u32> {
        self.members
            .get(&group)
            .cloned()
            .unwrap_or_else(|| vec![group])
    }

    /// A pair among some claims that is apart, and who says so.
    fn pair_within(&self, claims: &BTreeSet<u32>) -> Option<(u32, u32, D)> {
        claims.iter().find_map(|one| {
            let apart = self.apart.get(one)?;
            let (other, decision) = apart.iter().find(|(other, _)| claims.contains(other))?;
            Some((*one, *other, *decision))
        })
    }

    /// The merges that lead to a claim from the one of `claims` that is in its group.
    fn chain_from_any(&self, claims: &[u32], to: u32) -> Vec<D> {
        let group = self.group_of(to);
        let from = claims.iter().find(|claim| self.group_of(**claim) == group);
        from.map_or_else(Vec::new, |from| self.chain(*from, to))
    }

    /// The merges that lead from one claim to another.
    fn chain(&self, from: u32, to: u32) -> Vec<D> {
        let mut came: BTreeMap<u32, Option<(u32, D)>> = BTreeMap::from([(from, None)]);
        let mut next = VecDeque::from([from]);
        while let Some(at) = next.pop_front() {
            if at == to {
                break;
            }
            for (other, decision) in self.merges.get(&at).into_iter().flatten() {
                if !came.contains_key(other) {
                    came.insert(*other, Some((at, *decision)));
                    next.push_back(*other);
                }
            }
        }
        let mut chain = Vec::new();
        let mut at = to;
        while let Some(Some((before, decision))) = came.get(&at) {
            if chain.last() != Some(decision) {
                chain.push(*decision);
            }
            at = *before;
        }
        chain.reverse();
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_joined_is_not_parted_and_the_chain_says_by_whom() {
        let mut bonds = Bonds::default();
        bonds.join(&[1, 2], 'a').expect("nothing speaks against it");
        bonds.join(&[2, 3], 'b').expect("nothing speaks against it");
        let refused = bonds.part(&[1], &[3], 'c').expect_err("1 and 3 are one");
        assert_eq!(refused.chain, ['a', 'b']);
        assert_eq!(bonds.pairs_apart().count(), 0);
    }

    #[test]
    fn what_was_parted_is_not_joined_by_a_way_around_and_nothing_changes() {
        let mut bonds = Bonds::default();
        bonds
            .part(&[1], &[4], 'a')
            .expect("nothing speaks against it");
        bonds.join(&[1, 2], 'b').expect("nothing speaks against it");
        bonds.join(&[3, 4], 'c').expect("nothing speaks against it");
        let refused = bonds.join(&[2, 3], 'd').expect_err("1 and 4 are apart");
        assert_eq!(refused.chain, ['b', 'a', 'c']);
        let groups: Vec<_> = bonds.groups().map(<[u32]>::to_vec).collect();
        assert_eq!(groups, [vec![1, 2], vec![3, 4]]);
    }
}
