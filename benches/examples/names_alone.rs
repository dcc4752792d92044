//! How fast names are found and judged, without the start, reading lines and printing answers.
//!
//! `cargo run --release -p benches --example names_alone -- documents.jsonl 5`: a file and how often it is gone through.
//! Every built-in theatre and the long list of the world are looked up, as `marsad places` does.
#![expect(clippy::print_stdout, reason = "an example prints what it did")]

use std::{error::Error, fs, path::Path, sync::Arc, time::Instant};

use benches::{place_rules, text_of};
use marsad_places::{Gazetteer, NamedText, WorldList, find};
use serde_json::Value;

/// The program's own allocator.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or("give FILE and, if you like, ROUNDS")?;
    let rounds: usize = words.next().map_or(Ok(5), |rounds| rounds.parse())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (gazetteer, rules) = (gazetteer(&root)?, place_rules(&root.join("rules/places"))?);
    let mut texts = Vec::new();
    for line in text_of(Path::new(&path))?.lines() {
        let document: Value = serde_json::from_str(line)?;
        texts.extend(document["text"].as_str().map(str::to_owned));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    for _ in 0..rounds {
        let begin = Instant::now();
        let found: usize = texts
            .iter()
            .map(|text| find(text, &gazetteer, &rules).len())
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a speed is told in two digits")]
        let speed = bytes as f64 / 1e6 / begin.elapsed().as_secs_f64();
        println!("{found} names in {bytes} bytes, {speed:.1} MB/s");
    }
    Ok(())
}

fn gazetteer(root: &Path) -> Result<Gazetteer, Box<dyn Error>> {
    let world = text_of(&root.join("rules/places/world.csv"))?;
    let mut whole = table("world.csv", &world, None)?;
    for entry in fs::read_dir(root.join("theatres"))? {
        let folder = entry?.path();
        let text = |name: &str| text_of(&folder.join(name));
        let own = table(
            "places.csv",
            &text("places.csv")?,
            Some(&text("areas.csv")?),
        )?;
        whole = Gazetteer::merged(whole, own);
    }
    let list = fs::read(root.join("gazetteer/world.bin"))?;
    Ok(whole.over_world(Arc::new(WorldList::new(list)?)))
}

fn table(file: &str, places: &str, areas: Option<&str>) -> Result<Gazetteer, Box<dyn Error>> {
    let named = |file, text| NamedText { file, text };
    let areas = areas.map(|text| named("areas.csv", text));
    Ok(Gazetteer::from_csv(named(file, places), areas)?.value)
}
