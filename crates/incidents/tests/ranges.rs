//! Runs `cases/incidents/ranges.md`: what several voices say, and what it comes to.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use marsad_domain::{Amount, Counted, Figure, NumberPart, Range, Stance, UsedAs, Voice};
use marsad_incidents::Gathered;
use support::{Record, Said, figure, speaker};

const CASES: &str = include_str!("../../../cases/incidents/ranges.md");

/// Sources that are quoted by name and known.
const KNOWN: [&str; 2] = ["registry", "wire"];

#[test]
fn every_row_of_the_table_holds() {
    let rows: Vec<[&str; 5]> = CASES.lines().filter_map(cells).collect();
    assert!(
        rows.len() >= 57,
        "the cases are not read: {} rows",
        rows.len()
    );
    let failures: Vec<String> = rows.iter().filter_map(check).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn cells(line: &str) -> Option<[&str; 5]> {
    let inside = line.strip_prefix("| ")?.strip_suffix('|')?;
    let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
    let cells: [&str; 5] = cells.try_into().ok()?;
    (cells[0] != "said" && !cells[0].starts_with("---")).then_some(cells)
}

fn check([said, killed, status, lineages, also]: &[&str; 5]) -> Option<String> {
    let found = record(said).gathered();
    let [incident] = found.incidents.as_slice() else {
        return Some(format!("{said}: {} incidents", found.incidents.len()));
    };
    let got = (
        incident.killed.map_or("none".to_owned(), shown),
        format!("{:?}", incident.status).to_lowercase(),
        incident.lineages.to_string(),
    );
    let want = (
        (*killed).to_owned(),
        (*status).to_owned(),
        (*lineages).to_owned(),
    );
    if got != want {
        return Some(format!("{said}: {got:?} where the case has {want:?}"));
    }
    (!also.is_empty() && !is_told(also, &found))
        .then(|| format!("{said}: {also:?} is not told in {incident:#?}"))
}

/// Whether the incident tells what the last column asks for.
fn is_told(also: &str, found: &Gathered) -> bool {
    let incident = &found.incidents[0];
    let uses = |used_as| {
        incident
            .arithmetic
            .iter()
            .filter(|one| one.used_as == used_as)
            .count()
    };
    let parts = |part| {
        let numbers = incident.counted.iter();
        numbers.filter(|one| one.part == part).count()
    };
    let count = |n: &str| n.parse::<usize>().unwrap();
    let is = |range: Option<Range>, text: &str| range.is_some_and(|range| shown(range) == text);
    match also.split_once(' ') {
        Some(("wording", words)) => incident.wording == words.split(", ").collect::<Vec<_>>(),
        // A report is a claim of the strike and, where it gives a number, one of the dead.
        Some(("copies", n)) => uses(UsedAs::Copy) == 2 * count(n),
        Some(("superseded", n)) => uses(UsedAs::Superseded) == count(n),
        Some(("covered", n)) => parts(NumberPart::Covered) == count(n),
        Some(("opens", n)) => parts(NumberPart::LowerBound) == count(n),
        Some(("apart", n)) => found.grey.len() == count(n),
        Some(("injured", range)) => is(incident.injured, range),
        Some(("missing", range)) => is(incident.missing, range),
        Some(("detained", range)) => is(incident.detained, range),
        Some((who, range)) => incident.of_them.iter().any(|class| {
            class.of == Counted::Killed && class.who == who && shown(class.range) == range
        }),
        None if also == "superseded" => uses(UsedAs::Superseded) == 1,
        None if also == "retracted" => incident
            .arithmetic
            .iter()
            .any(|one| one.reason.contains("retracted")),
        None => false,
    }
}

fn shown(range: Range) -> String {
    let best = range
        .best()
        .map_or("unknown".to_owned(), |best| best.to_string());
    let open = if range.is_open() { ", open" } else { "" };
    format!("{} / {best} / {}{open}", range.low(), range.high())
}

fn record(said: &str) -> Record {
    let mut record = Record::default();
    let mut reports = BTreeMap::new();
    for (minute, statement) in (0..).zip(said.split(';').map(str::trim)) {
        if let Some((copier, original)) = statement.split_once(" repeats ") {
            let (hash, first): &(_, Said) = &reports[original];
            let copy = Said {
                source: copier.to_owned(),
                minute,
                copies: Some(*hash),
                ..first.clone()
            };
            record.add(&copy);
            continue;
        }
        let (source, words) = statement.split_once(": ").unwrap();
        let (source, days) = match source.strip_suffix(" next day") {
            Some(source) => (source, 1),
            None => (source, 0),
        };
        let minute = minute + days * 24 * 60;
        let (source, quoting) = chain_of(source);
        let mut one = Said {
            quoting,
            ..Said::by(source, minute)
        };
        match words {
            "denied" => one.stance = Stance::Denied,
            "retracted" => one.stance = Stance::Retracted,
            words => one.figures = figures(words),
        }
        let hash = record.add(&one);
        reports.insert(source, (hash, one));
    }
    record
}

/// "daily quoting Edda Ruhn (director) quoting registry": a name in capitals is a speaker whom nobody knows, one in
/// small letters a known source, one in brackets a private person.
fn chain_of(source: &str) -> (&str, Vec<Voice>) {
    let mut parts = source.split(" quoting ");
    let source = parts.next().unwrap();
    let voice = |name: &str| match name.split_once(" (") {
        Some((name, role)) => Voice {
            role: Some(role.trim_end_matches(')').into()),
            ..speaker(name)
        },
        None if name.starts_with('[') => Voice {
            private: true,
            ..speaker(name.trim_matches(['[', ']']))
        },
        None if name == "army" => Voice {
            actor: Some(name.parse().unwrap()),
            ..speaker(name)
        },
        None if KNOWN.contains(&name) => Voice {
            source: Some(name.parse().unwrap()),
            ..speaker(name)
        },
        None => speaker(name),
    };
    (source, parts.map(voice).collect())
}

fn figures(words: &str) -> Vec<Figure> {
    if let Some((one, other)) = words.split_once(" and ") {
        return [one, other].into_iter().flat_map(figures).collect();
    }
    for (name, of) in [
        ("injured", Counted::Injured),
        ("missing", Counted::Missing),
        ("detained", Counted::Detained),
    ] {
        if let Some(number) = words.strip_suffix(name) {
            let counted = figures(number.trim()).into_iter();
            return counted.map(|figure| Figure { of, ..figure }).collect();
        }
    }
    if let Some((all, part)) = words.split_once(" of them ") {
        let (number, who) = part.split_once(' ').unwrap();
        let part = figure(
            Amount::Exact(number.parse().unwrap()),
            Some(who),
            true,
            part,
        );
        return figures(all).into_iter().chain([part]).collect();
    }
    let number = |text: &str| text.parse::<u64>().unwrap();
    let amount = match words.split_once(' ') {
        _ if words.starts_with("at least ") => {
            Amount::AtLeast(number(&words.replace("at least ", "")))
        }
        _ if words.starts_with("at most ") => {
            Amount::AtMost(number(&words.replace("at most ", "")))
        }
        Some(("about", n)) => Amount::About(number(n)),
        Some((a, rest)) if rest.starts_with("to ") => {
            Amount::between(number(a), number(&rest.replace("to ", "")))
        }
        Some((n, who)) => return vec![figure(Amount::Exact(number(n)), Some(who), false, words)],
        None if words == "dozens" => Amount::Vague(Some((12, 99))),
        None if words == "hundreds" => Amount::Vague(Some((100, 999))),
        None if words == "some" => Amount::Vague(None),
        None => Amount::Exact(number(words)),
    };
    vec![figure(amount, None, false, words)]
}
