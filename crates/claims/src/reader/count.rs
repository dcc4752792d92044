//! Counts without a verb of dying: "826 people reported dead", "the toll rose to 42", "numbers expected to rise".

use marsad_domain::{Body, ClaimDraft, Counted, Figure, Measure, Unit};

use super::{
    building::{Parts, View},
    figures, frames, parts, slots,
};
use crate::{
    grammar::{chunk::Chunk, clause::Clause, noun_phrase::NounPhrase},
    rules::{Frame, Makes, WordSet},
    text::token::Word,
};

/// Tolls and displacement that are stated as counts. `made` are the claims of the sentence so far.
pub(crate) fn read(view: &View<'_>, made: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let mut drafts = states(view);
    drafts.extend(count_nouns(view, made, &drafts));
    drafts.extend(newly_displaced(view, made));
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        for frame in view
            .context
            .rules
            .frames
            .iter()
            .filter(|frame| frame.makes == Makes::Count)
        {
            drafts.extend(reaches(view, frame, clause, index, made));
        }
    }
    drafts
}

/// People and what became of them: a number of people, then "dead" with at most a verb between.
fn states(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    let chunks = &view.sentence.chunks;
    for (at, chunk) in chunks.iter().enumerate() {
        let Chunk::Noun(phrase) = chunk else { continue };
        let Some(of) = state_of(view, phrase, chunks.get(at + 1..).unwrap_or_default()) else {
            continue;
        };
        let clause = view.clause_around(phrase.full_span());
        let Some(figure) = figures::of_people(view, phrase, of, clause) else {
            continue;
        };
        let r#where = clause
            .and_then(|i| view.clause(i))
            .map(|c| frames::toll_places(view, c))
            .unwrap_or_default();
        // "The ministry reported six dead": who says so is no part of it.
        let span = clause
            .filter(|index| !view.is_speech(*index))
            .and_then(|index| view.clause(index))
            .map_or(phrase.full_span(), |c| phrase.full_span().union(c.span));
        drafts.extend(view.draft(Parts {
            body: Body::Toll {
                figures: vec![figure],
            },
            r#where,
            actors: slots::parties_of(view, phrase, marsad_domain::Role::Victim),
            rule: "count.state".to_owned(),
            span,
            clause,
        }));
    }
    drafts
}

/// What the words behind a number of people say of them.
fn state_of(view: &View<'_>, phrase: &NounPhrase, behind: &[Chunk]) -> Option<Counted> {
    let states = &view.context.rules.toll.states;
    if phrase.number.is_some()
        && let Some(of) = states.get(&phrase.head)
    {
        return Some(*of);
    }
    let counted = phrase.number.is_some();
    let mut rest = behind
        .iter()
        .filter(|chunk| !matches!(chunk, Chunk::Adverb(..)));
    let mut next = rest.next();
    if let Some(Chunk::Verb(group)) = next {
        let opens = view.context.rules.toll.state_verbs.contains(&group.lemma);
        if !opens {
            return None;
        }
        next = rest.next();
    }
    match next {
        Some(Chunk::Noun(state)) if counted && state.words.len() == 1 && state.number.is_none() => {
            states.get(&state.head).copied()
        }
        _ => None,
    }
}

/// "12 deaths", "numerous casualties": nouns that count victims, where no verb did.
fn count_nouns(view: &View<'_>, made: &[ClaimDraft], states: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    for chunk in &view.sentence.chunks {
        let Chunk::Noun(phrase) = chunk else { continue };
        let nouns = &view.context.rules.toll.count_nouns;
        let counts = phrase.number.is_some() || phrase.is_none(view.context.rules);
        let Some(of) = nouns.get(&phrase.head).filter(|_| counts) else {
            continue;
        };
        let span = phrase.full_span();
        let known = made
            .iter()
            .chain(states)
            .any(|d| d.body.figures().iter().any(|f| f.span.overlaps(span)));
        if known {
            continue;
        }
        let clause = view.clause_around(span);
        let Some(figure) = figures::of_people(view, phrase, *of, clause) else {
            continue;
        };
        let r#where = clause
            .and_then(|i| view.clause(i))
            .map(|c| frames::toll_places(view, c))
            .unwrap_or_default();
        drafts.extend(view.draft(Parts {
            body: Body::Toll {
                figures: vec![Figure { of: *of, ..figure }],
            },
            r#where,
            actors: Vec::new(),
            rule: "count.noun".to_owned(),
            span,
            clause,
        }));
    }
    drafts
}

