//! Over which place and days something counts, and how an incident stands to that.

use jiff::civil::Date;
use marsad_domain::{Incident, PlaceId, PlaceKind, TotalScope, WhenKind};

use super::constraints::Relation;
use crate::gather::Known;

/// A place with all that lies in it, and days. What is absent bounds nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Bounds {
    pub(crate) place: Option<PlaceId>,
    pub(crate) since: Option<Date>,
    pub(crate) until: Option<Date>,
}

/// How an incident stands to a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Inside,
    /// In part, or perhaps.
    Straddles(Why),
    Outside,
}

/// Why an incident is neither inside nor outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    Days,
    NoPlace,
    LargerPlace,
}

impl Why {
    /// The reason in a sentence fragment.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Days => "some of its days lie in the period, others may not",
            Self::NoPlace => "nobody says where it happened",
            Self::LargerPlace => {
                "it is known only that it happened in an area that holds the place"
            }
        }
    }
}

impl From<&TotalScope> for Bounds {
    fn from(scope: &TotalScope) -> Self {
        Self {
            place: scope.place.as_ref().map(|place| place.id.clone()),
            since: scope.since,
            until: scope.until,
        }
    }
}

impl Bounds {
    /// How an incident stands to the scope.
    pub(crate) fn standing(&self, incident: &Incident, known: &Known<'_>) -> Standing {
        match (
            self.place_standing(incident, known),
            self.day_standing(incident, known),
        ) {
            (Standing::Outside, _) | (_, Standing::Outside) => Standing::Outside,
            (Standing::Inside, days) => days,
            (straddles, _) => straddles,
        }
    }

    fn place_standing(&self, incident: &Incident, known: &Known<'_>) -> Standing {
        let Some(area) = &self.place else {
            return Standing::Inside;
        };
        match &incident.place {
            None => Standing::Straddles(Why::NoPlace),
            Some(place) if *area == place.id || known.gazetteer.contains(area, &place.id) => {
                Standing::Inside
            }
            Some(place) if known.gazetteer.contains(&place.id, area) => {
                Standing::Straddles(Why::LargerPlace)
            }
            Some(_) => Standing::Outside,
        }
    }

    fn day_standing(&self, incident: &Incident, known: &Known<'_>) -> Standing {
        let (first, last) = days_of(incident, known);
        let is_after = self
            .until
            .zip(first.or(last))
            .is_some_and(|(until, first)| first > until);
        let is_before = self
            .since
            .zip(last)
            .is_some_and(|(since, last)| last < since);
        if is_after || is_before {
            return Standing::Outside;
        }
        let begins = self
            .since
            .is_none_or(|since| first.is_some_and(|first| since <= first));
        let ends = self
            .until
            .is_none_or(|until| last.is_some_and(|last| last <= until));
        if begins && ends {
            Standing::Inside
        } else {
            Standing::Straddles(Why::Days)
        }
    }

    /// How many days of an incident lie in the scope, and how many it has; `None` where its place or an end of its
    /// time leaves that open.
    pub(crate) fn days_inside(&self, incident: &Incident, known: &Known<'_>) -> Option<(u32, u32)> {
        if self.place_standing(incident, known) != Standing::Inside {
            return None;
        }
        let (first, last) = days_of(incident, known);
        let (first, last) = (first?, last?);
        let from = self.since.map_or(first, |since| since.max(first));
        let to = self.until.map_or(last, |until| until.min(last));
        Some((number_of_days(from, to)?, number_of_days(first, last)?))
    }
}

impl Bounds {
    /// Whether all that lies in another scope lies in this one.
    pub(crate) fn holds(&self, other: &Self, known: &Known<'_>) -> bool {
        let place = match (&self.place, &other.place) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(area), Some(place)) => area == place || known.gazetteer.contains(area, place),
        };
        let begins = self
            .since
            .is_none_or(|since| other.since.is_some_and(|other| since <= other));
        let ends = self
            .until
            .is_none_or(|until| other.until.is_some_and(|other| other <= until));
        place && begins && ends
    }

    /// Whether nothing can lie in both scopes, as far as the gazetteer knows.
    pub(crate) fn is_disjoint(&self, other: &Self, known: &Known<'_>) -> bool {
        let is_before = |one: &Self, other: &Self| {
            one.until
                .zip(other.since)
                .is_some_and(|(until, since)| until < since)
        };
        let are_places_apart = self
            .place
            .as_ref()
            .zip(other.place.as_ref())
            .is_some_and(|(one, other)| are_apart(one, other, known));
        is_before(self, other) || is_before(other, self) || are_places_apart
    }
}

/// Two places of which it is known where they lie, and neither in the other. Regions without bounds, seas and rivers
/// may overlap anything.
fn are_apart(one: &PlaceId, other: &PlaceId, known: &Known<'_>) -> bool {
    let gazetteer = known.gazetteer;
    let is_bounded = |id: &PlaceId| {
        gazetteer.get(id).is_some_and(|place| match place.kind {
            PlaceKind::Region | PlaceKind::Sea | PlaceKind::River => false,
            PlaceKind::Country => true,
            _ => !gazetteer.containers(id).is_empty(),
        })
    };
    one != other
        && is_bounded(one)
        && is_bounded(other)
        && !gazetteer.contains(one, other)
        && !gazetteer.contains(other, one)
}

/// How a scope with its class stands to another: a class lies in everyone, and two classes may share people.
pub(crate) fn relation(
    (one, who): (&Bounds, Option<&str>),
    (other, other_who): (&Bounds, Option<&str>),
    known: &Known<'_>,
) -> Relation {
    if one.is_disjoint(other, known) {
        return Relation::Disjoint;
    }
    let is_within = |inner: Option<&str>, outer: Option<&str>| outer.is_none() || inner == outer;
    let holds = one.holds(other, known) && is_within(other_who, who);
    let is_held = other.holds(one, known) && is_within(who, other_who);
    match (holds, is_held) {
        (true, false) => Relation::Holds,
        (false, true) => Relation::Within,
        (true, true) | (false, false) => Relation::Overlap,
    }
}

/// The days from one to another, both included.
fn number_of_days(from: Date, to: Date) -> Option<u32> {
    u32::try_from(to.since(from).ok()?.get_days() + 1).ok()
}

/// The first and last day on which an incident can have happened. Where only its publication is known, it was at most
/// as many days before as the rules say.
fn days_of(incident: &Incident, known: &Known<'_>) -> (Option<Date>, Option<Date>) {
    let (first, last) = (incident.when.earliest(), incident.when.latest());
    if first.is_none() && incident.when.kind() == WhenKind::Publication {
        let open = jiff::Span::new().days(known.rules.counting.open_days.max(0));
        let first = last.and_then(|last| last.checked_sub(open).ok());
        return (first, last);
    }
    (first, last)
}
