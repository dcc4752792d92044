//! The sentences of an answer, in one place, so that another language is another set of them.
//!
//! A sentence says what follows from the record under the stated assumptions. It never says what will happen and
//! never what to do.

use marsad_domain::{Reach, TriedWay};

use crate::question::{CutOffQuestion, HeldAs, Passes};

/// How many names a sentence lists before it says how many more there are.
const NAMES: usize = 6;

/// Sentences with `{names}` to fill in.
#[derive(Debug)]
pub(crate) struct Wording {
    pub(crate) notice: &'static str,
    pub(crate) headline: &'static str,
    pub(crate) change: &'static str,
    pub(crate) no_change: &'static str,
    pub(crate) was: &'static str,
    pub(crate) connections: &'static str,
    pub(crate) severed: &'static str,
    pub(crate) unchanged: &'static str,
    pub(crate) longer: &'static str,
    pub(crate) gained: &'static str,
    pub(crate) never: &'static str,
    pub(crate) tried: &'static str,
    pub(crate) tried_holds: &'static str,
    pub(crate) tried_blocked: &'static str,
    pub(crate) way_holds: &'static str,
    pub(crate) added_longer: &'static str,
    pub(crate) added_shorter: &'static str,
    pub(crate) way_blocked: &'static str,
    pub(crate) no_road: &'static str,
    pub(crate) broken: &'static str,
    pub(crate) none_broken: &'static str,
    pub(crate) broken_road: &'static str,
    pub(crate) cut_off: &'static str,
    pub(crate) none_cut_off: &'static str,
    pub(crate) with_hubs: &'static str,
    pub(crate) without_hub: &'static str,
    pub(crate) people: &'static str,
    pub(crate) people_unknown: &'static str,
    pub(crate) parts: &'static str,
    pub(crate) part: &'static str,
    pub(crate) part_hubs: &'static str,
    pub(crate) assumptions: &'static str,
    pub(crate) ranking: &'static str,
    pub(crate) rank: &'static str,
    pub(crate) none_ranked: &'static str,
    pub(crate) more: &'static str,
    pub(crate) and: &'static str,
    pub(crate) state_held: &'static str,
    pub(crate) state_contested: &'static str,
    pub(crate) state_claimed: &'static str,
    pub(crate) state_claimed_before: &'static str,
    pub(crate) state_besieged: &'static str,
    pub(crate) state_unknown: &'static str,
    pub(crate) state_follows: &'static str,
    pub(crate) roads: &'static str,
    pub(crate) roads_home: &'static str,
    pub(crate) roads_abroad: &'static str,
    pub(crate) as_asked: &'static str,
    pub(crate) all_roads: &'static str,
    pub(crate) across_borders: &'static str,
    pub(crate) all_roads_across_borders: &'static str,
    pub(crate) needs_small_roads: &'static str,
    pub(crate) needs_border: &'static str,
    pub(crate) assume_ends: &'static str,
    pub(crate) assume_roads: &'static str,
    pub(crate) assume_rules: &'static str,
    pub(crate) passes_open: &'static str,
    pub(crate) passes_closed: &'static str,
    pub(crate) besieged_open: &'static str,
    pub(crate) claimed_before: &'static str,
    pub(crate) claimed_claimant: &'static str,
    pub(crate) claimed_nobody: &'static str,
    pub(crate) assume_near: &'static str,
    pub(crate) assume_along: &'static str,
    pub(crate) assume_open: &'static str,
    pub(crate) assume_abroad: &'static str,
    pub(crate) assume_lengths: &'static str,
    pub(crate) assume_off_roads: &'static str,
    pub(crate) follower: &'static str,
    pub(crate) blocked_place: &'static str,
}

