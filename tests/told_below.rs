//! What a response explains below, beside and behind its data: lines that begin with a heading, lists of codes
//! under a title, a column of meanings, numbered notes, the last word of a heading.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

/// The report on files from one party.
fn report_of(party: &str, files: &[(&str, &str)]) -> Report {
    read(Some(party), files)
}

fn report(csv: &str) -> Report {
    report_of("labour", &[("a.csv", csv)])
}

/// Can it be read, who says so, and what it means.
fn meaning<'r>(report: &'r Report, label: &str) -> (Status, Basis, &'r str) {
    let meaning = &point(report, label).meaning;
    (meaning.status, meaning.basis, meaning.text.as_str())
}

#[test]
fn a_line_below_a_table_that_begins_with_its_heading_explains_it() {
    let table = "Date,Place,Attended\n06/05/2023,Fen Hall,X\n18/05/2023,Mill Hall,Y\n\n\"Attended: Y came, X did not come\"\n";
    let read = report(table);
    let (status, basis, text) = meaning(&read, "Attended");
    assert_eq!((status, basis), (Status::Coded, Basis::Response), "{text}");
    assert!(text.contains("did not come"), "{text}");
    assert_eq!(read.data_points.len(), 6);
    // What is no list of codes is a value of a second record.
    let more = "Attended: No\nSurname: Mockford\nTown: Fen\n";
    let read = report_of("labour", &[("a.csv", table), ("b.txt", more)]);
    let told = |one: &&DataPoint| one.value.as_deref() == Some("No");
    assert_eq!(read.data_points.iter().filter(told).count(), 1);
}

#[test]
fn how_many_people_came_is_no_party_that_somebody_votes_for() {
    let table = "Event,Event date,Party,Table\nSummer dinner,08/07/2023,4,12\nQuiz,14/09/2024,2,3\n\n\"Party: number of people in your party, yourself included\"\n";
    let read = report(table);
    let party = point(&read, "Party");
    assert_eq!(party.category, Category::Unknown);
    assert_eq!(party.meaning.basis, Basis::Response);
    assert_eq!(party.special_category, None);
    let plain = report("Event,Party\nSummer dinner,Labour\n");
    assert_eq!(point(&plain, "Party").category, Category::VotingIntention);
}

#[test]
fn codes_one_to_a_line_belong_to_the_heading_that_their_title_names() {
    let table = |title: &str| {
        format!(
            "Date,Contact Type,Result Code\n18/03/2023,Walk,NH\n22/04/2023,Phone,XD\n\n{title}\nNH = nobody at home\nLM = message left\n"
        )
    };
    let read = report(&table("Result codes:"));
    let (status, basis, text) = meaning(&read, "Result Code");
    assert_eq!((status, basis), (Status::Coded, Basis::Response), "{text}");
    assert!(text.contains("nobody at home"), "{text}");
    let other = read
        .data_points
        .iter()
        .find(|one| one.value.as_deref() == Some("XD"));
    let other = other.expect("the second call");
    assert_ne!(other.meaning.status, Status::Coded);
    // Codes under the title of something else say nothing of it.
    let read = report(&table("Streets:"));
    assert_ne!(meaning(&read, "Result Code").1, Basis::Response);
}

#[test]
fn a_column_of_meanings_says_what_a_code_means_where_it_names_it() {
    let table = |meaning: &str| {
        format!(
            "Field,Value,What it means\nSurname,Mock,\nPatch,K,{meaning}\nElector no.,FW2-310,Number in the register\nPostcode,ZZ99 3AB,\n"
        )
    };
    let read = report(&table("Patch K: the houses by the mill"));
    let (status, basis, text) = meaning(&read, "Patch");
    assert_eq!((status, basis), (Status::Coded, Basis::Response), "{text}");
    assert!(text.contains("mill"), "{text}");
    // What the field is does not say what its code means.
    let read = report(&table("Estimated part of the town, bought in"));
    assert_ne!(meaning(&read, "Patch").0, Status::Coded);
}

#[test]
fn a_column_of_numbers_refers_to_the_notes_below() {
    let table = |title: &str| {
        format!(
            "Entry,Recorded,Note\nSurname,Mock,\nPostcode,ZZ99 3AB,\nVoter ID,S,1\nLabour decile,9,2\nTelephone,01632 960553,\n\n{title}\n1. S: strong. The voter said so.\n2. Our estimate of how likely you are to vote Labour: 1 is most likely; 10 least likely.\n"
        )
    };
    let read = report(&table("Notes"));
    let (status, basis, text) = meaning(&read, "Voter ID");
    assert_eq!((status, basis), (Status::Coded, Basis::Response), "{text}");
    assert!(text.contains("strong"), "{text}");
    assert_eq!(meaning(&read, "Labour decile").1, Basis::Response);
    // A numbered list under another title is none of notes.
    let read = report(&table("What you may do"));
    assert_ne!(meaning(&read, "Voter ID").1, Basis::Response);
}

