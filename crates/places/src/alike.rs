//! How alike two spellings are, by what writers of one name vary: vowels freely, doubled letters, `h`, and letters of
//! near sounds; other letters hardly.

use crate::normal::ARTICLE;

/// Vowels of one sound, and an `a` that is heard as `e`.
const SAME_VOWEL: f64 = 0.15;
/// Other vowels.
const OTHER_VOWEL: f64 = 0.4;
/// A vowel more or less between consonants.
const VOWEL: f64 = 0.35;
/// A vowel more or less beside another, a letter once or twice, an `h` more or less, one word or two.
const LIGHT: f64 = 0.2;
/// A consonant for one of a near sound.
const NEAR: f64 = 0.5;
/// Any other change.
const OTHER: f64 = 1.0;

/// Consonants that are written for each other, each in the classes that it belongs to.
const NEAR_SOUNDS: [&str; 9] = ["kqcg", "szc", "dtz", "bpv", "vfw", "jgy", "sc", "xkh", "lr"];

/// What the article in one spelling alone costs.
const ARTICLE_COST: f64 = 0.2;

/// How alike two spellings in normal form are, the articles in them aside.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let bare = |name: &str| -> String {
        let words = name.split(' ').filter(|word| *word != ARTICLE);
        words.collect::<Vec<_>>().join(" ")
    };
    let articles = |name: &str| name.split(' ').filter(|word| *word == ARTICLE).count();
    let penalty = if articles(a) == articles(b) {
        0.0
    } else {
        ARTICLE_COST
    };
    spelled_alike(&bare(a), &bare(b), penalty)
}

/// One minus the cost of the cheapest way from one spelling to the other, over the longer length: 1 for equal
/// spellings, 0 for nothing in common.
///
/// The spellings are in normal form. The cost is a weighted Levenshtein distance over characters: an ordinary insertion,
/// deletion or change costs 1, what writers vary a quarter, near sounds 0.4.
fn spelled_alike(a: &str, b: &str, penalty: f64) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1.0;
    }
    let gaps = |word: &[char]| -> Vec<f64> { (0..word.len()).map(|at| gap(word, at)).collect() };
    let (a_gaps, b_gaps) = (gaps(&a), gaps(&b));
    let mut row = vec![0.0];
    for cost in &b_gaps {
        row.push(row.last().copied().unwrap_or(0.0) + cost);
    }
    for (from, dropped) in a.iter().zip(&a_gaps) {
        let mut diagonal = row.first().copied().unwrap_or(0.0);
        let mut left = diagonal + dropped;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for ((to, added), cell) in b.iter().zip(&b_gaps).zip(row.iter_mut().skip(1)) {
            let changed = diagonal + change(*from, *to);
            diagonal = *cell;
            left = changed.min(*cell + dropped).min(left + added);
            *cell = left;
        }
    }
    let distance = row.last().copied().unwrap_or(0.0) + penalty;
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    let share = distance / longer as f64;
    1.0 - share
}

/// What it costs to leave out a character.
fn gap(word: &[char], at: usize) -> f64 {
    let Some(c) = word.get(at) else { return OTHER };
    let before = at.checked_sub(1).and_then(|at| word.get(at));
    let beside_vowel = || {
        let after = word.get(at + 1);
        before.into_iter().chain(after).any(|c| is_vowel(*c))
    };
    match c {
        'h' | ' ' => LIGHT,
        _ if before == Some(c) => LIGHT,
        _ if is_vowel(*c) && beside_vowel() => LIGHT,
        _ if is_vowel(*c) => VOWEL,
        _ => OTHER,
    }
}

fn change(a: char, b: char) -> f64 {
    if a == b {
        return 0.0;
    }
    let near = |class: &&str| class.contains(a) && class.contains(b);
    if ["ae", "eiy", "ouw"].iter().any(near) {
        SAME_VOWEL
    } else if is_vowel(a) && is_vowel(b) {
        OTHER_VOWEL
    } else if NEAR_SOUNDS.iter().any(near) {
        NEAR
    } else {
        OTHER
    }
}

/// Vowels and half vowels, of both scripts.
fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e' | 'i' | 'o' | 'u' | 'w' | 'y' | 'ا' | 'و' | 'ي' | 'ى' | 'ة' | 'ه' | 'ء'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: f64) {
        assert!((likeness(a, b) - expected).abs() < 1e-12, "{a} {b}");
        assert!((likeness(b, a) - expected).abs() < 1e-12, "{b} {a}");
    }

    #[test]
    fn likeness_counts_what_writers_do_not_vary() {
        check("", "", 1.0);
        check("abc", "abc", 1.0);
        check("bdf", "bdn", 2.0 / 3.0);
        check("kbt", "kibet", 1.0 - 2.0 * VOWEL / 5.0);
        check("zaria", "zara", 1.0 - LIGHT / 5.0);
        check("zarra", "zara", 1.0 - LIGHT / 5.0);
        check("zerra", "zarra", 1.0 - SAME_VOWEL / 5.0);
        check("zurra", "zarra", 1.0 - OTHER_VOWEL / 5.0);
        check("qalat", "kalat", 1.0 - NEAR / 5.0);
        check("tal menin", "talmenin", 1.0 - LIGHT / 9.0);
        check("bn", "", 0.0);
        check("flm", "lmn", 1.0 - 2.0 / 3.0);
    }

    #[test]
    fn the_article_counts_little() {
        check("al zarra", "zarra", 1.0 - ARTICLE_COST / 5.0);
        check("al zarra", "al zarra", 1.0);
    }
}
