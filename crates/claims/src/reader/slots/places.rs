//! The places that phrases name or mean, each with its relation.

use marsad_domain::{Kilometres, PlaceId, PlaceKind, Radius, Relation, Where};

use super::{super::building::View, Filled, words};
use crate::grammar::noun_phrase::{NounPhrase, PlaceName};

/// The places of phrases as locations, each with its relation.
pub(crate) fn wheres(view: &View<'_>, filled: &[Filled<'_>]) -> Vec<Where> {
    let mut found: Vec<Where> = Vec::new();
    for filled in filled {
        let nearby = found
            .last()
            .and_then(|w| w.place.as_ref())
            .map(|place| place.id.clone());
        found.extend(wheres_of(view, filled, nearby.as_ref()));
    }
    found
}

fn wheres_of(view: &View<'_>, filled: &Filled<'_>, before: Option<&PlaceId>) -> Vec<Where> {
    let rules = view.context.rules;
    let phrase = filled.phrase;
    let by_preposition = filled
        .preposition
        .and_then(|p| rules.words.relations.get(p).copied())
        .unwrap_or(Relation::At);
    let named: Vec<Where> = phrase
        .place_heads(rules)
        .into_iter()
        .map(|name| {
            let is_district = name
                .id
                .as_ref()
                .and_then(|id| view.context.gazetteer.get(id))
                .is_some_and(|place| place.kind == PlaceKind::District);
            let own = name
                .relation
                .filter(|relation| !(is_district && *relation == Relation::PartOf));
            located(view, phrase, &name, own.unwrap_or(by_preposition))
        })
        .collect();
    if !named.is_empty() {
        return named;
    }
    if let Some(location) = anaphor(view, phrase, by_preposition, before) {
        return vec![location];
    }
    if let Some(location) = part_of_anaphor(view, phrase, before) {
        return vec![location];
    }
    if phrase.examples.is_empty() && is_unlisted(view, phrase) {
        return vec![unnamed(view, phrase, by_preposition)];
    }
    Vec::new()
}

/// Whether a phrase is a place that no list has: a noun for one, or a name that is nobody's.
pub(crate) fn is_unlisted(view: &View<'_>, phrase: &NounPhrase) -> bool {
    let words = &view.context.rules.words;
    let last = phrase.head.rsplit(' ').next().unwrap_or_default();
    let is_noun = words.place_nouns.contains_key(&phrase.head) || words.sites.words.contains(last);
    let is_ground = |np: &NounPhrase| {
        words.place_nouns.contains_key(&np.head) || words.sites.words.contains(&np.head)
    };
    let renamed = phrase.apposition.as_deref().is_none_or(is_ground);
    let is_nobody = phrase.person.is_none() && phrase.source.is_none() && renamed;
    let is_name = phrase.unknown_name.is_some() && phrase.words.len() == 1 && is_nobody;
    let ends_with_party = phrase.parties.iter().any(|party| {
        phrase
            .span
            .is_some_and(|span| party.span.end() == span.end())
    });
    // "the western outskirts", "the first and second quarters"
    let is_part = words.place_parts.contains_key(last)
        && words.parts_alone.words.contains(last)
        && phrase.determiner.is_some();
    (is_noun || is_part) && !ends_with_party || is_name && phrase.parties.is_empty()
}

/// A named place, in the sense of the words around it ("X city", "X province", "12 km north of X").
///
/// A way from or toward a place stays one, whatever part of the place it begins or ends at.
fn located(view: &View<'_>, phrase: &NounPhrase, name: &PlaceName, relation: Relation) -> Where {
    let place = name.id.as_ref().and_then(|id| view.context.place_ref(id));
    let span = phrase
        .span
        .filter(|span| span.contains(name.span) && phrase.places.len() == 1)
        .unwrap_or(name.span);
    let said = place
        .as_ref()
        .and_then(|_| view.document.location(name.span));
    let Some(said) = said else {
        let radius_km = name.id.as_ref().and_then(|id| radius(view, id, relation));
        return Where {
            relation,
            place,
            radius_km,
            text: words(view, span).into(),
            span,
        };
    };
    let is_way = matches!(relation, Relation::From | Relation::Toward);
    Where {
        relation: if is_way { relation } else { said.relation },
        place,
        radius_km: said.reach.map(Radius::kilometres),
        text: words(view, said.words).into(),
        span: said.words,
    }
}

