//! Which crate may import which: the table that ARCHITECTURE.md draws, against `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

use super::Finding;

/// What one crate may import of ours.
#[derive(Debug, Clone, Copy)]
enum Allowed {
    /// Only these, development dependencies included.
    Only(&'static [&'static str]),
    /// Whatever begins with the prefix of our libraries.
    EveryLibrary,
}

const LIBRARY_PREFIX: &str = "marsad-";

const TABLE: &[(&str, Allowed)] = &[
    ("marsad-domain", Allowed::Only(&[])),
    ("marsad-places", Allowed::Only(&["marsad-domain"])),
    ("marsad-reports", Allowed::Only(STAGE)),
    ("marsad-claims", Allowed::Only(STAGE)),
    ("marsad-decisions", Allowed::Only(STAGE)),
    ("marsad-incidents", Allowed::Only(STAGE)),
    ("marsad-control", Allowed::Only(STAGE)),
    ("marsad-scenarios", Allowed::Only(STAGE)),
    ("marsad-publication", Allowed::Only(STAGE)),
    ("marsad-ledger", Allowed::Only(&["marsad-domain"])),
    ("marsad", Allowed::EveryLibrary),
    ("benches", Allowed::EveryLibrary),
    ("e2e", Allowed::Only(&[])),
    ("xtask", Allowed::Only(STAGE)),
];

const STAGE: &[&str] = &["marsad-domain", "marsad-places"];

/// For each of our crates, which of our crates it names in its manifest.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Compare the manifests of the workspace with the table.
///
/// # Errors
/// Fails where `cargo metadata` does.
pub(super) fn check(root: &Path) -> Result<Vec<Finding>> {
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .exec()
        .context("running cargo metadata")?;
    let ours: BTreeSet<String> = metadata
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let graph = metadata
        .packages
        .iter()
        .map(|package| {
            let named = package
                .dependencies
                .iter()
                .map(|dependency| dependency.name.clone());
            (
                package.name.to_string(),
                named.filter(|name| ours.contains(name)).collect(),
            )
        })
        .collect();
    Ok(forbidden_edges(&graph))
}

fn forbidden_edges(graph: &Graph) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (importer, imported) in graph {
        let Some((_, allowed)) = TABLE.iter().find(|(name, _)| name == importer) else {
            findings.push(Finding::failure(
                "Cargo.toml",
                0,
                format!("crate {importer} is not in the table of xtask/src/tidy/edges.rs; a new crate is an architectural change"),
            ));
            continue;
        };
        for name in imported {
            if !is_allowed(*allowed, name) {
                findings.push(Finding::failure(
                    "Cargo.toml",
                    0,
                    format!("{importer} imports {name}, which the table of xtask/src/tidy/edges.rs does not allow; hand the value over as a domain type"),
                ));
            }
        }
    }
    findings
}

fn is_allowed(allowed: Allowed, name: &str) -> bool {
    match allowed {
        Allowed::Only(names) => names.contains(&name),
        Allowed::EveryLibrary => name.starts_with(LIBRARY_PREFIX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &[&str])]) -> Graph {
        edges
            .iter()
            .map(|(from, to)| {
                (
                    (*from).to_owned(),
                    to.iter().map(|name| (*name).to_owned()).collect(),
                )
            })
            .collect()
    }

    fn forbidden(edges: &[(&str, &[&str])]) -> usize {
        forbidden_edges(&graph(edges)).len()
    }

    #[test]
    fn the_drawn_edges_pass() {
        assert_eq!(
            forbidden(&[
                ("marsad-domain", &[]),
                ("marsad-places", &["marsad-domain"]),
                ("marsad-control", &["marsad-domain", "marsad-places"]),
                ("marsad-ledger", &[]),
                (
                    "marsad",
                    &["marsad-domain", "marsad-ledger", "marsad-control"]
                ),
                ("e2e", &[]),
            ]),
            0
        );
    }

    #[test]
    fn every_kind_of_forbidden_edge_fails() {
        let cases: &[(&str, &[&str])] = &[
            ("marsad-domain", &["marsad-places"]),
            ("marsad-places", &["marsad-reports"]),
            ("marsad-control", &["marsad-claims"]),
            ("marsad-publication", &["marsad-ledger"]),
            ("marsad-ledger", &["marsad-places"]),
            ("marsad-scenarios", &["marsad"]),
            ("e2e", &["marsad"]),
            ("xtask", &["marsad-reports"]),
        ];
        for case in cases {
            assert_eq!(forbidden(&[*case]), 1, "{case:?}");
        }
    }

    #[test]
    fn a_crate_outside_the_table_fails() {
        assert_eq!(forbidden(&[("marsad-common", &[])]), 1);
    }
}
