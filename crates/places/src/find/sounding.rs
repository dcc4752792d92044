//! Places whose names sound like one: for names that no list has, and for names that in a war are often another
//! place's in another spelling.

use crate::{
    alike::likeness,
    gazetteer::{Gazetteer, Number},
    skeleton::joined_skeleton,
};

/// How alike two spellings must be, 0 to 1, to be taken for one name.
const LEAST_LIKENESS: f64 = 0.89;
/// The fewest consonants that tell a name in texts about anything, where most words that sound like a place are none.
const FEWEST_CONSONANTS_ANYWHERE: usize = 3;

/// The gazetteer's own places that sound like a name in normal form and are spelled alike, with how alike, the most
/// alike first. In texts about one war, those of the countries that its theatre covers.
pub(super) fn sounding(normal: &str, gazetteer: &Gazetteer) -> Vec<(Number, f64)> {
    let is_of_one_war = gazetteer.is_of_one_war();
    let fewest = if is_of_one_war {
        0
    } else {
        FEWEST_CONSONANTS_ANYWHERE
    };
    let key = joined_skeleton(normal).filter(|key| key.chars().count() >= fewest);
    let Some(key) = key.filter(|_| !normal.chars().any(char::is_numeric)) else {
        return Vec::new();
    };
    let mut found: Vec<(Number, f64)> = gazetteer
        .with_consonants(&key)
        .iter()
        .filter(|place| !is_of_one_war || gazetteer.is_in_theatre(**place))
        .filter_map(|place| {
            let spellings = gazetteer.spellings(*place).iter();
            let best = spellings.map(|spelling| likeness(normal, &spelling.normal));
            let best = best.fold(0.0, f64::max);
            (best >= LEAST_LIKENESS).then_some((*place, best))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}
