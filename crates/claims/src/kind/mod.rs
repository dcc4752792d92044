//! What a whole report is about, in the kinds of a scheme: sub-event types, or the classes of PLOVER.
//!
//! What goes in: a report's text, its claims and the rules of the scheme (`kinds.toml`, `plover.toml`). What comes out:
//! the kinds with evidence, ranked, each with the rules that spoke for it. What it must not do: make claims, or fail on
//! any text.

mod cues;
mod evidence;
mod plover_evidence;
mod rule_error;
mod rules;
mod scheme;
mod weighing;

use std::collections::BTreeMap;

use marsad_domain::{Actors, Claim, Probability, SubEvent};

pub use rule_error::KindRuleError;
pub use rules::KindRules;
pub use scheme::KindScheme;

/// A kind with its share of the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedKind<K = SubEvent> {
    /// The kind.
    pub kind: K,
    /// Its share among the kinds found, 0 to 1.
    pub score: Probability,
    /// The ids of the rules that speak for it, in the order of the rules; none where claims alone do.
    pub reasons: Vec<String>,
}

/// What speaks for one kind.
#[derive(Debug, Default)]
struct Evidence {
    weight: f64,
    reasons: Vec<String>,
}

/// The kinds of one report, the best first; where nothing says more, the scheme's kind for that alone, if it has one.
///
/// Phrases of the text weigh as the rules say, claims of the report add to them, and last the rules of precedence
/// lower the kinds that a more specific one takes in. Ties are in codebook order.
#[must_use]
pub fn kinds_of<K: KindScheme>(
    text: &str,
    claims: &[Claim],
    rules: &KindRules<K>,
    actors: &Actors,
) -> Vec<RankedKind<K>> {
    let mut found: BTreeMap<K, Evidence> = BTreeMap::new();
    if let Some(kind) = K::NOTHING_SAID {
        found.entry(kind).or_default().weight = rules.nothing_said();
    }
    for (rule, weight) in rules.fired(text) {
        let evidence = found.entry(rule.kind).or_default();
        evidence.weight += weight;
        evidence.reasons.push(rule.id.clone());
    }
    for (kind, weight) in scheme::of_claims(claims, actors) {
        found.entry(kind).or_default().weight += weight * rules.weight_of_claims();
    }
    for precedence in rules.precedence() {
        let rules_here = found
            .get(&precedence.kind)
            .is_some_and(|evidence| evidence.weight >= precedence.at_least);
        if rules_here {
            for kind in &precedence.over {
                if let Some(evidence) = found.get_mut(kind) {
                    evidence.weight *= precedence.times;
                }
            }
        }
    }
    ranked(found)
}

fn ranked<K: Copy + Ord>(found: BTreeMap<K, Evidence>) -> Vec<RankedKind<K>> {
    let total: f64 = found.values().map(|evidence| evidence.weight).sum();
    let mut ranked: Vec<RankedKind<K>> = found
        .into_iter()
        .filter(|(_, evidence)| evidence.weight > 0.0)
        .map(|(kind, evidence)| RankedKind {
            kind,
            score: Probability::clamped(evidence.weight / total),
            reasons: evidence.reasons,
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.score
            .get()
            .total_cmp(&a.score.get())
            .then(a.kind.cmp(&b.kind))
    });
    ranked
}
