//! `marsad decide`: what a person decides about claims, into the ledger, with what it changes.

pub(super) mod effect;
mod list;
mod named;
mod readings;
mod verdict;

use std::collections::BTreeMap;

use anyhow::Result;
use marsad_decisions::{Why, apply};
use marsad_domain::{Decision, Digest32, Taken, Verdict};

use super::saying::say;
use crate::{
    args::{DecideJob, Order, Ruling, What},
    desk::Desk,
    exit::Outcome,
    inquiry::{Asked, Inquiry},
    replay::Situation,
};
use effect::Derived;
use named::Named;

/// Takes a decision, or lists what was decided.
pub(crate) fn run(job: &DecideJob, desk: &mut Desk) -> Result<Outcome> {
    let inquiry = |desk: &Desk| Inquiry::open(&Asked::everything(&job.record), desk);
    let order = match &job.ruling {
        Ruling::List => return list::decisions(&inquiry(desk)?, job.format, desk),
        Ruling::Queue => return list::queue(&inquiry(desk)?, job.format, desk),
        Ruling::Readings(report) => {
            let named = (job.record.as_path(), report.as_str());
            return readings::list(&inquiry(desk)?, named, job.format, desk);
        }
        Ruling::Take(order) => order,
    };
    let said = say(&job.record, &job.author, desk, |before, derived, pen| {
        let decision = decision(order, job, before, derived, desk)?;
        refuse_contradiction(&decision, before, desk)?;
        pen.decision(&decision)
    })?;
    if let Some(taken) = said.after.situation.decisions.last() {
        said.print(taken, &list::in_short(taken, desk), job.format, desk)?;
    }
    Ok(Outcome::Done)
}

fn decision(
    order: &Order,
    job: &DecideJob,
    inquiry: &Inquiry,
    derived: &Derived,
    desk: &Desk,
) -> Result<Decision> {
    let (verdict, claims, reason) = match order {
        Order::About { what, ids, reason } => {
            let named = Named::find(ids, inquiry, &derived.gathered.incidents, desk)?;
            let claims = match what {
                What::Merge => named.first_of_each(),
                _ => named.all(),
            };
            let verdict = verdict::of(what, &claims, inquiry, &derived.gathered.incidents, desk)?;
            let anchors = claims.into_iter().map(marsad_domain::Anchor::of).collect();
            (verdict, anchors, reason)
        }
        Order::Reading {
            report,
            reading,
            reason,
        } => {
            let report = readings::report(report, inquiry, desk)?;
            let named = (job.record.as_path(), report);
            let reading = readings::reading(reading, named, inquiry, desk)?;
            (Verdict::Reading { report, reading }, Vec::new(), reason)
        }
        Order::Undo { decision, reason } => {
            let decision = named::decision(decision, &inquiry.situation.decisions, desk)?;
            (Verdict::Undo { decision }, Vec::new(), reason)
        }
    };
    if reason.trim().is_empty() {
        return Err(desk.refuse("no-reason", &[]).into());
    }
    Ok(Decision {
        verdict,
        claims,
        author: job.author.to_string(),
        at: desk.now,
        reason: reason.trim().to_owned(),
    })
}

/// A decision that says otherwise than earlier ones, or that revives one which does, is not taken; the person is told
/// which ones.
fn refuse_contradiction(decision: &Decision, inquiry: &Inquiry, desk: &Desk) -> Result<()> {
    // No other verdict binds claims to one another or frees them, and none can contradict.
    if !matches!(
        decision.verdict,
        Verdict::Merge | Verdict::Split { .. } | Verdict::Undo { .. }
    ) {
        return Ok(());
    }
    let situation = &inquiry.situation;
    let mut taken = situation.decisions.clone();
    let before = contradictions(situation, &taken);
    taken.push(Taken {
        id: Digest32::sha256(b"the decision that is being taken"),
        number: u64::MAX,
        decision: decision.clone(),
    });
    let after = contradictions(situation, &taken);
    let new = after.into_iter().find(|(id, _)| !before.contains_key(id));
    let Some((_, chain)) = new else { return Ok(()) };
    let told: Vec<String> = chain
        .iter()
        .filter_map(|id| situation.decisions.iter().find(|taken| taken.id == *id))
        .map(|taken| list::in_short(taken, desk))
        .collect();
    Err(desk
        .refuse("contradiction", &[("chain", &told.join("; "))])
        .into())
}

/// The decisions that others contradict, each with those.
fn contradictions(situation: &Situation, taken: &[Taken]) -> BTreeMap<Digest32, Vec<Digest32>> {
    let claims = situation.claims.iter().chain(&situation.rejected);
    let decided = apply(claims.cloned().collect(), taken);
    let contradicted = decided
        .queue
        .into_iter()
        .filter_map(|waiting| match waiting.why {
            Why::Contradicts(chain) => Some((waiting.decision, chain)),
            _ => None,
        });
    contradicted.collect()
}