#[test]
fn the_last_word_of_a_heading_may_head_what_a_letter_says_of_it() {
    let table = "Surname,Labour forecast\nMock,58\n";
    let body = "The forecast. It runs from 0 (would not vote Labour) to 100 (sure to).";
    let told = letter(body);
    let read = report_of("labour", &[("letter.txt", &told), ("a.csv", table)]);
    let (status, basis, text) = meaning(&read, "Labour forecast");
    assert_eq!((status, basis), (Status::Scored, Basis::Response), "{text}");
    // Of two forecasts none is meant.
    let table = "Surname,Labour forecast,Green forecast\nMock,58,60\n";
    let read = report_of("labour", &[("letter.txt", &told), ("a.csv", table)]);
    assert_ne!(meaning(&read, "Labour forecast").1, Basis::Response);
}

#[test]
fn whose_a_score_is_does_not_say_what_it_means() {
    let table = "Surname,Lead score\nMock,58\n";
    for (body, explained) in [
        (
            "The Lead score is our own calculation, and the rest came from you.",
            false,
        ),
        (
            "The Lead score is our own estimate of how likely you are to give, from 0 to 100.",
            true,
        ),
    ] {
        let told = letter(body);
        let read = report_of("labour", &[("letter.txt", &told), ("a.csv", table)]);
        let basis = meaning(&read, "Lead score").1;
        assert_eq!(basis == Basis::Response, explained, "{body}");
    }
}

#[test]
fn a_sentence_about_one_score_by_name_is_about_no_other() {
    let table = "Surname,Core score,Squeeze score\nMock,0.22,0.61\n";
    let told = letter("The Core score was bought from Examplia Data Ltd.");
    let read = report_of("libdem", &[("letter.txt", &told), ("a.csv", table)]);
    assert_eq!(point(&read, "Core score").origin, Origin::Bought);
    assert_ne!(point(&read, "Squeeze score").origin, Origin::Bought);
}

#[test]
fn what_the_person_wants_is_no_guess_though_a_guess_is_about_it() {
    let table = "Surname,Telephone opt-out\nMock,No\n";
    let told = letter("Our model scores the chance that you answer the telephone.");
    let read = report_of("labour", &[("letter.txt", &told), ("a.csv", table)]);
    assert!(!point(&read, "Telephone opt-out").inferred);
}

#[test]
fn a_code_among_notes_is_not_plain_and_a_word_is() {
    let read = report("Surname,Issue,Date\nMock,H2,12/09/2023\n");
    assert_ne!(meaning(&read, "Issue").0, Status::Plain);
    let read = report("Surname,Issue,Date\nMock,Buses,12/09/2023\n");
    assert_eq!(meaning(&read, "Issue").0, Status::Plain);
}

#[test]
fn a_commercial_list_did_not_come_from_the_person_whatever_is_said_of_the_rest() {
    let table = "Surname,Home phone,Acorn type (2013)\nMock,01632 960553,12\n";
    let told =
        letter("Your surname is from the electoral register. You told our canvasser the rest.");
    let read = report_of("labour", &[("letter.txt", &told), ("a.csv", table)]);
    assert_eq!(point(&read, "Acorn type (2013)").origin, Origin::Bought);
}

#[test]
fn values_tell_a_race_that_is_run_and_the_day_of_a_score() {
    let read = report("Event,Race\nFun run,10K\n");
    assert_eq!(point(&read, "Race").special_category, None);
    for origin in ["White British", "3"] {
        let read = report(&format!("Surname,Race\nMock,{origin}\n"));
        assert!(point(&read, "Race").special_category.is_some(), "{origin}");
    }
    let read = report("Surname,Index computed\nMock,June 2021\n");
    assert!(!point(&read, "Index computed").inferred);
}

#[test]
fn what_you_told_us_over_a_vote_is_a_voting_intention() {
    let read = report("Surname,What you told us\nMock,Usually votes Labour\n");
    assert_eq!(
        point(&read, "What you told us").category,
        Category::VotingIntention
    );
    let read = report("Surname,What you told us\nMock,The labour ward is closing\n");
    assert_ne!(
        point(&read, "What you told us").category,
        Category::VotingIntention
    );
}

