//! What sections are composed from: published claims, incidents and control, their notes, and how values are worded.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{Amount, ClaimId, Counted, PlaceId, Range};

use crate::{
    clean_text::CleanText,
    edition::Edition,
    footnote::{Footnote, Footnotes, Notes},
    input::SituationInput,
    redact::{
        PublishedClaim, PublishedControl, PublishedIncident, PublishedState, Screen, WithheldReason,
    },
    rules::PublicationRules,
    sentence::Sentence,
    wording::{Wording, fill},
};

/// What one edition may say, with the notes that were needed so far.
#[derive(Debug)]
pub(crate) struct Composer<'a> {
    pub(crate) screen: Screen<'a>,
    pub(crate) claims: BTreeMap<ClaimId, PublishedClaim>,
    /// Claims of the record in the order in which reports give them, as far as they are published.
    pub(crate) order: Vec<ClaimId>,
    pub(crate) incidents: Vec<PublishedIncident>,
    pub(crate) control: Vec<PublishedControl>,
    pub(crate) before: BTreeMap<PlaceId, PublishedState>,
    pub(crate) incidents_withheld: bool,
    pub(crate) notes: Footnotes,
}

impl<'a> Composer<'a> {
    pub(crate) fn new(
        input: &'a SituationInput<'a>,
        edition: Edition,
        rules: &'a PublicationRules,
    ) -> Self {
        let screen = Screen::new(input, edition, rules);
        let mut claims = BTreeMap::new();
        let mut order = Vec::new();
        let mut reasons: BTreeMap<ClaimId, WithheldReason> = BTreeMap::new();
        for claim in input.claims {
            match PublishedClaim::from_claim(claim, &screen) {
                Ok(published) => {
                    order.push(claim.id);
                    claims.insert(claim.id, published);
                }
                Err(reason) => {
                    screen.withheld.add(reason, claim.id.to_string());
                    reasons.insert(claim.id, reason);
                }
            }
        }
        order.sort_by_key(|id| (claims.get(id).and_then(|claim| claim.published), *id));
        let is_published = |id: ClaimId| claims.contains_key(&id);
        let withheld = |id: ClaimId| {
            (!is_published(id)).then(|| {
                reasons
                    .get(&id)
                    .copied()
                    .unwrap_or(WithheldReason::PrivateOnly)
            })
        };
        let mut incidents = Vec::new();
        let mut incidents_withheld = false;
        for incident in input.incidents {
            match PublishedIncident::from_incident(incident, &screen, withheld) {
                Ok(published) => incidents.push(published),
                Err(reason) => {
                    screen.withheld.add(reason, incident.id.to_string());
                    incidents_withheld = true;
                }
            }
        }
        let control: Vec<PublishedControl> = input
            .control
            .iter()
            .filter_map(|one| PublishedControl::from_control(one, &screen, is_published))
            .collect();
        let before = input
            .control_before
            .iter()
            .filter_map(|one| PublishedControl::from_control(one, &screen, is_published))
            .map(|one| (one.place.id, one.state))
            .collect();
        Self {
            screen,
            claims,
            order,
            incidents,
            control,
            before,
            incidents_withheld,
            notes: Footnotes::default(),
        }
    }

    pub(crate) fn input(&self) -> &'a SituationInput<'a> {
        self.screen.input
    }

