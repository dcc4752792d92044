//! Claims about an invented war, for the tests of this crate.
#![expect(clippy::unwrap_used, reason = "tests")]
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each test uses a part of it"
)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use marsad_domain::{
    ActorMention, Actors, Amount, Attribution, Body, Claim, ClaimDraft, Counted, Digest32, Figure,
    Kilometres, LineageId, Measure, PlaceRef, Position, Published, Quote, Reader, Relation, Report,
    ReportHash, ReportHead, Role, Rulings, Sources, Span, Stance, SubEvent, TotalScope, Unit,
    Voice, When, WhenKind, Where, WordSketch,
};
use marsad_incidents::{
    CountingRules, Displaced, Gathered, IncidentRules, Known, LinkRules, TotalQuestion,
    displacement_in, gather_for,
};
use marsad_places::{Gazetteer, NamedText};

const ACTORS: &str = r#"
[[actor]]
id = "army"
name = "Army of Arden"
kind = "state"
basis = "invented"
"#;

const AREAS: &str = "id,name,kind,parent,lat,lon,country\n\
    arden,Arden,country,,11.5,20,AR\n\
    north,North,governorate,arden,10,20,AR\n\
    south,South,governorate,arden,13,20,AR\n\
    lornland,Lornland,admin2,north,10,20,AR\n";

const PLACES: &str = "id,name,kind,lat,lon,admin1,admin2,country\n\
    lorn,Lorn,town,10,20,north,lornland,AR\n\
    mirn,Mirn,town,10.9,20,north,,AR\n\
    sund,Sund,town,13,20,south,,AR\n";

const SOURCES: &str = r#"
[[source]]
id = "ministry"
name = "Ministry"
kind = "government"
reliability = "F"
favours = ["army"]
reason = "speaks for the army"
basis = "invented"
[[source]]
id = "un"
name = "United Nations"
kind = "un"
reliability = "A"
reason = "counts with care"
basis = "invented"
[[source]]
id = "registry"
name = "Registry"
kind = "ngo"
reliability = "B"
reason = "counts with care"
basis = "invented"
[[source]]
id = "gazette"
name = "Gazette"
kind = "newspaper"
copies = ["wire"]
reason = "prints the wire"
basis = "invented"
[[source]]
id = "chronicle"
name = "Chronicle"
kind = "newspaper"
copies = ["wire"]
reason = "prints the wire"
basis = "invented"
"#;

/// The country of Arden: Lorn in Lornland and Mirn in the North, Sund in the South.
pub(crate) fn arden() -> Gazetteer {
    let named = |file, text| NamedText { file, text };
    let read =
        Gazetteer::from_csv(named("places.csv", PLACES), Some(named("areas.csv", AREAS))).unwrap();
    assert!(read.refused.is_empty(), "{:?}", read.refused);
    read.value
}

/// A place of Arden.
pub(crate) fn at(id: &str) -> (String, f64, f64) {
    let place = arden().get(&id.parse().unwrap()).unwrap().clone();
    (id.to_owned(), place.position.lat(), place.position.lon())
}

/// The rules that ship.
pub(crate) fn rules() -> IncidentRules {
    let link = include_str!("../../../../rules/incidents/claims.toml");
    let counting = include_str!("../../../../rules/incidents/counting.toml");
    IncidentRules {
        link: LinkRules::from_toml("claims.toml", link).unwrap(),
        counting: CountingRules::from_toml("counting.toml", counting).unwrap(),
    }
}

/// Claims with the heads of their reports.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub(crate) claims: Vec<Claim>,
    pub(crate) heads: BTreeMap<ReportHash, ReportHead>,
    pub(crate) words: BTreeMap<ReportHash, WordSketch>,
    pub(crate) rulings: Rulings,
}

