//! Invented templates, and what counts of them.

use super::*;

fn fill(alternatives: &[&str], tags: &[&str]) -> Fill {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Fill {
        alternatives: owned(alternatives),
        tags: owned(tags),
        is_optional: false,
    }
}

fn key(kind: &str) -> Template {
    Template {
        types: vec![fill(&[kind], &[])],
        ..Template::default()
    }
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| folded(name)).collect()
}

fn halves(slots: &Slots) -> Vec<usize> {
    slots.iter().map(|slot| slot.halves).collect()
}

fn response() -> Response {
    Response {
        kind: "ATTACK",
        organisations: vec![Organisation {
            names: names(&["THE ORLA FRONT"]),
            confidence: "SUSPECTED OR ACCUSED",
        }],
        numbers: vec!["10".to_owned()],
        effects: vec!["DEATH"],
        place: Some(names(&["WENNIT"])),
    }
}

#[test]
fn right_and_partly_right_fills_count() {
    let right = Template {
        organisations: vec![fill(&["OFU", "ORLA FRONT"], &[])],
        confidences: vec![fill(&["SUSPECTED OR ACCUSED"], &["ORLA FRONT"])],
        numbers: vec![fill(&["10"], &[]), fill(&["1"], &[])],
        effects: vec![fill(&["INJURY", "DEATH"], &[])],
        locations: vec![fill(&["NORDA: WENNIT (CITY)"], &[])],
        ..key("ATTACK")
    };
    let slots = tally(&[response()], &[right]);
    assert_eq!(halves(&slots), [2, 2, 2, 2, 2, 2]);
    assert_eq!((slots[3].response, slots[3].key), (1, 2));
    let partly = Template {
        organisations: vec![fill(&["FRONT"], &[])],
        confidences: vec![fill(&["SUSPECTED OR ACCUSED BY AUTHORITIES"], &["OFU"])],
        numbers: vec![fill(&["10-"], &[])],
        effects: vec![fill(&["INJURY"], &[])],
        locations: vec![fill(&["NORDA: WENNIT (DEPARTMENT): LIST (CITY)"], &[])],
        ..key("ATTACK")
    };
    assert_eq!(halves(&tally(&[response()], &[partly])), [2, 1, 1, 1, 0, 1]);
}

#[test]
fn templates_without_a_counterpart_count_as_missing_and_as_too_many() {
    let bombing = Template {
        numbers: vec![fill(&["3"], &[])],
        ..key("BOMBING")
    };
    let slots = tally(&[response()], &[bombing]);
    assert_eq!(halves(&slots), [0; 6]);
    assert_eq!((slots[0].response, slots[0].key), (1, 1));
    assert_eq!((slots[3].response, slots[3].key), (1, 1));
}

#[test]
fn what_is_optional_costs_nothing_where_it_is_missing() {
    let optional = Template {
        is_optional: true,
        ..key("ATTACK")
    };
    assert_eq!(tally(&[], std::slice::from_ref(&optional))[0].key, 0);
    assert_eq!(tally(&[response()], &[optional])[0].key, 1);
    let mut number = fill(&["7"], &[]);
    number.is_optional = true;
    let with_number = Template {
        numbers: vec![number],
        ..key("ATTACK")
    };
    assert_eq!(tally(&[response()], &[with_number])[3].key, 0);
}

#[test]
fn a_response_goes_to_the_key_that_it_shares_most_with() {
    let near = Template {
        numbers: vec![fill(&["10"], &[])],
        ..key("ATTACK")
    };
    let slots = tally(&[response()], &[key("ATTACK"), near]);
    assert_eq!((slots[0].halves, slots[3].halves), (2, 2));
    assert_eq!(slots[0].key, 2);
}

#[test]
fn an_individual_of_the_key_is_no_organisation() {
    let with_men = Template {
        individuals: vec![fill(&["ORLA FRONT"], &[])],
        ..key("ATTACK")
    };
    let slots = tally(&[response()], &[with_men]);
    assert_eq!((slots[1].response, slots[2].response), (0, 0));
    assert_eq!(tally(&[response()], &[key("ATTACK")])[1].response, 1);
}

#[test]
fn numbers_agree_in_part_where_only_the_bound_differs() {
    let cases = [
        ("7", "7", 2),
        ("7", "~7", 1),
        ("7", "5 - 7", 1),
        ("5-7", "5 - 7", 2),
        ("7", "PLURAL", 0),
        ("PLURAL", "PLURAL", 2),
    ];
    for (number, known, points) in cases {
        assert_eq!(
            numbering(number, &fill(&[known], &[])),
            points,
            "{number} {known}"
        );
    }
}
