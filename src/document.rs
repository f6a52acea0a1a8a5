//! The response as read: parts, tables, cells, running text, and what was odd about them.
//!
//! A [`Document`] is what every reader produces and everything later works on. It says nothing
//! about meaning. Tables are sparse: only cells that hold something are there, in reading order.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::provenance::{CellAt, ColNo, LineNo, Location, PartId, Place, RowNo};

/// All parts of one response, in reading order; a part's id is its index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The parts.
    pub parts: Vec<Part>,
}

/// One file, attachment or archive member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its number.
    pub id: PartId,
    /// Its path as given, relative; a part inside another is `a.zip/b.csv`.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hexadecimal; of a member that cannot be taken out of its
    /// archive, of its bytes as they lie there.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What it is, by content.
    pub kind: PartKind,
    /// The part that contains it.
    pub parent: Option<PartId>,
    /// How much of it was read.
    pub read: ReadState,
    /// Its tables: sheets, the records of a delimited file, tables in paper.
    pub tables: Vec<Table>,
    /// Its running text.
    pub passages: Vec<Passage>,
    /// What its properties say: author, program, dates.
    pub properties: Vec<Property>,
    /// What was odd about it.
    pub oddities: Vec<Oddity>,
}

/// The property of a part that lists the pages whose text a program read in a picture.
pub const PAGES_READ_BY_OCR: &str = "pages-read-by-ocr";

impl Part {
    /// Whether what stands at a place was read in a picture by a program, so that it may be wrong.
    #[must_use]
    pub fn is_read_by_ocr(&self, place: &Place) -> bool {
        let Place::Page { page, .. } = place else {
            return false;
        };
        let page = page.to_string();
        self.properties
            .iter()
            .filter(|property| property.name == PAGES_READ_BY_OCR)
            .any(|property| property.value.split(',').any(|one| one == page))
    }
}

/// What a part is, told by its content and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PartKind {
    /// Office Open XML workbook.
    Xlsx,
    /// The same with macros.
    Xlsm,
    /// Binary workbook of 2007 and later.
    Xlsb,
    /// Binary workbook of 97 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Delimited text: comma, semicolon, tab, pipe.
    Csv,
    /// JSON.
    Json,
    /// Running text.
    Text,
    /// A page of HTML.
    Html,
    /// PDF.
    Pdf,
    /// Office Open XML document.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// A mail as a text file.
    Eml,
    /// A mail as Outlook keeps it.
    Msg,
    /// A zip archive.
    Zip,
    /// A picture.
    Image,
    /// Not known.
    Unknown,
}

impl PartKind {
    /// The written form, as in the report.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PartKind::Xlsx => "xlsx",
            PartKind::Xlsm => "xlsm",
            PartKind::Xlsb => "xlsb",
            PartKind::Xls => "xls",
            PartKind::Ods => "ods",
            PartKind::Csv => "csv",
            PartKind::Json => "json",
            PartKind::Text => "text",
            PartKind::Html => "html",
            PartKind::Pdf => "pdf",
            PartKind::Docx => "docx",
            PartKind::Odt => "odt",
            PartKind::Rtf => "rtf",
            PartKind::Eml => "eml",
            PartKind::Msg => "msg",
            PartKind::Zip => "zip",
            PartKind::Image => "image",
            PartKind::Unknown => "unknown",
        }
    }
}

/// How much of a part was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadState {
    /// All of it.
    Whole,
    /// Some of it: an oddity says what is missing.
    Partly,
    /// Nothing: an oddity says why.
    Not,
}

/// What the properties of a part say: `creator`, `application`, `created` and the like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Property {
    /// The name, in lower case.
    pub name: String,
    /// The value as written.
    pub value: String,
}

/// How the rows and columns of a table are quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// By sheet and cell.
    Sheet {
        /// The name on the tab.
        name: Arc<str>,
    },
    /// By line and field; the line at which each row begins, by the row's zero-based number.
    Lines {
        /// One entry a row.
        starts: Vec<LineNo>,
    },
    /// By line and field; the line of each cell: what a program wrote, one value a line.
    Fields {
        /// One entry a cell that holds something.
        lines: BTreeMap<CellAt, LineNo>,
    },
    /// By page and area: a table found in paper.
    Paper(Box<PaperFrame>),
}

