//! Tables of structured claims: what is read, what is refused, and what is never looked at.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    fmt::Write as _,
    num::{NonZeroU32, NonZeroUsize},
};

use marsad_domain::Range;
use marsad_incidents::{
    Bounds, Columns, CountingRules, Draws, Link, LinkRules, Linkage, Linked, LinkedTable, Record,
    StatedRanges, count_stated, count_structured, link, read_statements_csv, read_structured_csv,
    read_structured_table, repaired, table_total, total_structured,
};

const WEIGHTS: &str = include_str!("../../../rules/incidents/weights.toml");
const KM: [f64; 3] = [0.33, 3.3, 22.0];

fn rules() -> LinkRules {
    LinkRules::from_toml("weights.toml", WEIGHTS).unwrap()
}

fn counting() -> CountingRules {
    let text = include_str!("../../../rules/incidents/counting.toml");
    CountingRules::from_toml("counting.toml", text).unwrap()
}

/// Forty incidents with three reports each; `truth` writes the column that must not matter.
fn table(truth: impl Fn(u32) -> u32) -> Vec<String> {
    let mut rows = Vec::new();
    for incident in 0..40u32 {
        for report in 0..3u32 {
            let id = incident * 3 + report;
            let lat = 5.0 + f64::from(incident % 5) * 0.7 + f64::from(report) * 0.002;
            let (day, killed) = (incident * 3, 2 + incident % 7);
            rows.push(format!(
                "{id},{},{day},{},{lat:.4},7.5,1,{},{},-1,{killed},{report}",
                truth(id),
                day + report,
                incident % 4,
                100 + incident % 6
            ));
        }
    }
    rows
}

fn linked(rows: &[String]) -> (String, usize) {
    let csv = format!(
        "id,inc,day,pub,lat,lon,prec,kind,a,b,killed,src\n{}\n",
        rows.join("\n")
    );
    let (records, refused) = read_structured_csv(csv.as_bytes(), &Columns::default(), &KM);
    assert_eq!(refused, []);
    let rules = rules();
    let linkage = Linkage::of(records.clone(), &Bounds::default(), &rules);
    let linked = linkage.linked();
    let mut lines: Vec<String> = Vec::new();
    for (incident, members) in linked.incidents.iter().enumerate() {
        lines.extend(
            members
                .iter()
                .map(|at| format!("{},{incident}", records[*at as usize].id)),
        );
    }
    let why = linked
        .incidents
        .iter()
        .flat_map(|incident| linkage.links(incident));
    lines.extend(why.map(|link| format!("{link:?}")));
    let incidents = count_structured(&records, &linked, &counting());
    let mut text = lines.join("\n");
    write!(text, "{:?}", total_structured(&incidents)).unwrap();
    (text, linked.incidents.len())
}

#[test]
fn the_truth_column_changes_no_byte() {
    let (with, incidents) = linked(&table(|id| id / 3));
    let (shuffled, _) = linked(&table(|id| id.wrapping_mul(2_654_435_761) % 97));
    assert_eq!(incidents, 40);
    assert_eq!(with, shuffled);
    for name in ["inc", "truth"] {
        let columns = Columns {
            source: name.to_owned(),
            ..Columns::default()
        };
        let (records, refused) =
            read_structured_csv("id,day,inc,truth\n1,2,3,4\n".as_bytes(), &columns, &KM);
        assert!(records.is_empty() && refused[0].reason.contains("never read"));
    }
}

#[test]
fn numbers_of_one_day_weigh_alike_and_the_lower_stands_on_a_tie() {
    let csv = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
               1,3,3,5.0,7.0,1,0,1,2,5,9\n\
               2,3,3,5.0,7.0,1,0,1,2,4,8\n";
    let (records, _) = read_structured_csv(csv.as_bytes(), &Columns::default(), &KM);
    let linked = link(&records, &rules());
    let incidents = count_structured(&records, &linked, &counting());
    assert_eq!(incidents[0].killed, Range::new(4, Some(4), 5, false).ok());
}

#[test]
fn the_order_of_the_rows_changes_no_byte() {
    let rows = table(|id| id / 3);
    let mut other = rows.clone();
    other.reverse();
    other.rotate_left(17);
    assert_eq!(linked(&rows), linked(&other));
}

