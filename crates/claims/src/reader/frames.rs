//! Verb frames: which claims the verbs of a sentence make.

use marsad_domain::{
    ActorId, ActorMention, Body, ClaimDraft, ControlChange, ControlVerb, Counted, Measure,
    PlaceRef, Relation, Role, Span, Stance, SubEvent, Where,
};

use super::{
    building::{Parts, View},
    figures, slots,
};
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::{Fit, Frame, Makes, Need},
};

/// The claims of all frames over all clauses of a sentence.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        if view.is_speech(index) && clause.object.is_empty() {
            continue;
        }
        let mut control_made = false;
        let mut happening_made = false;
        for frame in &view.context.rules.frames {
            let is_repeat = frame.makes == Makes::Control && control_made
                || frame.makes == Makes::Happening && happening_made;
            if is_repeat || !matches(view, frame, clause) {
                continue;
            }
            let made = make(view, frame, clause, index);
            control_made |= frame.makes == Makes::Control && !made.is_empty();
            happening_made |= frame.makes == Makes::Happening && !made.is_empty();
            drafts.extend(made);
        }
    }
    drafts
}

/// Whether a clause has the verb of a frame and what the frame asks of its parts.
fn matches(view: &View<'_>, frame: &Frame, clause: &Clause) -> bool {
    let first = clause.first_preposition();
    if !clause.verb.is_one_of(&frame.verbs, first) {
        return false;
    }
    let has_unless = first.is_some_and(|p| frame.unless.contains(p))
        || clause.phrases.iter().any(|(p, _)| frame.unless.contains(p))
        || clause
            .object
            .iter()
            .any(|np| frame.unless.contains(&np.head))
        || clause
            .adverbs
            .iter()
            .any(|word| frame.unless.contains(word));
    let subject = slots::fill(clause, "subject");
    let object = slots::fill(clause, "object");
    let agentless = clause.verb.is_passive && subject.is_empty();
    let fits = |fit: Option<Fit>, filled: &[slots::Filled<'_>]| {
        fit.is_none_or(|fit| slots::fits(view, filled, fit))
    };
    let heads = |wanted: &std::collections::BTreeSet<String>, filled: &[slots::Filled<'_>]| {
        wanted.is_empty() || filled.iter().any(|f| f.phrase.has_head(wanted))
    };
    let any_phrase = || {
        clause
            .phrases
            .iter()
            .flat_map(|(_, list)| list)
            .any(|np| np.has_head(&frame.phrase_heads))
    };
    let has_object = clause.object.iter().any(|np| !np.is_pronoun);
    !(has_unless || frame.bare && has_object)
        && (agentless || fits(frame.subject, &subject))
        && fits(frame.object, &object)
        && heads(&frame.subject_heads, &subject)
        && heads(&frame.object_heads, &object)
        && heads(&frame.complement_heads, &object)
        && (frame.phrase_heads.is_empty() || any_phrase())
}

fn make(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    match frame.makes {
        Makes::Control => control(view, frame, clause, index),
        Makes::Movement => movement(view, frame, clause, index),
        Makes::Presence => presence(view, frame, clause, index),
        Makes::Toll => toll(view, frame, clause, index),
        Makes::Displacement => displacement(view, frame, clause, index),
        Makes::Happening => happening(view, frame, clause, index),
        Makes::Count => Vec::new(),
    }
}

fn parties(view: &View<'_>, clause: &Clause, slots: &[String], role: Role) -> Vec<ActorMention> {
    slots::first(clause, slots, |filled| slots::parties(view, filled, role))
}

fn places(view: &View<'_>, clause: &Clause, slots: &[String]) -> Vec<Where> {
    slots::first(clause, slots, |filled| slots::wheres(view, filled))
}

/// The words that a claim of a clause rests on: from its subject to its last phrase.
pub(crate) fn words_of(clause: &Clause) -> Span {
    let subject = clause
        .subject
        .iter()
        .map(NounPhrase::full_span)
        .filter(|span| !clause.is_inherited || span.end() <= clause.span.start());
    let start = if clause.is_inherited {
        clause.span.start()
    } else {
        subject
            .map(Span::start)
            .min()
            .unwrap_or(clause.span.start())
    };
    Span::new(start.min(clause.span.start()), clause.span.end())
}