/// "4,500 newly displaced people": a count that says by itself that its people fled, where no verb did.
fn newly_displaced(view: &View<'_>, made: &[ClaimDraft]) -> Vec<ClaimDraft> {
    let toll = &view.context.rules.toll;
    let chunks = view.sentence.chunks.iter();
    let phrases = chunks.filter_map(|chunk| match chunk {
        Chunk::Noun(phrase) if phrase.number.is_some() => Some(phrase),
        _ => None,
    });
    let counted = phrases.filter(|phrase| {
        let span = phrase.full_span();
        let words = span.of(view.text).unwrap_or_default().to_lowercase();
        let has = |set: &WordSet| words.split_whitespace().any(|word| set.contains(word));
        let is_known = made.iter().any(|draft| {
            matches!(draft.body, Body::Displacement { .. }) && draft.quote.span.overlaps(span)
        });
        has(&toll.fresh) && has(&toll.displaced) && !is_known
    });
    counted
        .filter_map(|phrase| {
            let clause = view.clause_around(phrase.full_span());
            let figure = figures::of_people(view, phrase, Counted::Displaced, clause)?;
            view.draft(Parts {
                body: Body::Displacement {
                    measure: Measure::Flow,
                    from: None,
                    to: None,
                    figures: vec![figure],
                },
                r#where: Vec::new(),
                actors: Vec::new(),
                rule: "count.newly-displaced".to_owned(),
                span: phrase.full_span(),
                clause,
            })
        })
        .collect()
}

/// "The death toll rose to 42", "with numbers expected to rise to 1.5 million".
fn reaches(
    view: &View<'_>,
    frame: &Frame,
    clause: &Clause,
    index: usize,
    made: &[ClaimDraft],
) -> Option<ClaimDraft> {
    if !clause
        .verb
        .is_one_of(&frame.verbs, clause.first_preposition())
    {
        return None;
    }
    let subject = clause
        .subject
        .iter()
        .filter(|_| frame.object_heads.is_empty())
        .find(|np| np.has_head(&frame.subject_heads))
        .or_else(|| {
            clause
                .object
                .iter()
                .find(|np| np.has_head(&frame.object_heads))
        })?;
    let number = frame
        .count
        .iter()
        .flat_map(|slot| slots::fill(view, clause, slot))
        .find_map(|filled| {
            filled
                .phrase
                .number
                .as_ref()
                .filter(|n| n.counts)
                .map(|n| (n, filled.phrase))
        })?;
    let words: Vec<&str> = subject
        .words
        .iter()
        .chain(subject.of.iter().flat_map(|np| &np.words))
        .map(Word::as_str)
        .collect();
    let hung = participle_of(view, subject, clause);
    let body = counted_by(view, &words, hung, made);
    let is_other = matches!(body, Counting::Toll(Counted::Other));
    if is_other && clause.is_inherited && counts_things(view, subject) {
        return None;
    }
    let span = number.0.span.union(number.1.span.unwrap_or(number.0.span));
    let figure = Figure {
        of: match &body {
            Counting::Displaced(..) => Counted::Displaced,
            Counting::Toll(of) => *of,
        },
        amount: number.0.amount,
        unit: Unit::Persons,
        cumulative_since: figures::running_since(view, span, Some(index)),
        is_cumulative: figures::is_running(view, span, Some(index))
            || is_own(view, subject, clause)
            || words
                .iter()
                .any(|word| view.context.rules.toll.total.contains(word)),
        is_part: false,
        who: None,
        text: span.of(view.text)?.to_owned(),
        span,
    };
    let r#where = match &body {
        Counting::Toll(_) => frames::toll_places(view, clause),
        Counting::Displaced(..) => Vec::new(),
    };
    let mut figures = vec![figure];
    let own = frames::words_of(clause);
    let own = if hung.is_some() {
        own.union(subject.full_span())
    } else {
        own
    };
    let span = parts::add(view, &mut figures, own);
    let body = match body {
        Counting::Displaced(measure, from, to) => Body::Displacement {
            measure,
            from: from.map(Box::new),
            to: to.map(Box::new),
            figures,
        },
        Counting::Toll(_) => Body::Toll { figures },
    };
    view.draft(Parts {
        body,
        r#where,
        actors: Vec::new(),
        rule: frame.id.clone(),
        span,
        clause: Some(index),
    })
}

