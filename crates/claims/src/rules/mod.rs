//! The reading rules of one language, loaded from TOML text.
//!
//! Loading refuses unknown keys, ids given twice and frames that can never match.

mod book;
#[cfg(test)]
mod english;
mod lexicon;
mod schema;
mod small_words;
mod verb_list;
mod word_table;

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::Digest32;
use rustc_hash::FxHashMap;

pub use book::{Decides, RuleBook, RuleNote};
#[cfg(test)]
pub(crate) use english::english;
pub(crate) use lexicon::{Lexicon, VerbForm, VerbSense};
pub(crate) use schema::{
    AimRules, BoundWord, Catenative, ClausePart, Fit, Frame, GrammarWords, Hedge, Makes, Need,
    Nominal, Numbers, People, PhraseRule, RelationRule, Slot, Speech, TimeWords, TollWords,
    TruthWords, Words,
};
use schema::{ControlFile, FrameFile, IntentFile, Rule, SpeechFile, TollFile};
pub use schema::{Example, RuleError};
pub(crate) use small_words::{Role, SmallWords};
pub(crate) use verb_list::VerbList;
pub(crate) use word_table::{PhraseSet, WordMap, WordSet};

/// The rules of one language.
#[derive(Debug)]
pub struct Rules {
    pub(crate) words: Words,
    pub(crate) numbers: Numbers,
    pub(crate) time: TimeWords,
    pub(crate) people: People,
    pub(crate) frames: Vec<Frame>,
    pub(crate) nominals: Vec<Nominal>,
    pub(crate) speech: Vec<Speech>,
    pub(crate) phrases: Vec<PhraseRule>,
    pub(crate) no_voices: WordSet,
    /// Verbs of speech whose first object is who hears it.
    pub(crate) hearing_verbs: WordSet,
    pub(crate) truth: TruthWords,
    pub(crate) aims: AimRules,
    pub(crate) relations: Vec<RelationRule>,
    pub(crate) toll: TollWords,
    pub(crate) lexicon: Lexicon,
    /// By the lemma of their verbs: the frames, by their places in `frames`.
    frames_by_lemma: FxHashMap<String, Vec<usize>>,
    /// What small words are in a sentence.
    pub(crate) small_words: SmallWords,
    /// Nouns of nominal rules (also of several words) to the rules' places in `nominals`.
    pub(crate) nominal_index: WordMap<Vec<usize>>,
    hash: Digest32,
}

/// The files of the English pack, by the name they have in `rules/claims/en/`.
pub const FILES: [&str; 17] = [
    "words.toml",
    "numbers.toml",
    "time.toml",
    "people.toml",
    "control.toml",
    "movement.toml",
    "presence.toml",
    "toll.toml",
    "displacement.toml",
    "happening.toml",
    "harm.toml",
    "remote.toml",
    "strategic.toml",
    "unrest.toml",
    "speech.toml",
    "intent.toml",
    // For those who ask what was read by which rule; reading itself does not look at it.
    "lists.toml",
];

