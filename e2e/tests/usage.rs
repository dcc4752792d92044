//! What the program does with no words or wrong ones.

use e2e::marsad;

#[test]
fn the_help_names_the_commands_of_the_main_job() {
    let help = marsad().args("--help").done();
    for command in [
        "demo",
        "init",
        "add",
        "read",
        "kind",
        "places",
        "link",
        "incidents",
        "control",
        "cut-off",
        "report",
        "verify",
        "licences",
    ] {
        assert!(
            help.out.contains(&format!("  {command} ")),
            "{command} is not in:\n{}",
            help.out
        );
    }
}

#[test]
fn an_unknown_command_is_bad_usage_and_prints_no_data() {
    let refused = marsad().args("no-such-command").refused();
    assert_eq!(refused.out, "");
    assert!(refused.talk.contains("no-such-command"), "{}", refused.talk);
}
