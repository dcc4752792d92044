//! The map as shapes of an SVG drawing.

mod labels;
mod shape;

use marsad_domain::Position;

use crate::{
    clean_text::CleanText,
    composer::number,
    map::{MapDot, MapLineKind, MapParty, Paint, PublishedMap},
    wording::{Wording, fill},
};

pub(crate) use labels::Label;
use labels::{Box, Labels};

/// For which screen a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// Desktop and print.
    Wide,
    /// Phone: fewer names, larger against the drawing.
    Narrow,
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
            Self::Wide => Measure { name: "wide", width: 960.0, radius: 1.0, font: 15.0, names: 30 },
            Self::Narrow => Measure { name: "narrow", width: 420.0, radius: 0.62, font: 12.5, names: 14 },
        }
    }
}

/// A path with its class.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    pub(crate) class: &'static str,
    pub(crate) d: String,
}

/// A filled or stroked piece of a mark. Colours are `#rrggbb` or a hatching of this drawing.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) d: String,
    pub(crate) fill: String,
    pub(crate) stroke: String,
    pub(crate) width: String,
}

/// The mark of a place.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) title: CleanText,
    pub(crate) pieces: Vec<Piece>,
}

/// A letter on a mark.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) size: String,
    pub(crate) ink: &'static str,
    pub(crate) text: char,
}

/// Diagonal lines in a party's colour.
#[derive(Debug, Clone)]
pub(crate) struct Hatching {
    pub(crate) id: String,
    pub(crate) colour: String,
}

/// A map ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct MapView {
    pub(crate) name: &'static str,
    pub(crate) title: CleanText,
    pub(crate) description: CleanText,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) font: String,
    pub(crate) hatchings: Vec<Hatching>,
    pub(crate) areas: Vec<Piece>,
    pub(crate) lines: Vec<Path>,
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

/// One entry of the legend.
#[derive(Debug, Clone)]
pub(crate) struct LegendEntry {
    pub(crate) text: CleanText,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) letter: Option<Letter>,
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
        Self { west: low.lon(), north: high.lat(), x, y, height: (high.lat() - low.lat()) * y }
    }

    fn place(self, position: Position) -> (f64, f64) {
        ((position.lon() - self.west) * self.x, (self.north - position.lat()) * self.y)
    }
}

impl MapView {
    /// Draws a map.
    pub(crate) fn of(map: &PublishedMap, title: &CleanText, words: &Wording, size: Size) -> Self {
        let measure = size.measure();
        let projection = Projection::new(map.bounds, measure.width);
        let sign = |paint: &Paint, at, radius| pieces(map, paint, at, radius, measure.name);
        let mut view = Self {
            name: measure.name,
            title: title.clone(),
            description: description(map, words),
            width: shape::unit(measure.width),
            height: shape::unit(projection.height),
            font: shape::unit(measure.font),
            hatchings: hatchings(map, measure.name),
            areas: areas(map, projection, measure.name),
            lines: lines(map, projection),
            marks: Vec::new(),
            letters: Vec::new(),
            labels: Vec::new(),
            scale: scale(projection, measure),
        };
        let mut labels = Labels::new(measure.width, projection.height, measure.font);
        for dot in &map.dots {
            let at = projection.place(dot.position);
            let radius = radius(dot) * measure.radius;
            view.marks.push(Mark { title: mark_title(map, dot, words), pieces: sign(&dot.paint, at, radius) });
            if radius >= 7.0 {
                view.letters.extend(letter(map, &dot.paint, at, radius));
            }
            if radius >= 3.4 {
                labels.block(Box::around(at, radius));
            }
        }
        let watched = map.dots.iter().filter(|dot| dot.is_watched);
        let others = map.dots.iter().filter(|dot| !dot.is_watched && dot.is_settlement && dot.population.is_some());
        for dot in watched.chain(others).take(measure.names) {
            let radius = radius(dot) * measure.radius;
            labels.place(&dot.name, projection.place(dot.position), radius, dot.is_watched);
        }
        view.labels = labels.into_list();
        view
    }
}

