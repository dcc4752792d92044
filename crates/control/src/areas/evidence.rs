//! What a day's places say of the land around them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors, ControlState, PlaceControl, PlaceId};

use super::rules::AreaRules;

/// Which weaker sign there is of a holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignKind {
    /// Somebody is there.
    Presence,
    /// The land around the place was taken or is held.
    Surroundings,
    /// Somebody went there, or came from there.
    Movement,
}

/// A sign of who holds the land around a place, of which no claim says who holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// The place.
    pub place: PlaceId,
    /// Who is there.
    pub party: ActorId,
    /// What is seen of it.
    pub kind: SignKind,
    /// The day.
    pub day: Date,
}

/// On what a vote for a holder rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    Held,
    OneSide,
    Unchecked,
    Sign,
}

/// What the vote of a place weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weight {
    /// How sure the place is.
    pub(super) sure: f32,
    /// What that makes of its vote.
    pub(super) trust: f32,
}

impl Weight {
    #[expect(clippy::cast_possible_truncation, reason = "shares from 0 to 1")]
    fn of(sure: f64, rules: &AreaRules) -> Self {
        Self {
            sure: sure as f32,
            trust: sure.powf(rules.sure_power) as f32,
        }
    }

    /// The same with a vote of a share of it.
    #[expect(clippy::cast_possible_truncation, reason = "a share from 0 to 1")]
    fn times(self, share: f64) -> Self {
        Self {
            trust: self.trust * share as f32,
            ..self
        }
    }
}

/// A party that holds something, and how much that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Side {
    pub(super) party: u16,
    pub(super) basis: Basis,
    pub(super) weight: Weight,
}

/// What a place says; parties by number, ascending.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ballot {
    /// One party holds it.
    Holder(Side),
    /// Several fight for it.
    Fight {
        parties: Vec<u16>,
        basis: Basis,
        weight: Weight,
    },
    /// One holds it, another surrounds it.
    Siege {
        holder: Side,
        by: Side,
        /// Whether a claim says so, and not only a sign that the land around is with another.
        is_said: bool,
    },
}

/// The parties of a day by number, in order of their ids, and what each place says.
#[derive(Debug, Default)]
pub(super) struct Ballots {
    pub(super) parties: Vec<ActorId>,
    /// For each party, those that are with it.
    pub(super) allies: Vec<Vec<bool>>,
    /// By number of the place.
    pub(super) of_place: Vec<Option<Ballot>>,
}

impl Ballots {
    /// What places say on a day. `numbers` are those of the places.
    pub(super) fn of(
        control: &[PlaceControl],
        signs: &[Sign],
        numbers: &BTreeMap<PlaceId, usize>,
        actors: &Actors,
        (on, rules): (Date, &AreaRules),
    ) -> Self {
        let parties = parties(control, signs);
        let number = |party: &ActorId| {
            let at = parties.binary_search(party).unwrap_or_default();
            u16::try_from(at).unwrap_or(u16::MAX)
        };
        let is_with = |a: &ActorId| {
            parties
                .iter()
                .map(|b| actors.are_allied(a, b, on))
                .collect()
        };
        let allies: Vec<Vec<bool>> = parties.iter().map(is_with).collect();
        let mut of_place: Vec<Option<Ballot>> = vec![None; numbers.len()];
        for one in control {
            let slot = numbers
                .get(&one.place.id)
                .and_then(|at| of_place.get_mut(*at));
            if let Some(slot) = slot.filter(|slot| slot.is_none()) {
                *slot = ballot(one, number, rules);
            }
        }
        let held: BTreeSet<&PlaceId> = control
            .iter()
            .filter(|one| one.state != ControlState::Unknown)
            .map(|one| &one.place.id)
            .collect();
        for (place, seen) in strongest(signs, |place| held.contains(place), on, rules) {
            if let Some(slot) = numbers.get(place).and_then(|at| of_place.get_mut(*at)) {
                let party = number(seen.party);
                *slot = with_sign(slot.take(), (party, seen), &allies, rules);
            }
        }
        let is_with = |a: &ActorId| {
            parties
                .iter()
                .map(|b| actors.are_allied(a, b, on))
                .collect()
        };
        Self {
            allies: parties.iter().map(is_with).collect(),
            parties,
            of_place,
        }
    }
}

