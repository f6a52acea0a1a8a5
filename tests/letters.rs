//! Invented letters of many kinds of writers, each with what it says of the items of the law, what
//! kind of answer it makes and what it is as a paper. The files stand in `tests/letters/`.

use std::fs;
use std::path::{Path, PathBuf};

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::recognise::{Recogniser, Setting, survey};
use sar_decode::statement::{Phrases, Reading, Spoken, read};

/// A letter and what is expected of it.
struct Letter {
    name: String,
    kind: String,
    paper: String,
    items: Vec<(String, String)>,
    text: String,
}

fn letter(path: &Path) -> Letter {
    let text = fs::read_to_string(path).expect("the letter is there");
    let (head, body) = text.split_once("---\n").expect("a letter has a head");
    let line = |key: &str| {
        let found = head.lines().find_map(|line| line.strip_prefix(key));
        found.unwrap_or_default().trim().to_owned()
    };
    let pairs = head.lines().flat_map(str::split_whitespace);
    Letter {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        kind: line("kind:"),
        paper: line("paper:"),
        items: pairs
            .filter_map(|pair| pair.split_once('='))
            .map(|(item, status)| (item.to_owned(), status.to_owned()))
            .collect(),
        text: body.to_owned(),
    }
}

/// What is read otherwise than expected, and how many expectations there are.
fn differences(letter: &Letter, books: &Codebooks) -> (Vec<String>, usize) {
    let document = Document {
        parts: ingest_all(
            &Source {
                part: PartId(0),
                name: &letter.name,
                bytes: letter.text.as_bytes(),
            },
            &Limits::default(),
        ),
    };
    let observed = survey(&document, &Recogniser::new(books, None, Setting::Open));
    let phrases = Phrases::load(books).expect("the phrases load");
    let read = read(Reading {
        document: &document,
        survey: &observed,
        spoken: &Spoken::of(&document, &observed),
        books,
        phrases: &phrases,
    })
    .expect("the signals load");
    let report = analyse(&document, books, &Settings::default()).expect("the letter is analysed");
    let mut wrong = Vec::new();
    let mut compare = |what: &str, wanted: &str, found: &str| {
        if wanted != found {
            wrong.push(format!("{}: {what} is {found}, not {wanted}", letter.name));
        }
    };
    compare("kind", &letter.kind, report.case.response_kind.as_str());
    let paper = read
        .statements
        .papers
        .first()
        .map_or("none", |paper| paper.kind.as_str());
    compare("paper", &letter.paper, paper);
    for (item, status) in &letter.items {
        let line = report.checklist.iter().find(|line| line.item == item);
        let found = line.map(|line| format!("{:?}", line.status).to_lowercase());
        let found = found.unwrap_or_default();
        compare(item, &status.replace('-', ""), &found);
    }
    (wrong, letter.items.len() + 2)
}

fn letters(held: bool) -> Vec<Letter> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.to_string_lossy().contains("-held-") == held)
        .collect();
    paths.sort();
    paths.iter().map(|path| letter(path)).collect()
}

fn all_differences(held: bool) -> (Vec<String>, usize) {
    let books = Codebooks::embedded();
    let mut wrong = Vec::new();
    let mut wanted = 0;
    for letter in letters(held) {
        let (differences, expectations) = differences(&letter, &books);
        wrong.extend(differences);
        wanted += expectations;
    }
    (wrong, wanted)
}

