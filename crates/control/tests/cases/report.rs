//! A claim of a case's table, made into a claim as a reader would.

use std::error::Error;

use marsad_domain::{
    Attribution, Body, Claim, ClaimDraft, ControlChange, ControlVerb, Digest32, LineageId,
    PlaceRef, Quote, Reader, Relation, ReportHash, ReportHead, Span, Stance, Voice, When, WhenKind,
    Where,
};

use super::theatre::Theatre;

/// A row of the table of claims.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) report: String,
    pub(crate) published: String,
    pub(crate) source: String,
    pub(crate) said_by: String,
    pub(crate) stance: String,
    pub(crate) party: String,
    pub(crate) what: String,
    pub(crate) place: String,
    pub(crate) when: String,
}

const RELATIONS: [(&str, Relation); 9] = [
    ("part of ", Relation::PartOf),
    ("near ", Relation::Near),
    ("around ", Relation::Around),
    ("toward ", Relation::Toward),
    ("from ", Relation::From),
    ("north of ", Relation::NorthOf),
    ("east of ", Relation::EastOf),
    ("south of ", Relation::SouthOf),
    ("west of ", Relation::WestOf),
];

impl Row {
    /// The head of the report. A report called `2 copies 1` has the lineage of report 1.
    pub(crate) fn head(&self) -> Result<ReportHead, Box<dyn Error>> {
        let (name, lineage) = self
            .report
            .split_once(" copies ")
            .unwrap_or((&self.report, &self.report));
        Ok(ReportHead {
            hash: ReportHash::of("case", &[name.as_bytes()]),
            name: name.to_owned(),
            source: self.source.parse()?,
            published: Some(self.published.parse()?),
            received: "2031-06-01T00:00:00Z".parse()?,
            lineage: LineageId::of("case", &[lineage.as_bytes()]),
        })
    }

    /// The claim. `ordinal` is the row's number in its case.
    pub(crate) fn claim(&self, ordinal: usize, theatre: &Theatre) -> Result<Claim, Box<dyn Error>> {
        let head = self.head()?;
        let start = ordinal * 100;
        let text = format!("{} {} {}", self.party, self.what, self.place);
        let draft = ClaimDraft {
            body: self.body()?,
            stance: self.stance()?,
            quote: Quote {
                span: Span::new(start, start + text.len()),
                text,
            },
            said_by: self.voices(theatre)?,
            cue: None,
            speech: Vec::new(),
            when: self.when()?,
            r#where: self.places(theatre, false)?,
            except: self.places(theatre, true)?,
            actors: Vec::new(),
            sensitive: false,
            rules: Vec::new(),
        };
        let reader = Reader {
            name: "case".to_owned(),
            version: "1".to_owned(),
            rules: Digest32::blake3(b""),
        };
        Ok(draft.into_claim(&head.name, head.hash, &reader, 0))
    }

    fn body(&self) -> Result<Body, Box<dyn Error>> {
        let party = Some(self.party.as_str())
            .filter(|party| !party.is_empty())
            .map(str::parse)
            .transpose()?;
        let control = |change| Body::Control {
            control: ControlChange {
                change,
                party: party.clone(),
            },
        };
        Ok(match self.what.as_str() {
            "took" => control(ControlVerb::Took),
            "lost" => control(ControlVerb::Lost),
            "holds" => control(ControlVerb::Holds),
            "entered" => control(ControlVerb::Entered),
            "withdrew" => control(ControlVerb::Withdrew),
            "besieges" => control(ControlVerb::Besieges),
            "contests" => control(ControlVerb::Contests),
            "is there" => Body::Presence { party, of: None },
            "moves" => Body::Movement {
                party,
                from: None,
                toward: None,
                along: None,
            },
            other => return Err(format!("{other:?} is nothing that a claim says").into()),
        })
    }

    fn stance(&self) -> Result<Stance, Box<dyn Error>> {
        if self.stance.is_empty() {
            return Ok(Stance::Asserted);
        }
        Ok(serde_json::from_value(serde_json::Value::String(
            self.stance.clone(),
        ))?)
    }

    fn voices(&self, theatre: &Theatre) -> Result<Attribution, Box<dyn Error>> {
        let named = self
            .said_by
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let mut voices = Vec::new();
        for name in named.chain([self.source.as_str()]) {
            voices.push(Voice {
                name: name.into(),
                role: None,
                source: name
                    .parse()
                    .ok()
                    .filter(|id| name == self.source || theatre.sources.get(id).is_some()),
                actor: name
                    .parse()
                    .ok()
                    .filter(|id| theatre.actors.get(id).is_some()),
                span: None,
                private: false,
            });
        }
        Ok(voices.try_into()?)
    }

    fn when(&self) -> Result<When, Box<dyn Error>> {
        Ok(match self.when.split_once(' ') {
            Some(("since", day)) => When::since(day.parse()?, WhenKind::Event, None),
            _ if self.when.is_empty() => When::unknown(),
            _ => When::day(self.when.parse()?, WhenKind::Event, None),
        })
    }

    /// The places, or those that stand behind "except".
    fn places(&self, theatre: &Theatre, excepted: bool) -> Result<Vec<Where>, Box<dyn Error>> {
        self.place
            .split(';')
            .map(|text| {
                let text = text.trim();
                let left_out = text.strip_prefix("except ");
                (left_out.is_some(), left_out.unwrap_or(text))
            })
            .filter(|(is_left_out, _)| *is_left_out == excepted)
            .map(|(_, text)| place(text, theatre))
            .collect()
    }
}

fn place(text: &str, theatre: &Theatre) -> Result<Where, Box<dyn Error>> {
    let found = RELATIONS
        .iter()
        .find_map(|(words, relation)| Some((text.strip_prefix(words)?, *relation)));
    let (name, relation) = found.unwrap_or((text, Relation::At));
    let line = theatre.lines.iter().find(|line| line.name == name);
    let place = match (line, theatre.gazetteer.lookup(name).first()) {
        (Some(line), _) => Some(PlaceRef {
            id: line.id.clone(),
            name: line.name.clone().into(),
            position: *line.points().first().ok_or("a line without points")?,
            country: "XA".into(),
        }),
        (None, Some(place)) => Some(PlaceRef::from(*place)),
        (None, None) if name.starts_with('?') => None,
        (None, None) => return Err(format!("no place {name:?}").into()),
    };
    Ok(Where {
        relation,
        place,
        radius_km: None,
        text: text.into(),
        span: Span::new(0, 0),
    })
}
