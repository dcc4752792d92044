//! How alike two spellings are.

/// One minus the edit distance over the longer length: 1 for equal spellings, 0 for nothing in common.
///
/// The distance is Levenshtein's over characters, each insertion, deletion or change counted 1.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let change = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = change.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    let distance = row.last().copied().unwrap_or(longer);
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    let share = distance as f64 / longer as f64;
    1.0 - share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_edits() {
        let table = [
            ("", "", 1.0),
            ("abc", "abc", 1.0),
            ("abc", "abd", 2.0 / 3.0),
            ("kitten", "sitting", 4.0 / 7.0),
            ("ab", "", 0.0),
            ("flaw", "lawn", 0.5),
        ];
        for (a, b, expected) in table {
            assert!((likeness(a, b) - expected).abs() < 1e-12, "{a} {b}");
            assert!((likeness(b, a) - expected).abs() < 1e-12, "{b} {a}");
        }
    }
}
