//! Cues: short phrases with word classes and gaps, all looked for in one pass over a text.
//!
//! A cue is a row of words: `word` is that word, `word*` any word that begins so and has up to five letters more,
//! `@class` a word or phrase of a class, `(a b|c|)` one of several (an empty one may be left out), `..` up to four
//! other words of the same sentence, `..9` up to nine. Capital letters, hyphens and stops inside words are no matter.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

/// How many letters may follow the beginning that a cue gives.
const LONGEST_ENDING: usize = 5;
/// How many words a gap takes in where it does not say.
const GAP: usize = 4;
/// A row of fewer words than this is a dateline or an abbreviation and no sentence.
const SHORTEST_SENTENCE: usize = 5;

/// A cue that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CueError {
    pub(super) cue: String,
    pub(super) fault: &'static str,
}

/// A cue found in a text.
#[derive(Debug)]
pub(super) struct Hit<'a, K> {
    /// The key that the cue was added under.
    pub(super) key: &'a K,
    /// The sentence it begins in, from 0.
    pub(super) sentence: usize,
    /// The word it begins with, from 0 in the text; the end of a sentence counts as one.
    pub(super) word: usize,
}

/// Many cues, each under a key.
#[derive(Debug)]
pub(super) struct CueSet<K> {
    atoms: BTreeMap<String, usize>,
    classes: Vec<Vec<Vec<Step>>>,
    names: BTreeMap<String, usize>,
    cues: Vec<(K, Vec<Step>)>,
    /// Atoms to the cues that can begin with them.
    beginnings: Vec<Vec<usize>>,
    automaton: Option<AhoCorasick>,
    /// Whether the pattern of the automaton is the beginning of a word only.
    is_beginning: Vec<bool>,
}

/// One step of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Atom(usize),
    Class(usize),
    Gap(usize),
}

/// A text as words, and what each word matches.
#[derive(Debug, Default)]
struct Words {
    /// All words in small letters between single spaces, with a stop for each end of a sentence.
    line: String,
    /// Where the space before each word is.
    starts: Vec<usize>,
    sentences: Vec<usize>,
    is_stop: Vec<bool>,
    atoms: Vec<Vec<usize>>,
}

impl<K> Default for CueSet<K> {
    fn default() -> Self {
        Self {
            atoms: BTreeMap::new(),
            classes: Vec::new(),
            names: BTreeMap::new(),
            cues: Vec::new(),
            beginnings: Vec::new(),
            automaton: None,
            is_beginning: Vec::new(),
        }
    }
}

impl<K> CueSet<K> {
    /// Adds a class of words; it may name classes added before.
    pub(super) fn class(&mut self, name: &str, members: &[String]) -> Result<(), CueError> {
        let mut rows = Vec::new();
        for member in members {
            rows.push(self.steps(member)?);
        }
        self.names.insert(name.to_owned(), self.classes.len());
        self.classes.push(rows);
        Ok(())
    }

    /// Adds a cue.
    pub(super) fn add(&mut self, key: K, cue: &str) -> Result<(), CueError> {
        let steps = self.steps(cue)?;
        if !matches!(steps.first(), Some(Step::Atom(_) | Step::Class(_))) {
            return Err(fault(cue, "must begin with a word"));
        }
        self.cues.push((key, steps));
        Ok(())
    }

