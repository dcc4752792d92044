//! An estimate as a line of JSON, with everything that it rests on.

use marsad_incidents::systems::{
    Convergence, Estimate, Finding, GammaPrior, ListSize, Overlap, PatternCount, Stratum,
};
use serde::Serialize;

use super::{Part, told};
use crate::{args::EstimateJob, words::Words};

/// One stratum. Without strata `stratum` is absent; it is null for rows that state none.
#[derive(Serialize)]
pub(super) struct Line {
    #[serde(skip_serializing_if = "Option::is_none")]
    stratum: Option<Name>,
    recorded: u64,
    low: u64,
    median: u64,
    high: u64,
    mean: f64,
    /// Which part of the low, the median and the high is on no list.
    undocumented: Shares,
    convergence: Agreement,
    /// Individuals by how many lists they are on.
    corroboration: Vec<Corroborated>,
    lists: Vec<ListSize>,
    overlap: Vec<Overlap>,
    patterns: Vec<PatternCount>,
    findings: Vec<Told>,
    model: Model,
}

/// What a stratum is called in the table.
#[derive(Serialize)]
#[serde(untagged)]
enum Name {
    Stated(String),
    /// Null.
    NotStated,
}

#[derive(Serialize)]
struct Shares {
    low: f64,
    median: f64,
    high: f64,
}

#[derive(Serialize)]
struct Agreement {
    reached: bool,
    #[serde(flatten)]
    convergence: Convergence,
}

#[derive(Serialize)]
struct Corroborated {
    lists: u32,
    individuals: u64,
}

/// What is to be known, as data and as a sentence.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    finding: Finding,
    told: String,
}

#[derive(Serialize)]
struct Model {
    classes: usize,
    /// In which share of the rounds every class had somebody.
    classes_full: f64,
    concentration: Prior,
    burn_in: u32,
    samples: u32,
    thinning: u32,
    runs: u32,
    seed: u64,
}

#[derive(Serialize)]
struct Prior {
    shape: f64,
    rate: f64,
}

impl Line {
    /// The line of one stratum.
    pub(super) fn new(
        part: &Part,
        estimate: &Estimate,
        findings: &[Finding],
        job: &EstimateJob,
        words: &Words,
    ) -> Self {
        let captures = part.systems.captures();
        let undocumented = |of| rounded(estimate.undocumented_share(of), 4);
        let corroborated = |(lists, individuals)| Corroborated { lists, individuals };
        let told = |finding: &Finding| Told {
            finding: finding.clone(),
            told: told::sentence(finding, words),
        };
        Self {
            stratum: match &part.stratum {
                Stratum::Whole => None,
                Stratum::Named(name) => Some(Name::Stated(name.clone())),
                Stratum::Unknown => Some(Name::NotStated),
            },
            recorded: estimate.recorded,
            low: estimate.low,
            median: estimate.median,
            high: estimate.high,
            mean: rounded(estimate.mean, 1),
            undocumented: Shares {
                low: undocumented(estimate.low),
                median: undocumented(estimate.median),
                high: undocumented(estimate.high),
            },
            convergence: Agreement {
                reached: estimate.convergence.is_reached(),
                convergence: estimate.convergence,
            },
            corroboration: captures
                .corroboration()
                .into_iter()
                .map(corroborated)
                .collect(),
            lists: captures.lists().to_vec(),
            overlap: captures.overlaps(),
            patterns: captures.named_patterns(),
            findings: findings.iter().map(told).collect(),
            model: Model::of(job, estimate),
        }
    }
}

impl Model {
    fn of(job: &EstimateJob, estimate: &Estimate) -> Self {
        let settings = &job.settings;
        let GammaPrior { shape, rate } = settings.concentration;
        Self {
            classes: settings.classes.get(),
            classes_full: rounded(estimate.full_share, 4),
            concentration: Prior { shape, rate },
            burn_in: settings.burn_in,
            samples: settings.samples.get(),
            thinning: settings.thinning.get(),
            runs: job.runs,
            seed: job.seed,
        }
    }
}

/// With so many decimals: more would be noise.
fn rounded(number: f64, decimals: i32) -> f64 {
    let unit = 10_f64.powi(decimals);
    (number * unit).round() / unit
}
