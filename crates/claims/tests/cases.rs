//! Runs the cases in `cases/claims` and the examples of every rule, in the invented theatre of `cases/theatre`.
//!
//! `UPDATE_CASES=1 cargo test -p marsad-claims` rewrites the tables; read the difference before keeping it.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read the case files and rules from disk"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its files are broken"
)]

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use jiff::tz::TimeZone;
use marsad_claims::{FILES, ReadingContext, Rules, read};
use marsad_domain::{
    Actors, Archived, Body, Claim, Digest32, Reading, Report, Sources, TextSketch,
};
use marsad_places::{Gazetteer, NamedText, PlaceRules, lines::Lines};

struct World {
    rules: Rules,
    place_rules: PlaceRules,
    gazetteer: Gazetteer,
    lines: Lines,
    actors: Actors,
    sources: Sources,
    zone: TimeZone,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

impl World {
    fn load() -> Self {
        let texts: Vec<String> = FILES
            .iter()
            .map(|file| text(&format!("rules/claims/en/{file}")))
            .collect();
        let files: Vec<(&str, &str)> = FILES
            .iter()
            .copied()
            .zip(texts.iter().map(String::as_str))
            .collect();
        let places: Vec<(String, String)> = ["demonyms.toml", "en.toml", "weights.toml"]
            .iter()
            .map(|file| ((*file).to_owned(), text(&format!("rules/places/{file}"))))
            .collect();
        let named: Vec<NamedText<'_>> = places
            .iter()
            .map(|(file, text)| NamedText { file, text })
            .collect();
        let (rows, areas) = (
            text("cases/theatre/places.csv"),
            text("cases/theatre/areas.csv"),
        );
        let areas = NamedText {
            file: "areas.csv",
            text: &areas,
        };
        let loaded = Gazetteer::from_csv(
            NamedText {
                file: "places.csv",
                text: &rows,
            },
            Some(areas),
        )
        .unwrap();
        assert!(loaded.refused.is_empty(), "{:?}", loaded.refused);
        Self {
            rules: Rules::from_toml(&files).unwrap(),
            place_rules: PlaceRules::from_toml(&named).unwrap(),
            gazetteer: loaded.value,
            lines: Lines::from_toml("lines.toml", &text("cases/theatre/lines.toml")).unwrap(),
            actors: Actors::from_toml("actors.toml", &text("cases/theatre/actors.toml")).unwrap(),
            sources: Sources::from_toml("sources.toml", &text("cases/theatre/sources.toml"))
                .unwrap(),
            zone: TimeZone::UTC,
        }
    }

    fn read(&self, words: &str) -> Reading {
        let context = ReadingContext::new(
            &self.rules,
            (&self.place_rules, &self.gazetteer, &self.lines),
            (&self.actors, &self.sources),
            &self.zone,
        );
        read(&report(words), &context)
    }
}

fn report(words: &str) -> Report {
    let source = "meridian".parse().unwrap();
    let published = Some("2031-03-06".parse().unwrap());
    let digest = Digest32::blake3(words.as_bytes());
    Report {
        hash: Report::hash_of(&source, published, words),
        name: "case".to_owned(),
        source,
        published,
        received: "2031-03-06T12:00:00Z".parse().unwrap(),
        language: Some("en".to_owned()),
        archived: Archived {
            blake3: digest,
            sha256: digest,
            bytes: words.len() as u64,
            media_type: "text/plain".to_owned(),
        },
        extractor: "text/1".to_owned(),
        text: words.to_owned(),
        sketch: TextSketch(Vec::new()),
        notice: None,
    }
}

/// A claim as a row: `kind | stance | said by | where | what`.
fn row(claim: &Claim) -> String {
    let voices = claim.said_by.voices().iter();
    let voices: Vec<String> = voices
        .map(|v| format!("{}{}", v.name, if v.private { "*" } else { "" }))
        .collect();
    let places = claim.r#where.iter().map(|place| {
        let relation = serde_json::to_value(place.relation).unwrap();
        let id = place
            .place
            .as_ref()
            .map_or_else(|| format!("?{}", place.text), |p| p.id.to_string());
        format!("{} {id}", relation.as_str().unwrap())
    });
    let stance = serde_json::to_value(claim.stance).unwrap();
    format!(
        "| {} | {} | {} | {} | {} |",
        claim.body.kind(),
        stance.as_str().unwrap(),
        voices.join(" < "),
        places.collect::<Vec<_>>().join(", "),
        what(claim)
    )
}

