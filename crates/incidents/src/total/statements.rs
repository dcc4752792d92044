//! Cumulative statements: what each voice says of each scope, and what became of it.
//!
//! Of one voice and one scope the statement with the latest end stands, of several with one end the last in canonical
//! order. Those before it are kept for the increments between them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    Amount, ClaimId, ClaimUse, Counted, Figure, SourceId, Sources, Stance, Unit, UsedAs,
};

use super::scope::Bounds;
use crate::{
    bundle::place_of,
    canonical::Placed,
    gather::Known,
    voice::{Originals, independent},
};

/// Over what a cumulative statement counts, whenever it ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scope {
    pub(crate) of: Counted,
    /// The class that is counted; `None` for everyone.
    pub(crate) who: Option<String>,
    /// Its place and first day; never a last day.
    pub(crate) begins: Bounds,
}

/// A cumulative statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) claim: ClaimId,
    pub(crate) amount: Amount,
    /// Last day that it counts.
    pub(crate) until: Date,
}

/// What one voice says of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) voice: SourceId,
    pub(crate) scope: Scope,
    /// The statements before the one that stands, by their last days, one a day.
    pub(crate) before: Vec<Statement>,
    pub(crate) stands: Statement,
    pub(crate) is_credible: bool,
}

impl Scope {
    /// The place and days that a statement counts over.
    pub(crate) fn bounds(&self, until: Date) -> Bounds {
        Bounds {
            until: Some(until),
            ..self.begins.clone()
        }
    }
}

const CONSTRAINT: &str = "a running count bounds the total and is never added";

type Courses = BTreeMap<(SourceId, Scope), BTreeMap<Date, Statement>>;
type Uses = BTreeMap<ClaimId, (UsedAs, String)>;

/// The course of each voice over each scope, and what became of every cumulative claim of a kind of count.
pub(crate) fn courses_of(
    of: Counted,
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> (Vec<Course>, Vec<ClaimUse>) {
    let roots = roots(of, ordered, originals, known.sources);
    let mut courses = Courses::new();
    let mut uses = Uses::new();
    for placed in ordered {
        for figure in cumulative(placed, of) {
            let voice = originals.voice_of(placed);
            let root = roots.get(&voice.source).unwrap_or(&voice.source).clone();
            let key = (root, scope_of(figure, placed, known));
            match placed.claim.stance {
                Stance::Asserted | Stance::Retracted if voice.is_copy => {
                    note(&mut uses, placed, UsedAs::Copy, "its report copies another");
                }
                Stance::Asserted => take(&mut courses, &mut uses, key, placed, figure),
                Stance::Retracted => retract(&mut courses, &mut uses, &key, placed),
                Stance::Denied | Stance::Expected | Stance::Intended | Stance::Hypothetical => {
                    note(&mut uses, placed, UsedAs::Ignored, "it does not say so");
                }
            }
        }
    }
    let courses: Vec<Course> = courses
        .into_iter()
        .filter_map(|((voice, scope), mut said)| {
            let (_, stands) = said.pop_last()?;
            Some(Course {
                is_credible: is_credible(&voice, stands.claim, known),
                before: said.into_values().collect(),
                voice,
                scope,
                stands,
            })
        })
        .collect();
    // A claim with several numbers is superseded only where none of them stands.
    for course in &courses {
        let reason = CONSTRAINT.to_owned();
        uses.insert(course.stands.claim, (UsedAs::Constraint, reason));
    }
    let uses = uses
        .into_iter()
        .map(|(claim, (used_as, reason))| ClaimUse {
            claim,
            used_as,
            reason,
        })
        .collect();
    (courses, uses)
}

/// Sources that copy one another are one voice.
fn roots(
    of: Counted,
    ordered: &[Placed<'_>],
    originals: &Originals,
    sources: &Sources,
) -> BTreeMap<SourceId, SourceId> {
    let present: BTreeSet<SourceId> = ordered
        .iter()
        .filter(|placed| cumulative(placed, of).next().is_some())
        .map(|placed| originals.voice_of(placed).source)
        .collect();
    independent(&present, sources)
}

fn cumulative<'c>(placed: &Placed<'c>, of: Counted) -> impl Iterator<Item = &'c Figure> {
    placed.claim.body.figures().iter().filter(move |figure| {
        figure.is_cumulative && figure.of == of && matches!(figure.unit, Unit::Persons)
    })
}

