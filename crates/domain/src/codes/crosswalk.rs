//! From what a claim says to PLOVER and CAMEO.
//!
//! The rows follow the conversion table of PLOVER's authors (`CAMEO2PLOVER`, draft 0.8 of 17 September 2021); the code
//! of CAMEO that a row rests on stands beside it. Where a kind takes in several classes, it has none.

use super::{CameoRoot as C, PloverClass as P, PloverMode as M, ucdp::Belligerent};
use crate::{
    claim::{Body, ControlVerb},
    sub_event::SubEvent,
};

/// PLOVER's class and mode with CAMEO's root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PloverCode {
    /// The class.
    pub class: P,
    /// The mode, where the claim tells it.
    pub mode: Option<M>,
    /// CAMEO's root.
    pub root: C,
}

/// The code of what is claimed; `agent` is who does it.
///
/// Tolls have none, for they do not say what killed or who holds people; intents, statements, relations, conditions and
/// displacements are no events of these codebooks.
#[must_use]
pub fn plover_code(body: &Body, agent: Option<Belligerent>) -> Option<PloverCode> {
    match body {
        Body::Happening { sub_event } => of_sub_event(*sub_event),
        Body::Control { control } => of_control(control.change),
        Body::Presence { .. } => of_force(agent),
        Body::Movement { toward, along, .. } => {
            let is_onward = toward.is_some() || along.is_some();
            is_onward.then(|| of_force(agent)).flatten()
        }
        Body::Toll { .. }
        | Body::Displacement { .. }
        | Body::Intent {}
        | Body::Statement {}
        | Body::Relation { .. }
        | Body::Conditional { .. } => None,
    }
}

fn of_control(change: ControlVerb) -> Option<PloverCode> {
    match change {
        // 192, occupy territory: the words do not say whether it was fought for.
        ControlVerb::Took | ControlVerb::Lost => code(P::Coerce, Some(M::Seize), C::FIGHT),
        // 150, show military power.
        ControlVerb::Entered => code(P::Mobilize, Some(M::Troops), C::FORCE_POSTURE),
        // 0874, retreat.
        ControlVerb::Withdrew => code(P::Retreat, Some(M::Withdraw), C::YIELD),
        // 191, impose a blockade.
        ControlVerb::Besieges => code(P::Coerce, Some(M::Restrict), C::FIGHT),
        // 190, use conventional force.
        ControlVerb::Contests => code(P::Assault, None, C::FIGHT),
        // A state and no event.
        ControlVerb::Holds => None,
    }
}

/// 154, mobilise forces: where forces are or go. Others who are or go somewhere are no event.
fn of_force(agent: Option<Belligerent>) -> Option<PloverCode> {
    agent
        .filter(|agent| agent.is_force())
        .and_then(|_| code(P::Mobilize, Some(M::Troops), C::FORCE_POSTURE))
}

fn of_sub_event(sub_event: SubEvent) -> Option<PloverCode> {
    use SubEvent as S;
    match sub_event {
        // 190: to ACLED a place that changes hands in a battle was fought for.
        S::GovernmentRegainsTerritory | S::NonStateActorOvertakesTerritory | S::ArmedClash => {
            code(P::Assault, None, C::FIGHT)
        }
        // 175, violent repression.
        S::ExcessiveForceAgainstProtesters => code(P::Assault, None, C::COERCE),
        // 141, demonstrate: what the police do beside it is another event to PLOVER.
        S::ProtestWithIntervention | S::PeacefulProtest => {
            code(P::Protest, Some(M::Demo), C::PROTEST)
        }
        // 145, riot.
        S::ViolentDemonstration => code(P::Protest, Some(M::Riot), C::PROTEST),
        // 182, physical assault, and 180: not told by which means.
        S::MobViolence | S::Attack => code(P::Assault, None, C::ASSAULT),
        // 2041, chemical weapons.
        S::ChemicalWeapon => code(P::Assault, Some(M::Unconventional), C::MASS_VIOLENCE),
        // 195, aerial weapons; the table has them among heavy weapons, the codebook as a mode of their own.
        S::AirDroneStrike => code(P::Assault, Some(M::Aerial), C::FIGHT),
        // 1831, suicide bombing.
        S::SuicideBomb => code(P::Assault, Some(M::SuicideAttack), C::ASSAULT),
        // 194, artillery and tanks.
        S::ShellingArtilleryMissileAttack => code(P::Assault, Some(M::HeavyWeapons), C::FIGHT),
        // 1833, roadside bombing; 183 for what is thrown.
        S::RemoteExplosive | S::Grenade => code(P::Assault, Some(M::Explosives), C::ASSAULT),
        // 1821, sexual assault.
        S::SexualViolence => code(P::Assault, Some(M::Sexual), C::ASSAULT),
        // 181, abduct.
        S::AbductionForcedDisappearance => code(P::Assault, Some(M::Abduct), C::ASSAULT),
        // 03, agree; a signature would be 057, and SUPPORT.
        S::Agreement => code(P::Agree, None, C::INTENT_TO_COOPERATE),
        // 173, arrest.
        S::Arrests => code(P::Coerce, Some(M::Arrest), C::COERCE),
        // 154, increase armed forces.
        S::HeadquartersOrBaseEstablished => code(P::Mobilize, Some(M::Troops), C::FORCE_POSTURE),
        // 171, seize or damage property.
        S::LootingPropertyDestruction => code(P::Coerce, Some(M::Seize), C::COERCE),
        // 192, occupy territory.
        S::NonViolentTransferOfTerritory => code(P::Coerce, Some(M::Seize), C::FIGHT),
        S::ChangeToGroupActivity
        | S::DisruptedWeaponsUse
        | S::Other
        | S::NaturalDisaster
        | S::ManMadeDisaster
        | S::OrganisedCrime
        | S::Diplomacy
        | S::AttributionOfResponsibility => None,
    }
}

/// A code; it is optional only so that the tables above read as tables.
#[expect(clippy::unnecessary_wraps, reason = "the rows of a table are optional")]
fn code(class: P, mode: Option<M>, root: C) -> Option<PloverCode> {
    Some(PloverCode { class, mode, root })
}
