//! Verb frames: which claims the verbs of a sentence make.

mod movement;
mod people;
mod presence;

use marsad_domain::{
    ActorId, ActorMention, Body, ClaimDraft, ControlChange, ControlVerb, Counted, PlaceRef,
    Relation, Role, Span, Stance, SubEvent, Where,
};

use super::{
    building::{Parts, View},
    figures, slots,
};
use crate::{
    grammar::{
        clause::{Clause, Tie},
        noun_phrase::NounPhrase,
    },
    rules::{ClausePart, Fit, Frame, Makes, Need, Slot, VerbForm, WordSet},
};
use movement::movement;
pub(crate) use people::toll_places;
use people::{displacement, toll};
use presence::presence;

/// The claims of all frames over all clauses of a sentence.
pub(crate) fn read(view: &View<'_>) -> Vec<ClaimDraft> {
    let mut drafts = Vec::new();
    let mut told_before = false;
    for (index, clause) in view.sentence.clauses.iter().enumerate() {
        let says_no_more = view.is_speech(index) && clause.object.is_empty();
        if says_no_more || is_wished(view, clause, index) {
            continue;
        }
        let hangs = hangs_on(clause) && told_before;
        let (mut made, mut told) = of_clause(view, clause, index, hangs, |_| true);
        if made.is_empty()
            && let Some(passive) = as_passive(clause)
        {
            (made, told) = of_clause(view, &passive, index, hangs, acts_on_something);
        }
        drafts.extend(made);
        told_before = told;
    }
    drafts
}

/// "urged the president to leave the country": what somebody asks another to do is nobody's plan.
fn is_wished(view: &View<'_>, clause: &Clause, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| view.clause(at));
    let asking = &view.context.rules.aims.asking;
    let asks = |before: &Clause| {
        let own = view
            .scopes
            .iter()
            .find(|scope| scope.clause == Some(index - 1));
        own.is_some_and(|scope| scope.is_attitude)
            || before.verb.is_one_of(asking, before.first_preposition())
    };
    clause.verb.is_infinitive && clause.tie == Tie::Infinitive && before.is_some_and(asks)
}

/// The claims that a clause makes, and whether a happening was told by then.
fn of_clause(
    view: &View<'_>,
    clause: &Clause,
    index: usize,
    told_before: bool,
    can_mean: impl Fn(&Frame) -> bool,
) -> (Vec<ClaimDraft>, bool) {
    let mut drafts = Vec::new();
    let mut told = Told {
        happening: told_before,
        ..Told::default()
    };
    for frame in view.context.rules.frames_of(&clause.verb.lemma) {
        let by_noun = clause.is_inherited && tells_by_noun(frame);
        if told.has(frame) || by_noun || !can_mean(frame) || !matches(view, frame, clause) {
            continue;
        }
        let made = make(view, frame, clause, index);
        told.note(frame, !made.is_empty());
        drafts.extend(made);
    }
    (drafts, told.happening)
}

/// Whether a frame says what its object must be: only then can a bare past form be a passive of it.
fn acts_on_something(frame: &Frame) -> bool {
    let object = Slot::Part(ClausePart::Object);
    !frame.object_heads.is_empty() || frame.object.is_some() || frame.people.contains(&object)
}

/// What a clause told already.
#[derive(Debug, Default)]
struct Told {
    control: bool,
    happening: bool,
    /// Whether somebody came into a place: then nobody moves, and no person is taken.
    came_in: bool,
}

impl Told {
    /// Whether a frame would tell it again.
    fn has(&self, frame: &Frame) -> bool {
        let takes_people = frame.of == Some(Counted::Detained)
            || frame.sub_event == Some(SubEvent::AbductionForcedDisappearance);
        match frame.makes {
            Makes::Control | Makes::Presence if self.control => true,
            Makes::Happening if self.happening => true,
            Makes::Movement => self.came_in,
            _ => takes_people && self.came_in,
        }
    }

    fn note(&mut self, frame: &Frame, made: bool) {
        let comes_in = matches!(frame.change, Some(ControlVerb::Took | ControlVerb::Entered));
        self.control |= made && frame.makes == Makes::Control;
        self.came_in |= made && comes_in;
        self.happening |= made && frame.makes == Makes::Happening;
    }
}

