//! A place of the gazetteer with what the record does not carry.

use marsad_domain::{Place, PlaceId};

use crate::{
    facts::{Facts, country_code},
    normal::normal_form,
};

use super::index::Form;

/// A place with what the record does not carry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The place.
    pub(crate) place: Place,
    /// The areas that it lies in directly, the smaller first.
    pub(crate) parents: Vec<PlaceId>,
    /// Humanitarian place code, where known.
    pub(crate) pcode: Option<String>,
    /// Number in `GeoNames`, where known.
    pub(crate) geonameid: Option<u64>,
    /// How many kilometres from its point most of an area reaches, where its table says so.
    pub(crate) extent_km: Option<f64>,
    /// Whether a user added it to a theatre.
    pub(crate) is_added: bool,
    /// Its names in normal form, the first its own name; without those that have no letter or digit.
    spellings: Vec<Spelling>,
}

/// A name of a place in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// The normal form.
    pub(crate) normal: String,
    /// Whether it is the name of the place or another spelling.
    pub(crate) form: Form,
    /// Whether it is written in capitals only, as letters for a country are.
    pub(crate) capitals: bool,
}

impl Entry {
    /// A place with its parents, P-code and number in `GeoNames`.
    pub(crate) fn new(
        place: Place,
        parents: Vec<PlaceId>,
        pcode: Option<String>,
        geonameid: Option<u64>,
    ) -> Self {
        let others = place.name_ar.iter().chain(&place.spellings);
        let others = others.map(|name| spelling(name, Form::Spelling));
        let spellings = std::iter::once(spelling(&place.name, Form::Name))
            .chain(others)
            .flatten()
            .collect();
        Self {
            place,
            parents,
            pcode,
            geonameid,
            extent_km: None,
            is_added: false,
            spellings,
        }
    }

    /// Its names in normal form.
    pub(crate) fn spellings(&self) -> &[Spelling] {
        &self.spellings
    }

    /// Adds a spelling, unless it is there already.
    pub(crate) fn add_spelling(&mut self, name: &str) {
        if !self.place.spellings.iter().any(|known| known == name) {
            self.place.spellings.push(name.to_owned());
            self.spellings.extend(spelling(name, Form::Spelling));
        }
    }

    /// What is needed to weigh it.
    pub(crate) fn facts(&self) -> Facts {
        Facts {
            position: self.place.position,
            population: self.place.population,
            kind: self.place.kind,
            country: country_code(&self.place.country),
            is_added: self.is_added,
        }
    }
}

fn spelling(name: &str, form: Form) -> Option<Spelling> {
    let normal = normal_form(name);
    let is_name = normal.chars().any(char::is_alphanumeric);
    is_name.then(|| Spelling {
        normal,
        form,
        capitals: name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase),
    })
}
