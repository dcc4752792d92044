//! The names of a text in order: toponyms, and rivers and roads that are none.

use marsad_domain::{Place, PlaceId, PlaceKind, Span};

use super::Ground;
use crate::{lines::Line, toponym::Toponym};

/// A name that words can relate something to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor<'a> {
    pub(super) span: Span,
    pub(super) toponym: Option<usize>,
    pub(super) place: Option<&'a Place>,
    pub(super) line: Option<&'a Line>,
}

/// The names of a text, lines among them. A line whose name holds names of places is the line and not those places.
pub(super) fn anchors<'a>(
    text: &str,
    toponyms: &[Toponym],
    ground: &'a Ground<'_>,
) -> Vec<Anchor<'a>> {
    let mentions = ground.named_lines.find(text);
    let mut mentions = mentions.iter().peekable();
    let mut anchors = Vec::with_capacity(toponyms.len());
    let of_line = |span: Span, id: &PlaceId| Anchor {
        span,
        toponym: None,
        place: None,
        line: ground.lines.get(id),
    };
    for (number, toponym) in toponyms.iter().enumerate() {
        let place = toponym.place.as_ref();
        let place = place.and_then(|id| ground.gazetteer.get(id));
        while let Some(mention) =
            mentions.next_if(|mention| mention.span.end() <= toponym.span.start())
        {
            anchors.push(of_line(mention.span, mention.line));
        }
        let over = mentions
            .peek()
            .filter(|mention| mention.span.overlaps(toponym.span));
        let is_line = place.is_some_and(|place| place.kind == PlaceKind::River);
        match over {
            Some(mention) if is_line || mention.span == toponym.span => {
                anchors.push(Anchor {
                    span: mention.span.union(toponym.span),
                    toponym: Some(number),
                    ..of_line(mention.span, mention.line)
                });
                mentions.next();
            }
            Some(mention) if mention.span.contains(toponym.span) => {}
            Some(_) | None => anchors.push(Anchor {
                span: toponym.span,
                toponym: Some(number),
                place,
                line: place.and_then(|place| ground.lines.get(&place.id)),
            }),
        }
    }
    anchors.extend(mentions.map(|mention| of_line(mention.span, mention.line)));
    anchors
}
