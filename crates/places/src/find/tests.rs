#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::NamedText;

mod of_one_war;

fn gazetteer() -> Gazetteer {
    let places = NamedText {
        file: "places.csv",
        text: include_str!("../../tests/data/places.csv"),
    };
    let areas = NamedText {
        file: "areas.csv",
        text: include_str!("../../tests/data/areas.csv"),
    };
    Gazetteer::from_csv(places, Some(areas)).unwrap().value
}

fn rules() -> PlaceRules {
    let file = |file, text| NamedText { file, text };
    PlaceRules::from_toml(&[
        file("en.toml", include_str!("../../../../rules/places/en.toml")),
        file(
            "weights.toml",
            include_str!("../../../../rules/places/weights.toml"),
        ),
        file(
            "demonyms.toml",
            include_str!("../../../../rules/places/demonyms.toml"),
        ),
        file(
            "person-names.toml",
            include_str!("../../../../rules/places/person-names.toml"),
        ),
    ])
    .unwrap()
}

/// Every toponym as `text>place/sense`, with `+feature` where there is one.
fn seen(text: &str) -> Vec<String> {
    seen_in(&gazetteer(), text)
}

fn seen_in(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let shown = |toponym: Toponym| {
        let place = toponym.place.as_ref().map_or("-", |id| id.as_str());
        let feature = toponym
            .feature
            .map_or(String::new(), |feature| format!("+{}", feature.word));
        let sense = format!("{:?}", toponym.sense).to_lowercase();
        format!("{}>{place}/{sense}{feature}", toponym.text)
    };
    find(text, gazetteer, &rules())
        .into_iter()
        .map(shown)
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(seen(text), expected, "{text}");
}

#[test]
fn every_rule_fires_on_its_example_and_not_on_its_not() {
    let (gazetteer, rules) = (over_world(), rules());
    let fires = |id: &str, text: &str| {
        let judged = judge(text, &gazetteer, &rules);
        let kept = judged
            .toponyms
            .into_iter()
            .flat_map(|toponym| toponym.reasons);
        let refused = judged
            .rejected
            .into_iter()
            .flat_map(|rejected| rejected.reasons);
        kept.chain(refused)
            .any(|reason| reason.to_string().starts_with(&format!("{id}:")))
    };
    for card in rules.cards() {
        assert!(
            fires(&card.id, &card.example),
            "{} does not fire on {:?}",
            card.id,
            card.example
        );
        assert!(
            !fires(&card.id, &card.not),
            "{} fires on {:?}",
            card.id,
            card.not
        );
        assert!(!card.meaning.is_empty(), "{} says nothing", card.id);
    }
}

#[test]
fn a_word_beside_the_name_tells_city_from_region() {
    check("Troops left Karvel city.", &["Karvel>karvel/literal+city"]);
    check(
        "Troops left Karvel province.",
        &["Karvel>karvel-governorate/literal+province"],
    );
    check("Troops left Karvel.", &["Karvel>karvel/literal"]);
    check(
        "the Karvel Governorate",
        &["Karvel>karvel-governorate/literal+Governorate"],
    );
    check("in the Talmira region", &["Talmira>talmira/literal+region"]);
    check("east of the Orun River.", &["Orun>orun/literal+River"]);
    check(
        "the province of Karvel",
        &["Karvel>karvel-governorate/literal+province"],
    );
}

#[test]
fn the_area_named_beside_decides() {
    check(
        "Hamlin, Ostan province",
        &[
            "Hamlin>hamlin-ostan/literal",
            "Ostan>ostan-governorate/literal+province",
        ],
    );
    check(
        "Hamlin, in the northern Karvel countryside",
        &[
            "Hamlin>hamlin-karvel/literal",
            "Karvel>karvel-governorate/literal+countryside",
        ],
    );
}

#[test]
fn the_other_places_of_the_text_decide() {
    check(
        "Fighting spread from Bara to Hamlin and Talmira.",
        &[
            "Bara>bara/literal",
            "Hamlin>hamlin-karvel/literal",
            "Talmira>talmira/literal",
        ],
    );
    check(
        "Fighting spread from Al-Sorun to Hamlin.",
        &["Al-Sorun>al-sorun/literal", "Hamlin>hamlin-ostan/literal"],
    );
    check(
        "Hamlin in Karvel province fell. Later, Hamlin was retaken from the south of Ostan.",
        &[
            "Hamlin>hamlin-karvel/literal",
            "Karvel>karvel-governorate/literal+province",
            "Hamlin>hamlin-karvel/literal",
            "Ostan>ostan-city/literal",
        ],
    );
}

