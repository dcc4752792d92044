//! Phrases of rules, found from either end in a run of known words.

use std::collections::BTreeMap;

use marsad_domain::ShortText;

use super::rules::{Role, Value};

/// The number of a word that some rule knows.
pub(crate) type Word = u32;

/// The number of a rule.
pub(crate) type Rule = u32;

/// Longer words are in no rule.
const LONGEST_WORD: usize = 24;

/// All phrases of the rules.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    words: BTreeMap<Box<str>, Word>,
    rules: Vec<Entry>,
    /// For each word, the phrases that end with it, the longest first.
    by_last: Vec<Vec<Phrase>>,
    /// For each word, the phrases that begin with it, the longest first.
    by_first: Vec<Vec<Phrase>>,
}

#[derive(Debug, Clone)]
struct Entry {
    id: ShortText,
    role: Role,
    value: Value,
}

/// A phrase in the direction in which it is compared, without its first word there.
#[derive(Debug, Clone)]
struct Phrase {
    rest: Vec<Word>,
    rule: Rule,
}

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// The rule it is of.
    pub(crate) rule: Rule,
    /// What the rule says.
    pub(crate) value: Value,
    /// The number of the token after it, in the direction of reading.
    pub(crate) next: usize,
}

/// One token of the words beside a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: TokenKind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TokenKind {
    /// A word that some rule knows.
    Word(Word),
    /// A number in digits.
    Number(super::amount::Amount),
    /// A hyphen or a dash.
    Dash,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// The ending of a genitive.
    Possessive,
}

/// Which way a run of tokens is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Token 0 is the last before a name, and the next ones stand to the left.
    Leftward,
    /// Token 0 is the first after a name.
    Rightward,
}

impl Lexicon {
    /// Adds a rule with its phrases.
    pub(super) fn add(&mut self, id: &str, role: Role, value: Value, phrases: &[String]) {
        let number = Rule::try_from(self.rules.len()).unwrap_or(Rule::MAX);
        self.rules.push(Entry {
            id: id.into(),
            role,
            value,
        });
        for phrase in phrases {
            let lower = phrase.to_lowercase();
            let words: Vec<Word> = lower
                .split([' ', '-'])
                .filter(|word| !word.is_empty())
                .map(|word| self.intern(word))
                .collect();
            self.insert(&words, number);
        }
    }

    fn intern(&mut self, word: &str) -> Word {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let new = Word::try_from(self.by_last.len()).unwrap_or(Word::MAX);
        self.words.insert(word.into(), new);
        self.by_last.push(Vec::new());
        self.by_first.push(Vec::new());
        new
    }

    fn insert(&mut self, words: &[Word], rule: Rule) {
        let longest_first = |phrases: &mut Vec<Phrase>, phrase: Phrase| {
            let at = phrases.partition_point(|other| other.rest.len() >= phrase.rest.len());
            phrases.insert(at, phrase);
        };
        if let [before @ .., last] = words
            && let Some(phrases) = self.by_last.get_mut(*last as usize)
        {
            let rest = before.iter().rev().copied().collect();
            longest_first(phrases, Phrase { rest, rule });
        }
        if let [first, after @ ..] = words
            && let Some(phrases) = self.by_first.get_mut(*first as usize)
        {
            let rest = after.to_vec();
            longest_first(phrases, Phrase { rest, rule });
        }
    }

    /// The number of a word; `lower` is room for its lower case.
    pub(super) fn word(&self, word: &str, lower: &mut String) -> Option<Word> {
        if word.len() > LONGEST_WORD {
            return None;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        self.words.get(lower.as_str()).copied()
    }

    /// The rule of a role that has a word in small letters as a phrase by itself.
    pub(super) fn one(&self, word: &str, role: Role) -> Option<Rule> {
        let known = self.words.get(word)?;
        let mut phrases = self.by_last.get(*known as usize)?.iter();
        let found = phrases.find(|phrase| {
            let entry = self.rules.get(phrase.rule as usize);
            phrase.rest.is_empty() && entry.is_some_and(|entry| entry.role == role)
        });
        found.map(|phrase| phrase.rule)
    }

    /// Whether no rule is known.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The id of a rule.
    pub(super) fn id(&self, rule: Rule) -> Option<&ShortText> {
        self.rules.get(rule as usize).map(|entry| &entry.id)
    }

    /// The longest phrase of a role that starts at a token, in the direction of reading; hyphens between its words
    /// are passed over.
    pub(super) fn find(&self, tokens: &[Token], way: Way, at: usize, role: Role) -> Option<Found> {
        let TokenKind::Word(word) = tokens.get(at)?.kind else {
            return None;
        };
        let table = match way {
            Way::Leftward => &self.by_last,
            Way::Rightward => &self.by_first,
        };
        for phrase in table.get(word as usize)? {
            let Some(entry) = self.rules.get(phrase.rule as usize) else {
                continue;
            };
            if entry.role == role
                && let Some(next) = matched(tokens, at + 1, &phrase.rest)
            {
                return Some(Found {
                    rule: phrase.rule,
                    value: entry.value,
                    next,
                });
            }
        }
        None
    }
}

/// The token after the words of a phrase, where they are all there.
fn matched(tokens: &[Token], from: usize, words: &[Word]) -> Option<usize> {
    let mut at = from;
    for word in words {
        if tokens.get(at)?.kind == TokenKind::Dash {
            at += 1;
        }
        if tokens.get(at)?.kind != TokenKind::Word(*word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}
