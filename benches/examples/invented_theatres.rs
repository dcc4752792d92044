//! Scores areas on invented theatres, beside the nearest known town.
//!
//! `cargo run --release -p benches --example invented_theatres -- [FIRST LAST]`: seeds from FIRST to LAST, a line
//! for each theatre with the mean of five days, and the mean over all. The word `towns`: without signs of who is
//! seen where. KEY=VALUE tries other rules than those that ship.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "an example prints what it measured, on numbers of its own"
)]

#[path = "../../crates/control/tests/areas/invented.rs"]
mod invented;
#[path = "../../crates/control/tests/areas/score.rs"]
mod score;

use invented::{DAYS, Invented, Plan};
use marsad_control::areas::AreaRules;
use score::Score;

const RULES: &str = include_str!("../../rules/control/areas.toml");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has_signs = !words.iter().any(|word| word == "towns");
    let (changes, seeds): (Vec<&String>, Vec<&String>) = words
        .iter()
        .filter(|word| *word != "towns")
        .partition(|word| word.contains('='));
    let mut text = RULES.to_owned();
    for change in changes {
        let (key, value) = change.split_once('=').ok_or("KEY=VALUE")?;
        let line = text
            .lines()
            .find(|line| line.starts_with(&format!("{key} =")))
            .ok_or("no such key")?;
        text = text.replace(line, &format!("{key} = {value}"));
    }
    let rules = AreaRules::from_toml("areas.toml", &text)?;
    let seed = |at: usize, or: u64| seeds.get(at).map_or(Ok(or), |word| word.parse());
    let (mut sum, mut count) = ([0.0; 6], 0.0);
    let mut worst = f64::INFINITY;
    for seed in seed(0, 1)?..=seed(1, 12)? {
        let theatre = Invented::new(Plan::of(seed));
        let country = score::country(&theatre, &rules);
        let mut whole = Score::default();
        for day in (DAYS / 5..=DAYS).step_by(DAYS / 5) {
            add(
                &mut whole,
                score::score(&theatre, day, (&country, has_signs), &rules),
            );
        }
        let row = [
            share(whole.right, whole.cells),
            share(whole.nearest_right, whole.cells),
            share(whole.near_right, whole.near),
            share(whole.near_nearest_right, whole.near),
            share(whole.contested, whole.cells),
            share(whole.contested_near, whole.contested),
        ];
        worst = worst.min(row[0] - row[1]);
        println!(
            "seed {seed:3} {:?}: silent {:.3} right {:.3} nearest {:.3}; near a front {:.3} {:.3}; contested {:.3}, of it near a front {:.3}; sure {:.3}",
            Plan::of(seed).parties,
            share(whole.silent, whole.silent + whole.cells),
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            whole.sure / whole.cells as f64
        );
        for (sum, value) in sum.iter_mut().zip(row) {
            *sum += value;
        }
        count += 1.0;
    }
    let mean = sum.map(|sum| sum / count);
    println!(
        "mean: right {:.4} nearest {:.4}; near a front {:.4} {:.4}; contested {:.3} {:.3}; least above nearest {worst:.4}",
        mean[0], mean[1], mean[2], mean[3], mean[4], mean[5]
    );
    Ok(())
}

fn add(sum: &mut Score, one: Score) {
    sum.cells += one.cells;
    sum.silent += one.silent;
    sum.right += one.right;
    sum.nearest_right += one.nearest_right;
    sum.near += one.near;
    sum.near_right += one.near_right;
    sum.near_nearest_right += one.near_nearest_right;
    sum.contested += one.contested;
    sum.contested_near += one.contested_near;
    sum.sure += one.sure;
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
