//! An estimate in words.

use marsad_incidents::systems::{Convergence, Estimate, Finding, Stratum};

use crate::words::Words;

/// The cells of one line of the table.
pub(super) type Row = [String; 7];

/// Between two cells.
const GAP: &str = "  ";

/// What a stratum is called.
pub(super) fn label(stratum: &Stratum, words: &Words) -> String {
    match stratum {
        Stratum::Whole => words.say("estimate-all", &[]),
        Stratum::Named(name) => name.clone(),
        Stratum::Unknown => words.say("estimate-not-stated", &[]),
    }
}

/// The first line of the table.
pub(super) fn head(words: &Words) -> Row {
    [
        words.say("estimate-stratum", &[]),
        words.say("estimate-recorded", &[]),
        words.say("estimate-low", &[]),
        words.say("estimate-median", &[]),
        words.say("estimate-high", &[]),
        words.say("estimate-undocumented", &[]),
        words.say("estimate-convergence", &[]),
    ]
}

/// The line of one stratum.
pub(super) fn row(label: &str, estimate: &Estimate, words: &Words) -> Row {
    let percent = 100.0 * estimate.undocumented_share(estimate.median);
    [
        label.to_owned(),
        estimate.recorded.to_string(),
        estimate.low.to_string(),
        estimate.median.to_string(),
        estimate.high.to_string(),
        format!("{percent:.0}%"),
        convergence(&estimate.convergence, words),
    ]
}

/// The table as lines: the first and the last column begin, the others end under each other.
pub(super) fn aligned(rows: &[Row]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..7).map(width).collect();
    let line = |row: &Row| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            6 => cell.clone(),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join(GAP)
    };
    rows.iter().map(line).collect()
}

/// A finding about a stratum, as a note or as a warning.
pub(super) fn finding(label: &str, finding: &Finding, words: &Words) -> String {
    let told = sentence(finding, words);
    let values: [(&str, &dyn std::fmt::Display); 2] = [("stratum", &label), ("told", &told)];
    match finding {
        Finding::OnNoList { .. } | Finding::WithNobody { .. } | Finding::Blank { .. } => {
            words.say("estimate-note", &values)
        }
        Finding::Copy { .. }
        | Finding::Apart { .. }
        | Finding::ClassesFull { .. }
        | Finding::NotConverged { .. } => words.say("estimate-warning", &values),
    }
}

/// A finding as a sentence.
pub(super) fn sentence(finding: &Finding, words: &Words) -> String {
    match finding {
        Finding::OnNoList { individuals } => {
            words.say("estimate-on-no-list", &[("count", individuals)])
        }
        Finding::WithNobody { list } => words.say("estimate-with-nobody", &[("list", list)]),
        Finding::Blank { cells, of, mostly } => {
            let told = words.say("estimate-blank", &[("count", cells), ("all", of)]);
            if mostly.is_empty() {
                return told;
            }
            let lists = mostly.join(", ");
            words.say(
                "estimate-mostly-blank",
                &[("told", &told), ("lists", &lists)],
            )
        }
        Finding::Copy {
            lists: [first, second],
            shared,
            either,
        } => words.say(
            "estimate-copy",
            &[
                ("first", first),
                ("second", second),
                ("shared", shared),
                ("either", either),
            ],
        ),
        Finding::Apart { lists } => words.say("estimate-apart", &[("lists", &lists.join(", "))]),
        Finding::ClassesFull { classes, share } => {
            let percent = format!("{:.0}", 100.0 * share);
            let more = 2 * classes;
            words.say(
                "estimate-classes-full",
                &[("classes", classes), ("percent", &percent), ("more", &more)],
            )
        }
        Finding::NotConverged { convergence } => {
            let (r_hat, effective) = numbers(convergence);
            words.say(
                "estimate-not-converged",
                &[("r_hat", &r_hat), ("effective", &effective)],
            )
        }
    }
}

fn convergence(convergence: &Convergence, words: &Words) -> String {
    let (r_hat, effective) = numbers(convergence);
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("r_hat", &r_hat), ("effective", &effective)];
    if convergence.is_reached() {
        words.say("estimate-reached", &values)
    } else {
        words.say("estimate-not-reached", &values)
    }
}

/// R-hat, and what the draws are worth in the bulk or at the ends of the interval, whichever is less.
fn numbers(convergence: &Convergence) -> (String, String) {
    let effective = convergence.effective.min(convergence.effective_tails);
    (
        format!("{:.3}", convergence.r_hat),
        format!("{effective:.0}"),
    )
}
