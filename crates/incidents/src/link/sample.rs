//! Invented mentions that agree in part, for the tests of linking.

use std::{collections::BTreeSet, sync::Arc};

use marsad_domain::{Kilometres, Position, WordSketch};

use crate::{
    background::{Background, Hint, Vocabulary, Weights, cell_of},
    link_rules::LinkRules,
    profile::{Context, Frame, Weighed, Worded},
    record::{DayRange, InReport, Record, Term, Wording},
};

pub(super) const WEIGHTS: &str = include_str!("../../../../rules/incidents/weights.toml");
pub(super) const CLAIMS: &str = include_str!("../../../../rules/incidents/claims.toml");

fn record(at: u32) -> Record {
    let known = |n: u32| (n > 0).then_some(n);
    let side = |n: u32| {
        known(n).map(|n| Term {
            value: n,
            family: n / 3,
        })
    };
    Record {
        id: format!("{at:03}").into(),
        published: 0,
        days: Some(DayRange::new(0, i32::from(at.is_multiple_of(3)))),
        position: Position::new(9.0, 20.0 + f64::from(at % 5) * 0.002).ok(),
        radius: Kilometres([0.33, 3.3][at as usize % 2]),
        kind: known(at % 4).map(Term::alone),
        sides: [side(at % 6), side(at / 3 % 6)],
        killed: known(at % 7 * 12),
        source: None,
        in_report: Some(Box::new(InReport {
            report: Some(at / 2 % 9),
            words: None,
            wording: at.is_multiple_of(2).then(|| wording(at)),
        })),
        is_day_stated: !at.is_multiple_of(5),
    }
}

fn wording(at: u32) -> Wording {
    let words = (0..9).map(|word| at % 5 * 10 + (word * (1 + at % 2)) % 10);
    let words: BTreeSet<u32> = words.collect();
    Wording {
        words: WordSketch(words.into_iter().collect()),
        source: at % 3,
        day: 2,
    }
}

/// Mentions with what their values weigh.
pub(super) struct Sample {
    records: Vec<Record>,
    weights: Vec<Weights>,
    worded: Vec<Option<Arc<Worded>>>,
    background: Background,
    vocabulary: Vocabulary,
}

impl Sample {
    pub(super) fn of(count: u32, rules: &LinkRules) -> Self {
        let records: Vec<Record> = (0..count).map(record).collect();
        let mentions = records
            .iter()
            .map(|record| (record, record.position.and_then(cell_of)));
        let background = Background::of(mentions.clone(), [true; 4], rules);
        let mut vocabulary = Vocabulary::default();
        for wording in records.iter().filter_map(Record::wording) {
            vocabulary.count(wording);
        }
        let weights = mentions
            .map(|(record, cell)| background.weigh(record, cell, rules, &mut Hint::default()))
            .collect();
        let worded = records
            .iter()
            .map(|record| Worded::of(record, &vocabulary, rules).map(Arc::new))
            .collect();
        Self {
            records,
            weights,
            worded,
            background,
            vocabulary,
        }
    }

    pub(super) fn context<'r>(&'r self, rules: &'r LinkRules) -> Context<'r> {
        let frame = Frame::of(&self.background, &self.vocabulary, rules);
        Context::new(&self.background, &self.vocabulary, frame, rules)
    }

    pub(super) fn weighed(&self, at: usize) -> Weighed<'_> {
        Weighed {
            record: &self.records[at],
            weights: &self.weights[at],
            worded: self.worded[at].as_ref(),
        }
    }
}
