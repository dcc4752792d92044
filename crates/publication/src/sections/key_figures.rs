//! Totals over distinct incidents, and apart from them what others count.

use marsad_domain::{ClaimId, IncidentStatus, Range, Total};

use crate::{
    clean_text::CleanText,
    composer::Composer,
    redact::PublishedIncident,
    sections::remainders,
    sentence::{Block, KeyFigure, Section, SectionId},
    wording::fill,
};

/// The key figures.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let totals = composer.input().totals;
    let figures: Vec<KeyFigure> = totals
        .iter()
        .filter_map(|total| figure(composer, total))
        .collect();
    let latest: Vec<remainders::Running> = remainders::running(composer)
        .into_values()
        .filter_map(|mut list| list.pop())
        .collect();
    let sentences: Vec<_> = latest
        .iter()
        .filter_map(|running| remainders::sentence(composer, running))
        .collect();
    let mut blocks = Vec::new();
    if figures.is_empty() {
        blocks.push(Block::Remark(CleanText::new(&words.no_figures)));
    } else {
        blocks.push(Block::Figures(figures));
    }
    if !sentences.is_empty() {
        blocks.push(Block::Heading(CleanText::new(&words.undocumented)));
        blocks.push(Block::Sentences(sentences));
    }
    Section {
        id: SectionId::KeyFigures,
        heading: CleanText::new(&words.key_figures),
        blocks,
    }
}

fn figure(composer: &mut Composer<'_>, total: &Total) -> Option<KeyFigure> {
    let words = composer.words();
    let incidents: Vec<PublishedIncident> = composer
        .incidents
        .iter()
        .filter(|incident| total.incidents.contains(&incident.id))
        .filter(|incident| incident.status != IncidentStatus::Rejected)
        .cloned()
        .collect();
    let notes = composer.cite(&counted_claims(total, &incidents))?;
    let documented = if composer.incidents_withheld {
        sum(incidents
            .iter()
            .filter_map(|incident| incident.range(total.of)))?
    } else {
        total.documented
    };
    let count = composer.count(incidents.len());
    Some(KeyFigure::new(
        fill(
            &words.documented,
            &[("counted", composer.counted_label(total.of))],
        ),
        composer.range(documented),
        fill(&words.documented_detail, &[("incidents", &count)]),
        notes,
    ))
}

/// The claims whose numbers were summed: of each incident those that count, else all of its claims.
fn counted_claims(total: &Total, incidents: &[PublishedIncident]) -> Vec<ClaimId> {
    let mut claims = Vec::new();
    for incident in incidents
        .iter()
        .filter(|incident| incident.range(total.of).is_some())
    {
        let used = if incident.used.is_empty() {
            &incident.claims
        } else {
            &incident.used
        };
        claims.extend(used);
    }
    claims
}

fn sum(ranges: impl Iterator<Item = Range>) -> Option<Range> {
    let (low, high, is_open) = ranges.fold((0_u64, 0_u64, false), |(low, high, is_open), range| {
        (
            low.saturating_add(range.low()),
            high.saturating_add(range.high()),
            is_open || range.is_open(),
        )
    });
    Range::new(low, None, high, is_open).ok()
}
