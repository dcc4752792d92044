//! Folding what renames or exemplifies a noun phrase into it: brackets, appositions, "such as", "including".

use super::{chunk::Chunk, noun_phrase::NounPhrase};
use crate::rules::Rules;

/// Folds appositions, bracketed names and examples into the phrases that they belong to.
pub(crate) fn fold(chunks: Vec<Chunk>, rules: &Rules) -> Vec<Chunk> {
    let chunks = fold_named(fold_brackets(chunks), rules);
    let chunks = fold_examples(chunks, rules);
    fold_commas(chunks, rules)
}

/// "a teacher named X": the name is the person's.
fn fold_named(mut chunks: Vec<Chunk>, rules: &Rules) -> Vec<Chunk> {
    let mut folded: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut at = 0;
    while let Some(chunk) = chunks.get(at) {
        let names =
            matches!(chunk, Chunk::Verb(group) if rules.words.naming_verbs.contains(&group.lemma));
        if let (true, Some(Chunk::Noun(name)), Some(Chunk::Noun(person))) =
            (names, chunks.get(at + 1), folded.last_mut())
            && name.unknown_name.is_some()
            && person.unknown_name.is_none()
        {
            person.apposition = Some(name.clone());
            at += 2;
            continue;
        }
        folded.extend(take(&mut chunks, at));
        at += 1;
    }
    folded
}

/// Takes a chunk that is not looked at again out of a row.
fn take(chunks: &mut [Chunk], at: usize) -> Option<Chunk> {
    let chunk = chunks.get_mut(at)?;
    let span = chunk.span();
    Some(std::mem::replace(chunk, Chunk::Stop(span)))
}

/// "Free Coast Army (FCA)": the name in brackets is the same party.
fn fold_brackets(chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut folded: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut chunks = chunks.into_iter().peekable();
    while let Some(chunk) = chunks.next() {
        if !matches!(chunk, Chunk::Bracket(_)) {
            folded.push(chunk);
            continue;
        }
        let mut inside = Vec::new();
        while let Some(next) = chunks.next_if(|next| !matches!(next, Chunk::Bracket(_))) {
            inside.push(next);
        }
        if chunks.peek().is_some() {
            chunks.next();
        }
        if let Some(Chunk::Noun(phrase)) = folded.last_mut() {
            for chunk in inside {
                if let Chunk::Noun(inner) = chunk {
                    absorb(phrase, *inner);
                }
            }
        } else {
            folded.extend(inside);
        }
    }
    folded
}

/// A name in brackets tells who the phrase is, where the phrase itself does not.
fn absorb(phrase: &mut NounPhrase, inner: NounPhrase) {
    let knows_nobody = phrase.parties.iter().all(|party| party.id.is_none());
    if knows_nobody && inner.parties.iter().any(|party| party.id.is_some()) {
        phrase.parties.clone_from(&inner.parties);
    }
    if phrase.source.is_none() {
        phrase.source = inner.source;
    }
}

/// "cities such as A and B", "forces, including C, operate": a pair of commas around examples goes with them.
fn fold_examples(mut chunks: Vec<Chunk>, rules: &Rules) -> Vec<Chunk> {
    let mut folded: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut at = 0;
    while let Some(chunk) = chunks.get(at) {
        at += 1;
        let opens = matches!(chunk, Chunk::Preposition(word, _) if rules.words.grammar.exemplifying.contains(word));
        let target = folded.iter().rposition(|c| !matches!(c, Chunk::Comma(_)));
        let Some(target) =
            target.filter(|at| opens && matches!(folded.get(*at), Some(Chunk::Noun(_))))
        else {
            folded.extend(take(&mut chunks, at - 1));
            continue;
        };
        let comma_before = folded.len() > target + 1;
        folded.truncate(target + 1);
        let mut examples = Vec::new();
        let mut closing = None;
        while let Some(next) = chunks.get(at).filter(|_| closing.is_none()) {
            match next {
                Chunk::Noun(phrase) => examples.push(phrase.as_ref().clone()),
                Chunk::Comma(span) if ends_list(&chunks, at) => closing = Some(*span),
                Chunk::Comma(_) | Chunk::Conjunction(..) | Chunk::Day(_) => {}
                _ => break,
            }
            at += 1;
        }
        attach(&mut folded, target, &mut examples);
        let opens_clause = matches!(chunks.get(at), Some(Chunk::Noun(_)));
        folded.extend(
            closing
                .filter(|_| !comma_before || opens_clause)
                .map(Chunk::Comma),
        );
    }
    folded
}

