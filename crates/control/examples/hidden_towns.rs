//! Scores the vote of known places on towns that are hidden from it, against the nearest neighbour.
//!
//! Reads tab-separated changes (`date_seen`, `name`, `lat`, `lon`, population, holder before, holder) from standard
//! input and writes the scores. Spellings of one holder are made one before, by whoever pipes the table in. Towns are
//! rows of one name within 10 km; five folds over towns, by a hash of their positions; the first of each month.

use std::{
    collections::BTreeMap,
    error::Error,
    io::{Read as _, Write as _},
};

use jiff::civil::Date;
use marsad_control::table::{
    KnownPlace, PointClaim, PointWeights, holders_at, known_places, read_claims_csv,
};
use marsad_domain::{Digest32, Position};

const WEIGHTS: &str = include_str!("../../../rules/control/weights.toml");

const FOLDS: u8 = 5;

/// One hidden town on one day.
struct Answer {
    town: usize,
    truth: String,
    near: String,
    vote: String,
    confidence: f64,
    km_to_other: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let weights = PointWeights::from_toml("weights.toml", WEIGHTS)?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let loaded = read_claims_csv("standard input", as_csv(&text)?.as_bytes())?;
    let mut claims = loaded.value;
    for claim in &mut claims {
        claim.holder = claim.holder.trim().to_lowercase();
    }
    let mut answers = Vec::new();
    for month in 3..=12 {
        answers.extend(hidden(&claims, Date::new(2022, month, 1)?, &weights));
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "rows refused {}, answers {}",
        loaded.refused.len(),
        answers.len()
    )?;
    for (name, within) in [
        ("all", f64::INFINITY),
        ("within 50 km of the line", 50.0),
        ("within 25 km", 25.0),
    ] {
        let some: Vec<&Answer> = answers
            .iter()
            .filter(|answer| answer.km_to_other <= within)
            .collect();
        let (vote, near) = (error(&some, |a| &a.vote), error(&some, |a| &a.near));
        writeln!(
            out,
            "{name}: {} answers, error {vote:.4}, nearest neighbour {near:.4}",
            some.len()
        )?;
    }
    let all: Vec<&Answer> = answers.iter().collect();
    let (vote, near) = (macro_f1(&all, |a| &a.vote), macro_f1(&all, |a| &a.near));
    writeln!(out, "macro F1 {vote:.3}, nearest neighbour {near:.3}")?;
    let (low, high) = bootstrap(&answers);
    writeln!(
        out,
        "error below nearest neighbour: 95% of bootstraps over towns {low:.3} to {high:.3}"
    )?;
    for (mean, right) in calibration(&answers) {
        writeln!(out, "confidence {mean:.3} right {right:.3}")?;
    }
    Ok(())
}

fn as_csv(text: &str) -> Result<String, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        let record = record?;
        let field = |at: usize| record.get(at).unwrap_or("");
        if writer_is_new(&writer) {
            writer.write_record(["date", "place", "lat", "lon", "holder"])?;
        }
        writer.write_record([field(0), field(1), field(2), field(3), field(6)])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn writer_is_new(writer: &csv::Writer<Vec<u8>>) -> bool {
    writer.get_ref().is_empty()
}

fn hidden(claims: &[PointClaim], on: Date, weights: &PointWeights) -> Vec<Answer> {
    let towns = known_places(claims, Date::MAX);
    let now = known_places(claims, on);
    let fold_of = |place: &KnownPlace| {
        let text = format!("{:.4} {:.4}", place.position.lat(), place.position.lon());
        Digest32::blake3(text.as_bytes())
            .as_bytes()
            .first()
            .copied()
            .unwrap_or(0)
            % FOLDS
    };
    let mut answers = Vec::new();
    for fold in 0..FOLDS {
        let others: Vec<PointClaim> = now
            .iter()
            .filter(|p| fold_of(p) != fold)
            .flat_map(as_claims)
            .collect();
        let mine: Vec<&KnownPlace> = now
            .iter()
            .filter(|p| fold_of(p) == fold && truth(p, weights).is_some())
            .collect();
        let points: Vec<Position> = mine.iter().map(|place| place.position).collect();
        let one = PointWeights {
            places: 1,
            same_km: 0.0,
            ..weights.clone()
        };
        let votes = holders_at(&others, &points, on, weights);
        let near = holders_at(&others, &points, on, &one);
        for ((place, vote), near) in mine.into_iter().zip(votes).zip(near) {
            let Some(truth) = truth(place, weights) else {
                continue;
            };
            answers.push(Answer {
                town: towns
                    .iter()
                    .position(|town| town.position == place.position)
                    .unwrap_or(0),
                km_to_other: km_to_other(place, &truth, &now, weights),
                truth,
                near: near.holder.unwrap_or_default(),
                vote: vote.holder.unwrap_or_default(),
                confidence: vote.confidence.get(),
            });
        }
    }
    answers
}

