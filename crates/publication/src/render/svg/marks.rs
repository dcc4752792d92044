//! Marks of places, their letters, and the legend that explains them.

use crate::{
    clean_text::CleanText,
    composer::{list, number},
    map::{MapDot, MapParty, Paint, PublishedMap},
    render::svg::shape,
    wording::{Wording, fill},
};

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

/// One entry of the legend.
#[derive(Debug, Clone)]
pub(crate) struct LegendEntry {
    pub(crate) text: CleanText,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) letter: Option<Letter>,
}

/// The parties and the signs of states, each with its mark.
pub(crate) fn legend(map: &PublishedMap, words: &Wording) -> Vec<LegendEntry> {
    let at = (14.0, 12.0);
    let entry = |paint: Paint, text: CleanText, radius: f64| LegendEntry {
        text,
        letter: letter(map, &paint, at, radius),
        pieces: pieces(map, &paint, at, radius),
    };
    let mut entries: Vec<LegendEntry> = map
        .parties
        .iter()
        .enumerate()
        .map(|(at, party)| {
            let letter = party.letter.to_string();
            let places = number(words, u64::try_from(party.places).unwrap_or(u64::MAX));
            let blanks = [
                ("letter", letter.as_str()),
                ("party", party.label.as_str()),
                ("places", &places),
            ];
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

/// Larger for more people; sites without residents are smallest, and followed places large enough for a letter.
pub(super) fn radius(dot: &MapDot) -> f64 {
    let least = if dot.is_watched { 7.5 } else { 0.0 };
    let by_people: f64 = match dot.population {
        _ if !dot.is_settlement => 3.0,
        Some(1_000_000..) => 13.0,
        Some(400_000..) => 11.0,
        Some(150_000..) => 9.0,
        Some(50_000..) => 6.5,
        Some(15_000..) => 5.2,
        Some(_) | None => 4.0,
    };
    by_people.max(least)
}

pub(super) fn hatching_id(party: &MapParty) -> String {
    format!("hatch-{}", party.shape)
}

/// The pieces of the mark of a state.
pub(super) fn pieces(map: &PublishedMap, paint: &Paint, at: (f64, f64), radius: f64) -> Vec<Piece> {
    let party = |number: usize| map.parties.get(number);
    let colour = |number: usize| {
        party(number).map_or_else(|| "#777777".to_owned(), |party| shape::hex(party.colour))
    };
    let form =
        |number: usize| shape::sign(party(number).map_or(0, |party| party.shape), at, radius);
    let edge = shape::unit((radius * 0.14).clamp(0.7, 1.2));
    let solid = |number: usize| Piece {
        d: form(number),
        fill: colour(number),
        stroke: "#ffffff".to_owned(),
        width: edge.clone(),
    };
    let stroked = |d: String, fill: String, stroke: String, width: f64| Piece {
        d,
        fill,
        stroke,
        width: shape::unit(width),
    };
    match paint {
        Paint::Held(number) => vec![solid(*number)],
        Paint::Claimed(number) | Paint::Unchecked(number) => {
            let hatch = party(*number).map_or_else(
                || "none".to_owned(),
                |party| format!("url(#{})", hatching_id(party)),
            );
            vec![
                stroked(form(*number), "#ffffff".to_owned(), "none".to_owned(), 0.0),
                stroked(
                    form(*number),
                    hatch,
                    colour(*number),
                    (radius * 0.22).clamp(1.0, 2.0),
                ),
            ]
        }
        Paint::Besieged(number, by) => vec![
            stroked(
                shape::circle(at, radius + 4.0),
                "none".to_owned(),
                "#ffffff".to_owned(),
                4.0,
            ),
            stroked(
                shape::circle(at, radius + 4.0),
                "none".to_owned(),
                colour(*by),
                2.4,
            ),
            solid(*number),
        ],
        Paint::Contested(numbers) => {
            let radius = radius.max(4.5);
            let mut sectors: Vec<Piece> = shape::sectors(at, radius, numbers.len())
                .into_iter()
                .zip(numbers)
                .map(|(d, number)| stroked(d, colour(*number), "none".to_owned(), 0.0))
                .collect();
            sectors.push(stroked(
                shape::circle(at, radius),
                "none".to_owned(),
                "#666666".to_owned(),
                1.6,
            ));
            sectors
        }
        Paint::Unknown => {
            vec![stroked(
                shape::circle(at, radius),
                "#ffffff".to_owned(),
                "#777777".to_owned(),
                1.2,
            )]
        }
    }
}

pub(super) fn letter(
    map: &PublishedMap,
    paint: &Paint,
    at: (f64, f64),
    radius: f64,
) -> Option<Letter> {
    let (text, ink) = match paint {
        Paint::Held(number) | Paint::Besieged(number, _) => {
            let party = map.parties.get(*number)?;
            (party.letter, shape::ink_on(party.colour))
        }
        Paint::Unknown => ('?', "#333333"),
        Paint::Claimed(_) | Paint::Unchecked(_) | Paint::Contested(_) => return None,
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

pub(super) fn mark_title(map: &PublishedMap, dot: &MapDot, words: &Wording) -> CleanText {
    let state = state_title(map, &dot.paint, words);
    CleanText::from(format!("{}: {state}", dot.name))
}

/// What a paint says, in words.
pub(super) fn state_title(map: &PublishedMap, paint: &Paint, words: &Wording) -> CleanText {
    let label = |number: usize| {
        map.parties
            .get(number)
            .map_or("", |party| party.label.as_str())
    };
    match paint {
        Paint::Held(number) => fill(&words.state_held, &[("party", label(*number))]),
        Paint::Claimed(number) => fill(&words.state_claimed, &[("party", label(*number))]),
        Paint::Unchecked(number) => fill(&words.state_unchecked, &[("party", label(*number))]),
        Paint::Besieged(number, by) => fill(
            &words.state_besieged,
            &[("party", label(*number)), ("by", label(*by))],
        ),
        Paint::Contested(numbers) => {
            let labels: Vec<CleanText> = numbers
                .iter()
                .map(|number| CleanText::new(label(*number)))
                .collect();
            let parties = list(words, &labels, labels.len());
            fill(&words.state_contested, &[("parties", parties.as_str())])
        }
        Paint::Unknown => CleanText::new(&words.state_unknown),
    }
}
