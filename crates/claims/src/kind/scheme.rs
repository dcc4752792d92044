//! Schemes of kinds: whose classes the rules rank.

use marsad_domain::{Actors, Claim};
use serde::de::DeserializeOwned;

/// How much more the first claim weighs.
const FIRST: f64 = 1.2;

/// A kind of a scheme, named in rules by what the codebook calls it, in codebook order.
pub trait KindScheme: Copy + Ord + DeserializeOwned {
    /// The kind of a report in which nothing says more, where the scheme has one.
    const NOTHING_SAID: Option<Self>;

    /// What one claim says about the kind of its report, with a weight.
    fn of_claim(claim: &Claim, actors: &Actors) -> Option<(Self, f64)>;
}

/// The kind that each claim speaks for, with a weight; claims that speak for none are left out.
pub(super) fn of_claims<K: KindScheme>(claims: &[Claim], actors: &Actors) -> Vec<(K, f64)> {
    claims
        .iter()
        .enumerate()
        .filter_map(|(order, claim)| {
            let (kind, weight) = K::of_claim(claim, actors)?;
            let early = if order == 0 { FIRST } else { 1.0 };
            Some((kind, weight * early))
        })
        .collect()
}
