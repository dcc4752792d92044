//! The Arabic article in Latin letters, in all the ways it is written, and the forms of a name without it.

/// The article in the normal form.
pub(crate) const ARTICLE: &str = "al";

const VOWELS: [char; 4] = ['a', 'e', 'i', 'u'];
/// The letters, in Latin writing, that the article is assimilated to.
const SUN: [&str; 14] = [
    "th", "dh", "sh", "ch", "t", "d", "r", "z", "s", "n", "l", "j", "c", "g",
];

/// Writes every article of a normal form as `al`, keeping the map of starts in step.
pub(super) fn unify(text: &mut String, starts: &mut Vec<u32>) {
    let mut unified = String::with_capacity(text.len());
    let mut map = Vec::with_capacity(starts.len());
    let mut words = text.split_inclusive([' ', '\n']).peekable();
    let mut at = 0;
    while let Some(word) = words.next() {
        let here = starts.get(at..at + word.len()).unwrap_or_default();
        let bare = word.strip_suffix(' ').unwrap_or_default();
        if words.peek().is_some_and(|next| is_article(bare, next)) {
            unified.push_str("al ");
            map.extend(here.first());
            map.extend(here.get(1));
            map.extend(here.last());
        } else {
            unified.push_str(word);
            map.extend_from_slice(here);
        }
        at += word.len();
    }
    *text = unified;
    *starts = map;
}

/// Whether a word is the article before the next word: `al`, `el`, or assimilated to its first letter.
fn is_article(word: &str, next: &str) -> bool {
    let Some(consonant) = word.strip_prefix(VOWELS) else {
        return false;
    };
    match consonant {
        "l" => next.starts_with(char::is_alphanumeric),
        _ => SUN.contains(&consonant) && next.starts_with(consonant),
    }
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
