//! What one run of the program printed.

use std::process::Output;

use serde_json::Value;

/// The end of a run: its exit code and what it printed.
#[derive(Debug)]
pub struct Printed {
    /// The command as it was started.
    pub command: String,
    /// Exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output: data.
    pub out: String,
    /// Standard error: talk and progress.
    pub talk: String,
}

impl Printed {
    pub(crate) fn new(command: String, output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self {
            command,
            code: output.status.code(),
            out: text(output.stdout),
            talk: text(output.stderr),
        }
    }

    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\nprinted:\n{}\nsaid:\n{}",
            self.command,
            self.out,
            self.talk
        );
        self
    }

    /// Each line of standard output as JSON.
    ///
    /// # Panics
    /// Panics where a line is not JSON.
    #[must_use]
    pub fn json_lines(&self) -> Vec<Value> {
        let parse = |line: &str| match serde_json::from_str(line) {
            Ok(value) => value,
            Err(error) => panic!("{}: not JSON ({error}): {line}", self.command),
        };
        self.out.lines().map(parse).collect()
    }

    /// Require that standard output says this.
    ///
    /// # Panics
    /// Panics with everything printed where it does not.
    #[must_use]
    pub fn says(self, expected: &str) -> Self {
        assert!(
            self.out.contains(expected),
            "{} does not print {expected:?} but:\n{}",
            self.command,
            self.out
        );
        self
    }

    /// Require that standard error says this.
    ///
    /// # Panics
    /// Panics with everything said where it does not.
    #[must_use]
    pub fn hints(self, expected: &str) -> Self {
        assert!(
            self.talk.contains(expected),
            "{} does not say {expected:?} but:\n{}",
            self.command,
            self.talk
        );
        self
    }
}