/// "21 missiles shot down": a past form alone, with no object, can be a participle that lacks its "were".
fn as_passive(clause: &Clause) -> Option<Clause> {
    let verb = &clause.verb;
    let is_bare = verb.form == VerbForm::Past
        && !verb.is_passive
        && verb.chain.is_empty()
        && clause.object.is_empty()
        && !clause.is_inherited;
    is_bare.then(|| {
        let mut passive = clause.clone();
        passive.verb.is_passive = true;
        passive
    })
}

/// "opened fire on a crowd, killing two": what a participle with the same subject says comes of what was told.
fn hangs_on(clause: &Clause) -> bool {
    clause.is_inherited && clause.tie == Tie::Participle
}

/// Whether the subject's noun tells of the happening: a second verb of the same subject tells of no second one.
fn tells_by_noun(frame: &Frame) -> bool {
    frame.makes == Makes::Happening && !frame.subject_heads.is_empty()
}

/// Whether a clause has the verb of a frame and what the frame asks of its parts.
fn matches(view: &View<'_>, frame: &Frame, clause: &Clause) -> bool {
    let first = clause.first_preposition();
    if !clause.verb.is_one_of(&frame.verbs, first) {
        return false;
    }
    let has_unless = first.is_some_and(|p| frame.unless.contains(p))
        || clause.phrases.iter().any(|(p, _)| frame.unless.contains(p))
        || clause
            .object
            .iter()
            .any(|np| frame.unless.contains(&np.head))
        || clause
            .adverbs
            .iter()
            .any(|word| frame.unless.contains(word));
    let subject = slots::subject(clause);
    let object = slots::object(clause);
    let agentless = clause.verb.is_passive && subject.is_empty();
    let fits = |fit: Option<Fit>, filled: &[slots::Filled<'_>]| {
        fit.is_none_or(|fit| slots::fits(view, filled, fit))
    };
    let heads = |wanted: &WordSet, filled: &[slots::Filled<'_>]| {
        wanted.is_empty() || filled.iter().any(|f| f.phrase.has_head(wanted))
    };
    let any_phrase = || {
        clause
            .phrases
            .iter()
            .flat_map(|(_, list)| list)
            .any(|np| np.has_head(&frame.phrase_heads))
    };
    let has_object = clause.object.iter().any(|np| !np.is_pronoun);
    !(has_unless || frame.bare && has_object)
        && (agentless || fits(frame.subject, &subject))
        && fits(frame.object, &object)
        && heads(&frame.subject_heads, &subject)
        && heads(&frame.object_heads, &object)
        && (heads(&frame.complement_heads, &object)
            || clause
                .object
                .iter()
                .any(|np| np.has_head(&frame.complement_heads)))
        && (frame.adverbs.is_empty() || figures::has_adverb(view, clause, &frame.adverbs))
        && (frame.phrase_heads.is_empty() || any_phrase())
}

fn make(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    match frame.makes {
        Makes::Control => control(view, frame, clause, index),
        Makes::Movement => movement(view, frame, clause, index),
        Makes::Presence => presence(view, frame, clause, index),
        Makes::Toll => toll(view, frame, clause, index),
        Makes::Displacement => displacement(view, frame, clause, index),
        Makes::Happening => happening(view, frame, clause, index),
        Makes::Count => Vec::new(),
    }
}

fn parties(view: &View<'_>, clause: &Clause, slots: &[Slot], role: Role) -> Vec<ActorMention> {
    slots::first(view, clause, slots, |filled| {
        slots::parties(view, filled, role)
    })
}

/// The places of the first slot that has one of the gazetteer, else of the first that has any.
fn places(view: &View<'_>, clause: &Clause, slots: &[Slot]) -> Vec<Where> {
    let is_known = |place: &Where| place.place.is_some();
    let named = slots::first(view, clause, slots, |filled| {
        let found = slots::wheres(view, filled);
        if found.iter().any(is_known) {
            found
        } else {
            Vec::new()
        }
    });
    if named.is_empty() {
        slots::first(view, clause, slots, |filled| slots::wheres(view, filled))
    } else {
        named
    }
}

