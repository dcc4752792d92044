//! Text as a row of lower-case words, so that `DeirEzZor`, `deir_ez_zor` and `Deir ez-Zor` are the same three.

/// The words of a text: cut where letters and digits end and where a capital follows a small letter.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut before_is_small = false;
    for letter in text.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && before_is_small) {
            push(&mut found, &mut word);
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase();
    }
    push(&mut found, &mut word);
    found
}

fn push(found: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        found.push(std::mem::take(word));
    }
}

/// Whether the words of `needle` stand in `haystack` one after the other.
pub(super) fn contains(haystack: &[String], needle: &[String]) -> bool {
    !needle.is_empty()
        && haystack
            .windows(needle.len())
            .any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_give_the_same_words() {
        for spelling in [
            "OldFort",
            "old_fort",
            "Old Fort",
            "old-fort",
            "\"Old  Fort\"",
            "OLD FORT",
        ] {
            assert_eq!(words(spelling), ["old", "fort"], "{spelling}");
        }
    }

    #[test]
    fn a_word_inside_another_is_not_found() {
        let haystack = words("is_old_fortress");
        assert!(contains(&haystack, &words("old fortress")));
        assert!(!contains(&haystack, &words("old fort")));
        assert!(!contains(&haystack, &[]));
    }
}
