//! The towns of a table on the first of each month, and what a vote says of those that are hidden.

use std::error::Error;

use jiff::civil::Date;
use marsad_control::table::{KnownPlace, PointClaim, PointWeights, holders_at, known_places};
use marsad_domain::{Digest32, Position};

/// Parts of the towns; one is asked while the others are known.
pub(crate) const FOLDS: u8 = 5;

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
    fold: u8,
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
        fold: hash.as_bytes().first().map_or(0, |byte| byte % FOLDS),
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
    /// Asks every fold while the others are known; one fold may be left out altogether.
    pub(crate) fn ask(&self, without: Option<u8>, weights: &PointWeights) -> Vec<Answer> {
        let folds = (0..FOLDS).filter(|fold| Some(*fold) != without);
        folds
            .flat_map(|fold| self.asked(fold, without, weights))
            .collect()
    }

    /// Asks one fold while all the others are known.
    pub(crate) fn ask_fold(&self, fold: u8, weights: &PointWeights) -> Vec<Answer> {
        self.asked(fold, None, weights)
    }

    fn asked(&self, fold: u8, without: Option<u8>, weights: &PointWeights) -> Vec<Answer> {
        let months = self.0.iter();
        months
            .flat_map(|month| month.asked(fold, without, weights))
            .collect()
    }
}

impl Month {
    fn asked(&self, fold: u8, without: Option<u8>, weights: &PointWeights) -> Vec<Answer> {
        let known = |town: &&Town| town.fold != fold && Some(town.fold) != without;
        let claims: Vec<PointClaim> = self
            .towns
            .iter()
            .filter(known)
            .flat_map(|town| town.claims.clone())
            .collect();
        let hidden: Vec<(&Town, &String)> = self
            .towns
            .iter()
            .filter(|town| town.fold == fold)
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
