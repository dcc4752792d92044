//! The sentences of the report, read from a file, so that another language is another file.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};

use crate::clean_text::CleanText;

/// The struct of the sentences, filled field by field from a table. The reader that `serde` derives for so many fields
/// takes minutes to compile.
macro_rules! wording {
    ($($vis:vis $field:ident: $kind:ty,)*) => {
        /// Sentences with `{names}` to fill in. What each says stands in the file of the language.
        #[derive(Debug, Clone, Deserialize)]
        #[serde(try_from = "BTreeMap<String, toml::Value>")]
        pub(crate) struct Wording {
            $($vis $field: $kind,)*
        }

        impl TryFrom<BTreeMap<String, toml::Value>> for Wording {
            type Error = WordingError;

            fn try_from(table: BTreeMap<String, toml::Value>) -> Result<Self, WordingError> {
                let mut sentences = Sentences { table, wrong: Vec::new() };
                let wording = Self {
                    $($field: sentences.take(stringify!($field)),)*
                };
                sentences.finish().map(|()| wording)
            }
        }
    };
}

wording! {
    pub(crate) language: String,
    pub(crate) months: [String; 12],
    pub(crate) date: String,
    pub(crate) thousands: String,
    pub(crate) comma: String,
    pub(crate) and: String,
    pub(crate) more: String,
    pub(crate) none: String,
    pub(crate) date_unknown: String,

    pub(crate) title: String,
    pub(crate) banner_desk: String,
    pub(crate) banner_public: String,
    pub(crate) coverage: String,
    pub(crate) known_everything: String,
    pub(crate) known_day: String,
    pub(crate) known_hindsight: String,
    pub(crate) recorded: String,

    pub(crate) private_person: String,
    pub(crate) voice_unlisted: String,
    pub(crate) source_unlisted: String,
    pub(crate) party_unlisted: String,
    pub(crate) party_unnamed: String,
    pub(crate) place_withheld: String,
    pub(crate) place_unknown: String,
    pub(crate) place_unstated: String,
    pub(crate) through: String,

    pub(crate) highlights: String,
    pub(crate) change: String,
    pub(crate) reported_by: String,
    pub(crate) disagreeing: String,
    pub(crate) no_change: String,
    pub(crate) more_changes: String,
    pub(crate) deadliest: String,

    pub(crate) key_figures: String,
    pub(crate) documented: String,
    pub(crate) documented_detail: String,
    pub(crate) no_figures: String,
    pub(crate) undocumented: String,
    pub(crate) remainder: String,
    pub(crate) remainder_within: String,
    pub(crate) remainder_perhaps: String,
    pub(crate) remainder_open: String,
    pub(crate) remainder_conflict: String,
    pub(crate) statement_only: String,
    pub(crate) since: String,
    pub(crate) from_to: String,
    pub(crate) until: String,
    pub(crate) counted: BTreeMap<String, String>,
    pub(crate) counted_label: BTreeMap<String, String>,

    pub(crate) at_least: String,
    pub(crate) at_most: String,
    pub(crate) about: String,
    pub(crate) between: String,
    pub(crate) vague: String,
    pub(crate) vague_open: String,
    pub(crate) or_more: String,

    pub(crate) control: String,
    pub(crate) watched: String,
    pub(crate) control_counts: String,
    pub(crate) state_held: String,
    pub(crate) state_contested: String,
    pub(crate) state_claimed: String,
    pub(crate) state_claimed_before: String,
    pub(crate) state_unchecked: String,
    pub(crate) state_besieged: String,
    pub(crate) state_unknown: String,

    pub(crate) map_title: String,
    pub(crate) map_description: String,
    pub(crate) map_solid: String,
    pub(crate) map_marks: String,
    pub(crate) map_no_land: String,
    pub(crate) map_land: String,
    pub(crate) map_text_land: String,
    pub(crate) map_text_marks: String,
    pub(crate) map_lines: String,
    pub(crate) map_basis: String,
    pub(crate) legend_party: String,
    pub(crate) legend_claimed: String,
    pub(crate) legend_contested: String,
    pub(crate) legend_besieged: String,
    pub(crate) legend_unknown: String,
    pub(crate) legend_abroad: String,

    pub(crate) incidents: String,
    pub(crate) last_day: String,
    pub(crate) last_days: String,
    pub(crate) no_incidents: String,
    pub(crate) status: BTreeMap<String, String>,
    pub(crate) kinds: BTreeMap<String, String>,
    pub(crate) kind_other: String,
    pub(crate) class_range: String,

    pub(crate) head_place: String,
    pub(crate) head_state: String,
    pub(crate) head_since: String,
    pub(crate) head_confidence: String,
    pub(crate) head_for: String,
    pub(crate) head_against: String,
    pub(crate) head_day: String,
    pub(crate) head_what: String,
    pub(crate) head_status: String,
    pub(crate) head_source: String,
    pub(crate) head_reliability: String,
    pub(crate) head_leaning: String,
    pub(crate) head_reports: String,
    pub(crate) head_claims: String,
    pub(crate) head_notes: String,
    pub(crate) percent: String,

    pub(crate) displacement: String,
    pub(crate) stock: String,
    pub(crate) flow: String,
    pub(crate) expected: String,
    pub(crate) stock_heading: String,
    pub(crate) flow_heading: String,
    pub(crate) expected_heading: String,
    pub(crate) no_displacement: String,
    pub(crate) earlier_counts: String,
    pub(crate) units: BTreeMap<String, String>,
    pub(crate) from: String,
    pub(crate) to: String,

    pub(crate) disputed: String,
    pub(crate) denials_heading: String,
    pub(crate) replaced_heading: String,
    pub(crate) disputed_control_heading: String,
    pub(crate) denied: String,
    pub(crate) retracted: String,
    pub(crate) replaced_toll: String,
    pub(crate) replaced_count: String,
    pub(crate) disputed_control: String,
    pub(crate) nothing_disputed: String,
    pub(crate) relation: BTreeMap<String, String>,
    pub(crate) control_verb: BTreeMap<String, String>,
    pub(crate) present: String,
    pub(crate) moved: String,
    pub(crate) toward: String,
    pub(crate) at: String,
    pub(crate) counted_at: String,

    pub(crate) what_if: String,
    pub(crate) what_if_intro: String,
    pub(crate) what_if_change: String,
    pub(crate) what_if_severed: String,
    pub(crate) what_if_detour: String,
    pub(crate) what_if_kept: String,
    pub(crate) what_if_never: String,
    pub(crate) what_if_beyond: String,
    pub(crate) what_if_no_way: String,
    pub(crate) what_if_cut_off: String,
    pub(crate) what_if_none_cut_off: String,
    pub(crate) what_if_broken: String,
    pub(crate) what_if_assumption: String,

    pub(crate) method: String,
    pub(crate) method_text: Vec<String>,
    pub(crate) method_public: Vec<String>,
    pub(crate) unchecked_opening: String,
    pub(crate) unread: String,
    pub(crate) sources_caption: String,
    pub(crate) leaning_none: String,
    pub(crate) leaning: String,
    pub(crate) withheld_heading: String,
    pub(crate) withheld_none: String,
    pub(crate) withheld: BTreeMap<String, String>,

    pub(crate) notes: String,
    pub(crate) note_claim: String,
    pub(crate) note_report: String,
    pub(crate) note_quote: String,
    pub(crate) note_reliability: String,
    pub(crate) note_opening: String,
    pub(crate) note_scenario: String,
    pub(crate) attribution: String,
    pub(crate) contents: String,
}

