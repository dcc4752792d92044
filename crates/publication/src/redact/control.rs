//! Control of places as an edition may give it.

use jiff::civil::Date;
use marsad_domain::{
    ActorId, ClaimId, ControlState, PlaceControl, PlaceKind, PlaceRef, RestsOn, Side,
};

use crate::{clean_text::CleanText, redact::Screen};

/// Who holds a place, by label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PublishedState {
    Held {
        holder: CleanText,
    },
    Contested {
        parties: Vec<CleanText>,
    },
    Claimed {
        holder: CleanText,
        before: Option<CleanText>,
    },
    /// Only the opening position says so, and nobody checked it.
    Unchecked {
        holder: CleanText,
    },
    Besieged {
        holder: CleanText,
        by: CleanText,
    },
    Unknown,
}

/// The control of a place whose every word may stand in its edition.
#[derive(Debug, Clone)]
pub(crate) struct PublishedControl {
    pub(crate) place: PlaceRef,
    pub(crate) name: CleanText,
    pub(crate) population: Option<u64>,
    pub(crate) is_settlement: bool,
    /// How early its name comes on a map of all places: capitals, cities, towns, villages, everything else.
    pub(crate) rank: u8,
    pub(crate) state: PublishedState,
    pub(crate) since: Option<Date>,
    pub(crate) confidence: f64,
    pub(crate) supporting: Vec<ClaimId>,
    pub(crate) opposing: Vec<ClaimId>,
    /// The day of the opening position, where that is among what speaks for the state.
    pub(crate) opening: Option<Date>,
    /// Whether the state rests on an opening position that nobody checked.
    pub(crate) is_unchecked: bool,
}

impl PublishedState {
    /// A state by the labels that the edition gives.
    pub(crate) fn from_state(state: &ControlState, screen: &Screen<'_>) -> Self {
        let label = |id: &ActorId| screen.party(id);
        match state {
            ControlState::Held { holder } => Self::Held {
                holder: label(holder),
            },
            ControlState::Contested { parties } => Self::Contested {
                parties: parties.iter().map(label).collect(),
            },
            ControlState::Claimed {
                holder,
                rests_on: RestsOn::UncheckedOpening,
                ..
            } => Self::Unchecked {
                holder: label(holder),
            },
            ControlState::Claimed {
                holder,
                before,
                rests_on: RestsOn::OneSide,
            } => Self::Claimed {
                holder: label(holder),
                before: before.as_ref().map(label),
            },
            ControlState::Besieged { holder, by } => Self::Besieged {
                holder: label(holder),
                by: label(by),
            },
            ControlState::Unknown => Self::Unknown,
        }
    }
}

impl PublishedControl {
    /// The control of a place. A state that rests only on claims that the edition withholds is unknown in it, and a
    /// place that the edition does not name does not stand in it.
    pub(crate) fn from_control(
        control: &PlaceControl,
        screen: &Screen<'_>,
        is_published: impl Fn(ClaimId) -> bool,
    ) -> Option<Self> {
        let known = screen.input.gazetteer.get(&control.place.id);
        if screen.is_public() && !known.is_some_and(|place| may_be_drawn(place.kind, screen)) {
            return None;
        }
        let published = |side| -> Vec<ClaimId> {
            control
                .claims(side)
                .filter(|id| is_published(*id))
                .collect()
        };
        let supporting = published(Side::For);
        let opening = control
            .trace
            .iter()
            .find(|step| step.side == Side::For && step.claim.is_none())
            .map(|step| step.day);
        let rests_on_withheld = supporting.is_empty()
            && opening.is_none()
            && control.claims(Side::For).next().is_some();
        let state = if rests_on_withheld {
            PublishedState::Unknown
        } else {
            PublishedState::from_state(&control.state, screen)
        };
        Some(Self {
            name: CleanText::new(&control.place.name),
            population: known.and_then(|place| place.population),
            is_settlement: known.is_none_or(|place| place.kind.is_settlement()),
            rank: rank(known.map(|place| place.kind)),
            place: control.place.clone(),
            state,
            since: control.since.filter(|_| !rests_on_withheld),
            confidence: control.confidence.get(),
            supporting,
            opposing: published(Side::Against),
            opening,
            is_unchecked: !rests_on_withheld && control.rests_on_unchecked_opening(),
        })
    }
}

fn rank(kind: Option<PlaceKind>) -> u8 {
    match kind {
        Some(PlaceKind::Capital) => 0,
        Some(PlaceKind::City) => 1,
        Some(PlaceKind::Town) => 2,
        Some(PlaceKind::Village) => 3,
        _ => 4,
    }
}

/// Whether who holds a place may be shown outside the desk: kinds that are named, and villages.
fn may_be_drawn(kind: PlaceKind, screen: &Screen<'_>) -> bool {
    kind == PlaceKind::Village || screen.rules.named_kinds.contains(&kind)
}
