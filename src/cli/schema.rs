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
        SchemaOf::Dataset => {
            serde_json::to_writer_pretty(&mut *out, &sar_decode::batch::dataset::schema())?;
            writeln!(out)?;
            return Ok(Exit::Analysed);
        }
    };
    out.write_all(schema.as_bytes())?;
    Ok(Exit::Analysed)
}
