//! How much harm a value can do outside the desk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// After the OCHA Data Responsibility Guidelines (2021), table of sensitivity classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// May leave.
    Low,
    /// May leave in another form, such as a role in place of a name.
    Moderate,
    /// Stays at the desk.
    High,
    /// Stays with who entered it.
    Severe,
}

/// What people said of one claim's sensitivity: the latest word of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Classified {
    by_author: BTreeMap<String, Sensitivity>,
}

impl Classified {
    /// Takes in somebody's word; it replaces an earlier one of the same person.
    pub fn say(&mut self, author: &str, sensitivity: Sensitivity) {
        self.by_author.insert(author.to_owned(), sensitivity);
    }

    /// The sensitivity that counts, where a type has this default: anybody can raise it; below the default it goes
    /// only as far as two persons say.
    #[must_use]
    pub fn over(&self, default: Sensitivity) -> Sensitivity {
        let mut levels: Vec<Sensitivity> = self.by_author.values().copied().collect();
        levels.sort_unstable();
        match levels.as_slice() {
            [.., highest] if *highest >= default => *highest,
            [_, second, ..] => *second,
            _ => default,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Classified,
        Sensitivity::{self, High, Low, Moderate, Severe},
    };

    fn of(words: &[(&str, Sensitivity)], default: Sensitivity) -> Sensitivity {
        let mut classified = Classified::default();
        for (author, sensitivity) in words {
            classified.say(author, *sensitivity);
        }
        classified.over(default)
    }

    #[test]
    fn one_person_raises_and_two_lower() {
        type Case<'a> = (&'a [(&'a str, Sensitivity)], Sensitivity, Sensitivity);
        let cases: &[Case<'_>] = &[
            (&[], High, High),
            (&[("a", Severe)], Low, Severe),
            (&[("a", Low)], High, High),
            (&[("a", Low), ("a", Low)], High, High),
            (&[("a", Low), ("b", Moderate)], High, Moderate),
            (&[("a", Low), ("b", Low)], High, Low),
            (&[("a", Low), ("b", Low), ("c", High)], Moderate, High),
            (&[("a", High), ("a", Low)], Low, Low),
        ];
        for (words, default, expected) in cases {
            assert_eq!(of(words, *default), *expected, "{words:?} over {default:?}");
        }
    }
}