#[test]
fn each_letter_is_read_as_its_head_says() {
    let (wrong, _) = all_differences(false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// These letters were written with the others and never looked at while the signals were made.
#[test]
fn letters_that_were_not_looked_at_are_read_nearly_as_well() {
    let (wrong, wanted) = all_differences(true);
    println!("{} of {wanted} otherwise than expected", wrong.len());
    if std::env::var_os("SHOW_HELD").is_some() {
        println!("{}", wrong.join("\n"));
    }
    assert!(wrong.len() * 4 <= wanted, "{} of {wanted}", wrong.len());
}

/// Several files of one response, analysed together.
fn together(files: &[(&str, &str)]) -> sar_decode::report::Report {
    let mut parts = Vec::new();
    for (name, text) in files {
        let part = PartId(u32::try_from(parts.len()).expect("few parts"));
        let bytes = text.as_bytes();
        parts.extend(ingest_all(
            &Source { part, name, bytes },
            &Limits::default(),
        ));
    }
    let books = Codebooks::embedded();
    analyse(&Document { parts }, &books, &Settings::default()).expect("the files are analysed")
}

#[test]
fn a_letter_gives_the_sources_of_the_fields_it_names_and_of_no_others() {
    let letter = "Dear Casey,\n\nWe enclose a copy of your data. Your name and address come from the electoral register supplied by Proofham Borough Council in December 2025. Your e-mail address was given by you when you signed our petition in 2018. The scores in columns D-E were bought from Experian Ltd.\n\nYours sincerely\n";
    let data = "Full Name,Address,Email,Score A1,Score B2,Mosaic Type\nCasey Specimen,1 Proof Lane,casey@mail.example,12,40,G27\n";
    let report = together(&[("letter.txt", letter), ("data.csv", data)]);
    let found = |label: &str| {
        let mut points = report.data_points.iter();
        let point = points
            .find(|point| point.label == label)
            .expect("the field is there");
        (
            point.origin.as_str(),
            point.origin_basis.as_str(),
            point.source_named.clone(),
        )
    };
    let council = Some("Proofham Borough Council".to_owned());
    assert_eq!(
        found("Full Name"),
        ("register", "response", council.clone())
    );
    assert_eq!(found("Address"), ("register", "response", council));
    assert_eq!(found("Email"), ("subject", "response", None));
    let bought = ("bought", "response", Some("Experian Ltd".to_owned()));
    assert_eq!(found("Score A1"), bought);
    assert_eq!(found("Score B2"), bought);
    assert_ne!(found("Mosaic Type").1, "response");
}

#[test]
fn a_letter_explains_the_fields_that_it_names() {
    let letter = "Dear Casey,\n\nPlease find your data attached. XQ_CORE is the likelihood, from 0 to 100, that you are a core supporter. XQ_TEAM is used by our staff only.\n\nYours sincerely\n";
    let data = "Full Name,Address,Postcode,Elector Number,XQ_CORE,XQ_TEAM\nCasey Specimen,1 Proof Lane,ZZ99 3AB,AB5-12,12,40\n";
    let report = together(&[("letter.txt", letter), ("data.csv", data)]);
    let status = |label: &str| {
        let mut points = report.data_points.iter();
        let point = points
            .find(|point| point.label == label)
            .expect("the field is there");
        (point.meaning.status.as_str(), point.meaning.basis.as_str())
    };
    assert_eq!(status("XQ_CORE"), ("scored", "response"));
    assert_ne!(status("XQ_TEAM").1, "response");
}

#[test]
fn what_the_person_wrote_is_no_data_of_the_response() {
    let request = "Dear Sir or Madam,\n\nI am making a subject access request. Please send me a copy of all personal data that you hold about me.\n\nFull name: Casey Specimen\nDate of birth: 1 April 1980\nEmail: casey@mail.example\n";
    let data = "Full Name,Polling District\nCasey Specimen,AB5\n";
    let report = together(&[("my request.txt", request), ("data.csv", data)]);
    let labels: Vec<&str> = report
        .data_points
        .iter()
        .map(|point| point.label.as_str())
        .collect();
    assert_eq!(labels, ["Full Name", "Polling District"]);
}

/// The data that came with a letter, as label, origin, who says so, and the source that is named.
fn origins(letter: &str, data: &str) -> Vec<(String, String, String, Option<String>)> {
    let report = together(&[("letter.txt", letter), ("data.csv", data)]);
    let points = report.data_points.iter();
    points
        .map(|point| {
            (
                point.label.clone(),
                point.origin.as_str().to_owned(),
                point.origin_basis.as_str().to_owned(),
                point.source_named.clone(),
            )
        })
        .collect()
}

#[test]
fn a_source_that_a_letter_gives_for_all_data_is_that_of_the_fields_it_fits() {
    let data = "Full Name,Email,Elector Number,Voting Intention\nCasey Specimen,casey@mail.example,AB5-12,Labour\n";
    let of = |letter: &str, label: &str| {
        let mut found = origins(letter, data).into_iter();
        let found = found.find(|(known, ..)| known == label);
        let (_, origin, basis, named) = found.expect("the field is there");
        (origin, basis, named)
    };
    let told = |origin: &str, named: Option<&str>| {
        (
            origin.to_owned(),
            "response".to_owned(),
            named.map(str::to_owned),
        )
    };
    let form = "Dear Casey,\n\nThe details that you gave us on our website are attached.\n\nYours sincerely\n";
    assert_eq!(of(form, "Email"), told("subject", None));
    let register = "Dear Casey,\n\nYour data are attached. They come from the register of Proofham Borough Council.\n\nYours sincerely\n";
    let council = Some("Proofham Borough Council");
    assert_eq!(of(register, "Elector Number"), told("register", council));
    assert_ne!(of(register, "Email").1, "response");
    assert_ne!(of(register, "Voting Intention").0, "register");
}

#[test]
fn what_was_told_to_a_canvasser_is_of_the_canvass_and_what_was_written_on_a_form_is_not() {
    let data = "Full Name,Voting Intention\nCasey Specimen,Labour\n";
    for (words, origin) in [
        ("was given by you to a volunteer at your door", "canvass"),
        ("was obtained from you in person", "canvass"),
        (
            "was given by you when you signed our petition at a street stall",
            "subject",
        ),
        ("was given by you", "subject"),
    ] {
        let letter = format!(
            "Dear Casey,\n\nYour data are attached. Your voting intention {words}.\n\nYours sincerely\n"
        );
        let found = origins(&letter, data);
        let found = found.iter().find(|(label, ..)| label == "Voting Intention");
        assert_eq!(
            found.map(|(_, found, ..)| found.as_str()),
            Some(origin),
            "{words}"
        );
    }
}

#[test]
fn the_seller_of_bought_data_is_named_and_a_sentence_on_keeping_them_buys_nothing() {
    let letter = "Dear Casey,\n\nYour data are attached. The household income estimate was bought from Blenkin Lists Limited in March 2025. Bought data are deleted after two years, register data after one.\n\nYours sincerely\n";
    let data = "Full Name,Elector Number,Household income\nCasey Specimen,AB5-12,20-30k\n";
    let found = origins(letter, data);
    let of = |label: &str| {
        let found = found.iter().find(|(known, ..)| known == label);
        found.expect("the field is there").clone()
    };
    assert_eq!(of("Household income").1, "bought");
    assert_eq!(
        of("Household income").3.as_deref(),
        Some("Blenkin Lists Limited")
    );
    assert_eq!(of("Elector Number").1, "register");
}

#[test]
fn sentences_behind_labels_in_a_letter_are_no_data_and_a_list_of_fields_is() {
    let letter = "Dear Casey,\n\nWe hold your name and a likelihood score.\n\n- **The score:** this was modelled for us by a company.\n- **Transfers:** none of the data leave the UK.\n- **Lawful basis:** we rely on legitimate interests.\n\nYours sincerely\n";
    let report = together(&[("letter.txt", letter)]);
    assert!(report.data_points.is_empty(), "{:?}", report.data_points);
    let letter = "Dear Casey,\n\nThis is what we hold.\n\nFull name: Casey Specimen\nPostcode: ZZ99 3AB\nVoting intention: Labour\n\nYours sincerely\n";
    assert_eq!(together(&[("letter.txt", letter)]).data_points.len(), 3);
}

#[test]
fn a_denial_does_not_reach_what_it_leaves_out() {
    let data = "Full Name,Voting Intention\nCasey Specimen,Labour\n";
    for (words, contradicted) in [
        (
            "Apart from the voting intention that you told us we hold no special category data about you.",
            false,
        ),
        (
            "We hold no special category data about you other than your voting intention.",
            false,
        ),
        ("We hold no special category data about you.", true),
    ] {
        let letter = format!("Dear Casey,\n\nYour data are attached. {words}\n\nYours sincerely\n");
        let report = together(&[("letter.txt", &letter), ("data.csv", data)]);
        let found = report
            .findings
            .iter()
            .any(|finding| finding.rule.to_string() == "X08");
        assert_eq!(found, contradicted, "{words}");
    }
}

#[test]
fn a_letter_that_says_what_a_code_means_explains_that_code_and_no_other() {
    let data = "Full Name,Postcode,StreetView segment\nCasey Specimen,ZZ99 3AB,Q7\n";
    let of = |words: &str| {
        let letter = format!("Dear Casey,\n\nYour data are attached. {words}\n\nYours sincerely\n");
        let report = together(&[("letter.txt", &letter), ("data.csv", data)]);
        let mut points = report.data_points.iter();
        let point = points.find(|point| point.label == "StreetView segment");
        let point = point.expect("the field is there");
        let meaning = point.meaning.text.clone();
        (
            meaning.contains("Quiet suburbs"),
            point.level.as_str().to_owned(),
        )
    };
    let code = "StreetView segment \"Q7\" means \"Quiet suburbs\".";
    assert!(of(code).0);
    assert!(!of("StreetView segment \"Q8\" means \"Quiet suburbs\".").0);
    let level = of(&format!(
        "{code} It is an estimate for your whole postcode."
    ));
    assert_eq!(level, (true, "area".to_owned()));
}

#[test]
fn inputs_that_are_refused_are_asked_for_and_inputs_that_are_told_are_not() {
    let data = "Full Name,Modelled support score (0 lowest to 100 highest)\nCasey Specimen,41\n";
    for (words, asked) in [
        (
            "The score is produced by a statistical model. We will not tell you which data went into it, as that is a trade secret.",
            true,
        ),
        (
            "The score is calculated from your age and from canvass returns in your ward.",
            false,
        ),
        (
            "The score is produced by our model. We calculated it in January 2031 from the register and the census.",
            false,
        ),
        (
            "The model was last run by us in February 2031 on our canvass records.",
            false,
        ),
        (
            "The score is produced by our model. We calculated it in January 2031 with much care.",
            true,
        ),
    ] {
        let letter =
            format!("Dear Casey,\n\nYour record is attached. {words}\n\nYours sincerely\n");
        let report = together(&[("letter.txt", &letter), ("data.csv", data)]);
        let found = report
            .findings
            .iter()
            .any(|finding| finding.rule.to_string() == "I07");
        assert_eq!(found, asked, "{words}");
    }
}

#[test]
fn a_source_column_with_one_word_and_particulars_is_read() {
    let data = "Field,What we hold,Source\nName,Casey Specimen,\"Register, Proofham Council, 2.3.2026\"\nEmail,casey@mail.example,\"You, web form, 8.9.2021\"\n";
    let report = together(&[("data.csv", data)]);
    let of = |label: &str| {
        let mut points = report.data_points.iter();
        let point = points.find(|point| point.label == label);
        let point = point.expect("the field is there");
        (point.origin.as_str(), point.source_named.as_deref())
    };
    assert_eq!(of("Name"), ("register", Some("Proofham Council")));
    assert_eq!(of("Email"), ("subject", None));
}
