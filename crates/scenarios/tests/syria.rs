//! The cut-off question on the Syria theatre: what its own roads answer, with holders set by hand.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads the theatre's files itself"
)]

use std::{collections::BTreeMap, sync::Arc};

use marsad_domain::{Actors, ControlState, CutOff, CutPair, PlaceId, PlaceRef, Reach};
use marsad_places::{
    Gazetteer, NamedText,
    network::{Network, RoadFilter},
};
use marsad_scenarios::{CutOffQuestion, Passage, Wording, cut_off, parse_change, rank};

struct Theatre {
    gazetteer: Gazetteer,
    network: Network,
    actors: Actors,
    holders: BTreeMap<PlaceId, ControlState>,
}

fn read(name: &str) -> String {
    let path = format!("{}/../../theatres/syria/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The theatre, with the holders of 7 December 2024: the opening positions, and what had changed by then.
fn theatre() -> Theatre {
    let (places, areas) = (read("places.csv"), read("areas.csv"));
    let gazetteer = Gazetteer::from_csv(
        NamedText {
            file: "places.csv",
            text: &places,
        },
        Some(NamedText {
            file: "areas.csv",
            text: &areas,
        }),
    )
    .unwrap();
    assert_eq!(gazetteer.refused, Vec::new());
    let network = Network::from_csv("roads.csv", &read("roads.csv"), &gazetteer.value).unwrap();
    assert_eq!(network.refused, Vec::new());
    Theatre {
        network: network.value,
        gazetteer: gazetteer.value,
        actors: Actors::from_toml("actors.toml", &read("actors.toml")).unwrap(),
        holders: holders(),
    }
}

fn holders() -> BTreeMap<PlaceId, ControlState> {
    let mut holders: BTreeMap<PlaceId, ControlState> = BTreeMap::new();
    for line in read("positions.csv")
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with('#'))
    {
        let mut fields = line.split(',');
        let (place, holder, state) = (
            fields.next().unwrap(),
            fields.next().unwrap(),
            fields.next().unwrap(),
        );
        let by = fields.next().unwrap();
        let party = || holder.parse().unwrap();
        let state = match state {
            "held" => ControlState::Held { holder: party() },
            "besieged" => ControlState::Besieged {
                holder: party(),
                by: by.parse().unwrap(),
            },
            _ => ControlState::Unknown,
        };
        holders.insert(place.parse().unwrap(), state);
    }
    // Taken from 27 November to 6 December, as the press had it.
    let taken = [
        (
            "hts",
            "aleppo,aleppo-airport,kuweires,khan-al-asal,khan-tuman,zarba,saraqib,maarat-al-numan",
        ),
        (
            "hts",
            "khan-shaykhun,hish,khan-al-sebil,maardibsah,morek,suran,maardis,hama,taybat-al-imam",
        ),
        (
            "hts",
            "halfaya,mhardeh,salamiyah,rastan,talbiseh,qamhana,khattab,kafr-zita,latamneh,safira",
        ),
        ("sdf", "deir-ez-zor,deir-ez-zor-airport"),
        (
            "southern-operations-room",
            "daraa,nasib-crossing,izra,nawa,sanamayn,jasim,inkhil",
        ),
        ("revolutionary-commando-army", "palmyra"),
    ];
    for (party, places) in taken {
        for place in places.split(',') {
            let holder = party.parse().unwrap();
            holders.insert(place.parse().unwrap(), ControlState::Held { holder });
        }
    }
    holders
}

/// The question on the government's network, over some roads.
fn question(theatre: &Theatre, changes: &[&str], roads: RoadFilter) -> CutOffQuestion {
    let id = |text: &str| text.parse::<PlaceId>().unwrap();
    let change = |text: &&str| parse_change(text, &theatre.gazetteer, &theatre.actors).unwrap();
    CutOffQuestion {
        words: english(),
        on: "2024-12-07".parse().unwrap(),
        party: "syr-government".parse().unwrap(),
        changes: changes.iter().map(change).collect(),
        pairs: vec![
            (id("damascus"), id("tartus")),
            (id("damascus"), id("latakia")),
            (id("tartus"), id("latakia")),
        ],
        hubs: ["damascus", "tartus", "latakia"].map(id).to_vec(),
        roads,
        passage: Passage::default(),
    }
}

fn ask(theatre: &Theatre, question: &CutOffQuestion) -> CutOff {
    let Theatre {
        gazetteer,
        network,
        actors,
        holders,
    } = theatre;
    cut_off(question, network, gazetteer, holders, actors).unwrap()
}

fn ids(places: &[PlaceRef]) -> Vec<&str> {
    places.iter().map(|place| place.id.as_str()).collect()
}

fn severed(answer: &CutOff) -> Vec<bool> {
    answer.pairs.iter().map(CutPair::is_severed).collect()
}

#[test]
fn if_homs_passes_the_main_roads_from_damascus_to_the_coast_break() {
    let theatre = theatre();
    let question = question(&theatre, &["Homs=HTS"], RoadFilter::default());
    let answer = ask(&theatre, &question);
    assert!(answer.pairs.iter().all(|pair| pair.connected_before));
    assert_eq!(severed(&answer), [true, true, false]);
    let mut broken: Vec<&str> = answer
        .broken
        .iter()
        .filter_map(|link| link.reference.as_deref())
        .collect();
    broken.sort_unstable();
    assert_eq!(broken, ["M1", "M1", "M20", "M5"]);
    let first = &answer.pairs[0].ways[0].blocked[0];
    assert_eq!(
        first
            .at
            .iter()
            .map(|block| block.place.id.as_str())
            .collect::<Vec<_>>(),
        // The bridge at the edge of the city follows it.
        ["homs", "homs-orontes-bridge"]
    );
    let cut: Vec<&str> = answer
        .cut_off
        .iter()
        .map(|cut| cut.place.id.as_str())
        .collect();
    assert!(
        ["tartus", "latakia", "baniyas", "jableh"]
            .iter()
            .all(|place| cut.contains(place))
    );
    assert!(answer.people > 500_000, "{}", answer.people);
}

#[test]
fn smaller_roads_by_qusayr_and_the_road_through_lebanon_remain() {
    let theatre = theatre();
    let question = question(&theatre, &["Homs=HTS"], RoadFilter::default());
    let answer = ask(&theatre, &question);
    for pair in answer.pairs.iter().filter(|pair| pair.is_severed()) {
        let way = |reach: Reach| {
            let tried = pair.ways.iter().find(|tried| tried.reach == reach).unwrap();
            tried.way.clone().unwrap()
        };
        assert!(ids(&way(Reach::AllRoads).way).contains(&"qusayr"));
        let abroad = way(Reach::AcrossBorders);
        assert!(ids(&abroad.way).contains(&"beirut") && ids(&abroad.way).contains(&"masnaa"));
    }
}

#[test]
fn with_all_roads_it_takes_qusayr_as_well() {
    let theatre = theatre();
    let one = question(&theatre, &["Homs=HTS"], RoadFilter::all_classes());
    assert_eq!(severed(&ask(&theatre, &one)), [false, false, false]);
    let two = question(
        &theatre,
        &["Homs=HTS", "Qusayr=HTS"],
        RoadFilter::all_classes(),
    );
    assert_eq!(severed(&ask(&theatre, &two)), [true, true, false]);
}

#[test]
fn every_way_that_is_told_runs_along_links_of_the_network() {
    let theatre = theatre();
    let question = question(&theatre, &["Homs=HTS"], RoadFilter::default());
    let answer = ask(&theatre, &question);
    let remaining = answer
        .pairs
        .iter()
        .filter_map(|pair| pair.remaining.as_ref());
    let tried = answer.pairs.iter().flat_map(|pair| &pair.ways);
    let ways: Vec<_> = remaining
        .map(|way| (&way.way, way.length))
        .chain(
            tried
                .clone()
                .filter_map(|tried| tried.way.as_ref())
                .map(|w| (&w.way, w.length)),
        )
        .chain(
            tried
                .flat_map(|tried| &tried.blocked)
                .map(|way| (&way.way, way.length)),
        )
        .collect();
    assert!(ways.len() > 5);
    for (way, length) in ways {
        let sum: f64 = way
            .windows(2)
            .map(|ends| shortest_link(&theatre, &ends[0], &ends[1]))
            .sum();
        assert!((sum - length.0).abs() < 0.01, "{sum} {length:?}");
    }
}

fn shortest_link(theatre: &Theatre, a: &PlaceRef, b: &PlaceRef) -> f64 {
    let ends = [&a.id, &b.id];
    theatre
        .network
        .links()
        .map(|(link, ..)| link)
        .filter(|link| ends.contains(&&link.from) && ends.contains(&&link.to))
        .map(|link| link.length.0)
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn the_villages_on_the_only_road_north_carry_more_than_homs_itself() {
    let theatre = theatre();
    let question = question(&theatre, &[], RoadFilter::default());
    let Theatre {
        gazetteer,
        network,
        actors,
        holders,
    } = &theatre;
    let ranks = rank(&question, network, gazetteer, holders, actors).unwrap();
    let of = |id: &str| {
        ranks
            .iter()
            .find(|rank| rank.place.id.as_str() == id)
            .unwrap()
    };
    assert!(of("homs").severed_pairs > 300, "{:?}", of("homs"));
    assert!(of("homs").pieces >= 3);
    assert!(of("shinshar").severed_people_pairs > of("homs").severed_people_pairs);
    assert_eq!(
        of("latakia").pieces,
        3,
        "Kassab and Qardaha hang on Latakia"
    );
    assert!(
        ranks.iter().all(|rank| rank.place.id.as_str() != "aleppo"),
        "held by another party"
    );
}

#[test]
fn names_that_several_places_have_are_refused() {
    let theatre = theatre();
    let parse = |text: &str| parse_change(text, &theatre.gazetteer, &theatre.actors);
    let message = parse("Suran=HTS").unwrap_err().to_string();
    assert!(
        message.contains("suran (") && message.contains("suran-aleppo ("),
        "{message}"
    );
    assert_eq!(parse("suran=HTS").unwrap().place.as_str(), "suran");
    assert_eq!(
        parse("حمص=هيئة تحرير الشام").unwrap().place.as_str(),
        "homs"
    );
}

/// The English sentences of the catalogue.
fn english() -> Arc<Wording> {
    let catalogue: toml::Table =
        toml::from_str(include_str!("../../../translations/en.toml")).unwrap();
    let own = catalogue
        .into_iter()
        .filter_map(|(key, sentence)| Some((key.strip_prefix("cut-off-")?.to_owned(), sentence)));
    Arc::new(toml::Value::Table(own.collect()).try_into().unwrap())
}
