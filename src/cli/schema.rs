//! `sar-decode schema`: the JSON Schemas of what the program prints and reads.

use std::io::Write;

use super::args::{SchemaArgs, SchemaOf};
use super::exit::Exit;
use super::failure::Failure;

/// Prints a schema.
pub fn run(args: &SchemaArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let schema = match args.what {
        SchemaOf::Report => sar_decode::report::SCHEMA,
        SchemaOf::Diff => sar_decode::diff::SCHEMA,
        SchemaOf::Codebook => sar_decode::codebook::SCHEMA,
    };
    out.write_all(schema.as_bytes())?;
    Ok(Exit::Analysed)
}
