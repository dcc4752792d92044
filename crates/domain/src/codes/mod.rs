//! The codes that other codebooks give to what a claim says.
//!
//! What goes in: a claim and the actors of its theatre. What comes out: ACLED's event and disorder type, UCDP's type of
//! violence, PLOVER's class and mode, CAMEO's root: what is known of each, and nothing where a codebook has no code or
//! the claim does not say enough. What it must not do: guess a code because another codebook has one.
//!
//! A code says what a claim would be coded as if it were so. Whether it is so is the claim's stance; whether somebody
//! died, which UCDP asks of an event, is a toll's to say.

mod acled;
mod crosswalk;
mod plover;
mod ucdp;

use serde::Serialize;

pub use acled::{DisorderType, EventType};
pub use crosswalk::{PloverCode, plover_code};
pub use plover::{CameoRoot, PloverClass, PloverMode};
pub use ucdp::{Belligerent, UcdpViolence};

use crate::{
    actor::Actors,
    claim::{Body, Claim, Role},
    sub_event::SubEvent,
};

/// What is known of a claim in other codebooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Codes {
    /// ACLED's event type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    /// ACLED's disorder type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disorder_type: Option<DisorderType>,
    /// ACLED's "civilian targeting": whether civilians are the main target, as far as the claim says.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub civilian_targeting: bool,
    /// UCDP's type of violence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ucdp_violence: Option<UcdpViolence>,
    /// PLOVER's class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plover: Option<PloverClass>,
    /// PLOVER's mode within the class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plover_mode: Option<PloverMode>,
    /// CAMEO's root code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameo_root: Option<CameoRoot>,
}

/// Who is on either side of what a claim says, as far as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parties {
    /// Who does it.
    pub agent: Option<Belligerent>,
    /// To whom it is done.
    pub target: Option<Belligerent>,
}

impl Parties {
    /// Who stands on either side of a claim: the first of each side whose type is known. A clash that names its sides
    /// together has the second of them as its target.
    #[must_use]
    pub fn of(claim: &Claim, actors: &Actors) -> Self {
        let of_roles = |roles: &'static [Role]| {
            let mentions = claim
                .actors
                .iter()
                .filter(|mention| roles.contains(&mention.role));
            mentions.filter_map(|mention| {
                let id = mention.id.as_ref()?;
                let id = claim
                    .when
                    .latest()
                    .map_or(id, |day| actors.resolve(id, day));
                Belligerent::of_actor(actors.get(id)?)
            })
        };
        let mut agents = of_roles(&[Role::Agent, Role::Mover, Role::Subject]);
        let agent = agents.next();
        let is_clash = matches!(
            claim.body,
            Body::Happening {
                sub_event: SubEvent::ArmedClash
            }
        );
        let other = if is_clash { agents.next() } else { None };
        Self {
            agent,
            target: of_roles(&[Role::Target, Role::Victim]).next().or(other),
        }
    }
}

impl Codes {
    /// The codes of a claim.
    #[must_use]
    pub fn of(claim: &Claim, actors: &Actors) -> Self {
        Self::of_body(&claim.body, Parties::of(claim, actors))
    }

    /// The codes of what is claimed, with the parties to it.
    #[must_use]
    pub fn of_body(body: &Body, parties: Parties) -> Self {
        let plover = plover_code(body, parties.agent);
        let codes = Self {
            plover: plover.map(|code| code.class),
            plover_mode: plover.and_then(|code| code.mode),
            cameo_root: plover.map(|code| code.root),
            ..Self::default()
        };
        let Body::Happening { sub_event } = body else {
            return codes;
        };
        Self {
            event_type: EventType::of(*sub_event),
            disorder_type: DisorderType::of(*sub_event),
            civilian_targeting: acled::is_civilian_targeting(*sub_event, parties.target),
            ucdp_violence: UcdpViolence::of(*sub_event, parties),
            ..codes
        }
    }

    /// Whether no codebook has a code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests;
