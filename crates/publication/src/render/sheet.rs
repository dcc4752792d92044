//! The map as a drawing of its own: title, land, roads, places with their holders, legend, notes.

use crate::{
    clean_text::CleanText,
    error::PublicationError,
    render::svg::{
        Frame, Hatching, LegendEntry, MapView, SheetGround, Size, abroad_entry, hatchings, legend,
    },
    situation::PublishedSituation,
    wording::{Wording, fill},
};
use askama::Template;

const WIDTH: f64 = 1600.0;
const HEAD: f64 = 64.0;
/// Height of a line of the legend, and of a line of notes.
const STEP: f64 = 24.0;
const COLUMNS: usize = 4;
/// Letters in a line of notes.
const LETTERS: usize = 225;

/// An entry of the legend with its place.
struct Placed {
    x: String,
    y: String,
    entry: LegendEntry,
}

/// A line of text with its place.
struct Line {
    y: String,
    text: CleanText,
}

#[derive(Template)]
#[template(path = "sheet.svg")]
struct Sheet<'a> {
    height: String,
    title: &'a CleanText,
    hatchings: Vec<Hatching>,
    map: MapView,
    legend: Vec<Placed>,
    notes: Vec<Line>,
}

/// The map of a situation as one SVG drawing, with roads under the places and notes under the legend; nothing where
/// there is nothing to draw.
///
/// # Errors
/// The drawing cannot be laid out; no input is known that does this.
pub fn to_svg(
    situation: &PublishedSituation,
    ground: &SheetGround,
    notes: &[String],
) -> Result<Option<String>, PublicationError> {
    let words: &Wording = &situation.words;
    let Some(map) = &situation.map else {
        return Ok(None);
    };
    let title = &situation.map_title;
    let mut view = MapView::on_ground(map, title, words, Size::Sheet, ground);
    let height: f64 = view.height.parse().unwrap_or(WIDTH);
    view.frame = Some(Frame {
        y: HEAD.to_string(),
        width: view.width.clone(),
        height: view.height.clone(),
    });
    let below = HEAD + height + STEP;
    let mut entries = legend(map, words);
    entries.extend(abroad_entry(ground, words));
    let legend = placed(entries, below);
    let last = legend.len().div_ceil(COLUMNS);
    let bases: Vec<&str> = map.bases.iter().map(CleanText::as_str).collect();
    let lines_from = fill(&words.map_basis, &[("basis", &bases.join("; "))]);
    let own = [
        CleanText::new(&words.map_solid),
        CleanText::new(&words.map_marks),
        CleanText::new(map.land_note(words)),
    ];
    let notice = situation.notice.iter().cloned();
    let notes = notes.iter().map(|note| CleanText::new(note));
    let all = notes
        .chain(notice)
        .chain(own)
        .chain([lines_from])
        .chain(situation.attribution.iter().cloned());
    let notes = lines(all, below + steps(last + 1));
    let sheet = Sheet {
        height: (below + steps(last + 1 + notes.len())).round().to_string(),
        title: &situation.map_title,
        hatchings: hatchings(map),
        map: view,
        legend,
        notes,
    };
    sheet.render().map(Some).map_err(PublicationError::Page)
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
fn steps(count: usize) -> f64 {
    count as f64 * STEP
}

fn placed(entries: Vec<LegendEntry>, top: f64) -> Vec<Placed> {
    let place = |(at, entry)| {
        let (row, column) = (at / COLUMNS, at % COLUMNS);
        #[expect(clippy::cast_precision_loss, reason = "a few columns")]
        let x = 16.0 + column as f64 * (WIDTH - 32.0) / COLUMNS as f64;
        Placed {
            x: x.round().to_string(),
            y: (top + steps(row)).round().to_string(),
            entry,
        }
    };
    entries.into_iter().enumerate().map(place).collect()
}

/// Texts in lines that fit, one below the other.
fn lines(texts: impl Iterator<Item = CleanText>, top: f64) -> Vec<Line> {
    let mut parts: Vec<String> = Vec::new();
    for text in texts {
        let mut part = String::new();
        for word in text.as_str().split_whitespace() {
            if !part.is_empty() && part.chars().count() + word.chars().count() >= LETTERS {
                parts.push(std::mem::take(&mut part));
            }
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
        parts.push(part);
    }
    let line = |(at, text): (usize, String)| Line {
        y: (top + steps(at)).round().to_string(),
        text: CleanText::from(text),
    };
    parts.into_iter().enumerate().map(line).collect()
}
