//! Writes a document as Office Open XML. No crate at hand repeats the header row of a table on each
//! page, and that is the heart of a schedule; the rest of the format that is needed is small.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::block::{Block, Paper, Run, RunStyle, Shape, Table};

/// Twentieths of a point: the units of the format.
const A4_SHORT: u32 = 11906;
const A4_LONG: u32 = 16838;
const MARGIN: u32 = 1134;

/// Bytes of text up to which a row is kept on one page.
const WHOLE: usize = 1200;

const CONTENT_TYPES: &str = include_str!("parts/content_types.xml");
const RELS: &str = include_str!("parts/rels.xml");
const DOCUMENT_RELS: &str = include_str!("parts/document_rels.xml");
const STYLES: &str = include_str!("parts/styles.xml");

/// The bytes of a document. The same document gives the same bytes.
///
/// # Errors
///
/// Where the archive cannot be written, which a buffer in memory does not do.
pub fn write(paper: &Paper) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let mut lists = 0;
    let body = body(paper, &mut lists);
    let parts: [(&str, String); 8] = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELS.to_owned()),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", DOCUMENT_RELS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", numbering(lists)),
        ("word/footer1.xml", footer(&paper.title)),
        ("docProps/core.xml", core(&paper.title)),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The date of each entry stays the first that the format has: no clock reaches the output.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

fn body(paper: &Paper, lists: &mut u32) -> String {
    let (width, height, orient) = match paper.shape {
        Shape::Upright => (A4_SHORT, A4_LONG, ""),
        Shape::Wide => (A4_LONG, A4_SHORT, " w:orient=\"landscape\""),
    };
    let room = width - 2 * MARGIN;
    let mut xml = format!("{DECLARATION}<w:document {NAMESPACE}><w:body>");
    for block in &paper.blocks {
        self::block(block, room, lists, &mut xml);
    }
    let _ = write!(
        xml,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    xml
}

fn block(block: &Block, room: u32, lists: &mut u32, xml: &mut String) {
    match block {
        Block::Title(text) => paragraph("<w:pStyle w:val=\"Title\"/>", &[Run::plain(text)], xml),
        Block::Heading(level, text) => {
            let style = format!("<w:pStyle w:val=\"Heading{}\"/>", (*level).clamp(1, 3));
            paragraph(&style, &[Run::plain(text)], xml);
        }
        Block::Text(runs) => paragraph("", runs, xml),
        Block::Notice(text) => paragraph("<w:pStyle w:val=\"Notice\"/>", &[Run::bold(text)], xml),
        Block::Bullets(items) => {
            for item in items {
                paragraph(&numbered(1), item, xml);
            }
        }
        Block::Numbers(items) => {
            *lists += 1;
            for item in items {
                paragraph(&numbered(*lists + 1), item, xml);
            }
        }
        Block::Table(table) => self::table(table, room, xml),
        Block::NewPage => xml.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
    }
}

fn numbered(list: u32) -> String {
    format!(
        "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>"
    )
}

fn paragraph(properties: &str, runs: &[Run], xml: &mut String) {
    xml.push_str("<w:p>");
    if !properties.is_empty() {
        let _ = write!(xml, "<w:pPr>{properties}</w:pPr>");
    }
    for run in runs {
        self::run(run, xml);
    }
    xml.push_str("</w:p>");
}

fn run(run: &Run, xml: &mut String) {
    let style = match run.style {
        RunStyle::Plain => "",
        RunStyle::Bold => "<w:rPr><w:b/></w:rPr>",
        RunStyle::Italic => "<w:rPr><w:i/></w:rPr>",
    };
    for (index, line) in run.text.split('\n').enumerate() {
        let _ = write!(xml, "<w:r>{style}");
        if index > 0 {
            xml.push_str("<w:br/>");
        }
        let legal: String = line.chars().filter(|c| is_legal(*c)).collect();
        let _ = write!(
            xml,
            "<w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escape(legal.as_str())
        );
    }
}

/// The characters that XML 1.0 can hold.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

fn table(table: &Table, room: u32, xml: &mut String) {
    let all: u32 = table.widths.iter().sum::<u32>().max(1);
    let widths: Vec<u32> = table.widths.iter().map(|part| room * part / all).collect();
    xml.push_str(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Schedule\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
         w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
    );
    for width in &widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (text, width) in table.header.iter().zip(&widths) {
        cell(&[Run::bold(text)], *width, xml);
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        // A short row stays on one page; one that is longer than a page has to break.
        let long = row
            .iter()
            .flatten()
            .map(|run| run.text.len())
            .sum::<usize>();
        xml.push_str(match long {
            0..WHOLE => "<w:tr><w:trPr><w:cantSplit/></w:trPr>",
            _ => "<w:tr>",
        });
        for (runs, width) in row.iter().zip(&widths) {
            cell(runs, *width, xml);
        }
        xml.push_str("</w:tr>");
    }
    // Two tables need a paragraph between them, and a document may not end with one.
    xml.push_str("</w:tbl><w:p/>");
}

fn cell(runs: &[Run], width: u32, xml: &mut String) {
    let _ = write!(
        xml,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
    );
    paragraph("<w:pStyle w:val=\"Cell\"/>", runs, xml);
    xml.push_str("</w:tc>");
}

/// Bullets are list 1; each numbered list has a number of its own, so that it begins at 1.
fn numbering(lists: u32) -> String {
    let level = |format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"567\" w:hanging=\"397\"/></w:pPr></w:lvl>"
        )
    };
    let mut xml = format!(
        "{DECLARATION}<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId=\"0\">\
         <w:multiLevelType w:val=\"singleLevel\"/>{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">\
         <w:multiLevelType w:val=\"singleLevel\"/>{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level("bullet", "\u{2022}"),
        level("decimal", "%1.")
    );
    for list in 0..lists {
        let _ = write!(
            xml,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
             <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            list + 2
        );
    }
    xml.push_str("</w:numbering>");
    xml
}

fn footer(title: &str) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let legal: String = title.chars().filter(|c| is_legal(*c)).collect();
    format!(
        "{DECLARATION}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{}, page </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> of </w:t></w:r>{}</w:p></w:ftr>",
        escape(legal.as_str()),
        field("PAGE"),
        field("NUMPAGES")
    )
}

fn core(title: &str) -> String {
    let legal: String = title.chars().filter(|c| is_legal(*c)).collect();
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>sar-decode</dc:creator>\
         <dc:language>en-GB</dc:language></cp:coreProperties>",
        escape(legal.as_str())
    )
}
