//! The built program, run as its users run it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The program and a folder for the files it is given.
#[derive(Debug)]
pub(crate) struct Program {
    path: PathBuf,
    scratch: PathBuf,
}

impl Program {
    /// The program named, else the release build, which is made where it is missing.
    ///
    /// # Errors
    /// Fails where there is no such file and none can be built.
    pub(crate) fn find(root: &Path, named: Option<&Path>) -> Result<Self> {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let path = match named {
            Some(path) => path.to_path_buf(),
            None => target
                .join("release")
                .join(format!("marsad{}", std::env::consts::EXE_SUFFIX)),
        };
        if named.is_none() && !path.is_file() {
            build(root)?;
        }
        ensure!(path.is_file(), "no program at {}", path.display());
        let path = path
            .canonicalize()
            .with_context(|| format!("finding {}", path.display()))?;
        let scratch = target.join("evaluate");
        std::fs::create_dir_all(&scratch)
            .with_context(|| format!("making {}", scratch.display()))?;
        Ok(Self { path, scratch })
    }

    /// Write a file that the program is to read, and give its path.
    ///
    /// # Errors
    /// Fails where the file cannot be written.
    pub(crate) fn file(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.scratch.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("making {}", folder.display()))?;
        }
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }

    /// What the program prints for one file.
    ///
    /// # Errors
    /// Fails where it does not start, ends with another code than 0, or prints what is not UTF-8.
    pub(crate) fn print(&self, command: &[&str], file: &Path) -> Result<String> {
        let output = Command::new(&self.path)
            .args(command)
            .arg(file)
            .current_dir(&self.scratch)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("starting {}", self.path.display()))?;
        if !output.status.success() {
            let talk = String::from_utf8_lossy(&output.stderr);
            let last = talk.lines().last().unwrap_or_default();
            bail!(
                "marsad {} ended with {}: {last}",
                command.join(" "),
                output.status
            );
        }
        String::from_utf8(output.stdout).context("the program printed what is not UTF-8")
    }

    /// The JSON lines that the program prints for one file.
    ///
    /// # Errors
    /// As `print`, and where a line is not JSON.
    pub(crate) fn json_lines(&self, command: &[&str], file: &Path) -> Result<Vec<Value>> {
        let printed = self.print(command, file)?;
        let lines = printed
            .lines()
            .filter(|line| !line.trim().is_empty())
            .enumerate();
        lines
            .map(|(index, line)| {
                serde_json::from_str(line)
                    .with_context(|| format!("line {} of marsad {}", index + 1, command.join(" ")))
            })
            .collect()
    }
}

/// The bytes from `start` to `end` of something that the program prints.
pub(crate) fn span(value: &Value) -> Option<Range<usize>> {
    let byte = |key: &str| usize::try_from(value.get(key)?.as_u64()?).ok();
    Some(byte("start")?..byte("end")?)
}

/// One document as the program takes it: a line of JSON.
pub(crate) fn document_line(id: &str, text: &str, published: Option<&str>) -> String {
    let mut document = serde_json::json!({ "id": id, "text": text });
    if let (Some(published), Some(fields)) = (published, document.as_object_mut()) {
        fields.insert("published".to_owned(), Value::from(published));
    }
    format!("{document}\n")
}

/// The first class of each document by its id, as `marsad kind` prints them; those of no class are left out.
pub(crate) fn first_classes(lines: &[Value]) -> BTreeMap<String, String> {
    let class = |line: &Value| {
        let text = |key: &str| line.get(key)?.as_str().map(str::to_owned);
        Some((text("id")?, text("kind")?))
    };
    lines.iter().filter_map(class).collect()
}

/// The files of a folder, in order.
///
/// # Errors
/// Fails where the folder cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn build(root: &Path) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "marsad"])
        .current_dir(root)
        .status()
        .context("starting cargo build")?;
    ensure!(
        status.success(),
        "cargo build --release ended with {status}"
    );
    Ok(())
}
