//! "All of the province except the town": places that a claim of control leaves out.

use marsad_domain::{Body, Relation, Span, Where};

use super::building::View;
use crate::text::unit::{NamedPlace, Tag, Unit};

/// The id of what is decided here.
pub(super) const RULE: &str = "where.except";

/// Where a claim holds, and of that where it does not.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) r#where: Vec<Where>,
    pub(super) except: Vec<Where>,
}

impl Located {
    /// Parts the places that a claim of control names from those that its words leave out. Where the places left out
    /// are all that was found, the claim is of the place named last before them.
    pub(super) fn of(view: &View<'_>, body: &Body, span: Span, found: Vec<Where>) -> Self {
        let whole = |found| Self {
            r#where: found,
            except: Vec::new(),
        };
        if !matches!(body, Body::Control { .. }) {
            return whole(found);
        }
        let units = &view.sentence.units;
        let first = units.partition_point(|unit| unit.span.end() <= span.start());
        let last = units.partition_point(|unit| unit.span.start() < span.end());
        let words = units.get(first..last).unwrap_or_default();
        let Some((at, behind)) = marker(view, words) else {
            return whole(found);
        };
        let except: Vec<Where> = named(words.get(behind..).unwrap_or_default())
            .filter_map(|name| location(view, name))
            .collect();
        if except.is_empty() {
            return whole(found);
        }
        let is_left_out = |place: &Where| {
            let same = |out: &Where| match (&place.place, &out.place) {
                (Some(place), Some(out)) => place.id == out.id,
                _ => place.span.overlaps(out.span),
            };
            except.iter().any(same)
        };
        let mut kept: Vec<Where> = found;
        kept.retain(|place| !is_left_out(place));
        if kept.is_empty() {
            let before = words.get(..at).unwrap_or_default().iter().rev();
            let mut before = before.filter_map(|unit| unit.name.as_ref()?.place.as_ref());
            kept.extend(before.find_map(|name| location(view, name)));
        }
        Self {
            r#where: kept,
            except,
        }
    }
}

/// Where words of exception stand: the first of them, and the word behind them.
fn marker(view: &View<'_>, words: &[Unit]) -> Option<(usize, usize)> {
    let phrases = &view.context.rules.words.grammar.exceptions;
    (0..words.len()).find_map(|at| {
        let mut said = String::new();
        let mut longest = None;
        for (behind, unit) in words.iter().enumerate().skip(at).take(4) {
            if !said.is_empty() {
                said.push(' ');
            }
            said += &unit.lower;
            if phrases.contains(&said) {
                longest = Some((at, behind + 1));
            }
        }
        longest
    })
}

/// The places of a list, up to the first word that belongs to no list.
fn named(words: &[Unit]) -> impl Iterator<Item = &NamedPlace> {
    let listed = words.iter().take_while(|unit| {
        matches!(
            unit.tag,
            Tag::Name
                | Tag::Noun
                | Tag::Number
                | Tag::Determiner
                | Tag::Possessive
                | Tag::Comma
                | Tag::Conjunction
        ) || unit.lower == "of"
    });
    listed.filter_map(|unit| unit.name.as_ref()?.place.as_ref())
}

fn location(view: &View<'_>, name: &NamedPlace) -> Option<Where> {
    let place = view.context.place_ref(name.id.as_ref()?)?;
    let text = name.span.of(view.text)?;
    Some(Where {
        relation: Relation::At,
        place: Some(place),
        radius_km: None,
        text: text.into(),
        span: name.span,
    })
}
