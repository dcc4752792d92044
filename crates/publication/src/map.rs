//! The map of control, before it is drawn: parties with their signs, places with their state, lines.
//!
//! What goes in: published control, a theatre's lines. What comes out: values that any renderer can draw.

mod parties;

use marsad_domain::{ControlState, Position};
use marsad_places::lines::LineKind;
use serde::Serialize;

use crate::{
    clean_text::CleanText,
    composer::Composer,
    edition::Edition,
    redact::{PublishedControl, PublishedState},
    wording::Wording,
};

use parties::Parties;

/// A party with its signs. No two have the same letter or shape before the shapes run out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MapParty {
    /// Neutral label.
    pub label: CleanText,
    /// Its letter.
    pub letter: char,
    /// Its colour as red, green, blue.
    pub colour: [u8; 3],
    /// The number of its shape, from 0.
    pub shape: usize,
    /// How many places it holds, claims, or holds under siege.
    pub places: usize,
}

/// The state of a mark; numbers are those of [`PublishedMap::parties`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paint {
    /// Held.
    Held(usize),
    /// Only the party's own side says so.
    Claimed(usize),
    /// Only an opening position that nobody checked says so.
    Unchecked(usize),
    /// Several fight for it.
    Contested(Vec<usize>),
    /// Held by the first, surrounded by the second.
    Besieged(usize, usize),
    /// Nobody knows.
    Unknown,
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MapDot {
    /// Its name.
    pub name: CleanText,
    /// Where.
    pub position: Position,
    /// People, where known.
    pub population: Option<u64>,
    /// Whether people live there, apart from airports, crossings and the like.
    pub is_settlement: bool,
    /// How early its name comes on a map of all places: capitals, cities, towns, villages, everything else.
    #[serde(skip)]
    pub(crate) rank: u8,
    /// Whether it is followed, so that its name comes first.
    pub is_watched: bool,
    /// Its state.
    pub paint: Paint,
}

/// What sort of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MapLineKind {
    /// Border.
    Border,
    /// Line of ceasefire that is no border.
    Ceasefire,
    /// Coast.
    Coast,
    /// River.
    River,
    /// Road.
    Road,
}

/// A line of the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MapLine {
    /// What sort.
    pub kind: MapLineKind,
    /// Its name.
    pub name: CleanText,
    /// Its points.
    pub points: Vec<Position>,
    /// Whether the last point is the first.
    pub is_closed: bool,
}

/// An area that one party holds or claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MapArea {
    /// Its state.
    pub paint: Paint,
    /// Its rings, the outer one first.
    pub rings: Vec<Vec<Position>>,
}

/// The map of control.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PublishedMap {
    /// The parties on it, those with the most places first.
    pub parties: Vec<MapParty>,
    /// The places, the most populous first.
    pub dots: Vec<MapDot>,
    /// The areas.
    pub areas: Vec<MapArea>,
    /// Where two parties meet.
    pub fronts: Vec<Vec<Position>>,
    /// The lines.
    pub lines: Vec<MapLine>,
    /// How exact the lines are, each basis once.
    pub bases: Vec<CleanText>,
    /// South-west and north-east corners.
    pub bounds: (Position, Position),
}

