//! Reading, finding places, and linking, each alone: `cargo bench -p benches`.
#![expect(missing_docs, reason = "the macros of the harness make public items")]

use std::{error::Error, hint::black_box};

use benches::{World, structured_claims};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use marsad_claims::read;
use marsad_incidents::{Columns, LinkRules, link, read_structured_csv};

const WEIGHTS: &str = include_str!("../../rules/incidents/weights.toml");
/// Rows of the table that is linked.
const ROWS: u64 = 20_000;

fn of_reports(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let world = World::load()?;
    let context = world.context()?;
    let mut group = criterion.benchmark_group("reports");
    group.throughput(Throughput::Bytes(world.bytes()));
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            for report in &world.reports {
                black_box(read(black_box(report), &context));
            }
        });
    });
    group.bench_function("places", |bencher| {
        bencher.iter(|| {
            for report in &world.reports {
                black_box(world.places(black_box(&report.text)));
            }
        });
    });
    group.finish();
    Ok(())
}

fn of_tables(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let rules = LinkRules::from_toml("weights.toml", WEIGHTS)?;
    let table = structured_claims(ROWS);
    let columns = Columns::default();
    let precision = &rules.place.precision_km;
    let (records, refused) = read_structured_csv(table.as_bytes(), &columns, precision);
    if !refused.is_empty() {
        return Err(format!("{} rows of the made-up table were refused", refused.len()).into());
    }
    let mut group = criterion.benchmark_group("structured claims");
    group.sample_size(20);
    group.throughput(Throughput::Elements(ROWS));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| read_structured_csv(black_box(table.as_bytes()), &columns, precision));
    });
    group.bench_function("link", |bencher| {
        bencher.iter(|| link(black_box(&records), &rules));
    });
    group.finish();
    Ok(())
}

fn all(criterion: &mut Criterion) {
    for measured in [of_reports(criterion), of_tables(criterion)] {
        if let Err(error) = measured {
            panic!("{error}");
        }
    }
}

criterion_group!(stages, all);
criterion_main!(stages);
