//! Numbers of roads on the map, each in a small shield beside no other.

use std::collections::BTreeMap;

use crate::{
    clean_text::CleanText,
    render::svg::{
        labels::{Box, Labels},
        shape::unit,
    },
};

/// Letters in a shield, in units of the drawing.
const FONT: f64 = 9.5;
/// How far apart two shields of one number stand at least, in units of the drawing.
const APART: f64 = 210.0;
/// How many marks a shield may cover where a stretch of road has no free spot.
const MOST_COVERED: usize = 4;

/// A numbered road as the straight line between its ends, in units of the drawing.
#[derive(Debug, Clone)]
pub(super) struct Numbered<'a> {
    pub(super) number: &'a str,
    pub(super) ends: [(f64, f64); 2],
}

/// A shield with its place.
#[derive(Debug, Clone)]
pub(crate) struct Shield {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) middle: String,
    pub(crate) base: String,
    pub(crate) text: CleanText,
}

/// Puts shields on the longest links of each number first, and at least one on every connected stretch that has room.
pub(super) fn shields(roads: &[Numbered<'_>], labels: &mut Labels) -> Vec<Shield> {
    let mut by_number: BTreeMap<&str, Vec<&Numbered<'_>>> = BTreeMap::new();
    for road in roads {
        by_number.entry(road.number).or_default().push(road);
    }
    let mut placed = Vec::new();
    for (number, mut links) in by_number {
        links.sort_by(|a, b| length(b).total_cmp(&length(a)));
        let stretches = stretches(&links);
        let mut stand: Vec<(usize, (f64, f64))> = Vec::new();
        for most_covered in [0, MOST_COVERED] {
            for (link, stretch) in links.iter().zip(&stretches) {
                let is_bare = !stand.iter().any(|(of, _)| of == stretch);
                let found = spots(link).into_iter().find_map(|at| {
                    let is_apart = stand.iter().all(|(_, other)| distance(at, *other) >= APART);
                    let is_wanted = is_bare || is_apart && most_covered == 0;
                    let shield = is_wanted.then(|| shield(number, at, most_covered, labels));
                    Some((at, shield??))
                });
                if let Some((at, shield)) = found {
                    stand.push((*stretch, at));
                    placed.push(shield);
                }
            }
        }
    }
    placed
}

fn shield(
    number: &str,
    (x, y): (f64, f64),
    most_covered: usize,
    labels: &mut Labels,
) -> Option<Shield> {
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let width = number.chars().count() as f64 * FONT * 0.66 + 6.0;
    let height = FONT + 4.0;
    let place = Box::middle((x, y), width, height);
    labels.take(place, most_covered).then(|| Shield {
        x: unit(x - width / 2.0),
        y: unit(y - height / 2.0),
        width: unit(width),
        height: unit(height),
        middle: unit(x),
        base: unit(y + FONT * 0.36),
        text: CleanText::new(number),
    })
}

/// The connected stretch of each link, as the number of one of its links.
fn stretches(links: &[&Numbered<'_>]) -> Vec<usize> {
    let mut of: Vec<usize> = (0..links.len()).collect();
    let key = |(x, y): (f64, f64)| (x.to_bits(), y.to_bits());
    let mut at_end: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        for end in link.ends {
            let other = *at_end.entry(key(end)).or_insert(at);
            let (from, to) = (stretch_of(&of, at), stretch_of(&of, other));
            for one in of.iter_mut().filter(|one| **one == from) {
                *one = to;
            }
        }
    }
    of
}

fn stretch_of(of: &[usize], at: usize) -> usize {
    of.get(at).copied().unwrap_or(at)
}

fn length(link: &Numbered<'_>) -> f64 {
    distance(link.ends[0], link.ends[1])
}

/// Where a shield may stand on a link: in the middle, or to either side of it.
fn spots(link: &Numbered<'_>) -> [(f64, f64); 3] {
    let [a, b] = link.ends;
    [0.5, 0.3, 0.7].map(|share| (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)))
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(roads: &[[(f64, f64); 2]]) -> usize {
        let roads: Vec<Numbered<'_>> = roads
            .iter()
            .map(|ends| Numbered {
                number: "A1",
                ends: *ends,
            })
            .collect();
        shields(&roads, &mut Labels::new(2_000.0, 2_000.0)).len()
    }

    #[test]
    fn a_stretch_has_one_shield_and_a_long_one_more() {
        let short = [
            [(100.0, 100.0), (150.0, 100.0)],
            [(150.0, 100.0), (190.0, 100.0)],
        ];
        assert_eq!(count(&short), 1);
        assert_eq!(
            count(&[
                [(100.0, 100.0), (400.0, 100.0)],
                [(400.0, 100.0), (800.0, 100.0)]
            ]),
            2
        );
        assert_eq!(
            count(&[short[0], [(300.0, 100.0), (330.0, 100.0)]]),
            2,
            "what is not connected has its own"
        );
        assert_eq!(
            count(&[short[0], [(100.0, 102.0), (150.0, 102.0)]]),
            1,
            "and none covers another"
        );
    }
}
