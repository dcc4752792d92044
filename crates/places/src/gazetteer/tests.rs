#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

const PLACES: NamedText<'_> = NamedText {
    file: "places.csv",
    text: include_str!("../../tests/data/places.csv"),
};
const AREAS: NamedText<'_> = NamedText {
    file: "areas.csv",
    text: include_str!("../../tests/data/areas.csv"),
};

fn gazetteer() -> Gazetteer {
    let loaded = Gazetteer::from_csv(PLACES, Some(AREAS)).unwrap();
    assert_eq!(loaded.refused, []);
    loaded.value
}

fn ids(places: &[&Place]) -> Vec<String> {
    places
        .iter()
        .map(|place| place.id.as_str().to_owned())
        .collect()
}

#[test]
fn a_name_in_any_spelling_finds_its_places() {
    let gazetteer = gazetteer();
    let table: [(&str, &[&str]); 10] = [
        ("karvel", &["karvel"]),
        ("KARVEL", &["karvel", "karvel-governorate"]),
        ("كَرفل", &["karvel", "karvel-governorate"]),
        ("Tell Ezzahr", &["tell-az-zahr"]),
        ("Tall ez Zahr", &["tell-az-zahr"]),
        ("Sorun", &["al-sorun"]),
        ("Talmeera", &["talmira"]),
        ("XV02", &["ostan-governorate"]),
        ("Nowhere", &[]),
        ("", &[]),
    ];
    for (name, expected) in table {
        assert_eq!(ids(&gazetteer.lookup(name)), expected, "{name}");
    }
}

#[test]
fn containment_climbs_to_the_country() {
    let gazetteer = gazetteer();
    let id = |text: &str| text.parse::<PlaceId>().unwrap();
    assert!(gazetteer.contains(&id("karvel-governorate"), &id("bara")));
    assert!(gazetteer.contains(&id("veridia"), &id("bara")));
    assert!(!gazetteer.contains(&id("bara"), &id("bara")));
    assert!(!gazetteer.contains(&id("ostan-governorate"), &id("bara")));
}

#[test]
fn bad_rows_are_refused_and_the_rest_is_read() {
    let text = "id,name,kind,lat,lon,admin1\na,A,city,1,2,\na,B,city,1,2,\nc,C,castle,1,2,\nd,D,city,91,2,\n\
                e,,city,1,2,\nf,F,city,x,2,\ng,G,country,1,2,\nh,H,city,1,2,nowhere\n";
    let file = NamedText {
        file: "p.csv",
        text,
    };
    let loaded = Gazetteer::from_csv(file, None).unwrap();
    assert_eq!(loaded.value.len(), 3);
    let rows: Vec<u64> = loaded.refused.iter().map(|refusal| refusal.row).collect();
    assert_eq!(rows, [3, 4, 5, 6, 7, 9]);
    let missing = NamedText {
        file: "p.csv",
        text: "id,name\n",
    };
    assert!(matches!(
        Gazetteer::from_csv(missing, None),
        Err(PlacesError::Column { column: "kind", .. })
    ));
}

#[test]
fn the_upper_gazetteer_wins_over_the_same_place() {
    let base = "id,name,kind,lat,lon,country\nw1,Karvel,city,40.05,20.0,XV\nw2,Karvel,city,10,10,ZZ\n\
                w3,Veridia,country,41,21,XV\n";
    let base = Gazetteer::from_csv(
        NamedText {
            file: "w.csv",
            text: base,
        },
        None,
    )
    .unwrap()
    .value;
    let merged = Gazetteer::merged(base, gazetteer());
    let id = |text: &str| text.parse::<PlaceId>().unwrap();
    assert!(merged.get(&id("w1")).is_none());
    assert!(merged.get(&id("w2")).is_some());
    assert!(merged.get(&id("w3")).is_none());
    assert_eq!(merged.len(), gazetteer().len() + 1);
}

#[test]
fn a_gazetteer_of_nothing_finds_nothing() {
    assert!(Gazetteer::empty().lookup("Karvel").is_empty());
    assert!(Gazetteer::empty().is_empty());
}

