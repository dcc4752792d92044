//! Filling the slots of a frame from the parts of a clause: places, parties, people.

use marsad_domain::{
    ActorId, ActorKind, ActorMention, Kilometres, PlaceId, PlaceKind, Relation, Role, SourceKind,
    Span, Where,
};

use super::building::View;
use crate::{
    grammar::{
        clause::Clause,
        noun_phrase::{NounPhrase, PlaceName},
        party::Party,
    },
    rules::Fit,
};

/// A phrase in a slot, with the preposition that it came by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled<'a> {
    pub(crate) phrase: &'a NounPhrase,
    pub(crate) preposition: Option<&'a str>,
}

/// The phrases of a slot. `subject` and `object` are the logical ones: a passive's subject is its object.
pub(crate) fn fill<'a>(clause: &'a Clause, slot: &'a str) -> Vec<Filled<'a>> {
    let plain = |list: &'a [NounPhrase]| {
        list.iter()
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect()
    };
    match slot {
        "subject" if clause.verb.is_passive => clause
            .phrases_of("by")
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect(),
        "subject" => plain(&clause.subject),
        "object" if clause.verb.is_passive => plain(&clause.subject),
        "object" => plain(&clause.object),
        "antecedent" => clause
            .antecedent
            .iter()
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect(),
        preposition => clause
            .phrases
            .iter()
            .filter(|(p, _)| p == preposition)
            .flat_map(|(p, list)| {
                list.iter().map(move |phrase| Filled {
                    phrase,
                    preposition: Some(p.as_str()),
                })
            })
            .chain(of_object(clause, slot))
            .collect(),
    }
}

/// "took control of X": the "of" phrases hang on the object, or on the subject of a passive.
fn of_object<'a>(clause: &'a Clause, slot: &str) -> Vec<Filled<'a>> {
    if slot != "of" {
        return Vec::new();
    }
    let bearers = if clause.verb.is_passive {
        &clause.subject
    } else {
        &clause.object
    };
    bearers
        .iter()
        .flat_map(|np| &np.of)
        .map(|phrase| Filled {
            phrase,
            preposition: Some("of"),
        })
        .collect()
}

/// The first of some slots that gives anything, judged by `take`.
pub(crate) fn first<'a, T>(
    clause: &'a Clause,
    slots: &'a [String],
    take: impl Fn(&[Filled<'a>]) -> Vec<T>,
) -> Vec<T> {
    slots
        .iter()
        .map(|slot| take(&fill(clause, slot)))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

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
    let is_unnamed_place = rules.words.place_nouns.contains_key(&phrase.head)
        && phrase.parties.is_empty()
        && phrase.examples.is_empty();
    if is_unnamed_place {
        return vec![unnamed(view, phrase, by_preposition)];
    }
    Vec::new()
}

/// A named place, in the sense of the words around it ("X city", "X province").
fn located(view: &View<'_>, phrase: &NounPhrase, name: &PlaceName, relation: Relation) -> Where {
    let place = name.id.as_ref().and_then(|id| view.context.place_ref(id));
    let span = phrase
        .span
        .filter(|span| span.contains(name.span) && phrase.places.len() == 1)
        .unwrap_or(name.span);
    let radius_km = name.id.as_ref().and_then(|id| radius(view, id, relation));
    Where {
        relation,
        place,
        radius_km,
        text: words(view, span),
        span,
    }
}

/// How far from the point the words can mean: the place's own radius, more for its surroundings.
fn radius(view: &View<'_>, id: &PlaceId, relation: Relation) -> Option<Kilometres> {
    let place = view.context.gazetteer.get(id)?;
    if place.kind.is_area() {
        return None;
    }
    let own = place.junction.0.max(1.0);
    Some(Kilometres(match relation {
        Relation::At | Relation::PartOf | Relation::From | Relation::Toward => own,
        Relation::Near | Relation::Around | Relation::Along | Relation::Between => own + 15.0,
        Relation::NorthOf | Relation::EastOf | Relation::SouthOf | Relation::WestOf => own + 30.0,
    }))
}

fn words(view: &View<'_>, span: Span) -> String {
    span.of(view.text).unwrap_or_default().to_owned()
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
        text: words(view, span),
        span,
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
    if phrase.head == "it" {
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
        text: words(view, span),
        span,
    }
}

/// The parties of phrases, with pronouns and generic forces resolved.
pub(crate) fn parties(view: &View<'_>, filled: &[Filled<'_>], role: Role) -> Vec<ActorMention> {
    filled
        .iter()
        .flat_map(|filled| parties_of(view, filled.phrase, role))
        .collect()
}

