//! The English rules, for unit tests.

use super::Rules;

/// The rules as they ship.
pub(crate) fn english() -> Rules {
    let files = [
        (
            "words.toml",
            include_str!("../../../../rules/claims/en/words.toml"),
        ),
        (
            "numbers.toml",
            include_str!("../../../../rules/claims/en/numbers.toml"),
        ),
        (
            "time.toml",
            include_str!("../../../../rules/claims/en/time.toml"),
        ),
        (
            "people.toml",
            include_str!("../../../../rules/claims/en/people.toml"),
        ),
        (
            "control.toml",
            include_str!("../../../../rules/claims/en/control.toml"),
        ),
        (
            "movement.toml",
            include_str!("../../../../rules/claims/en/movement.toml"),
        ),
        (
            "presence.toml",
            include_str!("../../../../rules/claims/en/presence.toml"),
        ),
        (
            "toll.toml",
            include_str!("../../../../rules/claims/en/toll.toml"),
        ),
        (
            "displacement.toml",
            include_str!("../../../../rules/claims/en/displacement.toml"),
        ),
        (
            "happening.toml",
            include_str!("../../../../rules/claims/en/happening.toml"),
        ),
        (
            "harm.toml",
            include_str!("../../../../rules/claims/en/harm.toml"),
        ),
        (
            "remote.toml",
            include_str!("../../../../rules/claims/en/remote.toml"),
        ),
        (
            "strategic.toml",
            include_str!("../../../../rules/claims/en/strategic.toml"),
        ),
        (
            "unrest.toml",
            include_str!("../../../../rules/claims/en/unrest.toml"),
        ),
        (
            "speech.toml",
            include_str!("../../../../rules/claims/en/speech.toml"),
        ),
        (
            "intent.toml",
            include_str!("../../../../rules/claims/en/intent.toml"),
        ),
    ];
    Rules::from_toml(&files).expect("the rules that ship can be loaded")
}
