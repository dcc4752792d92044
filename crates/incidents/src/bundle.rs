//! Mentions: the claims of one report that speak of one happening.
//!
//! A happening founds a mention; a toll joins the happening of its sentence, or the nearest one at the same place.

mod apart;

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{
    Amount, Body, Counted, Figure, Kilometres, LineageId, Measure, PlaceId, Position, Relation,
    ReportHash, Role, ShortText, Stance, Unit, WhenKind, Where,
};

use crate::{
    canonical::Placed,
    gather::Known,
    record::{DayRange, InReport, Record, Term},
    structured::day_number,
    voice::Originals,
};
use apart::Apart;

/// Positions in the canonical list of the claims that speak of one happening, those of copies last; never empty.
pub(crate) type Mention = Vec<usize>;

/// The kind of a flight of people, which is no sub-event of the codebook.
const FLIGHT: &str = "displacement";

/// Whether a claim speaks of something that an incident can be made of, leaving its stance aside.
pub(crate) fn is_of_a_happening(body: &Body) -> bool {
    match body {
        Body::Happening { .. } => true,
        Body::Toll { figures } => {
            figures.iter().any(|figure| !figure.is_cumulative) || figures.is_empty()
        }
        Body::Displacement { measure, .. } => *measure == Measure::Flow,
        Body::Control { .. }
        | Body::Presence { .. }
        | Body::Movement { .. }
        | Body::Intent {}
        | Body::Statement {}
        | Body::Relation { .. }
        | Body::Conditional { .. } => false,
    }
}

