//! Which words are whose: the scope of every voice of a sentence.

use marsad_domain::{Quote, Span, Speech, Stance, Voice};

use super::{
    building::trimmed,
    context::ReadingContext,
    discourse::Discourse,
    said::{content_of, opens_clause, statement_end},
    sentence::Sentence,
    voice, voice_phrases,
};
use crate::{
    grammar::{
        chunk::Chunk,
        clause::{Clause, Tie},
        noun_phrase::NounPhrase,
    },
    rules::{self, WordSet},
};

/// A stretch of a sentence that somebody else than the report says.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// What is said.
    pub(crate) content: Span,
    pub(crate) voices: Vec<Voice>,
    /// The whole phrase that names the nearest voice.
    pub(crate) speaker: Option<Span>,
    /// The word or words that say so.
    pub(crate) cue: Option<Quote>,
    /// What the cue does to the stance.
    pub(crate) stance: Stance,
    pub(crate) rule: String,
    /// Phrases such as "according to" stand outside the verbs of speech.
    pub(crate) is_outer: bool,
    /// The clause that speaks, where it is one.
    pub(crate) clause: Option<usize>,
    /// Whether the speaking verb itself is what is said: "condemned".
    pub(crate) is_attitude: bool,
    /// Whether what it names is a fact of the report's own: "welcomed the release of X".
    pub(crate) is_factive: bool,
}

impl Scope {
    /// The spans of speaker, cue and content, where a word says that somebody speaks.
    pub(crate) fn speech(&self, text: &str) -> Option<Speech> {
        Some(Speech {
            speaker: self.speaker,
            cue: self.cue.as_ref()?.span,
            content: trimmed(text, self.content),
        })
    }
}

/// The speech rule that a clause's verb follows, if the clause speaks.
pub(crate) fn speech_rule<'a>(
    clause: &Clause,
    context: &ReadingContext<'a>,
) -> Option<&'a rules::Speech> {
    // "826 people reported dead" says what became of them, and nobody speaks.
    let states = &context.rules.toll.states;
    let is_counted = clause.subject.iter().any(|np| np.number.is_some());
    if is_counted && clause.object.iter().any(|np| states.contains_key(&np.head)) {
        return None;
    }
    context.rules.speech.iter().find(|speech| {
        clause
            .verb
            .is_one_of(&speech.verbs, clause.first_preposition())
            && (speech.object_heads.is_empty()
                || clause
                    .object
                    .iter()
                    .any(|np| np.has_head(&speech.object_heads)))
    })
}

/// All scopes of a sentence.
pub(crate) fn scopes(
    sentence: &Sentence,
    text: &str,
    context: &ReadingContext<'_>,
    discourse: &Discourse,
) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for (index, clause) in sentence.clauses.iter().enumerate() {
        let Some(speech) = speech_rule(clause, context) else {
            scopes.extend(untrue(sentence, clause, text, context));
            scopes.extend(own_count(clause, text, context));
            continue;
        };
        let of = &context.rules.words.grammar.of;
        let is_charge = clause.opener.as_ref().is_some_and(|word| of.contains(word));
        if is_charge || speech.needs_clause && !opens_clause(sentence, index, clause) {
            continue;
        }
        let mut voices = voice::of_clause(clause, text, context);
        if voices.is_empty()
            && let Some(pronoun) = personal_pronoun(clause, context)
        {
            voices.extend(of_pronoun(pronoun, text, discourse));
        }
        if speech.is_attitude && (voices.is_empty() || clause.verb.is_passive) {
            continue;
        }
        if voices.is_empty() && speech.stance == Stance::Asserted {
            voices.extend(voice::anyone(clause, text, context));
        }
        if voices.is_empty()
            && !clause.verb.is_passive
            && clause.subject.iter().all(|np| np.parties.is_empty())
            && speech.stance == Stance::Asserted
        {
            continue;
        }
        let said = if speech.is_attitude {
            let contrasting = &context.rules.words.grammar.contrasting;
            let end = statement_end(sentence, index, clause.verb.span.end(), contrasting);
            Some(Span::new(
                clause.verb.span.start(),
                end.min(clause.span.end().max(clause.verb.span.end())),
            ))
        } else {
            content_of(sentence, index, clause, context)
        };
        let Some(said) = said else {
            continue;
        };
        scopes.push(Scope {
            content: said,
            speaker: speaker(sentence, clause, &voices),
            voices,
            cue: Quote::of(text, clause.verb.span),
            stance: speech_stance(clause, speech),
            rule: speech.id.clone(),
            is_outer: false,
            clause: Some(index),
            is_attitude: speech.is_attitude,
            is_factive: speech.is_factive,
        });
    }
    scopes.extend(voice_phrases::read(sentence, text, context));
    scopes.extend(voice_phrases::headed(sentence, text, context));
    scopes
}

/// The phrase of a clause in which its first voice stands.
pub(crate) fn speaker(sentence: &Sentence, clause: &Clause, voices: &[Voice]) -> Option<Span> {
    let span = voices.first()?.span?;
    let phrases = clause
        .subject
        .iter()
        .chain(&clause.object)
        .chain(&clause.agents);
    let whole = phrases
        .filter_map(whole)
        .find(|phrase| phrase.contains(span));
    let verb = clause.verb.span;
    // "a person familiar with the plan said": what stands between the phrase and its verb describes it.
    let described = whole
        .filter(|whole| whole.end() < verb.start())
        .map(|whole| {
            let between = Span::new(whole.end(), verb.start());
            let is_plain = |chunk: &Chunk| {
                matches!(
                    chunk,
                    Chunk::Preposition(..) | Chunk::Noun(_) | Chunk::Day(_) | Chunk::Adverb(..)
                )
            };
            let chunks = sentence.chunks.iter();
            let inside: Vec<&Chunk> = chunks
                .filter(|chunk| between.contains(chunk.span()))
                .collect();
            match inside.last() {
                Some(last) if inside.iter().all(|it| is_plain(it)) && !clause.is_inherited => {
                    whole.union(last.span())
                }
                _ => whole,
            }
        });
    described.or(whole).or(Some(span))
}

