//! The lines between two parties.

use marsad_domain::{ActorId, FrontLine, Kilometres, Position};

use super::{
    evidence::Ballots,
    grid::{Grid, Spot},
    trace::{Labels, Piece, Ring, positions},
};

/// The label of a cell that nobody leads.
pub(super) const NOBODY: u16 = u16::MAX;

/// The fronts of a day, by parties, then as they lie from south to north. Parties that are with each other have none.
pub(super) fn fronts(grid: &Grid, leaders: Vec<u16>, ballots: &Ballots) -> Vec<FrontLine> {
    let labels = Labels::new(grid, leaders, NOBODY);
    let mut found: Vec<FrontLine> = Vec::new();
    for ring in labels.rings() {
        for (other, spots) in runs(&ring) {
            if other == NOBODY || ring.label >= other || are_with(ballots, ring.label, other) {
                continue;
            }
            let party = |number: u16| ballots.parties.get(usize::from(number)).cloned();
            if let Some((one, other)) = party(ring.label).zip(party(other)) {
                found.extend(front(grid, (one, other), &spots));
            }
        }
    }
    found.sort_by(|a, b| a.parties.cmp(&b.parties));
    found
}

fn are_with(ballots: &Ballots, one: u16, other: u16) -> bool {
    let with = ballots.allies.get(usize::from(one));
    with.and_then(|with| with.get(usize::from(other))) == Some(&true)
}

fn front(grid: &Grid, parties: (ActorId, ActorId), spots: &[Spot]) -> Option<FrontLine> {
    let line: Vec<Position> = positions(grid, spots, false);
    let length: f64 = line
        .windows(2)
        .map(|pair| pair[0].haversine(pair[1]).0)
        .sum();
    (line.len() > 1).then_some(FrontLine {
        parties,
        line,
        length: Kilometres(length),
    })
}

/// The stretches of a ring along one label each, with the corners at their ends; a ring along one label alone is one
/// stretch that ends where it begins.
fn runs(ring: &Ring) -> Vec<(u16, Vec<Spot>)> {
    let pieces = &ring.pieces;
    let rights: Vec<u16> = pieces.iter().filter_map(|piece| piece.right).collect();
    let Some(first) = rights.first() else {
        return Vec::new();
    };
    if rights.iter().all(|right| right == first) {
        let mut spots: Vec<Spot> = pieces.iter().map(|piece| piece.spot).collect();
        spots.extend(spots.first().copied());
        return vec![(*first, spots)];
    }
    // Begin where the label on the right changes.
    let count = pieces.len();
    let before = |at: usize| {
        let mut earlier = (1..count).map(|by| pieces[(at + count - by) % count]);
        earlier.find_map(|piece: Piece| piece.right)
    };
    let start = (0..count).find(|at| {
        pieces[*at]
            .right
            .is_some_and(|right| before(*at) != Some(right))
    });
    let Some(start) = start else {
        return Vec::new();
    };
    let mut found: Vec<(u16, Vec<Spot>)> = Vec::new();
    let mut corner: Option<Spot> = pieces[(start + count - 1) % count]
        .right
        .is_none()
        .then(|| pieces[(start + count - 1) % count].spot);
    for by in 0..count {
        let piece = pieces[(start + by) % count];
        match (piece.right, found.last_mut()) {
            (None, last) => {
                if let Some((_, spots)) = last {
                    spots.push(piece.spot);
                }
                corner = Some(piece.spot);
            }
            (Some(right), Some((label, spots))) if *label == right => {
                spots.push(piece.spot);
                corner = None;
            }
            (Some(right), _) => {
                found.push((
                    right,
                    corner.take().into_iter().chain([piece.spot]).collect(),
                ));
            }
        }
    }
    found
}
