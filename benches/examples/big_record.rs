//! Fills a record with made-up reports, claims and decisions, to measure how fast it is replayed.
//!
//! `marsad init big --theatre ID`, then `cargo run --release -p benches --example big_record -- big 100000 10 100000`:
//! folder, reports, claims in each, decisions. Then time `marsad decide queue --record big`.
#![expect(clippy::print_stdout, reason = "an example prints what it did")]

use std::{error::Error, path::Path};

use jiff::Timestamp;
use marsad_domain::{
    ActorMention, Anchor, Archived, Attribution, Body, Claim, ClaimDraft, Decision, Digest32,
    PlaceRef, Position, Published, Quote, Reader, Reading, Relation, Report, Role, Span, Stance,
    SubEvent, TextSketch, Verdict, Voice, When, WhenKind, Where,
};
use marsad_ledger::{
    Author, BlobId, EntryKind, Mode, NewEntry, SqliteLedger, Store as _, derive_salt,
};
use serde::Serialize;

/// Entries of one batch.
const BATCH: usize = 2_000;
/// Words that each claim quotes.
const SENTENCE: &str =
    "An air strike on the market of a town killed at least four people on Monday. ";

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().ok_or("give FOLDER REPORTS CLAIMS DECISIONS");
    let folder = word()?;
    let (reports, claims, decisions): (u64, usize, usize) =
        (word()?.parse()?, word()?.parse()?, word()?.parse()?);
    let path = Path::new(&folder).join("ledger.db");
    let holder = "big_record".to_owned();
    let mut writer = Writer {
        ledger: SqliteLedger::open(&path, Mode::Write { holder })?,
        batch: Vec::new(),
        written: 0,
    };
    let mut anchors = Vec::new();
    for number in 0..reports {
        let (report, reading) = writer.report(number, claims)?;
        writer.add(EntryKind::Report, &report, Some(&report))?;
        writer.add(EntryKind::Reading, &reading, None)?;
        anchors.extend(reading.claims.iter().map(Anchor::of));
    }
    let step = (anchors.len() / decisions.max(1)).max(1);
    for (at, anchor) in anchors.iter().step_by(step).take(decisions).enumerate() {
        writer.add(EntryKind::Decision, &decision(at, anchor), None)?;
    }
    writer.flush()?;
    println!(
        "{reports} reports, {} claims, {decisions} decisions, {} entries",
        anchors.len(),
        writer.written
    );
    Ok(())
}

struct Writer {
    ledger: SqliteLedger,
    batch: Vec<NewEntry>,
    written: u64,
}

impl Writer {
    fn report(&mut self, number: u64, claims: usize) -> Result<(Report, Reading), Box<dyn Error>> {
        let text = format!("Report {number}. {}", SENTENCE.repeat(claims));
        self.ledger.put_blobs(&[text.as_bytes()])?;
        let digest = Digest32::blake3(text.as_bytes());
        let published = Some(Published::Instant(Timestamp::from_second(
            1_700_000_000 + i64::try_from(number)? * 60,
        )?));
        let source = "afp".parse()?;
        let report = Report {
            hash: Report::hash_of(&source, published, &text),
            name: format!("made-up-{number}"),
            source,
            published,
            received: Timestamp::UNIX_EPOCH,
            language: Some("en".to_owned()),
            archived: Archived {
                blake3: digest,
                sha256: digest,
                bytes: text.len() as u64,
                media_type: "text/plain".to_owned(),
            },
            extractor: "text/1".to_owned(),
            sketch: TextSketch(Vec::new()),
            notice: None,
            text,
        };
        let reader = Reader {
            name: "made-up".to_owned(),
            version: "1".to_owned(),
            rules: digest,
        };
        let claims = (0..claims)
            .map(|at| claim(&report, at, &reader))
            .collect::<Result<Vec<_>, _>>()?;
        let reading = Reading {
            report: report.hash,
            reader,
            claims,
            problems: Vec::new(),
            unread: false,
        };
        Ok((report, reading))
    }

