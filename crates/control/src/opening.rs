//! Who held what on the day the record begins, and whether anybody checked that.

use std::collections::BTreeMap;

use csv::StringRecord;
use std::str::FromStr;

use jiff::civil::Date;
use marsad_domain::{ActorId, Actors, ControlState, PlaceId, RestsOn};
use marsad_places::{Gazetteer, Loaded, Refusal};

const COLUMNS: [&str; 3] = ["place", "holder", "state"];

/// The opening positions of a theatre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The local day for which they hold.
    pub day: Date,
    rows: BTreeMap<PlaceId, OpeningRow>,
}

/// How sure a theatre is of an opening position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum OpeningConfidence {
    /// Somebody compared it with a source, which the basis names.
    Checked,
    /// Nobody did. A row that does not say is of this sort.
    #[default]
    Unchecked,
    /// Nobody did, and whoever wrote it doubts it.
    Doubtful,
}

/// A word that is no confidence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no confidence")]
pub struct OpeningConfidenceError(pub String);

impl OpeningConfidence {
    /// Each of them, the surest first.
    pub const ALL: [Self; 3] = [Self::Checked, Self::Unchecked, Self::Doubtful];

    /// The word for it in a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Unchecked => "unchecked",
            Self::Doubtful => "doubtful",
        }
    }
}

impl FromStr for OpeningConfidence {
    type Err = OpeningConfidenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|one| one.name() == text);
        known.ok_or_else(|| OpeningConfidenceError(text.to_owned()))
    }
}

/// The opening position of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningRow {
    /// Its state, as the theatre says.
    pub state: ControlState,
    /// How sure the theatre is of it.
    pub confidence: OpeningConfidence,
    /// Where that comes from.
    pub basis: String,
    /// The area whose row it follows; absent where the place has a row of its own.
    pub of_area: Option<PlaceId>,
}

/// A file of opening positions that cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum OpeningError {
    /// A column that must be there is not.
    #[error(
        "{file}: no column {column:?}; hint: the first row must name place,holder,state,besieged_by,confidence,basis"
    )]
    Column {
        /// File name.
        file: String,
        /// The missing column.
        column: &'static str,
    },
    /// The first row cannot be read.
    #[error("{file}: the first row cannot be read")]
    Header {
        /// File name.
        file: String,
        /// What the CSV reader says.
        #[source]
        source: csv::Error,
    },
}

impl OpeningRow {
    /// The state with which the place opens. What nobody checked is no hold: the place is claimed by whoever is said to
    /// hold it. A place that is fought for or surrounded stays so, for that already says that two have a stake in it.
    #[must_use]
    pub fn opens_as(&self) -> ControlState {
        match (&self.state, self.confidence) {
            (
                ControlState::Held { holder },
                OpeningConfidence::Unchecked | OpeningConfidence::Doubtful,
            ) => ControlState::Claimed {
                holder: holder.clone(),
                before: None,
                rests_on: RestsOn::UncheckedOpening,
            },
            (state, _) => state.clone(),
        }
    }

    /// Whether nobody checked who holds the place. That nobody knows needs no check.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        self.confidence != OpeningConfidence::Checked && self.state != ControlState::Unknown
    }
}

/// What is wrong with a row, and what would be right.
type Fault = (String, &'static str);

impl Opening {
    /// No position at all.
    #[must_use]
    pub fn empty(day: Date) -> Self {
        Self {
            day,
            rows: BTreeMap::new(),
        }
    }

    /// Reads `place,holder,state,besieged_by,confidence,basis`. A place may be an area: its row holds for every place inside
    /// that has no row of its own, a smaller area before a larger. `state` is held, contested, besieged or unknown;
    /// parties of a contested place are separated by `|`. `confidence` is checked, unchecked or doubtful; a row without
    /// one is unchecked. Bad rows are refused and told.
    ///
    /// # Errors
    /// The first row cannot be read or lacks a column that must be there.
    pub fn from_csv(
        file: &str,
        text: &str,
        gazetteer: &Gazetteer,
        actors: &Actors,
        day: Date,
    ) -> Result<Loaded<Self>, OpeningError> {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let columns = reader
            .headers()
            .map_err(|source| OpeningError::Header {
                file: file.to_owned(),
                source,
            })?
            .clone();
        if let Some(column) = COLUMNS
            .into_iter()
            .find(|name| !columns.iter().any(|c| c == *name))
        {
            return Err(OpeningError::Column {
                file: file.to_owned(),
                column,
            });
        }
        let mut rows = BTreeMap::new();
        let mut refused = Vec::new();
        for record in reader.records() {
            let (row, taken) = match record {
                Ok(record) => {
                    let row = record.position().map_or(0, csv::Position::line);
                    (row, take(&columns, &record, gazetteer, actors, &mut rows))
                }
                Err(error) => {
                    let row = error.position().map_or(0, csv::Position::line);
                    (
                        row,
                        Err((error.to_string(), "write it as comma-separated values")),
                    )
                }
            };
            if let Err((message, hint)) = taken {
                let (file, hint) = (file.to_owned(), hint.to_owned());
                refused.push(Refusal {
                    file,
                    row,
                    message,
                    hint,
                });
            }
        }
        Ok(Loaded {
            value: Self {
                day,
                rows: spread(rows, gazetteer),
            },
            refused,
        })
    }

    /// The opening position of a place.
    #[must_use]
    pub fn get(&self, place: &PlaceId) -> Option<&OpeningRow> {
        self.rows.get(place)
    }

    /// All positions of places, in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&PlaceId, &OpeningRow)> {
        self.rows.iter()
    }
}

