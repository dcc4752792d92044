//! Tables of data sets and taxonomies: what is read, and what is refused.

use marsad_incidents::meltt::TaxonomyError;

use super::*;

const HEADER: &str = "event,date,enddate,latitude,longitude,what,harm";

#[track_caller]
fn refused(table: &str) -> Vec<(u64, String)> {
    let columns = Columns::default();
    let (_, refused) = read_data_set(table.as_bytes(), "a", &columns, &taxonomies());
    refused
        .into_iter()
        .map(|one| (one.row, one.reason))
        .collect()
}

#[test]
fn bad_rows_are_told_with_line_and_reason_and_the_others_are_read() {
    let rows = [
        ("1,2031-03-04,2031-03-05,1,2,hail,0", ""),
        (
            "2,2031-03-04,2031-03-05,1,2,hail",
            "6 fields where the header has 7",
        ),
        (",2031-03-04,2031-03-05,1,2,hail,0", "the event is empty"),
        (
            "4,2031-02-30,2031-03-05,1,2,hail,0",
            "\"2031-02-30\" is no date",
        ),
        ("5,,2031-03-05,1,2,hail,0", "the date is empty"),
        (
            "6,2031-03-05,2031-03-04,1,2,hail,0",
            "the last day 2031-03-04 is before the first day 2031-03-05",
        ),
        ("7,2031-03-04,later,1,2,hail,0", "\"later\" is no date"),
        (
            "8,2031-03-04,2031-03-04,91,2,hail,0",
            "latitude 91, longitude 2 is no point on the globe",
        ),
        (
            "9,2031-03-04,2031-03-04,1,east,hail,0",
            "\"east\" is no number of degrees",
        ),
        (
            "10,2031-03-04,2031-03-04,NaN,2,hail,0",
            "latitude NaN, longitude 2 is no point on the globe",
        ),
        (
            "11,2031-03-04,2031-03-04,1,2,snow,0",
            "taxonomy \"what\" has no \"snow\" for \"a\"",
        ),
        (
            "12,2031-03-04,2031-03-04,1,2,hail,",
            "taxonomy \"harm\" has no \"\" for \"a\"",
        ),
        (
            "1,2031-03-06,2031-03-06,1,2,hail,0",
            "event \"1\" stands already in row 1",
        ),
        ("14,2031-03-04,,1,2,hail,0", ""),
    ];
    let lines: Vec<&str> = rows.iter().map(|(row, _)| *row).collect();
    let table = format!("{HEADER}\n{}\n", lines.join("\n"));
    let expected: Vec<(u64, String)> = (2..)
        .zip(rows)
        .filter(|(_, (_, reason))| !reason.is_empty())
        .map(|(line, (_, reason))| (line, reason.to_owned()))
        .collect();
    assert_eq!(refused(&table), expected);
    let (set, _) = read_data_set(table.as_bytes(), "a", &Columns::default(), &taxonomies());
    let kept: Vec<(&str, bool)> = set
        .entries()
        .iter()
        .map(|entry| (&*entry.event, entry.is_episode()))
        .collect();
    assert_eq!(kept, [("1", true), ("14", false)]);
}

#[test]
fn a_table_without_a_needed_column_is_refused_whole() {
    let table = "event,date,latitude,what,harm\n1,2031-03-04,1,hail,0\n";
    assert_eq!(
        refused(table),
        [(1, "there is no column \"longitude\"".to_owned())]
    );
    let table = "event,date,latitude,longitude,what\n1,2031-03-04,1,2,hail\n";
    assert_eq!(
        refused(table),
        [(1, "there is no column \"harm\"".to_owned())]
    );
}

#[test]
fn a_data_set_that_a_taxonomy_does_not_know_is_told_as_such() {
    let table = format!("{HEADER}\n1,2031-03-04,2031-03-05,1,2,hail,0\n");
    let (set, refused) = read_data_set(
        table.as_bytes(),
        "other",
        &Columns::default(),
        &taxonomies(),
    );
    assert!(set.entries().is_empty());
    assert_eq!(
        refused[0].reason,
        "taxonomy \"what\" does not know the data set \"other\""
    );
}

