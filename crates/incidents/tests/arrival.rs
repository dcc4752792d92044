//! However mentions arrive, their incidents are those of a full replay.
#![expect(clippy::unwrap_used, reason = "tests")]

use marsad_domain::{Kilometres, Position, WordSketch};
use marsad_incidents::{
    Bounds, DayRange, InReport, LinkRules, Linkage, Linked, Record, Term, Wording, link,
};
use proptest::prelude::*;

const WEIGHTS: &str = include_str!("../../../rules/incidents/weights.toml");
const CLAIMS: &str = include_str!("../../../rules/incidents/claims.toml");

/// The rules for tables, and those for claims of reports: the latter compare words and weigh days by their window.
fn rules(of_claims: bool) -> LinkRules {
    let (name, text) = if of_claims {
        ("claims.toml", CLAIMS)
    } else {
        ("weights.toml", WEIGHTS)
    };
    LinkRules::from_toml(name, text).unwrap()
}

/// Incidents and doubts by the ids of their mentions.
fn told(linked: &Linked, id: impl Fn(u32) -> String) -> (Vec<Vec<String>>, Vec<String>) {
    let incidents = linked
        .incidents
        .iter()
        .map(|members| members.iter().map(|at| id(*at)).collect())
        .collect();
    let unsure = linked
        .unsure
        .iter()
        .map(|one| {
            format!(
                "{} {} {:?} {:?}",
                id(one.record),
                id(one.incident),
                one.bits,
                one.doubt
            )
        })
        .collect();
    (incidents, unsure)
}

fn told_by(linkage: &Linkage<'_>) -> (Vec<Vec<String>>, Vec<String>) {
    told(&linkage.linked(), |at| {
        linkage.record(at).unwrap().id.to_string()
    })
}

prop_compose! {
    fn any_record()(
        town in 0..6u8, east in -9..9i32, day in 0..12i32, days in 0..3i32, lag in 0..4i64, radius in 0..5usize,
        kind in 0..4u32, sides in (0..5u32, 0..5u32), killed in 0..9u32, words in 0..40u32, is_day_stated: bool,
        wording in prop::option::of(any_wording()),
    ) -> Record {
        let known = |n: u32| (n > 0).then_some(n);
        let side = |n: u32| known(n).map(|n| Term { value: n, family: n / 2 });
        Record {
            id: "".into(),
            published: i64::from(day) + lag,
            is_day_stated,
            days: (days < 2).then(|| DayRange::new(day, day + days)),
            position: Position::new(9.0 + f64::from(town) * 0.4, 20.0 + f64::from(east) * 0.004).ok(),
            radius: Kilometres([0.33, 3.3, 22.0, 90.0, 400.0][radius]),
            kind: known(kind).map(Term::alone),
            sides: [side(sides.0), side(sides.1)],
            killed: (killed > 0).then_some(killed * killed),
            source: None,
            in_report: Some(Box::new(InReport { report: None, words: (words < 3).then_some(words), wording })),
        }
    }
}

prop_compose! {
    /// A third of a story's words, and some of all.
    fn any_wording()(
        story in 0..5u32, said in prop::collection::btree_set(0..18u32, 4..12), more in prop::collection::btree_set(200..260u32, 0..5),
        source in 0..3u32, day in 0..16i32,
    ) -> Wording {
        let words = said.iter().map(|word| story * 20 + word).chain(more);
        Wording { words: WordSketch(words.collect()), source, day }
    }
}

/// Records with ids of their own, in canonical order.
fn numbered(mut records: Vec<Record>) -> Vec<Record> {
    for (at, record) in records.iter_mut().enumerate() {
        record.id = format!("{at:04}").into();
    }
    records.sort_by(Record::canonical_cmp);
    records
}

fn arrived(
    records: &[Record],
    order: &[usize],
    rules: &LinkRules,
) -> (Vec<Vec<String>>, Vec<String>) {
    let mut linkage = Linkage::new(rules);
    for at in order {
        linkage.add(records[*at].clone());
    }
    told_by(&linkage)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_arrival_leaves_no_trace(
        records in prop::collection::vec(any_record(), 1..40), seed: u64, of_claims: bool,
    ) {
        let (records, rules) = (numbered(records), rules(of_claims));
        let replayed = told(&link(&records, &rules), |at| records[at as usize].id.to_string());
        let in_order: Vec<usize> = (0..records.len()).collect();
        let mut shuffled = in_order.clone();
        shuffled.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        prop_assert_eq!(&arrived(&records, &in_order, &rules), &replayed);
        prop_assert_eq!(&arrived(&records, &shuffled, &rules), &replayed);
    }

    #[test]
    fn what_people_decided_binds_and_can_be_taken_back(
        records in prop::collection::vec(any_record(), 6..40), of_claims: bool,
    ) {
        let (records, rules) = (numbered(records), rules(of_claims));
        let mut linkage = Linkage::of(records.clone(), &Bounds::default(), &rules);
        let before = told_by(&linkage);
        let last = u32::try_from(records.len()).unwrap() - 1;
        linkage.bind(&Bounds { together: vec![vec![0, last, 2]], apart: vec![(1, 3)] });
        let home = |linked: &Linked, at: u32| linked.incidents.iter().position(|members| members.contains(&at));
        let bound = linkage.linked();
        prop_assert_eq!(home(&bound, 0), home(&bound, last));
        prop_assert_eq!(home(&bound, 0), home(&bound, 2));
        prop_assert_ne!(home(&bound, 1), home(&bound, 3));
        linkage.bind(&Bounds::default());
        prop_assert_eq!(told_by(&linkage), before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn late_mentions_of_a_record_with_a_background_leave_no_trace(
        records in prop::collection::vec(any_record(), 330..420), late in prop::collection::btree_set(0..320usize, 1..12),
        of_claims: bool,
    ) {
        let (records, rules) = (numbered(records), rules(of_claims));
        let replayed = told(&link(&records, &rules), |at| records[at as usize].id.to_string());
        let last = records.len() - 9;
        let punctual = (0..last).filter(|at| !late.contains(at)).map(|at| records[at].clone());
        let mut linkage = Linkage::of(punctual.collect(), &Bounds::default(), &rules);
        for at in late.iter().copied().chain(last..records.len()) {
            linkage.add(records[at].clone());
        }
        prop_assert_eq!(&told_by(&linkage), &replayed);
    }
}
