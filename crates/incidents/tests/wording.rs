//! Reports that share rare words: what brings them together and what does not.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use marsad_domain::{Amount, ReportHash};
use support::{Record, Said, figure};

/// Twelve words of a story, of which a report leaves out one in four.
fn story(number: u32, but: u32) -> Vec<u32> {
    let words = number * 100..number * 100 + 16;
    words.filter(|word| word % 4 != but).collect()
}

/// Reports on other things, so that it is known which words are rare.
fn others(record: &mut Record) {
    for at in 0..120 {
        let mut words = story(50 + at, 4);
        words.push(1);
        record.add(&Said {
            place: Some((format!("far-{at}"), -20.0, -170.0 + 2.8 * f64::from(at))),
            words,
            ..Said::by("wire", 10_000 + i64::from(at))
        });
    }
}

fn incidents_of(record: &Record, reports: &[ReportHash]) -> usize {
    let found = record.gathered();
    let names = reports.iter().map(|report| &record.heads[report].name);
    let mut homes: Vec<usize> = names
        .map(|name| {
            let is_about =
                |incident: &&marsad_domain::Incident| incident.main_reports.contains(name);
            let homes = found.incidents.iter().filter(is_about);
            assert_eq!(homes.count(), 1, "{name}");
            found
                .incidents
                .iter()
                .position(|one| is_about(&one))
                .unwrap()
        })
        .collect();
    homes.sort_unstable();
    homes.dedup();
    homes.len()
}

/// A killing, and a report on the trial a month later from another town.
fn killing_and_trial(words: impl Fn(u32) -> Vec<u32>) -> (Record, [ReportHash; 2]) {
    let mut record = Record::default();
    others(&mut record);
    let dead = || vec![figure(Amount::Exact(2), None, false, "two")];
    let killing = record.add(&Said {
        words: words(0),
        figures: dead(),
        ..Said::by("monitor", 0)
    });
    let trial = record.add(&Said {
        day: "2031-03-29".parse().unwrap(),
        place: Some(("mirn".to_owned(), 10.9, 20.0)),
        words: words(1),
        figures: dead(),
        ..Said::by("gazette", 25 * 24 * 60)
    });
    (record, [killing, trial])
}

#[test]
fn a_report_that_recalls_a_killing_in_the_same_rare_words_joins_it() {
    let (record, reports) = killing_and_trial(|but| story(7, but));
    assert_eq!(incidents_of(&record, &reports), 1);
    let found = record.gathered();
    let joined = found.incidents.iter().find(|one| one.reports.len() == 2);
    assert!(joined.unwrap().links[0].contains("text +"));
}

#[test]
fn two_reports_without_a_rare_word_in_common_stay_apart_as_place_and_day_say() {
    let (record, reports) = killing_and_trial(|but| [story(7 + but, but), vec![1]].concat());
    assert_eq!(incidents_of(&record, &reports), 2);
}

#[test]
fn two_shootings_in_one_town_on_one_day_are_told_apart_by_their_words() {
    let of = |words: [Vec<u32>; 2]| {
        let mut record = Record::default();
        others(&mut record);
        let [a, b] = words;
        let one = record.add(&Said {
            words: a,
            ..Said::by("monitor", 0)
        });
        let other = record.add(&Said {
            words: b,
            ..Said::by("gazette", 60)
        });
        incidents_of(&record, &[one, other])
    };
    assert_eq!(of([story(7, 0), story(7, 1)]), 1);
    let by_a_little = record_bits(&story(7, 4), &story(8, 4));
    assert!(by_a_little < record_bits(&story(7, 0), &story(7, 1)) - 10.0);
}

/// The bits of the second report's link, or minus infinity where it founded an incident.
fn record_bits(one: &[u32], other: &[u32]) -> f64 {
    let mut record = Record::default();
    others(&mut record);
    record.add(&Said {
        words: one.to_vec(),
        ..Said::by("monitor", 0)
    });
    record.add(&Said {
        words: other.to_vec(),
        ..Said::by("gazette", 60)
    });
    let found = record.gathered();
    let line = found.incidents.iter().find(|one| one.reports.len() == 2);
    let line = line.and_then(|incident| incident.links.first().cloned());
    line.map_or(f64::NEG_INFINITY, |line| {
        let bits = line.split(": ").nth(1).unwrap();
        bits.split(' ').next().unwrap().parse().unwrap()
    })
}

#[test]
fn a_report_without_a_claim_joins_what_is_worded_as_it_is_and_changes_nothing() {
    let (mut record, [killing, _]) = killing_and_trial(|but| story(7, but));
    let before = record.gathered();
    let said = |words: Vec<u32>, source: &str| Said {
        sub_event: None,
        words,
        ..Said::by(source, 24 * 60)
    };
    let silent = record.add(&said(story(7, 2), "daily"));
    let alone = record.add(&said(story(9, 2), "weekly"));
    let after = record.gathered();
    let name = |report: &ReportHash| record.heads[report].name.clone();
    let told = after
        .incidents
        .iter()
        .find(|one| one.main_reports.contains(&name(&killing)));
    let told = told.unwrap();
    assert!(told.main_reports.contains(&name(&silent)) && told.reports.contains(&name(&silent)));
    assert!(
        !after
            .incidents
            .iter()
            .any(|one| one.reports.contains(&name(&alone)))
    );
    assert_eq!(before.incidents.len(), after.incidents.len());
    assert_eq!(before.totals, after.totals);
    for (then, now) in before.incidents.iter().zip(&after.incidents) {
        assert_eq!(
            (then.id, &then.claims, then.killed),
            (now.id, &now.claims, now.killed)
        );
        assert_eq!(then.lineages, now.lineages);
    }
}
