//! Alliances of a theatre: stated at both actors, and with the same days.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use marsad_domain::{Actor, ActorId};

use super::{actors::FILE, finding::Findings, toml_file::Entry};
use crate::failure::Failure;

/// What one actor states of another, and where in the order of the file it stands.
struct Stated<'e> {
    rank: usize,
    spans: Vec<(Days, usize)>,
    entry: &'e Entry<'e, Actor>,
}

/// Who states what of whom.
type Table<'e> = BTreeMap<(&'e ActorId, &'e ActorId), Stated<'e>>;

/// First and last day; an absent one is open.
#[derive(Clone, Copy, PartialEq)]
struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

impl fmt::Display for Days {
    /// As an interval of EDTF, with `..` for an open end.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = |day: Option<Date>| day.map_or("..".to_owned(), |day| day.to_string());
        write!(out, "{}/{}", open(self.from), open(self.to))
    }
}

/// Tells of alliances that one actor alone states, and of those that both state with different days.
pub(super) fn check<'e>(entries: &'e [Entry<'e, Actor>], findings: &mut Findings) {
    let table = table(entries);
    for ((actor, ally), here) in &table {
        let Some(there) = table.get(&(*ally, *actor)) else {
            for (_, at) in &here.spans {
                let values: &[(&'static str, &dyn fmt::Display)] =
                    &[("actor", actor), ("ally", ally)];
                let line = here.entry.line_in("ally", *at);
                findings.warn(FILE, line, Failure::new("check-ally-one-sided", values));
            }
            continue;
        };
        check_days((actor, here), (ally, there), findings);
    }
}

fn table<'e>(entries: &'e [Entry<'e, Actor>]) -> Table<'e> {
    let mut table = Table::new();
    for (rank, entry) in entries.iter().enumerate() {
        for (at, ally) in entry.value.ally.iter().enumerate() {
            let stated = table
                .entry((&entry.value.id, &ally.id))
                .or_insert_with(|| Stated {
                    rank,
                    spans: Vec::new(),
                    entry,
                });
            let (from, to) = (ally.from, ally.to);
            stated.spans.push((Days { from, to }, at));
        }
    }
    table
}

/// Two spans that differ are told once, at the actor that stands later; a span that the other lacks where it stands.
fn check_days(
    (actor, here): (&ActorId, &Stated<'_>),
    (ally, there): (&ActorId, &Stated<'_>),
    findings: &mut Findings,
) {
    let lacks = |other: &Stated<'_>, days: Days| other.spans.iter().all(|(one, _)| *one != days);
    let is_later = here.rank > there.rank;
    let differs = there.spans.iter().find(|(days, _)| lacks(here, *days));
    if differs.is_some() && !is_later {
        return;
    }
    let Some((other_days, other_at)) = differs.or_else(|| there.spans.first()) else {
        return;
    };
    for (days, at) in here.spans.iter().filter(|(days, _)| lacks(there, *days)) {
        let values: &[(&'static str, &dyn fmt::Display)] = &[
            ("actor", actor),
            ("ally", ally),
            ("days", days),
            ("other", other_days),
            ("line", &there.entry.line_in("ally", *other_at)),
        ];
        let line = here.entry.line_in("ally", *at);
        findings.warn(FILE, line, Failure::new("check-ally-days", values));
    }
}
