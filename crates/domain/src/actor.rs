//! Actors: parties, their units, groups of people, with dated relations.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{actor_type::ActorType, id::ActorId};

/// What sort of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// State forces and their government.
    State,
    /// Organised armed opposition.
    Rebel,
    /// Militia.
    Militia,
    /// Forces of another state or international coalition.
    External,
    /// Civilians or a group of them.
    Civilians,
    /// International body.
    International,
    /// A word such as "gunmen" that names nobody in particular.
    Generic,
    /// A public person.
    Person,
}

/// A relation with a first and last day; an absent day is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    /// The other actor.
    pub id: ActorId,
    /// First day.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub to: Option<Date>,
    /// Where the row comes from.
    #[serde(default)]
    pub basis: Option<String>,
}

impl Dated {
    /// Whether the relation holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A public person who leads an actor and speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    /// Name.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Role, such as "leader" or "president".
    pub role: String,
    /// First day.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub to: Option<Date>,
    /// Where the row comes from.
    #[serde(default)]
    pub basis: Option<String>,
}

/// An actor of a theatre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Identifier.
    pub id: ActorId,
    /// Name.
    pub name: String,
    /// Name in Arabic script.
    #[serde(default)]
    pub name_ar: Option<String>,
    /// What sort of actor.
    pub kind: ActorKind,
    /// Its type by ACLED's codebook, where the theatre says.
    #[serde(default)]
    pub acled: Option<ActorType>,
    /// Neutral label for pages and maps.
    #[serde(default)]
    pub label: Option<String>,
    /// One letter for maps, where it can hold places.
    #[serde(default)]
    pub letter: Option<char>,
    /// Colour for maps as `#rrggbb`.
    #[serde(default)]
    pub colour: Option<String>,
    /// Phrases by which reports name it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether naming the group together with a place endangers it.
    #[serde(default)]
    pub minority: bool,
    /// The actor that a generic word stands for in this theatre.
    #[serde(default)]
    pub stands_for: Option<ActorId>,
    /// First day on which the generic word stands for it.
    #[serde(default)]
    pub stands_for_from: Option<Date>,
    /// What it is part of.
    #[serde(default)]
    pub parent: Vec<Dated>,
    /// With whom it is allied.
    #[serde(default)]
    pub ally: Vec<Dated>,
    /// Who leads it.
    #[serde(default)]
    pub leader: Vec<Leader>,
    /// Where the row comes from.
    pub basis: String,
}

/// The actors of a theatre by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actors {
    by_id: BTreeMap<ActorId, Actor>,
}

/// An actor list that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActorsError {
    /// Two actors with one id.
    #[error("actor {0} is listed twice")]
    Twice(ActorId),
    /// A relation to an actor that is not listed.
    #[error("actor {0} names {1}, which is not listed")]
    Unlisted(ActorId, ActorId),
}

impl Actors {
    /// Builds the list.
    ///
    /// # Errors
    /// An id twice, or a relation to an actor that is not listed.
    pub fn new(actors: Vec<Actor>) -> Result<Self, ActorsError> {
        let mut by_id = BTreeMap::new();
        for actor in actors {
            if by_id.contains_key(&actor.id) {
                return Err(ActorsError::Twice(actor.id));
            }
            by_id.insert(actor.id.clone(), actor);
        }
        for actor in by_id.values() {
            let named = actor
                .parent
                .iter()
                .chain(&actor.ally)
                .map(|dated| &dated.id);
            if let Some(missing) = named
                .chain(&actor.stands_for)
                .find(|id| !by_id.contains_key(*id))
            {
                return Err(ActorsError::Unlisted(actor.id.clone(), missing.clone()));
            }
        }
        Ok(Self { by_id })
    }

    /// All actors in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.by_id.values()
    }

    /// The actor of an id.
    #[must_use]
    pub fn get(&self, id: &ActorId) -> Option<&Actor> {
        self.by_id.get(id)
    }

    /// The name to print: the neutral label, else the name, else the id as given.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.get(id).map_or(id.as_str(), |actor| {
            actor.label.as_deref().unwrap_or(&actor.name)
        })
    }

    /// Whom a generic word stands for on a day; any other actor stands for itself.
    #[must_use]
    pub fn resolve<'a>(&'a self, id: &'a ActorId, day: Date) -> &'a ActorId {
        match self.get(id) {
            Some(Actor {
                stands_for: Some(other),
                stands_for_from,
                ..
            }) if stands_for_from.is_none_or(|from| from <= day) => other,
            _ => id,
        }
    }

    /// The topmost actor that this one is part of on a day: who counts as holding a place.
    #[must_use]
    pub fn holder<'a>(&'a self, id: &'a ActorId, day: Date) -> &'a ActorId {
        let mut at = self.resolve(id, day);
        let mut seen: Vec<&ActorId> = Vec::new();
        while let Some(parent) = self
            .get(at)
            .and_then(|actor| actor.parent.iter().find(|dated| dated.holds_on(day)))
        {
            seen.push(at);
            if seen.contains(&&parent.id) {
                break;
            }
            at = &parent.id;
        }
        at
    }

    /// Whether two actors are one, share a holder, or are allied on a day, in either's words.
    #[must_use]
    pub fn are_allied(&self, a: &ActorId, b: &ActorId, day: Date) -> bool {
        if a == b {
            return true;
        }
        let (a, b) = (self.holder(a, day), self.holder(b, day));
        let names = |x: &ActorId, y: &ActorId| {
            self.get(x).is_some_and(|actor| {
                actor
                    .ally
                    .iter()
                    .any(|dated| dated.holds_on(day) && self.holder(&dated.id, day) == y)
            })
        };
        a == b || names(a, b) || names(b, a)
    }
}
