//! The map as shapes of an SVG drawing.

mod areas;
mod crowd;
mod ground;
mod labels;
mod marks;
mod shape;
mod shields;

use marsad_domain::Position;

use crate::{
    clean_text::CleanText,
    map::{MapDot, MapLineKind, Paint, PublishedMap},
    wording::{Wording, fill},
};

pub(crate) use areas::AreaPath;
use ground::Abroad;
pub(crate) use ground::abroad_entry;
pub use ground::{SheetGround, SheetName, SheetRoad};
pub(crate) use labels::Label;
use labels::{Box, Labels, Style};
pub(crate) use marks::{LegendEntry, Letter, Mark, Piece, legend};
use marks::{hatching_id, letter, mark_title, pieces, radius, state_title};
pub(crate) use shields::Shield;

/// For which screen a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// Desktop and print.
    Wide,
    /// Phone: fewer names, larger against the drawing.
    Narrow,
    /// A sheet of its own with every place: as many names as there is room for.
    Sheet,
}

/// Numbers of a size, in units of the drawing.
#[derive(Debug, Clone, Copy)]
struct Measure {
    name: &'static str,
    width: f64,
    radius: f64,
    font: f64,
    names: usize,
}

impl Size {
    fn measure(self) -> Measure {
        match self {
            Self::Wide => Measure {
                name: "wide",
                width: 960.0,
                radius: 1.0,
                font: 15.0,
                names: 30,
            },
            Self::Sheet => Measure {
                name: "sheet",
                width: 1600.0,
                radius: 0.9,
                font: 12.5,
                names: usize::MAX,
            },
            Self::Narrow => Measure {
                name: "narrow",
                width: 420.0,
                radius: 0.62,
                font: 12.5,
                names: 14,
            },
        }
    }
}

/// Where a map stands on a larger drawing.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
}

/// A path with its class.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    pub(crate) class: &'static str,
    pub(crate) d: String,
}

/// Diagonal lines in a party's colour, or in those of two in turn.
#[derive(Debug, Clone)]
pub(crate) struct Hatching {
    pub(crate) id: String,
    pub(crate) colour: String,
    pub(crate) other: Option<String>,
}

/// A map ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct MapView {
    pub(crate) name: &'static str,
    pub(crate) frame: Option<Frame>,
    pub(crate) title: CleanText,
    pub(crate) description: CleanText,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) font: String,
    pub(crate) areas: Vec<AreaPath>,
    pub(crate) lines: Vec<Path>,
    /// Names of areas, under the marks.
    pub(crate) area_names: Vec<Label>,
    /// Places that are neither with a party nor unknown: they lie in another country.
    pub(crate) abroad: Vec<Abroad>,
    pub(crate) shields: Vec<Shield>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) letters: Vec<Letter>,
    pub(crate) labels: Vec<Label>,
    pub(crate) scale: Scale,
}

/// A bar of a round length.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    pub(crate) d: String,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) text: CleanText,
}

/// From degrees to units of the drawing: equirectangular, true at the middle latitude.
#[derive(Debug, Clone, Copy)]
struct Projection {
    west: f64,
    north: f64,
    x: f64,
    y: f64,
    height: f64,
}

impl Projection {
    fn new((low, high): (Position, Position), width: f64) -> Self {
        let middle = f64::midpoint(low.lat(), high.lat()).to_radians();
        let x = width / (high.lon() - low.lon()).max(1e-6);
        let y = x / middle.cos().max(0.05);
        Self {
            west: low.lon(),
            north: high.lat(),
            x,
            y,
            height: (high.lat() - low.lat()) * y,
        }
    }

    fn place(self, position: Position) -> (f64, f64) {
        (
            (position.lon() - self.west) * self.x,
            (self.north - position.lat()) * self.y,
        )
    }
}

impl MapView {
    /// Whether there is land that areas can be cut to.
    pub(crate) fn has_land(&self) -> bool {
        self.lines.iter().any(|line| line.class == "land")
    }

    /// Draws a map.
    pub(crate) fn of(map: &PublishedMap, title: &CleanText, words: &Wording, size: Size) -> Self {
        Self::on_ground(map, title, words, size, &SheetGround::default())
    }

