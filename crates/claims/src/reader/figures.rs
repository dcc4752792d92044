//! Figures of claims: how many of whom.

use jiff::civil::Date;
use marsad_domain::{Amount, Body, ClaimDraft, Counted, Figure, Quote, ShortText, Span, Unit};

use super::{building::View, context::ReadingContext, slots, time};
use crate::{
    grammar::{clause::Clause, noun_phrase::NounPhrase},
    rules::WordSet,
    text::numbers::Number,
};

/// The figure of a phrase of people, if it counts some. People without a number are "some, unknown".
pub(crate) fn of_people(
    view: &View<'_>,
    phrase: &NounPhrase,
    of: Counted,
    clause: Option<usize>,
) -> Option<Figure> {
    let people = &view.context.rules.people;
    let is_people = people.person_nouns.contains(&phrase.head)
        || people.force_nouns.contains(&phrase.head)
        || people.group_nouns.contains(&phrase.head)
        || phrase.words.is_empty() && phrase.number.is_some() && !phrase.is_pronoun
        || phrase.is_people
        || slots::is_folk(phrase) && of == Counted::Displaced
        || phrase.is_part
        || is_one_person(view, phrase);
    if !is_people {
        return None;
    }
    let amount = amount(view, phrase)?;
    let span = phrase.number.as_ref().map_or(phrase.full_span(), |n| {
        n.span.union(phrase.span.unwrap_or(n.span))
    });
    let unit = if phrase.number.as_ref().is_some_and(|n| n.is_percent) {
        Unit::Percent
    } else if people.family_nouns.contains(&phrase.head) {
        Unit::Families
    } else {
        Unit::Persons
    };
    let counted = view
        .context
        .rules
        .toll
        .count_nouns
        .get(&phrase.head)
        .copied();
    Some(Figure {
        of: counted.filter(|_| of == Counted::Casualties).unwrap_or(of),
        amount,
        unit,
        cumulative_since: running_since(view, span.union(phrase.full_span()), clause),
        is_cumulative: is_running(view, span.union(phrase.full_span()), clause),
        is_part: phrase.is_part,
        who: who(view, phrase),
        text: span.of(view.text)?.to_owned(),
        span,
    })
}

fn who(view: &View<'_>, phrase: &NounPhrase) -> Option<String> {
    let is_unspecific = phrase.head.is_empty()
        || phrase.is_pronoun
        || view.context.rules.people.unspecific.contains(&phrase.head);
    (!is_unspecific)
        .then(|| phrase.words.join(" "))
        .filter(|words| !words.is_empty())
}

fn amount(view: &View<'_>, phrase: &NounPhrase) -> Option<Amount> {
    match (&phrase.number, phrase.determiner.as_deref()) {
        (
            Some(Number {
                counts: false,
                is_percent: false,
                ..
            }),
            word,
        ) => {
            // "a 7-year-old boy": the number is an age, and the boy is one.
            let singular = &view.context.rules.words.grammar.singular;
            let is_one = word.is_some_and(|word| singular.contains(word));
            (is_one && !phrase.head.ends_with('s')).then_some(Amount::Exact(1))
        }
        (Some(number), _) => Some(number.amount),
        (None, Some(word)) if view.context.rules.numbers.none.words.contains(word) => {
            Some(Amount::Exact(0))
        }
        (None, Some(word))
            if view.context.rules.words.grammar.singular.contains(word)
                && !phrase.head.ends_with('s') =>
        {
            Some(Amount::Exact(1))
        }
        (None, Some(word)) => match view
            .context
            .rules
            .numbers
            .vague
            .of_word(word)
            .map(Vec::as_slice)
        {
            Some([low, high]) => Some(Amount::Vague(Some((*low.min(high), *low.max(high))))),
            _ if is_known_person(view, phrase) => Some(Amount::Exact(1)),
            _ => plural(view, phrase),
        },
        (None, None) if is_one_person(view, phrase) => Some(Amount::Exact(1)),
        (None, None) => plural(view, phrase),
    }
}