pub(crate) fn parties_of(view: &View<'_>, phrase: &NounPhrase, role: Role) -> Vec<ActorMention> {
    if phrase.is_pronoun {
        return pronoun(view, phrase, role).into_iter().collect();
    }
    let named: Vec<&Party> = phrase
        .all_parties()
        .into_iter()
        .filter(|party| is_party(view, party, phrase))
        .collect();
    let owned = phrase
        .determiner
        .as_ref()
        .is_some_and(|d| view.context.rules.words.possessives.contains(d));
    named
        .into_iter()
        .map(|party| {
            let own = mention(view, party, role);
            let meant =
                earlier_party(view, party.span.start()).filter(|_| owned && is_anyone(view, party));
            match meant {
                Some(id) => ActorMention {
                    name: name_of(view, &id),
                    id: Some(id),
                    ..own
                },
                None => own,
            }
        })
        .collect()
}

/// A bare name that can be only a place ("in X") is no party unless the theatre lists it as one.
fn is_party(view: &View<'_>, party: &Party, phrase: &NounPhrase) -> bool {
    let is_people = party
        .id
        .as_ref()
        .and_then(|id| view.context.actors.get(id))
        .is_some_and(|actor| actor.kind == ActorKind::Civilians);
    let describes_thing = party.is_bare_name
        && !is_people
        && phrase.words.len() > 1
        && phrase
            .span
            .is_none_or(|span| span.end() != party.span.end())
        && !is_group_word(view, &phrase.head)
        && phrase.person.is_none()
        && phrase.apposition.is_none();
    !describes_thing || phrase.held_by.is_some()
}

fn is_group_word(view: &View<'_>, head: &str) -> bool {
    let people = &view.context.rules.people;
    people.holding_nouns.contains(head)
        || people.group_nouns.contains(head)
        || people.force_nouns.contains(head)
        || people.person_nouns.contains(head)
}

fn mention(view: &View<'_>, party: &Party, role: Role) -> ActorMention {
    let id = if is_anyone(view, party) {
        same_forces(view, party).or_else(|| party.id.clone())
    } else {
        party.id.clone()
    };
    let label = id
        .as_ref()
        .map_or_else(|| party.name.clone(), |id| name_of(view, id));
    ActorMention {
        role,
        id,
        name: label,
        text: words(view, party.span),
        span: party.span,
    }
}

fn name_of(view: &View<'_>, id: &ActorId) -> String {
    view.context
        .actors
        .get(id)
        .map_or_else(|| id.as_str().to_owned(), |actor| actor.name.clone())
}

/// Whether the words leave open whose forces they are: no party, or a generic actor that stands for none.
fn is_anyone(view: &View<'_>, party: &Party) -> bool {
    match party.id.as_ref().and_then(|id| view.context.actors.get(id)) {
        Some(actor) => actor.kind == ActorKind::Generic && actor.stands_for.is_none(),
        None => party.is_unaffiliated,
    }
}

/// Forces without a party, leaving or moving from a place that a party was just said to have left, are that
/// party's.
fn same_forces(view: &View<'_>, party: &Party) -> Option<ActorId> {
    let words = party.span.of(view.text).unwrap_or_default().to_lowercase();
    let is_unaffiliated =
        party.is_unaffiliated || view.context.rules.people.unaffiliated.contains(&words);
    if !is_unaffiliated {
        return None;
    }
    let here: Vec<&PlaceId> = view
        .sentence
        .units
        .iter()
        .filter_map(|unit| unit.name.as_ref()?.place.as_ref()?.id.as_ref())
        .collect();
    view.discourse
        .claims()
        .take(8)
        .find_map(|(body, places)| match body {
            marsad_domain::Body::Control { control } => {
                let same = places
                    .iter()
                    .any(|w| w.place.as_ref().is_some_and(|p| here.contains(&&p.id)));
                control.party.clone().filter(|_| same)
            }
            _ => None,
        })
}

