//! "A and B are among them": which places the group of the sentence before had in it.

use marsad_domain::{Body, ClaimDraft, Stance, Where};

use super::{
    building::{Parts, View},
    frames,
    slots::{self, Filled},
};
use crate::grammar::clause::Clause;

/// The change of control that the sentence before told of a group of places without names, for each place of it named
/// here: the same party, verb, stance and time, in the words of this clause.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        if !lists_members(view, clause) {
            continue;
        }
        let members: Vec<Filled<'_>> = slots::subject(clause);
        let places = slots::wheres(view, &members);
        for place in places.into_iter().filter(|place| place.place.is_some()) {
            let groups = view.discourse.groups().iter();
            drafts.extend(groups.filter_map(|group| member(view, group, &place, clause, index)));
        }
    }
    drafts
}

/// "are among them", said as a fact.
fn lists_members(view: &View<'_>, clause: &Clause) -> bool {
    let grammar = &view.context.rules.words.grammar;
    let verb = &clause.verb;
    let is_fact = verb.is_finite && !verb.is_negated && verb.stance.is_none();
    let among = clause.phrases.iter().any(|(word, list)| {
        grammar.naming_parts.contains(word)
            && list
                .iter()
                .any(|np| np.is_pronoun && grammar.party_pronouns.contains(&np.head))
    });
    is_fact && among && verb.lemma == grammar.lemma_be && clause.object.is_empty()
}

fn member(
    view: &View<'_>,
    group: &ClaimDraft,
    place: &Where,
    clause: &Clause,
    index: usize,
) -> Option<ClaimDraft> {
    let parts = Parts {
        body: group.body.clone(),
        r#where: vec![place.clone()],
        actors: group.actors.clone(),
        rule: "control.member".to_owned(),
        span: frames::words_of(clause),
        clause: Some(index),
    };
    let draft = view
        .draft(parts)
        .filter(|draft| draft.stance == Stance::Asserted)?;
    Some(ClaimDraft {
        stance: group.stance,
        when: group.when.clone(),
        ..draft
    })
}

/// The claims of a sentence on control over a group of places that it does not name.
pub(crate) fn groups(drafts: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let is_group = |draft: &&ClaimDraft| {
        let mut places = draft.r#where.iter();
        matches!(draft.body, Body::Control { .. })
            && places.next().is_some_and(|first| first.place.is_none())
            && places.next().is_none()
    };
    drafts.iter().filter(is_group).cloned().collect()
}
