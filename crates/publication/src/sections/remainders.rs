//! Running counts of others beside what the record documents: the latest of each source, and those it replaced.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{Counted, Remainder, SourceId, Total, UsedAs};

use crate::{
    clean_text::CleanText,
    composer::{Composer, fill_raw},
    redact::{PublishedBody, PublishedClaim, PublishedFigure},
    sentence::Sentence,
    wording::fill,
};

/// A running count with the claim that states it.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    pub(crate) of: Counted,
    pub(crate) claim: PublishedClaim,
    pub(crate) figure: PublishedFigure,
    remainder: Remainder,
    known: Option<(u64, u64)>,
}

type RunningKey = (Counted, Option<SourceId>, Option<CleanText>, Option<Date>);

/// The running counts of each source over one class and start, oldest first.
pub(crate) fn running(composer: &Composer<'_>) -> BTreeMap<RunningKey, Vec<Running>> {
    let mut found: BTreeMap<RunningKey, Vec<Running>> = BTreeMap::new();
    for total in composer.input().totals {
        for remainder in &total.remainders {
            let Some(one) = one(composer, total, remainder) else {
                continue;
            };
            let key = (
                one.of,
                one.claim.source.clone(),
                one.figure.who.clone(),
                one.remainder.since,
            );
            found.entry(key).or_default().push(one);
        }
    }
    for list in found.values_mut() {
        list.sort_by_key(|one| {
            (
                one.remainder.until,
                one.claim.published,
                one.remainder.stated_low,
            )
        });
        list.dedup_by_key(|one| (one.remainder.until, one.remainder.stated_low));
    }
    found
}

/// A sentence on what a running count leaves over the incidents of the record.
pub(crate) fn sentence(composer: &mut Composer<'_>, running: &Running) -> Option<Sentence> {
    let words = composer.words();
    let Running {
        claim,
        figure,
        remainder,
        known,
        ..
    } = running;
    let counted = match &figure.who {
        Some(who) => format!("{who} {}", composer.counted(running.of)),
        None => composer.counted(running.of).to_owned(),
    };
    let rest = rest(composer, remainder);
    let most = remainder
        .high
        .map(|high| composer.number(high))
        .unwrap_or_default();
    let documented = known
        .map(|(low, high)| between(composer, low, high))
        .unwrap_or_default();
    let template = match known {
        None => &words.statement_only,
        Some(_) if remainder.conflicts => &words.remainder_conflict,
        Some(_) if remainder.low == 0 && remainder.high == Some(0) => &words.remainder_within,
        Some(_) if remainder.low == 0 && remainder.high.is_none() => &words.remainder_open,
        Some(_) if remainder.low == 0 => &words.remainder_perhaps,
        Some(_) => &words.remainder,
    };
    composer.sentence(
        template,
        &[
            ("speaker", composer.spoken(claim).as_str()),
            ("amount", composer.amount(figure.amount).as_str()),
            ("counted", &counted),
            (
                "period",
                &period(composer, remainder.since, remainder.until),
            ),
            ("documented", documented.as_str()),
            ("rest", rest.as_str()),
            ("most", &most),
        ],
        &[claim.id],
    )
}

/// " since 27 November", " from ... to ...", or " by ...".
pub(crate) fn period(composer: &Composer<'_>, since: Option<Date>, until: Option<Date>) -> String {
    let words = composer.words();
    match (since, until) {
        (Some(from), Some(to)) => fill_raw(
            &words.from_to,
            &[
                ("from", composer.day(from).as_str()),
                ("to", composer.day(to).as_str()),
            ],
        ),
        (Some(from), None) => fill_raw(&words.since, &[("from", composer.day(from).as_str())]),
        (None, Some(to)) => fill_raw(&words.until, &[("to", composer.day(to).as_str())]),
        (None, None) => String::new(),
    }
}

fn one(composer: &Composer<'_>, total: &Total, remainder: &Remainder) -> Option<Running> {
    let claim = composer.claims.get(&remainder.claim)?;
    let PublishedBody::Toll { figures } = &claim.body else {
        return None;
    };
    let figure = figures
        .iter()
        .find(|figure| {
            figure.of == total.of
                && figure.amount.low().or(figure.amount.high()) == Some(remainder.stated_low)
        })
        .or_else(|| figures.iter().find(|figure| figure.of == total.of))?;
    let is_replaced = total.arithmetic.iter().any(|used| {
        used.claim == remainder.claim && matches!(used.used_as, UsedAs::Copy | UsedAs::Ignored)
    });
    (!is_replaced).then(|| Running {
        of: total.of,
        claim: claim.clone(),
        figure: figure.clone(),
        remainder: remainder.clone(),
        known: known(composer, remainder),
    })
}

/// What the incidents of the record document of a statement, never more than it states. Where something is withheld,
/// nothing: the difference would tell what.
fn known(composer: &Composer<'_>, remainder: &Remainder) -> Option<(u64, u64)> {
    if composer.incidents_withheld {
        return None;
    }
    let (low, high) = (remainder.documented_low, remainder.documented_high);
    if remainder.conflicts {
        return Some((low, high));
    }
    let most = remainder
        .stated_high
        .map_or(high, |stated| high.min(stated));
    Some((low.min(most), most))
}

fn rest(composer: &Composer<'_>, remainder: &Remainder) -> CleanText {
    match remainder.high {
        Some(high) => between(composer, remainder.low, high),
        None => fill(
            &composer.words().at_least,
            &[("n", &composer.number(remainder.low))],
        ),
    }
}

fn between(composer: &Composer<'_>, low: u64, high: u64) -> CleanText {
    if low == high {
        return CleanText::from(composer.number(low));
    }
    fill(
        &composer.words().between,
        &[
            ("low", &composer.number(low)),
            ("high", &composer.number(high)),
        ],
    )
}
