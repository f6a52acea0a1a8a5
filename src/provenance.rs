//! Where a value stood: parts, rows, columns, lines and pages, and the places made of them.
//!
//! Everything a person would quote counts from 1. The newtypes do not convert into each other; a
//! zero-based position of a library is converted once, at the edge, by `from_zero_based`.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! one_based {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The first one.
            pub const FIRST: $name = $name(NonZeroU32::MIN);

            /// From a position that counts from zero; saturates at the largest number.
            #[must_use]
            pub fn from_zero_based(position: u32) -> Self {
                Self(NonZeroU32::MIN.saturating_add(position))
            }

            /// From a number that counts from 1; none for zero.
            #[must_use]
            pub fn new(number: u32) -> Option<Self> {
                NonZeroU32::new(number).map(Self)
            }

            /// The number, from 1.
            #[must_use]
            pub fn get(self) -> u32 {
                self.0.get()
            }

            /// The position, from zero.
            #[must_use]
            pub fn zero_based(self) -> u32 {
                self.0.get() - 1
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.get())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                NonZeroU32::deserialize(deserializer).map(Self)
            }
        }
    };
}

one_based! {
    /// A row of a sheet, as its program numbers it; in delimited text the number of the record.
    RowNo
}
one_based! {
    /// A column: 1 is A.
    ColNo
}
one_based! {
    /// A line of a text.
    LineNo
}
one_based! {
    /// A page.
    PageNo
}

impl ColNo {
    /// The letters that a spreadsheet program shows: 1 is `A`, 27 is `AA`.
    #[must_use]
    pub fn letters(self) -> String {
        let mut shown = String::with_capacity(2);
        // A text takes whatever is written to it.
        let _ = self.write_letters(&mut shown);
        shown
    }

    fn write_letters(self, to: &mut dyn fmt::Write) -> fmt::Result {
        /// The last of all columns has seven letters.
        const MOST: usize = 7;
        let mut rest = self.get();
        let mut letters = ['A'; MOST];
        let mut count = 0;
        for letter in &mut letters {
            if rest == 0 {
                break;
            }
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            *letter = char::from(b'A' + digit);
            rest = (rest - 1) / 26;
            count += 1;
        }
        let mut shown = letters.iter().take(count).rev();
        shown.try_for_each(|letter| to.write_char(*letter))
    }
}

/// The number of a part in the report: 0 is the first file read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartId(pub u32);

/// The number of a data point: written `D1`, `D2` and so on, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(pub u32);

impl fmt::Display for PointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "D{}", self.0)
    }
}

impl Serialize for PointId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A cell by row and column, in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellAt {
    /// The row.
    pub row: RowNo,
    /// The column.
    pub col: ColNo,
}

impl CellAt {
    /// From positions that count from zero.
    #[must_use]
    pub fn from_zero_based(row: u32, col: u32) -> Self {
        Self {
            row: RowNo::from_zero_based(row),
            col: ColNo::from_zero_based(col),
        }
    }
}

impl fmt::Display for CellAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.col.write_letters(f)?;
        self.row.fmt(f)
    }
}

/// A rectangle on a page as it is shown: in points of 1/72 inch from the top left corner, to a
/// tenth of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area {
    tenths: [i32; 4],
}

impl Area {
    /// From its edges in points: left, top, right, bottom.
    #[must_use]
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        // The cast saturates, and turns what is no number into zero.
        let tenths = [x0, y0, x1, y1].map(|edge| (edge * 10.0).round() as i32);
        Self { tenths }
    }

    /// Its edges in points: left, top, right, bottom.
    #[must_use]
    pub fn edges(self) -> [f64; 4] {
        self.tenths.map(|tenths| f64::from(tenths) / 10.0)
    }
}

impl Serialize for Area {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.edges().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Area {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let edges: [f64; 4] = Deserialize::deserialize(deserializer)?;
        // The cast saturates; edges are written to a tenth.
        let tenths = edges.map(|edge| (edge * 10.0).round() as i32);
        Ok(Self { tenths })
    }
}

/// Where something stands within a part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Place {
    /// The part as a whole.
    Whole,
    /// A sheet as a whole.
    Sheet {
        /// The name on its tab.
        sheet: Arc<str>,
    },
    /// A cell of a sheet.
    Cell {
        /// The name on its tab.
        sheet: Arc<str>,
        /// Row and column.
        cell: CellAt,
    },
    /// A field of delimited text, or a cell of a table written as text.
    Field {
        /// The line on which its record begins.
        line: LineNo,
        /// Its number in the record.
        column: ColNo,
    },
    /// A line of text.
    Line {
        /// The line.
        line: LineNo,
    },
    /// A line on a page, or an area of it.
    Page {
        /// The page.
        page: PageNo,
        /// The line on it, where there is one.
        line: Option<LineNo>,
        /// The area on it, for a cell of a table.
        area: Option<Area>,
    },
}

