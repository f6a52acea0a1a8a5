//! Where a report says that the response itself says something, it points to the words that do.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::provenance::{Location, Place};
use sar_decode::report::Report;

/// The lines of a text at which some places stand.
fn lines<'t>(text: &'t str, at: &[Location]) -> Vec<&'t str> {
    let line = |at: &Location| match &at.place {
        Place::Line { line } | Place::Field { line, .. } => {
            let line = usize::try_from(line.get()).expect("a small number");
            text.lines().nth(line - 1).expect("the line is there")
        }
        other => panic!("{other:?} is no line"),
    };
    at.iter().map(line).collect()
}

/// The words that are said to tell where a value came from.
fn source<'t>(report: &Report, label: &str, files: &[(&str, &'t str)]) -> Vec<&'t str> {
    let at = &point(report, label).origin_at;
    let file = at.first().map_or(0, |at| at.part.0);
    assert!(at.iter().all(|at| at.part.0 == file), "{at:?}");
    let (_, text) = files[usize::try_from(file).expect("a small number")];
    lines(text, at)
}

#[test]
fn a_source_points_to_the_sentence_of_the_letter_or_the_cell_beside_the_value() {
    let sentence = "Your mobile number was given by you on a petition about the ferry.";
    let letter = letter(&format!(
        "Here is the copy.\n\n{sentence}\n\nYou can object to its use."
    ));
    let data = "Field,Value,Source\nMobile,07700 900123,\nPostcode,ZZ99 3AB,Electoral register\n";
    let files = [("letter.txt", letter.as_str()), ("data.csv", data)];
    let report = read(None, &files);
    assert_eq!(source(&report, "Mobile", &files), [sentence]);
    let beside = source(&report, "Postcode", &files);
    assert_eq!(beside, ["Postcode,ZZ99 3AB,Electoral register"]);
}

#[test]
fn a_source_that_is_named_elsewhere_points_to_both() {
    let keeper = "The electoral register was supplied by Testbury Borough Council.";
    let letter = letter(keeper);
    let data = "Field,Value,Source\nSurname,Mockford,Electoral register\nMobile,07700 900123,You\n";
    let files = [("letter.txt", letter.as_str()), ("data.csv", data)];
    let report = read(None, &files);
    let surname = point(&report, "Surname");
    let named = surname.source_named.as_deref();
    assert_eq!(named, Some("Testbury Borough Council"));
    let [beside, named_at] = surname.origin_at.as_slice() else {
        panic!("{surname:?}")
    };
    let beside = lines(data, std::slice::from_ref(beside));
    assert_eq!(beside, ["Surname,Mockford,Electoral register"]);
    let named_at = lines(&letter, std::slice::from_ref(named_at));
    assert_eq!(named_at, [keeper]);
}

#[test]
fn an_explanation_points_to_its_own_line() {
    let scale = "Persuade runs from 1 (will not change) to 5 (open to change).";
    let letter = letter(&format!(
        "We keep what our callers wrote down.\n\n{scale}\n\nYou can object to its use."
    ));
    let data = "Surname,First name,Persuade\nMockford,Casey,4\n";
    let files = [("letter.txt", letter.as_str()), ("data.csv", data)];
    let report = read(None, &files);
    let at = &point(&report, "Persuade").meaning.said_at;
    assert_eq!(lines(&letter, at.as_slice()), [scale]);
    // What speaks for itself is explained nowhere.
    assert_eq!(point(&report, "Surname").meaning.said_at, None);
}

#[test]
fn each_code_points_to_its_own_line() {
    let list = "VI is what we noted at your door. The letters are:\n\nP = probable\nA = against\nD = doubtful";
    let letter = letter(list);
    let data = "Surname,First name,VI\nMockford,Casey,D\n";
    let files = [("letter.txt", letter.as_str()), ("data.csv", data)];
    let report = read(None, &files);
    let meaning = &point(&report, "VI").meaning;
    assert!(meaning.text.starts_with("doubtful"), "{}", meaning.text);
    let at = lines(&letter, meaning.said_at.as_slice());
    assert_eq!(at, ["D = doubtful"]);
}
