//! Relations in the words of one phrase: "X-backed Y", "pro-X Y", "the forces of P", "P's troops".

use marsad_domain::{ActorId, ActorMention, ClaimDraft, RelationKind, Role, Span};

use super::{
    super::{building::View, slots},
    Found, person, related,
};
use crate::grammar::{noun_phrase::NounPhrase, party::Party};

pub(super) fn read(view: &View<'_>, phrase: &NounPhrase) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for party in &phrase.parties {
        drafts.extend(by_suffix(view, party));
        drafts.extend(by_prefix(view, phrase, party));
    }
    drafts.extend(led(view, phrase));
    drafts
}

/// "X-backed Y", also where the theatre knows Y by these very words.
fn by_suffix(view: &View<'_>, party: &Party) -> Option<ClaimDraft> {
    let (relation, id, name, span) = match &party.backer {
        Some(backer) => backer.clone(),
        None => inside_name(view, party)?,
    };
    let found = Found {
        relation,
        rule: "relation.suffix",
        span: party.span.union(span),
        clause: None,
    };
    let object = named(view, id, &name, span);
    related(
        view,
        &found,
        slots::as_named(view, party, Role::Subject),
        object,
    )
}

/// The backer in a name that has the words whole.
fn inside_name(
    view: &View<'_>,
    party: &Party,
) -> Option<(RelationKind, Option<ActorId>, String, Span)> {
    let words = party.span.of(view.text)?;
    let (owner, rest) = words.split_once('-')?;
    let suffix = rest.split_whitespace().next().filter(|it| *it != rest)?;
    let suffixes = &view.context.rules.words.relation_suffixes;
    let relation = *suffixes.get(suffix.to_lowercase().as_str())?;
    let start = party.span.start();
    let id = party_of(view, owner).filter(|id| party.id.as_ref() != Some(id));
    let span = Span::new(start, start + owner.len());
    Some((relation, id, owner.to_owned(), span))
}

/// "pro-X Y": the word for whom a party is, or against whom.
fn by_prefix(view: &View<'_>, phrase: &NounPhrase, party: &Party) -> Option<ClaimDraft> {
    let prefixes = &view.context.rules.words.relation_prefixes;
    let around = phrase.span?.union(party.span);
    let text = around.of(view.text)?;
    let mut words = text.split_whitespace();
    let (relation, word, other) = words.find_map(|word| {
        let (prefix, other) = word.split_once('-')?;
        let relation = *prefixes.get(prefix.to_lowercase().as_str())?;
        (!other.is_empty()).then_some((relation, word, other))
    })?;
    let at = around.start() + text.find(word)?;
    let span = Span::new(at + (word.len() - other.len()), at + word.len());
    let id = party_of(view, other).filter(|id| party.id.as_ref() != Some(id));
    let found = Found {
        relation,
        rule: "relation.prefix",
        span: around.union(span),
        clause: None,
    };
    let object = named(view, id, other, span);
    related(
        view,
        &found,
        slots::as_named(view, party, Role::Subject),
        object,
    )
}

/// The party that an adjective makes in this report.
fn party_of(view: &View<'_>, adjective: &str) -> Option<ActorId> {
    let book = &view.context.book;
    book.adjective(&adjective.to_lowercase(), view.document.homes)
        .cloned()
}

fn named(view: &View<'_>, id: Option<ActorId>, words: &str, span: Span) -> ActorMention {
    let known = id.as_ref().and_then(|id| view.context.actors.get(id));
    let label = known.map_or_else(|| words.to_owned(), |actor| actor.name.clone());
    ActorMention {
        role: Role::Object,
        id,
        name: label.into(),
        text: span.of(view.text).unwrap_or_default().into(),
        span,
    }
}

/// "the forces of P", "P's troops": a person whose forces they are.
fn led(view: &View<'_>, phrase: &NounPhrase) -> Option<ClaimDraft> {
    let people = &view.context.rules.people;
    let last = phrase.head.rsplit(' ').next().unwrap_or_default();
    let is_force = people.force_nouns.contains(last) || people.group_nouns.contains(last);
    if !is_force || phrase.person.is_some() {
        return None;
    }
    let owner = phrase.of.iter().chain(phrase.owner.as_deref());
    let leader = owner
        .filter(|np| is_full_name(view, np))
        .find_map(|np| person(view, np))?;
    let own = phrase
        .parties
        .iter()
        .find(|party| party.span != leader.span);
    let span = phrase.full_span().union(leader.span);
    let subject = match own {
        Some(party) => slots::as_named(view, party, Role::Subject),
        None => ActorMention {
            role: Role::Subject,
            id: None,
            name: phrase.words.join(" ").into(),
            text: phrase.span?.of(view.text)?.into(),
            span: phrase.span?,
        },
    };
    let found = Found {
        relation: RelationKind::LedBy,
        rule: "relation.leader-of",
        span,
        clause: None,
    };
    related(view, &found, subject, leader)
}

/// Whether a phrase is a person's name: a public person, or a name of several words that is no group's or place's.
fn is_full_name(view: &View<'_>, phrase: &NounPhrase) -> bool {
    let people = &view.context.rules.people;
    let is_name = |name: &str| {
        let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        name.contains(' ')
            && !people.group_nouns.contains(&last)
            && !people.force_nouns.contains(&last)
            && !people.collective_roles.contains(&last)
    };
    let unknown = phrase.unknown_name.as_ref();
    phrase.person.is_some()
        || phrase.places.is_empty()
            && phrase.parties.is_empty()
            && unknown.is_some_and(|(name, _)| is_name(name))
}
