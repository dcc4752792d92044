//! A key under which Arabic and Latin spellings of one name sound alike: its consonants.
//!
//! It is coarse on purpose and serves to suggest places to a person and to match spellings that no list has; it never
//! decides alone.

/// The consonants of a name in normal form as one: writers part words otherwise ("Tal Menin", "Talmenin").
pub(crate) fn joined_skeleton(normal: &str) -> Option<String> {
    let mut key = String::new();
    for c in skeleton(normal)?.chars().filter(|c| c.is_alphabetic()) {
        if !key.ends_with(c) {
            key.push(c);
        }
    }
    Some(key)
}

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
    let mut letters = word.chars().peekable();
    let mut last = None;
    while let Some(c) = letters.next() {
        let sound = match pair(c, letters.peek().copied()) {
            Some(sound) => {
                letters.next();
                Some(sound)
            }
            None => consonant(c),
        };
        if sound != last {
            key.extend(sound);
        }
        last = sound;
    }
    match key.strip_suffix('h') {
        Some(stem) if key.len() > 2 => stem.to_owned(),
        _ => key,
    }
}

/// The sound of two Latin letters that are written for one.
fn pair(first: char, second: Option<char>) -> Option<char> {
    Some(match (first, second?) {
        ('s' | 'c', 'h') => 'C',
        ('k', 'h') => 'x',
        ('g', 'h') => 'g',
        ('t', 'h') => 't',
        ('d', 'h') => 'd',
        ('p', 'h') => 'f',
        ('c', 'k') => 'k',
        _ => return None,
    })
}

/// The sound of a consonant of either script; nothing for a vowel, a half vowel and anything else.
fn consonant(c: char) -> Option<char> {
    Some(match c {
        'b' | 'p' | 'ب' | 'پ' => 'b',
        'c' | 'k' | 'q' | 'ق' | 'ك' => 'k',
        'd' | 'د' | 'ذ' | 'ض' => 'd',
        'f' | 'v' | 'ف' => 'f',
        'g' | 'غ' => 'g',
        'h' | 'ح' | 'ه' => 'h',
        'j' | 'ج' => 'j',
        'l' | 'ل' => 'l',
        'm' | 'م' => 'm',
        'n' | 'ن' => 'n',
        'r' | 'ر' => 'r',
        's' | 'س' | 'ص' => 's',
        't' | 'ت' | 'ث' | 'ط' => 't',
        'x' | 'خ' => 'x',
        'z' | 'ز' | 'ظ' => 'z',
        'ش' => 'C',
        _ => return None,
    })
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
    fn words_may_be_parted_otherwise() {
        let joined = |name: &str| joined_skeleton(&normal_form(name));
        assert_eq!(joined("Tell Mannin"), joined("Talmanin"));
        assert_eq!(joined("Tall Latah"), joined("Tallatah"));
        assert_ne!(joined("Tall Latah"), joined("Latah"));
    }

    #[test]
    fn a_name_of_one_consonant_has_no_key() {
        assert_eq!(skeleton("oa"), None);
        assert_eq!(skeleton("al"), None);
    }
}