/// "Omar Saleh, 20,": a number alone behind somebody's name is an age.
fn is_bare_number(phrase: &NounPhrase) -> bool {
    phrase.words.is_empty()
        && phrase
            .number
            .as_ref()
            .is_some_and(|number| matches!(number.amount, Amount::Exact(_)))
}

/// Somebody by name, or a pronoun for one.
fn is_one_person(view: &View<'_>, phrase: &NounPhrase) -> bool {
    let renamed = phrase.apposition.as_deref();
    let is_named = phrase.person.is_some()
        || renamed.is_some_and(|np| np.unknown_name.is_some() && np.parties.is_empty())
            && is_known_person(view, phrase)
        || phrase.unknown_name.is_some()
            && phrase.parties.is_empty()
            && !phrase.head.ends_with('s');
    let pronouns = &view.context.rules.words.grammar.person_pronouns;
    is_named || phrase.is_pronoun && pronouns.contains(&phrase.head)
}

/// "the driver", "his brother": a known person without a number.
fn is_known_person(view: &View<'_>, phrase: &NounPhrase) -> bool {
    let people = &view.context.rules.people;
    people.person_nouns.contains(&phrase.head)
        && !phrase.head.ends_with('s')
        && !people.unmarked_plurals.contains(&phrase.head)
        && !people.force_nouns.contains(&phrase.head)
}

/// People in the plural without a number: some, nobody says how many.
fn plural(view: &View<'_>, phrase: &NounPhrase) -> Option<Amount> {
    let many = phrase.head.ends_with('s')
        || view
            .context
            .rules
            .people
            .unmarked_plurals
            .contains(&phrase.head);
    many.then_some(Amount::Vague(None))
}

/// The first day of a running count, where the words around a figure state one.
pub(crate) fn running_since(view: &View<'_>, span: Span, clause: Option<usize>) -> Option<Date> {
    let day = time::running_from(view, span, clause)?;
    day.days.map(|(first, _)| first)
}

/// Whether the words around a figure make it a running count: "since 3 May", "by Sunday", "so far".
pub(crate) fn is_running(view: &View<'_>, span: Span, clause: Option<usize>) -> bool {
    if time::running_from(view, span, clause).is_some() {
        return true;
    }
    let toll = &view.context.rules.toll;
    clause
        .and_then(|index| view.clause(index))
        .is_some_and(|c| {
            has_adverb(view, c, &toll.running)
                || c.phrases.iter().any(|(p, _)| toll.running.contains(p))
                || states_day(c, &toll.running_to)
        })
}

/// Whether an adverb of a clause, inside its verb group or around it, is one of some words.
pub(crate) fn has_adverb(view: &View<'_>, clause: &Clause, words: &WordSet) -> bool {
    let mut inside = view.sentence.units.iter();
    clause.adverbs.iter().any(|word| words.contains(word))
        || inside.any(|u| clause.verb.span.contains(u.span) && words.contains(&u.lower))
}

/// Whether a day of a clause stands behind one of some prepositions.
pub(crate) fn states_day(clause: &Clause, prepositions: &WordSet) -> bool {
    let mut stated = clause.days.iter().filter_map(|(p, _)| p.as_ref());
    stated.any(|p| prepositions.contains(p))
}

/// "28 of them civilians": the phrase behind a part says who they are.
fn name(view: &View<'_>, part: &mut Figure, named: Figure) {
    let span = part.span.union(named.span);
    let touches = Span::new(part.span.end().min(named.span.start()), named.span.start());
    let is_free = part.who.is_none() && touches.of(view.text).is_some_and(|gap| gap == " ");
    if let Some(text) = span.of(view.text).filter(|_| is_free) {
        part.who = named.who;
        text.clone_into(&mut part.text);
        part.span = span;
    }
}

