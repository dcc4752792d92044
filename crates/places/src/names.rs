//! Finding many names in one pass: an automaton over the normal form, with word boundaries.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use marsad_domain::Span;

use crate::normal::{Normal, is_apostrophe};

/// The one-letter words that Arabic writes together with the next word, alone or two together.
const PROCLITICS: [&str; 12] = [
    "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك", "س",
];
/// What becomes of the article after the proclitic `l`, alone or after another proclitic.
const ARTICLE_AFTER_L: [&str; 3] = ["لل", "ولل", "فلل"];

/// Where a name may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Head {
    /// At a word's start, or after an Arabic proclitic.
    Word,
    /// Only after the Arabic proclitic `l` that has swallowed the name's article.
    SwallowedArticle,
}

/// Names to be found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    automaton: Option<AhoCorasick>,
    heads: Vec<Head>,
    by_normal: BTreeMap<String, usize>,
    normals: Vec<String>,
}

/// A name found: which, and where in the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Number of the name.
    pub(crate) name: usize,
    /// Bytes of the original text.
    pub(crate) span: Span,
}

impl Names {
    /// Builds the automaton over normal forms; the number of a name is its rank in the map.
    pub(crate) fn new(names: &BTreeMap<String, Head>) -> Result<Self, aho_corasick::BuildError> {
        if names.is_empty() {
            return Ok(Self::default());
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(names.keys())?;
        Ok(Self {
            automaton: Some(automaton),
            heads: names.values().copied().collect(),
            normals: names.keys().cloned().collect(),
            by_normal: names
                .keys()
                .enumerate()
                .map(|(at, name)| (name.clone(), at))
                .collect(),
        })
    }

    /// The number of a name in normal form.
    pub(crate) fn number(&self, normal: &str) -> Option<usize> {
        self.by_normal.get(normal).copied()
    }

    /// A name in normal form by its number; empty where there is none.
    pub(crate) fn name(&self, number: usize) -> &str {
        self.normals.get(number).map_or("", String::as_str)
    }

    /// Every name that stands in the text as whole words, overlapping ones too, in order of their ends.
    pub(crate) fn find<'a>(&'a self, normal: &'a Normal<'_>) -> impl Iterator<Item = Found> + 'a {
        self.automaton
            .iter()
            .flat_map(|automaton| automaton.find_overlapping_iter(&normal.text))
            .filter_map(|hit| {
                let name = hit.pattern().as_usize();
                let head = *self.heads.get(name)?;
                let span = normal.span(hit.start(), hit.end())?;
                let whole =
                    begins_well(normal, hit.start(), head) && ends_well(normal, hit.end(), span);
                whole.then_some(Found { name, span })
            })
    }
}

fn begins_well(normal: &Normal<'_>, start: usize, head: Head) -> bool {
    let Some(before) = normal.text.get(..start) else {
        return false;
    };
    let glued = glued_before(before);
    match head {
        Head::Word => glued.is_empty() || PROCLITICS.contains(&glued),
        Head::SwallowedArticle => ARTICLE_AFTER_L.contains(&glued),
    }
}

/// The letters that stand directly before a name, at most four of them: nothing longer can be a proclitic.
fn glued_before(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take(4)
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

/// Whether a name may end here: no letter follows, or only the ending of the owner.
pub(crate) fn ends_well(normal: &Normal<'_>, end: usize, span: Span) -> bool {
    let next = normal.text.get(end..).and_then(|rest| rest.chars().next());
    if !next.is_some_and(char::is_alphanumeric) {
        return true;
    }
    let mut rest = normal
        .original
        .get(span.end()..)
        .unwrap_or_default()
        .chars();
    rest.next().is_some_and(is_apostrophe)
        && rest.next().is_some_and(|c| matches!(c, 's' | 'S'))
        && !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::normal_form;

    fn check(name: &str, text: &str, expected: &[&str]) {
        let names = BTreeMap::from([(normal_form(name), Head::Word)]);
        let names = Names::new(&names).expect("a small automaton");
        let normal = Normal::of(text);
        let found: Vec<&str> = names
            .find(&normal)
            .filter_map(|f| f.span.of(text))
            .collect();
        assert_eq!(found, expected, "{name} in {text}");
    }

    #[test]
    fn names_are_whole_words() {
        check(
            "Karvel",
            "Karvel, Karvels, Karvel's, ‘Karvel’ and O'Karvel.",
            &["Karvel"; 3],
        );
        check("Dar", "Dar'an and Dar’s", &["Dar"]);
        check(
            "Tell az-Zahr",
            "Tell al\u{2010}Zahr",
            &["Tell al\u{2010}Zahr"],
        );
        check("Karvel", "the Karvel-Talmira road", &["Karvel"]);
        check("كرفل", "وبكرفل مكرفل بِكَرفل", &["كرفل", "كَرفل"]);
        check("X", "", &[]);
    }
}
