//! What people decided about claims, as the linkage takes it.

use std::collections::BTreeMap;

use marsad_domain::{ClaimId, Rulings};

use crate::{bundle::Mention, canonical::Placed, link::Bounds, parts::Parts};

/// What people decided about claims, as the bounds of their mentions.
pub(super) fn bounds_of(mentions: &[Mention], ordered: &[Placed<'_>], rulings: &Rulings) -> Bounds {
    if rulings.same.is_empty() && rulings.apart.is_empty() {
        return Bounds::default();
    }
    let homes: BTreeMap<ClaimId, u32> = (0u32..)
        .zip(mentions)
        .flat_map(|(home, mention)| mention.iter().map(move |at| (ordered[*at].claim.id, home)))
        .collect();
    // Groups that share a mention are one, for two claims of one mention may have been put into two groups.
    let mut parts = Parts::alone(u32::try_from(mentions.len()).unwrap_or(u32::MAX));
    for group in &rulings.same {
        let mut mentions = group.iter().filter_map(|claim| homes.get(claim).copied());
        if let Some(first) = mentions.next() {
            mentions.for_each(|other| parts.join(first, other));
        }
    }
    // No mention binds what is apart; only rulings that contradict themselves have such a pair within a group.
    let apart = rulings.apart.iter().filter_map(|(one, other)| {
        let (one, other) = (*homes.get(one)?, *homes.get(other)?);
        (parts.root(one) != parts.root(other)).then_some((one, other))
    });
    let apart = apart.collect();
    Bounds {
        apart,
        together: parts.groups(),
    }
}
