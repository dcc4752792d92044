//! Cutting a long text into parts that are each read by themselves, so that neither time nor memory runs away.

/// The most bytes of a part.
const MOST: usize = 256 << 10;
/// The fewest bytes of a part that a paragraph ends; where none does behind these, a line does, else a word.
const LEAST: usize = MOST / 2;

/// The parts of a text with the byte each starts at. A part ends where a paragraph ends, else a line, else a word; only
/// a word longer than half a part is cut.
pub(super) fn windows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let part = rest.get(..length(rest)).unwrap_or(rest);
        let found = (start, part);
        start += part.len();
        Some(found)
    })
}

fn length(rest: &str) -> usize {
    if rest.len() <= MOST {
        return rest.len();
    }
    let most = rest.floor_char_boundary(MOST);
    let head = rest.get(..most).unwrap_or(rest);
    let behind = |end: usize| (end >= LEAST).then_some(end);
    let after = |mark: &str| head.rfind(mark).and_then(|at| behind(at + mark.len()));
    after("\n\n")
        .or_else(|| after("\n"))
        .or_else(|| after(". "))
        .or_else(|| after(" "))
        .unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, ends: &[&str]) {
        let parts: Vec<(usize, &str)> = windows(text).collect();
        let mut at = 0;
        for (start, part) in &parts {
            assert_eq!(*start, at);
            assert!(!part.is_empty() && part.len() <= MOST);
            at += part.len();
        }
        assert_eq!(at, text.len());
        for ((_, part), end) in parts.iter().zip(ends) {
            assert!(part.ends_with(end), "a part does not end with {end:?}");
        }
    }

    #[test]
    fn parts_end_where_the_text_lets_them() {
        check("", &[]);
        check("Karvel", &["Karvel"]);
        check(&"one two. three\n\n".repeat(40_000), &["\n\n", "\n\n"]);
        check(&"one two. three\n".repeat(40_000), &["\n", "\n"]);
        check(&"one two. three ".repeat(40_000), &[". ", ". "]);
        check(&"one two three ".repeat(40_000), &[" ", " "]);
        check(&"\u{0643}".repeat(400_000), &["\u{0643}"]);
    }
}
