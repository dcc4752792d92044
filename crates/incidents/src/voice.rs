//! Whose word a claim is: copies of one text and sources that copy one another are one voice.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{LineageId, Reliability, ReportHash, ReportHead, SourceId, Sources};

use crate::canonical::Placed;

/// The first report of each lineage: the one that the others copy.
#[derive(Debug, Default)]
pub(crate) struct Originals {
    first: BTreeMap<LineageId, (ReportHash, SourceId)>,
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
    pub(crate) fn of(claims: &[Placed<'_>]) -> Self {
        let mut first = BTreeMap::new();
        for placed in claims {
            first
                .entry(placed.head.lineage)
                .or_insert_with(|| (placed.head.hash, placed.head.source.clone()));
        }
        Self { first }
    }

    /// Whether a report copies an earlier one.
    pub(crate) fn is_copy(&self, head: &ReportHead) -> bool {
        self.first
            .get(&head.lineage)
            .is_some_and(|(hash, _)| *hash != head.hash)
    }

    /// The nearest known source of a claim; a copy's own source gives way to that of the original.
    pub(crate) fn voice_of(&self, placed: &Placed<'_>) -> Voice {
        let own = &placed.head.source;
        let nearest = placed.claim.said_by.nearest_source().unwrap_or(own);
        match self.first.get(&placed.head.lineage) {
            Some((hash, original)) if *hash != placed.head.hash => {
                let source = if nearest == own { original } else { nearest };
                Voice {
                    source: source.clone(),
                    is_copy: true,
                }
            }
            _ => Voice {
                source: nearest.clone(),
                is_copy: false,
            },
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
