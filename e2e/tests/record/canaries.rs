//! A word of its own in every private field of a record, and none of them in any byte that may leave.

use std::path::{Path, PathBuf};

use e2e::{Printed, Record, Run};
use serde_json::json;

use crate::{incident_of, report, text};

/// Each private field that a record has, with a word that stands nowhere else.
const CANARIES: [(&str, &str); 22] = [
    ("identity behind a source", "Zebulonix"),
    ("why an identity was opened", "Quillfeather"),
    ("given name of a private speaker", "Ruwaidesh"),
    ("family name of a private speaker", "Ferzatoun"),
    ("words of a private speaker", "thornbramble"),
    ("name of somebody who was killed", "Tamsinbek"),
    ("title of a report", "Marrowgate"),
    ("text of a report that makes no claim", "Brindlewick"),
    ("note beside a report", "Cinderhollow"),
    ("id of a report", "Larkspurfile"),
    ("name of a file", "Hemlockpath"),
    ("who added reports", "Inkwelldesk"),
    ("id of a source that only the desk knows", "Merrowhidden"),
    ("name of a source that only the desk knows", "Oakenquist"),
    ("another name of a source", "Saltfennel"),
    ("why a source is judged so", "Wyrmcastle"),
    ("name that the desk gave a listed source", "Dovetailer"),
    ("who took a decision", "Thistleclerk"),
    ("why a decision was taken", "Gorsefield"),
    ("name of a place that is not named", "Vexlorpind"),
    ("latitude of a place", "34.738"),
    ("longitude of a place", "36.718"),
];
/// The coordinates in full; outside the desk they are coarser than what their canaries show.
const LAT: &str = "34.7382917";
const LON: &str = "36.7183771";
const PASSPHRASE: &str = "seven stones by the well";
const ON: &str = "2024-12-06";

/// A record in which every canary stands in its field, and what the commands said while it was made.
struct Cage {
    record: Record,
    printed: Vec<Printed>,
}

impl Cage {
    fn new() -> Self {
        let mut cage = Self {
            record: Record::init("syria"),
            printed: Vec::new(),
        };
        cage.places();
        cage.sources();
        cage.reports();
        cage.decisions();
        cage.seals();
        cage
    }

    fn run(&mut self, run: Run) {
        self.printed.push(run.env("RUST_LOG", "trace").done());
    }

    /// A village and a clinic that only this record knows, with exact coordinates.
    fn places(&self) {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theatres/syria/places.csv");
        let rows = std::fs::read_to_string(built_in).expect("the theatre has places");
        let own = format!(
            "tell-orun,Tell Orun,,,village,{LAT},{LON},,homs-governorate,,SY,1,\"invented\"\n\
             clinic,Vexlorpind,,,facility,{LAT},{LON},,homs-governorate,,SY,,\"invented\"\n"
        );
        self.record.file("theatre/places.csv", rows + &own);
    }

    fn sources(&mut self) {
        let own = self
            .record
            .marsad("source set Merrowhidden --kind monitor --reliability B");
        let own = own.args("--name Oakenquist --also-known-as Saltfennel --reason Wyrmcastle");
        self.run(own);
        let listed = self
            .record
            .marsad("source set dpa --name Dovetailer --reason Wyrmcastle");
        self.run(listed);
    }

    fn reports(&mut self) {
        let at = |day: u32| format!("2024-12-0{day}T18:00:00Z");
        let lines = [
            report("a", &at(5), "afp", "Shelling killed 12 people in Rastan on Thursday, said Ruwaidesh Ferzatoun, a shopkeeper in the town. The Brindlewick bakery is closed."),
            report("b", &at(5), "afp", "“They burned the thornbramble behind my house and took Talbiseh,” said Ruwaidesh Ferzatoun, a farmer."),
            report("c", &at(5), "sohr", "An air strike on Idlib killed Tamsinbek Orlovane and three other people on Thursday."),
            report("Larkspurfile", &at(5), "sohr", "An air strike on Hama killed nine people on Thursday."),
            report("e", &at(5), "Merrowhidden", "An air strike on Homs killed six people on Thursday. Rebels took Rastan on Thursday."),
            report("f", &at(5), "dpa", "An air strike on Vexlorpind killed seven people on Thursday."),
            report("i", &at(5), "afp", "Shelling killed 14 people in Hama on Thursday, Saltfennel said."),
            report("g", &at(5), "sohr", "Government forces took Tell Orun on Thursday. An air strike on Tell Orun killed eight people on Thursday."),
            json!({"id": "h", "published": at(4), "source": "sohr", "title": "Marrowgate", "notice": "Cinderhollow", "text": "Shelling killed 13 people in Aleppo on Wednesday."}).to_string(),
        ];
        self.record.file("in.jsonl", lines.join("\n"));
        let file = "Shelling in Daraa killed five people on Wednesday, the Syrian Observatory for Human Rights said.";
        self.record.file("Hemlockpath.txt", file);
        let add = self
            .record
            .marsad("add in.jsonl Hemlockpath.txt --author Inkwelldesk");
        self.run(add.args("--published 2024-12-05"));
    }

    fn decisions(&mut self) {
        let id = text(&incident_of(&self.record, "Larkspurfile"), "/id").to_owned();
        for words in ["accept", "grade --credibility 2", "unsure"] {
            let words = format!("decide {words} --author Thistleclerk --reason Gorsefield");
            let run = self.record.marsad(&words).arg(&id);
            self.run(run);
        }
    }

    fn seals(&mut self) {
        let with = |run: Run| run.env("MARSAD_PASSPHRASE", PASSPHRASE);
        let set = with(self.record.marsad("seal set Merrowhidden")).input("Zebulonix");
        self.run(set);
        let show = with(
            self.record
                .marsad("seal show Merrowhidden --reason Quillfeather"),
        );
        let shown = show.done();
        assert_eq!(shown.out, "Zebulonix\n");
    }

