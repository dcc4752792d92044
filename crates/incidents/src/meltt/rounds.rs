//! The rounds of an integration: what is left of the sets before, with the next set.

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::{
    choose::{Candidate, choose},
    distance::great_circle,
    entry::{DataSet, Entry, EntryId},
    fit::fit,
    incident::{Incident, Integrated, Link, Why},
    nearby::Nearby,
    rules::Rules,
};

/// Integrates data sets in the order in which they are given.
///
/// That order matters: the entry of the earlier set stands for its matches with its own days, position and
/// categories, and chooses first. The order of rows within a set does not.
#[must_use]
pub fn integrate(sets: &[DataSet], rules: &Rules) -> Integrated {
    let mut kept: BTreeMap<EntryId, Incident> = BTreeMap::new();
    for set in 0..sets.len() {
        let before = Side::of(kept.keys().copied(), sets);
        let next = Side::of(ids(sets, set), sets);
        let mut links = before.events.take(&next.events, rules);
        links.extend(before.episodes.take(&next.episodes, rules));
        let next = next.without(&links);
        let mut review = before.episodes.flag(&next.events, rules);
        review.extend(next.episodes.flag(&before.events, rules));
        for (id, entry) in next.all() {
            kept.insert(id, alone(id, entry));
        }
        for (first, link) in links {
            if let Some(incident) = kept.get_mut(&first) {
                incident.links.push(link);
            }
        }
        for (event, link) in review {
            if let Some(incident) = kept.get_mut(&event) {
                incident.review.push(link);
            }
        }
    }
    Integrated {
        incidents: kept.into_values().collect(),
    }
}

fn ids(sets: &[DataSet], set: usize) -> impl Iterator<Item = EntryId> + use<> {
    let entries = sets.get(set).map_or(0, |set| set.entries().len());
    (0..entries).map(move |at| EntryId { set, at })
}

fn alone(first: EntryId, entry: &Entry) -> Incident {
    Incident {
        first,
        is_episode: entry.is_episode(),
        links: Vec::new(),
        review: Vec::new(),
    }
}

/// An entry with a link to it: the first of an incident, or an event that is flagged.
type Linked = (EntryId, Link);

/// One side of a round.
#[derive(Debug)]
struct Side<'a> {
    events: Entries<'a>,
    episodes: Entries<'a>,
}

impl<'a> Side<'a> {
    fn of(ids: impl Iterator<Item = EntryId>, sets: &'a [DataSet]) -> Self {
        let mut entries: Vec<_> = ids.filter_map(|id| Some((id, id.of(sets)?))).collect();
        entries.sort_by_key(|(id, entry)| (entry.days.start(), *id));
        let (episodes, events) = entries
            .into_iter()
            .partition(|(_, entry)| entry.is_episode());
        Self {
            events: Entries(events),
            episodes: Entries(episodes),
        }
    }

    /// What no link of these leads to.
    fn without(self, links: &[Linked]) -> Self {
        let mut taken: Vec<EntryId> = links.iter().map(|(_, link)| link.entry).collect();
        taken.sort_unstable();
        let left = |Entries(entries): Entries<'a>| {
            let is_left = |(id, _): &(EntryId, &Entry)| taken.binary_search(id).is_err();
            Entries(entries.into_iter().filter(is_left).collect())
        };
        Self {
            events: left(self.events),
            episodes: left(self.episodes),
        }
    }

    fn all(&self) -> impl Iterator<Item = (EntryId, &'a Entry)> + '_ {
        self.events.0.iter().chain(&self.episodes.0).copied()
    }
}

/// Events only, or episodes only, in order of first day, data set and event.
#[derive(Debug)]
struct Entries<'a>(Vec<(EntryId, &'a Entry)>);

