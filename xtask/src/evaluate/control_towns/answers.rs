//! What was said of each hidden town, beside the truth and the nearest neighbour.

use std::collections::BTreeMap;

use super::super::class_scores::{by_class, macro_f1};
use super::super::{intervals, number, share};

/// How many bins of equal size confidence is judged in.
const BINS: usize = 5;

/// One hidden town on one day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// Which town.
    pub(super) town: usize,
    /// Who holds it.
    pub(super) truth: String,
    /// Who holds the nearest town that is not hidden.
    pub(super) nearest: String,
    /// Who holds it as the program says; empty where it does not know.
    pub(super) said: String,
    /// How sure the program is.
    pub(super) confidence: f64,
    /// Great-circle km to the nearest town of another holder.
    pub(super) km_to_line: f64,
}

/// Errors of some answers, and how far they lie below those of the nearest neighbour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Errors {
    pub(super) answers: usize,
    pub(super) error: f64,
    pub(super) nearest: f64,
    /// 1 less the quotient of the two errors.
    pub(super) below: f64,
    /// The middle 95 of 100 of that over resamples of the towns; both errors are those of the same towns.
    pub(super) interval: (f64, f64),
}

/// One bin of answers by their confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bin {
    pub(super) answers: usize,
    pub(super) confidence: f64,
    pub(super) right: f64,
}

impl Bin {
    /// How far confidence lies from the share that was right.
    pub(super) fn gap(self) -> f64 {
        (self.confidence - self.right).abs()
    }
}

/// The errors of the answers about towns that near to the line.
pub(super) fn errors(answers: &[Answer], within_km: f64) -> Errors {
    let mut towns: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut count = 0;
    for answer in answers.iter().filter(|a| a.km_to_line <= within_km) {
        let wrong = towns.entry(answer.town).or_default();
        wrong.0 += usize::from(answer.said != answer.truth);
        wrong.1 += usize::from(answer.nearest != answer.truth);
        count += 1;
    }
    let towns: Vec<(usize, usize)> = towns.into_values().collect();
    let (wrong, nearest) = sum(&towns);
    Errors {
        answers: count,
        error: share(wrong, count),
        nearest: share(nearest, count),
        below: below(&towns),
        interval: intervals::of(&towns, &below),
    }
}

fn sum(towns: &[(usize, usize)]) -> (usize, usize) {
    let add = |sum: (usize, usize), town: &(usize, usize)| (sum.0 + town.0, sum.1 + town.1);
    towns.iter().fold((0, 0), add)
}

fn below(towns: &[(usize, usize)]) -> f64 {
    let (wrong, nearest) = sum(towns);
    1.0 - share(wrong, nearest)
}

/// The plain mean of F1 over the holders that there are: of the program, and of the nearest neighbour.
pub(super) fn macro_f1s(answers: &[Answer]) -> (f64, f64) {
    let of = |said: fn(&Answer) -> &String| {
        let pairs: Vec<(String, String)> = answers
            .iter()
            .map(|answer| (said(answer).clone(), answer.truth.clone()))
            .collect();
        macro_f1(&by_class(&pairs))
    };
    (of(|answer| &answer.said), of(|answer| &answer.nearest))
}

/// Five bins of equal size, from the least sure answers on.
pub(super) fn calibration(answers: &[Answer]) -> Vec<Bin> {
    let mut sorted: Vec<&Answer> = answers.iter().collect();
    sorted.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let size = sorted.len().div_ceil(BINS).max(1);
    let bin = |answers: &[&Answer]| {
        let right = answers.iter().filter(|answer| answer.said == answer.truth);
        let sum: f64 = answers.iter().map(|answer| answer.confidence).sum();
        Bin {
            answers: answers.len(),
            confidence: sum / number(answers.len()),
            right: share(right.count(), answers.len()),
        }
    };
    sorted.chunks(size).map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(town: usize, said: &str, nearest: &str, confidence: f64, km_to_line: f64) -> Answer {
        Answer {
            town,
            truth: "Front".to_owned(),
            nearest: nearest.to_owned(),
            said: said.to_owned(),
            confidence,
            km_to_line,
        }
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn errors_are_those_of_towns_near_the_line() {
        let answers = [
            answer(1, "Front", "Army", 0.9, 10.0),
            answer(1, "Army", "Army", 0.6, 20.0),
            answer(2, "Front", "Front", 0.9, 30.0),
            answer(3, "Army", "Front", 0.5, 90.0),
        ];
        let near = errors(&answers, 50.0);
        assert_eq!(near.answers, 3);
        assert_near(near.error, 1.0 / 3.0);
        assert_near(near.nearest, 2.0 / 3.0);
        assert_near(near.below, 0.5);
        assert_near(errors(&answers, f64::INFINITY).below, 0.0);
    }

    #[test]
    fn bins_go_from_the_least_sure_on() {
        let sure = |confidence: f64| answer(1, "Front", "Front", confidence, 1.0);
        let answers: Vec<Answer> = [0.9, 0.5, 0.7, 0.6, 0.8].map(sure).into();
        let bins = calibration(&answers);
        assert_eq!(bins.len(), 5);
        assert_near(bins.first().map_or(0.0, |bin| bin.gap()), 0.5);
        assert_near(bins.last().map_or(0.0, |bin| bin.gap()), 0.1);
    }
}