/// What a report says, in one sentence.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) source: String,
    pub(crate) minute: i64,
    pub(crate) day: Date,
    /// The last day, where it lasted for several.
    pub(crate) until: Option<Date>,
    pub(crate) place: Option<(String, f64, f64)>,
    pub(crate) stance: Stance,
    pub(crate) sub_event: Option<SubEvent>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) copies: Option<ReportHash>,
    /// Words that tell the report from others, by number; none where nothing is known of its words.
    pub(crate) words: Vec<u32>,
    /// Whom the source quotes, from the nearest speaker outward.
    pub(crate) quoting: Vec<Voice>,
}

/// A speaker whom the theatre does not know.
pub(crate) fn speaker(name: &str) -> Voice {
    Voice {
        name: name.into(),
        role: None,
        source: None,
        actor: None,
        span: None,
        private: false,
    }
}

/// Words by number, as a report's sketch has them.
fn sketch(words: &[u32]) -> WordSketch {
    let words: BTreeSet<u32> = words.iter().copied().collect();
    WordSketch(words.into_iter().collect())
}

impl Said {
    /// A strike on Lorn.
    pub(crate) fn by(source: &str, minute: i64) -> Self {
        Self {
            source: source.to_owned(),
            minute,
            day: "2031-03-04".parse().unwrap(),
            until: None,
            place: Some(("lorn".to_owned(), 10.0, 20.0)),
            stance: Stance::Asserted,
            sub_event: Some(SubEvent::AirDroneStrike),
            figures: Vec::new(),
            copies: None,
            words: Vec::new(),
            quoting: Vec::new(),
        }
    }
}

pub(crate) fn figure(amount: Amount, who: Option<&str>, is_part: bool, text: &str) -> Figure {
    Figure {
        of: Counted::Killed,
        amount,
        unit: Unit::Persons,
        cumulative_since: None,
        is_cumulative: false,
        is_part,
        who: who.map(str::to_owned),
        text: text.to_owned(),
        span: Span::new(0, 1),
    }
}

pub(crate) fn place(id: &str, lat: f64, lon: f64) -> PlaceRef {
    PlaceRef {
        id: id.parse().unwrap(),
        name: id.into(),
        position: Position::new(lat, lon).unwrap(),
        country: "AR".into(),
    }
}

fn start() -> Timestamp {
    "2031-03-04T12:00:00Z".parse().unwrap()
}

impl Record {
    /// Adds a report and gives its hash.
    pub(crate) fn add(&mut self, said: &Said) -> ReportHash {
        let source = said.source.parse().unwrap();
        let at = Timestamp::from_second(start().as_second() + said.minute * 60).unwrap();
        let words = words(said);
        let hash = Report::hash_of(&source, Some(Published::Instant(at)), &words);
        let lineage = said.copies.map_or_else(
            || LineageId::of("lineage", &[hash.as_bytes()]),
            |original| self.heads[&original].lineage,
        );
        let head = ReportHead {
            hash,
            name: format!("{}-{}", said.source, said.minute),
            source: source.clone(),
            published: Some(Published::Instant(at)),
            received: at,
            lineage,
        };
        self.heads.insert(hash, head);
        if !said.words.is_empty() {
            self.words.insert(hash, sketch(&said.words));
        }
        for body in bodies(said) {
            self.claims.push(claim(said, hash, body, &words));
        }
        hash
    }

    /// What follows from the claims.
    pub(crate) fn gathered(&self) -> Gathered {
        self.gathered_in(&Gazetteer::empty(), &TotalQuestion::default())
    }

    /// What follows from the claims in a country, with the totals that are asked for.
    pub(crate) fn gathered_in(&self, gazetteer: &Gazetteer, question: &TotalQuestion) -> Gathered {
        self.gathered_by(&rules(), gazetteer, question)
    }

    /// The same by other rules than those that ship.
    pub(crate) fn gathered_by(
        &self,
        rules: &IncidentRules,
        gazetteer: &Gazetteer,
        question: &TotalQuestion,
    ) -> Gathered {
        let actors = Actors::from_toml("actors.toml", ACTORS).unwrap();
        let sources = Sources::from_toml("sources.toml", SOURCES).unwrap();
        let zone = TimeZone::UTC;
        let known = Known {
            heads: &self.heads,
            words: &self.words,
            sources: &sources,
            actors: &actors,
            gazetteer,
            rulings: &self.rulings,
            rules,
            zone: &zone,
        };
        gather_for(&self.claims, &known, question)
    }

