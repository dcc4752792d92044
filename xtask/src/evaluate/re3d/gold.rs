//! The marked entities and relations of the set, whose offsets count characters.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::plain_names::folded;
use super::RELATIONS;

/// A document with what is marked in it.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) text: String,
    /// The bytes of each mention of an entity, and the entity.
    mentions: Vec<(Range<usize>, String)>,
    /// Which relation, and the entities at its ends.
    pub(super) relations: BTreeSet<(usize, String, String)>,
}

#[derive(Debug, Deserialize)]
struct Text {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    document_id: String,
    begin: usize,
    end: usize,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relation {
    document_id: String,
    r#type: String,
    source: String,
    target: String,
}

impl Document {
    /// The entities of which a mention has bytes of the span.
    pub(super) fn entities(&self, span: &Range<usize>) -> BTreeSet<String> {
        let touching = self
            .mentions
            .iter()
            .filter(|(mention, _)| mention.start < span.end && span.start < mention.end);
        touching.map(|(_, entity)| entity.clone()).collect()
    }

    fn mark(&mut self, begin: usize, end: usize, value: &str) {
        let byte = |count: usize| {
            let starts = self.text.char_indices().map(|(at, _)| at);
            starts.chain([self.text.len()]).nth(count)
        };
        if let (Some(start), Some(end)) = (byte(begin), byte(end)) {
            self.mentions.push((start..end, folded(value)));
        }
    }

    fn relate(&mut self, kind: &str, source: &str, target: &str) {
        let known = RELATIONS.iter().position(|(_, name, _)| *name == kind);
        let (source, target) = (folded(source), folded(target));
        if let Some(relation) = known.filter(|_| source != target) {
            let goes_both_ways = super::goes_both_ways(relation);
            let (source, target) = if goes_both_ways && source > target {
                (target, source)
            } else {
                (source, target)
            };
            self.relations.insert((relation, source, target));
        }
    }
}

/// The documents of all folders of the set, in the order of their names.
///
/// # Errors
/// Fails where a file cannot be read or has another form.
pub(super) fn documents(set: &Path) -> Result<Vec<Document>> {
    let entries = std::fs::read_dir(set).with_context(|| set.display().to_string())?;
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let mut documents = Vec::new();
    for folder in folders {
        documents.extend(documents_of(&folder)?);
    }
    Ok(documents)
}

/// The documents of a folder, in the order of their file.
fn documents_of(folder: &Path) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    let mut places = BTreeMap::new();
    for text in lines::<Text>(&folder.join("documents.json"))? {
        places.insert(text.id.clone(), documents.len());
        documents.push(Document {
            id: text.id,
            text: text.text,
            ..Document::default()
        });
    }
    for entity in lines::<Entity>(&folder.join("entities.json"))? {
        let at = places.get(&entity.document_id);
        if let Some(document) = at.and_then(|at| documents.get_mut(*at)) {
            document.mark(entity.begin, entity.end, &entity.value);
        }
    }
    for relation in lines::<Relation>(&folder.join("relations.json"))? {
        let at = places.get(&relation.document_id);
        if let Some(document) = at.and_then(|at| documents.get_mut(*at)) {
            document.relate(&relation.r#type, &relation.source, &relation.target);
        }
    }
    Ok(documents)
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}: line {}", path.display(), at + 1))
        })
        .collect()
}

#[cfg(test)]
impl Document {
    /// A document with mentions by characters and relations by words.
    pub(super) fn invented(
        text: &str,
        mentions: &[(usize, usize)],
        relations: &[(&str, &str, &str)],
    ) -> Self {
        let mut document = Self {
            text: text.to_owned(),
            ..Self::default()
        };
        for (begin, end) in mentions {
            let value: String = text.chars().skip(*begin).take(end - begin).collect();
            document.mark(*begin, *end, &value);
        }
        for (kind, source, target) in relations {
            document.relate(kind, source, target);
        }
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_by_bytes_and_are_one_by_their_words() {
        let text = "Ünd: the Orla Front met an Orla front.";
        let document = Document::invented(text, &[(5, 19), (24, 37)], &[]);
        let only = BTreeSet::from(["orla front".to_owned()]);
        assert_eq!(document.entities(&(10..14)), only);
        assert_eq!(document.entities(&(28..32)), only);
        assert!(document.entities(&(0..5)).is_empty());
    }

    #[test]
    fn relations_that_go_both_ways_are_one_and_those_with_itself_none() {
        let relations = [
            ("AlliesOf", "Orla", "the Suda"),
            ("AlliesOf", "Suda", "Orla"),
            ("AlliesOf", "Orla", "the Orla"),
            ("InChargeOf", "Suda", "Orla"),
            ("CoLocated", "Suda", "Orla"),
        ];
        let document = Document::invented("", &[], &relations);
        assert_eq!(document.relations.len(), 2);
    }
}
