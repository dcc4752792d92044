//! Where words put something by a place that they name: "12 km north of X", "the outskirts of X", "between X and Y".
//!
//! What goes in: a text, its toponyms, and the ground that they stand on. What comes out: [`Location`]s, each with the
//! words that say it, a relation, a geometry and what that leaves open. What it must not do: find or resolve names.
//!
//! The way: from each name the words are read outward as long as rules know them, so that a text is read once and a
//! name without such words costs two look-ups.

mod amount;
mod anchors;
mod lexicon;
mod named_lines;
mod pair;
mod phrase;
mod reading;
mod related;
mod rules;
mod shape;

use marsad_domain::{
    Bearing, Bounds, Geometry, Place, PlaceId, Position, Radius, Relation, ShortText, Span,
};

use self::{named_lines::NamedLines, pair::Pair};
use crate::{
    error::PlacesError,
    gazetteer::Gazetteer,
    lines::Lines,
    network::{Network, RoadFilter},
    precision::Precision,
    toponym::Toponym,
};

pub use rules::RelativeRules;
pub(crate) use rules::{Measures, RawRelative};

/// Where words put something by one or two names.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// How the words relate it to the names.
    pub relation: Relation,
    /// The direction that the words give, exact where the relation is coarse.
    pub bearing: Option<Bearing>,
    /// The toponyms that it is said by, as numbers into the given list: none where only a line is named, two for
    /// what lies between.
    pub toponyms: Vec<usize>,
    /// The river or road that it is said by.
    pub line: Option<PlaceId>,
    /// The first name.
    pub name: Span,
    /// The last name: the same where there is one.
    pub second: Span,
    /// All words that say it, the names included.
    pub words: Span,
    /// Where that is; absent where nothing honest can be drawn.
    pub geometry: Option<Geometry>,
    /// How far from the point of the geometry it may be, where the geometry is a point.
    pub radius: Option<Radius>,
    /// How far from the named place itself it may be.
    pub reach: Option<Radius>,
    /// The codes of how precise that is; absent where the words name a way and not a place.
    pub precision: Option<Precision>,
    /// The rules that read the words.
    pub rules: Vec<ShortText>,
}

impl Location {
    /// Whether a name is one of those that it is said by.
    #[must_use]
    pub fn is_by(&self, name: Span) -> bool {
        self.name.overlaps(name) || self.second.overlaps(name)
    }
}

/// What relations are read against. Make it once and read many texts with it.
#[derive(Debug)]
pub struct Ground<'a> {
    rules: &'a RelativeRules,
    gazetteer: &'a Gazetteer,
    lines: &'a Lines,
    networks: &'a [Network],
    named_lines: NamedLines,
    bounds: Option<Bounds>,
}

impl<'a> Ground<'a> {
    /// Puts the rules, the places, the lines and the networks of roads together; of several networks, the first that
    /// knows two places gives the way between them.
    ///
    /// # Errors
    /// The lines have too many names for one automaton.
    pub fn new(
        rules: &'a RelativeRules,
        gazetteer: &'a Gazetteer,
        lines: &'a Lines,
        networks: &'a [Network],
    ) -> Result<Self, PlacesError> {
        Ok(Self {
            rules,
            gazetteer,
            lines,
            networks,
            named_lines: NamedLines::new(lines)?,
            bounds: shape::bounds(lines.iter(), rules.measures.side_margin_degrees),
        })
    }

    fn measures(&self) -> &Measures {
        &self.rules.measures
    }

    /// The places that names mean.
    #[must_use]
    pub fn gazetteer(&self) -> &'a Gazetteer {
        self.gazetteer
    }

    /// The lines that names mean.
    #[must_use]
    pub fn lines(&self) -> &'a Lines {
        self.lines
    }

    /// How far from a point place something may be that stands in a relation to it, where no words give a number; an
    /// area has no such radius.
    #[must_use]
    pub fn reach(&self, place: &Place, relation: Relation) -> Option<Radius> {
        if place.kind.is_area() {
            return None;
        }
        let measures = self.measures();
        let beyond = match relation {
            Relation::At | Relation::PartOf | Relation::From | Relation::Toward => 0.0,
            Relation::Near | Relation::Along | Relation::Between => measures.near_km,
            Relation::Around => measures.around_km,
            Relation::NorthOf | Relation::EastOf | Relation::SouthOf | Relation::WestOf => {
                measures.compass_reach_km
            }
        };
        Radius::try_from(shape::own_km(place, measures) + beyond).ok()
    }

    /// The shortest way by road from one place to another, where a road is meant and the network knows both.
    fn way(&self, pair: Pair, from: &PlaceId, to: &PlaceId) -> Option<Vec<Position>> {
        if pair != Pair::Road {
            return None;
        }
        let filter = RoadFilter::all_classes();
        let mut ways = self.networks.iter().filter_map(|network| {
            let (from, to) = (network.node(from)?, network.node(to)?);
            let way = network.shortest_way(from, to, |_| true, |link| filter.takes(link))?;
            let places = way.nodes.iter().filter_map(|node| network.place(*node));
            let points: Vec<Position> = places
                .filter_map(|id| Some(self.gazetteer.get(id)?.position))
                .collect();
            (points.len() > 1).then_some(points)
        });
        ways.next()
    }
}

/// The locations of a text by its toponyms, which are sorted and do not overlap as [`crate::find`] gives them; one
/// for each name that stands for the place itself, and one for each other name that words relate something to.
///
/// Sorted by the first name. Time grows linearly with the text and with the toponyms.
#[must_use]
pub fn relate(text: &str, toponyms: &[Toponym], ground: &Ground<'_>) -> Vec<Location> {
    related::read(text, toponyms, ground)
}
