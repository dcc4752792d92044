//! Names of parties, their leaders, sources, their people, rivers and roads, matched on tokens.

use std::{borrow::Cow, collections::BTreeMap};

use marsad_domain::{ActorId, ActorKind, Actors, PlaceId, SourceId, Sources};
use marsad_places::lines::Lines;
use rustc_hash::FxHashMap;

use super::token::{Token, TokenKind, tokenise};
use crate::rules::Rules;

/// What a known phrase stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Known {
    Actor(ActorId),
    Leader {
        actor: ActorId,
        name: String,
        role: String,
    },
    Source(SourceId),
    Spokesperson {
        source: SourceId,
        name: String,
        role: String,
    },
    Line(PlaceId),
}

/// A phrase as tokens, with what it stands for.
#[derive(Debug, Clone)]
struct Phrase {
    tokens: Vec<String>,
    needs_capital: bool,
    known: Known,
}

/// All phrases of a theatre by their first token, the longest first.
#[derive(Debug, Default)]
pub(crate) struct NameBook {
    by_first: FxHashMap<String, Vec<Phrase>>,
    /// What stands before a group's noun and makes it a party: "iran -backed" or "northern".
    prefixes: BTreeMap<String, Option<ActorId>>,
    /// The same, but only before nouns for the forces of a state.
    force_prefixes: BTreeMap<String, Option<ActorId>>,
}

impl NameBook {
    /// Builds the book of a theatre.
    pub(crate) fn build(actors: &Actors, sources: &Sources, lines: &Lines, rules: &Rules) -> Self {
        let mut book = Self::default();
        for actor in actors.iter() {
            let known = Known::Actor(actor.id.clone());
            book.add(&actor.name, &known, rules);
            for alias in actor.aliases.iter().chain(&actor.name_ar) {
                book.add(alias, &known, rules);
                book.add_prefix(alias, &actor.id, actor.kind, rules);
            }
            for leader in &actor.leader {
                let known = Known::Leader {
                    actor: actor.id.clone(),
                    name: leader.name.clone(),
                    role: leader.role.clone(),
                };
                for name in std::iter::once(&leader.name).chain(&leader.aliases) {
                    book.add(name, &known, rules);
                }
            }
        }
        book.add_sources(sources, rules);
        for line in lines.iter() {
            let known = Known::Line(line.id.clone());
            for name in std::iter::once(&line.name)
                .chain(&line.spellings)
                .chain(&line.name_ar)
            {
                book.add(name, &known, rules);
            }
        }
        book
    }

    fn add_sources(&mut self, sources: &Sources, rules: &Rules) {
        for source in sources.iter() {
            let known = Known::Source(source.id.clone());
            for name in std::iter::once(&source.name)
                .chain(&source.aliases)
                .chain(&source.name_ar)
            {
                self.add(name, &known, rules);
            }
            for person in &source.people {
                let known = Known::Spokesperson {
                    source: source.id.clone(),
                    name: person.name.clone(),
                    role: person.role.clone(),
                };
                for name in std::iter::once(&person.name).chain(&person.aliases) {
                    self.add(name, &known, rules);
                }
            }
        }
    }

    fn add(&mut self, alias: &str, known: &Known, rules: &Rules) {
        let mut tokens = tokenise(alias, &rules.words);
        if tokens
            .first()
            .is_some_and(|t| rules.words.grammar.the.contains(&t.lower))
            && tokens.len() > 1
        {
            tokens.remove(0);
        }
        let Some(first) = tokens.first() else { return };
        let phrase = Phrase {
            needs_capital: first.capital,
            tokens: tokens.iter().map(|t| key(&t.lower).into_owned()).collect(),
            known: known.clone(),
        };
        let list = self
            .by_first
            .entry(key(&first.lower).into_owned())
            .or_default();
        if !list
            .iter()
            .any(|other| other.tokens == phrase.tokens && same_sort(&other.known, known))
        {
            let longer = |other: &Phrase| other.tokens.len() >= phrase.tokens.len();
            list.insert(list.partition_point(longer), phrase);
        }
    }

