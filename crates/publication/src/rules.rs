//! What may leave, and in which words: read from TOML text.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::PlaceKind;
use marsad_places::NamedText;
use serde::Deserialize;

use crate::{error::PublicationError, wording::Wording};

/// The rules of publication.
#[derive(Debug, Clone)]
pub struct PublicationRules {
    /// Days between the day that a public edition speaks of and the day on which it may leave.
    pub delay_days: u32,
    /// A number of people below this is withheld where it points at them.
    pub small_cell: u64,
    /// Kinds of places that a public edition names.
    pub named_kinds: BTreeSet<PlaceKind>,
    /// How wide, in degrees, the cells are in whose middle a public edition draws places.
    pub grid_degrees: f64,
    /// Words for classes of people that a public edition repeats.
    pub classes: BTreeSet<String>,
    /// Words that name nobody.
    pub plain_words: BTreeSet<String>,
    /// Ordinary words that open sentences of reports.
    pub openers: BTreeSet<String>,
    /// Names of days, months and the like.
    pub calendar: BTreeSet<String>,
    /// What stands in place of a private person, by role.
    pub roles: BTreeMap<String, String>,
    pub(crate) words: Wording,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    delay_days: u32,
    small_cell: u64,
    grid_degrees: f64,
    named_kinds: BTreeSet<PlaceKind>,
    classes: BTreeSet<String>,
    plain: BTreeSet<String>,
    openers: BTreeSet<String>,
    calendar: BTreeSet<String>,
    roles: BTreeMap<String, String>,
}

impl PublicationRules {
    /// Reads the rules and the sentences of one language.
    ///
    /// # Errors
    /// Not TOML, an unknown key, or a missing one.
    pub fn from_toml(rules: NamedText<'_>, words: NamedText<'_>) -> Result<Self, PublicationError> {
        let file: RuleFile = parse(rules)?;
        Ok(Self {
            delay_days: file.delay_days,
            small_cell: file.small_cell,
            named_kinds: file.named_kinds,
            classes: file.classes,
            plain_words: file.plain,
            grid_degrees: file.grid_degrees,
            openers: file.openers,
            calendar: file.calendar,
            roles: file.roles,
            words: parse(words)?,
        })
    }
}

fn parse<T: for<'de> Deserialize<'de>>(named: NamedText<'_>) -> Result<T, PublicationError> {
    toml::from_str(named.text).map_err(|error| PublicationError::Rules {
        file: named.file.to_owned(),
        message: error.to_string(),
    })
}
