//! What a claim says of one happening: its figures by class.

use marsad_domain::{Amount, Body, Figure, Unit};

use super::{Class, settle::COUNTED};
use crate::gather::Known;

/// The figures of a claim that count for one happening, summed over the classes that it names side by side.
pub(super) fn figures_of(body: &Body, known: &Known<'_>) -> Vec<(Class, Amount, String)> {
    let Body::Toll { figures } = body else {
        return Vec::new();
    };
    let counting = &known.rules.counting;
    let counts = |figure: &&Figure| {
        !figure.is_cumulative
            && matches!(figure.unit, Unit::Persons)
            && COUNTED.contains(&figure.of)
    };
    let mut found: Vec<(Class, Amount, String)> = Vec::new();
    for figure in figures.iter().filter(counts) {
        let who = counting.class_of(figure.who.as_deref());
        let class = if figure.is_part {
            who.or_else(|| Some(figure.text.to_lowercase()))
        } else {
            who
        };
        if !found
            .iter()
            .any(|(other, _, _)| *other == (figure.of, class.clone()))
        {
            found.push(((figure.of, class), figure.amount, figure.text.clone()));
        }
    }
    add_sums(&mut found, figures);
    found
}

/// "Seven soldiers and five civilians" are twelve: classes side by side, none part of another, add up to the whole.
fn add_sums(found: &mut Vec<(Class, Amount, String)>, figures: &[Figure]) {
    let mut sums = Vec::new();
    for of in COUNTED {
        let of_this = |class: &Class| class.0 == of;
        let has_whole = found
            .iter()
            .any(|(class, _, _)| of_this(class) && class.1.is_none());
        let has_parts = figures
            .iter()
            .any(|figure| figure.of == of && figure.is_part);
        let side_by_side: Vec<&(Class, Amount, String)> = found
            .iter()
            .filter(|(class, _, _)| of_this(class))
            .collect();
        if has_whole || has_parts || side_by_side.len() < 2 {
            continue;
        }
        let sum = side_by_side
            .iter()
            .map(|(_, amount, _)| *amount)
            .reduce(sum_of);
        let text = side_by_side
            .iter()
            .map(|(_, _, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" + ");
        sums.extend(sum.map(|sum| ((of, None), sum, text)));
    }
    found.extend(sums);
}

fn sum_of(a: Amount, b: Amount) -> Amount {
    let low = a.low().unwrap_or(0).saturating_add(b.low().unwrap_or(0));
    match (a, b) {
        (Amount::Exact(_), Amount::Exact(_)) => Amount::Exact(low),
        _ => match (a.high(), b.high()) {
            (Some(x), Some(y)) => Amount::between(low, x.saturating_add(y)),
            _ => Amount::AtLeast(low),
        },
    }
}
