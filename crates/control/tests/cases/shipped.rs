//! The theatres that ship load without a refusal, and every place of an opening position has its holder.

use std::{error::Error, fs, path::PathBuf};

use marsad_control::Opening;
use marsad_domain::Actors;
use marsad_places::{Gazetteer, NamedText};

#[test]
fn opening_positions_of_every_theatre_are_taken_whole() -> Result<(), Box<dyn Error>> {
    let theatres = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../theatres");
    for entry in fs::read_dir(theatres)? {
        let folder = entry?.path();
        if !folder.join("positions.csv").exists() {
            continue;
        }
        let text = |name: &str| fs::read_to_string(folder.join(name));
        let (places, areas) = (text("places.csv")?, text("areas.csv")?);
        let areas = NamedText {
            file: "areas.csv",
            text: &areas,
        };
        let gazetteer = Gazetteer::from_csv(
            NamedText {
                file: "places.csv",
                text: &places,
            },
            Some(areas),
        )?
        .value;
        let actors = Actors::from_toml("actors.toml", &text("actors.toml")?)?;
        let day = "2024-11-26".parse()?;
        let loaded = Opening::from_csv(
            "positions.csv",
            &text("positions.csv")?,
            &gazetteer,
            &actors,
            day,
        )?;
        assert!(loaded.refused.is_empty(), "{:?}", loaded.refused);
        assert!(loaded.value.iter().count() > 0);
    }
    Ok(())
}
