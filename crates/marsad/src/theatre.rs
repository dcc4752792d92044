//! A theatre, read: who, where, which roads and lines, and the rules that go with it.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::Result;
use jiff::{civil::Date, tz::TimeZone};
use marsad_claims::Home;
use marsad_control::Opening;
use marsad_domain::{Actors, Digest32, Sources};
use marsad_places::{
    AddedFiles, Gazetteer, NamedText, Refusal, WorldList, lines::Lines, network::Network,
};
use serde::Deserialize;

use crate::{
    added_places,
    commands::Attribution,
    desk::Desk,
    failure::Told as _,
    theatre_files::{ABOUT, Files, TheatreFiles},
    theatre_homes,
};

const ACTORS: &str = "actors.toml";
const SOURCES: &str = "sources.toml";
const PLACES: &str = "places.csv";
const AREAS: &str = "areas.csv";
const LINES: &str = "lines.toml";
/// The coast and the boundaries around, where a theatre has them.
const BASEMAP: &str = "basemap.toml";
/// The large places of the world, a file of the rules.
const WORLD: &str = "places/world.csv";
/// The long list of the world, built by `cargo xtask gazetteer`.
const WORLD_LIST: &[u8] = include_bytes!("../../../gazetteer/world.bin");
const POSITIONS: &str = "positions.csv";
const ROADS: &str = "roads.csv";

/// What `theatre.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the later stages read the rest")]
pub(crate) struct About {
    /// Identifier.
    pub(crate) id: String,
    /// Name.
    pub(crate) name: String,
    /// Name in Arabic script.
    #[serde(default)]
    pub(crate) name_ar: Option<String>,
    /// IANA time zone whose local days count.
    pub(crate) time_zone: String,
    /// The day of the opening positions.
    pub(crate) opening_day: Date,
    /// The note that goes with every word of the example reports.
    #[serde(default)]
    pub(crate) notice: Option<String>,
    /// Places whose connections a cut-off answer always states.
    #[serde(default)]
    pub(crate) hubs: Vec<marsad_domain::PlaceId>,
    /// Places whose history the situation report follows.
    #[serde(default)]
    pub(crate) watch: Vec<marsad_domain::PlaceId>,
    /// Connections that matter to one party.
    #[serde(default)]
    pub(crate) pair: Vec<Pair>,
    /// Where the data comes from.
    #[serde(default)]
    pub(crate) attribution: Vec<Attribution>,
    /// What `theatre check` finds and the theatre explains.
    #[serde(default, rename = "exception")]
    pub(crate) exceptions: Vec<Exception>,
    /// What the demonstration asks.
    #[serde(default)]
    pub(crate) demo: Option<Demo>,
}

/// A finding of `theatre check` that the theatre explains.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exception {
    /// What is found.
    pub(crate) check: Excused,
    /// Of which places.
    pub(crate) places: Vec<marsad_domain::PlaceId>,
    /// Why it is right so.
    pub(crate) reason: String,
}

/// What a theatre can explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Excused {
    /// No link leads there, as to an island.
    Unreachable,
    /// It stands where the base map has the sea.
    Coast,
    /// It has a spelling of another place of its area.
    Name,
    /// The world list has a place of its name in its country that lies far from it.
    Elsewhere,
    /// It lies outside the outline of its country.
    Outside,
}

/// A connection that matters to one party.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    /// One end.
    pub(crate) from: marsad_domain::PlaceId,
    /// The other end.
    pub(crate) to: marsad_domain::PlaceId,
    /// To whom it matters.
    pub(crate) party: marsad_domain::ActorId,
}

/// What the demonstration asks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Demo {
    /// The day of its situation report.
    pub(crate) report_day: Date,
    /// The day of its what-if question.
    pub(crate) what_if_day: Date,
    /// The changes of its what-if question.
    pub(crate) what_if: Vec<String>,
}

/// Everything that the stages need of a theatre. Without a theatre all of it is empty, and days are those of UTC.
#[derive(Debug, Clone)]
pub(crate) struct Theatre {
    /// What it says of itself.
    pub(crate) about: Option<About>,
    /// The hash of its files.
    pub(crate) hash: Digest32,
    /// The time zone of its days.
    pub(crate) zone: TimeZone,
    /// Its actors.
    pub(crate) actors: Actors,
    /// Its sources.
    pub(crate) sources: Sources,
    /// Its places.
    pub(crate) gazetteer: Gazetteer,
    /// Its rivers, coasts and boundaries.
    pub(crate) lines: Lines,
    /// Where each of the theatres is at home, in their order.
    pub(crate) homes: Vec<Home>,
}

