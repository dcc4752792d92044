//! What a situation report is made from.

use jiff::{civil::Date, tz::TimeZone};
use marsad_domain::{
    Actors, Claim, ControlArea, CutOff, Digest32, FrontLine, Incident, PlaceControl, PlaceId,
    Question, ReportHead, Rulings, Sources, Total,
};
use marsad_places::{Gazetteer, lines::Lines};

/// Whose data stands in a publication, and under which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributionLine {
    /// Whose it is.
    pub name: String,
    /// Under which licence.
    pub licence: String,
    /// The words that the licence asks for.
    pub text: String,
}

/// Everything that one situation report is made from. It answers one question: everything in it is as known then.
#[derive(Debug, Clone, Copy)]
pub struct SituationInput<'a> {
    /// The day, and the state of knowledge.
    pub question: Question,
    /// Name of the theatre.
    pub theatre: &'a str,
    /// The note that must stand on every form, such as that the words are examples.
    pub notice: Option<&'a str>,
    /// The theatre's time zone.
    pub zone: &'a TimeZone,
    /// The reports that were available.
    pub reports: &'a [ReportHead],
    /// How many of them no reader could read.
    pub unread: usize,
    /// Their claims.
    pub claims: &'a [Claim],
    /// What people decided about them.
    pub rulings: &'a Rulings,
    /// The incidents that follow.
    pub incidents: &'a [Incident],
    /// Totals over the incidents.
    pub totals: &'a [Total],
    /// Control on the day of the question.
    pub control: &'a [PlaceControl],
    /// Control on an earlier day, to tell what changed.
    pub control_before: &'a [PlaceControl],
    /// That earlier day.
    pub day_before: Date,
    /// Areas, where they are known.
    pub areas: &'a [ControlArea],
    /// Where two parties meet, where areas are known.
    pub fronts: &'a [FrontLine],
    /// An answer to "what if", for the desk.
    pub cut_off: Option<&'a CutOff>,
    /// The places to follow.
    pub watch: &'a [PlaceId],
    /// The actors.
    pub actors: &'a Actors,
    /// The sources.
    pub sources: &'a Sources,
    /// The places.
    pub gazetteer: &'a Gazetteer,
    /// Borders, coasts, rivers and roads to draw.
    pub lines: &'a Lines,
    /// Hash of the rules.
    pub rule_hash: Digest32,
    /// Hash of the theatre.
    pub theatre_hash: Digest32,
    /// Whose data stands in it.
    pub attribution: &'a [AttributionLine],
}
