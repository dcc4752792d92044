//! A theatre with the rules by which its reports are read.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};
use marsad_claims::{FILES, ReadingContext, Rules};
use marsad_domain::{Actors, Archived, Digest32, Published, Report, SourceId, Sources, TextSketch};
use marsad_places::{Gazetteer, NamedText, PlaceRules, Toponym, find, lines::Lines};
use serde_json::Value;

/// Everything that reading needs, loaded once.
#[derive(Debug)]
pub struct World {
    /// The example reports.
    pub reports: Vec<Report>,
    rules: Rules,
    place_rules: PlaceRules,
    gazetteer: Gazetteer,
    lines: Lines,
    actors: Actors,
    sources: Sources,
    zone: TimeZone,
}

impl World {
    /// Loads the first theatre with example reports.
    ///
    /// # Errors
    /// Fails where a file of it or of the rules is missing or broken.
    pub fn load() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let theatre = first_theatre(&root.join("theatres"))?;
        let text = |name: &str| text_of(&theatre.join(name));
        let (rows, areas) = (text("places.csv")?, text("areas.csv")?);
        let named = |file, text| NamedText { file, text };
        let gazetteer =
            Gazetteer::from_csv(named("places.csv", &rows), Some(named("areas.csv", &areas)))?;
        Ok(Self {
            reports: reports_of(&text("dispatches.jsonl")?)?,
            rules: claim_rules(&root.join("rules/claims/en"))?,
            place_rules: place_rules(&root.join("rules/places"))?,
            gazetteer: gazetteer.value,
            lines: Lines::from_toml("lines.toml", &text("lines.toml")?)?,
            actors: Actors::from_toml("actors.toml", &text("actors.toml")?)?,
            sources: Sources::from_toml("sources.toml", &text("sources.toml")?)?,
            zone: TimeZone::UTC,
        })
    }

    /// Bytes of text in all reports.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.reports
            .iter()
            .map(|report| report.text.len() as u64)
            .sum()
    }

    /// What reports are read in; made once for any number of them.
    ///
    /// # Errors
    /// The lines of the theatre have too many names.
    pub fn context(&self) -> Result<ReadingContext<'_>, Box<dyn Error>> {
        Ok(ReadingContext::new(
            &self.rules,
            (&self.place_rules, &self.gazetteer, &self.lines),
            (&self.actors, &self.sources),
            &self.zone,
        )?)
    }

    /// The places that a text names.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Toponym> {
        find(text, &self.gazetteer, &self.place_rules)
    }
}

/// The text of a file.
///
/// # Errors
/// Fails, with the path, where it cannot be read.
pub fn text_of(path: &Path) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

fn first_theatre(theatres: &Path) -> Result<PathBuf, Box<dyn Error>> {
    sorted(theatres)?
        .into_iter()
        .find(|folder| folder.join("dispatches.jsonl").is_file())
        .ok_or_else(|| "no theatre has example reports".into())
}

fn claim_rules(folder: &Path) -> Result<Rules, Box<dyn Error>> {
    let mut texts = Vec::new();
    for file in FILES {
        texts.push((file, text_of(&folder.join(file))?));
    }
    let named: Vec<(&str, &str)> = texts
        .iter()
        .map(|(file, text)| (*file, text.as_str()))
        .collect();
    Ok(Rules::from_toml(&named)?)
}

/// The rules by which the names of places are judged.
///
/// # Errors
/// Fails where a file of them is missing or broken.
pub fn place_rules(folder: &Path) -> Result<PlaceRules, Box<dyn Error>> {
    let mut texts = Vec::new();
    for path in sorted(folder)? {
        let is_rules = path.extension().is_some_and(|ending| ending == "toml");
        // The rules of imports judge no names and have a form of their own.
        if is_rules && !path.ends_with("import.toml") {
            texts.push((path.display().to_string(), text_of(&path)?));
        }
    }
    let named: Vec<NamedText<'_>> = texts
        .iter()
        .map(|(file, text)| NamedText { file, text })
        .collect();
    Ok(PlaceRules::from_toml(&named)?)
}

fn reports_of(lines: &str) -> Result<Vec<Report>, Box<dyn Error>> {
    lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(report_of)
        .collect()
}

fn report_of(line: &str) -> Result<Report, Box<dyn Error>> {
    let line: Value = serde_json::from_str(line)?;
    let field = |name: &str| {
        line.get(name)
            .and_then(Value::as_str)
            .ok_or_else(|| format!("an example report without {name}"))
    };
    let text = field("text")?.to_owned();
    let source: SourceId = field("source")?.parse()?;
    let published: Option<Published> = Some(field("published")?.parse()?);
    Ok(Report {
        hash: Report::hash_of(&source, published, &text),
        name: field("id")?.to_owned(),
        source,
        published,
        received: Timestamp::UNIX_EPOCH,
        language: Some("en".to_owned()),
        archived: Archived {
            blake3: Digest32::blake3(text.as_bytes()),
            sha256: Digest32::blake3(text.as_bytes()),
            bytes: text.len() as u64,
            media_type: "text/plain".to_owned(),
        },
        extractor: "text/1".to_owned(),
        sketch: TextSketch(Vec::new()),
        notice: None,
        text,
    })
}
