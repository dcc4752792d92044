//! What a voice with a side makes of a move: it is believed against its side, and else only claims.

use marsad_domain::{ActorId, ControlState, ControlVerb, RestsOn};

use crate::{
    moves::{Move, Outcome},
    reach::Scope,
    rules::{ControlRules, Rule},
    situation::Situation,
};

/// An outcome with regard to who says so.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weighed {
    /// What becomes of the place.
    pub(crate) outcome: Outcome,
    /// Whether the voice speaks against the side that it favours.
    pub(crate) admits: bool,
}

/// What a voice has to lose by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stake {
    /// It says something against the side it favours.
    Against,
    /// It says something for its side, or against its opponents.
    Own,
    /// Neither the party that gains nor any that loses is one that it favours.
    Third,
}

/// Weighs what a move would do if it were taken as true by who says so.
pub(crate) fn weigh(
    situation: &Situation,
    act: &Move<'_>,
    neutral: Outcome,
    favours: &[&ActorId],
    rules: &ControlRules,
) -> Weighed {
    if favours.is_empty() {
        let rule = match (act.scope, &neutral.state) {
            (Scope::Area, Some(_)) => Rule::Area,
            _ => neutral.rule,
        };
        return Weighed {
            outcome: Outcome { rule, ..neutral },
            admits: false,
        };
    }
    let is_favoured = |party: &ActorId| {
        favours
            .iter()
            .any(|favoured| act.actors.are_allied(favoured, party, act.day))
    };
    let stake = stake(situation, act, is_favoured);
    if neutral.state.is_none() {
        // Whoever says that it lost what it is known to have lost admits it too.
        let admits_again = neutral.rule == Rule::Confirms
            && stake != Stake::Own
            && situation.former().is_some_and(is_favoured);
        let admits = stake == Stake::Against || admits_again;
        // That an opponent lost what it had lost before says nothing for a third party that holds it since.
        let is_for_another = neutral.rule == Rule::Confirms
            && act.is_departure()
            && !admits
            && !situation.settled().is_some_and(is_favoured);
        let outcome = if is_for_another {
            Outcome::stays(Rule::NotTheHolder)
        } else {
            neutral
        };
        return Weighed { outcome, admits };
    }
    match stake {
        Stake::Against => Weighed {
            outcome: Outcome {
                rule: Rule::Admission,
                ..neutral
            },
            admits: true,
        },
        Stake::Own => Weighed {
            outcome: claimed(situation, act, Rule::OwnSide, rules),
            admits: false,
        },
        Stake::Third => Weighed {
            outcome: claimed(situation, act, Rule::ThirdSide, rules),
            admits: false,
        },
    }
}

fn stake(situation: &Situation, act: &Move<'_>, is_favoured: impl Fn(&ActorId) -> bool) -> Stake {
    if act.is_departure() {
        let loser = act.party.as_ref().or(situation.settled());
        return if loser.is_some_and(is_favoured) {
            Stake::Against
        } else {
            Stake::Own
        };
    }
    if act.party.as_ref().is_some_and(&is_favoured) {
        Stake::Own
    } else if situation.parties().into_iter().any(is_favoured) {
        Stake::Against
    } else {
        Stake::Third
    }
}

/// What only one side says: it claims the place if it says that a party newly holds it, and else changes nothing.
fn claimed(situation: &Situation, act: &Move<'_>, rule: Rule, rules: &ControlRules) -> Outcome {
    let Some(party) = newly_holding(situation, act) else {
        return Outcome::stays(Rule::OwnSideStays);
    };
    let just_came = matches!(act.change, ControlVerb::Took | ControlVerb::Entered)
        && situation.was_just_vacated(act.day, rules.entry_days)
        && situation.former() != Some(party);
    if just_came && rule == Rule::OwnSide {
        let state = Some(ControlState::Held {
            holder: party.clone(),
        });
        return Outcome {
            rule: Rule::EntrantRemains,
            state,
        };
    }
    let before = match &situation.state {
        ControlState::Claimed { holder, .. } if holder == party => return Outcome::stays(rule),
        ControlState::Claimed {
            before: Some(before),
            ..
        } if before == party => {
            return Outcome::stays(Rule::OwnSideStays);
        }
        ControlState::Contested { .. } => situation.former(),
        ControlState::Claimed { .. }
        | ControlState::Held { .. }
        | ControlState::Besieged { .. }
        | ControlState::Unknown => situation.settled(),
    };
    let before = before.filter(|before| *before != party).cloned();
    Outcome {
        rule,
        state: Some(ControlState::Claimed {
            holder: party.clone(),
            before,
            rests_on: RestsOn::OneSide,
        }),
    }
}

/// The party that a move says to hold the place now and did not before; none where it says less.
fn newly_holding<'m>(situation: &Situation, act: &'m Move<'_>) -> Option<&'m ActorId> {
    let party = act.party.as_ref().filter(|_| act.scope != Scope::Part)?;
    let says_so = match act.change {
        ControlVerb::Took => true,
        // Whoever lost the place and says that it holds it denies the loss.
        ControlVerb::Holds => situation.former() != Some(party),
        ControlVerb::Entered => situation.is_vacated(),
        ControlVerb::Lost
        | ControlVerb::Withdrew
        | ControlVerb::Besieges
        | ControlVerb::Contests => false,
    };
    says_so.then_some(party)
}
