//! Reports in languages without rules: kept, counted, and said to be unread.

use crate::harness::Desk;

/// An English report, a French one, an Arabic one of which nobody says that it is, and one that states its language.
const REPORTS: &str = concat!(
    r#"{"id":"en","text":"Rebels captured Hama."}"#,
    "\n",
    r#"{"id":"fr","language":"fr","text":"Les rebelles ont pris Hama."}"#,
    "\n",
    r#"{"id":"ar","text":"سيطرت الفصائل على المدينة صباح اليوم."}"#,
    "\n",
    r#"{"id":"tr","lang":"tr","text":"Hama ele geçirildi."}"#,
    "\n",
);

#[test]
fn add_says_how_many_reports_are_kept_unread() {
    let desk = Desk::with_record();
    let printed = desk.run_with(&["add", "-"], REPORTS);
    assert_eq!(printed.code, Some(0), "{}", printed.talk);
    assert!(printed.out.contains("kept 4"), "{}", printed.out);
    let unread = "3 of those kept were not read";
    assert!(printed.out.contains(unread), "{}", printed.out);
    assert!(
        printed.out.contains("(fr 1, tr 1, unknown 1)"),
        "{}",
        printed.out
    );
    let again = desk.run_with(&["add", "-"], REPORTS);
    assert!(!again.out.contains("not read"), "{}", again.out);
}

#[test]
fn add_counts_unread_reports_for_programs() {
    let desk = Desk::with_record();
    let printed = desk.run_with(&["add", "--format", "json", "-"], REPORTS);
    let count = printed.json().remove(0);
    assert_eq!((&count["kept"], &count["unread"]), (&4.into(), &3.into()));
    assert_eq!(
        count["unread_languages"],
        serde_json::json!({"fr": 1, "tr": 1, "unknown": 1})
    );
}

#[test]
fn read_says_beside_the_claims_what_it_did_not_read() {
    let printed = Desk::empty().run_with(&["read", "-"], REPORTS);
    assert_eq!(printed.code, Some(0));
    assert!(printed.json().iter().all(|claim| claim["report"] == "en"));
    assert!(
        printed.talk.contains("3 documents were not read"),
        "{}",
        printed.talk
    );
    let english = REPORTS.lines().next().unwrap();
    let printed = Desk::empty().run_with(&["read", "-"], english);
    assert!(!printed.talk.contains("not read"), "{}", printed.talk);
}
