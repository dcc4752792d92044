//! The map of control by letters on a grid.
//!
//! One cell is twice as high as wide. Lines are drawn first, then places, the most populous of a cell last, then the
//! names of followed and large places where there is room.

use crate::{
    clean_text::CleanText,
    map::{MapDot, MapLine, MapLineKind, MapParty, Paint, PublishedMap},
    render::terminal::Colour,
    wording::{Wording, fill},
};
use marsad_domain::Position;

/// More columns than this make the map higher than a screen.
const MOST_COLUMNS: usize = 76;
/// How many names are tried.
const MOST_NAMES: usize = 22;
/// A place of fewer people may be covered by the name of a followed one.
const MINOR: u64 = 100_000;
/// The name of a place of so many people may cover minor ones too.
const MAJOR: u64 = 1_000_000;

/// One character of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    character: char,
    ink: Ink,
    /// Whether a followed place's name may cover it.
    is_minor: bool,
}

/// With what a character is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Blank,
    Line(MapLineKind),
    Party([u8; 3]),
    /// Land in a party's colour, or contested; any name may cover it.
    Ground(Option<[u8; 3]>),
    Mark,
    Name,
}

#[derive(Debug)]
struct Grid {
    columns: usize,
    rows: usize,
    cells: Vec<Cell>,
    bounds: (Position, Position),
}

/// The map as lines of text, each ending in a line break.
pub(crate) fn draw(map: &PublishedMap, width: usize, colour: Colour) -> String {
    let mut grid = Grid::new(map.bounds, width.min(MOST_COLUMNS));
    fill_areas(&mut grid, map);
    let kinds = [MapLineKind::River, MapLineKind::Border, MapLineKind::Coast];
    for kind in kinds {
        for line in map.lines.iter().filter(|line| line.kind == kind) {
            grid.draw_line(line);
        }
    }
    // The most populous come last and so stand on top; dots come most populous first.
    for dot in map.dots.iter().rev() {
        let (character, ink) = mark(map, &dot.paint);
        if let Some(at) = grid.at(dot.position) {
            let is_minor = !dot.is_watched && dot.population.is_none_or(|people| people < MINOR);
            grid.set(
                at,
                Cell {
                    character,
                    ink,
                    is_minor,
                },
            );
        }
    }
    let watched = map.dots.iter().filter(|dot| dot.is_watched);
    let others = map
        .dots
        .iter()
        .filter(|dot| !dot.is_watched && dot.is_settlement);
    for dot in watched.chain(others).take(MOST_NAMES) {
        grid.write_name(dot);
    }
    grid.print(colour)
}

/// The parties with their letters, as many to a line as fit.
pub(crate) fn legend(
    map: &PublishedMap,
    words: &Wording,
    width: usize,
    colour: Colour,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for party in &map.parties {
        let text = fill(
            &words.legend_party,
            &[
                ("letter", &letter_of(map, party)),
                ("party", party.label.as_str()),
                ("places", &party.places.to_string()),
            ],
        );
        let length = text.as_str().chars().count();
        let painted = paint(text.as_str(), Ink::Party(party.colour), colour);
        match lines.last_mut() {
            Some(line) if used + length + 3 <= width => {
                line.push_str("   ");
                line.push_str(&painted);
                used += length + 3;
            }
            _ => {
                lines.push(painted);
                used = length;
            }
        }
    }
    lines
}

/// A party's letter, with the sign of its land where land is drawn.
fn letter_of(map: &PublishedMap, party: &MapParty) -> String {
    if map.areas.is_empty() {
        party.letter.to_string()
    } else {
        format!("{} {}", party.letter, ground_sign(party))
    }
}

/// Where a side crosses a row.
fn meeting(side: &[(f64, f64)], y: f64) -> Option<f64> {
    let [a, b] = *side else { return None };
    ((a.1 > y) != (b.1 > y)).then(|| a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0))
}

/// Fills the cells whose middle lies in an area with the sign of whoever holds it, or of a fight.
fn fill_areas(grid: &mut Grid, map: &PublishedMap) {
    for area in &map.areas {
        let (character, colour, is_full) = match &area.paint {
            Paint::Held(number) | Paint::Besieged(number, _) => match map.parties.get(*number) {
                Some(party) => (ground_sign(party), Some(party.colour), true),
                None => continue,
            },
            Paint::Claimed(number) | Paint::Unchecked(number) => match map.parties.get(*number) {
                Some(party) => (ground_sign(party), Some(party.colour), false),
                None => continue,
            },
            Paint::Contested(_) => (CONTESTED_GROUND, None, true),
            Paint::Unknown => continue,
        };
        let cell = Cell {
            character,
            ink: Ink::Ground(colour),
            is_minor: true,
        };
        let rings: Vec<Vec<(f64, f64)>> = area
            .rings
            .iter()
            .map(|ring| ring.iter().map(|point| grid.place(*point)).collect())
            .collect();
        grid.fill(&rings, cell, is_full);
    }
}