fn what(claim: &Claim) -> String {
    let mut words = match &claim.body {
        Body::Happening { sub_event } => sub_event.name().to_owned(),
        Body::Control { control } => serde_json::to_value(control.change)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned(),
        Body::Presence { of, .. } => of.clone().unwrap_or_default(),
        Body::Movement { along, .. } => along
            .as_ref()
            .map(|a| format!("along {a}"))
            .unwrap_or_default(),
        Body::Relation { relation } => serde_json::to_value(relation)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned(),
        Body::Conditional { condition, then } => format!("{} -> {}", condition.text, then.text),
        Body::Displacement { measure, .. } => serde_json::to_value(measure)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned(),
        Body::Toll { .. } | Body::Intent {} | Body::Statement {} => String::new(),
    };
    for figure in claim.body.figures() {
        let value = serde_json::to_value(figure).unwrap();
        let number = |key: &str| value.get(key).map(ToString::to_string).unwrap_or_default();
        let _ = write!(
            words,
            " {}: {} {}..{}",
            number("of"),
            number("bound"),
            number("low"),
            number("high")
        );
        if let Some(since) = figure.cumulative_since {
            let _ = write!(words, " since {since}");
        }
    }
    for actor in &claim.actors {
        let role = serde_json::to_value(actor.role).unwrap();
        let id = actor
            .id
            .as_ref()
            .map_or_else(|| format!("?{}", actor.name), ToString::to_string);
        let _ = write!(words, " {}={id}", role.as_str().unwrap());
    }
    if claim.sensitive {
        words.push_str(" sensitive");
    }
    if matches!(claim.body, Body::Statement {} | Body::Intent {}) {
        let _ = write!(words, " \"{}\"", claim.quote.text);
    }
    let _ = write!(words, " [{}]", claim.when.edtf());
    words.trim().replace(['"', '|'], "")
}

/// The file with the tables that its reports give.
fn rendered(world: &World, file: &str) -> String {
    let mut out = String::new();
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line != "```report" {
            continue;
        }
        let mut words = String::new();
        for line in lines.by_ref() {
            out.push_str(line);
            out.push('\n');
            if line == "```" {
                break;
            }
            words.push_str(line);
            words.push('\n');
        }
        while lines
            .peek()
            .is_some_and(|line| line.is_empty() || line.starts_with('|'))
        {
            lines.next();
        }
        let reading = world.read(words.trim_end());
        out.push_str("\n| kind | stance | said by | where | what |\n|---|---|---|---|---|\n");
        for claim in &reading.claims {
            let _ = writeln!(out, "{}", row(claim));
        }
        if lines.peek().is_some() {
            out.push('\n');
        }
    }
    out
}

