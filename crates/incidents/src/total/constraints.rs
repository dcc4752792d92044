//! Cumulative statements as constraints on what incidents add up to.
//!
//! What goes in: of each statement what it states, what incidents document within its scope, and how the scopes of any
//! two stand to each other. What comes out: what each leaves over the incidents, and what the union of incidents and
//! statements comes to. A statement is never an addend.
//!
//! **One scope.** With the incidents `I` inside it and `B` that straddle it, `known = [sum of lows of I, sum of highs
//! of I and B]`, and a statement of `[from, to]` leaves `[max(0, from - known high), max(0, to - known low)]`. Where
//! `to` lies below the known low, statement and incidents conflict: a scope, a class or a duplicate is wrong.
//!
//! **Nested scopes.** Each remainder is an unknown with two ends, and a scope's is no smaller than what those within it
//! leave together, as long as these do not overlap. So lower ends go up from the smallest scopes, and upper ends down
//! from the largest: a scope leaves no more than the one around it does beyond its neighbours. These are difference
//! constraints; on a tree of scopes two passes solve them. What a scope leaves beyond those within it is its own part:
//! own parts add up, remainders do not.
//!
//! **Union.** Over scopes that do not overlap, statements are set in the place of the incidents within them wherever
//! they say more: `max(incidents, statement)`, never both. The union is the sum of all incidents and the heaviest set
//! of such gains. For one statement over everything its low end is `max(sum of lows, from)`. Only credible statements
//! take part, and only those whose scope lies in what is asked for.

use marsad_domain::{Amount, Range};

use super::packing::heaviest;

/// What a statement states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stated {
    pub(crate) low: u64,
    pub(crate) best: u64,
    /// Absent where the upper end is open.
    pub(crate) high: Option<u64>,
}

impl From<Amount> for Stated {
    fn from(amount: Amount) -> Self {
        let low = amount.low().unwrap_or(0);
        Self {
            low,
            best: low,
            high: amount.high(),
        }
    }
}

/// A statement with what incidents say of its scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Constraint {
    pub(crate) stated: Stated,
    /// Sum of lows of the statement's class over the incidents inside.
    pub(crate) known_low: u64,
    /// Sum of highs of the statement's class over the incidents inside and those that straddle.
    pub(crate) known_high: u64,
    /// What the asked total has of incidents that are inside or straddle: sums of lows and of bests, of everyone.
    pub(crate) summed: [u64; 2],
    /// Sum of highs of everyone over the incidents inside that the asked total has.
    pub(crate) summed_high: u64,
    /// Whether it may raise a total.
    pub(crate) is_credible: bool,
    /// Whether its scope lies in what is asked for.
    pub(crate) is_asked: bool,
}

/// How one scope stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The first holds the second and more.
    Holds,
    /// The first lies within the second, which holds more.
    Within,
    /// Nobody can be counted in both.
    Disjoint,
    /// They may overlap, or are the same.
    Overlap,
}

/// What a statement leaves over the incidents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Leaves {
    pub(crate) low: u64,
    pub(crate) high: Option<u64>,
    /// What it leaves beyond the statements within it.
    pub(crate) own_low: u64,
    pub(crate) own_high: Option<u64>,
    /// The statements within it whose remainders are part of its own, each counted once.
    pub(crate) holds: Vec<usize>,
    /// Whether it is below what incidents, or the statements within it, add up to.
    pub(crate) conflicts: bool,
}

/// What incidents and statements come to together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Together {
    /// Incidents, and in their place statements where these say more.
    pub(crate) union: Range,
    /// What no incident documents, each person once; the upper end is absent where a statement is open.
    pub(crate) undocumented: (u64, Option<u64>),
}

