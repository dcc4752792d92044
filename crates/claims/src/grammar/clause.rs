//! Clauses: one for each verb group, with its subject, objects and phrases.

use marsad_domain::Span;

use super::{chunk::Chunk, noun_phrase::NounPhrase, verb_group::VerbGroup};
use crate::{
    rules::{Catenative, Rules, VerbForm},
    text::dates::DayExpression,
};

/// How a clause is tied to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    Main,
    Subordinate,
    Relative,
    Complement,
    Participle,
    Infinitive,
}

/// A clause.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub(crate) verb: VerbGroup,
    pub(crate) tie: Tie,
    /// The word that opens it: a subordinator or a relative.
    pub(crate) opener: Option<String>,
    pub(crate) subject: Vec<NounPhrase>,
    /// Whether the subject was taken over from a clause before.
    pub(crate) is_inherited: bool,
    /// The gerund clause that is the subject ("capturing the city would ...").
    pub(crate) gerund_subject: Option<usize>,
    pub(crate) object: Vec<NounPhrase>,
    /// Phrases with their preposition, in order.
    pub(crate) phrases: Vec<(String, Vec<NounPhrase>)>,
    pub(crate) days: Vec<(Option<String>, DayExpression)>,
    pub(crate) adverbs: Vec<String>,
    /// What a relative clause hangs on.
    pub(crate) antecedent: Option<NounPhrase>,
    /// From its first chunk to its last.
    pub(crate) span: Span,
}

impl Clause {
    /// The phrases of one preposition.
    pub(crate) fn phrases_of<'a>(
        &'a self,
        preposition: &'a str,
    ) -> impl Iterator<Item = &'a NounPhrase> {
        self.phrases
            .iter()
            .filter(move |(p, _)| p == preposition)
            .flat_map(|(_, list)| list)
    }

    /// The preposition right behind the verb.
    pub(crate) fn first_preposition(&self) -> Option<&str> {
        let after = |list: &[NounPhrase]| {
            list.first()
                .is_some_and(|np| np.full_span().start() >= self.verb.span.end())
        };
        self.phrases
            .iter()
            .find(|(_, list)| after(list))
            .map(|(p, _)| p.as_str())
    }
}

/// The clauses of a sentence, in the order of their verbs.
pub(crate) fn clauses(chunks: &[Chunk], rules: &Rules) -> Vec<Clause> {
    let chunks = &with_participles(chunks);
    let verbs: Vec<usize> = chunks
        .iter()
        .enumerate()
        .filter(|(_, chunk)| matches!(chunk, Chunk::Verb(_)))
        .map(|(at, _)| at)
        .collect();
    let mut splits = vec![0];
    for pair in verbs.windows(2) {
        if let [left, right] = pair {
            splits.push(split(chunks, *left, *right, rules));
        }
    }
    splits.push(chunks.len());
    let mut clauses: Vec<Clause> = Vec::new();
    for (index, verb_at) in verbs.iter().enumerate() {
        let (from, to) = (splits[index], splits[index + 1]);
        if let Some(clause) = clause(chunks, from, *verb_at, to, &clauses, rules) {
            clauses.push(clause);
        }
    }
    inherit_forwards(&mut clauses);
    clauses
}

/// "The town, located in the north, has been ...": a past form between commas, with no object, is a participle.
fn with_participles(chunks: &[Chunk]) -> Vec<Chunk> {
    let mut marked = chunks.to_vec();
    for at in 2..chunks.len() {
        let opens = matches!(
            (chunks.get(at - 2), chunks.get(at - 1), chunks.get(at + 1)),
            (
                Some(Chunk::Noun(_)),
                Some(Chunk::Comma(_)),
                Some(Chunk::Preposition(..))
            )
        );
        let closes = chunks
            .iter()
            .enumerate()
            .skip(at + 2)
            .any(|(later, chunk)| {
                matches!(chunk, Chunk::Comma(_))
                    && matches!(chunks.get(later + 1), Some(Chunk::Verb(group)) if group.is_finite)
            });
        if let (true, true, Some(Chunk::Verb(group))) = (opens, closes, marked.get_mut(at))
            && group.form == VerbForm::Past
        {
            group.is_finite = false;
            group.is_passive = true;
            group.form = VerbForm::Participle;
        }
    }
    marked
}

