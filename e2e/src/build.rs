//! Where the built program is, built once a test process where it has to be.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The program under test: the one that `MARSAD_PROGRAM` names, else the build of the tests' own profile.
///
/// Cargo builds a program only for integration tests of its own package, and may leave an old one in place when only
/// this package is tested. So the build is asked for once a process, as the test named `program` of the whole
/// workspace: the features are those of `cargo test --workspace`, and where that has just run nothing is built again.
///
/// # Panics
/// Panics where the program cannot be built.
#[must_use]
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(named) = std::env::var_os("MARSAD_PROGRAM") {
            let named = PathBuf::from(named);
            return named.canonicalize().unwrap_or(named);
        }
        let folder = profile_folder();
        build(&folder);
        let path = folder.join(format!("marsad{}", std::env::consts::EXE_SUFFIX));
        assert!(path.is_file(), "no program at {}", path.display());
        path
    })
}

/// `target/<profile>`: a test runs as `target/<profile>/deps/<name>`.
fn profile_folder() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let deps = test.parent().expect("a test lies in a folder");
    deps.parent().unwrap_or(deps).to_path_buf()
}

fn build(folder: &Path) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "test",
            "--workspace",
            "--test",
            "program",
            "--no-run",
            "--quiet",
        ])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", folder.parent().unwrap_or(folder));
    if folder.ends_with("release") {
        command.arg("--release");
    }
    let output = command.output().expect("cargo starts");
    assert!(
        output.status.success(),
        "the program does not build:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
