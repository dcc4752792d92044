//! Marsad: from reports about an armed conflict to a record that can be checked.
//!
//! What goes in: words of the command line, files, the clock, a seed. What comes out: data on standard output, talk on
//! standard error, an exit code. What it must not do: hold logic that a stage could hold.

mod added_places;
mod args;
mod backups;
mod bundle;
mod commands;
mod desk;
mod entries;
mod exit;
mod failure;
mod gathered;
mod geojson;
mod inquiry;
mod intake;
mod json_list;
mod key_event;
mod land;
mod ledger_copy;
mod lock_box;
mod output;
mod passphrase;
mod place_name;
mod progress;
mod reader;
mod record;
mod redactions;
mod replay;
mod rules;
mod sealed;
mod sheet_ground;
mod theatre;
mod theatre_check;
mod theatre_files;
mod theatre_homes;
mod unread;
mod user_error;
mod whole_file;
mod words;

use std::process::ExitCode;

/// A record is millions of small texts; this takes and gives back small blocks faster than most systems do.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = desk::Desk::open().and_then(|mut desk| {
        let job = args::from_command_line(&desk)?;
        let outcome = commands::run(job, &mut desk)?;
        desk.close()?;
        Ok(outcome)
    });
    exit::code(outcome)
}
