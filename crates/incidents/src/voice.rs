//! Whose word a claim is: copies of one text and sources that copy one another are one voice.
//!
//! The attribution chain runs from the nearest speaker outward to the report. The voice of a claim is the nearest one
//! that can be told from others:
//!
//! - a source that the theatre knows;
//! - a party that it knows, whoever speaks for it;
//! - a name that it does not know, in normal form: a hospital or a ministry that two papers quote is one voice, not
//!   two. Without that, an institution would corroborate itself as often as it is quoted. "Via X", "citing X" and what
//!   was forwarded put X into the chain, so that the chain decides there too.
//!
//! Somebody with an office speaks for the known source that stands behind them ("the director of X": X). Private persons
//! and speakers without a name ("residents", "a medical source") are no voice of their own: nobody can tell whether two
//! reports quote the same ones, so their word is that of the next voice outward, in the end of the report itself. In a
//! script without capital letters no name is told from other words, and the next voice outward speaks as well.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{
    Attribution, LineageId, Reliability, ReportHash, ReportHead, SourceId, Sources,
    Voice as Speaker,
};
use marsad_places::normal_form;

use crate::{canonical::Placed, counting_rules::SpeakerRules};

/// The first report of each lineage: the one that the others copy; and how speakers are told apart.
#[derive(Debug, Default)]
pub(crate) struct Originals {
    first: BTreeMap<LineageId, (ReportHash, SourceId)>,
    speakers: SpeakerRules,
}

/// Whose word a claim is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) source: SourceId,
    /// Whether the claim stands in a report that copies an earlier one.
    pub(crate) is_copy: bool,
}

impl Originals {
    /// `claims` stand in canonical order.
    pub(crate) fn of(claims: &[Placed<'_>], speakers: &SpeakerRules) -> Self {
        let mut first = BTreeMap::new();
        for placed in claims {
            first
                .entry(placed.head.lineage)
                .or_insert_with(|| (placed.head.hash, placed.head.source.clone()));
        }
        Self {
            first,
            speakers: speakers.clone(),
        }
    }

    /// Whether a report copies an earlier one.
    pub(crate) fn is_copy(&self, head: &ReportHead) -> bool {
        self.first
            .get(&head.lineage)
            .is_some_and(|(hash, _)| *hash != head.hash)
    }

    /// The nearest voice of a claim that can be told from others; a copy's own source gives way to that of the
    /// original.
    pub(crate) fn voice_of(&self, placed: &Placed<'_>) -> Voice {
        let own = &placed.head.source;
        let nearest = nearest(&placed.claim.said_by, own, &self.speakers);
        match self.first.get(&placed.head.lineage) {
            Some((hash, original)) if *hash != placed.head.hash => Voice {
                source: if nearest == *own {
                    original.clone()
                } else {
                    nearest
                },
                is_copy: true,
            },
            _ => Voice {
                source: nearest,
                is_copy: false,
            },
        }
    }
}

/// The nearest voice of a chain that can be told from others. The last of the chain is the report's own.
fn nearest(chain: &Attribution, own: &SourceId, rules: &SpeakerRules) -> SourceId {
    let Some((last, speakers)) = chain.voices().split_last() else {
        return own.clone();
    };
    let mut speakers = speakers.iter().peekable();
    while let Some(speaker) = speakers.next() {
        if let Some(source) = &speaker.source {
            return source.clone();
        }
        if speaker.private {
            continue;
        }
        let behind = speakers.peek().and_then(|behind| behind.source.as_ref());
        if rules.has_office(speaker) && behind.is_some() {
            continue;
        }
        let party = speaker
            .actor
            .as_ref()
            .map(|actor| actor.as_str().to_owned());
        let named = party.or_else(|| rules.name_of(speaker));
        if let Some(id) = named.and_then(|name| name.parse().ok()) {
            return id;
        }
    }
    last.source.clone().unwrap_or_else(|| own.clone())
}

impl SpeakerRules {
    /// Whether a speaker holds an office and so speaks for somebody.
    fn has_office(&self, speaker: &Speaker) -> bool {
        speaker
            .role
            .as_ref()
            .is_some_and(|role| self.offices.contains(role.to_lowercase().as_str()))
    }

    /// The name of a speaker as an id, where it is one: written like a name, and not the words for some group.
    fn name_of(&self, speaker: &Speaker) -> Option<String> {
        let words: Vec<&str> = speaker.name.split_whitespace().collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let is_of = |list: &BTreeSet<String>, word: &String| list.contains(word.as_str());
        let is_group = lower.iter().any(|word| is_of(&self.nameless, word));
        let is_office = lower.iter().all(|word| is_of(&self.offices, word));
        (is_written_like_a_name(&words) && !is_group && !is_office)
            .then(|| normal_form(&speaker.name).replace(' ', "-"))
    }
}

/// "Lorn Hospital" and "UNHCR", not "the hospital", "Hospital" or "Rescuers": a single word with one capital letter may
/// only begin a sentence.
fn is_written_like_a_name(words: &[&str]) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    match words {
        [] => false,
        [word] => word.chars().filter(|c| c.is_uppercase()).count() >= 2,
        [first, .., last] => {
            is_capital(last) && (is_capital(first) || first.starts_with(char::is_numeric))
        }
    }
}

