//! The weights of the wording of whole reports.

use serde::Deserialize;

/// How the wording of two reports is compared, each being mainly about one thing: names and other rare words that they
/// share speak for one incident behind both.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRules {
    /// A word tells something where at most so many reports have it.
    pub rare_up_to: u32,
    /// Or at most so many times the square root of the number of reports: more than an incident has, and fewer than
    /// a word of the trade.
    pub rare_root: f64,
    /// Words of more reports than this do not bring reports together that neither place nor day does.
    pub listed_up_to: u32,
    /// From about so many reports on it is known which words are rare. In a record of a few reports, a formula that
    /// two of them use looks like the words of one story.
    pub known_with: f64,
    /// Reports that are assumed besides those seen.
    pub support: f64,
    /// The share of them that have a word.
    pub share: f64,
    /// Incidents on which reports are assumed besides those seen, before looking at a pair of reports.
    pub other_reports: f64,
    /// Share of the telling words of a report that another report on the same incident repeats.
    pub repeated: f64,
    /// Reports that are assumed of a source besides those seen.
    pub source_support: f64,
    /// The share of them that have a word which two of its reports share: its manner is not known at first.
    pub source_share: f64,
    /// The most that wording weighs for one incident, however much agrees.
    pub most: f64,
    /// The most that it weighs against.
    pub least: f64,
    /// Pairs whose words weigh this much are compared wherever and whenever they are said to be.
    pub candidate: f64,
    /// From here on place and day can be wrong: a report may be mainly about something else than it names first.
    pub open: f64,
    /// Share of places that are wrong.
    pub place_stray: f64,
    /// Share of days that are wrong where both are stated.
    pub day_stray: f64,
    /// Share of days that are wrong where one is taken from the day of publication.
    pub published_stray: f64,
    /// How late reports are.
    pub late: LateRules,
}

/// Reports on something that happened long before.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateRules {
    /// Share of the reports that state no day.
    pub share: f64,
    /// Share of the reports that state a day: another than that of the incident, such as that of a funeral.
    pub stated_share: f64,
    /// How many days they go back.
    pub days: u16,
    /// In so many days their number falls to half.
    pub half_days: f64,
}

impl TextRules {
    /// The first number that cannot be: its key, its value, and what it must be.
    pub(super) fn fault(&self) -> Option<(&'static str, f64, &'static str)> {
        let above = |key, value: f64| (key, value, value > 0.0, "above 0");
        let share = |key, value: f64| {
            let is_share = value > 0.0 && value < 1.0;
            (
                key,
                value,
                is_share,
                "a share between 0 and 1, both excluded",
            )
        };
        let numbers = [
            above("text.rare_root", self.rare_root),
            above("text.known_with", self.known_with),
            above("text.support", self.support),
            above("text.source_support", self.source_support),
            above("text.most", self.most),
            above("text.late.half_days", self.late.half_days),
            share("text.share", self.share),
            share("text.source_share", self.source_share),
            share("text.repeated", self.repeated),
            share("text.place_stray", self.place_stray),
            share("text.day_stray", self.day_stray),
            share("text.published_stray", self.published_stray),
            share("text.late.share", self.late.share),
            share("text.late.stated_share", self.late.stated_share),
            ("text.least", self.least, self.least < 0.0, "below 0"),
            (
                "text.other_reports",
                self.other_reports,
                self.other_reports >= 0.0,
                "0 or more",
            ),
        ];
        let mut faults = numbers.into_iter().filter(|(.., is_right, _)| !is_right);
        faults
            .next()
            .map(|(key, value, _, must)| (key, value, must))
    }
}
