//! The files that an import writes: tables as those of a theatre, under a head that says where they come from.

use std::fmt::Display;

use marsad_domain::{Digest32, PlaceId, PlaceKind};

use super::{
    ImportError, ImportForm, Origin,
    settle::{Kept, Said},
};

const COLUMNS: [&str; 15] = [
    "id",
    "name",
    "name_ar",
    "spellings",
    "kind",
    "lat",
    "lon",
    "population",
    "admin1",
    "admin2",
    "admin3",
    "country",
    "pcode",
    "geonameid",
    "basis",
];
pub(in super::super) const SAID_COLUMNS: [&str; 5] =
    ["id", "spellings", "pcode", "geonameid", "basis"];

/// What the head of such a file says, key by key.
const KEYS: [&str; 5] = ["file", "hash", "form", "origin", "licence"];

/// The head of the files of one import.
pub(super) fn head((name, bytes): (&str, &[u8]), form: ImportForm, origin: &Origin) -> String {
    let hash = Digest32::blake3(bytes).to_string();
    let values = [name, &hash, form.word(), &origin.origin, &origin.licence];
    let lines = KEYS
        .iter()
        .zip(values)
        .map(|(key, value)| format!("# {key}: {value}\n"));
    lines.collect()
}

/// What a head says under a key.
#[must_use]
pub fn said_in_head<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let head = text.lines().take_while(|line| line.starts_with('#'));
    head.filter_map(|line| line.strip_prefix("# ")?.split_once(": "))
        .find(|(known, _)| *known == key)
        .map(|(_, value)| value)
}

/// The table of places, or of areas; nothing where there are none.
pub(super) fn table<'k>(
    head: &str,
    kept: impl Iterator<Item = &'k Kept>,
    basis: &str,
) -> Result<Option<String>, ImportError> {
    let mut kept: Vec<&Kept> = kept.collect();
    kept.sort_by(|a, b| a.entry.place.id.cmp(&b.entry.place.id));
    let rows = kept.into_iter().map(|one| {
        let place = &one.entry.place;
        let note = one.note.as_ref().map(|note| format!("; {note}"));
        let [admin1, admin2, admin3] = &one.areas;
        [
            place.id.to_string(),
            place.name.clone(),
            place.name_ar.clone().unwrap_or_default(),
            place.spellings.join("|"),
            kind_word(place.kind),
            place.position.lat().to_string(),
            place.position.lon().to_string(),
            text(place.population),
            id_text(admin1.as_ref()),
            id_text(admin2.as_ref()),
            id_text(admin3.as_ref()),
            place.country.clone(),
            one.entry.pcode.clone().unwrap_or_default(),
            text(one.entry.geonameid),
            format!("{basis}:{}{}", one.row, note.unwrap_or_default()),
        ]
    });
    written(head, &COLUMNS, rows)
}

/// The table of what is said of known places.
pub(super) fn said_table(
    head: &str,
    said: &[Said],
    basis: &str,
) -> Result<Option<String>, ImportError> {
    let mut said: Vec<&Said> = said.iter().collect();
    said.sort_by(|a, b| (&a.id, a.row).cmp(&(&b.id, b.row)));
    let rows = said.into_iter().map(|one| {
        [
            one.id.as_str().to_owned(),
            one.spellings.join("|"),
            one.pcode.clone().unwrap_or_default(),
            text(one.geonameid),
            format!("{basis}:{}", one.row),
        ]
    });
    written(head, &SAID_COLUMNS, rows)
}

fn written<const N: usize>(
    head: &str,
    columns: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Option<String>, ImportError> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(None);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).map_err(ImportError::Writing)?;
    for row in rows {
        writer.write_record(row).map_err(ImportError::Writing)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ImportError::Writing(error.into_error().into()))?;
    Ok(Some(format!("{head}{}", String::from_utf8_lossy(&bytes))))
}

/// The word of a kind, as tables write it.
fn kind_word(kind: PlaceKind) -> String {
    let word = serde_json::to_value(kind).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

fn text(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn id_text(id: Option<&PlaceId>) -> String {
    id.map(|id| id.as_str().to_owned()).unwrap_or_default()
}
