//! What a decision changed downstream: incidents, totals, control.

use std::collections::BTreeMap;

use marsad_control::diff;
use marsad_domain::{
    ControlState, Counted, Incident, IncidentId, IncidentStatus, PlaceControl, Range, Total,
};
use marsad_incidents::Gathered;
use serde::Serialize;

use super::super::control::in_words;
use crate::{desk::Desk, gathered::gather_all, inquiry::Inquiry};

/// Everything that follows from the claims.
pub(in crate::commands) struct Derived {
    /// Incidents and totals.
    pub(in crate::commands) gathered: Gathered,
    control: Vec<PlaceControl>,
}

impl Derived {
    pub(in crate::commands) fn of(inquiry: &Inquiry) -> Self {
        Self {
            gathered: gather_all(&inquiry.situation, &inquiry.theatre, &inquiry.rules),
            control: inquiry.control(),
        }
    }
}

/// One thing that is otherwise than before.
#[derive(Debug, Serialize)]
pub(in crate::commands) struct Change {
    /// Incident, total or place.
    what: &'static str,
    /// Its id or name.
    id: String,
    /// As it was; absent where it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// As it is; absent where it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// In a sentence.
    #[serde(skip)]
    pub(in crate::commands) told: String,
}

/// What differs.
pub(in crate::commands) fn changes(
    before: &Derived,
    after: &Derived,
    inquiry: &Inquiry,
    desk: &Desk,
) -> Vec<Change> {
    let teller = Teller { inquiry, desk };
    let mut changes = teller.incidents(&before.gathered.incidents, &after.gathered.incidents);
    changes.extend(teller.totals(&before.gathered.totals, &after.gathered.totals));
    changes.extend(teller.places(&before.control, &after.control));
    changes
}

struct Teller<'a> {
    inquiry: &'a Inquiry,
    desk: &'a Desk,
}

impl Teller<'_> {
    fn change(
        &self,
        what: &'static str,
        id: String,
        before: Option<String>,
        after: Option<String>,
    ) -> Option<Change> {
        if before == after {
            return None;
        }
        let nothing = self.desk.words.say("decided-nothing", &[]);
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("what", &what),
            ("id", &id),
            ("before", before.as_ref().unwrap_or(&nothing)),
            ("after", after.as_ref().unwrap_or(&nothing)),
        ];
        let told = self.desk.words.say("decided-change", values);
        Some(Change {
            what,
            id,
            before,
            after,
            told,
        })
    }

    fn incidents(&self, before: &[Incident], after: &[Incident]) -> Vec<Change> {
        let by_id = |incidents: &[Incident]| -> BTreeMap<IncidentId, String> {
            let told = incidents.iter().map(|one| (one.id, self.incident(one)));
            told.collect()
        };
        let (before, after) = (by_id(before), by_id(after));
        let ids: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
        ids.into_iter()
            .filter_map(|id| {
                let of = |all: &BTreeMap<IncidentId, String>| all.get(id).cloned();
                self.change("incident", id.short(), of(&before), of(&after))
            })
            .collect()
    }

    fn incident(&self, incident: &Incident) -> String {
        let place = incident.place.as_ref().map(|place| place.name.as_str());
        let killed = incident.killed.map(range_in_words).unwrap_or_default();
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            (
                "kind",
                &incident
                    .sub_event
                    .map_or(incident.kind.as_str(), |kind| kind.name()),
            ),
            ("place", &place.unwrap_or_default()),
            ("when", &incident.when.edtf()),
            ("status", &status(incident.status)),
            ("claims", &incident.claims.len()),
            ("killed", &killed),
        ];
        let key = if killed.is_empty() {
            self.desk.words.say("decided-incident-short", values)
        } else {
            self.desk.words.say("decided-incident-killed", values)
        };
        key.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn totals(&self, before: &[Total], after: &[Total]) -> Vec<Change> {
        let kinds = [
            Counted::Killed,
            Counted::Injured,
            Counted::Missing,
            Counted::Detained,
        ];
        let of = |totals: &[Total], kind: Counted| {
            let total = totals.iter().find(|total| total.of == kind);
            total.map(|total| range_in_words(total.documented))
        };
        kinds
            .into_iter()
            .filter_map(|kind| {
                let name = name_of(&kind);
                self.change("total", name, of(before, kind), of(after, kind))
            })
            .collect()
    }

    fn places(&self, before: &[PlaceControl], after: &[PlaceControl]) -> Vec<Change> {
        let actors = &self.inquiry.theatre.actors;
        let told = |state: &ControlState| in_words(state, actors, &self.desk.words);
        diff(before, after)
            .iter()
            .filter_map(|one| {
                let (was, is) = (one.before.as_ref().map(told), one.after.as_ref().map(told));
                self.change("place", one.place.name.clone().into(), was, is)
            })
            .collect()
    }
}

/// The word of a value as JSON writes it.
fn name_of(value: &impl Serialize) -> String {
    let word = serde_json::to_value(value).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

fn status(status: IncidentStatus) -> String {
    name_of(&status)
}

fn range_in_words(range: Range) -> String {
    let open = if range.is_open() { "+" } else { "" };
    if range.low() == range.high() {
        format!("{}{open}", range.low())
    } else {
        format!("{}-{}{open}", range.low(), range.high())
    }
}
