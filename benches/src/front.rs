//! A made-up theatre with moving fronts, of any size: places on a grid in provinces, three parties, and claims of who
//! holds what. Every number follows from the counts that are asked for.

use std::{collections::BTreeMap, error::Error, fmt::Write as _};

use jiff::{Span as Days, Timestamp, civil::Date, tz::TimeZone};
use marsad_control::{ControlContext, ControlRules, Opening};
use marsad_domain::{
    Actors, Attribution, Body, Claim, ClaimDraft, ControlChange, ControlVerb, Digest32, LineageId,
    PlaceRef, Published, Quote, Reader, Relation, ReportHash, ReportHead, Sources, Span, Stance,
    Voice, When, WhenKind, Where,
};
use marsad_places::{Gazetteer, NamedText, lines::Lines};

const RULES: &str = include_str!("../../rules/control/rules.toml");
const FIRST_DAY: Date = jiff::civil::date(2031, 1, 1);
/// Places in a province.
const PROVINCE: usize = 100;
const PARTIES: [&str; 3] = ["north-army", "south-front", "river-militia"];
const SOURCES: [(&str, &str); 5] = [
    ("monitor", ""),
    ("wire", ""),
    ("north-news", "north-army"),
    ("south-news", "south-front"),
    ("river-news", "river-militia"),
];

/// A theatre, its claims and the heads of their reports.
#[derive(Debug)]
pub struct Front {
    /// The claims, in order of publication.
    pub claims: Vec<Claim>,
    /// The heads of their reports.
    pub heads: BTreeMap<ReportHash, ReportHead>,
    /// The first day and the number of days.
    pub days: (Date, usize),
    gazetteer: Gazetteer,
    lines: Lines,
    actors: Actors,
    sources: Sources,
    opening: Opening,
    rules: ControlRules,
}

/// Numbers that look drawn and are always the same (`SplitMix64`, Steele, Lea and Flood 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

impl Front {
    /// Makes a theatre of so many places and claims over so many days. One claim in fifty is over a province, one in
    /// fifty is taken back, one in twenty is a copy, one in ten comes up to five days late.
    ///
    /// # Errors
    /// Fails only where the rules or what is made is broken.
    pub fn made(places: usize, days: usize, claims: usize) -> Result<Self, Box<dyn Error>> {
        let (rows, areas, positions) = tables(places)?;
        let named = |file, text| NamedText { file, text };
        let gazetteer =
            Gazetteer::from_csv(named("places.csv", &rows), Some(named("areas.csv", &areas)))?
                .value;
        let actors = Actors::from_toml("actors.toml", &actors()?)?;
        let opening =
            Opening::from_csv("positions.csv", &positions, &gazetteer, &actors, FIRST_DAY)?.value;
        let mut front = Self {
            claims: Vec::with_capacity(claims),
            heads: BTreeMap::new(),
            days: (FIRST_DAY, days),
            gazetteer,
            lines: Lines::default(),
            actors,
            sources: Sources::from_toml("sources.toml", &sources()?)?,
            opening,
            rules: ControlRules::from_toml("rules.toml", RULES)?,
        };
        let mut numbers = Numbers(7);
        for at in 0..claims {
            let (claim, head) = front.claim(at, (places, days, claims), &mut numbers)?;
            front.heads.insert(head.hash, head);
            front.claims.push(claim);
        }
        Ok(front)
    }

    /// What control is judged in.
    #[must_use]
    pub fn context(&self) -> ControlContext<'_> {
        ControlContext {
            gazetteer: &self.gazetteer,
            lines: &self.lines,
            actors: &self.actors,
            sources: &self.sources,
            opening: &self.opening,
            zone: const { &TimeZone::UTC },
            rules: &self.rules,
        }
    }

    fn claim(
        &self,
        at: usize,
        (places, days, claims): (usize, usize, usize),
        numbers: &mut Numbers,
    ) -> Result<(Claim, ReportHead), Box<dyn Error>> {
        let day = at * days / claims.max(1);
        if numbers.below(20) == 0
            && let Some(original) = self.claims.last()
            && let Some(head) = self.heads.get(&original.report_hash)
        {
            return copy(at, original, head);
        }
        let is_area = numbers.below(50) == 0;
        let number = numbers.below(places);
        let id = if is_area {
            format!("province-{}", number / PROVINCE)
        } else {
            format!("place-{number}")
        };
        let place = self.gazetteer.get(&id.parse()?).ok_or("no place")?;
        let (source, _) = numbers.pick(&SOURCES).ok_or("no source")?;
        let party = numbers.pick(&PARTIES).ok_or("no party")?;
        let mut stance = Stance::Asserted;
        let mut body = body(party, numbers.below(10))?;
        if numbers.below(50) == 0
            && let Some(earlier) = numbers.pick(&self.claims)
        {
            (body, stance) = (earlier.body.clone(), Stance::Retracted);
        }
        let late = if numbers.below(10) == 0 {
            numbers.below(6)
        } else {
            0
        };
        let published = instant(day, at)?;
        let when = When::day(day_after(day.saturating_sub(late))?, WhenKind::Event, None);
        let head = head(at, source, published)?;
        let text = format!("{id} {at}");
        let draft = ClaimDraft {
            body,
            stance,
            quote: Quote {
                span: Span::new(0, text.len()),
                text,
            },
            said_by: voices(source)?,
            cue: None,
            speech: Vec::new(),
            when,
            r#where: vec![Where {
                relation: Relation::At,
                place: Some(PlaceRef::from(place)),
                radius_km: None,
                text: id.as_str().into(),
                span: Span::new(0, 0),
            }],
            except: Vec::new(),
            actors: Vec::new(),
            sensitive: false,
            rules: Vec::new(),
        };
        Ok((draft.into_claim(&head.name, head.hash, &reader(), 0), head))
    }
}

