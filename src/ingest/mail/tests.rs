use super::*;
use crate::document::{Part, ReadState};
use crate::ingest::ingest_all;
use crate::provenance::PartId;

fn parts(mail: &str) -> Vec<Part> {
    let mail = mail.replace('\n', "\r\n");
    let source = Source {
        part: PartId(0),
        name: "mail.eml",
        bytes: mail.as_bytes(),
    };
    ingest_all(&source, &Limits::default())
}

fn texts(part: &Part) -> Vec<&str> {
    part.passages.iter().map(|p| p.text.as_str()).collect()
}

fn property<'p>(part: &'p Part, name: &str) -> Option<&'p str> {
    let found = part
        .properties
        .iter()
        .find(|property| property.name == name);
    found.map(|property| property.value.as_str())
}

const HEAD: &str = "From: Data Team <data@party.example>\nTo: casey@example.org\nSubject: =?utf-8?q?Your_r=C3=A9quest?=\nDate: Fri, 29 May 2026 09:31:07 +0100\nMessage-ID: <1@party.example>\nMIME-Version: 1.0\n";

#[test]
fn headers_are_properties_and_lines_are_passages() {
    let parts = parts(&format!(
        "{HEAD}Content-Type: text/plain\n\nDear Casey\n\nWe hold nothing.\n"
    ));
    assert_eq!(parts.len(), 1);
    let mail = &parts[0];
    assert_eq!((mail.kind, mail.read), (PartKind::Eml, ReadState::Whole));
    assert_eq!(texts(mail), ["Dear Casey", "We hold nothing."]);
    assert_eq!(mail.passages[1].at.to_string(), "line 3");
    for (name, value) in [
        ("from", "Data Team <data@party.example>"),
        ("to", "casey@example.org"),
        ("subject", "Your réquest"),
        ("date", "2026-05-29T09:31:07+01:00"),
        ("message-id", "1@party.example"),
    ] {
        assert_eq!(property(mail, name), Some(value), "{name}");
    }
    assert!(mail.oddities.is_empty(), "{:?}", mail.oddities);
}

#[test]
fn encodings_of_the_text_are_undone_whether_named_or_not() {
    let named = parts(&format!(
        "{HEAD}Content-Type: text/plain; charset=\"windows-1252\"\nContent-Transfer-Encoding: quoted-printable\n\nIt=92s =A35 for a lo=\nng line\n"
    ));
    assert_eq!(texts(&named[0]), ["It’s £5 for a long line"]);
    let unnamed = parts(&format!(
        "{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nIt=92s =A35\n"
    ));
    assert_eq!(texts(&unnamed[0]), ["It’s £5"]);
    let base64 = parts(&format!(
        "{HEAD}Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+WW91IGhvbGQ8L3A+PHA+bm90aGluZzwvcD4=\n"
    ));
    assert_eq!(texts(&base64[0]), ["You hold", "nothing"]);
}

