//! What somebody means to do.

use marsad_domain::{ActorMention, Body, ClaimDraft, Role, Stance, Voice};

use super::{
    building::{Parts, View},
    frames, slots, stance, voice,
};
use crate::grammar::clause::{Clause, Tie};

/// The intents of a sentence that no other claim carries. `made` are its claims so far.
pub(crate) fn read(view: &View<'_>, made: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let mut drafts: Vec<ClaimDraft> = Vec::new();
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        let carried = made.iter().chain(&drafts).any(|draft| {
            draft.quote.span.overlaps(clause.verb.verb_span) && draft.stance == Stance::Intended
        });
        if carried || view.is_speech(index) {
            continue;
        }
        if let Some(rule) = aim(view, clause, index) {
            drafts.extend(intent(view, clause, index, rule));
        }
    }
    drafts
}

/// The rule by which a clause is about an aim.
fn aim(view: &View<'_>, clause: &Clause, index: usize) -> Option<&'static str> {
    let aims = &view.context.rules.aims;
    let grammar = &view.context.rules.words.grammar;
    let is_be = clause
        .verb
        .chain
        .iter()
        .any(|verb| *verb == grammar.lemma_be)
        || grammar.linking_verbs.contains(&clause.verb.lemma);
    if is_be
        && clause
            .subject
            .iter()
            .any(|np| aims.nouns.contains(&np.head))
    {
        return Some("intent.aim-noun");
    }
    if orders(view, clause, index) {
        return Some("intent.order");
    }
    let by_verb = clause
        .verb
        .chain
        .iter()
        .any(|verb| aims.verbs.contains(verb));
    let is_party = !slots::parties(view, &slots::subject(clause), Role::Agent).is_empty();
    if by_verb && is_party && !clause.verb.is_negated {
        return Some("intent.aim-verb");
    }
    let words = clause.span.of(view.text).unwrap_or_default().to_lowercase();
    let first_person = clause
        .subject
        .iter()
        .any(|np| view.context.rules.words.first_person.contains(&np.head));
    if first_person
        && aims
            .phrases
            .iter()
            .any(|phrase| words.contains(phrase.as_str()))
    {
        return Some("intent.first-person");
    }
    let stance = stance::of(view, clause.verb.verb_span, Some(index));
    let speaker_means_it = matches!(stance, Stance::Intended | Stance::Expected);
    (speaker_means_it && first_person).then_some("intent.first-person")
}

/// "ordered the evacuation of X", "called on the rebels to leave": a verb that asks for action.
fn orders(view: &View<'_>, clause: &Clause, index: usize) -> bool {
    let aims = &view.context.rules.aims;
    let verb = &clause.verb;
    let first = clause.first_preposition();
    let has_more = view
        .clause(index + 1)
        .is_some_and(|next| next.verb.is_infinitive && next.tie == Tie::Infinitive);
    let asks = verb.is_one_of(&aims.asking, first)
        && (has_more
            || clause
                .phrases
                .iter()
                .any(|(word, _)| aims.asked.contains(word)));
    let commands = verb.is_one_of(&aims.ordering, first) && (has_more || !clause.object.is_empty());
    (asks || commands) && !verb.is_negated && !verb.is_passive
}

/// Who announces an aim: the subject of a verb that says so aloud.
fn announcer(view: &View<'_>, clause: &Clause) -> Vec<Voice> {
    let aims = &view.context.rules.aims;
    let first = clause.first_preposition();
    let aloud = clause.verb.is_one_of(&aims.ordering, first)
        || clause.verb.is_one_of(&aims.asking, first)
        || clause
            .verb
            .chain
            .iter()
            .any(|verb| aims.aloud.contains(verb));
    if aloud {
        voice::of_clause(clause, view.text, view.context)
    } else {
        Vec::new()
    }
}

fn intent(view: &View<'_>, clause: &Clause, index: usize, rule: &str) -> Option<ClaimDraft> {
    let mut span = frames::words_of(clause);
    if let Some(next) = view
        .clause(index + 1)
        .filter(|next| next.verb.is_infinitive && next.is_inherited)
    {
        span = span.union(next.span);
    }
    let mut actors = slots::parties(view, &slots::subject(clause), Role::Agent);
    if actors.is_empty() {
        actors.extend(speaker(view, clause));
    }
    actors.extend(slots::parties(view, &slots::object(clause), Role::Target));
    let of_object = clause.object.iter().flat_map(|np| &np.of);
    actors.extend(of_object.flat_map(|np| slots::parties_of(view, np, Role::Target)));
    let mut known: Vec<ActorMention> = Vec::new();
    for actor in actors {
        if !known
            .iter()
            .any(|other| other.role == actor.role && other.id == actor.id && other.id.is_some())
        {
            known.push(actor);
        }
    }
    let actors = known;
    let stance = stance::of(view, span, Some(index));
    let stance = if stance == Stance::Asserted || stance == Stance::Expected {
        Stance::Intended
    } else {
        stance
    };
    let parts = Parts {
        body: Body::Intent {},
        r#where: slots::wheres(view, &slots::object(clause)),
        actors,
        rule: rule.to_owned(),
        span,
        clause: Some(index),
    };
    let mut draft = view.draft_as(parts, stance)?;
    let announcers = announcer(view, clause);
    if !announcers.is_empty() {
        let voices = announcers
            .into_iter()
            .chain(Vec::from(draft.said_by.clone()));
        draft.said_by = view.discourse.attribution(voices.collect())?;
    }
    Some(draft)
}

/// The party that the speaker speaks for.
fn speaker(view: &View<'_>, clause: &Clause) -> Option<ActorMention> {
    let attribution = view.said_by(clause.verb.verb_span)?;
    let voice = attribution.voices().first()?;
    let id = voice.actor.clone()?;
    let span = voice.span?;
    let name = view.context.actors.get(&id)?.name.clone();
    Some(ActorMention {
        role: Role::Agent,
        id: Some(id),
        name: name.into(),
        text: span.of(view.text)?.into(),
        span,
    })
}
