//! Linking the rows of a table.

use std::{fmt::Display, fs::File, io::BufRead};

use anyhow::Result;
use marsad_incidents::{
    Bounds, LinkedTable, Members, Refusal, Settled, StructuredIncident, StructuredTable,
    TableStatement, ToldRows, count_stated, read_statements_csv, read_structured_table,
    table_total,
};

use super::{IncidentRange, Linked, Pairs, Totalled};
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
    let table = read_structured_table(input, &job.columns, precision);
    tell(name, &table.refused, desk);
    tell_taken(name, &table, desk);
    let mut found = Linked {
        is_clean: table.refused.is_empty(),
        ..Linked::default()
    };
    let ranges = table.ranges;
    let linkage = Settled::of(table.records, &Bounds::default(), &rules.link);
    let linked = linkage.linked();
    if linked.bounded > 0 {
        let bounded = linked.bounded.to_string();
        desk.talk(&desk.words.say("link-bounded", &[("claims", &bounded)]));
    }
    let records = (0..).map_while(|at| linkage.record(at));
    for record in records {
        found.claims.push(&record.id);
    }
    // The table was read in canonical order.
    let incidents = linked.incidents.iter();
    found
        .claims
        .belong_in_order(incidents.map(Members::as_slice));
    if job.incidents.is_none() && job.totals.is_none() {
        return Ok(found);
    }
    let links = match job.totals {
        Some(_) => linkage.links_in_doubt(&linked),
        None => Vec::new(),
    };
    let records = linkage.into_records();
    let counting = &rules.incidents.counting;
    let stated = |at| ranges.of(&records, at);
    let counted = count_stated(&records, &linked, counting, stated);
    if let Some(asked) = &job.totals {
        let (statements, are_clean) = statements(asked, desk)?;
        found.is_clean &= are_clean;
        let total = table_total(
            LinkedTable {
                records: &records,
                ranges: &ranges,
                linked: &linked,
                links: &links,
            },
            &counted,
            &statements,
            (counting, asked.draws),
        );
        found.totals.push(Totalled::Table(Box::new(total)));
    }
    let incidents = counted.iter();
    found.incidents = incidents
        .map(|incident| range(incident, &found.claims))
        .collect();
    Ok(found)
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

/// Tells how many rows were taken otherwise than they stand: one line for each way, however many rows there are.
fn tell_taken(name: &str, table: &StructuredTable, desk: &Desk) {
    let words = &desk.words;
    let hint = |hint: &str| desk.talk(&words.say("hint", &[("hint", &hint)]));
    let ToldRows { count, .. } = &table.repaired;
    if *count > 0 {
        let rows = first(&table.repaired);
        let values: [(&str, &dyn Display); 3] =
            [("path", &name), ("count", count), ("rows", &rows)];
        desk.talk(&words.say("link-repaired", &values));
        hint(&words.say("link-repaired-hint", &[]));
    }
    let ToldRows { count, .. } = &table.negative;
    if *count > 0 {
        let rows = first(&table.negative);
        let values: [(&str, &dyn Display); 3] =
            [("path", &name), ("count", count), ("rows", &rows)];
        desk.talk(&words.say("link-negative", &values));
        hint(&words.say("link-negative-hint", &[]));
    }
}

/// The numbers of the first rows, and whether there are more.
fn first(told: &ToldRows) -> String {
    let rows = told.first.iter().map(u64::to_string);
    let more = (told.count > told.first.len()).then(|| "...".to_owned());
    rows.chain(more).collect::<Vec<_>>().join(", ")
}

fn range(incident: &StructuredIncident, ids: &Pairs) -> IncidentRange {
    let claims: Vec<String> = incident
        .records
        .iter()
        .map(|at| ids.id(*at).to_owned())
        .collect();
    IncidentRange {
        id: claims.first().cloned().unwrap_or_default(),
        claims,
        voices: incident.voices,
        killed: incident.killed,
    }
}
