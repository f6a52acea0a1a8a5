//! `sar-decode dump`: every cell and line as read, for anyone who wants to check the reader itself.

use std::io::{Read, Write};

use sar_decode::document::ReadState;

use super::args::DumpArgs;
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::gather::gather;
use super::reading::Reading;

/// Dumps a response.
pub fn run(
    args: DumpArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let mut reading = Reading::new(&args.how.fence);
    let gathered = gather(&args.paths, &args.how, stdin, &mut reading)?;
    for left in &gathered.left_out {
        console.note(left);
    }
    console.unread(&gathered.document);
    sar_decode::dump::dump(&gathered.document, out)?;
    Ok(exit(gathered.document.parts.iter().map(|part| part.read)))
}

/// The exit status that the reading of the parts alone earns.
pub fn exit(parts: impl IntoIterator<Item = ReadState>) -> Exit {
    let states: Vec<ReadState> = parts.into_iter().collect();
    if states.iter().all(|state| *state == ReadState::Not) {
        Exit::NothingRead
    } else if states.iter().any(|state| *state != ReadState::Whole) {
        Exit::PartlyRead
    } else {
        Exit::Analysed
    }
}
