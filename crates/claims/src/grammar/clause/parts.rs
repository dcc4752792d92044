//! Subject, objects, phrases, days and adverbs of a clause, from the chunks around its verb.

use super::{
    super::{chunk::Chunk, noun_phrase::NounPhrase},
    Clause,
};
use crate::{rules::GrammarWords, text::token::Word};

/// The nouns of the subject: those before the verb that no preposition governs, from the last boundary on.
pub(super) fn subject(left: &[Chunk], grammar: &GrammarWords) -> Vec<NounPhrase> {
    let mut subject: Vec<NounPhrase> = Vec::new();
    let (mut governed, mut by_agent) = (false, false);
    let first = left
        .iter()
        .position(|chunk| !matches!(chunk, Chunk::Comma(_) | Chunk::Conjunction(..)));
    for (at, chunk) in left.iter().enumerate() {
        match chunk {
            Chunk::Preposition(word, _) if grammar.company.contains(word) && Some(at) == first => {}
            Chunk::Noun(phrase) if !governed => subject.push(phrase.as_ref().clone()),
            Chunk::Preposition(word, _) => {
                governed = true;
                by_agent = grammar.agent.contains(word);
            }
            // "strikes by A and B killed ...": both are the agent's.
            Chunk::Conjunction(..) if by_agent => governed = true,
            Chunk::Conjunction(..) | Chunk::Adverb(..) => {}
            Chunk::Subordinator(..)
            | Chunk::Relative(..)
            | Chunk::Complementiser(_)
            | Chunk::Stop(_) => {
                subject.clear();
                governed = false;
            }
            Chunk::Noun(_)
            | Chunk::Day(_)
            | Chunk::Comma(_)
            | Chunk::Verb(_)
            | Chunk::Quote(_)
            | Chunk::Bracket(_) => governed = false,
        }
    }
    subject
}

/// Phrases, days and adverbs before the verb.
pub(super) fn fronted(left: &[Chunk], clause: &mut Clause) {
    collect(left, clause, false);
}

/// Objects, phrases, days and adverbs behind the verb.
pub(super) fn following(right: &[Chunk], clause: &mut Clause) {
    collect(right, clause, true);
}

/// The list of nouns that the next noun can go on with.
#[derive(Debug, Clone, Copy)]
enum Listing {
    Closed,
    /// The phrase at this place of the clause.
    Phrase(usize),
    Object,
}

fn collect(chunks: &[Chunk], clause: &mut Clause, is_behind: bool) {
    let mut preposition: Option<Word> = None;
    let mut listing = Listing::Closed;
    let mut after_comma = false;
    let mut after_conjunction = false;
    for chunk in chunks {
        match chunk {
            Chunk::Preposition(word, _) => {
                let joined = preposition.is_some() && after_conjunction;
                preposition = preposition
                    .filter(|_| joined)
                    .or_else(|| Some(word.clone()));
                after_conjunction = false;
                listing = Listing::Closed;
            }
            Chunk::Noun(phrase) => {
                place_noun(
                    phrase,
                    clause,
                    is_behind,
                    preposition.take(),
                    &mut listing,
                    after_comma,
                );
                after_comma = false;
            }
            Chunk::Day(day) => {
                clause.days.push((preposition.take(), day.clone()));
            }
            Chunk::Adverb(word, _) => clause.adverbs.push(word.clone()),
            Chunk::Comma(_) => after_comma = true,
            Chunk::Conjunction(..) => after_conjunction = true,
            Chunk::Subordinator(..) | Chunk::Relative(..) | Chunk::Complementiser(_) => {
                if !is_behind {
                    clause.phrases.clear();
                }
                preposition = None;
                listing = Listing::Closed;
            }
            Chunk::Verb(_) | Chunk::Stop(_) | Chunk::Quote(_) | Chunk::Bracket(_) => {
                preposition = None;
            }
        }
    }
}

/// Puts a noun where it belongs: a new phrase, the list that it goes on with, or the object.
fn place_noun(
    phrase: &NounPhrase,
    clause: &mut Clause,
    is_behind: bool,
    preposition: Option<Word>,
    listing: &mut Listing,
    after_comma: bool,
) {
    if let Some(word) = preposition {
        clause.phrases.push((word, vec![phrase.clone()]));
        *listing = Listing::Phrase(clause.phrases.len() - 1);
        return;
    }
    if let Some(list) = open_list(clause, *listing)
        && goes_on_with_of(list, phrase)
    {
        if let Some(last) = list.last_mut() {
            last.of.push(phrase.clone());
        }
        return;
    }
    match listing {
        Listing::Phrase(index) if is_behind || after_comma => {
            if let Some((_, list)) = clause.phrases.get_mut(*index) {
                list.push(phrase.clone());
            }
        }
        _ if is_behind => {
            clause.object.push(phrase.clone());
            *listing = Listing::Object;
        }
        _ => {}
    }
}

/// The list that a noun without a preposition can go on with.
fn open_list(clause: &mut Clause, listing: Listing) -> Option<&mut Vec<NounPhrase>> {
    match listing {
        Listing::Closed => None,
        Listing::Phrase(index) => clause.phrases.get_mut(index).map(|(_, list)| list),
        Listing::Object => Some(&mut clause.object),
    }
}

/// "control of A and B": a bare name behind a phrase whose "of" names a place too.
fn goes_on_with_of(list: &[NounPhrase], phrase: &NounPhrase) -> bool {
    let is_bare_place = |np: &NounPhrase| {
        np.determiner.is_none() && np.of.is_empty() && np.places.iter().any(|place| place.is_head)
    };
    let inner = list.last().and_then(|np| np.of.last());
    let innermost = inner.map(|np| np.of.last().unwrap_or(np));
    let names_of = innermost.is_some_and(is_bare_place);
    names_of && is_bare_place(phrase)
}