static ENGLISH: Wording = Wording {
    notice: "INTERNAL - high sensitivity: routes and cut-off places stay at the desk.",
    headline: "As the record stands on {on}, if {changes}, then for {party}:",
    change: "{place} passes to {party}",
    no_change: "nothing changes hands",
    was: "{place} before the change: {state}.",
    connections: "Connections over {roads}",
    severed: "{from} - {to}: loses its last connection ({before} km before).",
    unchanged: "{from} - {to}: stays connected, {length} km.",
    longer: "{from} - {to}: stays connected by a detour of {length} km, {added} km longer: {way}.",
    gained: "{from} - {to}: becomes connected, {length} km: {way}.",
    never: "{from} - {to}: is not connected, before the change or after it.",
    tried: "Tried {reach}: {result}",
    tried_holds: "a way of {length} km holds",
    tried_blocked: "no way holds",
    way_holds: "a way of {length} km holds{added}: {way}.",
    added_longer: ", {length} km longer than before",
    added_shorter: ", {length} km shorter than before",
    way_blocked: "{length} km, blocked at {blocks}: {way}.",
    no_road: "the network has no such road",
    broken: "Roads that break ({count})",
    none_broken: "No road breaks.",
    broken_road: "{from} - {to} ({road}, {length} km)",
    cut_off: "Places cut off from the largest part of the network ({count}; {people})",
    none_cut_off: "No place is cut off from the largest part of the network.",
    with_hubs: "Still connected with {hubs}: {places}.",
    without_hub: "Connected with no hub: {places}.",
    people: "at least {people} people",
    people_unknown: "population not known",
    parts: "Connected parts of the network: {before} before, {after} after",
    part: "{largest} and around: places: {places}, {people}{hubs}.",
    part_hubs: "; hubs: {hubs}",
    assumptions: "Assumptions",
    ranking: "As the record stands on {on}, what would break for {party} if one place alone passed to its enemies",
    rank: "{number}. {place}: {pairs} pairs of other places lose their connection; {pieces} pieces remain; outside the largest: {people}.",
    none_ranked: "No single place carries a connection between others.",
    more: "and {count} more",
    and: " and ",
    state_held: "held by {party}",
    state_contested: "contested by {parties}",
    state_claimed: "claimed by {party}",
    state_claimed_before: "claimed by {party}, before that {before}",
    state_besieged: "held by {party}, besieged by {by}",
    state_unknown: "holder unknown",
    state_follows: "{state}, follows {place}",
    roads: "{classes} roads, {borders}",
    roads_home: "within the country",
    roads_abroad: "across borders too",
    as_asked: "the roads asked for",
    all_roads: "roads of every class",
    across_borders: "roads across borders",
    all_roads_across_borders: "roads of every class and across borders",
    needs_small_roads: "smaller roads",
    needs_border: "a border crossing",
    assume_ends: "A road can be used where {party}, or an ally of it on {on}, holds both of its ends.",
    assume_roads: "Roads that count: {roads}.",
    assume_rules: "Contested places {contested}; places whose holder is unknown {unknown}; places under siege {besieged}; a place that one side alone claims {claimed}.",
    passes_open: "let the party pass",
    passes_closed: "let nobody pass",
    besieged_open: "let their holder pass",
    claimed_before: "counts as held by who held it before",
    claimed_claimant: "counts as held by who claims it",
    claimed_nobody: "counts as held by nobody",
    assume_near: "Road nodes within the stated radius of a place follow it ({count}): {names}.",
    assume_along: "Places whose holder nobody states follow the nearest place along the road, up to {reach} km ({count}): {names}.",
    assume_open: "Places whose holder nobody states and that lie farther than that count as unknown ({count}): {names}.",
    assume_abroad: "Places abroad let everybody pass.",
    assume_lengths: "Lengths are by road as the network states them. People are counted where the population is known: every sum is a lower bound.",
    assume_off_roads: "No road of the network reaches {names}.",
    follower: "{place} ({leader})",
    blocked_place: "{place} ({state})",
};

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
    pub(crate) fn english() -> &'static Self {
        &ENGLISH
    }

    /// Which roads were tried.
    pub(crate) fn reach(&self, reach: Reach) -> &'static str {
        match reach {
            Reach::AsAsked => self.as_asked,
            Reach::AllRoads => self.all_roads,
            Reach::AcrossBorders => self.across_borders,
            Reach::AllRoadsAcrossBorders => self.all_roads_across_borders,
        }
    }

    /// What a way needs beyond the roads asked for.
    pub(crate) fn needs(&self, reach: Reach) -> Vec<String> {
        let list: &[&str] = match reach {
            Reach::AsAsked => &[],
            Reach::AllRoads => &[self.needs_small_roads],
            Reach::AcrossBorders => &[self.needs_border],
            Reach::AllRoadsAcrossBorders => &[self.needs_small_roads, self.needs_border],
        };
        list.iter().map(|&need| need.to_owned()).collect()
    }

    /// A way that was tried, in short.
    pub(crate) fn tried_in_short(&self, tried: &TriedWay) -> String {
        let result = match &tried.way {
            Some(way) => fill(self.tried_holds, &[("length", &kilometres(way.length.0))]),
            None if tried.blocked.is_empty() => self.no_road.to_owned(),
            None => self.tried_blocked.to_owned(),
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
            self.roads_abroad
        } else {
            self.roads_home
        };
        fill(
            self.roads,
            &[("classes", &classes.join(", ")), ("borders", borders)],
        )
    }

    /// What lets the party pass.
    pub(crate) fn rules(&self, question: &CutOffQuestion) -> String {
        let passage = &question.passage;
        let word = |passes| match passes {
            Passes::Open => self.passes_open,
            Passes::Closed => self.passes_closed,
        };
        let besieged = match passage.besieged {
            Passes::Open => self.besieged_open,
            Passes::Closed => self.passes_closed,
        };
        let claimed = match passage.claimed {
            HeldAs::Before => self.claimed_before,
            HeldAs::Claimant => self.claimed_claimant,
            HeldAs::Nobody => self.claimed_nobody,
        };
        fill(
            self.assume_rules,
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
            return self.people_unknown.to_owned();
        }
        fill(self.people, &[("people", &count.to_string())])
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
        format!("{shown} {}", fill(self.more, &[("count", &count)]))
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
