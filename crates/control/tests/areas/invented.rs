//! Invented theatres: parties whose fronts move over hills, rivers and roads, towns large and small, a desert, and reports
//! that know large towns first.
//!
//! The truth is not made the way areas are filled: a cell is with the party that could march there most easily from its
//! bases over hills that no map of ours shows, with a push that changes from day to day and with chance. Areas are told
//! of towns alone, late and not of all.

use std::{cmp::Reverse, collections::BinaryHeap, fmt::Write as _};

use jiff::{Span, civil::Date, civil::date};
use marsad_control::areas::{Sign, SignKind};
use marsad_domain::{
    ActorId, ControlState, PlaceControl, PlaceId, PlaceRef, Position, Probability,
};
use marsad_places::{Gazetteer, NamedText, lines::Lines, network::Network};
use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Width and height in km.
pub(crate) const BOX: (f64, f64) = (200.0, 160.0);
/// Side of a cell of the truth in km.
pub(crate) const CELL: f64 = 2.0;
/// Days from the first to the last.
pub(crate) const DAYS: usize = 60;

/// What sort of theatre is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) parties: usize,
    pub(crate) rivers: usize,
    pub(crate) towns: usize,
    /// Whether a third of it is empty.
    pub(crate) has_desert: bool,
}

impl Plan {
    /// Two to four parties, one or two rivers, few or many towns, a desert in every second.
    pub(crate) fn of(seed: u64) -> Self {
        Self {
            seed,
            parties: 2 + (seed % 3) as usize,
            rivers: 1 + (seed % 2) as usize,
            towns: 80 + 40 * (seed % 5) as usize,
            has_desert: seed.is_multiple_of(2),
        }
    }
}

/// A point in km east and north of the south-west corner.
type Point = (f64, f64);

#[derive(Debug)]
struct Town {
    at: Point,
    people: f64,
    /// Days until a change is told.
    delay: usize,
    /// The day from which on anything is told of it; none where nothing ever is.
    told_from: Option<usize>,
}

/// A theatre with its truth.
#[derive(Debug)]
pub(crate) struct Invented {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) lines: Lines,
    pub(crate) network: Network,
    pub(crate) parties: Vec<ActorId>,
    towns: Vec<Town>,
    /// By day, by cell: the number of the party.
    truth: Vec<Vec<usize>>,
}