/// What stands for a party's land: told apart without colours too.
fn ground_sign(party: &MapParty) -> char {
    GROUND_SIGNS[party.shape % GROUND_SIGNS.len()]
}

/// None of them is a mark of a place, a line or contested land.
const GROUND_SIGNS: [char; 14] = [
    '.', '-', '=', '^', ',', '+', '\'', ';', '"', '_', '!', '|', '/', '`',
];
const CONTESTED_GROUND: char = '%';

fn mark(map: &PublishedMap, paint: &Paint) -> (char, Ink) {
    let party = |number: usize| map.parties.get(number);
    let own = |number: usize| party(number).map_or(Ink::Mark, |party| Ink::Party(party.colour));
    let letter = |number: usize| party(number).map_or('?', |party| party.letter);
    match paint {
        Paint::Held(number) => (letter(*number), own(*number)),
        Paint::Claimed(number) | Paint::Unchecked(number) => {
            (letter(*number).to_ascii_lowercase(), own(*number))
        }
        Paint::Contested(_) => ('*', Ink::Mark),
        Paint::Besieged(number, _) => ('#', own(*number)),
        Paint::Unknown => ('?', Ink::Mark),
    }
}

impl Grid {
    fn new(bounds: (Position, Position), columns: usize) -> Self {
        let (low, high) = bounds;
        let middle = f64::midpoint(low.lat(), high.lat()).to_radians();
        let width = (high.lon() - low.lon()) * middle.cos();
        let shape = (high.lat() - low.lat()) / width.max(1e-9);
        #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
        let rows = shape * columns as f64 / 2.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let rows = rows.round().clamp(4.0, 200.0) as usize;
        let blank = Cell {
            character: ' ',
            ink: Ink::Blank,
            is_minor: true,
        };
        Self {
            columns,
            rows,
            cells: vec![blank; columns * rows],
            bounds,
        }
    }

    /// Column and row of a position, in fractions of cells; the first row is the northernmost.
    fn place(&self, position: Position) -> (f64, f64) {
        let (low, high) = self.bounds;
        #[expect(clippy::cast_precision_loss, reason = "cells of a screen")]
        let (columns, rows) = (self.columns as f64, self.rows as f64);
        let x = (position.lon() - low.lon()) / (high.lon() - low.lon()).max(1e-9) * columns;
        let y = (high.lat() - position.lat()) / (high.lat() - low.lat()).max(1e-9) * rows;
        (x, y)
    }

    /// Fills the cells whose middle lies in rings, by where each row meets them; only every second one of land that is not
    /// full.
    fn fill(&mut self, rings: &[Vec<(f64, f64)>], cell: Cell, is_full: bool) {
        let points = || rings.iter().flatten();
        let low = points().map(|point| point.1).fold(f64::INFINITY, f64::min);
        let high = points()
            .map(|point| point.1)
            .fold(f64::NEG_INFINITY, f64::max);
        for row in 0..self.rows {
            #[expect(clippy::cast_precision_loss, reason = "rows of a screen")]
            let y = row as f64 + 0.5;
            if y < low || y > high {
                continue;
            }
            let sides = rings.iter().flat_map(|ring| ring.windows(2));
            let mut meets: Vec<f64> = sides.filter_map(|side| meeting(side, y)).collect();
            meets.sort_by(f64::total_cmp);
            for column in 0..self.columns {
                #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
                let x = column as f64 + 0.5;
                let is_in = meets.iter().filter(|meet| **meet <= x).count() % 2 == 1;
                if is_in && (is_full || (row + column).is_multiple_of(2)) {
                    self.set((column, row), cell);
                }
            }
        }
    }

    fn at(&self, position: Position) -> Option<(usize, usize)> {
        let (x, y) = self.place(position);
        self.cell(x, y)
    }

