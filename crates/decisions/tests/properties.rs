//! What must hold whatever people decide and however a report is read again.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use marsad_decisions::{Decided, Why, apply};
use marsad_domain::{
    Anchor, Attribution, Body, Claim, ClaimDraft, Correction, Credibility, Decision, Digest32,
    Quote, Reader, ReportHash, Span, Stance, Taken, Verdict, Voice, When,
};
use proptest::prelude::*;

/// A claim of a report: where its quote begins, and of which kind it is.
#[derive(Debug, Clone)]
struct Spot {
    report: u8,
    start: usize,
    is_intent: bool,
}

const LENGTH: usize = 20;

/// One reading: every quote is moved by as much as the rule set moves it.
fn reading(spots: &[Spot], moved: usize) -> Vec<Claim> {
    let mut seen = BTreeSet::new();
    let claims = spots.iter().map(|spot| claim(spot, moved));
    claims.filter(|claim| seen.insert(claim.id)).collect()
}

fn claim(spot: &Spot, moved: usize) -> Claim {
    // Quotes of one report stand a hundred bytes apart.
    let start = spot.start * 100 + moved;
    let voice = Voice {
        name: "wire".into(),
        role: None,
        source: None,
        actor: None,
        span: None,
        private: false,
    };
    let draft = ClaimDraft {
        body: if spot.is_intent {
            Body::Intent {}
        } else {
            Body::Statement {}
        },
        stance: Stance::Asserted,
        quote: Quote {
            span: Span::new(start, start + LENGTH),
            text: "they shelled the town".to_owned(),
        },
        said_by: Attribution::try_from(vec![voice]).unwrap(),
        cue: None,
        speech: Vec::new(),
        when: When::unknown(),
        r#where: Vec::new(),
        except: Vec::new(),
        actors: Vec::new(),
        sensitive: false,
        rules: Vec::new(),
    };
    let reader = Reader {
        name: "test".into(),
        version: moved.to_string(),
        rules: Digest32::blake3(&[0]),
    };
    let report = ReportHash::of("report", &[&[spot.report]]);
    draft.into_claim("doc", report, &reader, 0)
}

#[derive(Debug, Clone)]
enum Act {
    Merge(usize, usize),
    Split(usize, usize),
    Judge(usize, bool),
    Grade(usize, u8),
    Stance(usize),
    Undo(usize),
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..20usize, 0..20usize).prop_map(|(a, b)| Act::Merge(a, b)),
        (0..20usize, 0..20usize).prop_map(|(a, b)| Act::Split(a, b)),
        (0..20usize, any::<bool>()).prop_map(|(a, b)| Act::Judge(a, b)),
        (0..20usize, 1..7u8).prop_map(|(a, b)| Act::Grade(a, b)),
        (0..20usize).prop_map(Act::Stance),
        (0..20usize).prop_map(Act::Undo),
    ]
}

fn any_spots() -> impl Strategy<Value = Vec<Spot>> {
    let spot = (0..4u8, 0..6usize, any::<bool>()).prop_map(|(report, start, is_intent)| Spot {
        report,
        start,
        is_intent,
    });
    prop::collection::vec(spot, 2..14)
}

/// The decisions that a desk would have taken over a reading: those that it would have been refused are left out.
fn taken(acts: &[Act], claims: &[Claim]) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::new();
    for (number, act) in (1u64..).zip(acts) {
        let pick = |at: usize| Anchor::of(&claims[at % claims.len()]);
        let (verdict, anchors) = match act {
            Act::Merge(a, b) if pick(*a) != pick(*b) => (Verdict::Merge, vec![pick(*a), pick(*b)]),
            Act::Split(a, b) if pick(*a) != pick(*b) => (
                Verdict::Split {
                    from: vec![pick(*b)],
                },
                vec![pick(*a)],
            ),
            Act::Merge(..) | Act::Split(..) => continue,
            Act::Judge(a, true) => (Verdict::Accept, vec![pick(*a)]),
            Act::Judge(a, false) => (Verdict::Reject, vec![pick(*a)]),
            Act::Grade(a, grade) => {
                let credibility = Credibility::try_from(*grade).unwrap();
                (Verdict::Grade { credibility }, vec![pick(*a)])
            }
            Act::Stance(a) => {
                let correction = Correction::Stance {
                    before: Stance::Asserted,
                    after: Stance::Denied,
                };
                (Verdict::Correct(correction), vec![pick(*a)])
            }
            Act::Undo(at) if taken.is_empty() => {
                let _ = at;
                continue;
            }
            Act::Undo(at) => {
                let decision = taken[at % taken.len()].id;
                (Verdict::Undo { decision }, Vec::new())
            }
        };
        let one = Taken {
            id: Digest32::blake3(&number.to_le_bytes()),
            number,
            decision: Decision {
                verdict,
                claims: anchors,
                author: "desk".to_owned(),
                at: jiff::Timestamp::UNIX_EPOCH,
                reason: "a test".to_owned(),
            },
        };
        taken.push(one);
        // Also where it is the undoing of an undoing that revives a decision which others contradict.
        let is_refused = apply(claims.to_vec(), &taken)
            .queue
            .iter()
            .any(|waiting| matches!(waiting.why, Why::Contradicts(_)));
        if is_refused {
            taken.pop();
        }
    }
    taken
}

