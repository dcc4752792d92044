//! What somebody says that is none of the other kinds.

use marsad_domain::{Body, ClaimDraft, Quote, Relation, Span, Stance, Where};

use super::{
    attribution::Scope,
    building::{Parts, View, trimmed},
    stance,
};
use crate::grammar::noun_phrase::NounPhrase;

/// A statement for each voice whose words made no claim. What the report itself says beside its claims is none.
pub(crate) fn read(view: &View<'_>, made: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let mut drafts: Vec<ClaimDraft> = Vec::new();
    for quote in view.document.quotes_in(view.sentence.span) {
        let inside = clip(quote, view.sentence.span);
        let says = view
            .sentence
            .clauses
            .iter()
            .any(|clause| clause.verb.is_finite && inside.contains(clause.verb.verb_span));
        if says && !mostly_covered(made, inside) {
            drafts.extend(statement(view, inside, "statement.quote"));
        }
    }
    let speaks = |scope: &&Scope| scope.clause.is_some() || scope.is_outer;
    for scope in view.scopes.iter().filter(speaks) {
        let is_new =
            scope.is_attitude || !covered(made, scope.content) && !covered(&drafts, scope.content);
        if is_new && !scope.voices.is_empty() && !names_only_a_speaker(view, scope) {
            drafts.extend(said(view, scope));
        }
    }
    drafts
}

/// What a scope says, with the word that says so; nothing where it says how somebody speaks, not what.
fn said(view: &View<'_>, scope: &Scope) -> Option<ClaimDraft> {
    let own = scope.clause.and_then(|index| view.clause(index));
    let clauses = &view.sentence.clauses;
    let has_verb = clauses
        .iter()
        .any(|clause| scope.content.contains(clause.verb.verb_span));
    // "replied with stones", "told them on Sunday": no verb, and no object either.
    let names_nothing = own.is_some_and(|clause| {
        let behind = |np: &&NounPhrase| scope.content.overlaps(np.full_span());
        clause.object.iter().find(behind).is_none()
    });
    if !has_verb && names_nothing && scope.cue.is_some() {
        return None;
    }
    let mut draft = statement(view, scope.content, "statement.said")?;
    if draft.stance == Stance::Expected && speaks_of_own_acts(view, scope) {
        draft.body = Body::Intent {};
        draft.stance = Stance::Intended;
    }
    let cue = own.map(|clause| clause.verb.span);
    let touches = |cue: &Span| {
        let behind = scope.content.start().saturating_sub(cue.end());
        let before = cue.start().saturating_sub(scope.content.end());
        behind.max(before) <= LONGEST_GAP
    };
    if let Some(cue) = cue.filter(touches) {
        draft.quote = Quote::of(view.text, trimmed(view.text, draft.quote.span.union(cue)))?;
    }
    Some(draft)
}

/// "said they would exchange their wounded": the first verb behind is the speaker's own.
fn speaks_of_own_acts(view: &View<'_>, scope: &Scope) -> bool {
    let words = &view.context.rules.words;
    let mut clauses = view.sentence.clauses.iter();
    let first = clauses.find(|clause| scope.content.contains(clause.verb.verb_span));
    let is_own = |np: &NounPhrase| {
        let pronoun = words.grammar.speaker_pronouns.contains(&np.head)
            || words.first_person.contains(&np.head);
        let owned = np
            .determiner
            .as_ref()
            .is_some_and(|d| words.possessives.contains(d));
        np.is_pronoun && pronoun || owned && !np.parties.is_empty()
    };
    scope.stance == Stance::Asserted
        && first.is_some_and(|clause| clause.subject.first().is_some_and(is_own))
}

/// How many bytes can stand between a word of saying and what is said: "that", a hearer.
const LONGEST_GAP: usize = 40;

/// Whether the words left of a report are no more than who says so ("by the police").
fn names_only_a_speaker(view: &View<'_>, scope: &Scope) -> bool {
    let spans: Vec<Span> = scope.voices.iter().filter_map(|voice| voice.span).collect();
    let is_beside = |unit: Span| !spans.iter().any(|span| span.overlaps(unit));
    let units = view.sentence.units.iter().map(|unit| unit.span);
    let beside = units.filter(|unit| scope.content.contains(*unit) && is_beside(*unit));
    let has_speaker = spans.iter().any(|span| scope.content.contains(*span));
    let words = beside.filter_map(|unit| unit.of(view.text));
    has_speaker
        && words
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count()
            <= 2
}

fn clip(quote: Span, sentence: Span) -> Span {
    Span::new(
        quote.start().max(sentence.start()),
        quote.end().min(sentence.end()),
    )
}

/// Whether one claim carries most of somebody's words: a smaller one does not make the rest unsaid.
fn mostly_covered(made: &[ClaimDraft], span: Span) -> bool {
    made.iter().any(|draft| {
        let shared = draft
            .quote
            .span
            .end()
            .min(span.end())
            .saturating_sub(draft.quote.span.start().max(span.start()));
        shared * 10 >= span.len() * 6
    })
}

fn covered(made: &[ClaimDraft], span: Span) -> bool {
    made.iter().any(|draft| draft.quote.span.overlaps(span))
}

fn statement(view: &View<'_>, span: Span, rule: &str) -> Option<ClaimDraft> {
    let places = view
        .sentence
        .units
        .iter()
        .filter(|unit| span.contains(unit.span))
        .filter_map(|unit| {
            let place = unit
                .name
                .as_ref()?
                .place
                .as_ref()
                .filter(|place| place.is_literal)?;
            Some(Where {
                relation: Relation::At,
                place: view.context.place_ref(place.id.as_ref()?),
                radius_km: None,
                text: unit.span.of(view.text)?.into(),
                span: unit.span,
            })
        });
    let parts = Parts {
        body: Body::Statement {},
        r#where: places.collect(),
        actors: Vec::new(),
        rule: rule.to_owned(),
        span,
        clause: None,
    };
    match unreal(view, span) {
        Some(stance) => view.draft_as(parts, stance),
        None => view.draft(parts),
    }
}

/// A statement about what may or will be is no statement that it is so.
fn unreal(view: &View<'_>, span: Span) -> Option<Stance> {
    let clauses = view.sentence.clauses.iter().enumerate();
    let (index, clause) = clauses
        .into_iter()
        .find(|(_, clause)| span.contains(clause.verb.verb_span))?;
    let own = stance::of(view, clause.verb.verb_span, Some(index));
    if own == Stance::Hypothetical && stance::demands(view, clause) {
        return Some(Stance::Asserted);
    }
    matches!(
        own,
        Stance::Expected | Stance::Intended | Stance::Hypothetical
    )
    .then_some(own)
}
