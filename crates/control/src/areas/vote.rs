//! The vote of the places around each cell.

use super::{
    evidence::{Ballot, Ballots, Basis, Side, Weight},
    ground::{LEAST_CELLS, Terrain, UNITS, units},
    near::Near,
    rules::AreaRules,
};

/// The state of a cell; parties by number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CellState {
    /// Not of the theatre.
    Outside,
    /// Nobody is known to hold it.
    Unknown,
    Held(u16),
    OneSide(u16),
    Unchecked(u16),
    Siege(u16, u16),
    /// Somebody says that these fight.
    Fight(Vec<u16>),
    /// Two holders meet; nobody says that they fight.
    Between(u16, u16),
}

/// What was found of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub(super) state: CellState,
    /// Who has most votes, also where it is contested.
    pub(super) leader: Option<u16>,
    pub(super) confidence: f64,
}

/// Votes at every cost, so that no power is taken for a cell.
pub(super) struct Kernels {
    wide: Vec<f32>,
    narrow: Vec<f32>,
    fade: Vec<f32>,
    siege: u16,
}

impl Kernels {
    pub(super) fn of(rules: &AreaRules, side_km: f64) -> Self {
        let reach = units(rules.reach_km);
        #[expect(clippy::cast_possible_truncation, reason = "a weight of a vote")]
        let table = |weight: &dyn Fn(f64) -> f64| -> Vec<f32> {
            (0..=reach)
                .map(|cost| weight(f64::from(cost) / UNITS) as f32)
                .collect()
        };
        Self {
            wide: table(&|km| (km + rules.near_km).powf(-rules.holder_power)),
            narrow: table(&|km| (km + rules.near_km).powf(-rules.contested_power)),
            fade: table(&|km| 0.5_f64.powf(km / rules.confidence_half_km)),
            siege: units(rules.siege_km.max(LEAST_CELLS * side_km)),
        }
    }

    fn at(table: &[f32], cost: u16) -> f32 {
        table.get(usize::from(cost)).copied().unwrap_or_default()
    }
}

/// What one party has on a cell.
#[derive(Debug, Clone, Copy, Default)]
struct Mass {
    all: f32,
    /// Votes times the weight of the places that they come from.
    sure: f32,
    one_side: f32,
    unchecked: f32,
    besieged: f32,
    by: u16,
    /// Cost to its nearest place.
    nearest: Option<u16>,
}

/// Counts votes, keeping its memory from cell to cell.
pub(super) struct Counter<'b> {
    ballots: &'b Ballots,
    kernels: Kernels,
    masses: Vec<Mass>,
    seen: Vec<u16>,
}

impl<'b> Counter<'b> {
    pub(super) fn new(ballots: &'b Ballots, terrain: &Terrain) -> Self {
        Self {
            ballots,
            kernels: Kernels::of(&terrain.rules, terrain.grid.side),
            masses: vec![Mass::default(); ballots.parties.len()],
            seen: Vec::new(),
        }
    }

    /// The state of a cell.
    pub(super) fn judge(&mut self, terrain: &Terrain, near: &Near, cell: usize) -> Verdict {
        let unknown = |state| Verdict {
            state,
            leader: None,
            confidence: 0.0,
        };
        if !terrain.is_inside[cell] {
            return unknown(CellState::Outside);
        }
        if !terrain.is_inhabited[cell] {
            return unknown(CellState::Unknown);
        }
        let ballots = self.ballots;
        let said = near
            .around(cell)
            .filter_map(|(place, cost)| Some((ballots.of_place.get(place)?.as_ref()?, cost)))
            .take(terrain.rules.places);
        let mut fight: Option<&[u16]> = None;
        let (mut fought, mut narrow_all) = (0.0, 0.0);
        for (ballot, cost) in said {
            let narrow = Kernels::at(&self.kernels.narrow, cost);
            let trust = match ballot {
                Ballot::Fight { weight, .. } => weight.trust,
                Ballot::Holder(holder) | Ballot::Siege { holder, .. } => holder.weight.trust,
            };
            narrow_all += narrow * trust;
            if let Ballot::Fight { parties, .. } = ballot {
                fight.get_or_insert(parties);
                fought += narrow * trust;
            }
            self.add(ballot, cost);
        }
        let verdict = self.decide(&terrain.rules, fight, fought / narrow_all);
        for party in self.seen.drain(..) {
            self.masses[usize::from(party)] = Mass::default();
        }
        match (verdict, fight) {
            (Some(verdict), _) => verdict,
            // A fight of which nobody says who fights.
            (None, Some(parties)) => Verdict {
                state: CellState::Fight(parties.to_vec()),
                leader: None,
                confidence: 0.0,
            },
            (None, None) => unknown(CellState::Unknown),
        }
    }

    fn add(&mut self, ballot: &Ballot, cost: u16) {
        match ballot {
            Ballot::Holder(holder) => self.vote(*holder, None, cost),
            Ballot::Fight {
                parties,
                basis,
                weight,
            } => {
                #[expect(clippy::cast_precision_loss, reason = "a handful of parties")]
                let trust = weight.trust / parties.len().max(1) as f32;
                for party in parties {
                    let side = Side {
                        party: *party,
                        basis: *basis,
                        weight: Weight { trust, ..*weight },
                    };
                    self.vote(side, None, cost);
                }
            }
            Ballot::Siege {
                holder,
                by,
                is_said,
            } => {
                let is_near = cost <= self.kernels.siege;
                let side = if is_near { holder } else { by };
                let siege = (is_near && *is_said).then_some(by.party);
                self.vote(*side, siege, cost);
            }
        }
    }

