use std::io::{Cursor, Write as _};

use super::*;
use crate::document::Part;
use crate::ingest::ingest_all;
use crate::provenance::{CellAt, PartId};

const IN_MEMORY: &str = "writing to memory";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document with this body, and these other parts of the folder `word`, each with the kind of its
/// relationship.
fn document(body: &str, others: &[(&str, &str, &str)]) -> Vec<u8> {
    let relationship = |(number, (kind, name, _)): (usize, &(&str, &str, &str))| {
        format!("<Relationship Id=\"r{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}\"/>")
    };
    let related: String = others.iter().enumerate().map(relationship).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml".to_owned(),
            format!("<w:document><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships>{related}</Relationships>"),
        ),
    ];
    let named = |(_, name, text): &(&str, &str, &str)| (format!("word/{name}"), (*text).to_owned());
    parts.extend(others.iter().map(named));
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = ::zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).expect(IN_MEMORY);
        writer.write_all(text.as_bytes()).expect(IN_MEMORY);
    }
    writer.finish().expect(IN_MEMORY).into_inner()
}

fn read_with(body: &str, others: &[(&str, &str, &str)]) -> Part {
    let bytes = document(body, others);
    let source = Source {
        part: PartId(0),
        name: "letter.docx",
        bytes: &bytes,
    };
    let mut parts = ingest_all(&source, &Limits::default());
    parts.remove(0)
}

fn read(body: &str) -> Part {
    read_with(body, &[])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// Passages as `place: text`, hidden ones in brackets.
fn lines(part: &Part) -> Vec<String> {
    let line = |passage: &crate::document::Passage| match passage.hidden {
        true => format!("{}: [{}]", passage.at, passage.text),
        false => format!("{}: {}", passage.at, passage.text),
    };
    part.passages.iter().map(line).collect()
}

/// The cells of a table as `place=text`, hidden ones in brackets.
fn cells(part: &Part, table: usize) -> Vec<String> {
    let Some(table) = part.tables.get(table) else {
        return Vec::new();
    };
    let cell = |cell: &crate::document::Cell| match cell.hidden {
        true => format!("{}=[{}]", cell.at, cell.text()),
        false => format!("{}={}", cell.at, cell.text()),
    };
    table.cells.iter().map(cell).collect()
}

fn kinds(part: &Part) -> Vec<OddityKind> {
    part.oddities.iter().map(|oddity| oddity.kind).collect()
}

#[test]
fn paragraphs_are_passages_and_blank_ones_count() {
    let part = read(&format!(
        "{}<w:p/>{}<w:p><w:r><w:t xml:space=\"preserve\">AT&amp;T </w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>",
        p("Dear Casey"),
        p("We hold nothing.")
    ));
    assert_eq!((part.kind, part.read), (PartKind::Docx, ReadState::Whole));
    assert_eq!(
        lines(&part),
        [
            "line 1: Dear Casey",
            "line 3: We hold nothing.",
            "line 4: AT&T \ta\nb"
        ]
    );
    assert!(part.oddities.is_empty(), "{:?}", part.oddities);
}

#[test]
fn a_table_has_its_cells_with_those_that_are_joined() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let part = read(&format!(
        "{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        p("above"),
        cell("<w:gridSpan w:val=\"2\"/>", "Scores"),
        cell("", "Note"),
        cell("<w:vMerge w:val=\"restart\"/>", "A"),
        cell("", "7"),
        cell("", "x"),
        cell("<w:vMerge/>", ""),
        cell("", "8"),
        cell("", ""),
    ));
    assert_eq!(
        cells(&part, 0),
        ["A1=Scores", "C1=Note", "A2=A", "B2=7", "C2=x", "B3=8"]
    );
    let merged: Vec<String> = part.tables[0]
        .merged
        .iter()
        .map(|span| format!("{}:{}", span.first, span.last))
        .collect();
    assert_eq!(merged, ["A1:B1", "A2:A3"]);
    let at = CellAt::from_zero_based(1, 1);
    assert_eq!(part.tables[0].place(at).to_string(), "line 4, column 2");
}

#[test]
fn a_table_of_one_column_is_running_text_and_a_table_inside_it_a_table() {
    let inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Casey</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let part = read(&format!(
        "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>",
        p("Dear Casey"),
        p("Yours")
    ));
    assert_eq!(lines(&part), ["line 1: Dear Casey", "line 4: Yours"]);
    assert_eq!(cells(&part, 0), ["A1=Name", "B1=Casey"]);
}

#[test]
fn what_changes_took_away_is_read_and_hidden() {
    let part = read(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Score</w:t></w:r></w:p></w:tc><w:tc><w:p><w:del><w:r><w:delText>48</w:delText></w:r></w:del><w:ins><w:r><w:t>22</w:t></w:r></w:ins></w:p></w:tc></w:tr>\
         <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Party</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>here</w:t></w:r></w:p>",
    );
    assert_eq!(
        cells(&part, 0),
        ["A1=Score", "B1=22", "A2=[Party]", "B2=[x]"]
    );
    assert_eq!(
        lines(&part),
        ["line 1, column 2: [48]", "line 5: here", "line 5: [gone]"]
    );
    assert_eq!(
        kinds(&part),
        [OddityKind::TrackedChanges, OddityKind::InvisibleText]
    );
}

