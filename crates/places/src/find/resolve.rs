//! Which place each name means: the candidates of all names of a text weighed together.
//!
//! Twice: first each name by itself and the words beside it, then again with what the first round settled, so that
//! the places of one text pull each other together.

use std::{collections::BTreeMap, ops::Range};

use marsad_domain::{PlaceKind, Probability};

use self::{
    area_beside::AreaBeside,
    evidence::{Evidence, Sum},
    settled::{Choice, Pull, Settled},
};
use super::{
    Reading,
    candidates::{Candidate, Candidates, NameKey},
    mention::{Mention, Named},
    words::Words,
};
use crate::{
    gazetteer::{Form, Gazetteer, Number},
    reason::{Reason, Why},
    rules::PlaceRules,
    toponym::{self, Toponym},
};

mod area_beside;
mod evidence;
mod settled;

/// How many of the places that a name may mean are told.
const MOST_TOLD: usize = 8;

/// What is weighed, and by what.
pub(super) struct Weighing<'a> {
    /// The words of the text.
    pub(super) words: &'a Words<'a>,
    /// The names that are places.
    pub(super) places: &'a [(&'a Mention<'a>, Reading<'a>)],
    /// What they may mean.
    pub(super) candidates: &'a Candidates,
    /// The gazetteer.
    pub(super) gazetteer: &'a Gazetteer,
    /// The rules.
    pub(super) rules: &'a PlaceRules,
}

/// What pulls at the candidates of each list of them.
type Pulls = BTreeMap<usize, Vec<Pull>>;