    fn add(
        &mut self,
        kind: EntryKind,
        value: &impl Serialize,
        report: Option<&Report>,
    ) -> Result<(), Box<dyn Error>> {
        let blobs = report.map(|report| BlobId::from_bytes(*report.archived.blake3.as_bytes()));
        self.batch.push(NewEntry {
            kind,
            version: 1,
            author: "bench".parse::<Author>()?,
            time: Timestamp::UNIX_EPOCH,
            salt: derive_salt(&[7; 32], self.written + self.batch.len() as u64),
            key: None,
            blobs: blobs.into_iter().collect(),
            payload: serde_json::to_vec(value)?,
        });
        if self.batch.len() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Box<dyn Error>> {
        self.ledger.append(&self.batch)?;
        self.written += self.batch.len() as u64;
        self.batch.clear();
        Ok(())
    }
}

/// A claim; ten of them name nine places, seven actors, thirteen voices and sixteen rules, as the claims of the
/// demonstration do on average.
fn claim(report: &Report, at: usize, reader: &Reader) -> Result<Claim, Box<dyn Error>> {
    let start =
        format!("{}. ", report.name.replace("made-up-", "Report ")).len() + at * SENTENCE.len();
    let word = |from: usize, to: usize| Span::new(start + from, start + to);
    let monitor = Voice {
        name: "A monitor of the war".into(),
        role: None,
        source: Some("monitor".parse()?),
        actor: None,
        span: Some(word(0, 2)),
        private: false,
    };
    let agency = Voice {
        name: "Agence France-Presse".into(),
        source: Some(report.source.clone()),
        span: None,
        ..monitor.clone()
    };
    let town = Where {
        relation: Relation::At,
        place: Some(PlaceRef {
            id: "a-town".parse()?,
            name: "A Town".into(),
            position: Position::new(35.0, 37.0)?,
            country: "SY".into(),
        }),
        radius_km: None,
        text: "a town".into(),
        span: word(32, 38),
    };
    let party = ActorMention {
        role: Role::Agent,
        id: Some("some-party".parse()?),
        name: "Some Party Of The War".into(),
        text: "the party".into(),
        span: word(0, 2),
    };
    let of_ten = at % 10;
    let is_quoted = of_ten < 3;
    let voices = is_quoted.then_some(monitor).into_iter().chain([agency]);
    let rules = ["happening.air-strike", "place.at"];
    let draft = ClaimDraft {
        body: Body::Happening {
            sub_event: SubEvent::AirDroneStrike,
        },
        stance: Stance::Asserted,
        quote: Quote {
            span: Span::new(start, start + SENTENCE.len() - 1),
            text: SENTENCE.trim_end().to_owned(),
        },
        said_by: Attribution::try_from(voices.collect::<Vec<_>>())?,
        cue: Quote::of(SENTENCE, Span::new(39, 45)).filter(|_| is_quoted),
        speech: Vec::new(),
        when: When::day("2024-12-02".parse()?, WhenKind::Event, None),
        r#where: (of_ten < 9).then_some(town).into_iter().collect(),
        except: Vec::new(),
        actors: (of_ten < 7).then_some(party).into_iter().collect(),
        sensitive: false,
        rules: rules[..if of_ten < 6 { 2 } else { 1 }]
            .iter()
            .map(|rule| (*rule).into())
            .collect(),
    };
    Ok(draft.into_claim(&report.name, report.hash, reader, 0))
}

fn decision(at: usize, anchor: &Anchor) -> Decision {
    let verdict = match at % 3 {
        0 => Verdict::Accept,
        1 => Verdict::Reject,
        _ => Verdict::Unsure,
    };
    Decision {
        verdict,
        claims: vec![anchor.clone()],
        author: "bench".to_owned(),
        at: Timestamp::UNIX_EPOCH,
        reason: "made up".to_owned(),
    }
}
