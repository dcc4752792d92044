//! From what the lineages say now to ranges, with every number that made them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    Amount, ClaimUse, ClassRange, Counted, CountedNumber, NumberPart, Range, SourceId, UsedAs,
};

use super::{Class, Count, Counts, Spoken, Value};
use crate::{
    count::{Point, halved, law::Law, parts_of, range_of},
    gather::Known,
    voice::reliability_of,
};

/// What is counted within an incident.
pub(crate) const COUNTED: [Counted; 4] = [
    Counted::Killed,
    Counted::Injured,
    Counted::Missing,
    Counted::Detained,
];

/// The numbers of one class, with what they weigh.
#[derive(Debug, Default)]
struct Said<'v> {
    values: Vec<(&'v SourceId, &'v Value)>,
    points: Vec<Point>,
}

type ByClass<'v> = BTreeMap<&'v Class, Said<'v>>;

impl Count {
    pub(super) fn settle(mut self, spoken: &[Spoken<'_>], known: &Known<'_>) -> Counts {
        let said = self.said(known);
        let by_class: BTreeMap<&Class, Range> = said
            .iter()
            .filter_map(|(class, said)| Some((*class, range_of(&said.points)?)))
            .collect();
        let (mut ranges, mut laws) = (BTreeMap::new(), BTreeMap::new());
        for of in COUNTED {
            if let Some((range, law)) = whole_of(of, &said, &by_class) {
                ranges.insert(of, range);
                laws.insert(of, law);
            }
        }
        let classes = by_class
            .iter()
            .filter_map(|((of, who), range)| {
                Some(ClassRange {
                    of: *of,
                    who: who.clone()?,
                    range: *range,
                })
            })
            .collect();
        let numbers = numbers(&said, &by_class, spoken);
        let wording: BTreeSet<String> = self
            .values
            .values()
            .filter(|value| matches!(value.amount, Amount::Vague(_)))
            .map(|value| value.text.clone())
            .collect();
        self.tell_covered(&numbers, spoken);
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
            numbers,
            arithmetic,
            roots: self.speaking,
            is_disputed: self.is_disputed,
        }
    }

    fn said(&self, known: &Known<'_>) -> ByClass<'_> {
        let latest = self.values.values().map(|value| value.day).max();
        let mut said = ByClass::new();
        for ((class, root), value) in &self.values {
            let entry = said.entry(class).or_default();
            entry.values.push((root, value));
            entry.points.push(Point {
                amount: value.amount,
                weight: weight_of(root, value.day, latest, known),
            });
        }
        said
    }

    /// Says so where all that a claim gives is a bound that others keep to.
    fn tell_covered(&mut self, numbers: &[CountedNumber], spoken: &[Spoken<'_>]) {
        for (at, (used_as, reason)) in &mut self.used_as {
            let claim = spoken.get(*at).map(|one| one.placed.claim.id);
            let mut own = numbers
                .iter()
                .filter(|one| Some(one.claim) == claim)
                .peekable();
            let is_told = *used_as == UsedAs::Used && own.peek().is_some();
            if is_told && own.all(|number| number.part == NumberPart::Covered) {
                "a bound that other numbers keep to: it moves no end of the range"
                    .clone_into(reason);
            }
        }
    }
}

/// The range of everyone and its law: from the numbers of all, never below a class; from the classes where nobody
/// counted all.
fn whole_of(
    of: Counted,
    said: &ByClass<'_>,
    by_class: &BTreeMap<&Class, Range>,
) -> Option<(Range, Law)> {
    if let Some(all) = said.get(&(of, None)) {
        let points = beside_classes(of, &all.points, by_class);
        return range_of(&points).zip(Law::of(&points));
    }
    let classes = || classes_of(of, by_class);
    let largest = classes().max_by_key(|range| (range.low(), range.best(), range.high()))?;
    let high = classes().map(Range::high).fold(0, u64::saturating_add);
    let range = Range::new(
        largest.low(),
        largest.best(),
        high.max(largest.high()),
        classes().any(Range::is_open),
    );
    range.ok().map(|range| (range, Law::within(range)))
}

fn classes_of(of: Counted, by_class: &BTreeMap<&Class, Range>) -> impl Iterator<Item = Range> {
    by_class
        .iter()
        .filter(move |((counted, who), _)| *counted == of && who.is_some())
        .map(|(_, range)| *range)
}

/// The numbers of everyone, and after them each class as "at least so many".
fn beside_classes(of: Counted, all: &[Point], by_class: &BTreeMap<&Class, Range>) -> Vec<Point> {
    let at_least = classes_of(of, by_class)
        .filter(|range| range.low() > 0)
        .map(|range| Point {
            amount: Amount::AtLeast(range.low()),
            weight: 1,
        });
    all.iter().copied().chain(at_least).collect()
}

/// Every number with its part in the range of its class.
fn numbers(
    said: &ByClass<'_>,
    by_class: &BTreeMap<&Class, Range>,
    spoken: &[Spoken<'_>],
) -> Vec<CountedNumber> {
    let mut numbers = Vec::new();
    for ((of, who), said) in said {
        let parts = match who {
            Some(_) => parts_of(&said.points),
            None => parts_of(&beside_classes(*of, &said.points, by_class)),
        };
        let with_points = said.values.iter().zip(&said.points).zip(parts);
        for (((root, value), point), part) in with_points {
            let Some(one) = spoken.get(value.claim) else {
                continue;
            };
            numbers.push(CountedNumber {
                of: *of,
                who: who.clone(),
                claim: one.placed.claim.id,
                source: (*root).clone(),
                text: value.text.clone(),
                bound: value.amount.bound(),
                low: value.amount.low(),
                high: value.amount.high(),
                weight: point.weight,
                part,
            });
        }
    }
    numbers
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
