//! Plain text: the canonical text is the text as given, byte for byte.

use crate::{
    Fault, Given, Refusal,
    document::{Document, Parts},
};

/// Reads a plain text. A UTF-8 byte order mark is a part of the text as given and stays in it, so that spans are
/// bytes of the file.
///
/// # Errors
/// Not UTF-8, empty, longer than the door lets in, or with a NUL character.
pub fn read_text(bytes: Vec<u8>, given: &Given) -> Result<Document, Refusal> {
    let refuse = |fault| Refusal {
        file: given.file.clone(),
        row: None,
        fault,
    };
    let text = checked_text(&bytes, given.door.longest)
        .map_err(refuse)?
        .to_owned();
    let parts = Parts {
        name: given.name.clone(),
        source: given.source.clone(),
        published: given.published,
        language: None,
        notice: None,
        text,
        media_type: "text/plain",
        extractor: "text/1",
    };
    Ok(Document::new(parts, bytes, given))
}

fn checked_text(bytes: &[u8], longest: usize) -> Result<&str, Fault> {
    if bytes.len() > longest {
        return Err(Fault::TooLong {
            bytes: bytes.len() as u64,
            limit: longest,
        });
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::OtherEncoding { encoding: "UTF-16" });
    }
    let text = str::from_utf8(bytes).map_err(|error| Fault::NotUtf8 {
        at: error.valid_up_to(),
    })?;
    check_words(text)?;
    Ok(text)
}

/// Refuses a text that no report can have: empty, or with a NUL character.
pub(crate) fn check_words(text: &str) -> Result<(), Fault> {
    if let Some(at) = text.find('\0') {
        return Err(Fault::Nul { at });
    }
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
        .is_empty()
    {
        return Err(Fault::Empty);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{Door, LONGEST};

    fn given() -> Given {
        Given {
            file: "in/note.txt".to_owned(),
            name: "note.txt".to_owned(),
            source: "unknown".parse().unwrap(),
            published: None,
            received: "2024-12-06T12:00:00Z".parse().unwrap(),
            notice_of_own_wording: "example".to_owned(),
            door: Door::RECORD,
        }
    }

    fn fault(bytes: &[u8]) -> Fault {
        read_text(bytes.to_vec(), &given()).unwrap_err().fault
    }

    #[test]
    fn the_canonical_text_is_the_text_as_given() {
        for text in ["a b.\r\n", "\u{FEFF}Troops left.", "  قوات\n"] {
            let document = read_text(text.as_bytes().to_vec(), &given()).unwrap();
            assert_eq!(document.report.text, text);
            assert_eq!(document.bytes, text.as_bytes());
            assert_eq!(document.report.archived.bytes, text.len() as u64);
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_reason() {
        assert_eq!(fault(b""), Fault::Empty);
        assert_eq!(fault(" \n\u{FEFF}".as_bytes()), Fault::Empty);
        assert_eq!(fault(b"ab\xFF"), Fault::NotUtf8 { at: 2 });
        assert_eq!(fault(b"ab\0c"), Fault::Nul { at: 2 });
        assert_eq!(
            fault(b"\xFF\xFEa\0"),
            Fault::OtherEncoding { encoding: "UTF-16" }
        );
        assert!(matches!(
            fault(&vec![b'a'; LONGEST + 1]),
            Fault::TooLong { .. }
        ));
    }

    #[test]
    fn a_refusal_names_its_file() {
        let refusal = read_text(Vec::new(), &given()).unwrap_err();
        assert_eq!(refusal.to_string(), "in/note.txt: the text is empty");
    }
}
