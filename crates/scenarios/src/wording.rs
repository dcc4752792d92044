//! The sentences of an answer, as values that are handed in, so that another language is another set of them.
//!
//! A sentence says what follows from the record under the stated assumptions. It never says what will happen and
//! never what to do.

use marsad_domain::{Reach, TriedWay};
use serde::Deserialize;

use crate::question::{CutOffQuestion, HeldAs, Passes};

/// How many names a sentence lists before it says how many more there are.
const NAMES: usize = 6;

/// Sentences with `{names}` to fill in, by keys such as `no-change`. All of them must be there, and no others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wording {
    pub(crate) notice: String,
    pub(crate) headline: String,
    pub(crate) change: String,
    pub(crate) no_change: String,
    pub(crate) was: String,
    pub(crate) connections: String,
    pub(crate) severed: String,
    pub(crate) unchanged: String,
    pub(crate) longer: String,
    pub(crate) gained: String,
    pub(crate) never: String,
    pub(crate) tried: String,
    pub(crate) tried_holds: String,
    pub(crate) tried_blocked: String,
    pub(crate) way_holds: String,
    pub(crate) added_longer: String,
    pub(crate) added_shorter: String,
    pub(crate) way_blocked: String,
    pub(crate) no_road: String,
    pub(crate) broken: String,
    pub(crate) none_broken: String,
    pub(crate) broken_road: String,
    pub(crate) cut_off: String,
    pub(crate) none_cut_off: String,
    pub(crate) with_hubs: String,
    pub(crate) without_hub: String,
    pub(crate) people: String,
    pub(crate) people_unknown: String,
    pub(crate) parts: String,
    pub(crate) part: String,
    pub(crate) part_hubs: String,
    pub(crate) assumptions: String,
    pub(crate) ranking: String,
    pub(crate) rank: String,
    pub(crate) none_ranked: String,
    pub(crate) more: String,
    pub(crate) and: String,
    pub(crate) state_held: String,
    pub(crate) state_contested: String,
    pub(crate) state_claimed: String,
    pub(crate) state_claimed_before: String,
    pub(crate) state_unchecked: String,
    pub(crate) state_besieged: String,
    pub(crate) state_unknown: String,
    pub(crate) state_follows: String,
    pub(crate) roads: String,
    pub(crate) roads_home: String,
    pub(crate) roads_abroad: String,
    pub(crate) as_asked: String,
    pub(crate) all_roads: String,
    pub(crate) across_borders: String,
    pub(crate) all_roads_across_borders: String,
    pub(crate) needs_small_roads: String,
    pub(crate) needs_border: String,
    pub(crate) assume_ends: String,
    pub(crate) assume_roads: String,
    pub(crate) assume_rules: String,
    pub(crate) passes_open: String,
    pub(crate) passes_closed: String,
    pub(crate) besieged_open: String,
    pub(crate) claimed_before: String,
    pub(crate) claimed_claimant: String,
    pub(crate) claimed_nobody: String,
    pub(crate) assume_unchecked: String,
    pub(crate) assume_near: String,
    pub(crate) assume_along: String,
    pub(crate) assume_open: String,
    pub(crate) assume_abroad: String,
    pub(crate) assume_lengths: String,
    pub(crate) assume_off_roads: String,
    pub(crate) follower: String,
    pub(crate) blocked_place: String,
}

/// Fills `{names}` of a sentence. A name without a value stays as it is, so that a fault can be seen.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            text.push_str(value);
        } else {
            text.extend(["{", name, "}"]);
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// The same with values that were made for the sentence.
pub(crate) fn filled(sentence: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fill(sentence, &values)
}

impl Wording {
    /// Which roads were tried.
    pub(crate) fn reach(&self, reach: Reach) -> &str {
        match reach {
            Reach::AsAsked => &self.as_asked,
            Reach::AllRoads => &self.all_roads,
            Reach::AcrossBorders => &self.across_borders,
            Reach::AllRoadsAcrossBorders => &self.all_roads_across_borders,
        }
    }

    /// What a way needs beyond the roads asked for.
    pub(crate) fn needs(&self, reach: Reach) -> Vec<String> {
        let list: &[&String] = match reach {
            Reach::AsAsked => &[],
            Reach::AllRoads => &[&self.needs_small_roads],
            Reach::AcrossBorders => &[&self.needs_border],
            Reach::AllRoadsAcrossBorders => &[&self.needs_small_roads, &self.needs_border],
        };
        list.iter().map(|need| (*need).clone()).collect()
    }

    /// A way that was tried, in short.
    pub(crate) fn tried_in_short(&self, tried: &TriedWay) -> String {
        let result = match &tried.way {
            Some(way) => fill(&self.tried_holds, &[("length", &kilometres(way.length.0))]),
            None if tried.blocked.is_empty() => self.no_road.clone(),
            None => self.tried_blocked.clone(),
        };
        format!("{}: {result}", self.reach(tried.reach))
    }

    /// The roads of a question.
    pub(crate) fn roads_of(&self, question: &CutOffQuestion) -> String {
        let classes: Vec<&str> = question
            .roads
            .classes
            .iter()
            .map(|class| class.name())
            .collect();
        let borders = if question.roads.across_borders {
            &self.roads_abroad
        } else {
            &self.roads_home
        };
        fill(
            &self.roads,
            &[("classes", &classes.join(", ")), ("borders", borders)],
        )
    }

    /// What lets the party pass.
    pub(crate) fn rules(&self, question: &CutOffQuestion) -> String {
        let passage = &question.passage;
        let word = |passes| match passes {
            Passes::Open => &self.passes_open,
            Passes::Closed => &self.passes_closed,
        };
        let besieged = match passage.besieged {
            Passes::Open => &self.besieged_open,
            Passes::Closed => &self.passes_closed,
        };
        let claimed = match passage.claimed {
            HeldAs::Before => &self.claimed_before,
            HeldAs::Claimant => &self.claimed_claimant,
            HeldAs::Nobody => &self.claimed_nobody,
        };
        fill(
            &self.assume_rules,
            &[
                ("contested", word(passage.contested)),
                ("unknown", word(passage.unknown)),
                ("besieged", besieged),
                ("claimed", claimed),
            ],
        )
    }

    /// A number of people, as far as known.
    pub(crate) fn people_of(&self, count: u64) -> String {
        if count == 0 {
            return self.people_unknown.clone();
        }
        fill(&self.people, &[("people", &count.to_string())])
    }

    /// A list of names, shortened.
    pub(crate) fn names(&self, names: &[String]) -> String {
        self.first(names, NAMES)
    }

    /// The first so many of a list, and how many more there are.
    pub(crate) fn first(&self, names: &[String], most: usize) -> String {
        let shown = names
            .iter()
            .take(most)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        if names.len() <= most {
            return shown;
        }
        let count = (names.len() - most).to_string();
        format!("{shown} {}", fill(&self.more, &[("count", &count)]))
    }
}

/// A length for people: whole kilometres from 10 on, one decimal below.
pub(crate) fn kilometres(length: f64) -> String {
    if length.abs() >= 10.0 {
        format!("{length:.0}")
    } else {
        format!("{length:.1}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_once_and_shows_what_is_missing() {
        assert_eq!(
            fill("{a} and {b}{c", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2{c"
        );
        assert_eq!(fill("{missing}", &[]), "{missing}");
    }

    #[test]
    fn lengths_read_well() {
        assert_eq!(kilometres(9.96), "10.0");
        assert_eq!(kilometres(161.4), "161");
    }
}