/// "they" and "it" mean the party before; "we" means the speaker's.
fn pronoun(view: &View<'_>, phrase: &NounPhrase, role: Role) -> Option<ActorMention> {
    let span = phrase.span?;
    let text = words(view, span);
    if view.context.rules.words.first_person.contains(&phrase.head) {
        let speaker = view.said_by(span)?;
        let id = speaker.voices().first()?.actor.clone()?;
        return Some(ActorMention {
            role,
            name: name_of(view, &id),
            id: Some(id),
            text,
            span,
        });
    }
    if !matches!(
        phrase.head.as_str(),
        "they" | "it" | "them" | "who" | "itself" | "themselves"
    ) {
        return None;
    }
    let id = earlier_party(view, span.start())?;
    Some(ActorMention {
        role,
        name: name_of(view, &id),
        id: Some(id),
        text,
        span,
    })
}

/// The party that "it", "they" and "its" mean: the last subject before them in the sentence, else in the report.
fn earlier_party(view: &View<'_>, before: usize) -> Option<ActorId> {
    let subjects = view
        .sentence
        .clauses
        .iter()
        .rev()
        .flat_map(|clause| clause.subject.iter().rev());
    let mut earlier = subjects.filter(|np| !np.is_pronoun && np.full_span().end() <= before);
    earlier
        .find_map(|np| party_of_phrase(view, np))
        .or_else(|| view.discourse.party.as_ref().map(|party| party.id.clone()))
}

/// The party of a phrase: its own, or the one that its source speaks for.
fn party_of_phrase(view: &View<'_>, phrase: &NounPhrase) -> Option<ActorId> {
    let own = phrase
        .all_parties()
        .into_iter()
        .find_map(|party| party.id.clone());
    own.or_else(|| {
        let source = view.context.sources.get(phrase.source.as_ref()?)?;
        let speaks_for = matches!(source.kind, SourceKind::Government | SourceKind::PartyMedia);
        source.favours.first().filter(|_| speaks_for).cloned()
    })
}

/// Whether phrases are what a frame asks for.
pub(crate) fn fits(view: &View<'_>, filled: &[Filled<'_>], fit: Fit) -> bool {
    filled
        .iter()
        .any(|filled| fits_one(view, filled.phrase, fit))
}

fn fits_one(view: &View<'_>, phrase: &NounPhrase, fit: Fit) -> bool {
    let people = &view.context.rules.people;
    let heads = || {
        std::iter::once(phrase)
            .chain(&phrase.of)
            .map(|np| np.head.as_str())
    };
    match fit {
        Fit::Party => !parties_of(view, phrase, Role::Agent).is_empty(),
        Fit::Forces | Fit::Aircraft => {
            let parties = parties_of(view, phrase, Role::Agent);
            let is_person = phrase.person.is_some() && phrase.head != "forces";
            let aircraft =
                fit == Fit::Forces || heads().any(|head| people.aircraft_nouns.contains(head));
            !parties.is_empty()
                && aircraft
                && !is_person
                && parties
                    .iter()
                    .all(|party| !is_civilian(view, party.id.as_ref()))
        }
        Fit::Place => {
            !phrase.place_heads(view.context.rules).is_empty()
                || phrase.is_place_anaphor(view.context.rules)
                || view
                    .context
                    .rules
                    .words
                    .place_nouns
                    .contains_key(&phrase.head)
                    && phrase.parties.is_empty()
        }
        Fit::Civilians => {
            let civilian = heads().any(|head| {
                people.civilian_nouns.contains(head) || people.person_nouns.contains(head)
            }) || phrase.is_people
                || phrase.number.is_some() && phrase.words.is_empty();
            let soldiers = heads()
                .any(|head| people.force_nouns.contains(head) || people.group_nouns.contains(head));
            civilian && !soldiers
                || parties_of(view, phrase, Role::Agent)
                    .iter()
                    .any(|p| is_civilian(view, p.id.as_ref()))
        }
        Fit::Vehicles => heads().any(|head| people.vehicle_nouns.contains(head)),
    }
}

fn is_civilian(view: &View<'_>, id: Option<&ActorId>) -> bool {
    id.and_then(|id| view.context.actors.get(id))
        .is_some_and(|actor| actor.kind == ActorKind::Civilians)
}
