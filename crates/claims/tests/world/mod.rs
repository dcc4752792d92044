//! The invented theatre of `cases/theatre` with the rules of the project.

use std::{fs, path::PathBuf};

use jiff::tz::TimeZone;
use marsad_claims::{FILES, Home, ReadingContext, Rules, read};
use marsad_domain::{Actors, Archived, Digest32, Reading, Report, Sources, TextSketch};
use marsad_places::{Gazetteer, NamedText, PlaceRules, lines::Lines};

/// Rules and theatre of the cases.
pub(crate) struct World {
    pub(crate) rules: Rules,
    place_rules: PlaceRules,
    gazetteer: Gazetteer,
    lines: Lines,
    pub(crate) actors: Actors,
    pub(crate) sources: Sources,
    zone: TimeZone,
}

/// The folder of the project: the one above this crate, or above the one that fuzzes it, that has the cases.
pub(crate) fn root() -> PathBuf {
    let crates = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut above = crates.ancestors();
    let root = above.find(|folder| folder.join("cases/theatre").is_dir());
    root.unwrap().to_owned()
}

pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

impl World {
    pub(crate) fn load() -> Self {
        let texts: Vec<String> = FILES
            .iter()
            .map(|file| text(&format!("rules/claims/en/{file}")))
            .collect();
        let files: Vec<(&str, &str)> = FILES
            .iter()
            .copied()
            .zip(texts.iter().map(String::as_str))
            .collect();
        let files_of_places = [
            "demonyms.toml",
            "en.toml",
            "weights.toml",
            "relative.en.toml",
        ];
        let places: Vec<(String, String)> = files_of_places
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

    /// Reads a text that Meridian News published on 6 March 2031.
    pub(crate) fn read(&self, words: &str) -> Reading {
        self.read_report(&report(words))
    }

    /// Reads a report.
    pub(crate) fn read_report(&self, report: &Report) -> Reading {
        read(report, &self.context())
    }

    /// What reports are read with.
    pub(crate) fn context(&self) -> ReadingContext<'_> {
        self.context_between(Vec::new())
    }

    /// What reports are read with, with some homes.
    pub(crate) fn context_between(&self, homes: Vec<Home>) -> ReadingContext<'_> {
        ReadingContext::with_homes(
            &self.rules,
            (&self.place_rules, &self.gazetteer, &self.lines),
            (&self.actors, &self.sources, homes),
            &self.zone,
        )
        .unwrap()
    }
}

/// A report of Meridian News of 6 March 2031.
pub(crate) fn report(words: &str) -> Report {
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
