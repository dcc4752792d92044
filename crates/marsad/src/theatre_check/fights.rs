//! Who fights whom when the record begins, beside who is allied with whom.

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors};
use serde::Deserialize;

use super::{actors, finding::Findings};
use crate::{failure::Failure, theatre_files::Files};

/// The parties, and the day on which the record begins; nothing where one of their files cannot be read, which is told
/// there.
#[derive(Debug)]
pub(super) struct Fights(Option<(Actors, Date)>);

#[derive(Deserialize)]
struct Begins {
    opening_day: Date,
}

impl Fights {
    /// Reads both.
    pub(super) fn of(files: &Files) -> Self {
        let listed = files.get(actors::FILE);
        let listed = listed.and_then(|text| Actors::from_toml(actors::FILE, text).ok());
        let begins = files.get("theatre.toml");
        let begins = begins.and_then(|text| toml::from_str::<Begins>(text).ok());
        Self(listed.zip(begins.map(|begins| begins.opening_day)))
    }

    /// Tells of parties against each other that are allied on that day, and of another party that is allied with both
    /// of two.
    pub(super) fn check(
        &self,
        file: &str,
        line: usize,
        parties: &[ActorId],
        findings: &mut Findings,
    ) {
        let Some((actors, day)) = &self.0 else { return };
        let others = parties.iter().enumerate();
        let pairs = others.flat_map(|(at, a)| parties.iter().skip(at + 1).map(move |b| (a, b)));
        for (a, b) in pairs {
            if actors.are_allied(a, b, *day) {
                let values: &[(&'static str, &dyn std::fmt::Display)] =
                    &[("first", a), ("second", b), ("day", day)];
                findings.error(file, line, Failure::new("check-allies-fight", values));
                continue;
            }
            let with_both = actors.iter().filter(|actor| {
                let is_with = |party| actors.are_allied(&actor.id, party, *day);
                is_with(a) && is_with(b)
            });
            for actor in with_both {
                let values: &[(&'static str, &dyn std::fmt::Display)] = &[
                    ("actor", &actor.id),
                    ("first", a),
                    ("second", b),
                    ("day", day),
                ];
                findings.warn(file, line, Failure::new("check-ally-of-both", values));
            }
        }
    }
}