#[test]
fn the_gazetteer_of_the_world_is_whole_and_gives_way_to_a_theatre() {
    let text = include_str!("../../../../rules/places/world.csv");
    let world = Gazetteer::from_csv(
        NamedText {
            file: "world.csv",
            text,
        },
        None,
    )
    .unwrap();
    assert_eq!(world.refused, []);
    let kinds = |kind| {
        world
            .value
            .iter()
            .filter(|place| place.kind == kind)
            .count()
    };
    assert_eq!(kinds(PlaceKind::Country), 197);
    assert!(kinds(PlaceKind::Capital) >= 190 && kinds(PlaceKind::City) >= 200);
    for place in world.value.iter().filter(|place| !place.country.is_empty()) {
        let country = world.value.country(&place.country);
        let far = country.map(|country| country.position.haversine(place.position).0);
        assert!(
            far.is_some_and(|km| km < 7000.0),
            "{} lies {far:?} km away",
            place.id.as_str()
        );
    }
    let count = world.value.len();
    let over = Gazetteer::merged(world.value, gazetteer());
    assert_eq!(over.len(), count + gazetteer().len());
}

#[test]
fn the_long_list_gives_way_and_is_the_one_that_the_rules_name() {
    let bytes = include_bytes!("../../../../gazetteer/world.bin");
    let stamp = include_str!("../../../../rules/places/world-list.csv");
    let hash = marsad_domain::Digest32::blake3(bytes).to_string();
    assert!(stamp.contains(&hash), "build the list again: {hash}");
    let world = Arc::new(WorldList::new(&bytes[..]).unwrap());
    let whole = gazetteer().over_world(Arc::clone(&world));
    let rows = u32::try_from(world.len()).unwrap();
    for row in (0..rows).map(crate::world::Row) {
        let place = world.place(row).unwrap();
        assert!(world.row_of(&place.id) == Some(row), "{}", place.name);
        assert!(whole.get(&place.id).is_some(), "{}", place.name);
    }
    assert_eq!(whole.len(), gazetteer().len());
    assert_eq!(
        ids(&whole.lookup("Karvel")),
        ids(&gazetteer().lookup("Karvel"))
    );
}

#[test]
fn rivers_of_lines_become_places_and_roads_do_not() {
    let line = |id: &str, kind: &str| {
        format!(
            "[[line]]\nid = \"{id}\"\nname = \"{id}\"\nspellings = [\"the Lesser {id}\"]\nkind = \"{kind}\"\n\
             basis = \"invented\"\npoints = [[40.0, 20.0], [40.5, 20.5], [41.0, 21.0]]\n"
        )
    };
    let text = format!("{}{}", line("Ombra", "river"), line("Strada", "road"));
    let lines = crate::lines::Lines::from_toml("lines.toml", &text).unwrap();
    let gazetteer = gazetteer().with_rivers(&lines);
    assert_eq!(ids(&gazetteer.lookup("the lesser ombra")), ["Ombra"]);
    assert!(gazetteer.lookup("Strada").is_empty());
}

/// A long list with twins of places of the theatre: one by number, one by name and nearness, one only by name.
fn twins() -> Arc<WorldList> {
    let places = "gn-1\tOld Fort\ttown\t40.5\t20.9\t700\tXV\t\ngn-2\tKarvel\tcity\t40.05\t20.05\t500000\tXV\t\n\
                  gn-3\tKarvel\tvillage\t44.0\t28.0\t900\tXN\t\ngn-4\tLonely\ttown\t44.0\t28.1\t6000\tXN\t\n\
                  gn-xv-5\tSouth Veridia\tgovernorate\t40.0\t20.0\t\tXV\t\n";
    let names = "karvel\t1,2\nlonely\t3\nold fort\t0\nsouth veridia\t4\n";
    Arc::new(crate::world::example::list(places, names))
}

fn numbered() -> Gazetteer {
    let text = "id,name,kind,lat,lon,country,geonameid\nfort,New Fort,town,40.5,20.9,XV,1\n";
    let numbered = NamedText {
        file: "numbered.csv",
        text,
    };
    let numbered = Gazetteer::from_csv(numbered, None).unwrap().value;
    Gazetteer::merged(gazetteer(), numbered)
}

