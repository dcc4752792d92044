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
        Self {
            left: x - radius,
            top: y - radius,
            right: x + radius,
            bottom: y + radius,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A name with its place.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) anchor: &'static str,
    pub(crate) class: &'static str,
    pub(crate) text: CleanText,
}

/// Names that found room, and what they must not cover.
#[derive(Debug)]
pub(super) struct Labels {
    width: f64,
    height: f64,
    font: f64,
    marks: Vec<Box>,
    names: Vec<Box>,
    list: Vec<Label>,
}

impl Labels {
    pub(super) fn new(width: f64, height: f64, font: f64) -> Self {
        Self {
            width,
            height,
            font,
            marks: Vec::new(),
            names: Vec::new(),
            list: Vec::new(),
        }
    }

    /// Keeps names off a mark.
    pub(super) fn block(&mut self, mark: Box) {
        self.marks.push(mark);
    }

    /// Places a name beside its mark: the side on which it covers least, and no side where it would cover a name.
    pub(super) fn place(
        &mut self,
        name: &CleanText,
        at: (f64, f64),
        radius: f64,
        is_watched: bool,
    ) {
        #[expect(clippy::cast_precision_loss, reason = "a name")]
        let length = name.as_str().chars().count() as f64 * self.font * 0.56 + 2.0;
        let covered = |place: &Box| {
            let inside = place.left >= 2.0
                && place.top >= 2.0
                && place.right <= self.width - 2.0
                && place.bottom <= self.height - 2.0;
            let is_free = inside && !self.names.iter().any(|other| other.overlaps(place));
            is_free.then(|| {
                self.marks
                    .iter()
                    .filter(|mark| mark.overlaps(place))
                    .count()
            })
        };
        let best = candidates(at, radius, length, self.font)
            .into_iter()
            .filter_map(|(place, anchor)| covered(&place).map(|count| (count, place, anchor)))
            .min_by_key(|(count, ..)| *count);
        let Some((count, place, anchor)) = best else {
            return;
        };
        if count > if is_watched { 6 } else { 3 } {
            return;
        }
        let x = match anchor {
            "start" => place.left,
            "end" => place.right,
            _ => f64::midpoint(place.left, place.right),
        };
        self.names.push(place);
        self.list.push(Label {
            x: unit(x),
            y: unit(place.bottom - self.font * 0.28),
            anchor,
            class: if is_watched { "name watched" } else { "name" },
            text: name.clone(),
        });
    }

    pub(super) fn into_list(self) -> Vec<Label> {
        self.list
    }
}

/// Right, left, above, below, and the four corners, in the order of preference.
fn candidates((x, y): (f64, f64), radius: f64, length: f64, font: f64) -> Vec<(Box, &'static str)> {
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