/// The parties and the signs of states, each with its mark.
pub(crate) fn legend(map: &PublishedMap, words: &Wording) -> Vec<LegendEntry> {
    let at = (14.0, 12.0);
    let entry = |paint: Paint, text: CleanText, radius: f64| LegendEntry {
        text,
        letter: letter(map, &paint, at, radius),
        pieces: pieces(map, &paint, at, radius, "wide"),
    };
    let mut entries: Vec<LegendEntry> = map
        .parties
        .iter()
        .enumerate()
        .map(|(at, party)| {
            let letter = party.letter.to_string();
            let places = number(words, u64::try_from(party.places).unwrap_or(u64::MAX));
            let blanks =
                [("letter", letter.as_str()), ("party", party.label.as_str()), ("places", &places)];
            entry(Paint::Held(at), fill(&words.legend_party, &blanks), 9.0)
        })
        .collect();
    let last = map.parties.len().saturating_sub(1).min(1);
    for (paint, text) in [
        (Paint::Claimed(0), &words.legend_claimed),
        (Paint::Contested(vec![0, last]), &words.legend_contested),
        (Paint::Besieged(0, last), &words.legend_besieged),
        (Paint::Unknown, &words.legend_unknown),
    ] {
        entries.push(entry(paint, CleanText::new(text), 7.5));
    }
    entries
}

fn description(map: &PublishedMap, words: &Wording) -> CleanText {
    let parties: Vec<String> = map
        .parties
        .iter()
        .map(|party| format!("{}: {}", party.label, party.places))
        .collect();
    fill(&words.map_description, &[("parties", &parties.join(&words.comma))])
}

/// Larger for more people; sites without residents are smallest.
fn radius(dot: &MapDot) -> f64 {
    match dot.population {
        _ if !dot.is_settlement => 3.0,
        Some(1_000_000..) => 13.0,
        Some(400_000..) => 11.0,
        Some(150_000..) => 9.0,
        Some(50_000..) => 6.5,
        Some(15_000..) => 5.2,
        _ if dot.is_watched => 7.5,
        Some(_) | None => 4.0,
    }
}

fn hatchings(map: &PublishedMap, size: &str) -> Vec<Hatching> {
    map.parties
        .iter()
        .map(|party| Hatching { id: hatching_id(size, party), colour: shape::hex(party.colour) })
        .collect()
}

fn hatching_id(size: &str, party: &MapParty) -> String {
    format!("hatch-{size}-{}", party.shape)
}

fn lines(map: &PublishedMap, projection: Projection) -> Vec<Path> {
    let path = |class, points: &[Position], is_closed| Path {
        class,
        d: shape::line(points.iter().map(|point| projection.place(*point)), is_closed),
    };
    let of = |kind| map.lines.iter().filter(move |line| line.kind == kind);
    let land = of(MapLineKind::Border).filter(|line| line.is_closed);
    land.map(|line| path("land", &line.points, true))
        .chain(of(MapLineKind::Road).map(|line| path("road", &line.points, line.is_closed)))
        .chain(of(MapLineKind::River).map(|line| path("river", &line.points, line.is_closed)))
        .chain(of(MapLineKind::Border).map(|line| path("border", &line.points, line.is_closed)))
        .chain(of(MapLineKind::Coast).map(|line| path("coast", &line.points, line.is_closed)))
        .collect()
}

fn areas(map: &PublishedMap, projection: Projection, size: &str) -> Vec<Piece> {
    let fill = |paint: &Paint| match paint {
        Paint::Held(number) | Paint::Besieged(number, _) => {
            map.parties.get(*number).map(|party| shape::hex(party.colour))
        }
        Paint::Claimed(number) => {
            map.parties.get(*number).map(|party| format!("url(#{})", hatching_id(size, party)))
        }
        Paint::Contested(_) | Paint::Unknown => None,
    };
    map.areas
        .iter()
        .map(|area| Piece {
            d: area
                .rings
                .iter()
                .map(|ring| shape::line(ring.iter().map(|point| projection.place(*point)), true))
                .collect(),
            fill: fill(&area.paint).unwrap_or_else(|| "none".to_owned()),
            stroke: "none".to_owned(),
            width: "0".to_owned(),
        })
        .collect()
}

