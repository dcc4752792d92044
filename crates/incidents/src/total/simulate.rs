//! The likely interval of a total, by Monte Carlo over what is not certain (JCGM 101:2008).
//!
//! In each draw every uncertain link holds or fails, the incidents that follow are counted anew, and each takes one
//! of the values that its lineages give it. The draws are summed, and the interval is cut out of the sums at 2.5, 50
//! and 97.5 of a hundred.
//!
//! Sums of lows and of highs are too wide for what a total can be: they suppose that every incident errs to the same
//! side. The likely interval lies within them, because every value lies within its incident's range; only uncertain
//! links can lead out of them, for two incidents that are one count once, and one that is two counts twice.
//!
//! Each link and each incident draws from a stream of its own name, and whole numbers are summed, so that neither the
//! number of workers nor anything else that is drawn moves a byte.

use std::{
    collections::BTreeMap,
    num::{NonZeroU32, NonZeroUsize},
    thread,
};

use marsad_domain::{Counted, LikelyInterval};

use super::{
    streams::Stream,
    uncertain::{Cluster, UncertainLink},
};
use crate::count::law::{Law, TailHalves, share_of};

/// How the likely interval is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// The same seed gives the same interval.
    pub seed: u64,
    /// How many draws.
    pub number: NonZeroU32,
    /// How many threads; it changes no byte.
    pub workers: NonZeroUsize,
}

/// What each kind of count of one incident can be.
pub(crate) type Laws = BTreeMap<Counted, Law>;

/// What is simulated.
pub(crate) struct Simulation<'a, R, N> {
    /// The incidents, and what may join them.
    pub(crate) clusters: &'a [Cluster],
    /// What some mentions come to as one incident; nothing where it is not in the scope.
    pub(crate) recount: R,
    /// The lasting name of a mention.
    pub(crate) name_of: N,
    pub(crate) draws: Draws,
    pub(crate) tail: TailHalves,
}

/// The sums of all draws of one kind of count.
#[derive(Debug, Clone, Default)]
struct Sums {
    certain: u64,
    /// Empty where nothing is uncertain.
    drawn: Vec<u64>,
    is_open: bool,
    links: usize,
    values: usize,
}

/// One incident of a cluster that uncertain links make, ready to be drawn.
struct Member {
    law: Law,
    stream: Stream,
}

