#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::{actor_type::ActorType, claim::ControlChange, claim::ControlVerb};

fn happening(name: &str) -> Body {
    Body::Happening {
        sub_event: name.parse().unwrap(),
    }
}

fn between(agent: ActorType, target: ActorType) -> Parties {
    Parties {
        agent: Some(Belligerent::of_type(agent)),
        target: Some(Belligerent::of_type(target)),
    }
}

fn printed(codes: Codes) -> String {
    serde_json::to_string(&codes).unwrap()
}

#[test]
fn acled_has_25_sub_events_of_6_types_and_no_type_for_the_others() {
    let typed = SubEvent::ALL.map(EventType::of);
    assert!(typed[..25].iter().all(Option::is_some));
    assert!(typed[25..].iter().all(Option::is_none));
    let count = |of: EventType| typed.iter().filter(|one| **one == Some(of)).count();
    let counts = [
        (EventType::Battles, 3),
        (EventType::Protests, 3),
        (EventType::Riots, 2),
        (EventType::ExplosionsRemoteViolence, 6),
        (EventType::ViolenceAgainstCivilians, 3),
        (EventType::StrategicDevelopments, 8),
    ];
    for (of, expected) in counts {
        assert_eq!(count(of), expected, "{}", of.name());
    }
}

#[test]
fn the_disorder_type_parts_riots_and_protests() {
    for (sub_event, expected) in [
        ("Armed clash", "Political violence"),
        ("Grenade", "Political violence"),
        ("Sexual violence", "Political violence"),
        ("Mob violence", "Political violence"),
        ("Violent demonstration", "Demonstrations"),
        ("Peaceful protest", "Demonstrations"),
        ("Protest with intervention", "Demonstrations"),
        (
            "Excessive force against protesters",
            "Political violence; Demonstrations",
        ),
        ("Arrests", "Strategic developments"),
    ] {
        let found = DisorderType::of(sub_event.parse().unwrap()).unwrap();
        assert_eq!(found.name(), expected, "{sub_event}");
    }
}

#[test]
fn a_disorder_type_goes_with_an_event_type() {
    for sub_event in SubEvent::ALL {
        let (event, disorder) = (EventType::of(sub_event), DisorderType::of(sub_event));
        assert_eq!(event.is_some(), disorder.is_some(), "{}", sub_event.name());
        let is_strategic = event == Some(EventType::StrategicDevelopments);
        let is_so = disorder == Some(DisorderType::StrategicDevelopments);
        assert_eq!(is_strategic, is_so, "{}", sub_event.name());
    }
}

#[test]
fn ucdp_goes_by_both_sides() {
    use ActorType as A;
    for (agent, target, expected) in [
        (A::StateForces, A::RebelGroups, Some(1)),
        (A::RebelGroups, A::StateForces, Some(1)),
        (A::ExternalForces, A::StateForces, Some(1)),
        (A::RebelGroups, A::PoliticalMilitias, Some(2)),
        (A::IdentityMilitias, A::IdentityMilitias, Some(2)),
        (A::StateForces, A::Civilians, Some(3)),
        (A::PoliticalMilitias, A::Civilians, Some(3)),
        (A::StateForces, A::Protesters, Some(3)),
        (A::Rioters, A::Civilians, None),
        (A::StateForces, A::Rioters, None),
        (A::Civilians, A::RebelGroups, None),
    ] {
        let found = UcdpViolence::of(SubEvent::Attack, between(agent, target));
        assert_eq!(found.map(u8::from), expected, "{agent:?} {target:?}");
    }
}

#[test]
fn ucdp_has_no_code_for_what_is_no_violence_and_sides_that_nothing_tells() {
    let known = between(ActorType::StateForces, ActorType::RebelGroups);
    assert_eq!(UcdpViolence::of(SubEvent::Agreement, known), None);
    assert_eq!(UcdpViolence::of(SubEvent::NaturalDisaster, known), None);
    let half = Parties {
        target: None,
        ..known
    };
    assert_eq!(UcdpViolence::of(SubEvent::ArmedClash, half), None);
    let named_for = UcdpViolence::of(SubEvent::Attack, half);
    assert_eq!(named_for, Some(UcdpViolence::OneSided));
}

#[test]
fn civilians_are_targeted_always_or_where_the_target_says_so() {
    let civilians = between(ActorType::RebelGroups, ActorType::Civilians);
    let forces = between(ActorType::RebelGroups, ActorType::StateForces);
    for (sub_event, unknown, of_civilians) in [
        ("Attack", true, true),
        ("Excessive force against protesters", true, true),
        ("Grenade", false, true),
        ("Mob violence", false, true),
        ("Armed clash", false, false),
        ("Peaceful protest", false, false),
    ] {
        let is_targeted =
            |parties| Codes::of_body(&happening(sub_event), parties).civilian_targeting;
        assert_eq!(is_targeted(Parties::default()), unknown, "{sub_event}");
        assert_eq!(is_targeted(forces), unknown, "{sub_event}");
        assert_eq!(is_targeted(civilians), of_civilians, "{sub_event}");
    }
}

#[test]
fn a_claim_prints_only_what_is_known() {
    let shelling = happening("Shelling/artillery/missile attack");
    let parties = between(ActorType::StateForces, ActorType::Civilians);
    assert_eq!(
        printed(Codes::of_body(&shelling, parties)),
        r#"{"event_type":"Explosions/Remote violence","disorder_type":"Political violence","civilian_targeting":true,"ucdp_violence":3,"plover":"ASSAULT","plover_mode":"heavy-weapons","cameo_root":"19"}"#
    );
    let left = Body::Control {
        control: ControlChange {
            change: ControlVerb::Withdrew,
            party: None,
        },
    };
    assert_eq!(
        printed(Codes::of_body(&left, Parties::default())),
        r#"{"plover":"RETREAT","plover_mode":"withdraw","cameo_root":"08"}"#
    );
    assert!(Codes::of_body(&Body::Statement {}, parties).is_empty());
}

#[test]
fn only_forces_that_are_or_go_somewhere_are_mobilised() {
    let present = Body::Presence {
        party: None,
        of: None,
    };
    let class = |agent| {
        Codes::of_body(
            &present,
            Parties {
                agent,
                target: None,
            },
        )
        .plover
    };
    assert_eq!(class(Some(Belligerent::Group)), Some(PloverClass::Mobilize));
    assert_eq!(class(Some(Belligerent::Civilians)), None);
    assert_eq!(class(None), None);
}

#[test]
fn names_of_classes_are_read_back() {
    for class in PloverClass::ALL {
        assert_eq!(class.name().parse(), Ok(class));
    }
    assert!("FIGHT".parse::<PloverClass>().is_err());
    assert!(CameoRoot::try_from(0).is_err() && CameoRoot::try_from(21).is_err());
    assert_eq!(String::from(CameoRoot::try_from(3).unwrap()), "03");
}
