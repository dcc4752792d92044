//! Who speaks: voices from noun phrases.

use marsad_domain::{Span, Speech, Voice};

use super::{
    context::ReadingContext,
    sentence::{self, Document, NEAR, Sentence},
};
use crate::grammar::{clause::Clause, noun_phrase::NounPhrase};

/// The voices of a noun phrase, the nearest first: a person, then whom the person speaks for.
///
/// Empty where the phrase is nobody who could speak.
pub(crate) fn of_phrase(
    phrase: &NounPhrase,
    text: &str,
    context: &ReadingContext<'_>,
) -> Vec<Voice> {
    let people = &context.rules.people;
    if let Some(voices) = public_person(phrase, context) {
        return voices;
    }
    if let Some(role) = private_role(phrase, context) {
        return vec![private_person(phrase, role, text, context)];
    }
    if let Some(id) = &phrase.source {
        let name = context.sources.label(id).to_owned();
        return vec![Voice {
            name: name.into(),
            role: None,
            source: Some(id.clone()),
            actor: phrase.parties.first().and_then(|party| party.id.clone()),
            span: phrase.span,
            private: false,
        }];
    }
    if phrase.number.is_some() && !people.collective_roles.contains(&phrase.head) {
        return Vec::new();
    }
    let party = phrase.all_parties().into_iter().next();
    let is_collective = people.collective_roles.contains(&phrase.head)
        || two_words(phrase).is_some_and(|two| people.collective_roles.contains(&two));
    let is_official = people.public_roles.contains(&phrase.head);
    if is_collective
        || is_official
        || party.is_some()
        || phrase.unknown_name.is_some()
        || names_a_place(phrase)
    {
        let is_known = is_collective || is_official || party.is_some() || names_a_place(phrase);
        return vec![Voice {
            name: words(phrase, text, context).into(),
            role: (is_collective || is_official).then(|| phrase.head.clone()),
            source: None,
            actor: party.and_then(|party| party.id.clone()),
            span: phrase.span,
            private: !is_known && may_be_private(phrase, context),
        }];
    }
    Vec::new()
}

/// A name that nothing knows is a private person's unless a word of it says an office or an organisation.
fn may_be_private(phrase: &NounPhrase, context: &ReadingContext<'_>) -> bool {
    let people = &context.rules.people;
    let names = std::iter::once(phrase).chain(phrase.apposition.as_deref());
    let mut words = names.flat_map(|np| np.words.iter().flat_map(|name| name.split(' ')));
    !words.any(|word| {
        people.public_roles.contains(word)
            || people.collective_roles.contains(word)
            || people.group_nouns.contains(word)
            || people.title_words.contains(word)
    })
}

fn names_a_place(phrase: &NounPhrase) -> bool {
    phrase.places.len() == 1 && phrase.words.len() == 1
}

fn two_words(phrase: &NounPhrase) -> Option<String> {
    let at = phrase.words.len().checked_sub(2)?;
    phrase.words.get(at..).map(|two| two.join(" "))
}

fn words(phrase: &NounPhrase, text: &str, context: &ReadingContext<'_>) -> String {
    let words = phrase
        .span
        .and_then(|span| span.of(text))
        .unwrap_or_default();
    let is_article = |word: &str| {
        context
            .rules
            .words
            .grammar
            .the
            .contains(&word.to_lowercase())
    };
    match words.split_once(' ') {
        Some((first, rest)) if is_article(first) => rest.to_owned(),
        _ => words.to_owned(),
    }
}