/// The mentions of all reports in canonical order of their first claims.
///
/// A claim of a report that copies another joins the mention of the claim that it repeats, so that a copy weighs
/// nothing in any comparison. What a copy says beyond its original is a mention of its own.
pub(crate) fn mentions_of(
    claims: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> Vec<Mention> {
    let mut by_report: BTreeMap<ReportHash, Vec<usize>> = BTreeMap::new();
    let mut told: BTreeMap<LineageId, Vec<usize>> = BTreeMap::new();
    let mut copies: Vec<(usize, usize)> = Vec::new();
    let mut apart = Apart::of(claims, known.rulings);
    for (at, placed) in claims.iter().enumerate() {
        if placed.claim.stance != Stance::Asserted || !is_of_a_happening(&placed.claim.body) {
            continue;
        }
        let lineage = told.entry(placed.head.lineage).or_default();
        let repeated = originals
            .is_copy(placed.head)
            .then(|| repeated_by(at, lineage, claims, &mut apart))
            .flatten();
        if let Some(original) = repeated {
            apart.bind(at, original);
            copies.push((at, original));
            continue;
        }
        lineage.push(at);
        by_report
            .entry(placed.claim.report_hash)
            .or_default()
            .push(at);
    }
    let mut mentions: Vec<Mention> = by_report
        .values()
        .flat_map(|report| mentions_of_report(report, claims, known, &mut apart))
        .collect();
    mentions.sort_unstable();
    join_copies(&mut mentions, &copies);
    mentions
}

fn join_copies(mentions: &mut [Mention], copies: &[(usize, usize)]) {
    let homes: BTreeMap<usize, usize> = mentions
        .iter()
        .enumerate()
        .flat_map(|(home, mention)| mention.iter().map(move |at| (*at, home)))
        .collect();
    for (copy, original) in copies {
        if let Some(mention) = homes.get(original).and_then(|home| mentions.get_mut(*home)) {
            mention.push(*copy);
        }
    }
}

/// The claim of a lineage that a claim of a copy repeats: one in the same words, else the first that says the same.
fn repeated_by(
    at: usize,
    lineage: &[usize],
    claims: &[Placed<'_>],
    apart: &mut Apart,
) -> Option<usize> {
    let copy = &claims[at];
    let same: Vec<usize> = lineage
        .iter()
        .copied()
        .filter(|at| claims[*at].claim.report_hash != copy.claim.report_hash)
        .filter(|at| says_the_same(&claims[*at], copy))
        .filter(|original| apart.may_meet(*original, at))
        .collect();
    let words = |at: &&usize| claims[**at].claim.quote.text == copy.claim.quote.text;
    let on_its_days = |at: &&usize| days_said(&claims[**at]) == days_said(copy);
    same.iter()
        .find(words)
        .or_else(|| same.iter().find(on_its_days))
        .copied()
}

/// Whether two claims of one lineage say the same of the same place, with the same numbers.
fn says_the_same(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let measure = |placed: &Placed<'_>| match placed.claim.body {
        Body::Displacement { measure, .. } => Some(measure),
        _ => None,
    };
    let bodies_agree = match (&a.claim.body, &b.claim.body) {
        (Body::Happening { sub_event: one }, Body::Happening { sub_event: other }) => one == other,
        (Body::Toll { figures: one }, Body::Toll { figures: other })
        | (Body::Displacement { figures: one, .. }, Body::Displacement { figures: other, .. }) => {
            numbers_of(one) == numbers_of(other) && measure(a) == measure(b)
        }
        _ => false,
    };
    bodies_agree && place_of(a) == place_of(b)
}

/// The days that a claim states, `None` where it states none.
fn days_said(placed: &Placed<'_>) -> Option<(Option<Date>, Option<Date>)> {
    let when = &placed.claim.when;
    (when.kind() == WhenKind::Event).then(|| (when.earliest(), when.latest()))
}

/// What figures say, leaving aside where in the text they stand.
fn numbers_of(figures: &[Figure]) -> Vec<(Counted, &Amount, Unit, Option<&str>)> {
    figures
        .iter()
        .map(|figure| {
            (
                figure.of,
                &figure.amount,
                figure.unit,
                figure.who.as_deref(),
            )
        })
        .collect()
}

fn mentions_of_report(
    report: &[usize],
    claims: &[Placed<'_>],
    known: &Known<'_>,
    apart: &mut Apart,
) -> Vec<Mention> {
    let is_toll = |at: &usize| matches!(claims[*at].claim.body, Body::Toll { .. });
    let (tolls, founders): (Vec<usize>, Vec<usize>) =
        report.iter().copied().partition(|at| is_toll(at));
    let mut mentions: Vec<Mention> = Vec::new();
    for at in founders {
        let same = mentions.iter_mut().find(|mention| {
            is_same_happening(&claims[mention[0]], &claims[at]) && apart.may_meet(mention[0], at)
        });
        match same {
            Some(mention) => {
                apart.bind(mention[0], at);
                mention.push(at);
            }
            None => mentions.push(vec![at]),
        }
    }
    for at in tolls {
        match nearest(&mentions, at, claims, known, apart) {
            Some(home) => {
                apart.bind(mentions[home][0], at);
                mentions[home].push(at);
            }
            None => mentions.push(vec![at]),
        }
    }
    for mention in &mut mentions {
        mention.sort_unstable();
    }
    mentions
}

/// Two readings of one sentence that say the same of the same place.
fn is_same_happening(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    a.claim.quote.span.overlaps(b.claim.quote.span)
        && a.claim.body == b.claim.body
        && place_of(a) == place_of(b)
}

/// The mention that a toll belongs to: in its sentence, else the nearest, at a place that fits.
fn nearest(
    mentions: &[Mention],
    at: usize,
    claims: &[Placed<'_>],
    known: &Known<'_>,
    apart: &mut Apart,
) -> Option<usize> {
    let toll = &claims[at];
    let span = toll.claim.quote.span;
    mentions
        .iter()
        .enumerate()
        .filter_map(|(home, mention)| {
            let first = &claims[mention[0]];
            let is_founded_by_toll = matches!(first.claim.body, Body::Toll { .. });
            let gap = mention
                .iter()
                .map(|at| gap_between(claims[*at].claim.quote.span, span))
                .min()?;
            let up_to = if is_founded_by_toll {
                0
            } else {
                known.rules.counting.adjacent_bytes
            };
            let may_be = fits(first, toll, known) && apart.may_meet(mention[0], at);
            (gap <= up_to && may_be).then_some((gap, home))
        })
        .min()
        .map(|(_, home)| home)
}

/// Bytes between two spans; 0 where they overlap.
fn gap_between(a: marsad_domain::Span, b: marsad_domain::Span) -> usize {
    if a.overlaps(b) || a == b {
        return 0;
    }
    a.start()
        .saturating_sub(b.end())
        .max(b.start().saturating_sub(a.end()))
        + 1
}

/// Whether places and days of two claims of one report do not speak against each other.
fn fits(a: &Placed<'_>, b: &Placed<'_>, known: &Known<'_>) -> bool {
    let places_fit = match (place_of(a), place_of(b)) {
        (Some(x), Some(y)) => {
            x == y || known.gazetteer.contains(x, y) || known.gazetteer.contains(y, x)
        }
        _ => true,
    };
    let (x, y) = (days_of(a, known), days_of(b, known));
    let days_fit = match (x, y) {
        (Some(x), Some(y)) => x.start() <= y.end() && y.start() <= x.end(),
        _ => true,
    };
    places_fit && days_fit
}

/// The place where it happened: the one with the smallest radius, the first on a tie.
pub(crate) fn main_place(places: &[Where]) -> Option<&Where> {
    places
        .iter()
        .filter(|place| place.place.is_some())
        .filter(|place| {
            !matches!(
                place.relation,
                Relation::Toward | Relation::From | Relation::Along
            )
        })
        .min_by(|a, b| {
            let radius = |place: &Where| place.radius_km.map_or(0.0, |km| km.0);
            radius(a).total_cmp(&radius(b))
        })
}

/// The id of the place where a claim says that it happened, where it names a known one.
pub(crate) fn place_of<'a>(placed: &Placed<'a>) -> Option<&'a PlaceId> {
    let place = main_place(&placed.claim.r#where)?;
    place.place.as_ref().map(|place| &place.id)
}

/// The days on which a claim says that it happened, not after it was published.
pub(crate) fn days_of(placed: &Placed<'_>, known: &Known<'_>) -> Option<DayRange> {
    let when = &placed.claim.when;
    let published = day_number(placed.day)?;
    let number = |day: Option<Date>| day.and_then(day_number);
    let latest = number(when.latest()).unwrap_or(published).min(published);
    let earliest =
        number(when.earliest()).unwrap_or(latest - known.rules.counting.open_days.max(0));
    Some(DayRange::new(earliest.min(latest), latest))
}

/// Numbers for names, so that names can be compared as terms: the same names give the same numbers.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: BTreeMap<String, u32>,
}

impl Names {
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }
}