impl Invented {
    pub(crate) fn new(plan: Plan) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(plan.seed);
        let rivers: Vec<Vec<Point>> = (0..plan.rivers).map(|at| river(at, &mut rng)).collect();
        let bridges: Vec<Vec<Point>> = rivers.iter().map(|line| bridges(line, &mut rng)).collect();
        let towns = towns(plan, &bridges, &mut rng);
        let roads = roads(&towns, &rivers);
        let truth = truth(plan, &rivers, &bridges, &mut rng);
        let rows = |names: &mut dyn FnMut(usize, &Town) -> String| -> String {
            (0..)
                .zip(&towns)
                .map(|(at, town)| names(at, town))
                .collect()
        };
        let places = rows(&mut |at, town| {
            let (lat, lon) = degrees(town.at);
            format!(
                "t{at},Town {at},,,town,{lat:.5},{lon:.5},{:.0},,,,XX,1,,invented\n",
                town.people
            )
        });
        let places = format!("{PLACE_HEAD}{places}");
        let gazetteer = Gazetteer::from_csv(
            NamedText {
                file: "places.csv",
                text: &places,
            },
            None,
        );
        let gazetteer = gazetteer.expect("the places are sound").value;
        let network = Network::from_csv("roads.csv", &road_rows(&towns, &roads), &gazetteer);
        Self {
            lines: Lines::from_toml("lines.toml", &line_tables(&rivers, &bridges, &towns))
                .expect("the lines are sound"),
            network: network.expect("the roads are sound").value,
            gazetteer,
            parties: (0..plan.parties)
                .map(|at| format!("party-{at}").parse().expect("an id"))
                .collect(),
            towns,
            truth,
        }
    }

    /// All towns with their positions.
    pub(crate) fn places(&self) -> Vec<(PlaceId, Position)> {
        let places = (0..).zip(&self.towns);
        places
            .map(|(at, town)| (id(at), position(town.at)))
            .collect()
    }

    /// What is known of the towns on a day.
    pub(crate) fn control(&self, day: usize) -> Vec<PlaceControl> {
        let told = (0usize..).zip(&self.towns).filter_map(|(at, town)| {
            town.told_from.filter(|from| *from <= day)?;
            let said = day.saturating_sub(town.delay);
            let party = self.holder(town, said);
            let since = (0..=said)
                .rev()
                .take_while(|day| self.holder(town, *day) == party);
            let age = f64::from(u32::try_from(said - since.last().unwrap_or(said)).unwrap_or(0));
            Some(PlaceControl {
                place: PlaceRef::from(self.gazetteer.get(&id(at))?),
                state: ControlState::Held {
                    holder: self.parties[party].clone(),
                },
                since: None,
                confidence: Probability::clamped(0.8 * 0.5_f64.powf(age / 120.0)),
                trace: Vec::new(),
                would_change: Vec::new(),
            })
        });
        told.collect()
    }

    /// Reports of the last days of who is seen in towns of which nobody says who holds them.
    pub(crate) fn signs(&self, number: usize) -> Vec<Sign> {
        let untold = (0usize..).zip(&self.towns);
        let untold = untold.filter(|(_, town)| town.told_from.is_none_or(|from| from > number));
        let seen = untold.filter_map(|(at, town)| {
            // One town in three is seen every ninth day.
            let seen = (0..=number).rev().find(|day| (day + 5 * at) % 9 == 0)?;
            (at % 3 == 0).then(|| Sign {
                place: id(at),
                party: self.parties[self.holder(town, seen)].clone(),
                kind: SignKind::Presence,
                day: day(seen),
            })
        });
        seen.collect()
    }

    fn holder(&self, town: &Town, day: usize) -> usize {
        self.truth[day][cell_of(town.at)]
    }

    /// The cells within some km of a town, with who truly holds them on a day and whether somebody else does within 10
    /// km.
    pub(crate) fn inhabited(&self, day: usize, km: f64) -> Vec<(Position, usize, bool)> {
        let truth = &self.truth[day];
        let cells = (0..truth.len()).filter(|cell| {
            let at = middle(*cell);
            self.towns.iter().any(|town| away(town.at, at) <= km)
        });
        cells
            .map(|cell| {
                let at = middle(cell);
                let is_near = (0..truth.len())
                    .any(|other| truth[other] != truth[cell] && away(middle(other), at) <= 10.0);
                (position(at), truth[cell], is_near)
            })
            .collect()
    }
}

const PLACE_HEAD: &str = "id,name,name_ar,spellings,kind,lat,lon,population,admin1,admin2,admin3,country,\
                          junction_km,geonameid,basis\n";

pub(crate) fn day(number: usize) -> Date {
    let days = i64::try_from(number).unwrap_or(0);
    date(2031, 3, 1)
        .checked_add(Span::new().days(days))
        .expect("a day")
}

fn id(at: usize) -> PlaceId {
    format!("t{at}").parse().expect("an id")
}

