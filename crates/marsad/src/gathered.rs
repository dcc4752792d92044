//! The incidents of a situation.

use std::{borrow::Cow, collections::BTreeMap};

use jiff::{civil::Date, tz::TimeZone};
use marsad_domain::{Claim, ReportHash, Stance, WordSketch};
use marsad_incidents::{
    Displaced, Gathered, Known, TotalQuestion, displacement_in, gather, gather_for,
};

use marsad_reports::word_sketch;
use rayon::prelude::*;

use crate::{
    inquiry::Inquiry,
    replay::{Situation, day_of},
    rules::RuleSet,
    theatre::Theatre,
};

/// Gathers the claims of a situation into incidents and totals.
pub(crate) fn gather_all(situation: &Situation, theatre: &Theatre, rules: &RuleSet) -> Gathered {
    gather_asked(situation, theatre, rules, &TotalQuestion::default())
}

/// Gathers the claims of a situation into incidents, with the totals that are asked for.
pub(crate) fn gather_asked(
    situation: &Situation,
    theatre: &Theatre,
    rules: &RuleSet,
    question: &TotalQuestion,
) -> Gathered {
    let claims = with_rejected(&situation.claims, situation);
    let words = words_of(situation);
    gather_for(&claims, &known(situation, &words, theatre, rules), question)
}

/// The displaced people of a situation, over the same place and days as totals.
pub(crate) fn displaced_asked(
    situation: &Situation,
    theatre: &Theatre,
    rules: &RuleSet,
    question: &TotalQuestion,
) -> Displaced {
    let words = WordSketches::new();
    let known = known(situation, &words, theatre, rules);
    displacement_in(&situation.claims, &known, &question.scope)
}

/// How the reports of a situation are worded.
type WordSketches = BTreeMap<ReportHash, WordSketch>;

fn words_of(situation: &Situation) -> WordSketches {
    let reports = situation.reports.par_iter();
    reports
        .map(|(hash, report)| (*hash, word_sketch(&report.text)))
        .collect()
}

fn known<'a>(
    situation: &'a Situation,
    words: &'a WordSketches,
    theatre: &'a Theatre,
    rules: &'a RuleSet,
) -> Known<'a> {
    Known {
        heads: &situation.heads,
        words,
        sources: &theatre.sources,
        actors: &theatre.actors,
        gazetteer: &theatre.gazetteer,
        rulings: &situation.rulings,
        rules: &rules.incidents,
        zone: &theatre.zone,
    }
}

/// The claims that stand, and those that a person rejected: they are listed as such and counted nowhere.
fn with_rejected<'a>(claims: &'a [Claim], situation: &Situation) -> Cow<'a, [Claim]> {
    if situation.rejected.is_empty() {
        return Cow::Borrowed(claims);
    }
    Cow::Owned(claims.iter().chain(&situation.rejected).cloned().collect())
}

/// The claims that a day can know of, and what follows from them.
#[derive(Debug)]
pub(crate) struct GatheredUntil {
    /// The claims that speak of what was so by the day.
    pub(crate) claims: Vec<Claim>,
    /// What follows from them.
    pub(crate) found: Gathered,
}

/// Gathers what had happened by the end of a day, as the inquiry knows it.
pub(crate) fn gather_until(inquiry: &Inquiry, on: Date) -> GatheredUntil {
    let situation = &inquiry.situation;
    let claims: Vec<Claim> = situation
        .claims
        .iter()
        .filter(|claim| is_by(claim, situation, on, &inquiry.theatre.zone))
        .cloned()
        .collect();
    let with_rejected = with_rejected(&claims, situation);
    let words = words_of(situation);
    let known = known(situation, &words, &inquiry.theatre, &inquiry.rules);
    let found = gather(&with_rejected, &known);
    GatheredUntil { claims, found }
}

/// Whether a claim speaks of what was so by the end of a day. What is only expected, meant or imagined was so on the
/// day on which it was said.
fn is_by(claim: &Claim, situation: &Situation, on: Date, zone: &TimeZone) -> bool {
    let said = || {
        situation
            .reports
            .get(&claim.report_hash)
            .map(|report| day_of(report, zone))
    };
    let day = match claim.stance {
        Stance::Asserted | Stance::Denied | Stance::Retracted => {
            claim.when.latest().or(claim.when.earliest()).or_else(said)
        }
        Stance::Expected | Stance::Intended | Stance::Hypothetical => said(),
    };
    day.is_none_or(|day| day <= on)
}
