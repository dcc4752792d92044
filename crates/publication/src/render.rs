//! Forms of the report. Each takes a published situation and nothing else.

pub(crate) mod html;
pub(crate) mod markdown;
mod note_text;
pub(crate) mod sheet;
pub(crate) mod svg;
pub(crate) mod terminal;
mod terminal_map;
