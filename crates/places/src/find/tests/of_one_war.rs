//! Names in texts about one war, where other spellings of the theatre's names are meant more often than other places.

use super::*;

fn theatre() -> Gazetteer {
    let places = NamedText {
        file: "places.csv",
        text: include_str!("../../../tests/data/places.csv"),
    };
    let more = "id,name,spellings,kind,lat,lon,population,admin1,country,basis\n\
                kafr-zemin,Kafr Zemin,,village,41.1,21.3,900,ostan-governorate,XV,invented\n\
                zamin,Zamin,,village,40.2,20.2,700,karvel-governorate,XV,invented\n\
                miskan,Al-Miskan,,town,40.2,20.4,,karvel-governorate,XV,invented\n\
                west-dorin,Western Dorin,,village,41.0,21.4,800,ostan-governorate,XV,invented\n\
                dorin-ez-zel,Dorin ez Zel,,town,40.3,20.1,9000,karvel-governorate,XV,invented\n\
                qortan,Qortan,,village,40.3,20.3,400,karvel-governorate,XV,invented\n\
                qorten,Qorten,,village,41.3,21.1,400,ostan-governorate,XV,invented\n";
    let areas = NamedText {
        file: "areas.csv",
        text: include_str!("../../../tests/data/areas.csv"),
    };
    let more = NamedText {
        file: "more.csv",
        text: more,
    };
    let own = Gazetteer::from_csv(places, Some(areas)).unwrap().value;
    let more = Gazetteer::from_csv(more, None).unwrap().value;
    Gazetteer::merged(more, own)
}

fn check_in(gazetteer: &Gazetteer, text: &str, expected: &[&str]) {
    assert_eq!(seen_in(gazetteer, text), expected, "{text}");
}

fn check(text: &str, expected: &[&str]) {
    check_in(&theatre().of_one_war(), text, expected);
}

#[test]
fn another_spelling_in_the_named_area_is_meant_rather_than_a_listed_name_elsewhere() {
    check(
        "Qortan village, Karvel province",
        &[
            "Qortan>qortan/literal+village",
            "Karvel>karvel-governorate/literal+province",
        ],
    );
    check(
        "Qortan village, Ostan province",
        &[
            "Qortan>qorten/literal+village",
            "Ostan>ostan-governorate/literal+province",
        ],
    );
    check(
        "They took Qortan village.",
        &["Qortan>qortan/literal+village"],
    );
}

#[test]
fn a_name_that_only_sounds_like_one_of_another_region_or_kind_is_nobodys() {
    let known = ["Meskan>miskan/literal+town"];
    check("They took the town of Meskan.", &known);
    check(
        "They took the town of Meskan, Ostan province.",
        &[
            "Meskan>-/literal+town",
            "Ostan>ostan-governorate/literal+province",
        ],
    );
    check("They crossed Meskan bridge.", &["Meskan>-/literal+bridge"]);
}

#[test]
fn a_whole_name_by_sound_comes_before_a_listed_part_of_it() {
    check("They took Kafr Zamin.", &["Kafr Zamin>kafr-zemin/literal"]);
    check("They took Zamin.", &["Zamin>zamin/literal"]);
    check("They took Old Zamin.", &["Zamin>zamin/literal"]);
}

#[test]
fn a_name_that_begins_as_places_do_is_not_what_follows() {
    check("They took Tall Talmira.", &["Tall Talmira>-/literal"]);
    check_in(
        &theatre(),
        "They took Tall al Talmira.",
        &["Tall al Talmira>-/literal"],
    );
    check("A tall Talmira stood.", &["Talmira>talmira/literal"]);
}

#[test]
fn the_longer_of_two_names_that_share_a_word_is_meant() {
    check("in Western Dorin", &["Western Dorin>west-dorin/literal"]);
    check(
        "in Western Dorin ez Zel",
        &["Dorin ez Zel>dorin-ez-zel/literal"],
    );
}

#[test]
fn a_town_whose_people_nobody_counted_has_as_many_as_towns_have() {
    let more = "id,name,kind,lat,lon,population,admin1,country,basis\n\
                fen-a,Fennel,town,40.1,20.1,,karvel-governorate,XV,invented\n\
                fen-b,Fennel,village,41.1,21.1,2000,ostan-governorate,XV,invented\n";
    let more = NamedText {
        file: "more.csv",
        text: more,
    };
    let more = Gazetteer::from_csv(more, None).unwrap().value;
    check_in(&more.of_one_war(), "in Fennel", &["Fennel>fen-a/literal"]);
}