impl PublishedMap {
    /// What the map says of the land between places.
    pub(crate) fn land_note<'w>(&self, words: &'w Wording) -> &'w str {
        if self.areas.is_empty() {
            &words.map_no_land
        } else {
            &words.map_land
        }
    }

    pub(crate) fn from_composer(composer: &Composer<'_>) -> Option<Self> {
        let mut lines: Vec<MapLine> = composer.input().lines.iter().map(line).collect();
        let bounds = bounds(&lines, composer)?;
        lines.retain(|line| line.points.iter().any(|point| is_within(*point, bounds)));
        let inside: Vec<&PublishedControl> = composer
            .control
            .iter()
            .filter(|place| is_within(place.place.position, bounds))
            .collect();
        let parties = Parties::of(&inside, composer);
        let mut dots: Vec<MapDot> = inside
            .iter()
            .map(|place| dot(place, composer, &parties))
            .collect();
        dots.sort_by(|a, b| {
            (std::cmp::Reverse(a.population), &a.name)
                .cmp(&(std::cmp::Reverse(b.population), &b.name))
        });
        let mut bases: Vec<CleanText> = composer
            .input()
            .lines
            .iter()
            .map(|line| CleanText::new(&line.basis))
            .collect();
        bases.sort();
        bases.dedup();
        // Land would show where the places of it lie, which are coarsened for everybody but the desk.
        let (areas, fronts) = match composer.screen.edition {
            Edition::Desk => (composer.input().areas, composer.input().fronts),
            Edition::Public { .. } => (&[][..], &[][..]),
        };
        Some(Self {
            areas: areas
                .iter()
                .map(|area| MapArea {
                    paint: area_paint(&area.state, composer, &parties),
                    rings: area.rings.clone(),
                })
                .collect(),
            fronts: fronts.iter().map(|front| front.line.clone()).collect(),
            parties: parties.into_list(),
            dots,
            lines,
            bases,
            bounds,
        })
    }
}

fn line(line: &marsad_places::lines::Line) -> MapLine {
    MapLine {
        kind: match line.kind {
            LineKind::River => MapLineKind::River,
            LineKind::Coast => MapLineKind::Coast,
            LineKind::Road => MapLineKind::Road,
            LineKind::Boundary => MapLineKind::Border,
            LineKind::Ceasefire => MapLineKind::Ceasefire,
        },
        name: CleanText::new(&line.name),
        points: line.points().to_vec(),
        is_closed: line.is_closed(),
    }
}

/// The box of the closed borders; without one, of the places.
fn bounds(lines: &[MapLine], composer: &Composer<'_>) -> Option<(Position, Position)> {
    let borders: Vec<Position> = lines
        .iter()
        .filter(|line| line.kind == MapLineKind::Border && line.is_closed)
        .flat_map(|line| line.points.iter().copied())
        .collect();
    let places = composer.control.iter().map(|place| place.place.position);
    let points: Vec<Position> = if borders.is_empty() {
        places.collect()
    } else {
        borders
    };
    let first = points.first()?;
    let start = (first.lat(), first.lon(), first.lat(), first.lon());
    let (south, west, north, east) = points.iter().fold(start, |(s, w, n, e), point| {
        (
            s.min(point.lat()),
            w.min(point.lon()),
            n.max(point.lat()),
            e.max(point.lon()),
        )
    });
    let margin = ((north - south).max(east - west) * 0.02).max(0.01);
    let corner =
        |lat: f64, lon: f64| Position::new(lat.clamp(-90.0, 90.0), lon.clamp(-180.0, 180.0)).ok();
    Some((
        corner(south - margin, west - margin)?,
        corner(north + margin, east + margin)?,
    ))
}

/// Whether a point lies in a box of south-west and north-east corners.
pub(crate) fn is_within(position: Position, (low, high): (Position, Position)) -> bool {
    (low.lat()..=high.lat()).contains(&position.lat())
        && (low.lon()..=high.lon()).contains(&position.lon())
}

fn dot(place: &PublishedControl, composer: &Composer<'_>, parties: &Parties) -> MapDot {
    MapDot {
        name: place.name.clone(),
        position: composer.screen.position(place.place.position),
        population: place.population,
        is_settlement: place.is_settlement,
        rank: place.rank,
        is_watched: composer.input().watch.contains(&place.place.id),
        paint: parties.paint(&place.state),
    }
}

fn area_paint(state: &ControlState, composer: &Composer<'_>, parties: &Parties) -> Paint {
    parties.paint(&PublishedState::from_state(state, &composer.screen))
}
