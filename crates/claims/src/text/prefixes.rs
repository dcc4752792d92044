//! Words before a group's noun that make it a party: "Northern" before "forces".

use std::collections::BTreeMap;

use marsad_domain::ActorId;

use super::homes::Homes;

/// Whose a prefix is, and where.
#[derive(Debug, PartialEq, Eq)]
struct Owner {
    actor: ActorId,
    /// Where it is generic: the homes in which it stands for the actor.
    only_in: Option<Homes>,
}

/// Prefixes with the actors that they make.
#[derive(Debug, Default)]
pub(crate) struct Prefixes {
    by_words: BTreeMap<String, Vec<Owner>>,
}

impl Prefixes {
    /// Enters a prefix of an actor; a generic one stands for it in some homes only.
    pub(crate) fn enter(&mut self, words: String, actor: &ActorId, only_in: Option<Homes>) {
        let owners = self.by_words.entry(words).or_default();
        let owner = Owner {
            actor: actor.clone(),
            only_in,
        };
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }

    /// The actors of a prefix in some homes.
    fn owners(&self, words: &str, homes: Homes) -> impl Iterator<Item = &ActorId> {
        let owners = self.by_words.get(words).into_iter().flatten();
        owners
            .filter(move |owner| owner.only_in.is_none_or(|only| only.overlaps(homes)))
            .map(|owner| &owner.actor)
    }
}

/// The one actor of a prefix in the first of some lists that has it; nobody where several have it.
pub(crate) fn owner<'a>(
    lists: impl IntoIterator<Item = &'a Prefixes>,
    words: &str,
    homes: Homes,
) -> Option<&'a ActorId> {
    let mut owners = lists
        .into_iter()
        .map(|list| list.owners(words, homes))
        .find_map(|mut owners| owners.next().map(|first| (first, owners)));
    let (first, others) = owners.as_mut()?;
    others.all(|other| other == *first).then_some(*first)
}
