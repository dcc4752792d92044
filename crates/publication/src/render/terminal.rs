//! The report as text for a terminal, with the map drawn by letters.

use std::fmt::Write as _;

use crate::{
    clean_text::CleanText,
    footnote::Notes,
    render::{note_text::NoteText, terminal_map},
    sentence::{Block, FactTable, RecordTable, Section},
    situation::PublishedSituation,
};

/// Whether colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI escapes with 256 colours.
    Ansi,
}

/// How the text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns; fewer than 40 count as 40.
    pub width: usize,
    /// Whether colour is used.
    pub colour: Colour,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self {
            width: 80,
            colour: Colour::Never,
        }
    }
}

/// The report as lines of at most the width asked for, except where one word is longer.
#[must_use]
pub fn to_terminal(situation: &PublishedSituation, options: &TerminalOptions) -> String {
    let mut page = Page {
        out: String::new(),
        width: options.width.max(40),
        colour: options.colour,
    };
    let words = &situation.words;
    page.strong(situation.banner.as_str());
    page.strong(situation.title.as_str());
    page.rule('=');
    page.notice(situation);
    page.paragraph("", "", situation.coverage.as_str());
    for section in &situation.sections {
        page.section(section, situation);
    }
    page.heading(&words.attribution);
    for text in &situation.attribution {
        page.paragraph("- ", "  ", text.as_str());
    }
    page.heading(&words.notes);
    for (at, note) in situation.notes.iter().enumerate() {
        let lead = format!("[{}] ", at + 1);
        page.paragraph(
            &lead,
            "    ",
            NoteText::of(words, note).line(words).as_str(),
        );
    }
    page.rule('=');
    page.notice(situation);
    page.strong(situation.banner.as_str());
    page.out
}

#[derive(Debug)]
struct Page {
    out: String,
    width: usize,
    colour: Colour,
}

impl Page {
    fn section(&mut self, section: &Section, situation: &PublishedSituation) {
        self.heading(section.heading.as_str());
        for block in &section.blocks {
            match block {
                Block::Heading(text) => self.subheading(text.as_str()),
                Block::Remark(text) => self.paragraph("", "", text.as_str()),
                Block::Sentences(sentences) => {
                    for sentence in sentences {
                        let subject = sentence
                            .subject()
                            .map(|subject| format!("{subject}: "))
                            .unwrap_or_default();
                        let text = format!(
                            "{subject}{} {}",
                            sentence.text(),
                            references(sentence.notes())
                        );
                        self.paragraph("- ", "  ", &text);
                    }
                }
                Block::Figures(figures) => {
                    for figure in figures {
                        let notes = references(figure.notes());
                        let text = format!(
                            "{}: {} ({}) {notes}",
                            figure.label(),
                            figure.value(),
                            figure.detail()
                        );
                        self.paragraph("- ", "  ", &text);
                    }
                }
                Block::Facts(table) => self.facts(table, &situation.words.none),
                Block::Record(table) => self.record(table),
                Block::Map => self.map(situation),
            }
        }
    }

    fn map(&mut self, situation: &PublishedSituation) {
        let Some(map) = &situation.map else { return };
        self.subheading(situation.map_title.as_str());
        self.out
            .push_str(&terminal_map::draw(map, self.width, self.colour));
        let words = &situation.words;
        for line in terminal_map::legend(map, words, self.width, self.colour) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.paragraph("", "", &words.map_text_marks);
        if !map.areas.is_empty() {
            self.paragraph("", "", &words.map_text_land);
        }
        self.paragraph("", "", &words.map_lines);
    }

    /// Each row as two paragraphs: its first two cells, then the rest with their headings.
    fn facts(&mut self, table: &FactTable, none: &str) {
        self.subheading(table.caption.as_str());
        for row in &table.rows {
            let first: Vec<&str> = row.cells().iter().take(2).map(CleanText::as_str).collect();
            let text = format!("{} {}", first.join(": "), references(row.notes()));
            self.paragraph("- ", "  ", &text);
            let rest: Vec<String> = table
                .headings
                .iter()
                .zip(row.cells())
                .skip(2)
                .filter(|(_, cell)| cell.as_str() != none)
                .map(|(heading, cell)| format!("{heading}: {cell}"))
                .collect();
            self.paragraph("  ", "  ", &rest.join(" | "));
        }
    }

    fn record(&mut self, table: &RecordTable) {
        self.subheading(table.caption.as_str());
        for row in &table.rows {
            let mut cells = table.headings.iter().zip(row);
            let Some((_, first)) = cells.next() else {
                continue;
            };
            let rest: Vec<String> = cells
                .map(|(heading, cell)| format!("{heading}: {cell}"))
                .collect();
            self.paragraph("- ", "  ", &format!("{first} | {}", rest.join(" | ")));
        }
    }

    fn notice(&mut self, situation: &PublishedSituation) {
        if let Some(notice) = &situation.notice {
            self.paragraph("", "", notice.as_str());
        }
    }

    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.strong(&CleanText::new(text).as_str().to_uppercase());
        self.rule('-');
    }

    fn subheading(&mut self, text: &str) {
        self.out.push('\n');
        self.strong(CleanText::new(text).as_str());
    }

    fn strong(&mut self, text: &str) {
        for line in wrap(text, self.width, "", "") {
            let _ = match self.colour {
                Colour::Never => writeln!(self.out, "{line}"),
                Colour::Ansi => writeln!(self.out, "\u{1B}[1m{line}\u{1B}[0m"),
            };
        }
    }

    fn rule(&mut self, c: char) {
        self.out.extend(std::iter::repeat_n(c, self.width));
        self.out.push('\n');
    }

    fn paragraph(&mut self, lead: &str, indent: &str, text: &str) {
        for line in wrap(text, self.width, lead, indent) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }
}

fn references(notes: &Notes) -> String {
    let numbers: Vec<usize> = notes.numbers().iter().map(|number| number.get()).collect();
    let runs = numbers.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, _, .., last] => format!("{first}-{last}"),
        _ => run
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(","),
    });
    format!("[{}]", runs.collect::<Vec<_>>().join(","))
}

/// Lines of at most `width` characters; the first begins with `lead`, the others with `indent`.
fn wrap(text: &str, width: usize, lead: &str, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = lead.to_owned();
    let mut is_empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let used = line.chars().count() + word.chars().count() + usize::from(!is_empty);
        if used > width && !is_empty {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    if !is_empty {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width() {
        let lines = wrap("aaa bbb ccc ddd", 9, "- ", "  ");
        assert_eq!(lines, ["- aaa bbb", "  ccc ddd"]);
        assert!(wrap("", 9, "- ", "  ").is_empty());
    }
}
