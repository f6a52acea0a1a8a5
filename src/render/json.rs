//! `json`: the report as one JSON object, as its schema describes it.

use std::io::{self, BufWriter, Write};

use serde::Serialize as _;
use serde_json::ser::{Formatter, Serializer};

use crate::error::RenderError;
use crate::render::{Render, Style};
use crate::report::Report;

/// The report as one JSON object.
#[derive(Debug)]
pub struct Json;

impl Render for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn holds(&self) -> &'static str {
        "the whole report, for programs"
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        // Thousands of short pieces: gathered before they go through a pointer to a writer.
        let mut out = BufWriter::with_capacity(GATHERED, out);
        let mut serializer = Serializer::with_formatter(&mut out, Indented::default());
        report.serialize(&mut serializer).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(())
    }
}

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// A line for each value, two blanks a level, as `serde_json` writes it by default; a comma, a
/// line break and the blanks behind it are one write instead of one for each of them.
#[derive(Debug, Default)]
struct Indented {
    level: usize,
    has_value: bool,
}

impl Indented {
    /// A comma where something stands before, a line break, and the blanks of the level.
    fn next<W: ?Sized + Write>(&self, out: &mut W, is_first: bool) -> io::Result<()> {
        const LEVELS: usize = 16;
        const LINE: [u8; 2 + 2 * LEVELS] = {
            let mut line = [b' '; 2 + 2 * LEVELS];
            line[0] = b',';
            line[1] = b'\n';
            line
        };
        let (known, more) = (self.level.min(LEVELS), self.level.saturating_sub(LEVELS));
        let line = LINE.get(usize::from(is_first)..2 + 2 * known);
        out.write_all(line.unwrap_or(&LINE))?;
        (0..more).try_for_each(|_| out.write_all(b"  "))
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level = self.level.saturating_add(1);
        self.has_value = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level = self.level.saturating_sub(1);
        if self.has_value {
            self.next(out, true)?;
        }
        out.write_all(bracket)
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.next(out, is_first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.next(out, is_first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_laid_out_as_serde_json_lays_it_out() {
        let mut deep = serde_json::json!([1, {"a": [], "b": {}, "c": "\u{201c}\n"}]);
        for level in 0..40 {
            deep = serde_json::json!({"level": level, "inner": deep, "list": [null, [[true]]]});
        }
        let mut out = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut out, Indented::default());
        deep.serialize(&mut serializer).expect("it is written");
        let usual = serde_json::to_vec_pretty(&deep).expect("it is written");
        assert!(out == usual, "{}", String::from_utf8_lossy(&out));
    }
}
