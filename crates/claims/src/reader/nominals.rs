//! Claims that stand in nouns: "the withdrawal of X from Y", "clashes in Y", "an air strike on Y".

use marsad_domain::{ActorMention, Body, ClaimDraft, Relation, Role, Span, Stance, Where};

use super::{
    building::{Parts, View},
    nominal_body,
    slots::{self, Filled},
    stance,
};
use crate::{
    grammar::{chunk::Chunk, clause::Tie, noun_phrase::NounPhrase},
    rules::{Fit, Makes, Need, Nominal, Slot},
};

/// A noun phrase with the phrases that follow it, up to the next verb or comma.
pub(super) struct Spot<'a> {
    pub(super) phrase: &'a NounPhrase,
    behind: Vec<(&'a str, &'a NounPhrase)>,
}

/// The claims of all nominal rules over all noun phrases of a sentence.
pub(crate) fn read(view: &View<'_>, made: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for spot in spots(view) {
        for nominal in rules_of(view, spot.phrase)
            .into_iter()
            .filter(|it| fits(view, it, spot.phrase))
        {
            drafts.extend(make(view, nominal, &spot, made));
        }
    }
    drafts
}

/// Whether what stands behind the noun and "of" lets it mean what the rule says.
fn fits(view: &View<'_>, nominal: &Nominal, phrase: &NounPhrase) -> bool {
    let is_place = |np: &NounPhrase| !np.place_heads(view.context.rules).is_empty();
    let fits = |np: &NounPhrase| {
        is_place(np)
            || nominal.of_heads.is_empty() && nominal.of.is_none()
            || np.has_head(&nominal.of_heads)
            || nominal.of.is_some_and(|fit| slots::fits_one(view, np, fit))
    };
    phrase.of.iter().all(fits)
}

/// Whether the noun is what somebody counts or names in something that is no place: "an explosion in prices".
fn is_figurative(view: &View<'_>, nominal: &Nominal, spot: &Spot<'_>) -> bool {
    let end = spot.phrase.full_span().end();
    let inside = spot.behind.first().filter(|(word, np)| {
        let touches = np.full_span().start() <= end + word.len() + 2;
        touches && view.context.rules.words.relations.get(word) == Some(&Relation::At)
    });
    let is_place = |np: &NounPhrase| slots::fits_one(view, np, Fit::Place);
    !nominal.of_heads.is_empty() && inside.is_some_and(|(_, np)| !is_place(np))
}

/// The place of the first nominal of the sentence that has one: where its victims fell.
pub(crate) fn first_place(view: &View<'_>) -> Vec<Where> {
    for spot in spots(view) {
        for nominal in rules_of(view, spot.phrase) {
            let found = places(view, nominal, &spot);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn rules_of<'a>(view: &View<'a>, phrase: &NounPhrase) -> Vec<&'a Nominal> {
    let rules = view.context.rules;
    let last_two = phrase
        .words
        .len()
        .checked_sub(2)
        .and_then(|at| phrase.words.get(at..))
        .map(|two| two.join(" "));
    let index = last_two
        .and_then(|two| rules.nominal_index.get(&two))
        .or_else(|| rules.nominal_index.get(&phrase.head));
    index
        .into_iter()
        .flatten()
        .filter_map(|at| rules.nominals.get(*at))
        .collect()
}

fn spots<'a>(view: &'a View<'_>) -> Vec<Spot<'a>> {
    let chunks = view.sentence.chunks.as_slice();
    let mut spots = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let Chunk::Noun(phrase) = chunk else { continue };
        for inner in std::iter::once(phrase.as_ref()).chain(&phrase.of) {
            let direct = behind(chunks, at);
            let mut behind = direct.clone();
            let more = behind_verb(view, phrase);
            behind.extend(more.into_iter().filter(|(_, np)| {
                !direct
                    .iter()
                    .any(|(_, known): &(&str, &NounPhrase)| known.full_span() == np.full_span())
            }));
            spots.push(Spot {
                phrase: inner,
                behind,
            });
        }
    }
    spots
}

