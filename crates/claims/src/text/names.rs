//! Names of parties, their leaders, sources, their people, rivers and roads, matched on tokens.

use std::borrow::Cow;

use marsad_domain::{ActorId, ActorKind, Actors, PlaceId, SourceId, Sources};
use marsad_places::lines::Lines;
use rustc_hash::FxHashMap;

use super::{
    homes::{Home, Homes},
    listed::{self, Evidence, Listed},
    prefixes::{self, Prefixes},
    token::{Token, TokenKind},
};
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
    /// The homes that it belongs to.
    homes: Homes,
    /// Whether it stands for somebody only in reports about one of them.
    is_generic: bool,
    evidence: Evidence,
}

/// The longest phrases at a token.
#[derive(Debug, Default)]
pub(crate) struct Hit<'a> {
    /// What they stand for; several where one phrase stands for a party and a source at once.
    pub(crate) known: Vec<&'a Known>,
    /// The number of their tokens.
    pub(crate) length: usize,
    /// Whether all of them are generic.
    pub(crate) is_generic: bool,
}

/// A name that is somebody's own, as it says something of where a report is.
#[derive(Debug)]
pub(crate) struct Own<'a> {
    pub(crate) known: &'a Known,
    pub(crate) length: usize,
    pub(crate) homes: Homes,
    pub(crate) evidence: Evidence,
}

/// All phrases of a theatre by their first token, the longest first.
#[derive(Debug, Default)]
pub(crate) struct NameBook {
    by_first: FxHashMap<String, Vec<Phrase>>,
    /// What stands before a group's noun and makes it a party: "iran -backed" or "northern".
    prefixes: Prefixes,
    /// The same, but only before nouns for the forces of a state.
    force_prefixes: Prefixes,
}

impl NameBook {
    /// Builds the book of a theatre, or of several with the home of each. Without homes every phrase always holds.
    pub(crate) fn build(
        (actors, sources): (&Actors, &Sources),
        lines: &Lines,
        rules: &Rules,
        homes: &[Home],
    ) -> Self {
        let mut book = Self::default();
        for name in listed::names(actors, sources, lines, (rules, homes)) {
            if let Some((actor, kind)) = name.prefix_of {
                book.add_prefix(&name, (actor, kind), rules);
            }
            book.add(name);
        }
        book
    }

    fn add(&mut self, name: Listed<'_>) {
        let Some(first) = name.tokens.first() else {
            return;
        };
        let phrase = Phrase {
            needs_capital: first.capital,
            tokens: name
                .tokens
                .iter()
                .map(|t| key(&t.lower).into_owned())
                .collect(),
            known: name.known,
            homes: name.homes,
            is_generic: name.is_generic,
            evidence: name.evidence,
        };
        let list = self
            .by_first
            .entry(key(&first.lower).into_owned())
            .or_default();
        if !list.iter().any(|other| other.is_before(&phrase)) {
            let longer = |other: &Phrase| other.tokens.len() >= phrase.tokens.len();
            list.insert(list.partition_point(longer), phrase);
        }
    }

    /// "Northern forces" makes "Northern" a prefix of the party; a prefix that two parties share is none.
    fn add_prefix(
        &mut self,
        name: &Listed<'_>,
        (actor, kind): (&ActorId, ActorKind),
        rules: &Rules,
    ) {
        let mut tokens: Vec<String> = name
            .tokens
            .iter()
            .map(|t| key(&t.lower).into_owned())
            .collect();
        tokens.retain(|t| !rules.words.grammar.the.contains(t));
        let Some(last) = tokens.pop() else { return };
        if tokens.is_empty() {
            return;
        }
        let prefix = tokens.join(" ");
        let only_in = name.is_generic.then_some(name.homes);
        let is_state = matches!(kind, ActorKind::State | ActorKind::External);
        if rules.people.force_nouns.contains(&last) && is_state {
            self.force_prefixes.enter(prefix.clone(), actor, only_in);
        }
        let names_a_backer = tokens.iter().any(|t| t.starts_with('-'));
        if rules.people.group_nouns.contains(&last) && (names_a_backer || !is_state) {
            self.prefixes.enter(prefix, actor, only_in);
        }
    }

