//! `marsad places`: which places documents name, and where their words put something, one toponym, pair of
//! coordinates or place code a line.

use anyhow::Result;
use marsad_domain::{
    Bearing, GeoPrecision, Geometry, PlaceId, PlaceRef, Probability, Quote, Radius, Relation,
    ShortText, Span, WherePrecision,
};
use marsad_places::{
    Ground, Location, PlaceCodes, Precision, Rejected, Sense, Toponym, coordinates, judge,
    of_radius, parts, relate,
};
use serde::Serialize;

use super::documents::{self, Places};
use crate::{args::PlacesJob, desk::Desk, exit::Outcome, output::write_json_line};

/// The longest document, in bytes: 256 MiB. A text is read part by part, so that only the text itself is in memory.
const LONGEST: usize = 256 << 20;

/// A line; what is absent is unknown.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    start: usize,
    end: usize,
    quote: &'a str,
    sense: Sense,
    place: Option<PlaceRef>,
    /// Within how many kilometres of the place's point most of it lies, where it is an area.
    #[serde(skip_serializing_if = "Option::is_none")]
    extent_km: Option<f64>,
    score: Probability,
    #[serde(flatten)]
    located: Located,
    #[serde(flatten)]
    told: Option<Told>,
}

/// Why a name means a place, where somebody asks.
#[derive(Serialize)]
struct Told {
    /// The places that it may mean, the most probable first.
    candidates: Vec<MayMean>,
    /// What decided; numbers are natural logarithms of odds for the place that was chosen.
    why: Vec<String>,
}

/// A place that a name may mean.
#[derive(Serialize)]
struct MayMean {
    #[serde(flatten)]
    place: PlaceRef,
    score: Probability,
}

/// A name of the gazetteer that is no place where it stands, told only to whoever asks why.
#[derive(Serialize)]
struct Refused<'a> {
    id: &'a str,
    start: usize,
    end: usize,
    quote: &'a str,
    no_place: bool,
    why: Vec<String>,
}

/// Where the words put something.
#[derive(Serialize, Default)]
struct Located {
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<Form>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<Relation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bearing: Option<Bearing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius_km: Option<Radius>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geometry: Option<Geometry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo_precision: Option<GeoPrecision>,
    #[serde(skip_serializing_if = "Option::is_none")]
    where_prec: Option<WherePrecision>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Quote>,
}

/// How a place is written that is no name.
#[derive(Serialize)]
#[serde(untagged)]
enum Form {
    Coordinates(coordinates::Form),
    Code(CodeForm),
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum CodeForm {
    PlaceCode,
}

/// Everything that a document is read against.
struct Surroundings<'a> {
    places: &'a Places,
    ground: Ground<'a>,
    codes: PlaceCodes,
    is_why: bool,
}

/// A part of a document: a long one is read part by part, so that no more than one is held in memory.
#[derive(Clone, Copy)]
struct Part<'a> {
    document: &'a str,
    text: &'a str,
    /// The byte of the document at which it starts.
    start: usize,
}

impl Part<'_> {
    /// Words of the part as a quote of the document.
    fn quote(&self, span: Span) -> Option<Quote> {
        Quote::of_part((self.start, self.text), span)
    }
}

/// Prints the places of each document.
pub(crate) fn run(job: &PlacesJob, desk: &mut Desk) -> Result<Outcome> {
    let is_why = job.is_why;
    let job = &job.documents;
    let places = documents::places(&job.theatre, desk)?;
    let (gazetteer, rules) = (&places.gazetteer, &places.rules);
    let around = Surroundings {
        ground: Ground::new(rules.relative(), gazetteer, &places.lines, &places.roads)?,
        codes: PlaceCodes::new(gazetteer),
        is_why,
        places: &places,
    };
    let defaults = job.defaults.for_a_look(LONGEST);
    documents::each(&job.inputs, &defaults, desk, |report, out| {
        for (start, text) in parts(&report.text) {
            let document = report.name.as_str();
            let part = Part {
                document,
                text,
                start,
            };
            let judged = judge(part.text, gazetteer, rules);
            for line in around.lines(part, &judged.toponyms) {
                write_json_line(out, &line)?;
            }
            let rejected = judged.rejected.iter().filter(|_| is_why);
            for name in rejected.filter_map(|it| no_place(part, it)) {
                write_json_line(out, &name)?;
            }
        }
        Ok(())
    })
}

