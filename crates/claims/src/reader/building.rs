//! What every reader of a kind needs to make a claim: attribution, stance, time, quote.

use marsad_domain::{
    Attribution, Body, ClaimDraft, Quote, ShortText, Span, Speech, Stance, When, Where,
};

use super::{
    attribution::{self, Scope},
    condition::{self, Condition},
    context::ReadingContext,
    discourse::Discourse,
    exceptions::{self, Located},
    reasons,
    sentence::{Document, Sentence},
    stance, time, voice,
};
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::Hedge,
};

/// How many speakers of a chain are kept, the nearest first: no report passes a word on through more.
const MOST_SPEAKERS: usize = 6;

/// A sentence with everything that its claims share.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) sentence: &'a Sentence,
    pub(crate) text: &'a str,
    pub(crate) document: &'a Document<'a>,
    pub(crate) context: &'a ReadingContext<'a>,
    pub(crate) discourse: &'a Discourse,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) conditions: Vec<Condition>,
}

/// The parts of a claim that its kind decides.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) body: Body,
    pub(crate) r#where: Vec<Where>,
    pub(crate) actors: Vec<marsad_domain::ActorMention>,
    pub(crate) rule: String,
    /// The words that the claim rests on.
    pub(crate) span: Span,
    /// The clause it was read from, for stance and time.
    pub(crate) clause: Option<usize>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        sentence: &'a Sentence,
        document: &'a Document<'a>,
        context: &'a ReadingContext<'a>,
        discourse: &'a Discourse,
    ) -> Self {
        let text = document.text;
        let scopes = attribution::scopes(sentence, text, context, discourse);
        let conditions = condition::find(sentence, &scopes, context);
        Self {
            sentence,
            text,
            document,
            context,
            discourse,
            scopes,
            conditions,
        }
    }

    /// The clause of an index.
    pub(crate) fn clause(&self, index: usize) -> Option<&'a Clause> {
        self.sentence.clauses.get(index)
    }

    /// Whether a clause only says who speaks, and is no claim by itself.
    pub(crate) fn is_speech(&self, index: usize) -> bool {
        self.scopes.iter().any(|scope| scope.clause == Some(index))
    }

    /// The innermost clause around a span.
    pub(crate) fn clause_around(&self, span: Span) -> Option<usize> {
        self.sentence
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| clause.span.contains(span))
            .min_by_key(|(_, clause)| clause.span.len())
            .map(|(index, _)| index)
    }

    /// Who says what stands at a span, from the nearest voice outward.
    pub(crate) fn said_by(&self, span: Span) -> Option<Attribution> {
        self.attribution(&self.nearest(span), self.quoted(span))
    }

    /// The scopes that hold a span, the nearest first, as many as are kept.
    fn nearest(&self, span: Span) -> Vec<&Scope> {
        let mut over = attribution::over(&self.scopes, span);
        over.truncate(MOST_SPEAKERS);
        over
    }

    fn attribution(&self, over: &[&Scope], quoted: Option<&voice::Quoted>) -> Option<Attribution> {
        let speakers = quoted.into_iter().flat_map(|quoted| &quoted.voices);
        let voices = speakers.chain(over.iter().flat_map(|scope| &scope.voices));
        self.discourse.attribution(voices.cloned().collect())
    }

    /// The stretch of direct speech that a span begins in, where it is known whose it is.
    fn quoted(&self, span: Span) -> Option<&voice::Quoted> {
        let known = &self.discourse.quotes;
        let first = known.partition_point(|quote| quote.span.end() < span.start());
        let mut beside = known
            .iter()
            .skip(first)
            .take_while(|quote| quote.span.start() <= span.end());
        let begins = Span::new(span.start(), span.start());
        beside.find(|quote| {
            quote.span.contains(span) || quote.span.overlaps(span) && quote.span.contains(begins)
        })
    }

    /// Where the report says that somebody speaks, from the nearest outward.
    fn speech(&self, over: &[&Scope], quoted: Option<&voice::Quoted>) -> Vec<Speech> {
        let said = over.iter().filter_map(|scope| scope.speech(self.text));
        let mut speech: Vec<Speech> = said.collect();
        let quoted = quoted.map(|quoted| quoted.speech);
        if let Some(quoted) = quoted
            && speech.iter().all(|known| known.cue != quoted.cue)
        {
            speech.insert(0, quoted);
        }
        speech
    }

    /// Makes a claim of its parts; nothing where nobody could be found to say it.
    pub(crate) fn draft(&self, parts: Parts) -> Option<ClaimDraft> {
        let stance = stance::of(self, parts.span, parts.clause);
        let is_none = stance == Stance::Asserted && self.is_of_nobody(&parts);
        self.draft_as(parts, if is_none { Stance::Denied } else { stance })
    }

    /// "No aircraft operated there", "flew no missions": a clause about none, unless it counts them.
    fn is_of_nobody(&self, parts: &Parts) -> bool {
        let is_none = |np: &NounPhrase| np.is_none(self.context.rules);
        let is_event = matches!(
            parts.body,
            Body::Happening { .. }
                | Body::Presence { .. }
                | Body::Movement { .. }
                | Body::Control { .. }
        );
        let clause = parts.clause.and_then(|index| self.clause(index));
        is_event
            && clause.is_some_and(|clause| {
                let named = clause.subject.iter().filter(|_| !clause.is_inherited);
                named.chain(&clause.object).any(is_none)
            })
    }

    /// Makes a claim with a stance that its reader knows better.
    pub(crate) fn draft_as(&self, parts: Parts, stance: Stance) -> Option<ClaimDraft> {
        let mut over = self.nearest(parts.span);
        if matches!(
            parts.body,
            Body::Happening { .. } | Body::Control { .. } | Body::Toll { .. }
        ) {
            over.retain(|scope| !scope.is_factive);
        }
        let quoted = self.quoted(parts.span);
        let mut rules = vec![parts.rule];
        rules.extend(over.iter().map(|scope| scope.rule.clone()));
        if parts
            .clause
            .and_then(|index| self.clause(index))
            .is_some_and(|clause| self.is_second_hand(clause))
        {
            rules.push("hedge.second-hand".to_owned());
        }
        let when = self.when(parts.span, parts.clause);
        let sensitive = self.is_sensitive(parts.span);
        let Located { r#where, except } = Located::of(self, &parts.body, parts.span, parts.r#where);
        if !except.is_empty() {
            rules.push(exceptions::RULE.to_owned());
        }
        let mut draft = ClaimDraft {
            quote: Quote::of(self.text, trimmed(self.text, parts.span))?,
            said_by: self.attribution(&over, quoted)?,
            cue: over.first().and_then(|scope| scope.cue.clone()),
            speech: self.speech(&over, quoted),
            body: parts.body,
            stance,
            when,
            r#where,
            except,
            actors: parts.actors,
            sensitive,
            rules: rules.into_iter().map(ShortText::from).collect(),
        };
        let reasons = reasons::of(self, &draft, parts.clause, (&over, quoted));
        draft.rules.extend(reasons.into_iter().map(ShortText::from));
        Some(draft)
    }

    /// Whether the report hedges a clause as somebody else's words, without a voice: "reportedly".
    fn is_second_hand(&self, clause: &Clause) -> bool {
        let hedges = &self.context.rules.words.hedges;
        clause.verb.is_second_hand
            || clause
                .adverbs
                .iter()
                .any(|word| hedges.get(word) == Some(&Hedge::SecondHand))
    }

    fn when(&self, span: Span, clause: Option<usize>) -> When {
        time::of(self, span, clause)
    }

    /// Whether the words tie a threatened group to a place: the theatre marks such groups.
    fn is_sensitive(&self, span: Span) -> bool {
        self.sentence
            .units
            .iter()
            .filter(|unit| span.contains(unit.span))
            .any(|unit| {
                unit.name
                    .as_ref()
                    .and_then(|name| name.actor.as_ref())
                    .and_then(|id| self.context.actors.get(id))
                    .is_some_and(|actor| actor.minority)
            })
    }
}