#[test]
fn columns_can_be_called_otherwise_and_rows_without_events_are_numbered() {
    let columns = Columns {
        data_set: "from".to_owned(),
        event: "number".to_owned(),
        date: "begin".to_owned(),
        enddate: "end".to_owned(),
        lat: "y".to_owned(),
        lon: "x".to_owned(),
    };
    let table = "\u{FEFF}from,x,y,begin,end,what,harm\na,2,1,2031-03-04,2031-03-06,hail,0\nb,2,1,2031-03-04,,hail,0\n";
    let (set, refused) = read_data_set(table.as_bytes(), "file", &columns, &taxonomies());
    assert_eq!(set.name(), "a");
    let entry = &set.entries()[0];
    assert_eq!((&*entry.event, entry.is_episode()), ("1", true));
    assert_eq!((entry.position.lat(), entry.position.lon()), (1.0, 2.0));
    assert_eq!(
        refused[0].reason,
        "the row is of \"b\", the rows before it of \"a\""
    );
}

#[test]
fn a_taxonomy_needs_its_columns_and_levels_from_fine_to_coarse() {
    let check = |text: &str, expected: TaxonomyError| {
        assert_eq!(read_taxonomy(text.as_bytes(), "t").unwrap_err(), expected);
    };
    check(
        "data.source,x\na,b\n",
        TaxonomyError::NoColumn("base.categories"),
    );
    check("data.source,base.categories\na,b\n", TaxonomyError::NoLevel);
    check("data.source,base.categories,l\n", TaxonomyError::Empty);
    check(
        "data.source,base.categories,l1,l2\na,x,all,one\na,y,all,two\n",
        TaxonomyError::Reversed {
            finest: 1,
            coarsest: 2,
        },
    );
}

#[test]
fn bad_rows_of_a_taxonomy_are_told() {
    let text = "data.source,base.categories,l1,l2\na,x,one,all\na,x,one,all\na,x,two,all\na,y\n,z,one,all\n";
    let (taxonomy, refused) = read_taxonomy(text.as_bytes(), "t").unwrap();
    let told: Vec<(u64, &str)> = refused
        .iter()
        .map(|one| (one.row, one.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (4, "\"x\" of \"a\" stands already with other levels"),
            (5, "2 fields where the header has 4"),
            (6, "the data set or the category is empty"),
        ]
    );
    assert_eq!((taxonomy.name(), taxonomy.levels()), ("t", 2));
    assert!(taxonomy.path("a", "x").is_some() && taxonomy.path("a", "y").is_none());
}

/// A level that nobody gave agrees with nothing, not even with another such level.
#[test]
fn an_empty_level_is_unknown() {
    let text = "data.source,base.categories,l1,l2\na,x,,all\nb,y,,all\nb,z,,\nb,v,one,all\n";
    let (taxonomy, refused) = read_taxonomy(text.as_bytes(), "t").unwrap();
    assert_eq!(refused, []);
    let table = "event,date,latitude,longitude,t\n1,2031-03-04,1,2,";
    let read = |name: &str, category: &str| {
        let text = format!("{table}{category}\n");
        let taxonomies = std::slice::from_ref(&taxonomy);
        read_data_set(text.as_bytes(), name, &Columns::default(), taxonomies).0
    };
    let rules = Rules::new(RulesRequest {
        window_km: Kilometres(1.0),
        window_days: 0,
        dimensions: vec![Dimension {
            levels: 2,
            weight: 1.0,
            agreement: Agreement::Finest,
        }],
        unmatched: 0,
        preference: Preference::FirstInTime,
    })
    .unwrap();
    let both = [read("a", "x"), read("b", "y")];
    let found = integrate(&both, &rules);
    assert_eq!(found.incidents[0].links[0].why.fit.levels, [Some(1)]);
    let neither = [read("a", "x"), read("b", "z")];
    assert_eq!(integrate(&neither, &rules).summary().matched_sets(), 0);
}
