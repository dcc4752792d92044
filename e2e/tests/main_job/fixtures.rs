//! What several tests stand on: the demonstration's record, and reports as lines.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use e2e::{Printed, Record, marsad};
use serde_json::{Value, json};

/// What every screen and file of the demonstration says of its words.
pub(crate) const NOTICE: &str =
    "Example text written for Marsad from public facts; not the words of the sources named";

/// What every answer for the desk says, and nothing that leaves does.
pub(crate) const INTERNAL: &str = "INTERNAL";

/// The demonstration: its folder, which is a record, and what it printed. Only to be read.
pub(crate) struct Demo {
    folder: Record,
    /// What it printed.
    pub(crate) printed: Printed,
}

impl Demo {
    /// A demonstration of its own.
    pub(crate) fn fresh() -> Self {
        let folder = Record::empty();
        let printed = folder.marsad("demo --out shown").done();
        Self { folder, printed }
    }

    /// The demonstration that the tests running at this moment share; gone with the last of them.
    pub(crate) fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Demo>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let demo = Arc::new(Self::fresh());
            *shared = Arc::downgrade(&demo);
            demo
        })
    }

    /// The lines of one file of the demonstration.
    pub(crate) fn lines_of(&self, wanted: &str) -> Vec<Value> {
        let files = self.files();
        let (_, bytes) = files.iter().find(|(name, _)| name == wanted).expect(wanted);
        let lines = String::from_utf8_lossy(bytes);
        let values = lines.lines().map(serde_json::from_str);
        values.collect::<Result<_, _>>().expect("JSON")
    }

    /// The files of the demonstration by name, without those of the ledger itself.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let named = self.folder.files().into_iter().map(|(path, bytes)| {
            let name = path.file_name().expect("a file has a name");
            (name.to_string_lossy().into_owned(), bytes)
        });
        named
            .filter(|(name, _)| !name.starts_with("ledger."))
            .collect()
    }

    /// The folder that holds the record.
    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("shown")
    }

    /// Ask the record.
    pub(crate) fn ask(&self, words: &str) -> e2e::Run {
        marsad().within(&self.path()).args(words)
    }
}

/// A report as a line of JSON: its id, when it was published, by whom, and what it says.
pub(crate) fn report(id: &str, published: &str, source: &str, text: &str) -> String {
    json!({"id": id, "published": published, "source": source, "text": text}).to_string()
}

/// Add a file of reports that are all good.
pub(crate) fn add(record: &Record, name: &str, lines: &[String]) {
    record.file(name, lines.join("\n") + "\n");
    let added = record.marsad("add").arg(name).done();
    assert!(added.out.contains("refused 0"), "{}", added.out);
}

/// The claims of one report.
pub(crate) fn claims_of(text: &str) -> Vec<Value> {
    let line = report("doc-1", "2024-12-06T09:00:00Z", "afp", text);
    marsad()
        .within(Path::new("/"))
        .args("read - --theatre syria")
        .input(line)
        .done()
        .json_lines()
}

/// A text of a value; empty where there is none.
pub(crate) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
