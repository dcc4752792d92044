//! Drives the built program in a folder of its own.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder for one test, gone when the test ends.
pub(crate) struct Desk(TempDir);

/// What a run printed.
pub(crate) struct Printed {
    /// Exit code.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) talk: String,
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder that is a record of the first built-in theatre.
    pub(crate) fn with_record() -> Self {
        let desk = Self::empty();
        assert_eq!(desk.run(&["init", ".", "--theatre", THEATRE]).code, Some(0));
        desk
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, words: &[&str]) -> Printed {
        self.run_with(words, "")
    }

    /// Runs the program in the folder with so many workers.
    pub(crate) fn run_on(&self, words: &[&str], workers: &str) -> Printed {
        let mut command = self.command(words);
        Printed::of(&command.env("RAYON_NUM_THREADS", workers).output().unwrap())
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command
            .args(words)
            .current_dir(self.path())
            .env_remove("MARSAD_RECORD")
            .env_remove("MARSAD_AUTHOR")
            .env("NO_COLOR", "1");
        command
    }

    /// Runs the program in the folder with standard input.
    pub(crate) fn run_with(&self, words: &[&str], input: &str) -> Printed {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses its arguments ends before it reads.
        child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
        Printed::of(&child.wait_with_output().unwrap())
    }
}

/// A theatre that is built in.
pub(crate) const THEATRE: &str = "syria";

impl Printed {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code(),
            out: text(&output.stdout),
            talk: text(&output.stderr),
        }
    }

    /// The lines of the output as JSON.
    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}