fn scale(projection: Projection, measure: Measure) -> Scale {
    let degree = 111.195;
    let kilometre = projection.y / degree;
    let lengths = [500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0];
    let length = lengths.into_iter().find(|km| km * kilometre <= measure.width / 5.0).unwrap_or(1.0);
    let (right, bottom) = (measure.width - 12.0, projection.height - 12.0);
    let left = right - length * kilometre;
    Scale {
        d: shape::line([(left, bottom - 5.0), (left, bottom), (right, bottom), (right, bottom - 5.0)].into_iter(), false),
        x: shape::unit(f64::midpoint(left, right)),
        y: shape::unit(bottom - 7.0),
        text: CleanText::from(format!("{length} km")),
    }
}

/// The pieces of the mark of a state.
fn pieces(map: &PublishedMap, paint: &Paint, at: (f64, f64), radius: f64, size: &str) -> Vec<Piece> {
    let party = |number: usize| map.parties.get(number);
    let colour = |number: usize| party(number).map_or_else(|| "#777777".to_owned(), |party| shape::hex(party.colour));
    let form = |number: usize| shape::sign(party(number).map_or(0, |party| party.shape), at, radius);
    let edge = shape::unit((radius * 0.14).clamp(0.7, 1.2));
    let solid = |number: usize| Piece {
        d: form(number),
        fill: colour(number),
        stroke: "#ffffff".to_owned(),
        width: edge.clone(),
    };
    let stroked = |d: String, fill: String, stroke: String, width: f64| Piece { d, fill, stroke, width: shape::unit(width) };
    match paint {
        Paint::Held(number) => vec![solid(*number)],
        Paint::Claimed(number) => {
            let hatch = party(*number).map_or_else(|| "none".to_owned(), |party| format!("url(#{})", hatching_id(size, party)));
            vec![
                stroked(form(*number), "#ffffff".to_owned(), "none".to_owned(), 0.0),
                stroked(form(*number), hatch, colour(*number), (radius * 0.22).clamp(1.0, 2.0)),
            ]
        }
        Paint::Besieged(number, by) => vec![
            stroked(shape::circle(at, radius + 4.0), "none".to_owned(), "#ffffff".to_owned(), 4.0),
            stroked(shape::circle(at, radius + 4.0), "none".to_owned(), colour(*by), 2.4),
            solid(*number),
        ],
        Paint::Contested(numbers) => {
            let radius = radius.max(4.5);
            let mut sectors: Vec<Piece> = shape::sectors(at, radius, numbers.len())
                .into_iter()
                .zip(numbers)
                .map(|(d, number)| stroked(d, colour(*number), "none".to_owned(), 0.0))
                .collect();
            sectors.push(stroked(shape::circle(at, radius), "none".to_owned(), "#111111".to_owned(), 1.4));
            sectors
        }
        Paint::Unknown => {
            vec![stroked(shape::circle(at, radius), "#ffffff".to_owned(), "#777777".to_owned(), 1.2)]
        }
    }
}

fn letter(map: &PublishedMap, paint: &Paint, at: (f64, f64), radius: f64) -> Option<Letter> {
    let (text, ink) = match paint {
        Paint::Held(number) | Paint::Besieged(number, _) => {
            let party = map.parties.get(*number)?;
            (party.letter, shape::ink_on(party.colour))
        }
        Paint::Unknown => ('?', "#333333"),
        Paint::Claimed(_) | Paint::Contested(_) => return None,
    };
    let size = radius * 1.25;
    Some(Letter {
        x: shape::unit(at.0),
        y: shape::unit(at.1 + size * 0.36),
        size: shape::unit(size),
        ink,
        text,
    })
}

fn mark_title(map: &PublishedMap, dot: &MapDot, words: &Wording) -> CleanText {
    let label = |number: usize| map.parties.get(number).map_or("", |party| party.label.as_str());
    let state = match &dot.paint {
        Paint::Held(number) => fill(&words.state_held, &[("party", label(*number))]),
        Paint::Claimed(number) => fill(&words.state_claimed, &[("party", label(*number))]),
        Paint::Besieged(number, by) => {
            fill(&words.state_besieged, &[("party", label(*number)), ("by", label(*by))])
        }
        Paint::Contested(numbers) => {
            let labels: Vec<&str> = numbers.iter().map(|number| label(*number)).collect();
            fill(&words.state_contested, &[("parties", &labels.join(&words.comma))])
        }
        Paint::Unknown => CleanText::new(&words.state_unknown),
    };
    CleanText::from(format!("{}: {state}", dot.name))
}
