//! The ranges of one incident, and what became of each of its claims.

mod said;
mod settle;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    Amount, ClaimUse, ClassRange, Counted, CountedNumber, Range, SourceId, Stance, UsedAs,
};

pub(crate) use settle::COUNTED;

use crate::{
    canonical::Placed,
    count::law::Law,
    gather::Known,
    voice::{Originals, Voice, independent},
};
use said::figures_of;

/// One claim of an incident with its voice.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'a> {
    pub(crate) placed: Placed<'a>,
    pub(crate) voice: Voice,
}

/// What the claims of an incident add up to.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) ranges: BTreeMap<Counted, Range>,
    /// How likely the values within the ranges are.
    pub(crate) laws: BTreeMap<Counted, Law>,
    pub(crate) classes: Vec<ClassRange>,
    pub(crate) wording: Vec<String>,
    /// The numbers that the ranges are made of.
    pub(crate) numbers: Vec<CountedNumber>,
    pub(crate) arithmetic: Vec<ClaimUse>,
    pub(crate) roots: BTreeSet<SourceId>,
    pub(crate) is_disputed: bool,
}

/// What a lineage says now of one class.
#[derive(Debug, Clone)]
struct Value {
    claim: usize,
    amount: Amount,
    day: Date,
    text: String,
}

const IS_COPY: &str = "its report copies another; one lineage is one voice";

/// Counted, and the class of victims; `None` for all.
type Class = (Counted, Option<String>);

#[derive(Debug, Default)]
struct Count {
    values: BTreeMap<(Class, SourceId), Value>,
    used_as: BTreeMap<usize, (UsedAs, String)>,
    speaking: BTreeSet<SourceId>,
    is_disputed: bool,
}

/// Counts the claims of one incident, which stand in canonical order.
pub(crate) fn count(spoken: &[Spoken<'_>], known: &Known<'_>) -> Counts {
    let present: BTreeSet<SourceId> = spoken
        .iter()
        .filter(|one| one.placed.claim.is_asserted())
        .map(|one| one.voice.source.clone())
        .collect();
    let roots = independent(&present, known.sources);
    let mut count = Count::default();
    for (at, one) in spoken.iter().enumerate() {
        let root = roots
            .get(&one.voice.source)
            .unwrap_or(&one.voice.source)
            .clone();
        match one.placed.claim.stance {
            // Whoever repeats a denial denies nothing, and takes back nothing that was said since.
            Stance::Retracted | Stance::Denied if one.voice.is_copy => {
                count.mark(at, UsedAs::Copy, IS_COPY);
            }
            Stance::Retracted => count.retract(at, &root),
            Stance::Denied => count.deny(at, "it denies; a denial changes no number"),
            Stance::Asserted => count.take(at, one, &root, spoken, known),
            Stance::Expected | Stance::Intended | Stance::Hypothetical => {
                count.mark(at, UsedAs::Ignored, "it does not say that it happened");
            }
        }
    }
    count.settle(spoken, known)
}

/// How likely the values of some claims of one incident are.
pub(crate) fn laws(
    claims: &[usize],
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> BTreeMap<Counted, Law> {
    let spoken: Vec<Spoken<'_>> = claims
        .iter()
        .filter_map(|at| ordered.get(*at))
        .map(|placed| Spoken {
            placed: *placed,
            voice: originals.voice_of(placed),
        })
        .collect();
    count(&spoken, known).laws
}

impl Count {
    fn mark(&mut self, at: usize, used_as: UsedAs, reason: &str) {
        self.used_as.insert(at, (used_as, reason.to_owned()));
    }

    fn deny(&mut self, at: usize, reason: &str) {
        self.is_disputed = true;
        self.mark(at, UsedAs::Ignored, reason);
    }

    /// What a lineage took back counts no more, until it says it again.
    fn retract(&mut self, at: usize, root: &SourceId) {
        let taken_back: Vec<(Class, SourceId)> = self
            .values
            .keys()
            .filter(|(_, source)| source == root)
            .cloned()
            .collect();
        for key in taken_back {
            if let Some(value) = self.values.remove(&key) {
                self.mark(value.claim, UsedAs::Ignored, "retracted by its lineage");
            }
        }
        self.speaking.remove(root);
        self.is_disputed = true;
        self.mark(at, UsedAs::Ignored, "it takes back what its lineage said");
    }

    fn take(
        &mut self,
        at: usize,
        one: &Spoken<'_>,
        root: &SourceId,
        spoken: &[Spoken<'_>],
        known: &Known<'_>,
    ) {
        if one.voice.is_copy {
            self.speaking.insert(root.clone());
            return self.mark(at, UsedAs::Copy, IS_COPY);
        }
        let figures = figures_of(&one.placed.claim.body, known);
        if is_a_denying_zero(&figures, one, spoken, known) {
            return self.deny(at, "none, says a voice of the party accused: a denial");
        }
        self.speaking.insert(root.clone());
        if figures.is_empty() {
            return self.mark(
                at,
                UsedAs::Used,
                "it says that it happened, without a number that counts here",
            );
        }
        self.mark(at, UsedAs::Used, "the latest number of its lineage");
        let mut has_number = false;
        for (class, amount, text) in figures {
            let value = Value {
                claim: at,
                amount,
                day: one.placed.day,
                text,
            };
            let key = (class, root.clone());
            // "Some" is no number, and takes the place of none.
            if amount == Amount::Vague(None) && self.values.contains_key(&key) {
                continue;
            }
            has_number = true;
            if let Some(earlier) = self.values.insert(key, value)
                && earlier.claim != at
            {
                self.supersede(earlier.claim);
            }
        }
        if !has_number {
            self.mark(
                at,
                UsedAs::Ignored,
                "it gives no number; the one before it of its lineage stands",
            );
        }
    }

    /// A claim is superseded when none of its numbers is left.
    fn supersede(&mut self, claim: usize) {
        if !self.values.values().any(|value| value.claim == claim) {
            self.mark(
                claim,
                UsedAs::Superseded,
                "a later number of the same lineage replaced it",
            );
        }
    }
}

/// Whether a claim says that nobody was hurt, in the voice of a party that others accuse of the happening.
fn is_a_denying_zero(
    figures: &[(Class, Amount, String)],
    one: &Spoken<'_>,
    spoken: &[Spoken<'_>],
    known: &Known<'_>,
) -> bool {
    let says_none = !figures.is_empty()
        && figures
            .iter()
            .all(|(_, amount, _)| amount.high() == Some(0));
    if !says_none {
        return false;
    }
    let day = one.placed.day;
    // Whoever hands on a denial with an interest in it denies too.
    let behind = one.placed.claim.said_by.nearest_source();
    let through = behind.unwrap_or(&one.placed.head.source);
    let favours = [&one.voice.source, through]
        .into_iter()
        .filter_map(|id| known.sources.get(id))
        .flat_map(|source| &source.favours);
    let speaks_for = one
        .placed
        .claim
        .said_by
        .voices()
        .iter()
        .filter_map(|voice| voice.actor.as_ref());
    let parties: Vec<_> = favours
        .chain(speaks_for)
        .map(|id| known.actors.holder(id, day))
        .collect();
    spoken
        .iter()
        .flat_map(|other| &other.placed.claim.actors)
        .filter(|actor| actor.role == marsad_domain::Role::Agent)
        .filter_map(|actor| actor.id.as_ref())
        .any(|accused| parties.contains(&known.actors.holder(accused, day)))
}