    /// Draws a map over roads, areas and places abroad.
    pub(crate) fn on_ground(
        map: &PublishedMap,
        title: &CleanText,
        words: &Wording,
        size: Size,
        ground: &SheetGround,
    ) -> Self {
        let measure = size.measure();
        let projection = Projection::new(map.bounds, measure.width);
        let sign = |paint: &Paint, at, radius| pieces(map, paint, at, radius);
        let mut view = Self {
            name: measure.name,
            frame: None,
            title: title.clone(),
            description: description(map, words),
            width: shape::unit(measure.width),
            height: shape::unit(projection.height),
            font: shape::unit(measure.font),
            areas: areas::paths(map, projection, words),
            lines: lines(map, projection),
            area_names: Vec::new(),
            abroad: ground.abroad(map, projection),
            shields: Vec::new(),
            marks: Vec::new(),
            letters: Vec::new(),
            labels: Vec::new(),
            scale: scale(projection, measure),
        };
        let mut labels = Labels::new(measure.width, projection.height);
        let radii = size.radii(map, projection);
        for (dot, radius) in map.dots.iter().zip(&radii) {
            let (at, radius) = (projection.place(dot.position), *radius);
            view.marks.push(Mark {
                title: mark_title(map, dot, words),
                pieces: sign(&dot.paint, at, radius),
            });
            if radius >= 7.0 {
                view.letters.extend(letter(map, &dot.paint, at, radius));
            }
            if radius >= 3.4 {
                labels.block(Box::around(at, radius), size.weight(radius));
            }
        }
        let named = size.named(map, &radii);
        let (first, rest) = named.split_at(named.partition_point(|(dot, _)| size.is_first(dot)));
        let name = |labels: &mut Labels, named: &[(&MapDot, f64)]| {
            for (dot, radius) in named {
                let at = projection.place(dot.position);
                labels.place(&dot.name, at, *radius, size.style(dot));
            }
        };
        name(&mut labels, first);
        view.area_names = ground.area_names(map, projection, &mut labels);
        view.shields = ground.shields(projection, &mut labels);
        name(&mut labels, rest);
        ground.name_abroad(map, projection, &mut labels);
        view.labels = labels.into_list();
        view.lines.extend(areas::fronts(map, projection));
        let land = view.lines.iter().take_while(|line| line.class == "land");
        let land = land.count();
        view.lines.splice(land..land, ground.paths(projection));
        view
    }
}

impl Size {
    /// The radius of a mark. A sheet goes by what sort of place it is where nobody counted people.
    fn radius(self, dot: &MapDot) -> f64 {
        let by_rank: f64 = match dot.rank {
            0 => 9.0,
            1 => 6.5,
            2 => 4.2,
            3 => 3.0,
            _ => 2.4,
        };
        let plain = match self {
            Self::Wide | Self::Narrow => radius(dot),
            Self::Sheet if dot.population.is_some() && dot.rank < 3 => radius(dot).max(by_rank),
            Self::Sheet => by_rank,
        };
        plain * self.measure().radius
    }

    /// The radii of all marks; on a sheet, marks in a crowd are smaller, those of the largest places less so.
    fn radii(self, map: &PublishedMap, projection: Projection) -> Vec<f64> {
        let plain = map.dots.iter().map(|dot| self.radius(dot));
        if self != Self::Sheet {
            return plain.collect();
        }
        let at = map.dots.iter().map(|dot| projection.place(dot.position));
        let factors = crowd::factors(&at.collect::<Vec<_>>());
        plain
            .zip(&map.dots)
            .zip(factors)
            .map(|((radius, dot), factor)| match dot.rank {
                0 | 1 => radius * factor.max(0.8),
                _ => radius * factor,
            })
            .collect()
    }

    /// As how many marks one counts that a name would cover: on a crowded sheet, none may cover a large one.
    fn weight(self, radius: f64) -> usize {
        match self {
            Self::Sheet if radius >= 7.0 => 4,
            Self::Sheet | Self::Wide | Self::Narrow => 1,
        }
    }