#[test]
fn text_that_is_formatted_away_is_hidden_and_white_letters_on_a_ground_are_not() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let styles = "<w:styles><w:style w:styleId=\"Base\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId=\"Secret\"><w:basedOn w:val=\"Base\"/></w:style><w:style w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style></w:styles>";
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p><w:p><w:pPr><w:pStyle w:val=\"Secret\"/></w:pPr><w:r><w:t>style</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Loop\"/><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r></w:p>",
        run("", "shown "),
        run("<w:vanish/>", "a"),
        run("<w:color w:val=\"FFFFFF\"/>", "b"),
        run("<w:vanish w:val=\"0\"/>", "not hidden "),
        run(
            "<w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000000\"/>",
            "on black"
        ),
    );
    let part = read_with(&body, &[("styles", "styles.xml", styles)]);
    assert_eq!(
        lines(&part),
        [
            "line 1: shown not hidden on black",
            "line 1: [ab]",
            "line 2: [style]",
            "line 3: seen"
        ]
    );
    assert_eq!(kinds(&part), [OddityKind::InvisibleText]);
}

#[test]
fn black_letters_on_black_are_left_out_and_white_ones_are_read() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{}{}</w:p>",
        run("", "said by "),
        run("<w:highlight w:val=\"black\"/>", "a neighbour"),
        run("", " in May"),
        run(
            "<w:color w:val=\"000000\"/><w:shd w:fill=\"000000\"/>",
            "secret"
        ),
        run("<w:shd w:fill=\"000000\"/>", "turns white"),
    );
    let part = read_with(&body, &[]);
    assert_eq!(
        lines(&part),
        ["line 1: said by  in May", "line 2: turns white"]
    );
    assert_eq!(
        kinds(&part),
        [OddityKind::CoveredText, OddityKind::CoveredText]
    );
}

#[test]
fn comments_hang_on_the_cell_or_the_paragraph() {
    let comments = "<w:comments><w:comment w:id=\"1\"><w:p><w:r><w:t>leave out?</w:t></w:r></w:p></w:comment><w:comment w:id=\"2\"><w:p><w:r><w:t>check</w:t></w:r></w:p><w:p><w:r><w:t>twice</w:t></w:r></w:p></w:comment></w:comments>";
    let cell = |inside: &str| format!("<w:tc><w:p>{inside}</w:p></w:tc>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p><w:commentRangeStart w:id=\"2\"/><w:r><w:t>Bye</w:t></w:r></w:p>",
        cell("<w:r><w:t>Age</w:t></w:r>"),
        cell("<w:r><w:t>55</w:t></w:r><w:r><w:commentReference w:id=\"1\"/></w:r>"),
    );
    let part = read_with(&body, &[("comments", "comments.xml", comments)]);
    let at = CellAt::from_zero_based(0, 1);
    assert_eq!(
        part.tables[0].comments.get(&at).map(|c| &**c),
        Some("leave out?")
    );
    assert_eq!(lines(&part), ["line 3: Bye", "line 3: [check\ntwice]"]);
    assert_eq!(kinds(&part), [OddityKind::Comments]);
}

#[test]
fn text_boxes_stand_apart_and_are_read_once() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let part = read(&format!(
        "<w:p><w:r><w:t>a</w:t><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent><w:t>b</w:t></w:r></w:p>",
        boxed("box"),
        boxed("box")
    ));
    assert_eq!(lines(&part), ["line 1: ab", "line 2: box"]);
}

#[test]
fn headers_footers_and_notes_stand_below_the_body() {
    let header = format!("<w:hdr>{}</w:hdr>", p("The Party, 1 High Street"));
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\">{}</w:footnote><w:footnote>{}</w:footnote></w:footnotes>",
        p("line"),
        p("Bought in 2019.")
    );
    let part = read_with(
        &p("Dear Casey"),
        &[
            ("footnotes", "footnotes.xml", &notes),
            ("header", "header1.xml", &header),
        ],
    );
    assert_eq!(
        lines(&part),
        [
            "line 1: Dear Casey",
            "line 2: The Party, 1 High Street",
            "line 3: Bought in 2019."
        ]
    );
}

#[test]
fn a_field_shows_its_result_and_not_its_code() {
    let part = read(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>5 May</w:t></w:r></w:p>",
    );
    assert_eq!(lines(&part), ["line 1: 5 May"]);
}

#[test]
fn a_document_that_breaks_off_is_read_as_far_as_it_goes() {
    let part = read(&format!("{}<w:p><w:r><w:t>cut", p("Dear Casey")));
    assert_eq!(part.read, ReadState::Partly);
    assert_eq!(lines(&part)[0], "line 1: Dear Casey");
    assert!(kinds(&part).contains(&OddityKind::Damaged));
}

#[test]
fn a_document_of_pictures_alone_hands_them_on() {
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"r0\"/></w:drawing></w:r></w:p>";
    let bytes = document(picture, &[("image", "media/scan.gif", "GIF89a")]);
    let source = Source {
        part: PartId(0),
        name: "letter.docx",
        bytes: &bytes,
    };
    let parts = ingest_all(&source, &Limits::default());
    assert_eq!(parts.len(), 2);
    assert_eq!(
        (parts[1].path.as_str(), parts[1].read),
        ("letter.docx/scan.gif", ReadState::Not)
    );
}