/// "Heavy fighting is reported in X": a subject's place stands behind its verb.
fn behind_verb<'a>(view: &'a View<'_>, subject: &NounPhrase) -> Vec<(&'a str, &'a NounPhrase)> {
    let clause = view.sentence.clauses.iter().find(|clause| {
        !clause.is_inherited
            && clause
                .subject
                .iter()
                .any(|np| np.full_span() == subject.full_span())
    });
    let phrases = clause.into_iter().flat_map(|c| &c.phrases);
    let after = phrases.flat_map(|(word, list)| list.iter().map(move |np| (word.as_str(), np)));
    after
        .filter(|(_, np)| np.full_span().start() >= subject.full_span().end())
        .collect()
}

fn behind(chunks: &[Chunk], at: usize) -> Vec<(&str, &NounPhrase)> {
    let mut found: Vec<(&str, &NounPhrase)> = Vec::new();
    let mut preposition = None;
    for chunk in chunks.get(at + 1..).unwrap_or_default() {
        match chunk {
            Chunk::Preposition(word, _) => preposition = Some(word.as_str()),
            Chunk::Noun(phrase) => match preposition {
                Some(word) => found.push((word, phrase)),
                None => break,
            },
            Chunk::Conjunction(..) | Chunk::Adverb(..) | Chunk::Day(_) => {}
            _ => break,
        }
    }
    found
}

fn make(
    view: &View<'_>,
    nominal: &Nominal,
    spot: &Spot<'_>,
    made: &[ClaimDraft],
) -> Option<ClaimDraft> {
    let actors = parties(view, nominal, spot);
    let mut r#where = places(view, nominal, spot);
    let lacks = |need, empty: bool| empty && nominal.needs.contains(&need);
    if is_figurative(view, nominal, spot) {
        return None;
    }
    let is_known = r#where.is_empty() && is_spoken_of(view, spot.phrase);
    if lacks(Need::Party, actors.is_empty())
        || lacks(Need::Place, r#where.is_empty())
        || lacks(Need::PlaceOrNew, is_known)
    {
        return None;
    }
    let body = nominal_body::of(view, nominal, spot, &actors)?;
    if r#where.is_empty() {
        r#where = spoken_of_before(view, &body);
    }
    if r#where.is_empty() && nominal.makes == Makes::Control {
        r#where = changed_beside(made);
    }
    let ends = spot
        .behind
        .iter()
        .filter(|(p, _)| uses(nominal, p))
        .map(|(_, np)| np.full_span());
    let span = ends.fold(spot.phrase.full_span(), Span::union);
    let clause = view.clause_around(spot.phrase.full_span());
    let parts = Parts {
        body,
        r#where,
        actors,
        rule: nominal.id.clone(),
        span,
        clause,
    };
    let stance = nominal_stance(view, spot, span, clause);
    view.draft_as(parts, stance)
}

/// Whether a phrase says that what it names was spoken of before: "the strike", "that attack".
fn is_spoken_of(view: &View<'_>, phrase: &NounPhrase) -> bool {
    let words = &view.context.rules.words;
    let determiner = phrase.determiner.as_ref();
    determiner.is_some_and(|d| words.demonstratives.contains(d)) && phrase.of.is_empty()
}

fn uses(nominal: &Nominal, preposition: &str) -> bool {
    nominal
        .party
        .iter()
        .chain(&nominal.place)
        .any(|slot| matches!(slot, Slot::Preposition(word) if word == preposition))
}

/// A noun is a fact unless it is the subject of something that is none, or stands behind "the threat of".
fn nominal_stance(view: &View<'_>, spot: &Spot<'_>, span: Span, clause: Option<usize>) -> Stance {
    if spot.phrase.is_none(view.context.rules) {
        return Stance::Denied;
    }
    let aims = &view.context.rules.aims;
    let unreal = view.sentence.chunks.iter().any(|chunk| match chunk {
        Chunk::Noun(phrase) => {
            aims.unreal_nouns.contains(&phrase.head)
                && phrase
                    .of
                    .iter()
                    .any(|np| np.full_span().contains(spot.phrase.full_span()))
        }
        _ => false,
    });
    if unreal {
        return Stance::Hypothetical;
    }
    let whole = stance::of(view, span, None);
    if whole != Stance::Asserted {
        return whole;
    }
    let own = clause.and_then(|index| view.clause(index).map(|c| (index, c)));
    match own {
        Some((index, c)) => {
            if stance::demands(view, c) && c.tie == Tie::Main {
                return Stance::Asserted;
            }
            let of_clause = stance::of_clause(view, index, c);
            let negates_event = view
                .context
                .rules
                .words
                .grammar
                .event_verbs
                .contains(&c.verb.lemma);
            if of_clause == Stance::Denied && !negates_event {
                Stance::Asserted
            } else {
                of_clause
            }
        }
        None => Stance::Asserted,
    }
}