    /// Builds the automaton, once all cues are there.
    pub(super) fn finish(&mut self) -> Result<(), String> {
        let mut patterns = vec![String::new(); self.atoms.len()];
        self.is_beginning = vec![false; self.atoms.len()];
        for (atom, &at) in &self.atoms {
            let (word, is_beginning) = atom
                .strip_suffix('*')
                .map_or((atom.as_str(), false), |word| (word, true));
            let end = if is_beginning { "" } else { " " };
            if let Some(pattern) = patterns.get_mut(at) {
                *pattern = format!(" {word}{end}");
            }
            if let Some(flag) = self.is_beginning.get_mut(at) {
                *flag = is_beginning;
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .map_err(|error| error.to_string())?;
        self.automaton = Some(automaton);
        self.beginnings = vec![Vec::new(); self.atoms.len()];
        for (cue, (_, steps)) in self.cues.iter().enumerate() {
            let mut atoms = Vec::new();
            first_atoms(&self.classes, steps, &mut atoms);
            atoms.sort_unstable();
            atoms.dedup();
            for atom in atoms {
                if let Some(cues) = self.beginnings.get_mut(atom) {
                    cues.push(cue);
                }
            }
        }
        Ok(())
    }

    /// All cues in a text, by where they begin.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit<'_, K>> {
        let words = self.words(text);
        let mut hits = Vec::new();
        for (at, atoms) in words.atoms.iter().enumerate() {
            let sentence = words.sentences.get(at).copied().unwrap_or_default();
            let cues = atoms
                .iter()
                .filter_map(|&atom| self.beginnings.get(atom))
                .flatten();
            for (key, steps) in cues.filter_map(|&cue| self.cues.get(cue)) {
                if self.goes_on(&words, at, steps, &[]) {
                    hits.push(Hit {
                        key,
                        sentence,
                        word: at,
                    });
                }
            }
        }
        hits
    }

    /// Whether the words from `at` on take all `steps` and then all of `rest`.
    fn goes_on(&self, words: &Words, at: usize, steps: &[Step], rest: &[&[Step]]) -> bool {
        let Some((&step, after)) = steps.split_first() else {
            return match rest.split_last() {
                None => true,
                Some((next, rest)) => self.goes_on(words, at, next, rest),
            };
        };
        match step {
            Step::Atom(atom) => {
                words.atoms.get(at).is_some_and(|here| here.contains(&atom))
                    && self.goes_on(words, at + 1, after, rest)
            }
            Step::Class(class) => {
                let mut then: Vec<&[Step]> = rest.to_vec();
                then.push(after);
                self.classes
                    .get(class)
                    .is_some_and(|rows| rows.iter().any(|row| self.goes_on(words, at, row, &then)))
            }
            Step::Gap(longest) => (0..=longest)
                .take_while(|&n| n == 0 || words.is_word(at + n - 1))
                .any(|n| self.goes_on(words, at + n, after, rest)),
        }
    }

    fn words(&self, text: &str) -> Words {
        let mut words = Words::of(text);
        words.atoms = vec![Vec::new(); words.starts.len()];
        let Some(automaton) = &self.automaton else {
            return words;
        };
        for found in automaton.find_overlapping_iter(&words.line) {
            let atom = found.pattern().as_usize();
            let Ok(at) = words.starts.binary_search(&found.start()) else {
                continue;
            };
            let end = words.starts.get(at + 1).copied();
            let end = end.unwrap_or(words.line.len().saturating_sub(1));
            let is_beginning = self.is_beginning.get(atom).copied().unwrap_or_default();
            if is_beginning && end.saturating_sub(found.end()) > LONGEST_ENDING {
                continue;
            }
            if let Some(atoms) = words.atoms.get_mut(at) {
                atoms.push(atom);
            }
        }
        words
    }

    fn steps(&mut self, cue: &str) -> Result<Vec<Step>, CueError> {
        let mut steps = Vec::new();
        for part in parts(cue)? {
            if let Some(inside) = part.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
                let mut rows = Vec::new();
                for row in inside.split('|') {
                    rows.push(self.steps(row)?);
                }
                steps.push(Step::Class(self.classes.len()));
                self.classes.push(rows);
            } else if let Some(name) = part.strip_prefix('@') {
                let class = self.names.get(name).copied();
                steps.push(Step::Class(
                    class.ok_or_else(|| fault(cue, "names no class"))?,
                ));
            } else if let Some(length) = part.strip_prefix("..") {
                let length = match length {
                    "" => GAP,
                    digits => digits
                        .parse()
                        .map_err(|_error| fault(cue, "a gap is `..` or `..9`"))?,
                };
                steps.push(Step::Gap(length));
            } else if part.contains(['(', ')', '|']) {
                return Err(fault(cue, "a bracket stands within a word"));
            } else {
                self.atoms_of(&part, &mut steps);
            }
        }
        Ok(steps)
    }

    /// The words of one written word, which a hyphen makes several.
    fn atoms_of(&mut self, written: &str, steps: &mut Vec<Step>) {
        let lower = written.to_lowercase();
        let pieces = lower.split(|c: char| !c.is_alphanumeric() && c != '*');
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let next = self.atoms.len();
            let atom = *self.atoms.entry(piece.to_owned()).or_insert(next);
            steps.push(Step::Atom(atom));
        }
    }
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self::default();
        let (mut sentence, mut length) = (0, 0);
        let mut before = "";
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            let (gap, from) = rest.split_at(start);
            let between = if before.is_empty() { "" } else { gap };
            let end = from.find(|c: char| !c.is_alphanumeric());
            let (word, after) = from.split_at(end.unwrap_or(from.len()));
            if ends_sentence(before, between, word) {
                words.push(".", sentence, true);
                if length >= SHORTEST_SENTENCE {
                    sentence += 1;
                    length = 0;
                }
            }
            words.push(&word.to_lowercase(), sentence, false);
            length += 1;
            (before, rest) = (word, after);
        }
        words.line.push(' ');
        words
    }

    fn push(&mut self, word: &str, sentence: usize, is_stop: bool) {
        self.starts.push(self.line.len());
        self.line.push(' ');
        self.line.push_str(word);
        self.sentences.push(sentence);
        self.is_stop.push(is_stop);
    }

    fn is_word(&self, at: usize) -> bool {
        self.is_stop.get(at).is_some_and(|is_stop| !is_stop)
    }
}