/// The independent voices among some: each source with the one whose word it is.
///
/// A source that copies another of them speaks with that one's voice; two that copy a third speak with one voice.
pub(crate) fn independent(
    present: &BTreeSet<SourceId>,
    sources: &Sources,
) -> BTreeMap<SourceId, SourceId> {
    let copies = |id: &SourceId| {
        sources
            .get(id)
            .map(|source| source.copies.as_slice())
            .unwrap_or_default()
    };
    let mut times_copied: BTreeMap<&SourceId, usize> = BTreeMap::new();
    for copied in present.iter().flat_map(copies) {
        *times_copied.entry(copied).or_insert(0) += 1;
    }
    let next = |id: &SourceId| {
        let originals = copies(id);
        originals
            .iter()
            .find(|other| present.contains(*other))
            .or_else(|| {
                originals
                    .iter()
                    .find(|other| times_copied.get(other).is_some_and(|n| *n > 1))
            })
            .cloned()
    };
    let mut roots = BTreeMap::new();
    for source in present {
        let mut seen = BTreeSet::from([source.clone()]);
        let mut root = source.clone();
        while let Some(other) = next(&root) {
            if !seen.insert(other.clone()) {
                root = first_of_circle(&other, &next);
                break;
            }
            root = other;
        }
        roots.insert(source.clone(), root);
    }
    roots
}

/// Where sources copy one another in a circle, the first by name speaks for all.
fn first_of_circle(start: &SourceId, next: &impl Fn(&SourceId) -> Option<SourceId>) -> SourceId {
    let mut first = start.clone();
    let mut at = start.clone();
    while let Some(other) = next(&at).filter(|other| other != start) {
        first = first.min(other.clone());
        at = other;
    }
    first
}

/// The lineage of a voice.
pub(crate) fn lineage_of(root: &SourceId) -> LineageId {
    LineageId::of("voice", &[root.as_str().as_bytes()])
}

/// How reliable a voice is.
pub(crate) fn reliability_of(root: &SourceId, sources: &Sources) -> Reliability {
    sources.reliability(root)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn rules() -> SpeakerRules {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        SpeakerRules {
            nameless: words(&["residents", "sources"]),
            offices: words(&["director", "spokesman"]),
        }
    }

    fn speaker(name: &str) -> Speaker {
        Speaker {
            name: name.into(),
            role: None,
            source: None,
            actor: None,
            span: None,
            private: false,
        }
    }

    fn known(id: &str) -> Speaker {
        Speaker {
            source: Some(id.parse().unwrap()),
            ..speaker(id)
        }
    }

    fn check(chain: Vec<Speaker>, expected: &str) {
        let told = format!("{chain:?}");
        let chain = Attribution::try_from(chain).unwrap();
        let found = nearest(&chain, &"daily".parse().unwrap(), &rules());
        assert_eq!(found.as_str(), expected, "{told}");
    }

    #[test]
    fn the_nearest_speaker_with_a_name_is_the_voice() {
        check(vec![known("daily")], "daily");
        check(
            vec![speaker("Lorn Hospital"), known("daily")],
            "lorn-hospital",
        );
        check(vec![known("wire"), known("daily")], "wire");
        check(
            vec![speaker("Lorn Hospital"), known("wire"), known("daily")],
            "lorn-hospital",
        );
        check(
            vec![
                speaker("UNHCR"),
                speaker("Ministry of Health"),
                known("daily"),
            ],
            "unhcr",
        );
    }

    #[test]
    fn speakers_without_a_name_are_the_next_voice_outward() {
        for name in [
            "residents",
            "Residents of Lorn",
            "Lorn Hospital Sources",
            "Rescuers",
            "a hospital",
            "Director",
            "",
        ] {
            check(vec![speaker(name), known("daily")], "daily");
            check(vec![speaker(name), known("wire"), known("daily")], "wire");
        }
        let private = Speaker {
            private: true,
            ..speaker("Edda Ruhn")
        };
        check(vec![private, known("daily")], "daily");
    }

    #[test]
    fn an_office_speaks_for_the_source_behind_it_and_a_party_by_whoever() {
        let director = Speaker {
            role: Some("director".into()),
            ..speaker("Edda Ruhn")
        };
        check(
            vec![director.clone(), known("registry"), known("daily")],
            "registry",
        );
        check(vec![director.clone(), known("daily")], "edda-ruhn");
        let officer = Speaker {
            actor: Some("army".parse().unwrap()),
            ..director
        };
        check(vec![officer, known("daily")], "army");
    }

    #[test]
    fn spellings_of_one_name_are_one_voice() {
        check(
            vec![speaker("Ministry of  Health"), known("daily")],
            "ministry-of-health",
        );
        check(
            vec![speaker("MINISTRY OF HEALTH"), known("daily")],
            "ministry-of-health",
        );
    }
}