#[test]
fn every_case_reads_as_its_table_says() {
    let world = World::load();
    let mut wrong = Vec::new();
    for name in ["paraphrases.md", "twins.md"] {
        let path = root().join("cases/claims").join(name);
        let expected = fs::read_to_string(&path).unwrap();
        let found = rendered(&world, &expected);
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&path, &found).unwrap();
        } else if found != expected {
            let lines = expected.lines().zip(found.lines()).filter(|(a, b)| a != b);
            wrong.extend(lines.map(|(a, b)| format!("{name}\n  expected {a}\n  found    {b}")));
            wrong.push(format!("{name} differs"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_fires_on_its_example_and_not_on_its_counter_example() {
    let world = World::load();
    let mut wrong = Vec::new();
    for example in world.rules.examples() {
        let fired = |words: &str| -> BTreeSet<String> {
            world
                .read(words)
                .claims
                .into_iter()
                .flat_map(|claim| claim.rules)
                .collect()
        };
        if !fired(&example.example).contains(&example.rule) {
            wrong.push(format!(
                "{} does not fire on {:?}",
                example.rule, example.example
            ));
        }
        if fired(&example.not).contains(&example.rule) {
            wrong.push(format!("{} fires on {:?}", example.rule, example.not));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_quote_is_always_verbatim() {
    let world = World::load();
    let words = "Rebel fighters captured Karsun. “Naïve — ça va?” said Zoë, a nurse in Orzan; 12 people died in Gorvan.";
    for claim in world.read(words).claims {
        let span = claim.quote.span;
        assert_eq!(
            words.get(span.start()..span.end()),
            Some(claim.quote.text.as_str())
        );
        assert!(
            claim
                .r#where
                .iter()
                .all(|place| place.span.of(words) == Some(place.text.as_str()))
        );
    }
}

#[test]
fn a_claim_that_the_report_hedges_says_so() {
    let world = World::load();
    let cases = [
        ("Rebels reportedly captured Karsun.", true),
        ("Reportedly, rebels captured Karsun.", true),
        ("Rebels captured Karsun.", false),
        ("Rebels captured Karsun and reportedly entered Orzan.", true),
    ];
    for (words, is_hedged) in cases {
        let claims = world.read(words).claims;
        let hedged = claims
            .iter()
            .filter(|claim| claim.rules.iter().any(|rule| rule == "hedge.second-hand"));
        assert_eq!(hedged.count(), usize::from(is_hedged), "{words}");
    }
}

#[test]
fn long_texts_without_structure_are_read_to_their_end() {
    let world = World::load();
    let cases = [
        "\u{201C}".repeat(10_000) + "go" + &"\u{201D}".repeat(10_000),
        "\"a\" ".repeat(10_000),
        "the aid convoy waits at the gate of Karsun and ".repeat(21_000),
        "the rebels said that ".repeat(10_000),
        "Karsun ".repeat(30_000),
        "five hundred ".repeat(20_000),
        "the head of ".repeat(20_000),
        "(".repeat(50_000),
    ];
    for words in cases {
        let reading = world.read(&words);
        assert!(
            reading
                .claims
                .iter()
                .all(|claim| claim.quote.span.end() <= words.len())
        );
    }
}

#[test]
fn a_report_in_another_language_is_unread() {
    let world = World::load();
    let other = Report {
        language: Some("tr".to_owned()),
        ..report("Karsun ele geçirildi.")
    };
    let context = ReadingContext::new(
        &world.rules,
        (&world.place_rules, &world.gazetteer, &world.lines),
        (&world.actors, &world.sources),
        &world.zone,
    );
    let reading = read(&other, &context);
    assert!(reading.unread && reading.claims.is_empty());
}

mod properties {
    use super::{World, report};
    use marsad_claims::{ReadingContext, read};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static WORLD: LazyLock<World> = LazyLock::new(World::load);

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_reads_without_panic_and_quotes_verbatim(
            words in "(\\PC|Karsun|rebels |captured |said |\"|“|”|, |\\. |if |not |at least 12 people |killed |\n){0,40}"
        ) {
            let context = ReadingContext::new(
                &WORLD.rules,
                (&WORLD.place_rules, &WORLD.gazetteer, &WORLD.lines),
                (&WORLD.actors, &WORLD.sources),
                &WORLD.zone,
            );
            let reading = read(&report(&words), &context);
            for claim in &reading.claims {
                prop_assert_eq!(claim.quote.span.of(&words), Some(claim.quote.text.as_str()));
                prop_assert!(!claim.said_by.voices().is_empty());
            }
            let again = read(&report(&words), &context);
            prop_assert_eq!(reading, again);
        }
    }
}