    fn vote(&mut self, side: Side, siege: Option<u16>, cost: u16) {
        let Side {
            party,
            basis,
            weight: Weight { sure, trust },
        } = side;
        let Some(mass) = self.masses.get_mut(usize::from(party)) else {
            return;
        };
        if mass.nearest.is_none() {
            mass.nearest = Some(cost);
            self.seen.push(party);
        }
        let votes = Kernels::at(&self.kernels.wide, cost) * trust;
        mass.all += votes;
        mass.sure += votes * sure;
        match basis {
            Basis::Held => {}
            Basis::OneSide | Basis::Sign => mass.one_side += votes,
            Basis::Unchecked => mass.unchecked += votes,
        }
        if let Some(by) = siege {
            mass.besieged += votes;
            mass.by = by;
        }
    }

    /// What the votes come to; nothing where there are none.
    fn decide(&self, rules: &AreaRules, fight: Option<&[u16]>, fought: f32) -> Option<Verdict> {
        let standing = self.standing()?;
        let mass = self.masses.get(usize::from(standing.leader))?;
        let fade = Kernels::at(&self.kernels.fade, mass.nearest.unwrap_or(u16::MAX));
        let sure = f64::from(mass.sure / mass.all * fade);
        let fought = f64::from(fought);
        let of_both = f64::from(standing.of_both());
        let (state, right) =
            if let Some(parties) = fight.filter(|_| fought >= rules.contested_share) {
                let mut parties = parties.to_vec();
                parties.sort_unstable();
                (CellState::Fight(parties), fought)
            } else if let Some(next) = standing.next.filter(|_| of_both < rules.band_share) {
                let (one, other) = (standing.leader.min(next), standing.leader.max(next));
                (CellState::Between(one, other), of_both)
            } else {
                let share = f64::from(standing.of_leader / standing.all);
                (mass.state(standing.leader), rules.calibrated(share))
            };
        Some(Verdict {
            state,
            leader: Some(standing.leader),
            confidence: sure * right,
        })
    }

    /// Who has most votes with those that are with it, and who is next of the others.
    fn standing(&self) -> Option<Standing> {
        let mut seen = self.seen.clone();
        seen.sort_unstable();
        let of_party = |party: u16| {
            self.masses
                .get(usize::from(party))
                .map_or(0.0, |mass| mass.all)
        };
        let with = |party: u16, other: u16| {
            let with = self.ballots.allies.get(usize::from(party));
            party == other || with.and_then(|with| with.get(usize::from(other))) == Some(&true)
        };
        let side = |party: u16| -> f32 {
            let of_side = seen.iter().filter(|other| with(party, **other));
            of_side.map(|other| of_party(*other)).sum()
        };
        let best = |among: &mut dyn Iterator<Item = u16>| {
            let mut best: Option<(u16, (f32, f32))> = None;
            for party in among {
                let rank = (side(party), of_party(party));
                if best.is_none_or(|(_, other)| rank > other) {
                    best = Some((party, rank));
                }
            }
            best
        };
        // Who stands between two that are not with each other leads neither: of a side its largest party leads.
        let (first, _) = best(&mut seen.iter().copied())?;
        let of_side = seen.iter().copied().filter(|other| with(first, *other));
        let leader = of_side.fold(first, |most, other| {
            if of_party(other) > of_party(most) {
                other
            } else {
                most
            }
        });
        let of_leader = side(leader);
        let others = seen.iter().copied().filter(|other| !with(leader, *other));
        let next = best(&mut others.into_iter());
        let all: f32 = seen.iter().map(|party| of_party(*party)).sum();
        (of_party(leader) > 0.0).then_some(Standing {
            leader,
            of_leader,
            next: next.map(|(next, _)| next),
            of_next: next.map_or(0.0, |(_, (votes, _))| votes),
            all,
        })
    }
}

/// Who has most votes on a cell.
#[derive(Debug, Clone, Copy)]
struct Standing {
    leader: u16,
    /// Votes of the leader and of those that are with it.
    of_leader: f32,
    /// Who is next of those that are not.
    next: Option<u16>,
    of_next: f32,
    /// All votes.
    all: f32,
}

impl Standing {
    /// The share of the first in what the first and the next have.
    fn of_both(&self) -> f32 {
        self.of_leader / (self.of_leader + self.of_next)
    }
}

impl Mass {
    /// The state in which a party holds what rests on such votes: on what more than half of them rest.
    fn state(&self, party: u16) -> CellState {
        let half = self.all / 2.0;
        if self.besieged > half {
            CellState::Siege(party, self.by)
        } else if self.unchecked > half {
            CellState::Unchecked(party)
        } else if self.one_side + self.unchecked > half {
            CellState::OneSide(party)
        } else {
            CellState::Held(party)
        }
    }
}
