//! What a Word document is made of here: headings, paragraphs, lists and tables. The report and the
//! letters are written as a list of these.

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of the document.
    Title(String),
    /// A heading; 1 is the highest level, 3 the lowest.
    Heading(u8, String),
    /// A paragraph.
    Text(Vec<Run>),
    /// A paragraph that stands out: a banner, a warning.
    Notice(String),
    /// A list with bullets.
    Bullets(Vec<Vec<Run>>),
    /// A list with numbers, which begin at 1 in each list.
    Numbers(Vec<Vec<Run>>),
    /// A table whose header row stands on every page.
    Table(Table),
    /// A new page.
    NewPage,
}

impl Block {
    /// A paragraph of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Block::Text(vec![Run::plain(text)])
    }
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text; a line break in it starts a new line.
    pub text: String,
    /// How it is written.
    pub style: RunStyle,
}

impl Run {
    /// In the style of its paragraph.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: RunStyle::Plain,
        }
    }

    /// In bold.
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: RunStyle::Bold,
        }
    }

    /// In italics.
    pub fn italic(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: RunStyle::Italic,
        }
    }
}

/// How a run is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStyle {
    /// As its paragraph.
    Plain,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The headings of its columns.
    pub header: Vec<String>,
    /// Widths of its columns, in parts of the whole; as many as headings.
    pub widths: Vec<u32>,
    /// Its rows, each with as many cells as there are headings.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What its properties call it, and what stands at the foot of each page before its number.
    pub title: String,
    /// Whether its pages are wider than high.
    pub shape: Shape,
    /// What it is made of.
    pub blocks: Vec<Block>,
}

/// The shape of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Higher than wide.
    Upright,
    /// Wider than high.
    Wide,
}
