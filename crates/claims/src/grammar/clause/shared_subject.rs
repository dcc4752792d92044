//! The subject of a clause that has none of its own.

use super::{
    super::{chunk::Chunk, noun_phrase::NounPhrase},
    Clause, Tie,
    borders::is_boundary,
};
use crate::rules::{Catenative, Rules, VerbForm};

/// Takes the subject over where the clause has none of its own.
pub(super) fn fill_subject(
    clause: &mut Clause,
    left: &[Chunk],
    chunks: &[Chunk],
    from: usize,
    before: &[Clause],
    rules: &Rules,
) {
    let is_relative = left
        .iter()
        .any(|chunk| matches!(chunk, Chunk::Relative(..)));
    if is_relative {
        let antecedent = noun_before(chunks, from, left);
        clause.antecedent.clone_from(&antecedent);
        let is_place_word = clause
            .opener
            .as_ref()
            .is_some_and(|word| rules.words.grammar.place_relatives.contains(word));
        if clause.subject.is_empty() && !is_place_word {
            clause.subject.extend(antecedent);
        }
        return;
    }
    if !clause.subject.is_empty() {
        return;
    }
    let Some(last) = before.last() else { return };
    let touches = !left.iter().any(|chunk| is_boundary(Some(chunk)));
    let is_gerund = last.verb.form == VerbForm::Ing && last.subject.is_empty()
        || last.verb.form == VerbForm::Ing && last.is_inherited && last.tie == Tie::Participle;
    if touches && clause.verb.is_finite && is_gerund {
        clause.gerund_subject = Some(before.len() - 1);
        return;
    }
    let controls = rules
        .words
        .catenatives
        .get(&last.verb.lemma)
        .is_some_and(|effect| !matches!(effect, Catenative::Attempted));
    if touches && !clause.verb.is_finite {
        if let Some((_, list)) = last
            .phrases
            .last()
            .filter(|(_, list)| ends_last(list, last))
        {
            if clause.verb.form != VerbForm::Base {
                clause.subject.extend(list.last().cloned());
                return;
            }
        } else if let Some(object) = last
            .object
            .last()
            .filter(|_| controls || !clause.verb.is_infinitive)
        {
            clause.subject.push(object.clone());
            return;
        }
    }
    let joined = left
        .iter()
        .any(|chunk| matches!(chunk, Chunk::Conjunction(..)));
    let open = open_subject(before).filter(|_| clause.verb.is_finite && !joined);
    // "was shot and killed": the second shares "was" too.
    let verb = &clause.verb;
    let is_bare = verb.form == VerbForm::Past && verb.chain.is_empty() && !verb.is_passive;
    let shares = joined && open.is_none() && last.verb.is_passive && last.verb.is_finite;
    if is_bare && shares && clause.object.is_empty() {
        clause.verb.is_passive = true;
        clause.verb.form = VerbForm::Participle;
    }
    clause.subject = open.unwrap_or_else(|| last.subject.clone());
    clause.is_inherited = true;
}

/// The first subject that still waits for its finite verb: "The town, located in the north, has been ..."; of a
/// relative clause it is what the clause hangs on: "The force, which X backs, took ...".
fn open_subject(before: &[Clause]) -> Option<Vec<NounPhrase>> {
    before
        .iter()
        .take_while(|clause| !clause.verb.is_finite || clause.tie == Tie::Relative)
        .find(|clause| !clause.is_inherited && !clause.subject.is_empty())
        .map(|clause| match &clause.antecedent {
            Some(antecedent) => vec![antecedent.clone()],
            None => clause.subject.clone(),
        })
}

/// Whether a phrase is the last thing of its clause.
fn ends_last(list: &[NounPhrase], clause: &Clause) -> bool {
    list.last()
        .is_some_and(|np| np.full_span().end() >= clause.span.end())
}

/// The noun that a relative hangs on: the last before it.
fn noun_before(chunks: &[Chunk], from: usize, left: &[Chunk]) -> Option<NounPhrase> {
    let relative = left
        .iter()
        .position(|chunk| matches!(chunk, Chunk::Relative(..)))?;
    chunks
        .get(..from + relative)?
        .iter()
        .rev()
        .find_map(|chunk| match chunk {
            Chunk::Noun(phrase) => Some(phrase.as_ref().clone()),
            _ => None,
        })
}

/// A participle that opens the sentence takes the subject of the clause behind it.
pub(super) fn inherit_forwards(clauses: &mut [Clause]) {
    for at in 0..clauses.len() {
        let Some(clause) = clauses.get(at) else {
            continue;
        };
        if !clause.subject.is_empty() || clause.verb.is_finite {
            continue;
        }
        let next = clauses
            .get(at + 1)
            .filter(|next| next.gerund_subject.is_none());
        let subject = next.map(|next| next.subject.clone()).unwrap_or_default();
        if let Some(clause) = clauses.get_mut(at) {
            clause.subject = subject;
            clause.is_inherited = true;
        }
    }
}