fn as_claims(place: &KnownPlace) -> Vec<PointClaim> {
    let claim = |holder: &String| PointClaim {
        day: place.day,
        place: String::new(),
        position: place.position,
        holder: holder.clone(),
        source: None,
    };
    place.holders.iter().map(claim).collect()
}

/// The one known holder of a place; words that name none do not count.
fn truth(place: &KnownPlace, weights: &PointWeights) -> Option<String> {
    match place.holders.as_slice() {
        [one] if !weights.unknown.contains(one) && !one.chars().any(|c| c.is_ascii_digit()) => {
            Some(one.clone())
        }
        _ => None,
    }
}

fn km_to_other(
    place: &KnownPlace,
    holder: &str,
    now: &[KnownPlace],
    weights: &PointWeights,
) -> f64 {
    let others = now
        .iter()
        .filter(|other| truth(other, weights).is_some_and(|other| other != holder));
    others
        .map(|other| other.position.haversine(place.position).0)
        .fold(f64::INFINITY, f64::min)
}

#[expect(clippy::cast_precision_loss, reason = "some thousand answers")]
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

fn error(answers: &[&Answer], said: impl Fn(&Answer) -> &String) -> f64 {
    share(
        answers
            .iter()
            .filter(|answer| said(answer) != &answer.truth)
            .count(),
        answers.len(),
    )
}

fn macro_f1(answers: &[&Answer], said: impl Fn(&Answer) -> &String) -> f64 {
    let mut classes: Vec<&String> = answers.iter().map(|answer| &answer.truth).collect();
    classes.sort();
    classes.dedup();
    let f1 = |class: &&String| {
        let hits = answers
            .iter()
            .filter(|a| said(a) == *class && a.truth == **class)
            .count();
        let named = answers.iter().filter(|a| said(a) == *class).count();
        let there = answers.iter().filter(|a| a.truth == **class).count();
        share(2 * hits, named + there)
    };
    classes.iter().map(f1).sum::<f64>() / share(classes.len(), 1)
}

/// How far the vote's error lies below the nearest neighbour's, over 1,000 resamples of towns.
fn bootstrap(answers: &[Answer]) -> (f64, f64) {
    let mut towns: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for answer in answers {
        let errors = towns.entry(answer.town).or_default();
        errors.0 += usize::from(answer.vote != answer.truth);
        errors.1 += usize::from(answer.near != answer.truth);
    }
    let towns: Vec<(usize, usize)> = towns.into_values().collect();
    let draw = |n: usize, k: usize| {
        let bytes = Digest32::blake3(format!("{n} {k}").as_bytes());
        let number = bytes
            .as_bytes()
            .iter()
            .take(4)
            .fold(0_usize, |all, byte| all * 256 + usize::from(*byte));
        towns
            .get(number % towns.len().max(1))
            .copied()
            .unwrap_or_default()
    };
    let mut below: Vec<f64> = (0..1000)
        .map(|n| {
            let sum = (0..towns.len())
                .map(|k| draw(n, k))
                .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            1.0 - share(sum.0, sum.1)
        })
        .collect();
    below.sort_by(f64::total_cmp);
    (
        below.get(25).copied().unwrap_or(0.0),
        below.get(974).copied().unwrap_or(0.0),
    )
}

/// Five bins of equal size: mean confidence and share right.
fn calibration(answers: &[Answer]) -> Vec<(f64, f64)> {
    let mut sorted: Vec<&Answer> = answers.iter().collect();
    sorted.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let size = sorted.len().div_ceil(5).max(1);
    let bins = sorted.chunks(size).map(|bin| {
        let mean = bin.iter().map(|answer| answer.confidence).sum::<f64>() / share(bin.len(), 1);
        (
            mean,
            share(
                bin.iter()
                    .filter(|answer| answer.vote == answer.truth)
                    .count(),
                bin.len(),
            ),
        )
    });
    bins.collect()
}