impl Weighing<'_> {
    /// Resolves the names.
    pub(super) fn resolve(&self) -> Vec<Toponym> {
        let areas: Vec<Option<AreaBeside>> = (0..self.places.len())
            .map(|at| self.area_beside(at))
            .collect();
        let named = || self.places.iter().zip(&areas);
        let first = named().map(|((mention, reading), area)| {
            let (place, decided) = self.first_choice(mention, reading, area.as_ref())?;
            Some(Choice {
                name: key(mention),
                place,
                decided,
            })
        });
        let first: Vec<Option<Choice>> = first.collect();
        let settled = Settled::of(&first.iter().flatten().copied().collect::<Vec<Choice>>());
        let mut pulls = Pulls::new();
        named()
            .zip(&first)
            .map(|(((mention, reading), area), first)| {
                self.pull(&mention.candidates, &settled, &mut pulls);
                let pulls = pulls
                    .get(&mention.candidates.start)
                    .map_or(&[][..], Vec::as_slice);
                // What the words beside a name decided is no news to that name itself.
                let is_decided = first.is_some_and(|choice| choice.decided);
                let elsewhere = key(mention).filter(|_| !is_decided);
                let decided = elsewhere.and_then(|name| settled.decided(name));
                self.toponym(mention, reading, area.as_ref(), (decided, pulls))
            })
            .collect()
    }

    /// The best candidate of a name by itself and the words beside it, and whether these speak for it more than for any
    /// other.
    fn first_choice(
        &self,
        mention: &Mention<'_>,
        reading: &Reading<'_>,
        area: Option<&AreaBeside>,
    ) -> Option<(Candidate, bool)> {
        let candidates = self.candidates.get(&mention.candidates);
        if let [only] = candidates
            && reading.feature.is_none()
            && area.is_none()
        {
            return Some((*only, false));
        }
        let weigh = |candidate: &Candidate| {
            let mut sum = Sum::default();
            self.beside(candidate, mention, reading, area, &mut sum);
            (*candidate, sum)
        };
        let sums: Vec<(Candidate, Sum)> = candidates.iter().map(weigh).collect();
        let first = |a: &&(Candidate, Sum), b: &&(Candidate, Sum)| {
            let order = a.1.total.total_cmp(&b.1.total);
            order.then_with(|| b.0.place.cmp(&a.0.place))
        };
        let (best, sum) = sums.iter().max_by(first)?;
        let others = sums.iter().filter(|(it, _)| it.place != best.place);
        let most = others.map(|(_, sum)| sum.beside).fold(0.0, f64::max);
        Some((*best, sum.beside > most))
    }

    /// What is known of a candidate, and what the words beside the name say of it.
    fn beside(
        &self,
        candidate: &Candidate,
        mention: &Mention<'_>,
        reading: &Reading<'_>,
        area: Option<&AreaBeside>,
        evidence: &mut impl Evidence,
    ) {
        if matches!(mention.names, Named::Demonym(_)) {
            return;
        }
        let (weights, facts) = (&self.rules.weights, &candidate.facts);
        evidence::prior(
            evidence,
            weights.prior(facts.kind, facts.country),
            facts.kind,
        );
        self.long_list(candidate, evidence);
        if facts.is_added {
            let why = Why::Plain("a user added it, and the theatre itself does not have it");
            evidence.add(weights.added, || ("added".into(), why));
        }
        match facts.population {
            Some(people) if people > 0 => {
                evidence::population(evidence, weights.per_decade_of_people, people);
            }
            None if !self.gazetteer.is_of_world(candidate.place) => evidence::unknown_population(
                evidence,
                weights.per_decade_of_people,
                weights.people_unknown(facts.kind),
            ),
            Some(_) | None => {}
        }
        match candidate.form {
            Form::Name => {}
            Form::Spelling => evidence.add(weights.spelling, || {
                ("spelling".into(), Why::Plain("a listed spelling"))
            }),
            Form::JoinedArticle | Form::WithoutArticle => {
                evidence.add(weights.derived_form, || {
                    (
                        "derived_form".into(),
                        Why::Plain("the article is written otherwise"),
                    )
                });
            }
        }
        if let Some((feature, kinds)) = &reading.feature {
            let rank = kinds.iter().position(|kind| *kind == facts.kind);
            evidence::feature(evidence, weights, &feature.rule, rank);
        }
        let holds = |place: &&Number| self.gazetteer.lies_in(candidate.place, **place);
        if let Some(area) = area
            && let Some(holder) = area.places.iter().find(holds)
        {
            evidence.decide(weights.in_area_named_beside, || {
                let holder = self.gazetteer.id(*holder);
                let why = holder.map_or(Why::Plain("it lies there"), Why::LiesIn);
                (area.rule.clone(), why)
            });
        } else if self.only_sounds_elsewhere(candidate, area) {
            let why = Why::Plain("it only sounds like the name, and lies elsewhere");
            evidence.add(weights.sound_elsewhere, || ("sound_elsewhere".into(), why));
        }
        if let Some(likeness) = candidate.likeness {
            evidence.add(weights.by_sound + weights.alike * likeness.ln(), || {
                let name = self.gazetteer.place(candidate.place);
                let name = name.map(|place| place.name.as_str().into());
                ("alike".into(), Why::Alike(name.unwrap_or_default()))
            });
        }
    }

    fn long_list(&self, candidate: &Candidate, evidence: &mut impl Evidence) {
        let is_region = candidate.facts.kind == PlaceKind::Governorate;
        if is_region || !self.gazetteer.is_of_world(candidate.place) {
            return;
        }
        let weights = &self.rules.weights;
        if self.gazetteer.is_of_one_war() {
            let why = Why::Plain("only the long list has it, and the text is about one war");
            evidence.add(weights.long_list_in_war, || {
                ("long_list_in_war".into(), why)
            });
        } else {
            let why = Why::Plain("only the long list has it");
            evidence.add(weights.long_list, || ("long_list".into(), why));
        }
    }

    /// Finds out once what pulls at the candidates of a list.
    fn pull(&self, range: &Range<usize>, settled: &Settled, pulls: &mut Pulls) {
        if range.len() >= 2 {
            pulls.entry(range.start).or_insert_with(|| {
                let scale = self.rules.weights.near_scale_km;
                settled.pulls(self.candidates.get(range), self.gazetteer, scale)
            });
        }
    }

    /// What the rest of the text says of a candidate, where there is a choice.
    fn together(
        &self,
        candidate: &Candidate,
        pull: Option<&Pull>,
        decided: Option<Number>,
        evidence: &mut impl Evidence,
    ) {
        let (weights, Some(pull)) = (&self.rules.weights, pull) else {
            return;
        };
        evidence::near(evidence, weights.near_others, pull.near);
        evidence::country(evidence, weights.in_country_of_text, pull.share);
        if pull.inside {
            evidence.add(weights.in_area_of_text, || {
                (
                    "in_area_of_text".into(),
                    Why::Plain("the text names its area"),
                )
            });
        }
        if decided == Some(candidate.place) {
            evidence.add(weights.settled_elsewhere, || {
                let why = Why::Plain("the text says so beside the same name");
                ("settled_elsewhere".into(), why)
            });
        }
    }

    fn toponym(
        &self,
        mention: &Mention<'_>,
        reading: &Reading<'_>,
        area: Option<&AreaBeside>,
        (decided, pulls): (Option<Number>, &[Pull]),
    ) -> Toponym {
        let candidates = self.candidates.get(&mention.candidates);
        let weigh = |(at, candidate): (usize, &Candidate)| {
            let mut sum = Sum::default();
            self.beside(candidate, mention, reading, area, &mut sum);
            self.together(candidate, pulls.get(at), decided, &mut sum);
            (at, sum.total)
        };
        // One alone has all of the odds, whatever speaks for it.
        let sums = match candidates {
            [_] => vec![(0, 0.0)],
            several => several.iter().enumerate().map(weigh).collect(),
        };
        let told = told(candidates, sums);
        let mut reasons = reading.reasons.clone();
        let is_listed = !matches!(mention.names, Named::Unlisted { .. });
        let first = told.first();
        let winner = first.and_then(|(at, _)| candidates.get(*at));
        match first.zip(winner) {
            Some(((at, _), winner))
                if told.len() > 1 || !is_listed || reading.feature.is_some() =>
            {
                self.beside(winner, mention, reading, area, &mut reasons);
                self.together(winner, pulls.get(*at), decided, &mut reasons);
            }
            None if !is_listed => {
                let why = Why::Plain("no listed name sounds like it");
                reasons.push(Reason::new("unlisted", why));
            }
            Some(_) | None => {}
        }
        let candidates: Vec<toponym::Candidate> = told
            .into_iter()
            .filter_map(|(at, share)| {
                let candidate = candidates.get(at)?;
                Some(toponym::Candidate {
                    place: self.gazetteer.id(candidate.place)?,
                    score: Probability::clamped(share * candidate.likeness.unwrap_or(1.0)),
                })
            })
            .collect();
        let is_none = |it: &Candidate| {
            self.only_sounds_elsewhere(it, area) || only_sounds_of_another_kind(it, reading)
        };
        let best = candidates.first().filter(|_| !winner.is_some_and(is_none));
        Toponym {
            span: mention.span,
            text: self.words.kept(mention.span),
            sense: reading.sense,
            place: best.map(|best| best.place.clone()),
            score: best.map_or(Probability::ZERO, |best| best.score),
            feature: reading.feature.as_ref().map(|(feature, _)| feature.clone()),
            candidates,
            reasons,
        }
    }
}

