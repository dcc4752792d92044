//! Scores the linkage of a table of structured claims against its column `inc`, read from standard input.
//!
//! `cargo run -p marsad-incidents --example score_links < reports.csv`
#![expect(clippy::print_stdout, reason = "an example prints what it measures")]

use std::{
    collections::BTreeMap,
    io::{Read as _, stdin},
};

use marsad_incidents::{
    Bounds, Columns, CountingRules, LinkRules, Linkage, count_structured, read_structured_csv,
    total_structured,
};

const WEIGHTS: &str = include_str!("../../../rules/incidents/weights.toml");
const COUNTING: &str = include_str!("../../../rules/incidents/counting.toml");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut table = Vec::new();
    stdin().read_to_end(&mut table)?;
    let rules = LinkRules::from_toml("weights.toml", WEIGHTS)?;
    let counting = CountingRules::from_toml("counting.toml", COUNTING)?;
    let truth = truth_of(&table)?;
    let (records, refused) = read_structured_csv(
        table.as_slice(),
        &Columns::default(),
        &rules.place.precision_km,
    );
    let linkage = Linkage::of(records.clone(), &Bounds::default(), &rules);
    let linked = linkage.linked();
    let mut pairs: BTreeMap<(usize, u32), f64> = BTreeMap::new();
    let mut true_sizes: BTreeMap<u32, f64> = BTreeMap::new();
    for (incident, members) in linked.incidents.iter().enumerate() {
        for record in members {
            let inc = truth[&*records[*record as usize].id];
            *pairs.entry((incident, inc)).or_default() += 1.0;
            *true_sizes.entry(inc).or_default() += 1.0;
        }
    }
    let size = |incident: usize| {
        f64::from(u32::try_from(linked.incidents[incident].len()).unwrap_or(u32::MAX))
    };
    let all: f64 = true_sizes.values().sum();
    let precision = pairs
        .iter()
        .map(|((incident, _), n)| n * n / size(*incident))
        .sum::<f64>()
        / all;
    let recall = pairs
        .iter()
        .map(|((_, inc), n)| n * n / true_sizes[inc])
        .sum::<f64>()
        / all;
    let pairs_in = |n: f64| n * (n - 1.0) / 2.0;
    let both: f64 = pairs.values().map(|n| pairs_in(*n)).sum();
    let ours: f64 = (0..linked.incidents.len())
        .map(|incident| pairs_in(size(incident)))
        .sum();
    let theirs: f64 = true_sizes.values().map(|n| pairs_in(*n)).sum();
    let f1 = |p: f64, r: f64| 2.0 * p * r / (p + r);
    println!(
        "records {} refused {} unsure {}",
        records.len(),
        refused.len(),
        linked.unsure.len()
    );
    println!(
        "B-cubed F1 {:.4} (precision {precision:.4}, recall {recall:.4})",
        f1(precision, recall)
    );
    println!(
        "pair F1 {:.4} (precision {:.4}, recall {:.4})",
        f1(both / ours, both / theirs),
        both / ours,
        both / theirs
    );
    println!(
        "incidents {} of {}",
        linked.incidents.len(),
        true_sizes.len()
    );
    let total = total_structured(&count_structured(&records, &linked, &counting));
    println!(
        "killed {} / {:?} / {}",
        total.low(),
        total.best(),
        total.high()
    );
    Ok(())
}

fn truth_of(table: &[u8]) -> Result<BTreeMap<String, u32>, Box<dyn std::error::Error>> {
    let mut reader = csv::Reader::from_reader(table);
    let at = reader
        .headers()?
        .iter()
        .position(|name| name == "inc")
        .ok_or("there is no column inc")?;
    let id = reader
        .headers()?
        .iter()
        .position(|name| name == "id")
        .ok_or("there is no column id")?;
    reader
        .records()
        .map(|row| {
            row.map_err(Into::into)
                .and_then(|row| Ok((row[id].to_owned(), row[at].parse()?)))
        })
        .collect()
}
