//! Linking the rows of a table.

use std::{fs::File, io::BufRead};

use anyhow::Result;
use marsad_incidents::{
    Record, Refusal, StructuredIncident, TableStatement, count_structured, link as link_records,
    read_statements_csv, read_structured_csv, table_total,
};

use super::{IncidentRange, Linked, Pair, Totalled};
use crate::{
    args::{LinkJob, LinkTotalsJob},
    desk::Desk,
    failure::Told as _,
    rules::RuleSet,
};

/// Reads and links a table; bad rows are told and passed over.
pub(super) fn link(
    name: &str,
    input: impl BufRead,
    job: &LinkJob,
    rules: &RuleSet,
    desk: &Desk,
) -> Result<Linked> {
    let precision = &rules.link.place.precision_km;
    let (records, refused) = read_structured_csv(input, &job.columns, precision);
    tell(name, &refused, desk);
    let mut is_clean = refused.is_empty();
    let counting = &rules.incidents.counting;
    let linked = link_records(&records, &rules.link);
    let counted = count_structured(&records, &linked, counting);
    let mut totals = Vec::new();
    if let Some(asked) = &job.totals {
        let (statements, are_clean) = statements(asked, desk)?;
        is_clean &= are_clean;
        let total = table_total(
            (&records, &linked),
            &counted,
            &statements,
            (counting, asked.draws),
        );
        totals.push(Totalled::Table(Box::new(total)));
    }
    let mut founders: Vec<usize> = (0..records.len()).collect();
    for incident in &counted {
        let Some(first) = incident.records.first() else {
            continue;
        };
        for member in &incident.records {
            if let Some(founder) = founders.get_mut(*member as usize) {
                *founder = *first as usize;
            }
        }
    }
    let name_of = |at: usize| {
        records
            .get(at)
            .map(|record| record.id.to_string())
            .unwrap_or_default()
    };
    let pair = |(record, founder): (&Record, &usize)| Pair {
        id: record.id.to_string(),
        incident: name_of(*founder),
    };
    Ok(Linked {
        claims: records.iter().zip(&founders).map(pair).collect(),
        incidents: counted
            .iter()
            .map(|incident| range(incident, &name_of))
            .collect(),
        totals,
        is_clean,
    })
}

/// The cumulative statements of a table, and whether none was refused.
fn statements(asked: &LinkTotalsJob, desk: &Desk) -> Result<(Vec<TableStatement>, bool)> {
    let Some(path) = &asked.cumulative else {
        return Ok((Vec::new(), true));
    };
    let file = File::open(path).told_at("opening", path)?;
    let (statements, refused) = read_statements_csv(file);
    tell(&path.display().to_string(), &refused, desk);
    Ok((statements, refused.is_empty()))
}

fn tell(name: &str, refused: &[Refusal], desk: &Desk) {
    for refusal in refused {
        let reason = format!("{name}:{}: {}", refusal.row, refusal.reason);
        desk.talk(&desk.words.say("refused", &[("refusal", &reason)]));
        desk.talk(&desk.words.say("hint", &[("hint", &refusal.hint)]));
    }
}

fn range(incident: &StructuredIncident, name_of: &impl Fn(usize) -> String) -> IncidentRange {
    let claims: Vec<String> = incident
        .records
        .iter()
        .map(|at| name_of(*at as usize))
        .collect();
    IncidentRange {
        id: claims.first().cloned().unwrap_or_default(),
        claims,
        voices: incident.voices,
        killed: incident.killed,
    }
}