/// A report that prints another's claim again.
fn copy(
    at: usize,
    original: &Claim,
    head: &ReportHead,
) -> Result<(Claim, ReportHead), Box<dyn Error>> {
    let again = ReportHead {
        hash: ReportHash::of("front", &[&at.to_le_bytes()]),
        name: at.to_string(),
        source: "wire".parse()?,
        ..head.clone()
    };
    let draft = ClaimDraft {
        body: original.body.clone(),
        stance: original.stance,
        quote: original.quote.clone(),
        said_by: original.said_by.clone(),
        cue: None,
        speech: Vec::new(),
        when: original.when.clone(),
        r#where: original.r#where.clone(),
        except: Vec::new(),
        actors: Vec::new(),
        sensitive: false,
        rules: Vec::new(),
    };
    Ok((
        draft.into_claim(&again.name, again.hash, &reader(), 0),
        again,
    ))
}

fn body(party: &str, kind: usize) -> Result<Body, Box<dyn Error>> {
    let party = Some(party.parse()?);
    let change = match kind {
        0..=2 => ControlVerb::Took,
        3 | 4 => ControlVerb::Holds,
        5 => ControlVerb::Entered,
        6 => ControlVerb::Withdrew,
        7 => ControlVerb::Contests,
        8 => ControlVerb::Besieges,
        _ => return Ok(Body::Presence { party, of: None }),
    };
    Ok(Body::Control {
        control: ControlChange { change, party },
    })
}

fn reader() -> Reader {
    Reader {
        name: "bench".to_owned(),
        version: "1".to_owned(),
        rules: Digest32::blake3(b""),
    }
}

fn head(at: usize, source: &str, published: Timestamp) -> Result<ReportHead, Box<dyn Error>> {
    let hash = ReportHash::of("front", &[&at.to_le_bytes()]);
    Ok(ReportHead {
        hash,
        name: at.to_string(),
        source: source.parse()?,
        published: Some(Published::Instant(published)),
        received: published,
        lineage: LineageId::of("front", &[hash.as_bytes()]),
    })
}

fn voices(source: &str) -> Result<Attribution, Box<dyn Error>> {
    let voice = Voice {
        name: source.into(),
        role: None,
        source: Some(source.parse()?),
        actor: None,
        span: None,
        private: false,
    };
    Ok(vec![voice].try_into()?)
}

fn day_after(days: usize) -> Result<Date, Box<dyn Error>> {
    Ok(FIRST_DAY.checked_add(Days::new().days(i64::try_from(days)?))?)
}

fn instant(day: usize, at: usize) -> Result<Timestamp, Box<dyn Error>> {
    let start = day_after(day)?.to_zoned(TimeZone::UTC)?.timestamp();
    Ok(start.checked_add(Days::new().seconds(i64::try_from(at % 86_400)?))?)
}

/// Places, areas and opening positions: a grid with a place every five kilometres or so, in provinces of a hundred.
fn tables(places: usize) -> Result<(String, String, String), std::fmt::Error> {
    let mut rows = "id,name,kind,lat,lon,admin1,country,population\n".to_owned();
    let mut areas = "id,name,kind,lat,lon,parent,country\n".to_owned();
    let mut positions = "place,holder,state,besieged_by,confidence,basis\n".to_owned();
    for at in 0..places {
        let (row, column) = (at / 100, at % 100);
        let province = at / PROVINCE;
        let (lat, lon) = (30_000 + row * 45, 40_000 + column * 50);
        writeln!(
            rows,
            "place-{at},Place {at},town,{}.{:03},{}.{:03},province-{province},XA,1000",
            lat / 1000,
            lat % 1000,
            lon / 1000,
            lon % 1000
        )?;
        if at % PROVINCE == 0 {
            writeln!(
                areas,
                "province-{province},Province {province},governorate,{}.{:03},42.5,,XA",
                lat / 1000,
                lat % 1000
            )?;
        }
        let party = PARTIES
            .get(province % PARTIES.len())
            .copied()
            .unwrap_or_default();
        writeln!(positions, "place-{at},{party},held,,checked,invented")?;
    }
    Ok((rows, areas, positions))
}

fn actors() -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for party in PARTIES {
        writeln!(
            text,
            "[[actor]]\nid = \"{party}\"\nname = \"{party}\"\nkind = \"rebel\"\nbasis = \"invented\""
        )?;
    }
    Ok(text)
}

fn sources() -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for (source, favours) in SOURCES {
        writeln!(
            text,
            "[[source]]\nid = \"{source}\"\nname = \"{source}\"\nkind = \"monitor\"\nreliability = \"B\"\nreason = \"invented\"\nbasis = \"invented\""
        )?;
        if !favours.is_empty() {
            writeln!(text, "favours = [\"{favours}\"]")?;
        }
    }
    Ok(text)
}