/// A public person of the theatre, or an unknown name with a public role.
fn public_person(phrase: &NounPhrase, context: &ReadingContext<'_>) -> Option<Vec<Voice>> {
    let named = std::iter::once(phrase).chain(phrase.apposition.as_deref());
    if let Some((name, role)) = named.flat_map(|np| &np.person).next() {
        let actor = phrase.parties.iter().find_map(|party| party.id.clone());
        let person = Voice {
            name: name.as_str().into(),
            role: Some(role.as_str().into()),
            source: None,
            actor: actor.clone(),
            span: phrase.span,
            private: false,
        };
        let mut voices = vec![person];
        if let Some(id) = &phrase.source {
            let span = phrase.owner.as_ref().and_then(|owner| owner.span);
            let name = context.sources.label(id).to_owned();
            voices.push(Voice {
                name: name.into(),
                role: None,
                source: Some(id.clone()),
                actor: None,
                span,
                private: false,
            });
        }
        return Some(voices);
    }
    let people = &context.rules.people;
    let apposition = phrase.apposition.as_deref();
    let (name, span) = phrase
        .unknown_name
        .clone()
        .or_else(|| apposition.and_then(|np| np.unknown_name.clone()))?;
    let role = std::iter::once(phrase)
        .chain(apposition)
        .flat_map(|np| &np.words)
        .find(|word| people.public_roles.contains(word))?;
    let mut voices = vec![Voice {
        name: name.into(),
        role: Some(role.as_str().into()),
        source: None,
        actor: phrase
            .all_parties()
            .into_iter()
            .find_map(|party| party.id.clone()),
        span: Some(span),
        private: false,
    }];
    let sources = std::iter::once(phrase)
        .chain(apposition)
        .chain(phrase.owner.as_deref());
    let behind = sources
        .flat_map(|np| {
            np.source
                .iter()
                .chain(np.of.iter().filter_map(|inner| inner.source.as_ref()))
        })
        .next();
    if let Some(id) = behind {
        let name = context.sources.label(id).to_owned();
        voices.push(Voice {
            name: name.into(),
            role: None,
            source: Some(id.clone()),
            actor: None,
            span: None,
            private: false,
        });
    }
    Some(voices)
}

/// The role of a private person: "local resident", "one resident", "a doctor".
pub(crate) fn private_role(phrase: &NounPhrase, context: &ReadingContext<'_>) -> Option<String> {
    let people = &context.rules.people;
    let grammar = &context.rules.words.grammar;
    let apposition = phrase.apposition.as_deref();
    let named =
        phrase.unknown_name.is_some() || apposition.is_some_and(|np| np.unknown_name.is_some());
    let many = phrase
        .number
        .as_ref()
        .is_some_and(|n| n.amount.low().is_none_or(|low| low != 1));
    let single = phrase
        .determiner
        .as_deref()
        .is_some_and(|d| grammar.singular.contains(d))
        || phrase.number.is_some() && !many
        || phrase
            .words
            .first()
            .is_some_and(|w| grammar.one.contains(w));
    let role = std::iter::once(phrase)
        .chain(apposition)
        .flat_map(|np| &np.words)
        .flat_map(|words| words.split(' '))
        .find(|word| people.private_roles.contains(word))?;
    (named || single && role == phrase.head || !many && people.private_roles.contains(&phrase.head))
        .then(|| role.to_owned())
}

fn private_person(
    phrase: &NounPhrase,
    role: String,
    text: &str,
    context: &ReadingContext<'_>,
) -> Voice {
    let named = phrase.unknown_name.clone().or_else(|| {
        phrase
            .apposition
            .as_ref()
            .and_then(|np| np.unknown_name.clone())
    });
    let (name, span) = match named {
        Some((name, span)) => (name, Some(span)),
        None => (words(phrase, text, context), phrase.span),
    };
    Voice {
        name: name.into(),
        role: Some(role.into()),
        source: None,
        actor: None,
        span,
        private: true,
    }
}

/// Whoever is the subject of a verb of speech, under the words of the report: "the local emergency room".
pub(crate) fn anyone(clause: &Clause, text: &str, context: &ReadingContext<'_>) -> Option<Voice> {
    if clause.verb.is_passive {
        return None;
    }
    let people = &context.rules.people;
    let is_person = |np: &&NounPhrase| {
        people.person_nouns.contains(&np.head) || people.private_roles.contains(&np.head)
    };
    let inverted = clause.object.first().filter(|_| clause.is_inherited);
    let phrase = inverted
        .filter(is_person)
        .or_else(|| clause.subject.first())?;
    of_anyone(phrase, text, context)
}

