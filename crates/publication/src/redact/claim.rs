//! Claims as an edition may give them.

use jiff::civil::Date;
use marsad_domain::{
    Amount, Body, Claim, ClaimId, ControlVerb, Counted, Figure, Measure, PlaceRef, Relation,
    Sensitivity, SourceId, Stance, Unit, Where,
};

use crate::{
    clean_text::CleanText,
    footnote::Footnote,
    redact::{Screen, WithheldReason},
};

/// A claim of which every word may stand in its edition.
#[derive(Debug, Clone)]
pub(crate) struct PublishedClaim {
    /// To find it by; never printed.
    pub(crate) id: ClaimId,
    /// To group by; never printed.
    pub(crate) source: Option<SourceId>,
    pub(crate) speaker: CleanText,
    pub(crate) outlet: Option<CleanText>,
    pub(crate) reliability: char,
    pub(crate) published: Option<Date>,
    pub(crate) latest: Option<Date>,
    pub(crate) stance: Stance,
    pub(crate) body: PublishedBody,
    pub(crate) places: Vec<(Relation, CleanText)>,
    pub(crate) answers: Option<ClaimId>,
    report: Option<CleanText>,
    quote: Option<CleanText>,
}

/// What a published claim claims, as far as the report speaks of it.
#[derive(Debug, Clone)]
pub(crate) enum PublishedBody {
    Happening {
        sub_event: &'static str,
    },
    Control {
        change: ControlVerb,
        party: Option<CleanText>,
    },
    Presence {
        party: Option<CleanText>,
    },
    Movement {
        party: Option<CleanText>,
        from: Option<CleanText>,
        toward: Option<CleanText>,
    },
    Toll {
        figures: Vec<PublishedFigure>,
    },
    Displacement {
        measure: Measure,
        from: Option<CleanText>,
        to: Option<CleanText>,
        figures: Vec<PublishedFigure>,
    },
    Other,
}

/// A figure without the free words around it.
#[derive(Debug, Clone)]
pub(crate) struct PublishedFigure {
    pub(crate) of: Counted,
    pub(crate) amount: Amount,
    pub(crate) unit: Unit,
    pub(crate) since: Option<Date>,
    pub(crate) who: Option<CleanText>,
    pub(crate) is_part: bool,
}

impl PublishedClaim {
    /// The claim as the screen's edition may give it.
    ///
    /// # Errors
    /// The reason why the edition withholds it.
    pub(crate) fn from_claim(claim: &Claim, screen: &Screen<'_>) -> Result<Self, WithheldReason> {
        let sensitivity = screen.sensitivity(claim);
        if screen.is_public() && sensitivity >= Sensitivity::High {
            let is_private_only = claim.said_by.voices().iter().all(|voice| voice.private);
            return Err(if is_private_only && !claim.sensitive {
                WithheldReason::PrivateOnly
            } else {
                WithheldReason::Sensitive
            });
        }
        let voices = claim.said_by.voices();
        let speaker = voices
            .first()
            .map(|voice| screen.voice(voice))
            .unwrap_or_default();
        let outlet = voices
            .last()
            .map(|voice| screen.voice(voice))
            .filter(|name| *name != speaker);
        let source = claim.said_by.nearest_source();
        let letter = source.map(|source| screen.input.sources.reliability(source));
        Ok(Self {
            id: claim.id,
            source: source.cloned(),
            speaker,
            outlet,
            reliability: letter.map_or('F', letter_of),
            published: screen.published(claim.report_hash),
            latest: claim.when.latest(),
            stance: claim.stance,
            body: body(claim, screen),
            places: claim
                .r#where
                .iter()
                .filter_map(|place| named(place, screen))
                .collect(),
            answers: claim.answers,
            report: (!screen.is_public()).then(|| CleanText::new(&claim.report)),
            quote: quote(claim, screen),
        })
    }

    /// The footnote of the claim.
    pub(crate) fn footnote(&self) -> Footnote {
        Footnote::Claim {
            speaker: self.speaker.clone(),
            outlet: self.outlet.clone(),
            reliability: self.reliability,
            published: self.published,
            report: self.report.clone(),
            quote: self.quote.clone(),
        }
    }
}

/// The code's letter.
pub(crate) fn letter_of(reliability: marsad_domain::Reliability) -> char {
    use marsad_domain::Reliability::{A, B, C, D, E, F};
    match reliability {
        A => 'A',
        B => 'B',
        C => 'C',
        D => 'D',
        E => 'E',
        F => 'F',
    }
}