/// Where the clause of the right verb begins, between two verbs.
fn split(chunks: &[Chunk], left: usize, right: usize, rules: &Rules) -> usize {
    let group = |at: usize| match chunks.get(at) {
        Some(Chunk::Verb(group)) => Some(group.as_ref()),
        _ => None,
    };
    let (Some(first), Some(second)) = (group(left), group(right)) else {
        return right;
    };
    let mut at = right;
    while at > left + 1 && matches!(chunks.get(at - 1), Some(Chunk::Adverb(..) | Chunk::Day(_))) {
        at -= 1;
    }
    if at == left + 1 {
        return at;
    }
    let before = chunks.get(at - 1);
    if is_boundary(before) {
        return opener_start(chunks, left, at - 1);
    }
    if !second.is_finite {
        return opener_before_participle(chunks, left, at, right);
    }
    let start = subject_start(chunks, left, at);
    let takes_clause =
        rules.words.catenatives.contains_key(&first.lemma) || is_speech(first, rules);
    if start == left + 1 && !takes_clause && first.form == VerbForm::Ing {
        return right;
    }
    opener_start(chunks, left, start)
}

/// A participle or infinitive right behind a noun leaves the noun where it is.
fn opener_before_participle(chunks: &[Chunk], left: usize, at: usize, right: usize) -> usize {
    if matches!(chunks.get(at - 1), Some(Chunk::Preposition(..))) && at - 1 > left {
        at - 1
    } else {
        right.min(at)
    }
}

pub(crate) fn is_speech(group: &VerbGroup, rules: &Rules) -> bool {
    rules
        .speech
        .iter()
        .any(|speech| speech.verbs.contains(&group.lemma))
}

fn is_boundary(chunk: Option<&Chunk>) -> bool {
    matches!(
        chunk,
        Some(
            Chunk::Comma(_)
                | Chunk::Conjunction(..)
                | Chunk::Subordinator(..)
                | Chunk::Relative(..)
                | Chunk::Complementiser(_)
                | Chunk::Preposition(..)
                | Chunk::Quote(_)
                | Chunk::Stop(_)
        )
    )
}

/// Steps back over the small words that open a clause.
fn opener_start(chunks: &[Chunk], left: usize, from: usize) -> usize {
    let mut at = from;
    while at > left + 1
        && matches!(
            chunks.get(at - 1),
            Some(
                Chunk::Comma(_)
                    | Chunk::Conjunction(..)
                    | Chunk::Subordinator(..)
                    | Chunk::Relative(..)
                    | Chunk::Complementiser(_)
                    | Chunk::Quote(_)
                    | Chunk::Preposition(..)
            )
        )
    {
        let is_absolute = matches!(chunks.get(at - 1), Some(Chunk::Preposition(word, _)) if word == "with")
            && at == from
            && !matches!(chunks.get(at - 2), Some(Chunk::Verb(_)));
        if matches!(chunks.get(at - 1), Some(Chunk::Preposition(..))) && !is_absolute {
            break;
        }
        at -= 1;
    }
    at
}

/// The first chunk of the subject that ends right before `end`.
fn subject_start(chunks: &[Chunk], left: usize, end: usize) -> usize {
    let mut at = end;
    let mut start = end;
    while at > left + 1 {
        let before = chunks.get(at - 1);
        match before {
            Some(Chunk::Noun(_)) => {
                start = at - 1;
                at -= 1;
            }
            Some(Chunk::Preposition(..) | Chunk::Adverb(..) | Chunk::Day(_)) => at -= 1,
            Some(Chunk::Conjunction(..)) if is_subject_list(chunks, left, at - 1) => at -= 1,
            _ => break,
        }
        if matches!(chunks.get(at), Some(Chunk::Noun(_)))
            && !matches!(
                chunks.get(at - 1),
                Some(Chunk::Preposition(..) | Chunk::Conjunction(..))
            )
        {
            break;
        }
    }
    let governed = start.checked_sub(1).and_then(|before| chunks.get(before));
    match governed {
        Some(Chunk::Preposition(word, _)) if word != "with" && start < end => end,
        _ => start,
    }
}

/// Whether the noun before a conjunction belongs to the subject behind it: something opens a clause before it.
fn is_subject_list(chunks: &[Chunk], left: usize, conjunction: usize) -> bool {
    let mut at = conjunction;
    let mut nouns = 0;
    while at > left + 1 {
        match chunks.get(at - 1) {
            Some(Chunk::Noun(_)) => {
                nouns += 1;
                at -= 1;
            }
            Some(Chunk::Preposition(..) | Chunk::Adverb(..)) if nouns > 0 => at -= 1,
            Some(Chunk::Subordinator(..) | Chunk::Complementiser(_) | Chunk::Relative(..)) => {
                return nouns > 0;
            }
            _ => return false,
        }
    }
    false
}

