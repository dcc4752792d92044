//! The area that a name is said to lie in, by the words right after it: "Hamlin village, Karvel province".

use marsad_domain::PlaceKind;

use super::Weighing;
use crate::{
    find::{
        candidates::Candidate,
        mention::{Mention, Named},
    },
    gazetteer::Number,
    reason::RuleName,
    rules::Position as Side,
};

/// The most bytes between a name and the area it lies in.
const MOST_CONTAINMENT_GAP: usize = 80;

/// The area that a name is said to lie in, by the words right after it.
pub(super) struct AreaBeside {
    /// What it may be.
    pub(super) places: Vec<Number>,
    /// What says that the name lies there.
    pub(super) rule: RuleName,
}

impl Weighing<'_> {
    /// The places of the name that stands right after a name as the area it lies in.
    pub(super) fn area_beside(&self, at: usize) -> Option<AreaBeside> {
        let ((mention, own), (next, reading)) = (self.places.get(at)?, self.places.get(at + 1)?);
        if !matches!(next.names, Named::Places { .. }) {
            return None;
        }
        // "Hamlin village, Karvel province": the word for the kind belongs to the name.
        let feature = own.feature.as_ref().map(|(feature, _)| feature.span);
        let end = feature.map_or(mention.span.end(), |it| it.end().max(mention.span.end()));
        let rule = self.containment(end, next)?;
        let named = self.candidates.get(&next.candidates);
        let kinds = reading.feature.as_ref().map(|(_, kinds)| *kinds);
        let fits = |kind: PlaceKind| kinds.is_none_or(|kinds| kinds.contains(&kind));
        let fitting = named.iter().filter(|candidate| fits(candidate.facts.kind));
        let mut places: Vec<Number> = fitting.map(|candidate| candidate.place).collect();
        if places.is_empty() {
            places = self.areas_around(named, fits);
        }
        Some(AreaBeside { places, rule })
    }

    /// The areas of some kinds that places lie in: "Karvel district" said where only the town is listed as Karvel.
    fn areas_around(&self, named: &[Candidate], fits: impl Fn(PlaceKind) -> bool) -> Vec<Number> {
        let around = named
            .iter()
            .flat_map(|candidate| self.gazetteer.areas_of(candidate.place));
        let mut areas: Vec<Number> = around
            .filter(|area| self.gazetteer.facts(*area).is_some_and(|it| fits(it.kind)))
            .collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }

    /// What makes the next name the area of this one: the rule of the first word between them, or a comma.
    /// `end` is where this one ends.
    fn containment(&self, end: usize, next: &Mention<'_>) -> Option<RuleName> {
        let gap = self.words.between(end, next.span.start());
        if gap.len() > MOST_CONTAINMENT_GAP {
            return None;
        }
        let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '-' | '،');
        let clean = gap.chars().all(|c| c.is_alphanumeric() || is_mark(c));
        let linked = gap.chars().any(|c| !c.is_whitespace() && c != '-');
        if !clean || !linked {
            return None;
        }
        let first = self.words.from(end);
        let mut rule = RuleName::Weight("in_area_named_beside");
        for number in (first..self.words.from(next.span.start())).rev() {
            let here = self
                .words
                .rule_of(&self.rules.containments, Side::Before, number)?;
            rule = here.into();
        }
        Some(rule)
    }

    /// Whether a place only sounds like the name and lies in another region than the area that is named beside it: then
    /// it is none of those that the name can mean, and if there is no other, nobody knows which is meant.
    pub(super) fn only_sounds_elsewhere(
        &self,
        candidate: &Candidate,
        area: Option<&AreaBeside>,
    ) -> bool {
        let Some(area) = area.filter(|it| candidate.likeness.is_some() && !it.places.is_empty())
        else {
            return false;
        };
        let lies_in = |area: &Number| self.gazetteer.lies_in(candidate.place, *area);
        let is_region = |area: &Number| {
            let facts = self.gazetteer.facts(*area);
            facts.is_some_and(|facts| facts.kind == PlaceKind::Governorate)
        };
        let shares_region = |area: &Number| {
            let around = self.gazetteer.areas_of(*area).into_iter();
            around.filter(is_region).any(|region| lies_in(&region))
        };
        !area
            .places
            .iter()
            .any(|area| lies_in(area) || shares_region(area))
    }
}
