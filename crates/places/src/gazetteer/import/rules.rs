//! How gazetteers of others are read, as data: which column is what, what a feature code stands for, how sizes are
//! called.

use std::{collections::BTreeMap, str::FromStr};

use marsad_domain::PlaceKind;
use serde::Deserialize;

use super::ImportError;
use crate::loaded::NamedText;

/// The levels of areas that a column can speak of: the country and three below.
const LEVELS: std::ops::RangeInclusive<u8> = 0..=3;
/// What stands for the level in a heading or tag of the rules.
const LEVEL: &str = "{level}";

/// What a column of a table, or a property of a feature, holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The name.
    Name,
    /// Another spelling; several columns may hold one.
    Spelling,
    /// The name in Arabic script.
    NameArabic,
    /// Degrees north.
    Lat,
    /// Degrees east.
    Lon,
    /// People.
    Population,
    /// A kind of place in our words.
    Kind,
    /// The country's ISO 3166 alpha-2 code.
    Country,
    /// The place's P-code.
    Pcode,
    /// The place's number in `GeoNames`.
    GeonameId,
    /// Another id.
    Id,
    /// The level of an area.
    Level,
    /// The name of the area of a level.
    AreaName(u8),
    /// Its name in Arabic script.
    AreaNameArabic(u8),
    /// Its P-code.
    AreaPcode(u8),
}

/// The roles that a level is not part of, by the words of a command line.
const PLAIN: [(&str, Role); 12] = [
    ("name", Role::Name),
    ("spelling", Role::Spelling),
    ("name-arabic", Role::NameArabic),
    ("lat", Role::Lat),
    ("lon", Role::Lon),
    ("population", Role::Population),
    ("kind", Role::Kind),
    ("country", Role::Country),
    ("pcode", Role::Pcode),
    ("geonameid", Role::GeonameId),
    ("id", Role::Id),
    ("level", Role::Level),
];

impl Role {
    /// A role of the rules, at a level where it has one.
    fn of(word: &str, level: u8) -> Option<Self> {
        match word {
            "area-name" => Some(Self::AreaName(level)),
            "area-name-arabic" => Some(Self::AreaNameArabic(level)),
            "area-pcode" => Some(Self::AreaPcode(level)),
            _ => PLAIN.iter().find(|(name, _)| *name == word).map(|it| it.1),
        }
    }
}

/// A word that is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nothing that a column can be")]
pub struct RoleError(pub String);

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(word: &str) -> Result<Self, RoleError> {
        let unknown = || RoleError(word.to_owned());
        let Some(rest) = word.strip_prefix("adm") else {
            return Self::of(word, 0).ok_or_else(unknown);
        };
        let (level, role) = match rest.split_once('-') {
            None => (rest, "area-name"),
            Some((level, "pcode")) => (level, "area-pcode"),
            Some((level, "arabic")) => (level, "area-name-arabic"),
            Some(_) => return Err(unknown()),
        };
        let level = level.parse().ok().filter(|level| LEVELS.contains(level));
        level
            .and_then(|level| Self::of(role, level))
            .ok_or_else(unknown)
    }
}

/// What a feature code says of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coded {
    /// Its kind.
    Kind(PlaceKind),
    /// That it is a settlement, whose size decides.
    BySize,
}

/// The rules.
#[derive(Debug, Clone, Default)]
pub struct ImportRules {
    /// Roles of a column by its name without signs, each with its rank: the smaller, the better.
    columns: BTreeMap<String, Vec<(usize, Role)>>,
    /// Roles by HXL tag: its base, then its attributes.
    tags: Vec<(String, Vec<String>, Role)>,
    /// Kinds by feature code; nothing where the size decides.
    codes: BTreeMap<String, Coded>,
    /// From how many people on a settlement is what, the largest first.
    sizes: Vec<(u64, PlaceKind)>,
    /// What names of areas may have besides.
    suffixes: BTreeMap<PlaceKind, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    column: Vec<RawColumn>,
    kind: Vec<RawKind>,
    size: Vec<RawSize>,
    suffix: Vec<RawSuffix>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    id: String,
    role: String,
    headings: Vec<String>,
    tags: Vec<String>,
    example: String,
    not: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "for readers of the file")]