/// What each statement leaves, in their order.
pub(crate) fn solve(
    constraints: &[Constraint],
    relation: impl Fn(usize, usize) -> Relation,
) -> Vec<Leaves> {
    let mut leaves: Vec<Leaves> = constraints.iter().map(alone).collect();
    let within: Vec<Vec<usize>> = (0..constraints.len())
        .map(|outer| {
            (0..constraints.len())
                .filter(|inner| constraints[*inner].is_credible)
                .filter(|inner| relation(outer, *inner) == Relation::Holds)
                .collect()
        })
        .collect();
    // What lies within a scope has fewer scopes within it: the smallest come first.
    let mut order: Vec<usize> = (0..constraints.len()).collect();
    order.sort_by_key(|at| (within[*at].len(), *at));
    let overlap = |a: usize, b: usize| relation(a, b) != Relation::Disjoint;
    for outer in &order {
        let (inner, holds) = heaviest(&within[*outer], |at| leaves[at].low, overlap);
        let outer = &mut leaves[*outer];
        outer.conflicts |= outer.high.is_some_and(|high| high < inner);
        if !outer.conflicts {
            outer.low = outer.low.max(inner);
        }
        outer.own_low = outer.low.saturating_sub(inner);
        outer.holds = holds;
    }
    for outer in order.iter().rev() {
        tighten(*outer, &within[*outer], constraints, &mut leaves, overlap);
    }
    for (at, inner) in within.iter().enumerate() {
        let (inner, _) = heaviest(inner, |at| leaves[at].low, overlap);
        leaves[at].own_high = leaves[at].high.map(|high| high.saturating_sub(inner));
    }
    leaves
}

fn alone(constraint: &Constraint) -> Leaves {
    let Constraint {
        stated,
        known_low,
        known_high,
        ..
    } = *constraint;
    Leaves {
        low: stated.low.saturating_sub(known_high),
        high: stated.high.map(|high| high.saturating_sub(known_low)),
        conflicts: stated.high.is_some_and(|high| high < known_low),
        ..Leaves::default()
    }
}

/// A scope within another leaves no more than that one does beyond what lies beside it.
fn tighten(
    outer: usize,
    within: &[usize],
    constraints: &[Constraint],
    leaves: &mut [Leaves],
    overlap: impl Fn(usize, usize) -> bool,
) {
    let Some(most) = leaves[outer].high else {
        return;
    };
    if !constraints[outer].is_credible || leaves[outer].conflicts {
        return;
    }
    for inner in within {
        let beside: Vec<usize> = within
            .iter()
            .copied()
            .filter(|other| !overlap(*inner, *other))
            .collect();
        let (others, _) = heaviest(&beside, |at| leaves[at].low, &overlap);
        let limit = most.saturating_sub(others).max(leaves[*inner].low);
        let inner = &mut leaves[*inner];
        inner.high = Some(inner.high.map_or(limit, |high| high.min(limit)));
    }
}

