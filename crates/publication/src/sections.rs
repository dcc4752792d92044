//! The sections of the situation report, in the order of OCHA's.
//!
//! What goes in: a composer, which holds only what the edition may say. What comes out: sections.

mod control;
mod displacement;
mod disputed;
mod highlights;
mod incidents;
mod key_figures;
mod method;
mod proposition;
mod remainders;
mod what_if;

use crate::{composer::Composer, sentence::Section};

/// All sections of the edition. A section that the edition does not have is left out.
pub(crate) fn all(composer: &mut Composer<'_>) -> Vec<Section> {
    let mut sections = vec![
        highlights::section(composer),
        key_figures::section(composer),
        control::section(composer),
        incidents::section(composer),
        displacement::section(composer),
        disputed::section(composer),
    ];
    sections.extend(what_if::section(composer));
    sections.push(method::section(composer));
    sections
}