fn take(
    columns: &StringRecord,
    record: &StringRecord,
    gazetteer: &Gazetteer,
    actors: &Actors,
    rows: &mut BTreeMap<PlaceId, OpeningRow>,
) -> Result<(), Fault> {
    let field = |name: &str| -> &str {
        columns
            .iter()
            .position(|c| c == name)
            .and_then(|at| record.get(at))
            .unwrap_or("")
    };
    let place: PlaceId = field("place")
        .parse()
        .ok()
        .ok_or_else(|| ("no place".to_owned(), "give the id of a place or an area"))?;
    if gazetteer.get(&place).is_none() {
        return Err((
            format!("the place {place:?} is not known"),
            "give the id of a place or an area of the theatre",
        ));
    }
    if rows.contains_key(&place) {
        return Err((format!("the place {place:?} has two rows"), "keep one"));
    }
    let party = |text: &str| known_party(text, actors);
    let state = match field("state") {
        "held" => ControlState::Held {
            holder: party(field("holder"))?,
        },
        "contested" => {
            let mut parties = field("holder")
                .split('|')
                .map(party)
                .collect::<Result<Vec<_>, _>>()?;
            parties.sort();
            parties.dedup();
            ControlState::Contested { parties }
        }
        "besieged" => ControlState::Besieged {
            holder: party(field("holder"))?,
            by: party(field("besieged_by"))?,
        },
        "unknown" => ControlState::Unknown,
        other => {
            return Err((
                format!("{other:?} is no state"),
                "use held, contested, besieged or unknown",
            ));
        }
    };
    rows.insert(
        place,
        OpeningRow {
            state,
            confidence: confidence(field("confidence"))?,
            basis: field("basis").to_owned(),
            of_area: None,
        },
    );
    Ok(())
}

fn confidence(text: &str) -> Result<OpeningConfidence, Fault> {
    if text.is_empty() {
        return Ok(OpeningConfidence::default());
    }
    let hint = "use checked, unchecked or doubtful";
    text.parse()
        .map_err(|error: OpeningConfidenceError| (error.to_string(), hint))
}

fn known_party(text: &str, actors: &Actors) -> Result<ActorId, Fault> {
    let hint = "give the id of an actor of the theatre";
    let id: ActorId = text
        .parse()
        .ok()
        .ok_or_else(|| ("no holder".to_owned(), hint))?;
    if actors.get(&id).is_none() {
        return Err((format!("the holder {id:?} is not known"), hint));
    }
    Ok(id)
}

