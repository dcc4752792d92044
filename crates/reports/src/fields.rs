//! The fields of one JSON line. Unknown fields are passed over; they stay in the archived bytes.

use std::{collections::BTreeSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IgnoredAny, MapAccess, Visitor},
};

use crate::Fault;

/// What a line says of its report, as it stands.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) id: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) lang: Option<String>,
    /// Another name for the same; `lang` counts where both stand.
    pub(crate) language: Option<String>,
    pub(crate) notice: Option<String>,
    pub(crate) wording: Option<String>,
}

/// A value that should be a text.
enum Said {
    Text(String),
    Number(String),
    Nothing,
    Other,
}

/// Either the fields, or the first thing that is wrong with them, so that it keeps its type.
struct Read(Result<Fields, Fault>);

impl Fields {
    /// Reads an object from the text of a line.
    ///
    /// # Errors
    /// No JSON object, a key twice, or a field of the wrong sort.
    pub(crate) fn from_line(line: &str) -> Result<Self, Fault> {
        let read: Read = serde_json::from_str(line).map_err(|error| Fault::NotJson {
            reason: error.to_string(),
        })?;
        read.0
    }

    fn slot(&mut self, key: &str) -> Option<(&'static str, &mut Option<String>)> {
        Some(match key {
            "id" => ("id", &mut self.id),
            "text" => ("text", &mut self.text),
            "published" => ("published", &mut self.published),
            "source" => ("source", &mut self.source),
            "lang" => ("lang", &mut self.lang),
            "language" => ("language", &mut self.language),
            "notice" => ("notice", &mut self.notice),
            "wording" => ("wording", &mut self.wording),
            _ => return None,
        })
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        let mut fields = Fields::default();
        let mut seen = BTreeSet::new();
        let mut fault = None;
        while let Some(key) = map.next_key::<String>()? {
            if let Some((name, slot)) = fields.slot(&key) {
                match map.next_value::<Said>()? {
                    Said::Text(text) => *slot = Some(text),
                    Said::Number(number) if name == "id" => *slot = Some(number),
                    Said::Nothing => {}
                    Said::Number(_) | Said::Other => {
                        fault = fault.or(Some(Fault::WrongSort {
                            key: name,
                            expected: "a text",
                        }));
                    }
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if !seen.insert(key.clone()) {
                fault = fault.or(Some(Fault::Twice {
                    key: key.chars().take(60).collect(),
                }));
            }
        }
        Ok(Read(fault.map_or(Ok(fields), Err)))
    }
}

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct SaidVisitor;

impl<'de> Visitor<'de> for SaidVisitor {
    type Value = Said;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Said, E> {
        Ok(Said::Text(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Said, E> {
        Ok(Said::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Said, E> {
        Ok(Said::Number(number.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Said, E> {
        Ok(Said::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Said, E> {
        Ok(Said::Other)
    }

    fn visit_unit<E>(self) -> Result<Said, E> {
        Ok(Said::Nothing)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Said, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Said::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Said::Other)
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Said, E> {
        Err(E::custom("bytes are no text"))
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(SaidVisitor)
            .map_err(D::Error::custom)
    }
}