fn of_anyone(phrase: &NounPhrase, text: &str, context: &ReadingContext<'_>) -> Option<Voice> {
    if phrase.is_pronoun || phrase.words.is_empty() {
        return None;
    }
    let people = &context.rules.people;
    let is_person = people.person_nouns.contains(&phrase.head);
    Some(Voice {
        name: words(phrase, text, context).into(),
        role: is_person.then(|| phrase.head.as_str().into()),
        source: None,
        actor: None,
        span: phrase.span,
        private: is_person,
    })
}

/// Whom a speech clause lets speak: its subject, or its object where the verb stands before it ("said X").
pub(crate) fn of_clause(clause: &Clause, text: &str, context: &ReadingContext<'_>) -> Vec<Voice> {
    let phrases: Vec<&NounPhrase> = if clause.verb.is_passive {
        clause.agents.iter().collect()
    } else {
        clause.subject.iter().collect()
    };
    let from_subject: Vec<Voice> = phrases
        .iter()
        .flat_map(|np| of_phrase(np, text, context))
        .collect();
    // Who is told stands where an inverted subject would.
    let hears = context.rules.hearing_verbs.contains(&clause.verb.lemma);
    if hears || !from_subject.is_empty() && !clause.is_inherited {
        return from_subject;
    }
    let behind: Vec<Voice> = clause
        .object
        .first()
        .filter(|_| clause.is_inherited || clause.subject.is_empty())
        .map(|np| of_phrase(np, text, context))
        .unwrap_or_default();
    if behind.is_empty() {
        from_subject
    } else {
        behind
    }
}

/// A stretch of direct speech, with who speaks it and where the report says so.
#[derive(Debug, Clone)]
pub(crate) struct Quoted {
    /// From the first byte inside the marks to the last.
    pub(crate) span: Span,
    pub(crate) voices: Vec<Voice>,
    pub(crate) speech: Speech,
}

/// The speakers of each stretch of direct speech among some sentences: whoever a speech verb beside it names.
pub(crate) fn speakers_of_quotes(
    sentences: &[Sentence],
    document: &Document<'_>,
    context: &ReadingContext<'_>,
) -> Vec<Quoted> {
    let all = sentences.iter().map(|sentence| sentence.span);
    let Some(all) = all.reduce(Span::union) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for quote in document.quotes_in(all) {
        let beside = sentence::beside(sentences, quote, NEAR)
            .iter()
            .filter(|sentence| sentence.span.overlaps(quote) || near(sentence.span, quote));
        let nearest = beside
            .flat_map(|sentence| speakers(sentence, quote, document.text, context))
            .min_by_key(|(distance, _)| *distance);
        found.extend(nearest.map(|(_, quoted)| quoted));
    }
    found
}

fn near(sentence: Span, quote: Span) -> bool {
    sentence.start().abs_diff(quote.end()) <= NEAR || quote.start().abs_diff(sentence.end()) <= NEAR
}

/// Speech clauses of a sentence outside a quote, with their distance to it.
fn speakers(
    sentence: &Sentence,
    quote: Span,
    text: &str,
    context: &ReadingContext<'_>,
) -> Vec<(usize, Quoted)> {
    let clauses = sentence.clauses.iter().filter(|clause| {
        !quote.overlaps(clause.verb.verb_span)
            && super::attribution::speech_rule(clause, context).is_some()
    });
    clauses
        .filter_map(|clause| {
            let mut voices = of_clause(clause, text, context);
            if voices.is_empty() {
                voices.extend(anyone(clause, text, context));
            }
            let at = clause.verb.verb_span;
            let distance = at
                .start()
                .abs_diff(quote.end())
                .min(quote.start().abs_diff(at.end()));
            let speech = Speech {
                speaker: super::attribution::speaker(sentence, clause, &voices),
                cue: clause.verb.span,
                content: quote,
            };
            let quoted = Quoted {
                span: quote,
                voices,
                speech,
            };
            (!quoted.voices.is_empty()).then_some((distance, quoted))
        })
        .collect()
}
