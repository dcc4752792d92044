//! Who is at a place, without a word on who holds it.

use marsad_domain::{ActorMention, Body, ClaimDraft, Role, Stance};

use super::{
    super::{
        building::{Parts, View},
        slots,
    },
    lacks, party_id, places, words_of,
};
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::{Frame, Need},
};

pub(super) fn presence(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    index: usize,
) -> Vec<ClaimDraft> {
    let places = places(view, clause, &frame.place);
    let phrases: Vec<_> = frame
        .party
        .iter()
        .map(|slot| slots::fill(view, clause, slot))
        .find(|f| !f.is_empty())
        .unwrap_or_default();
    let mut drafts = Vec::new();
    for filled in phrases {
        for actor in whose_posts(view, frame, filled.phrase) {
            if lacks(frame, Need::Place, places.is_empty()) {
                return drafts;
            }
            let parts = Parts {
                body: Body::Presence {
                    party: party_id(&actor),
                    of: Some(kind_of_presence(view, frame, clause, filled.phrase)),
                },
                r#where: places.clone(),
                actors: vec![actor],
                rule: frame.id.clone(),
                span: words_of(clause),
                clause: Some(index),
            };
            drafts.extend(if frame.denies {
                view.draft_as(parts, Stance::Denied)
            } else {
                view.draft(parts)
            });
        }
    }
    drafts
}

/// Who is there; of posts ("army checkpoints") it is whoever their words name.
fn whose_posts(view: &View<'_>, frame: &Frame, phrase: &NounPhrase) -> Vec<ActorMention> {
    let found = slots::parties_of(view, phrase, Role::Agent);
    if found.is_empty() && !frame.subject_heads.is_empty() {
        let named = phrase.parties.iter();
        return named
            .map(|party| slots::mention(view, party, Role::Agent))
            .collect();
    }
    found
}

/// What is there: advisers, institutions, bases, or the forces themselves, in the words of the report.
fn kind_of_presence(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    phrase: &NounPhrase,
) -> String {
    if let Some(object) = clause
        .object
        .first()
        .filter(|_| !frame.object_heads.is_empty())
    {
        return object.head.to_string();
    }
    let own = phrase.parties.first().map(|party| party.span);
    let words = own
        .and_then(|span| span.of(view.text))
        .unwrap_or(&phrase.head);
    if words.to_lowercase().ends_with(phrase.head.as_str()) {
        words.to_owned()
    } else {
        format!("{words} {}", phrase.head)
    }
}