fn away(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn degrees((x, y): Point) -> (f64, f64) {
    (
        34.0 + y / 111.195,
        38.0 + x / (111.195 * 34.7_f64.to_radians().cos()),
    )
}

fn position(at: Point) -> Position {
    let (lat, lon) = degrees(at);
    Position::new(lat, lon).expect("a position")
}

fn columns() -> usize {
    (BOX.0 / CELL) as usize
}

fn cells() -> usize {
    columns() * (BOX.1 / CELL) as usize
}

fn middle(cell: usize) -> Point {
    let (column, row) = (cell % columns(), cell / columns());
    ((column as f64 + 0.5) * CELL, (row as f64 + 0.5) * CELL)
}

fn cell_of((x, y): Point) -> usize {
    let at = |value: f64, most: f64| (value.clamp(0.0, most - 0.01) / CELL) as usize;
    at(y, BOX.1) * columns() + at(x, BOX.0)
}

/// A line across: the first from west to east, the second from south to north.
fn river(number: usize, rng: &mut impl Rng) -> Vec<Point> {
    let (length, width) = if number == 0 { BOX } else { (BOX.1, BOX.0) };
    let mut across = width * rng.random_range(0.3..0.7);
    let steps = 40;
    (0..=steps)
        .map(|at| {
            across = (across + rng.random_range(-6.0..6.0)).clamp(0.1 * width, 0.9 * width);
            let along = length * f64::from(at) / f64::from(steps) * 1.02 - 0.01 * length;
            if number == 0 {
                (along, across)
            } else {
                (across, along)
            }
        })
        .collect()
}

fn bridges(line: &[Point], rng: &mut impl Rng) -> Vec<Point> {
    let mut at = rng.random_range(3..8);
    let mut found = Vec::new();
    while at < line.len() - 2 {
        found.push(line[at]);
        at += rng.random_range(6..12);
    }
    found
}

/// Towns: one at each bridge, then others by chance, the first the largest; none in the desert.
fn towns(plan: Plan, bridges: &[Vec<Point>], rng: &mut impl Rng) -> Vec<Town> {
    let mut spots: Vec<Point> = bridges.iter().flatten().copied().collect();
    spots.retain(|at| (1.0..BOX.0 - 1.0).contains(&at.0) && (1.0..BOX.1 - 1.0).contains(&at.1));
    while spots.len() < plan.towns {
        let at = (
            rng.random_range(1.0..BOX.0 - 1.0),
            rng.random_range(1.0..BOX.1 - 1.0),
        );
        let is_empty = plan.has_desert && at.0 > 0.6 * BOX.0 && at.1 < 0.6 * BOX.1;
        if !is_empty && spots.iter().all(|other| away(*other, at) > 3.0) {
            spots.push(at);
        }
    }
    let mut ranks: Vec<usize> = (0..spots.len()).collect();
    for at in (1..ranks.len()).rev() {
        ranks.swap(at, rng.random_range(0..=at));
    }
    let town = |(at, rank): (Point, usize)| {
        let share = rank as f64 / plan.towns as f64;
        let told_from =
            (share < 0.6).then(|| (share * DAYS as f64 * rng.random_range(0.5..1.5)) as usize);
        Town {
            at,
            people: 300_000.0 / (rank as f64 + 1.0).powf(0.9),
            delay: (rng.random_range(0.0..1.0) + share * 8.0) as usize,
            told_from,
        }
    };
    spots.into_iter().zip(ranks).map(town).collect()
}

/// Each town with its three nearest, if no river lies between or one of the two is at a bridge.
fn roads(towns: &[Town], rivers: &[Vec<Point>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, town) in towns.iter().enumerate() {
        let mut others: Vec<usize> = (0..towns.len()).filter(|other| *other != at).collect();
        others.sort_by(|a, b| away(towns[*a].at, town.at).total_cmp(&away(towns[*b].at, town.at)));
        for other in others.into_iter().take(3) {
            let is_open = rivers
                .iter()
                .all(|river| !parts(river, town.at, towns[other].at));
            if is_open {
                found.push((at.min(other), at.max(other)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a river lies between two points. A point on it lies on both banks.
fn parts(river: &[Point], a: Point, b: Point) -> bool {
    let on_it = |at: Point| river.iter().any(|point| away(*point, at) < 0.01);
    if on_it(a) || on_it(b) {
        return false;
    }
    let turn = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    let meets = |pair: &[Point]| {
        turn(a, b, pair[0]) * turn(a, b, pair[1]) < 0.0
            && turn(pair[0], pair[1], a) * turn(pair[0], pair[1], b) < 0.0
    };
    river.windows(2).filter(|pair| meets(pair)).count() % 2 == 1
}

fn road_rows(towns: &[Town], roads: &[(usize, usize)]) -> String {
    let mut text = "from,to,ref,class,length_km,border,basis\n".to_owned();
    for (a, b) in roads {
        let people = towns[*a].people.min(towns[*b].people);
        let class = match people {
            20_000.0.. => "trunk",
            8_000.0.. => "primary",
            4_000.0.. => "secondary",
            _ => "tertiary",
        };
        let km = position(towns[*a].at).haversine(position(towns[*b].at)).0 * 1.1;
        let _ = writeln!(text, "t{a},t{b},,{class},{km:.2},no,invented");
    }
    text
}

fn line_tables(rivers: &[Vec<Point>], bridges: &[Vec<Point>], towns: &[Town]) -> String {
    let mut text = String::new();
    for ((at, river), bridges) in rivers.iter().enumerate().zip(bridges) {
        let points: Vec<String> = river
            .iter()
            .map(|point| {
                let (lat, lon) = degrees(*point);
                format!("[{lat:.5}, {lon:.5}]")
            })
            .collect();
        let crossings: Vec<String> = towns
            .iter()
            .enumerate()
            .filter(|(_, town)| bridges.iter().any(|bridge| away(*bridge, town.at) < 0.01))
            .map(|(town, _)| format!("\"t{town}\""))
            .collect();
        let _ = write!(
            text,
            "[[line]]\nid = \"river-{at}\"\nname = \"River {at}\"\nkind = \"river\"\nbasis = \"invented\"\n\
             crossings = [{}]\npoints = [{}]\n",
            crossings.join(", "),
            points.join(", ")
        );
    }
    text
}

/// A smooth field of chance: bumps of some km, up and down.
fn field(bumps: usize, size: f64, height: f64, rng: &mut impl Rng) -> Vec<f64> {
    let bumps: Vec<(Point, f64)> = (0..bumps)
        .map(|_| {
            let at = (rng.random_range(0.0..BOX.0), rng.random_range(0.0..BOX.1));
            (at, rng.random_range(-height..height))
        })
        .collect();
    let value = |cell: usize| {
        let at = middle(cell);
        let bump =
            |(spot, height): &(Point, f64)| height * (-(away(*spot, at) / size).powi(2)).exp();
        bumps.iter().map(bump).sum()
    };
    (0..cells()).map(value).collect()
}

/// Who holds each cell on each day.
fn truth(
    plan: Plan,
    rivers: &[Vec<Point>],
    bridges: &[Vec<Point>],
    rng: &mut impl Rng,
) -> Vec<Vec<usize>> {
    let hills = field(60, 14.0, 1.2, rng);
    let marches: Vec<Vec<f64>> = (0..plan.parties)
        .map(|_| {
            let bases: Vec<usize> = (0..2)
                .map(|_| cell_of((rng.random_range(0.0..BOX.0), rng.random_range(0.0..BOX.1))))
                .collect();
            let chance = field(80, 16.0, 14.0, rng);
            let march = march(&bases, &hills, rivers, bridges);
            march
                .iter()
                .zip(chance)
                .map(|(km, chance)| km + chance)
                .collect()
        })
        .collect();
    let mut push = vec![0.0; plan.parties];
    let mut drift: Vec<f64> = (0..plan.parties)
        .map(|_| rng.random_range(-0.8..0.8))
        .collect();
    (0..=DAYS)
        .map(|day| {
            for (push, drift) in push.iter_mut().zip(&mut drift) {
                if day % 12 == 11 {
                    *drift = rng.random_range(-0.8..0.8);
                }
                *push += *drift;
            }
            let best = |cell: usize| {
                let cost = |party: &usize| marches[*party][cell] - push[*party];
                (0..plan.parties)
                    .min_by(|a, b| cost(a).total_cmp(&cost(b)))
                    .unwrap_or(0)
            };
            (0..cells()).map(best).collect()
        })
        .collect()
}

/// How hard it is to march to each cell.
fn march(
    bases: &[usize],
    hills: &[f64],
    rivers: &[Vec<Point>],
    bridges: &[Vec<Point>],
) -> Vec<f64> {
    let mut costs = vec![f64::INFINITY; cells()];
    let mut open: BinaryHeap<(Reverse<u64>, usize)> = BinaryHeap::new();
    for base in bases {
        costs[*base] = 0.0;
        open.push((Reverse(0), *base));
    }
    while let Some((Reverse(key), cell)) = open.pop() {
        if key > (costs[cell] * 1000.0) as u64 {
            continue;
        }
        for (east, north) in [
            (1i32, 0i32),
            (1, 1),
            (0, 1),
            (-1, 1),
            (-1, 0),
            (-1, -1),
            (0, -1),
            (1, -1),
        ] {
            let column = (cell % columns()) as i32 + east;
            let row = (cell / columns()) as i32 + north;
            let is_in = (0..columns() as i32).contains(&column)
                && (0..(cells() / columns()) as i32).contains(&row);
            if !is_in {
                continue;
            }
            let next = row as usize * columns() + column as usize;
            let (from, to) = (middle(cell), middle(next));
            let rough = 1.0 + f64::midpoint(hills[cell], hills[next]).max(-0.4);
            let wet: f64 = rivers
                .iter()
                .zip(bridges)
                .filter(|(river, _)| parts(river, from, to))
                .map(|(_, bridges)| {
                    let near = bridges.iter().any(|bridge| away(*bridge, from) < 4.0);
                    if near { 5.0 } else { 45.0 }
                })
                .sum();
            let cost = costs[cell] + away(from, to) * rough + wet;
            if cost < costs[next] {
                costs[next] = cost;
                open.push((Reverse((cost * 1000.0) as u64), next));
            }
        }
    }
    costs
}