fn named(place: &Where, screen: &Screen<'_>) -> Option<(Relation, CleanText)> {
    place
        .place
        .as_ref()
        .map(|known| (place.relation, screen.place(known)))
}

fn body(claim: &Claim, screen: &Screen<'_>) -> PublishedBody {
    let party = |id: &Option<_>| id.as_ref().map(|id| screen.party(id));
    let place = |place: &Option<Box<PlaceRef>>| place.as_deref().map(|place| screen.place(place));
    let published = |figures: &[Figure], is_cell: bool| -> Vec<PublishedFigure> {
        figures
            .iter()
            .filter_map(|one| figure(one, is_cell, claim, screen))
            .collect()
    };
    match &claim.body {
        Body::Happening { sub_event } => PublishedBody::Happening {
            sub_event: sub_event.name(),
        },
        Body::Control { control } => PublishedBody::Control {
            change: control.change,
            party: party(&control.party),
        },
        Body::Presence { party: who, .. } => PublishedBody::Presence { party: party(who) },
        Body::Movement {
            party: who,
            from,
            toward,
            ..
        } => PublishedBody::Movement {
            party: party(who),
            from: place(from),
            toward: place(toward),
        },
        Body::Toll { figures } => PublishedBody::Toll {
            figures: published(figures, false),
        },
        Body::Displacement {
            measure,
            from,
            to,
            figures,
        } => PublishedBody::Displacement {
            measure: *measure,
            from: place(from),
            to: place(to),
            figures: published(figures, true),
        },
        Body::Intent {} | Body::Statement {} | Body::Relation { .. } | Body::Conditional { .. } => {
            PublishedBody::Other
        }
    }
}

/// A figure; nothing where it is a small cell, or counts a class that is not listed.
fn figure(
    figure: &Figure,
    is_cell: bool,
    claim: &Claim,
    screen: &Screen<'_>,
) -> Option<PublishedFigure> {
    let is_people = matches!(figure.unit, Unit::Persons | Unit::Families);
    let most = figure.amount.high().or(figure.amount.low());
    let is_small = is_people && most.is_some_and(|most| most > 0 && most < screen.rules.small_cell);
    if screen.is_public() && is_small && (is_cell || figure.is_part) {
        screen.withheld.add(
            WithheldReason::SmallCell,
            format!("{}/{}", claim.id, figure.span.start()),
        );
        return None;
    }
    let who = figure.who.as_deref().map(|who| screen.class(who));
    if figure.is_part && who == Some(None) {
        return None;
    }
    Some(PublishedFigure {
        of: figure.of,
        amount: figure.amount,
        unit: figure.unit,
        since: figure.cumulative_since,
        who: who.flatten(),
        is_part: figure.is_part,
    })
}

/// The words of a claim, where the edition may give them.
fn quote(claim: &Claim, screen: &Screen<'_>) -> Option<CleanText> {
    if let Some(reason) = against_quote(claim, screen).filter(|_| screen.is_public()) {
        screen.withheld.add(reason, claim.id.to_string());
        return None;
    }
    Some(CleanText::new(&claim.quote.text))
}

/// Why the words of a claim may not leave the desk.
fn against_quote(claim: &Claim, screen: &Screen<'_>) -> Option<WithheldReason> {
    let private = &screen.private;
    if screen.sensitivity(claim) > Sensitivity::Low {
        return Some(if claim.said_by.is_private() {
            WithheldReason::PrivateWords
        } else {
            WithheldReason::Sensitive
        });
    }
    if claim.said_by.is_private()
        || private.overlap(claim.report_hash, claim.quote.span)
        || private.names_in(&claim.quote.text)
    {
        return Some(WithheldReason::PrivateWords);
    }
    let is_listed = |name: &str| screen.is_public_class(name) || screen.is_public_person(name);
    let voices = claim
        .said_by
        .voices()
        .iter()
        .all(|voice| screen.may_stand_in_quote(voice) || is_listed(&voice.name));
    let actors = claim
        .actors
        .iter()
        .all(|actor| actor.id.is_some() || is_listed(&actor.text));
    let places = claim.r#where.iter().all(|place| {
        place
            .place
            .as_ref()
            .is_some_and(|known| screen.names_place(known))
    });
    let classes = claim.body.figures().iter().all(|figure| {
        figure
            .who
            .as_deref()
            .is_none_or(|who| screen.is_public_class(who))
    });
    let is_quotable = screen.is_quotable(&claim.quote.text);
    (!(voices && actors && places && classes && is_quotable))
        .then_some(WithheldReason::UnlistedWords)
}
