//! `marsad estimate`: how many there are beside those on lists of individuals, one stratum a line.

mod line;
mod told;

use anyhow::Result;
use marsad_incidents::{
    Refusal,
    systems::{
        Chain, ChainName, Estimate, ListTable, PassedOver, Stratum, Systems, read_lists_csv, sample,
    },
};
use rayon::prelude::*;

use crate::{
    args::EstimateJob,
    desk::Desk,
    exit::Outcome,
    failure::Told as _,
    output::{Format, json_line},
    progress::Rounds,
};

/// A stratum that can be estimated.
struct Part {
    /// As it is in the table.
    stratum: Stratum,
    /// As it is printed.
    label: String,
    systems: Systems,
}

/// Prints the estimate of each stratum; rows and strata that cannot count are told.
pub(crate) fn run(job: &EstimateJob, desk: &mut Desk) -> Result<Outcome> {
    let (name, input) = job.input.open()?;
    let table = read_lists_csv(input, &job.choice).told("reading", &[("path", &name)])?;
    tell_table(&name, &table, desk);
    let mut is_clean = table.refused.is_empty();
    let mut parts = Vec::new();
    for (stratum, captures) in table.strata {
        let label = told::label(&stratum, &desk.words);
        match Systems::of(captures) {
            Ok(systems) => parts.push(Part {
                stratum,
                label,
                systems,
            }),
            Err(error) => {
                is_clean = false;
                let refusal = format!("{label}: {error}");
                desk.talk(&desk.words.say("refused", &[("refusal", &refusal)]));
                desk.talk(&desk.words.say("hint", &[("hint", &error.hint())]));
            }
        }
    }
    let chains = sample_all(&parts, job, desk);
    print(&parts, &chains, job, desk)?;
    Ok(if is_clean {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

fn tell_table(name: &str, table: &ListTable, desk: &Desk) {
    for Refusal { row, reason, hint } in &table.refused {
        let refusal = format!("{name}:{row}: {reason}");
        desk.talk(&desk.words.say("refused", &[("refusal", &refusal)]));
        desk.talk(&desk.words.say("hint", &[("hint", hint)]));
    }
    for PassedOver { column, row, value } in &table.passed_over {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("column", column), ("row", row), ("value", value)];
        desk.talk(&desk.words.say("estimate-passed-over", &values));
    }
}

/// The chains of all parts, those of one after those of another; in which order they run does not matter.
fn sample_all(parts: &[Part], job: &EstimateJob, desk: &Desk) -> Vec<Chain> {
    let names: Vec<(&Part, u32)> = parts
        .iter()
        .flat_map(|part| (0..job.runs).map(move |chain| (part, chain)))
        .collect();
    let progress = Rounds::of(job.settings.rounds() * names.len() as u64, desk);
    let chains = names.par_iter().map(|(part, chain)| {
        let name = ChainName {
            seed: job.seed,
            stratum: &part.label,
            chain: *chain,
        };
        sample(&part.systems, &job.settings, name, |rounds| {
            progress.took(rounds);
        })
    });
    let chains = chains.collect();
    progress.finish();
    chains
}

fn print(parts: &[Part], chains: &[Chain], job: &EstimateJob, desk: &mut Desk) -> Result<()> {
    let mut rows = vec![told::head(&desk.words)];
    for (part, chains) in parts.iter().zip(chains.chunks(job.runs as usize)) {
        let estimate = Estimate::of(&part.systems, chains);
        let mut findings = part.systems.findings();
        findings.extend(estimate.findings(&job.settings));
        for finding in &findings {
            desk.talk(&told::finding(&part.label, finding, &desk.words));
        }
        match job.format {
            Format::Text => rows.push(told::row(&part.label, &estimate, &desk.words)),
            Format::Json => {
                let line = line::Line::new(part, &estimate, &findings, job, &desk.words);
                json_line(desk, &line)?;
            }
        }
    }
    if job.format == Format::Text && !parts.is_empty() {
        for row in told::aligned(&rows) {
            desk.print(&row)?;
        }
    }
    Ok(())
}
