//! The forms in which answers are printed.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::{
    desk::Desk,
    failure::{Failure, Told as _},
};

/// Text for people, or JSON for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// The command's own form.
    #[default]
    Text,
    /// JSON, one object a line.
    Json,
}

/// Prints one line of JSON.
pub(crate) fn json_line(desk: &mut Desk, value: &impl Serialize) -> Result<()> {
    write_json_line(desk.out(), value)
}

/// Writes one line of JSON.
pub(crate) fn write_json_line(
    out: &mut (impl Write + ?Sized),
    value: &impl Serialize,
) -> Result<()> {
    serde_json::to_writer(&mut *out, value)
        .map_err(std::io::Error::from)
        .told("writing-json", &[])?;
    writeln!(out).told("writing-json", &[])
}

/// A CSV error as the error of the stream that it mostly is, so that a closed pipe stays recognisable.
pub(crate) fn table_error(error: csv::Error) -> anyhow::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::of(error, "writing-table", &[]).into(),
        kind => Failure::of(
            anyhow::Error::msg(format!("{kind:?}")),
            "writing-table",
            &[],
        )
        .into(),
    }
}
