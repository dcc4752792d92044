//! Noun phrases: a head with what stands before it and its "of" phrases behind it.

use marsad_domain::{PlaceId, Relation, SourceId, Span};

use super::party::{self, Party};
use crate::{
    rules::{Rules, WordSet},
    text::{
        numbers::Number,
        token::Word,
        unit::{Tag, Unit},
    },
};

/// A place named in a noun phrase.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaceName {
    pub(crate) id: Option<PlaceId>,
    pub(crate) span: Span,
    /// Whether the phrase is the place, and not something that the place's name describes.
    pub(crate) is_head: bool,
    /// Surroundings or part, where a word of the phrase says so.
    pub(crate) relation: Option<Relation>,
}

/// A noun phrase.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of the words that can go with any other"
)]
pub(crate) struct NounPhrase {
    pub(crate) span: Option<Span>,
    /// Lowercase head: the last noun, the name, or the pronoun.
    pub(crate) head: Word,
    pub(crate) determiner: Option<Word>,
    pub(crate) is_pronoun: bool,
    /// Whether the head begins with a capital letter.
    pub(crate) is_proper: bool,
    /// Whether the head is the name of a people ("Arnorians").
    pub(crate) is_people: bool,
    /// Lowercase nouns and adjectives, the head included.
    pub(crate) words: Vec<Word>,
    pub(crate) parties: Vec<Party>,
    pub(crate) places: Vec<PlaceName>,
    pub(crate) number: Option<Number>,
    pub(crate) source: Option<SourceId>,
    /// A public person with a role.
    pub(crate) person: Option<(String, String)>,
    /// A capitalised name that nothing knows.
    pub(crate) unknown_name: Option<(String, Span)>,
    /// Whose it is: the phrase before "'s".
    pub(crate) owner: Option<Box<NounPhrase>>,
    /// The party of a "-held" or "-controlled" before the head.
    pub(crate) held_by: Option<Party>,
    /// Its "of" phrases.
    pub(crate) of: Vec<NounPhrase>,
    /// The same thing named again.
    pub(crate) apposition: Option<Box<NounPhrase>>,
    /// What "such as" and "including" name.
    pub(crate) examples: Vec<NounPhrase>,
    /// Whether it is a part of something counted before ("five of them").
    pub(crate) is_part: bool,
}

impl NounPhrase {
    /// Where the phrase stands, its "of" phrases included.
    pub(crate) fn full_span(&self) -> Span {
        let own = self.span.unwrap_or(Span::new(0, 0));
        self.of
            .iter()
            .chain(&self.examples)
            .map(Self::full_span)
            .fold(own, Span::union)
    }

    /// All parties of the phrase, its apposition, its examples, and of "members of X".
    pub(crate) fn all_parties(&self) -> Vec<&Party> {
        let mut parties: Vec<&Party> = self.parties.iter().collect();
        let nested = self
            .apposition
            .iter()
            .map(AsRef::as_ref)
            .chain(&self.examples);
        parties.extend(nested.flat_map(|np| np.parties.iter()));
        if parties.is_empty() {
            parties.extend(self.owner.iter().flat_map(|owner| owner.parties.iter()));
        }
        if parties.iter().all(|party| party.id.is_none()) {
            // "factions of the X" are X's, and no second party.
            let of = self.of.iter().flat_map(|np| np.parties.iter());
            let known: Vec<&Party> = of.filter(|party| party.id.is_some()).collect();
            if !known.is_empty() {
                parties = known;
            }
        }
        parties
    }

    /// Whether it is of none: "no aircraft".
    pub(crate) fn is_none(&self, rules: &Rules) -> bool {
        let none = &rules.numbers.none.words;
        self.determiner
            .as_ref()
            .is_some_and(|word| none.contains(word))
    }

    /// The places that the phrase is: its own, those of "the city of X", and its examples.
    pub(crate) fn place_heads(&self, rules: &Rules) -> Vec<PlaceName> {
        let own = self.places.iter().filter(|place| place.is_head).cloned();
        let mut places: Vec<PlaceName> = own.collect();
        let part = rules.words.place_parts.get(&self.head).copied();
        let is_place_noun = rules.words.place_nouns.contains_key(&self.head);
        let is_hold = rules.people.holding_nouns.contains(&self.head);
        if part.is_some()
            || is_place_noun
            || is_hold
            || rules.words.grammar.shares.contains(&self.head)
        {
            for inner in self.of.iter().flat_map(|np| np.place_heads(rules)) {
                places.push(PlaceName {
                    relation: part.or(inner.relation),
                    ..inner
                });
            }
        }
        let nested = self
            .apposition
            .iter()
            .map(AsRef::as_ref)
            .chain(&self.examples);
        places.extend(nested.flat_map(|np| np.place_heads(rules)));
        places
    }

