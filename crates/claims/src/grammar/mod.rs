//! From tagged units to clauses: noun phrases, verb groups, subjects, objects, prepositional phrases.

pub(crate) mod apposition;
pub(crate) mod chunk;
pub(crate) mod clause;
pub(crate) mod noun_phrase;
pub(crate) mod party;
pub(crate) mod verb_group;
