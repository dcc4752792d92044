//! What some claims look like as one incident.

use std::collections::BTreeSet;

use marsad_domain::{ClaimUse, Counted, Incident, IncidentStatus, UsedAs, When, WhenKind};

use super::{Known, incident_id};
use crate::{
    bundle::main_place,
    canonical::Placed,
    figures::{Spoken, count},
    voice::{Originals, lineage_of},
};

pub(crate) fn incident_of(
    claims: &[usize],
    why: Vec<String>,
    ordered: &[Placed<'_>],
    originals: &Originals,
    known: &Known<'_>,
) -> Option<Incident> {
    let spoken: Vec<Spoken<'_>> = claims
        .iter()
        .map(|at| Spoken {
            placed: ordered[*at],
            voice: originals.voice_of(&ordered[*at]),
        })
        .collect();
    let asserted = || {
        spoken
            .iter()
            .map(|one| &one.placed)
            .filter(|placed| placed.claim.is_asserted())
    };
    let first = asserted().next()?;
    let counts = count(&spoken, known);
    let reports: BTreeSet<&str> = spoken
        .iter()
        .map(|one| one.placed.claim.report.as_str())
        .collect();
    let range = |of| counts.ranges.get(&of).copied();
    let is_verified = asserted().any(|placed| known.rulings.accepted.contains(&placed.claim.id));
    let status = if is_verified {
        IncidentStatus::Verified
    } else if counts.is_disputed {
        IncidentStatus::Disputed
    } else if counts.roots.len() > 1 {
        IncidentStatus::Corroborated
    } else {
        IncidentStatus::Reported
    };
    Some(Incident {
        id: incident_id(&first.claim.id),
        reports: reports.into_iter().map(str::to_owned).collect(),
        main_reports: Vec::new(),
        claims: spoken.iter().map(|one| one.placed.claim.id).collect(),
        kind: first.claim.body.kind().to_owned(),
        sub_event: asserted().find_map(|placed| match placed.claim.body {
            marsad_domain::Body::Happening { sub_event } => Some(sub_event),
            _ => None,
        }),
        place: best_place(asserted()),
        when: best_time(asserted(), first, known),
        status,
        lineages: counts.roots.len(),
        lineage_ids: counts.roots.iter().map(lineage_of).collect(),
        actors: actors_of(asserted()),
        killed: range(Counted::Killed),
        injured: range(Counted::Injured),
        missing: range(Counted::Missing),
        detained: range(Counted::Detained),
        of_them: counts.classes,
        wording: counts.wording,
        counted: counts.numbers,
        arithmetic: counts.arithmetic,
        links: why,
    })
}

/// The most precise place, the first on a tie.
fn best_place<'a>(claims: impl Iterator<Item = &'a Placed<'a>>) -> Option<marsad_domain::PlaceRef> {
    let places: Vec<_> = claims
        .flat_map(|placed| placed.claim.r#where.iter().cloned())
        .collect();
    main_place(&places).and_then(|place| place.place.clone())
}

/// The shortest stated time, the first on a tie; where none is stated, the day of the first report or before.
fn best_time<'a>(
    claims: impl Iterator<Item = &'a Placed<'a>>,
    first: &Placed<'_>,
    known: &Known<'_>,
) -> When {
    let stated = claims
        .map(|placed| &placed.claim.when)
        .filter(|when| when.kind() == WhenKind::Event)
        .filter_map(|when| {
            let (earliest, latest) = (when.earliest()?, when.latest()?);
            Some((latest.since(earliest).ok()?.get_days(), when))
        });
    stated.min_by_key(|(days, _)| *days).map_or_else(
        || {
            if first.claim.when.latest().is_some() {
                first.claim.when.clone()
            } else {
                let day = first
                    .head
                    .published
                    .map_or(first.day, |at| at.day(known.zone));
                When::until(day, WhenKind::Publication, None)
            }
        },
        |(_, when)| when.clone(),
    )
}

fn actors_of<'a>(claims: impl Iterator<Item = &'a Placed<'a>>) -> Vec<marsad_domain::ActorId> {
    let ids: BTreeSet<_> = claims
        .flat_map(|placed| &placed.claim.actors)
        .filter_map(|actor| actor.id.clone())
        .collect();
    ids.into_iter().collect()
}

/// A claim that does not count, as what it told of: without numbers.
pub(super) fn rejected_incident(
    placed: &Placed<'_>,
    originals: &Originals,
    known: &Known<'_>,
) -> Option<Incident> {
    let ordered = std::slice::from_ref(placed);
    let incident = incident_of(&[0], Vec::new(), ordered, originals, known)?;
    let uses = incident.arithmetic.into_iter().map(|one| ClaimUse {
        used_as: UsedAs::Ignored,
        reason: "a person rejected it".to_owned(),
        ..one
    });
    Some(Incident {
        status: IncidentStatus::Rejected,
        killed: None,
        injured: None,
        missing: None,
        detained: None,
        of_them: Vec::new(),
        counted: Vec::new(),
        arithmetic: uses.collect(),
        ..incident
    })
}
