//! Who holds each place of the network, and why.
//!
//! In this order:
//! 1. A place whose state is stated has that state; a stated unknown is unknown.
//! 2. A place of another country than most stated places, without a state of its own, is abroad.
//! 3. A place without a stated state that lies within the junction radius of one that has a state follows it: of
//!    several the nearest, of equally near ones the lower id. A road junction follows even where its own state is
//!    stated, unless the scenario changes the junction itself.
//! 4. Any other place follows the nearest place of 1 or 3 by road within the country (all classes), up to a stated
//!    length; on the way there may be other places of this kind, but no place of 1 to 3.
//! 5. Of what is left nobody states who holds it.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{ControlState, Kilometres, Place, PlaceId, PlaceKind, Position};
use marsad_places::{
    Gazetteer,
    network::{Network, Node},
};

/// Why a place has its state.
#[derive(Debug, Clone, PartialEq)]
pub enum Because {
    /// It is stated for the place itself.
    Stated,
    /// The place lies within the junction radius of another.
    Junction {
        /// The other place.
        of: PlaceId,
        /// Great-circle distance to it.
        away: Kilometres,
    },
    /// The place follows the nearest one along the road.
    Along {
        /// The place whose state it has.
        of: PlaceId,
        /// How far away by road; through a junction that follows it, as far as that one is, and by road from there.
        away: Kilometres,
    },
    /// The place lies in another country.
    Abroad,
    /// Nobody states who holds the place.
    NotStated,
}

/// The state of a place of the network, with the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// The state.
    pub state: ControlState,
    /// Why.
    pub because: Because,
}

impl Holding {
    /// The other place that this one follows, where it follows one.
    #[must_use]
    pub fn follows(&self) -> Option<&PlaceId> {
        match &self.because {
            Because::Junction { of, .. } | Because::Along { of, .. } => Some(of),
            Because::Stated | Because::Abroad | Because::NotStated => None,
        }
    }
}

/// Who holds each place of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    holdings: Vec<Holding>,
}

/// A place with a stated state that can hold what lies around it.
struct Anchor<'a> {
    position: Position,
    junction: Kilometres,
    id: &'a PlaceId,
    state: &'a ControlState,
}

impl Situation {
    /// Derives the state of every place of the network from the stated ones, as the module says.
    ///
    /// `changed` are the places whose state a scenario has set.
    #[must_use]
    pub fn of(
        network: &Network,
        gazetteer: &Gazetteer,
        stated: &BTreeMap<PlaceId, ControlState>,
        changed: &BTreeSet<PlaceId>,
        follows_within: Kilometres,
    ) -> Self {
        let home = home_country(gazetteer, stated);
        let anchors = Anchors::of(gazetteer, stated);
        let mut holdings: Vec<Option<Holding>> = network
            .nodes()
            .map(|(_, id)| {
                let place = gazetteer.get(id);
                own(place, stated.get(id), changed.contains(id), home, &anchors)
            })
            .collect();
        follow_roads(network, &mut holdings, follows_within);
        let not_stated = || Holding {
            state: ControlState::Unknown,
            because: Because::NotStated,
        };
        Self {
            holdings: holdings
                .into_iter()
                .map(|holding| holding.unwrap_or_else(not_stated))
                .collect(),
        }
    }

    /// The state of a place; `None` for a number of another network.
    #[must_use]
    pub fn holding(&self, node: Node) -> Option<&Holding> {
        self.holdings.get(node.index())
    }

    /// The states in order of the network's places.
    #[must_use]
    pub fn holdings(&self) -> &[Holding] {
        &self.holdings
    }
}

/// The country of most stated places; of equally many the first by its code.
fn home_country<'a>(
    gazetteer: &'a Gazetteer,
    stated: &BTreeMap<PlaceId, ControlState>,
) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in stated.keys().filter_map(|id| gazetteer.get(id)) {
        *counts.entry(&place.country).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|&(_, count)| count == most)
        .map(|(country, _)| country)
}