/// What linking compares of some claims that speak of one happening.
pub(crate) fn record_of(
    claims: &[&Placed<'_>],
    known: &Known<'_>,
    names: &mut Names,
) -> Option<Record> {
    let first = *claims.first()?;
    let wheres: Vec<Where> = claims
        .iter()
        .flat_map(|placed| placed.claim.r#where.iter().cloned())
        .collect();
    let place = main_place(&wheres);
    let (position, radius) = point_of(place, known);
    let kind = claims
        .iter()
        .find_map(|placed| kind_of(&placed.claim.body, known, names));
    let side = |roles: &[Role], names: &mut Names| {
        claims
            .iter()
            .find_map(|placed| side_of(placed, roles, known, names))
    };
    let (agent, target) = (
        side(&[Role::Agent], names),
        side(&[Role::Target, Role::Victim], names),
    );
    Some(Record {
        id: canonical_id(first),
        published: first.available.as_second(),
        days: claims.iter().find_map(|placed| days_of(placed, known)),
        is_day_stated: first.claim.when.kind() == WhenKind::Event,
        position,
        radius: Kilometres(radius),
        kind,
        sides: [agent, target],
        killed: claims
            .iter()
            .find_map(|placed| killed_of(&placed.claim.body)),
        source: None,
        in_report: Some(Box::new(InReport {
            report: Some(names.number(&format!("report {}", first.claim.report_hash))),
            words: Some(names.number(&format!(
                "words {} {}",
                first.head.lineage, first.claim.quote.text
            ))),
            wording: None,
        })),
    })
}

/// An id that orders as claims of reports that became available together do: report, start of the quote, claim.
fn canonical_id(placed: &Placed<'_>) -> ShortText {
    let claim = placed.claim;
    let (report, start) = (claim.report_hash, claim.quote.span.start());
    format!("{report} {start:016} {}", claim.id).into()
}

fn point_of(place: Option<&Where>, known: &Known<'_>) -> (Option<Position>, f64) {
    let radii = &known.rules.counting.radius_km;
    let Some((place, reference)) = place.and_then(|place| Some((place, place.place.as_ref()?)))
    else {
        return (None, radii.country);
    };
    let kind = known.gazetteer.get(&reference.id).map(|place| place.kind);
    let by_kind = kind.map_or(radii.point, |kind| radii.of(kind));
    let radius = place
        .radius_km
        .map_or(by_kind, |km| km.0.max(radii.point.min(by_kind)));
    (Some(reference.position), radius)
}

fn kind_of(body: &Body, known: &Known<'_>, names: &mut Names) -> Option<Term> {
    let (value, family) = match body {
        Body::Happening { sub_event } => {
            let name = sub_event.name();
            (
                name,
                known
                    .rules
                    .counting
                    .families
                    .get(sub_event)
                    .map_or(name, String::as_str),
            )
        }
        Body::Displacement { .. } => (FLIGHT, FLIGHT),
        _ => return None,
    };
    Some(Term {
        value: names.number(&format!("kind {value}")),
        family: names.number(&format!("family {family}")),
    })
}

fn side_of(
    placed: &Placed<'_>,
    roles: &[Role],
    known: &Known<'_>,
    names: &mut Names,
) -> Option<Term> {
    let mention = placed
        .claim
        .actors
        .iter()
        .find(|actor| roles.contains(&actor.role) && actor.id.is_some())?;
    let id = known.actors.resolve(mention.id.as_ref()?, placed.day);
    let holder = known.actors.holder(id, placed.day);
    Some(Term {
        value: names.number(&format!("actor {id}")),
        family: names.number(&format!("holder {holder}")),
    })
}

fn killed_of(body: &Body) -> Option<u32> {
    let Body::Toll { figures } = body else {
        return None;
    };
    figures
        .iter()
        .find(|figure| figure.of == Counted::Killed && !figure.is_cumulative && !figure.is_part)
        .and_then(|figure| figure.amount.low().or(figure.amount.high()))
        .and_then(|number| u32::try_from(number).ok())
}