impl Place {
    /// Whether lines lie between this place and one below it, which hold nothing.
    #[must_use]
    pub fn leaves_lines_before(&self, below: &Self) -> bool {
        match (self, below) {
            (Place::Line { line: above }, Place::Line { line: below })
            | (
                Place::Page {
                    line: Some(above), ..
                },
                Place::Page {
                    line: Some(below), ..
                },
            ) => below.get() > above.get().saturating_add(1),
            _ => false,
        }
    }
}

/// A place in a part of the response.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The part.
    pub part: PartId,
    /// The place in it.
    pub place: Place,
}

impl Serialize for Location {
    /// Flat, as the report's schema has it: `{"part":0,"sheet":"Voter","cell":"D17"}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("part", &self.part)?;
        match &self.place {
            Place::Whole => {}
            Place::Sheet { sheet } => map.serialize_entry("sheet", sheet.as_ref())?,
            Place::Cell { sheet, cell } => {
                map.serialize_entry("sheet", sheet.as_ref())?;
                map.serialize_entry("cell", &Shown(cell))?;
            }
            Place::Field { line, column } => {
                map.serialize_entry("line", line)?;
                map.serialize_entry("column", column)?;
            }
            Place::Line { line } => map.serialize_entry("line", line)?,
            Place::Page { page, line, area } => {
                map.serialize_entry("page", page)?;
                if let Some(line) = line {
                    map.serialize_entry("line", line)?;
                }
                if let Some(area) = area {
                    map.serialize_entry("area", area)?;
                }
            }
        }
        map.end()
    }
}

/// What is written as it is shown.
struct Shown<'a>(&'a CellAt);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// A location as it is kept, part and place apart; in a report it is written flat.
pub(crate) mod apart {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Location, PartId, Place};

    pub(crate) fn serialize<S: Serializer>(at: &Location, to: S) -> Result<S::Ok, S::Error> {
        (at.part, &at.place).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Location, D::Error> {
        let (part, place): (PartId, Place) = Deserialize::deserialize(from)?;
        Ok(Location { part, place })
    }
}

impl fmt::Display for Place {
    /// For people: `Voter!D17`, `line 3, column 2`, `page 2, line 14`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => f.write_str("whole file"),
            Place::Sheet { sheet } => write!(f, "sheet {sheet}"),
            Place::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Place::Field { line, column } => write!(f, "line {line}, column {column}"),
            Place::Line { line } => write!(f, "line {line}"),
            Place::Page {
                page, line: None, ..
            } => write!(f, "page {page}"),
            Place::Page {
                page,
                line: Some(line),
                ..
            } => write!(f, "page {page}, line {line}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_letters_are_those_of_a_spreadsheet() {
        for (number, letters) in [
            (1, "A"),
            (26, "Z"),
            (27, "AA"),
            (702, "ZZ"),
            (703, "AAA"),
            (16384, "XFD"),
        ] {
            assert_eq!(
                ColNo::new(number).map(ColNo::letters).as_deref(),
                Some(letters)
            );
        }
    }

    #[test]
    fn the_area_of_a_cell_on_a_page_is_written_in_points() {
        let at = Location {
            part: PartId(1),
            place: Place::Page {
                page: PageNo::FIRST,
                line: LineNo::new(14),
                area: Some(Area::new(56.69, 100.0, 200.449, 112.25)),
            },
        };
        assert_eq!(
            serde_json::to_string(&at).ok().as_deref(),
            Some(r#"{"part":1,"page":1,"line":14,"area":[56.7,100.0,200.4,112.3]}"#)
        );
        assert_eq!(at.place.to_string(), "page 1, line 14");
    }

    #[test]
    fn a_location_is_written_flat() {
        let at = Location {
            part: PartId(0),
            place: Place::Cell {
                sheet: Arc::from("Voter"),
                cell: CellAt::from_zero_based(16, 3),
            },
        };
        assert_eq!(
            serde_json::to_string(&at).ok().as_deref(),
            Some(r#"{"part":0,"sheet":"Voter","cell":"D17"}"#)
        );
    }
}