/// Builds the clause of the verb at `verb_at` from the chunks `from..to`.
fn clause(
    chunks: &[Chunk],
    from: usize,
    verb_at: usize,
    to: usize,
    before: &[Clause],
    rules: &Rules,
) -> Option<Clause> {
    let Chunk::Verb(verb) = chunks.get(verb_at)? else {
        return None;
    };
    let verb = verb.as_ref().clone();
    let left = chunks.get(from..verb_at)?;
    let right = chunks.get(verb_at + 1..to)?;
    let opener = left.iter().rev().find_map(|chunk| match chunk {
        Chunk::Subordinator(word, _) | Chunk::Relative(word, _) => Some(word.clone()),
        Chunk::Preposition(word, _) if verb.form == VerbForm::Ing => Some(word.clone()),
        _ => None,
    });
    let tie = tie(left, &verb);
    let mut clause = Clause {
        span: span_of(left, &verb, right),
        verb,
        tie,
        opener,
        subject: subject(left),
        is_inherited: false,
        gerund_subject: None,
        object: Vec::new(),
        phrases: Vec::new(),
        days: Vec::new(),
        adverbs: Vec::new(),
        antecedent: None,
    };
    fronted(left, &mut clause);
    following(right, &mut clause);
    fill_subject(&mut clause, left, chunks, from, before, rules);
    Some(clause)
}

fn span_of(left: &[Chunk], verb: &VerbGroup, right: &[Chunk]) -> Span {
    let content = |chunk: &&Chunk| {
        !matches!(
            chunk,
            Chunk::Comma(_)
                | Chunk::Conjunction(..)
                | Chunk::Stop(_)
                | Chunk::Quote(_)
                | Chunk::Complementiser(_)
        )
    };
    left.iter()
        .chain(right)
        .filter(content)
        .map(Chunk::span)
        .fold(verb.span, Span::union)
}

fn tie(left: &[Chunk], verb: &VerbGroup) -> Tie {
    let last = left.iter().rev().find(|chunk| {
        matches!(
            chunk,
            Chunk::Subordinator(..) | Chunk::Relative(..) | Chunk::Complementiser(_)
        )
    });
    match last {
        Some(Chunk::Relative(..)) => Tie::Relative,
        Some(Chunk::Subordinator(..)) => Tie::Subordinate,
        Some(Chunk::Complementiser(_)) => Tie::Complement,
        _ if verb.is_infinitive => Tie::Infinitive,
        _ if !verb.is_finite => Tie::Participle,
        _ => Tie::Main,
    }
}

/// The nouns of the subject: those before the verb that no preposition governs, from the last boundary on.
fn subject(left: &[Chunk]) -> Vec<NounPhrase> {
    let mut subject: Vec<NounPhrase> = Vec::new();
    let mut governed = false;
    let first = left
        .iter()
        .position(|chunk| !matches!(chunk, Chunk::Comma(_) | Chunk::Conjunction(..)));
    for (at, chunk) in left.iter().enumerate() {
        match chunk {
            Chunk::Preposition(word, _) if word == "with" && Some(at) == first => {}
            Chunk::Noun(phrase) if !governed => subject.push(phrase.as_ref().clone()),
            Chunk::Preposition(..) => governed = true,
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
fn fronted(left: &[Chunk], clause: &mut Clause) {
    collect(left, clause, false);
}

/// Objects, phrases, days and adverbs behind the verb.
fn following(right: &[Chunk], clause: &mut Clause) {
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
    let mut preposition: Option<String> = None;
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
                preposition = None
            }
        }
    }
}

/// Puts a noun where it belongs: a new phrase, the list that it goes on with, or the object.
fn place_noun(
    phrase: &NounPhrase,
    clause: &mut Clause,
    is_behind: bool,
    preposition: Option<String>,
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
    let names_of = list
        .last()
        .and_then(|np| np.of.last())
        .is_some_and(is_bare_place);
    names_of && is_bare_place(phrase)
}

/// Takes the subject over where the clause has none of its own.
fn fill_subject(
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
        let is_place_word = clause.opener.as_deref() == Some("where");
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
    clause.subject.clone_from(open.unwrap_or(&last.subject));
    clause.is_inherited = true;
}

/// The first subject that still waits for its finite verb: "The town, located in the north, has been ...".
fn open_subject(before: &[Clause]) -> Option<&Vec<NounPhrase>> {
    before
        .iter()
        .take_while(|clause| !clause.verb.is_finite || clause.tie == Tie::Relative)
        .find(|clause| !clause.is_inherited && !clause.subject.is_empty())
        .map(|clause| &clause.subject)
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
fn inherit_forwards(clauses: &mut [Clause]) {
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
