//! Linking the rows of a table.

use std::io::BufRead;

use marsad_incidents::{
    Columns, Record, StructuredIncident, count_structured, link as link_records,
    read_structured_csv,
};

use super::{IncidentRange, Linked, Pair};
use crate::{desk::Desk, rules::RuleSet};

/// Reads and links a table; bad rows are told and passed over.
pub(super) fn link(
    name: &str,
    input: impl BufRead,
    columns: &Columns,
    rules: &RuleSet,
    desk: &Desk,
) -> Linked {
    let (records, refused) = read_structured_csv(input, columns, &rules.link.place.precision_km);
    for refusal in &refused {
        let reason = format!("{name}:{}: {}", refusal.row, refusal.reason);
        desk.talk(&desk.words.say("refused", &[("refusal", &reason)]));
        desk.talk(&desk.words.say("hint", &[("hint", &refusal.hint)]));
    }
    let linked = link_records(&records, &rules.link);
    let counted = count_structured(&records, &linked);
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
    Linked {
        claims: records.iter().zip(&founders).map(pair).collect(),
        incidents: counted
            .iter()
            .map(|incident| range(incident, &name_of))
            .collect(),
        is_clean: refused.is_empty(),
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