impl Surroundings<'_> {
    fn lines<'a>(&self, part: Part<'a>, toponyms: &[Toponym]) -> Vec<Line<'a>> {
        let locations = relate(part.text, toponyms, &self.ground);
        let mut lines = self.named(part, toponyms, &locations);
        let unnamed = locations.iter().filter(|it| it.toponyms.is_empty());
        lines.extend(unnamed.filter_map(|it| self.line_alone(part, it)));
        lines.extend(self.coordinates(part));
        lines.extend(self.codes(part));
        lines.sort_by_key(|line| (line.start, line.end));
        lines
    }

    /// The toponyms, each with the location that its words say.
    fn named<'a>(
        &self,
        part: Part<'a>,
        toponyms: &[Toponym],
        locations: &[Location],
    ) -> Vec<Line<'a>> {
        let mut located: Vec<Option<&Location>> = vec![None; toponyms.len()];
        for location in locations {
            for number in &location.toponyms {
                if let Some(slot) = located.get_mut(*number) {
                    *slot = Some(location);
                }
            }
        }
        let lines = toponyms
            .iter()
            .zip(located)
            .filter_map(|(toponym, location)| {
                let place = toponym.place.as_ref();
                let located = location.map(|it| Located::of(part, it));
                Some(Line {
                    extent_km: place.and_then(|id| self.places.gazetteer.extent_km(id)),
                    sense: toponym.sense,
                    score: toponym.score,
                    located: located.unwrap_or_default(),
                    told: self.is_why.then(|| self.told(toponym)),
                    ..line(part, toponym.span, place.and_then(|id| self.place(id)))?
                })
            });
        lines.collect()
    }

    fn told(&self, toponym: &Toponym) -> Told {
        let candidates = toponym.candidates.iter().filter_map(|it| {
            Some(MayMean {
                place: self.place(&it.place)?,
                score: it.score,
            })
        });
        Told {
            candidates: candidates.collect(),
            why: toponym.reasons.iter().map(ToString::to_string).collect(),
        }
    }

    /// A river or road that is no toponym, where the words put something by it.
    fn line_alone<'a>(&self, part: Part<'a>, location: &Location) -> Option<Line<'a>> {
        let place = location.line.as_ref().and_then(|id| self.place(id));
        Some(Line {
            located: Located::of(part, location),
            ..line(part, location.name, place)?
        })
    }

    fn coordinates<'a>(&self, part: Part<'a>) -> Vec<Line<'a>> {
        let found = coordinates::find(part.text, self.places.rules.coordinates());
        let lines = found.iter().filter_map(|it| {
            let place = it.place()?;
            let geometry = Geometry::Point {
                coordinates: marsad_domain::LonLat(place.position),
            };
            Some(Line {
                located: Located {
                    form: Some(Form::Coordinates(it.form)),
                    relation: Some(Relation::At),
                    radius_km: Some(it.radius),
                    geometry: Some(geometry),
                    ..Located::default()
                }
                .with(Some(of_radius(it.radius))),
                ..line(part, it.span, Some(place))?
            })
        });
        lines.collect()
    }

    fn codes<'a>(&self, part: Part<'a>) -> Vec<Line<'a>> {
        let found = self.codes.find(part.text);
        let lines = found.iter().filter_map(|it| {
            let place = it.place.as_ref();
            let located = Located {
                form: Some(Form::Code(CodeForm::PlaceCode)),
                relation: place.map(|_| Relation::At),
                geometry: it.place.clone().map(|area| Geometry::Area { area }),
                ..Located::default()
            };
            Some(Line {
                located: located.with(it.precision),
                ..line(part, it.span, place.and_then(|id| self.place(id)))?
            })
        });
        lines.collect()
    }

    /// A place of the gazetteer, or a line at the middle one of its points.
    fn place(&self, id: &PlaceId) -> Option<PlaceRef> {
        if let Some(place) = self.places.gazetteer.get(id) {
            return Some(PlaceRef::from(place));
        }
        let line = self.places.lines.get(id)?;
        Some(PlaceRef {
            id: id.clone(),
            name: line.name.as_str().into(),
            position: *line.points().get(line.points().len() / 2)?,
            country: ShortText::default(),
        })
    }
}

impl Located {
    fn of(part: Part<'_>, location: &Location) -> Self {
        let is_longer = location.words != location.name;
        let words = is_longer.then(|| part.quote(location.words));
        Self {
            form: None,
            relation: Some(location.relation),
            bearing: location.bearing,
            radius_km: location.radius,
            geometry: location.geometry.clone(),
            words: words.flatten(),
            ..Self::default()
        }
        .with(location.precision)
    }

    fn with(self, precision: Option<Precision>) -> Self {
        Self {
            geo_precision: precision.map(|it| it.geo),
            where_prec: precision.map(|it| it.place),
            ..self
        }
    }
}

/// A line of a place that is surely what it says; one without a place is surely none that is known.
fn line(part: Part<'_>, span: Span, place: Option<PlaceRef>) -> Option<Line<'_>> {
    Some(Line {
        id: part.document,
        start: span.start() + part.start,
        end: span.end() + part.start,
        quote: span.of(part.text)?,
        sense: Sense::Literal,
        score: if place.is_some() {
            Probability::ONE
        } else {
            Probability::ZERO
        },
        place,
        extent_km: None,
        located: Located::default(),
        told: None,
    })
}

fn no_place<'a>(part: Part<'a>, name: &Rejected) -> Option<Refused<'a>> {
    Some(Refused {
        id: part.document,
        start: name.span.start() + part.start,
        end: name.span.end() + part.start,
        quote: name.span.of(part.text)?,
        no_place: true,
        why: name.reasons.iter().map(ToString::to_string).collect(),
    })
}
