//! The names under which places are found: their own, and of large cities those in other languages and scripts.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use marsad_domain::PlaceId;
use marsad_places::{WorldBuilder, normal_form};

use super::City;

/// From how many people on other names in Latin letters are taken: those of small places are mostly noise.
const LATIN_PEOPLE: u64 = 100_000;
/// The fewest letters of another name; fewer are codes of airports and the like.
const LEAST_LETTERS: usize = 4;
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

/// First words of names, in normal form, and how they are abbreviated.
const ABBREVIATED: &[(&str, &[&str])] = &[
    ("saint ", &["st ", "st. "]),
    ("st. ", &["saint ", "st "]),
    ("sainte ", &["ste ", "ste. "]),
    ("fort ", &["ft ", "ft. "]),
    ("mount ", &["mt ", "mt. "]),
    ("port ", &["pt. "]),
];

/// Which names are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Names that are ordinary words.
    ordinary: BTreeSet<String>,
}

impl Names {
    /// All but those of `xtask/data/not-names.txt`.
    ///
    /// # Errors
    /// Fails where the file cannot be read.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let path = root.join("xtask/data/not-names.txt");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        let words = text.lines().filter(|line| !line.starts_with('#'));
        Ok(Self {
            ordinary: words.map(normal_form).collect(),
        })
    }

    /// Adds the names of a city.
    pub(super) fn city(&self, city: &City, id: u32, list: &mut WorldBuilder) {
        if let Some(normal) = self.taken(&city.name) {
            list.settlement_name(&normal, id, true);
            for short in abbreviated(&normal) {
                list.settlement_name(&short, id, false);
            }
        }
        let others = city.alternatenames.iter();
        for other in others.filter(|other| is_useful(other, city.population)) {
            if let Some(normal) = self.taken(other) {
                list.settlement_name(&normal, id, false);
            }
        }
    }

    /// Adds the names of a region.
    pub(super) fn region(&self, name: &str, id: &PlaceId, list: &mut WorldBuilder) {
        if let Some(normal) = self.taken(name) {
            list.region_name(&normal, id, true);
        }
        let short = BEGINNINGS.iter().find_map(|word| name.strip_prefix(word));
        let short = short.or_else(|| ENDINGS.iter().find_map(|word| name.strip_suffix(word)));
        if let Some(normal) = short.and_then(|short| self.taken(short)) {
            list.region_name(&normal, id, false);
        }
    }

    /// The normal form of a name that is taken.
    fn taken(&self, name: &str) -> Option<String> {
        let normal = normal_form(name);
        let written = !normal.contains(['\n', '\t']) && normal.starts_with(char::is_alphanumeric);
        let is_taken = written && !self.ordinary.contains(&normal) && normal.chars().count() >= 2;
        is_taken.then_some(normal)
    }
}

/// The same name with its first word abbreviated, or written out.
fn abbreviated(normal: &str) -> impl Iterator<Item = String> + '_ {
    ABBREVIATED.iter().flat_map(move |(whole, short)| {
        let rest = normal.strip_prefix(whole);
        let forms = rest
            .into_iter()
            .flat_map(move |rest| short.iter().map(move |short| (short, rest)));
        forms.map(|(short, rest)| format!("{short}{rest}"))
    })
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
    fn first_words_are_abbreviated_and_written_out() {
        let forms = |name: &str| abbreviated(name).collect::<Vec<_>>();
        assert_eq!(forms("saint aran"), ["st aran", "st. aran"]);
        assert_eq!(forms("st. aran"), ["saint aran", "st aran"]);
        assert!(forms("saintly").is_empty() && forms("aran").is_empty());
    }

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
