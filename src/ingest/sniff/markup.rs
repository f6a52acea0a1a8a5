//! Text that is written for a program: HTML, XML, JSON, mail.

use crate::ingest::encoding::lines_of;

/// What kind of marked-up text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// A page of HTML, or a part of one.
    Html,
    /// JSON.
    Json,
    /// Encrypted text.
    Encrypted,
    /// A mail, or a page as a browser saves it in the form of one.
    Mail,
    /// Known, and not read.
    Other(&'static str),
}

/// Tags that only a page of HTML begins with.
const STRONG: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "table",
    "meta",
    "title",
    "style",
    "script",
];

/// Tags that a page may begin with and a field may, too.
const WEAK: &[&str] = &[
    "div", "p", "h1", "h2", "h3", "span", "font", "b", "i", "br", "a", "center", "form", "tr",
    "td", "th", "thead", "tbody", "caption", "dl", "ul", "ol", "pre", "link", "section", "main",
    "article", "header", "img", "hr", "strong", "em",
];

/// Headers that only software writes into a mail.
const MAIL: &[&str] = &[
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "dkim-signature",
    "x-ms-exchange-organization-authas",
    "authentication-results",
];

/// Names the markup of a text; nothing where it is plain.
pub(super) fn sniff(text: &str) -> Option<Markup> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with('<') {
        return angled(start);
    }
    if start.starts_with('{') || start.starts_with('[') {
        return json(start).then_some(Markup::Json);
    }
    if start.starts_with("-----BEGIN PGP MESSAGE-----") {
        return Some(Markup::Encrypted);
    }
    if start.starts_with("ID;P") && start.contains("\nC;") {
        return Some(Markup::Other("a SYLK spreadsheet"));
    }
    if is_mail(start) {
        return Some(Markup::Mail);
    }
    late_page(start).then_some(Markup::Html)
}

/// Text that begins with an angle bracket.
fn angled(text: &str) -> Option<Markup> {
    let mut rest = text;
    // Comments and processing instructions may stand before the first tag.
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => break,
        }
    }
    let tag = tag_name(rest);
    let is = |names: &[&str]| names.iter().any(|name| tag == *name);
    if is(STRONG) {
        return Some(Markup::Html);
    }
    if text.starts_with("<?xml") {
        return Some(Markup::Other(xml(text)));
    }
    let ends_as_page = text.trim_end().ends_with('>');
    if is(WEAK) && ends_as_page && (text.contains("</") || text.contains("/>")) {
        return Some(Markup::Html);
    }
    // One element around everything: XML without its declaration.
    let closing = format!("</{}>", element_name(rest));
    if closing.len() > 3 && text.trim_end().ends_with(&closing) {
        return Some(Markup::Other(xml(text)));
    }
    None
}

/// The name in the first tag, in lower case; of a document type with what it names.
fn tag_name(text: &str) -> String {
    let inside = text.strip_prefix('<').unwrap_or_default();
    let inside = inside.split('>').next().unwrap_or_default();
    let lower: String = inside.chars().take(20).collect();
    let lower = lower.to_ascii_lowercase();
    if lower.starts_with("!doctype html") {
        return "!doctype html".to_owned();
    }
    let end = |c: char| c.is_whitespace() || c == '/';
    lower.split(end).next().unwrap_or_default().to_owned()
}

/// The name in the first tag as written.
fn element_name(text: &str) -> &str {
    let inside = text.strip_prefix('<').unwrap_or_default();
    let end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    inside.split(end).next().unwrap_or_default()
}

/// Which XML it is.
fn xml(text: &str) -> &'static str {
    let head: String = text.chars().take(4_000).collect();
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") || head.contains("Excel.Sheet")
    {
        return "an Excel 2003 XML spreadsheet (SpreadsheetML)";
    }
    if head.contains("Word.Document") || head.contains("office/word/2003/wordml") {
        return "a Word 2003 XML document";
    }
    if head.contains("urn:oasis:names:tc:opendocument") {
        return "a flat OpenDocument file";
    }
    if head.contains("http://www.w3.org/2000/svg") {
        return "a picture (SVG)";
    }
    "an XML file"
}

