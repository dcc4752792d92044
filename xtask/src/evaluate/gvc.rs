//! The Gun Violence Corpus (Vossen et al. 2018): news articles, and the incident that each is mainly about.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use super::Bench;
use super::sheet::rows;

/// Where the corpus lies among the data.
pub(super) const SET: &str = "incidents/gvc_incidents";
/// How the program reads articles of a country that no theatre describes.
pub(super) const COMMAND: [&str; 5] = ["incidents", "--theatre", "none", "--format", "json"];

/// A news article.
#[derive(Debug, Deserialize)]
pub(super) struct Article {
    pub(super) doc_id: String,
    /// The day of publication.
    dct: String,
    title: String,
    uri: String,
    text: String,
}

/// Which incident an article tells of.
#[derive(Debug, Deserialize)]
struct Membership {
    doc_id: String,
    incident_id: u64,
}

/// The articles in the order of their file, and the incident of each by its id.
#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) articles: Vec<Article>,
    pub(super) incidents: BTreeMap<String, u64>,
}

impl Corpus {
    /// Reads the corpus; nothing where the data has none.
    ///
    /// # Errors
    /// Fails where a file of it cannot be read.
    pub(super) fn read(bench: &Bench) -> Result<Option<Self>> {
        let folder = bench.data.join(SET);
        if !folder.is_dir() {
            return Ok(None);
        }
        Self::in_folder(&folder).map(Some)
    }

    fn in_folder(folder: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(folder.join("docs.jsonl")).context(SET)?;
        let articles = text
            .lines()
            .map(|line| serde_json::from_str(line).context(SET));
        let memberships = rows::<Membership>(&folder.join("gold.csv"), b',')?;
        Ok(Self {
            articles: articles.collect::<Result<_>>()?,
            incidents: memberships
                .into_iter()
                .map(|membership| (membership.doc_id, membership.incident_id))
                .collect(),
        })
    }
}

impl Article {
    /// The article as the program takes it: the title as first paragraph, the day of publication, and the host of the
    /// page as source, for each outlet is a source of its own.
    pub(super) fn document(&self) -> String {
        let line = json!({
            "id": self.doc_id,
            "text": format!("{}\n\n{}", self.title, self.text),
            "published": self.dct,
            "source": host(&self.uri),
        });
        format!("{line}\n")
    }
}

/// The host of a page, also of one that an archive kept under its own address.
pub(super) fn host(uri: &str) -> &str {
    let page = uri.rsplit("://").next().unwrap_or(uri);
    page.split(['/', ':']).next().unwrap_or(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_is_the_page_and_not_the_archive() {
        let cases = [
            (
                "http://archive.example/web/2015/http://news.example:80/a/b",
                "news.example",
            ),
            ("https://news.example", "news.example"),
        ];
        for (uri, expected) in cases {
            assert_eq!(host(uri), expected);
        }
    }
}