/// What incidents and the credible statements of the asked scope come to together.
pub(crate) fn together(
    documented: Range,
    constraints: &[Constraint],
    leaves: &[Leaves],
    relation: impl Fn(usize, usize) -> Relation,
) -> Together {
    let asked: Vec<usize> = (0..constraints.len())
        .filter(|at| constraints[*at].is_credible && constraints[*at].is_asked)
        .collect();
    if asked.is_empty() {
        return Together {
            union: documented,
            undocumented: (0, Some(0)),
        };
    }
    let overlap = |a: usize, b: usize| relation(a, b) != Relation::Disjoint;
    let gain =
        |of: &dyn Fn(&Constraint) -> u64| heaviest(&asked, |at| of(&constraints[at]), overlap);
    let (low, chosen) = gain(&|one| one.stated.low.saturating_sub(one.summed[0]));
    let (best, _) = gain(&|one| one.stated.best.saturating_sub(one.summed[1]));
    let (high, _) = gain(&|one| {
        let high = one.stated.high.unwrap_or(one.stated.low);
        high.saturating_sub(one.summed_high)
    });
    // "At least n" opens the upper end where it stands in the place of incidents; else they keep to it.
    let is_open = chosen
        .iter()
        .any(|at| constraints[*at].stated.high.is_none());
    let low = documented.low().saturating_add(low);
    let best = documented
        .best()
        .unwrap_or(documented.low())
        .saturating_add(best)
        .max(low);
    let high = documented.high().saturating_add(high).max(best);
    let union = Range::new(low, Some(best), high, documented.is_open() || is_open);
    let (least, _) = heaviest(&asked, |at| leaves[at].low, overlap);
    let (most, _) = heaviest(&asked, |at| leaves[at].high.unwrap_or(0), overlap);
    let is_unbounded = asked.iter().any(|at| leaves[*at].high.is_none());
    Together {
        union: union.unwrap_or(documented),
        undocumented: (least, (!is_unbounded).then_some(most.max(least))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A credible statement over a scope of which incidents document a range.
    fn states(amount: Amount, (low, high): (u64, u64)) -> Constraint {
        Constraint {
            stated: Stated::from(amount),
            known_low: low,
            known_high: high,
            summed: [low, low],
            summed_high: high,
            is_credible: true,
            is_asked: true,
        }
    }

    fn leaves(found: &Leaves) -> (u64, Option<u64>, u64, bool) {
        (found.low, found.high, found.own_low, found.conflicts)
    }

    fn range(low: u64, high: u64) -> Range {
        Range::new(low, Some(low), high, false).unwrap_or(Range::exactly(0))
    }

    /// The first holds all others, which are disjoint.
    fn tree(a: usize, b: usize) -> Relation {
        match (a, b) {
            (0, 0) => Relation::Overlap,
            (0, _) => Relation::Holds,
            (_, 0) => Relation::Within,
            _ if a == b => Relation::Overlap,
            _ => Relation::Disjoint,
        }
    }

    #[test]
    fn one_statement_is_consistent_leaves_something_or_conflicts() {
        let solved = |amount| {
            let found = solve(&[states(amount, (10, 14))], tree);
            leaves(&found[0])
        };
        assert_eq!(solved(Amount::Exact(12)), (0, Some(2), 0, false));
        assert_eq!(solved(Amount::Exact(60)), (46, Some(50), 46, false));
        assert_eq!(solved(Amount::AtLeast(60)), (46, None, 46, false));
        assert_eq!(solved(Amount::Exact(9)), (0, Some(0), 0, true));
    }

    #[test]
    fn the_union_of_one_statement_is_the_larger_and_never_the_sum() {
        let union = |stated, documented: Range| {
            let one = [states(
                Amount::Exact(stated),
                (documented.low(), documented.high()),
            )];
            together(documented, &one, &solve(&one, tree), tree).union
        };
        assert_eq!(
            union(60, range(10, 14)),
            Range::new(60, Some(60), 60, false).unwrap_or(Range::exactly(0))
        );
        assert_eq!(
            union(12, range(10, 14)),
            Range::new(12, Some(12), 14, false).unwrap_or(Range::exactly(0))
        );
        assert_eq!(union(5, range(10, 14)), range(10, 14));
    }

    #[test]
    fn what_smaller_scopes_leave_counts_once_in_the_larger() {
        // A governorate of 100, and in it two towns of 40 and 30, where incidents document 10, 5 and 5.
        let all = [
            states(Amount::Exact(100), (20, 20)),
            states(Amount::Exact(40), (5, 5)),
            states(Amount::Exact(30), (5, 5)),
        ];
        let found = solve(&all, tree);
        assert_eq!(leaves(&found[0]), (80, Some(80), 20, false));
        assert_eq!(found[0].holds, [1, 2]);
        let together = together(range(20, 20), &all, &found, tree);
        assert_eq!(together.undocumented, (80, Some(80)));
        assert_eq!(together.union.low(), 100);
    }

    #[test]
    fn towns_raise_a_governorate_that_says_less_of_itself() {
        let all = [
            states(Amount::AtLeast(30), (20, 20)),
            states(Amount::Exact(40), (5, 5)),
            states(Amount::Exact(30), (5, 5)),
        ];
        let found = solve(&all, tree);
        assert_eq!(leaves(&found[0]), (60, None, 0, false));
        let together = together(range(20, 20), &all, &found, tree);
        assert_eq!(together.union.low(), 80);
        assert!(!together.union.is_open(), "what is open says less");
    }

    #[test]
    fn a_governorate_bounds_its_towns_from_above() {
        let all = [
            states(Amount::Exact(50), (20, 20)),
            states(Amount::AtLeast(15), (5, 5)),
            states(Amount::Exact(25), (5, 5)),
        ];
        let found = solve(&all, tree);
        assert_eq!(found[1].high, Some(10));
        assert_eq!((found[0].own_low, found[0].own_high), (0, Some(0)));
    }

    #[test]
    fn towns_beyond_their_governorate_conflict_with_it_and_change_nothing() {
        let all = [
            states(Amount::Exact(30), (20, 20)),
            states(Amount::Exact(40), (5, 5)),
        ];
        let found = solve(&all, tree);
        assert!(found[0].conflicts && !found[1].conflicts);
        assert_eq!(found[1].high, Some(35));
    }

    #[test]
    fn what_is_not_credible_leaves_something_and_raises_nothing() {
        let rumour = Constraint {
            is_credible: false,
            ..states(Amount::Exact(900), (20, 20))
        };
        let found = solve(&[rumour], tree);
        assert_eq!(found[0].low, 880);
        let together = together(range(20, 20), &[rumour], &found, tree);
        assert_eq!(
            (together.union, together.undocumented),
            (range(20, 20), (0, Some(0)))
        );
    }
}