/// What was decided, with every claim named by where it stands in its reading.
fn by_place(decided: &Decided) -> String {
    let place = |id: &marsad_domain::ClaimId| {
        let at = decided.claims.iter().position(|claim| claim.id == *id);
        at.unwrap()
    };
    let rulings = &decided.rulings;
    let mut same: Vec<BTreeSet<usize>> = rulings
        .same
        .iter()
        .map(|group| group.iter().map(place).collect())
        .collect();
    same.sort();
    let apart: BTreeSet<BTreeSet<usize>> = rulings
        .apart
        .iter()
        .map(|(a, b)| BTreeSet::from([place(a), place(b)]))
        .collect();
    let accepted: BTreeSet<usize> = rulings.accepted.iter().map(place).collect();
    let rejected: BTreeSet<usize> = rulings.rejected.iter().map(place).collect();
    let mut grades: Vec<(usize, u8)> = rulings
        .credibility
        .iter()
        .map(|(id, grade)| (place(id), u8::from(*grade)))
        .collect();
    grades.sort_unstable();
    let stances: Vec<Stance> = decided.claims.iter().map(|claim| claim.stance).collect();
    format!("{same:?} {apart:?} {accepted:?} {rejected:?} {grades:?} {stances:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn decisions_hold_over_another_reading_whose_quotes_overlap_by_half(
        spots in any_spots(), acts in prop::collection::vec(any_act(), 0..12), moved in 0..6usize,
    ) {
        let first = reading(&spots, 0);
        let taken = taken(&acts, &first);
        let before = apply(first, &taken);
        let after = apply(reading(&spots, moved), &taken);
        prop_assert_eq!(by_place(&before), by_place(&after));
        prop_assert!(after.queue.is_empty());
    }

    #[test]
    fn a_decision_whose_words_are_gone_waits_and_is_not_lost(
        spots in any_spots(), acts in prop::collection::vec(any_act(), 0..12), moved in 15..60usize,
    ) {
        let first = reading(&spots, 0);
        let taken = taken(&acts, &first);
        let lost = apply(reading(&spots, moved), &taken);
        prop_assert!(lost.rulings == marsad_domain::Rulings::default());
        let named: usize = {
            let undone = apply(first.clone(), &taken);
            prop_assert!(undone.queue.is_empty());
            lost.queue.iter().filter(|waiting| waiting.why == Why::Orphan).count()
        };
        prop_assert_eq!(named, lost.queue.len());
        prop_assert_eq!(apply(first.clone(), &taken), apply(first, &taken));
    }

    #[test]
    fn an_undo_restores_what_was_before(spots in any_spots(), acts in prop::collection::vec(any_act(), 0..12), last in any_act()) {
        let claims = reading(&spots, 0);
        let before = taken(&acts, &claims);
        let mut all = acts.clone();
        all.push(last);
        let mut after = taken(&all, &claims);
        prop_assume!(after.len() == before.len() + 1);
        let undone = after.last().unwrap().clone();
        after.push(Taken {
            id: Digest32::blake3(b"undo"),
            number: 99,
            decision: Decision { verdict: Verdict::Undo { decision: undone.id }, claims: Vec::new(), ..undone.decision },
        });
        prop_assert_eq!(apply(claims.clone(), &before), apply(claims, &after));
    }
}
