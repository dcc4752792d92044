//! One report in, its claims out.

mod area;
mod attribution;
mod building;
mod condition;
mod context;
mod count;
mod discourse;
mod exceptions;
mod figures;
mod frames;
mod homes;
mod intent;
mod members;
mod nominal_body;
mod nominals;
mod parts;
mod reasons;
mod relation;
mod said;
mod script;
mod sentence;
mod slots;
mod stance;
mod statement;
mod time;
mod voice;
mod voice_phrases;

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Attribution, Claim, ClaimDraft, Reader, Reading, Report, Stance};

pub use context::ReadingContext;
use discourse::Discourse;
use sentence::Sentence;
pub use sentence::sentences;

/// The name of this reader, as readings carry it.
pub const READER_NAME: &str = "clauses";
/// Its version: raised when the same rules read the same text differently.
pub const READER_VERSION: &str = "5";

/// Reads one report. Never fails: what cannot be read is a problem in the reading.
///
/// A report in a language without rules comes back unread and without claims; one that states no language does where
/// most of its letters are none of the language's.
#[must_use]
pub fn read(report: &Report, context: &ReadingContext<'_>) -> Reading {
    let reader = Reader {
        name: READER_NAME.to_owned(),
        version: READER_VERSION.to_owned(),
        rules: context.rules.hash(),
    };
    let unread = match report.language.as_deref() {
        Some(tag) => !is_language(tag, context.rules.language()),
        None => !script::is_mostly_of(&report.text, &context.rules.words.letters),
    };
    if unread {
        return Reading {
            reader,
            report: report.hash,
            unread,
            claims: Vec::new(),
            problems: Vec::new(),
        };
    }
    let document = sentence::document(report, context);
    let mut discourse = Discourse::new(report, context);
    let mut drafts = Vec::new();
    for block in document.blocks() {
        let sentences = document.sentences(block, context);
        discourse.quotes = voice::speakers_of_quotes(&sentences, &document, context);
        for sentence in &sentences {
            drafts.extend(read_sentence(sentence, &document, context, &mut discourse));
        }
    }
    figures::settle_outcomes(&mut drafts, context);
    let claims = finish(drafts, report, &reader);
    Reading {
        reader,
        report: report.hash,
        unread,
        claims,
        problems: document.problems,
    }
}

fn is_language(tag: &str, language: &str) -> bool {
    tag.split(['-', '_'])
        .next()
        .is_some_and(|primary| primary.eq_ignore_ascii_case(language))
}

/// All claims of one sentence, in the order in which the readers of each kind find them.
fn read_sentence(
    sentence: &Sentence,
    document: &sentence::Document<'_>,
    context: &ReadingContext<'_>,
    discourse: &mut Discourse,
) -> Vec<ClaimDraft> {
    let view = building::View::new(sentence, document, context, discourse);
    let mut drafts = area::read(&view);
    drafts.extend(frames::read(&view));
    let by_nouns = nominals::read(&view, &drafts);
    drafts.extend(by_nouns);
    drafts.extend(members::read(&view));
    drafts.extend(count::read(&view, &drafts));
    drafts.extend(relation::read(&view));
    drafts.extend(condition::read(&view));
    drafts.extend(intent::read(&view, &drafts));
    let drafts = figures::merge_tolls(drafts, document.text);
    let mut drafts = building::without_doubles(drafts);
    drafts.extend(statement::read(&view, &drafts));
    discourse.remember(sentence, &drafts, context);
    drafts
}

/// Orders the drafts by where they stand, gives them ids, and ties answers to what they answer.
fn finish(mut drafts: Vec<ClaimDraft>, report: &Report, reader: &Reader) -> Vec<Claim> {
    drafts.sort_by_key(|draft| draft.quote.span);
    let mut ordinals: BTreeMap<(&'static str, usize, usize), u32> = BTreeMap::new();
    let mut claims = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let key = (
            draft.body.kind(),
            draft.quote.span.start(),
            draft.quote.span.end(),
        );
        let ordinal = ordinals.entry(key).or_default();
        claims.push(draft.into_claim(&report.name, report.hash, reader, *ordinal));
        *ordinal += 1;
    }
    keep_private(&mut claims);
    answer(&mut claims);
    claims
}

/// A private person stays private wherever the report names them again, by part of the name too.
fn keep_private(claims: &mut [Claim]) {
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace()
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    let voices = claims.iter().flat_map(|claim| claim.said_by.voices());
    let private: BTreeSet<String> = voices
        .filter(|voice| voice.private && voice.name.starts_with(char::is_uppercase))
        .flat_map(|voice| words(&voice.name))
        .collect();
    for claim in claims {
        let mut voices = claim.said_by.voices().to_vec();
        for voice in &mut voices {
            let is_nobody_known = voice.source.is_none() && voice.actor.is_none();
            voice.private |=
                is_nobody_known && words(&voice.name).iter().any(|word| private.contains(word));
        }
        if let Ok(said_by) = Attribution::try_from(voices) {
            claim.said_by = said_by;
        }
    }
}

/// A denial or retraction answers the latest earlier claim of its kind over the same place.
fn answer(claims: &mut [Claim]) {
    for at in 0..claims.len() {
        let Some((before, [claim, ..])) = claims.split_at_mut_checked(at) else {
            continue;
        };
        if !matches!(claim.stance, Stance::Denied | Stance::Retracted) {
            continue;
        }
        let place = |c: &Claim| {
            c.r#where
                .first()
                .and_then(|w| w.place.as_ref())
                .map(|p| p.id.clone())
        };
        let answered = before.iter().rev().find(|other| {
            other.is_asserted()
                && other.body.kind() == claim.body.kind()
                && place(other) == place(claim)
        });
        claim.answers = answered.map(|other| other.id);
    }
}
