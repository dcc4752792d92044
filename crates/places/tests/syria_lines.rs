//! The lines of the Syria theatre: which bank of the river its towns lie on, and what lies inside the outline.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads the theatre's files itself"
)]

use marsad_domain::{PlaceId, Position};
use marsad_places::{
    Gazetteer, NamedText,
    lines::{CompassSide, Line, LineKind, Lines},
};

fn read(name: &str) -> String {
    let path = format!("{}/../../theatres/syria/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn lines() -> Lines {
    let text = ["lines.toml", "basemap.toml"].map(read).join("\n");
    Lines::from_toml("lines.toml", &text).unwrap()
}

fn gazetteer() -> Gazetteer {
    let places = read("places.csv");
    Gazetteer::from_csv(
        NamedText {
            file: "places.csv",
            text: &places,
        },
        None,
    )
    .unwrap()
    .value
}

fn place(gazetteer: &Gazetteer, id: &str) -> Position {
    gazetteer
        .get(&id.parse::<PlaceId>().unwrap())
        .unwrap_or_else(|| panic!("{id}"))
        .position
}

fn euphrates(lines: &Lines) -> &Line {
    lines.get(&"euphrates".parse().unwrap()).unwrap()
}

#[test]
fn towns_lie_on_the_bank_of_the_river_on_which_they_are() {
    let (lines, gazetteer) = (lines(), gazetteer());
    let river = euphrates(&lines);
    let east = [
        "raqqa", "kobani", "ain-issa", "hasakah", "busayrah", "hajin", "suwar", "karama",
    ];
    let west = [
        "deir-ez-zor",
        "mayadin",
        "abu-kamal",
        "palmyra",
        "aleppo",
        "manbij",
        "maskanah",
        "homs",
    ];
    let of = |id: &str| {
        let at = place(&gazetteer, id);
        (
            river.is_on_side(at, CompassSide::East, None),
            river.is_on_side(at, CompassSide::West, None),
        )
    };
    for id in east {
        assert_eq!(of(id), (Some(true), Some(false)), "{id}");
    }
    for id in west {
        assert_eq!(of(id), (Some(false), Some(true)), "{id}");
    }
}

#[test]
fn the_outline_holds_the_places_of_the_country_and_no_others() {
    let (lines, gazetteer) = (lines(), gazetteer());
    let outline = lines.iter().find(|line| line.is_closed()).unwrap();
    assert_eq!(outline.kind, LineKind::Boundary);
    for id in [
        "damascus",
        "homs",
        "aleppo",
        "qamishli",
        "daraa",
        "palmyra",
        "tartus",
        "majdal-shams",
        "fiq",
    ] {
        assert_eq!(outline.contains(place(&gazetteer, id)), Some(true), "{id}");
    }
    for id in [
        "beirut",
        "amman",
        "gaziantep",
        "baghdad",
        "mosul",
        "antakya",
        "irbid",
    ] {
        assert_eq!(outline.contains(place(&gazetteer, id)), Some(false), "{id}");
    }
}
