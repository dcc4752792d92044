//! The claims and decisions that a person means by what was typed.

use std::collections::BTreeMap;

use anyhow::Result;
use marsad_domain::{Claim, ClaimId, Digest32, Incident, Taken};
use marsad_incidents::incident_id;

use crate::{desk::Desk, inquiry::Inquiry};

/// Fewer letters of an id than these say too little.
const SHORTEST: usize = 4;

/// Claims by what they were named with: each by itself, or those of an incident.
pub(super) struct Named<'a> {
    groups: Vec<Vec<&'a Claim>>,
}

impl<'a> Named<'a> {
    /// Finds the claims. An id that an incident had before it was merged still leads to it.
    pub(super) fn find(
        ids: &[String],
        inquiry: &'a Inquiry,
        incidents: &[Incident],
        desk: &Desk,
    ) -> Result<Self> {
        let situation = &inquiry.situation;
        let claims: BTreeMap<ClaimId, &Claim> = situation
            .claims
            .iter()
            .chain(&situation.rejected)
            .map(|claim| (claim.id, claim))
            .collect();
        let groups: Result<Vec<_>> = ids
            .iter()
            .map(|id| group(id, &claims, incidents, desk))
            .collect();
        Ok(Self { groups: groups? })
    }

    /// Every claim that was named, each once.
    pub(super) fn all(&self) -> Vec<&'a Claim> {
        once(self.groups.iter().flatten().copied())
    }

    /// One claim for each name: enough to speak for its incident.
    pub(super) fn first_of_each(&self) -> Vec<&'a Claim> {
        once(
            self.groups
                .iter()
                .filter_map(|group| group.first().copied()),
        )
    }
}

fn once<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<&'a Claim> {
    let mut found: Vec<&Claim> = Vec::new();
    for claim in claims {
        if !found.iter().any(|other| other.id == claim.id) {
            found.push(claim);
        }
    }
    found
}

fn group<'a>(
    id: &str,
    claims: &BTreeMap<ClaimId, &'a Claim>,
    incidents: &[Incident],
    desk: &Desk,
) -> Result<Vec<&'a Claim>> {
    let word = id.to_lowercase();
    let begins = |id: String| word.len() >= SHORTEST && id.starts_with(&word);
    let mut found: BTreeMap<String, Vec<&'a Claim>> = claims
        .values()
        .filter(|claim| begins(claim.id.to_string()))
        .map(|claim| (claim.id.to_string(), vec![*claim]))
        .collect();
    for incident in incidents {
        let is_meant = incident
            .claims
            .iter()
            .any(|claim| begins(incident_id(claim).to_string()));
        if is_meant {
            let members = incident.claims.iter().filter_map(|id| claims.get(id));
            found.insert(incident.id.to_string(), members.copied().collect());
        }
    }
    if found.len() > 1 {
        let ids: Vec<&str> = found.keys().map(String::as_str).collect();
        let values: &[(&str, &dyn std::fmt::Display)] = &[("id", &id), ("ids", &ids.join(", "))];
        return Err(desk.refuse("several-ids", values).into());
    }
    found
        .into_values()
        .next()
        .ok_or_else(|| desk.refuse("no-id", &[("id", &id)]).into())
}

/// The decision of a number, with or without `#`, or of the beginning of a hash.
pub(super) fn decision(word: &str, taken: &[Taken], desk: &Desk) -> Result<Digest32> {
    let number: Option<u64> = word.trim_start_matches('#').parse().ok();
    let is_meant = |one: &&Taken| {
        number == Some(one.number)
            || (word.len() >= SHORTEST && one.id.to_string().starts_with(&word.to_lowercase()))
    };
    taken
        .iter()
        .find(is_meant)
        .map(|one| one.id)
        .ok_or_else(|| desk.refuse("no-decision", &[("id", &word)]).into())
}
