//! What a rule file looks like.

use std::collections::BTreeSet;

use marsad_domain::PlaceKind;
use serde::Deserialize;
use toml::Spanned;

use super::{RuleCard, Weights};
use crate::{
    coordinates::{Bare, RawMark},
    error::PlacesError,
    loaded::NamedText,
    relative::{Measures, RawRelative},
    toponym::Sense,
};

/// Where the words of a rule stand to the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Position {
    /// Right before the name.
    Before,
    /// Before the name with "of" between.
    Of,
    /// Right after the name.
    After,
}

/// What kind of words make a name a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PersonCue {
    /// Titles that stand before the name.
    Title,
    /// Given names that are also places, and are persons' before a family name.
    GivenName,
    /// Family names that are also places.
    FamilyName,
}

/// What words between or before names do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ContextRole {
    /// They may stand between a place and the area it lies in.
    Containment,
    /// A place follows them.
    Locative,
    /// They join two names into a list.
    List,
    /// They describe and are no part of a name, whatever their case.
    Description,
    /// They begin names of places that are told apart by what follows.
    Head,
}

/// A word for a kind of place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFeature {
    pub(super) id: Spanned<String>,
    pub(super) words: Vec<String>,
    meaning: String,
    example: String,
    not: String,
    pub(super) position: Vec<Position>,
    pub(super) kinds: Vec<PlaceKind>,
    /// Whether it speaks of every name in the list beside it.
    #[serde(default)]
    pub(super) list: bool,
    /// Whether a name that no list has is a place beside it.
    #[serde(default)]
    pub(super) names: bool,
}

/// A word that decides the sense.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSense {
    pub(super) id: Spanned<String>,
    pub(super) words: Vec<String>,
    meaning: String,
    example: String,
    not: String,
    pub(super) position: Vec<Position>,
    pub(super) sense: Sense,
    /// Whether the word counts only with a capital.
    #[serde(default)]
    pub(super) capital: bool,
}

/// Words that make a name a person's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPerson {
    pub(super) id: Spanned<String>,
    pub(super) words: Vec<String>,
    meaning: String,
    example: String,
    not: String,
    pub(super) cue: PersonCue,
}

/// Names that are also other words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGuard {
    pub(super) id: Spanned<String>,
    pub(super) words: Vec<String>,
    meaning: String,
    example: String,
    not: String,
}

/// Words that link or place names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawContext {
    pub(super) id: Spanned<String>,
    pub(super) words: Vec<String>,
    meaning: String,
    example: String,
    not: String,
    pub(super) role: ContextRole,
}

/// Adjectives and peoples of a country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDemonym {
    pub(super) id: Spanned<String>,
    pub(super) country: String,
    pub(super) words: Vec<String>,
}

/// A rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    #[serde(default)]
    pub(super) feature: Vec<RawFeature>,
    #[serde(default)]
    pub(super) sense: Vec<RawSense>,
    #[serde(default)]
    pub(super) person: Vec<RawPerson>,
    #[serde(default)]
    pub(super) guard: Vec<RawGuard>,
    #[serde(default)]
    pub(super) context: Vec<RawContext>,
    #[serde(default)]
    pub(super) demonym: Vec<RawDemonym>,
    pub(super) weights: Option<Weights>,
    #[serde(default)]
    pub(super) relative: Vec<RawRelative>,
    pub(super) measures: Option<Measures>,
    #[serde(default)]
    pub(super) mark: Vec<RawMark>,
    pub(super) bare: Option<Bare>,
}

/// The ids of all files read so far.
pub(super) type Ids = BTreeSet<String>;

/// Reads one file.
pub(super) fn read(named: NamedText<'_>, ids: &mut Ids) -> Result<RuleFile, PlacesError> {
    let read: RuleFile = toml::from_str(named.text).map_err(|error| PlacesError::Toml {
        file: named.file.to_owned(),
        message: error.to_string(),
    })?;
    for id in read.ids() {
        if !ids.insert(id.get_ref().clone()) {
            let before = named.text.get(..id.span().start).unwrap_or_default();
            return Err(PlacesError::RuleTwice {
                file: named.file.to_owned(),
                line: before.matches('\n').count() + 1,
                id: id.get_ref().clone(),
            });
        }
    }
    if let Some(measure) = read.measures.as_ref().and_then(Measures::bad) {
        return Err(PlacesError::Measure {
            file: named.file.to_owned(),
            measure,
        });
    }
    Ok(read)
}

/// The error for a rule that is not as its role needs it.
pub(super) fn unfit(
    named: NamedText<'_>,
    id: &Spanned<String>,
    needs: &'static str,
) -> PlacesError {
    let before = named.text.get(..id.span().start).unwrap_or_default();
    PlacesError::RuleUnfit {
        file: named.file.to_owned(),
        line: before.matches('\n').count() + 1,
        id: id.get_ref().clone(),
        needs,
    }
}

impl RuleFile {
    fn ids(&self) -> impl Iterator<Item = &Spanned<String>> {
        let rules = self.feature.iter().map(|rule| &rule.id);
        rules
            .chain(self.sense.iter().map(|rule| &rule.id))
            .chain(self.person.iter().map(|rule| &rule.id))
            .chain(self.guard.iter().map(|rule| &rule.id))
            .chain(self.context.iter().map(|rule| &rule.id))
            .chain(self.demonym.iter().map(|rule| &rule.id))
            .chain(self.relative.iter().map(|rule| &rule.id))
            .chain(self.mark.iter().map(|rule| &rule.id))
    }

    /// What the rules for names say of themselves; demonyms are facts and say nothing, and the rules for relations
    /// and coordinates keep their own.
    pub(super) fn cards(&self) -> Vec<RuleCard> {
        let card = |id: &Spanned<String>, meaning: &str, example: &str, not: &str| RuleCard {
            id: id.get_ref().clone(),
            meaning: meaning.to_owned(),
            example: example.to_owned(),
            not: not.to_owned(),
        };
        let features = self
            .feature
            .iter()
            .map(|r| card(&r.id, &r.meaning, &r.example, &r.not));
        features
            .chain(
                self.sense
                    .iter()
                    .map(|r| card(&r.id, &r.meaning, &r.example, &r.not)),
            )
            .chain(
                self.person
                    .iter()
                    .map(|r| card(&r.id, &r.meaning, &r.example, &r.not)),
            )
            .chain(
                self.guard
                    .iter()
                    .map(|r| card(&r.id, &r.meaning, &r.example, &r.not)),
            )
            .chain(
                self.context
                    .iter()
                    .map(|r| card(&r.id, &r.meaning, &r.example, &r.not)),
            )
            .collect()
    }
}
