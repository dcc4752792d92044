//! Runs `cases/incidents/cumulative.md`: incidents and running counts, and what both come to.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use jiff::civil::{Date, date};
use marsad_domain::{Amount, Increment, Range, Remainder, Stance, Total, UsedAs};
use marsad_incidents::TotalQuestion;
use support::{Record, Said, arden, at, figure};

const CASES: &str = include_str!("../../../cases/incidents/cumulative.md");

#[test]
fn every_row_of_the_table_holds() {
    let rows: Vec<[&str; 5]> = CASES.lines().filter_map(cells).collect();
    assert!(rows.len() >= 28, "the cases are not read: {}", rows.len());
    let failures: Vec<String> = rows.iter().filter_map(check).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn cells(line: &str) -> Option<[&str; 5]> {
    let inside = line.strip_prefix("| ")?.strip_suffix('|')?;
    let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
    let cells: [&str; 5] = cells.try_into().ok()?;
    (cells[0] != "said" && !cells[0].starts_with("---")).then_some(cells)
}

fn check([said, documented, together, undocumented, also]: &[&str; 5]) -> Option<String> {
    let mut record = Record::default();
    for (minute, statement) in (0..).zip(said.split(';').map(str::trim)) {
        record.add(&statement_of(statement, minute));
    }
    let found = record.gathered_in(&arden(), &TotalQuestion::default());
    let total = found.totals.first();
    let told = |of: &dyn Fn(&Total) -> String| total.map_or("none".to_owned(), of);
    let got = [
        told(&|total| shown(total.documented)),
        told(&|total| shown(total.union)),
        told(&|total| between(total.undocumented.low, total.undocumented.high)),
    ];
    if got != [*documented, *together, *undocumented] {
        return Some(format!(
            "{said}: {got:?} where the case has {documented}, {together}, {undocumented}"
        ));
    }
    let told = total.map(everything).unwrap_or_default();
    let missing: Vec<&str> = also
        .split("; ")
        .filter(|one| !one.is_empty() && !told.iter().any(|told| told == one))
        .collect();
    (!missing.is_empty()).then(|| format!("{said}: {missing:?} is not in {told:#?}"))
}

/// All that a total tells of its running counts, as the last column has it.
fn everything(total: &Total) -> Vec<String> {
    let superseded = total
        .arithmetic
        .iter()
        .filter(|one| one.used_as == UsedAs::Superseded)
        .count();
    let mut told = vec![
        format!("superseded {superseded}"),
        format!("increments {}", total.increments.len()),
    ];
    told.extend(total.increments.iter().map(rise));
    for remainder in &total.remainders {
        let who = whose(remainder);
        let leaves = between(remainder.low, remainder.high);
        let own = between(remainder.own_low, remainder.own_high);
        told.push(format!("{who} leaves {leaves}"));
        told.push(format!("{who} leaves {leaves}, own {own}"));
        if remainder.conflicts {
            told.push(format!("{who} conflicts"));
        }
    }
    told
}

fn whose(remainder: &Remainder) -> String {
    let source = remainder.source.as_ref().unwrap();
    match &remainder.place {
        Some(place) => format!("{source} in {place}"),
        None => source.to_string(),
    }
}

fn rise(increment: &Increment) -> String {
    let Increment {
        source,
        since,
        until,
        ..
    } = increment;
    let days = format!("from {} to {}", since.day(), until.day());
    if increment.falls {
        return format!("{source} fell {days}");
    }
    let backlog = if increment.backlog_jump {
        ", backlog"
    } else {
        ""
    };
    let rise = between(increment.low, increment.high);
    format!("{source} rose {rise} {days}{backlog}")
}

fn between(low: u64, high: Option<u64>) -> String {
    match high {
        Some(high) => format!("{low}-{high}"),
        None => format!("{low} or more"),
    }
}

fn shown(range: Range) -> String {
    let best = range
        .best()
        .map_or("unknown".to_owned(), |best| best.to_string());
    let open = if range.is_open() { ", open" } else { "" };
    format!("{} / {best} / {}{open}", range.low(), range.high())
}

fn statement_of(words: &str, minute: i64) -> Said {
    let (source, words) = words.split_once(": ").unwrap();
    let (words, since, until) = if let Some((words, days)) = words.split_once(" since ") {
        let (since, until) = days.split_once(" until ").unwrap();
        (words, Some(march(since)), march(until))
    } else {
        let (words, day) = words.split_once(" on ").unwrap();
        (words, None, march(day))
    };
    let (words, place) = match words.split_once(" in ") {
        Some((words, place)) => (words, Some(at(place))),
        None => (words, None),
    };
    let mut one = Said {
        place,
        day: until,
        // Told when all had happened, one after the other.
        ..Said::by(source, 30 * 1440 + minute)
    };
    let (amount, who) = if words == "retracted" {
        one.stance = Stance::Retracted;
        (Amount::Exact(0), None)
    } else {
        amount_of(words)
    };
    let mut counted = figure(amount, who, false, words);
    counted.is_cumulative = since.is_some();
    counted.cumulative_since = since;
    if since.is_some() {
        one.sub_event = None;
    }
    one.figures = vec![counted];
    one
}

fn amount_of(words: &str) -> (Amount, Option<&str>) {
    let number = |text: &str| text.parse::<u64>().unwrap();
    if let Some(n) = words.strip_prefix("at least ") {
        return (Amount::AtLeast(number(n)), None);
    }
    if let Some(n) = words.strip_prefix("at most ") {
        return (Amount::AtMost(number(n)), None);
    }
    if let Some((a, b)) = words.split_once(" to ") {
        return (Amount::between(number(a), number(b)), None);
    }
    match words.split_once(' ') {
        Some((n, who)) => (Amount::Exact(number(n)), Some(who)),
        None => (Amount::Exact(number(words)), None),
    }
}

fn march(day: &str) -> Date {
    date(2031, 3, day.parse().unwrap())
}
