//! Which places a claim speaks of, and how: the place itself, a part of it, its surroundings, or an area around it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use marsad_domain::{Body, Claim, ControlVerb, PlaceId, PlaceRef, Relation, Where};
use marsad_places::lines::{CompassSide, Line};
use rustc_hash::FxHashMap;

use crate::context::ControlContext;

/// How a claim relates to a place. Smaller is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The place itself.
    Place,
    /// A part of it.
    Part,
    /// What lies around it.
    Surroundings,
    /// An area that it lies in.
    Area,
}

/// A place by its number in a [`Reach`], in the order in which places were first spoken of.
pub(crate) type PlaceAt = u32;

/// The places that a claim speaks of.
#[derive(Debug, Clone)]
pub(crate) enum Reached<'a> {
    /// Places that it names, each once, ascending by number, as it names them.
    Named(Vec<(PlaceAt, Scope, &'a PlaceRef)>),
    /// Those inside an area, ascending by number.
    Inside(Arc<[PlaceAt]>),
}

impl Default for Reached<'_> {
    fn default() -> Self {
        Self::Named(Vec::new())
    }
}

impl<'a> Reached<'a> {
    /// Each place, how the claim relates to it, and the place as the claim names it, where it does.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (PlaceAt, Scope, Option<&'a PlaceRef>)> {
        let (named, inside): (&[_], &[_]) = match self {
            Self::Named(named) => (named, &[]),
            Self::Inside(inside) => (&[], inside),
        };
        let named = named
            .iter()
            .map(|(at, scope, place)| (*at, *scope, Some(*place)));
        named.chain(inside.iter().map(|at| (*at, Scope::Area, None)))
    }

    /// Whether both speak of some place.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let mut theirs = other.iter().map(|(at, ..)| at).peekable();
        self.iter().any(|(at, ..)| {
            while theirs.next_if(|their| *their < at).is_some() {}
            theirs.peek() == Some(&at)
        })
    }
}

/// Areas of which any, and sides of lines of which each, holds a place, and the places and areas that are left out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bounds {
    areas: Vec<PlaceId>,
    sides: Vec<(PlaceId, CompassSide)>,
    except: Vec<PlaceId>,
}

/// Numbers the places that claims speak of, and finds those of area claims once for each combination of areas and
/// sides of lines.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    numbers: FxHashMap<PlaceId, PlaceAt>,
    ids: Vec<PlaceId>,
    bounded: BTreeMap<Bounds, Arc<[PlaceAt]>>,
    /// The places of each area, smallest number first; filled when the first area claim is met.
    inside: Option<BTreeMap<PlaceId, BTreeSet<PlaceAt>>>,
}

/// What the `where` of a claim says, sorted by what it can do.
#[derive(Debug, Default)]
struct Said<'a> {
    points: Vec<(&'a PlaceRef, Scope)>,
    areas: Vec<PlaceId>,
    sides: Vec<(PlaceId, CompassSide)>,
    has_unresolved: bool,
}

impl Reach {
    /// The number of a place.
    pub(crate) fn number(&mut self, id: &PlaceId) -> PlaceAt {
        if let Some(at) = self.numbers.get(id) {
            return *at;
        }
        let at = PlaceAt::try_from(self.ids.len()).unwrap_or(PlaceAt::MAX);
        self.numbers.insert(id.clone(), at);
        self.ids.push(id.clone());
        at
    }

    /// The number of a place that has one.
    pub(crate) fn number_of(&self, id: &PlaceId) -> Option<PlaceAt> {
        self.numbers.get(id).copied()
    }

    /// The places by their numbers.
    pub(crate) fn ids(&self) -> &[PlaceId] {
        &self.ids
    }

