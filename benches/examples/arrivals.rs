//! How long one more claim takes, in order and late.
//!
//! `cargo run --release -p benches --example arrivals -- TABLE.csv 50000 1000`: a table as `marsad link` reads it, how
//! many of its first claims arrive one by one in order, and how many claims of these are held back and arrive late.
//! What the linkage comes to is compared with that of all at once.
#![expect(clippy::print_stdout, reason = "an example prints what it measured")]

use std::{
    error::Error,
    fs::File,
    time::{Duration, Instant},
};

use marsad_incidents::{Bounds, Columns, LinkRules, Linkage, Record, read_structured_csv};

const WEIGHTS: &str = include_str!("../../rules/incidents/weights.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().ok_or("give TABLE ARRIVALS LATE");
    let table = File::open(word()?)?;
    let (arrivals, late): (usize, usize) = (word()?.parse()?, word()?.parse()?);
    let rules = LinkRules::from_toml("weights.toml", WEIGHTS)?;
    let (mut records, refused) =
        read_structured_csv(table, &Columns::default(), &rules.place.precision_km);
    println!("{} claims, {} refused", records.len(), refused.len());
    records.truncate(arrivals);
    let step = (records.len() / late.max(1)).max(1);
    let is_late = |at: usize| late > 0 && at % step == step / 2;
    let pick = |want: bool| {
        let records = records.iter().enumerate();
        let picked = records.filter(move |(at, _)| is_late(*at) == want);
        picked.map(|(_, record)| record.clone())
    };
    let mut linkage = Linkage::new(&rules);
    tell("in order", add_all(&mut linkage, pick(false)));
    tell("late", add_all(&mut linkage, pick(true)));
    let named = |linkage: &Linkage<'_>| -> Vec<Vec<String>> {
        let name = |at: &u32| linkage.record(*at).map(|record| record.id.to_string());
        let incidents = linkage.linked().incidents;
        let names = incidents
            .iter()
            .map(|members| members.iter().filter_map(name).collect());
        names.collect()
    };
    let replayed = Linkage::of(records.clone(), &Bounds::default(), &rules);
    let (arrived, replayed) = (named(&linkage), named(&replayed));
    println!(
        "{} incidents, the same as all at once: {}",
        arrived.len(),
        arrived == replayed
    );
    Ok(())
}

/// Adds claims one by one; gives the time that each took.
fn add_all(linkage: &mut Linkage<'_>, records: impl Iterator<Item = Record>) -> Vec<Duration> {
    let mut took = Vec::new();
    for record in records {
        let start = Instant::now();
        linkage.add(record);
        took.push(start.elapsed());
    }
    took
}

fn tell(what: &str, mut took: Vec<Duration>) {
    if took.is_empty() {
        return;
    }
    took.sort_unstable();
    let at = |per_mille: usize| took[(took.len() - 1) * per_mille / 1000];
    let within = took.partition_point(|one| *one < Duration::from_millis(1));
    println!(
        "{what}: {} claims, median {:?}, 99 % {:?}, 99.9 % {:?}, longest {:?}, all {:?}; under 1 ms {within}",
        took.len(),
        at(500),
        at(990),
        at(999),
        at(1000),
        took.iter().sum::<Duration>(),
    );
}