/// One control claim for each party and each place that it concerns.
fn control(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let Some(change) = frame.change else {
        return Vec::new();
    };
    let actors = parties(view, clause, &frame.party, Role::Agent);
    let places = places(view, clause, &frame.place);
    if lacks(frame, Need::Party, actors.is_empty()) || lacks(frame, Need::Place, places.is_empty())
    {
        return Vec::new();
    }
    let attempted =
        clause.verb.is_attempted && matches!(change, ControlVerb::Took | ControlVerb::Entered);
    let change = if attempted {
        ControlVerb::Contests
    } else {
        change
    };
    let mut drafts = Vec::new();
    for group in grouped(places) {
        for actor in each_or_none(&actors) {
            let holder = actor.as_ref().and_then(party_id);
            let parts = Parts {
                body: Body::Control {
                    control: ControlChange {
                        change,
                        party: holder,
                    },
                },
                r#where: group.clone(),
                actors: actor.into_iter().collect(),
                rule: frame.id.clone(),
                span: words_of(clause),
                clause: Some(index),
            };
            drafts.extend(view.draft(parts));
        }
    }
    drafts
}

/// Places of one claim each; surroundings stay with the place before them.
fn grouped(places: Vec<Where>) -> Vec<Vec<Where>> {
    let mut groups: Vec<Vec<Where>> = Vec::new();
    for place in places {
        let goes_on =
            matches!(place.relation, Relation::Around | Relation::Near) && !groups.is_empty();
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    if groups.is_empty() {
        groups.push(Vec::new());
    }
    groups
}

fn each_or_none(actors: &[ActorMention]) -> Vec<Option<ActorMention>> {
    if actors.is_empty() {
        vec![None]
    } else {
        actors.iter().cloned().map(Some).collect()
    }
}

/// The id of a mention, or its words as the name of an unknown party.
pub(crate) fn party_id(mention: &ActorMention) -> Option<ActorId> {
    mention.id.clone().or_else(|| mention.name.parse().ok())
}

fn lacks(frame: &Frame, need: Need, is_empty: bool) -> bool {
    is_empty && frame.needs.contains(&need)
}

fn first_place(places: &[Where]) -> Option<PlaceRef> {
    places.iter().find_map(|place| place.place.clone())
}

fn movement(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let mut actors = parties(view, clause, &frame.party, Role::Mover);
    if actors.is_empty() && frame.subject == Some(Fit::Vehicles) {
        actors.extend(vehicles(view, clause));
    }
    let toward = set_relation(places(view, clause, &frame.toward), Relation::Toward);
    let from = set_relation(places(view, clause, &frame.from), Relation::From);
    let toward = if toward.is_empty() && frame.subject == Some(Fit::Vehicles) {
        road_target(view)
    } else {
        toward
    };
    let (along, along_places) = along(view, clause, frame);
    let no_way = toward.is_empty() && along.is_none() && (from.is_empty() || leaves(view, clause));
    if lacks(frame, Need::Party, actors.is_empty()) || lacks(frame, Need::Way, no_way) {
        return Vec::new();
    }
    let body = |party| Body::Movement {
        party,
        from: first_place(&from),
        toward: first_place(&toward),
        along: along.clone(),
    };
    let r#where: Vec<Where> = toward
        .iter()
        .chain(&from)
        .chain(&along_places)
        .cloned()
        .collect();
    each_or_none(&actors)
        .into_iter()
        .filter_map(|actor| {
            view.draft(Parts {
                body: body(actor.as_ref().and_then(party_id)),
                r#where: r#where.clone(),
                actors: actor.into_iter().collect(),
                rule: frame.id.clone(),
                span: words_of(clause),
                clause: Some(index),
            })
        })
        .collect()
}

/// Whether the verb means leaving: then a movement that says no more than "from" repeats the withdrawal.
fn leaves(view: &View<'_>, clause: &Clause) -> bool {
    view.context.rules.frames.iter().any(|frame| {
        frame.change == Some(ControlVerb::Withdrew)
            && clause
                .verb
                .is_one_of(&frame.verbs, clause.first_preposition())
    })
}

fn set_relation(places: Vec<Where>, relation: Relation) -> Vec<Where> {
    places
        .into_iter()
        .map(|place| Where { relation, ..place })
        .collect()
}

/// "hundreds of cars": vehicles as they are called.
fn vehicles(view: &View<'_>, clause: &Clause) -> Option<ActorMention> {
    let people = &view.context.rules.people;
    let phrase = clause
        .subject
        .iter()
        .flat_map(|np| std::iter::once(np).chain(&np.of))
        .find(|np| people.vehicle_nouns.contains(&np.head))?;
    let span = phrase.full_span();
    let text = span.of(view.text)?.to_owned();
    Some(ActorMention {
        role: Role::Mover,
        id: None,
        name: text.clone(),
        text,
        span,
    })
}

/// "the road leading to X": where vehicles on it go.
fn road_target(view: &View<'_>) -> Vec<Where> {
    let aims = &view.context.rules.aims;
    let road = view.sentence.clauses.iter().find(|clause| {
        aims.road_verbs.contains(&clause.verb.lemma)
            && clause
                .subject
                .iter()
                .any(|np| aims.road_nouns.contains(&np.head))
    });
    road.map(|clause| {
        set_relation(
            slots::wheres(view, &slots::fill(clause, "to")),
            Relation::Toward,
        )
    })
    .unwrap_or_default()
}

/// The road or river that a movement follows: a known line, or a road by its words.
fn along(view: &View<'_>, clause: &Clause, frame: &Frame) -> (Option<String>, Vec<Where>) {
    let aims = &view.context.rules.aims;
    for slot in &frame.along {
        for filled in slots::fill(clause, slot) {
            let line = filled.phrase.places.iter().find(|place| {
                place
                    .id
                    .as_ref()
                    .is_some_and(|id| view.context.lines.get(id).is_some())
            });
            let is_road = aims.road_nouns.contains(&filled.phrase.head);
            if line.is_none() && !is_road {
                continue;
            }
            let places = set_relation(
                slots::wheres(view, std::slice::from_ref(&filled)),
                Relation::Along,
            );
            let name = line
                .and_then(|place| place.id.as_ref())
                .and_then(|id| view.context.lines.get(id));
            let words = name
                .map(|line| line.name.clone())
                .or_else(|| filled.phrase.span?.of(view.text).map(str::to_owned));
            return (words, places);
        }
    }
    (None, Vec::new())
}

fn presence(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let places = places(view, clause, &frame.place);
    let phrases: Vec<_> = frame
        .party
        .iter()
        .map(|slot| slots::fill(clause, slot))
        .find(|f| !f.is_empty())
        .unwrap_or_default();
    let mut drafts = Vec::new();
    for filled in phrases {
        for actor in slots::parties_of(view, filled.phrase, Role::Agent) {
            if lacks(frame, Need::Place, places.is_empty()) {
                return drafts;
            }
            drafts.extend(view.draft(Parts {
                body: Body::Presence {
                    party: party_id(&actor),
                    of: Some(kind_of_presence(view, frame, clause, filled.phrase)),
                },
                r#where: places.clone(),
                actors: vec![actor],
                rule: frame.id.clone(),
                span: words_of(clause),
                clause: Some(index),
            }));
        }
    }
    drafts
}

/// What is there: advisers, institutions, bases, or the forces themselves, in the words of the report.
fn kind_of_presence(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    phrase: &NounPhrase,
) -> String {
    if let Some(object) = clause
        .object
        .first()
        .filter(|_| !frame.object_heads.is_empty())
    {
        return object.head.clone();
    }
    let own = phrase.parties.first().map(|party| party.span);
    let words = own
        .and_then(|span| span.of(view.text))
        .unwrap_or(&phrase.head);
    if words.to_lowercase().ends_with(&phrase.head) {
        words.to_owned()
    } else {
        format!("{words} {}", phrase.head)
    }
}

fn toll(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let of = frame.of.unwrap_or(Counted::Killed);
    let people: Vec<&NounPhrase> = frame
        .people
        .iter()
        .map(|slot| slots::fill(clause, slot))
        .find(|filled| !filled.is_empty())
        .unwrap_or_default()
        .into_iter()
        .map(|filled| filled.phrase)
        .filter(|np| frame.people_heads.is_empty() || np.has_head(&frame.people_heads))
        .collect();
    let people = if frame.object_heads.is_empty() {
        people
    } else {
        people_of_lives(&people)
    };
    let figures = figures::of_phrases(view, people.iter().copied(), of, Some(index));
    if figures.is_empty() {
        return Vec::new();
    }
    let mut actors = parties(view, clause, &frame.party, Role::Agent);
    actors.extend(
        people
            .iter()
            .flat_map(|np| slots::parties_of(view, np, Role::Victim)),
    );
    let r#where = toll_places(view, clause);
    view.draft(Parts {
        body: Body::Toll { figures },
        r#where,
        actors,
        rule: frame.id.clone(),
        span: words_of(clause),
        clause: Some(index),
    })
    .into_iter()
    .collect()
}

/// "the lives of twelve people": the people.
fn people_of_lives<'p>(phrases: &[&'p NounPhrase]) -> Vec<&'p NounPhrase> {
    phrases
        .iter()
        .flat_map(|np| {
            if np.of.is_empty() {
                vec![*np]
            } else {
                np.of.iter().collect()
            }
        })
        .collect()
}

