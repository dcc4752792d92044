//! Who fled: stock and flow apart, and what is only expected apart from both.

use std::collections::BTreeMap;

use marsad_domain::{Measure, SourceId, Stance, Unit};

use crate::{
    clean_text::CleanText,
    composer::{Composer, fill_raw, word},
    redact::{PublishedBody, PublishedClaim, PublishedFigure},
    sections::remainders,
    sentence::{Block, Section, SectionId, Sentence},
    wording::fill,
};

/// In which list a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    Stock,
    Flow,
    Expected,
}

/// A count with its claim.
#[derive(Debug, Clone)]
struct Count {
    list: List,
    claim: PublishedClaim,
    figure: PublishedFigure,
    from: Option<CleanText>,
    to: Option<CleanText>,
}

/// The latest count of each source, measure, way and class, in that order.
type CountKey = (
    List,
    Option<SourceId>,
    CleanText,
    Option<CleanText>,
    Option<CleanText>,
    Option<CleanText>,
);

/// Displacement.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let (counts, earlier) = latest(composer);
    let mut blocks = Vec::new();
    for (list, heading) in [
        (List::Stock, &words.stock_heading),
        (List::Flow, &words.flow_heading),
        (List::Expected, &words.expected_heading),
    ] {
        let sentences: Vec<Sentence> = counts
            .values()
            .filter(|count| count.list == list)
            .filter_map(|count| sentence(composer, count))
            .collect();
        if !sentences.is_empty() {
            blocks.push(Block::Heading(CleanText::new(heading)));
            blocks.push(Block::Sentences(sentences));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Remark(CleanText::new(&words.no_displacement)));
    }
    if earlier > 0 {
        let count = composer.count(earlier);
        blocks.push(Block::Remark(fill(
            &words.earlier_counts,
            &[("count", &count)],
        )));
    }
    Section {
        id: SectionId::Displacement,
        heading: CleanText::new(&words.displacement),
        blocks,
    }
}

fn latest(composer: &Composer<'_>) -> (BTreeMap<CountKey, Count>, usize) {
    let mut counts: BTreeMap<CountKey, Count> = BTreeMap::new();
    let mut earlier = 0;
    for count in composer.ordered().flat_map(counts_of) {
        let key = (
            count.list,
            count.claim.source.clone(),
            count.claim.speaker.clone(),
            count.from.clone(),
            count.to.clone(),
            count.figure.who.clone(),
        );
        let day = |count: &Count| (count.claim.latest, count.claim.published);
        match counts.get(&key) {
            Some(other) if day(other) > day(&count) => earlier += 1,
            other => {
                earlier += usize::from(other.is_some());
                counts.insert(key, count);
            }
        }
    }
    (counts, earlier)
}

fn counts_of(claim: &PublishedClaim) -> Vec<Count> {
    let PublishedBody::Displacement {
        measure,
        from,
        to,
        figures,
    } = &claim.body
    else {
        return Vec::new();
    };
    let list = match (claim.stance, measure) {
        (Stance::Asserted, Measure::Stock) => List::Stock,
        (Stance::Asserted, Measure::Flow) => List::Flow,
        (Stance::Expected, _) => List::Expected,
        (Stance::Denied | Stance::Intended | Stance::Hypothetical | Stance::Retracted, _) => {
            return Vec::new();
        }
    };
    let whole = figures
        .iter()
        .filter(|figure| !figure.is_part && matches!(figure.unit, Unit::Persons | Unit::Families));
    whole
        .map(|figure| Count {
            list,
            claim: claim.clone(),
            figure: figure.clone(),
            from: from.clone(),
            to: to.clone(),
        })
        .collect()
}

fn sentence(composer: &mut Composer<'_>, count: &Count) -> Option<Sentence> {
    let words = composer.words();
    let Count { claim, figure, .. } = count;
    let template = match count.list {
        List::Stock => &words.stock,
        List::Flow => &words.flow,
        List::Expected => &words.expected,
    };
    let unit = match figure.unit {
        Unit::Persons => "persons",
        Unit::Families => "families",
        Unit::Percent => "percent",
        Unit::Items => "items",
    };
    let unit = match &figure.who {
        Some(who) => who.to_string(),
        None => word(&words.units, unit).to_owned(),
    };
    let place = |template: &str, place: &Option<CleanText>| {
        place
            .as_ref()
            .map(|place| fill_raw(template, &[("place", place.as_str())]))
            .unwrap_or_default()
    };
    composer.sentence(
        template,
        &[
            ("speaker", composer.spoken(claim).as_str()),
            ("amount", composer.amount(figure.amount).as_str()),
            ("unit", &unit),
            ("from", &place(&words.from, &count.from)),
            ("to", &place(&words.to, &count.to)),
            ("day", composer.day_or_unknown(claim.latest).as_str()),
            (
                "published",
                composer.day_or_unknown(claim.published).as_str(),
            ),
            (
                "period",
                &remainders::period(composer, figure.since, claim.latest),
            ),
        ],
        &[claim.id],
    )
}
