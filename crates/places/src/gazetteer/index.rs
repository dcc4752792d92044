//! Names to places: every spelling in normal form and the forms derived from it, in one automaton.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use super::{Number, entry::Spelling};
use crate::{
    names::Head,
    normal::{arabic_without_article, joined_forms, without_article},
    skeleton::joined_skeleton,
    sorted_names::SortedNames,
};

/// How a name in a text stands to the names that are listed; the earlier, the stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// The name of the place.
    Name,
    /// Another listed spelling.
    Spelling,
    /// A listed name with its article joined to the next word.
    JoinedArticle,
    /// A listed name without its article.
    WithoutArticle,
}

/// The names of a gazetteer.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameIndex {
    names: SortedNames,
    listings: Vec<Listing>,
    places: Vec<(Number, Form)>,
}

/// What is known of one name.
#[derive(Debug, Clone)]
struct Listing {
    /// Whether it may begin at a word's start.
    at_word: bool,
    /// Whether it may begin after the article was swallowed.
    swallowed: bool,
    /// Whether it is listed only in capitals, such as letters for a country: then it counts only so.
    capitals: bool,
    /// Its places, in the list of all.
    places: Range<usize>,
}

/// A name of one place, while the index is made.
type Row<'n> = (Cow<'n, str>, Number, Form, Head, bool);

impl NameIndex {
    /// Indexes the spellings of places.
    pub(super) fn of<'n>(spellings: impl Iterator<Item = (Number, &'n Spelling)>) -> Self {
        let mut rows: Vec<Row<'n>> = Vec::new();
        for (place, spelling) in spellings {
            list(&mut rows, place, spelling);
        }
        rows.sort_unstable();
        let mut index = Self::default();
        let groups = || rows.chunk_by(|a, b| a.0 == b.0);
        for group in groups() {
            index.add(group);
        }
        let names = groups().filter_map(|group| Some(&*group.first()?.0));
        index.names = SortedNames::of(names);
        index
    }

    /// Adds a name with its rows, which are sorted by place and then by form.
    fn add(&mut self, group: &[Row<'_>]) {
        let start = self.places.len();
        for (_, place, form, ..) in group {
            if self
                .places
                .get(start..)
                .and_then(<[_]>::last)
                .map(|last| last.0)
                != Some(*place)
            {
                self.places.push((*place, *form));
            }
        }
        self.listings.push(Listing {
            at_word: group.iter().any(|row| row.3 == Head::Word),
            swallowed: group.iter().any(|row| row.3 == Head::SwallowedArticle),
            capitals: group.iter().all(|row| row.4),
            places: start..self.places.len(),
        });
    }

    /// The names in normal form.
    pub(crate) fn names(&self) -> &SortedNames {
        &self.names
    }

    /// The number of a name in normal form.
    pub(crate) fn number(&self, normal: &str) -> Option<usize> {
        self.names.number(normal)
    }

    /// Whether a name counts only where it is written in capitals.
    pub(crate) fn only_in_capitals(&self, name: usize) -> bool {
        self.listings
            .get(name)
            .is_some_and(|listing| listing.capitals)
    }

    /// Whether a text may have a name begin so.
    pub(crate) fn begins(&self, name: usize, head: Head) -> bool {
        self.listings.get(name).is_some_and(|listing| match head {
            Head::Word => listing.at_word,
            Head::SwallowedArticle => listing.swallowed,
        })
    }

    /// The places of a name, each with the form in which it has the name.
    pub(crate) fn places(&self, name: usize) -> &[(Number, Form)] {
        let places = self
            .listings
            .get(name)
            .map(|listing| listing.places.clone());
        places
            .and_then(|places| self.places.get(places))
            .unwrap_or_default()
    }

    /// The places that have a name in normal form in a form that is admitted.
    pub(super) fn of_normal(
        &self,
        normal: &str,
        admits: impl Fn(Form) -> bool,
    ) -> impl Iterator<Item = Number> {
        let places = self
            .number(normal)
            .map_or(&[][..], |name| self.places(name));
        places
            .iter()
            .filter(move |(_, form)| admits(*form))
            .map(|(place, _)| *place)
    }

    /// The places of each consonant key: those that sound alike.
    pub(super) fn sounds(&self) -> BTreeMap<String, Vec<Number>> {
        let mut sounds: BTreeMap<String, Vec<Number>> = BTreeMap::new();
        for (number, name) in self.names.iter().enumerate() {
            let listed = self.places(number).iter();
            let places = listed.filter(|(_, form)| *form <= Form::Spelling);
            if let Some(key) = joined_skeleton(name) {
                sounds
                    .entry(key)
                    .or_default()
                    .extend(places.map(|(place, _)| *place));
            }
        }
        for places in sounds.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        sounds
    }
}

fn list<'n>(rows: &mut Vec<Row<'n>>, place: Number, spelling: &'n Spelling) {
    let (normal, form) = (spelling.normal.as_str(), spelling.form);
    let mut add = |name: Cow<'n, str>, form, head, capitals| {
        rows.push((name, place, form, head, capitals));
    };
    add(normal.into(), form, Head::Word, spelling.capitals);
    for joined in joined_forms(normal) {
        add(joined.into(), Form::JoinedArticle, Head::Word, false);
    }
    if let Some(bare) = without_article(normal) {
        add(bare.into(), Form::WithoutArticle, Head::Word, false);
    }
    if let Some(bare) = arabic_without_article(normal) {
        add(bare.into(), Form::Spelling, Head::SwallowedArticle, false);
    }
}
