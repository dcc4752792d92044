#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

const THEATRE: NamedText<'_> = NamedText {
    file: "places.csv",
    text: include_str!("../../../tests/data/places.csv"),
};
const THEATRE_AREAS: NamedText<'_> = NamedText {
    file: "areas.csv",
    text: include_str!("../../../tests/data/areas.csv"),
};

fn theatre() -> Gazetteer {
    Gazetteer::from_csv(THEATRE, Some(THEATRE_AREAS))
        .unwrap()
        .value
}

fn origin() -> Origin {
    Origin {
        origin: "survey".to_owned(),
        licence: "free".to_owned(),
    }
}

fn import(known: Gazetteer, name: &str, text: &str, country: Option<&str>) -> Imported {
    let rules = rules::shipped();
    let options = ImportOptions {
        country: country.map(str::to_owned),
        columns: Vec::new(),
    };
    let mut door = Importer::new(known, &rules, options);
    let imported = door.take((name, text.as_bytes()), &origin()).unwrap();
    let ImportCount {
        read,
        kept,
        known,
        other_kinds,
        refused,
        ..
    } = imported.count;
    assert_eq!(read, kept + known + other_kinds + refused);
    imported
}

/// The theatre with what an import wrote, read as a record reads it.
fn with(imported: &Imported) -> Gazetteer {
    let named = |file, text: &'_ Option<String>| text.clone().map(|text| (file, text));
    let tables = [
        named("x.areas.csv", &imported.areas),
        named("x.places.csv", &imported.places),
    ];
    let said = named("x.spellings.csv", &imported.said);
    let added = super::super::AddedFiles {
        tables: tables
            .iter()
            .flatten()
            .map(|(file, text)| NamedText { file, text })
            .collect(),
        said: said
            .iter()
            .map(|(file, text)| NamedText { file, text })
            .collect(),
    };
    let loaded = theatre().with_added(&added, &Gazetteer::empty()).unwrap();
    assert_eq!(loaded.refused, []);
    loaded.value
}

fn found(gazetteer: &Gazetteer, name: &str) -> Vec<String> {
    let places = gazetteer.lookup(name);
    places.iter().map(|place| place.id.to_string()).collect()
}

fn refusals(imported: &Imported) -> Vec<(u64, &str)> {
    let refused = imported.refused.iter();
    refused.map(|it| (it.row, it.message.as_str())).collect()
}

/// A line of a dump: number, name, other names, position, class and code, codes of areas, people.
fn dump(
    (number, name, others): (&str, &str, &str),
    (lat, lon): (&str, &str),
    (class, code): (&str, &str),
    (first, second): (&str, &str),
    people: &str,
) -> String {
    format!(
        "{number}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\t{code}\tQA\t\t{first}\t{second}\t\t\t{people}\t\t9\tUTC\t2020-01-01\n"
    )
}

#[test]
fn a_country_dump_gives_places_in_their_areas() {
    let text = [
        dump(
            ("1", "Tesk", ""),
            ("10", "20"),
            ("A", "ADM1"),
            ("07", ""),
            "0",
        ),
        dump(
            ("2", "Orla", ""),
            ("10.1", "20.1"),
            ("A", "ADM2"),
            ("07", "03"),
            "0",
        ),
        dump(
            ("3", "Wennit", "Vennit,وينيت,WNT"),
            ("10.2", "20.2"),
            ("P", "PPL"),
            ("07", "03"),
            "12000",
        ),
        dump(
            ("4", "Wennit Dam", ""),
            ("10.3", "20.2"),
            ("S", "DAM"),
            ("07", ""),
            "0",
        ),
        dump(
            ("5", "Some Spring", ""),
            ("10.3", "20.2"),
            ("H", "SPNG"),
            ("07", ""),
            "0",
        ),
    ]
    .concat();
    let imported = import(theatre(), "QA.txt", &text, None);
    assert_eq!(imported.form, ImportForm::GeoNames);
    assert_eq!(refusals(&imported), []);
    assert_eq!((imported.count.kept, imported.count.other_kinds), (4, 1));
    let gazetteer = with(&imported);
    for name in ["Wennit", "vennit", "وينيت"] {
        assert_eq!(found(&gazetteer, name), ["gn-3"], "{name}");
    }
    let id = |text: &str| text.parse().unwrap();
    let spellings = &gazetteer.get(&id("gn-3")).unwrap().spellings;
    assert!(
        !spellings.contains(&"WNT".to_owned()),
        "codes are no names: {spellings:?}"
    );
    assert!(gazetteer.contains(&id("gn-2"), &id("gn-3")));
    assert!(gazetteer.contains(&id("gn-1"), &id("gn-3")));
    assert!(!gazetteer.contains(&id("gn-2"), &id("gn-4")));
    let kind = |text: &str| gazetteer.get(&id(text)).unwrap().kind;
    assert_eq!(kind("gn-3"), marsad_domain::PlaceKind::Town);
    assert_eq!(gazetteer.get(&id("gn-4")).unwrap().population, None);
}

