#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::{NamedText, PlaceRules};

static RULES: LazyLock<PlaceRules> = LazyLock::new(|| rules(FILE));

const FILE: &str = include_str!("../../../../rules/places/coordinates.toml");

fn rules(text: &str) -> PlaceRules {
    let named = NamedText {
        file: "coordinates.toml",
        text,
    };
    PlaceRules::from_toml(&[named]).unwrap()
}

fn seen(text: &str, rules: &PlaceRules) -> Vec<String> {
    let shown = |it: &Coordinate| {
        let (lat, lon) = (it.position.lat(), it.position.lon());
        let words = it.span.of(text).unwrap();
        format!(
            "{words} > {lat:.4} {lon:.4} ±{:.3} {:?}",
            it.radius.km(),
            it.form
        )
    };
    find(text, rules.coordinates()).iter().map(shown).collect()
}

/// The rules without one of them.
fn without(id: &str) -> PlaceRules {
    let kept: Vec<&str> = FILE
        .split("[[mark]]")
        .filter(|part| !part.contains(&format!("id = {id:?}")))
        .collect();
    let bare = "[bare]\nbare_digits = 4\n";
    let text = kept.join("[[mark]]");
    rules(&if text.contains("[bare]") {
        text
    } else {
        text + bare
    })
}

#[test]
fn every_rule_is_needed_for_its_example_and_not_for_its_not() {
    let all = rules(FILE);
    assert!(!all.coordinates().cards().is_empty());
    for card in all.coordinates().cards() {
        let less = without(&card.id);
        let (example, not) = (card.example.as_str(), card.not.as_str());
        assert_eq!(seen(example, &all).len(), 1, "{}: {example}", card.id);
        assert_eq!(seen(example, &less).len(), 0, "{}: {example}", card.id);
        assert_eq!(seen(not, &all), seen(not, &less), "{}: {not}", card.id);
    }
}

