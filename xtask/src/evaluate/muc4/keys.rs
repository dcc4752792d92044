//! The keys: templates of numbered slots, by the rules that the set brings along in its `doc` folder.
//!
//! A fill stands on a line of its own. `/` parts alternatives, `?` before it makes it optional, `(OPTIONAL)` makes the
//! template so, and what follows the colon after some fills refers to the fill of another slot.

/// One incident that the key has.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) document: String,
    pub(super) is_optional: bool,
    pub(super) types: Vec<Fill>,
    pub(super) individuals: Vec<Fill>,
    pub(super) organisations: Vec<Fill>,
    pub(super) confidences: Vec<Fill>,
    pub(super) numbers: Vec<Fill>,
    pub(super) effects: Vec<Fill>,
    pub(super) locations: Vec<Fill>,
}

/// One fill of a slot.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Fill {
    /// What is right.
    pub(super) alternatives: Vec<String>,
    /// What it refers to.
    pub(super) tags: Vec<String>,
    pub(super) is_optional: bool,
}

/// The slots that are read, by their numbers.
const LABELS: [(usize, &str); 9] = [
    (0, "MESSAGE: ID"),
    (1, "MESSAGE: TEMPLATE"),
    (3, "INCIDENT: LOCATION"),
    (4, "INCIDENT: TYPE"),
    (9, "PERP: INDIVIDUAL ID"),
    (10, "PERP: ORGANIZATION ID"),
    (11, "PERP: ORGANIZATION CONFIDENCE"),
    (21, "HUM TGT: NUMBER"),
    (23, "HUM TGT: EFFECT OF INCIDENT"),
];

/// The templates of a key that have an incident.
pub(super) fn templates(key: &str) -> Vec<Template> {
    let mut templates: Vec<Template> = Vec::new();
    for (slot, line) in fills(key) {
        if slot == 0 {
            let document = line.split_whitespace().next().unwrap_or_default();
            templates.push(Template {
                document: document.to_owned(),
                ..Template::default()
            });
        } else if let Some(template) = templates.last_mut() {
            template.take(slot, &line);
        }
    }
    templates.retain(|template| !template.types.is_empty());
    for template in &mut templates {
        template.effects = distinct(&template.effects);
    }
    templates
}

/// The slot and the text of each fill; an alternative on a line of its own belongs to the fill before it.
fn fills(key: &str) -> Vec<(usize, String)> {
    let mut fills: Vec<(usize, String)> = Vec::new();
    let mut slot = None;
    for line in key.lines().filter(|line| !line.starts_with(';')) {
        let begun = line.split_once('.').and_then(|(count, rest)| {
            let count: usize = count.parse().ok()?;
            Some((count, rest.trim()))
        });
        let text = if let Some((count, rest)) = begun {
            let label = LABELS.iter().find(|(known, _)| *known == count);
            slot = label.map(|(known, _)| *known);
            label.and_then(|(_, label)| rest.strip_prefix(label))
        } else {
            Some(line)
        };
        let text = text.unwrap_or_default().trim();
        let Some(slot) = slot.filter(|_| !text.is_empty()) else {
            continue;
        };
        match fills.last_mut() {
            Some((known, before))
                if *known == slot && (before.ends_with('/') || text.starts_with('/')) =>
            {
                before.push(' ');
                before.push_str(text);
            }
            _ => fills.push((slot, text.to_owned())),
        }
    }
    fills
}

impl Template {
    fn take(&mut self, slot: usize, text: &str) {
        if slot == 1 {
            self.is_optional = text.contains("OPTIONAL");
            return;
        }
        let list = match slot {
            3 => &mut self.locations,
            4 => &mut self.types,
            9 => &mut self.individuals,
            10 => &mut self.organisations,
            11 => &mut self.confidences,
            21 => &mut self.numbers,
            23 => &mut self.effects,
            _ => return,
        };
        list.extend(fill(text, slot != 3));
    }
}

/// A fill; none for `-` and `*`.
fn fill(text: &str, has_tags: bool) -> Option<Fill> {
    let (value, tags) = if has_tags {
        parted(text, ':').map_or((text, ""), |at| {
            (
                text.get(..at).unwrap_or_default(),
                text.get(at + 1..).unwrap_or_default(),
            )
        })
    } else {
        (text, "")
    };
    let fill = Fill {
        alternatives: alternatives(value),
        tags: alternatives(tags),
        is_optional: text.starts_with('?'),
    };
    (!fill.alternatives.is_empty()).then_some(fill)
}

