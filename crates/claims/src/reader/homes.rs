//! Which homes of theatres a report is about: what its places and names are evidence of.

use marsad_domain::{SourceId, Span};
use marsad_places::{Sense, Toponym};

use super::context::ReadingContext;
use crate::text::{
    homes::{Homes, homes_of},
    listed::Evidence,
    names::{Known, Own},
    token::Token,
};

/// Of so many places that a report speaks of, one in a home makes it a report about that home: a country that is only
/// mentioned is not what it is about.
const PLACES_FOR_ONE_AT_HOME: usize = 4;

/// The homes that a report is about.
///
/// Of several homes those count that have a share of its places, or of which it names a party: by a name that has a
/// place or people of the home in it or by a leader's whole name, or by any name of its own where no place lies
/// elsewhere. A home alone, which somebody chose, counts unless all places lie elsewhere and nobody of it is named.
pub(super) fn of(
    publisher: &SourceId,
    tokens: &[Token],
    toponyms: &[Toponym],
    context: &ReadingContext<'_>,
) -> Homes {
    if context.homes.is_empty() {
        return Homes::ALL;
    }
    let places = Places::count(toponyms, context);
    if let [home] = context.homes.as_slice()
        && (home.countries.is_empty() || places.all == 0 || places.of(0) > 0)
    {
        return Homes::only(0);
    }
    let named = Named::find(publisher, (tokens, toponyms), context);
    if context.homes.len() == 1 {
        return named.at_all.among(Homes::only(0));
    }
    let all = 0..context.homes.len();
    let about = all.filter(|index| {
        let home = Homes::only(*index);
        let here = places.of(*index);
        here > 0 && here * PLACES_FOR_ONE_AT_HOME >= places.all
            || named.plainly.overlaps(home)
            || (here > 0 || places.all == 0) && named.at_all.overlaps(home)
    });
    about.fold(Homes::NONE, |some, index| some.with(Homes::only(index)))
}

/// How many of the places of a report lie in which home.
struct Places {
    by_home: Vec<usize>,
    /// All whose country is known.
    all: usize,
}

impl Places {
    fn count(toponyms: &[Toponym], context: &ReadingContext<'_>) -> Self {
        let mut places = Self {
            by_home: vec![0; context.homes.len()],
            all: 0,
        };
        let literal = toponyms.iter().filter(|t| t.sense == Sense::Literal);
        for homes in literal.filter_map(|toponym| homes_of_name(toponym, context)) {
            places.all += 1;
            for (index, count) in places.by_home.iter_mut().enumerate() {
                *count += usize::from(homes.overlaps(Homes::only(index)));
            }
        }
        places
    }

    fn of(&self, home: usize) -> usize {
        self.by_home.get(home).copied().unwrap_or_default()
    }
}

fn homes_of_name(toponym: &Toponym, context: &ReadingContext<'_>) -> Option<Homes> {
    homes_of(toponym.place.as_ref()?, &context.homes, context.gazetteer)
}

/// Of which homes a report names somebody who is in reports about that home alone.
#[derive(Debug, Default)]
struct Named {
    /// By a name that cannot be another's.
    plainly: Homes,
    /// By any name.
    at_all: Homes,
}

impl Named {
    fn find(
        publisher: &SourceId,
        (tokens, toponyms): (&[Token], &[Toponym]),
        context: &ReadingContext<'_>,
    ) -> Self {
        let mut named = Self::default();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let may_begin = token.capital || !token.lower.is_ascii();
            let own = may_begin.then(|| context.book.own_at(tokens, at));
            let Some(own) = own.flatten() else {
                at += 1;
                continue;
            };
            if !is_of(&own, publisher) {
                let last = tokens.get(at + own.length - 1).unwrap_or(token);
                let span = token.span.union(last.span);
                named.note(&own, homes_inside(span, toponyms, context));
            }
            at += own.length;
        }
        named
    }

    fn note(&mut self, own: &Own<'_>, inside: Homes) {
        if own.evidence == Evidence::Nothing {
            return;
        }
        let is_party = own.evidence == Evidence::Party;
        let is_leader = is_party && own.length > 1 && matches!(own.known, Known::Leader { .. });
        self.plainly = self.plainly.with(own.homes.among(inside));
        if is_leader {
            self.plainly = self.plainly.with(own.homes);
        }
        if is_party {
            self.at_all = self.at_all.with(own.homes);
        }
        self.at_all = self.at_all.with(self.plainly);
    }
}

/// A report says nothing of where it is by naming who publishes it.
fn is_of(own: &Own<'_>, publisher: &SourceId) -> bool {
    match own.known {
        Known::Source(id) | Known::Spokesperson { source: id, .. } => id == publisher,
        Known::Actor(_) | Known::Leader { .. } | Known::Line(_) => false,
    }
}

/// The homes in whose countries a name has a place or people in its words: "Veldanian" in "Veldanian army".
fn homes_inside(span: Span, toponyms: &[Toponym], context: &ReadingContext<'_>) -> Homes {
    let first = toponyms.partition_point(|toponym| toponym.span.end() <= span.start());
    let inside = toponyms
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|toponym| toponym.span.start() < span.end());
    inside
        .filter_map(|toponym| homes_of_name(toponym, context))
        .fold(Homes::NONE, Homes::with)
}
