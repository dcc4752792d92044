//! A key under which Arabic and Latin spellings of one name sound alike: its consonants.
//!
//! It is coarse on purpose and serves to suggest places to a person and to match spellings that no list has; it never
//! decides alone.

/// Latin consonant groups, longest first, with their key; letters that are not here are left out.
const LATIN: [(&str, char); 30] = [
    ("sh", 'C'),
    ("ch", 'C'),
    ("kh", 'x'),
    ("gh", 'g'),
    ("th", 't'),
    ("dh", 'd'),
    ("ph", 'f'),
    ("ck", 'k'),
    ("b", 'b'),
    ("c", 'k'),
    ("d", 'd'),
    ("f", 'f'),
    ("g", 'g'),
    ("h", 'h'),
    ("j", 'j'),
    ("k", 'k'),
    ("l", 'l'),
    ("m", 'm'),
    ("n", 'n'),
    ("p", 'b'),
    ("q", 'k'),
    ("r", 'r'),
    ("s", 's'),
    ("t", 't'),
    ("v", 'f'),
    ("x", 'x'),
    ("z", 'z'),
    ("w", '-'),
    ("y", '-'),
    ("a", '-'),
];

/// Arabic consonants with their key.
const ARABIC: [(char, char); 26] = [
    ('ب', 'b'),
    ('پ', 'b'),
    ('ت', 't'),
    ('ث', 't'),
    ('ج', 'j'),
    ('ح', 'h'),
    ('خ', 'x'),
    ('د', 'd'),
    ('ذ', 'd'),
    ('ر', 'r'),
    ('ز', 'z'),
    ('س', 's'),
    ('ش', 'C'),
    ('ص', 's'),
    ('ض', 'd'),
    ('ط', 't'),
    ('ظ', 'z'),
    ('غ', 'g'),
    ('ف', 'f'),
    ('ق', 'k'),
    ('ك', 'k'),
    ('ل', 'l'),
    ('م', 'm'),
    ('ن', 'n'),
    ('ه', 'h'),
    ('ع', '-'),
];

/// The consonants of a name in normal form, word by word, without articles and without a final `h` of either script;
/// nothing where fewer than two are left.
pub(crate) fn skeleton(normal: &str) -> Option<String> {
    let words: Vec<String> = normal
        .split([' ', '\n'])
        .filter(|word| *word != crate::normal::ARTICLE)
        .map(word_skeleton)
        .filter(|word| !word.is_empty())
        .collect();
    let key = words.join(" ");
    (key.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(key)
}

fn word_skeleton(word: &str) -> String {
    let word = crate::normal::arabic_without_article(word).unwrap_or(word);
    let mut key = String::new();
    let mut rest = word;
    let mut last = '-';
    while let Some(c) = rest.chars().next() {
        let latin = LATIN.iter().find(|(group, _)| rest.starts_with(group));
        let (sound, used) = match latin {
            Some((group, sound)) => (*sound, group.len()),
            None => (arabic(c), c.len_utf8()),
        };
        if sound != '-' && sound != last {
            key.push(sound);
        }
        last = sound;
        rest = rest.get(used..).unwrap_or_default();
    }
    match key.strip_suffix('h') {
        Some(stem) if key.len() > 2 => stem.to_owned(),
        _ => key,
    }
}

fn arabic(c: char) -> char {
    ARABIC
        .iter()
        .find(|(letter, _)| *letter == c)
        .map_or('-', |(_, sound)| *sound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::normal_form;

    fn check(a: &str, b: &str) {
        assert_eq!(
            skeleton(&normal_form(a)),
            skeleton(&normal_form(b)),
            "{a} and {b}"
        );
        assert!(skeleton(&normal_form(a)).is_some(), "{a}");
    }

    #[test]
    fn arabic_and_latin_sound_alike() {
        check("كرفل", "Karvel");
        check("تل الزهر", "Tall az-Zahr");
        check("تل الزهر", "Tel el Zahr");
        check("الصورية", "As-Suriyah");
        check("شرقاط", "Sharqat");
    }

    #[test]
    fn a_name_of_one_consonant_has_no_key() {
        assert_eq!(skeleton("oa"), None);
        assert_eq!(skeleton("al"), None);
    }
}
