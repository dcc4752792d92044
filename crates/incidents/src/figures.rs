//! The ranges of one incident, and what became of each of its claims.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    Amount, Body, ClaimUse, ClassRange, Counted, Figure, Range, SourceId, Stance, Unit, UsedAs,
};

use crate::{
    canonical::Placed,
    count::{Point, halved, law::Law, range_of},
    gather::Known,
    voice::{Originals, Voice, independent, reliability_of},
};

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
    count.finish(spoken, known)
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

    fn finish(self, spoken: &[Spoken<'_>], known: &Known<'_>) -> Counts {
        let latest = self.values.values().map(|value| value.day).max();
        let mut points: BTreeMap<&Class, Vec<Point>> = BTreeMap::new();
        for ((class, root), value) in &self.values {
            let weight = weight_of(root, value.day, latest, known);
            points.entry(class).or_default().push(Point {
                amount: value.amount,
                weight,
            });
        }
        let ranges_by_class: BTreeMap<&Class, Range> = points
            .iter()
            .filter_map(|(class, points)| Some((*class, range_of(points)?)))
            .collect();
        let (mut ranges, mut laws) = (BTreeMap::new(), BTreeMap::new());
        for of in [
            Counted::Killed,
            Counted::Injured,
            Counted::Missing,
            Counted::Detained,
        ] {
            if let Some((range, law)) = whole_of(of, &points, &ranges_by_class) {
                ranges.insert(of, range);
                laws.insert(of, law);
            }
        }
        let classes = ranges_by_class
            .iter()
            .filter_map(|((of, who), range)| {
                Some(ClassRange {
                    of: *of,
                    who: who.clone()?,
                    range: *range,
                })
            })
            .collect();
        let wording: BTreeSet<String> = self
            .values
            .values()
            .filter(|value| matches!(value.amount, Amount::Vague(_)))
            .map(|value| value.text.clone())
            .collect();
        let arithmetic = self
            .used_as
            .into_iter()
            .filter_map(|(at, (used_as, reason))| {
                Some(ClaimUse {
                    claim: spoken.get(at)?.placed.claim.id,
                    used_as,
                    reason,
                })
            })
            .collect();
        Counts {
            ranges,
            laws,
            classes,
            wording: wording.into_iter().collect(),
            arithmetic,
            roots: self.speaking,
            is_disputed: self.is_disputed,
        }
    }
}

/// The range of everyone and its law: from the numbers of all, never below a class; from the classes where nobody
/// counted all.
fn whole_of(
    of: Counted,
    points: &BTreeMap<&Class, Vec<Point>>,
    by_class: &BTreeMap<&Class, Range>,
) -> Option<(Range, Law)> {
    let classes: Vec<Range> = by_class
        .iter()
        .filter(|((counted, who), _)| *counted == of && who.is_some())
        .map(|(_, range)| *range)
        .collect();
    if let Some(all) = points.get(&(of, None)) {
        let mut all = all.clone();
        let at_least = classes.iter().map(|range| Point {
            amount: Amount::AtLeast(range.low()),
            weight: 1,
        });
        all.extend(at_least.filter(|point| point.amount.low() > Some(0)));
        return range_of(&all).zip(Law::of(&all));
    }
    let largest = classes
        .iter()
        .copied()
        .max_by_key(|range| (range.low(), range.best(), range.high()))?;
    let high = classes
        .iter()
        .map(|range| range.high())
        .fold(0, u64::saturating_add);
    let is_open = classes.iter().any(|range| range.is_open());
    let range = Range::new(
        largest.low(),
        largest.best(),
        high.max(largest.high()),
        is_open,
    );
    range.ok().map(|range| (range, Law::within(range)))
}

/// The figures of a claim that count for one happening, summed over the classes that it names side by side.
fn figures_of(body: &Body, known: &Known<'_>) -> Vec<(Class, Amount, String)> {
    let Body::Toll { figures } = body else {
        return Vec::new();
    };
    let counting = &known.rules.counting;
    let counts = |figure: &&Figure| {
        !figure.is_cumulative
            && matches!(figure.unit, Unit::Persons)
            && matches!(
                figure.of,
                Counted::Killed | Counted::Injured | Counted::Missing | Counted::Detained
            )
    };
    let mut found: Vec<(Class, Amount, String)> = Vec::new();
    for figure in figures.iter().filter(counts) {
        let who = counting.class_of(figure.who.as_deref());
        let class = if figure.is_part {
            who.or_else(|| Some(figure.text.to_lowercase()))
        } else {
            who
        };
        if !found
            .iter()
            .any(|(other, _, _)| *other == (figure.of, class.clone()))
        {
            found.push(((figure.of, class), figure.amount, figure.text.clone()));
        }
    }
    add_sums(&mut found, figures);
    found
}

/// "Seven soldiers and five civilians" are twelve: classes side by side, none part of another, add up to the whole.
fn add_sums(found: &mut Vec<(Class, Amount, String)>, figures: &[Figure]) {
    let mut sums = Vec::new();
    for of in [
        Counted::Killed,
        Counted::Injured,
        Counted::Missing,
        Counted::Detained,
    ] {
        let of_this = |class: &Class| class.0 == of;
        let has_whole = found
            .iter()
            .any(|(class, _, _)| of_this(class) && class.1.is_none());
        let has_parts = figures
            .iter()
            .any(|figure| figure.of == of && figure.is_part);
        let side_by_side: Vec<&(Class, Amount, String)> = found
            .iter()
            .filter(|(class, _, _)| of_this(class))
            .collect();
        if has_whole || has_parts || side_by_side.len() < 2 {
            continue;
        }
        let sum = side_by_side
            .iter()
            .map(|(_, amount, _)| *amount)
            .reduce(sum_of);
        let text = side_by_side
            .iter()
            .map(|(_, _, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" + ");
        sums.extend(sum.map(|sum| ((of, None), sum, text)));
    }
    found.extend(sums);
}

fn sum_of(a: Amount, b: Amount) -> Amount {
    let low = a.low().unwrap_or(0).saturating_add(b.low().unwrap_or(0));
    match (a, b) {
        (Amount::Exact(_), Amount::Exact(_)) => Amount::Exact(low),
        _ => match (a.high(), b.high()) {
            (Some(x), Some(y)) => Amount::between(low, x.saturating_add(y)),
            _ => Amount::AtLeast(low),
        },
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

/// Reliability, halved with every half-life that the value lags behind the latest.
fn weight_of(root: &SourceId, day: Date, latest: Option<Date>, known: &Known<'_>) -> u32 {
    let counting = &known.rules.counting;
    let lag = latest
        .and_then(|latest| latest.since(day).ok())
        .map_or(0, |lag| lag.get_days());
    // Shifted up, so that a part of a weight stays a whole number.
    let weight = counting.weight_of(reliability_of(root, known.sources)) << 10;
    let lag = u32::try_from(lag).unwrap_or(0);
    halved(weight, lag, counting.recency_half_life_days)
}
