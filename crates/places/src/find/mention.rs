//! Which stretches of a text are names at all: whole words, with a capital, the longest, none over another.

use std::{cmp::Reverse, ops::Range};

use marsad_domain::Span;

use super::{
    candidates::{Candidates, ListedName, NameKey, OnlyListed},
    words::{Word, Words, is_capital},
};
use crate::{
    gazetteer::Gazetteer,
    names::{Found, Head, follow, follow_on, heads_inside},
    normal::{Folding, is_apostrophe, is_hyphen, is_mark, normal_form},
    reason::Reason,
    rules::{Demonym, PlaceRules, Position},
    sorted_names::SortedNames,
    word_key::Key,
};

/// The most bytes of a small article that is joined to a name: three letters, with marks.
const MOST_ARTICLE_BYTES: usize = 4;

/// A name found in a text.
#[derive(Debug, Clone)]
pub(super) struct Mention<'g> {
    /// Where it stands.
    pub(super) span: Span,
    /// What it names.
    pub(super) names: Named<'g>,
    /// The places that it may mean, among those of the text.
    pub(super) candidates: Range<usize>,
}

/// What a name names.
#[derive(Debug, Clone)]
pub(super) enum Named<'g> {
    /// One of its candidates.
    Places {
        /// What the name is known by.
        key: NameKey,
        /// Where only the long list of the world has it: what the list has under it.
        only_listed: Option<OnlyListed>,
    },
    /// The people, or something of a country.
    Demonym(&'g Demonym),
    /// A place that no list has under this name; its candidates are those that sound alike.
    Unlisted {
        /// Why it is as long as it is: words before it that are no part of it, or that are.
        reasons: Vec<Reason>,
    },
}

/// A name at a word, before it is known which of several wins.
#[derive(Debug, Clone, Copy)]
struct Hit {
    span: Span,
    name: Name,
}

/// Where a name was found; of names of one length, the earlier wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Own(usize),
    Demonym(usize),
    World(u64),
}

/// The names of a text, sorted, without overlap.
pub(super) fn mentions<'g>(
    words: &Words<'_>,
    candidates: &mut Candidates,
    gazetteer: &'g Gazetteer,
    rules: &'g PlaceRules,
) -> Vec<Mention<'g>> {
    let mut search = Search {
        words,
        gazetteer,
        rules,
        folding: Folding::of(words.text),
        hits: Vec::new(),
    };
    let mut mentions = Vec::new();
    let mut end = 0;
    for (number, word) in words.iter().enumerate() {
        let is_free = word.span.start() >= end;
        if !is_free || !search.may_begin(word) || !words.begins(number) {
            continue;
        }
        search.at(word);
        if let Some(mention) = search.longest(candidates) {
            if search.longer_within(number, mention.span, candidates) {
                continue;
            }
            end = mention.span.end();
            mentions.push(mention);
        }
    }
    for mention in &mut mentions {
        mention.span = without_feature(mention, words, candidates, gazetteer, rules);
    }
    mentions
}

struct Search<'s, 't, 'g> {
    words: &'s Words<'t>,
    gazetteer: &'g Gazetteer,
    rules: &'g PlaceRules,
    folding: Folding<'t>,
    hits: Vec<Hit>,
}

impl<'g> Search<'_, '_, 'g> {
    /// Whether a name may be written that begins with a word.
    fn may_begin(&self, word: &Word) -> bool {
        word.is_capital || self.words.caseless || self.could_be_article(word.span)
    }

    /// Finds the names that begin at a word, or in it after what Arabic writes together with it.
    fn at(&mut self, word: &Word) {
        self.hits.clear();
        let span = word.span;
        // What the normal form changes in a word is not in its key, so that such a word is always followed.
        let is_plain = word.is_ascii && !self.could_be_any_article(span) && !self.goes_on(span);
        let key = is_plain.then_some(word.key);
        self.folding.begin(span.start());
        self.follow((0, Head::Word), key, word.is_capital);
        if self.hits.is_empty() && !word.is_ascii {
            let inside: Vec<(usize, Head)> = heads_inside(self.folding.first_word()).collect();
            for head in inside {
                self.follow(head, None, false);
            }
        }
    }

