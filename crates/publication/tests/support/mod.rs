//! A small record, built by hand, to publish from.

#![expect(dead_code, reason = "each test binary uses a part of it")]
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::{civil::Date, tz::TimeZone};
use marsad_domain::{
    ActorMention, Actors, Attribution, Body, Claim, ClaimDraft, ControlArea, ControlState,
    ControlVerb, Counted, CutOff, Digest32, Figure, FrontLine, Incident, IncidentId,
    IncidentStatus, Knowledge, LineageId, PlaceControl, PlaceId, PlaceRef, Probability, Published,
    Question, Quote, Range, Reader, Relation, ReportHash, ReportHead, Rulings, Side, Sources, Span,
    Stance, Total, TraceStep, Voice, When, WhenKind, Where,
};
use marsad_places::{Gazetteer, NamedText, lines::Lines};
use marsad_publication::{
    AttributionLine, Edition, PublicationRules, PublishedSituation, SituationInput,
};

pub(crate) const NOTICE: &str =
    "Example text written for tests; not the words of the sources named";

/// Everything that a report is made from, owned.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) theatre: String,
    pub(crate) on: Date,
    pub(crate) before: Date,
    pub(crate) reports: Vec<ReportHead>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) rulings: Rulings,
    pub(crate) incidents: Vec<Incident>,
    pub(crate) totals: Vec<Total>,
    pub(crate) control: Vec<PlaceControl>,
    pub(crate) control_before: Vec<PlaceControl>,
    pub(crate) areas: Vec<ControlArea>,
    pub(crate) fronts: Vec<FrontLine>,
    pub(crate) cut_off: Option<CutOff>,
    pub(crate) watch: Vec<PlaceId>,
    pub(crate) actors: Actors,
    pub(crate) sources: Sources,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) lines: Lines,
    pub(crate) attribution: Vec<AttributionLine>,
}