/// The figures of phrases and of what they include.
pub(crate) fn of_phrases<'p>(
    view: &View<'_>,
    phrases: impl Iterator<Item = &'p NounPhrase>,
    of: Counted,
    clause: Option<usize>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut before: Option<&NounPhrase> = None;
    let mut names_ages = false;
    for phrase in phrases {
        // "three daughters, ages four, six and 13": numbers behind the word are none of people.
        names_ages |= view.context.rules.numbers.ages.words.contains(&phrase.head);
        let is_bare = is_bare_number(phrase);
        let is_age = is_bare && (names_ages || before.is_some_and(|np| is_one_person(view, np)));
        before = Some(phrase);
        if is_age {
            continue;
        }
        let Some(figure) = of_people(view, phrase, of, clause) else {
            continue;
        };
        let part = figures
            .last_mut()
            .filter(|known: &&mut Figure| known.is_part);
        if let Some(part) = part.filter(|_| figure.amount == Amount::Vague(None)) {
            name(view, part, figure);
            continue;
        }
        figures.push(figure);
        let parts = phrase.examples.iter().filter(|np| np.number.is_some());
        figures.extend(parts.filter_map(|np| {
            of_people(view, np, of, clause).map(|figure| Figure {
                is_part: true,
                ..figure
            })
        }));
    }
    figures
}

/// Tolls of one sentence with the same speaker, stance and place are one claim: "12 killed and 23 injured".
pub(crate) fn merge_tolls(drafts: Vec<ClaimDraft>, text: &str) -> Vec<ClaimDraft> {
    let mut merged: Vec<ClaimDraft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let Body::Toll { figures } = &draft.body else {
            merged.push(draft);
            continue;
        };
        let twin = merged.iter_mut().find(|other| joins(other, &draft));
        match twin {
            Some(other) => {
                let span = other.quote.span.union(draft.quote.span);
                if let Body::Toll { figures: known } = &mut other.body {
                    for figure in figures {
                        match known.iter_mut().find(|f| f.span.overlaps(figure.span)) {
                            None => known.push(figure.clone()),
                            // "was shot and killed": the same people, by what became of them in the end.
                            Some(same) if dies(same, figure) => same.of = figure.of,
                            Some(_) => {}
                        }
                    }
                }
                if let Some(quote) = Quote::of(text, span) {
                    other.quote = quote;
                }
                if other.r#where.is_empty() {
                    other.r#where.clone_from(&draft.r#where);
                }
                for rule in draft.rules {
                    if !other.rules.contains(&rule) {
                        other.rules.push(rule);
                    }
                }
            }
            None => merged.push(draft),
        }
    }
    merged
}

/// People who "were shot" are hurt where the report tells of nobody killed; else it is left open what became of them.
pub(crate) fn settle_outcomes(drafts: &mut [ClaimDraft], context: &ReadingContext<'_>) {
    let kills = |draft: &ClaimDraft| {
        let mut figures = draft.body.figures().iter();
        figures.any(|figure| figure.of == Counted::Killed && figure.amount.high() != Some(0))
    };
    if drafts.iter().any(kills) {
        return;
    }
    let frames = context.rules.frames.iter().filter(|it| it.open_outcome);
    let is_open = |rule: &ShortText| frames.clone().any(|frame| frame.id == rule.as_str());
    for draft in drafts {
        let Body::Toll { figures } = &mut draft.body else {
            continue;
        };
        if draft.rules.iter().any(is_open) {
            let open = figures.iter_mut().filter(|it| it.of == Counted::Casualties);
            open.for_each(|figure| figure.of = Counted::Injured);
        }
    }
}

/// Whether the same people are said to be hurt and then dead.
fn dies(known: &Figure, later: &Figure) -> bool {
    matches!(known.of, Counted::Injured | Counted::Casualties)
        && later.of == Counted::Killed
        && known.span == later.span
}

fn joins(other: &ClaimDraft, draft: &ClaimDraft) -> bool {
    let running = |d: &ClaimDraft| d.body.figures().iter().any(|f| f.is_cumulative);
    let place = |d: &ClaimDraft| {
        d.r#where
            .first()
            .and_then(|w| w.place.as_ref().map(|p| p.id.clone()))
    };
    matches!(other.body, Body::Toll { .. })
        && other.stance == draft.stance
        && other.said_by == draft.said_by
        && running(other) == running(draft)
        && (place(other) == place(draft) || place(draft).is_none() || place(other).is_none())
        && draft.body.figures().iter().all(|figure| {
            figure.is_part
                || other
                    .body
                    .figures()
                    .iter()
                    .all(|f| f.of != figure.of || f.span.overlaps(figure.span))
        })
}