struct RawKind {
    id: String,
    codes: Vec<String>,
    kind: Option<PlaceKind>,
    meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSize {
    kind: PlaceKind,
    from: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSuffix {
    kind: PlaceKind,
    words: Vec<String>,
}

impl ImportRules {
    /// Reads the rules from TOML text.
    ///
    /// # Errors
    /// Bad TOML, an unknown key or role, or a rule whose example it does not mean or whose counter-example it does.
    pub fn from_toml(file: NamedText<'_>) -> Result<Self, ImportError> {
        let bad = |message: String| ImportError::Rules {
            file: file.file.to_owned(),
            message,
        };
        let raw: RawRules = toml::from_str(file.text).map_err(|error| bad(error.to_string()))?;
        let mut rules = Self::default();
        for column in &raw.column {
            rules.take(column).map_err(bad)?;
        }
        for kind in raw.kind {
            let meant = kind.kind.map_or(Coded::BySize, Coded::Kind);
            let codes = kind.codes.into_iter().map(|code| (code, meant));
            rules.codes.extend(codes);
        }
        rules.sizes = raw.size.iter().map(|size| (size.from, size.kind)).collect();
        rules.sizes.sort_by_key(|size| std::cmp::Reverse(size.0));
        let suffixes = raw.suffix.into_iter().map(|it| (it.kind, it.words));
        rules.suffixes = suffixes.collect();
        Ok(rules)
    }

    fn take(&mut self, column: &RawColumn) -> Result<(), String> {
        let mut own = Vec::new();
        for level in LEVELS {
            let role = Role::of(&column.role, level)
                .ok_or_else(|| format!("{}: {:?} is no role", column.id, column.role))?;
            let at_level = |word: &String| word.replace(LEVEL, &level.to_string());
            for (rank, word) in column.headings.iter().map(at_level).enumerate() {
                let name = plain_name(&word);
                own.push(name.clone());
                let roles = self.columns.entry(name).or_default();
                if !roles.iter().any(|(_, known)| *known == role) {
                    roles.push((rank, role));
                }
            }
            for tag in column.tags.iter().map(at_level) {
                let (base, attributes) = tag_parts(&tag);
                if !self
                    .tags
                    .iter()
                    .any(|(b, a, r)| (b, a, *r) == (&base, &attributes, role))
                {
                    self.tags.push((base, attributes, role));
                }
            }
        }
        let fires = |name: &str| own.contains(&plain_name(name));
        if fires(&column.example) && !fires(&column.not) {
            Ok(())
        } else {
            Err(format!(
                "{}: the example or its opposite is wrong",
                column.id
            ))
        }
    }

    /// What a column may be by its name, each with its rank: the smaller, the better.
    pub(super) fn of_name(&self, name: &str) -> &[(usize, Role)] {
        self.columns
            .get(&plain_name(name))
            .map_or(&[], Vec::as_slice)
    }

    /// What a column is by its HXL tag, with how many attributes the rule leaves open.
    pub(super) fn of_tag(&self, tag: &str) -> Option<(usize, Role)> {
        let (base, attributes) = tag_parts(tag);
        let fits = self.tags.iter().filter(|(known, needed, _)| {
            *known == base && needed.iter().all(|one| attributes.contains(one))
        });
        fits.map(|(_, needed, role)| (attributes.len() - needed.len(), *role))
            .min()
    }

    /// What a feature code stands for; nothing where no rule has it.
    pub(super) fn of_code(&self, class: &str, code: &str) -> Option<Coded> {
        let whole = self.codes.get(&format!("{class}.{code}"));
        whole
            .or_else(|| self.codes.get(&format!("{class}.*")))
            .copied()
    }

    /// What a settlement of so many people is called.
    pub(super) fn of_size(&self, people: Option<u64>) -> PlaceKind {
        let people = people.unwrap_or(0);
        let fits = self.sizes.iter().find(|(from, _)| people >= *from);
        fits.map_or(PlaceKind::Village, |(_, kind)| *kind)
    }

    /// The names under which an area may be known besides its own: with and without the word for its kind.
    pub(super) fn area_names(&self, kind: PlaceKind, name: &str) -> Vec<String> {
        let words = self.suffixes.get(&kind).map_or(&[][..], Vec::as_slice);
        let lower = name.to_lowercase();
        let mut names = self.area_forms(kind, name);
        names.extend(words.iter().filter_map(|word| {
            let bare = lower.strip_suffix(word.as_str())?.trim_end();
            (!bare.is_empty() && bare.len() < lower.len() - word.len()).then(|| bare.to_owned())
        }));
        names
    }
}

impl ImportRules {
    /// The name of an area with each word for its kind behind it.
    pub(super) fn area_forms(&self, kind: PlaceKind, name: &str) -> Vec<String> {
        let words = self.suffixes.get(&kind).into_iter().flatten();
        words.map(|word| format!("{name} {word}")).collect()
    }
}

/// A name of a column without case, blanks and signs.
fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The base of an HXL tag, and its attributes in order.
fn tag_parts(tag: &str) -> (String, Vec<String>) {
    let tag = tag.to_lowercase();
    let mut parts = tag.split('+').map(|part| part.trim().to_owned());
    let base = parts.next().unwrap_or_default();
    let mut attributes: Vec<String> = parts.collect();
    attributes.sort();
    attributes.dedup();
    (base, attributes)
}

#[cfg(test)]
pub(super) fn shipped() -> ImportRules {
    let file = NamedText {
        file: "import.toml",
        text: include_str!("../../../../../rules/places/import.toml"),
    };
    ImportRules::from_toml(file).expect("the rules that ship can be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_name_and_by_tag() {
        let rules = shipped();
        let of_name = |name: &str| rules.of_name(name).first().map(|it| it.1);
        assert_eq!(of_name("PP_NAME_EN"), Some(Role::Name));
        assert_eq!(of_name("ADM3 Pcode"), Some(Role::AreaPcode(3)));
        assert_eq!(of_name("coord_src"), None);
        let of_tag = |tag: &str| rules.of_tag(tag).map(|it| it.1);
        assert_eq!(of_tag("#adm1+code"), Some(Role::AreaPcode(1)));
        assert_eq!(of_tag("#adm2+en+name"), Some(Role::AreaName(2)));
        assert_eq!(of_tag("#geo+lat"), Some(Role::Lat));
        assert_eq!(of_tag("#date"), None);
    }

    #[test]
    fn words_of_the_command_line_are_roles() {
        assert_eq!("lat".parse(), Ok(Role::Lat));
        assert_eq!("adm2-pcode".parse(), Ok(Role::AreaPcode(2)));
        assert_eq!("adm1".parse(), Ok(Role::AreaName(1)));
        assert!("adm7".parse::<Role>().is_err() && "mood".parse::<Role>().is_err());
    }

    #[test]
    fn codes_and_sizes_give_kinds() {
        let rules = shipped();
        assert_eq!(rules.of_code("S", "DAM"), Some(Coded::Kind(PlaceKind::Dam)));
        assert_eq!(rules.of_code("P", "PPL"), Some(Coded::BySize));
        assert_eq!(rules.of_code("H", "SPNG"), None);
        assert_eq!(rules.of_size(Some(250_000)), PlaceKind::City);
        assert_eq!(rules.of_size(None), PlaceKind::Village);
        let names = rules.area_names(PlaceKind::Admin2, "Karvel District");
        assert!(names.contains(&"karvel".to_owned()), "{names:?}");
    }
}