    /// Whether the phrase speaks of a place without its name ("the city", "it").
    pub(crate) fn is_place_anaphor(&self, rules: &Rules) -> bool {
        self.places.is_empty()
            && self.of.is_empty()
            && (rules.words.grammar.it.contains(&self.head)
                || self.determiner.as_ref().is_some_and(|d| {
                    rules.words.demonstratives.contains(d) || rules.words.possessives.contains(d)
                }) && rules.words.place_nouns.contains_key(&self.head))
    }

    /// Whether the phrase has a head among some words.
    pub(crate) fn has_head(&self, heads: &WordSet) -> bool {
        let last_two = self
            .words
            .len()
            .checked_sub(2)
            .and_then(|at| self.words.get(at..))
            .map(|w| w.join(" "));
        let last = self
            .head
            .rsplit(' ')
            .next()
            .is_some_and(|word| heads.contains(word));
        last || heads.contains(&self.head) || last_two.is_some_and(|two| heads.contains(&two))
    }
}

/// Reads a noun phrase that begins at unit `at`; returns it with the number of units it takes.
pub(crate) fn read(units: &[Unit], at: usize, rules: &Rules) -> Option<(NounPhrase, usize)> {
    let first = units.get(at)?;
    if let Some(found) = one_of(units, at, rules) {
        return Some(found);
    }
    if first.tag == Tag::Pronoun {
        let phrase = NounPhrase {
            span: Some(first.span),
            head: first.lower.clone(),
            is_pronoun: true,
            words: vec![first.lower.clone()],
            ..NounPhrase::default()
        };
        return Some((phrase, 1));
    }
    let (mut phrase, mut taken) = simple(units, at, rules)?;
    while units
        .get(at + taken)
        .is_some_and(|u| u.tag == Tag::Genitive)
    {
        let Some((owned, n)) = simple(units, at + taken + 1, rules) else {
            taken += 1;
            break;
        };
        let span = phrase.full_span().union(owned.full_span());
        phrase = with_owner(owned, phrase, span);
        taken += 1 + n;
    }
    while units
        .get(at + taken)
        .is_some_and(|u| rules.words.grammar.of.contains(&u.lower))
    {
        let Some((inner, n)) = read(units, at + taken + 1, rules) else {
            break;
        };
        taken += 1 + n;
        phrase = attach_of(phrase, inner, rules);
    }
    Some((phrase, taken))
}

/// "one of their commanders": a single one of those behind "of".
fn one_of(units: &[Unit], at: usize, rules: &Rules) -> Option<(NounPhrase, usize)> {
    let grammar = &rules.words.grammar;
    let one = units.get(at).filter(|u| grammar.one.contains(&u.lower))?;
    units
        .get(at + 1)
        .filter(|u| grammar.of.contains(&u.lower))?;
    let (whole, taken) = read(units, at + 2, rules)?;
    let is_us = grammar.not_wholes.contains(&whole.head);
    let is_plain = one.tag == Tag::Pronoun && !is_us && whole.number.is_none();
    is_plain.then(|| {
        let number = Number {
            amount: marsad_domain::Amount::Exact(1),
            span: one.span,
            is_vague: false,
            counts: true,
            is_percent: false,
        };
        let phrase = NounPhrase {
            span: Some(one.span.union(whole.full_span())),
            number: Some(number),
            is_part: true,
            ..whole
        };
        (phrase, taken + 2)
    })
}

/// "Aleppo's Ramouseh district": the owner's place contains the place, and does not become one more place.
fn with_owner(thing: NounPhrase, owner: NounPhrase, span: Span) -> NounPhrase {
    let mut phrase = thing;
    phrase.span = Some(span);
    if phrase.determiner.is_none() {
        phrase.determiner.clone_from(&owner.determiner);
    }
    phrase.owner = Some(Box::new(owner));
    phrase
}

/// "thousands of civilians" is a number of civilians; "three of them" a part; anything else an "of" phrase.
fn attach_of(mut phrase: NounPhrase, inner: NounPhrase, rules: &Rules) -> NounPhrase {
    let only_number = phrase.number.is_some() && phrase.words.is_empty();
    if !only_number {
        let counts_lives = rules.people.person_nouns.contains(&phrase.head) && inner.is_pronoun;
        phrase.is_part |= counts_lives;
        phrase.of.push(inner);
        return phrase;
    }
    let is_part = inner.is_pronoun && !rules.words.grammar.not_wholes.contains(&inner.head)
        || inner
            .determiner
            .as_deref()
            .is_some_and(|d| rules.words.grammar.whole_determiners.contains(d))
            && !phrase.number.as_ref().is_some_and(|n| n.is_vague);
    NounPhrase {
        span: Some(phrase.full_span().union(inner.full_span())),
        number: phrase.number,
        is_part,
        ..inner
    }
}

