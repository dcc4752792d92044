//! The places that the names of a text may mean, each name's gathered once.

use std::{collections::BTreeMap, ops::Range};

use super::sounding::sounding;
use crate::{
    facts::{Facts, country_code},
    gazetteer::{Form, Gazetteer, Number},
    normal::normal_form,
    rules::Demonym,
};

/// What a name is known by: its number among the gazetteer's own names, and where the long list's automaton leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKey {
    /// A listed name.
    Listed(ListedName),
    /// The people or adjective of something: the first demonym that is of the same.
    Demonym(usize),
}

/// Where a listed name is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ListedName {
    /// Its number among the gazetteer's own names.
    pub(super) own: Option<usize>,
    /// What the automaton of the long list leads to.
    pub(super) world: Option<u64>,
}

/// A place that a name may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The place.
    pub(super) place: Number,
    /// How the name stands to those that are listed.
    pub(super) form: Form,
    /// What is needed to weigh it.
    pub(super) facts: Facts,
    /// How alike the name is to a listed spelling, where it is none.
    pub(super) likeness: Option<f64>,
}

/// A list of candidates in those of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// Which candidates.
    pub(super) range: Range<usize>,
    /// Where only the long list of the world has the name: what the list has under it.
    pub(super) only_listed: Option<OnlyListed>,
}

/// What the long list has under a name that only it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OnlyListed {
    /// The people of its largest place.
    pub(super) people: u64,
    /// Whether it is the name of a region.
    pub(super) is_region: bool,
}

/// The candidates of all names of a text.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    all: Vec<Candidate>,
    names: BTreeMap<NameKey, Listed>,
}

impl Candidates {
    /// Some candidates.
    pub(super) fn get(&self, range: &Range<usize>) -> &[Candidate] {
        self.all.get(range.clone()).unwrap_or_default()
    }

    /// The candidates of a listed name, which is `written` so; nothing where it has none.
    ///
    /// In texts about one war also the places of its theatre that sound like it: one name has many spellings, and the
    /// one that is listed is often that of another place.
    pub(super) fn of_name(
        &mut self,
        name: ListedName,
        written: &str,
        gazetteer: &Gazetteer,
    ) -> Option<Listed> {
        let key = NameKey::Listed(name);
        if let Some(listed) = self.names.get(&key) {
            return Some(listed.clone()).filter(|listed| !listed.range.is_empty());
        }
        let start = self.all.len();
        let own = name
            .own
            .map_or(&[][..], |own| gazetteer.index().places(own));
        self.extend(own.iter().copied(), gazetteer);
        let has_own = self.all.len() > start;
        let more = name.world.map(|value| gazetteer.of_world_value(value));
        let known = |place: Number| own.iter().any(|(known, _)| *known == place);
        let more = more
            .into_iter()
            .flatten()
            .filter(|(place, ..)| !known(*place));
        self.all.extend(more.map(|(place, form, facts)| Candidate {
            place,
            form,
            facts,
            likeness: None,
        }));
        let facts = || {
            self.all
                .get(start..)
                .unwrap_or_default()
                .iter()
                .map(|it| it.facts)
        };
        let people = facts().map(|facts| facts.population.unwrap_or(0)).max();
        let only_listed = people.filter(|_| !has_own).map(|people| OnlyListed {
            people,
            is_region: facts().any(|facts| facts.kind.is_area()),
        });
        if gazetteer.is_of_one_war() && self.all.len() > start {
            self.extend_by_sound(start, written, gazetteer);
        }
        let listed = Listed {
            range: start..self.all.len(),
            only_listed,
        };
        self.names.insert(key, listed.clone());
        Some(listed).filter(|listed| !listed.range.is_empty())
    }

    /// The place of a demonym; nothing where the gazetteer has none.
    pub(super) fn of_demonym(&mut self, demonym: &Demonym, gazetteer: &Gazetteer) -> Range<usize> {
        let key = NameKey::Demonym(demonym.first);
        if let Some(listed) = self.names.get(&key) {
            return listed.range.clone();
        }
        let country = (demonym.of.len() == 2).then(|| country_code(&demonym.of));
        let place = country.and_then(|country| gazetteer.country_number(country));
        let place = place.or_else(|| gazetteer.number_anywhere(&demonym.of.parse().ok()?));
        let start = self.all.len();
        self.extend(
            place.map(|place| (place, Form::Name)).into_iter(),
            gazetteer,
        );
        let range = start..self.all.len();
        let listed = Listed {
            range: range.clone(),
            only_listed: None,
        };
        self.names.insert(key, listed);
        range
    }

    /// Adds places that are alike to a name that no list has.
    pub(super) fn alike(
        &mut self,
        places: &[(Number, f64)],
        gazetteer: &Gazetteer,
    ) -> Range<usize> {
        let start = self.all.len();
        self.extend_alike(places.iter().copied(), gazetteer);
        start..self.all.len()
    }

    /// Adds to the list that begins at `start` the places that sound like its name.
    fn extend_by_sound(&mut self, start: usize, written: &str, gazetteer: &Gazetteer) {
        let known = |place: &Number| {
            let listed = self.all.get(start..).unwrap_or_default();
            listed.iter().any(|candidate| candidate.place == *place)
        };
        let mut places = sounding(&normal_form(written), gazetteer);
        places.retain(|(place, _)| !known(place));
        self.extend_alike(places.into_iter(), gazetteer);
    }

    fn extend_alike(&mut self, places: impl Iterator<Item = (Number, f64)>, gazetteer: &Gazetteer) {
        self.all.extend(places.filter_map(|(place, likeness)| {
            Some(Candidate {
                place,
                form: Form::Spelling,
                facts: gazetteer.facts(place)?,
                likeness: Some(likeness),
            })
        }));
    }

    fn extend(&mut self, places: impl Iterator<Item = (Number, Form)>, gazetteer: &Gazetteer) {
        self.all.extend(places.filter_map(|(place, form)| {
            Some(Candidate {
                place,
                form,
                facts: gazetteer.facts(place)?,
                likeness: None,
            })
        }));
    }
}
