//! The bundled example of MELTT, whose expectation is that package's own output: it waits for `marsad link --rules`.

use anyhow::Result;

use super::{Bench, Outcome};

const SET: &str = "incidents/crashmd";

/// Nothing is scored until the program can be told MELTT's rules.
#[expect(clippy::unnecessary_wraps, reason = "every scorer has this shape")]
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let reason = if bench.data.join(SET).is_dir() {
        "the program has no rules for it yet".to_owned()
    } else {
        format!("no {SET}")
    };
    Ok(Outcome::Skipped(reason))
}
