//! Lines for a screen: wrapped, indented, with marked words, and without letters that a terminal would obey.

use marsad_publication::CleanText;

/// How wide the column of labels is.
const LABELS: usize = 10;

/// How words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Strong,
    Dim,
    Marked,
}

impl Style {
    /// The escape that begins it.
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\u{1B}[1m",
            Self::Dim => "\u{1B}[2m",
            Self::Marked => "\u{1B}[4m",
        }
    }
}

/// The escape that ends every style.
const RESET: &str = "\u{1B}[0m";

/// Words in one style.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    text: String,
    style: Style,
}

impl Piece {
    /// Words as they are.
    pub(super) fn plain(text: String) -> Self {
        let style = Style::Plain;
        Self { text, style }
    }

    /// Words of a heading.
    pub(super) fn strong(text: String) -> Self {
        let style = Style::Strong;
        Self { text, style }
    }

    /// Words that matter less.
    pub(super) fn dim(text: String) -> Self {
        let style = Style::Dim;
        Self { text, style }
    }

    /// Words that a claim rests on: underlined, or between brackets where there is no colour.
    pub(super) fn marked(text: String) -> Self {
        let style = Style::Marked;
        Self { text, style }
    }

    /// The words without what steers a terminal, hides in a word or turns the writing direction; what parts words at
    /// its ends stays.
    fn harmless(&self) -> String {
        let is_gap = |c: char| c.is_whitespace() || c.is_control();
        let gap = |has_gap| if has_gap { " " } else { "" };
        let clean = CleanText::new(&self.text);
        let (before, behind) = (self.text.starts_with(is_gap), self.text.ends_with(is_gap));
        format!("{}{clean}{}", gap(before), gap(behind))
    }
}

/// What is never broken: letters without a gap, each run of them in its style.
type Word = Vec<(String, Style)>;

/// A text that grows line by line.
#[derive(Debug)]
pub(super) struct Page {
    out: String,
    width: usize,
    has_colour: bool,
}

impl Page {
    /// An empty page of so many columns.
    pub(super) fn new(width: usize, has_colour: bool) -> Self {
        let out = String::new();
        Self {
            out,
            width,
            has_colour,
        }
    }

    /// What was written so far.
    pub(super) fn text(&self) -> &str {
        &self.out
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A paragraph whose first line is indented by `first` columns and its others by `rest`.
    pub(super) fn line(&mut self, first: usize, rest: usize, pieces: &[Piece]) {
        self.out.push_str(&" ".repeat(first));
        self.words(first, rest, pieces);
    }

    /// A paragraph behind a label, which its other lines leave free.
    pub(super) fn labelled(&mut self, indent: usize, label: &str, text: &str) {
        let label = CleanText::new(label);
        self.out.push_str(&" ".repeat(indent));
        let width = label.as_str().chars().count();
        self.out.push_str(label.as_str());
        self.out.push_str(&" ".repeat(LABELS.saturating_sub(width)));
        let column = indent + LABELS.max(width);
        self.words(column, column, &[Piece::plain(text.to_owned())]);
    }

    fn words(&mut self, first: usize, rest: usize, pieces: &[Piece]) {
        let mut column = first;
        let mut is_begun = false;
        for word in self.broken(pieces) {
            let length: usize = word.iter().map(|(text, _)| text.chars().count()).sum();
            if is_begun && column + 1 + length > self.width {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(rest));
                column = rest;
            } else if is_begun {
                self.out.push(' ');
                column += 1;
            }
            is_begun = true;
            column += length;
            self.word(&word);
        }
        self.out.push('\n');
    }

    fn word(&mut self, word: &Word) {
        for (text, style) in word {
            if self.has_colour && *style != Style::Plain {
                self.out.push_str(style.code());
                self.out.push_str(text);
                self.out.push_str(RESET);
            } else {
                self.out.push_str(text);
            }
        }
    }

    /// The words of some pieces, which may go on from one piece to the next.
    fn broken(&self, pieces: &[Piece]) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut word = Word::new();
        for piece in pieces {
            for c in self.bracketed(piece).chars() {
                if c == ' ' {
                    words.push(std::mem::take(&mut word));
                    continue;
                }
                match word.last_mut().filter(|(_, style)| *style == piece.style) {
                    Some((text, _)) => text.push(c),
                    None => word.push((c.to_string(), piece.style)),
                }
            }
        }
        words.push(word);
        words.retain(|word| !word.is_empty());
        words
    }

    fn bracketed(&self, piece: &Piece) -> String {
        let text = piece.harmless();
        if piece.style != Style::Marked || self.has_colour || text.trim().is_empty() {
            return text;
        }
        let gap = |has_gap| if has_gap { " " } else { "" };
        let (before, behind) = (gap(text.starts_with(' ')), gap(text.ends_with(' ')));
        format!("{before}[{}]{behind}", text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: usize, has_colour: bool, pieces: &[Piece]) -> String {
        let mut page = Page::new(width, has_colour);
        page.line(2, 4, pieces);
        page.text().to_owned()
    }

    fn sentence() -> Vec<Piece> {
        vec![
            Piece::plain("The VRM says that ".to_owned()),
            Piece::marked("Karsun fell".to_owned()),
            Piece::plain(", no more.".to_owned()),
        ]
    }

    #[test]
    fn marks_are_brackets_without_colour_and_underlined_with() {
        assert_eq!(
            shown(80, false, &sentence()),
            "  The VRM says that [Karsun fell], no more.\n"
        );
        assert_eq!(
            shown(80, true, &sentence()),
            "  The VRM says that \u{1B}[4mKarsun\u{1B}[0m \u{1B}[4mfell\u{1B}[0m, no more.\n"
        );
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        assert_eq!(
            shown(22, false, &sentence()),
            "  The VRM says that\n    [Karsun fell], no\n    more.\n"
        );
    }

    #[test]
    fn what_steers_a_terminal_is_not_shown() {
        let hostile = Piece::marked("a\u{1B}[31mb\u{202E}c\r\nd".to_owned());
        assert_eq!(shown(80, false, &[hostile]), "  [a [31mbc d]\n");
    }

    #[test]
    fn a_label_leaves_its_column_free() {
        let mut page = Page::new(30, false);
        page.labelled(2, "when", "on a day that nobody names");
        assert_eq!(
            page.text(),
            "  when      on a day that\n            nobody names\n"
        );
    }
}
