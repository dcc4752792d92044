//! Runs the cases in `cases/places` and the examples of the rules for relations, in the invented theatre of
//! `cases/theatre`.
//!
//! `UPDATE_CASES=1 cargo test -p marsad-places --test cases` rewrites the tables; read the difference before keeping it.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read the case files and rules from disk"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its files are broken"
)]

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use marsad_domain::{Geometry, PlaceId, Radius};
use marsad_places::{
    Gazetteer, Ground, Location, NamedText, PlaceCodes, PlaceRules, Precision, coordinates, find,
    lines::Lines, network::Network, of_radius, relate,
};

const RULE_FILES: [&str; 5] = [
    "demonyms.toml",
    "en.toml",
    "weights.toml",
    "relative.en.toml",
    "coordinates.toml",
];

/// A road of its own for the cases, for the theatre has none: by way of Evrin.
const ROADS: &str = "from,to,ref,class,length_km,border,basis\n\
    orzan,evrin,,primary,80,no,invented\n\
    evrin,asken,,primary,45,no,invented\n";

struct World {
    rules: PlaceRules,
    gazetteer: Gazetteer,
    lines: Lines,
    networks: [Network; 1],
    codes: PlaceCodes,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

impl World {
    fn load() -> Self {
        let files: Vec<String> = RULE_FILES
            .iter()
            .map(|file| text(&format!("rules/places/{file}")))
            .collect();
        let named: Vec<NamedText<'_>> = RULE_FILES
            .iter()
            .zip(&files)
            .map(|(file, text)| NamedText { file, text })
            .collect();
        let (places, areas) = (
            text("cases/theatre/places.csv"),
            text("cases/theatre/areas.csv"),
        );
        let named_text = |file, text| NamedText { file, text };
        let loaded = Gazetteer::from_csv(
            named_text("places.csv", &places),
            Some(named_text("areas.csv", &areas)),
        )
        .unwrap();
        let network = Network::from_csv("roads.csv", ROADS, &loaded.value).unwrap();
        assert!(network.refused.is_empty(), "{:?}", network.refused);
        Self {
            rules: PlaceRules::from_toml(&named).unwrap(),
            codes: PlaceCodes::new(&loaded.value),
            gazetteer: loaded.value,
            lines: Lines::from_toml("lines.toml", &text("cases/theatre/lines.toml")).unwrap(),
            networks: [network.value],
        }
    }

    fn ground(&self) -> Ground<'_> {
        let (gazetteer, lines) = (&self.gazetteer, &self.lines);
        Ground::new(self.rules.relative(), gazetteer, lines, &self.networks).unwrap()
    }

    fn locations(&self, words: &str) -> Vec<Location> {
        let toponyms = find(words, &self.gazetteer, &self.rules);
        relate(words, &toponyms, &self.ground())
    }