fn parties(view: &View<'_>, nominal: &Nominal, spot: &Spot<'_>) -> Vec<ActorMention> {
    let of = &view.context.rules.words.grammar.of;
    for slot in &nominal.party {
        let found: Vec<ActorMention> = match slot {
            Slot::Preposition(word) if of.contains(word) => spot
                .phrase
                .of
                .iter()
                .flat_map(|np| slots::parties_of(view, np, Role::Agent))
                .collect(),
            Slot::Part(_) => {
                let owner = spot
                    .phrase
                    .owner
                    .iter()
                    .flat_map(|np| slots::parties_of(view, np, Role::Agent));
                let own = slots::parties_of(view, spot.phrase, Role::Agent);
                owner.chain(own).collect()
            }
            Slot::Preposition(word) => spot
                .behind
                .iter()
                .filter(|(p, _)| *p == word)
                .flat_map(|(_, np)| slots::parties_of(view, np, Role::Agent))
                .collect(),
        };
        if !found.is_empty() {
            return found;
        }
    }
    if nominal.makes == Makes::Control {
        by_light_verb(view, spot)
    } else {
        Vec::new()
    }
}

/// "announced a withdrawal", "completed the capture": the subject of the verb does it.
fn by_light_verb(view: &View<'_>, spot: &Spot<'_>) -> Vec<ActorMention> {
    let span = spot.phrase.full_span();
    let clause = view.sentence.clauses.iter().find(|clause| {
        view.context
            .rules
            .words
            .light_verbs
            .contains(&clause.verb.lemma)
            && clause.object.iter().any(|np| np.full_span().contains(span))
    });
    clause
        .map(|c| slots::parties(view, &slots::subject(c), Role::Agent))
        .unwrap_or_default()
}

/// The places of the first slot that has one of the gazetteer, else of the first that has any.
pub(super) fn places(view: &View<'_>, nominal: &Nominal, spot: &Spot<'_>) -> Vec<Where> {
    let found = || nominal.place.iter().map(|slot| places_in(view, slot, spot));
    let is_named = |places: &Vec<Where>| places.iter().any(|it| it.place.is_some());
    found()
        .find(is_named)
        .or_else(|| found().find(|places| !places.is_empty()))
        .unwrap_or_default()
}

fn places_in(view: &View<'_>, within: &Slot, spot: &Spot<'_>) -> Vec<Where> {
    let Slot::Preposition(word) = within else {
        return Vec::new();
    };
    let of = &view.context.rules.words.grammar.of;
    let filled: Vec<Filled<'_>> = if of.contains(word) {
        spot.phrase
            .of
            .iter()
            .map(|phrase| Filled {
                phrase,
                preposition: None,
            })
            .collect()
    } else {
        let behind = spot.behind.iter().filter(|(p, _)| p == word);
        behind
            .map(|(p, phrase)| Filled {
                phrase,
                preposition: Some(p),
            })
            .collect()
    };
    slots::wheres(view, &filled)
}

/// "took control of X after the withdrawal of the army": the one place that changes hands in the sentence.
fn changed_beside(made: &[ClaimDraft]) -> Vec<Where> {
    let changes = made
        .iter()
        .filter(|draft| matches!(draft.body, Body::Control { .. }));
    let mut places = changes.flat_map(|draft| &draft.r#where);
    let first = places.next().filter(|place| place.place.is_some());
    let is_only = |first: &&Where| places.all(|other| other.place == first.place);
    first.filter(is_only).cloned().into_iter().collect()
}

/// "The sudden withdrawal" is the one that the report spoke of before: the same change by the same party.
fn spoken_of_before(view: &View<'_>, body: &Body) -> Vec<Where> {
    let Body::Control { control } = body else {
        return Vec::new();
    };
    let same = view.discourse.claims().find(|(other, places)| {
        matches!(other, Body::Control { control: known } if known == control) && !places.is_empty()
    });
    same.map(|(_, places)| places.clone()).unwrap_or_default()
}
