//! `marsad places`: which places documents name, and where their words put something, one toponym, pair of
//! coordinates or place code a line.

use anyhow::Result;
use marsad_domain::{
    Bearing, GeoPrecision, Geometry, PlaceId, PlaceRef, Probability, Quote, Radius, Relation,
    Report, ShortText, Span, WherePrecision,
};
use marsad_places::{
    Ground, Location, PlaceCodes, Precision, Sense, Toponym, coordinates, find, of_radius, relate,
};
use serde::Serialize;

use super::documents;
use crate::{
    args::DocumentsJob, desk::Desk, exit::Outcome, output::write_json_line, rules::RuleSet,
    theatre::Theatre,
};

/// A line; what is absent is unknown.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    start: usize,
    end: usize,
    quote: &'a str,
    sense: Sense,
    place: Option<PlaceRef>,
    score: Probability,
    #[serde(flatten)]
    located: Located,
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
    theatre: &'a Theatre,
    rules: &'a RuleSet,
    ground: Ground<'a>,
    codes: PlaceCodes,
}

/// Prints the places of each document.
pub(crate) fn run(job: &DocumentsJob, desk: &mut Desk) -> Result<Outcome> {
    let (theatre, rules) = documents::surroundings(&job.theatre, desk)?;
    let roads = documents::roads(&job.theatre, &theatre, desk)?;
    let (gazetteer, lines) = (&theatre.gazetteer, &theatre.lines);
    let around = Surroundings {
        ground: Ground::new(rules.places.relative(), gazetteer, lines, &roads)?,
        codes: PlaceCodes::new(gazetteer),
        theatre: &theatre,
        rules: &rules,
    };
    documents::each(job, &theatre, desk, |report| around.lines(report))
}

impl Surroundings<'_> {
    fn lines(&self, report: &Report) -> Result<Vec<u8>> {
        let text = report.text.as_str();
        let toponyms = find(text, &self.theatre.gazetteer, &self.rules.places);
        let locations = relate(text, &toponyms, &self.ground);
        let mut lines = self.named(report, &toponyms, &locations);
        let unnamed = locations.iter().filter(|it| it.toponyms.is_empty());
        lines.extend(unnamed.filter_map(|it| self.line_alone(report, it)));
        lines.extend(self.coordinates(report));
        lines.extend(self.codes(report));
        lines.sort_by_key(|line| (line.start, line.end));
        let mut out = Vec::new();
        for line in &lines {
            write_json_line(&mut out, line)?;
        }
        Ok(out)
    }

    /// The toponyms, each with the location that its words say.
    fn named<'a>(
        &self,
        report: &'a Report,
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
                let located = location.map(|it| Located::of(report, it));
                Some(Line {
                    sense: toponym.sense,
                    score: toponym.score,
                    located: located.unwrap_or_default(),
                    ..line(report, toponym.span, place.and_then(|id| self.place(id)))?
                })
            });
        lines.collect()
    }

    /// A river or road that is no toponym, where the words put something by it.
    fn line_alone<'a>(&self, report: &'a Report, location: &Location) -> Option<Line<'a>> {
        let place = location.line.as_ref().and_then(|id| self.place(id));
        Some(Line {
            located: Located::of(report, location),
            ..line(report, location.name, place)?
        })
    }

    fn coordinates<'a>(&self, report: &'a Report) -> Vec<Line<'a>> {
        let found = coordinates::find(&report.text, self.rules.places.coordinates());
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
                ..line(report, it.span, Some(place))?
            })
        });
        lines.collect()
    }

    fn codes<'a>(&self, report: &'a Report) -> Vec<Line<'a>> {
        let found = self.codes.find(&report.text);
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
                ..line(report, it.span, place.and_then(|id| self.place(id)))?
            })
        });
        lines.collect()
    }

    /// A place of the gazetteer, or a line at the middle one of its points.
    fn place(&self, id: &PlaceId) -> Option<PlaceRef> {
        if let Some(place) = self.theatre.gazetteer.get(id) {
            return Some(PlaceRef::from(place));
        }
        let line = self.theatre.lines.get(id)?;
        Some(PlaceRef {
            id: id.clone(),
            name: line.name.as_str().into(),
            position: *line.points().get(line.points().len() / 2)?,
            country: ShortText::default(),
        })
    }
}

impl Located {
    fn of(report: &Report, location: &Location) -> Self {
        let is_longer = location.words != location.name;
        let words = is_longer.then(|| Quote::of(&report.text, location.words));
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
fn line(report: &Report, span: Span, place: Option<PlaceRef>) -> Option<Line<'_>> {
    Some(Line {
        id: &report.name,
        start: span.start(),
        end: span.end(),
        quote: span.of(&report.text)?,
        sense: Sense::Literal,
        score: if place.is_some() {
            Probability::ONE
        } else {
            Probability::ZERO
        },
        place,
        located: Located::default(),
    })
}
