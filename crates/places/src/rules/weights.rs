//! The numbers by which candidates are weighed, in natural logarithms of odds unless named otherwise.

use marsad_domain::PlaceKind;
use serde::Deserialize;

use crate::facts::NO_COUNTRY;

/// How much each piece of evidence counts for a candidate.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    /// A country.
    pub(crate) prior_country: f64,
    /// An area of the world that lies in no one country: a continent, an ocean.
    pub(crate) prior_world_area: f64,
    /// A capital.
    pub(crate) prior_capital: f64,
    /// A city.
    pub(crate) prior_city: f64,
    /// A town.
    pub(crate) prior_town: f64,
    /// An area: a governorate, region, river or sea.
    pub(crate) prior_area: f64,
    /// Any other kind.
    pub(crate) prior_other: f64,
    /// Each tenfold of people.
    pub(crate) per_decade_of_people: f64,
    /// The decades of people that a city has whose people nobody counted.
    pub(crate) decades_of_city: f64,
    /// Those of a town.
    pub(crate) decades_of_town: f64,
    /// Those of a village or a quarter.
    pub(crate) decades_of_village: f64,
    /// A user added the place: whoever made the theatre has not thought it of weight in the war.
    pub(crate) added: f64,
    /// Only the long list of the world has the place, and it is no first-level region.
    pub(crate) long_list: f64,
    /// The same, where the texts are about one war whose theatre has places of its own.
    pub(crate) long_list_in_war: f64,
    /// The name is a spelling and not the name.
    pub(crate) spelling: f64,
    /// The name is listed nowhere for the place and only sounds like one that is.
    pub(crate) by_sound: f64,
    /// Times the logarithm of how alike both are.
    pub(crate) alike: f64,
    /// It only sounds like the name and lies outside the area that is named beside it.
    pub(crate) sound_elsewhere: f64,
    /// The article is joined to the name or left out.
    pub(crate) derived_form: f64,
    /// The word beside the name is for this kind.
    pub(crate) feature_agrees: f64,
    /// The word beside the name is for another kind.
    pub(crate) feature_disagrees: f64,
    /// It lies in the area named right after it.
    pub(crate) in_area_named_beside: f64,
    /// It lies in an area that the text names anywhere.
    pub(crate) in_area_of_text: f64,
    /// It lies in the country in which all names of the text lie.
    pub(crate) in_country_of_text: f64,
    /// From how many people on a name that only the long list has is believed without a reason.
    pub(crate) large_city_people: f64,
    /// From how many people on a word after which places follow is reason enough.
    pub(crate) located_people: f64,
    /// It lies where the other places of the text lie, at the most.
    pub(crate) near_others: f64,
    /// How many kilometres away from another place halves that weight and more.
    pub(crate) near_scale_km: f64,
    /// The text has settled on it elsewhere.
    pub(crate) settled_elsewhere: f64,
}

impl Default for Weights {
    /// Every place alike: without rules nothing is known of what tells.
    fn default() -> Self {
        Self {
            prior_country: 0.0,
            prior_world_area: 0.0,
            prior_capital: 0.0,
            prior_city: 0.0,
            prior_town: 0.0,
            prior_area: 0.0,
            prior_other: 0.0,
            per_decade_of_people: 0.0,
            decades_of_city: 0.0,
            decades_of_town: 0.0,
            decades_of_village: 0.0,
            added: 0.0,
            long_list: 0.0,
            long_list_in_war: 0.0,
            spelling: 0.0,
            by_sound: 0.0,
            alike: 1.0,
            sound_elsewhere: 0.0,
            derived_form: 0.0,
            feature_agrees: 0.0,
            feature_disagrees: 0.0,
            in_area_named_beside: 0.0,
            in_area_of_text: 0.0,
            in_country_of_text: 0.0,
            large_city_people: 0.0,
            located_people: 0.0,
            near_others: 0.0,
            near_scale_km: 1.0,
            settled_elsewhere: 0.0,
        }
    }
}

impl Weights {
    /// How many decades of people a kind of place has where nobody counted them.
    pub(crate) fn people_unknown(&self, kind: PlaceKind) -> f64 {
        match kind {
            PlaceKind::Capital | PlaceKind::City => self.decades_of_city,
            PlaceKind::Town => self.decades_of_town,
            PlaceKind::Village | PlaceKind::District => self.decades_of_village,
            _ => 0.0,
        }
    }

    /// What the kind alone says, and for areas whether they lie in a country.
    pub(crate) fn prior(&self, kind: PlaceKind, country: [u8; 2]) -> f64 {
        match kind {
            PlaceKind::Country => self.prior_country,
            PlaceKind::Region | PlaceKind::Sea if country == NO_COUNTRY => self.prior_world_area,
            PlaceKind::Capital => self.prior_capital,
            PlaceKind::City => self.prior_city,
            PlaceKind::Town => self.prior_town,
            PlaceKind::Governorate
            | PlaceKind::Admin2
            | PlaceKind::Admin3
            | PlaceKind::Region
            | PlaceKind::River
            | PlaceKind::Sea => self.prior_area,
            PlaceKind::Village
            | PlaceKind::District
            | PlaceKind::Airbase
            | PlaceKind::Airport
            | PlaceKind::Crossing
            | PlaceKind::Port
            | PlaceKind::Dam
            | PlaceKind::Bridge
            | PlaceKind::Camp
            | PlaceKind::Junction
            | PlaceKind::Prison
            | PlaceKind::Hill
            | PlaceKind::Facility => self.prior_other,
        }
    }
}