    /// "Northern forces" makes "Northern" a prefix of the party; a prefix that two parties share is none.
    fn add_prefix(&mut self, alias: &str, actor: &ActorId, kind: ActorKind, rules: &Rules) {
        let mut tokens: Vec<String> = tokenise(alias, &rules.words)
            .iter()
            .map(|t| key(&t.lower).into_owned())
            .collect();
        tokens.retain(|t| !rules.words.grammar.the.contains(t));
        let Some(last) = tokens.pop() else { return };
        if tokens.is_empty() {
            return;
        }
        let prefix = tokens.join(" ");
        let is_state = matches!(kind, ActorKind::State | ActorKind::External);
        if rules.people.force_nouns.contains(&last) && is_state {
            enter(&mut self.force_prefixes, prefix.clone(), actor);
        }
        let names_a_backer = tokens.iter().any(|t| t.starts_with('-'));
        if rules.people.group_nouns.contains(&last) && (names_a_backer || !is_state) {
            enter(&mut self.prefixes, prefix, actor);
        }
    }

    /// The longest known phrases that begin at token `at`, with the number of their tokens; several where one
    /// phrase stands for a party and a source at once.
    pub(crate) fn at(&self, tokens: &[Token], at: usize) -> (Vec<&Known>, usize) {
        let Some(first) = tokens.get(at) else {
            return (Vec::new(), 0);
        };
        let phrases = self
            .by_first
            .get(key(&first.lower).as_ref())
            .map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&Known> = Vec::new();
        let mut length = 0;
        for phrase in phrases {
            if phrase.tokens.len() < length {
                break;
            }
            let fits = (first.capital || !phrase.needs_capital)
                && phrase.tokens.iter().enumerate().all(|(n, word)| {
                    tokens
                        .get(at + n)
                        .is_some_and(|t| t.kind != TokenKind::Quote && key(&t.lower) == *word)
                });
            if fits {
                length = phrase.tokens.len();
                found.push(&phrase.known);
            }
        }
        (found, length)
    }

    /// The party that a run of words before a group's noun makes: "iran -backed" before "allies".
    pub(crate) fn prefix(&self, words: &str, noun: &str, rules: &Rules) -> Option<&ActorId> {
        let group = self
            .prefixes
            .get(words)
            .filter(|_| rules.people.group_nouns.contains(noun));
        let is_force =
            rules.people.force_nouns.contains(noun) || rules.people.strike_nouns.contains(noun);
        let force = self.force_prefixes.get(words).filter(|_| is_force);
        group.or(force).and_then(Option::as_ref)
    }

    /// The party that an adjective alone makes: "rebel" in "rebel-held".
    pub(crate) fn adjective(&self, words: &str) -> Option<&ActorId> {
        self.prefixes
            .get(words)
            .or_else(|| self.force_prefixes.get(words))
            .and_then(Option::as_ref)
    }
}

fn enter(map: &mut BTreeMap<String, Option<ActorId>>, prefix: String, actor: &ActorId) {
    map.entry(prefix)
        .and_modify(|known| {
            if known.as_ref() != Some(actor) {
                *known = None;
            }
        })
        .or_insert_with(|| Some(actor.clone()));
}

fn same_sort(a: &Known, b: &Known) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// Words in the form in which aliases meet: without hyphens, apostrophes and diacritics that spellings differ in.
fn key(lower: &str) -> Cow<'_, str> {
    let is_same = |byte: u8| byte.is_ascii() && !matches!(byte, b'\'' | b'-' | b'.');
    if lower.starts_with('-') || lower.bytes().all(is_same) {
        return Cow::Borrowed(lower);
    }
    lower
        .chars()
        .filter(|c| !matches!(c, '\'' | '-' | '.'))
        .map(plain)
        .collect()
}

fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ā' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'ō' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ş' | 'š' => 's',
        'ğ' => 'g',
        _ => c,
    }
}
