//! All reading rules and weights, read once.

use std::path::Path;

use anyhow::Result;
use marsad_claims::{KindRules, RuleBook, Rules as ClaimRules};
use marsad_control::ControlRules;
use marsad_domain::{Digest32, PloverClass};
use marsad_incidents::{CountingRules, IncidentRules, LinkRules};
use marsad_places::{NamedText, PlaceRules};

use marsad_publication::PublicationRules;

use crate::{failure::Told as _, theatre_files::Files};

/// The folder of all rules, as a person finds it.
const RULES: &str = "rules";
/// The folder of the rules about names of places.
const PLACES: &str = "places";
/// The folder of the rules by which English is read.
const CLAIMS: &str = "claims/en";
/// What a whole report is about; no part of the reading, so that a change of it reads nothing anew.
const KINDS: &str = "claims/en/kinds.toml";
/// The same in the classes of PLOVER.
const PLOVER: &str = "claims/en/plover.toml";
/// How gazetteers of others are read; no part of how names are judged.
pub(crate) const IMPORT: &str = "places/import.toml";
const CONTROL: &str = "control/rules.toml";
/// Weights for tables of structured claims.
const WEIGHTS: &str = "incidents/weights.toml";
/// Weights for claims of reports.
const CLAIM_WEIGHTS: &str = "incidents/claims.toml";
const PUBLICATION: &str = "publication/rules.toml";
/// The sentences of the situation report in English.
const SENTENCES: &str = "publication/en.toml";
const COUNTING: &str = "incidents/counting.toml";

/// The rules of every stage.
#[derive(Debug)]
pub(crate) struct RuleSet {
    /// How claims are read.
    pub(crate) claims: ClaimRules,
    /// By which words the kind of a whole report is known.
    pub(crate) kinds: KindRules,
    /// By which words the PLOVER class of a whole report is known.
    pub(crate) plover: KindRules<PloverClass>,
    /// How names of places are judged.
    pub(crate) places: PlaceRules,
    /// How control follows from claims.
    pub(crate) control: ControlRules,
    /// How the rows of a table are linked.
    pub(crate) link: LinkRules,
    /// How claims become incidents.
    pub(crate) incidents: IncidentRules,
    /// What may leave the desk, in which words.
    pub(crate) publication: PublicationRules,
    /// The hash over all rule files.
    pub(crate) hash: Digest32,
}

impl RuleSet {
    /// Reads the rules of all stages.
    pub(crate) fn read(files: &Files) -> Result<Self> {
        Ok(Self {
            claims: claim_rules(files)?,
            kinds: KindRules::from_toml(KINDS, text(files, KINDS)?)?,
            plover: KindRules::from_toml(PLOVER, text(files, PLOVER)?)?,
            places: place_rules(files)?,
            control: ControlRules::from_toml(CONTROL, text(files, CONTROL)?)?,
            link: LinkRules::from_toml(WEIGHTS, text(files, WEIGHTS)?)?,
            incidents: IncidentRules {
                link: LinkRules::from_toml(CLAIM_WEIGHTS, text(files, CLAIM_WEIGHTS)?)?,
                counting: CountingRules::from_toml(COUNTING, text(files, COUNTING)?)?,
            },
            publication: PublicationRules::from_toml(
                NamedText {
                    file: PUBLICATION,
                    text: text(files, PUBLICATION)?,
                },
                NamedText {
                    file: SENTENCES,
                    text: text(files, SENTENCES)?,
                },
            )?,
            hash: files.hash(),
        })
    }
}

fn text<'a>(files: &'a Files, path: &str) -> Result<&'a str> {
    files.get(path).told_at("no-rule-file", path)
}

/// The reader knows its files by their names without folders.
fn claim_rules(files: &Files) -> Result<ClaimRules> {
    let named: Vec<(&str, &str)> = files
        .under(CLAIMS)
        .filter(|(path, _)| ![KINDS, PLOVER].contains(path))
        .filter_map(|(path, text)| Some((path.rsplit('/').next()?, text)))
        .collect();
    Ok(ClaimRules::from_toml(&named)?)
}

/// What the rules of the reader mean, with the files in which they stand.
pub(crate) fn rule_book(files: &Files) -> Result<RuleBook> {
    let inside = files.under(CLAIMS).filter(|(path, _)| *path != KINDS);
    let inside: Vec<(String, &str)> = inside
        .map(|(path, text)| (format!("{RULES}/{path}"), text))
        .collect();
    let named: Vec<(&str, &str)> = inside
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    Ok(RuleBook::from_toml(&named)?)
}

/// The rules about names of places alone.
pub(crate) fn place_rules(files: &Files) -> Result<PlaceRules> {
    let rules = files.under(PLACES);
    let rules = rules.filter(|(path, _)| has_rules(path) && *path != IMPORT);
    let named: Vec<NamedText<'_>> = rules.map(|(file, text)| NamedText { file, text }).collect();
    Ok(PlaceRules::from_toml(&named)?)
}

/// Whether a file holds rules; the folder has tables too.
fn has_rules(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "toml")
}
