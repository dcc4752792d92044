//! What control is judged in: one theatre and its rules.

use jiff::tz::TimeZone;
use marsad_domain::{Actors, Sources};
use marsad_places::{Gazetteer, lines::Lines};

use crate::{opening::Opening, rules::ControlRules};

/// A theatre and the rules; nothing in it changes while a question is answered.
#[derive(Debug, Clone, Copy)]
pub struct ControlContext<'a> {
    /// Places and areas.
    pub gazetteer: &'a Gazetteer,
    /// Rivers and boundaries that area claims speak of.
    pub lines: &'a Lines,
    /// Parties with their dated parents and alliances.
    pub actors: &'a Actors,
    /// Sources with reliability and leaning.
    pub sources: &'a Sources,
    /// Who held what when the record begins.
    pub opening: &'a Opening,
    /// The time zone whose days count.
    pub zone: &'a TimeZone,
    /// The rules.
    pub rules: &'a ControlRules,
}