/// A file of sentences that lacks some, or has others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WordingError {
    /// Keys that are not there, or whose value is of another type.
    #[error("no sentence, or none of the right form, for {0}")]
    Wrong(String),
    /// Keys that nothing asks for.
    #[error("unknown sentences {0}")]
    Unknown(String),
}

/// A table from which sentences are taken.
struct Sentences {
    table: BTreeMap<String, toml::Value>,
    wrong: Vec<&'static str>,
}

impl Sentences {
    /// A sentence, or several; what is missing is noted, and told at the end all at once.
    fn take<T: DeserializeOwned + Default>(&mut self, key: &'static str) -> T {
        let value = self.table.remove(key);
        let taken = value.and_then(|value| value.try_into().ok());
        if taken.is_none() {
            self.wrong.push(key);
        }
        taken.unwrap_or_default()
    }

    fn finish(self) -> Result<(), WordingError> {
        if !self.wrong.is_empty() {
            return Err(WordingError::Wrong(self.wrong.join(", ")));
        }
        if !self.table.is_empty() {
            let keys: Vec<String> = self.table.into_keys().collect();
            return Err(WordingError::Unknown(keys.join(", ")));
        }
        Ok(())
    }
}

/// Fills the `{names}` of a sentence, once: what is filled in is not looked at again.
pub(crate) fn fill(template: &str, blanks: &[(&str, &str)]) -> CleanText {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, next)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match blanks.iter().find(|(blank, _)| *blank == name) {
            Some((_, value)) => text.push_str(value),
            None => text.extend(["{", name, "}"]),
        }
        rest = next;
    }
    text.push_str(rest);
    CleanText::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_sentences_says_what_it_lacks_and_what_nobody_asks_for() {
        let english = include_str!("../../../rules/publication/en.toml");
        let table: BTreeMap<String, toml::Value> = toml::from_str(english).expect("TOML");
        let told = |change: &dyn Fn(&mut BTreeMap<String, toml::Value>)| {
            let mut table = table.clone();
            change(&mut table);
            Wording::try_from(table)
                .err()
                .map(|error| error.to_string())
        };
        assert_eq!(told(&|_| {}), None);
        let lacking = told(&|table| drop(table.remove("title")));
        assert!(lacking.is_some_and(|told| told.ends_with("for title")));
        let wrong = told(&|table| drop(table.insert("title".to_owned(), 3.into())));
        assert!(wrong.is_some_and(|told| told.ends_with("for title")));
        let unknown = told(&|table| drop(table.insert("tittle".to_owned(), "x".into())));
        assert!(unknown.is_some_and(|told| told.contains("tittle")));
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let filled = fill("{a} and {b}{c}", &[("a", "{b}"), ("b", "x")]);
        assert_eq!(filled.as_str(), "{b} and x{c}");
    }
}