/// A phrase with what renames it.
pub(super) fn whole(phrase: &NounPhrase) -> Option<Span> {
    let own = phrase.span.map(|_| phrase.full_span())?;
    Some(
        phrase
            .apposition
            .as_deref()
            .map_or(own, |np| own.union(np.full_span())),
    )
}

/// "It is not true that ...", "reports that ... are false": what is said there is denied, by whoever speaks.
fn untrue(
    sentence: &Sentence,
    clause: &Clause,
    text: &str,
    context: &ReadingContext<'_>,
) -> Option<Scope> {
    let words = &context.rules.truth;
    let says = |heads: &WordSet| clause.object.iter().any(|np| heads.contains(&np.head));
    let denies = if clause.verb.is_negated {
        says(&words.true_words)
    } else {
        says(&words.false_words)
    };
    let is_link = context
        .rules
        .words
        .grammar
        .linking_verbs
        .contains(&clause.verb.lemma);
    if !denies || !is_link {
        return None;
    }
    let said = reported_before(sentence, clause, context)
        .or_else(|| said_behind(sentence, clause, context))?;
    Some(Scope {
        content: said,
        voices: Vec::new(),
        speaker: None,
        cue: Quote::of(text, clause.verb.verb_span),
        stance: Stance::Denied,
        rule: "speech.untrue".to_owned(),
        is_outer: false,
        clause: None,
        is_attitude: false,
        is_factive: false,
    })
}

/// "Reports that X are false": the clause before, where its "that" hangs on the subject.
fn reported_before(
    sentence: &Sentence,
    clause: &Clause,
    context: &ReadingContext<'_>,
) -> Option<Span> {
    let report = clause.subject.first().filter(|_| clause.is_inherited)?;
    let start = report.full_span().start();
    let said = sentence.clauses.iter().find(|other| {
        other.tie == Tie::Complement
            && other.span.start() <= start
            && other.verb.span.end() <= clause.verb.span.start()
    })?;
    let is_report = context.rules.truth.reports.contains(&report.head);
    is_report.then(|| Span::new(start, clause.verb.span.start().max(said.span.end())))
}

/// "It is false that X": what stands behind.
fn said_behind(sentence: &Sentence, clause: &Clause, context: &ReadingContext<'_>) -> Option<Span> {
    let end = statement_end(
        sentence,
        0,
        clause.verb.span.end(),
        &context.rules.words.grammar.contrasting,
    );
    let next = sentence
        .clauses
        .iter()
        .find(|c| c.verb.span.start() > clause.verb.span.end())?;
    Some(Span::new(next.span.start(), end.max(next.span.end())))
}

/// "The monitor raised its toll to 42": who puts a count at a number says so.
fn own_count(clause: &Clause, text: &str, context: &ReadingContext<'_>) -> Option<Scope> {
    let first = clause.first_preposition();
    let mut frames = context.rules.frames_of(&clause.verb.lemma);
    let frame = frames.find(|frame| {
        !frame.says.is_empty()
            && clause.verb.is_one_of(&frame.verbs, first)
            && clause
                .object
                .iter()
                .chain(&clause.subject)
                .any(|np| np.has_head(&frame.object_heads))
    })?;
    let voices = voice::of_clause(clause, text, context);
    (!voices.is_empty()).then(|| Scope {
        content: clause.span,
        speaker: None,
        voices,
        cue: Quote::of(text, clause.verb.verb_span),
        stance: Stance::Asserted,
        rule: format!("speech.{}", frame.id),
        is_outer: false,
        clause: None,
        is_attitude: false,
        is_factive: false,
    })
}

fn personal_pronoun<'c>(
    clause: &'c Clause,
    context: &ReadingContext<'_>,
) -> Option<&'c NounPhrase> {
    let pronouns = &context.rules.words.grammar.speaker_pronouns;
    clause
        .subject
        .iter()
        .find(|np| np.is_pronoun && pronouns.contains(&np.head))
}

/// Whom a pronoun means, standing where it stands: the last who spoke, or somebody under the pronoun itself.
fn of_pronoun(pronoun: &NounPhrase, text: &str, discourse: &Discourse) -> Option<Voice> {
    let span = pronoun.span?;
    Some(match &discourse.last_voice {
        Some(voice) => Voice {
            span: Some(span),
            ..voice.clone()
        },
        None => Voice {
            name: span.of(text)?.into(),
            role: None,
            source: None,
            actor: None,
            span: Some(span),
            private: true,
        },
    })
}

/// "did not deny" asserts; "did not say" and "did not confirm" say nothing.
fn speech_stance(clause: &Clause, speech: &rules::Speech) -> Stance {
    match (speech.stance, clause.verb.is_negated) {
        (Stance::Denied, true) => Stance::Asserted,
        (Stance::Asserted, true) => Stance::Hypothetical,
        (stance, _) => stance,
    }
}

/// The scopes that hold a span, the nearest first: verbs from the innermost outward, then outer phrases.
pub(crate) fn over(scopes: &[Scope], span: Span) -> Vec<&Scope> {
    let mut holding: Vec<&Scope> = scopes
        .iter()
        .filter(|scope| {
            scope
                .content
                .contains(Span::new(span.start(), span.start() + 1))
                || scope.content.contains(span)
        })
        .collect();
    holding.sort_by_key(|scope| (scope.is_outer, scope.clause.is_some(), scope.content.len()));
    holding
}
