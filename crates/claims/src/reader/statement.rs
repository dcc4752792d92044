//! What somebody says that is none of the other kinds.

use marsad_domain::{Body, ClaimDraft, Relation, Span, Stance, Where};

use super::{
    attribution::Scope,
    building::{Parts, View},
    stance,
};

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
            drafts.extend(statement(view, scope.content, "statement.said"));
        }
    }
    drafts
}

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
    matches!(
        own,
        Stance::Expected | Stance::Intended | Stance::Hypothetical
    )
    .then_some(own)
}
