//! What a theatre says of itself, and which findings it explains.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use marsad_domain::{ActorId, PlaceId};

use super::{finding::Findings, places::Spots, toml_file::TomlFile};
use crate::{
    failure::Failure,
    theatre::About,
    theatre_files::{ABOUT, Files},
};

pub(crate) use crate::theatre::Excused;

/// The findings that a theatre explains, and whether it says that its words are examples.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    excused: BTreeMap<PlaceId, BTreeSet<Excused>>,
    /// Whether it has a note for example reports.
    pub(super) has_notice: bool,
}

impl Exceptions {
    /// Whether the theatre explains this of one of these places.
    pub(super) fn excuse(&self, what: Excused, places: &[&PlaceId]) -> bool {
        let has = |id: &&PlaceId| self.excused.get(*id).is_some_and(|set| set.contains(&what));
        places.iter().any(has)
    }
}

/// Finds what is wrong and gives what is excused.
pub(super) fn check(
    files: &Files,
    spots: &Spots,
    actors: &BTreeSet<ActorId>,
    findings: &mut Findings,
) -> Exceptions {
    let Some(text) = files.get(ABOUT) else {
        return Exceptions::default();
    };
    let Some(file) = TomlFile::read(ABOUT, text, findings) else {
        return Exceptions::default();
    };
    let Some(about) = file.whole::<About>(findings) else {
        return Exceptions::default();
    };
    if TimeZone::get(&about.time_zone).is_err() {
        let fault = Failure::new("check-zone", &[("zone", &about.time_zone)]);
        findings.error(ABOUT, file.line_in("time_zone", 0), fault);
    }
    let mut place = |id: &PlaceId, line: usize| {
        if !spots.contains_key(id) {
            findings.error(ABOUT, line, Failure::new("check-no-place", &[("id", id)]));
        }
    };
    for (key, list) in [("hubs", &about.hubs), ("watch", &about.watch)] {
        for (at, id) in list.iter().enumerate() {
            place(id, file.line_in(key, at));
        }
    }
    for (at, pair) in about.pair.iter().enumerate() {
        place(&pair.from, file.line_in("pair", at));
        place(&pair.to, file.line_in("pair", at));
    }
    for (at, exception) in about.exceptions.iter().enumerate() {
        for id in &exception.places {
            place(id, file.line_in("exception", at));
        }
    }
    for (at, pair) in about.pair.iter().enumerate() {
        if !actors.contains(&pair.party) {
            let fault = Failure::new("check-no-actor", &[("id", &pair.party)]);
            findings.error(ABOUT, file.line_in("pair", at), fault);
        }
    }
    for (at, exception) in about.exceptions.iter().enumerate() {
        if exception.reason.trim().is_empty() {
            let fault = Failure::new("check-no-why", &[]);
            findings.error(ABOUT, file.line_in("exception", at), fault);
        }
    }
    let mut exceptions = Exceptions {
        has_notice: about.notice.is_some(),
        ..Exceptions::default()
    };
    for exception in about.exceptions {
        for id in exception.places {
            exceptions
                .excused
                .entry(id)
                .or_default()
                .insert(exception.check);
        }
    }
    exceptions
}
