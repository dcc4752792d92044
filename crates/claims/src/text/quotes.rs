//! Stretches of direct speech.

use marsad_domain::Span;

use super::token::{Token, TokenKind};

/// The regions between quotation marks, from the first byte inside to the last, in order.
///
/// A mark that nothing closes before the text's end, or within 2,000 tokens, opens nothing: it cannot swallow the
/// rest of a report.
pub(crate) fn regions(tokens: &[Token], text: &str) -> Vec<Span> {
    let mut regions = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Quote {
            continue;
        }
        let mark = token.span.of(text).unwrap_or_default();
        match open {
            Some((opened, from)) if closes(mark) && at - opened <= 2000 => {
                regions.push(Span::new(from, token.span.start()));
                open = None;
            }
            _ if opens(mark) => open = Some((at, token.span.end())),
            _ => {}
        }
    }
    regions
}

fn opens(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "«" | "„" | "''" | "``")
}

fn closes(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "»" | "“" | "''")
}