    /// Everything that may leave: each public form, printed and as a file with its name, and what is said beside it.
    fn public(&self) -> Vec<(String, Vec<u8>)> {
        let folder = Record::empty();
        let mut left = Vec::new();
        let mut keep = |printed: Printed| {
            left.push((printed.command.clone(), printed.out.into_bytes()));
            left.push((printed.command, printed.talk.into_bytes()));
        };
        let ask = |words: &str| {
            let words = format!("report --public {words}");
            self.record.marsad(&words).env("RUST_LOG", "trace")
        };
        for form in ["text", "md", "html", "json"] {
            for more in [
                format!("--on {ON}"),
                format!("--on {ON} --since 2024-11-28"),
                "--on 2024-12-05 --known 2024-12-06 --with-hindsight".to_owned(),
                format!("--on {ON} --known {ON}"),
            ] {
                keep(ask(&format!("{more} --format {form}")).done());
            }
        }
        for ending in ["txt", "md", "html", "json"] {
            let path = folder.path().join(format!("public.{ending}"));
            keep(ask(&format!("--on {ON} --out")).arg(path).done());
        }
        // What is refused says so without the words of the record.
        keep(ask("--on 2099-01-01").refused());
        keep(ask("--on 2024-12-06 --if Rastan=HTS").refused());
        left.extend(folder.files().into_iter().map(|(path, bytes)| {
            assert!(is_without(&path.to_string_lossy()), "{}", path.display());
            (path.display().to_string(), bytes)
        }));
        left
    }

    /// Everything that stays: the files of the record, and what the desk's own answers say.
    fn internal(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = self.record.files();
        for words in [
            "decide list",
            "source list --format json",
            "report --on 2024-12-06 --since 2024-11-28 --format md",
        ] {
            let out = self.record.marsad(words).done().out;
            files.push((words.into(), out.into_bytes()));
        }
        files
    }
}

fn is_without(text: &str) -> bool {
    CANARIES.iter().all(|(_, canary)| !text.contains(canary))
}

#[test]
fn no_canary_of_any_private_field_is_in_any_byte_that_may_leave() {
    let cage = Cage::new();
    let internal = cage.internal();
    for (field, canary) in CANARIES {
        let is_kept =
            field.starts_with("identity") || internal.iter().any(|(_, bytes)| holds(bytes, canary));
        assert!(
            is_kept,
            "the check is void: the record has no {field} ({canary})"
        );
    }
    let public = cage.public();
    let length: usize = public.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(
        length > 100_000,
        "the public editions say something: {length}"
    );
    let public: Vec<(String, String)> = public
        .iter()
        .map(|(name, bytes)| (name.clone(), small(bytes)))
        .collect();
    let mut found = Vec::new();
    for (field, canary) in CANARIES {
        for form in forms(canary) {
            let form = form.to_lowercase();
            for (name, text) in &public {
                if let Some((_, after)) = text.split_once(&form) {
                    let near: String = after.chars().take(60).collect();
                    found.push(format!("{field} ({canary}) in {name}, before {near:?}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    // What was said while the record was made tells nothing of it either.
    for printed in &cage.printed {
        assert!(
            is_without(&printed.talk),
            "{}: {}",
            printed.command,
            printed.talk
        );
    }
}

#[test]
fn a_canary_is_found_in_whatever_form_it_stands() {
    let forms = forms("Vexlorpind");
    for text in [
        "in Vexlorpind.",
        "VEXLORPIND",
        "%56%65%78%6c%6f%72%70%69%6e%64",
        "56:6578 5665786c6f7270696e64",
        "VmV4bG9ycGluZA==",
        "YVZleGxvcnBpbmQ=",
        "YWFWZXhsb3JwaW5kYQ==",
        "&#86;&#101;&#120;&#108;&#111;&#114;&#112;&#105;&#110;&#100;",
        "\\u0056\\u0065\\u0078\\u006c\\u006f\\u0072\\u0070\\u0069\\u006e\\u0064",
    ] {
        let is_found = forms.iter().any(|form| holds(text.as_bytes(), form));
        assert!(is_found, "{text}");
    }
    assert!(!forms.iter().any(|form| holds(b"Vex lorpind", form)));
}

fn holds(bytes: &[u8], form: &str) -> bool {
    small(bytes).contains(&form.to_lowercase())
}

/// Bytes as text in small letters; what is no UTF-8 among them parts words.
fn small(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_lowercase()
}

/// A word as it stands, percent-encoded, in hexadecimal digits, as references of a page or of JSON, and in base64 at
/// each of the three places where it can begin.
fn forms(word: &str) -> Vec<String> {
    let each = |one: fn(u8) -> String| -> String { word.bytes().map(one).collect() };
    let mut forms = vec![
        word.to_owned(),
        each(|byte| format!("%{byte:02x}")),
        each(|byte| format!("{byte:02x}")),
        each(|byte| format!("&#{byte};")),
        each(|byte| format!("&#x{byte:x};")),
        each(|byte| format!("\\u{byte:04x}")),
    ];
    forms.extend((0..3).map(|before| base64(word, before)));
    forms
}

/// The letters of base64 that follow from a word alone, where so many bytes of a group stand before it.
fn base64(word: &str, before: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = word
        .bytes()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    // Letters have six bits; the first whole one begins where the bits before the word fill theirs.
    let skipped = (6 - before * 8 % 6) % 6;
    bits[skipped..]
        .chunks_exact(6)
        .map(|six| {
            let value = six.iter().fold(0, |value, bit| value << 1 | bit);
            char::from(LETTERS[usize::from(value)])
        })
        .collect()
}
