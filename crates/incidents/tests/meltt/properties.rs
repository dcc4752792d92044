//! What must hold of any data sets.

use std::collections::BTreeSet;

use marsad_incidents::meltt::{fit, great_circle};
use proptest::{prelude::*, test_runner::FileFailurePersistence};

use super::*;

/// A row of a set, 0 to 2, without its event.
type Row = (usize, i32, i32, f64, usize, bool);

fn any_row() -> impl Strategy<Value = Row> {
    (
        0..3usize,
        1..12i32,
        prop_oneof![3 => Just(0), 1 => 1..4i32],
        0..12u8,
        0..4usize,
        any::<bool>(),
    )
        .prop_map(|(set, day, length, north, what, harm)| {
            (set, day, day + length, f64::from(north), what, harm)
        })
}

fn any_asked() -> impl Strategy<Value = Asked> {
    (0..6u8, 0..4u32, any::<bool>(), 0..2usize).prop_map(|(km, days, is_best, unmatched)| Asked {
        km: f64::from(km),
        days,
        preference: if is_best {
            Preference::BestFit
        } else {
            Preference::FirstInTime
        },
        unmatched,
        ..usual()
    })
}

/// The sets, their rows in the order that `shuffle` gives.
fn sets_of(rows: &[Row], shuffle: impl Fn(&mut Vec<String>)) -> Vec<DataSet> {
    let words = [
        [
            "field under water",
            "pier under water",
            "hail",
            "wood on fire",
        ],
        ["river flood", "coast flood", "hail", "forest fire"],
        ["R", "C", "H", "F"],
    ];
    let set = |number: usize| {
        let mut own: Vec<String> = rows
            .iter()
            .filter(|row| row.0 == number)
            .zip(1..)
            .map(|((_, first, last, north, what, harm), event)| {
                let what = words[number][*what];
                format!(
                    "{event}, {first}, {last}, {north}, {what}, {}",
                    u8::from(*harm)
                )
            })
            .collect();
        shuffle(&mut own);
        data_set(["a", "b", "c"][number], &own)
    };
    (0..3).map(set).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_of_the_rows_changes_nothing(
        rows in prop::collection::vec(any_row(), 0..40), asked in any_asked(), turn in 0..40usize,
    ) {
        let rules = rules(&asked);
        let straight = sets_of(&rows, |_| ());
        let turned = sets_of(&rows, |own| {
            own.reverse();
            let by = turn % own.len().max(1);
            own.rotate_left(by);
        });
        prop_assert_eq!(integrate(&straight, &rules), integrate(&turned, &rules));
    }

    #[test]
    fn each_entry_is_in_one_incident_and_an_incident_has_one_of_a_set(
        rows in prop::collection::vec(any_row(), 0..40), asked in any_asked(),
    ) {
        let sets = sets_of(&rows, |_| ());
        let integrated = integrate(&sets, &rules(&asked));
        let mut seen = BTreeSet::new();
        for incident in &integrated.incidents {
            let mut own = BTreeSet::new();
            for entry in incident.entries() {
                prop_assert!(seen.insert(entry), "twice: {entry:?}");
                prop_assert!(own.insert(entry.set), "two of one set: {incident:?}");
                prop_assert!(incident.first.set <= entry.set);
            }
        }
        prop_assert_eq!(seen.len(), rows.len());
        prop_assert_eq!(integrated.summary().entries, rows.len());
    }

    #[test]
    fn every_link_is_what_the_rules_allow(
        rows in prop::collection::vec(any_row(), 0..40), asked in any_asked(),
    ) {
        let sets = sets_of(&rows, |_| ());
        let rules = rules(&asked);
        let entry = |id: EntryId| &sets[id.set].entries()[id.at];
        for incident in &integrate(&sets, &rules).incidents {
            let first = entry(incident.first);
            for link in &incident.links {
                let other = entry(link.entry);
                prop_assert_eq!(first.is_episode(), other.is_episode());
                prop_assert!(first.days.start().abs_diff(other.days.start()) <= asked.days);
                prop_assert!(first.days.end().abs_diff(other.days.end()) <= asked.days);
                prop_assert!(great_circle(first.position, other.position).0 <= asked.km);
                prop_assert_eq!(fit(first, other, &rules), Some(link.why.fit.clone()));
            }
            for flag in &incident.review {
                let episode = entry(flag.entry);
                prop_assert!(episode.is_episode() && !first.is_episode());
                prop_assert_ne!(flag.entry.set, incident.first.set);
                prop_assert!(great_circle(first.position, episode.position).0 <= asked.km);
            }
        }
    }

    #[test]
    fn nobody_is_left_alone_who_has_somebody_free(
        rows in prop::collection::vec(any_row(), 0..40), asked in any_asked(),
    ) {
        let sets: Vec<DataSet> = sets_of(&rows, |_| ()).into_iter().take(2).collect();
        let rules = rules(&asked);
        let entry = |id: EntryId| &sets[id.set].entries()[id.at];
        let alone: Vec<EntryId> = integrate(&sets, &rules)
            .incidents
            .iter()
            .filter(|incident| !incident.is_matched())
            .map(|incident| incident.first)
            .collect();
        for a in alone.iter().filter(|id| id.set == 0).map(|id| entry(*id)) {
            for b in alone.iter().filter(|id| id.set == 1).map(|id| entry(*id)) {
                let are_near = a.is_episode() == b.is_episode()
                    && a.days.start().abs_diff(b.days.start()) <= asked.days
                    && a.days.end().abs_diff(b.days.end()) <= asked.days
                    && great_circle(a.position, b.position).0 <= asked.km;
                prop_assert!(!are_near || fit(a, b, &rules).is_none(), "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn with_windows_of_nothing_only_identical_ones_match(
        rows in prop::collection::vec(any_row(), 0..40),
    ) {
        let asked = Asked { km: 0.0, days: 0, ..usual() };
        let sets = sets_of(&rows, |_| ());
        let entry = |id: EntryId| &sets[id.set].entries()[id.at];
        for incident in &integrate(&sets, &rules(&asked)).incidents {
            let first = entry(incident.first);
            for link in &incident.links {
                let other = entry(link.entry);
                prop_assert_eq!((first.days, first.position), (other.days, other.position));
            }
        }
    }
}
