//! Word documents and mails beside what other readers find in them: python-docx, and the reader of mail
//! that comes with Python. Left out, with a message, where they are not installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use sar_decode::document::Part;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the other reader finds; nothing where it is not installed.
fn theirs(path: &Path) -> Option<Value> {
    let script = root().join("tests/differential/read_papers.py");
    let run = Command::new("python3").arg(script).arg(path).output();
    let Some(run) = run.ok().filter(|run| run.status.code() != Some(4)) else {
        eprintln!("{}: no other reader is installed: left out", path.display());
        return None;
    };
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    Some(serde_json::from_slice(&run.stdout).expect("what it found"))
}

fn ours(path: &Path) -> Vec<Part> {
    let bytes = std::fs::read(path).expect("a paper");
    let name = path.file_name().expect("a name").to_string_lossy();
    let source = Source {
        part: PartId(0),
        name: &name,
        bytes: &bytes,
    };
    ingest_all(&source, &Limits::default())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn strings(value: &Value) -> Vec<&str> {
    let list = value.as_array().expect("a list");
    list.iter().filter_map(Value::as_str).collect()
}

/// That all that the other reader finds is found: texts in the order of reading, cells in their places.
fn finds_as_much(path: &Path) {
    let Some(theirs) = theirs(path) else { return };
    let parts = ours(path);
    let part = parts.first().expect("a part");
    let mut texts = String::new();
    for passage in &part.passages {
        texts.push_str(&squeezed(&passage.text));
    }
    for text in strings(&theirs["texts"]) {
        assert!(
            texts.contains(&squeezed(text)),
            "{}: {text}",
            path.display()
        );
    }
    let cells = part.tables.iter().flat_map(|table| &table.cells);
    let cells: Vec<(u64, u64, String)> = cells
        .map(|cell| {
            let (row, col) = (cell.at.row.get(), cell.at.col.get());
            (u64::from(row), u64::from(col), squeezed(&cell.text()))
        })
        .collect();
    for cell in theirs["cells"].as_array().expect("cells") {
        let number = |n: usize| cell[n].as_u64().expect("a number");
        let wanted = (
            number(0),
            number(1),
            squeezed(cell[2].as_str().expect("text")),
        );
        assert!(cells.contains(&wanted), "{}: {wanted:?}", path.display());
    }
    for (name, value) in theirs["headers"].as_object().expect("headers") {
        let found = part
            .properties
            .iter()
            .find(|property| property.name == *name);
        let found = found.map_or("", |property| property.value.as_str());
        assert_eq!(Some(found), value.as_str(), "{}: {name}", path.display());
    }
    for name in strings(&theirs["attached"]) {
        let path = format!("{}/{name}", part.path);
        assert!(parts.iter().any(|part| part.path == path), "{path}");
    }
}

#[test]
fn a_word_document_has_all_that_python_docx_finds() {
    for name in ["documents/letter.docx", "papers/word-letter.docx"] {
        finds_as_much(&root().join("fixtures").join(name));
    }
}

#[test]
fn a_mail_has_all_that_the_reader_of_python_finds() {
    finds_as_much(&root().join("fixtures/documents/mail.eml"));
    let head = "From: Data <data@party.example>\r\nTo: casey@post.example\r\nSubject: =?iso-8859-1?q?Y_caf=E9?=\r\nMessage-ID: <7@party.example>\r\nMIME-Version: 1.0\r\n";
    let mails = [
        "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt=92s =A35 for a lo=\r\nng line\r\n.. and dots\r\n",
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nRGVhciBDYXNleSwKd2UgaG9sZCBub3RoaW5nIOKAkyB0aGF0IGlzIGFsbC4K\r\n",
        "Content-Type: multipart/mixed; boundary=\"=_x\"\r\n\r\nno part\r\n--=_x\r\nContent-Type: text/plain; format=flowed\r\n\r\nFirst line\r\n--=_y is no end\r\n--=_x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename*=utf-8''d%C3%A4ta.csv\r\n\r\nName,Score\r\nCasey,7\r\n--=_x--\r\nafter\r\n",
    ];
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mails");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (mail, number) in mails.iter().zip(1..) {
        let path = folder.join(format!("{number}.eml"));
        std::fs::write(&path, format!("{head}{mail}")).expect("a mail");
        finds_as_much(&path);
    }
}
