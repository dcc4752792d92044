//! The names of a place at the door: what can be read, and what only looks like a name.

use marsad_domain::id::is_direction_mark;

use super::draft::Fault;
use crate::normal::normal_form;

/// The longest name, in letters.
const LONGEST_NAME: usize = 200;
const NAME_HINT: &str = "give every place a name that can be read";

/// The names of one place, checked.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) name: String,
    pub(super) arabic: Option<String>,
    pub(super) spellings: Vec<String>,
}

impl Names {
    /// A bad name is a fault; another spelling that is no name is left out.
    pub(super) fn of<'a>(
        name: Option<&str>,
        arabic: Option<&str>,
        others: impl Iterator<Item = &'a str>,
    ) -> Result<Self, Fault> {
        let given = checked_name(name.ok_or_else(|| ("no name".to_owned(), NAME_HINT))?)?;
        let arabic = arabic.map(checked_name).transpose()?;
        let name = without_note(&given).to_owned();
        let parts = parts_of(&name);
        let others = others.flat_map(|other| other.split(['|', ';']));
        let mut spellings = Vec::new();
        for other in parts.into_iter().chain([given.as_str()]).chain(others) {
            let Ok(other) = checked_name(other) else {
                continue;
            };
            let is_new = other != name && arabic.as_ref() != Some(&other);
            if is_new && !is_code(&other) && !spellings.contains(&other) {
                spellings.push(other);
            }
        }
        Ok(Self {
            name,
            arabic,
            spellings,
        })
    }
}

/// A name that can be read: letters in it, no sign that hides or turns what is written, and not endless.
pub(in super::super) fn checked_name(name: &str) -> Result<String, Fault> {
    let name = name.trim();
    let is_hidden = |c: &char| c.is_control() || (is_direction_mark(*c) && !is_joiner(*c));
    if let Some(c) = name.chars().find(is_hidden) {
        let code = u32::from(c);
        return Err((
            format!("the name holds the control character U+{code:04X}"),
            "take signs that hide or turn letters out of the name",
        ));
    }
    if name.contains(char::REPLACEMENT_CHARACTER) {
        return Err((
            "the name holds bytes that are no UTF-8".to_owned(),
            "save the file as UTF-8",
        ));
    }
    let has_letter = |name: &str| name.chars().any(char::is_alphabetic);
    if !has_letter(name) || !(name.is_ascii() || has_letter(&normal_form(name))) {
        return Err(("the name has no letter".to_owned(), NAME_HINT));
    }
    if name.chars().count() > LONGEST_NAME {
        let fault = format!("the name is longer than {LONGEST_NAME} letters");
        return Err((
            fault,
            "write the name, and nothing of what is told of the place",
        ));
    }
    Ok(name.replace('|', " "))
}

/// Signs that part letters of one word in some scripts; they turn nothing.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// A name without what stands behind it in brackets, which tells it from others of the name.
fn without_note(name: &str) -> &str {
    let bare = name
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map(|(before, _)| before.trim());
    bare.filter(|bare| checked_name(bare).is_ok())
        .unwrap_or(name)
}

/// The names that are written as one, parted by a slash or by a dash between blanks.
fn parts_of(name: &str) -> Vec<&str> {
    let parts: Vec<&str> = name
        .split('/')
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Whether a spelling is a code, such as that of an airport, and no name.
fn is_code(spelling: &str) -> bool {
    spelling.len() <= 4
        && spelling
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn names(name: &str, others: &[&str]) -> (String, Vec<String>) {
        let names = Names::of(Some(name), None, others.iter().copied()).unwrap();
        (names.name, names.spellings)
    }

    #[test]
    fn names_that_cannot_be_read_are_refused() {
        for bad in [
            "",
            "  ",
            "\u{0301}\u{0302}",
            "Kar\u{202E}vel",
            "Kar\u{7}vel",
            "Kar\u{200F}vel",
            "'-",
        ] {
            assert!(checked_name(bad).is_err(), "{bad:?}");
        }
        assert!(checked_name(&"a".repeat(201)).is_err());
        for good in ["Karvel", "كَرفل", "کلا\u{200C}ته", "K2"] {
            assert!(checked_name(good).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn what_tells_a_name_from_others_is_no_part_of_it() {
        let given = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            names("Bara (Ostan)", &[]),
            ("Bara".to_owned(), given(&["Bara (Ostan)"]))
        );
        assert_eq!(names("Old - New", &[]).1, given(&["Old", "New"]));
        assert_eq!(
            names("Bara", &["Barra|Bara", "BRA", "\u{202E}x"]).1,
            given(&["Barra"])
        );
        assert_eq!(names("(Ostan)", &[]).0, "(Ostan)");
    }

    proptest! {
        #[test]
        fn a_name_that_passes_shows_everything_it_holds(name in "\\PC{0,12}|.{0,12}") {
            if let Ok(checked) = checked_name(&name) {
                prop_assert!(!checked.chars().any(char::is_control));
                prop_assert!(normal_form(&checked).chars().any(char::is_alphabetic));
            }
        }
    }
}
