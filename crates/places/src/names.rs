//! Following automata over names from a word of a text: whole words only, the text folded as it is read.

use fst::raw::{Fst, Node, Output};
use marsad_domain::Span;

use crate::normal::{Folding, is_apostrophe};

/// The one-letter words that Arabic writes together with the next word, alone or two together.
const PROCLITICS: [&str; 12] = [
    "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك", "س",
];
/// What becomes of the article after the proclitic `l`, alone or after another proclitic.
const ARTICLE_AFTER_L: [&str; 3] = ["لل", "ولل", "فلل"];

/// Where a name may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Head {
    /// At a word's start, or after an Arabic proclitic.
    Word,
    /// Only after the Arabic proclitic `l` that has swallowed the name's article.
    SwallowedArticle,
}

/// A name that stands in a text as whole words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// What the automaton leads to.
    pub(crate) value: u64,
    /// Bytes of the text.
    pub(crate) span: Span,
}

/// Names that are followed byte by byte.
pub(crate) trait Automaton {
    /// Where one is after some bytes.
    type State;

    /// Where one is before the first byte.
    fn start(&self) -> Self::State;

    /// Goes on by one byte; whether a name goes on so.
    fn step(&self, state: &mut Self::State, byte: u8) -> bool;

    /// What the name leads to that is read whole.
    fn value(&self, state: &Self::State) -> Option<u64>;
}

/// Tells every name of an automaton that begins at a byte of the folded text and ends with a word, the shortest first.
pub(crate) fn follow(
    names: &impl Automaton,
    folding: &mut Folding<'_>,
    from: usize,
    found: impl FnMut(Found),
) {
    let start = names.start();
    follow_on(names, folding, (from, from, start), found);
}

/// The same from a state on that was reached by the bytes of the folded text from `from` to `at`.
pub(crate) fn follow_on<A: Automaton>(
    names: &A,
    folding: &mut Folding<'_>,
    (from, at, mut state): (usize, usize, A::State),
    mut found: impl FnMut(Found),
) {
    let mut tell = |state: &A::State, folding: &Folding<'_>, end: usize| {
        if let Some(value) = names.value(state)
            && let Some(span) = folding.span(from, end)
            && ends_well(folding.text(), span.end())
        {
            found(Found { value, span });
        }
    };
    if at > from {
        tell(&state, folding, at);
    }
    for at in at.. {
        let Some(byte) = folding.byte(at) else {
            return;
        };
        if !names.step(&mut state, byte) {
            return;
        }
        tell(&state, folding, at + 1);
    }
}

/// The names of the long list.
impl<'n, D: AsRef<[u8]>> Automaton for &'n Fst<D> {
    type State = (Node<'n>, Output);

    fn start(&self) -> Self::State {
        (self.root(), Output::zero())
    }

    fn step(&self, (node, output): &mut Self::State, byte: u8) -> bool {
        let Some(next) = node.find_input(byte) else {
            return false;
        };
        let transition = node.transition(next);
        *output = output.cat(transition.out);
        *node = self.node(transition.addr);
        true
    }

    fn value(&self, (node, output): &Self::State) -> Option<u64> {
        node.is_final()
            .then(|| output.cat(node.final_output()).value())
    }
}

/// Where in a folded word of Arabic letters a name may begin that is written together with words before it.
pub(crate) fn heads_inside(word: &str) -> impl Iterator<Item = (usize, Head)> + '_ {
    let proclitics = PROCLITICS.iter().map(|word| (*word, Head::Word));
    let swallowed = ARTICLE_AFTER_L
        .iter()
        .map(|word| (*word, Head::SwallowedArticle));
    proclitics
        .chain(swallowed)
        .filter(move |(before, _)| word.starts_with(before) && word.len() > before.len())
        .map(|(before, head)| (before.len(), head))
}

/// Whether a name may end at a byte of a text: no letter follows, or only the ending of the owner.
fn ends_well(text: &str, end: usize) -> bool {
    let mut rest = text.get(end..).unwrap_or_default().chars();
    let Some(next) = rest.next() else {
        return true;
    };
    if next.is_alphanumeric() {
        return false;
    }
    if !is_apostrophe(next) {
        return true;
    }
    match rest.next() {
        Some('s' | 'S') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(after) => !after.is_alphanumeric(),
        None => true,
    }
}