/// A noun phrase without genitive and "of".
fn simple(units: &[Unit], at: usize, rules: &Rules) -> Option<(NounPhrase, usize)> {
    let mut phrase = NounPhrase::default();
    let mut taken = 0;
    while let Some(unit) = units.get(at + taken) {
        match unit.tag {
            Tag::Determiner | Tag::Possessive
                if phrase.words.is_empty() && phrase.number.is_none() =>
            {
                phrase.determiner.get_or_insert(unit.lower.clone());
            }
            Tag::Adverb if taken > 0 && is_inside(units, at + taken) => {}
            Tag::Noun | Tag::Name | Tag::Number if !is_new_phrase(&phrase, units, at, taken) => {
                add_nominal(&mut phrase, unit);
            }
            _ => break,
        }
        taken += 1;
        phrase.span = Some(phrase.span.map_or(unit.span, |span| span.union(unit.span)));
    }
    if phrase.words.is_empty() && phrase.number.is_none() && phrase.determiner.is_none() {
        return None;
    }
    if phrase.words.is_empty() && phrase.number.is_none() {
        phrase.head = phrase.determiner.clone().unwrap_or_default();
    }
    let nominal = units.get(at..at + taken).unwrap_or_default();
    party::find(&mut phrase, nominal, rules);
    mark_places(&mut phrase, nominal, rules);
    Some((phrase, taken))
}

/// An adverb between determiner and noun: "a strategically placed town".
fn is_inside(units: &[Unit], at: usize) -> bool {
    units.get(at + 1).is_some_and(Unit::is_nominal)
        && at
            .checked_sub(1)
            .and_then(|b| units.get(b))
            .is_some_and(|u| matches!(u.tag, Tag::Determiner | Tag::Possessive | Tag::Number))
}

/// A number behind a finished noun begins a new phrase, and so does a name behind a person's name.
fn is_new_phrase(phrase: &NounPhrase, units: &[Unit], at: usize, taken: usize) -> bool {
    let Some(unit) = units.get(at + taken) else {
        return true;
    };
    unit.tag == Tag::Number && !phrase.words.is_empty()
}

fn add_nominal(phrase: &mut NounPhrase, unit: &Unit) {
    if let Some(number) = &unit.number {
        if phrase.number.is_none() {
            phrase.number = Some(number.clone());
        }
        return;
    }
    phrase.head.clone_from(&unit.lower);
    phrase.is_proper = unit.capital;
    phrase.is_people = unit.lower.ends_with('s')
        && unit
            .name
            .as_ref()
            .and_then(|name| name.place.as_ref())
            .is_some_and(|place| place.is_demonym);
    phrase.words.push(unit.lower.clone());
    if let Some(name) = &unit.name {
        if name.source.is_some() {
            phrase.source.clone_from(&name.source);
        }
        if name.person.is_some() {
            phrase.person.clone_from(&name.person);
        }
        let is_unknown = name.actor.is_none() && name.source.is_none() && name.place.is_none();
        if is_unknown && phrase.unknown_name.is_none() {
            phrase.unknown_name = Some((name.label.clone(), unit.span));
        }
    }
}

/// Which places of the phrase it is, and which only describe it.
fn mark_places(phrase: &mut NounPhrase, units: &[Unit], rules: &Rules) {
    for (at, unit) in units.iter().enumerate() {
        let Some(place) = unit.name.as_ref().and_then(|name| name.place.as_ref()) else {
            continue;
        };
        let behind = units.get(at + 1..).unwrap_or_default();
        let fits = |u: &Unit| {
            rules.words.place_nouns.contains_key(&u.lower)
                || rules.words.place_parts.contains_key(&u.lower)
                || rules.words.grammar.line_nouns.contains(&u.lower)
        };
        let relation = behind
            .iter()
            .find_map(|u| rules.words.place_parts.get(&u.lower).copied());
        let in_party = phrase
            .parties
            .iter()
            .any(|party| party.span.contains(unit.span) && !same_span(party, unit));
        let is_head = !in_party
            && !place.is_demonym
            && behind.iter().all(fits)
            && place.stands_alone_or_last(behind.is_empty());
        phrase.places.push(PlaceName {
            id: place.id.clone(),
            span: place.span,
            is_head,
            relation,
        });
    }
}

fn same_span(party: &Party, unit: &Unit) -> bool {
    party.span == unit.span
}

impl crate::text::unit::NamedPlace {
    fn stands_alone_or_last(&self, is_last: bool) -> bool {
        self.stands_alone || !is_last
    }
}