/// A table found in paper: where its cells stand, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFrame {
    /// Its number in the part, from 1.
    pub number: u32,
    /// How it was found.
    pub method: TableMethod,
    /// How sure its rows and columns are, in hundredths.
    pub sure: u8,
    /// Where each cell stands, blank ones too: a table may run over several pages.
    pub places: BTreeMap<CellAt, Place>,
}

impl PaperFrame {
    /// Where a cell stands; one that has no place of its own stands where its row does.
    fn place(&self, at: CellAt) -> Place {
        let own = self.places.get(&at);
        let row = || {
            let first = CellAt {
                row: at.row,
                col: ColNo::FIRST,
            };
            self.places.range(first..).next()
        };
        let near = own.or_else(|| row().map(|(_, place)| place));
        let near = near.or_else(|| self.places.values().next_back());
        near.cloned().unwrap_or(Place::Whole)
    }
}

/// How the rows and columns of a table in paper were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TableMethod {
    /// By lines drawn around its cells.
    Ruled,
    /// By lines drawn under its rows or between its columns, and by how its text is aligned.
    HalfRuled,
    /// By how its text is aligned.
    Aligned,
}

impl TableMethod {
    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TableMethod::Ruled => "ruled",
            TableMethod::HalfRuled => "half-ruled",
            TableMethod::Aligned => "aligned",
        }
    }
}

/// Whether a sheet can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Visibility {
    /// Shown.
    Visible,
    /// Hidden; the program offers to show it.
    Hidden,
    /// Hidden so that the program does not offer to show it.
    VeryHidden,
}

/// A grid of cells, sparse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// How its cells are quoted.
    pub frame: Frame,
    /// Whether it can be seen.
    pub visibility: Visibility,
    /// The cells that hold something, by row, then column. Sorted, no position twice.
    pub cells: Vec<Cell>,
    /// Merged areas, by their first cell.
    pub merged: Vec<Span>,
    /// Formulas by cell, without the leading `=`.
    pub formulas: BTreeMap<CellAt, Box<str>>,
    /// Comments and notes by cell.
    pub comments: BTreeMap<CellAt, Box<str>>,
    /// The choices that a drop-down list offers, by the area it covers.
    pub choices: Vec<Choices>,
    /// What the file itself says of its rows.
    pub form: TableForm,
    /// The name of what it stands in, where the file puts things into each other: of the object around an object.
    pub within: Option<Box<str>>,
}

/// What a file itself says of the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableForm {
    /// Nothing.
    #[default]
    Open,
    /// That each is a heading with its value beside it, as pages do with `<th>` and objects in JSON.
    Pairs,
    /// That each is a term with what is said of it beside, as lists of terms on pages are: a row without a term says more
    /// of the one above.
    Terms,
    /// That those below this one are records under its headings, as arrays of objects in JSON are.
    Records(RowNo),
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Top left.
    pub first: CellAt,
    /// Bottom right.
    pub last: CellAt,
}

impl Span {
    /// Whether a cell lies in it.
    #[must_use]
    pub fn contains(&self, at: CellAt) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.col..=self.last.col).contains(&at.col)
    }
}

/// A drop-down list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The cells it covers.
    pub over: Vec<Span>,
    /// What it offers, in its order.
    pub offered: Vec<String>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Where it stands.
    pub at: CellAt,
    /// Whether its row, column or sheet is hidden.
    pub hidden: bool,
    /// What is stored.
    pub value: CellValue,
    /// What a reader of the file sees, where that is not the plain text of the value.
    pub shown: Option<Box<str>>,
}

/// What a cell stores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CellValue {
    /// Text, as written: `007` stays `007`.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// A date, a date with time, a time of day or a duration, in ISO 8601.
    Moment(Box<str>),
    /// True or false.
    Bool(bool),
    /// An error such as `#N/A`.
    Error(Box<str>),
    /// A formula whose result is not stored in the file.
    NotStored,
}

impl CellValue {
    /// The stored value as text: numbers in their shortest form that reads back the same, truth
    /// values as `TRUE` and `FALSE`.
    #[must_use]
    pub fn stored_text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            CellValue::Text(text) | CellValue::Moment(text) | CellValue::Error(text) => {
                std::borrow::Cow::Borrowed(text)
            }
            CellValue::Number(number) => std::borrow::Cow::Owned(number_text(*number)),
            CellValue::Bool(true) => std::borrow::Cow::Borrowed("TRUE"),
            CellValue::Bool(false) => std::borrow::Cow::Borrowed("FALSE"),
            CellValue::NotStored => std::borrow::Cow::Borrowed(""),
        }
    }
}