/// Who speaks, in short.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Speaker<'a> {
    /// A listed source.
    Source(&'a str),
    /// A private person with a role.
    Private(&'a str, &'a str),
    /// Somebody named who is listed nowhere.
    Named(&'a str),
}

pub(crate) fn rules() -> PublicationRules {
    PublicationRules::from_toml(
        NamedText {
            file: "rules.toml",
            text: include_str!("../../../../rules/publication/rules.toml"),
        },
        NamedText {
            file: "en.toml",
            text: include_str!("../../../../rules/publication/en.toml"),
        },
    )
    .unwrap()
}

impl Record {
    pub(crate) fn publish(&self, edition: Edition) -> PublishedSituation {
        let zone = TimeZone::UTC;
        let input = SituationInput {
            question: Question {
                on: self.on,
                knowledge: Knowledge::Everything,
            },
            theatre: &self.theatre,
            notice: Some(NOTICE),
            zone: &zone,
            reports: &self.reports,
            unread: 1,
            claims: &self.claims,
            rulings: &self.rulings,
            incidents: &self.incidents,
            totals: &self.totals,
            control: &self.control,
            control_before: &self.control_before,
            day_before: self.before,
            areas: &self.areas,
            fronts: &self.fronts,
            cut_off: self.cut_off.as_ref(),
            watch: &self.watch,
            actors: &self.actors,
            sources: &self.sources,
            gazetteer: &self.gazetteer,
            lines: &self.lines,
            rule_hash: Digest32::sha256(b"rules"),
            theatre_hash: Digest32::sha256(b"theatre"),
            attribution: &self.attribution,
        };
        PublishedSituation::from_input(&input, edition, &rules()).unwrap()
    }

    pub(crate) fn public(&self) -> PublishedSituation {
        self.publish(Edition::Public {
            issued: self.on.checked_add(jiff::Span::new().days(30)).unwrap(),
        })
    }

    /// A report of a source with one claim in it.
    pub(crate) fn say(
        &mut self,
        day: &str,
        outlet: &str,
        speaker: Speaker<'_>,
        quote: &str,
        body: Body,
        place: Option<&str>,
    ) -> &mut Claim {
        let report = format!("report-{}", self.reports.len() + 1);
        let source = outlet.parse().unwrap();
        let published: Published = day.parse().unwrap();
        let hash =
            marsad_domain::Report::hash_of(&source, Some(published), &format!("{report}{quote}"));
        self.reports.push(ReportHead {
            hash,
            name: report.clone(),
            source: source.clone(),
            published: Some(published),
            received: format!("{day}T12:00:00Z").parse().unwrap(),
            lineage: LineageId::of("lineage", &[quote.as_bytes()]),
        });
        let own = Voice {
            name: outlet.into(),
            role: None,
            source: Some(source),
            actor: None,
            span: None,
            private: false,
        };
        let mut voices = Vec::new();
        let span = Some(Span::new(0, 4));
        match speaker {
            Speaker::Source(name) if name == outlet => {}
            Speaker::Source(name) => voices.push(Voice {
                source: Some(name.parse().unwrap()),
                name: name.into(),
                span,
                ..own.clone()
            }),
            Speaker::Private(name, role) => voices.push(Voice {
                name: name.into(),
                role: Some(role.into()),
                source: None,
                actor: None,
                span,
                private: true,
            }),
            Speaker::Named(name) => voices.push(Voice {
                name: name.into(),
                role: None,
                source: None,
                actor: None,
                span,
                private: false,
            }),
        }
        voices.push(own);
        let r#where = place.map(|id| self.at(id)).into_iter().collect();
        let when = When::day(day.parse().unwrap(), WhenKind::Event, None);
        let draft = ClaimDraft {
            body,
            stance: Stance::Asserted,
            quote: Quote {
                span: Span::new(0, quote.len()),
                text: quote.to_owned(),
            },
            said_by: Attribution::try_from(voices).unwrap(),
            cue: None,
            speech: Vec::new(),
            when,
            r#where,
            except: Vec::new(),
            actors: Vec::<ActorMention>::new(),
            sensitive: false,
            rules: vec!["test".into()],
        };
        let reader = Reader {
            name: "hand".to_owned(),
            version: "1".to_owned(),
            rules: Digest32::sha256(b""),
        };
        self.claims
            .push(draft.into_claim(&report, hash, &reader, 0));
        self.claims.last_mut().unwrap()
    }

    fn at(&self, id: &str) -> Where {
        Where {
            relation: Relation::At,
            place: Some(self.place(id)),
            radius_km: None,
            text: id.into(),
            span: Span::new(0, 4),
        }
    }

    pub(crate) fn place(&self, id: &str) -> PlaceRef {
        PlaceRef::from(self.gazetteer.get(&id.parse().unwrap()).unwrap())
    }

    /// Sets the state of a place on the day of the question, resting on claims.
    pub(crate) fn hold(
        &mut self,
        id: &str,
        state: ControlState,
        supporting: &[usize],
        opposing: &[usize],
    ) {
        let place = self.place(id);
        let step = |claim: &usize, side| TraceStep {
            claim: Some(self.claims.get(*claim).unwrap().id),
            day: self.on,
            rule: "hold".to_owned(),
            after: state.clone(),
            side,
            is_unchecked: false,
            note: "an internal note".to_owned(),
        };
        let mut trace: Vec<TraceStep> = supporting.iter().map(|at| step(at, Side::For)).collect();
        trace.extend(opposing.iter().map(|at| step(at, Side::Against)));
        let control = PlaceControl {
            place: place.clone(),
            state,
            since: Some(self.on),
            confidence: Probability::clamped(0.81),
            would_change: Vec::new(),
            trace,
        };
        self.control.retain(|other| other.place.id != place.id);
        self.control.push(control);
    }

    /// The opening position of a place, then and before.
    pub(crate) fn open(&mut self, id: &str, state: &ControlState) {
        let place = self.place(id);
        let step = TraceStep {
            claim: None,
            day: self.before,
            rule: "opening".to_owned(),
            after: state.clone(),
            side: Side::For,
            is_unchecked: matches!(state, ControlState::Claimed { .. }),
            note: "an internal note".to_owned(),
        };
        let control = PlaceControl {
            place,
            state: state.clone(),
            since: None,
            confidence: Probability::clamped(0.8),
            would_change: Vec::new(),
            trace: vec![step],
        };
        self.control.push(control.clone());
        self.control_before.push(control);
    }

    /// An incident of some claims, by their numbers.
    pub(crate) fn incident(
        &mut self,
        claims: &[usize],
        killed: Option<(u64, u64)>,
    ) -> &mut Incident {
        let chosen: Vec<&Claim> = claims
            .iter()
            .map(|at| self.claims.get(*at).unwrap())
            .collect();
        let first = *chosen.first().unwrap();
        let incident = Incident {
            id: IncidentId::of("incident", &[first.id.as_bytes()]),
            reports: chosen
                .iter()
                .map(|claim| claim.report.to_string())
                .collect(),
            main_reports: Vec::new(),
            claims: chosen.iter().map(|claim| claim.id).collect(),
            kind: first.body.kind().to_owned(),
            sub_event: None,
            place: first.r#where.first().and_then(|place| place.place.clone()),
            when: first.when.clone(),
            status: IncidentStatus::Reported,
            lineages: chosen.len(),
            lineage_ids: Vec::new(),
            actors: Vec::new(),
            killed: killed.map(|(low, high)| Range::new(low, None, high, false).unwrap()),
            injured: None,
            missing: None,
            detained: None,
            of_them: Vec::new(),
            wording: vec!["an internal note".to_owned()],
            counted: Vec::new(),
            arithmetic: Vec::new(),
            links: vec!["an internal note".to_owned()],
        };
        self.incidents.push(incident);
        self.incidents.last_mut().unwrap()
    }
}

pub(crate) fn took(party: &str) -> Body {
    control(ControlVerb::Took, party)
}

pub(crate) fn control(change: ControlVerb, party: &str) -> Body {
    Body::Control {
        control: marsad_domain::ControlChange {
            change,
            party: Some(party.parse().unwrap()),
        },
    }
}

pub(crate) fn toll(amount: marsad_domain::Amount) -> Body {
    Body::Toll {
        figures: vec![figure(Counted::Killed, amount)],
    }
}

pub(crate) fn figure(of: Counted, amount: marsad_domain::Amount) -> Figure {
    Figure {
        of,
        amount,
        unit: marsad_domain::Unit::Persons,
        cumulative_since: None,
        is_cumulative: false,
        is_part: false,
        who: None,
        text: "words of a figure".to_owned(),
        span: Span::new(0, 4),
    }
}

pub(crate) fn held(party: &str) -> ControlState {
    ControlState::Held {
        holder: party.parse().unwrap(),
    }
}

/// A hash to tell reports apart.
pub(crate) fn report_hash(text: &str) -> ReportHash {
    ReportHash::of("report", &[text.as_bytes()])
}

/// A theatre of two parties and four places that exists nowhere.
pub(crate) fn invented() -> Record {
    let places = "id,name,kind,lat,lon,population,admin1,country\n\
        karsun,Karsun,city,10.0,20.0,400000,north,XA\n\
        belmar,Belmar,town,10.5,20.6,30000,north,XA\n\
        dry-well,Dry Well,village,10.9,20.2,900,north,XA\n\
        school-six,School Six,facility,10.1,20.1,,north,XA\n";
    let areas = "id,name,kind,lat,lon,country\nnorth,North Province,governorate,10.3,20.3,XA\n";
    let actors = r##"
        [[actor]]
        id = "army"
        name = "Army"
        kind = "state"
        letter = "A"
        colour = "#D55E00"
        basis = "invented"
        [[actor]]
        id = "front"
        name = "Front"
        kind = "rebel"
        letter = "F"
        colour = "#009E73"
        basis = "invented"
    "##;
    let sources = r#"
        [[source]]
        id = "monitor"
        name = "Karsun Monitor"
        kind = "monitor"
        reliability = "B"
        reason = "invented"
        basis = "invented"
        [[source]]
        id = "wire"
        name = "North Wire"
        kind = "wire"
        reliability = "C"
        favours = ["army"]
        people = [{ name = "Edda Ruhn", role = "spokeswoman" }]
        reason = "invented"
        basis = "invented"
    "#;
    let lines = r#"
        [[line]]
        id = "border"
        name = "Border"
        kind = "boundary"
        basis = "drawn, approximate"
        points = [[9.5, 19.5], [9.5, 21.0], [11.2, 21.0], [11.2, 19.5], [9.5, 19.5]]
        [[line]]
        id = "stream"
        name = "Stream"
        kind = "river"
        basis = "drawn, approximate"
        points = [[11.2, 20.3], [10.3, 20.4], [9.5, 20.1]]
    "#;
    let gazetteer = Gazetteer::from_csv(
        NamedText {
            file: "places.csv",
            text: places,
        },
        Some(NamedText {
            file: "areas.csv",
            text: areas,
        }),
    )
    .unwrap();
    assert!(gazetteer.refused.is_empty(), "{:?}", gazetteer.refused);
    Record {
        rulings: Rulings::default(),
        theatre: "Karsun".to_owned(),
        on: "2031-05-08".parse().unwrap(),
        before: "2031-05-07".parse().unwrap(),
        reports: Vec::new(),
        claims: Vec::new(),
        incidents: Vec::new(),
        totals: Vec::new(),
        control: Vec::new(),
        control_before: Vec::new(),
        areas: Vec::new(),
        fronts: Vec::new(),
        cut_off: None,
        watch: vec!["karsun".parse().unwrap()],
        actors: Actors::from_toml("actors.toml", actors).unwrap(),
        sources: Sources::from_toml("sources.toml", sources).unwrap(),
        gazetteer: gazetteer.value,
        lines: Lines::from_toml("lines.toml", lines).unwrap(),
        attribution: vec![AttributionLine {
            name: "Nobody".to_owned(),
            licence: "CC0".to_owned(),
            text: "Places: invented".to_owned(),
        }],
    }
}
