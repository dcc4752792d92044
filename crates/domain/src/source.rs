//! Sources: who publishes, how reliable, leaning which way, copying whom.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{ActorId, SourceId};

/// Reliability after the Admiralty code: A completely reliable to E unreliable, F cannot be judged.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[expect(missing_docs, reason = "the letters are the code")]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    #[default]
    F,
}

/// What sort of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// Monitoring group.
    Monitor,
    /// News agency.
    Agency,
    /// Wire service.
    Wire,
    /// Media of a state.
    StateMedia,
    /// Media of a party.
    PartyMedia,
    /// United Nations body.
    Un,
    /// Government or its forces.
    Government,
    /// Broadcaster.
    Broadcaster,
    /// Newspaper.
    Newspaper,
    /// Non-governmental organisation.
    Ngo,
    /// Unnamed people ("local sources").
    Anonymous,
    /// A drawn map, which is no source for control.
    Map,
}

/// A public person who speaks for a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spokesperson {
    /// Name.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Role, such as "director".
    pub role: String,
}

/// A source of a theatre. It is a display name: identities live elsewhere, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Identifier.
    pub id: SourceId,
    /// Display name.
    pub name: String,
    /// Display name in Arabic script.
    #[serde(default)]
    pub name_ar: Option<String>,
    /// Phrases by which reports name it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What sort of source.
    pub kind: SourceKind,
    /// How reliable.
    #[serde(default)]
    pub reliability: Reliability,
    /// The parties it favours; none makes it neutral.
    #[serde(default)]
    pub favours: Vec<ActorId>,
    /// The sources it copies.
    #[serde(default)]
    pub copies: Vec<SourceId>,
    /// Public persons who speak for it.
    #[serde(default)]
    pub people: Vec<Spokesperson>,
    /// Why this reliability and leaning.
    pub reason: String,
    /// Where the row comes from.
    pub basis: String,
}

/// A source as the desk sees it from a moment on, over what the theatre says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceNote {
    /// The whole source as it counts; its reason is that of the change.
    pub source: Source,
    /// By whom.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// The sources of a theatre by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    by_id: BTreeMap<SourceId, Source>,
}

/// A source that is listed twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("source {0} is listed twice")]
pub struct SourceTwice(SourceId);

impl Sources {
    /// Builds the list.
    ///
    /// # Errors
    /// An id twice.
    pub fn new(sources: Vec<Source>) -> Result<Self, SourceTwice> {
        let mut by_id = BTreeMap::new();
        for source in sources {
            if by_id.contains_key(&source.id) {
                return Err(SourceTwice(source.id));
            }
            by_id.insert(source.id.clone(), source);
        }
        Ok(Self { by_id })
    }

    /// Lays sources over these: a later one of the same id replaces an earlier one.
    pub fn lay_over(&mut self, sources: impl IntoIterator<Item = Source>) {
        let pairs = sources
            .into_iter()
            .map(|source| (source.id.clone(), source));
        self.by_id.extend(pairs);
    }

    /// All sources in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.by_id.values()
    }

    /// The source of an id.
    #[must_use]
    pub fn get(&self, id: &SourceId) -> Option<&Source> {
        self.by_id.get(id)
    }

    /// Display name, or the id as given for a source that the theatre does not know.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a SourceId) -> &'a str {
        self.get(id).map_or(id.as_str(), |source| &source.name)
    }

    /// Reliability; F for a source that the theatre does not know.
    #[must_use]
    pub fn reliability(&self, id: &SourceId) -> Reliability {
        self.get(id)
            .map_or(Reliability::F, |source| source.reliability)
    }
}
