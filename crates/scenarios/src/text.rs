//! An answer as plain text.

use marsad_domain::{
    Actors, Block, Change, ControlState, CutOff, CutPair, CutPlace, Detour, PlaceRank, PlaceRef,
    RestsOn, TriedWay,
};

use crate::{
    question::CutOffQuestion,
    wording::{Wording, fill, filled, kilometres},
};

/// How many places and roads are listed before the text says how many more there are.
const LISTED: usize = 40;
/// How many connected parts are listed.
const PARTS: usize = 10;
/// How many of the places that block a way are listed.
const BLOCKS: usize = 4;
/// How many places of a blocked way are listed at its start and at its end, where it is long.
const WAY_ENDS: usize = 6;
/// How many places a ranking lists.
const RANKED: usize = 10;

/// The answer in sentences, for the desk.
#[must_use]
pub fn to_text(answer: &CutOff, question: &CutOffQuestion, actors: &Actors) -> String {
    let writer = Writer {
        words: &question.words,
        actors,
    };
    let mut lines = vec![
        writer.words.notice.clone(),
        String::new(),
        writer.headline(answer),
    ];
    lines.extend(
        answer
            .changed
            .iter()
            .map(|block| indent(1, &writer.was(block))),
    );
    writer.connections(answer, question, &mut lines);
    writer.broken(answer, &mut lines);
    writer.cut_places(answer, &mut lines);
    writer.parts(answer, &mut lines);
    lines.push(String::new());
    lines.push(writer.words.assumptions.clone());
    lines.extend(
        answer
            .scenario
            .assumptions
            .iter()
            .map(|sentence| indent(1, sentence)),
    );
    lines.join("\n") + "\n"
}

/// The ten places that matter most, in sentences.
#[must_use]
pub fn rank_to_text(ranks: &[PlaceRank], question: &CutOffQuestion, actors: &Actors) -> String {
    let words = &*question.words;
    let values = [
        ("on", question.on.to_string()),
        ("party", actors.label(&question.party).to_owned()),
    ];
    let mut lines = vec![
        words.notice.clone(),
        String::new(),
        filled(&words.ranking, &values),
    ];
    let breaking: Vec<&PlaceRank> = ranks
        .iter()
        .filter(|rank| rank.severed_pairs > 0)
        .take(RANKED)
        .collect();
    for (number, rank) in breaking.iter().enumerate() {
        let values = [
            ("number", (number + 1).to_string()),
            ("place", rank.place.name.to_string()),
            ("pairs", rank.severed_pairs.to_string()),
            ("pieces", rank.pieces.to_string()),
            ("people", words.people_of(rank.people_cut_off)),
        ];
        lines.push(indent(1, &filled(&words.rank, &values)));
    }
    if breaking.is_empty() {
        lines.push(indent(1, &words.none_ranked));
    }
    lines.join("\n") + "\n"
}

struct Writer<'a> {
    words: &'a Wording,
    actors: &'a Actors,
}

