//! Words that a user reads stand in `translations/`, not in code.
//!
//! What goes in: the Rust files of the crates that speak to users. What comes out: each string literal in them that
//! has words: one of two letters or more and something parted from it, or an argument of a call that words an error. What never
//! reaches a user is left: docs, tests, byte strings, arguments of attributes, and what `expect` and its like say to
//! those who read the code.
//!
//! [`SPEAKING`] lists the crates that are looked at; CONTRIBUTING.md says which words of the others may stand in code,
//! and why.

use anyhow::{Context as _, Result};
use proc_macro2::{Group, Literal, TokenStream, TokenTree};

use super::{
    Finding,
    rust_words::{
        after_item, attribute, begins_with, inside_quotes, is_product_code, is_test_only,
    },
};
use crate::project::ProjectFile;

/// A crate whose literals reach users.
struct Speaking {
    /// Its folder with a slash.
    folder: &'static str,
    /// Whether the messages of its error types have to come from the catalogue too.
    ///
    /// A library's have to say what failed where it is used without the program; the program's own need not.
    words_its_errors: bool,
}

/// The crates that speak to users. The others hand values to these, and errors with their causes.
const SPEAKING: &[Speaking] = &[
    Speaking {
        folder: "crates/marsad/",
        words_its_errors: true,
    },
    Speaking {
        folder: "crates/scenarios/",
        words_its_errors: false,
    },
    Speaking {
        folder: "crates/publication/",
        words_its_errors: false,
    },
];

/// Calls and macros whose words are for those who read the code: what cannot happen, and names of files.
const FOR_PROGRAMMERS: &[&str] = &[
    "expect",
    "expect_err",
    "assert",
    "assert_eq",
    "debug_assert",
    "unreachable",
    "include_str",
    "include_bytes",
];

/// Calls and macros that word an error: what they are given is told, also where it is one word.
const WORDS_AN_ERROR: &[&str] = &["anyhow", "bail", "context", "ensure", "msg", "with_context"];

/// Literals that have words and are yet no sentence of a user's: file, literal, why.
const LEFT: &[(&str, &str, &str)] = &[
    (
        "crates/marsad/src/commands/theatre/new.rs",
        "# [[attribution]]",
        "a line of TOML that is looked for in a file",
    ),
    (
        "crates/marsad/src/commands/theatre/new/world.rs",
        "country {code}",
        "an id is made of it",
    ),
    (
        "crates/marsad/src/commands/theatre/new/world.rs",
        "{} region",
        "an id is made of it",
    ),
    (
        "crates/publication/src/render/svg.rs",
        "name watched",
        "classes of a style sheet",
    ),
    (
        "crates/marsad/src/exit.rs",
        "; hint: ",
        "the seam between a message and its hint in the errors of libraries; it is cut, not told",
    ),
    (
        "crates/marsad/src/record.rs",
        "process {}",
        "one process writes it into a lock and another tells it, which may speak another language",
    ),
    (
        "crates/scenarios/src/change.rs",
        "write an id or a name of the theatre",
        "the hint of an error of the library",
    ),
    (
        "crates/scenarios/src/change.rs",
        "near names are {}",
        "the hint of an error of the library",
    ),
    (
        "crates/scenarios/src/cut_off.rs",
        "the parties that hold places are {}",
        "the hint of an error of the library",
    ),
    (
        "crates/publication/src/render/svg.rs",
        "{length} km",
        "a number with the symbol of its unit",
    ),
    (
        "crates/publication/src/render/svg/labels.rs",
        "name watched",
        "names of classes in a drawing",
    ),
    (
        "crates/publication/src/render/svg/areas.rs",
        "area hatched",
        "names of classes in a drawing",
    ),
];

/// Look for words of a user's in code.
///
/// # Errors
/// Fails where a file is not Rust.
pub(super) fn check(files: &[ProjectFile]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_product_code(file)) {
        let speaking = SPEAKING
            .iter()
            .find(|speaking| file.path.starts_with(speaking.folder));
        let (Some(speaking), Some(text)) = (speaking, file.text.as_deref()) else {
            continue;
        };
        let told = told(text, speaking.words_its_errors).with_context(|| file.path.clone())?;
        let told = told
            .into_iter()
            .filter(|(_, words)| !is_left(&file.path, words));
        findings.extend(told.map(|(line, words)| {
            let message = format!("tells a user {words:?}; take it from translations/en.toml");
            Finding::failure(&file.path, line, message)
        }));
    }
    Ok(findings)
}

fn is_left(path: &str, words: &str) -> bool {
    LEFT.iter()
        .any(|(file, literal, _)| *file == path && *literal == words)
}

/// The literals with words, each with its line.
fn told(text: &str, with_errors: bool) -> Result<Vec<(usize, String)>> {
    let stream: TokenStream = text
        .parse()
        .map_err(|error| anyhow::anyhow!("not Rust: {error}"))?;
    let mut found = Vec::new();
    Search { with_errors }.tokens(stream, false, &mut found);
    Ok(found)
}

