//! What a sheet draws besides control: roads with their numbers, names of areas, places of other countries.

use marsad_domain::Position;
use marsad_places::network::RoadClass;

use super::{
    LegendEntry, Path, Piece, Projection,
    labels::{Box, Label, Labels, Style},
    shape,
    shields::{Numbered, Shield, shields},
};
use crate::{
    clean_text::CleanText,
    map::{PublishedMap, is_within},
    wording::Wording,
};

/// The radius of the mark of a place abroad.
const ABROAD: f64 = 2.6;
/// How the name of an area is written.
const AREA: Style = Style {
    font: 13.5,
    class: "area-name",
    most_covered: 8,
};
/// How the name of a place abroad is written.
const ABROAD_NAME: Style = Style {
    font: 10.5,
    class: "abroad-name",
    most_covered: 2,
};

/// A road as the straight line between its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRoad {
    /// How large a road.
    pub class: RoadClass,
    /// Its number, where it has one.
    pub number: Option<String>,
    /// Its two ends.
    pub ends: [Position; 2],
}

/// A name at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetName {
    /// The name.
    pub name: String,
    /// Where.
    pub at: Position,
}

/// What a sheet draws besides the map of control.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetGround {
    /// Roads, those that lie on top last.
    pub roads: Vec<SheetRoad>,
    /// First-level regions.
    pub areas: Vec<SheetName>,
    /// Places of other countries: nobody asks who of the theatre's parties holds them.
    pub abroad: Vec<SheetName>,
}

/// The mark of a place abroad.
#[derive(Debug, Clone)]
pub(crate) struct Abroad {
    pub(crate) d: String,
    pub(crate) title: CleanText,
}

impl SheetGround {
    /// The paths of the roads.
    pub(super) fn paths(&self, projection: Projection) -> Vec<Path> {
        let path = |road: &SheetRoad| Path {
            class: road.class.name(),
            d: shape::line(road.ends.iter().map(|end| projection.place(*end)), false),
        };
        self.roads.iter().map(path).collect()
    }

    /// The shields of the numbered roads.
    pub(super) fn shields(&self, projection: Projection, labels: &mut Labels) -> Vec<Shield> {
        let numbered = self.roads.iter().filter_map(|road| {
            Some(Numbered {
                number: road.number.as_deref()?,
                ends: road.ends.map(|end| projection.place(end)),
            })
        });
        shields(&numbered.collect::<Vec<_>>(), labels)
    }

    /// The names of the areas that found room.
    pub(super) fn area_names(
        &self,
        map: &PublishedMap,
        projection: Projection,
        labels: &mut Labels,
    ) -> Vec<Label> {
        within(&self.areas, map)
            .filter_map(|area| {
                labels.area(&CleanText::new(&area.name), projection.place(area.at), AREA)
            })
            .collect()
    }

    /// The marks of the places abroad.
    pub(super) fn abroad(&self, map: &PublishedMap, projection: Projection) -> Vec<Abroad> {
        let mark = |place: &SheetName| Abroad {
            d: shape::circle(projection.place(place.at), ABROAD),
            title: CleanText::new(&place.name),
        };
        within(&self.abroad, map).map(mark).collect()
    }

    /// Names the places abroad where there is room.
    pub(super) fn name_abroad(
        &self,
        map: &PublishedMap,
        projection: Projection,
        labels: &mut Labels,
    ) {
        for place in within(&self.abroad, map) {
            let at = projection.place(place.at);
            labels.block(Box::around(at, ABROAD), 1);
            labels.place(&CleanText::new(&place.name), at, ABROAD, ABROAD_NAME);
        }
    }
}

/// What the legend says of places abroad, where there are any.
pub(crate) fn abroad_entry(ground: &SheetGround, words: &Wording) -> Option<LegendEntry> {
    let piece = Piece {
        d: shape::circle((14.0, 12.0), ABROAD * 2.0),
        fill: "#b9bbc0".to_owned(),
        stroke: "#ffffff".to_owned(),
        width: "0.8".to_owned(),
    };
    (!ground.abroad.is_empty()).then(|| LegendEntry {
        text: CleanText::new(&words.legend_abroad),
        pieces: vec![piece],
        letter: None,
    })
}

fn within<'s>(
    names: &'s [SheetName],
    map: &'s PublishedMap,
) -> impl Iterator<Item = &'s SheetName> {
    names.iter().filter(|name| is_within(name.at, map.bounds))
}
