//! The documents: in capitals, hard-wrapped, each begun by a line with its id.

/// A document as the program is given it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) id: String,
    /// Its paragraphs, each in one line, without the tags before the text.
    pub(super) text: String,
    /// The day of the dateline, where it states one with its year.
    pub(super) published: Option<String>,
}

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];

/// The documents of a file.
pub(super) fn documents(file: &str) -> Vec<Document> {
    let mut documents: Vec<(String, Vec<&str>)> = Vec::new();
    for line in file.lines() {
        if let Some(id) = id(line) {
            documents.push((id.to_owned(), Vec::new()));
        } else if let Some((_, lines)) = documents.last_mut() {
            lines.push(line.trim());
        }
    }
    documents
        .into_iter()
        .map(|(id, lines)| document(id, &lines))
        .collect()
}

/// The id that a line begins with, such as `DEV-MUC3-0001`.
pub(super) fn id(line: &str) -> Option<&str> {
    let word = line.split_whitespace().next()?;
    let mut parts = word.split('-');
    let (set, conference, count) = (parts.next()?, parts.next()?, parts.next()?);
    let is_id = !set.is_empty()
        && conference.starts_with("MUC")
        && count.len() == 4
        && count.chars().all(|c| c.is_ascii_digit())
        && parts.next().is_none();
    (is_id && line.starts_with(word)).then_some(word)
}

fn document(id: String, lines: &[&str]) -> Document {
    let paragraphs = lines.split(|line| line.is_empty());
    let mut paragraphs: Vec<String> = paragraphs
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.join(" "))
        .collect();
    let mut published = None;
    if let Some(first) = paragraphs.first_mut() {
        published = day(first.split(" --").next().unwrap_or_default());
        *first = without_tags(first);
    }
    Document {
        id,
        text: paragraphs.join("\n\n"),
        published,
    }
}

/// The first `3 JAN 90` of a dateline, as `1990-01-03`.
fn day(dateline: &str) -> Option<String> {
    let words: Vec<&str> = dateline.split_whitespace().collect();
    words.windows(3).find_map(|words| {
        let [day, month, year] = words else {
            return None;
        };
        let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
        let month = MONTHS.iter().position(|known| known == month)? + 1;
        let is_year = year.len() == 2 && year.chars().all(|c| c.is_ascii_digit());
        is_year.then(|| format!("19{year}-{month:02}-{day:02}"))
    })
}

/// A first paragraph without the bracketed tags between its dateline and its text, such as `[REPORT] [TEXT]`.
fn without_tags(paragraph: &str) -> String {
    let (dateline, mut rest) = match paragraph.split_once("--") {
        Some((dateline, rest)) => (format!("{dateline}-- "), rest.trim_start()),
        None => (String::new(), paragraph),
    };
    while let Some((_, after)) = rest.strip_prefix('[').and_then(|tag| tag.split_once(']')) {
        rest = after.trim_start();
    }
    format!("{dateline}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_into_documents() {
        let file = "DEV-MUC3-0001 (XX)\n\n   WENNIT, 3 JAN 90 (NORDA RADIO) -- [REPORT] [BY\nORLA] [TEXT] A BOMB [AS\nHEARD] WENT OFF.\n\n   NOBODY DIED.\n\n\nDEV-MUC3-0002\n\n   WENNIT, NO DATE -- NOTHING.\n";
        let found = documents(file);
        let expected = Document {
            id: "DEV-MUC3-0001".to_owned(),
            text: "WENNIT, 3 JAN 90 (NORDA RADIO) -- A BOMB [AS HEARD] WENT OFF.\n\nNOBODY DIED."
                .to_owned(),
            published: Some("1990-01-03".to_owned()),
        };
        assert_eq!(found.first(), Some(&expected));
        assert_eq!(found.len(), 2);
        assert!(
            found
                .iter()
                .skip(1)
                .all(|document| document.published.is_none())
        );
    }

    #[test]
    fn only_lines_with_an_id_begin_a_document() {
        assert_eq!(id("TST1-MUC3-0001"), Some("TST1-MUC3-0001"));
        for line in ["", "   TST1-MUC3-0001", "A-MUC-1", "ONE-TWO-0003"] {
            assert_eq!(id(line), None, "{line}");
        }
    }
}
