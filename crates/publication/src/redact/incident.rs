//! Incidents as an edition may give them.

use jiff::civil::Date;
use marsad_domain::{ClaimId, Counted, Incident, IncidentId, IncidentStatus, Range, UsedAs};

use crate::{
    clean_text::CleanText,
    redact::{Screen, WithheldReason},
};

/// An incident whose every word may stand in its edition.
#[derive(Debug, Clone)]
pub(crate) struct PublishedIncident {
    /// To find it by; never printed.
    pub(crate) id: IncidentId,
    pub(crate) what: CleanText,
    pub(crate) is_happening: bool,
    pub(crate) place: Option<CleanText>,
    pub(crate) earliest: Option<Date>,
    pub(crate) latest: Option<Date>,
    pub(crate) status: IncidentStatus,
    pub(crate) lineages: usize,
    pub(crate) ranges: Vec<(Counted, Range)>,
    pub(crate) classes: Vec<(Counted, CleanText, Range)>,
    pub(crate) parties: Vec<CleanText>,
    pub(crate) claims: Vec<ClaimId>,
    /// Claims whose number counts.
    pub(crate) used: Vec<ClaimId>,
    /// Claims whose number a later one of the same origin replaced.
    pub(crate) superseded: Vec<ClaimId>,
}

impl PublishedIncident {
    /// The incident as the screen's edition may give it.
    ///
    /// # Errors
    /// It rests on a claim that ties a threatened group to a place, or on no claim that the edition gives.
    pub(crate) fn from_incident(
        incident: &Incident,
        screen: &Screen<'_>,
        withheld: impl Fn(ClaimId) -> Option<WithheldReason>,
    ) -> Result<Self, WithheldReason> {
        let reasons: Vec<_> = incident
            .claims
            .iter()
            .map(|id| (*id, withheld(*id)))
            .collect();
        if reasons
            .iter()
            .any(|(_, reason)| *reason == Some(WithheldReason::Sensitive))
        {
            return Err(WithheldReason::Sensitive);
        }
        let claims: Vec<ClaimId> = reasons
            .iter()
            .filter(|(_, reason)| reason.is_none())
            .map(|(id, _)| *id)
            .collect();
        if claims.is_empty() {
            return Err(reasons
                .first()
                .and_then(|(_, r)| *r)
                .unwrap_or(WithheldReason::PrivateOnly));
        }
        let used_as = |wanted: UsedAs| -> Vec<ClaimId> {
            let uses = incident
                .arithmetic
                .iter()
                .filter(|used| used.used_as == wanted);
            uses.map(|used| used.claim)
                .filter(|claim| claims.contains(claim))
                .collect()
        };
        Ok(Self {
            id: incident.id,
            what: what(incident, screen),
            is_happening: incident.sub_event.is_some()
                || [
                    incident.killed,
                    incident.injured,
                    incident.missing,
                    incident.detained,
                ]
                .iter()
                .any(Option::is_some),
            place: incident.place.as_ref().map(|place| screen.place(place)),
            earliest: incident.when.earliest(),
            latest: incident.when.latest(),
            status: incident.status,
            lineages: incident.lineages,
            ranges: ranges(incident),
            classes: classes(incident, screen),
            parties: incident
                .actors
                .iter()
                .map(|actor| screen.party(actor))
                .collect(),
            used: used_as(UsedAs::Used),
            superseded: used_as(UsedAs::Superseded),
            claims,
        })
    }

    /// The range of one count.
    pub(crate) fn range(&self, of: Counted) -> Option<Range> {
        self.ranges
            .iter()
            .find(|(counted, _)| *counted == of)
            .map(|(_, range)| *range)
    }
}

/// The sub-event's name, else the kind's, from a list: never the record's own words.
fn what(incident: &Incident, screen: &Screen<'_>) -> CleanText {
    let words = &screen.rules.words;
    match incident.sub_event {
        Some(sub_event) => CleanText::new(sub_event.name()),
        None => CleanText::new(words.kinds.get(&incident.kind).unwrap_or(&words.kind_other)),
    }
}

fn ranges(incident: &Incident) -> Vec<(Counted, Range)> {
    [
        (Counted::Killed, incident.killed),
        (Counted::Injured, incident.injured),
        (Counted::Missing, incident.missing),
        (Counted::Detained, incident.detained),
    ]
    .into_iter()
    .filter_map(|(of, range)| range.map(|range| (of, range)))
    .collect()
}

fn classes(incident: &Incident, screen: &Screen<'_>) -> Vec<(Counted, CleanText, Range)> {
    let listed = incident.of_them.iter().filter_map(|class| {
        let who = screen.class(&class.who)?;
        let is_small = class.range.high() > 0 && class.range.high() < screen.rules.small_cell;
        if screen.is_public() && is_small {
            screen.withheld.add(
                WithheldReason::SmallCell,
                format!("{}/{}", incident.id, class.who),
            );
            return None;
        }
        Some((class.of, who, class.range))
    });
    listed.collect()
}