    fn cell(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        if x < 0.0 || y < 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 0"
        )]
        let (column, row) = (x as usize, y as usize);
        (column < self.columns && row < self.rows).then_some((column, row))
    }

    fn set(&mut self, (column, row): (usize, usize), cell: Cell) {
        if let Some(old) = self.cells.get_mut(row * self.columns + column) {
            *old = cell;
        }
    }

    fn get(&self, column: usize, row: usize) -> Option<Cell> {
        if column >= self.columns {
            return None;
        }
        self.cells.get(row * self.columns + column).copied()
    }

    fn draw_line(&mut self, line: &MapLine) {
        let character = match line.kind {
            MapLineKind::Border => '·',
            MapLineKind::Coast => ':',
            MapLineKind::River => '~',
            MapLineKind::Road | MapLineKind::Ceasefire => return,
        };
        for pair in line.points.windows(2) {
            let [a, b] = pair else { continue };
            let ((x0, y0), (x1, y1)) = (self.place(*a), self.place(*b));
            let steps = ((x1 - x0).abs().max((y1 - y0).abs()) * 2.0)
                .ceil()
                .clamp(1.0, 2000.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped"
            )]
            for step in 0..=(steps as u32) {
                let share = f64::from(step) / steps;
                if let Some(at) = self.cell(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) {
                    self.set(
                        at,
                        Cell {
                            character,
                            ink: Ink::Line(line.kind),
                            is_minor: true,
                        },
                    );
                }
            }
        }
    }

    /// Writes a name to the right of its place, else to the left, where nothing stands but lines; the name of a
    /// followed or major place may cover minor ones.
    fn write_name(&mut self, dot: &MapDot) {
        let Some((column, row)) = self.at(dot.position) else {
            return;
        };
        let name = format!(" {} ", short_name(&dot.name));
        let length = name.chars().count();
        let starts = [Some(column + 1), column.checked_sub(length)];
        let is_free = |start: usize, may_cover: bool| {
            (start..start + length).all(|at| {
                let cell = self.get(at, row);
                cell.is_some_and(|cell| match cell.ink {
                    Ink::Blank | Ink::Line(_) | Ink::Ground(_) => true,
                    Ink::Party(_) | Ink::Mark => may_cover && cell.is_minor,
                    Ink::Name => false,
                })
            })
        };
        let is_major = dot.population.is_some_and(|people| people >= MAJOR);
        let free = |may_cover| {
            starts
                .into_iter()
                .flatten()
                .find(|start| is_free(*start, may_cover))
        };
        let start = free(false).or_else(|| free(true).filter(|_| dot.is_watched || is_major));
        let Some(start) = start else { return };
        for (at, character) in name.chars().enumerate() {
            self.set(
                (start + at, row),
                Cell {
                    character,
                    ink: Ink::Name,
                    is_minor: false,
                },
            );
        }
    }

    fn print(&self, colour: Colour) -> String {
        let mut out = String::new();
        for row in self.cells.chunks(self.columns) {
            let length = row
                .iter()
                .rposition(|cell| cell.character != ' ')
                .map_or(0, |at| at + 1);
            for run in row
                .get(..length)
                .unwrap_or_default()
                .chunk_by(|a, b| a.ink == b.ink)
            {
                let text: String = run.iter().map(|cell| cell.character).collect();
                let ink = run.first().map_or(Ink::Blank, |cell| cell.ink);
                out.push_str(&paint(&text, ink, colour));
            }
            out.push('\n');
        }
        out
    }
}

fn short_name(name: &CleanText) -> &str {
    name.as_str()
        .split_once(" (")
        .map_or(name.as_str(), |(short, _)| short)
}

fn paint(text: &str, ink: Ink, colour: Colour) -> String {
    let code = match (colour, ink) {
        (Colour::Never, _) | (Colour::Ansi, Ink::Blank) => return text.to_owned(),
        (Colour::Ansi, Ink::Line(MapLineKind::River | MapLineKind::Coast)) => "34".to_owned(),
        (
            Colour::Ansi,
            Ink::Ground(None)
            | Ink::Line(MapLineKind::Border | MapLineKind::Ceasefire | MapLineKind::Road),
        ) => "2".to_owned(),
        (Colour::Ansi, Ink::Party(rgb)) => format!("1;38;5;{}", cube(rgb)),
        (Colour::Ansi, Ink::Ground(Some(rgb))) => format!("38;5;{}", cube(rgb)),
        (Colour::Ansi, Ink::Mark) => "1".to_owned(),
        (Colour::Ansi, Ink::Name) => "3".to_owned(),
    };
    format!("\u{1B}[{code}m{text}\u{1B}[0m")
}

/// The nearest colour of the 6 x 6 x 6 cube that terminals share.
fn cube([red, green, blue]: [u8; 3]) -> u16 {
    let step = |part: u8| (u16::from(part) * 5 + 127) / 255;
    16 + 36 * step(red) + 6 * step(green) + step(blue)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn land_has_signs_that_mean_nothing_else() {
        let signs: BTreeSet<char> = GROUND_SIGNS.into_iter().collect();
        assert_eq!(signs.len(), GROUND_SIGNS.len(), "each once");
        for other in ['·', ':', '~', '*', '#', '?', ' ', CONTESTED_GROUND] {
            assert!(!signs.contains(&other), "{other}");
        }
        assert!(!signs.iter().any(|sign| sign.is_alphanumeric()));
    }
}
