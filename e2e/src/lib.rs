//! Drives the built program as its users do: it imports none of our crates and sees only what is printed and written.
//!
//! Tests live in `tests/`; their names are sentences. A test that this machine cannot run prints a line that begins
//! with `skipped: ` (see [`skip`]), which the continuous integration counts.

mod build;
mod printed;
mod record;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

pub use build::program;
pub use printed::Printed;
pub use record::Record;

/// A run of the program that is being put together.
#[derive(Debug)]
pub struct Run {
    command: Command,
    input: Option<Vec<u8>>,
}

/// Begin a run of the program without arguments, without input, and with nothing of the surroundings that could
/// change what it prints.
#[must_use]
pub fn marsad() -> Run {
    in_plain_surroundings(Command::new(program()))
}

/// Begin a run of the program by another one, such as `unshare --net`: its words, then the program and its arguments.
///
/// # Panics
/// Panics where no word is given.
#[must_use]
pub fn marsad_by(words: &[&str]) -> Run {
    let (first, rest) = words.split_first().expect("a program to start");
    let mut command = Command::new(first);
    command.args(rest).arg(program());
    in_plain_surroundings(command)
}

/// Whether this machine can start the program by these words.
#[must_use]
pub fn can_start_by(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else {
        return false;
    };
    let started = Command::new(first)
        .args(rest)
        .arg(program())
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    started.is_ok_and(|status| status.success())
}

fn in_plain_surroundings(mut command: Command) -> Run {
    for name in [
        "MARSAD_AUTHOR",
        "MARSAD_NEW_PASSPHRASE",
        "MARSAD_PASSPHRASE",
        "MARSAD_RECORD",
        "RUST_BACKTRACE",
        "RUST_LOG",
        "COLUMNS",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(name);
    }
    command
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC");
    Run {
        command,
        input: None,
    }
}

/// Say that a test did not run and why; the continuous integration counts these lines.
pub fn skip(why: &str) {
    // Written past `eprintln!`, whose lines the test harness keeps to itself when a test passes.
    let told = writeln!(std::io::stderr(), "skipped: {why}");
    drop(told);
}

impl Run {
    /// Add arguments as a shell would part them: at blanks. For an argument with a blank in it use [`Run::arg`].
    #[must_use]
    pub fn args(mut self, words: &str) -> Self {
        self.command.args(words.split_whitespace());
        self
    }

    /// Add one argument as it is.
    #[must_use]
    pub fn arg(mut self, word: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(word);
        self
    }

    /// Run in this folder.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Set a variable of the environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Hand these bytes over as standard input.
    #[must_use]
    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// Run to the end, whatever the exit code.
    ///
    /// # Panics
    /// Panics where the program does not start.
    #[must_use]
    pub fn run(mut self) -> Printed {
        let input = self.input.take();
        self.command
            .stdin(input.as_ref().map_or_else(Stdio::null, |_| Stdio::piped()))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let said = format!("{:?}", self.command);
        let mut child = self.command.spawn().expect("the built program starts");
        let writer = child.stdin.take().zip(input).map(|(mut pipe, bytes)| {
            // A thread of its own, for the program may print before it has read everything.
            // A program that stops reading early is no fault of the test.
            std::thread::spawn(move || pipe.write_all(&bytes))
        });
        let output = child
            .wait_with_output()
            .expect("the program can be waited for");
        if let Some(writer) = writer {
            drop(writer.join());
        }
        Printed::new(said, output)
    }

    /// Run and require exit code 0: done.
    ///
    /// # Panics
    /// Panics with everything printed where the code is another.
    #[must_use]
    pub fn done(self) -> Printed {
        self.run().expect_code(0)
    }

    /// Run and require exit code 1: the answer is no.
    ///
    /// # Panics
    /// Panics with everything printed where the code is another.
    #[must_use]
    pub fn answered_no(self) -> Printed {
        self.run().expect_code(1)
    }

    /// Run and require exit code 2: bad input or usage.
    ///
    /// # Panics
    /// Panics with everything printed where the code is another.
    #[must_use]
    pub fn refused(self) -> Printed {
        self.run().expect_code(2)
    }
}
