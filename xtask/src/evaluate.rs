//! Scores of the built program, written to `evaluation/` and compared with what is committed there.
//!
//! The scorers see only what the program prints; they share no code with it.

mod attributions;
mod cases;
mod class_scores;
mod control_towns;
mod crash_records;
mod current_events;
mod event_places;
mod geoparser_peers;
mod gvc;
mod gvc_documents;
mod gvc_tolls;
mod intervals;
mod kinds;
mod literal_toponyms;
mod muc4;
mod partition_scores;
mod plain_names;
mod plover;
mod program;
mod re3d;
mod results;
mod seed_article;
mod sentences;
mod sheet;
mod span_scores;
mod synthetic_incidents;
mod synthetic_totals;
mod systems;
mod theatre_names;
mod theatre_places;
mod toponyms;
mod transposition;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use program::Program;

/// What to score, and against what.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail where a score is worse than the committed one by more than its noise.
    #[arg(long)]
    check: bool,
    /// Only read the transposed article, and print what differs.
    #[arg(long)]
    transpose: bool,
    /// Score only the set of this name, print it with its page, and write and compare nothing.
    #[arg(long, value_name = "SET", conflicts_with_all = ["check", "transpose"])]
    only: Option<String>,
    /// Folder of the data that does not ship [default: ../shared/data].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The built program [default: target/release/marsad, built where missing].
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Which way a score improves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// One measured number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Score {
    /// The number.
    pub(crate) value: f64,
    /// Which way it improves.
    pub(crate) better: Better,
    /// How much worse it may be without being called worse.
    pub(crate) noise: f64,
    /// How many items it was measured on.
    pub(crate) items: usize,
}

impl Score {
    /// A share between 0 and 1 where more is better; three decimals, half a point of noise.
    pub(crate) fn share(value: f64, items: usize) -> Self {
        Self {
            value: rounded(value),
            better: Better::Higher,
            noise: 0.005,
            items,
        }
    }

    /// A count of faults: less is better, without noise.
    pub(crate) fn faults(count: usize, items: usize) -> Self {
        Self {
            value: number(count),
            better: Better::Lower,
            noise: 0.0,
            items,
        }
    }
}

/// Scores by name; a name is `set.part.measure`.
pub(crate) type Scores = BTreeMap<String, Score>;

/// What a scorer gives.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Its scores, and pages of Markdown to show beside them.
    Scored { scores: Scores, pages: Vec<String> },
    /// Why there is nothing to score here.
    Skipped(String),
}

impl Outcome {
    /// Scores without a page.
    pub(crate) fn scored(scores: Scores) -> Self {
        Self::Scored {
            scores,
            pages: Vec::new(),
        }
    }
}

/// What every scorer is given.
#[derive(Debug)]
pub(crate) struct Bench {
    /// The project's root.
    pub(crate) root: PathBuf,
    /// The folder of data that does not ship; it may be absent.
    pub(crate) data: PathBuf,
    /// The built program.
    pub(crate) program: Program,
}

type Scorer = fn(&Bench) -> Result<Outcome>;

/// Every scorer with the prefix of its scores.
const SCORERS: &[(&str, Scorer)] = &[
    ("cases", cases::score),
    ("seed-article", seed_article::score),
    ("transposition", transposition::score),
    ("theatre-names", theatre_names::score),
    ("theatre-places", theatre_places::score),
    ("event-places", event_places::score),
    ("toponyms", toponyms::score),
    ("kinds", kinds::score),
    ("plover", plover::score),
    ("sentences", sentences::score),
    ("attributions", attributions::score),
    ("current-events", current_events::score),
    ("muc4", muc4::score),
    ("re3d", re3d::score),
    ("incidents.gvc-documents", gvc_documents::score),
    ("incidents.gvc-tolls", gvc_tolls::score),
    ("synthetic-incidents", synthetic_incidents::score),
    ("synthetic-totals", synthetic_totals::score),
    ("crash-records", crash_records::score),
    ("systems", systems::score),
    ("control-towns", control_towns::score),
];

/// Score, then write or compare; true where nothing is worse.
///
/// # Errors
/// Fails where the program cannot be built or the results cannot be read or written.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<bool> {
    let data = arguments
        .data
        .clone()
        .unwrap_or_else(|| crate::default_data(root));
    let program = Program::find(root, arguments.program.as_deref())?;
    let bench = Bench {
        root: root.to_path_buf(),
        data,
        program,
    };
    if !bench.data.is_dir() {
        println!(
            "evaluate: no data folder at {}; scoring what ships",
            bench.data.display()
        );
    }
    if arguments.transpose {
        return transposition::print_differences(&bench);
    }
    let is_meant = |name: &str| arguments.only.as_deref().is_none_or(|only| only == name);
    let mut measured = results::Measured::default();
    for (name, scorer) in SCORERS.iter().filter(|(name, _)| is_meant(name)) {
        measured.add(name, scorer(&bench));
    }
    measured.print();
    if let Some(only) = &arguments.only {
        let is_known = SCORERS.iter().any(|(name, _)| name == only);
        ensure!(
            is_known,
            "no set {only}; hint: the names stand before the first point of each score"
        );
        measured.print_pages();
        return Ok(true);
    }
    if arguments.check {
        results::compare(root, &measured)
    } else {
        results::write(root, &measured)?;
        Ok(true)
    }
}

/// Three decimals: more would be noise, and would change with every machine.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A count as a number to reckon with.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts here stay far below 2^52"
)]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

/// A share of a count, 0 where there is nothing to share.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        number(part) / number(whole)
    }
}

/// The harmonic mean of precision and recall, 0 where both are.
pub(crate) fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    }
}