struct Search {
    with_errors: bool,
}

impl Search {
    fn tokens(&self, stream: TokenStream, words_error: bool, found: &mut Vec<(usize, String)>) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((group, next)) = attribute(&tokens, at) {
                if self.with_errors && begins_with(group, "error") {
                    self.tokens(group.stream(), true, found);
                }
                at = if is_test_only(group) {
                    after_item(&tokens, next)
                } else {
                    next
                };
                continue;
            }
            match token {
                TokenTree::Group(group) => self.group(group, &tokens, at, words_error, found),
                TokenTree::Literal(literal) => {
                    if let Some(words) = words_of(literal, words_error) {
                        found.push((literal.span().start().line, words));
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    fn group(
        &self,
        group: &Group,
        tokens: &[TokenTree],
        at: usize,
        words_error: bool,
        found: &mut Vec<(usize, String)>,
    ) {
        let called = called(tokens, at);
        let is = |names: &[&str]| called.as_deref().is_some_and(|name| names.contains(&name));
        if !is(FOR_PROGRAMMERS) {
            self.tokens(group.stream(), words_error || is(WORDS_AN_ERROR), found);
        }
    }
}

/// What is called with the group at this place: `name(...)`, or `name!(...)`.
fn called(tokens: &[TokenTree], at: usize) -> Option<String> {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    match (before(2), before(1)) {
        (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(mark))) if mark.as_char() == '!' => {
            Some(name.to_string())
        }
        (_, Some(TokenTree::Ident(name))) => Some(name.to_string()),
        _ => None,
    }
}

/// The words of a literal, where it has some: blanks to fill and escapes are none.
fn words_of(literal: &Literal, words_error: bool) -> Option<String> {
    let written = literal.to_string();
    if written.starts_with('b') {
        return None;
    }
    let inside = inside_quotes(&written)?;
    let plain = without_blanks(&inside);
    let has_word = plain
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| word.chars().count() > 1);
    let parts = inside.split_whitespace().count();
    let is_told = has_word && (words_error || parts > 1);
    is_told.then_some(inside)
}

/// The text without its `{blanks}`.
fn without_blanks(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn check(code: &str, with_errors: bool, expected: &[&str]) {
        let found = told(code, with_errors).unwrap();
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, expected, "{code}");
    }

    #[test]
    fn what_a_user_reads_is_found() {
        check("let a = \"the old fort\";", true, &["the old fort"]);
        check(
            "f().with_context(|| format!(\"reading {}\", a))?;",
            true,
            &["reading {}"],
        );
        check("f().context(\"sealing\")?;", true, &["sealing"]);
        check(
            "bail!(\"{name}: unreadable\")",
            true,
            &["{name}: unreadable"],
        );
        check("#[error(\"closed\")] struct Shut;", true, &["closed"]);
        check(
            "fn f() { match a { _ => talk(r#\"two \"words\"\"#) } }",
            true,
            &["two \"words\""],
        );
        check(
            "const A: &str = \"many \\\n words\";",
            true,
            &["many   words"],
        );
    }

    #[test]
    fn what_no_user_reads_is_left() {
        for code in [
            "//! two words\n/// two words\nfn f() {} // two words",
            "#[expect(lint, reason = \"two words\")] fn f() {}",
            "#[arg(value_name = \"TWO WORDS\")] struct A;",
            "f().expect(\"it was checked above\");",
            "assert!(a, \"it was checked above\");",
            "include_str!(\"a path.toml\");",
            "say(\"some-key\", &[(\"name\", &1)]);",
            "format!(\"{a} {b}: {c:?}\");",
            "hash(b\"two words\");",
            "split(\", \"); 'a';",
            "#[cfg(test)] mod tests { const A: &str = \"two words\"; }",
            "#[test] fn f() { g(\"two words\"); }",
        ] {
            check(code, true, &[]);
        }
    }

    #[test]
    fn the_errors_of_a_library_say_what_failed() {
        check(
            "#[error(\"the rule {0} is missing\")] struct A;",
            false,
            &[],
        );
        check(
            "#[error(\"a\")] struct A; f(\"two words\");",
            false,
            &["two words"],
        );
    }

    #[test]
    fn a_finding_names_its_line_and_only_speaking_crates_are_looked_at() {
        let file = |path: &str| ProjectFile {
            path: path.to_owned(),
            text: Some("fn f() {\n    talk(\"two words\");\n}".to_owned()),
        };
        let files = [
            "crates/marsad/src/a.rs",
            "crates/marsad/tests/a.rs",
            "crates/claims/src/a.rs",
        ];
        let findings = super::check(&files.map(file)).unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].path.as_str(), findings[0].line),
            ("crates/marsad/src/a.rs", 2)
        );
    }
}