    /// The longest known phrases that begin at token `at` and stand for somebody in a report about some homes. A generic
    /// phrase that stands for others in each of them stands for nobody.
    pub(crate) fn at(&self, tokens: &[Token], at: usize, homes: Homes) -> Hit<'_> {
        let mut hit = Hit {
            is_generic: true,
            ..Hit::default()
        };
        let mut shared = homes;
        for phrase in self.beginning(tokens, at) {
            if phrase.tokens.len() < hit.length {
                break;
            }
            let holds = !phrase.is_generic || phrase.homes.overlaps(homes);
            if holds && phrase.fits(tokens, at) {
                hit.length = phrase.tokens.len();
                hit.known.push(&phrase.known);
                hit.is_generic &= phrase.is_generic;
                if phrase.is_generic {
                    shared = shared.among(phrase.homes);
                }
            }
        }
        if hit.length > 0 && hit.is_generic && shared.is_empty() {
            return Hit::default();
        }
        hit
    }

    /// The longest name at a token that is somebody's own and in no generic use.
    pub(crate) fn own_at(&self, tokens: &[Token], at: usize) -> Option<Own<'_>> {
        let mut own = self
            .beginning(tokens, at)
            .iter()
            .filter(|phrase| !phrase.is_generic && phrase.fits(tokens, at));
        let first = own.next()?;
        Some(Own {
            known: &first.known,
            length: first.tokens.len(),
            homes: first.homes,
            evidence: first.evidence,
        })
    }

    /// The tokens of the longest phrase at a token, if it is generic in whatever home.
    pub(crate) fn generic_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let mut phrases = self.beginning(tokens, at).iter();
        let longest = phrases.find(|phrase| phrase.fits(tokens, at))?;
        longest.is_generic.then_some(longest.tokens.len())
    }

    fn beginning(&self, tokens: &[Token], at: usize) -> &[Phrase] {
        let phrases = tokens
            .get(at)
            .and_then(|first| self.by_first.get(key(&first.lower).as_ref()));
        phrases.map_or(&[], Vec::as_slice)
    }

    /// The party that a run of words before a group's noun makes: "iran -backed" before "allies".
    pub(crate) fn prefix(
        &self,
        words: &str,
        noun: &str,
        (homes, rules): (Homes, &Rules),
    ) -> Option<&ActorId> {
        let group = Some(&self.prefixes).filter(|_| rules.people.group_nouns.contains(noun));
        let is_force =
            rules.people.force_nouns.contains(noun) || rules.people.strike_nouns.contains(noun);
        let force = Some(&self.force_prefixes).filter(|_| is_force);
        prefixes::owner(group.into_iter().chain(force), words, homes)
    }

    /// The party that an adjective alone makes: "rebel" in "rebel-held".
    pub(crate) fn adjective(&self, words: &str, homes: Homes) -> Option<&ActorId> {
        prefixes::owner([&self.prefixes, &self.force_prefixes], words, homes)
    }
}

impl Phrase {
    /// Whether a later phrase of the same words and sort has no place beside this one.
    fn is_before(&self, later: &Self) -> bool {
        let both_generic = self.is_generic && later.is_generic;
        self.tokens == later.tokens
            && same_sort(&self.known, &later.known)
            && (!both_generic || self.homes.overlaps(later.homes))
    }

    /// Whether it stands in a text from token `at` on, which is its first word.
    fn fits(&self, tokens: &[Token], at: usize) -> bool {
        let is_capital = tokens.get(at).is_some_and(|first| first.capital);
        (is_capital || !self.needs_capital)
            && self.tokens.iter().enumerate().skip(1).all(|(n, word)| {
                tokens
                    .get(at + n)
                    .is_some_and(|t| t.kind != TokenKind::Quote && key(&t.lower) == *word)
            })
    }
}

fn same_sort(a: &Known, b: &Known) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// Words in the form in which aliases meet: without hyphens, apostrophes and diacritics that spellings differ in.
pub(super) fn key(lower: &str) -> Cow<'_, str> {
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
