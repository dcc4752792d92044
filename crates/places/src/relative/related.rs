//! Reading the words around each name, one name after the other, or two together.

use marsad_domain::{Bearing, Place, PlaceId, PlaceKind, Relation, ShortText, Span};

use super::{
    Ground, Location,
    anchors::{Anchor, anchors},
    lexicon::{Rule, Way},
    pair::{self, Joint, Opening, Pair},
    phrase::{self, Said},
    reading::{self, Reader, Room},
    rules,
    shape::{self, Shape},
};
use crate::{
    lines::Line,
    precision,
    toponym::{Sense, Toponym},
};

/// The locations of a text, sorted by their first names.
pub(super) fn read(text: &str, toponyms: &[Toponym], ground: &Ground<'_>) -> Vec<Location> {
    let anchors = anchors(text, toponyms, ground);
    let mut room = Room::default();
    let mut related = Related {
        text,
        toponyms,
        ground,
        anchors: &anchors,
        found: Vec::with_capacity(anchors.len()),
        last: None,
    };
    let mut at = 0;
    while at < anchors.len() {
        at += related.step(at, &mut room).unwrap_or(1);
    }
    related.found
}

/// What the words beside one name say, with all of them.
#[derive(Debug)]
struct Beside {
    said: Option<Said>,
    words: Span,
    rules: Vec<ShortText>,
}

/// A text whose locations are being read.
struct Related<'r, 'a> {
    text: &'r str,
    toponyms: &'r [Toponym],
    ground: &'r Ground<'a>,
    anchors: &'r [Anchor<'r>],
    found: Vec<Location>,
    /// What was said of the last name, where one name was read.
    last: Option<Said>,
}

impl Related<'_, '_> {
    /// Reads the name of a number, together with the next one where the words do; how many names that took.
    fn step(&mut self, at: usize, room: &mut Room) -> Option<usize> {
        let first = *self.anchors.get(at)?;
        room.used.clear();
        if let Some(second) = self.anchors.get(at + 1).copied()
            && let Some(location) = self.two(at, first, second, room)
        {
            let is_now_said = |earlier: &Location| {
                earlier.toponyms.is_empty() && location.words.contains(earlier.name)
            };
            if self.found.last().is_some_and(is_now_said) {
                self.found.pop();
            }
            self.found.push(location);
            self.last = None;
            return Some(2);
        }
        room.used.clear();
        let said = self.one(at, first, room);
        self.last = said.as_ref().and_then(|said| said.said);
        let location = self.location(first, said?)?;
        self.found.push(location);
        Some(1)
    }

