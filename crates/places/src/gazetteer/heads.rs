//! The columns of tables of places and areas.

use csv::StringRecord;

/// The columns that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Name,
    NameAr,
    Spellings,
    Kind,
    Lat,
    Lon,
    Population,
    Admin1,
    Admin2,
    Admin3,
    Parent,
    Country,
    JunctionKm,
    GeonameId,
    Pcode,
    ExtentKm,
    Basis,
}

/// The heads of all columns that a table of places or areas may have.
pub const PLACE_COLUMNS: [&str; 18] = [
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
    "parent",
    "country",
    "junction_km",
    "geonameid",
    "pcode",
    "extent_km",
    "basis",
];

/// Where in a row each column stands, where the table has it: found out once, for a start reads thousands of rows.
pub(super) struct Columns([Option<usize>; PLACE_COLUMNS.len()]);

impl Columns {
    pub(super) fn of(heads: &StringRecord) -> Self {
        Self(PLACE_COLUMNS.map(|wanted| heads.iter().position(|head| head == wanted)))
    }

    /// Where a column stands; nothing where the table lacks it.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        *self.0.get(column as usize)?
    }
}

/// The head of a column.
pub(super) fn head(column: Column) -> &'static str {
    PLACE_COLUMNS
        .get(column as usize)
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_stand_in_the_order_of_the_columns() {
        let columns = [
            (Column::Id, "id"),
            (Column::NameAr, "name_ar"),
            (Column::Population, "population"),
            (Column::Parent, "parent"),
            (Column::GeonameId, "geonameid"),
            (Column::Basis, "basis"),
        ];
        for (column, wanted) in columns {
            assert_eq!(head(column), wanted);
        }
    }
}
