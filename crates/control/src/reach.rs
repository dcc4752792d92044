//! Which places a claim speaks of, and how: the place itself, a part of it, its surroundings, or an area around it.

use std::collections::BTreeMap;

use marsad_domain::{Body, Claim, ControlVerb, PlaceId, PlaceRef, Relation, Where};
use marsad_places::lines::{CompassSide, Line};

use crate::context::ControlContext;

/// How a claim relates to a place. Smaller is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// The place itself.
    Place,
    /// A part of it.
    Part,
    /// What lies around it.
    Surroundings,
    /// An area that it lies in.
    Area,
}

/// Areas of which any, and sides of lines of which each, holds a place.
type Bounds = (Vec<PlaceId>, Vec<(PlaceId, CompassSide)>);

/// The places of area claims, found once for each combination of areas and sides of lines.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    areas: BTreeMap<Bounds, Vec<PlaceRef>>,
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
    /// The places that a claim speaks of, in order of their ids, each once.
    ///
    /// Named places come first: where a claim names one, areas beside it only say where that is. A place that could
    /// not be resolved is a named place too. Else the areas count, any of them, together with every side of a line
    /// ("east of the river in the province" is both). Relations such as near or north of a place are about its
    /// surroundings.
    pub(crate) fn of(
        &mut self,
        claim: &Claim,
        context: &ControlContext<'_>,
    ) -> Vec<(PlaceRef, Scope)> {
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
            | Body::Conditional { .. } => return Vec::new(),
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
        let mut found: BTreeMap<PlaceId, (PlaceRef, Scope)> = BTreeMap::new();
        for (place, scope) in said.points {
            let entry = found
                .entry(place.id.clone())
                .or_insert_with(|| (place.clone(), scope));
            entry.1 = entry.1.min(scope);
        }
        let has_area = !(said.areas.is_empty() && said.sides.is_empty());
        if found.is_empty() && !said.has_unresolved && is_control && has_area {
            return self.inside(said.areas, said.sides, context);
        }
        found.into_values().collect()
    }

    fn inside(
        &mut self,
        areas: Vec<PlaceId>,
        sides: Vec<(PlaceId, CompassSide)>,
        context: &ControlContext<'_>,
    ) -> Vec<(PlaceRef, Scope)> {
        let places = self
            .areas
            .entry((areas, sides))
            .or_insert_with_key(|(areas, sides)| {
                let is_inside = |id: &PlaceId| {
                    let around = context.gazetteer.containers(id);
                    areas.is_empty() || areas.iter().any(|area| around.contains(area))
                };
                context
                    .gazetteer
                    .iter()
                    .filter(|place| !place.kind.is_area())
                    .filter(|place| {
                        sides
                            .iter()
                            .all(|side| is_beyond(place.position, side, areas.is_empty(), context))
                    })
                    .filter(|place| is_inside(&place.id))
                    .map(PlaceRef::from)
                    .collect()
            });
        places
            .iter()
            .map(|place| (place.clone(), Scope::Area))
            .collect()
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