impl Theatre {
    /// Reads some theatres as one. The first gives the time zone and what is said of it; where two theatres know an
    /// id, the first wins. Bad rows are told and passed over.
    pub(crate) fn read(theatres: &[TheatreFiles], rules: &Files, desk: &Desk) -> Result<Self> {
        let abouts: Vec<Option<About>> = theatres.iter().map(about).collect::<Result<_>>()?;
        let first = abouts.into_iter().flatten().next();
        let zone = first
            .as_ref()
            .map_or(Ok(TimeZone::UTC), |about| zone(&about.time_zone))?;
        let actors = each(theatres, |files| {
            Ok(Actors::from_toml(
                ACTORS,
                files.get(ACTORS).unwrap_or_default(),
            )?)
        })?;
        let sources = each(theatres, |files| {
            Ok(Sources::from_toml(
                SOURCES,
                files.get(SOURCES).unwrap_or_default(),
            )?)
        })?;
        let places = each(theatres, |files| places_of(files, desk))?;
        Ok(Self {
            zone,
            hash: hash(theatres),
            homes: theatre_homes::of(&actors, &sources, &places),
            actors: joined_actors(&actors)?,
            sources: joined_sources(&sources)?,
            gazetteer: over_world(theatres, places, rules, desk)?,
            lines: lines(theatres)?,
            about: first,
        })
    }

    /// The note for reports in the project's own words.
    pub(crate) fn notice(&self) -> Option<&str> {
        self.about.as_ref()?.notice.as_deref()
    }
}

impl Theatre {
    /// Who held what when a record of this theatre begins.
    pub(crate) fn opening(&self, files: &TheatreFiles, desk: &Desk) -> Result<Opening> {
        let day = self
            .about
            .as_ref()
            .map_or(Date::ZERO, |about| about.opening_day);
        let Some(text) = files.files.get(POSITIONS) else {
            return Ok(Opening::empty(day));
        };
        let loaded = Opening::from_csv(POSITIONS, text, &self.gazetteer, &self.actors, day)?;
        tell(&loaded.refused, desk);
        Ok(loaded.value)
    }

    /// The roads of this theatre.
    pub(crate) fn network(&self, files: &TheatreFiles, desk: &Desk) -> Result<Network> {
        roads(files, &self.gazetteer, desk)
    }
}

/// The roads of a theatre between the places of a gazetteer.
pub(crate) fn roads(files: &TheatreFiles, gazetteer: &Gazetteer, desk: &Desk) -> Result<Network> {
    let text = files.files.get(ROADS).unwrap_or(NO_ROADS);
    let loaded = Network::from_csv(ROADS, text, gazetteer)?;
    tell(&loaded.refused, desk);
    Ok(loaded.value)
}

/// The head of a table of roads without a road.
const NO_ROADS: &str = "from,to,ref,class,length_km,border,basis\n";

/// Says which rows of a theatre were refused.
fn tell(refused: &[Refusal], desk: &Desk) {
    for refusal in refused {
        desk.talk_row(refusal);
    }
    if !refused.is_empty() {
        let words = &desk.words;
        desk.talk(&words.say("rows-refused", &[("count", &refused.len())]));
    }
}

/// What the theatre says of itself; a folder of places and roads alone says nothing.
fn about(theatre: &TheatreFiles) -> Result<Option<About>> {
    let Some(text) = theatre.files.get(ABOUT) else {
        return Ok(None);
    };
    let mut about: About =
        toml::from_str(text).told("reading-of", &[("path", &ABOUT), ("theatre", &theatre.id)])?;
    about
        .attribution
        .extend(added_places::attributions(&theatre.files));
    Ok(Some(about))
}

/// The time zone of a name, from the bundled database.
fn zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).told("looking-up-zone", &[("zone", &name)])
}

/// One theatre has the hash of its files; several have the hash of theirs.
fn hash(theatres: &[TheatreFiles]) -> Digest32 {
    match theatres {
        [one] => one.files.hash(),
        several => {
            let hashes: Vec<u8> = several
                .iter()
                .flat_map(|theatre| *theatre.files.hash().as_bytes())
                .collect();
            Digest32::blake3(&hashes)
        }
    }
}