#[test]
fn coordinates_are_read_in_the_ways_that_reports_write_them() {
    let rules = rules(FILE);
    let table = [
        ("10.7324, 20.7137", "10.7324 20.7137 ±0.008 Decimal"),
        ("-10.7324,-20.7137", "-10.7324 -20.7137 ±0.008 Decimal"),
        ("10.73N 20.71E", "10.7300 20.7100 ±0.780 Decimal"),
        ("N10.73 E20.71", "10.7300 20.7100 ±0.780 Decimal"),
        ("10.73° N, 20.71° W", "10.7300 -20.7100 ±0.780 Decimal"),
        ("20.71E 10.73S", "-10.7300 20.7100 ±0.780 Decimal"),
        ("lat 10.73, lon 20.71", "10.7300 20.7100 ±0.780 Decimal"),
        ("Lat: 10.73\nLon: 20.71", "10.7300 20.7100 ±0.780 Decimal"),
        (
            "longitude 20.71, latitude 10.73",
            "10.7300 20.7100 ±0.780 Decimal",
        ),
        ("10°43'57\"N 20°42'48\"E", "10.7325 20.7133 ±0.022 Degrees"),
        (
            "10° 43′ 57″ N, 20° 42′ 48″ E",
            "10.7325 20.7133 ±0.022 Degrees",
        ),
        ("10°43’57”N 20°42’48”E", "10.7325 20.7133 ±0.022 Degrees"),
        ("10°43''N 20°42''E", ""),
        ("10°43'57''N 20°42'48''E", "10.7325 20.7133 ±0.022 Degrees"),
        ("10°43.95'N 20°42.80'E", "10.7325 20.7133 ±0.013 Degrees"),
        ("10°43'57\", 20°42'48\"", "10.7325 20.7133 ±0.022 Degrees"),
        ("١٠٫٧٣ شمالاً ٢٠٫٧١ شرقاً", "10.7300 20.7100 ±0.780 Decimal"),
        ("104357N 0204248E", "10.7325 20.7133 ±0.022 Degrees"),
        ("geo:10.73,20.71", "10.7300 20.7100 ±0.780 Link"),
        ("/@10.73,20.71,15z", "10.7300 20.7100 ±0.780 Link"),
        ("?q=10.73,-20.71", "10.7300 -20.7100 ±0.780 Link"),
        ("34°N 36°E", "34.0000 36.0000 ±72.220 Decimal"),
    ];
    for (text, expected) in table {
        let found = seen(&format!("They met at {text} on Monday."), &rules);
        let found: Vec<&str> = found
            .iter()
            .filter_map(|it| Some(it.split_once(" > ")?.1))
            .collect();
        let expected: Vec<&str> = if expected.is_empty() {
            vec![]
        } else {
            vec![expected]
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn what_is_no_coordinate_is_none() {
    let rules = rules(FILE);
    let table = [
        "They lost 3.5, 2.1 in extra time.",
        "Prices rose from 1.25 to 2.50, then 3.75.",
        "Version 10.7324.1, 20.7137.2 came out.",
        "On 12.03.2031, 14.03.2031 and later.",
        "Rates were 10.7324%, 20.7137% and more.",
        "The values are 10.7324, 20.7137, 30.1234, 40.2345.",
        "It was 34°, then 36° in the shade.",
        "It was 34°C to 36°C.",
        "It costs $10.7324, 20.7137 a piece.",
        "At 91.7324, 20.7137 nothing is.",
        "At 10.7324, 181.7137 nothing is.",
        "10.73N 20.71N",
        "10.73N 20.71",
        "10°63'57\"N 20°42'48\"E",
        "-10.73N 20.71E",
        "12 N 13 E street",
        "[20.7137, 10.7324]",
        "1.2345 2.3456",
        "id a10.7324, 20.7137",
        "A 10.5 s lap and an 11.2 e mail.",
        "10/12/2031, 11/12/2031",
    ];
    for text in table {
        assert_eq!(seen(text, &rules), Vec::<String>::new(), "{text}");
    }
}

/// Squares of `mgrs` 1.5 (NGA's GEOTRANS code), read back by it, and metres of PROJ.
#[test]
fn grid_references_give_the_points_that_geotrans_gives() {
    let rules = PlaceRules::default();
    let table = [
        ("37S BU 90674 45748", 34.73240, 36.71370),
        ("37SBU9067445748", 34.73240, 36.71370),
        ("31N AA 66077 00055", 0.00050, 0.00050),
        ("56H LH 34900 52288", -33.85680, 151.21530),
        ("27W VM 54138 13689", 64.14660, -21.94260),
        ("36P VC 52797 13755", 15.50070, 32.55990),
        ("32V KN 96817 12810", 60.50000, 5.30000),
        ("33X WG 13696 80760", 78.20000, 15.59998),
        ("37M BV 21734 44681", -0.50000, 36.50000),
        ("32W ME 96550 88924", 71.99990, 8.89999),
        ("59C MM 79656 74046", -79.50000, 169.99999),
        ("36P 452797 1713755", 15.50070, 32.55990),
        ("56H 334900mE 6252288mN", -33.85680, 151.21530),
    ];
    for (text, lat, lon) in table {
        let found = find(text, rules.coordinates());
        let [one] = found.as_slice() else {
            panic!("{text}: {found:?}")
        };
        assert_eq!(one.span.of(text), Some(text));
        let away = one.position.haversine(Position::new(lat, lon).unwrap());
        assert!(away.0 < 0.003, "{text}: {:?}", one.position);
    }
}

#[test]
fn what_is_no_grid_reference_is_none() {
    let rules = PlaceRules::default();
    let table = [
        "61S BU 12345 67890",
        "37S BU 123 45678",
        "37S BU 1",
        "37I BU 12345 67890",
        "37S KU 12345 67890",
        "37S 290674 3845748",
        "12 May 1234 5678",
        "A37SBU9067445748",
        "37SBU90674457481",
    ];
    for text in table {
        assert_eq!(seen(text, &rules), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_point_has_one_id_however_it_is_written() {
    let rules = rules(FILE);
    let id = |text: &str| find(text, rules.coordinates())[0].id().unwrap();
    assert_eq!(id("10.5000, 20.2500").as_str(), "geo:10.50000,20.25000");
    assert_eq!(id("10°30'0\"N 20°15'0\"E"), id("10.5000, 20.2500"));
    assert_eq!(id("0.0000, -0.0000").as_str(), "geo:0.00000,0.00000");
}

#[test]
fn long_texts_of_digits_are_read_once() {
    let rules = rules(FILE);
    let million = 1_000_000;
    let table = [
        "1".repeat(million),
        "1.1234, ".repeat(million / 8),
        "1N".repeat(million / 2),
        "1°".repeat(million / 3),
        "37S BU ".repeat(million / 7),
        "geo:".repeat(million / 4),
        "lat 1 ".repeat(million / 6),
        "١".repeat(million / 2),
        "1.".repeat(million / 2),
        "N".repeat(million) + "1",
        "12 34 56 ".repeat(million / 9),
        "1 abcdefghijklmnop".repeat(million / 18),
        "10.7324, 20.7137, 30.1234".repeat(million / 25),
    ];
    for text in table {
        let found = find(&text, rules.coordinates());
        assert!(found.iter().all(|it| it.span.end() <= text.len()));
    }
}

proptest! {
    #[test]
    fn any_text_gives_sound_spans(text in "[0-9.,;°'\"NSEWO \\-nlatgeo:@/S-ZA-C٠-٩]{0,80}") {
        let mut last = 0;
        for one in find(&text, RULES.coordinates()) {
            prop_assert!(one.span.start() >= last && one.span.of(&text).is_some());
            prop_assert!(one.id().is_some() && one.radius.km() > 0.0);
            last = one.span.end();
        }
    }

    #[test]
    fn a_decimal_pair_is_read_as_it_is_written(lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0) {
        let text = format!("{lat:.5}, {lon:.5}");
        let found = find(&text, RULES.coordinates());
        prop_assert_eq!(found.len(), 1);
        prop_assert!((found[0].position.lat() - lat).abs() < 1e-5);
        prop_assert!((found[0].position.lon() - lon).abs() < 1e-5);
    }
}
