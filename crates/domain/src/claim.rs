//! Claims: who says that who did what, where, when, how many.

mod form;

use compact_str::ToCompactString as _;
use form::{RawClaim, RawMention, RawVoice};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::{
    digest::{ClaimId, Digest32, ReportHash},
    figure::{Figure, Measure},
    id::{ActorId, SourceId},
    location::Where,
    place::PlaceRef,
    report::Problem,
    short_list::short_list,
    span::{Quote, Span},
    sub_event::SubEvent,
    text::ShortText,
    when::When,
};

/// How the report puts a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Said to be so.
    Asserted,
    /// Said not to be so.
    Denied,
    /// Said to be coming.
    Expected,
    /// Someone means to do it.
    Intended,
    /// Only under a condition, or only possible.
    Hypothetical,
    /// Taken back by who said it.
    Retracted,
}

/// One voice of an attribution chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawVoice")]
pub struct Voice {
    /// Name as said, or the source's display name.
    pub name: ShortText,
    /// What the voice is ("director", "resident").
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<ShortText>,
    /// The source, where it is a known one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<SourceId>,
    /// The party the voice speaks for, where it is a known one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub actor: Option<ActorId>,
    /// Where the voice is named; absent for the report's own.
    #[serde(flatten, skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
    /// Whether it is a private person, who must not be named outside the desk.
    #[serde(default)]
    pub private: bool,
}

/// The voices from the nearest outward; never empty. The last is the report's own source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attribution(Vec<Voice>);

/// A claim that nobody makes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a claim needs a speaker")]
pub struct NoSpeaker;

impl TryFrom<Vec<Voice>> for Attribution {
    type Error = NoSpeaker;

    fn try_from(voices: Vec<Voice>) -> Result<Self, NoSpeaker> {
        if voices.is_empty() {
            return Err(NoSpeaker);
        }
        Ok(Self(voices))
    }
}

impl<'de> Deserialize<'de> for Attribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(short_list(deserializer)?).map_err(D::Error::custom)
    }
}

impl From<Attribution> for Vec<Voice> {
    fn from(attribution: Attribution) -> Self {
        attribution.0
    }
}

impl Attribution {
    /// The voices from the nearest outward.
    #[must_use]
    pub fn voices(&self) -> &[Voice] {
        &self.0
    }

    /// The nearest voice that is a known source: whose word it is.
    #[must_use]
    pub fn nearest_source(&self) -> Option<&SourceId> {
        self.0.iter().find_map(|voice| voice.source.as_ref())
    }

    /// Whether a private person speaks anywhere in the chain.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.0.iter().any(|voice| voice.private)
    }
}

/// What an actor does in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who does it.
    Agent,
    /// To whom it is done.
    Target,
    /// Who suffers it.
    Victim,
    /// Who moves.
    Mover,
    /// First actor of a relation ("X is led by Y": X).
    Subject,
    /// Second actor of a relation.
    Object,
    /// Takes part with the agent.
    With,
}

/// An actor as a claim names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawMention")]
pub struct ActorMention {
    /// What it does in the claim.
    pub role: Role,
    /// The known actor, where it is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<ActorId>,
    /// The actor's name, or the words where it is unknown.
    pub name: ShortText,
    /// The words as they stand.
    pub text: ShortText,
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
}

/// What a control claim says of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlVerb {
    /// Took it.
    Took,
    /// Lost it.
    Lost,
    /// Holds it.
    Holds,
    /// Entered it.
    Entered,
    /// Left it.
    Withdrew,
    /// Surrounds it.
    Besieges,
    /// Fights for it.
    Contests,
}

/// A change or state of control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlChange {
    /// What is said.
    pub change: ControlVerb,
    /// Of whom; absent where the words name nobody.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub party: Option<ActorId>,
}

/// How two actors stand to one another. The subject is `part_of`, `led_by`, ... the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Belongs to.
    PartOf,
    /// Is led by.
    LedBy,
    /// Is backed by.
    BackedBy,
    /// Is allied with.
    AlliedWith,
    /// Is against.
    Against,
}

/// Words of a report with their place in it.
pub type Phrase = Quote;

/// What a claim claims: one body of its kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// Something happened.
    Happening {
        /// ACLED's sub-event type.
        sub_event: SubEvent,
    },
    /// Someone took, lost or holds a place.
    Control {
        /// The change.
        control: ControlChange,
    },
    /// Someone is there, without a word on who holds the place.
    Presence {
        /// Who.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        party: Option<ActorId>,
        /// Fighters, advisers, bases, institutions.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        of: Option<String>,
    },
    /// Someone moved.
    Movement {
        /// Who.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        party: Option<ActorId>,
        /// Away from.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<Box<PlaceRef>>,
        /// In the direction of.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        toward: Option<Box<PlaceRef>>,
        /// Along which road or river.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        along: Option<String>,
    },
    /// People were killed, injured, went missing or were detained.
    Toll {
        /// The figures; the first is the main one.
        figures: Vec<Figure>,
    },
    /// People fled.
    Displacement {
        /// Stock or flow.
        measure: Measure,
        /// From where.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<Box<PlaceRef>>,
        /// To where.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        to: Option<Box<PlaceRef>>,
        /// The figures.
        figures: Vec<Figure>,
    },
    /// Someone means to do something.
    Intent {},
    /// Someone says something that is none of the other kinds.
    Statement {},
    /// Two actors stand in a relation.
    Relation {
        /// Which.
        relation: RelationKind,
    },
    /// If this, then that.
    Conditional {
        /// The condition.
        condition: Phrase,
        /// What would follow.
        then: Phrase,
    },
}

