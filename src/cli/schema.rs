//! `sar-decode schema`: the JSON Schema of the report.

use std::io::Write;

use super::exit::Exit;
use super::failure::Failure;

/// Prints the schema.
pub fn run(out: &mut dyn Write) -> Result<Exit, Failure> {
    out.write_all(sar_decode::report::SCHEMA.as_bytes())?;
    Ok(Exit::Analysed)
}