#[test]
fn bad_rows_are_refused_with_their_number_and_the_rest_is_kept() {
    let csv = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
               1,3,3,5.0,7.0,1,0,1,2,4,9\n\
               2,3,3,95.0,7.0,1,0,1,2,4,9\n\
               3,3,3,5.0,7.0,9,0,1,2,4,9\n\
               4,soon,3,5.0,7.0,1,0,1,2,4,9\n\
               5,3,3,5.0,7.0,1,0,1,2,many,9\n\
               1,3,3,5.0,7.0,1,0,1,2,4,9\n\
               6,3,3\n\
               ,3,3,5.0,7.0,1,0,1,2,4,9\n\
               7,2031-02-31,3,5.0,7.0,1,0,1,2,4,9\n\
               8,-1,0,,,,-1,-1,-1,-1,\n";
    let (records, refused) = read_structured_csv(csv.as_bytes(), &Columns::default(), &KM);
    let ids: Vec<&str> = records.iter().map(|record| &*record.id).collect();
    assert_eq!(ids, ["8", "1"]);
    assert_eq!(
        refused.iter().map(|one| one.row).collect::<Vec<_>>(),
        [3, 4, 5, 6, 7, 8, 9, 10]
    );
    assert!(
        refused[4].reason.contains("already in row 2"),
        "{}",
        refused[4]
    );
    let empty = &records[0];
    assert_eq!(
        (empty.killed, empty.position, empty.kind, empty.source),
        (None, None, None, None)
    );
    assert_eq!(empty.days.map(marsad_incidents::DayRange::start), Some(-1));
}

#[test]
fn a_column_without_a_name_is_absent() {
    let columns = Columns {
        killed: String::new(),
        ..Columns::default()
    };
    let (records, refused) = read_structured_csv(",id,day\n7,1,3\n".as_bytes(), &columns, &KM);
    assert_eq!(refused, []);
    assert_eq!(records[0].killed, None);
}

#[test]
fn a_table_without_its_columns_is_refused() {
    let (records, refused) =
        read_structured_csv("name,what\na,b\n".as_bytes(), &Columns::default(), &KM);
    assert!(records.is_empty());
    assert_eq!(refused[0].row, 1);
    let (_, refused) = read_structured_csv("".as_bytes(), &Columns::default(), &KM);
    assert_eq!(refused.len(), 1);
}

#[test]
fn nobody_is_counted_twice() {
    let csv = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
               1,3,3,5.0,7.0,1,0,1,2,4,9\n\
               2,3,3,5.0,7.0,1,0,1,2,4,8\n\
               3,3,4,5.0,7.0,1,0,1,2,5,9\n\
               4,90,91,6.0,7.0,1,3,4,2,11,9\n";
    let (records, _) = read_structured_csv(csv.as_bytes(), &Columns::default(), &KM);
    let incidents = count_structured(&records, &link(&records, &rules()), &counting());
    // Of the first incident one source says 4, and a day later the other 5: the later number weighs more.
    let killed: Vec<_> = incidents
        .iter()
        .map(|one| (one.killed, one.voices))
        .collect();
    assert_eq!(
        killed,
        [
            (Range::new(4, Some(5), 5, false).ok(), 2),
            (Some(Range::exactly(11)), 1)
        ]
    );
    assert_eq!(
        Some(total_structured(&incidents)),
        Range::new(15, Some(16), 16, false).ok()
    );
}

#[test]
fn rows_of_a_low_a_best_and_a_high_count_by_the_same_rule() {
    let csv = "id,day,pub,lat,lon,prec,kind,a,b,killed,src\n\
               1,3,3,5.0,7.0,1,0,1,2,4,9\n\
               2,3,3,5.0,7.0,1,0,1,2,4,8\n\
               3,3,4,5.0,7.0,1,0,1,2,4,9\n";
    let (records, _) = read_structured_csv(csv.as_bytes(), &Columns::default(), &KM);
    let linked = link(&records, &rules());
    assert_eq!(linked.incidents.len(), 1);
    // Of the first and third the third stands; its low lies above its high.
    let rows =
        [(1, 2, 90), (4, 5, 8), (7, 6, 6)].map(|(low, best, high)| repaired(low, best, high));
    assert_eq!(
        rows.map(|(_, repair)| repair.is_some()),
        [false, false, true]
    );
    let counted = count_stated(&records, &linked, &counting(), |at| {
        Some(rows[at as usize].0)
    });
    assert_eq!(counted[0].killed, Range::new(4, Some(6), 8, false).ok());
    assert_eq!(counted[0].voices, 2);
}