impl Body {
    /// The name of the kind as lines print it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Happening { .. } => "happening",
            Self::Control { .. } => "control",
            Self::Presence { .. } => "presence",
            Self::Movement { .. } => "movement",
            Self::Toll { .. } => "toll",
            Self::Displacement { .. } => "displacement",
            Self::Intent {} => "intent",
            Self::Statement {} => "statement",
            Self::Relation { .. } => "relation",
            Self::Conditional { .. } => "conditional",
        }
    }

    /// The figures, where the kind has some.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        match self {
            Self::Toll { figures } | Self::Displacement { figures, .. } => figures,
            Self::Happening { .. }
            | Self::Control { .. }
            | Self::Presence { .. }
            | Self::Movement { .. }
            | Self::Intent {}
            | Self::Statement {}
            | Self::Relation { .. }
            | Self::Conditional { .. } => &[],
        }
    }
}

/// One assertion in one report. Its id follows from its report, kind, quote and ordinal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawClaim")]
pub struct Claim {
    /// Hash of report hash, kind, quote span and ordinal.
    pub id: ClaimId,
    /// The report's name as its giver called it.
    pub report: ShortText,
    /// The report's hash.
    pub report_hash: ReportHash,
    /// The reader that made the claim, as `name/version`.
    pub reading: ShortText,
    /// The body, with its kind.
    #[serde(flatten)]
    pub body: Body,
    /// How the report puts it.
    pub stance: Stance,
    /// The words it rests on, verbatim.
    pub quote: Quote,
    /// Who says so.
    pub said_by: Attribution,
    /// The word that says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cue: Option<Quote>,
    /// The words by which it is somebody's, from the nearest speaker outward; empty for the report's own.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub speech: Vec<Speech>,
    /// When it happened.
    pub when: When,
    /// Where.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub r#where: Vec<Where>,
    /// Of where that does not hold: "all of the province except the town".
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub except: Vec<Where>,
    /// Who.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub actors: Vec<ActorMention>,
    /// The claim it denies, corrects or retracts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answers: Option<ClaimId>,
    /// Whether it ties a threatened group to a place and must stay at the desk.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub sensitive: bool,
    /// The rules that made it.
    pub rules: Vec<ShortText>,
}

/// Where a report says that somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// The whole phrase that names the speaker: with title, place and what renames it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub speaker: Option<Span>,
    /// The word or words that say so.
    pub cue: Span,
    /// Everything said in one breath.
    pub content: Span,
}

/// A claim before it has an id.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimDraft {
    /// The body.
    pub body: Body,
    /// How the report puts it.
    pub stance: Stance,
    /// The words it rests on.
    pub quote: Quote,
    /// Who says so.
    pub said_by: Attribution,
    /// The word that says so.
    pub cue: Option<Quote>,
    /// The words by which it is somebody's, from the nearest speaker outward.
    pub speech: Vec<Speech>,
    /// When.
    pub when: When,
    /// Where.
    pub r#where: Vec<Where>,
    /// Of where it does not hold.
    pub except: Vec<Where>,
    /// Who.
    pub actors: Vec<ActorMention>,
    /// Whether it ties a threatened group to a place.
    pub sensitive: bool,
    /// The rules that made it.
    pub rules: Vec<ShortText>,
}

impl ClaimDraft {
    /// Gives the draft its id within a report. `ordinal` counts claims of the same kind and span.
    #[must_use]
    pub fn into_claim(
        self,
        report: &str,
        hash: ReportHash,
        reader: &Reader,
        ordinal: u32,
    ) -> Claim {
        let span = self.quote.span;
        let id = ClaimId::of(
            "claim",
            &[
                hash.as_bytes(),
                self.body.kind().as_bytes(),
                &(span.start() as u64).to_le_bytes(),
                &(span.end() as u64).to_le_bytes(),
                &ordinal.to_le_bytes(),
            ],
        );
        Claim {
            id,
            report: report.into(),
            report_hash: hash,
            reading: reader.to_compact_string(),
            body: self.body,
            stance: self.stance,
            quote: self.quote,
            said_by: self.said_by,
            cue: self.cue,
            speech: self.speech,
            when: self.when,
            r#where: self.r#where,
            except: self.except,
            actors: self.actors,
            answers: None,
            sensitive: self.sensitive,
            rules: self.rules,
        }
    }
}

impl Claim {
    /// Whether the claim speaks of something as having happened: asserted, not denied, planned or imagined.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        self.stance == Stance::Asserted
    }
}

/// Who read a report: name, version and the hash of the rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reader {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Hash of the rule set.
    pub rules: Digest32,
}

impl std::fmt::Display for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.name, self.version)
    }
}

/// What one reader made of one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Who read.
    pub reader: Reader,
    /// What was read.
    pub report: ReportHash,
    /// Whether the language had no rules, so that the report is kept but unread.
    pub unread: bool,
    /// The claims in order of their quotes.
    pub claims: Vec<Claim>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}
