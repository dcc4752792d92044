//! Footnotes in words.

use crate::{
    clean_text::CleanText,
    composer::{date, fill_raw},
    footnote::Footnote,
    wording::{Wording, fill},
};

/// A footnote in words: everything but the quote, and the quote.
#[derive(Debug, Clone)]
pub(crate) struct NoteText {
    pub(crate) text: CleanText,
    pub(crate) quote: Option<CleanText>,
}

impl NoteText {
    pub(crate) fn of(words: &Wording, note: &Footnote) -> Self {
        match note {
            Footnote::Opening { day } => Self::bare(fill(
                &words.note_opening,
                &[("day", date(words, *day).as_str())],
            )),
            Footnote::Scenario { on } => Self::bare(fill(
                &words.note_scenario,
                &[("day", date(words, *on).as_str())],
            )),
            Footnote::Claim {
                speaker,
                outlet,
                reliability,
                published,
                report,
                quote,
            } => {
                let speaker = match outlet {
                    Some(outlet) => fill(
                        &words.through,
                        &[("speaker", speaker.as_str()), ("outlet", outlet.as_str())],
                    ),
                    None => speaker.clone(),
                };
                let day = published.map_or_else(
                    || CleanText::new(&words.date_unknown),
                    |day| date(words, day),
                );
                let mut text = fill(
                    &words.note_claim,
                    &[("speaker", speaker.as_str()), ("day", day.as_str())],
                )
                .to_string();
                text.push_str(&fill_raw(
                    &words.note_reliability,
                    &[("letter", &reliability.to_string())],
                ));
                if let Some(report) = report {
                    text.push_str(&fill_raw(
                        &words.note_report,
                        &[("report", report.as_str())],
                    ));
                }
                Self {
                    text: CleanText::from(text),
                    quote: quote.clone(),
                }
            }
        }
    }

    /// The whole note on one line.
    pub(crate) fn line(&self, words: &Wording) -> CleanText {
        match &self.quote {
            Some(quote) => CleanText::from(format!(
                "{}{}",
                self.text,
                fill_raw(&words.note_quote, &[("quote", quote.as_str())])
            )),
            None => self.text.clone(),
        }
    }

    fn bare(text: CleanText) -> Self {
        Self { text, quote: None }
    }
}
