//! What a report is laid out from. A sentence about the war without a footnote cannot be built.

use serde::Serialize;

use crate::{clean_text::CleanText, footnote::Notes};

/// A sentence about the war, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<CleanText>,
    text: CleanText,
    notes: Notes,
}

impl Sentence {
    pub(crate) fn new(text: CleanText, notes: Notes) -> Self {
        Self {
            subject: None,
            text,
            notes,
        }
    }

    pub(crate) fn about(subject: CleanText, text: CleanText, notes: Notes) -> Self {
        Self {
            subject: Some(subject),
            text,
            notes,
        }
    }

    /// What it is about, to stand before it with a colon.
    #[must_use]
    pub fn subject(&self) -> Option<&CleanText> {
        self.subject.as_ref()
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &CleanText {
        &self.text
    }

    /// What they rest on.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }
}

/// A row of facts, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    cells: Vec<CleanText>,
    notes: Notes,
}

impl Row {
    pub(crate) fn new(cells: Vec<CleanText>, notes: Notes) -> Self {
        Self { cells, notes }
    }

    /// The cells, as many as the table has headings.
    #[must_use]
    pub fn cells(&self) -> &[CleanText] {
        &self.cells
    }

    /// What the row rests on.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }
}

/// A table of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FactTable {
    /// Its caption.
    pub caption: CleanText,
    /// Its headings.
    pub headings: Vec<CleanText>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A table about the record itself, such as its sources: it says nothing of the war, so it needs no footnotes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordTable {
    /// Its caption.
    pub caption: CleanText,
    /// Its headings.
    pub headings: Vec<CleanText>,
    /// Its rows.
    pub rows: Vec<Vec<CleanText>>,
}

/// One number that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyFigure {
    label: CleanText,
    value: CleanText,
    detail: CleanText,
    notes: Notes,
}

impl KeyFigure {
    pub(crate) fn new(label: CleanText, value: CleanText, detail: CleanText, notes: Notes) -> Self {
        Self {
            label,
            value,
            detail,
            notes,
        }
    }

    /// What is counted.
    #[must_use]
    pub fn label(&self) -> &CleanText {
        &self.label
    }

    /// The range.
    #[must_use]
    pub fn value(&self) -> &CleanText {
        &self.value
    }

    /// What it includes.
    #[must_use]
    pub fn detail(&self) -> &CleanText {
        &self.detail
    }

    /// What it rests on.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Block {
    /// A heading within the section.
    Heading(CleanText),
    /// Sentences, each a point of a list.
    Sentences(Vec<Sentence>),
    /// Numbers that stand out.
    Figures(Vec<KeyFigure>),
    /// Facts in rows.
    Facts(FactTable),
    /// The map of control.
    Map,
    /// What is said about the record itself, not about the war.
    Remark(CleanText),
    /// A table about the record itself.
    Record(RecordTable),
}

/// Which section; its name is the anchor on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionId {
    /// What changed.
    Highlights,
    /// Numbers.
    KeyFigures,
    /// Who holds what.
    Control,
    /// What happened.
    Incidents,
    /// Who fled.
    Displacement,
    /// Denials, retractions, replaced figures.
    Disputed,
    /// What would break; desk only.
    WhatIf,
    /// Sources and method.
    Method,
}

impl SectionId {
    /// The anchor.
    #[must_use]
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Highlights => "highlights",
            Self::KeyFigures => "key-figures",
            Self::Control => "control",
            Self::Incidents => "incidents",
            Self::Displacement => "displacement",
            Self::Disputed => "disputed",
            Self::WhatIf => "what-if",
            Self::Method => "method",
        }
    }
}

/// A section of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// Which.
    pub id: SectionId,
    /// Its heading.
    pub heading: CleanText,
    /// What stands in it.
    pub blocks: Vec<Block>,
}
