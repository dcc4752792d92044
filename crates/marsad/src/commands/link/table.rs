//! Linking the rows of a table.

use std::io::BufRead;

use marsad_incidents::{
    Bounds, Columns, Linkage, StructuredIncident, count_structured, read_structured_csv,
};

use super::{IncidentRange, Linked, Pairs};
use crate::{desk::Desk, rules::RuleSet};

/// Reads and links a table; bad rows are told and passed over.
pub(super) fn link(
    name: &str,
    input: impl BufRead,
    columns: &Columns,
    with_ranges: bool,
    rules: &RuleSet,
    desk: &Desk,
) -> Linked {
    let (records, refused) = read_structured_csv(input, columns, &rules.link.place.precision_km);
    for refusal in &refused {
        let reason = format!("{name}:{}: {}", refusal.row, refusal.reason);
        desk.talk(&desk.words.say("refused", &[("refusal", &reason)]));
        desk.talk(&desk.words.say("hint", &[("hint", &refusal.hint)]));
    }
    let linkage = Linkage::of(records, &Bounds::default(), &rules.link);
    let linked = linkage.linked();
    if linked.bounded > 0 {
        let bounded = linked.bounded.to_string();
        desk.talk(&desk.words.say("link-bounded", &[("claims", &bounded)]));
    }
    let mut claims = Pairs::default();
    for record in (0..).map_while(|at| linkage.record(at)) {
        claims.push(&record.id);
    }
    let incidents = if with_ranges {
        let counted = count_structured(|at| linkage.record(at), &linked);
        let ranges = counted.iter().map(|incident| range(incident, &claims));
        ranges.collect()
    } else {
        Vec::new()
    };
    drop(linkage);
    for members in &linked.incidents {
        for member in members {
            claims.belongs(*member, members[0]);
        }
    }
    // The table was read in canonical order.
    claims.sort();
    Linked {
        claims,
        incidents,
        is_clean: refused.is_empty(),
    }
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