    pub(crate) fn words(&self) -> &'a Wording {
        &self.screen.rules.words
    }

    /// The published claims in order of publication.
    pub(crate) fn ordered(&self) -> impl Iterator<Item = &PublishedClaim> {
        self.order.iter().filter_map(|id| self.claims.get(id))
    }

    /// Notes for the published ones among some claims.
    pub(crate) fn cite(&mut self, claims: &[ClaimId]) -> Option<Notes> {
        self.cite_with(claims, None)
    }

    /// The same, and the opening position where it counts.
    pub(crate) fn cite_with(&mut self, claims: &[ClaimId], opening: Option<Date>) -> Option<Notes> {
        let footnotes: Vec<Footnote> = claims
            .iter()
            .filter_map(|id| self.claims.get(id))
            .map(PublishedClaim::footnote)
            .chain(opening.map(|day| Footnote::Opening { day }))
            .collect();
        self.notes.cite(footnotes)
    }

    /// A sentence that rests on claims; nothing where none of them is published.
    pub(crate) fn sentence(
        &mut self,
        template: &str,
        blanks: &[(&str, &str)],
        claims: &[ClaimId],
    ) -> Option<Sentence> {
        let notes = self.cite(claims)?;
        Some(Sentence::new(fill(template, blanks), notes))
    }

    /// Who says so, each once, in the order of the claims.
    pub(crate) fn speakers(&self, claims: &[ClaimId]) -> Vec<CleanText> {
        let mut speakers: Vec<CleanText> = Vec::new();
        for claim in claims.iter().filter_map(|id| self.claims.get(id)) {
            if !speakers.contains(&claim.speaker) {
                speakers.push(claim.speaker.clone());
            }
        }
        speakers
    }

    /// Whose word a claim is, and who carried it.
    pub(crate) fn spoken(&self, claim: &PublishedClaim) -> CleanText {
        match &claim.outlet {
            Some(outlet) => fill(
                &self.words().through,
                &[
                    ("speaker", claim.speaker.as_str()),
                    ("outlet", outlet.as_str()),
                ],
            ),
            None => claim.speaker.clone(),
        }
    }

    pub(crate) fn day(&self, day: Date) -> CleanText {
        date(self.words(), day)
    }

    pub(crate) fn day_or_unknown(&self, day: Option<Date>) -> CleanText {
        day.map_or_else(
            || CleanText::new(&self.words().date_unknown),
            |day| self.day(day),
        )
    }

    pub(crate) fn number(&self, n: u64) -> String {
        number(self.words(), n)
    }

    pub(crate) fn count(&self, n: usize) -> String {
        self.number(u64::try_from(n).unwrap_or(u64::MAX))
    }

    pub(crate) fn range(&self, range: Range) -> CleanText {
        let words = self.words();
        let (low, high) = (self.number(range.low()), self.number(range.high()));
        let text = if range.low() == range.high() {
            if range.is_open() {
                return fill(&words.at_least, &[("n", &low)]);
            }
            CleanText::from(low)
        } else {
            fill(&words.between, &[("low", &low), ("high", &high)])
        };
        if range.is_open() {
            fill(&words.or_more, &[("range", text.as_str())])
        } else {
            text
        }
    }

    pub(crate) fn amount(&self, amount: Amount) -> CleanText {
        let words = self.words();
        let one = |template: &str, n| fill(template, &[("n", &self.number(n))]);
        let two = |template: &str, low, high| {
            fill(
                template,
                &[("low", &self.number(low)), ("high", &self.number(high))],
            )
        };
        match amount {
            Amount::Exact(n) => CleanText::from(self.number(n)),
            Amount::AtLeast(n) => one(&words.at_least, n),
            Amount::AtMost(n) => one(&words.at_most, n),
            Amount::About(n) => one(&words.about, n),
            Amount::Between(low, high) => two(&words.between, low, high),
            Amount::Vague(Some((low, high))) => two(&words.vague, low, high),
            Amount::Vague(None) => CleanText::new(&words.vague_open),
        }
    }

    pub(crate) fn counted(&self, of: Counted) -> &'a str {
        word(&self.words().counted, counted_key(of))
    }

    pub(crate) fn counted_label(&self, of: Counted) -> &'a str {
        word(&self.words().counted_label, counted_key(of))
    }

    /// "a, b and c"; after `most` names "and n more".
    pub(crate) fn list(&self, names: &[CleanText], most: usize) -> CleanText {
        list(self.words(), names, most)
    }

    /// A state without what was before it.
    pub(crate) fn present_state(&self, state: &PublishedState) -> CleanText {
        match state {
            PublishedState::Claimed { holder, .. } => self.state(&PublishedState::Claimed {
                holder: holder.clone(),
                before: None,
            }),
            PublishedState::Held { .. }
            | PublishedState::Unchecked { .. }
            | PublishedState::Contested { .. }
            | PublishedState::Besieged { .. }
            | PublishedState::Unknown => self.state(state),
        }
    }

    pub(crate) fn state(&self, state: &PublishedState) -> CleanText {
        let words = self.words();
        match state {
            PublishedState::Held { holder } => {
                fill(&words.state_held, &[("party", holder.as_str())])
            }
            PublishedState::Contested { parties } => fill(
                &words.state_contested,
                &[("parties", self.list(parties, 6).as_str())],
            ),
            PublishedState::Claimed {
                holder,
                before: Some(before),
            } => fill(
                &words.state_claimed_before,
                &[("party", holder.as_str()), ("before", before.as_str())],
            ),
            PublishedState::Claimed {
                holder,
                before: None,
            } => fill(&words.state_claimed, &[("party", holder.as_str())]),
            PublishedState::Unchecked { holder } => {
                fill(&words.state_unchecked, &[("party", holder.as_str())])
            }
            PublishedState::Besieged { holder, by } => fill(
                &words.state_besieged,
                &[("party", holder.as_str()), ("by", by.as_str())],
            ),
            PublishedState::Unknown => CleanText::new(&words.state_unknown),
        }
    }
}

/// A piece of a sentence that keeps the spaces at its ends.
pub(crate) fn fill_raw(template: &str, blanks: &[(&str, &str)]) -> String {
    let lead = if template.starts_with(' ') { " " } else { "" };
    format!("{lead}{}", fill(template, blanks))
}

/// A day in the words of a language.
pub(crate) fn date(words: &Wording, day: Date) -> CleanText {
    let month = usize::try_from(day.month() - 1)
        .ok()
        .and_then(|at| words.months.get(at));
    fill(
        &words.date,
        &[
            ("day", &day.day().to_string()),
            ("month", month.map_or("", String::as_str)),
            ("year", &day.year().to_string()),
        ],
    )
}

/// A number with its digits in groups of three.
pub(crate) fn number(words: &Wording, n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(&words.thousands);
        }
        grouped.push(digit);
    }
    grouped
}

/// "a, b and c"; after `most` names "and n more".
pub(crate) fn list(words: &Wording, names: &[CleanText], most: usize) -> CleanText {
    let shown: Vec<&str> = names.iter().take(most).map(CleanText::as_str).collect();
    let hidden = names.len().saturating_sub(shown.len());
    if hidden > 0 {
        let count = number(words, u64::try_from(hidden).unwrap_or(u64::MAX));
        let more = fill_raw(&words.more, &[("count", &count)]);
        return CleanText::from(shown.join(&words.comma) + &more);
    }
    match shown.as_slice() {
        [] => CleanText::new(&words.none),
        [one] => CleanText::new(one),
        [first @ .., last] => {
            CleanText::from(format!("{}{}{last}", first.join(&words.comma), words.and))
        }
    }
}

/// A word of a list; empty where the language has none for it.
pub(crate) fn word<'a>(words: &'a BTreeMap<String, String>, key: &str) -> &'a str {
    words.get(key).map_or("", String::as_str)
}

fn counted_key(of: Counted) -> &'static str {
    match of {
        Counted::Killed => "killed",
        Counted::Injured => "injured",
        Counted::Missing => "missing",
        Counted::Detained => "detained",
        Counted::Casualties => "casualties",
        Counted::Displaced => "displaced",
        Counted::Vehicles => "vehicles",
        Counted::Other => "other",
    }
}
