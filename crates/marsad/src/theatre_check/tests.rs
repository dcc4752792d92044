//! A small sound theatre, and what each single fault in it is told as.

#![expect(clippy::unwrap_used, reason = "tests")]

mod examples;

use examples::{BROKEN, GOOD};

use super::*;
use crate::{
    theatre::world_list, theatre_files::built_in_theatre, theatre_files::built_in_theatres,
    words::Words,
};

fn good() -> Files {
    let files = GOOD
        .iter()
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()));
    Files(files.collect())
}

fn told(files: &Files) -> Vec<(String, usize, Level, String)> {
    let words = Words::english().unwrap();
    let findings = check(files, &WorldList::default());
    findings
        .into_iter()
        .map(|finding| {
            assert!(
                finding.fault.hint(&words).is_some(),
                "{finding:?} has no hint"
            );
            let message = finding.fault.told(&words);
            assert!(!message.contains('{'), "a blank of {message} is not filled");
            (finding.file, finding.line, finding.level, message)
        })
        .collect()
}

#[test]
fn a_sound_theatre_has_no_findings() {
    assert_eq!(told(&good()), []);
}

#[test]
fn each_single_fault_is_told_with_its_file_and_line() {
    assert!(BROKEN.len() >= 20);
    let mut missed = Vec::new();
    for (file, from, to, found_in, line, message) in BROKEN {
        let mut files = good();
        let text = files.0.get_mut(*file).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replacen(from, to, 1);
        let told = told(&files);
        let is_found = told.iter().any(|(at, row, level, said)| {
            at == found_in && row == line && *level == Level::Error && said.contains(message)
        });
        if !is_found {
            missed.push(format!(
                "{file}, {to}: wanted {found_in}:{line} {message}, got {told:?}"
            ));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_party_allied_with_both_sides_of_a_fight_is_told_beside_the_fight() {
    let mut files = good();
    let actors = files.0.get_mut("actors.toml").unwrap();
    *actors += "\n[[actor.ally]]\nid = \"guard\"\n";
    let told = told(&files);
    let is_told = told.iter().any(|(file, line, level, said)| {
        (file.as_str(), *line, *level) == ("positions.csv", 3, Level::Warning)
            && said.contains("guard is allied on 2031-05-01 with army and with front")
    });
    assert!(is_told, "{told:?}");
}

/// What an edit of one file of the sound theatre is told as.
fn told_after(file: &str, from: &str, to: &str) -> Vec<(String, usize, Level, String)> {
    let mut files = good();
    let text = files.0.get_mut(file).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    *text = text.replacen(from, to, 1);
    told(&files)
}

fn warned(file: &str, line: usize, said: &str) -> (String, usize, Level, String) {
    (file.to_owned(), line, Level::Warning, said.to_owned())
}

#[test]
fn a_place_outside_the_outline_is_told_where_it_stands_and_where_it_is_held() {
    let moved = |to: &str| told_after("places.csv", "town,1.5,1.6", to);
    let said = "carda lies 7 km outside the outline of the theatre, and its country is XA";
    // A degree of longitude is 111 km here; the outline ends at 1.0 in the west.
    let told = moved("town,1.5,0.94");
    let outside: Vec<_> = told
        .into_iter()
        .filter(|one| one.3.contains("outline"))
        .collect();
    assert_eq!(
        outside,
        [
            warned("places.csv", 4, said),
            warned("positions.csv", 3, said)
        ]
    );
    for near in ["town,1.5,0.98", "town,1.5,1.02"] {
        let told = moved(near);
        assert!(
            !told.iter().any(|one| one.3.contains("outline")),
            "{near}: {told:?}"
        );
    }
}

#[test]
fn a_place_outside_is_not_told_abroad_or_where_that_is_explained() {
    let far = ("town,1.5,1.6,north,XA", "town,1.5,0.9,north,XA");
    let is_told = |files: &Files| told(files).iter().any(|one| one.3.contains("outline"));
    let edited = |file: &str, from: &str, to: &str| {
        let mut files = good();
        for (file, from, to) in [("places.csv", far.0, far.1), (file, from, to)] {
            let text = files.0.get_mut(file).unwrap();
            assert!(text.contains(from), "{file}: {from}");
            *text = text.replacen(from, to, 1);
        }
        files
    };
    assert!(is_told(&edited("places.csv", "Carda", "Carda")));
    assert!(!is_told(&edited("places.csv", "0.9,north,XA", "0.9,,XB")));
    let excused = "[[exception]]\ncheck = \"outside\"\nplaces = [\"carda\"]\nreason = \"an exclave\"\n\n[[exception]]";
    assert!(!is_told(&edited("theatre.toml", "[[exception]]", excused)));
    let open = ("[1.0, 1.0],\n]", "[1.0, 1.1],\n]");
    assert!(
        !is_told(&edited("basemap.toml", open.0, open.1)),
        "no closed boundary"
    );
}

#[test]
fn an_alliance_with_different_days_at_its_two_actors_is_told_with_both() {
    let later = "id = \"army\"\nto = \"2031-05-31\"";
    assert_eq!(
        told_after("actors.toml", later, "id = \"army\"\nfrom = \"2031-04-01\""),
        [warned(
            "actors.toml",
            29,
            "guard is allied with army on the days 2031-04-01/.., and by line 8 on the days ../2031-05-31"
        )]
    );
    let second = "id = \"guard\"\nto = \"2031-05-31\"\n\n[[actor.ally]]\nid = \"guard\"\nfrom = \"2031-07-01\"";
    assert_eq!(
        told_after("actors.toml", "id = \"guard\"\nto = \"2031-05-31\"", second),
        [warned(
            "actors.toml",
            12,
            "army is allied with guard on the days 2031-07-01/.., and by line 33 on the days ../2031-05-31"
        )],
        "a second span that the other actor does not state"
    );
}

#[test]
fn a_theatre_without_its_files_says_which_it_needs() {
    let missing: Vec<String> = told(&Files::default())
        .into_iter()
        .map(|(file, ..)| file)
        .collect();
    assert_eq!(
        missing,
        ["actors.toml", "places.csv", "sources.toml", "theatre.toml"]
    );
}

#[test]
fn no_single_byte_that_is_lost_or_doubled_stops_the_check() {
    for (file, text) in GOOD {
        for (at, _) in text.char_indices() {
            let (before, after) = text.split_at(at);
            let rest = after.get(1..).unwrap_or_default();
            for broken in [
                format!("{before}{rest}"),
                format!("{before}\"{after}"),
                before.to_owned(),
            ] {
                let mut files = good();
                files.0.insert((*file).to_owned(), broken);
                drop(check(&files, &WorldList::default()));
            }
        }
    }
}

#[test]
fn every_built_in_theatre_is_sound() {
    let words = Words::english().unwrap();
    for id in built_in_theatres() {
        let theatre = built_in_theatre(&id).unwrap().unwrap();
        let found = check(&theatre.files, &world_list());
        let told: Vec<String> = found
            .iter()
            .map(|finding| finding.fault.told(&words))
            .collect();
        assert!(told.is_empty(), "{id}: {told:?}");
    }
}
