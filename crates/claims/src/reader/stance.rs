//! How a claim is put: asserted, denied, expected, intended, hypothetical, retracted.

use marsad_domain::{Span, Stance};

use super::{attribution, building::View};
use crate::{
    grammar::{
        clause::{Clause, Tie},
        noun_phrase::NounPhrase,
    },
    rules::{Catenative, VerbForm, WordSet},
};

/// The stance of a claim from its clause, its conditions, and who says it how.
pub(crate) fn of(view: &View<'_>, span: Span, clause: Option<usize>) -> Stance {
    let own = clause
        .and_then(|index| view.clause(index).map(|c| of_clause(view, index, c)))
        .unwrap_or(Stance::Asserted);
    if view.sentence.is_question
        || view.conditions.iter().any(|c| {
            c.condition.contains(span) || c.then.contains(span) || span.contains(c.condition)
        })
    {
        return if own == Stance::Retracted {
            own
        } else {
            Stance::Hypothetical
        };
    }
    let said = attribution::over(&view.scopes, span)
        .iter()
        .map(|scope| scope.stance)
        .find(|stance| *stance != Stance::Asserted);
    let over = clause.and_then(|index| view.clause(index));
    combine(own, said, over)
}

/// What the speaker's verb makes of the clause's own stance.
fn combine(own: Stance, said: Option<Stance>, clause: Option<&Clause>) -> Stance {
    match (own, said) {
        (own, None | Some(Stance::Asserted)) => own,
        (Stance::Denied, Some(Stance::Denied)) => Stance::Asserted,
        (_, Some(Stance::Retracted)) => Stance::Retracted,
        (Stance::Asserted, Some(Stance::Expected))
            if clause.is_some_and(|c| c.verb.is_past && c.verb.is_finite) =>
        {
            Stance::Asserted
        }
        (Stance::Hypothetical, Some(Stance::Expected | Stance::Intended)) => Stance::Expected,
        (Stance::Expected | Stance::Intended | Stance::Hypothetical, Some(Stance::Denied)) => {
            Stance::Denied
        }
        (Stance::Expected | Stance::Intended, Some(_)) => own,
        (_, Some(said)) => said,
    }
}

/// Whether a clause says what ought to be: a demand is made, whatever comes of it.
pub(crate) fn demands(view: &View<'_>, clause: &Clause) -> bool {
    let words = clause.verb.span.of(view.text).unwrap_or_default();
    let demanding = &view.context.rules.words.grammar.demanding;
    let mut words = words.split_whitespace().map(str::to_lowercase);
    words.any(|word| demanding.contains(&word))
}

/// The stance that a clause has by itself.
pub(crate) fn of_clause(view: &View<'_>, index: usize, clause: &Clause) -> Stance {
    let verb = &clause.verb;
    let aims = &view.context.rules.aims;
    if clause
        .opener
        .as_deref()
        .is_some_and(|word| aims.denying.contains(word))
    {
        return Stance::Denied;
    }
    if let Some(gerund_of) = view
        .sentence
        .clauses
        .iter()
        .find(|c| c.gerund_subject == Some(index))
    {
        return gerund_of.verb.stance.unwrap_or(Stance::Asserted);
    }
    if clause
        .subject
        .iter()
        .any(|np| is_nobody(np, &view.context.rules.words.grammar.nobody))
        && !verb.is_negated
    {
        return Stance::Denied;
    }
    if verb.is_negated {
        return Stance::Denied;
    }
    if let Some(stance) = verb.stance {
        let quoted_future =
            stance == Stance::Hypothetical && verb.chain.is_empty() && is_reported(view, clause);
        return if quoted_future {
            Stance::Expected
        } else {
            stance
        };
    }
    if clause.tie == Tie::Infinitive || verb.is_infinitive {
        return infinitive(view, index, clause);
    }
    if matches!(verb.form, VerbForm::Ing | VerbForm::Base) && !verb.is_finite {
        return before(view, index).map_or(Stance::Asserted, |c| inherited(view, c, index));
    }
    let shared = before(view, index).filter(|c| shares_auxiliary(c, clause));
    shared.map_or(Stance::Asserted, |c| of_clause(view, index - 1, c))
}

/// "will besiege X and shell Y", "did not enter X or shell Y": what opens the first verb opens the second.
fn shares_auxiliary(first: &Clause, second: &Clause) -> bool {
    second.verb.form == VerbForm::Base
        && second.tie == Tie::Main
        && second.is_inherited
        && first.verb.form == VerbForm::Base
}

/// "would" behind a verb of speech is the future of then.
fn is_reported(view: &View<'_>, clause: &Clause) -> bool {
    let over = attribution::over(&view.scopes, clause.verb.verb_span);
    over.iter().any(|scope| scope.clause.is_some())
        && clause.verb.verb_span.of(view.text).is_some()
        && clause.verb.span.of(view.text).is_some_and(|words| {
            let words = words.to_lowercase();
            view.context
                .rules
                .words
                .grammar
                .reported_future
                .iter()
                .any(|would| words.contains(would.as_str()))
        })
}

/// "No civilians were killed": nobody is the subject.
fn is_nobody(phrase: &NounPhrase, nobody: &WordSet) -> bool {
    phrase
        .determiner
        .as_ref()
        .is_some_and(|word| nobody.contains(word))
}

/// An infinitive is a purpose or a plan unless the verb before makes it a fact ("forced to withdraw").
fn infinitive(view: &View<'_>, index: usize, clause: &Clause) -> Stance {
    let Some(before) = before(view, index) else {
        return Stance::Intended;
    };
    let catenative = view.context.rules.words.catenatives.get(&before.verb.lemma);
    let infinitive = &view.context.rules.words.grammar.infinitive;
    let bare = !clause.verb.span.of(view.text).is_some_and(|words| {
        words
            .split_once(' ')
            .is_some_and(|(first, _)| infinitive.contains(&first.to_lowercase()))
    });
    match catenative {
        Some(Catenative::Same) => inherited(view, before, index),
        Some(Catenative::Expected) => Stance::Expected,
        Some(Catenative::Negated) => Stance::Denied,
        Some(Catenative::Hypothetical) => Stance::Hypothetical,
        None if bare => inherited(view, before, index),
        Some(Catenative::Intended | Catenative::Attempted) | None => Stance::Intended,
    }
}

/// A participle shares the stance of the clause it hangs on.
fn inherited(view: &View<'_>, before: &Clause, index: usize) -> Stance {
    let at = index.saturating_sub(1);
    if before.verb.is_finite || before.verb.stance.is_some() {
        of_clause(view, at, before)
    } else {
        Stance::Asserted
    }
}

fn before<'a>(view: &'a View<'_>, index: usize) -> Option<&'a Clause> {
    view.clause(index.checked_sub(1)?)
}
