//! What is masked is masked in every byte of every form: values, headings, names of files and sheets,
//! quoted words of letters, what the case file says. And one value has one pseudonym under one key.

mod fixture;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::letter::{self, Facts, Kind, Templates};
use sar_decode::provenance::PartId;
use sar_decode::render::{Detail, RENDERERS, Style, docx};
use sar_decode::report::{Key, OtherPeople, Privacy, Report};
use sar_decode::request::Request;
use sar_decode::vocabulary::Category;

/// Words that stand nowhere but in what is to be masked. All are invented.
const CANARIES: [&str; 22] = [
    "quorvel",
    "zemblish",
    "pendarrow",
    "ZZ99 7QX",
    "vexholme",
    "quorvel.zemblish@mock.example",
    "960777",
    "900666",
    "77553311",
    "ULN-4455",
    "barkentine",
    "thimblewick",
    "ostrelle",
    "mirradane",
    "gantrible",
    "folverson",
    "hesperlow",
    "drummick",
    "1983-02-17",
    "wolfrastle",
    "skimbletop",
    "cobbelrane",
];

const TABLE: &str = "\
URN,Title,First Name,Last Name,Address 1,Address 2,Postcode,Email Address,Mobile,Phone,Elector Number,Date of Birth,VI,Mosaic Type,Lab_Supp_Score,Comments,Source,Canvassed by,QX_17,Zemblish Pendarrow,Voter Ref Zemblish\n\
77553311,Mx,Quorvel,Zemblish,12 Pendarrow Lane,Vexholme,ZZ99 7QX,quorvel.zemblish@mock.example,07700 900666,01632 960777,ULN-4455,1983-02-17,L,G27,71,\"Said her neighbour Barkentine is unwell, \u{201c}very\u{201d} ill\",told by Thimblewick,Ostrelle Mirradane,Gantrible the Elder,3,x9\n";

const LETTER: &str = "\
Mock Party\n1 Skimbletop Yard\n12 May 2026\n\nDear Mx Quorvel Zemblish,\n\n\
We hold personal data about you, Quorvel Zemblish of 12 Pendarrow Lane, to campaign in elections. \
We obtained your details from your neighbour Hesperlow and from the electoral register. \
We share personal data with our printers, Drummick and Daughters. \
We keep your data for as long as Wolfrastle wishes. \
You have the right to complain to the Information Commissioner.\n\n\
Yours sincerely,\nCobbelrane\n";

fn settings(privacy: Privacy, others: OtherPeople) -> Settings {
    let case = "requested = 2026-03-01\nreceived = 2026-05-12\nnation = \"england\"\n\
                signs = [ \"leaflet by Drummick to Quorvel\" ]\nearlier = \"../zemblish-2024/\"\n";
    Settings {
        case_id: "quorvel-zemblish".to_owned(),
        request: Request::parse(case).expect("a case file").0,
        privacy,
        others,
        ..Settings::default()
    }
}

/// A workbook whose sheets, properties and cells name the person, a table and a letter.
fn document() -> Document {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_author("Folverson"));
    let sheet = book.add_worksheet();
    sheet.set_name("Zemblish").expect("a name");
    for (row, text) in [(0, "Surname"), (1, "Zemblish")] {
        sheet.write_string(row, 0, text).expect("a cell");
        let support = if row == 0 { "Labour Support" } else { "4" };
        sheet.write_string(row, 1, support).expect("a cell");
    }
    let hidden = book.add_worksheet();
    hidden.set_name("Gantrible notes").expect("a name");
    hidden.write_string(0, 0, "Notes").expect("a cell");
    hidden
        .write_string(1, 0, "Barkentine rang")
        .expect("a cell");
    hidden.set_hidden(true);
    let book = book.save_to_buffer().expect("a workbook");
    let mut parts = Vec::new();
    for (name, bytes) in [
        ("Quorvel_Zemblish.csv", TABLE.as_bytes()),
        ("letter to Mx Zemblish.txt", LETTER.as_bytes()),
        ("zemblish data.xlsx", &book),
    ] {
        let part = PartId(u32::try_from(parts.len()).expect("few parts"));
        let source = Source { part, name, bytes };
        parts.extend(ingest_all(&source, &Limits::default()));
    }
    Document { parts }
}

/// Every text that goes out: of archives each member, decompressed.
fn bytes_out(report: &Report, request: &Request) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for renderer in RENDERERS {
        for detail in [Detail::Brief, Detail::Full] {
            let style = Style {
                detail,
                ..Style::default()
            };
            let mut bytes = Vec::new();
            renderer
                .render(report, &style, &mut bytes)
                .expect("a report");
            out.push((renderer.name().to_owned(), opened(&bytes)));
        }
    }
    let facts = Facts {
        request,
        dated: None,
    };
    for kind in Kind::ALL {
        let text = letter::draft(kind, report, &facts, &Templates::default()).expect("a letter");
        let word = docx::write(&letter::paper(&text)).expect("a document");
        out.push((format!("{} as docx", kind.name()), opened(&word)));
        out.push((kind.name().to_owned(), text));
    }
    out
}

