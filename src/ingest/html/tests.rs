use super::*;
use crate::document::{Table, Visibility};
use crate::provenance::{CellAt, PartId};

fn read_with(text: &str, limits: &Limits) -> Intake {
    let source = Source {
        part: PartId(0),
        name: "page.html",
        bytes: text.as_bytes(),
    };
    Html.ingest(&source, Format::Html, limits)
        .expect("a page is read")
}

fn read(text: &str) -> Intake {
    read_with(text, &Limits::default())
}

/// Cells as `A1=text`, hidden ones with a star.
fn cells(table: &Table) -> Vec<String> {
    let mark = |hidden| if hidden { "*" } else { "" };
    let cells = table.cells.iter();
    cells
        .map(|cell| format!("{}={}{}", cell.at, cell.text(), mark(cell.hidden)))
        .collect()
}

fn passages(intake: &Intake) -> Vec<String> {
    let passages = intake.passages.iter();
    passages
        .map(|p| format!("{}: {}{}", p.at, p.text, if p.hidden { "*" } else { "" }))
        .collect()
}

fn kinds(intake: &Intake) -> Vec<OddityKind> {
    intake.oddities.iter().map(|oddity| oddity.kind).collect()
}

#[test]
fn a_table_has_its_cells_at_the_lines_of_its_rows() {
    let intake = read(
        "<html><body><p>Hello\r\n<table>\r\n<tr><th>Name</th>\r\n<th>Code</th></tr>\r\n<tr><td>Casey</td><td></td></tr>\r\n</table></body></html>",
    );
    assert_eq!(cells(&intake.tables[0]), ["A1=Name", "B1=Code", "A2=Casey"]);
    let at = |row, col| {
        intake.tables[0]
            .place(CellAt::from_zero_based(row, col))
            .to_string()
    };
    assert_eq!(at(0, 1), "line 3, column 2");
    assert_eq!(at(1, 0), "line 5, column 1");
    assert_eq!(passages(&intake), ["line 1: Hello"]);
}

#[test]
fn entities_spaces_and_breaks_are_read_as_shown() {
    let intake = read(
        "<table><tr><td>AT&amp;T&nbsp;&pound;5<td>a<br>b<p>c</p><td>&nbsp;<td>  x\n  y  <td>&#x5a;o&euml;</table>",
    );
    assert_eq!(
        cells(&intake.tables[0]),
        ["A1=AT&T £5", "B1=a\nb\nc", "D1=x y", "E1=Zoë"]
    );
}

#[test]
fn spans_push_other_cells_aside_and_are_merged_areas() {
    let intake =
        read("<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td rowspan=9>f</table>");
    let table = &intake.tables[0];
    assert_eq!(
        cells(table),
        ["A1=a", "B1=b", "D1=c", "B2=d", "C2=e", "D2=f"]
    );
    let merged: Vec<String> = table
        .merged
        .iter()
        .map(|span| format!("{}:{}", span.first, span.last))
        .collect();
    assert_eq!(merged, ["A1:A2", "B1:C1"]);
}

#[test]
fn a_table_in_a_cell_is_a_table_of_its_own() {
    let intake = read(
        "<table><tr><td>before<table><tr><td>in</td></tr></table>after</td><td>next</td></tr></table>",
    );
    assert_eq!(cells(&intake.tables[0]), ["A1=before\nafter", "B1=next"]);
    assert_eq!(cells(&intake.tables[1]), ["A1=in"]);
}

#[test]
fn what_the_page_hides_is_read_and_marked() {
    let intake = read(
        "<table><tr style='display: none'><td>a</td></tr><tr hidden><td>b</td></tr>\
         <tr><td>c<span style=\"VISIBILITY:hidden\">score 5</span></td><td style='display:none'>d</td></tr></table>\
         <p>shown</p><p hidden>unseen</p><input type=hidden value=7>",
    );
    assert_eq!(
        cells(&intake.tables[0]),
        ["A1=a*", "A2=b*", "A3=c", "B3=d*"]
    );
    assert_eq!(
        passages(&intake),
        [
            "line 1: score 5*",
            "line 1: shown",
            "line 1: unseen*",
            "line 1: 7*"
        ]
    );
    assert_eq!(kinds(&intake), [OddityKind::InvisibleText]);
    let hidden = read("<div hidden><table><tr><td>a</table></div>");
    assert_eq!(hidden.tables[0].visibility, Visibility::Hidden);
}

#[test]
fn each_way_of_hiding_by_style_is_known_and_its_neighbours_are_not() {
    for (style, hidden) in [
        ("display:none", true),
        ("color:red; DISPLAY : None !important", true),
        ("visibility:collapse", true),
        ("font-size:0", true),
        ("font-size: 0.0pt", true),
        ("opacity:0%", true),
        ("mso-hide:all", true),
        ("display:block", false),
        ("font-size:10pt", false),
        ("opacity:0.5", false),
        ("background:url(display:none)", false),
        ("visibility:visible", false),
    ] {
        let intake = read(&format!("<p style=\"{style}\">x</p>"));
        assert_eq!(intake.passages[0].hidden, hidden, "{style}");
    }
}