impl Writer<'_> {
    fn headline(&self, answer: &CutOff) -> String {
        let change = |change: &Change| {
            let block = answer
                .changed
                .iter()
                .find(|block| block.place.id == change.place);
            let place = block.map_or(change.place.as_str(), |block| block.place.name.as_str());
            let party = self.actors.label(&change.party);
            fill(&self.words.change, &[("place", place), ("party", party)])
        };
        let changes: Vec<String> = answer.scenario.changes.iter().map(change).collect();
        let changes = if changes.is_empty() {
            self.words.no_change.clone()
        } else {
            changes.join(self.words.and.as_str())
        };
        let values = [
            ("on", answer.scenario.on.to_string()),
            ("changes", changes),
            ("party", self.actors.label(&answer.party).to_owned()),
        ];
        filled(&self.words.headline, &values)
    }

    fn was(&self, block: &Block) -> String {
        let state = self.state(block);
        fill(
            &self.words.was,
            &[("place", &block.place.name), ("state", &state)],
        )
    }

    fn connections(&self, answer: &CutOff, question: &CutOffQuestion, lines: &mut Vec<String>) {
        if answer.pairs.is_empty() {
            return;
        }
        lines.push(String::new());
        let roads = self.words.roads_of(question);
        lines.push(fill(&self.words.connections, &[("roads", &roads)]));
        for pair in &answer.pairs {
            lines.push(indent(1, &self.pair(pair)));
            for tried in &pair.ways {
                self.tried(tried, lines);
            }
        }
    }

    fn pair(&self, pair: &CutPair) -> String {
        let words = self.words;
        let mut values = vec![
            ("from", pair.from.name.to_string()),
            ("to", pair.to.name.to_string()),
        ];
        let sentence = match (&pair.before, &pair.remaining) {
            (Some(before), None) => {
                values.push(("before", kilometres(before.0)));
                &words.severed
            }
            (None, None) => &words.never,
            (before, Some(way)) => {
                let added = way.added.map_or(0.0, |added| added.0);
                values.push(("length", kilometres(way.length.0)));
                values.push(("way", names_of(&way.way)));
                values.push(("added", kilometres(added)));
                match before {
                    None => &words.gained,
                    Some(_) if added > 0.0 => &words.longer,
                    Some(_) => &words.unchanged,
                }
            }
        };
        filled(sentence, &values)
    }

    fn tried(&self, tried: &TriedWay, lines: &mut Vec<String>) {
        let reach = self.words.reach(tried.reach);
        let mut push = |result: &str| {
            let text = fill(&self.words.tried, &[("reach", reach), ("result", result)]);
            lines.push(indent(2, &text));
        };
        match &tried.way {
            Some(way) => push(&self.holds(way)),
            None if tried.blocked.is_empty() => push(&self.words.no_road),
            None => {
                for way in &tried.blocked {
                    let blocks: Vec<String> =
                        way.at.iter().map(|block| self.block(block)).collect();
                    let values = [
                        ("length", kilometres(way.length.0)),
                        ("blocks", self.words.first(&blocks, BLOCKS)),
                        ("way", shortened(&way.way)),
                    ];
                    push(&filled(&self.words.way_blocked, &values));
                }
            }
        }
    }

    fn holds(&self, way: &Detour) -> String {
        let added = way.added.map_or_else(String::new, |added| {
            let longer = added.0 >= 0.0;
            let sentence = if longer {
                &self.words.added_longer
            } else {
                &self.words.added_shorter
            };
            fill(sentence, &[("length", &kilometres(added.0.abs()))])
        });
        let values = [
            ("length", kilometres(way.length.0)),
            ("added", added),
            ("way", names_of(&way.way)),
        ];
        filled(&self.words.way_holds, &values)
    }

    fn block(&self, block: &Block) -> String {
        let state = self.state(block);
        fill(
            &self.words.blocked_place,
            &[("place", &block.place.name), ("state", &state)],
        )
    }

    /// The state of a place, with whom it names.
    fn state(&self, block: &Block) -> String {
        let words = self.words;
        let label = |id| self.actors.label(id);
        let state = match &block.state {
            ControlState::Held { holder } => fill(&words.state_held, &[("party", label(holder))]),
            ControlState::Contested { parties } => {
                let parties: Vec<&str> = parties.iter().map(label).collect();
                fill(&words.state_contested, &[("parties", &parties.join(", "))])
            }
            ControlState::Claimed {
                holder,
                rests_on: RestsOn::UncheckedOpening,
                ..
            } => fill(&words.state_unchecked, &[("party", label(holder))]),
            ControlState::Claimed {
                holder,
                before: None,
                rests_on: RestsOn::OneSide,
            } => fill(&words.state_claimed, &[("party", label(holder))]),
            ControlState::Claimed {
                holder,
                before: Some(before),
                rests_on: RestsOn::OneSide,
            } => fill(
                &words.state_claimed_before,
                &[("party", label(holder)), ("before", label(before))],
            ),
            ControlState::Besieged { holder, by } => fill(
                &words.state_besieged,
                &[("party", label(holder)), ("by", label(by))],
            ),
            ControlState::Unknown => words.state_unknown.clone(),
        };
        match &block.follows {
            Some(place) => fill(
                &words.state_follows,
                &[("state", &state), ("place", &place.name)],
            ),
            None => state,
        }
    }

    fn broken(&self, answer: &CutOff, lines: &mut Vec<String>) {
        lines.push(String::new());
        if answer.broken.is_empty() {
            lines.push(self.words.none_broken.clone());
            return;
        }
        let count = answer.broken.len().to_string();
        lines.push(fill(&self.words.broken, &[("count", &count)]));
        for link in answer.broken.iter().take(LISTED) {
            let values = [
                ("from", link.from.name.to_string()),
                ("to", link.to.name.to_string()),
                (
                    "road",
                    link.reference.clone().unwrap_or_else(|| link.class.clone()),
                ),
                ("length", kilometres(link.length.0)),
            ];
            lines.push(indent(1, &filled(&self.words.broken_road, &values)));
        }
        self.rest(answer.broken.len(), LISTED, lines);
    }

    fn cut_places(&self, answer: &CutOff, lines: &mut Vec<String>) {
        lines.push(String::new());
        if answer.cut_off.is_empty() {
            lines.push(self.words.none_cut_off.clone());
            return;
        }
        let count = answer.cut_off.len().to_string();
        let values = [
            ("count", count),
            ("people", self.words.people_of(answer.people)),
        ];
        lines.push(filled(&self.words.cut_off, &values));
        for (hubs, places) in by_hubs(&answer.cut_off) {
            let list: Vec<String> = places.into_iter().map(with_people).collect();
            let places = self.words.first(&list, LISTED);
            let (words, hubs) = (self.words, names_with_commas(hubs));
            let sentence = if hubs.is_empty() {
                &words.without_hub
            } else {
                &words.with_hubs
            };
            let text = fill(sentence, &[("hubs", &hubs), ("places", &places)]);
            lines.push(indent(1, &text));
        }
    }

    fn parts(&self, answer: &CutOff, lines: &mut Vec<String>) {
        let (before, after) = (
            answer.components.0.to_string(),
            answer.components.1.to_string(),
        );
        lines.push(String::new());
        lines.push(fill(
            &self.words.parts,
            &[("before", &before), ("after", &after)],
        ));
        for part in answer.parts.iter().take(PARTS) {
            let hubs = match names_with_commas(&part.hubs) {
                none if none.is_empty() => none,
                some => fill(&self.words.part_hubs, &[("hubs", &some)]),
            };
            let values = [
                ("largest", part.largest.name.to_string()),
                ("places", part.places.to_string()),
                ("people", self.words.people_of(part.people)),
                ("hubs", hubs),
            ];
            lines.push(indent(1, &filled(&self.words.part, &values)));
        }
        self.rest(answer.parts.len(), PARTS, lines);
    }

    fn rest(&self, count: usize, shown: usize, lines: &mut Vec<String>) {
        if count > shown {
            let count = (count - shown).to_string();
            lines.push(indent(1, &fill(&self.words.more, &[("count", &count)])));
        }
    }
}

