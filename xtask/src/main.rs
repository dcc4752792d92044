//! The project's own tools: `tidy` checks what no compiler checks, `evaluate` scores the built program, `basemap` cuts
//! a theatre's coast and boundaries out of Natural Earth.

#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks on standard output"
)]

mod basemap;
mod evaluate;
mod gazetteer;
mod project;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks and scorers of the project.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check crate edges, file sizes, registered data files, words, machine traces and the README.
    Tidy {
        /// First add an entry for every data file that its manifest does not list.
        #[arg(long)]
        register: bool,
    },
    /// Build the long list of the world's places from two packages of GeoNames data.
    Gazetteer(gazetteer::Arguments),
    /// Score the built program and write the evaluation folder.
    Evaluate(evaluate::Arguments),
    /// Cut the coast and the boundaries of a theatre's base map out of a file of the npm package world-atlas.
    Basemap(basemap::Arguments),
}

fn main() -> ExitCode {
    let root = project::root();
    let outcome = match Arguments::parse().command {
        Command::Tidy { register } => tidy::run(&root, register),
        Command::Gazetteer(arguments) => gazetteer::run(&root, &arguments).map(|()| true),
        Command::Evaluate(arguments) => evaluate::run(&root, &arguments),
        Command::Basemap(arguments) => basemap::run(&arguments),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The default place of the data that does not ship: beside the project's folder.
fn default_data(root: &std::path::Path) -> PathBuf {
    root.join("..").join("shared").join("data")
}
