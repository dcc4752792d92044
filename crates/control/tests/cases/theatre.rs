//! The invented theatre of the cases, read from the fenced blocks of `cases/control/theatre.md`.

use std::{collections::BTreeMap, error::Error};

use jiff::tz::TimeZone;
use marsad_control::{ControlContext, ControlRules, Opening};
use marsad_domain::{Actors, Sources};
use marsad_places::{Gazetteer, NamedText, lines::Lines};

const RULES: &str = include_str!("../../../../rules/control/rules.toml");

pub(crate) struct Theatre {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) lines: Lines,
    pub(crate) actors: Actors,
    pub(crate) sources: Sources,
    pub(crate) opening: Opening,
    pub(crate) zone: TimeZone,
    pub(crate) rules: ControlRules,
}

impl Theatre {
    pub(crate) fn load(markdown: &str) -> Result<Self, Box<dyn Error>> {
        let blocks = blocks(markdown);
        let block = |name: &str| {
            blocks
                .get(name)
                .map(String::as_str)
                .ok_or(format!("no block {name}"))
        };
        let places = NamedText {
            file: "places.csv",
            text: block("places.csv")?,
        };
        let areas = NamedText {
            file: "areas.csv",
            text: block("areas.csv")?,
        };
        let gazetteer = Gazetteer::from_csv(places, Some(areas))?;
        let actors = Actors::from_toml("actors.toml", block("actors.toml")?)?;
        let opening = Opening::from_csv(
            "positions.csv",
            block("positions.csv")?,
            &gazetteer.value,
            &actors,
            "2031-05-01".parse()?,
        )?;
        assert!(
            gazetteer.refused.is_empty() && opening.refused.is_empty(),
            "{:?}",
            opening.refused
        );
        Ok(Self {
            gazetteer: gazetteer.value,
            lines: Lines::from_toml("lines.toml", block("lines.toml")?)?,
            sources: Sources::from_toml("sources.toml", block("sources.toml")?)?,
            actors,
            opening: opening.value,
            zone: TimeZone::get("Asia/Tbilisi")?,
            rules: ControlRules::from_toml("rules.toml", RULES)?,
        })
    }

    pub(crate) fn context(&self) -> ControlContext<'_> {
        ControlContext {
            gazetteer: &self.gazetteer,
            lines: &self.lines,
            actors: &self.actors,
            sources: &self.sources,
            opening: &self.opening,
            zone: &self.zone,
            rules: &self.rules,
        }
    }
}

/// The fenced blocks of a text by what stands behind their fence.
fn blocks(markdown: &str) -> BTreeMap<String, String> {
    let mut blocks: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Option<String> = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), &open) {
            (Some(_), Some(_)) => open = None,
            (Some(name), None) => open = Some(name.trim().to_owned()),
            (None, Some(name)) => blocks.entry(name.clone()).or_default().extend([line, "\n"]),
            (None, None) => {}
        }
    }
    blocks
}
