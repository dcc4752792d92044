//! In which letters a text is written: all that can be said of its language where nobody states it.

/// Whether at least half of a text's letters lie in some runs, each given by its first and last; a text without letters
/// is of every script.
pub(super) fn is_mostly_of(text: &str, runs: &[(char, char)]) -> bool {
    let is_own = |c: char| {
        runs.iter()
            .any(|(first, last)| (*first..=*last).contains(&c))
    };
    let (mut own, mut other) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if is_own(c) {
            own += 1;
        } else {
            other += 1;
        }
    }
    own >= other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::english;

    #[test]
    fn the_script_of_a_text_is_that_of_most_of_its_letters() {
        let rules = english();
        for (text, is_own) in [
            ("Rebels captured Karsun.", true),
            ("Zoë a mangé à Ørsta.", true),
            ("سيطرت القوات على المدينة", false),
            ("Бои за город", false),
            ("قوات: Some 4,000 people fled", true),
            ("سيطرت القوات على المدينة, AFP", false),
            ("12:30 – “…” 45", true),
            ("", true),
        ] {
            assert_eq!(is_mostly_of(text, &rules.words.letters), is_own, "{text}");
        }
    }
}
