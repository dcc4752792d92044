//! A report together with the bytes that are archived for it.

use marsad_domain::{Archived, Digest32, Published, Report, SourceId, TextSketch};

use crate::{Given, sketch};

/// A report and its archived bytes; `report.archived` holds their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The report.
    pub report: Report,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

/// What makes a document besides its bytes.
pub(crate) struct Parts {
    pub(crate) name: String,
    pub(crate) source: SourceId,
    pub(crate) published: Option<Published>,
    pub(crate) language: Option<String>,
    pub(crate) notice: Option<String>,
    pub(crate) text: String,
    pub(crate) media_type: &'static str,
    pub(crate) extractor: &'static str,
}

impl Document {
    pub(crate) fn new(parts: Parts, bytes: Vec<u8>, given: &Given) -> Self {
        let archived = Archived {
            blake3: Digest32::blake3(&bytes),
            sha256: Digest32::sha256(&bytes),
            bytes: bytes.len() as u64,
            media_type: parts.media_type.to_owned(),
        };
        let report = Report {
            hash: Report::hash_of(&parts.source, parts.published, &parts.text),
            name: parts.name,
            source: parts.source,
            published: parts.published,
            received: given.received,
            language: parts.language,
            archived,
            extractor: parts.extractor.to_owned(),
            sketch: if given.door.sketches {
                sketch(&parts.text)
            } else {
                TextSketch(Vec::new())
            },
            text: parts.text,
            notice: parts.notice,
        };
        Self { report, bytes }
    }
}