    /// Whether a word may be the article in any of the ways in which it is heard.
    fn could_be_any_article(&self, span: Span) -> bool {
        let vowel = ['a', 'e', 'i', 'u', 'A', 'E', 'I', 'U'];
        let length = span.end() - span.start();
        matches!(length, 2 | 3)
            && span
                .of(self.words.text)
                .is_some_and(|word| word.starts_with(vowel))
    }

    /// Whether the word goes on in the normal form behind its last letter: an apostrophe and marks leave no trace.
    fn goes_on(&self, span: Span) -> bool {
        let rest = self.words.text.get(span.end()..).unwrap_or_default();
        rest.chars()
            .next()
            .is_some_and(|c| is_apostrophe(c) || is_mark(c))
    }

    /// Whether a small word may be an article that a name begins with.
    fn could_be_article(&self, span: Span) -> bool {
        if span.end() - span.start() > MOST_ARTICLE_BYTES {
            return false;
        }
        let joined = || {
            self.words
                .text
                .get(span.end()..)
                .unwrap_or_default()
                .starts_with(is_hyphen)
        };
        span.of(self.words.text).is_some_and(is_bare_article) || joined()
    }

    /// Follows the names that may begin at a byte of the folding; `key` is that of the word there where it tells.
    fn follow(&mut self, (from, head): (usize, Head), key: Option<Key>, in_world: bool) {
        let Self { folding, hits, .. } = self;
        let (index, demonyms) = (self.gazetteer.index(), &self.rules.demonyms);
        let begin = (from, key);
        follow_sorted(index.names(), folding, begin, |found| {
            let name = usize::try_from(found.value).unwrap_or(usize::MAX);
            if index.begins(name, head) {
                hits.push(hit(found, Name::Own(name)));
            }
        });
        follow_sorted(demonyms.names(), folding, begin, |found| {
            let name = usize::try_from(found.value).unwrap_or(usize::MAX);
            hits.push(hit(found, Name::Demonym(name)));
        });
        let world = self.gazetteer.world().filter(|_| in_world);
        if let Some(world) = world.filter(|world| key.is_none_or(|key| world.may_begin(key))) {
            follow(&world.names(), folding, from, |found| {
                hits.push(hit(found, Name::World(found.value)));
            });
        }
    }

    /// The longest of the names found, with all its candidates.
    fn longest(&mut self, candidates: &mut Candidates) -> Option<Mention<'g>> {
        let mut hits = std::mem::take(&mut self.hits);
        hits.sort_unstable_by_key(|hit| (hit.span.start(), Reverse(hit.span.end()), hit.name));
        let found = (0..hits.len()).find_map(|at| {
            let (hit, rest) = hits.get(at..)?.split_first()?;
            self.mention(*hit, rest, candidates)
        });
        self.hits = hits;
        found
    }

    /// Whether a name begins within another, goes on behind it and is longer, in words or else in letters: of "Western
    /// Karvel" and "Karvel el Nahar" the second is meant.
    fn longer_within(&mut self, first: usize, span: Span, candidates: &mut Candidates) -> bool {
        let mut number = first + 1;
        while let Some(word) = self
            .words
            .get(number)
            .filter(|it| it.span.end() <= span.end())
        {
            let word = *word;
            number += 1;
            if !self.may_begin(&word) || !self.words.begins(number - 1) {
                continue;
            }
            self.at(&word);
            let other = self.longest(candidates).map(|mention| mention.span);
            let size = |span: Span| (self.words.numbers(span).len(), span.end() - span.start());
            if other.is_some_and(|it| it.end() > span.end() && size(it) > size(span)) {
                return true;
            }
        }
        false
    }

    /// The mention of a name, with what the long list has under it too; nothing where it is not written as a name or
    /// nothing is known under it after all.
    fn mention(&self, hit: Hit, rest: &[Hit], candidates: &mut Candidates) -> Option<Mention<'g>> {
        let world = |other: &Hit| match other.name {
            Name::World(value) if other.span == hit.span => Some(value),
            Name::World(_) | Name::Own(_) | Name::Demonym(_) => None,
        };
        let (own, world) = match hit.name {
            Name::Own(name) => (Some(name), rest.iter().find_map(world)),
            Name::World(value) => (None, Some(value)),
            Name::Demonym(name) => return self.demonym(hit.span, name, candidates),
        };
        if own.is_some_and(|name| !self.is_written(hit.span, Some(name))) {
            return None;
        }
        let name = ListedName { own, world };
        let listed = candidates.of_name(name, self.written(hit.span), self.gazetteer)?;
        Some(Mention {
            span: hit.span,
            names: Named::Places {
                key: NameKey::Listed(name),
                only_listed: listed.only_listed,
            },
            candidates: listed.range,
        })
    }

    fn demonym(&self, span: Span, name: usize, candidates: &mut Candidates) -> Option<Mention<'g>> {
        let demonym = self.rules.demonyms.get(name)?;
        let written = self.is_written(span, None);
        written.then(|| Mention {
            span,
            names: Named::Demonym(demonym),
            candidates: candidates.of_demonym(demonym, self.gazetteer),
        })
    }

    fn written(&self, span: Span) -> &str {
        span.of(self.words.text).unwrap_or_default()
    }

    /// Whether a name of the gazetteer itself is written as one.
    fn is_written(&self, span: Span, own: Option<usize>) -> bool {
        let name = self.written(span);
        if own.is_some_and(|name| self.gazetteer.index().only_in_capitals(name)) {
            return !name.chars().any(char::is_lowercase);
        }
        self.words.caseless || has_capital(name, self.words.text, span)
    }
}

