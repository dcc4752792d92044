//! The names under which places are found: their own, and of large cities those in other languages and scripts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use marsad_places::normal_form;

use super::{City, Row};

/// From how many people on other names in Latin letters are taken: those of small places are mostly noise.
const LATIN_PEOPLE: u64 = 100_000;
/// The fewest letters of another name; fewer are codes of airports and the like.
const LEAST_LETTERS: usize = 4;
/// The most places that a name keeps: those with the most people.
const MOST_PLACES: usize = 40;
/// Words that the names of regions end with and that texts leave out.
const ENDINGS: &[&str] = &[
    " Governorate",
    " Province",
    " Region",
    " Oblast",
    " State",
    " District",
    " Prefecture",
    " Department",
];
/// Words that the names of regions begin with and that texts leave out.
const BEGINNINGS: &[&str] = &[
    "State of ",
    "Province of ",
    "City of ",
    "Borough of ",
    "City and Borough of ",
    "London Borough of ",
];

/// For each name in normal form, the places that have it, and whether it is their own name.
#[derive(Debug, Default)]
pub(super) struct Names {
    places: BTreeMap<String, BTreeMap<String, bool>>,
    /// Names that are ordinary words.
    ordinary: BTreeSet<String>,
}

impl Names {
    /// No name yet; those of `xtask/data/not-names.txt` are never taken.
    ///
    /// # Errors
    /// Fails where the file cannot be read.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let path = root.join("xtask/data/not-names.txt");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        let words = text.lines().filter(|line| !line.starts_with('#'));
        Ok(Self {
            places: BTreeMap::new(),
            ordinary: words.map(normal_form).collect(),
        })
    }

    /// Adds the names of a city.
    pub(super) fn city(&mut self, city: &City, id: &str) {
        self.add(&city.name, id, true);
        for other in &city.alternatenames {
            if is_useful(other, city.population) {
                self.add(other, id, false);
            }
        }
    }

    /// Adds the names of a region.
    pub(super) fn region(&mut self, name: &str, id: &str) {
        self.add(name, id, true);
        let short = BEGINNINGS.iter().find_map(|word| name.strip_prefix(word));
        let short = short.or_else(|| ENDINGS.iter().find_map(|word| name.strip_suffix(word)));
        if let Some(short) = short {
            self.add(short, id, false);
        }
    }

    /// The table of names, the places of each by their people.
    pub(super) fn table(self, rows: &BTreeMap<String, Row>) -> Result<String> {
        let numbers: BTreeMap<&str, (usize, u64)> = rows
            .iter()
            .enumerate()
            .map(|(number, (id, row))| (id.as_str(), (number, row.population)))
            .collect();
        let mut table = String::new();
        for (name, places) in self.places {
            let mut places: Vec<(u64, usize, bool)> = places
                .iter()
                .filter_map(|(id, own)| {
                    let (number, people) = numbers.get(id.as_str())?;
                    Some((*people, *number, *own))
                })
                .collect();
            places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            places.truncate(MOST_PLACES);
            let places: Vec<String> = places
                .iter()
                .map(|(_, number, own)| format!("{}{number}", if *own { "" } else { "~" }))
                .collect();
            writeln!(table, "{name}\t{}", places.join(","))?;
        }
        Ok(table)
    }

    fn add(&mut self, name: &str, id: &str, own: bool) {
        let normal = normal_form(name);
        let written = !normal.contains(['\n', '\t']) && normal.starts_with(char::is_alphanumeric);
        if written && !self.ordinary.contains(&normal) && normal.chars().count() >= 2 {
            let known = self.places.entry(normal).or_default().entry(id.to_owned());
            *known.or_insert(own) |= own;
        }
    }
}

fn is_useful(name: &str, people: u64) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    if name.chars().any(is_arabic) {
        return letters.count() >= 3 && !name.contains(['،', ',']);
    }
    let latin = name.chars().all(|c| {
        !c.is_alphabetic() || u32::from(c) < 0x0250 || (0x1E00..0x1F00).contains(&u32::from(c))
    });
    latin
        && people >= LATIN_PEOPLE
        && letters.count() >= LEAST_LETTERS
        && name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_foreign_scripts_are_no_useful_names() {
        assert!(is_useful("Aravel", 200_000));
        assert!(!is_useful("Aravel", 2_000));
        assert!(
            !is_useful("ARV", 200_000)
                && !is_useful("arabel", 200_000)
                && !is_useful("Аравел", 200_000)
        );
        assert!(is_useful("كرفل", 1_000));
    }
}