#[test]
fn scripts_styles_and_comments_are_no_text() {
    let intake = read(
        "<title>My data</title><script>var x='<table><tr><td>no</td></tr></table>';</script><style>td{}</style><!-- <p>no</p> --><p>yes",
    );
    assert!(intake.tables.is_empty());
    assert_eq!(passages(&intake), ["line 1: yes"]);
    assert_eq!(intake.properties[0].value, "My data");
}

#[test]
fn a_list_of_terms_is_a_table_of_two_columns() {
    let intake = read("<dl>\n<dt>Name<dd>Casey\n<dt>Phone</dt><dd>1</dd>\n<dd>2</dd><dt>None</dl>");
    assert_eq!(
        cells(&intake.tables[0]),
        ["A1=Name", "B1=Casey", "A2=Phone", "B2=1", "B3=2", "A4=None"]
    );
    let last = intake.tables[0].place(CellAt::from_zero_based(2, 1));
    assert_eq!(last.to_string(), "line 4, column 2");
}

#[test]
fn broken_nesting_loses_no_text() {
    let intake = read("<tr><td>a</b></table><table><td>b</div><td>c<tr>x<td>d");
    assert_eq!(cells(&intake.tables[0]), ["A1=b", "B1=c", "A2=d"]);
    assert_eq!(passages(&intake), ["line 1: a", "line 1: x"]);
}

#[test]
fn preformatted_text_keeps_its_lines() {
    let intake = read("<pre>\nName:   Casey\nCode:  7\n</pre>");
    assert_eq!(
        passages(&intake),
        ["line 2: Name:   Casey", "line 3: Code:  7"]
    );
}

#[test]
fn nesting_at_the_limit_is_read_and_deeper_nesting_is_reported() {
    let limits = Limits {
        depth: 1,
        ..Limits::default()
    };
    let nested = |depth: usize| format!("{}x{}<p>y", "<b>".repeat(depth), "</b>".repeat(depth));
    assert_eq!(read_with(&nested(8), &limits).read, ReadState::Whole);
    let over = read_with(&nested(9), &limits);
    assert_eq!(kinds(&over), [OddityKind::LimitReached]);
    assert_eq!(passages(&over), ["line 1: x", "line 1: y"]);
    let hostile = format!(
        "{}<table><tr><td>deep",
        "<div><table><tr><td>".repeat(20_000)
    );
    assert!(kinds(&read(&hostile)).contains(&OddityKind::LimitReached));
}

#[test]
fn cells_beyond_the_last_column_become_text_and_are_reported() {
    let limits = Limits {
        columns: 2,
        ..Limits::default()
    };
    let whole = read_with("<table><tr><td>a<td>b</table>", &limits);
    assert!(whole.oddities.is_empty());
    let over = read_with("<table><tr><td>a<td>b<td>c</table>", &limits);
    assert_eq!(cells(&over.tables[0]), ["A1=a", "B1=b"]);
    assert_eq!(passages(&over), ["line 1: c"]);
    assert_eq!(kinds(&over), [OddityKind::LimitReached]);
}

#[test]
fn rows_and_passages_up_to_the_limit_are_read_and_the_next_are_reported() {
    let limits = Limits {
        rows: 2,
        ..Limits::default()
    };
    let whole = read_with("<p>x<p>y<table><tr><td>a<tr><td>b</table>", &limits);
    assert!(whole.oddities.is_empty());
    let over = read_with("<table><tr><td>a<tr><td>b<tr><td>c</table>", &limits);
    assert_eq!(cells(&over.tables[0]), ["A1=a", "A2=b"]);
    assert_eq!(passages(&over), ["line 1: c"]);
    assert_eq!(kinds(&over), [OddityKind::LimitReached]);
    let over = read_with("<p>x<p>y<p>z", &limits);
    assert_eq!(passages(&over), ["line 1: x", "line 1: y"]);
    assert_eq!(
        (over.read, kinds(&over)),
        (ReadState::Partly, vec![OddityKind::LimitReached])
    );
}

#[test]
fn cells_beyond_the_limit_are_counted_and_reported() {
    let limits = Limits {
        cells: 2,
        cell_chars: 3,
        ..Limits::default()
    };
    let whole = read_with("<table><tr><td>abc<td>b</table>", &limits);
    assert_eq!(whole.read, ReadState::Whole);
    let over = read_with("<table><tr><td>abcd<td>b<td>c</table>", &limits);
    assert_eq!(cells(&over.tables[0]), ["A1=abc", "B1=b"]);
    assert_eq!(over.read, ReadState::Partly);
    assert_eq!(
        kinds(&over),
        [OddityKind::LimitReached, OddityKind::LimitReached]
    );
}

#[test]
fn the_encoding_that_the_page_names_is_used_unless_it_cannot_be() {
    let latin = b"<meta charset=iso-8859-2><p>\xb3\xf3d\xbc</p>";
    let source = Source {
        part: PartId(0),
        name: "a.html",
        bytes: latin,
    };
    let intake = Html.ingest(&source, Format::Html, &Limits::default());
    assert_eq!(
        intake.map(|i| passages(&i)),
        Ok(vec!["line 1: łódź".to_owned()])
    );
    let mixed = read("<meta charset=windows-1252><p>Zoë</p>");
    assert_eq!(passages(&mixed), ["line 1: Zoë"]);
    assert_eq!(kinds(&mixed), [OddityKind::EncodingGuessed]);
}
