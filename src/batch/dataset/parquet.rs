//! The data set as Parquet: the same rows as the CSV, with the types of the schema. Days are text, as in
//! the CSV, so that every reader takes them.
//!
//! Rows are gathered and written in groups, of all tables at once when they hold a fixed size together, so
//! that memory does not grow with them and the bytes hang on the rows alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _};
use std::path::{Path, PathBuf};

use polars::prelude::{
    BatchedWriter, Column as Values, DataFrame, DataType, Field, NamedFrom as _,
    ParquetCompression, ParquetWriter, Schema, Series,
};
use sha2::{Digest as _, Sha256};

use super::{Column, Kind, Personal, TABLES, Table};
use crate::batch::finish::hex;

/// What the tables hold together before it is written, in bytes of text and places. The writer keeps
/// something of each column of a group to its end, so that smaller groups save nothing.
const WAITING: usize = 4 << 20;

/// The four tables, being written.
pub(crate) struct Tables {
    tables: Vec<Writing>,
    /// What waits to be written in all of them.
    waiting: usize,
}

/// A table that is being written.
struct Writing {
    name: String,
    path: PathBuf,
    columns: Vec<&'static Column>,
    /// The cells that wait, column by column.
    cells: Vec<Cells>,
    to: BatchedWriter<BufWriter<File>>,
}

/// The cells of a column, one behind the other in one text. An empty cell is no value.
#[derive(Debug, Clone, Default)]
struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    fn push(&mut self, cell: &str) -> io::Result<()> {
        self.text.push_str(cell);
        let end = u32::try_from(self.text.len());
        self.ends.push(end.map_err(io::Error::other)?);
        Ok(())
    }

    fn iter(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        let mut from = 0;
        self.ends.iter().map(move |end| {
            let end = *end as usize;
            let cell = self.text.get(from..end).filter(|cell| !cell.is_empty());
            from = end;
            cell
        })
    }

    fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }
}

impl Tables {
    /// Begins the files beside their names.
    pub(crate) fn begin(out: &Path, personal: Personal) -> io::Result<Self> {
        let tables = TABLES
            .iter()
            .map(|table| Writing::begin(out, table, personal));
        Ok(Self {
            tables: tables.collect::<io::Result<_>>()?,
            waiting: 0,
        })
    }

    /// Adds rows to a table, as CSV.
    pub(crate) fn add(&mut self, table: usize, rows: &[u8]) -> io::Result<()> {
        let Some(table) = self.tables.get_mut(table) else {
            return Ok(());
        };
        self.waiting = self.waiting.saturating_add(table.add(rows)?);
        if self.waiting >= WAITING {
            self.waiting = 0;
            self.tables.iter_mut().try_for_each(Writing::group)?;
        }
        Ok(())
    }

    /// Ends the files: their names, sizes and digests.
    pub(crate) fn end(self) -> io::Result<Vec<(String, u64, String)>> {
        self.tables.into_iter().map(Writing::end).collect()
    }
}

impl Writing {
    fn begin(out: &Path, table: &Table, personal: Personal) -> io::Result<Self> {
        let name = format!("dataset/{}.parquet", table.name);
        let path = out.join(&name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        let file = crate::batch::private(&mut options).open(part(&path))?;
        let columns: Vec<&Column> = table.present(personal).collect();
        let fields = columns
            .iter()
            .map(|column| Field::new(column.name.into(), kind(column.kind)));
        let schema: Schema = fields.collect();
        let to = ParquetWriter::new(BufWriter::new(file))
            .with_compression(ParquetCompression::Snappy)
            .set_parallel(false)
            .batched(&schema)
            .map_err(io::Error::other)?;
        Ok(Self {
            name,
            path,
            cells: vec![Cells::default(); columns.len()],
            columns,
            to,
        })
    }

    /// Adds rows, and says how much they hold.
    fn add(&mut self, rows: &[u8]) -> io::Result<usize> {
        let before = self.size();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(rows);
        for record in reader.records() {
            let record = record.map_err(io::Error::other)?;
            for (cells, cell) in self.cells.iter_mut().zip(&record) {
                cells.push(cell)?;
            }
        }
        Ok(self.size().saturating_sub(before))
    }

    fn size(&self) -> usize {
        self.cells.iter().map(Cells::size).sum()
    }

    /// Writes what waits as a group.
    fn group(&mut self) -> io::Result<()> {
        let rows = self.cells.first().map_or(0, |first| first.ends.len());
        if rows == 0 {
            return Ok(());
        }
        let columns = self.columns.iter().zip(&self.cells);
        let values = columns.map(|(column, cells)| typed(column, cells));
        let frame = DataFrame::new(rows, values.collect()).map_err(io::Error::other)?;
        for cells in &mut self.cells {
            cells.text.clear();
            cells.ends.clear();
        }
        self.to.write_batch(&frame).map_err(io::Error::other)
    }

    fn end(mut self) -> io::Result<(String, u64, String)> {
        self.group()?;
        self.to.finish().map_err(io::Error::other)?;
        drop(self.to);
        let part = part(&self.path);
        let mut digest = Sha256::new();
        let mut file = File::open(&part)?;
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0u64;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            digest.update(buffer.get(..read).unwrap_or_default());
            bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(0));
        }
        fs::rename(part, &self.path)?;
        Ok((self.name, bytes, hex(&digest.finalize())))
    }
}

fn part(path: &Path) -> PathBuf {
    path.with_extension("parquet.part")
}

fn kind(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::Day => DataType::String,
        Kind::Integer => DataType::Int64,
        Kind::Real => DataType::Float64,
        Kind::Truth => DataType::Boolean,
    }
}

/// The cells of a column as its type.
fn typed(column: &Column, cells: &Cells) -> Values {
    fn read<T: std::str::FromStr>(cells: &Cells) -> Vec<Option<T>> {
        let cells = cells.iter();
        cells.map(|cell| cell?.parse().ok()).collect()
    }
    let name = column.name.into();
    let series = match column.kind {
        Kind::Text | Kind::Day => {
            let cells: Vec<Option<&str>> = cells.iter().collect();
            Series::new(name, cells)
        }
        Kind::Integer => Series::new(name, read::<i64>(cells)),
        Kind::Real => Series::new(name, read::<f64>(cells)),
        Kind::Truth => Series::new(name, read::<bool>(cells)),
    };
    series.into()
}
