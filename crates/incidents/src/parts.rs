//! Parts: what pairs connect, directly or through others.

/// Disjoint parts of numbered things. The members of a part stand in a circle.
#[derive(Debug, Default, Clone)]
pub(crate) struct Parts {
    parents: Vec<u32>,
    next: Vec<u32>,
}

impl Parts {
    /// So many, each a part of its own.
    pub(crate) fn alone(number: u32) -> Self {
        Self {
            parents: (0..number).collect(),
            next: (0..number).collect(),
        }
    }

    /// One more, a part of its own.
    pub(crate) fn add(&mut self) {
        let at = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        self.parents.push(at);
        self.next.push(at);
    }

    /// The smallest of the part of one, which stands for it.
    pub(crate) fn root(&mut self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            let above = self.parents[at as usize];
            self.parents[at as usize] = self.parents[above as usize];
            at = above;
        }
        at
    }

    /// Makes one part of two.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parents[a.max(b) as usize] = a.min(b);
            self.next.swap(a as usize, b as usize);
        }
    }

    /// Whether one is a part of its own.
    pub(crate) fn is_alone(&self, one: u32) -> bool {
        self.next[one as usize] == one
    }

    /// All of a part, from one on.
    pub(crate) fn members(&self, from: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = Some(from);
        std::iter::from_fn(move || {
            let here = at?;
            let next = self.next[here as usize];
            at = (next != from).then_some(next);
            Some(here)
        })
    }

    /// The parts of more than one, each ascending, in order of their smallest.
    pub(crate) fn groups(&self) -> Vec<Vec<u32>> {
        let count = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        let roots =
            (0..count).filter(|at| self.parents[*at as usize] == *at && !self.is_alone(*at));
        roots
            .map(|root| {
                let mut members: Vec<u32> = self.members(root).collect();
                members.sort_unstable();
                members
            })
            .collect()
    }

    /// Makes each of a part a part of its own.
    pub(crate) fn dissolve(&mut self, members: &[u32]) {
        for member in members {
            self.parents[*member as usize] = *member;
            self.next[*member as usize] = *member;
        }
    }
}
