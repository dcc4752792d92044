//! What the program itself refuses of the places when it loads the theatre, where no finding tells it already.

use marsad_places::{Gazetteer, NamedText};

use super::{finding::Findings, places};
use crate::{failure::Failure, theatre_files::Files};

/// Loads the places as every command does.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    let named = |file| {
        Some(NamedText {
            file,
            text: files.get(file)?,
        })
    };
    let Some(rows) = named(places::PLACES) else {
        return;
    };
    // A table that cannot be read at all is told by the checks of its columns.
    let Ok(loaded) = Gazetteer::from_csv(rows, named(places::AREAS)) else {
        return;
    };
    for refusal in &loaded.refused {
        let line = usize::try_from(refusal.row).unwrap_or(usize::MAX);
        if findings.has(&refusal.file, line) {
            continue;
        }
        let values: &[(&'static str, &dyn std::fmt::Display)] =
            &[("fault", &refusal.message), ("remedy", &refusal.hint)];
        findings.error(&refusal.file, line, Failure::new("check-refused", values));
    }
}
