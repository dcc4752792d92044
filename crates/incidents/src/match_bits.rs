//! The waterfall of one link: what each field weighed.

use std::fmt::Write as _;

use marsad_domain::MatchWeight;

/// Bits (log2 of likelihood ratios) by field; their sum decides. Unknown fields weigh 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MatchBits {
    /// What is believed before looking: against, the more so the more incidents there are.
    pub prior: f64,
    /// Distance, given both radii and how much happens there.
    pub distance: f64,
    /// Gap between the days, given how precise they are.
    pub date: f64,
    /// What happened.
    pub kind: f64,
    /// Who, with rare actors weighing more than frequent ones.
    pub actors: f64,
    /// Numbers of dead, with rare numbers weighing more.
    pub killed: f64,
    /// Whether the words are repeated, or stand apart in one report.
    pub report: f64,
    /// Rare words that the reports mainly about it share, or do not.
    pub text: f64,
}

impl MatchBits {
    /// The sum.
    #[must_use]
    pub fn total(&self) -> MatchWeight {
        MatchWeight(self.fields().iter().map(|(_, bits)| bits).sum())
    }

    /// The fields with their names, in the order of the waterfall.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, f64); 8] {
        [
            ("prior", self.prior),
            ("distance", self.distance),
            ("date", self.date),
            ("kind", self.kind),
            ("actors", self.actors),
            ("killed", self.killed),
            ("report", self.report),
            ("text", self.text),
        ]
    }

    /// One line for people: every field that weighs, and the sum.
    #[must_use]
    pub fn explain(&self) -> String {
        let mut text = format!("{:+.1} bits:", self.total().0);
        for (name, bits) in self
            .fields()
            .into_iter()
            .filter(|(_, bits)| bits.abs() >= 0.05)
        {
            let _ = write!(text, " {name} {bits:+.1}");
        }
        text
    }
}