#[test]
fn every_bad_line_of_a_dump_is_refused_with_its_row_and_the_rest_is_kept() {
    let good = |number, name| {
        dump(
            (number, name, ""),
            ("10", "20"),
            ("P", "PPL"),
            ("07", ""),
            "5",
        )
    };
    let bad = |name, lat| dump(("8", name, ""), (lat, "20"), ("P", "PPL"), ("07", ""), "5");
    let text = [
        good("1", "Wennit"),
        "2\tToo\tShort\n".to_owned(),
        bad("Bad", "91"),
        good("1", "Wennit again"),
        bad("\u{0301}\u{0302}", "10"),
        bad("Wen\u{202E}nit", "10"),
        bad("Wen\u{0}nit", "10"),
        good("9", "Orla"),
        bad("Bad", "north"),
        dump(("8", "Bad", ""), ("1", "2"), ("P", "PPL"), ("", ""), "many"),
    ]
    .concat();
    let imported = import(theatre(), "QA.txt", &text, None);
    let rows: Vec<u64> = imported.refused.iter().map(|refusal| refusal.row).collect();
    assert_eq!(rows, [2, 3, 4, 5, 6, 7, 9, 10], "{:?}", imported.refused);
    assert_eq!(imported.count.kept, 2);
    assert!(
        imported
            .refused
            .iter()
            .all(|it| it.file == "QA.txt" && !it.hint.is_empty())
    );
}

const TABLE: &str = "PP_PCODE\tPP_NAME_EN\tPP_ALT1_EN\tlat\tlon\tPopulation\tADM2_PCODE\tADM2_EN\tADM1_PCODE\tADM1_EN\n\
    C1\tWennit (Orla)\tVennit\t10.2\t20.2\t1,200\tQA0703\tOrla\tQA07\tTesk\n\
    C2\tHulme\t\t10.4\t20.4\t\tQA0703\tOrla\tQA07\tTesk\n\
    C3\tDrennach\t\t11\t21\t\tQA0704\tList\tQA07\tTesk\n";

#[test]
fn a_table_with_codes_gives_places_and_makes_their_areas() {
    let imported = import(theatre(), "t.tsv", TABLE, None);
    assert_eq!(imported.form, ImportForm::Table);
    assert_eq!(refusals(&imported), []);
    assert_eq!((imported.count.kept, imported.count.areas_made), (3, 3));
    let gazetteer = with(&imported);
    assert_eq!(found(&gazetteer, "Wennit"), ["pc-c1"]);
    assert_eq!(found(&gazetteer, "QA0703"), ["pc-qa0703"]);
    let id = |text: &str| text.parse().unwrap();
    assert!(gazetteer.contains(&id("pc-qa07"), &id("pc-c1")));
    assert!(!gazetteer.contains(&id("pc-qa0703"), &id("pc-c3")));
    let orla = gazetteer.get(&id("pc-qa0703")).unwrap();
    assert!((orla.position.lat() - 10.3).abs() < 1e-9);
    assert!(
        orla.basis.contains("mean of its 2 places"),
        "{}",
        orla.basis
    );
    assert_eq!(orla.country, "QA");
}

#[test]
fn tags_tell_the_columns_where_their_names_do_not() {
    let text =
        "a,b,c,d,e\n#adm1+code,#loc+name,#geo+lat,#geo+lon,#loc+code\nQA07,Wennit,10,20,C1\n";
    let imported = import(theatre(), "t.csv", text, None);
    assert_eq!((imported.count.read, imported.count.kept), (1, 1));
    assert_eq!(found(&with(&imported), "Wennit"), ["pc-c1"]);
}

