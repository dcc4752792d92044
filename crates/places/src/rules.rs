//! The words around a name and what they tell, read from TOML text.

mod demonyms;
mod file;
mod phrases;
mod weights;

use std::{collections::BTreeMap, sync::Arc};

use marsad_domain::PlaceKind;

use crate::{
    coordinates::CoordinateRules, error::PlacesError, loaded::NamedText, normal::normal_form,
    relative::RelativeRules, toponym::Sense,
};

pub(crate) use demonyms::{Demonym, Demonyms};
use file::ContextRole;
pub(crate) use file::{PersonCue, Position};
pub(crate) use phrases::{MOST_WORDS, Phrases, key_of};
pub(crate) use weights::Weights;

/// The rules by which names are judged.
#[derive(Debug, Clone, Default)]
pub struct PlaceRules {
    /// Words for kinds of places.
    pub(crate) features: Phrases<FeatureRule>,
    /// Words that decide the sense.
    pub(crate) senses: Phrases<SenseRule>,
    /// Words that make a name a person's.
    pub(crate) persons: Phrases<PersonRule>,
    /// Names that are also other words.
    pub(crate) guards: Phrases<Arc<str>>,
    /// Words after which a place follows.
    pub(crate) locatives: Phrases<Arc<str>>,
    /// Words that may stand between a place and the area it lies in.
    pub(crate) containments: Phrases<Arc<str>>,
    /// Words that join two names into a list.
    pub(crate) lists: Phrases<Arc<str>>,
    /// Words that describe and are no part of a name.
    pub(crate) descriptions: Phrases<Arc<str>>,
    /// Words with which names of places begin that are told apart by what follows.
    pub(crate) heads: Phrases<Arc<str>>,
    /// Adjectives and peoples, in one automaton.
    pub(crate) demonyms: Demonyms,
    /// The numbers.
    pub(crate) weights: Weights,
    cards: Vec<RuleCard>,
    relative: RelativeRules,
    coordinates: CoordinateRules,
}

/// What a rule says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCard {
    /// Stable id.
    pub id: String,
    /// What it means.
    pub meaning: String,
    /// A sentence in which it fires.
    pub example: String,
    /// A sentence in which it must not.
    pub not: String,
}

/// A word for a kind of place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FeatureRule {
    /// Rule id.
    pub(crate) id: Arc<str>,
    /// The kinds it speaks of, the best first.
    pub(crate) kinds: Vec<PlaceKind>,
    /// Whether it speaks of every name in the list beside it.
    pub(crate) list: bool,
    /// Whether a name that no list has is a place beside it.
    pub(crate) names: bool,
}

/// A word that decides the sense of the name beside it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SenseRule {
    /// Rule id.
    pub(crate) id: Arc<str>,
    /// The sense.
    pub(crate) sense: Sense,
    /// Whether the word counts only with a capital.
    pub(crate) capital: bool,
}

/// What makes a name a person's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PersonRule {
    /// Rule id.
    pub(crate) id: Arc<str>,
    /// Whether the words are titles before the name, or given names themselves.
    pub(crate) cue: PersonCue,
}

impl PlaceRules {
    /// Reads rules from TOML files; each may hold any of the tables `feature`, `sense`, `person`, `guard`,
    /// `context`, `demonym`, `weights`, `relative`, `measures`, `mark` and `bare`.
    ///
    /// # Errors
    /// Bad TOML, an unknown key, a rule id used twice, a rule that is not as its role needs it, or a measure that cannot
    /// be.
    pub fn from_toml(files: &[NamedText<'_>]) -> Result<Self, PlacesError> {
        let mut rules = Self::default();
        let mut demonyms = BTreeMap::new();
        let mut ids = file::Ids::default();
        for named in files {
            let mut read = file::read(*named, &mut ids)?;
            rules.take_relative(&mut read, *named)?;
            rules.take(read, &mut demonyms);
        }
        rules.demonyms = Demonyms::of(demonyms);
        Ok(rules)
    }

    /// What each rule for names says of itself, in file order.
    #[must_use]
    pub fn cards(&self) -> &[RuleCard] {
        &self.cards
    }

    /// The rules for relations to places.
    #[must_use]
    pub fn relative(&self) -> &RelativeRules {
        &self.relative
    }

    /// The rules for coordinates.
    #[must_use]
    pub fn coordinates(&self) -> &CoordinateRules {
        &self.coordinates
    }

    fn take_relative(
        &mut self,
        read: &mut file::RuleFile,
        named: NamedText<'_>,
    ) -> Result<(), PlacesError> {
        for raw in std::mem::take(&mut read.relative) {
            let id = raw.id.clone();
            let added = self.relative.add(raw);
            added.map_err(|needs| file::unfit(named, &id, needs))?;
        }
        for raw in std::mem::take(&mut read.mark) {
            let id = raw.id.clone();
            let added = self.coordinates.add(raw);
            added.map_err(|needs| file::unfit(named, &id, needs))?;
        }
        if let Some(measures) = read.measures.take() {
            self.relative.measures = measures;
        }
        if let Some(bare) = read.bare.take() {
            self.coordinates.bare = bare;
        }
        Ok(())
    }

    fn take(&mut self, read: file::RuleFile, demonyms: &mut BTreeMap<String, (String, Arc<str>)>) {
        self.cards.extend(read.cards());
        for rule in read.feature {
            let value = FeatureRule {
                id: rule.id.into_inner().into(),
                kinds: rule.kinds,
                list: rule.list,
                names: rule.names,
            };
            self.features.add(&rule.position, &rule.words, &value);
        }
        for rule in read.sense {
            let value = SenseRule {
                id: rule.id.into_inner().into(),
                sense: rule.sense,
                capital: rule.capital,
            };
            self.senses.add(&rule.position, &rule.words, &value);
        }
        for rule in read.person {
            let value = PersonRule {
                id: rule.id.into_inner().into(),
                cue: rule.cue,
            };
            self.persons.add(&[Position::Before], &rule.words, &value);
        }
        for rule in read.guard {
            let id = rule.id.into_inner().into();
            self.guards.add(&[Position::Before], &rule.words, &id);
        }
        for rule in read.context {
            let words = match rule.role {
                ContextRole::Locative => &mut self.locatives,
                ContextRole::Containment => &mut self.containments,
                ContextRole::List => &mut self.lists,
                ContextRole::Description => &mut self.descriptions,
                ContextRole::Head => &mut self.heads,
            };
            let id = rule.id.into_inner().into();
            words.add(&[Position::Before], &rule.words, &id);
        }
        for rule in read.demonym {
            let id: Arc<str> = rule.id.into_inner().into();
            for word in &rule.words {
                demonyms.insert(normal_form(word), (rule.country.clone(), Arc::clone(&id)));
            }
        }
        if let Some(weights) = read.weights {
            self.weights = weights;
        }
    }
}
