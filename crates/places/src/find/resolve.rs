//! Which place each name means: the candidates of all names of a text weighed together.
//!
//! Twice: first each name by itself and the words beside it, then again with what the first round settled, so that
//! the places of one text pull each other together.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Place, PlaceId, PlaceKind, Position, Probability};

use self::evidence::Evidence;
use super::{
    Reading,
    mention::{Mention, Named},
    words::Words,
};
use crate::{
    gazetteer::{Form, Gazetteer},
    rules::{PlaceRules, Position as Side},
    toponym::{Candidate, Toponym},
};

mod evidence;

/// How many different places of a text pull at the others: the first so many.
const MOST_ANCHORS: usize = 64;

/// The most bytes between a name and the area it lies in.
const MOST_CONTAINMENT_GAP: usize = 80;

/// What the text has settled in the first round.
#[derive(Debug, Default)]
struct Settled {
    /// Points of the places chosen.
    anchors: BTreeMap<PlaceId, Position>,
    /// Areas that the text names.
    areas: BTreeSet<PlaceId>,
    /// For each country, what share of the different names of the text lies in it, 0 to 1.
    countries: BTreeMap<String, f64>,
    /// For each name, the place that words beside it decided somewhere.
    decided: BTreeMap<String, PlaceId>,
}

/// A candidate with the evidence for it.
struct Weighed<'g> {
    place: &'g Place,
    evidence: Evidence,
}