/// Whether it is JSON, as a whole or line by line.
fn json(text: &str) -> bool {
    use serde::de::IgnoredAny;
    if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return true;
    }
    let lines = lines_of(text).filter(|line| !line.trim().is_empty());
    let lines: Vec<&str> = lines.take(50).collect();
    let all = lines.len() >= 2
        && lines
            .iter()
            .all(|line| line.starts_with('{') && serde_json::from_str::<IgnoredAny>(line).is_ok());
    // Slightly broken, but with the shape of an object from the start.
    let shape: String = text
        .chars()
        .take(200)
        .filter(|c| !c.is_whitespace())
        .collect();
    let shaped = shape.starts_with("{\"") || shape.starts_with("[{\"");
    all || (shaped && shape.contains("\":") && text.trim_end().ends_with(['}', ']']))
}

/// Whether it is a mail as software stores it: a block of headers, some of which no person types.
fn is_mail(text: &str) -> bool {
    let (headers, technical) = headers(text);
    headers >= 2 && technical >= 1
}

/// Whether a text begins with headers as a mail does.
pub(super) fn has_headers(text: &str) -> bool {
    headers(text).0 >= 2
}

/// How many headers a text begins with, and how many of them only software writes.
fn headers(text: &str) -> (usize, usize) {
    let mut headers = 0usize;
    let mut technical = 0usize;
    for line in lines_of(text).take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            // The first line of a mailbox file.
            if headers == 0 && line.starts_with("From ") {
                continue;
            }
            break;
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || !name.chars().all(plain) {
            break;
        }
        headers = headers.saturating_add(1);
        let name = name.to_ascii_lowercase();
        technical = technical.saturating_add(usize::from(MAIL.contains(&name.as_str())));
    }
    (headers, technical)
}

/// A page with something in front: a warning of the server, a header of its own.
fn late_page(text: &str) -> bool {
    let head: String = text.chars().take(2_000).collect();
    let head = head.to_ascii_lowercase();
    let starts = ["<html", "<!doctype html"]
        .iter()
        .any(|tag| head.contains(&format!("\n{tag}")));
    let mut from = text.len().saturating_sub(200);
    while !text.is_char_boundary(from) {
        from = from.saturating_sub(1);
    }
    let tail = text.get(from..).unwrap_or_default().to_ascii_lowercase();
    starts && tail.contains("</html>") && tail.trim_end().ends_with('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_parts_of_pages_are_html() {
        for text in [
            "<!DOCTYPE html><html></html>",
            "\n <!-- made by x --> <HTML xmlns:o=\"urn:x\">",
            "<table border=1><tr><td>a</td></tr></table>",
            "<div><p>a</p></div>\n",
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html/>",
            "Warning: x\n<html><body></body></html>\n",
        ] {
            assert_eq!(sniff(text), Some(Markup::Html), "{text}");
        }
    }

    #[test]
    fn text_with_a_tag_in_it_is_plain() {
        for text in [
            "<b>Name</b>,Age\nCasey,5\n",
            "Name,Note\nCasey,\"<script>alert(1)</script>\"\n",
            "[1] a note, and\n[2] another\n",
            "<none>\n",
        ] {
            assert_eq!(sniff(text), None, "{text}");
        }
    }

    #[test]
    fn programs_own_formats_are_named() {
        for (text, what) in [
            (
                "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?><Workbook/>",
                "an Excel 2003 XML spreadsheet (SpreadsheetML)",
            ),
            ("<?xml version=\"1.0\"?><a/>", "an XML file"),
        ] {
            assert_eq!(sniff(text), Some(Markup::Other(what)), "{text}");
        }
        for text in ["{\"a\": [1, 2]}", "{\"a\":1}\n{\"a\":2}\n"] {
            assert_eq!(sniff(text), Some(Markup::Json), "{text}");
        }
    }

    #[test]
    fn a_mail_is_known_by_headers_that_only_software_writes() {
        let text = "Received: from x\r\nFrom: a@example.org\r\nSubject: b\r\n\r\nHello\r\n";
        assert_eq!(sniff(text), Some(Markup::Mail));
    }

    #[test]
    fn a_mail_as_a_person_copies_it_is_plain_text() {
        let text = "From: a@example.org\nSent: 20 March\nTo: b@example.org\nSubject: c\n\nHello\n";
        assert_eq!(sniff(text), None);
    }
}
