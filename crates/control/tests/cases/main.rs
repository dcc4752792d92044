//! Runs `cases/control/*.md`, and checks that neither the order of arrival nor copies change an answer.
//!
//! `UPDATE_CASES=1 cargo test -p marsad-control --test cases` writes the tables anew; read the difference.
#![expect(
    clippy::disallowed_methods,
    clippy::panic_in_result_fn,
    reason = "tests read case files"
)]

mod arrival;
mod case;
mod over_time;
mod report;
mod shipped;
mod theatre;
mod would_change;

use std::{collections::BTreeSet, error::Error, fmt::Write as _, fs, path::PathBuf};

use marsad_control::{Rule, assess};

use case::Case;
use theatre::Theatre;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cases/control")
}

fn case_files() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.retain(|path| {
        path.extension().is_some_and(|end| end == "md") && !path.ends_with("theatre.md")
    });
    files.sort();
    Ok(files)
}

#[test]
fn every_case_comes_out_as_its_table_says() -> Result<(), Box<dyn Error>> {
    let theatre = Theatre::load(&fs::read_to_string(folder().join("theatre.md"))?)?;
    let mut wrong = String::new();
    for path in case_files()? {
        let text = fs::read_to_string(&path)?;
        let mut fresh = text.clone();
        for case in Case::all(&text)? {
            let (claims, heads) = case.claims(&theatre)?;
            let found = assess(&claims, &heads, &theatre.context(), &case.question()?);
            let table = case.answer(&found, &claims, &theatre)?;
            if table != case.expected {
                writeln!(
                    wrong,
                    "{}: {}\nexpected\n{}found\n{table}",
                    path.display(),
                    case.title,
                    case.expected
                )?;
                let at = fresh.find(&format!("\n## {}\n", case.title)).unwrap_or(0);
                let section = fresh.split_off(at);
                fresh += &section.replacen(&case.expected, &table, 1);
            }
        }
        if std::env::var_os("UPDATE_CASES").is_some() && fresh != text {
            fs::write(&path, fresh)?;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn every_rule_decides_in_some_case() -> Result<(), Box<dyn Error>> {
    let theatre = Theatre::load(&fs::read_to_string(folder().join("theatre.md"))?)?;
    let mut fired: BTreeSet<String> = BTreeSet::new();
    for path in case_files()? {
        for case in Case::all(&fs::read_to_string(&path)?)? {
            let (claims, heads) = case.claims(&theatre)?;
            let found = assess(&claims, &heads, &theatre.context(), &case.question()?);
            fired.extend(
                found
                    .into_iter()
                    .flat_map(|place| place.trace)
                    .map(|step| step.rule),
            );
        }
    }
    let silent: Vec<&str> = Rule::ALL
        .iter()
        .map(|rule| rule.id())
        .filter(|id| !fired.contains(*id))
        .collect();
    assert!(silent.is_empty(), "no case fires {silent:?}");
    Ok(())
}
