//! Who takes whom among candidates.

use std::cmp::Ordering;

use super::{fit::Fit, rules::Preference};

/// An entry of the other side that may be the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its place on its side, in order of time.
    pub(super) place: usize,
    /// Whether its first day comes before that of the entry that chooses.
    pub(super) is_before: bool,
    /// How the categories agree.
    pub(super) fit: Fit,
}

/// The one that is preferred, and how many of the others fit better.
pub(super) fn choose(
    candidates: &[Candidate],
    preference: Preference,
) -> Option<(&Candidate, usize)> {
    let chosen = candidates.iter().min_by(|a, b| match preference {
        Preference::FirstInTime => in_time(a, b),
        Preference::BestFit => by_fit(a, b).then(a.place.cmp(&b.place)),
    })?;
    let better = candidates
        .iter()
        .filter(|other| by_fit(other, chosen).is_lt())
        .count();
    Some((chosen, better))
}

/// Those before come first, the latest of them first; then the others, the earliest first.
fn in_time(a: &Candidate, b: &Candidate) -> Ordering {
    match (a.is_before, b.is_before) {
        (true, true) => b.place.cmp(&a.place),
        (false, false) => a.place.cmp(&b.place),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

fn by_fit(a: &Candidate, b: &Candidate) -> Ordering {
    a.fit.score.total_cmp(&b.fit.score)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn check(candidates: &[(usize, bool, f64)], preference: Preference, expected: (usize, usize)) {
        let candidates: Vec<Candidate> = candidates
            .iter()
            .map(|&(place, is_before, score)| Candidate {
                place,
                is_before,
                fit: Fit {
                    score,
                    levels: Vec::new(),
                },
            })
            .collect();
        let (chosen, better) = choose(&candidates, preference).unwrap();
        assert_eq!((chosen.place, better), expected);
    }

    #[test]
    fn time_or_fit_decides_as_preferred() {
        use Preference::{BestFit, FirstInTime};
        let two = [(3, true, 0.5), (4, true, 0.25), (5, false, 0.0)];
        check(&two, FirstInTime, (4, 1));
        check(&two, BestFit, (5, 0));
        let later = [(8, false, 0.0), (7, false, 0.5)];
        check(&later, FirstInTime, (7, 1));
        check(&later, BestFit, (8, 0));
        let equal = [(9, false, 0.5), (2, true, 0.5), (1, true, 0.5)];
        check(&equal, FirstInTime, (2, 0));
        check(&equal, BestFit, (1, 0));
        assert!(choose(&[], BestFit).is_none());
    }
}
