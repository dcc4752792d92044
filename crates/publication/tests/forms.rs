//! How the forms look: signs of states, widths, notes in words.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use marsad_domain::{ControlState, RestsOn, Stance};
use marsad_publication::{Colour, Edition, TerminalOptions, to_html, to_terminal};
use support::{Speaker, control, held, invented, took};

#[test]
fn states_are_told_apart_by_letter_mark_and_shape() {
    let mut record = invented();
    record.say(
        "2031-05-08",
        "monitor",
        Speaker::Source("monitor"),
        "Karsun changed hands.",
        took("front"),
        Some("karsun"),
    );
    let (army, front) = ("army".parse().unwrap(), "front".parse().unwrap());
    for (state, sign, words) in [
        (held("front"), 'F', "held by Front"),
        (
            ControlState::Claimed {
                holder: front,
                before: None,
                rests_on: RestsOn::OneSide,
            },
            'f',
            "claimed by Front only",
        ),
        (
            ControlState::Contested {
                parties: vec!["army".parse().unwrap(), "front".parse().unwrap()],
            },
            '*',
            "contested by Army and Front",
        ),
        (
            ControlState::Besieged {
                holder: army,
                by: "front".parse().unwrap(),
            },
            '#',
            "held by Army, surrounded by Front",
        ),
        (ControlState::Unknown, '?', "holder unknown"),
    ] {
        record.hold("karsun", state, &[0], &[]);
        let situation = record.public();
        let wide = TerminalOptions {
            width: 300,
            colour: Colour::Never,
        };
        let text = to_terminal(&situation, &wide);
        assert!(text.contains(&format!("{sign} Karsun")), "{sign} in {text}");
        assert!(text.contains(words), "{words}");
        assert!(
            to_html(&situation)
                .unwrap()
                .contains(&format!("<title>Karsun: {words}")),
            "{words}"
        );
    }
}

#[test]
fn text_keeps_to_its_width() {
    let mut record = invented();
    let said =
        "Karsun changed hands, as everybody on the long road to Belmar could see for themselves.";
    record.say(
        "2031-05-08",
        "monitor",
        Speaker::Source("monitor"),
        said,
        took("front"),
        Some("karsun"),
    );
    record.hold("karsun", held("front"), &[0], &[]);
    for width in [60, 80, 100] {
        let options = TerminalOptions {
            width,
            colour: Colour::Never,
        };
        for line in to_terminal(&record.public(), &options).lines() {
            assert!(line.chars().count() <= width, "{line:?}");
        }
    }
}

#[test]
fn a_denial_and_its_speaker_stand_under_disputed() {
    let mut record = invented();
    record
        .say(
            "2031-05-08",
            "wire",
            Speaker::Source("wire"),
            "The army did not leave Karsun.",
            control(marsad_domain::ControlVerb::Withdrew, "army"),
            Some("karsun"),
        )
        .stance = Stance::Denied;
    let text = to_terminal(
        &record.public(),
        &TerminalOptions {
            width: 200,
            colour: Colour::Never,
        },
    );
    assert!(
        text.contains("North Wire denied on 8 May 2031: Army withdrawing from Karsun. [1]"),
        "{text}"
    );
    assert!(
        text.contains("[1] North Wire, 8 May 2031 (C): “The army did not leave Karsun.”"),
        "{text}"
    );
}

#[test]
fn what_rests_on_an_unchecked_opening_position_is_counted_in_the_method_note() {
    let mut record = invented();
    let claimed = ControlState::Claimed {
        holder: "army".parse().unwrap(),
        before: None,
        rests_on: RestsOn::UncheckedOpening,
    };
    record.open("karsun", &claimed);
    record.open("belmar", &held("army"));
    let page = to_html(&record.publish(Edition::Desk)).unwrap();
    assert!(page.contains("was not checked for 1 of 2 places"), "{page}");
    assert!(
        page.contains("1 held, 0 claimed by one side only, 1 claimed by the opening position only")
    );
    assert!(page.contains("claimed for Army by the opening position only, unchecked"));
}
