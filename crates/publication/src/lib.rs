//! What leaves the desk, and in which forms.
//!
//! What goes in: everything that is known for one question, as domain values, and an [`Edition`]. What comes out:
//! [`PublishedSituation`], made of types that hold only what that edition may say, and from it the situation report
//! as Markdown, as text with a map for the terminal, and as one HTML page.
//! What it must not do: let a renderer see anything that is not published, open a file, read a clock.

mod clean_text;
mod composer;
mod edition;
mod error;
mod footnote;
mod input;
mod licences;
mod map;
mod redact;
mod render;
mod rules;
mod sections;
pub mod sensitivity;
mod sentence;
mod situation;
mod wording;

pub use clean_text::CleanText;
pub use edition::Edition;
pub use error::PublicationError;
pub use footnote::{Footnote, NoteNumber, Notes};
pub use input::{AttributionLine, SituationInput};
pub use licences::licences;
pub use map::{MapArea, MapDot, MapLine, MapLineKind, MapParty, Paint, PublishedMap};
pub use redact::{WithheldCount, WithheldReason};
pub use render::{
    html::to_html,
    markdown::to_markdown,
    sheet::to_svg,
    svg::{SheetGround, SheetName, SheetRoad},
    terminal::{Colour, TerminalOptions, to_terminal},
};
pub use rules::PublicationRules;
pub use sentence::{Block, FactTable, KeyFigure, RecordTable, Row, Section, SectionId, Sentence};
pub use situation::PublishedSituation;
