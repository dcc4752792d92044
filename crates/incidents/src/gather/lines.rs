//! Why claims are together, and what a person should look at.

use std::collections::BTreeMap;

use super::{Grey, incident_id};
use crate::{
    bundle::Mention,
    canonical::Placed,
    link::{Link, Linked},
};

/// One line for every mention that joined.
pub(super) fn link_lines(
    links: &[Link],
    mentions: &[Mention],
    ordered: &[Placed<'_>],
) -> Vec<String> {
    let line = |link: &Link| {
        let claim = ordered[mentions[link.record as usize][0]].claim.id.short();
        let decided = if link.is_decided {
            "decided by a person; "
        } else {
            ""
        };
        match link.bits {
            Some(bits) => format!("{claim}: {decided}{}", bits.explain()),
            None => format!("{claim}: {decided}brought together by a later mention"),
        }
    };
    links.iter().map(line).collect()
}

pub(super) fn unsure_links(
    linked: &Linked,
    mentions: &[Mention],
    ordered: &[Placed<'_>],
) -> Vec<Grey> {
    let claim = |record: u32| ordered[mentions[record as usize][0]].claim.id;
    let firsts: BTreeMap<u32, u32> = linked
        .incidents
        .iter()
        .flat_map(|members| members.iter().map(|record| (*record, members[0])))
        .collect();
    linked
        .unsure
        .iter()
        .map(|unsure| Grey {
            claim: claim(unsure.record),
            incident: firsts
                .get(&unsure.incident)
                .map(|first| incident_id(&claim(*first))),
            bits: Some(unsure.bits),
            reason: unsure.doubt.reason().to_owned(),
        })
        .collect()
}