    /// The displacement figures in a country, by these rules.
    pub(crate) fn displaced_by(&self, rules: &IncidentRules, asked: &TotalScope) -> Displaced {
        let (gazetteer, zone) = (arden(), TimeZone::UTC);
        let sources = Sources::from_toml("sources.toml", SOURCES).unwrap();
        let known = Known {
            heads: &self.heads,
            words: &self.words,
            sources: &sources,
            actors: &Actors::default(),
            gazetteer: &gazetteer,
            rulings: &self.rulings,
            rules,
            zone: &zone,
        };
        displacement_in(&self.claims, &known, asked)
    }

    /// Adds a report of people who fled: from where, to where, how many.
    pub(crate) fn add_flight(
        &mut self,
        said: &Said,
        measure: Measure,
        [from, to]: [Option<&str>; 2],
        figures: Vec<Figure>,
    ) -> ReportHash {
        let bare = Said {
            sub_event: None,
            figures: Vec::new(),
            ..said.clone()
        };
        let hash = self.add(&bare);
        let place = |id: &str| {
            let (id, lat, lon) = at(id);
            Box::new(place(&id, lat, lon))
        };
        let body = Body::Displacement {
            measure,
            from: from.map(place),
            to: to.map(place),
            figures,
        };
        let words = format!("{body:?}");
        self.claims.push(claim(said, hash, body, &words));
        hash
    }
}

/// The text of a report: two that say something else differ in it, as reports do.
fn words(said: &Said) -> String {
    let place = said.place.as_ref().map(|(name, ..)| name.as_str());
    format!(
        "{} {:?} {:?} {:?} {place:?} {} {:?} {:?}",
        said.source, said.sub_event, said.figures, said.stance, said.day, said.until, said.quoting
    )
}

fn bodies(said: &Said) -> Vec<Body> {
    let toll = Body::Toll {
        figures: said.figures.clone(),
    };
    let happening = said
        .sub_event
        .map(|sub_event| Body::Happening { sub_event });
    let has_toll = !said.figures.is_empty();
    happening
        .into_iter()
        .chain(has_toll.then_some(toll))
        .collect()
}

fn claim(said: &Said, hash: ReportHash, body: Body, words: &str) -> Claim {
    let agent = ActorMention {
        role: Role::Agent,
        id: Some("army".parse().unwrap()),
        name: "Army of Arden".into(),
        text: "the army".into(),
        span: Span::new(0, 8),
    };
    let place = said.place.as_ref().map(|(id, lat, lon)| Where {
        relation: Relation::At,
        place: Some(place(id, *lat, *lon)),
        radius_km: Some(Kilometres(2.0)),
        text: id.clone().into(),
        span: Span::new(0, 1),
    });
    let voice = Voice {
        name: said.source.clone().into(),
        role: None,
        source: Some(said.source.parse().unwrap()),
        actor: None,
        span: None,
        private: false,
    };
    let draft = ClaimDraft {
        body,
        stance: said.stance,
        quote: Quote {
            span: Span::new(0, 50),
            text: words.to_owned(),
        },
        said_by: Attribution::try_from([said.quoting.clone(), vec![voice]].concat()).unwrap(),
        cue: None,
        speech: Vec::new(),
        when: match said.until {
            Some(until) => When::interval(said.day, until, WhenKind::Event, None),
            None => When::day(said.day, WhenKind::Event, None),
        },
        r#where: place.into_iter().collect(),
        except: Vec::new(),
        actors: vec![agent],
        sensitive: false,
        rules: Vec::new(),
    };
    let reader = Reader {
        name: "test".into(),
        version: "1".into(),
        rules: Digest32::blake3(b""),
    };
    draft.into_claim(
        &format!("{}-{}", said.source, said.minute),
        hash,
        &reader,
        0,
    )
}
