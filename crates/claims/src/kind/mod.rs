//! What a whole report is about, in sub-event types.
//!
//! What goes in: a report's text, its claims and the rules of `kinds.toml`. What comes out: the types with evidence,
//! ranked, each with the rules that spoke for it. What it must not do: make claims, or fail on any text.

mod cues;
mod evidence;
mod rules;

use std::collections::BTreeMap;

use marsad_domain::{ActorId, Claim, Probability, SubEvent};

pub use rules::{KindRuleError, KindRules};

/// A sub-event type with its share of the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedKind {
    /// The type.
    pub kind: SubEvent,
    /// Its share among the types found, 0 to 1.
    pub score: Probability,
    /// The ids of the rules that speak for it, in the order of the rules; none where claims alone do.
    pub reasons: Vec<String>,
}

/// What speaks for one type.
#[derive(Debug, Default)]
struct Evidence {
    weight: f64,
    reasons: Vec<String>,
}

/// The sub-event types of one report, the best first; "Other" where nothing says more.
///
/// Phrases of the text weigh as the rules say, claims of the report add to them, and last the rules of precedence
/// lower the types that a more specific one takes in. Ties are in codebook order.
#[must_use]
pub fn kinds_of(
    text: &str,
    claims: &[Claim],
    rules: &KindRules,
    is_state: impl Fn(&ActorId) -> bool,
) -> Vec<RankedKind> {
    let mut found: BTreeMap<SubEvent, Evidence> = BTreeMap::new();
    found.entry(SubEvent::Other).or_default().weight = rules.nothing_said();
    for (rule, weight) in rules.fired(text) {
        let evidence = found.entry(rule.kind).or_default();
        evidence.weight += weight;
        evidence.reasons.push(rule.id.clone());
    }
    for (kind, weight) in evidence::of_claims(claims, &is_state) {
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

fn ranked(found: BTreeMap<SubEvent, Evidence>) -> Vec<RankedKind> {
    let total: f64 = found.values().map(|evidence| evidence.weight).sum();
    let mut ranked: Vec<RankedKind> = found
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