#[test]
fn an_entry_of_the_theatre_wins_over_its_twin_in_the_long_list() {
    let whole = numbered().over_world(twins());
    let of_world = |name: &str| -> Vec<String> {
        let found = whole.of_world_name(name).into_iter();
        let id = |(number, _)| whole.id(number).unwrap().as_str().to_owned();
        let mut ids: Vec<String> = found.map(id).collect();
        ids.sort();
        ids
    };
    assert_eq!(of_world("old fort"), ["fort"], "the same number");
    assert_eq!(
        of_world("karvel"),
        ["gn-3", "karvel"],
        "near, but far in the other country"
    );
    assert_eq!(of_world("lonely"), ["gn-4"]);
    let none: [&str; 0] = [];
    assert_eq!(
        of_world("south veridia"),
        none,
        "the theatre has the country's regions itself"
    );
    assert_eq!(ids(&whole.lookup("Old Fort")), ["fort"]);
    assert_eq!(ids(&whole.lookup("Lonely")), ["gn-4"]);
    assert_eq!(
        ids(&whole.lookup("Karvel")),
        ids(&gazetteer().lookup("Karvel")),
        "the long list is asked only where nothing else has the name"
    );
    let karvel = whole.get(&"karvel".parse().unwrap()).unwrap();
    assert_eq!(karvel.population, Some(600_000));
    assert_eq!(whole.geonameid(&"gn-4".parse().unwrap()), Some(4));
}

#[test]
fn areas_reach_as_far_as_their_table_says_or_their_settlements_lie() {
    let areas = "id,name,kind,lat,lon,country,parent,extent_km\n\
                 veridia,Veridia,country,40,20,XV,,\n\
                 karvel-governorate,Karvel,governorate,40,20,XV,veridia,\n\
                 bay,Orun Bay,sea,39,19,,,120\n\
                 empty,Empty,governorate,42,20,XV,veridia,\n";
    let places = "id,name,kind,lat,lon,admin1,country\n\
                  karvel,Karvel,city,40,20,karvel-governorate,XV\n\
                  talmira,Talmira,town,40.5,20,karvel-governorate,XV\n";
    let named = |file, text| NamedText { file, text };
    let own = Gazetteer::from_csv(named("places", places), Some(named("areas", areas))).unwrap();
    assert!(own.refused.is_empty(), "{:?}", own.refused);
    let list = crate::world::example::list(
        "gn-xn-01\tNorth\tgovernorate\t50\t30\t\tXN\t\ngn-1\tFar\ttown\t51\t30\t9\tXN\tgn-xn-01\n",
        "far\t1\nnorth\t0\n",
    );
    let gazetteer = own.value.over_world(Arc::new(list));
    let extent = |id: &str| gazetteer.extent_km(&id.parse().unwrap());
    assert_eq!(extent("karvel-governorate"), Some(56.0));
    assert_eq!(extent("bay"), Some(120.0));
    assert_eq!(extent("gn-xn-01"), Some(112.0));
    for unknown in ["karvel", "empty", "gn-1", "veridia", "nowhere"] {
        assert_eq!(extent(unknown), None, "{unknown}");
    }
}

#[test]
fn an_extent_that_is_no_reach_is_refused() {
    let areas = "id,name,kind,lat,lon,extent_km\nbay,Bay,sea,39,19,20001\nsea,Sea,sea,39,19,-1\nok,Gulf,sea,39,19,9\n";
    let named = |file, text| NamedText { file, text };
    let head = "id,name,kind,lat,lon\n";
    let read = Gazetteer::from_csv(named("places", head), Some(named("areas", areas))).unwrap();
    assert_eq!((read.value.len(), read.refused.len()), (1, 2));
}

#[test]
fn names_that_hide_or_say_nothing_and_rows_over_others_are_refused_and_the_rest_is_read() {
    let places = "id,name,name_ar,spellings,kind,lat,lon\n\
                  a,Karvel,,,city,40,20\n\
                  b,\u{301}\u{308},,,town,41,20\n\
                  c,Tur\u{202e}ned,,,town,41,20\n\
                  d,Ostan,,Os\u{2066}tan,town,41,20\n\
                  e,KARVEL,,,town,40.001,20\n\
                  f,Karvel,,,airport,40.001,20\n\
                  g,Karvel,,,village,40.2,20\n";
    let places = NamedText {
        file: "places.csv",
        text: places,
    };
    let read = Gazetteer::from_csv(places, None).unwrap();
    let kept: Vec<&str> = read.value.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(kept, ["a", "f", "g"]);
    let rows: Vec<u64> = read.refused.iter().map(|refusal| refusal.row).collect();
    assert_eq!(rows, [3, 4, 5, 6]);
    let last = read.refused.last().unwrap();
    assert_eq!(
        last.message,
        "the name and the point are those of \"a\" of row 2"
    );
}