/// Cut places by the hubs that they still reach, those without any last.
fn by_hubs(cut_off: &[CutPlace]) -> Vec<(&[PlaceRef], Vec<&CutPlace>)> {
    let mut groups: Vec<(&[PlaceRef], Vec<&CutPlace>)> = Vec::new();
    for cut in cut_off {
        match groups
            .iter_mut()
            .find(|(hubs, _)| *hubs == cut.hubs.as_slice())
        {
            Some((_, places)) => places.push(cut),
            None => groups.push((&cut.hubs, vec![cut])),
        }
    }
    groups.sort_by_key(|(hubs, _)| hubs.is_empty());
    groups
}

fn indent(depth: usize, text: &str) -> String {
    format!("{}{text}", "  ".repeat(depth))
}

fn names_of(places: &[PlaceRef]) -> String {
    places
        .iter()
        .map(|place| place.name.as_str())
        .collect::<Vec<_>>()
        .join(" - ")
}

/// A way with its middle left out where it is long.
fn shortened(places: &[PlaceRef]) -> String {
    let Some(tail) = places
        .len()
        .checked_sub(WAY_ENDS)
        .filter(|&tail| tail > WAY_ENDS + 1)
    else {
        return names_of(places);
    };
    let (start, _) = places.split_at(WAY_ENDS);
    let (_, end) = places.split_at(tail);
    format!("{} - ... - {}", names_of(start), names_of(end))
}

fn names_with_commas(places: &[PlaceRef]) -> String {
    places
        .iter()
        .map(|place| place.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn with_people(cut: &CutPlace) -> String {
    match cut.population {
        Some(people) => format!("{} ({people})", cut.place.name),
        None => cut.place.name.to_string(),
    }
}

#[cfg(test)]
mod tests;
