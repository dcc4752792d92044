//! Incidents of the last day and of the two days before.

use jiff::{Span, civil::Date};
use marsad_domain::{Counted, IncidentStatus};

use crate::{
    clean_text::CleanText,
    composer::{Composer, word},
    redact::PublishedIncident,
    sentence::{Block, FactTable, Row, Section, SectionId},
    wording::fill,
};

/// What may have begun more days before is no happening of these days.
const LONGEST_DAYS: i64 = 2;

/// The incidents.
pub(crate) fn section(composer: &mut Composer<'_>) -> Section {
    let words = composer.words();
    let on = composer.input().question.on;
    let back = |days: i64| on.checked_sub(Span::new().days(days)).unwrap_or(on);
    let last = between(composer, on, on);
    let earlier = between(composer, back(2), back(1));
    let mut blocks = Vec::new();
    if last.is_empty() && earlier.is_empty() {
        blocks.push(Block::Remark(CleanText::new(&words.no_incidents)));
    }
    let (from, to) = (composer.day(back(2)), composer.day(back(1)));
    let captions = [
        (
            last,
            fill(&words.last_day, &[("day", composer.day(on).as_str())]),
        ),
        (
            earlier,
            fill(
                &words.last_days,
                &[("from", from.as_str()), ("to", to.as_str())],
            ),
        ),
    ];
    for (incidents, caption) in captions {
        if !incidents.is_empty() {
            blocks.push(Block::Facts(table(composer, &incidents, caption)));
        }
    }
    Section {
        id: SectionId::Incidents,
        heading: CleanText::new(&words.incidents),
        blocks,
    }
}

/// Happenings whose last possible day lies between two days, the deadliest of each day first.
pub(crate) fn between(composer: &Composer<'_>, from: Date, to: Date) -> Vec<PublishedIncident> {
    let longest = from
        .checked_sub(Span::new().days(LONGEST_DAYS))
        .unwrap_or(from);
    let mut found: Vec<PublishedIncident> = composer
        .incidents
        .iter()
        .filter(|incident| incident.is_happening && incident.status != IncidentStatus::Rejected)
        .filter(|incident| {
            incident
                .latest
                .is_some_and(|day| (from..=to).contains(&day))
                && incident.earliest.is_none_or(|day| day >= longest)
        })
        .cloned()
        .collect();
    found.sort_by_key(|incident| {
        let killed = incident
            .range(Counted::Killed)
            .map(marsad_domain::Range::low);
        (std::cmp::Reverse((incident.latest, killed)), incident.id)
    });
    found
}

/// The day of an incident, or the days between which it lies.
pub(crate) fn days(composer: &Composer<'_>, incident: &PublishedIncident) -> CleanText {
    match (incident.earliest, incident.latest) {
        (Some(from), Some(to)) if from != to => fill(
            &composer.words().between,
            &[
                ("low", composer.day(from).as_str()),
                ("high", composer.day(to).as_str()),
            ],
        ),
        (_, day) => composer.day_or_unknown(day),
    }
}

/// The numbers of an incident: "12 killed, 23 injured".
pub(crate) fn figures(composer: &Composer<'_>, incident: &PublishedIncident) -> CleanText {
    let each: Vec<String> = incident
        .ranges
        .iter()
        .map(|(of, range)| format!("{} {}", composer.range(*range), composer.counted(*of)))
        .collect();
    CleanText::from(each.join(&composer.words().comma))
}

fn table(
    composer: &mut Composer<'_>,
    incidents: &[PublishedIncident],
    caption: CleanText,
) -> FactTable {
    let words = composer.words();
    let headings = vec![
        CleanText::new(&words.head_day),
        CleanText::new(&words.head_place),
        CleanText::new(&words.head_what),
        CleanText::new(composer.counted_label(Counted::Killed)),
        CleanText::new(composer.counted_label(Counted::Injured)),
        CleanText::new(&words.head_status),
        CleanText::new(&words.head_for),
    ];
    let rows = incidents
        .iter()
        .filter_map(|incident| row(composer, incident))
        .collect();
    FactTable {
        caption,
        headings,
        rows,
    }
}

fn row(composer: &mut Composer<'_>, incident: &PublishedIncident) -> Option<Row> {
    let notes = composer.cite(&incident.claims)?;
    let words = composer.words();
    let speakers = composer.speakers(&incident.claims);
    let place = incident
        .place
        .clone()
        .unwrap_or_else(|| CleanText::new(&words.place_unknown));
    Some(Row::new(
        vec![
            days(composer, incident),
            place,
            what(composer, incident),
            counts(composer, incident, Counted::Killed),
            counts(composer, incident, Counted::Injured),
            status(composer, incident),
            composer.list(&speakers, 4),
        ],
        notes,
    ))
}

fn what(composer: &Composer<'_>, incident: &PublishedIncident) -> CleanText {
    if incident.parties.is_empty() {
        return incident.what.clone();
    }
    CleanText::from(format!(
        "{} ({})",
        incident.what,
        composer.list(&incident.parties, 4)
    ))
}

fn counts(composer: &Composer<'_>, incident: &PublishedIncident, of: Counted) -> CleanText {
    let words = composer.words();
    let Some(range) = incident.range(of) else {
        return CleanText::new(&words.none);
    };
    let classes: Vec<String> = incident
        .classes
        .iter()
        .filter(|(counted, ..)| *counted == of)
        .map(|(_, who, range)| {
            let range = composer.range(*range);
            fill(
                &words.class_range,
                &[("range", range.as_str()), ("who", who.as_str())],
            )
        })
        .map(|class| class.to_string())
        .collect();
    let whole = composer.range(range);
    if classes.is_empty() {
        return whole;
    }
    CleanText::from(format!("{whole} ({})", classes.join(&words.comma)))
}

fn status(composer: &Composer<'_>, incident: &PublishedIncident) -> CleanText {
    let key = match incident.status {
        IncidentStatus::Reported => "reported",
        IncidentStatus::Corroborated => "corroborated",
        IncidentStatus::Disputed => "disputed",
        IncidentStatus::Verified => "verified",
        IncidentStatus::Rejected => "rejected",
    };
    let lineages = composer.count(incident.lineages);
    fill(
        word(&composer.words().status, key),
        &[("lineages", &lineages)],
    )
}