    fn floor(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|at| self.anchors.get(at));
        before.map_or(0, |anchor| anchor.span.end())
    }

    fn ceiling(&self, at: usize) -> usize {
        let after = self.anchors.get(at + 1);
        after.map_or(self.text.len(), |anchor| anchor.span.start())
    }

    fn is_usable(&self, anchor: Anchor<'_>) -> bool {
        let sense = anchor
            .toponym
            .and_then(|number| self.toponyms.get(number))
            .map(|toponym| toponym.sense);
        (anchor.place.is_some() || anchor.line.is_some())
            && !matches!(
                sense,
                Some(Sense::Metonym | Sense::Embedded | Sense::Demonym)
            )
    }

    /// The place of a name that is a point.
    fn point<'p>(&self, anchor: Anchor<'p>) -> Option<&'p Place> {
        let place = anchor.place.filter(|place| !place.kind.is_area());
        place.filter(|_| self.is_usable(anchor))
    }

    /// Words before a name, from the floor on; whether nothing else stands between.
    fn leftward<T>(
        &self,
        at: usize,
        room: &mut Room,
        read: impl FnOnce(&mut Reader<'_>, bool) -> T,
    ) -> Option<T> {
        let anchor = self.anchors.get(at)?;
        let lexicon = &self.ground.rules.lexicon;
        if lexicon.is_empty() {
            return None;
        }
        let floor = self.floor(at);
        let is_whole = reading::before(self.text, floor, anchor.span.start(), lexicon, room);
        let Room { tokens, used, .. } = room;
        let words = (lexicon, self.ground.measures());
        let mut reader = Reader::new(words, tokens, Way::Leftward, used);
        Some(read(&mut reader, is_whole))
    }

    fn rightward<T>(
        &self,
        at: usize,
        room: &mut Room,
        read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let anchor = self.anchors.get(at)?;
        let lexicon = &self.ground.rules.lexicon;
        if lexicon.is_empty() {
            return None;
        }
        let ceiling = self.ceiling(at);
        reading::after(self.text, anchor.span.end(), ceiling, lexicon, room);
        let Room { tokens, used, .. } = room;
        let words = (lexicon, self.ground.measures());
        read(&mut Reader::new(words, tokens, Way::Rightward, used))
    }

    /// What the words on both sides of one name say.
    fn one(&self, at: usize, anchor: Anchor<'_>, room: &mut Room) -> Option<Beside> {
        if !self.is_usable(anchor) {
            return None;
        }
        let is_line = anchor.line.is_some();
        let before = self
            .leftward(at, room, |reader, _| {
                let said = phrase::before(reader, is_line);
                if said.is_none() {
                    reader.used.clear();
                }
                said
            })
            .flatten();
        let before_rules = std::mem::take(&mut room.used);
        let after = if is_line {
            None
        } else {
            self.rightward(at, room, phrase::after)
        };
        let after_rules = std::mem::take(&mut room.used);
        let name = anchor.span;
        Some(match (before, after) {
            (Some(before), Some(after)) if before.weight < after.weight => {
                let side = self.side_of_part(at, after, room);
                let (wind, start) = side.map_or((after.wind, name.start()), |(wind, edge)| {
                    (Some(wind), edge)
                });
                Beside {
                    said: Some(Said { wind, ..after }),
                    words: Span::new(start, after.edge),
                    rules: self.rule_ids(&[after_rules, std::mem::take(&mut room.used)].concat()),
                }
            }
            (Some(before), after) => {
                let end = after.map_or(name.end(), |after| after.edge);
                Beside {
                    said: Some(before),
                    words: Span::new(before.edge, end),
                    rules: self.rule_ids(&before_rules),
                }
            }
            (None, Some(after)) => Beside {
                said: Some(after),
                words: Span::new(name.start(), after.edge),
                rules: self.rule_ids(&after_rules),
            },
            (None, None) => self.shared(at).unwrap_or(Beside {
                said: None,
                words: name,
                rules: Vec::new(),
            }),
        })
    }

    /// "the western X countryside": the side before the name belongs to the part after it.
    fn side_of_part(
        &self,
        at: usize,
        after: Said,
        room: &mut Room,
    ) -> Option<(rules::Wind, usize)> {
        if after.wind.is_some() {
            return None;
        }
        self.leftward(at, room, |reader, _| phrase::side_before(reader))?
    }

    /// "the countryside of X and Y": what is said of the first is said of the second, where it is no measure.
    fn shared(&self, at: usize) -> Option<Beside> {
        let (last, said) = (self.found.last()?, self.last?);
        let (before, anchor) = (self.anchors.get(at.checked_sub(1)?)?, self.anchors.get(at)?);
        let is_shareable = said.distance.is_none()
            && matches!(
                said.relation,
                Relation::Near | Relation::Around | Relation::PartOf
            )
            && last.name == before.span
            && last.words.end() == before.span.end()
            && last.words.start() < before.span.start()
            && anchor.line.is_none();
        let gap = self.text.get(before.span.end()..anchor.span.start())?;
        let lexicon = &self.ground.rules.lexicon;
        let joining = lexicon
            .one(gap.trim(), rules::Role::List)
            .filter(|_| is_shareable)?;
        let mut rules = last.rules.clone();
        rules.extend(lexicon.id(joining).cloned());
        Some(Beside {
            said: Some(said),
            words: last.words.union(anchor.span),
            rules,
        })
    }

    /// Two names that the words take together.
    fn two(
        &self,
        at: usize,
        first: Anchor<'_>,
        second: Anchor<'_>,
        room: &mut Room,
    ) -> Option<Location> {
        let (a, b) = (self.point(first)?, self.point(second)?);
        if a.id == b.id {
            return None;
        }
        let joint = self.leftward(at + 1, room, pair::joint)??;
        let joined = std::mem::take(&mut room.used);
        let before = at.checked_sub(1).and_then(|at| self.anchors.get(at));
        let line = before.and_then(|anchor| anchor.line.map(|line| (line, anchor.span)));
        let opened = self.leftward(at, room, |reader, is_whole| {
            let opening = pair::opening(reader, line.is_some() && is_whole)?;
            let start = reader.edge(opening.next)?;
            let at_line = is_whole && reader.is_at_end(opening.next);
            Some((opening, start, at_line))
        });
        let (pair, words, line) = match (joint, opened.flatten()) {
            (Joint::Word, Some((opening, start, at_line))) => {
                let line = line.filter(|_| at_line);
                self.opened(opening, start, second.span.end(), line)
            }
            (Joint::Dash, _) => {
                room.used.clear();
                let end = self.rightward(at + 1, room, pair::road_after)?;
                (Pair::Road, Span::new(first.span.start(), end), None)
            }
            (Joint::Word, None) => return None,
        };
        let used = [joined, std::mem::take(&mut room.used)].concat();
        let shape = shape::of_pair(pair, (a, b), line.as_ref(), self.ground);
        let relation = if pair == Pair::Road {
            Relation::Along
        } else {
            Relation::Between
        };
        Some(Location {
            relation,
            bearing: None,
            toponyms: [first.toponym, second.toponym]
                .into_iter()
                .flatten()
                .collect(),
            line,
            name: first.span,
            second: second.span,
            words,
            precision: precision::of(a.kind, relation, shape.geometry.as_ref(), shape.radius),
            geometry: shape.geometry,
            radius: shape.radius,
            reach: shape.reach,
            rules: self.rule_ids(&used),
        })
    }

    /// How an opening goes together with the road or river right before it.
    fn opened(
        &self,
        opening: Opening,
        start: usize,
        end: usize,
        line: Option<(&Line, Span)>,
    ) -> (Pair, Span, Option<PlaceId>) {
        match line {
            Some((line, span)) => {
                let earlier = self.found.last().filter(|last| last.name == span);
                let start = earlier.map_or(span.start(), |last| last.words.start());
                (Pair::Road, Span::new(start, end), Some(line.id.clone()))
            }
            None => (opening.pair, Span::new(start, end), None),
        }
    }

    fn location(&self, anchor: Anchor<'_>, beside: Beside) -> Option<Location> {
        let Beside { said, words, rules } = beside;
        let toponym = anchor.toponym.and_then(|number| self.toponyms.get(number));
        let is_literal = toponym.is_some_and(|toponym| toponym.sense == Sense::Literal);
        if said.is_none() && !is_literal {
            return None;
        }
        let kind_word = toponym.and_then(|toponym| toponym.feature.as_ref());
        let words = match kind_word.filter(|_| said.is_some()) {
            Some(feature) => words.union(feature.span),
            None => words,
        };
        let relation = said.map_or(Relation::At, |said| said.relation);
        let shape: Shape = match (anchor.line, anchor.place) {
            (Some(line), _) => shape::of_line(line, said.as_ref(), self.ground),
            (None, Some(place)) => shape::of_place(place, said.as_ref(), self.ground.measures()),
            (None, None) => return None,
        };
        let kind = match anchor.line {
            Some(_) => PlaceKind::River,
            None => anchor.place?.kind,
        };
        Some(Location {
            relation,
            bearing: said
                .and_then(|said| said.wind)
                .and_then(|wind| Bearing::try_from(wind.degrees).ok()),
            toponyms: anchor.toponym.into_iter().collect(),
            line: anchor.line.map(|line| line.id.clone()),
            name: anchor.span,
            second: anchor.span,
            words,
            precision: precision::of(kind, relation, shape.geometry.as_ref(), shape.radius),
            geometry: shape.geometry,
            radius: shape.radius,
            reach: shape.reach,
            rules,
        })
    }

    fn rule_ids(&self, rules: &[Rule]) -> Vec<ShortText> {
        let lexicon = &self.ground.rules.lexicon;
        rules
            .iter()
            .filter_map(|rule| lexicon.id(*rule))
            .cloned()
            .collect()
    }
}
