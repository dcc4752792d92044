//! How well documents are put into classes: F1 by class, weighted by how many documents a class truly has.

use std::collections::{BTreeMap, BTreeSet};

use super::{f1, number, share};

/// F1 and true count of each class.
pub(crate) type ByClass = BTreeMap<String, (f64, usize)>;

/// Score (predicted, true) pairs, class by class; classes that occur only as predictions have a count of 0.
pub(crate) fn by_class(pairs: &[(String, String)]) -> ByClass {
    let classes: BTreeSet<&String> = pairs
        .iter()
        .flat_map(|(predicted, truth)| [predicted, truth])
        .collect();
    classes
        .into_iter()
        .map(|class| {
            let count = |test: &dyn Fn(&(String, String)) -> bool| {
                pairs.iter().filter(|pair| test(pair)).count()
            };
            let right = count(&|(predicted, truth)| predicted == class && truth == class);
            let predicted = count(&|(predicted, _)| predicted == class);
            let truth = count(&|(_, truth)| truth == class);
            (
                class.clone(),
                (f1(share(right, predicted), share(right, truth)), truth),
            )
        })
        .collect()
}

/// The mean F1 weighted by the true counts.
pub(crate) fn weighted_f1(classes: &ByClass) -> f64 {
    let total: usize = classes.values().map(|(_, count)| count).sum();
    let sum: f64 = classes
        .values()
        .map(|(score, count)| score * number(*count))
        .sum();
    if total == 0 { 0.0 } else { sum / number(total) }
}

/// The plain mean F1 of the classes that truly occur.
pub(crate) fn macro_f1(classes: &ByClass) -> f64 {
    let occurring: Vec<f64> = classes
        .values()
        .filter(|(_, count)| *count > 0)
        .map(|(score, _)| *score)
        .collect();
    if occurring.is_empty() {
        0.0
    } else {
        occurring.iter().sum::<f64>() / number(occurring.len())
    }
}

/// F1 of some classes taken together, each prediction still having to name the right one of them.
pub(crate) fn pooled_f1(pairs: &[(String, String)], classes: &[&str]) -> f64 {
    let is_in = |class: &String| classes.contains(&class.as_str());
    let right = pairs
        .iter()
        .filter(|(predicted, truth)| predicted == truth && is_in(truth))
        .count();
    let predicted = pairs
        .iter()
        .filter(|(predicted, _)| is_in(predicted))
        .count();
    let truth = pairs.iter().filter(|(_, truth)| is_in(truth)).count();
    f1(share(right, predicted), share(right, truth))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter()
            .map(|(predicted, truth)| ((*predicted).to_owned(), (*truth).to_owned()))
            .collect()
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn classes_are_weighted_by_their_true_counts() {
        // a: 2 of 3 found, no false alarm: F1 .8. b: found, one false alarm: F1 2/3.
        let rows = pairs(&[("a", "a"), ("a", "a"), ("b", "a"), ("b", "b")]);
        let classes = by_class(&rows);
        assert_near(weighted_f1(&classes), (3.0 * 0.8 + 2.0 / 3.0) / 4.0);
        assert_near(macro_f1(&classes), f64::midpoint(0.8, 2.0 / 3.0));
    }

    #[test]
    fn a_class_that_only_the_program_names_weighs_nothing() {
        let classes = by_class(&pairs(&[("z", "a"), ("a", "a")]));
        assert_near(weighted_f1(&classes), 2.0 / 3.0);
        assert_near(macro_f1(&classes), 2.0 / 3.0);
    }

    #[test]
    fn pooled_classes_still_have_to_be_told_apart() {
        let rows = pairs(&[("a", "a"), ("b", "a"), ("c", "c")]);
        assert_near(pooled_f1(&rows, &["a", "b"]), 0.5);
    }
}
