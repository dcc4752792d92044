//! Which letter, colour and shape stands for which party.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    clean_text::CleanText,
    composer::Composer,
    map::{MapParty, Paint},
    redact::{PublishedControl, PublishedState, Screen},
};

/// Colours for parties that state none: Okabe and Ito's, told apart by most readers.
const SPARE_COLOURS: [[u8; 3]; 7] = [
    [0x00, 0x72, 0xB2],
    [0xCC, 0x79, 0xA7],
    [0xE6, 0x9F, 0x00],
    [0x56, 0xB4, 0xE9],
    [0x00, 0x9E, 0x73],
    [0xD5, 0x5E, 0x00],
    [0x66, 0x66, 0x66],
];

/// The parties of a map by label.
#[derive(Debug, Default)]
pub(crate) struct Parties {
    list: Vec<MapParty>,
    numbers: BTreeMap<CleanText, usize>,
}

/// What the theatre says of a party's signs.
#[derive(Debug, Clone, Copy, Default)]
struct Wish {
    letter: Option<char>,
    colour: Option<[u8; 3]>,
}

impl Parties {
    /// The parties that stand on a map; those with the most places choose letter and shape first.
    pub(crate) fn of(places: &[&PublishedControl], composer: &Composer<'_>) -> Self {
        let mut counts: BTreeMap<CleanText, usize> = BTreeMap::new();
        for place in places {
            for (at, label) in labels(&place.state).into_iter().enumerate() {
                let holds = at == 0 && !matches!(place.state, PublishedState::Contested { .. });
                *counts.entry(label.clone()).or_default() += usize::from(holds);
            }
        }
        for area in composer.input().areas {
            let state = PublishedState::from_state(&area.state, &composer.screen);
            for label in labels(&state) {
                counts.entry(label.clone()).or_default();
            }
        }
        let wishes = wishes(&composer.screen);
        let mut counts: Vec<(CleanText, usize)> = counts.into_iter().collect();
        counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        let mut parties = Self::default();
        let mut taken = BTreeSet::new();
        for (shape, (label, places)) in counts.into_iter().enumerate() {
            let wish = wishes.get(&label).copied().unwrap_or_default();
            let letter = free_letter(wish.letter, &label, &taken);
            taken.insert(letter);
            let spare = SPARE_COLOURS.get(shape % SPARE_COLOURS.len()).copied();
            let colour = wish.colour.or(spare).unwrap_or_default();
            parties.numbers.insert(label.clone(), shape);
            parties.list.push(MapParty {
                label,
                letter,
                colour,
                shape,
                places,
            });
        }
        parties
    }

    /// The paint of a state.
    pub(crate) fn paint(&self, state: &PublishedState) -> Paint {
        let number = |label: &CleanText| self.numbers.get(label).copied();
        let paint = match state {
            PublishedState::Held { holder } => number(holder).map(Paint::Held),
            PublishedState::Claimed { holder, .. } => number(holder).map(Paint::Claimed),
            PublishedState::Unchecked { holder } => number(holder).map(Paint::Unchecked),
            PublishedState::Besieged { holder, by } => number(holder)
                .zip(number(by))
                .map(|(holder, by)| Paint::Besieged(holder, by)),
            PublishedState::Contested { parties } => Some(Paint::Contested(
                parties.iter().filter_map(number).collect(),
            )),
            PublishedState::Unknown => None,
        };
        paint.unwrap_or(Paint::Unknown)
    }

    pub(crate) fn into_list(self) -> Vec<MapParty> {
        self.list
    }
}

fn labels(state: &PublishedState) -> Vec<&CleanText> {
    match state {
        PublishedState::Held { holder }
        | PublishedState::Claimed { holder, .. }
        | PublishedState::Unchecked { holder } => vec![holder],
        PublishedState::Besieged { holder, by } => vec![holder, by],
        PublishedState::Contested { parties } => parties.iter().collect(),
        PublishedState::Unknown => Vec::new(),
    }
}

fn wishes(screen: &Screen<'_>) -> BTreeMap<CleanText, Wish> {
    let actors = screen.input.actors.iter();
    actors
        .map(|actor| {
            let letter = actor.letter.filter(char::is_ascii_alphabetic);
            let wish = Wish {
                letter: letter.map(|letter| letter.to_ascii_uppercase()),
                colour: actor.colour.as_deref().and_then(colour),
            };
            (screen.party(&actor.id), wish)
        })
        .collect()
}

/// The wished letter, else the first free one of the label, else the first free one of the alphabet.
fn free_letter(wish: Option<char>, label: &CleanText, taken: &BTreeSet<char>) -> char {
    let own = label
        .as_str()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase());
    wish.into_iter()
        .chain(own)
        .chain('A'..='Z')
        .chain('0'..='9')
        .find(|letter| !taken.contains(letter))
        .unwrap_or('+')
}

/// `#rrggbb` as red, green, blue.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_or_none() {
        assert_eq!(colour("#D55E00"), Some([0xD5, 0x5E, 0x00]));
        for bad in ["red", "#fff", "#12345g", "url(x)", "#\u{e9}12345"] {
            assert_eq!(colour(bad), None, "{bad}");
        }
    }

    #[test]
    fn two_parties_never_share_a_letter() {
        let taken = BTreeSet::from(['H', 'A']);
        assert_eq!(free_letter(Some('H'), &CleanText::new("Aha"), &taken), 'B');
        assert_eq!(free_letter(Some('H'), &CleanText::new("Hat"), &taken), 'T');
    }
}