/// The words that a claim of a clause rests on: from its subject to its last phrase.
pub(crate) fn words_of(clause: &Clause) -> Span {
    let subject = clause
        .subject
        .iter()
        .map(NounPhrase::full_span)
        .filter(|span| !clause.is_inherited || span.end() <= clause.span.start());
    let start = if clause.is_inherited {
        clause.span.start()
    } else {
        subject
            .map(Span::start)
            .min()
            .unwrap_or(clause.span.start())
    };
    Span::new(start.min(clause.span.start()), clause.span.end())
}

/// One control claim for each party and each place that it concerns.
fn control(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let Some(change) = frame.change else {
        return Vec::new();
    };
    let actors = parties(view, clause, &frame.party, Role::Agent);
    let mut places = places(view, clause, &frame.place);
    if places.is_empty() && change == ControlVerb::Withdrew && is_bare(clause) {
        places = view.discourse.last_changed().to_vec();
    }
    if lacks(frame, Need::Party, actors.is_empty()) || lacks(frame, Need::Place, places.is_empty())
    {
        return Vec::new();
    }
    let attempted =
        clause.verb.is_attempted && matches!(change, ControlVerb::Took | ControlVerb::Entered);
    let change = if attempted {
        ControlVerb::Contests
    } else {
        change
    };
    let mut drafts = Vec::new();
    for group in grouped(places) {
        for actor in each_or_none(&actors) {
            let holder = actor.as_ref().and_then(party_id);
            let parts = Parts {
                body: Body::Control {
                    control: ControlChange {
                        change,
                        party: holder,
                    },
                },
                r#where: group.clone(),
                actors: actor.into_iter().collect(),
                rule: frame.id.clone(),
                span: words_of(clause),
                clause: Some(index),
            };
            drafts.extend(view.draft(parts));
        }
    }
    drafts
}

/// "the garrison withdrew in good order": no object, and no word of where from or where to.
fn is_bare(clause: &Clause) -> bool {
    clause.object.is_empty() && clause.verb.is_finite && clause.phrases.len() <= 1
}

/// Places of one claim each; surroundings stay with the place before them.
fn grouped(places: Vec<Where>) -> Vec<Vec<Where>> {
    let mut groups: Vec<Vec<Where>> = Vec::new();
    for place in places {
        let goes_on =
            matches!(place.relation, Relation::Around | Relation::Near) && !groups.is_empty();
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    if groups.is_empty() {
        groups.push(Vec::new());
    }
    groups
}

fn each_or_none(actors: &[ActorMention]) -> Vec<Option<ActorMention>> {
    if actors.is_empty() {
        vec![None]
    } else {
        actors.iter().cloned().map(Some).collect()
    }
}

/// The id of a mention, or its words as the name of an unknown party.
pub(crate) fn party_id(mention: &ActorMention) -> Option<ActorId> {
    mention.id.clone().or_else(|| mention.name.parse().ok())
}

fn lacks(frame: &Frame, need: Need, is_empty: bool) -> bool {
    is_empty && frame.needs.contains(&need)
}

fn first_place(places: &[Where]) -> Option<PlaceRef> {
    places.iter().find_map(|place| place.place.clone())
}

fn set_relation(places: Vec<Where>, relation: Relation) -> Vec<Where> {
    places
        .into_iter()
        .map(|place| Where { relation, ..place })
        .collect()
}

fn happening(view: &View<'_>, frame: &Frame, clause: &Clause, index: usize) -> Vec<ClaimDraft> {
    let actors = parties(view, clause, &frame.party, Role::Agent);
    let targets = parties(view, clause, &frame.target, Role::Target);
    let r#where = places(view, clause, &frame.place);
    if lacks(frame, Need::Party, actors.is_empty()) || lacks(frame, Need::Place, r#where.is_empty())
    {
        return Vec::new();
    }
    let speaks_of_force = frame.by_itself
        || !r#where.is_empty()
        || !targets.is_empty()
        || !frame.object_heads.is_empty()
        || !frame.subject_heads.is_empty();
    if !speaks_of_force {
        return Vec::new();
    }
    view.draft(Parts {
        body: Body::Happening {
            sub_event: frame.sub_event.unwrap_or(SubEvent::Other),
        },
        r#where,
        actors: actors.into_iter().chain(targets).collect(),
        rule: frame.id.clone(),
        span: words_of(clause),
        clause: Some(index),
    })
    .into_iter()
    .filter(|draft| draft.stance != Stance::Retracted || frame.makes == Makes::Happening)
    .collect()
}