/// The shortest text that reads back as the same number; whole numbers without a point.
#[must_use]
pub fn number_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let size = number.abs();
    // Most numbers are whole, and those are written much sooner as such.
    let whole = number as i64;
    if size < 1e15 && whole as f64 == number {
        return whole.to_string();
    }
    if (1e-5..1e17).contains(&size) {
        return format!("{number}");
    }
    format!("{number:e}")
}

impl Cell {
    /// What a reader of the file sees.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match &self.shown {
            Some(shown) => std::borrow::Cow::Borrowed(shown),
            None => self.value.stored_text(),
        }
    }

    /// Whether it shows nothing: no text, or only white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text()
            .chars()
            .all(|c| c.is_whitespace() || c == '\u{feff}')
    }
}

impl Table {
    /// A visible table without cells.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            visibility: Visibility::Visible,
            cells: Vec::new(),
            merged: Vec::new(),
            formulas: BTreeMap::new(),
            comments: BTreeMap::new(),
            choices: Vec::new(),
            form: TableForm::Open,
            within: None,
        }
    }

    /// The cell at a position.
    #[must_use]
    pub fn cell(&self, at: CellAt) -> Option<&Cell> {
        let index = self.cells.binary_search_by(|cell| cell.at.cmp(&at)).ok()?;
        self.cells.get(index)
    }

    /// The cells of a row, by column.
    #[must_use]
    pub fn row(&self, row: RowNo) -> &[Cell] {
        let from = self.cells.partition_point(|cell| cell.at.row < row);
        let to = self.cells.partition_point(|cell| cell.at.row <= row);
        self.cells.get(from..to).unwrap_or(&[])
    }

    /// The name of the sheet, where it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.frame {
            Frame::Sheet { name } => Some(name),
            Frame::Lines { .. } | Frame::Fields { .. } | Frame::Paper(_) => None,
        }
    }

    /// Where a cell stands, as it is quoted.
    #[must_use]
    pub fn place(&self, at: CellAt) -> Place {
        match &self.frame {
            Frame::Sheet { name } => Place::Cell {
                sheet: Arc::clone(name),
                cell: at,
            },
            Frame::Lines { starts } => {
                let index = usize::try_from(at.row.zero_based()).unwrap_or(usize::MAX);
                let line = starts.get(index).copied();
                Place::Field {
                    line: line.unwrap_or_else(|| LineNo::from_zero_based(at.row.zero_based())),
                    column: at.col,
                }
            }
            Frame::Fields { lines } => {
                // A blank stands where the cell before it does.
                let line = lines.range(..=at).next_back().map(|(_, line)| *line);
                Place::Field {
                    line: line.unwrap_or_else(|| LineNo::from_zero_based(0)),
                    column: at.col,
                }
            }
            Frame::Paper(paper) => paper.place(at),
        }
    }

    /// The rightmost column in use.
    #[must_use]
    pub fn last_column(&self) -> Option<ColNo> {
        self.cells.iter().map(|cell| cell.at.col).max()
    }
}

/// A line or paragraph of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub at: Place,
    /// The text.
    pub text: String,
    /// Whether a reader of the file does not see it.
    pub hidden: bool,
    /// Whether it is quoted from an earlier message, so that whoever wrote this part did not write
    /// it: the lines of a reply that begin with `>`, and the chain below it. A message that is
    /// passed on is not quoted: its words are what was sent.
    pub quoted: bool,
}

/// Something about a file that its reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oddity {
    /// Which kind.
    pub kind: OddityKind,
    /// Where.
    #[serde(with = "crate::provenance::apart")]
    pub at: Location,
    /// What, in one sentence without personal data.
    pub text: String,
}

