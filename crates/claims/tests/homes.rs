//! Generic names such as "the army" mean the parties and sources of a theatre only in reports about its home.
#![expect(
    clippy::disallowed_methods,
    reason = "the test reads the theatre from disk"
)]
#![expect(clippy::unwrap_used, reason = "tests")]

mod world;

use std::collections::BTreeSet;

use marsad_claims::{Home, read};
use marsad_domain::{Actors, Reading, Report, Sources};
use world::World;

/// Parties of a second war, some of them under the names of those of the first.
const MORE_ACTORS: &str = r#"
[[actor]]
id = "kes-army"
name = "Army of the plains"
kind = "state"
aliases = ["the army", "army", "army units", "plains troops"]
basis = "invented"

[[actor]]
id = "kes-league"
name = "River League"
kind = "rebel"
aliases = ["River League", "RL", "league fighters", "Islamist fighters"]
basis = "invented"
[[actor.leader]]
name = "Mira Holt"
aliases = ["Holt"]
role = "leader"
"#;

const MORE_SOURCES: &str = r#"
[[source]]
id = "vel-interior"
name = "Interior Ministry of Veldania"
aliases = ["interior ministry", "Interior Ministry", "Ministry of the Interior"]
kind = "government"
reliability = "D"
favours = ["vel-government"]
reason = "invented"
basis = "invented"

[[source]]
id = "kes-command"
name = "Command of the plains"
aliases = ["army spokesman", "the command"]
kind = "government"
reliability = "D"
favours = ["kes-army"]
reason = "invented"
basis = "invented"
"#;

/// The invented theatre with a second one beside it.
fn world() -> World {
    let mut world = World::load();
    let with = |file: &str, more: &str| format!("{}\n{more}", world::text(file));
    let actors = with("cases/theatre/actors.toml", MORE_ACTORS);
    let sources = with("cases/theatre/sources.toml", MORE_SOURCES);
    world.actors = Actors::from_toml("actors.toml", &actors).unwrap();
    world.sources = Sources::from_toml("sources.toml", &sources).unwrap();
    world
}

/// The homes of both wars.
fn homes(world: &World) -> Vec<Home> {
    let is_second = |id: &str| id.starts_with("kes-");
    let home = |country: &str, second: bool| Home {
        countries: [country.to_owned()].into(),
        actors: (world.actors.iter())
            .filter(|actor| is_second(actor.id.as_str()) == second)
            .map(|actor| actor.id.clone())
            .collect(),
        sources: (world.sources.iter())
            .filter(|source| is_second(source.id.as_str()) == second)
            .map(|source| source.id.clone())
            .collect(),
    };
    vec![home("VX", false), home("KX", true)]
}

/// The parties and sources that a reading names, without who published it.
fn named(reading: &Reading) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for claim in &reading.claims {
        let actors = claim.actors.iter().filter_map(|actor| actor.id.as_ref());
        named.extend(actors.map(ToString::to_string));
        let sources = claim
            .said_by
            .voices()
            .iter()
            .filter_map(|v| v.source.as_ref());
        named.extend(sources.map(ToString::to_string));
    }
    named.remove("meridian");
    named
}

/// Reads a report with some homes.
fn read_between(world: &World, report: &Report, homes: Vec<Home>) -> Reading {
    read(report, &world.context_between(homes))
}

/// Checks whom a report of Meridian News names for a reader who knows some homes.
fn check(world: &World, homes: &[Home], words: &str, expected: &[&str]) {
    let reading = read_between(world, &world::report(words), homes.to_vec());
    assert!(!reading.claims.is_empty(), "nothing is read in {words:?}");
    let expected: BTreeSet<String> = expected.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(named(&reading), expected, "{words:?}");
}

#[test]
fn of_two_homes_the_one_counts_that_the_report_is_about() {
    let world = world();
    let homes = homes(&world);
    let cases: &[(&str, &[&str])] = &[
        ("The army captured Dalmet.", &["vel-government"]),
        ("The army captured a village in Kessia.", &["kes-army"]),
        (
            "The army captured Dalmet, an army spokesman said.",
            &["vel-government"],
        ),
        ("The army captured a village.", &[]),
        ("Rebel battalions captured a village.", &[]),
        ("Islamist fighters captured Dalmet.", &[]),
        (
            "Islamist fighters captured a village in Kessia.",
            &["kes-league"],
        ),
        ("Rebel battalions captured Dalmet.", &["vel-rebels"]),
        (
            "Veldanian forces captured a village. Rebels captured a farm.",
            &["vel-government", "vel-rebels"],
        ),
        (
            "River League fighters captured a village. The army captured a farm.",
            &["kes-army", "kes-league"],
        ),
        (
            "Mira Holt visited the front. The army captured a farm.",
            &["kes-army"],
        ),
    ];
    for (words, expected) in cases {
        check(&world, &homes, words, expected);
    }
}

#[test]
fn a_name_that_parties_of_two_homes_have_is_nobodys_where_a_report_is_about_both() {
    let world = world();
    let homes = homes(&world);
    let both = "The army captured Dalmet. The army captured a village in Kessia.";
    check(&world, &homes, both, &[]);
    let one = "Rebels captured Dalmet. The army captured a village in Kessia.";
    check(&world, &homes, one, &["vel-rebels"]);
}

#[test]
fn the_one_home_that_was_chosen_counts_unless_the_report_is_from_elsewhere() {
    let world = World::load();
    let homes = [homes(&world).remove(0)];
    check(
        &world,
        &homes,
        "The army captured a village.",
        &["vel-government"],
    );
    check(
        &world,
        &homes,
        "The army captured a village in Kessia.",
        &[],
    );
    let named = "The army captured a village in Kessia. Veldanian troops captured a farm.";
    check(&world, &homes, named, &["vel-government"]);
}

#[test]
fn whoever_publishes_a_report_is_no_evidence_of_where_it_is() {
    let world = world();
    let words = "The Veldanian Defence Ministry said that rebels captured a village.";
    let mut report = world::report(words);
    let read = |report: &_| named(&read_between(&world, report, homes(&world)));
    assert!(read(&report).contains("vel-rebels"));
    report.source = "defence-ministry".parse().unwrap();
    assert!(!read(&report).contains("vel-rebels"));
}

#[test]
fn generic_words_belong_to_the_name_before_them() {
    let world = world();
    let homes = homes(&world);
    let cases: &[(&str, &[&str])] = &[
        ("The Orlak Army captured Dalmet.", &[]),
        (
            "The Kessian Interior Ministry said that Dalmet was captured.",
            &[],
        ),
        (
            "The Interior Ministry said that Dalmet was captured.",
            &["vel-interior"],
        ),
        (
            "The Ministry of the Interior said that Dalmet was captured.",
            &["vel-interior"],
        ),
        ("Veldanian rebels captured Dalmet.", &["vel-rebels"]),
    ];
    for (words, expected) in cases {
        check(&world, &homes, words, expected);
    }
}

#[test]
fn a_party_that_nobody_knows_keeps_its_words() {
    let world = world();
    let reading = read_between(
        &world,
        &world::report("The Orlak rebels captured a village."),
        homes(&world),
    );
    let names = reading.claims.iter().flat_map(|claim| &claim.actors);
    let names: Vec<&str> = names.map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["orlak rebels"]);
}

#[test]
fn without_homes_generic_names_always_hold() {
    let reading = World::load().read("The army captured a village.");
    assert_eq!(named(&reading), ["vel-government".to_owned()].into());
}
