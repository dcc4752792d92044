//! Whether two mentions may be one incident, before anything else is known of either.
//!
//! The same bits as between two profiles of one mention each, without building them, the cheap fields first.

use crate::{
    link_rules::DayRules,
    profile::{
        Context, Dates, Profile, Spot, Weighed, WeighedTerm, pair_likelihood, weighed_terms,
    },
    record::DayRange,
};

/// log2 of how well two single days agree, by their gap, from no gap on; `None` where no day fits both.
#[derive(Debug)]
pub(super) struct DayGaps {
    agreement: Vec<f64>,
}

impl DayGaps {
    pub(super) fn new(rules: &DayRules) -> Self {
        let day = |at| Dates::of(DayRange::new(at, at), rules);
        let agreement = (0..)
            .map_while(|gap| Some(day(0)?.agreement(&day(gap)?)))
            .take_while(|agreement| *agreement > 0.0)
            .map(f64::log2)
            .collect();
        Self { agreement }
    }

    /// The best that two days agree.
    pub(super) fn most(&self) -> Option<f64> {
        self.agreement.iter().copied().reduce(f64::max)
    }

    /// Bits of two days; `None` where no day fits both.
    fn bits(&self, a: Weighed<'_>, b: Weighed<'_>, context: &Context<'_>) -> Option<f64> {
        let (Some(x), Some(y)) = (a.record.days, b.record.days) else {
            return Some(0.0);
        };
        let log_span = f64::midpoint(context.log_span(a.weights), context.log_span(b.weights));
        if x.start() == x.end() && y.start() == y.end() {
            let gap = usize::try_from(x.start().abs_diff(y.start())).ok()?;
            return self
                .agreement
                .get(gap)
                .map(|agreement| agreement + log_span);
        }
        let of = |days| Dates::of(days, &context.rules.day);
        let (Some(x), Some(y)) = (of(x), of(y)) else {
            return Some(0.0);
        };
        let agreement = x.agreement(&y);
        (agreement > 0.0).then(|| agreement.log2() + log_span)
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
    if a.worded.is_some() && b.worded.is_some() {
        let bits = Profile::of(a, context).bits(&Profile::of(b, context), context);
        return bits.is_some_and(|bits| bits.total().0 >= at_least);
    }
    let distance = distance(a, b, context);
    let Some((distance, date)) = distance.zip(gaps.bits(a, b, context)) else {
        return false;
    };
    let together = (context.frame.prior + distance + date).min(rules.assign.together_at_most);
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
    if same(a.record.words(), b.record.words()) {
        context.rules.report.same_words
    } else if same(a.record.report(), b.record.report()) {
        context.rules.report.same_report
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::sample::{CLAIMS, Sample, WEIGHTS};
    use crate::link_rules::LinkRules;

    /// Compares each pair by one set of rules; gives the number of pairs that place and day leave.
    fn compare(rules: &LinkRules) -> u32 {
        let sample = Sample::of(60, rules);
        let context = sample.context(rules);
        let gaps = DayGaps::new(&rules.day);
        let weighed = |at: usize| sample.weighed(at);
        let profile = |at: usize| Profile::of(weighed(at), &context);
        let mut compared = 0;
        for (a, b) in (0..60).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let Some(bits) = profile(a).bits(&profile(b), &context) else {
                continue;
            };
            let bits = bits.total().0;
            for (x, y) in [(a, b), (b, a)] {
                let reaches = |at_least| weighs(weighed(x), weighed(y), at_least, &gaps, &context);
                assert!(reaches(bits - 1e-4), "{x} {y} {bits}");
                assert!(!reaches(bits + 1e-4), "{x} {y} {bits}");
            }
            compared += 1;
        }
        compared
    }

    #[test]
    fn a_pair_weighs_what_two_profiles_of_one_mention_weigh() {
        for (name, text) in [("weights.toml", WEIGHTS), ("claims.toml", CLAIMS)] {
            let rules = LinkRules::from_toml(name, text).expect("they ship");
            let compared = compare(&rules);
            assert!(compared > 500, "{name}: {compared}");
        }
    }
}
