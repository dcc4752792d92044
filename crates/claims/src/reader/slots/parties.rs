//! The parties that phrases name or mean.

use marsad_domain::{
    ActorId, ActorKind, ActorMention, PlaceId, RelationKind, Role, SourceKind, Span,
};

use super::{
    super::{attribution, building::View},
    Filled, words,
};
use crate::grammar::{noun_phrase::NounPhrase, party::Party};

/// The parties of phrases, with pronouns and generic forces resolved.
pub(crate) fn parties(view: &View<'_>, filled: &[Filled<'_>], role: Role) -> Vec<ActorMention> {
    let mut found: Vec<ActorMention> = Vec::new();
    for filled in filled {
        // "Arnorian tanks and troops": the bare noun behind is theirs too.
        let is_bare = filled.phrase.words.len() == 1 && filled.phrase.determiner.is_none();
        let known = found.iter().any(|actor| actor.id.is_some());
        let goes_on = |party: &Party| is_bare && known && is_anyone(view, party);
        if !filled.phrase.parties.iter().any(goes_on) {
            found.extend(parties_of(view, filled.phrase, role));
        }
    }
    found
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
            let meant = earlier_party(view, party.span.start(), None)
                .filter(|_| owned && is_anyone(view, party));
            match meant {
                Some(id) => ActorMention {
                    name: name_of(view, &id).into(),
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
    let last = head.rsplit(' ').next().unwrap_or_default();
    people.holding_nouns.contains(head)
        || people.strike_nouns.contains(last)
        || view.context.rules.nominal_index.contains_key(last)
        || people.group_nouns.contains(head)
        || people.force_nouns.contains(head)
        || people.person_nouns.contains(head)
}

/// A party as its words name it, whoever "the troops" may be.
pub(crate) fn as_named(view: &View<'_>, party: &Party, role: Role) -> ActorMention {
    let actor = party.id.as_ref().and_then(|id| view.context.actors.get(id));
    ActorMention {
        role,
        id: party.id.clone(),
        name: actor
            .map_or_else(|| party.name.clone(), |actor| actor.name.clone())
            .into(),
        text: words(view, party.span).into(),
        span: party.span,
    }
}

/// A party, with forces that could be anybody's tied to whose they are.
pub(crate) fn mention(view: &View<'_>, party: &Party, role: Role) -> ActorMention {
    let id = if is_anyone(view, party) {
        led_by(view, party)
            .or_else(|| same_forces(view, party))
            .or_else(|| party.id.clone())
    } else {
        party.id.clone()
    };
    let label = id
        .as_ref()
        .map_or_else(|| party.name.clone(), |id| name_of(view, id));
    ActorMention {
        role,
        id,
        name: label.into(),
        text: words(view, party.span).into(),
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

/// "fighters led by X" are X's: the party behind a participle of leading that hangs on the phrase.
fn led_by(view: &View<'_>, party: &Party) -> Option<ActorId> {
    let clause = view.sentence.clauses.iter().find(|clause| {
        let words = clause
            .verb
            .verb_span
            .of(view.text)
            .unwrap_or_default()
            .to_lowercase();
        let leads =
            view.context.rules.relations.iter().any(|rule| {
                rule.relation == RelationKind::LedBy && rule.participle.contains(&words)
            });
        leads
            && clause.verb.is_passive
            && clause
                .subject
                .iter()
                .any(|np| np.parties.iter().any(|p| p.span == party.span))
    })?;
    let mut leaders = clause.agents.iter().flat_map(|np| np.all_parties());
    leaders.find_map(|leader| leader.id.clone())
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
            name: name_of(view, &id).into(),
            id: Some(id),
            text: text.into(),
            span,
        });
    }
    if !view
        .context
        .rules
        .words
        .grammar
        .party_pronouns
        .contains(&phrase.head)
    {
        return None;
    }
    let id = recipient(view, phrase, span)
        .or_else(|| earlier_party(view, span.start(), own_clause(view, span)))?;
    Some(ActorMention {
        role,
        name: name_of(view, &id).into(),
        id: Some(id),
        text: text.into(),
        span,
    })
}

/// The clause that a pronoun stands in as anything but its subject: what acts there is not what the pronoun means, or
/// it would be "itself".
fn own_clause(view: &View<'_>, pronoun: Span) -> Option<usize> {
    let index = view.clause_around(pronoun)?;
    let clause = view.clause(index)?;
    let is_subject = clause
        .subject
        .iter()
        .any(|np| np.full_span().contains(pronoun));
    (!is_subject).then_some(index)
}

/// "X said that the garrison had surrendered the town to it": in what is reported, "it" that gets something is who
/// speaks.
fn recipient(view: &View<'_>, phrase: &NounPhrase, span: Span) -> Option<ActorId> {
    let grammar = &view.context.rules.words.grammar;
    let clause = view.clause(own_clause(view, span)?)?;
    let gets = clause.phrases.iter().any(|(word, list)| {
        grammar.infinitive.contains(word) && list.iter().any(|np| np.span == Some(span))
    });
    if !gets || !grammar.it.contains(&phrase.head) {
        return None;
    }
    let over = attribution::over(&view.scopes, span);
    let speech = over.iter().find_map(|scope| view.clause(scope.clause?))?;
    speech
        .subject
        .iter()
        .find_map(|np| party_of_phrase(view, np))
}

/// The party that "it", "they" and "its" mean: the last subject before them in the sentence, save that of one clause,
/// else in the report.
fn earlier_party(view: &View<'_>, before: usize, save: Option<usize>) -> Option<ActorId> {
    let clauses = view.sentence.clauses.iter().enumerate().rev();
    let subjects = clauses
        .filter(|(index, _)| Some(*index) != save)
        .flat_map(|(_, clause)| clause.subject.iter().rev());
    let barred = save.and_then(|index| view.clause(index));
    let is_barred = |np: &NounPhrase| {
        let mut own = barred.into_iter().flat_map(|clause| &clause.subject);
        own.any(|other| other.span == np.span)
    };
    let mut earlier =
        subjects.filter(|np| !np.is_pronoun && np.full_span().end() <= before && !is_barred(np));
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