#[test]
fn senses_are_told_apart() {
    check("Veridia denied it.", &["Veridia>veridia/metonym"]);
    check("People in Veridia denied it.", &["Veridia>veridia/literal"]);
    check("Karvel residents fled.", &["Karvel>karvel/modifier"]);
    check("the University of Karvel", &["Karvel>karvel/embedded"]);
    check("Karvel University Hospital", &["Karvel>karvel/embedded"]);
    check("Syrian troops", &["Syrian>-/demonym"]);
}

#[test]
fn names_of_persons_and_other_words_are_no_places() {
    check("Mr Karvel spoke. Gen. Aldo Karvel spoke.", &[]);
    check(
        "Jordane Smith said so in Jordane.",
        &["Jordane>jordane/literal"],
    );
    check("Bara said so. They slept in Bara.", &["Bara>bara/literal"]);
    check(
        "Talmira, Bara and Syrians",
        &[
            "Talmira>talmira/literal",
            "Bara>bara/literal",
            "Syrians>-/demonym",
        ],
    );
    check("a karvel is a boat; Karvels float", &[]);
    check(
        "As Sorun fell, An-Karvel stood",
        &["Sorun>al-sorun/literal", "Karvel>karvel/literal"],
    );
}

#[test]
fn arabic_names_are_found_in_arabic_text() {
    check(
        "انسحبت القوات من كَرْفَل وتل الزهر إلى تلميرا، ثم للصورون وبالصورون",
        &[
            "كَرْفَل>karvel/literal",
            "تل الزهر>tell-az-zahr/literal",
            "تلميرا>talmira/literal",
            "صورون>al-sorun/literal",
            "الصورون>al-sorun/literal",
        ],
    );
}

#[test]
fn without_rules_or_places_reading_still_works() {
    assert_eq!(find("Karvel", &Gazetteer::empty(), &rules()), []);
    let bare = find("Karvel said", &gazetteer(), &PlaceRules::default());
    assert_eq!(bare.len(), 1);
}

#[test]
fn a_plural_word_speaks_of_the_whole_list() {
    check(
        "in Karvel and Ostan provinces",
        &[
            "Karvel>karvel-governorate/literal+provinces",
            "Ostan>ostan-governorate/literal+provinces",
        ],
    );
    check(
        "the cities of Karvel, Talmira and Ostan",
        &[
            "Karvel>karvel/literal+cities",
            "Talmira>talmira/literal+cities",
            "Ostan>ostan-city/literal+cities",
        ],
    );
}

#[test]
fn unlisted_names_are_kept_where_a_word_beside_says_place() {
    check(
        "They took the village of Barrow.",
        &["Barrow>-/literal+village"],
    );
    check(
        "They took the Old Barrow district.",
        &["Barrow>-/literal+district"],
    );
    check("They slept in Talmeerah.", &["Talmeerah>talmira/literal"]);
    check("They met in Barrow with Talmeerah.", &[]);
    check("Old city walls; the Governorate and the Province.", &[]);
}