fn alternatives(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let end = parted(rest, '/').unwrap_or(rest.len());
        let one = unwrapped(rest.get(..end).unwrap_or_default());
        if !one.is_empty() && one != "-" && one != "*" {
            found.push(one);
        }
        match rest.get(end + 1..) {
            Some(after) => rest = after,
            None => return found,
        }
    }
}

/// Where a sign first stands outside of double quotes.
fn parted(text: &str, sign: char) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in text.char_indices() {
        if c == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        if c == sign && !is_quoted {
            return Some(at);
        }
        is_escaped = c == '\\';
    }
    None
}

/// An alternative without the signs around it.
fn unwrapped(text: &str) -> String {
    let text = text.trim().trim_start_matches(['?', ' ', '(']);
    let open = text.matches('(').count();
    let mut text = text;
    while text.ends_with(')') && text.matches(')').count() > open {
        text = text.trim_end_matches(' ');
        text = text.strip_suffix(')').unwrap_or(text);
    }
    let text = text.trim();
    let text = text.strip_prefix('"').unwrap_or(text);
    text.strip_suffix('"').unwrap_or(text).replace('\\', "")
}

/// What became of people is asked once for each template, however many people it became of.
fn distinct(effects: &[Fill]) -> Vec<Fill> {
    let mut kept: Vec<Fill> = Vec::new();
    for effect in effects {
        let known = kept
            .iter_mut()
            .find(|known| known.alternatives == effect.alternatives);
        match known {
            Some(known) => known.is_optional &= effect.is_optional,
            None => kept.push(effect.clone()),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const KEY: &str = r#"
;;; a note
0.  MESSAGE: ID                     DEV-MUC3-0001 (XX)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  - 03 JAN 90
3.  INCIDENT: LOCATION              NORDA: WENNIT (CITY) / (NORDA: ORLA (TOWN))
4.  INCIDENT: TYPE                  ATTACK
9.  PERP: INDIVIDUAL ID             ? "TWO MEN"
10. PERP: ORGANIZATION ID           "\"ORLA\" FRONT / UNION" /
                                    "OFU"
11. PERP: ORGANIZATION CONFIDENCE   POSSIBLE / ACQUITTED: "OFU"
19. HUM TGT: DESCRIPTION            "MILLERS"
                                    "BAKER"
21. HUM TGT: NUMBER                 10 / 10-: "MILLERS"
                                    ? 1: "BAKER"
23. HUM TGT: EFFECT OF INCIDENT     ? DEATH: "MILLERS"
                                    DEATH: "BAKER"

0.  MESSAGE: ID                     DEV-MUC3-0002 (XX)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"#;

    #[test]
    fn slots_are_read_with_alternatives_and_what_they_refer_to() {
        let found = templates(KEY);
        assert_eq!(found.len(), 1, "an irrelevant document has no template");
        let template = found.first().unwrap();
        assert!(template.is_optional && template.document == "DEV-MUC3-0001");
        let [place] = template.locations.as_slice() else {
            panic!("one location")
        };
        assert_eq!(
            place.alternatives,
            ["NORDA: WENNIT (CITY)", "NORDA: ORLA (TOWN)"]
        );
        let [organisation] = template.organisations.as_slice() else {
            panic!("one organisation")
        };
        assert_eq!(organisation.alternatives, ["\"ORLA\" FRONT / UNION", "OFU"]);
        assert_eq!(
            template.confidences[0].alternatives,
            ["POSSIBLE", "ACQUITTED"]
        );
        assert_eq!(template.confidences[0].tags, ["OFU"]);
        assert!(template.individuals[0].is_optional);
        let numbers: Vec<_> = template
            .numbers
            .iter()
            .map(|fill| fill.alternatives.join(" "))
            .collect();
        assert_eq!(numbers, ["10 10-", "1"]);
        assert!(!template.numbers[0].is_optional && template.numbers[1].is_optional);
    }

    #[test]
    fn what_became_of_people_is_asked_once() {
        let found = templates(KEY);
        let effects = &found.first().unwrap().effects;
        assert_eq!(effects.len(), 1);
        assert!(!effects[0].is_optional, "one of the two has to be filled");
    }
}