/// A span without white space and closing punctuation at its ends, of whole words.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let Some(words) = span.of(text) else {
        return span;
    };
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '“' | '”' | '"' | '.');
    let start = span.start() + (words.len() - words.trim_start_matches(is_edge).len());
    let end = span.start()
        + words
            .trim_end_matches(|c: char| is_edge(c) && c != '.')
            .len();
    if start < end {
        Span::new(start, word_end(text, end))
    } else {
        span
    }
}

/// The end of the word that a byte stands in: "did" and "n't" are two tokens of one.
fn word_end(text: &str, at: usize) -> usize {
    let is_inside = text
        .get(..at)
        .is_some_and(|before| before.ends_with(char::is_alphabetic));
    let behind = text.get(at..).unwrap_or_default();
    let rest = behind
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(behind.len());
    if is_inside { at + rest } else { at }
}

/// Drops a claim that says the same as another of the sentence over words inside the other's.
pub(crate) fn without_doubles(drafts: Vec<ClaimDraft>) -> Vec<ClaimDraft> {
    let mut kept: Vec<ClaimDraft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let double = kept.iter_mut().find(|other| {
            let is_same = places(other) == places(&draft) && actors(other) == actors(&draft);
            other.body == draft.body
                && other.stance == draft.stance
                && (is_same || is_one_happening(other, &draft))
        });
        match double {
            None => kept.push(draft),
            Some(other) if says_more(&draft, other) => *other = draft,
            Some(_) => {}
        }
    }
    kept
}

/// Whether two claims of one clause tell of one happening, by its verb and by a noun of it.
fn is_one_happening(a: &ClaimDraft, b: &ClaimDraft) -> bool {
    matches!(a.body, Body::Happening { .. }) && a.quote.span.overlaps(b.quote.span)
}

/// Whether a claim names more places and actors than another.
fn says_more(draft: &ClaimDraft, other: &ClaimDraft) -> bool {
    let size = |draft: &ClaimDraft| draft.r#where.len() + draft.actors.len();
    size(draft) > size(other)
}

fn places(draft: &ClaimDraft) -> Vec<Option<&marsad_domain::PlaceId>> {
    draft
        .r#where
        .iter()
        .map(|w| w.place.as_ref().map(|p| &p.id))
        .collect()
}

fn actors(draft: &ClaimDraft) -> Vec<(&str, Option<&marsad_domain::ActorId>)> {
    draft
        .actors
        .iter()
        .map(|a| (a.name.as_str(), a.id.as_ref()))
        .collect()
}
