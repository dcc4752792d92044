//! Any text, read in the invented theatre of the cases: what has to hold stands beside the tests of the reader.

#![no_main]

#[path = "../../crates/claims/tests/soundness/mod.rs"]
mod soundness;
#[path = "../../crates/claims/tests/world/mod.rs"]
#[expect(
    dead_code,
    reason = "reports are read here with a context that is made once"
)]
mod world;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use marsad_claims::ReadingContext;
use world::World;

static WORLD: LazyLock<World> = LazyLock::new(World::load);
static CONTEXT: LazyLock<ReadingContext<'static>> = LazyLock::new(|| WORLD.context());

fuzz_target!(|words: &str| {
    assert_eq!(soundness::fault(&CONTEXT, words), None);
});
