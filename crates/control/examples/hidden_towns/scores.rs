//! Scores of answers, beside those of the nearest neighbour.

use std::collections::BTreeSet;

use crate::towns::Answer;

const REACHES: [(&str, f64); 3] = [
    ("all", f64::INFINITY),
    ("within 50 km of the line", 50.0),
    ("within 25 km", 25.0),
];
/// Bins of equal size that confidence is judged in.
const BINS: usize = 5;

/// What answers come to; of a pair, the second is the nearest neighbour's.
#[derive(Debug)]
pub(crate) struct Scores {
    /// By how near to the line: answers, error, error of the nearest neighbour.
    pub(crate) errors: Vec<(&'static str, (usize, f64, f64))>,
    pub(crate) macro_f1: (f64, f64),
    /// Mean confidence and share right.
    pub(crate) bins: Vec<(f64, f64)>,
}

impl Scores {
    /// What a setting is chosen by, less is better: the error as a part of the nearest neighbour's, and its macro F1
    /// as a part of the setting's. The error alone would have it that nothing is contested.
    pub(crate) fn loss(&self) -> f64 {
        let errors = self
            .errors
            .first()
            .map_or(1.0, |(_, (_, error, nearest))| error / nearest);
        errors + self.macro_f1.1 / self.macro_f1.0
    }
}

pub(crate) fn scores(answers: &[Answer]) -> Scores {
    Scores {
        errors: REACHES
            .iter()
            .map(|(name, within)| (*name, errors(answers, *within)))
            .collect(),
        macro_f1: (
            macro_f1(answers, |answer| &answer.said),
            macro_f1(answers, |answer| &answer.nearest),
        ),
        bins: bins(answers),
    }
}

fn errors(answers: &[Answer], within: f64) -> (usize, f64, f64) {
    let near = || answers.iter().filter(|answer| answer.km_to_line <= within);
    let count = near().count();
    let wrong = |said: fn(&Answer) -> &String| {
        let wrong = near().filter(|answer| *said(answer) != answer.truth);
        share(wrong.count(), count)
    };
    (
        count,
        wrong(|answer| &answer.said),
        wrong(|answer| &answer.nearest),
    )
}

fn macro_f1(answers: &[Answer], said: fn(&Answer) -> &String) -> f64 {
    let classes: BTreeSet<&String> = answers.iter().map(|answer| &answer.truth).collect();
    let f1 = |class: &&String| {
        let count = |is: &dyn Fn(&Answer) -> bool| answers.iter().filter(|a| is(a)).count();
        let hits = count(&|a| said(a) == *class && a.truth == **class);
        let named = count(&|a| said(a) == *class);
        let there = count(&|a| a.truth == **class);
        share(2 * hits, named + there)
    };
    classes.iter().map(f1).sum::<f64>() / share(classes.len(), 1)
}

fn bins(answers: &[Answer]) -> Vec<(f64, f64)> {
    let mut sorted: Vec<&Answer> = answers.iter().collect();
    sorted.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let size = sorted.len().div_ceil(BINS).max(1);
    let bin = |bin: &[&Answer]| {
        let sum: f64 = bin.iter().map(|answer| answer.confidence).sum();
        let right = bin.iter().filter(|answer| answer.said == answer.truth);
        (sum / share(bin.len(), 1), share(right.count(), bin.len()))
    };
    sorted.chunks(size).map(bin).collect()
}

/// A part of a whole, 0 where there is nothing.
#[expect(clippy::cast_precision_loss, reason = "some thousand answers")]
pub(crate) fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