    /// Whether a name is placed before those of areas and roads.
    fn is_first(self, dot: &MapDot) -> bool {
        self != Self::Sheet || dot.rank < 2
    }

    /// How the name of a place is written.
    fn style(self, dot: &MapDot) -> Style {
        let font = match (self, dot.rank) {
            (Self::Sheet, 0) => 16.0,
            (Self::Sheet, 1) => 13.5,
            (Self::Sheet, _) => 10.5,
            (Self::Wide | Self::Narrow, _) => self.measure().font,
        };
        let (class, most_covered) = if dot.is_watched {
            ("name watched", 6)
        } else {
            ("name", 3)
        };
        Style {
            font,
            class,
            most_covered,
        }
    }

    /// The places whose names are tried, in order, with the radii of their marks.
    fn named<'m>(self, map: &'m PublishedMap, radii: &[f64]) -> Vec<(&'m MapDot, f64)> {
        let is_named = |dot: &MapDot| match self {
            Self::Wide | Self::Narrow => {
                dot.is_watched || dot.is_settlement && dot.population.is_some()
            }
            Self::Sheet => dot.rank < 3,
        };
        let dots = map.dots.iter().zip(radii.iter().copied());
        let mut dots: Vec<(&MapDot, f64)> = dots.filter(|(dot, _)| is_named(dot)).collect();
        // The sort is stable: places of one rank stay in order of their people.
        dots.sort_by_key(|(dot, _)| match self {
            Self::Wide | Self::Narrow => u8::from(!dot.is_watched),
            Self::Sheet => dot.rank,
        });
        dots.truncate(self.measure().names);
        dots
    }
}

fn description(map: &PublishedMap, words: &Wording) -> CleanText {
    let parties: Vec<String> = map
        .parties
        .iter()
        .map(|party| format!("{}: {}", party.label, party.places))
        .collect();
    fill(
        &words.map_description,
        &[("parties", &parties.join(&words.comma))],
    )
}

/// A hatching for each party, and for each two that fight for an area. One hidden drawing holds them for all drawings
/// of a page.
pub(crate) fn hatchings(map: &PublishedMap) -> Vec<Hatching> {
    let of_party = map.parties.iter().map(|party| Hatching {
        id: hatching_id(party),
        colour: shape::hex(party.colour),
        other: None,
    });
    of_party.chain(areas::fights(map)).collect()
}

fn lines(map: &PublishedMap, projection: Projection) -> Vec<Path> {
    let path = |class, points: &[Position], is_closed| Path {
        class,
        d: shape::line(
            points.iter().map(|point| projection.place(*point)),
            is_closed,
        ),
    };
    let of = |kind| map.lines.iter().filter(move |line| line.kind == kind);
    let land = of(MapLineKind::Border).filter(|line| line.is_closed);
    land.map(|line| path("land", &line.points, true))
        .chain(of(MapLineKind::Road).map(|line| path("road", &line.points, line.is_closed)))
        .chain(of(MapLineKind::River).map(|line| path("river", &line.points, line.is_closed)))
        .chain(of(MapLineKind::Border).map(|line| path("border", &line.points, line.is_closed)))
        .chain(
            of(MapLineKind::Ceasefire).map(|line| path("ceasefire", &line.points, line.is_closed)),
        )
        .chain(of(MapLineKind::Coast).map(|line| path("coast", &line.points, line.is_closed)))
        .collect()
}

fn scale(projection: Projection, measure: Measure) -> Scale {
    let degree = 111.195;
    let kilometre = projection.y / degree;
    let lengths = [500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0];
    let length = lengths
        .into_iter()
        .find(|km| km * kilometre <= measure.width / 5.0)
        .unwrap_or(1.0);
    let (right, bottom) = (measure.width - 12.0, projection.height - 12.0);
    let left = right - length * kilometre;
    Scale {
        d: shape::line(
            [
                (left, bottom - 5.0),
                (left, bottom),
                (right, bottom),
                (right, bottom - 5.0),
            ]
            .into_iter(),
            false,
        ),
        x: shape::unit(f64::midpoint(left, right)),
        y: shape::unit(bottom - 7.0),
        text: CleanText::from(format!("{length} km")),
    }
}
