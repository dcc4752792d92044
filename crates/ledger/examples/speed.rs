//! Prints how fast a ledger on this disk is written and verified.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use marsad_ledger::{EntryKind, NewEntry, SqliteLedger, Store, derive_salt, verify};

const ENTRIES: u32 = 10_000;
const BATCH: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    for payload in [3_000, 20_000] {
        measure(payload)?;
    }
    Ok(())
}

/// Appends reports of `payload` bytes, each with archived bytes of the same length, and verifies them.
fn measure(payload: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(".")?;
    let mut ledger = SqliteLedger::create(&folder.path().join("ledger.db"), "speed")?;
    let numbers: Vec<u32> = (0..ENTRIES).collect();
    let start = Instant::now();
    for batch in numbers.chunks(BATCH) {
        let archived: Vec<Vec<u8>> = batch.iter().map(|number| bytes(*number, payload)).collect();
        let ids = ledger.put_blobs(&archived.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
        let entries: Result<Vec<NewEntry>, _> = batch
            .iter()
            .zip(ids)
            .map(|(number, id)| {
                Ok::<_, Box<dyn Error>>(NewEntry {
                    kind: EntryKind::Report,
                    version: 1,
                    author: "speed".parse()?,
                    time: jiff::Timestamp::UNIX_EPOCH,
                    salt: derive_salt(&[0; 32], u64::from(*number)),
                    key: Some(*blake3::hash(&number.to_be_bytes()).as_bytes()),
                    blobs: vec![id],
                    payload: bytes(*number, payload),
                })
            })
            .collect();
        ledger.append(&entries?)?;
    }
    let appended = start.elapsed();
    let start = Instant::now();
    let verified = verify(&ledger, None)?;
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = f64::from(u32::try_from(verified.bytes / 1000)?) / 1000.0;
    writeln!(
        std::io::stdout(),
        "{ENTRIES} reports of {payload} bytes, batches of {BATCH}: appended in {:.2} s; \
         verified {megabytes:.0} MB in {seconds:.2} s, {:.0} MB/s",
        appended.as_secs_f64(),
        megabytes / seconds,
    )?;
    Ok(())
}

fn bytes(number: u32, length: usize) -> Vec<u8> {
    number
        .to_be_bytes()
        .into_iter()
        .cycle()
        .take(length)
        .collect()
}
