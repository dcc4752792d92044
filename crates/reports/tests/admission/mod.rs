//! What must hold of any bytes that are handed over as a file of reports; the tests ask it of bytes that proptest makes
//! up, and `fuzz/` of those that libFuzzer does.

use marsad_domain::{Digest32, Report};
use marsad_reports::{Document, Door, Given, JsonLines, Refusal, read_text};

/// The longest line and text that are let in here.
const LONGEST: usize = 1 << 16;

fn given() -> Given {
    Given {
        file: "any.jsonl".to_owned(),
        name: "any".to_owned(),
        source: "unknown".parse().expect("a plain id"),
        published: None,
        received: "2031-03-06T12:00:00Z".parse().expect("an instant"),
        notice_of_own_wording: "invented".to_owned(),
        door: Door {
            longest: LONGEST,
            sketches: true,
        },
    }
}

/// What is wrong with what comes of some bytes; nothing if all of it holds:
///
/// - no more documents and refusals come out than lines went in, and each refusal of a line names its row;
/// - a report has the hash of its own text and bytes, and no text that the door keeps out;
/// - the same bytes give the same again.
pub(crate) fn fault(bytes: &[u8]) -> Option<String> {
    let read = || -> Vec<Result<Document, Refusal>> { JsonLines::new(bytes, given()).collect() };
    let lines = read();
    let most = bytes.split(|byte| *byte == b'\n').count();
    if lines.len() > most {
        return Some(format!("{} come of {most} lines", lines.len()));
    }
    if lines != read() {
        return Some("two runs differ".to_owned());
    }
    let whole = read_text(bytes.to_vec(), &given());
    let mut documents = lines.iter().chain([&whole]);
    documents.find_map(|document| match document {
        Ok(document) => fault_of(document, bytes),
        Err(refusal) => refusal
            .to_string()
            .is_empty()
            .then(|| "a refusal says nothing".to_owned()),
    })
}

fn fault_of(document: &Document, bytes: &[u8]) -> Option<String> {
    let report = &document.report;
    let is_there = bytes
        .windows(document.bytes.len())
        .any(|window| window == document.bytes);
    let is_own = report.hash == Report::hash_of(&report.source, report.published, &report.text);
    let archived = &report.archived;
    let faults = [
        (!is_there, "archived bytes that nobody gave"),
        (!is_own, "a hash of another report"),
        (
            archived.blake3 != Digest32::blake3(&document.bytes)
                || archived.sha256 != Digest32::sha256(&document.bytes)
                || archived.bytes != document.bytes.len() as u64,
            "hashes of other bytes",
        ),
        (report.text.contains('\0'), "a NUL in the text"),
        (report.text.trim().is_empty(), "an empty text"),
        (report.text.len() > LONGEST, "a text beyond the longest"),
        (report.name.is_empty(), "no name"),
    ];
    let mut wrong = faults.into_iter().filter(|(is_wrong, _)| *is_wrong);
    wrong.next().map(|(_, what)| format!("{what}: {report:?}"))
}
