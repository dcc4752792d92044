//! Units: what the clause reader sees. A unit is a word, a whole name, a whole number or a whole day expression.

use marsad_domain::{ActorId, PlaceId, SourceId, Span};

use super::{dates::DayExpression, numbers::Number, token::Word};
use crate::rules::VerbSense;

/// What a unit can be in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tag {
    Determiner,
    Possessive,
    /// The ending "'s".
    Genitive,
    Pronoun,
    Preposition,
    /// "to" before a verb.
    To,
    Conjunction,
    Subordinator,
    /// "that" before a clause.
    Complementiser,
    Relative,
    Be,
    Have,
    Do,
    Modal,
    Negation,
    Adverb,
    Verb(VerbSense),
    /// Noun or adjective.
    Noun,
    Name,
    Number,
    Day,
    Comma,
    Stop,
    Quote,
    Bracket,
}

/// Whom or what a name stands for. A name can be a party and a place at once ("Iran").
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Name {
    pub(crate) actor: Option<ActorId>,
    pub(crate) source: Option<SourceId>,
    pub(crate) place: Option<NamedPlace>,
    /// A public person: name and role, who speaks for the actor or source.
    pub(crate) person: Option<(String, String)>,
    /// The name to print.
    pub(crate) label: String,
}

/// A place that a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NamedPlace {
    pub(crate) id: Option<PlaceId>,
    pub(crate) span: Span,
    /// Whether the words speak of the place itself, and not of its government, people or namesakes.
    pub(crate) is_literal: bool,
    /// Whether it means the place or those who act there, and no thing named after it.
    pub(crate) stands_alone: bool,
    /// Whether the word is an adjective or a people's name made from the place's.
    pub(crate) is_demonym: bool,
}

/// One unit of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) span: Span,
    pub(crate) lower: Word,
    pub(crate) tag: Tag,
    pub(crate) capital: bool,
    pub(crate) name: Option<Name>,
    pub(crate) number: Option<Number>,
    pub(crate) day: Option<DayExpression>,
}

impl Unit {
    /// Whether the unit can be inside a noun phrase.
    pub(crate) fn is_nominal(&self) -> bool {
        matches!(self.tag, Tag::Noun | Tag::Name | Tag::Number)
    }

    /// Whether the unit can open a noun phrase.
    pub(crate) fn opens_phrase(&self) -> bool {
        self.is_nominal() || matches!(self.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun)
    }
}