/// Whether a list of examples ends at a comma: no noun goes on with it, or one that has a verb of its own behind it
/// ("..., including A, the ministry said").
fn ends_list(chunks: &[Chunk], comma: usize) -> bool {
    match (chunks.get(comma + 1), chunks.get(comma + 2)) {
        (Some(Chunk::Noun(_)), Some(Chunk::Verb(group))) => group.is_finite,
        (Some(Chunk::Noun(_) | Chunk::Conjunction(..)), _) => false,
        _ => true,
    }
}

fn attach(folded: &mut [Chunk], target: usize, examples: &mut Vec<NounPhrase>) {
    if let Some(Chunk::Noun(phrase)) = folded.get_mut(target) {
        // "control of several towns, including X": they are examples of the towns.
        let of_places = phrase.number.is_none() && examples.iter().any(|np| !np.places.is_empty());
        match phrase.of.last_mut().filter(|_| of_places) {
            Some(inner) => inner.examples.append(examples),
            None => phrase.examples.append(examples),
        }
    }
}

/// "X, leader of the Y, said" and "one resident, X, said": two phrases for one thing between commas.
fn fold_commas(mut chunks: Vec<Chunk>, rules: &Rules) -> Vec<Chunk> {
    let mut folded: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut at = 0;
    while let Some(chunk) = chunks.get(at) {
        if let (Chunk::Comma(_), Some(Chunk::Noun(first))) = (chunk, folded.last())
            && let Some((second, taken)) = second_name(&chunks, at, first, rules)
        {
            if let Some(Chunk::Noun(first)) = folded.last_mut() {
                first.apposition = Some(Box::new(second));
            }
            at += taken;
            continue;
        }
        folded.extend(take(&mut chunks, at));
        at += 1;
    }
    folded
}

/// The phrase behind a comma that renames the one before, with the chunks up to its own closing comma.
fn second_name(
    chunks: &[Chunk],
    comma: usize,
    first: &NounPhrase,
    rules: &Rules,
) -> Option<(NounPhrase, usize)> {
    let mut at = comma + 1;
    while matches!(chunks.get(at), Some(Chunk::Adverb(..))) {
        at += 1;
    }
    let Some(Chunk::Noun(second)) = chunks.get(at) else {
        return None;
    };
    let mut end = at + 1;
    while let (Some(Chunk::Preposition(..)), Some(Chunk::Noun(_) | Chunk::Day(_))) =
        (chunks.get(end), chunks.get(end + 1))
    {
        end += 2;
    }
    let closes = matches!(chunks.get(end), Some(Chunk::Comma(_)));
    let behind = chunks.get(if closes { end + 1 } else { end });
    let before_verb = matches!(behind, Some(Chunk::Verb(group)) if group.is_finite || group.form == crate::rules::VerbForm::Ing);
    let ends = matches!(behind, None | Some(Chunk::Stop(_) | Chunk::Relative(..)));
    let is_part = is_part(second, rules);
    let one_is_a_name = is_part || is_name(first) != is_name(second);
    let describes = second.determiner.is_some()
        || rules.people.public_roles.contains(&second.head)
        || rules.people.private_roles.contains(&second.head)
        || is_role(first, rules);
    let renames = one_is_a_name && describes;
    let explains = before_verb && closes && at > comma + 1;
    let fits = renames && (closes || ends) || explains;
    fits.then(|| ((**second).clone(), end - comma + usize::from(closes)))
}

/// "a unit of X": a noun for a part of a force, which renames it whatever it is called.
fn is_part(phrase: &NounPhrase, rules: &Rules) -> bool {
    let is_part_noun = |rule: &crate::rules::RelationRule| rule.nouns.contains(&phrase.head);
    let has_whole = phrase.of.iter().any(|np| !np.parties.is_empty());
    phrase.determiner.is_some() && has_whole && rules.relations.iter().any(is_part_noun)
}

fn is_name(phrase: &NounPhrase) -> bool {
    phrase.determiner.is_none()
        && (phrase.unknown_name.is_some() && phrase.words.len() == 1
            || phrase.person.is_some()
            || phrase.source.is_some() && phrase.is_proper
            || phrase.places.iter().any(|place| place.is_head)
            || phrase
                .parties
                .iter()
                .any(|party| party.is_bare_name && party.name.starts_with(char::is_uppercase)))
}

/// Whether the last word of the head says what somebody is: "a resident" can be the name of a source.
fn is_role(phrase: &NounPhrase, rules: &Rules) -> bool {
    let role = phrase.head.rsplit(' ').next().unwrap_or_default();
    rules.people.private_roles.contains(role) || rules.people.public_roles.contains(role)
}