#[test]
fn a_word_before_of_belongs_to_the_name_after_it() {
    check(
        "in the Karvel suburb of Talmira",
        &["Karvel>karvel/literal", "Talmira>talmira/literal+suburb"],
    );
    check(
        "in the Talmira region of Veridia",
        &["Talmira>talmira/literal+region", "Veridia>veridia/literal"],
    );
    check("Jordane Defense Forces", &["Jordane>jordane/embedded"]);
    check("the Veridia-led alliance", &["Veridia>veridia/metonym"]);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Texts in which names, marks, articles and anything else of Unicode stand side by side.
    fn texts() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            any::<String>(),
            "[A-Za-zé' .,\\-\u{2019}\n]{0,12}",
            "[ء-يً-ْـ ]{0,8}",
            prop::sample::select(vec![
                "Karvel",
                "Tell az-Zahr",
                "Al-Sorun",
                "كَرْفَل",
                "للصورون",
                "Hamlin",
                "Orun River",
                "province",
                " in ",
                " and ",
                "towns of ",
                "’s",
                "ﷺ",
                "ﬁ",
                "İ",
                "\u{0301}",
                "Mr ",
                "Talmeerah",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn spans_are_verbatim_sorted_and_apart(text in texts()) {
            let (gazetteer, rules) = (gazetteer(), rules());
            let judged = judge(&text, &gazetteer, &rules);
            let mut end = 0;
            for toponym in &judged.toponyms {
                prop_assert!(toponym.span.start() >= end && !toponym.span.is_empty());
                prop_assert_eq!(toponym.span.of(&text), Some(toponym.text.as_str()));
                end = toponym.span.end();
                let sum: f64 = toponym.candidates.iter().map(|c| c.score.get()).sum();
                prop_assert!(sum <= 1.0 + 1e-9);
                if let Some(feature) = &toponym.feature {
                    prop_assert_eq!(feature.span.of(&text), Some(feature.word.as_str()));
                    prop_assert!(!feature.span.overlaps(toponym.span));
                }
            }
        }

        #[test]
        fn a_listed_name_has_the_normal_form_of_its_words(text in texts()) {
            let (gazetteer, rules) = (gazetteer(), rules());
            let words = Words::of(&text);
            let mut candidates = Candidates::default();
            for mention in mention::mentions(&words, &mut candidates, &gazetteer, &rules) {
                if let mention::Named::Places { .. } = mention.names {
                    prop_assert!(!candidates.get(&mention.candidates).is_empty());
                    let words = mention.span.of(&text).unwrap_or_default();
                    prop_assert!(gazetteer.index().number(&crate::normal_form(words)).is_some(), "{words:?}");
                }
            }
        }

        #[test]
        fn the_same_text_reads_alike_twice(text in texts()) {
            let (gazetteer, rules) = (gazetteer(), rules());
            prop_assert_eq!(find(&text, &gazetteer, &rules), find(&text, &gazetteer, &rules));
        }
    }
}

#[test]
fn ten_megabytes_of_names_are_read() {
    let line = "Karvel, Hamlin and Tell az-Zahr in Karvel province; كَرْفَل. ";
    let text = line.repeat(10_000_000 / line.len());
    let found = find(&text, &gazetteer(), &rules());
    assert_eq!(found.len(), 5 * text.matches("Hamlin").count());
}

#[test]
fn letters_for_a_country_count_only_in_capitals() {
    let text = "id,name,spellings,kind,lat,lon,country\nx,Overseas,OS|O.S.,country,1,1,XO\n";
    let gazetteer = Gazetteer::from_csv(
        NamedText {
            file: "c.csv",
            text,
        },
        None,
    )
    .unwrap()
    .value;
    let count = |text| find(text, &gazetteer, &rules()).len();
    assert_eq!(count("The OS and the O.S. said no."), 2);
    assert_eq!(count("Os and os and o.s. said no."), 0);
    assert_eq!(count("os"), 0);
}

/// The invented places over a long list with more of their names.
fn over_world() -> Gazetteer {
    let places = "gn-1\tKarvel\tcity\t44.0\t28.0\t150000\tXN\t\ngn-2\tLonely\ttown\t44.1\t28.1\t6000\tXN\t\n\
                  gn-3\tLonely\tvillage\t40.1\t20.1\t1200\tXV\t\ngn-4\tGreat Port\tcity\t44.3\t28.3\t400000\tXN\t\n\
                  gn-5\tMarket\tvillage\t44.2\t28.2\t1000\tXN\t\ngn-6\tNancy\tcity\t44.4\t28.4\t200000\tXN\t\n\
                  gn-7\tBashir\tcity\t44.5\t28.5\t200000\tXN\t\ngn-8\tAnil\tcity\t44.6\t28.6\t200000\tXN\t\n\
                  gn-9\tAdams\tcity\t44.7\t28.7\t200000\tXN\t\n";
    let names = "adams\t8\nanil\t7\nbashir\t6\ngreat port\t3\nkarvel\t0\nlonely\t1,2\nmarket\t4\nnancy\t5\n";
    gazetteer().over_world(std::sync::Arc::new(crate::world::example::list(
        places, names,
    )))
}

fn check_over_world(text: &str, expected: &[&str]) {
    let found = find(text, &over_world(), &rules()).into_iter();
    let seen: Vec<String> = found
        .map(|toponym| {
            let place = toponym.place.as_ref().map_or("-", |id| id.as_str());
            format!("{}>{place}", toponym.text)
        })
        .collect();
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn an_ambiguous_name_is_the_theatres_own_unless_the_text_speaks_of_elsewhere() {
    check_over_world("Shelling hit Karvel.", &["Karvel>karvel"]);
    check_over_world(
        "Shelling hit Karvel, Noland.",
        &["Karvel>gn-1", "Noland>noland"],
    );
    check_over_world(
        "In Noland, ships left Great Port. They were seen in Lonely.",
        &["Noland>noland", "Great Port>gn-4", "Lonely>gn-2"],
    );
    check_over_world(
        "Shelling hit Bara and Talmira. It was heard in Lonely.",
        &["Bara>bara", "Talmira>talmira", "Lonely>gn-3"],
    );
}

#[test]
fn a_name_that_only_the_long_list_has_needs_a_reason() {
    check_over_world("Great Port is calm.", &["Great Port>gn-4"]);
    check_over_world("Market leaders met.", &[]);
    check_over_world("Shelling hit the village of Market.", &["Market>gn-5"]);
    check_over_world("The market is calm. They met in Market Street.", &[]);
}