fn draws(seed: u64, workers: usize) -> Draws {
    Draws {
        seed,
        number: NonZeroU32::new(300).unwrap(),
        workers: NonZeroUsize::new(workers).unwrap(),
    }
}

/// A table as it was read and linked.
struct Read {
    records: Vec<Record>,
    ranges: StatedRanges,
    linked: Linked,
    links: Vec<Link>,
}

impl Read {
    fn table(&self) -> LinkedTable<'_> {
        LinkedTable {
            records: &self.records,
            ranges: &self.ranges,
            linked: &self.linked,
            links: &self.links,
        }
    }
}

fn read(rows: &[String]) -> Read {
    let csv = format!(
        "id,inc,day,pub,lat,lon,prec,kind,a,b,killed,src\n{}\n",
        rows.join("\n")
    );
    let table = read_structured_table(csv.as_bytes(), &Columns::default(), &KM);
    let rules = rules();
    let linkage = Linkage::of(table.records, &Bounds::default(), &rules);
    let linked = linkage.linked();
    let links = linkage.links_in_doubt(&linked);
    let records = linkage.into_records();
    Read {
        records,
        ranges: table.ranges,
        linked,
        links,
    }
}

#[test]
fn a_table_is_totalled_with_statements_as_constraints() {
    // Ten incidents a fifth of a degree of the five latitudes, of 2 to 8 dead each.
    let read = read(&table(|id| id / 3));
    let incidents = count_structured(&read.records, &read.linked, &counting());
    let documented = total_structured(&incidents);
    let statements = "id,value,bound,south,north,since,until\n\
        all,900,exact,,,,\nsouth,150,exact,4,6,,\nfew,10,at_least,4,6,,\n";
    let (statements, refused) = read_statements_csv(statements.as_bytes());
    assert_eq!(refused, []);
    let total = table_total(
        read.table(),
        &incidents,
        &statements,
        (&counting(), draws(1, 1)),
    );
    assert_eq!(total.documented, documented);
    assert_eq!((total.union.low(), total.union.high()), (900, 900));
    let by_id = |id: &str| total.remainders.iter().find(|one| one.id == id).unwrap();
    let south = by_id("south");
    assert_eq!((south.inside, south.straddling), (16, 0));
    assert_eq!(south.low, 150 - south.documented_high);
    let all = by_id("all");
    assert_eq!(all.low, 900 - documented.high());
    assert_eq!(all.own_low, all.low - south.low);
    assert_eq!(all.holds, ["south"]);
    assert_eq!(by_id("few").low, 0);
    assert_eq!(total.undocumented.low, all.low);
}

#[test]
fn neither_rows_nor_workers_move_the_interval_of_a_table() {
    let rows: Vec<String> = (0..90)
        .map(|id| {
            format!(
                "{id},0,{},{id},5.{id:02},7.5,2,1,4,5,{},{}",
                id / 3,
                3 + id % 5,
                id % 7
            )
        })
        .collect();
    let total = |rows: &[String], workers| {
        let read = read(rows);
        let incidents = count_structured(&read.records, &read.linked, &counting());
        table_total(
            read.table(),
            &incidents,
            &[],
            (&counting(), draws(3, workers)),
        )
    };
    let one = total(&rows, 1);
    let likely = one.likely.unwrap();
    assert!(
        likely.uncertain_values > 0 && likely.low < likely.high,
        "{likely:?}"
    );
    let mut other = rows.clone();
    other.reverse();
    assert_eq!(one, total(&other, 8));
}

#[test]
fn rules_with_an_unknown_key_or_an_impossible_share_are_refused() {
    let unknown = LinkRules::from_toml("weights.toml", &format!("{WEIGHTS}\nsurprise = 1\n"));
    assert!(unknown.unwrap_err().to_string().contains("weights.toml"));
    let impossible =
        LinkRules::from_toml("weights.toml", &WEIGHTS.replace("exact = 0.", "exact = 4."));
    assert!(impossible.unwrap_err().to_string().contains("killed.exact"));
    let counting = include_str!("../../../rules/incidents/counting.toml");
    assert!(CountingRules::from_toml("counting.toml", &format!("{counting}\nx = 1\n")).is_err());
}
