//! Where the project is and which files belong to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A file of the project with its path from the root, written with forward slashes.
#[derive(Debug, Clone)]
pub(crate) struct ProjectFile {
    /// Path from the project's root.
    pub(crate) path: String,
    /// Its text; `None` where it is not UTF-8.
    pub(crate) text: Option<String>,
}

/// The project's root folder: the parent of this crate's.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Every file that is in the repository or would be with the next commit, in order of path.
///
/// # Errors
/// Fails where git cannot list the files.
pub(crate) fn files(root: &Path) -> Result<Vec<ProjectFile>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .context("running git ls-files")?;
    ensure!(
        listed.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&listed.stderr).trim()
    );
    let listing = String::from_utf8(listed.stdout).context("a file name is not UTF-8")?;
    let mut paths: Vec<&str> = listing
        .split('\0')
        .filter(|path| !path.is_empty())
        .collect();
    paths.sort_unstable();
    paths.dedup();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        // A file that is deleted but not yet committed is still listed; it is no longer part of the project.
        if let Ok(bytes) = std::fs::read(root.join(path)) {
            files.push(ProjectFile {
                path: path.to_owned(),
                text: String::from_utf8(bytes).ok(),
            });
        }
    }
    Ok(files)
}

/// Whether the end of a path is this extension, given without its dot.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}
