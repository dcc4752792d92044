//! Which true toponyms are meant as the places themselves, by the types that a corpus gives them.
//!
//! Types after Gritta et al. 2020 (Language Resources and Evaluation 54:683), whose literal ones are plain, modifiers,
//! mixed, coerced and embedded.

use super::span_scores::Toponym;

const LITERAL: [&str; 5] = [
    "Literal",
    "Literal_Modifier",
    "Mixed",
    "Coercion",
    "Embedded_Literal",
];

/// The literal toponyms with coordinates of every article, with offsets in bytes of the texts; nothing where the corpus
/// gives no types.
pub(super) fn literal(xml: &str, texts: &[String]) -> Option<Vec<Vec<Toponym>>> {
    if !xml.contains("<type>") {
        return None;
    }
    let articles = xml.split("<article ").skip(1).zip(texts);
    Some(
        articles
            .map(|(article, text)| of_article(article, text))
            .collect(),
    )
}

fn of_article(article: &str, text: &str) -> Vec<Toponym> {
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let toponyms = article.split("<toponym>").skip(1);
    toponyms
        .filter(|toponym| field(toponym, "type").is_some_and(|kind| LITERAL.contains(&kind)))
        .filter_map(|toponym| {
            let byte = |name| {
                bytes
                    .get(field(toponym, name)?.parse::<usize>().ok()?)
                    .copied()
            };
            let degrees = |name| field(toponym, name)?.parse::<f64>().ok();
            Some(Toponym {
                start: byte("start")?,
                end: byte("end")?,
                position: Some((degrees("latitude")?, degrees("longitude")?)),
                is_literal: true,
            })
        })
        .collect()
}

fn field<'x>(xml: &'x str, name: &str) -> Option<&'x str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    Some(rest.split_once("</")?.0.trim())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_literal_toponyms_with_coordinates_are_taken() {
        let toponym = |kind: &str, start: usize, lat: &str| {
            format!(
                "<toponym><type>{kind}</type><start>{start}</start><end>{}</end>\
                 <latitude>{lat}</latitude><longitude>2</longitude></toponym>",
                start + 4
            )
        };
        let inside = [
            toponym("Literal", 2, "1"),
            toponym("Metonymic", 2, "1"),
            toponym("Mixed", 2, ""),
        ];
        let xml = format!("<article file=\"0\">{}</article>", inside.concat());
        let found = literal(&xml, &["é Avas".to_owned()]).unwrap();
        let spans: Vec<(usize, usize)> = found[0].iter().map(|one| (one.start, one.end)).collect();
        assert_eq!(spans, [(3, 7)]);
        assert!(literal("<article><text>a</text>", &[String::new()]).is_none());
    }
}
