//! Parts: mentions that pairs connect, directly or through others. Mentions of two parts are never one incident;
//! those of one part are settled together, by far more than their being connected.

/// Disjoint parts of numbered mentions. The members of a part stand in a circle.
#[derive(Debug, Default, Clone)]
pub(super) struct Parts {
    parents: Vec<u32>,
    next: Vec<u32>,
}

impl Parts {
    /// So many mentions, each a part of its own.
    pub(super) fn alone(mentions: u32) -> Self {
        Self {
            parents: (0..mentions).collect(),
            next: (0..mentions).collect(),
        }
    }

    /// One more mention, a part of its own.
    pub(super) fn add(&mut self) {
        let at = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        self.parents.push(at);
        self.next.push(at);
    }

    /// The mention that stands for the part of another.
    pub(super) fn root(&mut self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            let above = self.parents[at as usize];
            self.parents[at as usize] = self.parents[above as usize];
            at = above;
        }
        at
    }

    /// Makes one part of two.
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parents[a.max(b) as usize] = a.min(b);
            self.next.swap(a as usize, b as usize);
        }
    }

    /// Whether a mention is a part of its own.
    pub(super) fn is_alone(&self, mention: u32) -> bool {
        self.next[mention as usize] == mention
    }

    /// All mentions of a part, from one on.
    pub(super) fn members(&self, from: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = Some(from);
        std::iter::from_fn(move || {
            let here = at?;
            let next = self.next[here as usize];
            at = (next != from).then_some(next);
            Some(here)
        })
    }

    /// Makes each mention of a part a part of its own.
    pub(super) fn dissolve(&mut self, members: &[u32]) {
        for member in members {
            self.parents[*member as usize] = *member;
            self.next[*member as usize] = *member;
        }
    }
}
