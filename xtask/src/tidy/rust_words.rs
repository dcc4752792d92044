//! What a Rust file says: its identifiers and string literals with their lines, without comments and tests.

use std::str::FromStr;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::project::{ProjectFile, has_extension};

/// What a piece of Rust text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name in the code.
    Identifier,
    /// The inside of a string or byte string literal, escapes as blanks.
    Literal,
}

/// One identifier or string literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spoken {
    /// What it is.
    pub(super) kind: Kind,
    /// The text itself.
    pub(super) text: String,
    /// Line counted from 1.
    pub(super) line: usize,
}

/// Whether the file holds code of the product or of the tools, and not tests or benches.
pub(super) fn is_product_code(file: &ProjectFile) -> bool {
    let path = file.path.as_str();
    has_extension(path, "rs")
        && (path.starts_with("crates/") || path.starts_with("xtask/src/"))
        && !path.contains("/tests/")
        && !path.contains("/benches/")
        && !path.contains("/examples/")
        && !path.ends_with("/tests.rs")
}

/// Identifiers and literals of a Rust file; what stands under `#[cfg(test)]` and in doc comments is left out.
///
/// # Errors
/// Fails where the text is not Rust.
pub(super) fn spoken(text: &str) -> Result<Vec<Spoken>> {
    let stream = TokenStream::from_str(text).map_err(|error| anyhow!("not Rust: {error}"))?;
    let mut found = Vec::new();
    collect(stream, &mut found);
    Ok(found)
}

fn collect(stream: TokenStream, found: &mut Vec<Spoken>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match attribute(&tokens, at) {
            Some((group, next)) if begins_with(group, "doc") => at = next,
            Some((group, next)) if is_test_only(group) => at = after_item(&tokens, next),
            _ => {
                collect_token(token, found);
                at += 1;
            }
        }
    }
}

fn collect_token(token: &TokenTree, found: &mut Vec<Spoken>) {
    match token {
        TokenTree::Group(group) => collect(group.stream(), found),
        TokenTree::Ident(ident) => found.push(Spoken {
            kind: Kind::Identifier,
            text: ident.to_string(),
            line: ident.span().start().line,
        }),
        TokenTree::Literal(literal) => {
            if let Some(text) = inside_quotes(&literal.to_string()) {
                let line = literal.span().start().line;
                found.push(Spoken {
                    kind: Kind::Literal,
                    text,
                    line,
                });
            }
        }
        TokenTree::Punct(_) => {}
    }
}

/// The bracket of an attribute that begins here, and where what follows it begins.
pub(super) fn attribute(tokens: &[TokenTree], at: usize) -> Option<(&Group, usize)> {
    let TokenTree::Punct(hash) = tokens.get(at)? else {
        return None;
    };
    if hash.as_char() != '#' {
        return None;
    }
    let mut next = at + 1;
    if matches!(tokens.get(next), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
        next += 1;
    }
    match tokens.get(next) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some((group, next + 1))
        }
        _ => None,
    }
}

/// Whether the attribute is of this name.
pub(super) fn begins_with(group: &Group, name: &str) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == name)
}

/// Whether the attribute leaves what follows to tests.
pub(super) fn is_test_only(group: &Group) -> bool {
    let written: String = group.stream().to_string().split_whitespace().collect();
    written == "cfg(test)" || written == "test"
}

/// Where the item that begins here ends: after its first brace or its semicolon.
pub(super) fn after_item(tokens: &[TokenTree], from: usize) -> usize {
    let end = tokens.iter().skip(from).position(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    });
    end.map_or(tokens.len(), |offset| from + offset + 1)
}

/// What stands between the quotes of a string literal, escapes as blanks.
pub(super) fn inside_quotes(literal: &str) -> Option<String> {
    let (_, rest) = literal.split_once('"')?;
    let (inside, _) = rest.rsplit_once('"')?;
    let is_raw = literal.trim_start_matches(['b', 'c']).starts_with('r');
    Some(if is_raw {
        inside.to_owned()
    } else {
        without_escapes(inside)
    })
}

fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
            plain.push(' ');
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn texts(code: &str) -> Vec<String> {
        spoken(code)
            .unwrap()
            .into_iter()
            .map(|spoken| spoken.text)
            .collect()
    }

    #[test]
    fn identifiers_and_literals_are_given_with_their_lines() {
        let found =
            spoken("fn name() {\n    call(r#\"raw \"text\"\"#, 'c', \"a\\nb\");\n}").unwrap();
        let literal: Vec<_> = found
            .iter()
            .filter(|spoken| spoken.kind == Kind::Literal)
            .collect();
        assert_eq!(literal.len(), 2);
        assert_eq!(literal[0].text, "raw \"text\"");
        assert_eq!(literal[1].text, "a b");
        assert_eq!(literal[1].line, 2);
    }

    #[test]
    fn comments_and_tests_are_left_out() {
        let code = "//! module\n/// doc\nfn kept() {} // side\n#[cfg(test)]\nmod tests { fn gone() {} }\n#[cfg(test)]\nuse lost::Thing;\nstruct Also;";
        assert_eq!(texts(code), ["fn", "kept", "struct", "Also"]);
    }

    #[test]
    fn only_product_code_is_looked_at() {
        let file = |path: &str| ProjectFile {
            path: path.to_owned(),
            text: None,
        };
        assert!(is_product_code(&file("crates/claims/src/clause.rs")));
        assert!(!is_product_code(&file("crates/claims/tests/cases.rs")));
        assert!(!is_product_code(&file("crates/claims/src/clause/tests.rs")));
        assert!(!is_product_code(&file("e2e/tests/demo.rs")));
    }
}
