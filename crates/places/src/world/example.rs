//! Small lists for tests, written as tables.

use marsad_domain::{PlaceId, Position};

use super::{WorldBuilder, WorldList, WorldRow};

/// A list of two tables: `id, name, kind, lat, lon, people, country, parent` and `name, rows`, parted by tabs; the rows
/// are numbers of lines parted by commas, and after `~` the name is another spelling.
pub(crate) fn list(places: &str, names: &str) -> WorldList {
    let mut builder = WorldBuilder::new();
    let mut ids = Vec::new();
    for line in places.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| fields[at].parse::<f64>().expect("degrees");
        let row = WorldRow {
            name: fields[1].to_owned(),
            kind: fields[2].parse().expect("a kind"),
            position: Position::new(number(3), number(4)).expect("a point"),
            population: fields[5].parse().ok(),
            country: fields[6].to_owned(),
            parent: fields[7].parse().ok(),
        };
        let id: PlaceId = fields[0].parse().expect("an id");
        match id
            .as_str()
            .strip_prefix("gn-")
            .and_then(|id| id.parse().ok())
        {
            Some(id) if !row.kind.is_area() => builder.settlement(id, row),
            Some(_) | None => builder.region(&id, row),
        }
        ids.push((id, fields[2].to_owned()));
    }
    for line in names.lines() {
        let (name, rows) = line.split_once('\t').expect("a name and its rows");
        for row in rows.split(',') {
            let is_own = !row.starts_with('~');
            let at: usize = row.trim_start_matches('~').parse().expect("a row");
            let id = &ids[at].0;
            match id
                .as_str()
                .strip_prefix("gn-")
                .and_then(|id| id.parse().ok())
            {
                Some(id) if !builder.has_region(&ids[at].0) => {
                    builder.settlement_name(name, id, is_own);
                }
                Some(_) | None => builder.region_name(name, id, is_own),
            }
        }
    }
    WorldList::new(builder.build(40).expect("rows with room")).expect("a whole list")
}