impl Rules {
    /// Loads the rules of one language from its files, each as name and text.
    ///
    /// # Errors
    /// A file is missing, is no TOML, has an unknown key, or gives an id twice.
    pub fn from_toml(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let words: Words = parse(files, "words.toml")?;
        let people: People = parse(files, "people.toml")?;
        let control: ControlFile = parse(files, "control.toml")?;
        // What is told of people alone stands before what is told of armed sides: the first frame that fits counts.
        let mut happening = ControlFile::default();
        for name in [
            "remote.toml",
            "unrest.toml",
            "harm.toml",
            "strategic.toml",
            "happening.toml",
        ] {
            let more: ControlFile = parse(files, name)?;
            happening.frame.extend(more.frame);
            happening.nominal.extend(more.nominal);
        }
        let toll: TollFile = parse(files, "toll.toml")?;
        let speech: SpeechFile = parse(files, "speech.toml")?;
        let intent: IntentFile = parse(files, "intent.toml")?;
        let mut frames = control.frame;
        for name in ["movement.toml", "presence.toml", "displacement.toml"] {
            frames.extend(parse::<FrameFile>(files, name)?.frame);
        }
        frames.extend(toll.frame);
        frames.extend(happening.frame);
        let nominals: Vec<Nominal> = control
            .nominal
            .into_iter()
            .chain(happening.nominal)
            .collect();
        let lexicon = Lexicon::build(
            &words,
            &frames,
            &speech.speech,
            &intent.aims,
            &intent.relation,
        );
        let mut nominal_index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, nominal) in nominals.iter().enumerate() {
            for noun in &nominal.nouns {
                nominal_index.entry(noun.clone()).or_default().push(at);
            }
        }
        let (numbers, time) = (parse(files, "numbers.toml")?, parse(files, "time.toml")?);
        let small_words =
            SmallWords::of((&words, &people), (&numbers, &time), nominal_index.keys());
        let rules = Self {
            numbers,
            time,
            people,
            frames_by_lemma: by_lemma(&frames),
            frames,
            nominals,
            speech: speech.speech,
            phrases: speech.phrase,
            no_voices: speech.no_voices,
            hearing_verbs: speech.hearing_verbs,
            truth: speech.truth,
            aims: intent.aims,
            relations: intent.relation,
            toll: toll.words,
            lexicon,
            small_words,
            nominal_index: nominal_index.into(),
            words,
            hash: hash_of(files),
        };
        rules.refuse_twice()?;
        Ok(rules)
    }

    /// The frames of which some verb has this lemma, in the order of the files.
    pub(crate) fn frames_of(&self, lemma: &str) -> impl Iterator<Item = &Frame> {
        let places = self.frames_by_lemma.get(lemma).into_iter().flatten();
        places.filter_map(|place| self.frames.get(*place))
    }

    /// The hash of all rule files, stamped on every reading.
    #[must_use]
    pub fn hash(&self) -> Digest32 {
        self.hash
    }

    /// The language tag of the pack.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.words.language
    }

    /// Each rule's id with its example and the sentence it must not match, for the test that runs them.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        self.all().map(Rule::example).collect()
    }

    fn all(&self) -> impl Iterator<Item = &dyn Rule> {
        let frames = self.frames.iter().map(|rule| rule as &dyn Rule);
        let nominals = self.nominals.iter().map(|rule| rule as &dyn Rule);
        let speech = self.speech.iter().map(|rule| rule as &dyn Rule);
        let phrases = self.phrases.iter().map(|rule| rule as &dyn Rule);
        let relations = self.relations.iter().map(|rule| rule as &dyn Rule);
        frames
            .chain(nominals)
            .chain(speech)
            .chain(phrases)
            .chain(relations)
    }

    fn refuse_twice(&self) -> Result<(), RuleError> {
        let mut seen = BTreeSet::new();
        match self.all().find(|rule| !seen.insert(rule.id())) {
            Some(rule) => Err(RuleError::Twice {
                id: rule.id().to_owned(),
            }),
            None => Ok(()),
        }
    }
}

fn by_lemma(frames: &[Frame]) -> FxHashMap<String, Vec<usize>> {
    let mut by_lemma: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (place, frame) in frames.iter().enumerate() {
        for lemma in frame.verbs.lemmas() {
            let places = by_lemma.entry(lemma.to_owned()).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    by_lemma
}

fn parse<'a, T: serde::Deserialize<'a>>(
    files: &[(&str, &'a str)],
    name: &str,
) -> Result<T, RuleError> {
    let text = files
        .iter()
        .find(|(file, _)| *file == name)
        .map(|(_, text)| *text)
        .ok_or_else(|| RuleError::Missing {
            file: name.to_owned(),
        })?;
    toml::from_str(text).map_err(|error| RuleError::Toml {
        file: name.to_owned(),
        message: error.to_string(),
    })
}

fn hash_of(files: &[(&str, &str)]) -> Digest32 {
    let mut sorted: Vec<_> = files.to_vec();
    sorted.sort_unstable();
    let joined: Vec<u8> = sorted
        .iter()
        .flat_map(|(name, text)| [name.as_bytes(), &[0], text.as_bytes(), &[0]].concat())
        .collect();
    Digest32::blake3(&joined)
}
