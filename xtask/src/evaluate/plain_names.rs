//! Names as they are compared where somebody else's data spells them.

/// Words without case and signs, and without an article before them.
pub(crate) fn folded(text: &str) -> String {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_article = |word: &String| matches!(word.as_str(), "the" | "a" | "an");
    if words.len() > 1 && words.first().is_some_and(is_article) {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_signs_and_an_article() {
        assert_eq!(folded("THE \"Norda\" Front"), "norda front");
        assert_eq!(folded("A"), "a");
        assert_eq!(folded("..."), "");
    }
}
