//! The likely interval of totals over incidents of claims.

use std::collections::BTreeMap;

use marsad_domain::{Counted, LikelyInterval, Stance, TotalScope};

use super::{
    Draws, Ground,
    scope::{Bounds, Standing},
    simulate::{Laws, Simulation},
    uncertain::clusters,
};
use crate::{count::law::TailHalves, figures::laws, gather::incident_of};

/// The likely interval of each kind of count over the incidents inside a scope.
pub(super) fn likely(
    ground: &Ground<'_>,
    scope: &TotalScope,
    draws: Draws,
) -> BTreeMap<Counted, LikelyInterval> {
    let known = ground.known;
    let clusters = clusters(ground.linked, ground.links, ground.bounds);
    let answers = answers(ground);
    let bounds = Bounds::from(scope);
    let recount = |mentions: &[u32]| -> Laws {
        let claims = claims_of(mentions, ground, &answers);
        let incident = incident_of(&claims, Vec::new(), ground.ordered, ground.originals, known);
        match incident.map(|incident| bounds.standing(&incident, known)) {
            Some(Standing::Inside) => laws(&claims, ground.ordered, ground.originals, known),
            Some(Standing::Straddles(_) | Standing::Outside) | None => Laws::new(),
        }
    };
    let name_of = |mention: u32| {
        let claim = ground
            .mentions
            .get(mention as usize)
            .and_then(|mention| ground.ordered.get(*mention.first()?));
        claim.map_or_else(String::new, |placed| placed.claim.id.to_string())
    };
    let simulation = Simulation {
        clusters: &clusters,
        recount,
        name_of,
        draws,
        tail: TailHalves(known.rules.counting.likely.tail_halves()),
    };
    simulation.run()
}

/// The claims that deny or take back something, by the mention that they stay with: one of the same voice, else the
/// first of the incident.
fn answers(ground: &Ground<'_>) -> BTreeMap<u32, Vec<usize>> {
    let mut answers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (mentions, claims) in ground.linked.incidents.iter().zip(ground.members) {
        for at in claims {
            let Some(answer) = ground.ordered.get(*at) else {
                continue;
            };
            if answer.claim.stance == Stance::Asserted {
                continue;
            }
            let voice = ground.originals.voice_of(answer).source;
            let is_its_own = |mention: &&u32| {
                let claims = ground.mentions.get(**mention as usize);
                claims
                    .into_iter()
                    .flatten()
                    .filter_map(|at| ground.ordered.get(*at))
                    .any(|placed| ground.originals.voice_of(placed).source == voice)
            };
            let home = mentions.iter().find(is_its_own).or(mentions.first());
            if let Some(home) = home {
                answers.entry(*home).or_default().push(*at);
            }
        }
    }
    answers
}

/// The claims of some mentions and of what answers them, in canonical order.
fn claims_of(
    mentions: &[u32],
    ground: &Ground<'_>,
    answers: &BTreeMap<u32, Vec<usize>>,
) -> Vec<usize> {
    let told = mentions
        .iter()
        .filter_map(|mention| ground.mentions.get(*mention as usize))
        .flatten();
    let answered = mentions
        .iter()
        .filter_map(|mention| answers.get(mention))
        .flatten();
    let mut claims: Vec<usize> = told.chain(answered).copied().collect();
    claims.sort_unstable();
    claims
}
