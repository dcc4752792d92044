//! What a timeline answers: the places on a day, what changes between days, one place over time, and what was heard.

use jiff::civil::Date;
use marsad_domain::{ActorId, Claim, PlaceControl, PlaceId, PlaceRef, Position};

use super::{Change, Phase, Timeline};
use crate::{
    reach::{PlaceAt, Scope},
    verdict::verdict,
};

/// A claim that concerns a place.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'t> {
    /// The claim.
    pub claim: &'t Claim,
    /// The day on which it takes effect.
    pub day: Date,
    /// How it relates to the place.
    pub scope: Scope,
    /// The party that it says so of, as the one that counts as holding on that day; absent where the words name nobody
    /// who could hold a place.
    pub party: Option<&'t ActorId>,
    /// Whether it is no copy, was not taken back, is no drawn map and says that something is so.
    pub counts: bool,
}

impl Timeline<'_> {
    /// The control of every place that has an opening position, or of which anything was said, on a day: state,
    /// confidence and trace, in order of their ids. A place that is not in the answer is unknown.
    #[must_use]
    pub fn on(&self, day: Date) -> Vec<PlaceControl> {
        let places = self.order.values();
        places.filter_map(|at| self.verdict(*at, day)).collect()
    }

    /// The control of one place on a day.
    #[must_use]
    pub fn place_on(&self, place: &PlaceId, day: Date) -> Option<PlaceControl> {
        self.verdict(*self.order.get(place)?, day)
    }

    /// The states of all places on a day, without confidence and trace, in order of their ids.
    pub fn states(&self, day: Date) -> impl Iterator<Item = (&PlaceId, &Phase)> {
        let places = self.order.iter();
        places.filter_map(move |(id, at)| Some((id, self.phase(*at, day)?)))
    }

    /// Where a place lies of which there is anything to say.
    #[must_use]
    pub fn position(&self, place: &PlaceId) -> Option<Position> {
        let at = *self.order.get(place)?;
        Some(self.place_ref(at)?.position)
    }

    /// The phases of one place over all days, oldest first.
    #[must_use]
    pub fn phases(&self, place: &PlaceId) -> &[Phase] {
        let strand = self
            .order
            .get(place)
            .and_then(|at| self.strands.get(*at as usize));
        strand.map_or(&[], |strand| &strand.phases)
    }

    /// The places whose state on a later day is another than on an earlier one, in order of their ids. Only places of
    /// which a phase begins between the days are looked at.
    #[must_use]
    pub fn changes(&self, earlier: Date, later: Date) -> Vec<Change<'_>> {
        if later <= earlier {
            return Vec::new();
        }
        let between = (earlier, PlaceAt::MAX)..=(later, PlaceAt::MAX);
        let mut places: Vec<PlaceAt> = self.turns.range(between).map(|(_, at)| *at).collect();
        places.sort_unstable();
        places.dedup();
        let change = |at: PlaceAt| {
            let before = self.phase(at, earlier).map(|phase| &phase.state);
            let after = &self.phase(at, later)?.state;
            let place = self.reach.ids().get(at as usize)?;
            (before != Some(after)).then_some(Change {
                place,
                before,
                after,
            })
        };
        let mut changes: Vec<Change<'_>> = places.into_iter().filter_map(change).collect();
        changes.sort_by_key(|change| change.place);
        changes
    }

    /// The days at whose end some place is in another state than the day before, oldest first, each once.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        let mut last = None;
        let days = self.turns.iter().map(|(day, _)| *day);
        days.filter(move |day| last.replace(*day) != Some(*day))
    }

    /// How the control of one place changed: its control at the end of each day on which its state changed, up to a
    /// day, oldest first. Each has the trace up to that day and the confidence of that day.
    #[must_use]
    pub fn history(&self, place: &PlaceId, until: Date) -> Vec<PlaceControl> {
        let Some(at) = self.order.get(place) else {
            return Vec::new();
        };
        let mut last = None;
        let by_then = self.phases(place).iter();
        let by_then = by_then.take_while(|phase| phase.from <= until);
        let changes = by_then.filter(|phase| last.replace(&phase.state) != Some(&phase.state));
        changes
            .filter_map(|phase| self.verdict(*at, phase.from))
            .collect()
    }

    /// Every claim of control, presence or movement that concerns a place and takes effect by a day, in order of
    /// effect: of the place itself, of a part of it, of its surroundings, or of an area that it lies in.
    pub fn heard(&self, place: &PlaceId, until: Date) -> impl Iterator<Item = Heard<'_>> {
        let at = self.reach.number_of(place);
        let strand = at.and_then(|at| self.strands.get(at as usize));
        let said = strand.map_or(&[][..], |strand| &strand.said);
        let told = said
            .iter()
            .filter_map(|(at, scope)| Some((self.told.get(*at)?, *scope)));
        let told = told.take_while(move |(told, _)| told.order.day <= until);
        told.map(|(told, scope)| Heard {
            claim: told.claim,
            day: told.order.day,
            scope,
            party: told.party.as_ref(),
            counts: told.counts(),
        })
    }

    fn verdict(&self, at: PlaceAt, day: Date) -> Option<PlaceControl> {
        self.phase(at, day)?;
        let replayed = self.replayed(at, day)?;
        Some(verdict(self.place_ref(at)?, &replayed, &self.context, day))
    }

    /// The place as the theatre has it where that says who held it, else as the first claim of it names it.
    fn place_ref(&self, at: PlaceAt) -> Option<PlaceRef> {
        let id = self.reach.ids().get(at as usize)?;
        let of_theatre = || self.context.gazetteer.get(id).map(PlaceRef::from);
        if self.context.opening.get(id).is_some() {
            return of_theatre();
        }
        let first = self.strands.get(at as usize)?.said.first();
        let told = first.and_then(|(told, _)| self.told.get(*told));
        let named = told.and_then(|told| told.places.iter().find(|(place, ..)| *place == at));
        match named {
            Some((_, _, Some(named))) => Some(named.clone()),
            _ => of_theatre(),
        }
    }
}