impl Entries<'_> {
    /// Each of these takes at most one of the others that nobody has taken.
    fn take(&self, others: &Self, rules: &Rules) -> Vec<Linked> {
        let nearby = others.laid_out(rules);
        let mut is_free = vec![true; others.0.len()];
        let mut links = Vec::new();
        for (first, entry) in &self.0 {
            let days = window_around(entry, rules, entry.days.start());
            let mut candidates = Vec::new();
            for place in nearby.around(entry.position, &days) {
                let is_free = is_free.get(place).is_some_and(|is_free| *is_free);
                let Some((_, other)) = others.0.get(place).filter(|_| is_free) else {
                    continue;
                };
                if !are_last_days_near(entry, other, rules) {
                    continue;
                }
                candidates.extend(candidate(entry, other, place, rules));
            }
            let Some((chosen, passed_over)) = choose(&candidates, rules.preference()) else {
                continue;
            };
            let Some((id, other)) = others.0.get(chosen.place) else {
                continue;
            };
            if let Some(is_free) = is_free.get_mut(chosen.place) {
                *is_free = false;
            }
            let link = Link {
                entry: *id,
                why: why(entry, other, chosen, passed_over),
            };
            links.push((*first, link));
        }
        links
    }

    /// Each of these episodes flags all events that it reaches and that no episode before it has flagged.
    ///
    /// As in the package, the search goes through the events in order and ends with the first one that begins later
    /// than the window after the episode's first day, wherever that one lies.
    fn flag(&self, events: &Self, rules: &Rules) -> Vec<Linked> {
        let nearby = events.laid_out(rules);
        let mut is_free = vec![true; events.0.len()];
        let mut flags = Vec::new();
        for (id, episode) in &self.0 {
            let days = window_around(episode, rules, episode.days.end());
            let soon = window_around(episode, rules, episode.days.start());
            let last = events
                .0
                .partition_point(|(_, event)| event.days.start() <= *soon.end());
            let mut places = nearby.around(episode.position, &days);
            places.retain(|place| *place <= last);
            places.sort_unstable();
            for place in places {
                let Some(is_free) = is_free.get_mut(place).filter(|is_free| **is_free) else {
                    continue;
                };
                let Some((event_id, event)) = events.0.get(place) else {
                    continue;
                };
                let Some(candidate) = candidate(episode, event, place, rules) else {
                    continue;
                };
                *is_free = false;
                let link = Link {
                    entry: *id,
                    why: why(event, episode, &candidate, 0),
                };
                flags.push((*event_id, link));
            }
        }
        flags
    }

    fn laid_out(&self, rules: &Rules) -> Nearby {
        let entries = self.0.iter().enumerate();
        let points = entries.map(|(place, (_, entry))| (entry.days.start(), entry.position, place));
        Nearby::new(points, rules.window_km())
    }
}

/// The days from the entry's first less the window to `last` plus the window.
fn window_around(entry: &Entry, rules: &Rules, last: i32) -> RangeInclusive<i32> {
    let window = rules.window_days();
    entry.days.start().saturating_sub_unsigned(window)..=last.saturating_add_unsigned(window)
}

fn are_last_days_near(a: &Entry, b: &Entry, rules: &Rules) -> bool {
    a.days.end().abs_diff(b.days.end()) <= rules.window_days()
}

/// The other entry as a candidate, where position and categories allow it.
fn candidate(entry: &Entry, other: &Entry, place: usize, rules: &Rules) -> Option<Candidate> {
    if great_circle(entry.position, other.position) > rules.window_km() {
        return None;
    }
    Some(Candidate {
        place,
        is_before: other.days.start() < entry.days.start(),
        fit: fit(entry, other, rules)?,
    })
}

fn why(entry: &Entry, other: &Entry, candidate: &Candidate, passed_over: usize) -> Why {
    let between = |a: i32, b: i32| b.saturating_sub(a);
    Why {
        distance: great_circle(entry.position, other.position),
        first_days: between(entry.days.start(), other.days.start()),
        last_days: between(entry.days.end(), other.days.end()),
        fit: candidate.fit.clone(),
        passed_over,
    }
}