fn parties(control: &[PlaceControl], signs: &[Sign]) -> Vec<ActorId> {
    let mut found: Vec<ActorId> = Vec::new();
    for one in control {
        match &one.state {
            ControlState::Held { holder } | ControlState::Claimed { holder, .. } => {
                found.push(holder.clone());
            }
            ControlState::Besieged { holder, by } => found.extend([holder.clone(), by.clone()]),
            ControlState::Contested { parties } => found.extend(parties.iter().cloned()),
            ControlState::Unknown => {}
        }
    }
    found.extend(signs.iter().map(|sign| sign.party.clone()));
    found.sort();
    found.dedup();
    found
}

fn ballot(
    control: &PlaceControl,
    number: impl Fn(&ActorId) -> u16,
    rules: &AreaRules,
) -> Option<Ballot> {
    let plain = Weight::of(control.confidence.get(), rules);
    let is_unchecked = control.state.is_unchecked() || control.rests_on_unchecked_opening();
    let (basis, weight) = if is_unchecked {
        (Basis::Unchecked, plain.times(rules.opening_unchecked))
    } else if matches!(control.state, ControlState::Claimed { .. }) {
        (Basis::OneSide, plain)
    } else {
        (Basis::Held, plain)
    };
    let side = |party: &ActorId| Side {
        party: number(party),
        basis,
        weight,
    };
    Some(match &control.state {
        ControlState::Held { holder } | ControlState::Claimed { holder, .. } => {
            Ballot::Holder(side(holder))
        }
        ControlState::Contested { parties } => {
            let mut parties: Vec<u16> = parties.iter().map(number).collect();
            parties.sort_unstable();
            Ballot::Fight {
                parties,
                basis,
                weight,
            }
        }
        ControlState::Besieged { holder, by } => Ballot::Siege {
            holder: side(holder),
            by: side(by),
            is_said: !is_unchecked,
        },
        ControlState::Unknown => return None,
    })
}

/// The strongest sign of a place.
#[derive(Debug, Clone, Copy)]
struct Seen<'s> {
    party: &'s ActorId,
    kind: SignKind,
    /// Its share of a held place's vote.
    weight: f64,
}

/// What a place says with a sign. Where a claim says who holds it, only one says more: that another holds the land
/// around it.
fn with_sign(
    said: Option<Ballot>,
    (party, seen): (u16, Seen<'_>),
    allies: &[Vec<bool>],
    rules: &AreaRules,
) -> Option<Ballot> {
    let is_with = |holder: u16| {
        let with = allies.get(usize::from(holder));
        holder == party || with.and_then(|with| with.get(usize::from(party))) == Some(&true)
    };
    let seen_there = Side {
        party,
        basis: Basis::Sign,
        weight: Weight::of(seen.weight, rules).times(seen.weight),
    };
    match said {
        None => Some(Ballot::Holder(seen_there)),
        Some(Ballot::Holder(holder))
            if seen.kind == SignKind::Surroundings && !is_with(holder.party) =>
        {
            Some(Ballot::Siege {
                holder,
                by: seen_there,
                is_said: false,
            })
        }
        said => said,
    }
}

/// The strongest sign of each place of which no claim says who holds it, and of the others the strongest one of who
/// holds the land around; of equals the later, then the first by party and kind. Signs older than the rules' days are
/// none.
fn strongest<'s>(
    signs: &'s [Sign],
    is_held: impl Fn(&PlaceId) -> bool,
    on: Date,
    rules: &AreaRules,
) -> BTreeMap<&'s PlaceId, Seen<'s>> {
    let of_sign = &rules.signs;
    let mut found: BTreeMap<&PlaceId, Seen<'_>> = BTreeMap::new();
    let age = |sign: &Sign| (on - sign.day).get_days();
    let counts = |sign: &&Sign| {
        (0..=of_sign.days).contains(&age(sign))
            && (sign.kind == SignKind::Surroundings || !is_held(&sign.place))
    };
    let mut ordered: Vec<&Sign> = signs.iter().filter(counts).collect();
    ordered.sort_by(|a, b| {
        let key = |sign: &Sign| (sign.party.clone(), sign.kind);
        b.day.cmp(&a.day).then_with(|| key(a).cmp(&key(b)))
    });
    for sign in ordered {
        let plain = match sign.kind {
            SignKind::Presence => of_sign.presence,
            SignKind::Surroundings => of_sign.surroundings,
            SignKind::Movement => of_sign.movement,
        };
        let seen = Seen {
            party: &sign.party,
            kind: sign.kind,
            weight: plain * 0.5_f64.powf(f64::from(age(sign)) / of_sign.half_life_days),
        };
        let best = found.entry(&sign.place).or_insert(seen);
        if seen.weight > best.weight {
            *best = seen;
        }
    }
    found
}
