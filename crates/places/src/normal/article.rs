//! The Arabic article in Latin letters, in all the ways it is written, and the forms of a name without it.

/// The article in the normal form.
pub(crate) const ARTICLE: &str = "al";

/// The letters, in Latin writing, that the article is assimilated to.
const SUN: [&str; 14] = [
    "th", "dh", "sh", "ch", "t", "d", "r", "z", "s", "n", "l", "j", "c", "g",
];

/// Whether a word of the normal form with the space after it may be an article: a vowel and one or two letters.
pub(super) fn could_be_article(word: &[u8]) -> bool {
    match word {
        [vowel, rest @ .., b' '] => {
            is_vowel(*vowel)
                && matches!(rest.len(), 1 | 2)
                && rest.iter().all(u8::is_ascii_lowercase)
        }
        _ => false,
    }
}

/// Whether a word with the space after it is the article before the next word: `al`, `el`, or assimilated to its first
/// letter.
pub(super) fn is_article(word: &[u8], next: &[u8]) -> bool {
    let [vowel, consonant @ .., b' '] = word else {
        return false;
    };
    if !is_vowel(*vowel) {
        return false;
    }
    if consonant == b"l" {
        let next = std::str::from_utf8(next).unwrap_or_default();
        return next.starts_with(char::is_alphanumeric);
    }
    SUN.iter().any(|sun| sun.as_bytes() == consonant) && next.starts_with(consonant)
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'u')
}

/// A Latin name in normal form without the article at its head.
pub(crate) fn without_article(normal: &str) -> Option<&str> {
    normal
        .strip_prefix(ARTICLE)?
        .strip_prefix(' ')
        .filter(|rest| rest.chars().count() > 3)
}

/// An Arabic name in normal form without the article at its head.
pub(crate) fn arabic_without_article(normal: &str) -> Option<&str> {
    normal
        .strip_prefix("ال")
        .filter(|rest| rest.chars().count() > 1 && !rest.starts_with(' '))
}

/// A Latin name in normal form with its article written in one word with what follows, in each way it is heard.
pub(crate) fn joined_forms(normal: &str) -> Vec<String> {
    if !normal.contains("al ") {
        return Vec::new();
    }
    let words: Vec<&str> = normal.split(' ').collect();
    let Some(at) = words.iter().position(|word| *word == ARTICLE) else {
        return Vec::new();
    };
    let Some(next) = words.get(at + 1) else {
        return Vec::new();
    };
    let assimilated = SUN
        .iter()
        .find(|sun| next.starts_with(**sun))
        .copied()
        .unwrap_or("l");
    let mut heads = vec!["al".to_owned(), "el".to_owned()];
    heads.extend(["a", "e"].map(|vowel| format!("{vowel}{assimilated}")));
    heads.sort();
    heads.dedup();
    let form = |head: String| {
        let before = words.iter().take(at).copied().map(str::to_owned);
        let after = words.iter().skip(at + 2).copied().map(str::to_owned);
        let joined: Vec<String> = before
            .chain([format!("{head}{next}")])
            .chain(after)
            .collect();
        joined.join(" ")
    };
    heads.into_iter().map(form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_forms_hear_the_assimilation() {
        let forms = joined_forms("tell al zahr");
        assert_eq!(
            forms,
            ["tell alzahr", "tell azzahr", "tell elzahr", "tell ezzahr"]
        );
        assert!(joined_forms("karvel").is_empty());
    }

    #[test]
    fn short_names_keep_their_article() {
        assert_eq!(without_article("al safa"), Some("safa"));
        assert_eq!(without_article("al bab"), None);
        assert_eq!(without_article("karvel"), None);
    }
}
