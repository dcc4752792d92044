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

use std::{collections::BTreeSet, fmt::Write as _, fs};

use marsad_domain::{Body, Claim, Report, Where};

use world::{World, report, root};

mod world;

/// A claim as a row: `kind | stance | said by | where | what`.
fn row(claim: &Claim) -> String {
    let voices = claim.said_by.voices().iter();
    let voices: Vec<String> = voices
        .map(|v| format!("{}{}", v.name, if v.private { "*" } else { "" }))
        .collect();
    let named = |place: &Where| {
        let place_id = place.place.as_ref().map(|place| place.id.to_string());
        place_id.unwrap_or_else(|| format!("?{}", place.text))
    };
    let places = claim.r#where.iter().map(|place| {
        let relation = serde_json::to_value(place.relation).unwrap();
        format!("{} {}", relation.as_str().unwrap(), named(place))
    });
    let left_out = claim
        .except
        .iter()
        .map(|place| format!("except {}", named(place)));
    let places = places.chain(left_out);
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
        } else if figure.is_cumulative {
            words.push_str(" so far");
        }
        if figure.is_part {
            let _ = write!(
                words,
                " of them {}",
                figure.who.as_deref().unwrap_or("some")
            );
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
    for name in [
        "counts.md",
        "exceptions.md",
        "notes.md",
        "paraphrases.md",
        "turns.md",
        "twins.md",
    ] {
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
                .map(String::from)
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
    let cases = [
        (Some("tr"), "Karsun ele geçirildi.", true),
        (Some("fr-FR"), "Les rebelles ont pris Karsun.", true),
        (None, "سيطرت القوات على كارسون، بحسب مصادر.", true),
        (None, "Повстанцы взяли Karsun.", true),
        (None, "Rebels captured Karsun.", false),
        (Some("en-GB"), "Rebels captured Karsun.", false),
        (Some("EN"), "كارسون: Rebels captured Karsun.", false),
    ];
    for (language, words, is_unread) in cases {
        let other = Report {
            language: language.map(str::to_owned),
            ..report(words)
        };
        let reading = world.read_report(&other);
        assert_eq!(reading.unread, is_unread, "{words}");
        assert_eq!(reading.claims.is_empty(), is_unread, "{words}");
    }
}
