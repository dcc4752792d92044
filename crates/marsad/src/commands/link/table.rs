//! Linking the rows of a table.

use std::io::BufRead;

use marsad_incidents::{
    Bounds, Columns, Linkage, StructuredIncident, count_structured, read_structured_csv,
};

use super::{IncidentRange, Linked, Pair};
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
    let id_of = |at: u32| {
        linkage
            .record(at)
            .map(|record| record.id.as_ref())
            .unwrap_or_default()
    };
    let mut claims: Vec<(u32, u32)> = Vec::new();
    for members in &linked.incidents {
        claims.extend(members.iter().map(|member| (*member, members[0])));
    }
    // The table was read in canonical order.
    claims.sort_unstable();
    let incidents = if with_ranges {
        let counted = count_structured(|at| linkage.record(at), &linked);
        counted
            .iter()
            .map(|incident| range(incident, &id_of))
            .collect()
    } else {
        Vec::new()
    };
    Linked {
        claims: claims
            .iter()
            .map(|(claim, first)| Pair {
                id: id_of(*claim).to_owned(),
                incident: id_of(*first).to_owned(),
            })
            .collect(),
        incidents,
        is_clean: refused.is_empty(),
    }
}

fn range<'l>(incident: &StructuredIncident, id_of: &impl Fn(u32) -> &'l str) -> IncidentRange {
    let claims: Vec<String> = incident
        .records
        .iter()
        .map(|at| id_of(*at).to_owned())
        .collect();
    IncidentRange {
        id: claims.first().cloned().unwrap_or_default(),
        claims,
        voices: incident.voices,
        killed: incident.killed,
    }
}
