//! What an edition may call people, parties, sources and places.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use marsad_domain::{
    ActorId, Claim, PlaceRef, Position, ReportHash, ReportHead, Sensitivity, Voice,
};
use marsad_places::normal_form;

use crate::{
    clean_text::CleanText,
    edition::Edition,
    input::SituationInput,
    redact::{
        Withheld, WithheldReason, private_words::PrivateWords, quotable_names::QuotableNames,
    },
    rules::PublicationRules,
    sensitivity::of_claim,
};

/// One edition's view of a record: it gives names, or what stands in their place.
#[derive(Debug)]
pub(crate) struct Screen<'a> {
    pub(crate) input: &'a SituationInput<'a>,
    pub(crate) edition: Edition,
    pub(crate) rules: &'a PublicationRules,
    pub(crate) private: PrivateWords,
    quotable: QuotableNames,
    pub(crate) withheld: Withheld,
    heads: BTreeMap<ReportHash, &'a ReportHead>,
    public_people: BTreeSet<String>,
}

impl<'a> Screen<'a> {
    pub(crate) fn new(
        input: &'a SituationInput<'a>,
        edition: Edition,
        rules: &'a PublicationRules,
    ) -> Self {
        Self {
            input,
            edition,
            rules,
            private: PrivateWords::of(input.claims, &rules.plain_words),
            quotable: if edition.is_public() {
                QuotableNames::of(input, rules)
            } else {
                QuotableNames::default()
            },
            withheld: Withheld::default(),
            heads: input.reports.iter().map(|head| (head.hash, head)).collect(),
            public_people: public_people(input),
        }
    }

    pub(crate) fn is_public(&self) -> bool {
        self.edition.is_public()
    }

    /// How sensitive a claim is: by its type, and by what people said of it.
    pub(crate) fn sensitivity(&self, claim: &Claim) -> Sensitivity {
        let default = of_claim(claim);
        let classified = self.input.rulings.classified.get(&claim.id);
        classified.map_or(default, |classified| classified.over(default))
    }

    /// The head of a report.
    pub(crate) fn head(&self, report: ReportHash) -> Option<&'a ReportHead> {
        self.heads.get(&report).copied()
    }

    /// The local day on which a report was published.
    pub(crate) fn published(&self, report: ReportHash) -> Option<Date> {
        self.head(report)?
            .published
            .map(|published| published.day(self.input.zone))
    }

    /// A party's neutral label.
    pub(crate) fn party(&self, id: &ActorId) -> CleanText {
        if self.is_public() && self.input.actors.get(id).is_none() {
            return CleanText::new(&self.rules.words.party_unlisted);
        }
        CleanText::new(self.input.actors.label(id))
    }

    /// What to call a voice.
    pub(crate) fn voice(&self, voice: &Voice) -> CleanText {
        let words = &self.rules.words;
        if self.is_public() && voice.private {
            return self.role(voice.role.as_deref(), &words.private_person);
        }
        if let Some(source) = &voice.source {
            return match self.input.sources.get(source) {
                Some(known) => CleanText::new(&known.name),
                None if self.is_public() => CleanText::new(&words.source_unlisted),
                None => CleanText::new(source.as_str()),
            };
        }
        if let Some(actor) = &voice.actor {
            return self.party(actor);
        }
        if self.is_public() && !self.is_public_person(&voice.name) {
            return self.role(voice.role.as_deref(), &words.voice_unlisted);
        }
        match &voice.role {
            Some(role) if !self.is_public() => CleanText::from(format!("{} ({role})", voice.name)),
            Some(_) | None => CleanText::new(&voice.name),
        }
    }

    /// Whether a quote may name a voice: a listed source, or a party. The report's own voice is named in no quote.
    pub(crate) fn may_stand_in_quote(&self, voice: &Voice) -> bool {
        let is_listed = |source| self.input.sources.get(source).is_some();
        voice.actor.is_some()
            || voice
                .source
                .as_ref()
                .is_some_and(|source| voice.span.is_none() || is_listed(source))
    }

    /// Whether a text names only what may be named outside the desk.
    pub(crate) fn is_quotable(&self, text: &str) -> bool {
        self.quotable.are_all_in(text, self.rules)
    }

    /// Where a place is, as coarsely as the edition gives it: outside the desk the middle of its cell of a fixed grid, so
    /// that it is the same each time.
    pub(crate) fn position(&self, position: Position) -> Position {
        if !self.is_public() {
            return position;
        }
        let cell = self.rules.grid_degrees;
        let decimals = 10_f64.powi(4);
        let middle = |degrees: f64, most: f64| {
            let middle = ((degrees / cell).floor() + 0.5) * cell;
            ((middle * decimals).round() / decimals).clamp(-most, most)
        };
        Position::new(middle(position.lat(), 90.0), middle(position.lon(), 180.0))
            .unwrap_or(position)
    }

    /// A place's name, or its region's where the edition does not name it.
    pub(crate) fn place(&self, place: &PlaceRef) -> CleanText {
        if self.names_place(place) {
            return CleanText::new(&place.name);
        }
        self.withheld
            .add(WithheldReason::CoarsePlace, place.id.as_str());
        let gazetteer = self.input.gazetteer;
        let region = gazetteer
            .get(&place.id)
            .and_then(|full| full.admin1.as_ref());
        match region.and_then(|region| gazetteer.get(region)) {
            Some(region) => CleanText::new(&region.name),
            None => CleanText::new(&self.rules.words.place_withheld),
        }
    }

    /// Whether the edition names a place: outside the desk only places of the gazetteer, of kinds that are listed.
    pub(crate) fn names_place(&self, place: &PlaceRef) -> bool {
        let known = self.input.gazetteer.get(&place.id);
        !self.is_public() || known.is_some_and(|known| self.rules.named_kinds.contains(&known.kind))
    }

    /// A class of people in the words of a report, where every word of it is listed.
    pub(crate) fn class(&self, who: &str) -> Option<CleanText> {
        (!self.is_public() || self.is_public_class(who)).then(|| CleanText::new(who))
    }

    /// Whether words are made of listed classes and plain words only.
    pub(crate) fn is_public_class(&self, words: &str) -> bool {
        normal_form(words)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| {
                self.rules.classes.contains(word)
                    || self.rules.plain_words.contains(word)
                    || word.chars().all(|c| c.is_ascii_digit())
            })
    }

    /// Whether a name is of somebody whom the theatre lists as speaking or acting in public.
    pub(crate) fn is_public_person(&self, name: &str) -> bool {
        self.public_people.contains(&normal_form(name))
    }

    fn role(&self, role: Option<&str>, otherwise: &str) -> CleanText {
        let listed = role.and_then(|role| self.rules.roles.get(&normal_form(role)));
        CleanText::new(listed.map_or(otherwise, String::as_str))
    }
}

fn public_people(input: &SituationInput<'_>) -> BTreeSet<String> {
    let spokespersons = input.sources.iter().flat_map(|source| &source.people);
    let leaders = input.actors.iter().flat_map(|actor| &actor.leader);
    spokespersons
        .flat_map(|person| person.aliases.iter().chain([&person.name]))
        .chain(leaders.flat_map(|leader| leader.aliases.iter().chain([&leader.name])))
        .map(|name| normal_form(name))
        .collect()
}