    /// The places that a claim speaks of, each once.
    ///
    /// Named places come first: where a claim names one, areas beside it only say where that is. A place that could
    /// not be resolved is a named place too. Else the areas count, any of them, together with every side of a line
    /// ("east of the river in the province" is both). Relations such as near or north of a place are about its
    /// surroundings.
    pub(crate) fn of<'a>(&mut self, claim: &'a Claim, context: &ControlContext<'_>) -> Reached<'a> {
        let (is_leaving, is_control) = match &claim.body {
            Body::Control { control } => (
                matches!(control.change, ControlVerb::Withdrew | ControlVerb::Lost),
                true,
            ),
            Body::Movement { .. } | Body::Presence { .. } => (false, false),
            Body::Happening { .. }
            | Body::Toll { .. }
            | Body::Displacement { .. }
            | Body::Intent {}
            | Body::Statement {}
            | Body::Relation { .. }
            | Body::Conditional { .. } => return Reached::default(),
        };
        let mut said = Said::default();
        for place in &claim.r#where {
            said.take(place, is_leaving, context);
        }
        if let Body::Movement { from, toward, .. } = &claim.body {
            let ways = from
                .iter()
                .chain(toward)
                .map(AsRef::as_ref)
                .filter(|place| is_point(place, context));
            said.points
                .extend(ways.map(|place| (place, Scope::Surroundings)));
        }
        let has_area = !(said.areas.is_empty() && said.sides.is_empty());
        if said.points.is_empty() && !said.has_unresolved && is_control && has_area {
            let except = claim.except.iter().filter_map(|said| said.place.as_ref());
            let bounds = Bounds {
                areas: said.areas,
                sides: said.sides,
                except: except.map(|place| place.id.clone()).collect(),
            };
            return Reached::Inside(self.inside(bounds, context));
        }
        let mut named: Vec<(PlaceAt, Scope, &PlaceRef)> = Vec::with_capacity(said.points.len());
        for (place, scope) in said.points {
            let at = self.number(&place.id);
            match named.iter_mut().find(|(known, ..)| *known == at) {
                Some(known) => known.1 = known.1.min(scope),
                None => named.push((at, scope, place)),
            }
        }
        named.sort_by_key(|(at, ..)| *at);
        Reached::Named(named)
    }

    fn inside(&mut self, bounds: Bounds, context: &ControlContext<'_>) -> Arc<[PlaceAt]> {
        if let Some(known) = self.bounded.get(&bounds) {
            return Arc::clone(known);
        }
        let Bounds {
            areas,
            sides,
            except,
        } = &bounds;
        let is_beyond_all = |id: &PlaceId| {
            context.gazetteer.get(id).is_some_and(|place| {
                sides
                    .iter()
                    .all(|side| is_beyond(place.position, side, areas.is_empty(), context))
            })
        };
        let candidates: BTreeSet<PlaceAt> = if areas.is_empty() {
            self.settlements(context).collect()
        } else {
            let of_areas = self.areas(context);
            let wanted = areas.iter().filter_map(|area| of_areas.get(area));
            wanted.flatten().copied().collect()
        };
        let left_out = self.left_out(except, context);
        let found: Arc<[PlaceAt]> = candidates
            .into_iter()
            .filter(|at| !left_out.contains(at))
            .filter(|at| self.ids.get(*at as usize).is_some_and(is_beyond_all))
            .collect();
        self.bounded.insert(bounds, Arc::clone(&found));
        found
    }

    /// The places that a claim over an area leaves out, and those inside the areas that it does.
    fn left_out(&mut self, except: &[PlaceId], context: &ControlContext<'_>) -> BTreeSet<PlaceAt> {
        let mut found: BTreeSet<PlaceAt> =
            except.iter().filter_map(|id| self.number_of(id)).collect();
        if !except.is_empty() {
            let of_areas = self.areas(context);
            let inside = except.iter().filter_map(|id| of_areas.get(id));
            found.extend(inside.flatten());
        }
        found
    }

    /// Every place of the gazetteer that is no area.
    fn settlements(&mut self, context: &ControlContext<'_>) -> impl Iterator<Item = PlaceAt> {
        let places = context.gazetteer.iter();
        places
            .filter(|place| !place.kind.is_area())
            .map(|place| self.number(&place.id))
    }

    /// The places of each area.
    fn areas(&mut self, context: &ControlContext<'_>) -> &BTreeMap<PlaceId, BTreeSet<PlaceAt>> {
        let inside = self.inside.take().unwrap_or_else(|| {
            let mut inside: BTreeMap<PlaceId, BTreeSet<PlaceAt>> = BTreeMap::new();
            let places: Vec<PlaceAt> = self.settlements(context).collect();
            for at in places {
                let around = self
                    .ids
                    .get(at as usize)
                    .map(|id| context.gazetteer.containers(id));
                for area in around.into_iter().flatten() {
                    inside.entry(area).or_default().insert(at);
                }
            }
            inside
        });
        self.inside.insert(inside)
    }
}

impl<'a> Said<'a> {
    fn take(&mut self, said: &'a Where, is_leaving: bool, context: &ControlContext<'_>) {
        let is_itself =
            said.relation == Relation::At || (said.relation == Relation::From && is_leaving);
        let Some(place) = &said.place else {
            self.has_unresolved |= is_itself || said.relation == Relation::PartOf;
            return;
        };
        if context.lines.get(&place.id).is_some() {
            self.sides
                .extend(side(said.relation).map(|side| (place.id.clone(), side)));
        } else if !is_point(place, context) {
            if is_itself {
                self.areas.push(place.id.clone());
                self.areas.sort();
                self.areas.dedup();
            }
        } else if is_itself {
            self.points.push((place, Scope::Place));
        } else if said.relation == Relation::PartOf {
            self.points.push((place, Scope::Part));
        } else {
            self.points.push((place, Scope::Surroundings));
        }
    }
}

/// Whether somebody can hold a place as a whole; a place that the theatre does not know counts as a point.
fn is_point(place: &PlaceRef, context: &ControlContext<'_>) -> bool {
    context.lines.get(&place.id).is_none()
        && context
            .gazetteer
            .get(&place.id)
            .is_none_or(|place| !place.kind.is_area())
}

fn side(relation: Relation) -> Option<CompassSide> {
    match relation {
        Relation::NorthOf => Some(CompassSide::North),
        Relation::EastOf => Some(CompassSide::East),
        Relation::SouthOf => Some(CompassSide::South),
        Relation::WestOf => Some(CompassSide::West),
        Relation::At
        | Relation::Near
        | Relation::Around
        | Relation::Toward
        | Relation::From
        | Relation::Along
        | Relation::Between
        | Relation::PartOf => None,
    }
}

/// Whether a position lies beyond a line; where no area bounds the claim, only near enough to the line.
fn is_beyond(
    position: marsad_domain::Position,
    (line, side): &(PlaceId, CompassSide),
    is_unbounded: bool,
    context: &ControlContext<'_>,
) -> bool {
    let near = |line: &Line| {
        !is_unbounded
            || line.nearest(position).point.haversine(position).0 <= context.rules.line_reach_km
    };
    context
        .lines
        .get(line)
        .is_some_and(|line| near(line) && line.is_on_side(position, *side, None) == Some(true))
}
