//! Parties inside a noun phrase: known ones by name, others by their group noun.

use marsad_domain::{ActorId, RelationKind, Span};

use super::noun_phrase::NounPhrase;
use crate::{
    rules::Rules,
    text::{
        homes::AtHome,
        names::NameBook,
        unit::{Name, Tag, Unit},
    },
};

/// A party as a phrase names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Party {
    pub(crate) id: Option<ActorId>,
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Who stands behind it or leads it, from "-backed" or "-led", with the words.
    pub(crate) backer: Option<(RelationKind, Option<ActorId>, String, Span)>,
    /// Whether its words leave open whose forces they are ("military columns").
    pub(crate) is_unaffiliated: bool,
    /// Whether it is a state named as such ("Iran"), which can also be only a place.
    pub(crate) is_bare_name: bool,
}

/// Finds the parties of a phrase in its units and enters them.
pub(crate) fn find(phrase: &mut NounPhrase, units: &[Unit], rules: &Rules) {
    let names: Vec<(usize, &Unit)> = units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.name.is_some())
        .collect();
    let suffix = units.iter().position(|u| u.lower.starts_with('-'));
    if let Some(at) = suffix
        && let Some(held) = held_by(units, at, rules)
    {
        phrase.held_by = Some(held);
        return;
    }
    let head = units
        .iter()
        .rev()
        .find(|u| matches!(u.tag, Tag::Noun | Tag::Name));
    let Some(head) = head else { return };
    let backer = suffix.and_then(|at| backer(units, at, rules));
    if let Some(party) = group(units, head, &names, backer.clone(), rules) {
        phrase.parties.push(party);
        return;
    }
    let people = &rules.people;
    for (_, unit) in names {
        let Some(name) = &unit.name else { continue };
        let Some(id) = &name.actor else {
            let is_many = phrase
                .determiner
                .as_ref()
                .is_some_and(|d| rules.words.grammar.the.contains(d))
                && (unit.lower.ends_with('s') || unit.span == head.span)
                && name.person.is_none()
                && name.source.is_none()
                && name.place.is_none();
            let strikes = people.strike_nouns.contains(&head.lower)
                || rules.nominal_index.contains_key(head.lower.as_str());
            let is_whose = strikes && name.place.as_ref().is_some_and(|place| place.is_demonym);
            if phrase.parties.is_empty() && (is_many || is_whose || is_group_by_name(name, rules)) {
                phrase
                    .parties
                    .push(named(None, name, unit.span, backer.clone()));
            }
            continue;
        };
        let consumed = backer
            .as_ref()
            .is_some_and(|(_, _, _, span)| *span == unit.span);
        phrase.parties.retain(|party| party.id.as_ref() != Some(id));
        if !consumed {
            let party = named(Some(id.clone()), name, unit.span, backer.clone());
            phrase.parties.push(party);
        }
    }
}

/// A party under its own name.
fn named(id: Option<ActorId>, name: &Name, span: Span, backer: Option<Backer>) -> Party {
    Party {
        is_bare_name: true,
        ..party(id, name.label.clone(), span, backer)
    }
}

/// Whether a name that the theatre does not know is that of a group: it ends with a noun for one, is an abbreviation,
/// or is a country that acts.
fn is_group_by_name(name: &Name, rules: &Rules) -> bool {
    if name.source.is_some() || name.person.is_some() {
        return false;
    }
    if let Some(place) = &name.place {
        return place.stands_alone && !place.is_literal;
    }
    let people = &rules.people;
    let label = name.label.to_lowercase();
    let last = label.rsplit(' ').next().unwrap_or_default();
    people.group_nouns.contains(last)
        || people.force_nouns.contains(last)
        || is_abbreviation(&name.label)
}

fn has_actor(unit: &Unit) -> bool {
    let name = unit.name.as_ref();
    name.is_some_and(|name| name.actor.is_some())
}

/// "RSF", "M23", "PKK/YPG": capitals and digits alone, and few.
fn is_abbreviation(label: &str) -> bool {
    let is_part = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/');
    (2..=9).contains(&label.chars().count())
        && label.starts_with(char::is_uppercase)
        && label.chars().all(is_part)
}

type Backer = (RelationKind, Option<ActorId>, String, Span);

/// "government -held": the party before the suffix.
fn held_by(units: &[Unit], at: usize, rules: &Rules) -> Option<Party> {
    let suffix = units.get(at)?.lower.strip_prefix('-')?;
    if !rules.words.held_suffixes.words.contains(suffix) {
        return None;
    }
    let owner = units.get(at.checked_sub(1)?)?;
    let id = owner.name.as_ref().and_then(|name| name.actor.clone());
    Some(Party {
        id,
        name: owner.lower.to_string(),
        span: owner.span,
        backer: None,
        is_unaffiliated: false,
        is_bare_name: false,
    })
}

