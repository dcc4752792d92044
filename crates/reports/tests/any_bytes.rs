//! Whatever bytes are handed over as a file of reports, what comes of them is sound; `fuzz/` asks the same.

mod admission;

use admission::fault;
use proptest::prelude::*;

#[test]
fn odd_files_are_taken_soundly() {
    let lines: [&[u8]; 7] = [
        b"",
        b"\xEF\xBB\xBF",
        b"\xFF\xFEa\0",
        b"{\"text\":\"a\"}\n\n{\"text\":5}\r\n{",
        b"{\"text\":\"a\",\"id\":1e9,\"lang\":\"e\"}",
        b"{\"text\":\"\\ud83d\"}\n{\"text\":\"\\u0000\"}",
        b"\xEF\xBB\xBF{\"text\":\"a\",\"published\":\"2031-02-29\"}",
    ];
    for bytes in lines {
        assert_eq!(fault(bytes), None, "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_taken_soundly(bytes: Vec<u8>) {
        prop_assert_eq!(fault(&bytes), None);
    }

    #[test]
    fn any_lines_are_taken_soundly(
        text in "(\\{|\\}|\"(id|text|published|source|lang|language|wording)\"|:|,|\"\\PC{0,9}\"|\"2031-03-06\"|\"fr\"|5|null|\\[|\n|\\PC){0,60}"
    ) {
        prop_assert_eq!(fault(text.as_bytes()), None);
    }
}
