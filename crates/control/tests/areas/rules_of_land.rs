//! Rivers, reach, empty land, sieges and fights.

use marsad_control::areas::{Country, Land, Sign, SignKind, Spotted, area_counts};
use marsad_domain::{
    ActorId, Actors, ControlState, PlaceControl, PlaceId, PlaceRef, Position, Probability, RestsOn,
};
use marsad_places::{Gazetteer, NamedText, lines::Lines, network::Network};

use crate::{invented::day, rules};

const HEAD: &str = "id,name,name_ar,spellings,kind,lat,lon,population,admin1,admin2,admin3,country,\
                    junction_km,geonameid,basis\n";

/// Two towns, 11 km apart, with a river between that runs from north to south, nearer to the western one.
const RIVER: &str = "[[line]]\nid = \"tarn\"\nname = \"Tarn\"\nkind = \"river\"\nbasis = \"invented\"\n\
                     points = [[34.4, 38.04], [33.6, 38.04]]\n";

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).expect("a position")
}

fn held(name: &str, (lat, lon): (f64, f64), state: ControlState) -> PlaceControl {
    PlaceControl {
        place: PlaceRef {
            id: id(name),
            name: name.into(),
            position: at(lat, lon),
            country: "XX".into(),
        },
        state,
        since: None,
        confidence: Probability::clamped(0.9),
        trace: Vec::new(),
        would_change: Vec::new(),
    }
}

fn id(name: &str) -> PlaceId {
    name.parse().expect("an id")
}

fn party(name: &str) -> ActorId {
    name.parse().expect("an id")
}

fn by(name: &str) -> ControlState {
    ControlState::Held {
        holder: party(name),
    }
}

fn country(control: &[PlaceControl], lines: &str, settlements: &[Position]) -> Country {
    let rows: Vec<String> = control
        .iter()
        .map(|one| {
            let (id, at) = (&one.place.id, one.place.position);
            format!(
                "{id},{id},,,town,{},{},,,,,XX,1,,invented\n",
                at.lat(),
                at.lon()
            )
        })
        .collect();
    let text = format!("{HEAD}{}", rows.concat());
    let places = NamedText {
        file: "places.csv",
        text: &text,
    };
    let gazetteer = Gazetteer::from_csv(places, None)
        .expect("sound places")
        .value;
    let land = Land {
        lines: &Lines::from_toml("lines.toml", lines).expect("sound lines"),
        network: &Network::default(),
        gazetteer: &gazetteer,
        settlements,
    };
    let places: Vec<(PlaceId, Position)> = control
        .iter()
        .map(|one| (one.place.id.clone(), one.place.position))
        .collect();
    Country::new(&land, &places, places.len(), &rules()).expect("it has places")
}

fn spot(country: &Country, control: &[PlaceControl], lat: f64, lon: f64) -> Spotted {
    let found = spot_with(country, (control, &[]), &Actors::default(), 0, (lat, lon));
    found.expect("it lies on the land")
}

/// What is said of a point on a day, with signs and parties.
fn spot_with(
    country: &Country,
    (control, signs): (&[PlaceControl], &[Sign]),
    actors: &Actors,
    number: usize,
    (lat, lon): (f64, f64),
) -> Option<Spotted> {
    let found = country.spots(&[at(lat, lon)], control, signs, actors, day(number));
    found.into_iter().flatten().next()
}

fn two_banks() -> Vec<PlaceControl> {
    vec![
        held("west", (34.0, 38.0), by("army")),
        held("east", (34.0, 38.12), by("front")),
    ]
}

#[test]
fn a_river_without_a_crossing_is_the_line() {
    let control = two_banks();
    let leader =
        |lines: &str, lon: f64| spot(&country(&control, lines, &[]), &control, 34.0, lon).leader;
    // Nearer to the town in the west, over the river.
    assert_eq!(leader(RIVER, 38.055), Some(party("front")));
    assert_eq!(leader("", 38.050), Some(party("army")));
    assert_eq!(leader(RIVER, 38.02), Some(party("army")));
    let fronts = country(&control, RIVER, &[])
        .areas(&control, &[], &Actors::default(), day(0))
        .fronts;
    let points = fronts.iter().flat_map(|front| &front.line);
    let beside: Vec<&Position> = points.filter(|at| (at.lat() - 34.0).abs() < 0.15).collect();
    assert!(!fronts.is_empty() && beside.iter().all(|at| (at.lon() - 38.04).abs() < 0.025));
}

#[test]
fn beyond_the_reach_of_every_known_place_and_where_nobody_lives_all_is_unknown() {
    let control = vec![
        held("karsun", (34.0, 38.0), by("army")),
        held("belo", (34.6, 38.6), ControlState::Unknown),
    ];
    let lives = [at(34.0, 38.0), at(34.0, 38.3)];
    let wide = country(&control, "", &[]);
    let state = |country: &Country, lat, lon| spot(country, &control, lat, lon).state;
    assert_eq!(state(&wide, 34.0, 38.2), by("army"));
    assert_eq!(state(&wide, 34.55, 38.55), ControlState::Unknown);
    let empty = country(&control, "", &lives);
    assert_eq!(state(&empty, 34.0, 38.02), by("army"));
    assert_eq!(state(&empty, 34.2, 38.0), ControlState::Unknown);
    let counts = area_counts(&empty.areas(&control, &[], &Actors::default(), day(0)).areas);
    let km2 = |name: &str| {
        counts
            .iter()
            .find(|count| count.state == name)
            .map_or(0.0, |count| count.km2)
    };
    assert!(
        (300.0..1100.0).contains(&km2("held")) && km2("unknown") > km2("held"),
        "{counts:?}"
    );
}

