//! Names on the map: where there is room, beside their marks, never over one another.

use crate::{clean_text::CleanText, render::svg::shape::unit};

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    pub(super) fn around((x, y): (f64, f64), radius: f64) -> Self {
        Self::middle((x, y), 2.0 * radius, 2.0 * radius)
    }

    pub(super) fn middle((x, y): (f64, f64), width: f64, height: f64) -> Self {
        Self {
            left: x - width / 2.0,
            top: y - height / 2.0,
            right: x + width / 2.0,
            bottom: y + height / 2.0,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// How much longer a name is with space between its letters, in bold.
const SPACED: f64 = 1.27;

/// How a name is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Height of its letters, in units of the drawing.
    pub(super) font: f64,
    /// Its class in the style sheet.
    pub(super) class: &'static str,
    /// How many marks it may cover.
    pub(super) most_covered: usize,
}

/// A name with its place.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) anchor: &'static str,
    pub(crate) class: &'static str,
    pub(crate) font: String,
    pub(crate) text: CleanText,
}

/// Names that found room, and what they must not cover.
#[derive(Debug)]
pub(super) struct Labels {
    width: f64,
    height: f64,
    /// What names should not cover, and as how many marks each counts.
    marks: Vec<(Box, usize)>,
    names: Vec<Box>,
    list: Vec<Label>,
}

impl Labels {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            marks: Vec::new(),
            names: Vec::new(),
            list: Vec::new(),
        }
    }

    /// Keeps names off a mark that counts as so many.
    pub(super) fn block(&mut self, mark: Box, weight: usize) {
        self.marks.push((mark, weight));
    }

    /// Takes room for something else than a name, where there is any.
    pub(super) fn take(&mut self, place: Box, most_covered: usize) -> bool {
        let is_free = self
            .covered(&place)
            .is_some_and(|count| count <= most_covered);
        if is_free {
            self.names.push(place);
        }
        is_free
    }

    /// Places a name beside its mark: the side on which it covers least, and no side where it would cover a name.
    pub(super) fn place(&mut self, name: &CleanText, at: (f64, f64), radius: f64, style: Style) {
        let wishes = beside(at, radius, length(name, style), style.font);
        if let Some(label) = self.best(name, wishes, style) {
            self.list.push(label);
        }
    }

    /// The name of an area, at its point or as near to it as there is room; it lies under the marks.
    pub(super) fn area(&mut self, name: &CleanText, at: (f64, f64), style: Style) -> Option<Label> {
        let length = length(name, style) * SPACED;
        // The marks lie on top, so what counts is how near to its point the name stands.
        let near = over(at, length, style.font).into_iter();
        let mut free = near.filter(|(place, _)| {
            self.covered(place)
                .is_some_and(|count| count <= style.most_covered)
        });
        let first = free.next()?;
        self.best(name, vec![first], style)
    }

    fn best(
        &mut self,
        name: &CleanText,
        wishes: Vec<(Box, &'static str)>,
        style: Style,
    ) -> Option<Label> {
        let (count, place, anchor) = wishes
            .into_iter()
            .filter_map(|(place, anchor)| self.covered(&place).map(|count| (count, place, anchor)))
            .min_by_key(|(count, ..)| *count)?;
        if count > style.most_covered {
            return None;
        }
        let x = match anchor {
            "start" => place.left,
            "end" => place.right,
            _ => f64::midpoint(place.left, place.right),
        };
        self.names.push(place);
        Some(Label {
            x: unit(x),
            y: unit(place.bottom - style.font * 0.28),
            anchor,
            class: style.class,
            font: unit(style.font),
            text: name.clone(),
        })
    }

    /// How many marks a rectangle covers; nothing where it covers a name or leaves the drawing.
    fn covered(&self, place: &Box) -> Option<usize> {
        let inside = place.left >= 2.0
            && place.top >= 2.0
            && place.right <= self.width - 2.0
            && place.bottom <= self.height - 2.0;
        let is_free = inside && !self.names.iter().any(|other| other.overlaps(place));
        is_free.then(|| {
            let covered = self.marks.iter().filter(|(mark, _)| mark.overlaps(place));
            covered.map(|(_, weight)| weight).sum()
        })
    }

    pub(super) fn into_list(self) -> Vec<Label> {
        self.list
    }
}

fn length(name: &CleanText, style: Style) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a name")]
    let letters = name.as_str().chars().count() as f64;
    letters * style.font * 0.56 + 2.0
}

/// Right, left, above, below, and the four corners, in the order of preference.
fn beside((x, y): (f64, f64), radius: f64, length: f64, font: f64) -> Vec<(Box, &'static str)> {
    let gap = radius + 3.0;
    let corner = radius * 0.75 + 2.0;
    let half = font * 0.6;
    let at = |left: f64, middle: f64| Box {
        left,
        top: middle - half,
        right: left + length,
        bottom: middle + half,
    };
    vec![
        (at(x + gap, y), "start"),
        (at(x - gap - length, y), "end"),
        (at(x - length / 2.0, y - gap - half), "middle"),
        (at(x - length / 2.0, y + gap + half), "middle"),
        (at(x + corner, y - corner - half * 0.6), "start"),
        (at(x + corner, y + corner + half * 0.6), "start"),
        (at(x - corner - length, y - corner - half * 0.6), "end"),
        (at(x - corner - length, y + corner + half * 0.6), "end"),
    ]
}

/// At a point, and around it in growing steps.
fn over((x, y): (f64, f64), length: f64, font: f64) -> Vec<(Box, &'static str)> {
    let steps = [0.0, 1.5, -1.5, 3.0, -3.0, 4.5, -4.5];
    let shifts = [0.0, 0.25, -0.25];
    let at = |step: f64, shift: f64| {
        let middle = (x + shift * length, y + step * font);
        (Box::middle(middle, length, font * 1.3), "middle")
    };
    steps
        .into_iter()
        .flat_map(|step| shifts.map(|shift| at(step, shift)))
        .collect()
}