/// Where victims fell: by the clause's own phrases, else by the sentence's only place.
pub(crate) fn toll_places(view: &View<'_>, clause: &Clause) -> Vec<Where> {
    let own = places(view, clause, &view.context.rules.toll.places);
    if !own.is_empty() {
        return own;
    }
    for other in &view.sentence.clauses {
        let found = places(view, other, &view.context.rules.toll.places);
        if found.iter().any(|place| place.place.is_some()) {
            return found;
        }
    }
    super::nominals::first_place(view)
}

fn displacement(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let filled: Vec<_> = frame
        .people
        .iter()
        .map(|slot| slots::fill(clause, slot))
        .find(|filled| !filled.is_empty())
        .unwrap_or_default();
    let people: Vec<_> = filled
        .into_iter()
        .map(|filled| filled.phrase)
        .filter(|np| {
            frame.people_heads.is_empty()
                || np
                    .words
                    .iter()
                    .any(|word| frame.people_heads.contains(word))
        })
        .filter(|np| {
            slots::fits(
                view,
                &[slots::Filled {
                    phrase: np,
                    preposition: None,
                }],
                Fit::Civilians,
            )
        })
        .collect();
    let mut figures = figures::of_phrases(
        view,
        people.iter().copied(),
        Counted::Displaced,
        Some(index),
    );
    figures.retain(|figure| figure.amount.high() != Some(0));
    let unreal = super::stance::of_clause(view, index, clause) != Stance::Asserted;
    figures.retain(|figure| !unreal || figure.amount != marsad_domain::Amount::Vague(None));
    let from = set_relation(places(view, clause, &frame.from), Relation::From);
    let to = set_relation(places(view, clause, &frame.to), Relation::Toward);
    let no_way = from.is_empty() && to.is_empty();
    let strong = frame.subject.is_none() && !frame.needs.contains(&Need::Way);
    let flees = is_flight(clause) && clause.object.is_empty();
    if figures.is_empty() || (no_way && !strong && !flees) {
        return Vec::new();
    }
    let measure = if clause.verb.is_passive && !clause.verb.is_past {
        Measure::Stock
    } else {
        frame.measure.unwrap_or(Measure::Flow)
    };
    let actors = people
        .iter()
        .flat_map(|np| slots::parties_of(view, np, Role::Mover))
        .collect();
    let r#where = from.iter().chain(&to).cloned().collect();
    view.draft(Parts {
        body: Body::Displacement {
            measure,
            from: first_place(&from),
            to: first_place(&to),
            figures,
        },
        r#where,
        actors,
        rule: frame.id.clone(),
        span: words_of(clause),
        clause: Some(index),
    })
    .into_iter()
    .collect()
}

/// Verbs that mean flight by themselves, with no place beside them.
fn is_flight(clause: &Clause) -> bool {
    matches!(clause.verb.lemma.as_str(), "flee" | "escape")
}

fn happening(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let actors = parties(view, clause, &frame.party, Role::Agent);
    let targets = parties(view, clause, &frame.target, Role::Target);
    let r#where = places(view, clause, &frame.place);
    if lacks(frame, Need::Party, actors.is_empty()) || lacks(frame, Need::Place, r#where.is_empty())
    {
        return Vec::new();
    }
    let speaks_of_force = !r#where.is_empty()
        || !targets.is_empty()
        || !frame.object_heads.is_empty()
        || !frame.subject_heads.is_empty();
    if !speaks_of_force {
        return Vec::new();
    }
    view.draft(Parts {
        body: Body::Happening {
            sub_event: frame.sub_event.unwrap_or(SubEvent::Other),
        },
        r#where,
        actors: actors.into_iter().chain(targets).collect(),
        rule: frame.id.clone(),
        span: words_of(clause),
        clause: Some(index),
    })
    .into_iter()
    .filter(|draft| draft.stance != Stance::Retracted || frame.makes == Makes::Happening)
    .collect()
}
