//! The report as Markdown with footnotes. Everything that is filled in is escaped: no text becomes markup.

use std::fmt::Write as _;

use crate::{
    clean_text::CleanText,
    footnote::Notes,
    render::note_text::NoteText,
    sentence::{Block, FactTable, RecordTable, Sentence},
    situation::PublishedSituation,
};

/// The report as Markdown (`CommonMark` with tables and footnotes).
#[must_use]
pub fn to_markdown(situation: &PublishedSituation) -> String {
    let mut out = String::new();
    line(&mut out, &format!("**{}**", escape(&situation.banner)));
    line(&mut out, &format!("# {}", escape(&situation.title)));
    notice(&mut out, situation);
    line(&mut out, &escape(&situation.coverage));
    for section in &situation.sections {
        line(&mut out, &format!("## {}", escape(&section.heading)));
        for block in &section.blocks {
            write_block(&mut out, block, situation);
        }
    }
    let words = &situation.words;
    line(
        &mut out,
        &format!("## {}", escape(&CleanText::new(&words.attribution))),
    );
    let origins: Vec<String> = situation
        .attribution
        .iter()
        .map(|text| format!("- {}", escape(text)))
        .collect();
    line(&mut out, &origins.join("\n"));
    line(
        &mut out,
        &format!("## {}", escape(&CleanText::new(&words.notes))),
    );
    let notes: Vec<String> = situation
        .notes
        .iter()
        .enumerate()
        .map(|(at, note)| {
            format!(
                "[^{}]: {}",
                at + 1,
                escape(&NoteText::of(words, note).line(words))
            )
        })
        .collect();
    line(&mut out, &notes.join("\n"));
    notice(&mut out, situation);
    line(&mut out, &format!("**{}**", escape(&situation.banner)));
    out
}

/// A paragraph and an empty line; nothing for nothing.
fn line(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(text);
        out.push_str("\n\n");
    }
}

fn notice(out: &mut String, situation: &PublishedSituation) {
    if let Some(notice) = &situation.notice {
        line(out, &format!("> {}", escape(notice)));
    }
}

fn write_block(out: &mut String, block: &Block, situation: &PublishedSituation) {
    match block {
        Block::Heading(text) => line(out, &format!("### {}", escape(text))),
        Block::Remark(text) => line(out, &escape(text)),
        Block::Sentences(sentences) => {
            let points: Vec<String> = sentences
                .iter()
                .map(|sentence| {
                    format!(
                        "- {}{}{}",
                        subject(sentence),
                        escape(sentence.text()),
                        references(sentence.notes())
                    )
                })
                .collect();
            line(out, &points.join("\n"));
        }
        Block::Figures(figures) => {
            let points: Vec<String> = figures
                .iter()
                .map(|figure| {
                    format!(
                        "- **{}**: {} ({}){}",
                        escape(figure.label()),
                        escape(figure.value()),
                        escape(figure.detail()),
                        references(figure.notes())
                    )
                })
                .collect();
            line(out, &points.join("\n"));
        }
        Block::Facts(table) => facts(out, table, situation),
        Block::Record(table) => record(out, table),
        Block::Map => legend(out, situation),
    }
}

fn facts(out: &mut String, table: &FactTable, situation: &PublishedSituation) {
    line(out, &format!("### {}", escape(&table.caption)));
    let mut headings = table.headings.clone();
    headings.push(CleanText::new(&situation.words.head_notes));
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<String> = row.cells().iter().map(escape).collect();
        cells.push(references(row.notes()));
        cells
    });
    write_table(out, &headings, rows);
}

fn record(out: &mut String, table: &RecordTable) {
    line(out, &format!("### {}", escape(&table.caption)));
    write_table(
        out,
        &table.headings,
        table
            .rows
            .iter()
            .map(|row| row.iter().map(escape).collect()),
    );
}

fn write_table(out: &mut String, headings: &[CleanText], rows: impl Iterator<Item = Vec<String>>) {
    let headings: Vec<String> = headings.iter().map(escape).collect();
    let rule = vec!["---"; headings.len()].join(" | ");
    let _ = writeln!(out, "| {} |\n| {rule} |", headings.join(" | "));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out.push('\n');
}

/// Markdown has no map: the parties and how many places each has.
fn legend(out: &mut String, situation: &PublishedSituation) {
    let Some(map) = &situation.map else { return };
    line(out, &format!("### {}", escape(&situation.map_title)));
    let points: Vec<String> = map
        .parties
        .iter()
        .map(|party| {
            let letter = party.letter.to_string();
            let places = party.places.to_string();
            let text = crate::wording::fill(
                &situation.words.legend_party,
                &[
                    ("letter", &letter),
                    ("party", party.label.as_str()),
                    ("places", &places),
                ],
            );
            format!("- {}", escape(&text))
        })
        .collect();
    line(out, &points.join("\n"));
}

fn subject(sentence: &Sentence) -> String {
    sentence
        .subject()
        .map(|subject| format!("**{}**: ", escape(subject)))
        .unwrap_or_default()
}

fn references(notes: &Notes) -> String {
    let each: Vec<String> = notes
        .numbers()
        .iter()
        .map(|number| format!("[^{}]", number.get()))
        .collect();
    each.concat()
}

/// Text that stays text: nothing in it starts markup, a link, a list or an element.
fn escape(text: &CleanText) -> String {
    let mut out = String::with_capacity(text.as_str().len());
    for (at, c) in text.as_str().char_indices() {
        let before = text.as_str().get(..at).unwrap_or_default();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '@' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '!' if starts_with(text, at + 1, "[") => out.push_str("\\!"),
            ':' if starts_with(text, at + 1, "//") || is_scheme(before) => out.push_str("\\:"),
            '.' if ends_with_www(before) || is_ordinal(before) => out.push_str("\\."),
            ')' if is_ordinal(before) => out.push_str("\\)"),
            '-' | '+' | '=' if before.is_empty() => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn starts_with(text: &CleanText, at: usize, what: &str) -> bool {
    text.as_str()
        .get(at..)
        .is_some_and(|rest| rest.starts_with(what))
}

/// Whether a colon after these words would make the scheme of a link.
fn is_scheme(before: &str) -> bool {
    let last = before
        .rsplit(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    [
        "javascript",
        "data",
        "vbscript",
        "mailto",
        "xmpp",
        "http",
        "https",
        "file",
        "ftp",
    ]
    .iter()
    .any(|scheme| last.eq_ignore_ascii_case(scheme))
}

fn ends_with_www(before: &str) -> bool {
    let last = before
        .rsplit(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    last.eq_ignore_ascii_case("www")
}

/// Whether a text has only digits so far, so that a dot would start a numbered list.
fn is_ordinal(before: &str) -> bool {
    !before.is_empty() && before.len() < 10 && before.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (given, escaped) in [
            (
                "a|b `c` [d](javascript:e)",
                "a\\|b \\`c\\` \\[d\\](javascript\\:e)",
            ),
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("- point", "\\- point"),
            ("# head", "\\# head"),
            ("12. list", "12\\. list"),
            (
                "see https://x.test and www.x.test",
                "see https\\://x.test and www\\.x.test",
            ),
            ("![i](u)", "\\!\\[i\\](u)"),
            ("Homs: held", "Homs: held"),
        ] {
            assert_eq!(escape(&CleanText::new(given)), escaped);
        }
    }
}