/// Whether a place only sounds like the name and is of another kind than the word beside the name says.
fn only_sounds_of_another_kind(candidate: &Candidate, reading: &Reading<'_>) -> bool {
    let feature = reading.feature.as_ref();
    candidate.likeness.is_some()
        && feature.is_some_and(|(_, kinds)| !kinds.contains(&candidate.facts.kind))
}

/// What a name is known by; nothing where no list has it.
fn key(mention: &Mention<'_>) -> Option<NameKey> {
    match &mention.names {
        Named::Places { key, .. } => Some(*key),
        Named::Demonym(demonym) => Some(NameKey::Demonym(demonym.first)),
        Named::Unlisted { .. } => None,
    }
}

/// The candidates that are told, by their place in the list, each with its share of the odds of all, the most probable
/// first.
fn told(candidates: &[Candidate], mut sums: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let most = sums
        .iter()
        .map(|(_, sum)| *sum)
        .fold(f64::NEG_INFINITY, f64::max);
    let whole: f64 = sums.iter().map(|(_, sum)| (sum - most).exp()).sum();
    let place = |at: usize| candidates.get(at).map(|candidate| candidate.place);
    let order = |a: &(usize, f64), b: &(usize, f64)| {
        b.1.total_cmp(&a.1)
            .then_with(|| place(a.0).cmp(&place(b.0)))
    };
    if sums.len() > MOST_TOLD {
        sums.select_nth_unstable_by(MOST_TOLD - 1, order);
        sums.truncate(MOST_TOLD);
    }
    sums.sort_unstable_by(order);
    let share = |(at, sum): (usize, f64)| (at, (sum - most).exp() / whole);
    sums.into_iter().map(share).collect()
}