/// How far from the point the words can mean, where they give no distance.
fn radius(view: &View<'_>, id: &PlaceId, relation: Relation) -> Option<Kilometres> {
    let place = view.context.gazetteer.get(id)?;
    let reach = view.context.ground.reach(place, relation);
    reach.map(Radius::kilometres)
}

/// "the city", "it", "its surrounding areas", "the west": a place named before.
fn anaphor(
    view: &View<'_>,
    phrase: &NounPhrase,
    relation: Relation,
    before: Option<&PlaceId>,
) -> Option<Where> {
    let rules = view.context.rules;
    let span = phrase.span?;
    let owned = phrase
        .determiner
        .as_ref()
        .is_some_and(|d| rules.words.possessives.contains(d));
    let definite = owned
        || phrase
            .determiner
            .as_ref()
            .is_some_and(|d| rules.words.demonstratives.contains(d));
    let part = rules.words.place_parts.get(&phrase.head).copied();
    let side = part.filter(|part| is_side(*part) && definite && phrase.of.is_empty());
    let (id, relation) = if let Some(side) = side {
        let line = sentence_line(view).or_else(|| view.discourse.line().cloned())?;
        (line, side)
    } else if let (Some(part), true) = (part, owned) {
        (
            before
                .cloned()
                .or_else(|| view.discourse.last_place().cloned())?,
            part,
        )
    } else if phrase.is_place_anaphor(rules) {
        (earlier_place(view, phrase)?, relation)
    } else {
        return None;
    };
    let place = view.context.place_ref(&id)?;
    Some(Where {
        relation,
        radius_km: radius(view, &id, relation),
        place: Some(place),
        text: words(view, span).into(),
        span,
    })
}

/// "large parts of the city": a part of a place named before.
fn part_of_anaphor(
    view: &View<'_>,
    phrase: &NounPhrase,
    before: Option<&PlaceId>,
) -> Option<Where> {
    let part = *view.context.rules.words.place_parts.get(&phrase.head)?;
    let inner = phrase.of.iter().filter(|np| !np.is_pronoun);
    let mut whole = inner.filter_map(|np| anaphor(view, np, part, before));
    let span = phrase.full_span();
    whole.next().map(|place| Where {
        relation: part,
        text: words(view, span).into(),
        span,
        ..place
    })
}

fn is_side(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::NorthOf | Relation::EastOf | Relation::SouthOf | Relation::WestOf
    )
}

fn sentence_line(view: &View<'_>) -> Option<PlaceId> {
    let names = view
        .sentence
        .units
        .iter()
        .filter_map(|unit| unit.name.as_ref()?.place.as_ref()?.id.clone());
    names.rev().find(|id| view.context.lines.get(id).is_some())
}

/// The place that a phrase without a name means, of the kind that its noun asks for. A province that was only
/// named by its city is the region of that city.
fn earlier_place(view: &View<'_>, phrase: &NounPhrase) -> Option<PlaceId> {
    if view.context.rules.words.grammar.it.contains(&phrase.head) {
        return view.discourse.it_place().cloned();
    }
    let kinds = view.context.rules.words.place_nouns.get(&phrase.head)?;
    if let Some(id) =
        place_in_sentence(view, phrase, kinds).or_else(|| view.discourse.place_of(kinds).cloned())
    {
        return Some(id);
    }
    if kinds.contains(&PlaceKind::Governorate) {
        return view
            .discourse
            .places()
            .find_map(|id| view.context.gazetteer.get(id)?.admin1.clone());
    }
    if kinds.contains(&PlaceKind::Country) {
        let code = view
            .discourse
            .places()
            .find_map(|id| Some(view.context.gazetteer.get(id)?.country.clone()))?;
        return view
            .context
            .gazetteer
            .country(&code)
            .map(|country| country.id.clone());
    }
    None
}

/// A place of the sentence before the phrase.
fn place_in_sentence(view: &View<'_>, phrase: &NounPhrase, kinds: &[PlaceKind]) -> Option<PlaceId> {
    let start = phrase.span?.start();
    let before = view
        .sentence
        .units
        .iter()
        .rev()
        .filter(|unit| unit.span.end() <= start);
    before
        .filter_map(|unit| unit.name.as_ref()?.place.as_ref()?.id.as_ref())
        .find(|id| {
            view.context
                .gazetteer
                .get(id)
                .is_some_and(|place| kinds.contains(&place.kind))
        })
        .cloned()
}

fn unnamed(view: &View<'_>, phrase: &NounPhrase, relation: Relation) -> Where {
    let span = phrase.full_span();
    Where {
        relation,
        place: None,
        radius_km: None,
        text: words(view, span).into(),
        span,
    }
}