/// Resolves the names of a text.
pub(super) fn resolve(
    words: &Words<'_>,
    places: &[(&Mention<'_>, Reading)],
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Vec<Toponym> {
    let weighing = Weighing {
        words,
        places,
        gazetteer,
        rules,
    };
    let first: Vec<Vec<Weighed<'_>>> = (0..places.len()).map(|at| weighing.alone(at)).collect();
    let settled = weighing.settle(&first);
    let mut pulls = BTreeMap::new();
    let together = places
        .iter()
        .zip(first)
        .map(|((mention, reading), mut candidates)| {
            weighing.pull(mention, &mut candidates, &settled, &mut pulls);
            weighing.toponym(mention, reading, &candidates)
        });
    together.collect()
}

/// The area that a name is said to lie in, by the words right after it.
struct AreaBeside<'a> {
    places: Vec<PlaceId>,
    rule: &'a str,
}

struct Weighing<'a> {
    words: &'a Words<'a>,
    places: &'a [(&'a Mention<'a>, Reading)],
    gazetteer: &'a Gazetteer,
    rules: &'a PlaceRules,
}

impl<'a> Weighing<'a> {
    /// The candidates of a name by itself and the words beside it.
    fn alone(&self, at: usize) -> Vec<Weighed<'a>> {
        let Some((mention, reading)) = self.places.get(at) else {
            return Vec::new();
        };
        match &mention.names {
            Named::Demonym { country, .. } => self
                .gazetteer
                .country(country)
                .or_else(|| self.gazetteer.get(&country.parse().ok()?))
                .map(|place| Weighed {
                    place,
                    evidence: Evidence::default(),
                })
                .into_iter()
                .collect(),
            Named::Unlisted { places, .. } => {
                let beside = self.area_beside(at);
                let weigh = |(id, likeness): &(PlaceId, f64)| {
                    let place = self.gazetteer.get(id)?;
                    let mut evidence = self.beside(place, Form::Spelling, reading, beside.as_ref());
                    evidence.alike(*likeness, &place.name);
                    Some(Weighed { place, evidence })
                };
                places.iter().filter_map(weigh).collect()
            }
            Named::Places { places, .. } => {
                let beside = self.area_beside(at);
                let weigh = |(id, form): &(PlaceId, Form)| {
                    let place = self.gazetteer.get(id)?;
                    let evidence = self.beside(place, *form, reading, beside.as_ref());
                    Some(Weighed { place, evidence })
                };
                places.iter().filter_map(weigh).collect()
            }
        }
    }

    fn beside(
        &self,
        place: &Place,
        form: Form,
        reading: &Reading,
        area: Option<&AreaBeside<'_>>,
    ) -> Evidence {
        let weights = &self.rules.weights;
        let mut evidence = Evidence::default();
        evidence.prior(weights.prior(place.kind, &place.country), place.kind);
        if self.gazetteer.is_of_world(&place.id) && place.kind != PlaceKind::Governorate {
            if self.gazetteer.is_of_one_war() {
                let why =
                    "long_list_in_war: only the long list has it, and the text is about one war";
                evidence.add(weights.long_list_in_war, why);
            } else {
                evidence.add(weights.long_list, "long_list: only the long list has it");
            }
        }
        if let Some(people) = place.population.filter(|people| *people > 0) {
            evidence.population(weights.per_decade_of_people, people);
        }
        match form {
            Form::Name => {}
            Form::Spelling => evidence.add(weights.spelling, "spelling: a listed spelling"),
            Form::JoinedArticle | Form::WithoutArticle => {
                evidence.add(
                    weights.derived_form,
                    "derived_form: the article is written otherwise",
                );
            }
        }
        if let Some((feature, kinds)) = &reading.feature {
            let rank = kinds.iter().position(|kind| *kind == place.kind);
            evidence.feature(weights, &feature.word, rank);
        }
        let holds = |area: &&PlaceId| self.gazetteer.contains(area, &place.id);
        if let Some((area, rule)) = area.and_then(|a| Some((a.places.iter().find(holds)?, a.rule)))
        {
            let why = format!("{rule}: it lies in {}, named right after it", area.as_str());
            evidence.decide(weights.in_area_named_beside, why);
        }
        evidence
    }

    /// The places of the name that stands right after a name as the area it lies in.
    fn area_beside(&self, at: usize) -> Option<AreaBeside<'a>> {
        let ((mention, _), (next, reading)) = (self.places.get(at)?, self.places.get(at + 1)?);
        let Named::Places { places, .. } = &next.names else {
            return None;
        };
        let rule = self.containment(mention, next)?;
        let fits = |id: &PlaceId| {
            let Some((_, kinds)) = &reading.feature else {
                return true;
            };
            self.gazetteer
                .get(id)
                .is_some_and(|place| kinds.contains(&place.kind))
        };
        let places = places
            .iter()
            .map(|(id, _)| id.clone())
            .filter(fits)
            .collect();
        Some(AreaBeside { places, rule })
    }

    /// What makes the next name the area of this one: the rule of the first word between them, or a comma.
    fn containment(&self, mention: &Mention<'_>, next: &Mention<'_>) -> Option<&'a str> {
        let gap = self.words.between(mention.span.end(), next.span.start());
        let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '-' | '،');
        let clean = gap.chars().all(|c| c.is_alphanumeric() || is_mark(c));
        let linked = gap.chars().any(|c| !c.is_whitespace() && c != '-');
        if !clean || !linked || gap.len() > MOST_CONTAINMENT_GAP {
            return None;
        }
        let first = self.words.from(mention.span.end());
        let mut rule = "in_area_named_beside";
        for number in (first..self.words.from(next.span.start())).rev() {
            let word = self.words.word(number)?.to_lowercase();
            rule = self.rules.containments.get(Side::Before, &word)?;
        }
        Some(rule)
    }

    /// What share of the different names of the text lies in each country, by the first round.
    fn countries(&self, first: &[Vec<Weighed<'_>>]) -> BTreeMap<String, f64> {
        let mut named: BTreeSet<(&str, &str)> = BTreeSet::new();
        for ((mention, _), candidates) in self.places.iter().zip(first) {
            let name = match &mention.names {
                Named::Places { name, .. } => name.as_str(),
                Named::Demonym { country, .. } => country,
                Named::Unlisted { .. } => continue,
            };
            if let Some(best) = best(candidates)
                && !best.place.country.is_empty()
            {
                named.insert((best.place.country.as_str(), name));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "names of one text")]
        let whole = named.len().max(1) as f64;
        let mut shares = BTreeMap::new();
        for (country, _) in named {
            *shares.entry(country.to_owned()).or_insert(0.0) += 1.0 / whole;
        }
        shares
    }

    fn settle(&self, first: &[Vec<Weighed<'_>>]) -> Settled {
        let mut settled = Settled {
            countries: self.countries(first),
            ..Settled::default()
        };
        for ((mention, _), candidates) in self.places.iter().zip(first) {
            let Some(best) = best(candidates) else {
                continue;
            };
            if best.place.kind.is_area() {
                settled.areas.insert(best.place.id.clone());
            } else if settled.anchors.len() < MOST_ANCHORS {
                settled
                    .anchors
                    .insert(best.place.id.clone(), best.place.position);
            }
            if let Named::Places { name, .. } = &mention.names
                && best.evidence.decided
                && !best.place.kind.is_area()
            {
                settled
                    .decided
                    .entry(name.clone())
                    .or_insert_with(|| best.place.id.clone());
            }
        }
        settled
    }

    /// Adds what the rest of the text says, where there is a choice.
    fn pull(
        &self,
        mention: &Mention<'_>,
        candidates: &mut [Weighed<'_>],
        settled: &Settled,
        pulls: &mut BTreeMap<PlaceId, (f64, bool)>,
    ) {
        if candidates.len() < 2 {
            return;
        }
        let weights = &self.rules.weights;
        let name = match &mention.names {
            Named::Places { name, .. } => Some(name),
            Named::Demonym { .. } | Named::Unlisted { .. } => None,
        };
        let own: BTreeSet<PlaceId> = candidates.iter().map(|c| c.place.id.clone()).collect();
        for candidate in candidates.iter_mut() {
            let place = candidate.place;
            let (near, inside) = *pulls
                .entry(place.id.clone())
                .or_insert_with(|| self.pull_on(place, settled, &own));
            candidate.evidence.near(weights.near_others, near);
            let share = settled.countries.get(&place.country).copied();
            candidate
                .evidence
                .country(weights.in_country_of_text, share.unwrap_or(0.0));
            if inside {
                candidate.evidence.add(
                    weights.in_area_of_text,
                    "in_area_of_text: the text names its area",
                );
            }
            if name.and_then(|name| settled.decided.get(name)) == Some(&place.id) {
                let why = "settled_elsewhere: the text says so beside the same name";
                candidate.evidence.add(weights.settled_elsewhere, why);
            }
        }
    }

    /// How near the other places are, 0 to 1, and whether the text names an area around.
    fn pull_on(&self, place: &Place, settled: &Settled, own: &BTreeSet<PlaceId>) -> (f64, bool) {
        let scale = self.rules.weights.near_scale_km.max(1.0);
        let others = settled.anchors.iter().filter(|(id, _)| !own.contains(*id));
        let pulls: Vec<f64> = others
            .map(|(_, at)| 1.0 / (1.0 + (place.position.haversine(*at).0 / scale).powi(2)))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "at most 64 anchors")]
        let mean = if pulls.is_empty() {
            0.0
        } else {
            pulls.iter().sum::<f64>() / pulls.len() as f64
        };
        let containers = self.gazetteer.containers(&place.id);
        let inside = settled.areas.iter().any(|area| {
            containers.contains(area)
                && !own.contains(area)
                && self
                    .gazetteer
                    .get(area)
                    .is_some_and(|a| a.kind != PlaceKind::Country)
        });
        (mean, inside)
    }

    fn toponym(
        &self,
        mention: &Mention<'_>,
        reading: &Reading,
        candidates: &[Weighed<'_>],
    ) -> Toponym {
        let mut shares = shares(candidates);
        shares.sort_by(|a, b| {
            b.1.total_cmp(&a.1)
                .then_with(|| a.0.place.id.cmp(&b.0.place.id))
        });
        let mut reasons = reading.reasons.clone();
        let is_listed = !matches!(mention.names, Named::Unlisted { .. });
        match shares.first() {
            Some((winner, _)) if shares.len() > 1 || !is_listed || reading.feature.is_some() => {
                reasons.extend(winner.evidence.reasons());
            }
            None if !is_listed => {
                reasons.push("unlisted: no listed name sounds like it".to_owned());
            }
            Some(_) | None => {}
        }
        let scored = |(weighed, share): &(&Weighed<'_>, f64)| Candidate {
            place: weighed.place.id.clone(),
            score: Probability::clamped(share * weighed.evidence.likeness.unwrap_or(1.0)),
        };
        let candidates: Vec<Candidate> = shares.iter().map(scored).collect();
        Toponym {
            span: mention.span,
            text: mention
                .span
                .of(self.words.text)
                .unwrap_or_default()
                .to_owned(),
            sense: reading.sense,
            place: candidates.first().map(|best| best.place.clone()),
            score: candidates
                .first()
                .map_or(Probability::ZERO, |best| best.score),
            candidates,
            feature: reading.feature.as_ref().map(|(feature, _)| feature.clone()),
            reasons,
        }
    }
}

fn best<'w, 'g>(candidates: &'w [Weighed<'g>]) -> Option<&'w Weighed<'g>> {
    candidates.iter().max_by(|a, b| {
        let order = a.evidence.total().total_cmp(&b.evidence.total());
        order.then_with(|| b.place.id.cmp(&a.place.id))
    })
}

/// Each candidate with its share of the odds.
fn shares<'w, 'g>(candidates: &'w [Weighed<'g>]) -> Vec<(&'w Weighed<'g>, f64)> {
    let most = best(candidates).map_or(0.0, |best| best.evidence.total());
    let odds: Vec<f64> = candidates
        .iter()
        .map(|c| (c.evidence.total() - most).exp())
        .collect();
    let sum: f64 = odds.iter().sum();
    candidates
        .iter()
        .zip(odds)
        .map(|(candidate, odds)| (candidate, odds / sum))
        .collect()
}