#[test]
fn a_numbered_question_is_read_without_its_number() {
    let read = report("Surname,Q4_YourAge,Q12_TradeUnion\nMock,45-54,Guild of Mocks\n");
    assert_eq!(point(&read, "Q4_YourAge").category, Category::Demographic);
    assert_eq!(meaning(&read, "Q4_YourAge").0, Status::Plain);
}

#[test]
fn letters_of_one_code_may_each_be_told_beside_it() {
    let table = |meaning: &str| {
        format!(
            "Field,Value,What it means\nSurname,Mock,\nVoter ID,VL,{meaning}\nElector no.,FW2-310,Number in the register\nPostcode,ZZ99 3AB,\n"
        )
    };
    let read = report(&table(
        "L is Labour; V in front of it means that you had voted",
    ));
    assert_eq!(meaning(&read, "Voter ID").1, Basis::Response);
    let read = report(&table("What you told us; L is Labour"));
    assert_eq!(meaning(&read, "Voter ID").1, Basis::Codebook);
}

#[test]
fn a_meaning_beside_a_code_that_its_list_has_too_is_the_responses_own() {
    let table = |meaning: &str| {
        format!(
            "Field,Value,What it means\nSurname,Mock,\nFamily lifestage,07,{meaning}\nElector no.,FW2-310,Number in the register\nPostcode,ZZ99 3AB,\n"
        )
    };
    let listed = report(&table("Bought in 2024"));
    let (status, basis, text) = meaning(&listed, "Family lifestage");
    assert_eq!((status, basis), (Status::Coded, Basis::Codebook), "{text}");
    let reading = &point(&listed, "Family lifestage").meaning.readings[0].text;
    let read = report(&table(&format!("{reading}; bought in 2024")));
    assert_eq!(meaning(&read, "Family lifestage").1, Basis::Response);
}

#[test]
fn a_small_number_that_the_person_gave_is_an_answer_unless_it_is_called_a_prediction() {
    for (heading, inferred) in [
        ("Certainty of voting", false),
        ("Predicted certainty of voting", true),
    ] {
        let table = format!(
            "Item,What we hold,Where it came from\nName,Casey,Electoral register\nPostcode,ZZ99 3AB,Electoral register\n{heading},2,\"You, on the telephone\"\n"
        );
        let read = report(&table);
        assert_eq!(point(&read, heading).inferred, inferred, "{heading}");
    }
}

#[test]
fn that_council_is_the_one_that_was_named_last() {
    let table = "Surname,Elector number,Voted May 2025\nMock,WD5-318,Yes\n";
    let named = |body: &str| {
        let told = letter(body);
        let read = report_of("green", &[("letter.txt", &told), ("a.csv", table)]);
        let voted = point(&read, "Voted May 2025");
        (voted.origin, voted.source_named.clone())
    };
    let council = Some("Proofham Borough Council".to_owned());
    let first = "Your surname and elector number come from the electoral register of Proofham Borough Council.";
    let told = named(&format!(
        "{first} Whether you voted comes from that council's marked register."
    ));
    assert_eq!(told, (Origin::MarkedRegister, council));
    let told = named(&format!(
        "{first} Whether you voted comes from a marked register."
    ));
    assert_eq!(told, (Origin::MarkedRegister, None));
}

#[test]
fn what_is_said_of_an_entry_behind_its_source_does_not_deny_the_source() {
    let table = |source: &str| {
        format!(
            "Data field,Entry,Where from\nSurname,Mock,\nPostcode,ZZ99 3AB,\nVoted in May 2023,Yes,\"{source}\"\n"
        )
    };
    let of = |source: &str| {
        point(&report(&table(source)), "Voted in May 2023")
            .source_named
            .clone()
    };
    let told = of(
        "From the marked register of Proofham Borough Council: it shows that you voted, not for whom",
    );
    assert!(
        told.as_deref()
            .is_some_and(|name| name.contains("Proofham Borough Council")),
        "{told:?}"
    );
    assert_eq!(of("Marked register: not used"), None);
}

#[test]
fn what_came_of_a_call_is_a_word_or_a_yes_and_its_codes_say_nothing_by_themselves() {
    for (value, status) in [
        ("Spoke", Status::Plain),
        ("1", Status::Plain),
        ("WN", Status::Unpublished),
        ("3", Status::Unpublished),
    ] {
        let read = report(&format!("Surname,Call outcome\nMock,{value}\n"));
        let (found, _, text) = meaning(&read, "Call outcome");
        assert_eq!(found, status, "{value}: {text}");
        assert!(!text.contains("scale"), "{value}: {text}");
    }
}
