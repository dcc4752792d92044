//! Whether two mentions may be one incident, before anything else is known of either.
//!
//! The same bits as between two profiles of one mention each, without building them, the cheap fields first.

use crate::{
    background::Weights,
    profile::{Context, Dates, Spot, WeighedTerm, pair_likelihood, weighed_terms},
    record::{DayRange, Record},
};

/// One mention with what its values weigh.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed<'m> {
    pub(super) record: &'m Record,
    pub(super) weights: &'m Weights,
}

/// Bits of two single days by their gap, from no gap on; `None` where no day fits both.
#[derive(Debug)]
pub(super) struct DayGaps {
    bits: Vec<f64>,
}

impl DayGaps {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let day = |at| Dates::of(DayRange::new(at, at), &context.rules.day);
        let bits = (0..)
            .map_while(|gap| day(0)?.bits(&day(gap)?, context.span_days))
            .collect();
        Self { bits }
    }

    /// The most that two days weigh.
    pub(super) fn most(&self) -> Option<f64> {
        self.bits.iter().copied().reduce(f64::max)
    }

    fn bits(&self, a: DayRange, b: DayRange, context: &Context<'_>) -> Option<f64> {
        if a.start() == a.end() && b.start() == b.end() {
            let gap = usize::try_from(a.start().abs_diff(b.start())).ok()?;
            return self.bits.get(gap).copied();
        }
        let of = |days| Dates::of(days, &context.rules.day);
        match (of(a), of(b)) {
            (Some(a), Some(b)) => a.bits(&b, context.span_days),
            _ => Some(0.0),
        }
    }
}

/// Whether a pair weighs at least so many bits.
pub(super) fn weighs(
    a: Weighed<'_>,
    b: Weighed<'_>,
    at_least: f64,
    gaps: &DayGaps,
    context: &Context<'_>,
) -> bool {
    let rules = context.rules;
    let Some(distance) = distance(a, b, context) else {
        return false;
    };
    let date = match (a.record.days, b.record.days) {
        (Some(x), Some(y)) => match gaps.bits(x, y, context) {
            Some(bits) => bits,
            None => return false,
        },
        _ => 0.0,
    };
    let together = (context.prior + distance + date).min(rules.assign.together_at_most);
    let said = [
        weighed_terms(a.record, a.weights),
        weighed_terms(b.record, b.weights),
    ];
    let [
        [kind, agent, target],
        [other_kind, other_agent, other_target],
    ] = said;
    let actor = &rules.actor;
    let sides = |x, y| pair_likelihood(agent, x, actor) * pair_likelihood(target, y, actor);
    let mut likelihood = sides(other_agent, other_target);
    if is_same(agent, other_target) || is_same(target, other_agent) {
        likelihood = likelihood.max(sides(other_target, other_agent) * actor.swapped.exp2());
    }
    likelihood *= pair_likelihood(kind, other_kind, &rules.kind);
    let bits = together + likelihood.log2() + report_bits(a, b, context);
    match (a.record.killed, b.record.killed) {
        (Some(x), Some(y)) => bits + context.numbers.pair_bits(x, y) >= at_least,
        _ => bits >= at_least,
    }
}

fn is_same(a: Option<WeighedTerm>, b: Option<WeighedTerm>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.term.value == b.term.value)
}

/// Bits of the distance; `None` where it rules the pair out.
fn distance(a: Weighed<'_>, b: Weighed<'_>, context: &Context<'_>) -> Option<f64> {
    match (Spot::of(a.record, a.weights), Spot::of(b.record, b.weights)) {
        (Some(x), Some(y)) => x.bits(y, &context.rules.place),
        _ => Some(0.0),
    }
}

fn report_bits(a: Weighed<'_>, b: Weighed<'_>, context: &Context<'_>) -> f64 {
    let same = |x: Option<u32>, y: Option<u32>| x.is_some() && x == y;
    if same(a.record.words, b.record.words) {
        context.rules.report.same_words
    } else if same(a.record.report, b.record.report) {
        context.rules.report.same_report
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use marsad_domain::{Kilometres, Position};

    use super::*;
    use crate::{
        background::{Background, Hint, cell_of},
        link_rules::LinkRules,
        profile::Profile,
        record::Term,
    };

    const WEIGHTS: &str = include_str!("../../../../rules/incidents/weights.toml");

    fn record(at: u32) -> Record {
        let known = |n: u32| (n > 0).then_some(n);
        let side = |n: u32| {
            known(n).map(|n| Term {
                value: n,
                family: n / 3,
            })
        };
        Record {
            id: format!("{at:03}").into_boxed_str(),
            published: 0,
            days: Some(DayRange::new(0, i32::from(at.is_multiple_of(3)))),
            position: Position::new(9.0, 20.0 + f64::from(at % 5) * 0.002).ok(),
            radius: Kilometres([0.33, 3.3][at as usize % 2]),
            kind: known(at % 4).map(Term::alone),
            sides: [side(at % 6), side(at / 3 % 6)],
            killed: known(at % 7 * 12),
            source: None,
            report: Some(at / 2 % 9),
            words: None,
        }
    }

    #[test]
    fn a_pair_weighs_what_two_profiles_of_one_mention_weigh() {
        let rules = LinkRules::from_toml("weights.toml", WEIGHTS).expect("they ship");
        let records: Vec<Record> = (0..60).map(record).collect();
        let mentions = records
            .iter()
            .map(|record| (record, record.position.and_then(cell_of)));
        let background = Background::of(&mentions, [true; 4], &rules);
        let context = Context::new(&background, &rules);
        let gaps = DayGaps::new(&context);
        let weights: Vec<Weights> = mentions
            .map(|(record, cell)| background.weigh(record, cell, &rules, &mut Hint::default()))
            .collect();
        let profile = |at: usize| Profile::of(&records[at], &weights[at], &rules);
        let weighed = |at: usize| Weighed {
            record: &records[at],
            weights: &weights[at],
        };
        let mut compared = 0;
        for (a, b) in (0..60).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let Some(bits) = profile(a).bits(&profile(b), &context) else {
                continue;
            };
            let bits = bits.total().0;
            for (x, y) in [(a, b), (b, a)] {
                assert!(
                    weighs(weighed(x), weighed(y), bits - 1e-4, &gaps, &context),
                    "{x} {y} {bits}"
                );
                assert!(
                    !weighs(weighed(x), weighed(y), bits + 1e-4, &gaps, &context),
                    "{x} {y} {bits}"
                );
            }
            compared += 1;
        }
        assert!(compared > 500, "{compared}");
    }
}