    /// The rows of a text: `words | relation | of | where | radius | precision`.
    fn rows(&self, words: &str) -> Vec<String> {
        let toponyms = find(words, &self.gazetteer, &self.rules);
        let mut rows: Vec<(usize, String)> = Vec::new();
        for it in relate(words, &toponyms, &self.ground()) {
            let relation = serde_json::to_value(it.relation).unwrap();
            let bearing = it.bearing.map(|it| format!(" {}°", it.degrees()));
            let named = it
                .toponyms
                .iter()
                .filter_map(|number| toponyms.get(*number)?.place.as_ref());
            let of: Vec<&str> = it
                .line
                .iter()
                .chain(named.filter(|id| Some(*id) != it.line.as_ref()))
                .map(PlaceId::as_str)
                .collect();
            rows.push((
                it.name.start(),
                row(
                    it.words.of(words).unwrap(),
                    &format!(
                        "{}{}",
                        relation.as_str().unwrap(),
                        bearing.unwrap_or_default()
                    ),
                    &of.join(", "),
                    &it.geometry.as_ref().map(drawn).unwrap_or_default(),
                    it.radius,
                    it.precision,
                ),
            ));
        }
        for it in coordinates::find(words, self.rules.coordinates()) {
            let form = serde_json::to_value(it.form).unwrap();
            let (lat, lon) = (it.position.lat(), it.position.lon());
            rows.push((
                it.span.start(),
                row(
                    it.span.of(words).unwrap(),
                    form.as_str().unwrap(),
                    it.id().unwrap().as_str(),
                    &format!("point {lat:.4} {lon:.4}"),
                    Some(it.radius),
                    Some(of_radius(it.radius)),
                ),
            ));
        }
        for it in self.codes.find(words) {
            let place = it.place.as_ref().map_or("unresolved", PlaceId::as_str);
            let words = it.span.of(words).unwrap();
            rows.push((
                it.span.start(),
                row(words, "place code", place, "", None, it.precision),
            ));
        }
        rows.sort();
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

fn row(
    words: &str,
    relation: &str,
    of: &str,
    drawn: &str,
    radius: Option<Radius>,
    precision: Option<Precision>,
) -> String {
    let words = words.replace('\n', " ").replace('|', "/");
    let radius = radius
        .map(|radius| radius.km().to_string())
        .unwrap_or_default();
    let codes = precision.map(|it| format!("{}, {}", u8::from(it.geo), u8::from(it.place)));
    format!(
        "| {words} | {relation} | {of} | {drawn} | {radius} | {} |",
        codes.unwrap_or_default()
    )
}

fn drawn(geometry: &Geometry) -> String {
    let mut out = String::new();
    let _ = match geometry {
        Geometry::Point { coordinates } => {
            let (lat, lon) = (coordinates.0.lat(), coordinates.0.lon());
            write!(out, "point {lat:.4} {lon:.4}")
        }
        Geometry::LineString {
            coordinates,
            buffer_km,
        } => {
            let points: Vec<String> = coordinates
                .positions()
                .map(|it| format!("{:.2} {:.2}", it.lat(), it.lon()))
                .collect();
            write!(
                out,
                "way {} within {} km",
                points.join(" - "),
                buffer_km.km()
            )
        }
        Geometry::Line { line, buffer_km } => {
            write!(out, "line {line} within {} km", buffer_km.km())
        }
        Geometry::Area { area } => write!(out, "area {area}"),
        Geometry::Side {
            line,
            facing,
            reach_km,
            ..
        } => {
            let reach = reach_km.map(|it| format!(" up to {} km", it.km()));
            let facing = facing.degrees();
            write!(out, "side {facing}° of {line}{}", reach.unwrap_or_default())
        }
    };
    out
}

/// The file with the tables that its texts give.
fn rendered(world: &World, file: &str) -> String {
    let mut out = String::new();
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line != "```text" {
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
            .is_some_and(|line| line.is_empty() || line.starts_with('|') || *line == "Nothing.")
        {
            lines.next();
        }
        let rows = world.rows(words.trim_end());
        if rows.is_empty() {
            out.push_str("\nNothing.\n");
        } else {
            out.push_str("\n| words | relation | of | where | radius km | ACLED, UCDP |\n|---|---|---|---|---|---|\n");
        }
        for row in rows {
            let _ = writeln!(out, "{row}");
        }
        if lines.peek().is_some() {
            out.push('\n');
        }
    }
    out
}

#[test]
fn every_case_gives_what_its_table_says() {
    let world = World::load();
    let mut wrong = Vec::new();
    for name in [
        "directions.md",
        "parts.md",
        "between.md",
        "lines.md",
        "coordinates.md",
    ] {
        let path = root().join("cases/places").join(name);
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
fn every_relative_rule_fires_on_its_example_and_not_on_its_not() {
    let world = World::load();
    let fired = |words: &str| -> BTreeSet<String> {
        let locations = world.locations(words);
        let rules = locations.into_iter().flat_map(|it| it.rules);
        rules.map(String::from).collect()
    };
    let cards = world.rules.relative().cards();
    assert!(!cards.is_empty());
    let mut wrong = Vec::new();
    for card in cards {
        if !fired(&card.example).contains(&card.id) {
            wrong.push(format!("{} does not fire on {:?}", card.id, card.example));
        }
        if fired(&card.not).contains(&card.id) {
            wrong.push(format!("{} fires on {:?}", card.id, card.not));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_rules_every_name_is_the_place_itself() {
    let world = World::load();
    let bare = PlaceRules::default();
    let ground = Ground::new(bare.relative(), &world.gazetteer, &world.lines, &[]).unwrap();
    let words = "Shells fell 12 km north of Orzan.";
    let toponyms = find(words, &world.gazetteer, &world.rules);
    let found = relate(words, &toponyms, &ground);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].words.of(words), Some("Orzan"));
}

#[test]
fn long_texts_without_structure_are_read_to_their_end() {
    let world = World::load();
    let ground = world.ground();
    let texts = [
        "12 km north of Orzan ".repeat(5_000),
        "north of ".repeat(20_000) + "Orzan",
        "the ".repeat(50_000) + "Orzan",
        "between Orzan and Gorvan ".repeat(5_000),
        "Orzan and ".repeat(10_000),
        "Orzan-".repeat(10_000) + "road",
        "along the H4 ".repeat(10_000),
        "12".repeat(100_000) + " km from Orzan",
        "(".repeat(100_000) + "Orzan" + &")".repeat(100_000),
    ];
    for words in texts {
        let toponyms = find(&words, &world.gazetteer, &world.rules);
        let mut last = 0;
        for it in relate(&words, &toponyms, &ground) {
            assert!(it.words.of(&words).is_some() && it.words.contains(it.name));
            assert!(it.name.start() >= last);
            last = it.name.end();
        }
    }
}

#[test]
fn a_rule_that_lacks_what_its_role_needs_is_refused_with_its_line() {
    let told = |text: &str| {
        let named = NamedText {
            file: "relative.toml",
            text,
        };
        PlaceRules::from_toml(&[named]).unwrap_err().to_string()
    };
    let rule = |role: &str, more: &str| {
        format!(
            "[[relative]]\nid = \"a\"\nrole = \"{role}\"\nwords = [\"x\"]\n{more}\n\
             meaning = \"m\"\nexample = \"e\"\nnot = \"n\"\nsource = \"s\"\n"
        )
    };
    assert!(told(&rule("unit", "")).contains("relative.toml:2: the rule \"a\" needs km"));
    assert!(told(&rule("direction", "degrees = 400\nsector = 45")).contains("degrees"));
    assert!(told(&rule("number", "low = 5\nhigh = 2")).contains("low"));
    assert!(told(&rule("article", "km = 2")).contains("no value"));
    assert!(told(&rule("article", "colour = 2")).contains("colour"));
    let twice = rule("article", "") + &rule("article", "");
    assert!(told(&twice).contains("is used twice"));
    let measures = "[measures]\nown_km = -1.0\nnear_km = 1.0\naround_km = 1.0\ncompass_reach_km = 1.0\nline_km = 1.0\n\
        between_share = 1.0\nhalfway_share = 1.0\nabout_factor = 1.0\nside_margin_degrees = 1.0\n";
    assert!(told(measures).contains("own_km cannot be"));
}
