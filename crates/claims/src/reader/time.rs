//! When a claim says that something happened.

use jiff::civil::Date;
use marsad_domain::{Span, When, WhenKind};

use super::building::View;
use crate::text::dates::DayExpression;

/// The time of a claim: the day of its clause, else the only day of its sentence, else by publication.
pub(crate) fn of(view: &View<'_>, span: Span, clause: Option<usize>) -> When {
    let own = clause.and_then(|index| view.clause(index)).and_then(|c| {
        let (preposition, day) = c.days.first()?;
        let since = preposition.as_deref().is_some_and(|p| is_since(view, p))
            || c.opener.as_deref().is_some_and(|word| is_since(view, word)) && c.verb.is_infinitive
            || c.phrases.iter().any(|(p, _)| is_since(view, p));
        Some(with_preposition(
            view,
            if since {
                Some("since")
            } else {
                preposition.as_deref()
            },
            day,
        ))
    });
    if let Some(when) = own {
        return when;
    }
    if let Some((day, since)) = since_clause(view, span) {
        return with_preposition(view, since.then_some("since"), &day);
    }
    let timed = view
        .sentence
        .clauses
        .iter()
        .filter(|c| !c.opener.as_deref().is_some_and(|word| is_since(view, word)));
    let mut days = timed.flat_map(|c| c.days.iter());
    if let (Some((preposition, day)), None) = (days.next(), days.next()) {
        return with_preposition(view, preposition.as_deref(), day);
    }
    match view.document.published {
        Some(day) => When::until(day, WhenKind::Publication, None),
        None => When::unknown(),
    }
}

fn is_since(view: &View<'_>, word: &str) -> bool {
    view.context.rules.time.since.contains(word)
}

/// The day of "since the offensive began on 27 November" behind a claim, or at the head of the sentence before it, as
/// the first day of its time.
fn since_clause(view: &View<'_>, span: Span) -> Option<(DayExpression, bool)> {
    let mut clauses = view.sentence.clauses.iter().enumerate();
    let (_, clause) = clauses.find(|(index, clause)| {
        let behind = clause.span.start() >= span.start()
            && !counts_between(view, span.end(), clause.span.start());
        let in_front = *index == 0
            && clause.span.end() <= span.start()
            && !days_between(view, clause.span.end(), span.start());
        let opener = clause.opener.as_deref();
        opener.is_some_and(|word| is_since(view, word)) && (behind || in_front)
    })?;
    clause.days.first().map(|(_, day)| (day.clone(), true))
}

/// Whether another number stands between two bytes: then "since" belongs to that one.
fn counts_between(view: &View<'_>, from: usize, to: usize) -> bool {
    view.sentence
        .units
        .iter()
        .any(|unit| unit.number.is_some() && unit.span.start() >= from && unit.span.end() <= to)
}

/// Whether another day stands between two bytes: then what follows is of that day.
fn days_between(view: &View<'_>, from: usize, to: usize) -> bool {
    let mut units = view.sentence.units.iter();
    units.any(|unit| unit.day.is_some() && unit.span.start() >= from && unit.span.end() <= to)
}

fn with_preposition(view: &View<'_>, preposition: Option<&str>, day: &DayExpression) -> When {
    let words = day.span.of(view.text).map(str::to_owned);
    let published = view.document.published;
    match preposition {
        Some(p) if is_since(view, p) => since(day, published, words),
        Some(p) if view.context.rules.time.by.contains(p) => match day.days {
            Some((_, latest)) => When::until(latest, WhenKind::Event, words),
            None => day.when(view.text),
        },
        _ => day.when(view.text),
    }
}

fn since(day: &DayExpression, published: Option<Date>, words: Option<String>) -> When {
    let text = words.map(|words| format!("since {words}"));
    let Some((first, _)) = day.days else {
        return text.map_or_else(When::unknown, When::unplaced);
    };
    match published.filter(|published| *published >= first) {
        Some(published) => When::interval(first, published, WhenKind::Event, text),
        None => When::since(first, WhenKind::Event, text),
    }
}

/// The day from which a running count runs, where the words around a figure state one.
pub(crate) fn running_from(
    view: &View<'_>,
    span: Span,
    clause: Option<usize>,
) -> Option<DayExpression> {
    if let Some((day, _)) = since_clause(view, span) {
        return Some(day);
    }
    let clause = clause.and_then(|index| view.clause(index))?;
    let direct = clause
        .days
        .iter()
        .find(|(p, _)| p.as_deref().is_some_and(|p| is_since(view, p)));
    let nested = clause
        .phrases
        .iter()
        .any(|(p, _)| is_since(view, p))
        .then(|| clause.days.first())
        .flatten();
    direct.or(nested).map(|(_, day)| day.clone())
}
