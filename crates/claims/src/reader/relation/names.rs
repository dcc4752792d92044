//! Relations in what renames somebody: "P, leader of X", "X, a unit of Y", "an alliance of X and Y".

use marsad_domain::{ActorMention, ClaimDraft, RelationKind, Role};

use super::{
    super::{building::View, slots},
    Found, person, related,
};
use crate::grammar::{chunk::Chunk, noun_phrase::NounPhrase};

pub(super) fn read(view: &View<'_>, phrase: &NounPhrase) -> Vec<ClaimDraft> {
    let mut drafts = Vec::from_iter(leader(view, phrase));
    drafts.extend(part(view, phrase));
    drafts.extend(union(view, phrase));
    drafts
}

/// "P, leader of the X", "the leader of the X, P".
fn leader(view: &View<'_>, phrase: &NounPhrase) -> Option<ClaimDraft> {
    let roles = &view.context.rules.people.public_roles;
    let other = phrase.apposition.as_deref()?;
    let has_role =
        |np: &&NounPhrase| roles.contains(np.head.rsplit(' ').next().unwrap_or_default());
    let named = [other, phrase].into_iter().find(has_role)?;
    let name = if std::ptr::eq(named, other) {
        phrase
    } else {
        other
    };
    let leader = person(view, name)?;
    let of = named.of.iter().chain(named.owner.as_deref());
    let group = of
        .flat_map(|np| slots::parties_of(view, np, Role::Subject))
        .next()?;
    let found = Found {
        relation: RelationKind::LedBy,
        rule: "relation.leader",
        span: name.span?.union(named.full_span()),
        clause: None,
    };
    related(view, &found, group, leader)
}

/// "X, a unit of Y".
fn part(view: &View<'_>, phrase: &NounPhrase) -> Option<ClaimDraft> {
    let named = phrase.apposition.as_deref()?;
    let mut rules = view.context.rules.relations.iter();
    let rule = rules.find(|rule| rule.nouns.contains(&named.head))?;
    let own = NounPhrase {
        apposition: None,
        ..phrase.clone()
    };
    let subject = slots::parties_of(view, &own, Role::Subject)
        .into_iter()
        .next()?;
    let of = named
        .of
        .iter()
        .flat_map(|np| slots::parties_of(view, np, Role::Object));
    let whole: Vec<ActorMention> = of.collect();
    let found = Found::by(rule, phrase.span?.union(named.full_span()), None);
    related(view, &found, subject, whole.into_iter().next()?)
}

/// "an alliance of X, Y and Z": each with the first.
fn union(view: &View<'_>, phrase: &NounPhrase) -> Vec<ClaimDraft> {
    let mut rules = view.context.rules.relations.iter();
    let Some(rule) = rules.find(|rule| rule.unions.contains(&phrase.head)) else {
        return Vec::new();
    };
    let of = phrase.of.iter().chain(listed_behind(view, phrase));
    let mut members = of.flat_map(|np| slots::parties_of(view, np, Role::Subject));
    let Some(first) = members.next() else {
        return Vec::new();
    };
    members
        .filter_map(|other| {
            let found = Found::by(rule, phrase.full_span().union(other.span), None);
            related(view, &found, first.clone(), other)
        })
        .collect()
}

/// The phrases that go on with a list behind a phrase.
fn listed_behind<'a>(
    view: &'a View<'_>,
    phrase: &NounPhrase,
) -> impl Iterator<Item = &'a NounPhrase> {
    let end = phrase.full_span().end();
    let behind = view.sentence.chunks.iter();
    let behind = behind.skip_while(move |chunk| chunk.span().start() < end);
    let listed = behind.take_while(|chunk| {
        matches!(
            chunk,
            Chunk::Comma(_) | Chunk::Conjunction(..) | Chunk::Noun(_)
        )
    });
    listed.filter_map(|chunk| match chunk {
        Chunk::Noun(phrase) => Some(phrase.as_ref()),
        _ => None,
    })
}
