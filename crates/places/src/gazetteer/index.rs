//! Names to places: every spelling in normal form, the forms derived from it, and a consonant key for what sounds alike.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Place, PlaceId};

use crate::{
    error::PlacesError,
    names::{Head, Names},
    normal::{arabic_without_article, joined_forms, normal_form, without_article},
    skeleton::skeleton,
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
    /// The automaton over the names.
    pub(crate) names: Names,
    /// For each name of the automaton, its places.
    places: Vec<Vec<(PlaceId, Form)>>,
    /// Names that are listed only in capitals, such as letters for a country: they count only so.
    capitals: BTreeSet<usize>,
    /// For each consonant key, the places that sound so.
    sounds: BTreeMap<String, BTreeSet<PlaceId>>,
}

/// What is known of one name in normal form while the index is made.
#[derive(Debug)]
struct Listing {
    head: Head,
    capitals: bool,
    places: BTreeMap<PlaceId, Form>,
}

type Listed = BTreeMap<String, Listing>;

impl NameIndex {
    /// Indexes places.
    pub(crate) fn of<'p>(places: impl Iterator<Item = &'p Place>) -> Result<Self, PlacesError> {
        let mut listed = Listed::new();
        let mut sounds: BTreeMap<String, BTreeSet<PlaceId>> = BTreeMap::new();
        for place in places {
            for (name, form) in spellings(place) {
                let normal = normal_form(name);
                if let Some(key) = skeleton(&normal) {
                    sounds.entry(key).or_default().insert(place.id.clone());
                }
                list(&mut listed, (name, &normal), form, &place.id);
            }
        }
        let heads = listed
            .iter()
            .map(|(name, listing)| (name.clone(), listing.head))
            .collect();
        let names = Names::new(&heads).map_err(|source| PlacesError::Names {
            count: listed.len(),
            source,
        })?;
        let numbered = listed
            .values()
            .enumerate()
            .filter(|(_, listing)| listing.capitals);
        let capitals = numbered.map(|(number, _)| number).collect();
        let places = listed
            .into_values()
            .map(|listing| listing.places.into_iter().collect())
            .collect();
        Ok(Self {
            names,
            places,
            capitals,
            sounds,
        })
    }

    /// Whether a name of the automaton counts only where it is written in capitals.
    pub(crate) fn only_in_capitals(&self, name: usize) -> bool {
        self.capitals.contains(&name)
    }

    /// The places of a name of the automaton, each with the form in which it has the name.
    pub(crate) fn places(&self, name: usize) -> &[(PlaceId, Form)] {
        self.places.get(name).map_or(&[], Vec::as_slice)
    }

    /// The places that have a name as listed.
    pub(crate) fn listed(&self, name: &str) -> Vec<&PlaceId> {
        self.of_normal(&normal_form(name), |form| form <= Form::Spelling)
    }

    /// The places of a name: as listed, else in a derived form, else by sound.
    pub(crate) fn lookup(&self, name: &str) -> Vec<PlaceId> {
        let normal = normal_form(name);
        for admits in [|form: Form| form <= Form::Spelling, |_| true] {
            let found = self.of_normal(&normal, admits);
            if !found.is_empty() {
                return found.into_iter().cloned().collect();
            }
        }
        self.sounding_like(&normal).cloned().collect()
    }

    /// The places with the consonants of a name in normal form.
    pub(crate) fn sounding_like(&self, normal: &str) -> impl Iterator<Item = &PlaceId> {
        skeleton(normal)
            .and_then(|key| self.sounds.get(&key))
            .into_iter()
            .flatten()
    }

    fn of_normal(&self, normal: &str, admits: impl Fn(Form) -> bool) -> Vec<&PlaceId> {
        let places = self
            .names
            .number(normal)
            .map_or(&[][..], |name| self.places(name));
        places
            .iter()
            .filter(|(_, form)| admits(*form))
            .map(|(id, _)| id)
            .collect()
    }
}

fn spellings(place: &Place) -> impl Iterator<Item = (&str, Form)> {
    let others = place.name_ar.iter().chain(&place.spellings);
    std::iter::once((place.name.as_str(), Form::Name))
        .chain(others.map(|spelling| (spelling.as_str(), Form::Spelling)))
}

fn list(listed: &mut Listed, (given, normal): (&str, &str), form: Form, id: &PlaceId) {
    if !normal.chars().any(char::is_alphanumeric) {
        return;
    }
    let capitals = given.chars().any(char::is_uppercase) && !given.chars().any(char::is_lowercase);
    add(
        listed,
        normal.to_owned(),
        (Head::Word, capitals),
        (id, form),
    );
    for joined in joined_forms(normal) {
        add(
            listed,
            joined,
            (Head::Word, false),
            (id, Form::JoinedArticle),
        );
    }
    if let Some(bare) = without_article(normal) {
        add(
            listed,
            bare.to_owned(),
            (Head::Word, false),
            (id, Form::WithoutArticle),
        );
    }
    if let Some(bare) = arabic_without_article(normal) {
        let head = Head::SwallowedArticle;
        add(listed, bare.to_owned(), (head, false), (id, Form::Spelling));
    }
}

fn add(
    listed: &mut Listed,
    normal: String,
    (head, capitals): (Head, bool),
    (id, form): (&PlaceId, Form),
) {
    let new = Listing {
        head,
        capitals,
        places: BTreeMap::new(),
    };
    let listing = listed.entry(normal).or_insert(new);
    listing.head = head.min(listing.head);
    listing.capitals &= capitals;
    let known = listing.places.entry(id.clone()).or_insert(form);
    *known = form.min(*known);
}
