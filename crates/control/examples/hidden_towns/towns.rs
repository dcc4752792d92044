//! The towns of a table on the first of each month, and what a vote says of those that are hidden.

use std::error::Error;

use jiff::civil::Date;
use marsad_control::table::{KnownPlace, PointClaim, PointWeights, holders_at, known_places};
use marsad_domain::{Digest32, Position};

/// Parts of the towns; one is asked while the others are known.
pub(crate) const FOLDS: u8 = 5;
/// How often all towns are parted anew, so that the numbers that ship hang on no one partition.
const PARTITIONS: usize = 4;
/// Parts that are asked one after the other where a fold is left out: small, so that about as many towns are known as
/// where none is.
const SMALL_PARTS: u8 = 20;

/// One hidden town on one day.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) truth: String,
    pub(crate) nearest: String,
    pub(crate) said: String,
    pub(crate) share: f64,
    pub(crate) confidence: f64,
    /// Km to the nearest town of another holder.
    pub(crate) km_to_line: f64,
}

/// All months.
#[derive(Debug)]
pub(crate) struct Months(Vec<Month>);

#[derive(Debug)]
struct Month {
    on: Date,
    towns: Vec<Town>,
    /// The weights by which the nearest town decides alone.
    nearest: PointWeights,
}

#[derive(Debug)]
struct Town {
    /// Its fold in each partition.
    folds: [u8; PARTITIONS],
    small_part: u8,
    position: Position,
    /// What was said of it last.
    claims: Vec<PointClaim>,
    /// Its holder, where that is one known holder.
    truth: Option<String>,
    km_to_line: f64,
}

/// The towns on the first of each month that the table reaches.
pub(crate) fn months(
    claims: &[PointClaim],
    weights: &PointWeights,
) -> Result<Months, Box<dyn Error>> {
    let days = claims.iter().map(|claim| claim.day);
    let (first, last) = (days.clone().min(), days.max());
    let (Some(first), Some(last)) = (first, last) else {
        return Err("no claims".into());
    };
    let mut months = Vec::new();
    let mut on = first.first_of_month();
    while on <= last {
        if on >= first {
            months.push(month(claims, on, weights));
        }
        on = on.last_of_month().tomorrow()?;
    }
    Ok(Months(months))
}

fn month(claims: &[PointClaim], on: Date, weights: &PointWeights) -> Month {
    let mut towns: Vec<Town> = known_places(claims, on)
        .iter()
        .map(|place| town(place, weights))
        .collect();
    let lines: Vec<f64> = towns.iter().map(|town| km_to_line(town, &towns)).collect();
    for (town, km) in towns.iter_mut().zip(lines) {
        town.km_to_line = km;
    }
    let nearest = PointWeights {
        places: 1,
        same_km: 0.0,
        ..weights.clone()
    };
    Month { on, towns, nearest }
}

fn town(place: &KnownPlace, weights: &PointWeights) -> Town {
    let position = place.position;
    let text = format!("{:.4} {:.4}", position.lat(), position.lon());
    let hash = Digest32::blake3(text.as_bytes());
    let part = |byte: usize, parts: u8| hash.as_bytes().get(byte).map_or(0, |byte| byte % parts);
    let claim = |holder: &String| PointClaim {
        row: 0,
        day: place.day,
        place: String::new(),
        position,
        holder: holder.clone(),
        source: None,
    };
    let truth = match place.holders.as_slice() {
        [one] if !weights.unknown.contains(&one.name.to_lowercase()) => Some(one.name.clone()),
        _ => None,
    };
    Town {
        folds: std::array::from_fn(|partition| part(partition, FOLDS)),
        small_part: part(PARTITIONS, SMALL_PARTS),
        position,
        claims: place
            .holders
            .iter()
            .map(|holder| claim(&holder.name))
            .collect(),
        truth,
        km_to_line: f64::INFINITY,
    }
}

fn km_to_line(town: &Town, towns: &[Town]) -> f64 {
    let is_other = |other: &&Town| other.truth.is_some() && other.truth != town.truth;
    let km = |other: &Town| other.position.haversine(town.position).0;
    towns
        .iter()
        .filter(is_other)
        .map(km)
        .fold(f64::INFINITY, f64::min)
}

impl Months {
    /// Asks every fold of every partition while the others of it are known.
    pub(crate) fn ask(&self, weights: &PointWeights) -> Vec<Answer> {
        (0..PARTITIONS)
            .flat_map(|partition| {
                (0..FOLDS).flat_map(move |fold| self.ask_part(partition, fold, weights))
            })
            .collect()
    }

    /// Asks one fold of the first partition while the others are known.
    pub(crate) fn ask_fold(&self, fold: u8, weights: &PointWeights) -> Vec<Answer> {
        self.ask_part(0, fold, weights)
    }

    fn ask_part(&self, partition: usize, fold: u8, weights: &PointWeights) -> Vec<Answer> {
        let is_in = |town: &Town| town.folds.get(partition) == Some(&fold);
        self.asked(is_in, |town| !is_in(town), weights)
    }

    /// Asks all folds of the first partition but one, which is not known either.
    pub(crate) fn ask_without(&self, fold: u8, weights: &PointWeights) -> Vec<Answer> {
        let is_out = move |town: &Town| town.folds.first() == Some(&fold);
        let part = |part: u8| {
            let is_asked = move |town: &Town| !is_out(town) && town.small_part == part;
            let is_known = move |town: &Town| !is_out(town) && town.small_part != part;
            self.asked(is_asked, is_known, weights)
        };
        (0..SMALL_PARTS).flat_map(part).collect()
    }

    fn asked(
        &self,
        is_asked: impl Fn(&Town) -> bool,
        is_known: impl Fn(&Town) -> bool,
        weights: &PointWeights,
    ) -> Vec<Answer> {
        let months = self.0.iter();
        months
            .flat_map(|month| month.asked(&is_asked, &is_known, weights))
            .collect()
    }
}

impl Month {
    fn asked(
        &self,
        is_asked: impl Fn(&Town) -> bool,
        is_known: impl Fn(&Town) -> bool,
        weights: &PointWeights,
    ) -> Vec<Answer> {
        let known = self.towns.iter().filter(|town| is_known(town));
        let claims: Vec<PointClaim> = known.flat_map(|town| town.claims.clone()).collect();
        let hidden: Vec<(&Town, &String)> = self
            .towns
            .iter()
            .filter(|town| is_asked(town))
            .filter_map(|town| Some((town, town.truth.as_ref()?)))
            .collect();
        let points: Vec<Position> = hidden.iter().map(|(town, _)| town.position).collect();
        let votes = holders_at(&claims, &points, self.on, weights);
        let nearest = holders_at(&claims, &points, self.on, &self.nearest);
        let answers = hidden.into_iter().zip(votes).zip(nearest);
        answers
            .map(|(((town, truth), vote), nearest)| Answer {
                truth: truth.clone(),
                nearest: nearest.holder.unwrap_or_default(),
                said: vote.holder.unwrap_or_default(),
                share: vote.share.get(),
                confidence: vote.confidence.get(),
                km_to_line: town.km_to_line,
            })
            .collect()
    }
}