fn alternatives(plain: &str, html: &str) -> Vec<Part> {
    parts(&format!(
        "{HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    ))
}

#[test]
fn of_two_forms_the_plain_one_is_read() {
    let parts = alternatives("Dear Casey", "<p>Dear <b>Casey</b></p>");
    assert_eq!((parts.len(), texts(&parts[0])), (1, vec!["Dear Casey"]));
}

#[test]
fn of_two_forms_the_one_with_the_table_is_read() {
    let row = |a: &str, b: &str| format!("<tr><td>{a}</td><td>{b}</td></tr>");
    let table = format!(
        "<table>{}{}{}</table>",
        row("Name", "Casey"),
        row("Postcode", "ZZ99 3AB"),
        row("Score", "7")
    );
    let parts = alternatives("Name Casey Postcode ZZ99 3AB Score 7", &table);
    assert_eq!(parts[0].tables.len(), 1);
    assert!(parts[0].passages.is_empty());
    let frame = "<table><tr><td>logo</td><td>Dear Casey</td></tr></table>";
    assert!(alternatives("Dear Casey", frame)[0].tables.is_empty());
}

#[test]
fn attachments_and_messages_inside_are_parts_and_pictures_in_the_text_are_told() {
    let parts = parts(&format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nAttached.\n\
         --b\nContent-Type: text/csv; charset=utf-8; name=\"data.csv\"\nContent-Disposition: attachment; filename=\"data.csv\"\nContent-Transfer-Encoding: base64\n\nTmFtZSxQb3N0Y29kZQpDYXNleSxaWjk5IDNBQgo=\n\
         --b\nContent-Type: message/rfc822\n\nFrom: casey@example.org\nSubject: request\nMessage-ID: <2@example.org>\n\nWhat do you hold?\n\
         --b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    ));
    let paths: Vec<&str> = parts.iter().map(|part| part.path.as_str()).collect();
    assert_eq!(
        paths,
        ["mail.eml", "mail.eml/data.csv", "mail.eml/message-2"]
    );
    assert_eq!(parts[1].tables.len(), 1);
    assert_eq!(texts(&parts[2]), ["What do you hold?"]);
    assert_eq!(property(&parts[2], "from"), Some("casey@example.org"));
    let kinds: Vec<OddityKind> = parts[0].oddities.iter().map(|o| o.kind).collect();
    assert_eq!(kinds, [OddityKind::Pictures]);
}

#[test]
fn the_words_of_earlier_messages_are_marked() {
    let parts = parts(&format!(
        "{HEAD}\nWe hold nothing.\n\nOn Sun, 3 May 2026 at 10:31, Casey wrote:\n> What do you hold?\n"
    ));
    let quoted: Vec<bool> = parts[0].passages.iter().map(|p| p.quoted).collect();
    assert_eq!(quoted, [false, true, true]);
    assert_eq!(parts[0].oddities[0].kind, OddityKind::QuotedText);
}

#[test]
fn a_message_with_too_many_messages_inside_it_is_refused() {
    let nested = |depth: usize| {
        let inside = "Message-ID: <x@y>\nContent-Type: message/rfc822\n\n".repeat(depth);
        parts(&format!("{inside}{HEAD}\nend\n"))
    };
    assert_eq!(nested(2).len(), 3);
    let refused = nested(65);
    assert_eq!(refused[0].read, ReadState::Not);
    assert_eq!(refused[0].oddities[0].kind, OddityKind::LimitReached);
}

#[test]
fn a_message_that_is_passed_on_in_the_text_is_a_part_of_its_own() {
    let parts = parts(&format!(
        "{HEAD}Content-Type: text/plain; charset=utf-8\n\nSee below.\n\n---------- Forwarded message ---------\nFrom: Clerk <clerk@branch.example>\nDate: Tue, 12 May 2026 at 09:03\nSubject: answer\nTo: <casey@example.org>\n\nDear Casey\n\nWe hold nothing.\n"
    ));
    let paths: Vec<&str> = parts.iter().map(|part| part.path.as_str()).collect();
    assert_eq!(paths, ["mail.eml", "mail.eml/message-2"]);
    assert_eq!(texts(&parts[0]), ["See below."]);
    assert_eq!(texts(&parts[1]), ["Dear Casey", "We hold nothing."]);
    assert_eq!(parts[1].passages[1].at.to_string(), "line 3");
    assert_eq!(property(&parts[1], "date"), Some("2026-05-12T09:03:00Z"));
    assert!(parts[1].passages.iter().all(|passage| !passage.quoted));
}

#[test]
fn a_picture_of_some_size_in_the_text_is_a_part_and_a_logo_is_not() {
    let picture = |bytes: usize| {
        let png = format!("iVBORw0KGgo{}", "A".repeat(bytes / 3 * 4));
        parts(&format!(
            "{HEAD}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the picture.\n\
             --b\nContent-Type: image/png; name=\"page.png\"\nContent-ID: <page>\nContent-Disposition: inline; filename=\"page.png\"\nContent-Transfer-Encoding: base64\n\n{png}=\n--b--\n"
        ))
    };
    assert_eq!(picture(900).len(), 1);
    let large = picture(90_000);
    let paths: Vec<&str> = large.iter().map(|part| part.path.as_str()).collect();
    assert_eq!(paths, ["mail.eml", "mail.eml/page.png"]);
    assert_eq!(large[1].read, ReadState::Not);
}

#[test]
fn what_a_page_quotes_is_marked_and_what_it_indents_is_not() {
    let parts = parts(&format!(
        "{HEAD}Content-Type: text/html\n\n<p>Here it is.</p><blockquote><p>What do you hold?</p></blockquote><p>Nothing.</p><blockquote style=\"margin: 0 0 0 40px; border: none\"><p>Not even a name.</p></blockquote>\n"
    ));
    let quoted: Vec<bool> = parts[0].passages.iter().map(|p| p.quoted).collect();
    assert_eq!(quoted, [false, true, false, false]);
}
