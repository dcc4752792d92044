//! What each rule must match and what it must not.

use super::{Frame, Nominal, PhraseRule, RelationRule, Speech};

/// A rule's example and counter-example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The rule's id.
    pub rule: String,
    /// A sentence that the rule must match.
    pub example: String,
    /// A sentence that it must not match.
    pub not: String,
}

impl Example {
    fn new(rule: &str, example: &str, not: &str) -> Self {
        Self {
            rule: rule.to_owned(),
            example: example.to_owned(),
            not: not.to_owned(),
        }
    }
}

/// A rule with an id, an example and a counter-example of its own.
pub(crate) trait Rule {
    /// Its id, which no other rule has.
    fn id(&self) -> &str;
    /// Its example and its counter-example.
    fn example(&self) -> Example;
}

macro_rules! rules {
    ($($shape:ty),+) => {
        $(impl Rule for $shape {
            fn id(&self) -> &str {
                &self.id
            }

            fn example(&self) -> Example {
                Example::new(&self.id, &self.example, &self.not)
            }
        })+
    };
}

rules!(Frame, Nominal, Speech, PhraseRule, RelationRule);