/// Gives the rows of areas to the places inside; smaller areas (those inside more areas) come before larger.
fn spread(
    rows: BTreeMap<PlaceId, OpeningRow>,
    gazetteer: &Gazetteer,
) -> BTreeMap<PlaceId, OpeningRow> {
    let is_area = |id: &PlaceId| gazetteer.get(id).is_some_and(|place| place.kind.is_area());
    let (areas, mut places): (BTreeMap<_, _>, BTreeMap<_, _>) =
        rows.into_iter().partition(|(id, _)| is_area(id));
    if areas.is_empty() {
        return places;
    }
    let depth = |id: &PlaceId| {
        (
            gazetteer.containers(id).len(),
            std::cmp::Reverse(id.clone()),
        )
    };
    for place in gazetteer.iter().filter(|place| !place.kind.is_area()) {
        if places.contains_key(&place.id) {
            continue;
        }
        let inside = gazetteer.containers(&place.id);
        let nearest = areas
            .iter()
            .filter(|(id, _)| inside.contains(*id))
            .max_by_key(|(id, _)| depth(id));
        if let Some((area, row)) = nearest {
            places.insert(
                place.id.clone(),
                OpeningRow {
                    of_area: Some(area.clone()),
                    ..row.clone()
                },
            );
        }
    }
    places
}

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use marsad_places::NamedText;

    use super::*;

    const PLACES: &str = "id,name,kind,lat,lon,admin1,country\n\
        karsun,Karsun,city,40,40,north,XA\nbelo,Belo,town,40.1,40.1,north,XA\n";
    const AREAS: &str =
        "id,name,kind,lat,lon,country\nnorth,North,governorate,40,40,XA\nxa,Xa,country,40,40,XA\n";
    const ACTORS: &str =
        "[[actor]]\nid = \"army\"\nname = \"Army\"\nkind = \"state\"\nbasis = \"invented\"\n";

    fn load(text: &str) -> Result<Loaded<Opening>, Box<dyn std::error::Error>> {
        let areas = NamedText {
            file: "areas.csv",
            text: AREAS,
        };
        let places = NamedText {
            file: "places.csv",
            text: PLACES,
        };
        let gazetteer = Gazetteer::from_csv(places, Some(areas))?.value;
        let actors = Actors::from_toml("actors.toml", ACTORS)?;
        Ok(Opening::from_csv(
            "positions.csv",
            text,
            &gazetteer,
            &actors,
            "2031-05-01".parse()?,
        )?)
    }

    #[test]
    fn an_area_holds_for_places_without_a_row_of_their_own()
    -> Result<(), Box<dyn std::error::Error>> {
        let loaded = load("place,holder,state\nnorth,army,held\nkarsun,,unknown\n")?;
        assert!(loaded.refused.is_empty(), "{:?}", loaded.refused);
        let own = loaded
            .value
            .get(&"karsun".parse()?)
            .map(|row| row.state.name());
        let other = loaded
            .value
            .get(&"belo".parse()?)
            .map(|row| row.state.name());
        assert_eq!((own, other), (Some("unknown"), Some("held")));
        Ok(())
    }

    #[test]
    fn what_nobody_checked_is_claimed() -> Result<(), Box<dyn std::error::Error>> {
        let loaded = load(
            "place,holder,state,confidence\nkarsun,army,held,checked\nbelo,army,held,doubtful\n",
        )?;
        let opens_as = |id: &str| -> Result<_, Box<dyn std::error::Error>> {
            let row = loaded.value.get(&id.parse()?).ok_or("no row")?;
            Ok((row.opens_as().name(), row.is_unchecked()))
        };
        assert_eq!(opens_as("karsun")?, ("held", false));
        assert_eq!(opens_as("belo")?, ("claimed", true));
        Ok(())
    }

    #[test]
    fn a_row_without_a_confidence_is_unchecked_and_another_word_is_refused()
    -> Result<(), Box<dyn std::error::Error>> {
        let loaded =
            load("place,holder,state,confidence\nkarsun,army,held,\nbelo,army,held,sure\n")?;
        let karsun = loaded.value.get(&"karsun".parse()?);
        assert!(karsun.is_some_and(OpeningRow::is_unchecked));
        let told: Vec<String> = loaded.refused.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "positions.csv:3: \"sure\" is no confidence; hint: use checked, unchecked or doubtful"
            ]
        );
        Ok(())
    }

    #[test]
    fn what_is_fought_for_stays_so() -> Result<(), Box<dyn std::error::Error>> {
        let loaded = load("place,holder,state,confidence\nkarsun,army|army,contested,doubtful\n")?;
        let row = loaded.value.get(&"karsun".parse()?).ok_or("no row")?;
        assert_eq!(
            (row.opens_as().name(), row.is_unchecked()),
            ("contested", true)
        );
        Ok(())
    }

    #[test]
    fn bad_rows_are_told_with_file_and_row() -> Result<(), Box<dyn std::error::Error>> {
        let loaded = load(
            "place,holder,state\nkarsun,ghosts,held\nnowhere,army,held\nbelo,army,ours\nbelo,army,held\nbelo,army,held\n",
        )?;
        let told: Vec<String> = loaded.refused.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(
            told.first()
                .is_some_and(|line| line.starts_with("positions.csv:2: the holder \"ghosts\""))
        );
        assert!(load("place,state\n").is_err());
        Ok(())
    }
}