fn opened(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).expect("a member");
        text.push_str(&member.name().expect("a name"));
        let mut inside = Vec::new();
        member.read_to_end(&mut inside).expect("its bytes");
        text.push_str(&String::from_utf8_lossy(&inside));
    }
    text
}

fn key(text: &str) -> Privacy {
    Privacy::Pseudonyms(Arc::new(Key::new(text.as_bytes()).expect("a key")))
}

fn leaks(out: &[(String, String)], canaries: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (form, text) in out {
        let text = text.to_lowercase();
        for canary in canaries {
            if text.contains(&canary.to_lowercase()) {
                found.insert(format!("{canary} in {form}"));
            }
        }
    }
    found
}

#[test]
fn no_canary_reaches_any_form_or_letter() {
    let books = Codebooks::embedded();
    let document = document();
    for privacy in [Privacy::Masked, key("0123456789abcdef")] {
        for others in [OtherPeople::Masked, OtherPeople::Shown] {
            let settings = settings(privacy.clone(), others);
            let report = analyse(&document, &books, &settings).expect("the codebooks");
            let out = bytes_out(&report, &settings.request);
            assert_eq!(leaks(&out, &CANARIES), BTreeSet::new());
        }
    }
}

#[test]
fn every_canary_is_in_the_report_that_is_not_masked() {
    // Else the test above would show nothing.
    let settings = settings(Privacy::Shown, OtherPeople::Shown);
    let report = analyse(&document(), &Codebooks::embedded(), &settings).expect("the codebooks");
    let out = bytes_out(&report, &settings.request);
    let seen = leaks(&out, &CANARIES);
    let unseen: Vec<&str> = CANARIES
        .into_iter()
        .filter(|canary| !seen.iter().any(|leak| leak.starts_with(canary)))
        .collect();
    // An author of a file, the street of the party and the name under its letter stand in no report.
    assert_eq!(unseen, ["folverson", "skimbletop", "cobbelrane"]);
}

#[test]
fn what_says_nothing_of_who_somebody_is_stays() {
    let settings = settings(Privacy::Masked, OtherPeople::Masked);
    let report = analyse(&document(), &Codebooks::embedded(), &settings).expect("the codebooks");
    let value = |label: &str| {
        let point = report.data_points.iter().find(|point| point.label == label);
        point
            .and_then(|point| point.value.clone())
            .unwrap_or_default()
    };
    for (label, kept) in [
        ("VI", "L"),
        ("Mosaic Type", "G27"),
        ("Lab_Supp_Score", "71"),
    ] {
        assert_eq!(value(label), kept, "{label}");
    }
    assert!(
        report
            .data_points
            .iter()
            .all(|point| point.category != Category::Address || point.masked == Some("redacted"))
    );
    let plain = analyse(
        &document(),
        &Codebooks::embedded(),
        &self::settings(Privacy::Shown, OtherPeople::Masked),
    )
    .expect("the codebooks");
    assert_eq!(plain.findings.len(), report.findings.len());
    assert_eq!(plain.data_points.len(), report.data_points.len());
}

#[test]
fn one_person_has_one_pseudonym_in_each_report_made_with_a_key() {
    let books = Codebooks::embedded();
    let names = |privacy: Privacy, table: &str| -> Vec<Option<String>> {
        let source = Source {
            part: PartId(0),
            name: "a.csv",
            bytes: table.as_bytes(),
        };
        let document = Document {
            parts: ingest_all(&source, &Limits::default()),
        };
        let settings = settings(privacy, OtherPeople::Masked);
        let report = analyse(&document, &books, &settings).expect("the codebooks");
        let of_name = report
            .data_points
            .into_iter()
            .filter(|point| point.label == "Last Name");
        of_name.map(|point| point.value).collect()
    };
    let other = "First Name,Last Name,Turnout Score\nQuorvel,ZEMBLISH,44\n";
    let one = names(key("0123456789abcdef"), TABLE);
    assert_eq!(one, names(key("0123456789abcdef"), other));
    assert_ne!(one, names(key("another key, as long"), TABLE));
    assert!(one.iter().flatten().all(|name| name.starts_with("name-")));
}

#[test]
fn no_fixture_leaks_a_name_an_address_or_a_contact_detail() {
    const SHORT: usize = 5;
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let shown = fixture.report(&books);
        let masked = fixture.report_with(&books, Privacy::Masked);
        let secrets: BTreeSet<&str> = shown
            .data_points
            .iter()
            .filter(|point| {
                matches!(
                    point.category,
                    Category::Identity | Category::Contact | Category::Address | Category::FreeText
                )
            })
            .filter_map(|point| point.value.as_deref())
            // `Example` is a word of the program too.
            .filter(|value| value.chars().count() > SHORT && *value != "Example")
            .filter(|value| !value.starts_with('['))
            .collect();
        let secrets: Vec<&str> = secrets.into_iter().collect();
        let out = bytes_out(&masked, &Request::default());
        assert_eq!(leaks(&out, &secrets), BTreeSet::new(), "{}", fixture.name);
    }
}
