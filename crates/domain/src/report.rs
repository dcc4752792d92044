//! Reports: one document from one source.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    digest::{Digest32, LineageId, ReportHash},
    id::SourceId,
    when::Published,
};

/// The archived bytes of a report, by their hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// BLAKE3 of the bytes.
    pub blake3: Digest32,
    /// SHA-256 of the bytes.
    pub sha256: Digest32,
    /// Number of bytes.
    pub bytes: u64,
    /// Media type, such as `text/plain`.
    pub media_type: String,
}

/// A document from a source, with its canonical text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Hash of source, publication and canonical text: the same report twice has the same hash.
    pub hash: ReportHash,
    /// The name its giver called it (the `id` of a JSON line, or the file's name).
    pub name: String,
    /// Who published it.
    pub source: SourceId,
    /// When it was published, where stated.
    pub published: Option<Published>,
    /// When it reached this desk.
    pub received: Timestamp,
    /// Language as a BCP 47 tag, where known.
    pub language: Option<String>,
    /// The archived bytes.
    pub archived: Archived,
    /// What extracted the text (`text/1` is the text as given).
    pub extractor: String,
    /// Canonical text. All spans are bytes of it.
    pub text: String,
    /// The sketch of the text.
    pub sketch: TextSketch,
    /// The note that the giver put beside the text, such as that the words are examples.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub notice: Option<String>,
}

impl Report {
    /// The hash of a report's identity.
    #[must_use]
    pub fn hash_of(source: &SourceId, published: Option<Published>, text: &str) -> ReportHash {
        let published = published.map(|p| p.to_string()).unwrap_or_default();
        ReportHash::of(
            "report",
            &[
                source.as_str().as_bytes(),
                published.as_bytes(),
                text.as_bytes(),
            ],
        )
    }

    /// What the stages after reading may see of a report.
    #[must_use]
    pub fn head(&self, lineage: LineageId) -> ReportHead {
        ReportHead {
            hash: self.hash,
            name: self.name.clone(),
            source: self.source.clone(),
            published: self.published,
            received: self.received,
            lineage,
        }
    }
}

/// A 64-position MinHash-like sketch of a text: equal positions estimate how much two texts share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextSketch(pub Vec<u32>);

impl TextSketch {
    /// The share of equal positions, an estimate of the Jaccard similarity of the two texts' shingles; 0 where
    /// either sketch is empty or their lengths differ.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f64 {
        if self.0.is_empty() || self.0.len() != other.0.len() {
            return 0.0;
        }
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "sketches have some dozens of positions"
        )]
        let share = same as f64 / self.0.len() as f64;
        share
    }
}

/// The words that tell a text from others: 32-bit hashes, ascending, without the order in which they stand. A name or
/// a number that two reports share and few others have speaks for one happening behind both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordSketch(pub Box<[u32]>);

/// What linking may see of a report: no text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportHead {
    /// The report's hash.
    pub hash: ReportHash,
    /// The name its giver called it.
    pub name: String,
    /// Who published it.
    pub source: SourceId,
    /// When it was published, where stated.
    pub published: Option<Published>,
    /// When it reached this desk.
    pub received: Timestamp,
    /// Reports that repeat one text share it.
    pub lineage: LineageId,
}

/// The lineage of each report.
pub type LineageOf = BTreeMap<ReportHash, LineageId>;

/// Something that could not be read, with where it stands in the canonical text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Byte offset in the canonical text.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}
