//! `marsad decide`: what a person decides about claims, into the ledger, with what it changes.

pub(super) mod effect;
mod list;
mod named;
mod verdict;

use anyhow::Result;
use marsad_decisions::{Why, apply};
use marsad_domain::{Decision, Digest32, Taken, Verdict};
use marsad_ledger::Store as _;
use serde::Serialize;

use crate::{
    args::{DecideJob, Order, Ruling, What},
    desk::Desk,
    entries::Pen,
    exit::Outcome,
    inquiry::{Asked, Inquiry},
    output::{Format, json_line},
    record::Record,
};
use effect::{Change, Derived};
use named::Named;

/// What is printed of a decision that was taken.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    taken: &'a Taken,
    changes: &'a [Change],
}

/// Takes a decision, or lists what was decided.
pub(crate) fn run(job: &DecideJob, desk: &mut Desk) -> Result<Outcome> {
    let inquiry = |desk: &Desk| Inquiry::open(&Asked::everything(&job.record), desk);
    let order = match &job.ruling {
        Ruling::List => return list::decisions(&inquiry(desk)?, job.format, desk),
        Ruling::Queue => return list::queue(&inquiry(desk)?, job.format, desk),
        Ruling::Take(order) => order,
    };
    // The lock is taken before the record is read, so that nothing comes between what is seen and what is decided.
    let mut record = Record::write(&job.record)?;
    let before = inquiry(desk)?;
    let derived = Derived::of(&before);
    let decision = decision(order, job, &before, &derived, desk)?;
    refuse_contradiction(&decision, &before, desk)?;
    let mut pen = Pen::new(&job.author, desk.now)?;
    pen.decision(&decision)?;
    record.ledger.append(&pen.into_entries())?;
    let after = inquiry(desk)?;
    let changes = effect::changes(&derived, &Derived::of(&after), &after, desk);
    print(&after, &changes, job.format, desk)?;
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

/// A decision that says otherwise than earlier ones is not taken; the person is told which ones.
fn refuse_contradiction(decision: &Decision, inquiry: &Inquiry, desk: &Desk) -> Result<()> {
    // No other verdict binds claims to one another, and none can contradict.
    if !matches!(decision.verdict, Verdict::Merge | Verdict::Split { .. }) {
        return Ok(());
    }
    let situation = &inquiry.situation;
    let new = Taken {
        id: Digest32::sha256(b"the decision that is being taken"),
        number: u64::MAX,
        decision: decision.clone(),
    };
    let id = new.id;
    let mut taken = situation.decisions.clone();
    taken.push(new);
    let claims = situation.claims.iter().chain(&situation.rejected);
    let decided = apply(claims.cloned().collect(), &taken);
    let chain = decided
        .queue
        .into_iter()
        .find_map(|waiting| match waiting.why {
            Why::Contradicts(chain) if waiting.decision == id => Some(chain),
            _ => None,
        });
    let Some(chain) = chain else { return Ok(()) };
    let told: Vec<String> = chain
        .iter()
        .filter_map(|id| situation.decisions.iter().find(|taken| taken.id == *id))
        .map(|taken| list::in_short(taken, desk))
        .collect();
    Err(desk
        .refuse("contradiction", &[("chain", &told.join("; "))])
        .into())
}

fn print(inquiry: &Inquiry, changes: &[Change], format: Format, desk: &mut Desk) -> Result<()> {
    let Some(taken) = inquiry.situation.decisions.last() else {
        return Ok(());
    };
    if format == Format::Json {
        return json_line(desk, &Answer { taken, changes });
    }
    let line = list::in_short(taken, desk);
    desk.print(&line)?;
    if changes.is_empty() {
        let line = desk.words.say("decided-no-change", &[]);
        desk.print(&line)?;
    }
    changes
        .iter()
        .try_for_each(|change| desk.print(&change.told))
}
