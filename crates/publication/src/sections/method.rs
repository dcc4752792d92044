//! Where it comes from and how it was made: sources, method, what was withheld. It says nothing of the war.

use std::collections::BTreeMap;

use marsad_domain::{Reliability, SourceId};

use crate::{
    clean_text::CleanText,
    composer::{Composer, word},
    redact::WithheldReason,
    sentence::{Block, RecordTable, Section, SectionId},
    wording::fill,
};

/// Sources and method.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(
        words
            .method_text
            .iter()
            .map(|text| Block::Remark(CleanText::new(text))),
    );
    if composer.screen.is_public() {
        blocks.extend(
            words
                .method_public
                .iter()
                .map(|text| Block::Remark(CleanText::new(text))),
        );
    }
    if composer.input().unread > 0 {
        let count = composer.count(composer.input().unread);
        blocks.push(Block::Remark(fill(&words.unread, &[("count", &count)])));
    }
    blocks.extend(unchecked(composer));
    blocks.push(Block::Record(sources(composer)));
    if composer.screen.is_public() {
        blocks.push(Block::Heading(CleanText::new(&words.withheld_heading)));
        blocks.extend(withheld(composer));
    }
    Section {
        id: SectionId::Method,
        heading: CleanText::new(&words.method),
        blocks,
    }
}

/// How many places rest on an opening position that nobody checked.
fn unchecked(composer: &Composer<'_>) -> Option<Block> {
    let places = &composer.control;
    let resting = places.iter().filter(|place| place.is_unchecked);
    let day = resting.clone().find_map(|place| place.opening)?;
    let blanks = [
        ("count", composer.count(resting.count())),
        ("places", composer.count(places.len())),
        ("day", composer.day(day).to_string()),
    ];
    let blanks = blanks.each_ref().map(|(key, value)| (*key, value.as_str()));
    let text = fill(&composer.words().unchecked_opening, &blanks);
    Some(Block::Remark(text))
}

/// One row a source, the most reports first. Outside the desk, sources that the theatre does not list are one row.
fn sources(composer: &Composer<'_>) -> RecordTable {
    let words = composer.words();
    let input = composer.input();
    let mut counts: BTreeMap<(CleanText, char, CleanText), (usize, usize)> = BTreeMap::new();
    let mut claims: BTreeMap<marsad_domain::ReportHash, usize> = BTreeMap::new();
    for claim in input
        .claims
        .iter()
        .filter(|claim| composer.claims.contains_key(&claim.id))
    {
        *claims.entry(claim.report_hash).or_default() += 1;
    }
    for head in input.reports {
        let count = counts.entry(described(composer, &head.source)).or_default();
        count.0 += 1;
        count.1 += claims.get(&head.hash).copied().unwrap_or(0);
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by(|(key_a, (a, _)), (key_b, (b, _))| b.cmp(a).then_with(|| key_a.cmp(key_b)));
    let headings = [
        &words.head_source,
        &words.head_reliability,
        &words.head_leaning,
        &words.head_reports,
        &words.head_claims,
    ];
    RecordTable {
        caption: CleanText::new(&words.sources_caption),
        headings: headings
            .into_iter()
            .map(|head| CleanText::new(head))
            .collect(),
        rows: rows
            .into_iter()
            .map(|((name, letter, leaning), (reports, claims))| {
                vec![
                    name,
                    CleanText::from(letter.to_string()),
                    leaning,
                    CleanText::from(composer.count(reports)),
                    CleanText::from(composer.count(claims)),
                ]
            })
            .collect(),
    }
}

fn described(composer: &Composer<'_>, id: &SourceId) -> (CleanText, char, CleanText) {
    let words = composer.words();
    let Some(source) = composer.input().sources.get(id) else {
        let name = if composer.screen.is_public() {
            &words.source_unlisted
        } else {
            id.as_str()
        };
        let letter = crate::redact::letter_of(Reliability::F);
        return (
            CleanText::new(name),
            letter,
            CleanText::new(&words.leaning_none),
        );
    };
    let parties: Vec<CleanText> = source
        .favours
        .iter()
        .map(|party| composer.screen.party(party))
        .collect();
    let leaning = if parties.is_empty() {
        CleanText::new(&words.leaning_none)
    } else {
        fill(
            &words.leaning,
            &[("parties", composer.list(&parties, 4).as_str())],
        )
    };
    (
        CleanText::new(&source.name),
        crate::redact::letter_of(source.reliability),
        leaning,
    )
}

fn withheld(composer: &Composer<'_>) -> Vec<Block> {
    let words = composer.words();
    let counts = composer.screen.withheld.counts();
    if counts.is_empty() {
        return vec![Block::Remark(CleanText::new(&words.withheld_none))];
    }
    counts
        .into_iter()
        .map(|one| {
            let count = composer.count(one.count);
            Block::Remark(fill(
                word(&words.withheld, reason_key(one.reason)),
                &[("count", &count)],
            ))
        })
        .collect()
}

fn reason_key(reason: WithheldReason) -> &'static str {
    match reason {
        WithheldReason::Sensitive => "sensitive",
        WithheldReason::PrivateOnly => "private_only",
        WithheldReason::PrivateWords => "private_words",
        WithheldReason::UnlistedWords => "unlisted_words",
        WithheldReason::CoarsePlace => "coarse_place",
        WithheldReason::SmallCell => "small_cell",
    }
}
