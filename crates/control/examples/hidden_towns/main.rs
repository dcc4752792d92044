//! Fits the weights by which known places vote on a point, on towns that are hidden from the vote.
//!
//! Reads a table of claims as `marsad control FILE --at` does from standard input and writes the numbers of
//! `rules/control/weights.toml`. Towns are parted into five folds by a hash of their positions and asked about on the
//! first of each month. Every setting of a small grid is scored, over several such partitions; the best is what ships.
//!
//! That best score was chosen on the towns that it is measured on. So the whole choice, calibration included, is also
//! made five times without the towns of one fold, neither asked nor known, and measured on that fold: the nested
//! score, which is no training score.

mod calibrate;
mod scores;
mod settings;
mod towns;

use std::{
    error::Error,
    io::{Read as _, Write},
};

use marsad_control::table::{PointWeights, read_claims_csv};

use crate::{
    calibrate::calibration,
    scores::{Scores, scores},
    settings::settings,
    towns::{Answer, FOLDS, Months, months},
};

const WEIGHTS: &str = include_str!("../../../../rules/control/weights.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let shipped = PointWeights::from_toml("weights.toml", WEIGHTS)?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let loaded = read_claims_csv("standard input", text.as_bytes())?;
    let months = months(&loaded.value, &shipped)?;
    let settings = settings(&shipped);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "rows {}, refused {}, settings {}",
        loaded.value.len(),
        loaded.refused.len(),
        settings.len()
    )?;

    let (best, answers) = best(&months, &settings, None);
    write_numbers(&mut out, &best)?;
    write_scores(&mut out, "chosen on all towns", &scores(&answers))?;

    let mut nested = Vec::new();
    for fold in 0..FOLDS {
        let (chosen, _) = self::best(&months, &settings, Some(fold));
        write_numbers(&mut out, &chosen)?;
        nested.extend(months.ask_fold(fold, &chosen));
    }
    write_scores(
        &mut out,
        "nested: chosen without the fold that is asked",
        &scores(&nested),
    )?;
    Ok(())
}

/// The best setting where one fold is neither asked nor known, with its calibration and its answers.
fn best(
    months: &Months,
    settings: &[PointWeights],
    without: Option<u8>,
) -> (PointWeights, Vec<Answer>) {
    let mut best: Option<(f64, PointWeights, Vec<Answer>)> = None;
    for setting in settings {
        let answers = match without {
            Some(fold) => months.ask_without(fold, setting),
            None => months.ask(setting),
        };
        let loss = scores(&answers).loss();
        if best.as_ref().is_none_or(|(least, ..)| loss < *least) {
            best = Some((loss, setting.clone(), answers));
        }
    }
    let (_, mut chosen, mut answers) = best.expect("the grid is not empty");
    chosen.calibration = calibration(&answers);
    if without.is_none() {
        answers = months.ask(&chosen);
    }
    (chosen, answers)
}

fn write_numbers(out: &mut impl Write, weights: &PointWeights) -> std::io::Result<()> {
    writeln!(
        out,
        "places = {}, near_km = {}, holder_power = {}, plane_damping = {}, contested_power = {}",
        weights.places,
        weights.near_km,
        weights.holder_power,
        weights.plane_damping,
        weights.contested_power
    )?;
    writeln!(out, "calibration = {:?}", weights.calibration)
}

fn write_scores(out: &mut impl Write, name: &str, scores: &Scores) -> std::io::Result<()> {
    writeln!(out, "\n{name}:")?;
    for (reach, (answers, error, nearest)) in &scores.errors {
        let below = 1.0 - error / nearest;
        writeln!(
            out,
            "  {reach}: {answers} answers, error {error:.4}, nearest neighbour {nearest:.4}, below it {below:.3}"
        )?;
    }
    let (f1, nearest) = scores.macro_f1;
    writeln!(out, "  macro F1 {f1:.3}, nearest neighbour {nearest:.3}")?;
    for (confidence, right) in &scores.bins {
        writeln!(out, "  confidence {confidence:.3} right {right:.3}")?;
    }
    writeln!(out)
}
