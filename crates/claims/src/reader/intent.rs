//! What somebody means to do.

use marsad_domain::{ActorMention, Body, ClaimDraft, Role, Stance, Voice};

use super::{
    building::{Parts, View},
    frames, slots, stance, voice,
};
use crate::grammar::{
    clause::{Clause, Tie},
    noun_phrase::NounPhrase,
};

/// The intents of a sentence that no other claim carries. `made` are its claims so far.
pub(crate) fn read(view: &View<'_>, made: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let mut drafts: Vec<ClaimDraft> = Vec::new();
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        let is_carried = made.iter().chain(&drafts).any(|draft| {
            draft.quote.span.overlaps(clause.verb.verb_span) && draft.stance == Stance::Intended
        });
        if is_answer(view, clause, index) || view.is_speech(index) && !announces(view, index) {
            continue;
        }
        let rule = aim(view, clause, index);
        if let Some(rule) = rule.filter(|rule| !is_carried || *rule == BY_VERB || *rule == ORDER) {
            drafts.extend(intent(view, clause, index, rule));
        }
    }
    drafts
}

const BY_VERB: &str = "intent.aim-verb";
const ORDER: &str = "intent.order";

/// Whether a verb of saying announces what its speaker means to do, or tells somebody to do it.
fn announces(view: &View<'_>, index: usize) -> bool {
    let own = view.scopes.iter().find(|scope| scope.clause == Some(index));
    let is_vow = own.is_some_and(|scope| scope.stance == Stance::Intended);
    is_vow
        || view
            .clause(index)
            .is_some_and(|clause| orders(view, clause, index) || makes_plan(view, clause))
}

/// Whether the next clause only says what was vowed, asked or ordered in the one before.
fn is_answer(view: &View<'_>, clause: &Clause, index: usize) -> bool {
    let aims = &view.context.rules.aims;
    let before = index.checked_sub(1).and_then(|at| view.clause(at));
    clause.verb.is_infinitive
        && before.is_some_and(|before| {
            let first = before.first_preposition();
            before.verb.is_one_of(&aims.ordering, first)
                || before.verb.is_one_of(&aims.asking, first)
        })
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
        return Some(ORDER);
    }
    if makes_plan(view, clause) {
        return Some("intent.plan-noun");
    }
    let by_verb = clause
        .verb
        .chain
        .iter()
        .any(|verb| aims.verbs.contains(verb));
    let is_party = || !slots::parties(view, &slots::subject(clause), Role::Agent).is_empty();
    if by_verb && is_party() && !clause.verb.is_negated
        || view.is_speech(index) && announces(view, index)
    {
        return Some(BY_VERB);
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

/// "has no plans for X", "set an ultimatum": a party with a noun for an aim.
fn makes_plan(view: &View<'_>, clause: &Clause) -> bool {
    let aims = &view.context.rules.aims;
    let is_aim = |np: &NounPhrase| aims.planned.contains(&np.head);
    clause
        .verb
        .is_one_of(&aims.planning, clause.first_preposition())
        && clause.object.iter().any(is_aim)
        && !clause.verb.is_passive
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
                .phrases_behind()
                .any(|(word, _)| aims.asked.contains(word)));
    let names_it = clause.object.iter().any(|np| !np.is_pronoun);
    let commands = verb.is_one_of(&aims.ordering, first) && (has_more || names_it);
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
        .filter(|next| next.verb.is_infinitive && next.tie == Tie::Infinitive)
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
    let has_none = |np: &NounPhrase| np.is_none(view.context.rules);
    let stance = match stance::of(view, span, Some(index)) {
        _ if clause.object.iter().any(has_none) => Stance::Denied,
        Stance::Asserted | Stance::Expected => Stance::Intended,
        stance => stance,
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