#[test]
fn a_table_that_tells_too_little_is_an_error_with_what_to_do() {
    let rules = rules::shipped();
    let told = |text: &str, columns: Vec<(Role, String)>| {
        let options = ImportOptions {
            country: None,
            columns,
        };
        let mut door = Importer::new(theatre(), &rules, options);
        let taken = door.take(("t.csv", text.as_bytes()), &origin());
        taken.map(|it| it.count).map_err(|error| error.to_string())
    };
    let no_lat = told("name,lon\nA,1\n", Vec::new()).unwrap_err();
    assert!(no_lat.contains("--columns lat=COLUMN"), "{no_lat}");
    let text = "what,how far north,lon\nWennit,10,20\n";
    let columns = |name: &str| {
        vec![
            (Role::Name, name.to_owned()),
            (Role::Lat, "how far north".to_owned()),
        ]
    };
    let wrong = told(text, columns("who")).unwrap_err();
    assert!(wrong.contains("no column \"who\""), "{wrong}");
    // Nothing tells the country, so the row is refused, not the file.
    assert_eq!(told(text, columns("what")).unwrap().refused, 1);
}

#[test]
fn what_the_theatre_has_wins_and_is_told_more() {
    // Talmira of the theatre, 2 km off, with a spelling that the theatre does not have, and a row of its own.
    let known = theatre();
    let talmira = known.lookup("Talmira");
    let place = talmira.first().unwrap();
    let (lat, lon) = (place.position.lat() + 0.02, place.position.lon());
    let text = format!(
        "name,alt_name,lat,lon,pcode,country\nTalmira,Dalmeera Town,{lat},{lon},C7,{country}\n\
         Talmira,,{far},{lon},C8,{country}\n",
        far = lat + 3.0,
        country = place.country
    );
    let id = place.id.to_string();
    let imported = import(theatre(), "t.csv", &text, None);
    let count = imported.count;
    assert_eq!((count.kept, count.known, count.enriched), (1, 1, 1));
    let gazetteer = with(&imported);
    assert_eq!(found(&gazetteer, "Dalmeera Town"), [id.as_str()]);
    assert_eq!(found(&gazetteer, "C7"), [id.as_str()]);
    assert_eq!(gazetteer.lookup("Talmira").len(), 2);
    // Added once more, every row is known and nothing is written.
    let again = import(gazetteer, "t.csv", &text, None);
    assert_eq!((again.count.kept, again.count.known), (0, 2));
    assert!(again.places.is_none() && again.said.is_none());
}

const OUTLINES: &str = r#"{"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"ADM1_EN": "Tesk", "ADM1_AR": "تسك", "ADM1_PCODE": "QA07"},
     "geometry": {"type": "Polygon", "coordinates": [[[20, 10], [22, 10], [22, 12], [20, 12], [20, 10]]]}},
    {"type": "Feature", "properties": {"name": "Orla", "level": 2, "country": "QA"},
     "geometry": {"type": "MultiPolygon", "coordinates": [[[[20, 10], [21, 10], [21, 11], [20, 11], [20, 10]]]]}},
    {"type": "Feature", "properties": {"ADM1_EN": "Flat"}, "geometry": null},
    {"type": "Feature", "properties": {"ADM1_EN": "Away", "ADM1_PCODE": "QA09"},
     "geometry": {"type": "Polygon", "coordinates": [[[20, 91], [22, 10], [22, 12], [20, 91]]]}},
    {"type": "Feature", "properties": {"note": "no name"},
     "geometry": {"type": "Polygon", "coordinates": [[[20, 10], [21, 10], [21, 11], [20, 10]]]}},
    {"type": "Feature", "properties": {"name": "Road"}, "geometry": {"type": "LineString", "coordinates": []}}]}"#;

