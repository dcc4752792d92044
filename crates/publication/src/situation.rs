//! The situation report as it may be published, before it takes a form.

use jiff::{Span, civil::Date};
use marsad_domain::Knowledge;
use serde::Serialize;

use crate::{
    clean_text::CleanText,
    composer::{Composer, date},
    edition::Edition,
    error::PublicationError,
    footnote::Footnote,
    input::SituationInput,
    licences::licences,
    map::PublishedMap,
    redact::WithheldCount,
    rules::PublicationRules,
    sections,
    sentence::Section,
    wording::{Wording, fill},
};

/// A situation report that holds only what its edition may say. The only way to one is
/// [`PublishedSituation::from_input`], and every form is made from one.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PublishedSituation {
    /// Whether anybody may read it.
    pub is_public: bool,
    /// Its title.
    pub title: CleanText,
    /// Whose edition it is.
    pub banner: CleanText,
    /// The note that stands at the top and at the bottom.
    pub notice: Option<CleanText>,
    /// What it rests on: counts, times, hashes.
    pub coverage: CleanText,
    /// Its sections in order.
    pub sections: Vec<Section>,
    /// The map, where there is anything to draw.
    pub map: Option<PublishedMap>,
    /// The title of the map.
    pub map_title: CleanText,
    /// Its footnotes; number 1 is the first.
    pub notes: Vec<Footnote>,
    /// What the public edition withholds, and why.
    pub withheld: Vec<WithheldCount>,
    /// Whose data stands in it.
    pub attribution: Vec<CleanText>,
    #[serde(skip)]
    pub(crate) words: Wording,
}

impl PublishedSituation {
    /// The report of one edition. The same input gives the same report.
    ///
    /// # Errors
    /// The public edition of a day that is younger than the delay.
    pub fn from_input(
        input: &SituationInput<'_>,
        edition: Edition,
        rules: &PublicationRules,
    ) -> Result<Self, PublicationError> {
        check_delay(input.question.on, edition, rules)?;
        let mut composer = Composer::new(input, edition, rules);
        let sections = sections::all(&mut composer);
        let words = &rules.words;
        let on = composer.day(input.question.on);
        let blanks = [("theatre", input.theatre), ("date", on.as_str())];
        let is_public = edition.is_public();
        Ok(Self {
            is_public,
            title: fill(&words.title, &blanks),
            banner: CleanText::new(if is_public {
                &words.banner_public
            } else {
                &words.banner_desk
            }),
            notice: input
                .notice
                .map(CleanText::new)
                .filter(|notice| !notice.is_empty()),
            coverage: coverage(&composer),
            sections,
            map: PublishedMap::from_composer(&composer),
            map_title: fill(&words.map_title, &blanks),
            withheld: if is_public {
                composer.screen.withheld.counts()
            } else {
                Vec::new()
            },
            notes: composer.notes.into_list(),
            attribution: licences(input.attribution),
            words: words.clone(),
        })
    }
}

fn check_delay(
    on: Date,
    edition: Edition,
    rules: &PublicationRules,
) -> Result<(), PublicationError> {
    let Edition::Public { issued } = edition else {
        return Ok(());
    };
    let from = on
        .checked_add(Span::new().days(i64::from(rules.delay_days)))
        .unwrap_or(Date::MAX);
    if issued < from {
        Err(PublicationError::TooFresh { on, from })
    } else {
        Ok(())
    }
}

fn coverage(composer: &Composer<'_>) -> CleanText {
    let words = composer.words();
    let input = composer.input();
    let zone = input.zone.iana_name().unwrap_or("UTC");
    fill(
        &words.coverage,
        &[
            ("reports", &composer.count(input.reports.len())),
            ("claims", &composer.count(composer.claims.len())),
            ("known", known(composer).as_str()),
            ("zone", zone),
            ("rules", &short(input.rule_hash)),
            ("theatre", &short(input.theatre_hash)),
        ],
    )
}

fn known(composer: &Composer<'_>) -> CleanText {
    let words = composer.words();
    let question = composer.input().question;
    let on = composer.day(question.on);
    let on = ("on", on.as_str());
    match question.knowledge {
        Knowledge::Everything => fill(&words.known_everything, &[on]),
        Knowledge::Known {
            day,
            with_hindsight,
        } => {
            let template = if with_hindsight {
                &words.known_hindsight
            } else {
                &words.known_day
            };
            fill(template, &[on, ("known", date(words, day).as_str())])
        }
        Knowledge::Recorded { instant } => {
            fill(&words.recorded, &[on, ("known", &instant.to_string())])
        }
    }
}

fn short(hash: marsad_domain::Digest32) -> String {
    hash.to_string().chars().take(12).collect()
}