/// The kinds of oddity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OddityKind {
    /// Could not be read at all.
    NotRead,
    /// A limit of the program was reached; the rest was not read.
    LimitReached,
    /// The file needs a password.
    Encrypted,
    /// The file is damaged; what could be read was read.
    Damaged,
    /// The ending of the name does not fit the content.
    MisleadingName,
    /// A sheet that is hidden.
    HiddenSheet,
    /// Rows that are hidden.
    HiddenRows,
    /// Columns that are hidden.
    HiddenColumns,
    /// Rows that a filter leaves out.
    FilteredRows,
    /// Cells whose text has the colour of their background, or is formatted to show nothing.
    InvisibleText,
    /// Comments on cells.
    Comments,
    /// Formulas; their stored results were read.
    Formulas,
    /// Formulas whose result is not stored in the file.
    FormulaNotStored,
    /// Cells that hold an error.
    ErrorCells,
    /// Links to other files.
    ExternalLinks,
    /// Macros, which were not run.
    Macros,
    /// A sheet that is no table: a chart, a macro sheet, a dialogue.
    NotATable,
    /// Nothing in it.
    Empty,
    /// The encoding of the text was guessed.
    EncodingGuessed,
    /// Characters that could not be decoded.
    UndecodableText,
    /// The delimiter was guessed, and another fits nearly as well.
    DelimiterGuessed,
    /// Records of different lengths.
    RaggedRows,
    /// A quote that never closes.
    UnclosedQuote,
    /// Pictures or drawings, which were not read.
    Pictures,
    /// Text that turns the reading order round or has no width.
    MisleadingCharacters,
    /// Files beside those of the response that a program left in an archive or message.
    LeftOvers,
    /// Names in an archive that had to be changed, or that stand for two files.
    MemberNames,
    /// The same content as another part.
    Duplicate,
    /// Changes that were made with a record of what was there before.
    TrackedChanges,
    /// Text quoted from earlier messages.
    QuotedText,
    /// Pages that are pictures only: no text can be taken from them.
    PagesWithoutText,
    /// Text that lies under a drawn box. It is never kept.
    CoveredText,
    /// Text whose glyphs stand for no characters.
    UnreadableText,
    /// Pages with nothing on them.
    EmptyPages,
    /// Filled boxes with no text under them, where text would stand.
    RedactionBoxes,
    /// Text that a program made from a picture: words may be wrong.
    ReadByOcr,
    /// Fields of a form.
    FormFields,
    /// Two readers disagree on the text.
    ReadersDisagree,
    /// Files inside the file.
    EmbeddedFiles,
    /// A script, which was not run.
    Scripts,
    /// Layers that are switched off.
    HiddenLayers,
}

impl OddityKind {
    /// The written form, as in the report.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            OddityKind::NotRead => "not-read",
            OddityKind::LimitReached => "limit-reached",
            OddityKind::Encrypted => "encrypted",
            OddityKind::Damaged => "damaged",
            OddityKind::MisleadingName => "misleading-name",
            OddityKind::HiddenSheet => "hidden-sheet",
            OddityKind::HiddenRows => "hidden-rows",
            OddityKind::HiddenColumns => "hidden-columns",
            OddityKind::FilteredRows => "filtered-rows",
            OddityKind::InvisibleText => "invisible-text",
            OddityKind::Comments => "comments",
            OddityKind::Formulas => "formulas",
            OddityKind::FormulaNotStored => "formula-not-stored",
            OddityKind::ErrorCells => "error-cells",
            OddityKind::ExternalLinks => "external-links",
            OddityKind::Macros => "macros",
            OddityKind::NotATable => "not-a-table",
            OddityKind::Empty => "empty",
            OddityKind::EncodingGuessed => "encoding-guessed",
            OddityKind::UndecodableText => "undecodable-text",
            OddityKind::DelimiterGuessed => "delimiter-guessed",
            OddityKind::RaggedRows => "ragged-rows",
            OddityKind::UnclosedQuote => "unclosed-quote",
            OddityKind::Pictures => "pictures",
            OddityKind::MisleadingCharacters => "misleading-characters",
            OddityKind::LeftOvers => "left-overs",
            OddityKind::MemberNames => "member-names",
            OddityKind::Duplicate => "duplicate",
            OddityKind::TrackedChanges => "tracked-changes",
            OddityKind::QuotedText => "quoted-text",
            OddityKind::PagesWithoutText => "pages-without-text",
            OddityKind::CoveredText => "covered-text",
            OddityKind::UnreadableText => "unreadable-text",
            OddityKind::EmptyPages => "empty-pages",
            OddityKind::RedactionBoxes => "redaction-boxes",
            OddityKind::ReadByOcr => "read-by-ocr",
            OddityKind::FormFields => "form-fields",
            OddityKind::ReadersDisagree => "readers-disagree",
            OddityKind::EmbeddedFiles => "embedded-files",
            OddityKind::Scripts => "scripts",
            OddityKind::HiddenLayers => "hidden-layers",
        }
    }
}
