//! The report as one HTML page: no script, nothing from elsewhere, styles allowed by their hash.

use askama::Template;
use marsad_domain::Digest32;

use crate::{
    clean_text::CleanText,
    error::PublicationError,
    render::{
        note_text::NoteText,
        svg::{Hatching, LegendEntry, MapView, Size, hatchings, legend},
    },
    sentence::Block,
    situation::PublishedSituation,
    wording::{Wording, fill},
};

const STYLE: &str = include_str!("../../templates/situation.css");

#[derive(Template)]
#[template(path = "situation.html")]
struct Page<'a> {
    situation: &'a PublishedSituation,
    words: &'a Wording,
    style: &'static str,
    style_hash: String,
    hatchings: Vec<Hatching>,
    maps: Vec<MapView>,
    legend: Vec<LegendEntry>,
    map_bases: CleanText,
    land_note: &'a str,
    notes: Vec<NoteText>,
}

/// The report as a page.
///
/// # Errors
/// The page cannot be laid out; no input is known that does this.
pub fn to_html(situation: &PublishedSituation) -> Result<String, PublicationError> {
    let words = &situation.words;
    let map = situation.map.as_ref();
    let bases: Vec<&str> = map
        .map(|map| map.bases.iter().map(CleanText::as_str).collect())
        .unwrap_or_default();
    let page = Page {
        situation,
        words,
        style: STYLE,
        style_hash: base64(Digest32::sha256(STYLE.as_bytes()).as_bytes()),
        hatchings: map.map(hatchings).unwrap_or_default(),
        maps: map
            .map(|map| {
                let view = |size| MapView::of(map, &situation.map_title, words, size);
                vec![view(Size::Wide), view(Size::Narrow)]
            })
            .unwrap_or_default(),
        legend: map.map(|map| legend(map, words)).unwrap_or_default(),
        map_bases: fill(&words.map_basis, &[("basis", &bases.join("; "))]),
        land_note: map.map_or("", |map| map.land_note(words)),
        notes: situation
            .notes
            .iter()
            .map(|note| NoteText::of(words, note))
            .collect(),
    };
    page.render().map_err(PublicationError::Page)
}

/// Standard base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| {
        let at = usize::try_from(bits & 63).unwrap_or_default();
        char::from(DIGITS.get(at).copied().unwrap_or_default())
    };
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let part = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = (part(0) << 16) | (part(1) << 8) | part(2);
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            out.push(if at <= chunk.len() {
                digit(bits >> shift)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_follows_the_examples_of_rfc_4648() {
        for (given, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(given.as_bytes()), coded);
        }
    }
}