#[test]
fn whoever_surrounds_a_place_holds_the_land_around_it() {
    let siege = ControlState::Besieged {
        holder: party("army"),
        by: party("front"),
    };
    let control = vec![held("karsun", (34.0, 38.0), siege.clone())];
    let country = country(&control, "", &[]);
    assert_eq!(spot(&country, &control, 34.0, 38.0).state, siege);
    assert_eq!(spot(&country, &control, 34.0, 38.1).state, by("front"));
}

#[test]
fn around_a_fight_and_where_two_meet_it_is_contested() {
    let fight = ControlState::Contested {
        parties: vec![party("army"), party("front")],
    };
    let fought = vec![held("karsun", (34.0, 38.0), fight.clone())];
    assert_eq!(
        spot(&country(&fought, "", &[]), &fought, 34.0, 38.05).state,
        fight
    );
    let control = two_banks();
    let country = country(&control, "", &[]);
    let between =
        (1..12).map(|at| spot(&country, &control, 34.0, 38.0 + 0.01 * f64::from(at)).state);
    assert!(between.into_iter().any(|state| state == fight));
    assert_eq!(spot(&country, &control, 34.0, 38.0).state, by("army"));
}

#[test]
fn a_sign_speaks_where_no_claim_does_and_yields_to_one() {
    let mut control = vec![held("karsun", (34.0, 38.0), ControlState::Unknown)];
    let signs = [Sign {
        place: id("karsun"),
        party: party("front"),
        kind: SignKind::Presence,
        day: day(0),
    }];
    let country = country(&control, "", &[]);
    let leader = |control: &[PlaceControl]| {
        let said = (control, &signs[..]);
        let found = spot_with(&country, said, &Actors::default(), 3, (34.0, 38.05));
        found.and_then(|spot| spot.leader)
    };
    assert_eq!(leader(&control), Some(party("front")));
    control[0].state = by("army");
    assert_eq!(leader(&control), Some(party("army")));
}

#[test]
fn over_a_river_one_comes_by_its_crossings() {
    let mut control = vec![held("west", (34.0, 38.0), by("army"))];
    control.push(held("bridge", (34.0, 38.04), ControlState::Unknown));
    let with_crossing = RIVER.replace("basis =", "crossings = [\"bridge\"]\nbasis =");
    let state = |lines: &str| {
        let country = country(&control, lines, &[]);
        spot(&country, &control, 34.0, 38.12).state
    };
    assert_eq!(state(RIVER), ControlState::Unknown);
    assert_eq!(state(&with_crossing), by("army"));
}

#[test]
fn a_sign_makes_less_sure_with_the_days_and_then_says_nothing() {
    let control = vec![held("karsun", (34.0, 38.0), ControlState::Unknown)];
    let signs = [Sign {
        place: id("karsun"),
        party: party("front"),
        kind: SignKind::Presence,
        day: day(0),
    }];
    let country = country(&control, "", &[]);
    let sure = |number: usize| {
        let said = (&control[..], &signs[..]);
        let found = spot_with(&country, said, &Actors::default(), number, (34.0, 38.02));
        found.map_or(0.0, |spot| spot.confidence.get())
    };
    assert!(sure(0) > sure(5) && sure(5) > sure(15) && sure(0) < 0.6);
    assert!(sure(15) > 0.0 && sure(30) <= 0.0);
}

#[test]
fn land_around_a_place_that_only_a_sign_gives_to_another_is_claimed() {
    let control = vec![held("karsun", (34.0, 38.0), by("army"))];
    let sign = |kind, name: &str| Sign {
        place: id("karsun"),
        party: party(name),
        kind,
        day: day(0),
    };
    // That the garrison is seen in the place does not hide what is said of the land around.
    let signs = [
        sign(SignKind::Surroundings, "front"),
        sign(SignKind::Presence, "army"),
    ];
    let country = country(&control, "", &[]);
    let state = |lon: f64| {
        let said = (&control[..], &signs[..]);
        let found = spot_with(&country, said, &Actors::default(), 0, (34.0, lon));
        found.expect("on the land").state
    };
    assert_eq!(state(38.0), by("army"));
    let claimed = ControlState::Claimed {
        holder: party("front"),
        before: None,
        rests_on: RestsOn::OneSide,
    };
    assert_eq!(state(38.12), claimed);
}

#[test]
fn of_two_allies_of_one_that_are_not_with_each_other_the_larger_leads() {
    let ally = |id: &str| format!("[[actor.ally]]\nid = \"{id}\"\nbasis = \"invented\"\n");
    let actor = |id: &str, allies: &str| {
        format!(
            "[[actor]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"rebel\"\nlabel = \"{id}\"\nbasis = \"invented\"\n{allies}\n"
        )
    };
    let text = actor("army", &ally("middle"))
        + &actor("front", &ally("middle"))
        + &actor("middle", &(ally("army") + &ally("front")));
    let actors = Actors::from_toml("actors.toml", &text).expect("sound actors");
    let control = vec![
        held("west", (34.0, 38.0), by("army")),
        held("east", (34.0, 38.08), by("front")),
        held("far", (34.15, 38.04), by("middle")),
    ];
    let country = country(&control, "", &[]);
    let leader = |lon: f64| {
        let found = spot_with(&country, (&control, &[]), &actors, 0, (34.0, lon));
        found.and_then(|spot| spot.leader)
    };
    assert_eq!(leader(38.01), Some(party("army")));
    assert_eq!(leader(38.07), Some(party("front")));
}