impl<R, N> Simulation<'_, R, N>
where
    R: Fn(&[u32]) -> Laws + Sync,
    N: Fn(u32) -> String + Sync,
{
    /// The likely interval of each kind of count.
    pub(crate) fn run(&self) -> BTreeMap<Counted, LikelyInterval> {
        let each = self
            .clusters
            .len()
            .div_ceil(self.draws.workers.get())
            .max(1);
        let parts: Vec<BTreeMap<Counted, Sums>> = thread::scope(|scope| {
            let workers: Vec<_> = self
                .clusters
                .chunks(each)
                .map(|clusters| scope.spawn(move || self.sums_of(clusters)))
                .collect();
            workers
                .into_iter()
                .map(|worker| match worker.join() {
                    Ok(sums) => sums,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });
        let mut whole: BTreeMap<Counted, Sums> = BTreeMap::new();
        for (of, sums) in parts.into_iter().flatten() {
            whole.entry(of).or_default().add(&sums);
        }
        whole
            .into_iter()
            .map(|(of, sums)| (of, sums.interval(self.draws)))
            .collect()
    }

    fn sums_of(&self, clusters: &[Cluster]) -> BTreeMap<Counted, Sums> {
        let mut sums = BTreeMap::new();
        for cluster in clusters {
            if cluster.links.is_empty() {
                self.draw_certain(cluster, &mut sums);
            } else {
                self.draw_uncertain(cluster, &mut sums);
            }
        }
        sums
    }

    /// One incident for certain: only its values are drawn.
    fn draw_certain(&self, cluster: &Cluster, sums: &mut BTreeMap<Counted, Sums>) {
        for pieces in cluster.groups(|_| false) {
            for (of, mut member) in self.members(&cluster.mentions(&pieces)) {
                let sums = sums.entry(of).or_default();
                sums.is_open |= member.law.is_open;
                if let Some(value) = member.law.only_value() {
                    sums.certain = sums.certain.saturating_add(value);
                    continue;
                }
                sums.values += 1;
                for draw in 0..self.draws.number.get() {
                    let value = member.draw(draw, self.tail);
                    sums.add_to(draw, value, self.draws);
                }
            }
        }
    }

    fn draw_uncertain(&self, cluster: &Cluster, sums: &mut BTreeMap<Counted, Sums>) {
        let mut streams: Vec<Stream> = cluster.links.iter().map(|link| self.stream(link)).collect();
        let mut known: BTreeMap<Vec<usize>, BTreeMap<Counted, Member>> = BTreeMap::new();
        for draw in 0..self.draws.number.get() {
            let holds: Vec<bool> = streams
                .iter_mut()
                .zip(&cluster.links)
                .map(|(stream, link)| share_of(stream.pair(draw)[0]) < link.probability)
                .collect();
            for pieces in cluster.groups(|at| holds.get(at).copied().unwrap_or(false)) {
                let members = known
                    .entry(pieces)
                    .or_insert_with_key(|pieces| self.members(&cluster.mentions(pieces)));
                for (of, member) in members {
                    let value = member.draw(draw, self.tail);
                    sums.entry(*of).or_default().add_to(draw, value, self.draws);
                }
            }
        }
        let mut told: BTreeMap<Counted, (bool, bool)> = BTreeMap::new();
        for (of, member) in known.values().flatten() {
            let (is_open, varies) = told.entry(*of).or_default();
            *is_open |= member.law.is_open;
            *varies |= member.law.only_value().is_none();
        }
        for (of, (is_open, varies)) in told {
            let sums = sums.entry(of).or_default();
            sums.is_open |= is_open;
            sums.values += usize::from(varies);
            sums.links += cluster.links.len();
        }
    }

    fn members(&self, mentions: &[u32]) -> BTreeMap<Counted, Member> {
        let Some(first) = mentions.first() else {
            return BTreeMap::new();
        };
        let name = (self.name_of)(*first);
        (self.recount)(mentions)
            .into_iter()
            .map(|(of, law)| {
                let parts = ["value", name_of(of), &name];
                let stream = Stream::named(self.draws.seed, &parts);
                (of, Member { law, stream })
            })
            .collect()
    }

    fn stream(&self, link: &UncertainLink) -> Stream {
        let [a, b] = link.mentions.map(|mention| (self.name_of)(mention));
        Stream::named(self.draws.seed, &["link", &a, &b])
    }
}

impl Member {
    fn draw(&mut self, draw: u32, tail: TailHalves) -> u64 {
        match self.law.only_value() {
            Some(value) => value,
            None => self.law.draw(self.stream.pair(draw), tail),
        }
    }
}

impl Sums {
    fn add_to(&mut self, draw: u32, value: u64, draws: Draws) {
        if self.drawn.is_empty() {
            self.drawn = vec![0; draws.number.get() as usize];
        }
        if let Some(sum) = self.drawn.get_mut(draw as usize) {
            *sum = sum.saturating_add(value);
        }
    }

    fn add(&mut self, other: &Self) {
        self.certain = self.certain.saturating_add(other.certain);
        self.is_open |= other.is_open;
        self.links += other.links;
        self.values += other.values;
        if self.drawn.is_empty() {
            self.drawn.clone_from(&other.drawn);
            return;
        }
        for (sum, more) in self.drawn.iter_mut().zip(&other.drawn) {
            *sum = sum.saturating_add(*more);
        }
    }

    fn interval(mut self, draws: Draws) -> LikelyInterval {
        self.drawn.sort_unstable();
        let at = |thousandths: usize| {
            // The smallest draw with at least that share of all at or below it.
            let place = (self.drawn.len() * thousandths).div_ceil(1000).max(1) - 1;
            self.certain
                .saturating_add(self.drawn.get(place).copied().unwrap_or(0))
        };
        LikelyInterval {
            low: at(25),
            middle: at(500),
            high: at(975),
            open: self.is_open,
            draws: draws.number.get(),
            seed: draws.seed,
            uncertain_links: self.links,
            uncertain_values: self.values,
        }
    }
}

fn name_of(of: Counted) -> &'static str {
    match of {
        Counted::Killed => "killed",
        Counted::Injured => "injured",
        Counted::Missing => "missing",
        Counted::Detained => "detained",
        Counted::Casualties => "casualties",
        Counted::Displaced => "displaced",
        Counted::Vehicles => "vehicles",
        Counted::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use marsad_domain::Amount;

    use super::*;
    use crate::count::Point;

    fn cluster(pieces: &[&[u32]], links: &[(usize, usize, f64)]) -> Cluster {
        Cluster {
            pieces: pieces.iter().map(|piece| piece.to_vec()).collect(),
            links: links
                .iter()
                .map(|(a, b, probability)| UncertainLink {
                    pieces: [*a, *b],
                    mentions: [pieces[*a][0], pieces[*b][0]],
                    probability: *probability,
                })
                .collect(),
            apart: Vec::new(),
        }
    }

    /// Each mention is a lineage that says ten more than its number.
    fn interval(clusters: &[Cluster], seed: u64, workers: usize) -> LikelyInterval {
        let recount = |mentions: &[u32]| {
            let said: Vec<Point> = mentions
                .iter()
                .map(|mention| Point {
                    amount: Amount::Exact(10 + u64::from(*mention)),
                    weight: 1,
                })
                .collect();
            Laws::from([(Counted::Killed, Law::of(&said).unwrap())])
        };
        let simulation = Simulation {
            clusters,
            recount,
            name_of: |mention: u32| mention.to_string(),
            draws: Draws {
                seed,
                number: NonZeroU32::new(2000).unwrap(),
                workers: NonZeroUsize::new(workers).unwrap(),
            },
            tail: TailHalves(3),
        };
        simulation.run()[&Counted::Killed]
    }

    #[test]
    fn where_all_is_certain_the_interval_is_one_number() {
        let found = interval(&[cluster(&[&[0]], &[]), cluster(&[&[5]], &[])], 1, 1);
        assert_eq!((found.low, found.middle, found.high), (25, 25, 25));
        assert_eq!((found.uncertain_links, found.uncertain_values), (0, 0));
    }

    #[test]
    fn many_incidents_that_err_to_both_sides_are_surer_than_their_ends() {
        let clusters: Vec<Cluster> = (0..100)
            .map(|at| cluster(&[&[at * 100, at * 100 + 10]], &[]))
            .collect();
        let found = interval(&clusters, 1, 1);
        let lows: u64 = (0..100).map(|at| 10 + at * 100).sum();
        let highs = lows + 1000;
        assert!(
            found.low > lows + 300 && found.high < highs - 300,
            "{found:?}"
        );
        assert!((found.middle - lows).abs_diff(500) < 30, "{found:?}");
        assert_eq!(found.uncertain_values, 100);
    }

    #[test]
    fn an_uncertain_link_counts_once_or_twice_as_often_as_it_is_likely() {
        let apart = interval(&[cluster(&[&[0], &[0]], &[(0, 1, 0.01)])], 1, 1);
        assert_eq!((apart.low, apart.middle, apart.high), (20, 20, 20));
        let joined = interval(&[cluster(&[&[0], &[0]], &[(0, 1, 0.99)])], 1, 1);
        assert_eq!((joined.low, joined.middle, joined.high), (10, 10, 10));
        let either = interval(&[cluster(&[&[0], &[0]], &[(0, 1, 0.6)])], 1, 1);
        assert_eq!((either.low, either.middle, either.high), (10, 10, 20));
        assert_eq!(either.uncertain_links, 1);
    }

    #[test]
    fn what_a_person_keeps_apart_is_never_joined() {
        let mut cluster = cluster(&[&[0], &[1], &[2]], &[(0, 1, 1.0), (1, 2, 1.0)]);
        cluster.apart = vec![(0, 2)];
        assert_eq!(cluster.groups(|_| true), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn workers_change_nothing_and_seeds_do() {
        let clusters: Vec<Cluster> = (0..60)
            .map(|at| {
                let at = at * 10;
                cluster(&[&[at, at + 3], &[at + 4]], &[(0, 1, 0.5)])
            })
            .collect();
        let one = interval(&clusters, 5, 1);
        assert_eq!(one, interval(&clusters, 5, 8));
        assert_eq!(one, interval(&clusters, 5, 3));
        let mut other_order = clusters.clone();
        other_order.reverse();
        assert_eq!(one, interval(&other_order, 5, 2));
        assert_ne!(one, interval(&clusters, 6, 1));
    }
}
