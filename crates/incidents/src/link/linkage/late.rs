//! A mention that arrives late: it changes the background of others, and what it touches is settled anew.

use super::Linkage;

impl Linkage<'_> {
    /// Fits the background anew with a mention that just arrived, and settles again what that moved.
    pub(super) fn refit(&mut self, slot: u32) {
        let before = self.weights.clone();
        let fitted_before = self.fit();
        if self.background.frame() != fitted_before.frame()
            || self.neighbours.is_new_level(&self.listed(slot))
        {
            return self.replay();
        }
        self.weigh_all();
        let listed = super::listed(&self.records, &self.cells, self.rules, slot);
        if self.neighbours.insert(&listed) {
            return self.replay();
        }
        let numbers = self.background.numbers();
        let changed = (0u32..)
            .zip(self.weights.iter().zip(&before))
            .filter(|(at, (now, then))| {
                let killed = self.records[*at as usize].killed;
                let is_other = |killed| !numbers.weighs_as(killed, fitted_before.numbers());
                now != then || *at == slot || killed.is_some_and(is_other)
            })
            .map(|(at, _)| at);
        let changed: Vec<u32> = changed.collect();
        self.settle_again(&changed);
    }

    /// Takes the parts of some mentions apart, connects their mentions anew, and settles what that touched.
    fn settle_again(&mut self, changed: &[u32]) {
        let mut roots: Vec<u32> = changed.iter().map(|slot| self.parts.root(*slot)).collect();
        roots.sort_unstable();
        roots.dedup();
        let loose: Vec<u32> = roots
            .iter()
            .flat_map(|root| self.parts.members(*root))
            .collect();
        self.parts.dissolve(&loose);
        for root in roots {
            self.forget(root);
        }
        for slot in &loose {
            self.homes[*slot as usize] = *slot;
            for root in self.connect(*slot) {
                self.forget(root);
            }
        }
        let mut roots: Vec<u32> = loose.iter().map(|slot| self.parts.root(*slot)).collect();
        roots.sort_unstable();
        roots.dedup();
        for root in roots {
            self.settle_part(root);
        }
    }
}