/// Rules 1 to 3.
fn own(
    place: Option<&Place>,
    stated: Option<&ControlState>,
    is_changed: bool,
    home: Option<&str>,
    anchors: &Anchors<'_>,
) -> Option<Holding> {
    let is_junction = place.is_some_and(|place| place.kind == PlaceKind::Junction);
    let own = stated.map(|state| Holding {
        state: state.clone(),
        because: Because::Stated,
    });
    if own.is_some() && (is_changed || !is_junction) {
        return own;
    }
    let place = place?;
    if own.is_none() && home.is_some_and(|home| place.country != home) {
        return Some(Holding {
            state: ControlState::Unknown,
            because: Because::Abroad,
        });
    }
    anchors.around(place).or(own)
}

/// Rule 4: fills what is still open.
fn follow_roads(network: &Network, holdings: &mut [Option<Holding>], within: Kilometres) {
    let is_open = |node: Node| holdings.get(node.index()).is_some_and(Option::is_none);
    let sources: Vec<(Node, Kilometres)> = network
        .nodes()
        .filter_map(|(node, _)| {
            let start = match &holdings.get(node.index())?.as_ref()?.because {
                Because::Stated => Kilometres(0.0),
                Because::Junction { away, .. } | Because::Along { away, .. } => *away,
                Because::Abroad | Because::NotStated => return None,
            };
            Some((node, start))
        })
        .collect();
    let nearest = network.nearest_source(&sources, within, is_open, |link| !link.crosses_border);
    let found: Vec<(Node, Holding)> = network
        .nodes()
        .filter(|&(node, _)| is_open(node))
        .filter_map(|(node, _)| {
            let (source, away) = nearest.get(node.index()).copied().flatten()?;
            let holding = holdings.get(source.index())?.as_ref()?;
            let of = holding.follows().or_else(|| network.place(source))?.clone();
            let because = Because::Along { of, away };
            Some((
                node,
                Holding {
                    state: holding.state.clone(),
                    because,
                },
            ))
        })
        .collect();
    for (node, holding) in found {
        if let Some(slot) = holdings.get_mut(node.index()) {
            *slot = Some(holding);
        }
    }
}

/// The places with a stated state, by latitude.
struct Anchors<'a> {
    by_latitude: Vec<Anchor<'a>>,
    widest: f64,
}

/// Kilometres in a degree of latitude, rounded down, so that a search by latitude misses nothing.
const KM_PER_DEGREE: f64 = 111.0;

impl<'a> Anchors<'a> {
    fn of(gazetteer: &'a Gazetteer, stated: &'a BTreeMap<PlaceId, ControlState>) -> Self {
        let mut by_latitude: Vec<Anchor<'a>> = stated
            .iter()
            .filter_map(|(id, state)| {
                let place = gazetteer.get(id)?;
                let is_point = !place.kind.is_area() && place.kind != PlaceKind::Junction;
                let (position, junction) = (place.position, place.junction);
                is_point.then_some(Anchor {
                    position,
                    junction,
                    id,
                    state,
                })
            })
            .collect();
        by_latitude.sort_by(|a, b| a.position.lat().total_cmp(&b.position.lat()));
        let widest = by_latitude
            .iter()
            .map(|anchor| anchor.junction.0)
            .fold(0.0, f64::max);
        Self {
            by_latitude,
            widest,
        }
    }

    /// The nearest anchor within whose radius a place lies, as the state that the place follows.
    fn around(&self, place: &Place) -> Option<Holding> {
        let reach = self.widest / KM_PER_DEGREE;
        let lat = place.position.lat();
        let start = self
            .by_latitude
            .partition_point(|a| a.position.lat() < lat - reach);
        self.by_latitude
            .get(start..)?
            .iter()
            .take_while(|anchor| anchor.position.lat() <= lat + reach)
            .filter(|anchor| *anchor.id != place.id)
            .map(|anchor| (anchor.position.haversine(place.position), anchor))
            .filter(|(away, anchor)| *away <= anchor.junction)
            .min_by(|(a, x), (b, y)| a.0.total_cmp(&b.0).then_with(|| x.id.cmp(y.id)))
            .map(|(away, anchor)| Holding {
                state: anchor.state.clone(),
                because: Because::Junction {
                    of: anchor.id.clone(),
                    away,
                },
            })
    }
}
