//! Who holds each place on a day, and how that came to be, for whoever asks once.

use std::collections::BTreeMap;

use marsad_domain::{Claim, PlaceControl, PlaceId, Question, ReportHash, ReportHead};

use crate::{context::ControlContext, timeline::Timeline};

/// The control of every place that has an opening position or of which anything was said, in order of their ids.
///
/// Only reports that the question's state of knowledge holds count, and of those only what happened by its day `on`.
/// A place that is not in the answer is unknown. The order of `claims` changes nothing. Whoever asks for several days
/// asks one [`Timeline`].
#[must_use]
pub fn assess(
    claims: &[Claim],
    heads: &BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'_>,
    question: &Question,
) -> Vec<PlaceControl> {
    Timeline::of(claims, heads, *context, question.knowledge).on(question.on)
}

/// How the control of one place changed, as [`Timeline::history`] says.
#[must_use]
pub fn history(
    place: &PlaceId,
    claims: &[Claim],
    heads: &BTreeMap<ReportHash, ReportHead>,
    context: &ControlContext<'_>,
    question: &Question,
) -> Vec<PlaceControl> {
    Timeline::of(claims, heads, *context, question.knowledge).history(place, question.on)
}