/// Whether a sentence ends between two words; a stop after one or two letters is an abbreviation's.
fn ends_sentence(before: &str, between: &str, word: &str) -> bool {
    if between.contains('\n') {
        return true;
    }
    let begins = !word.starts_with(char::is_lowercase);
    let spaced = between.contains(char::is_whitespace);
    let hard = between.contains(['!', '?']) || between.contains('.') && before.chars().count() > 2;
    hard && spaced && begins
}

/// The parts of a cue: words, and brackets with all that is in them.
fn parts(cue: &str) -> Result<Vec<String>, CueError> {
    let mut parts = vec![String::new()];
    let mut is_inside = false;
    for c in cue.chars() {
        match c {
            '(' if is_inside => return Err(fault(cue, "brackets within brackets")),
            '(' => is_inside = true,
            ')' if !is_inside => return Err(fault(cue, "a bracket closes that is not open")),
            ')' => is_inside = false,
            _ => {}
        }
        if c == ' ' && !is_inside {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    if is_inside {
        return Err(fault(cue, "a bracket is not closed"));
    }
    parts.retain(|part| !part.is_empty());
    Ok(parts)
}

/// The atoms with which a row of steps can begin. Returns whether all steps may be left out.
fn first_atoms(classes: &[Vec<Vec<Step>>], steps: &[Step], atoms: &mut Vec<usize>) -> bool {
    for step in steps {
        match *step {
            Step::Atom(atom) => {
                atoms.push(atom);
                return false;
            }
            Step::Gap(_) => return false,
            Step::Class(class) => {
                let mut is_optional = false;
                for row in classes.get(class).into_iter().flatten() {
                    is_optional |= first_atoms(classes, row, atoms);
                }
                if !is_optional {
                    return false;
                }
            }
        }
    }
    true
}

fn fault(cue: &str, fault: &'static str) -> CueError {
    CueError {
        cue: cue.to_owned(),
        fault,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// The sentences in which a cue is found.
    fn found(cue: &str, text: &str) -> Vec<usize> {
        let mut cues = CueSet::default();
        cues.class("crew", &["sailors".to_owned(), "ship*".to_owned()])
            .unwrap();
        cues.add((), cue).unwrap();
        cues.finish().unwrap();
        cues.hits(text).iter().map(|hit| hit.sentence).collect()
    }

    #[test]
    fn cues_match_words_endings_classes_choices_and_gaps() {
        let text = "The Sea-Wolf sank. Three sailors swam ashore to the lamp-lit quay.";
        for (cue, expected) in [
            ("sea wolf", vec![0]),
            ("sea-wolf", vec![0]),
            ("wolf", vec![0]),
            ("wol", vec![]),
            ("wol*", vec![0]),
            ("@crew swam", vec![0]),
            ("(three|four) @crew", vec![0]),
            ("three (old|) sailors", vec![0]),
            ("sailors .. quay", vec![]),
            ("sailors ..5 quay", vec![]),
            ("sailors ..6 quay", vec![0]),
            ("sank .. sailors", vec![]),
        ] {
            assert_eq!(found(cue, text), expected, "{cue}");
        }
    }

    #[test]
    fn sentences_are_counted_without_datelines_and_initials() {
        let text = "LIMA. A ship of the U.S. Navy left at noon. Sailors waved.";
        assert_eq!(found("left", text), [0]);
        assert_eq!(found("waved", text), [1]);
        assert_eq!(found("us", text), Vec::<usize>::new());
    }

    #[test]
    fn an_ending_of_more_than_five_letters_is_another_word() {
        assert_eq!(found("port*", "The ports."), [0]);
        assert!(found("port*", "The portmanteau.").is_empty());
    }

    #[test]
    fn cues_that_cannot_match_are_refused() {
        let mut cues = CueSet::default();
        for cue in [
            "", ".. word", "(a|b", "m(a|e)n", "a)", "((a))", "@nobody", "a ..x b",
        ] {
            assert!(cues.add((), cue).is_err(), "{cue}");
        }
    }
}
