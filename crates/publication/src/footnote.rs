//! Footnotes: what a sentence rests on.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::clean_text::CleanText;

/// What one sentence rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "rests_on")]
pub enum Footnote {
    /// What somebody said in a report.
    Claim {
        /// Whose word it is: a source, a party, or a role in place of a private person.
        speaker: CleanText,
        /// Who carried it, where that is another.
        outlet: Option<CleanText>,
        /// Reliability letter of whose word it is.
        reliability: char,
        /// The local day of publication.
        published: Option<Date>,
        /// The report's name; desk only.
        report: Option<CleanText>,
        /// The words, where the edition may give them.
        quote: Option<CleanText>,
    },
    /// The position with which the record opens.
    Opening {
        /// The day of the opening positions, as far as the record tells.
        day: Date,
    },
    /// A calculation on the record; desk only.
    Scenario {
        /// The day of the situation that it starts from.
        on: Date,
    },
}

/// The number of a footnote, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct NoteNumber(usize);

impl NoteNumber {
    /// The number.
    #[must_use]
    pub fn get(self) -> usize {
        self.0
    }
}

/// The footnotes of one sentence: never empty, in order. Only a list of footnotes gives them out, so each exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Notes(Vec<NoteNumber>);

impl Notes {
    /// The numbers in order.
    #[must_use]
    pub fn numbers(&self) -> &[NoteNumber] {
        &self.0
    }
}

/// The footnotes of a publication in the order in which they are first needed; the same note stands once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Footnotes {
    list: Vec<Footnote>,
    numbers: BTreeMap<Footnote, NoteNumber>,
}

impl Footnotes {
    /// The notes for some footnotes; nothing for none.
    pub(crate) fn cite(&mut self, footnotes: impl IntoIterator<Item = Footnote>) -> Option<Notes> {
        let mut cited: Vec<NoteNumber> = footnotes
            .into_iter()
            .map(|footnote| self.number(footnote))
            .collect();
        cited.sort_unstable();
        cited.dedup();
        (!cited.is_empty()).then_some(Notes(cited))
    }

    /// The list, to be printed.
    pub(crate) fn into_list(self) -> Vec<Footnote> {
        self.list
    }

    fn number(&mut self, footnote: Footnote) -> NoteNumber {
        if let Some(number) = self.numbers.get(&footnote) {
            return *number;
        }
        self.list.push(footnote.clone());
        let number = NoteNumber(self.list.len());
        self.numbers.insert(footnote, number);
        number
    }
}
