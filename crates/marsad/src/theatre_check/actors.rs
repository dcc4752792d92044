//! The actors of a theatre: ids, relations and their days, names.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{Actor, ActorId};

use super::{
    alliances,
    finding::Findings,
    toml_file::{Entry, TomlFile, ids},
};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const FILE: &str = "actors.toml";

/// Finds what is wrong and gives the ids of the actors.
pub(super) fn check(files: &Files, findings: &mut Findings) -> BTreeSet<ActorId> {
    let text = files.get(FILE).unwrap_or_default();
    let Some(file) = TomlFile::read(FILE, text, findings) else {
        return BTreeSet::new();
    };
    file.allow(&["actor"], findings);
    let entries: Vec<Entry<'_, Actor>> = file.entries("actor", findings);
    let known = ids(FILE, &entries, |actor| &actor.id, findings);
    for entry in &entries {
        entry.check_basis(FILE, &entry.value.basis, findings);
        check_type(entry, findings);
        check_named(entry, &known, findings);
        check_days(entry, findings);
    }
    alliances::check(&entries, findings);
    check_phrases(&entries, findings);
    known
}

/// Its type by ACLED's codebook is stated; a word that is none of them is told where the entry is read.
fn check_type(entry: &Entry<'_, Actor>, findings: &mut Findings) {
    if entry.value.acled.is_none() {
        let fault = Failure::new("check-no-acled", &[("id", &entry.value.id)]);
        findings.error(FILE, entry.line, fault);
    }
}

/// The actors that an actor speaks of are listed.
fn check_named(entry: &Entry<'_, Actor>, known: &BTreeSet<ActorId>, findings: &mut Findings) {
    let actor = &entry.value;
    let lists = [("parent", &actor.parent), ("ally", &actor.ally)];
    let named = lists.into_iter().flat_map(|(key, list)| {
        let of = move |(at, dated)| (entry.line_in(key, at), dated);
        list.iter().map(|dated| &dated.id).enumerate().map(of)
    });
    let stands = actor.stands_for.iter();
    let stands = stands.map(|id| (entry.line_of("stands_for"), id));
    for (at, id) in named.chain(stands) {
        if !known.contains(id) {
            let fault = Failure::new("check-no-actor", &[("id", id)]);
            findings.error(FILE, at, fault);
        } else if *id == actor.id {
            let fault = Failure::new("check-itself", &[("id", id)]);
            findings.error(FILE, at, fault);
        }
    }
}

/// Spans of days run forward, and no two of one relation or one role are on the same day.
fn check_days(entry: &Entry<'_, Actor>, findings: &mut Findings) {
    let actor = &entry.value;
    let parents = actor.parent.iter().map(|dated| Span {
        of: String::new(),
        from: dated.from,
        to: dated.to,
    });
    check_spans(entry, "parent", &parents.collect::<Vec<_>>(), findings);
    let allies = actor.ally.iter().map(|dated| Span {
        of: dated.id.to_string(),
        from: dated.from,
        to: dated.to,
    });
    check_spans(entry, "ally", &allies.collect::<Vec<_>>(), findings);
    let leaders = actor.leader.iter().map(|leader| Span {
        of: format!("{}: {}", leader.role, leader.name),
        from: leader.from,
        to: leader.to,
    });
    check_spans(entry, "leader", &leaders.collect::<Vec<_>>(), findings);
}

/// Days of one thing; an absent end is open.
struct Span {
    /// What must not be twice on one day.
    of: String,
    from: Option<Date>,
    to: Option<Date>,
}

impl Span {
    fn overlaps(&self, other: &Self) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| {
            end.zip(start).is_some_and(|(end, start)| end < start)
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

fn check_spans(entry: &Entry<'_, Actor>, key: &str, spans: &[Span], findings: &mut Findings) {
    let mut earlier: BTreeMap<&str, Vec<&Span>> = BTreeMap::new();
    for (at, span) in spans.iter().enumerate() {
        let line = entry.line_in(key, at);
        if let (Some(from), Some(to)) = (span.from, span.to)
            && to < from
        {
            let values: &[(&'static str, &dyn std::fmt::Display)] = &[("from", &from), ("to", &to)];
            findings.error(FILE, line, Failure::new("check-days-turned", values));
        }
        let same = earlier.entry(&span.of).or_default();
        if same.iter().any(|other| other.overlaps(span)) {
            let values: &[(&'static str, &dyn std::fmt::Display)] =
                &[("key", &key), ("actor", &entry.value.id)];
            findings.error(FILE, line, Failure::new("check-days-overlap", values));
        }
        same.push(span);
    }
}

/// One phrase names one actor.
fn check_phrases(entries: &[Entry<'_, Actor>], findings: &mut Findings) {
    let mut phrases: BTreeMap<String, &ActorId> = BTreeMap::new();
    for entry in entries {
        let actor = &entry.value;
        for (at, alias) in actor.aliases.iter().enumerate() {
            let first = *phrases.entry(alias.clone()).or_insert(&actor.id);
            if *first != actor.id {
                let values: &[(&'static str, &dyn std::fmt::Display)] =
                    &[("phrase", alias), ("other", first)];
                let line = entry.line_in("aliases", at);
                findings.warn(FILE, line, Failure::new("check-phrase-shared", values));
            }
        }
    }
}