/// What one of the files of each theatre holds.
fn each<T>(theatres: &[TheatreFiles], read: impl Fn(&Files) -> Result<T>) -> Result<Vec<T>> {
    theatres
        .iter()
        .map(|theatre| read(&theatre.files))
        .collect()
}

fn joined_actors(theatres: &[Actors]) -> Result<Actors> {
    let mut by_id = BTreeMap::new();
    for actor in theatres.iter().flat_map(Actors::iter) {
        by_id
            .entry(actor.id.clone())
            .or_insert_with(|| actor.clone());
    }
    Ok(Actors::new(by_id.into_values().collect())?)
}

fn joined_sources(theatres: &[Sources]) -> Result<Sources> {
    let mut by_id = BTreeMap::new();
    for source in theatres.iter().flat_map(Sources::iter) {
        by_id
            .entry(source.id.clone())
            .or_insert_with(|| source.clone());
    }
    Ok(Sources::new(by_id.into_values().collect())?)
}

/// The places of the theatres and what was added to them, over the large places of the world.
pub(crate) fn gazetteer(
    theatres: &[TheatreFiles],
    rules: &Files,
    desk: &Desk,
) -> Result<Gazetteer> {
    let own = each(theatres, |files| places_of(files, desk))?;
    over_world(theatres, own, rules, desk)
}

/// The theatres' own places, what was added to them, and the large places of the world.
fn over_world(
    theatres: &[TheatreFiles],
    own: Vec<Option<Gazetteer>>,
    rules: &Files,
    desk: &Desk,
) -> Result<Gazetteer> {
    let mut added = AddedFiles::default();
    for theatre in theatres {
        let more = added_places::files(&theatre.files);
        added.tables.extend(more.tables);
        added.said.extend(more.said);
    }
    let mut whole = Gazetteer::empty();
    for own in own.into_iter().flatten() {
        whole = if whole.is_empty() {
            own
        } else {
            Gazetteer::merged(own, whole)
        };
    }
    let world = match rules.get(WORLD) {
        Some(text) => read_places(NamedText { file: WORLD, text }, None, desk)?,
        None if added.is_empty() => return Ok(whole),
        None => Gazetteer::empty(),
    };
    let whole = if added.is_empty() {
        Gazetteer::merged(world, whole)
    } else {
        with_added(whole, &added, &world, desk)?
    };
    let whole = whole.over_world(Arc::new(world_list()));
    Ok(if theatres.len() == 1 {
        whole.of_one_war()
    } else {
        whole
    })
}

/// The places of a theatre and what was added to them, without those of the world.
pub(crate) fn own_places(theatre: &TheatreFiles, desk: &Desk) -> Result<Gazetteer> {
    let own = places_of(&theatre.files, desk)?.unwrap_or_default();
    let added = added_places::files(&theatre.files);
    with_added(own, &added, &Gazetteer::empty(), desk)
}

/// The places that stand in the files of a theatre itself.
fn places_of(files: &Files, desk: &Desk) -> Result<Option<Gazetteer>> {
    let Some(text) = files.get(PLACES) else {
        return Ok(None);
    };
    let areas = files.get(AREAS).map(|text| NamedText { file: AREAS, text });
    read_places(NamedText { file: PLACES, text }, areas, desk).map(Some)
}

fn with_added(
    own: Gazetteer,
    added: &AddedFiles<'_>,
    world: &Gazetteer,
    desk: &Desk,
) -> Result<Gazetteer> {
    let loaded = own.with_added(added, world)?;
    tell(&loaded.refused, desk);
    Ok(loaded.value)
}

/// All places of the world with 500 people and more.
pub(crate) fn world_list() -> WorldList {
    WorldList::new(WORLD_LIST).expect("a test reads every row of the list that is built in")
}

fn read_places(
    places: NamedText<'_>,
    areas: Option<NamedText<'_>>,
    desk: &Desk,
) -> Result<Gazetteer> {
    let loaded = Gazetteer::from_csv(places, areas)?;
    tell(&loaded.refused, desk);
    Ok(loaded.value)
}

/// The lines of all theatres: their files hold nothing but tables, so that they can be joined.
pub(crate) fn lines(theatres: &[TheatreFiles]) -> Result<Lines> {
    let texts: Vec<&str> = theatres
        .iter()
        .flat_map(|theatre| [LINES, BASEMAP].map(|path| theatre.files.get(path)))
        .flatten()
        .collect();
    Ok(Lines::from_toml(LINES, &texts.join("\n"))?)
}
