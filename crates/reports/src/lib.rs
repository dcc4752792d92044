//! Documents in many formats, as reports.
//!
//! What goes in: bytes with what is known of their origin. What comes out: [`Report`](marsad_domain::Report)s with archived bytes, hashes, canonical text and sketch; refusals with file, row and hint; lineages of texts that repeat each other.
//! What it must not do: read meaning, open a file, ask the clock, keep more than one line of a stream in memory.

mod bounded_line;
mod document;
mod fields;
mod given;
mod json_lines;
mod lineage;
mod reconciliation;
mod refusal;
mod sketch;
mod text;
mod words;

pub use document::Document;
pub use given::{Door, Given};
pub use json_lines::JsonLines;
pub use lineage::{Dated, SAME_TEXT, lineages};
pub use reconciliation::Reconciliation;
pub use refusal::{Fault, Refusal};
pub use sketch::{POSITIONS, sketch};
pub use text::read_text;
pub use words::word_sketch;

/// The longest line of a stream and the longest text of the record, in bytes: 16 MiB.
///
/// What is longer is refused without being held in memory.
pub const LONGEST: usize = 16 << 20;
