//! How claims are read back: in one pass over the input, with the fields of all kinds side by side.
//!
//! Derived readers of flattened fields keep the whole claim in between; a record has millions of claims.

use serde::{Deserialize, Deserializer};

use super::{
    ActorMention, Attribution, Body, Claim, ControlChange, Phrase, RelationKind, Role, Speech,
    Stance, Voice,
};
use crate::{
    digest::{ClaimId, ReportHash},
    figure::{Figure, Measure},
    id::{ActorId, SourceId},
    location::Where,
    place::PlaceRef,
    short_list::short_list,
    span::{Quote, Span, SpanError},
    sub_event::SubEvent,
    text::ShortText,
    when::When,
};

/// The names of the kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Happening,
    Control,
    Presence,
    Movement,
    Toll,
    Displacement,
    Intent,
    Statement,
    Relation,
    Conditional,
}

/// A claim as it is written. What belongs to some kinds only is absent in the others.
#[derive(Deserialize)]
pub(super) struct RawClaim {
    id: ClaimId,
    report: ShortText,
    report_hash: ReportHash,
    reading: ShortText,
    kind: Kind,
    sub_event: Option<SubEvent>,
    control: Option<ControlChange>,
    party: Option<ActorId>,
    of: Option<String>,
    from: Option<Box<PlaceRef>>,
    toward: Option<Box<PlaceRef>>,
    along: Option<String>,
    #[serde(default, deserialize_with = "some_list")]
    figures: Option<Vec<Figure>>,
    measure: Option<Measure>,
    to: Option<Box<PlaceRef>>,
    relation: Option<RelationKind>,
    condition: Option<Phrase>,
    then: Option<Phrase>,
    stance: Stance,
    quote: Quote,
    said_by: Attribution,
    cue: Option<Quote>,
    #[serde(default, deserialize_with = "short_list")]
    speech: Vec<Speech>,
    when: When,
    #[serde(default, deserialize_with = "short_list")]
    r#where: Vec<Where>,
    #[serde(default, deserialize_with = "short_list")]
    except: Vec<Where>,
    #[serde(default, deserialize_with = "short_list")]
    actors: Vec<ActorMention>,
    answers: Option<ClaimId>,
    #[serde(default)]
    sensitive: bool,
    #[serde(deserialize_with = "short_list")]
    rules: Vec<ShortText>,
}

fn some_list<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    short_list(deserializer).map(Some)
}

/// A claim whose body lacks a field of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a claim of its kind needs the field `{0}`")]
pub(super) struct Lacks(&'static str);

impl TryFrom<RawClaim> for Claim {
    type Error = Lacks;

    fn try_from(mut raw: RawClaim) -> Result<Self, Lacks> {
        Ok(Self {
            body: raw.take_body()?,
            id: raw.id,
            report: raw.report,
            report_hash: raw.report_hash,
            reading: raw.reading,
            stance: raw.stance,
            quote: raw.quote,
            said_by: raw.said_by,
            cue: raw.cue,
            speech: raw.speech,
            when: raw.when,
            r#where: raw.r#where,
            except: raw.except,
            actors: raw.actors,
            answers: raw.answers,
            sensitive: raw.sensitive,
            rules: raw.rules,
        })
    }
}

impl RawClaim {
    fn take_body(&mut self) -> Result<Body, Lacks> {
        Ok(match self.kind {
            Kind::Happening => Body::Happening {
                sub_event: self.sub_event.ok_or(Lacks("sub_event"))?,
            },
            Kind::Control => Body::Control {
                control: self.control.take().ok_or(Lacks("control"))?,
            },
            Kind::Presence => Body::Presence {
                party: self.party.take(),
                of: self.of.take(),
            },
            Kind::Movement => Body::Movement {
                party: self.party.take(),
                from: self.from.take(),
                toward: self.toward.take(),
                along: self.along.take(),
            },
            Kind::Toll => Body::Toll {
                figures: self.take_figures()?,
            },
            Kind::Displacement => Body::Displacement {
                measure: self.measure.ok_or(Lacks("measure"))?,
                from: self.from.take(),
                to: self.to.take(),
                figures: self.take_figures()?,
            },
            Kind::Intent => Body::Intent {},
            Kind::Statement => Body::Statement {},
            Kind::Relation => Body::Relation {
                relation: self.relation.ok_or(Lacks("relation"))?,
            },
            Kind::Conditional => Body::Conditional {
                condition: self.condition.take().ok_or(Lacks("condition"))?,
                then: self.then.take().ok_or(Lacks("then"))?,
            },
        })
    }

    fn take_figures(&mut self) -> Result<Vec<Figure>, Lacks> {
        self.figures.take().ok_or(Lacks("figures"))
    }
}

/// A voice as it is written.
#[derive(Deserialize)]
pub(super) struct RawVoice {
    name: ShortText,
    role: Option<ShortText>,
    source: Option<SourceId>,
    actor: Option<ActorId>,
    start: Option<usize>,
    end: Option<usize>,
    #[serde(default)]
    private: bool,
}

impl TryFrom<RawVoice> for Voice {
    type Error = SpanError;

    fn try_from(raw: RawVoice) -> Result<Self, SpanError> {
        Ok(Self {
            name: raw.name,
            role: raw.role,
            source: raw.source,
            actor: raw.actor,
            span: raw.start.zip(raw.end).map(Span::try_from).transpose()?,
            private: raw.private,
        })
    }
}

/// The mention of an actor as it is written.
#[derive(Deserialize)]
pub(super) struct RawMention {
    role: Role,
    id: Option<ActorId>,
    name: ShortText,
    text: ShortText,
    start: usize,
    end: usize,
}

impl TryFrom<RawMention> for ActorMention {
    type Error = SpanError;

    fn try_from(raw: RawMention) -> Result<Self, SpanError> {
        Ok(Self {
            role: raw.role,
            id: raw.id,
            name: raw.name,
            text: raw.text,
            span: Span::try_from((raw.start, raw.end))?,
        })
    }
}