/// "Iran -backed": who is behind the party, and how.
fn backer(units: &[Unit], at: usize, rules: &Rules) -> Option<Backer> {
    let suffix = units.get(at)?.lower.strip_prefix('-')?;
    let relation = *rules.words.relation_suffixes.get(suffix)?;
    let owner = units.get(at.checked_sub(1)?)?;
    let Some(name) = &owner.name else {
        let is_named = owner.capital && owner.tag == Tag::Noun;
        return is_named.then(|| (relation, None, owner.lower.to_string(), owner.span));
    };
    Some((relation, name.actor.clone(), name.label.clone(), owner.span))
}

/// A party made by a group noun at the head: "Iran-backed allies", "rebel forces", "military columns".
fn group(
    units: &[Unit],
    head: &Unit,
    names: &[(usize, &Unit)],
    backer: Option<Backer>,
    rules: &Rules,
) -> Option<Party> {
    let people = &rules.people;
    let noun = head.lower.as_str();
    let content: Vec<&Unit> = units
        .iter()
        .filter(|u| matches!(u.tag, Tag::Noun | Tag::Name))
        .collect();
    let span = content.iter().map(|u| u.span).reduce(Span::union)?;
    let label = content
        .iter()
        .map(|u| u.lower.as_str())
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" -", "-");
    let head_actor = head.name.as_ref().and_then(|name| name.actor.clone());
    if let (Some(id), Some(_)) = (&head_actor, &backer) {
        return Some(party(Some(id.clone()), label, span, backer));
    }
    let is_group = people.group_nouns.contains(noun) || people.force_nouns.contains(noun);
    if people.holding_nouns.contains(noun) && names.iter().all(|(_, u)| !has_actor(u)) {
        let owner = content.iter().rev().nth(1)?;
        let is_armed = owner.name.is_some() || people.group_nouns.contains(&owner.lower);
        return is_armed.then(|| party(None, owner.lower.to_string(), owner.span, None));
    }
    if !is_group || head_actor.is_some() {
        return None;
    }
    if let Some(id) = names.iter().rev().find_map(|(_, u)| {
        let name = u.name.as_ref()?;
        let consumed = backer
            .as_ref()
            .is_some_and(|(_, _, _, span)| *span == u.span);
        name.actor.clone().filter(|_| !consumed)
    }) {
        return Some(party(Some(id), label, span, backer));
    }
    let is_unaffiliated = names.is_empty() && people.unaffiliated.contains(noun);
    Some(Party {
        is_unaffiliated,
        ..party(None, label, span, backer)
    })
}

fn party(id: Option<ActorId>, name: String, span: Span, backer: Option<Backer>) -> Party {
    Party {
        id,
        name,
        span,
        backer,
        is_unaffiliated: false,
        is_bare_name: false,
    }
}

/// Gives parties that only a group noun names their actor, by the words before the noun.
pub(crate) fn resolve_prefixes(
    units: &mut [Unit],
    (book, at_home): (&NameBook, AtHome<'_>),
    rules: &Rules,
) {
    for at in 0..units.len() {
        let Some(noun) = units.get(at).map(|u| u.lower.clone()) else {
            continue;
        };
        let is_open = units.get(at).is_some_and(|u| match &u.name {
            None => u.tag == Tag::Noun,
            Some(name) => name.actor.is_none() && name.place.is_none() && name.source.is_none(),
        });
        if let Some(before) = at.checked_sub(1).filter(|_| is_held(&noun, rules)) {
            name_holder(units, before, book, at_home);
        }
        if !is_open {
            continue;
        }
        for length in (1..=4).rev() {
            let Some(from) = at.checked_sub(length) else {
                continue;
            };
            let Some(run) = units.get(from..at) else {
                continue;
            };
            if !run.iter().all(|u| matches!(u.tag, Tag::Noun | Tag::Name)) {
                continue;
            }
            let words = run
                .iter()
                .map(|u| u.lower.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            let homes = at_home.behind(from.checked_sub(1).and_then(|before| units.get(before)));
            if let Some(id) = book.prefix(&words, &noun, (homes, rules)).cloned()
                && let Some(unit) = units.get_mut(at)
            {
                let label = format!("{words} {noun}").replace(" -", "-");
                let name = Name {
                    actor: Some(id),
                    label,
                    ..Default::default()
                };
                unit.name = Some(name);
                break;
            }
        }
    }
}

fn is_held(word: &str, rules: &Rules) -> bool {
    word.strip_prefix('-')
        .is_some_and(|suffix| rules.words.held_suffixes.words.contains(suffix))
}

/// "rebel" before "-held" is the party that "rebel forces" are.
fn name_holder(units: &mut [Unit], at: usize, book: &NameBook, at_home: AtHome<'_>) {
    let homes = at_home.behind(at.checked_sub(1).and_then(|before| units.get(before)));
    let Some(unit) = units.get_mut(at) else {
        return;
    };
    let known = unit.name.as_ref().is_some_and(|name| name.actor.is_some());
    if let Some(id) = book.adjective(&unit.lower, homes).filter(|_| !known) {
        let label = unit.lower.clone();
        unit.name = Some(Name {
            actor: Some(id.clone()),
            label: label.into(),
            ..Default::default()
        });
    }
}