fn take(
    courses: &mut Courses,
    uses: &mut Uses,
    key: (SourceId, Scope),
    placed: &Placed<'_>,
    figure: &Figure,
) {
    if figure.amount == Amount::Vague(None) {
        return note(
            uses,
            placed,
            UsedAs::Ignored,
            "a running count without a number",
        );
    }
    let until = placed.claim.when.latest().unwrap_or(placed.day);
    let course = courses.entry(key).or_default();
    let statement = Statement {
        claim: placed.claim.id,
        amount: figure.amount,
        until,
    };
    note(uses, placed, UsedAs::Constraint, CONSTRAINT);
    // A claim can hold a number twice; the first stands.
    if course
        .get(&until)
        .is_some_and(|same| same.claim == placed.claim.id)
    {
        return;
    }
    let last_before = course.last_key_value().map(|(day, _)| *day);
    let replaced = course.insert(until, statement);
    let is_last = last_before.is_none_or(|day| day <= until);
    let superseded = match replaced {
        Some(same_day) => Some((same_day.claim, "a later running count of the same lineage replaced it")),
        None if is_last => last_before
            .and_then(|day| course.get(&day))
            .map(|earlier| (earlier.claim, "a later running count of the same lineage replaced it; the difference is an increment")),
        None => Some((placed.claim.id, "its lineage counts to a later day; the difference is an increment")),
    };
    if let Some((claim, reason)) = superseded {
        uses.insert(claim, (UsedAs::Superseded, reason.to_owned()));
    }
}

/// What a voice takes back of a scope counts no more.
fn retract(courses: &mut Courses, uses: &mut Uses, key: &(SourceId, Scope), placed: &Placed<'_>) {
    for statement in courses.remove(key).unwrap_or_default().into_values() {
        let reason = "retracted by its lineage".to_owned();
        uses.insert(statement.claim, (UsedAs::Ignored, reason));
    }
    let reason = "it takes back what its lineage said";
    note(uses, placed, UsedAs::Ignored, reason);
}

fn note(uses: &mut Uses, placed: &Placed<'_>, used_as: UsedAs, reason: &str) {
    uses.insert(placed.claim.id, (used_as, reason.to_owned()));
}

fn scope_of(figure: &Figure, placed: &Placed<'_>, known: &Known<'_>) -> Scope {
    let who = known.rules.counting.class_of(figure.who.as_deref());
    let who = if figure.is_part {
        who.or_else(|| Some(figure.text.to_lowercase()))
    } else {
        who
    };
    Scope {
        of: figure.of,
        who,
        begins: Bounds {
            place: place_of(placed).cloned(),
            since: figure.cumulative_since,
            until: None,
        },
    }
}

/// Whether a statement may raise a total: its voice is as reliable as the rules ask for and favours no party, or a
/// person accepted it or found it probable; not where a person found it doubtful.
fn is_credible(voice: &SourceId, claim: ClaimId, known: &Known<'_>) -> bool {
    let grade = known.rulings.credibility.get(&claim);
    match grade.map(|grade| u8::from(*grade)) {
        Some(1..=3) => return true,
        Some(4 | 5) => return false,
        _ => {}
    }
    let has_side = known
        .sources
        .get(voice)
        .is_some_and(|source| !source.favours.is_empty());
    let credible = &known.rules.counting.credible;
    known.rulings.accepted.contains(&claim)
        || (!has_side && credible.contains(&known.sources.reliability(voice)))
}