/// Follows sorted names from a byte of the folding: from behind the word there, where its key tells what it is.
fn follow_sorted(
    names: &SortedNames,
    folding: &mut Folding<'_>,
    (from, key): (usize, Option<Key>),
    found: impl FnMut(Found),
) {
    let Some(key) = key else {
        return follow(&names, folding, from, found);
    };
    let Some(state) = names.after_word(key) else {
        return;
    };
    let depth = state.depth();
    if names.is_after(&state, folding.first_word()) {
        follow_on(&names, folding, (from, from + depth, state), found);
    }
}

fn hit(found: Found, name: Name) -> Hit {
    Hit {
        span: found.span,
        name,
    }
}

/// The span of the name of an area or settlement without the feature word that it is listed with, where it is also
/// known without.
fn without_feature(
    mention: &Mention<'_>,
    words: &Words<'_>,
    candidates: &Candidates,
    gazetteer: &Gazetteer,
    rules: &PlaceRules,
) -> Span {
    let span = mention.span;
    let name = span.of(words.text).unwrap_or_default();
    let Some((head, _)) = name.rsplit_once([' ', '-']) else {
        return span;
    };
    let last = words.from(span.end()).saturating_sub(1);
    let is_feature = || {
        words
            .rule_of(&rules.features, Position::After, last)
            .is_some()
    };
    if !matches!(mention.names, Named::Places { .. }) || !is_feature() {
        return span;
    }
    let known = gazetteer.index().number(&normal_form(head)).is_some();
    let is_plain = candidates.get(&mention.candidates).iter().all(|candidate| {
        let kind = candidate.facts.kind;
        kind.is_area() || kind.is_settlement()
    });
    if known && is_plain {
        Span::new(span.start(), span.start() + head.trim_end().len())
    } else {
        span
    }
}

/// Whether a name is written as a name: with a capital, or with a small article joined to a capital.
///
/// A capital article that opens a sentence and is parted by a space is a preposition as often as not and is no head.
fn has_capital(name: &str, text: &str, span: Span) -> bool {
    let length = name
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(name.len());
    let (head, rest) = name.split_at_checked(length).unwrap_or((name, ""));
    if is_capital(name) {
        return !is_preposition(head) || !rest.starts_with(' ') || !opens(text, span);
    }
    (is_bare_article(head) || rest.starts_with(is_hyphen))
        && rest
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
        && head.chars().count() <= 3
}

/// Whether a word is the article before any consonant, which may stand apart from its name.
fn is_bare_article(word: &str) -> bool {
    word.eq_ignore_ascii_case("al") || word.eq_ignore_ascii_case("el")
}

fn is_preposition(head: &str) -> bool {
    matches!(head, "As" | "At" | "An")
}

fn opens(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).unwrap_or_default().trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '”', '"'])
}
