//! What the columns of a data set are called.

/// Which column holds what. The categories stand in columns that are called as their taxonomies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Name of the data set; where the table has no such column, the file's name counts.
    pub data_set: String,
    /// What the data set calls the entry; where the table has no such column, the number of the row counts.
    pub event: String,
    /// First day.
    pub date: String,
    /// Last day; where the table has no such column or the field is empty, it is the first.
    pub enddate: String,
    /// Degrees north.
    pub lat: String,
    /// Degrees east.
    pub lon: String,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            data_set: "dataset".to_owned(),
            event: "event".to_owned(),
            date: "date".to_owned(),
            enddate: "enddate".to_owned(),
            lat: "latitude".to_owned(),
            lon: "longitude".to_owned(),
        }
    }
}
