//! How long control takes over many places, days and claims.
//!
//! `cargo build --release -p benches --example timeline`, then
//! `taskset -c 0 target/release/examples/timeline 10000 1000 100000`: places, days, claims of a made-up theatre.
#![expect(clippy::print_stdout, reason = "an example prints what it measured")]

use std::{collections::BTreeMap, error::Error, time::Instant};

use benches::Front;
use jiff::{ToSpan as _, civil::Date};
use marsad_control::{Timeline, assess};
use marsad_domain::{Knowledge, Question};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().ok_or("give PLACES DAYS CLAIMS");
    let (places, days, claims): (usize, usize, usize) =
        (word()?.parse()?, word()?.parse()?, word()?.parse()?);
    let front = Front::made(places, days, claims)?;
    let (first, days) = front.days;
    println!(
        "{places} places, {days} days, {} claims, {} MB before",
        front.claims.len(),
        memory()
    );
    let (context, all) = (front.context(), Knowledge::Everything);

    let start = Instant::now();
    let timeline = Timeline::of(&front.claims, &front.heads, context, all);
    let built = start.elapsed();
    let start_of_steps = Instant::now();
    let Counted { changes, counts } = count_every_day(&timeline, first, days)?;
    let (stepped, together) = (start_of_steps.elapsed(), start.elapsed());
    println!(
        "built in {built:?}, {days} days counted in {:?}, together {together:?}; {} MB",
        stepped,
        memory()
    );
    println!("{changes} changes; on the last day {counts:?}");

    let last = first.checked_add(i64::try_from(days)?.days())?;
    let start = Instant::now();
    let whole = timeline.on(last);
    println!(
        "the last day with confidence and trace: {} places in {:?}",
        whole.len(),
        start.elapsed()
    );
    let start = Instant::now();
    let question = Question {
        on: last,
        knowledge: all,
    };
    let again = assess(&front.claims, &front.heads, &context, &question);
    println!(
        "the same asked once: {:?}, equal: {}",
        start.elapsed(),
        again == whole
    );

    let held_back = front.claims.len().min(1000);
    let late = front.claims.len() - held_back;
    let mut stepped = Timeline::of(&front.claims[..late], &front.heads, context, all);
    let (mut took, none) = (Vec::new(), BTreeMap::new());
    for claim in front.claims[late..].chunks(1) {
        let start = Instant::now();
        stepped.add(claim, &none);
        took.push(start.elapsed());
    }
    took.sort_unstable();
    println!(
        "one more claim, {held_back} times: median {:?}, longest {:?}, equal: {}",
        took[took.len() / 2],
        took[took.len() - 1],
        stepped.on(last) == whole
    );
    Ok(())
}

/// What was counted.
struct Counted {
    changes: usize,
    counts: Vec<(String, usize)>,
}

/// Steps through all days and keeps count of the places by holder and state; gives how many changes there were, and
/// the counts of the last day.
fn count_every_day(
    timeline: &Timeline<'_>,
    first: Date,
    days: usize,
) -> Result<Counted, Box<dyn Error>> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    let mut day = first.yesterday()?;
    for (_, phase) in timeline.states(day) {
        *counts
            .entry((phase.state.holder(), phase.state.name()))
            .or_default() += 1;
    }
    let mut changes = 0;
    for _ in 0..=days {
        let next = day.tomorrow()?;
        for change in timeline.changes(day, next) {
            if let Some(before) = change.before {
                *counts.entry((before.holder(), before.name())).or_default() -= 1;
            }
            *counts
                .entry((change.after.holder(), change.after.name()))
                .or_default() += 1;
            changes += 1;
        }
        day = next;
    }
    let told = counts.into_iter().map(|((holder, state), count)| {
        let holder = holder.map(|id| format!(" by {id}")).unwrap_or_default();
        (format!("{state}{holder}"), count)
    });
    Ok(Counted {
        changes,
        counts: told.collect(),
    })
}

/// Memory that the process holds, in MB, as the system says; 0 where it does not.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}