/// "its toll", "the monitor's count": what somebody keeps counting, unless it is the toll of one event.
fn is_own(view: &View<'_>, count: &NounPhrase, clause: &Clause) -> bool {
    let rules = view.context.rules;
    let is_owned = count.owner.is_some()
        || count
            .determiner
            .as_ref()
            .is_some_and(|word| rules.words.possessives.contains(word));
    let phrases = clause.phrases.iter().flat_map(|(_, list)| list);
    let is_event = |np: &NounPhrase| {
        let strikes = &rules.people.strike_nouns;
        strikes.contains(&np.head) || rules.nominal_index.contains_key(&np.head)
    };
    is_owned && !phrases.chain(&count.of).any(is_event)
}

/// What a count counts.
enum Counting {
    Toll(Counted),
    Displaced(
        Measure,
        Option<marsad_domain::PlaceRef>,
        Option<marsad_domain::PlaceRef>,
    ),
}

/// "the number of bridges": what is counted is no people.
fn counts_things(view: &View<'_>, count: &NounPhrase) -> bool {
    let people = &view.context.rules.people;
    let is_people = |np: &NounPhrase| {
        people.person_nouns.contains(&np.head)
            || people.force_nouns.contains(&np.head)
            || people.group_nouns.contains(&np.head)
            || np.is_people
            || np.is_pronoun
    };
    !count.of.is_empty() && !count.of.iter().any(is_people)
}

/// "the number of people killed since May stands at 80": what became of those whose number it is.
fn participle_of(view: &View<'_>, count: &NounPhrase, clause: &Clause) -> Option<Counted> {
    let hangs = view.sentence.clauses.iter().find(|other| {
        let same = other
            .subject
            .iter()
            .any(|np| np.full_span() == count.full_span());
        same && other.object.is_empty() && other.verb.span.end() <= clause.verb.span.start()
    })?;
    let frames = view.context.rules.frames_of(&hangs.verb.lemma);
    let mut tolls =
        frames.filter(|frame| frame.makes == Makes::Toll && frame.people_heads.is_empty());
    tolls
        .find(|frame| frame.verbs.contains(&hangs.verb.lemma))
        .and_then(|frame| frame.of)
}

/// By its own words, else like the count before it.
fn counted_by(
    view: &View<'_>,
    words: &[&str],
    hung: Option<Counted>,
    made: &[ClaimDraft],
) -> Counting {
    let nouns = &view.context.rules.toll.count_nouns;
    if words
        .iter()
        .any(|word| view.context.rules.toll.displaced.contains(word))
    {
        return Counting::Displaced(Measure::Stock, None, None);
    }
    if let Some(of) = words.iter().find_map(|word| nouns.get(word)) {
        return Counting::Toll(*of);
    }
    if words.iter().any(|word| {
        view.context
            .rules
            .toll
            .toll
            .iter()
            .any(|toll| word.contains(toll.as_str()))
    }) {
        return Counting::Toll(Counted::Killed);
    }
    if let Some(of) = hung {
        return Counting::Toll(of);
    }
    let before = made
        .iter()
        .rev()
        .map(|draft| &draft.body)
        .chain(view.discourse.claims().map(|(body, _)| body));
    for body in before {
        match body {
            Body::Displacement {
                measure, from, to, ..
            } => {
                return Counting::Displaced(
                    *measure,
                    from.as_deref().cloned(),
                    to.as_deref().cloned(),
                );
            }
            Body::Toll { figures } => {
                return Counting::Toll(figures.first().map_or(Counted::Killed, |figure| figure.of));
            }
            _ => {}
        }
    }
    Counting::Toll(Counted::Other)
}
