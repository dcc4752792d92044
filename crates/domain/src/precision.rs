//! How precisely a place is known, in the codes of two code books.

use serde::Serialize;

/// ACLED's `geo_precision` (ACLED Codebook, "Geo-precision").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
pub enum GeoPrecision {
    /// 1: a named settlement or site.
    Exact,
    /// 2: near a settlement, or a part of a region.
    Near,
    /// 3: a larger region.
    Region,
}

impl From<GeoPrecision> for u8 {
    fn from(code: GeoPrecision) -> Self {
        match code {
            GeoPrecision::Exact => 1,
            GeoPrecision::Near => 2,
            GeoPrecision::Region => 3,
        }
    }
}

/// UCDP's `where_prec` (UCDP GED Codebook, `where_prec`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
pub enum WherePrecision {
    /// 1: the exact place.
    Exact,
    /// 2: within about 25 km of a known point.
    Near,
    /// 3: only the second-level region, or a smaller one.
    SecondLevel,
    /// 4: only the first-level region.
    FirstLevel,
    /// 5: along a line, or a part of a country without clear bounds.
    Fuzzy,
    /// 6: only the country.
    Country,
    /// 7: international waters or airspace.
    International,
}

impl From<WherePrecision> for u8 {
    fn from(code: WherePrecision) -> Self {
        match code {
            WherePrecision::Exact => 1,
            WherePrecision::Near => 2,
            WherePrecision::SecondLevel => 3,
            WherePrecision::FirstLevel => 4,
            WherePrecision::Fuzzy => 5,
            WherePrecision::Country => 6,
            WherePrecision::International => 7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_printed_as_the_code_books_number_them() {
        let printed = serde_json::to_string(&(GeoPrecision::Region, WherePrecision::International));
        assert_eq!(printed.ok().as_deref(), Some("[3,7]"));
    }
}
