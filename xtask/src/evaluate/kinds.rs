//! `marsad kind` on CASE 2021 task 2 (Haneczok et al. 2021): snippets of news in 30 classes.

use anyhow::{Context, Result, ensure};

use super::class_scores::{by_class, macro_f1, pooled_f1, weighted_f1};
use super::program::{document_line, first_classes};
use super::{Bench, Outcome, Score, Scores};

const SET: &str = "reading/case2021-task2/case2021_task2.tsv";

/// The set's labels and the names that the program prints: ACLED's sub-event types and five that ACLED lacks.
const NAMES: &[(&str, &str)] = &[
    ("ABDUCT_DISSAP", "Abduction/forced disappearance"),
    ("AGREEMENT", "Agreement"),
    ("AIR_STRIKE", "Air/drone strike"),
    ("ARMED_CLASH", "Armed clash"),
    ("ARREST", "Arrests"),
    ("ART_MISS_ATTACK", "Shelling/artillery/missile attack"),
    ("ATTACK", "Attack"),
    ("ATTRIB", "Attribution of responsibility"),
    ("CHANGE_TO_GROUP_ACT", "Change to group/activity"),
    ("CHEM_WEAP", "Chemical weapon"),
    ("DIPLO", "Diplomacy"),
    ("DISR_WEAP", "Disrupted weapons use"),
    (
        "FORCE_AGAINST_PROTEST",
        "Excessive force against protesters",
    ),
    ("GOV_REGAINS_TERIT", "Government regains territory"),
    ("GRENADE", "Grenade"),
    ("HQ_ESTABLISHED", "Headquarters or base established"),
    ("MAN_MADE_DISASTER", "Man-made disaster"),
    ("MOB_VIOL", "Mob violence"),
    ("NATURAL_DISASTER", "Natural disaster"),
    (
        "NON_STATE_ACTOR_OVERTAKES_TER",
        "Non-state actor overtakes territory",
    ),
    (
        "NON_VIOL_TERRIT_TRANSFER",
        "Non-violent transfer of territory",
    ),
    ("ORG_CRIME", "Organised crime"),
    ("OTHER", "Other"),
    ("PEACE_PROTEST", "Peaceful protest"),
    ("PROPERTY_DISTRUCT", "Looting/property destruction"),
    ("PROTEST_WITH_INTER", "Protest with intervention"),
    ("REM_EXPLOS", "Remote explosive/landmine/IED"),
    ("SEX_VIOL", "Sexual violence"),
    ("SUIC_BOMB", "Suicide bomb"),
    ("VIOL_DEMONSTR", "Violent demonstration"),
];

const TERRITORY: &[&str] = &[
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Non-violent transfer of territory",
];

/// One snippet: its id, its text and the printed name of its true class.
#[derive(Debug)]
struct Snippet {
    id: String,
    text: String,
    class: &'static str,
}

/// Score all rows, the odd ones (to read and learn from) and the even ones (to score only).
///
/// # Errors
/// Fails where the set or what the program prints cannot be read.
pub(super) fn score(bench: &Bench) -> Result<Outcome> {
    let Ok(table) = std::fs::read_to_string(bench.data.join(SET)) else {
        return Ok(Outcome::Skipped(format!("no {SET}")));
    };
    let snippets = snippets(&table)?;
    let documents: String = snippets
        .iter()
        .map(|snippet| document_line(&snippet.id, &snippet.text, None))
        .collect();
    let file = bench.program.file("kinds.jsonl", &documents)?;
    let printed = first_classes(&bench.program.json_lines(&["kind"], &file)?);
    ensure!(!printed.is_empty(), "marsad kind printed nothing");
    let pairs: Vec<(String, String)> = snippets
        .iter()
        .map(|snippet| {
            (
                printed.get(&snippet.id).cloned().unwrap_or_default(),
                snippet.class.to_owned(),
            )
        })
        .collect();
    let every_other = |from: usize| -> Vec<(String, String)> {
        pairs.iter().skip(from).step_by(2).cloned().collect()
    };
    let mut scores = Scores::new();
    for (part, rows) in [
        ("whole", pairs.clone()),
        ("odd", every_other(0)),
        ("even", every_other(1)),
    ] {
        let classes = by_class(&rows);
        scores.insert(
            format!("{part}.weighted-f1"),
            Score::share(weighted_f1(&classes), rows.len()),
        );
        scores.insert(
            format!("{part}.macro-f1"),
            Score::share(macro_f1(&classes), rows.len()),
        );
        scores.insert(
            format!("{part}.territory-f1"),
            Score::share(pooled_f1(&rows, TERRITORY), rows.len()),
        );
    }
    Ok(Outcome::scored(scores))
}

fn snippets(table: &str) -> Result<Vec<Snippet>> {
    let rows = table
        .lines()
        .enumerate()
        .skip(1)
        .filter(|(_, row)| !row.is_empty());
    rows.map(|(index, row)| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, text, label] = cells.as_slice() else {
            anyhow::bail!("{SET}: row {} has not 3 cells", index + 1)
        };
        let (_, class) = NAMES
            .iter()
            .find(|(known, _)| known == label)
            .with_context(|| format!("{SET}: row {}: unknown label {label}", index + 1))?;
        Ok(Snippet {
            id: (*id).to_owned(),
            text: (*text).to_owned(),
            class,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn labels_become_printed_names() {
        let found =
            snippets("id\tEventSnippet\tSubType\n1\tsome \"quoted\" text\tATTRIB\n").unwrap();
        assert_eq!(found[0].class, "Attribution of responsibility");
        assert!(snippets("id\tEventSnippet\tSubType\n1\ttext\tNONSENSE\n").is_err());
    }

    #[test]
    fn a_document_without_a_kind_is_left_out() {
        let lines = [
            serde_json::json!({"id": "1", "kind": "Attack"}),
            serde_json::json!({"id": "2", "kind": null}),
        ];
        assert_eq!(first_classes(&lines).len(), 1);
    }

    #[test]
    fn there_are_thirty_classes() {
        assert_eq!(NAMES.len(), 30);
    }
}
