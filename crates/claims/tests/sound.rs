//! Whatever a text is, its reading is sound; `fuzz/` asks the same of texts that nobody thought of.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the rules and the theatre from disk"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its files are broken"
)]

mod soundness;
#[expect(
    dead_code,
    reason = "reports are read here with a context that is made once"
)]
mod world;

use std::sync::LazyLock;

use marsad_claims::ReadingContext;
use proptest::prelude::*;
use soundness::fault;
use world::World;

static WORLD: LazyLock<World> = LazyLock::new(World::load);
static CONTEXT: LazyLock<ReadingContext<'static>> = LazyLock::new(|| WORLD.context());

#[test]
fn odd_texts_are_read_soundly() {
    for words in [
        "",
        "\u{FEFF}",
        "\u{202E}Rebels captured Karsun\u{2066}.",
        "“Naïve – ça va?” said Zoë, a nurse in Orzan; 12 people died in Gorvan.",
        "between 40 and 12 people were killed in Karsun",
        "99999999999999999999999 people were killed in Karsun",
        "dozens to 3 people were killed; up to at least 0 people fled Karsun",
        "قوات: Some 4,000 people fled Karsun.",
        "İstanbul’da Karsun ǅ ﬃ said İ.",
    ] {
        assert_eq!(fault(&CONTEXT, words), None, "{words:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_soundly(
        words in "(\\PC|Karsun|rebels |captured |said |\"|“|”|, |\\. |if |not |at least 12 people |between 9 and |killed |fled |since 3 May |dozens of |\n){0,40}"
    ) {
        prop_assert_eq!(fault(&CONTEXT, &words), None, "{:?}", words);
    }

    #[test]
    fn any_letters_are_read_soundly(words in any::<String>()) {
        prop_assert_eq!(fault(&CONTEXT, &words), None, "{:?}", words);
    }
}
