//! By which rules a claim got what its kind does not decide: stance, time, speaker of direct speech, meaning of a number.
//!
//! It looks at what was decided and decides nothing; the ids stand in `lists.toml` with their meaning.

use marsad_domain::{Amount, ClaimDraft, Span, Stance, WhenKind};

use super::{attribution::Scope, building::View, voice::Quoted};
use crate::{
    grammar::{
        chunk::Chunk,
        clause::{Clause, Tie},
    },
    rules::{Catenative, VerbForm},
    text::token::Word,
};

/// The rules besides those that a draft lists, with the clause that it was read from.
pub(super) fn of(
    view: &View<'_>,
    draft: &ClaimDraft,
    clause: Option<usize>,
    (over, quoted): (&[&Scope], Option<&Quoted>),
) -> Vec<&'static str> {
    let mut rules = Vec::new();
    let is_cued = |quoted: &Quoted| {
        let cues = over.iter().filter_map(|scope| scope.cue.as_ref());
        cues.map(|cue| cue.span).any(|cue| cue == quoted.speech.cue)
    };
    if quoted.is_some_and(|quoted| !quoted.voices.is_empty() && !is_cued(quoted)) {
        rules.push("speech.quotation");
    }
    rules.extend(stance(view, draft, clause, over));
    rules.extend(time(view, draft, clause));
    rules.extend(figures(draft));
    rules
}

/// Why a claim is not asserted; nothing where a verb of speech says so, whose rule is listed.
fn stance(
    view: &View<'_>,
    draft: &ClaimDraft,
    clause: Option<usize>,
    over: &[&Scope],
) -> Option<&'static str> {
    let span = draft.quote.span;
    if draft.stance == Stance::Asserted || over.iter().any(|scope| scope.stance == draft.stance) {
        return None;
    }
    if draft.stance == Stance::Hypothetical {
        if view.sentence.is_question {
            return Some("stance.question");
        }
        if view.conditions.iter().any(|c| {
            let parts = c.condition.union(c.then);
            parts.overlaps(span)
        }) {
            return Some("stance.condition");
        }
        if is_behind_unreal_noun(view, span) {
            return Some("stance.unreal-noun");
        }
    }
    if draft.stance == Stance::Denied && opens_with_none(view, span) {
        return Some("stance.nobody");
    }
    let index = clause.or_else(|| first_clause(view, span))?;
    of_clause(view, index, view.clause(index)?)
}

/// The first clause whose verb stands in a span, else the one around it.
fn first_clause(view: &View<'_>, span: Span) -> Option<usize> {
    let mut clauses = view.sentence.clauses.iter();
    let inside = clauses.position(|clause| span.contains(clause.verb.verb_span));
    inside.or_else(|| view.clause_around(span))
}

/// "The threat of a strike".
fn is_behind_unreal_noun(view: &View<'_>, span: Span) -> bool {
    let nouns = &view.context.rules.aims.unreal_nouns;
    view.sentence.chunks.iter().any(|chunk| match chunk {
        Chunk::Noun(phrase) => {
            nouns.contains(&phrase.head) && phrase.of.iter().any(|np| np.full_span().overlaps(span))
        }
        _ => false,
    })
}

/// "No strikes on X".
fn opens_with_none(view: &View<'_>, span: Span) -> bool {
    let none = &view.context.rules.numbers.none.words;
    let mut units = view.sentence.units.iter();
    let first = units.find(|unit| unit.span.end() > span.start());
    first.is_some_and(|unit| none.contains(&unit.lower))
}

/// What gives a clause its stance, in the order in which the stance is decided.
fn of_clause(view: &View<'_>, index: usize, clause: &Clause) -> Option<&'static str> {
    let rules = view.context.rules;
    let opener = clause.opener.as_deref();
    if opener.is_some_and(|word| rules.aims.denying.contains(word)) {
        return Some("stance.without");
    }
    let mut clauses = view.sentence.clauses.iter();
    if let Some(whole) = clauses.find(|c| c.gerund_subject == Some(index)) {
        return by_verb(view, whole);
    }
    let determiners = clause
        .subject
        .iter()
        .filter_map(|np| np.determiner.as_ref());
    let mut determiners = determiners.filter(|word| rules.words.grammar.nobody.contains(word));
    if determiners.next().is_some() {
        return Some("stance.nobody");
    }
    if let Some(rule) = by_verb(view, clause) {
        return Some(rule);
    }
    if clause.tie == Tie::Infinitive || clause.verb.is_infinitive {
        return Some("stance.infinitive");
    }
    let before = index.checked_sub(1)?;
    let hangs = matches!(clause.verb.form, VerbForm::Ing | VerbForm::Base);
    hangs
        .then(|| of_clause(view, before, view.clause(before)?))
        .flatten()
}

/// What the words of a verb group do to the stance.
fn by_verb(view: &View<'_>, clause: &Clause) -> Option<&'static str> {
    let (verb, words) = (&clause.verb, &view.context.rules.words);
    if !verb.is_negated && verb.stance.is_none() {
        return None;
    }
    let opens = |verb: &Word| {
        let effect = words.catenatives.get(verb);
        effect.is_some_and(|effect| !matches!(effect, Catenative::Same | Catenative::Attempted))
    };
    if verb.chain.iter().any(opens) {
        return Some("stance.opening-verb");
    }
    if verb.is_negated {
        return Some("stance.negation");
    }
    let mut inside = view.sentence.units.iter();
    let is_hedged =
        inside.any(|unit| verb.span.contains(unit.span) && words.hedges.contains_key(&unit.lower));
    Some(match () {
        () if is_hedged => "stance.hedge",
        () if verb.chain.is_empty() => "stance.modal",
        () => "stance.opening-verb",
    })
}

/// Which words say when; nothing where only the day of publication bounds it.
fn time(view: &View<'_>, draft: &ClaimDraft, clause: Option<usize>) -> Option<&'static str> {
    let when = &draft.when;
    let words = when.text().filter(|_| when.kind() == WhenKind::Event)?;
    let time = &view.context.rules.time;
    let opens = |opener: &String| words.starts_with(opener.as_str());
    if time.since.iter().any(opens) {
        return Some("time.since");
    }
    if when.earliest().is_none() && when.latest().is_some() {
        return Some("time.until");
    }
    let clause = clause.and_then(|index| view.clause(index));
    let is_own = clause.is_some_and(|clause| !clause.days.is_empty());
    Some(if is_own {
        "time.clause"
    } else {
        "time.sentence"
    })
}

/// What is more than a plain number in a claim's figures.
fn figures(draft: &ClaimDraft) -> Vec<&'static str> {
    let figures = draft.body.figures();
    let is_bounded = |amount| !matches!(amount, Amount::Exact(_) | Amount::Vague(_));
    let found = [
        ("figure.bound", figures.iter().any(|f| is_bounded(f.amount))),
        (
            "figure.vague",
            figures.iter().any(|f| matches!(f.amount, Amount::Vague(_))),
        ),
        ("figure.running", figures.iter().any(|f| f.is_cumulative)),
        ("figure.part", figures.iter().any(|f| f.is_part)),
    ];
    let there = found.into_iter().filter(|(_, is_there)| *is_there);
    there.map(|(rule, _)| rule).collect()
}
