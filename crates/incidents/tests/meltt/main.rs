//! Integrating data sets by location, time and type: small tables that can be checked by hand.
//!
//! Every entry lies on one meridian. 0.009 degrees of latitude are 0.999999 km as this method measures them, so a row
//! tells how many kilometres north it lies.
#![expect(clippy::unwrap_used, reason = "tests")]

mod episodes;
mod events;
mod properties;
mod tables;
mod taxonomies;

use std::fmt::Write as _;

use marsad_domain::Kilometres;
use marsad_incidents::meltt::{
    Agreement, Columns, DataSet, Dimension, EntryId, Integrated, Preference, Rules, RulesRequest,
    Taxonomy, integrate, read_data_set, read_taxonomy,
};

/// Three levels: what is flooded, what happens, what does it.
const WHAT: &str = "\
data.source,base.categories,kind,hazard,element
a,field under water,river flood,flood,water
a,pier under water,coast flood,flood,water
a,hail,hail,storm,water
a,wood on fire,forest fire,blaze,fire
b,river flood,river flood,flood,water
b,coast flood,coast flood,flood,water
b,hail,hail,storm,water
b,forest fire,forest fire,blaze,fire
c,R,river flood,flood,water
c,C,coast flood,flood,water
c,H,hail,storm,water
c,F,forest fire,blaze,fire
";

/// One level: whether somebody was hurt.
const HARM: &str = "\
data.source,base.categories,harm
a,1,harm
a,0,no harm
b,1,harm
b,0,no harm
c,1,harm
c,0,no harm
";

fn taxonomies() -> Vec<Taxonomy> {
    let read = |text: &str, name| {
        let (taxonomy, refused) = read_taxonomy(text.as_bytes(), name).unwrap();
        assert_eq!(refused, []);
        taxonomy
    };
    vec![read(WHAT, "what"), read(HARM, "harm")]
}

/// What a test changes of the rules.
#[derive(Debug, Clone)]
struct Asked {
    km: f64,
    days: u32,
    preference: Preference,
    weights: [f64; 2],
    agreements: [Agreement; 2],
    unmatched: usize,
}

/// Two days and four kilometres.
fn usual() -> Asked {
    Asked {
        km: 4.0,
        days: 2,
        preference: Preference::FirstInTime,
        weights: [1.0, 1.0],
        agreements: [Agreement::Finest, Agreement::Finest],
        unmatched: 0,
    }
}

fn rules(asked: &Asked) -> Rules {
    let dimension = |at: usize, levels| Dimension {
        levels,
        weight: asked.weights[at],
        agreement: asked.agreements[at],
    };
    Rules::new(RulesRequest {
        window_km: Kilometres(asked.km),
        window_days: asked.days,
        dimensions: vec![dimension(0, 3), dimension(1, 1)],
        unmatched: asked.unmatched,
        preference: asked.preference,
    })
    .unwrap()
}

/// A data set of rows `event, first day of March, last day, km north, what, harm`.
fn data_set(name: &str, rows: &[String]) -> DataSet {
    let mut text = "event,date,enddate,latitude,longitude,what,harm\n".to_owned();
    for row in rows {
        let fields: Vec<&str> = row.split(',').map(str::trim).collect();
        let [event, first, last, north, what, harm] = fields[..] else {
            panic!("six fields are needed: {row}");
        };
        let north: f64 = north.parse().unwrap();
        writeln!(
            text,
            "{event},2031-03-{first:0>2},2031-03-{last:0>2},{},20,{what},{harm}",
            north * 0.009
        )
        .unwrap();
    }
    let (set, refused) = read_data_set(text.as_bytes(), name, &Columns::default(), &taxonomies());
    assert_eq!(refused, []);
    set
}

/// The sets `a`, `b`, `c` from lines `a 1, 4, 4, 0, hail, 0`.
fn sets(rows: &[&str]) -> Vec<DataSet> {
    ["a", "b", "c"]
        .map(|name| {
            let own = rows.iter().filter_map(|row| row.strip_prefix(name));
            data_set(name, &own.map(str::to_owned).collect::<Vec<_>>())
        })
        .into()
}

fn name(id: EntryId, sets: &[DataSet]) -> String {
    let set = &sets[id.set];
    format!("{}{}", set.name(), set.entries()[id.at].event)
}

/// Incidents as `a1 b2 c1`, with the episodes to look at as `a1 ? b2`; only those that say more than one entry.
fn told(integrated: &Integrated, sets: &[DataSet]) -> Vec<String> {
    let told = integrated.incidents.iter().map(|incident| {
        let entries: Vec<String> = incident.entries().map(|id| name(id, sets)).collect();
        let review: Vec<String> = incident
            .review
            .iter()
            .map(|link| format!(" ? {}", name(link.entry, sets)))
            .collect();
        entries.join(" ") + &review.concat()
    });
    told.filter(|line| line.contains(' ')).collect()
}

#[track_caller]
fn check_by(asked: &Asked, rows: &[&str], expected: &[&str]) -> Integrated {
    let sets = sets(rows);
    let integrated = integrate(&sets, &rules(asked));
    assert_eq!(told(&integrated, &sets), expected);
    assert_eq!(integrated.summary().entries, rows.len());
    integrated
}

#[track_caller]
fn check(rows: &[&str], expected: &[&str]) -> Integrated {
    check_by(&usual(), rows, expected)
}