#[test]
fn outlines_give_areas_their_middle_and_places_their_areas() {
    let rules = rules::shipped();
    let options = ImportOptions {
        country: Some("QA".to_owned()),
        columns: Vec::new(),
    };
    let mut door = Importer::new(theatre(), &rules, options);
    let areas = door
        .take(("a.geojson", OUTLINES.as_bytes()), &origin())
        .unwrap();
    assert_eq!((areas.count.kept, areas.count.outlines), (2, 2));
    let rows: Vec<u64> = areas.refused.iter().map(|it| it.row).collect();
    assert_eq!(rows, [3, 4, 5, 6], "{:?}", areas.refused);
    let gazetteer = with(&areas);
    let orla = gazetteer
        .lookup("Orla")
        .first()
        .map(|place| place.id.clone())
        .unwrap();
    assert_eq!(found(&gazetteer, "تسك"), ["pc-qa07"]);
    assert!(gazetteer.contains(&"pc-qa07".parse().unwrap(), &orla));
    let points = "name,lat,lon\nWennit,10.5,20.5\nHulme,11.5,21.5\nDrennach,30,30\n";
    let points = door.take(("p.csv", points.as_bytes()), &origin()).unwrap();
    let table = points.places.unwrap();
    let line = |name: &str| {
        table
            .lines()
            .find(|line| line.contains(name))
            .unwrap()
            .to_owned()
    };
    assert!(
        line("Wennit").contains(&format!("pc-qa07,{orla}")),
        "{}",
        line("Wennit")
    );
    assert!(line("Hulme").contains("pc-qa07,,"), "{}", line("Hulme"));
    assert!(!line("Drennach").contains("pc-qa07"));
}

#[test]
fn what_is_no_utf_8_or_is_torn_is_refused_in_its_row_only() {
    let rules = rules::shipped();
    let options = ImportOptions {
        country: Some("QA".to_owned()),
        columns: Vec::new(),
    };
    let mut door = Importer::new(theatre(), &rules, options);
    let bytes =
        b"name,lat,lon\nWenn\xFFit,10,20\nHulme,11,21\nOrla,11\n,1,2\n\"Open,1,2\nDrennach,12,22\n";
    let imported = door.take(("p.csv", bytes), &origin()).unwrap();
    let rows: Vec<u64> = imported.refused.iter().map(|it| it.row).collect();
    assert_eq!(
        (rows.as_slice(), imported.count.kept),
        (&[2, 4, 5, 6][..], 2)
    );
}

#[test]
fn the_head_says_where_the_rows_come_from() {
    let imported = import(theatre(), "t.tsv", TABLE, None);
    let table = imported.places.unwrap();
    assert_eq!(said_in_head(&table, "origin"), Some("survey"));
    assert_eq!(said_in_head(&table, "file"), Some("t.tsv"));
    assert_eq!(said_in_head(&table, "form"), Some("table"));
    assert_eq!(said_in_head(&table, "mood"), None);
}

proptest! {
    #[test]
    fn no_bytes_make_an_import_fall_and_every_row_is_counted(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "(name,lat,lon,pcode\n)?([a-zA-Z\u{202E}\u{0301}\"',;\t0-9.\n#]{0,120})".prop_map(String::into_bytes),
            "\\{\"type\":\"Feature(Collection)?\",\"features\":\\[[\\[\\]{}\":,a-z0-9]{0,40}\\]\\}".prop_map(String::into_bytes),
        ]
    ) {
        let rules = rules::shipped();
        let options = ImportOptions { country: Some("QA".to_owned()), columns: Vec::new() };
        let mut door = Importer::new(Gazetteer::empty(), &rules, options);
        if let Ok(imported) = door.take(("x", &bytes), &origin()) {
            let count = imported.count;
            prop_assert_eq!(count.read, count.kept + count.known + count.other_kinds + count.refused);
            prop_assert_eq!(count.refused, imported.refused.len() as u64);
        }
    }

    #[test]
    fn what_is_written_is_read_again(
        names in prop::collection::btree_map(
            "[A-Za-z][a-zA-Z ,\"|/()'-]{2,14}", (-80.0..80.0_f64, -170.0..170.0_f64), 1..8,
        )
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["name", "lat", "lon"]).unwrap();
        for (name, (lat, lon)) in &names {
            writer.write_record([name.clone(), lat.to_string(), lon.to_string()]).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let imported = import(Gazetteer::empty(), "x.csv", &text, Some("QA"));
        let table = imported.places.unwrap_or_default();
        if imported.count.kept > 0 {
            let file = NamedText { file: "x.places.csv", text: &table };
            let loaded = Gazetteer::from_csv(file, None).unwrap();
            prop_assert_eq!(loaded.refused, []);
            prop_assert_eq!(loaded.value.len() as u64, imported.count.kept);
        }
    }
}
