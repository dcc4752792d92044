//! The sources of a theatre: ids, whom they favour, whom they copy.

use std::collections::BTreeSet;

use marsad_domain::{ActorId, Source, SourceId};

use super::{
    finding::Findings,
    toml_file::{Entry, TomlFile, ids},
};
use crate::{failure::Failure, theatre_files::Files};

pub(super) const FILE: &str = "sources.toml";

/// Finds what is wrong and gives the ids of the sources.
pub(super) fn check(
    files: &Files,
    actors: &BTreeSet<ActorId>,
    findings: &mut Findings,
) -> BTreeSet<SourceId> {
    let text = files.get(FILE).unwrap_or_default();
    let Some(file) = TomlFile::read(FILE, text, findings) else {
        return BTreeSet::new();
    };
    file.allow(&["source"], findings);
    let entries: Vec<Entry<'_, Source>> = file.entries("source", findings);
    let known = ids(FILE, &entries, |source| &source.id, findings);
    for entry in &entries {
        let source = &entry.value;
        entry.check_basis(FILE, &source.basis, findings);
        if source.reason.trim().is_empty() {
            let fault = Failure::new("check-no-reason", &[("id", &source.id)]);
            findings.error(FILE, entry.line_of("reason"), fault);
        }
        for (at, id) in source.favours.iter().enumerate() {
            if !actors.contains(id) {
                let fault = Failure::new("check-no-actor", &[("id", id)]);
                findings.error(FILE, entry.line_in("favours", at), fault);
            }
        }
        for (at, id) in source.copies.iter().enumerate() {
            let line = entry.line_in("copies", at);
            if !known.contains(id) {
                findings.error(FILE, line, Failure::new("check-no-source", &[("id", id)]));
            } else if *id == source.id {
                findings.error(FILE, line, Failure::new("check-itself", &[("id", id)]));
            }
        }
    }
    known
}
