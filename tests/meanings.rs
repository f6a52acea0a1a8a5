//! What values say about their scale, and what a response explains of them, from bytes to report.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Origin, Status};

/// The report on lines of a CSV file from one party.
fn report(csv: &str) -> Report {
    report_of("labour", csv)
}

#[test]
fn a_score_of_which_nothing_is_said_is_given_candidates_and_stays_unpublished() {
    let report = report("First Name,Postcode,mdl_lab_propensity\nCasey,ZZ99 3AB,71\n");
    let score = point(&report, "mdl_lab_propensity");
    assert_eq!(score.meaning.status, Status::Unpublished);
    assert_eq!(score.meaning.basis, Basis::Wording);
    assert!(!score.meaning.readings.is_empty());
    for reading in &score.meaning.readings {
        assert!(reading.text.starts_with("possibly "), "{reading:?}");
    }
    let reading = score
        .reading
        .as_ref()
        .expect("the heading is read from its words");
    assert_eq!(reading.about, ["Labour"]);
}

#[test]
fn a_value_that_its_heading_rules_out_is_off_the_scale() {
    let csv = |value: &str| {
        format!("First Name,Postcode,Lab support percentile v9\nCasey,ZZ99 3AB,{value}\n")
    };
    let off = report(&csv("140"));
    let off = &point(&off, "Lab support percentile v9").meaning;
    assert_eq!(off.status, Status::OffScale, "{}", off.text);
    let on = report(&csv("14"));
    let on = &point(&on, "Lab support percentile v9").meaning;
    assert_eq!(on.status, Status::Unpublished, "{}", on.text);
}

#[test]
fn where_the_heading_leaves_it_open_the_values_tell_a_model_from_an_answer() {
    let csv =
        |value: &str| format!("First Name,Postcode,Backs Labour 2031\nCasey,ZZ99 3AB,{value}\n");
    let model = report(&csv("71.3"));
    let model = point(&model, "Backs Labour 2031");
    assert_eq!(
        (model.origin, model.inferred),
        (Origin::Modelled, true),
        "{:?}",
        model.reading
    );
    let answer = report(&csv("Strong"));
    let answer = point(&answer, "Backs Labour 2031");
    assert_eq!((answer.origin, answer.inferred), (Origin::Canvass, false));
    let open = report(&csv("4"));
    assert_eq!(point(&open, "Backs Labour 2031").origin, Origin::Unknown);
}

#[test]
fn an_explanation_in_the_heading_is_the_responses_own() {
    let heading = "\"Zeal (0 = unlikely, 100 = likely)\"";
    let report = report(&format!(
        "First Name,Postcode,{heading}\nCasey,ZZ99 3AB,71\n"
    ));
    let zeal = point(&report, "Zeal (0 = unlikely, 100 = likely)");
    assert_eq!(zeal.meaning.basis, Basis::Response, "{}", zeal.meaning.text);
}

/// The same, from a party.
fn report_of(party: &str, csv: &str) -> Report {
    read(Some(party), &[("data.csv", csv)])
}

#[test]
fn a_listed_classification_is_found_among_words_that_only_say_of_what() {
    let heading = "What Mosaic UK 2009 type does your postcode fall in?";
    let found = report(&format!(
        "First Name,Postcode,{heading}\nCasey,ZZ99 3AB,K46\n"
    ));
    let type_of = point(&found, heading);
    assert_eq!(type_of.meaning.status, Status::Coded);
    assert_eq!(type_of.meaning.basis, Basis::Codebook);
    // Another word may say something else of it.
    let other = "Mosaic UK 2009 type of our leaflet round";
    let found = report(&format!(
        "First Name,Postcode,{other}\nCasey,ZZ99 3AB,K46\n"
    ));
    assert_ne!(point(&found, other).meaning.status, Status::Coded);
}

#[test]
fn a_code_under_the_words_of_some_trade_is_offered_no_list() {
    for (heading, offered) in [("Seat block", false), ("Zx_7 seg", true)] {
        let found = report(&format!(
            "First Name,Postcode,{heading}\nCasey,ZZ99 3AB,B06\n"
        ));
        let readings = &point(&found, heading).meaning.readings;
        assert_eq!(!readings.is_empty(), offered, "{heading}: {readings:?}");
    }
}

#[test]
fn an_answer_of_the_partys_own_list_says_what_the_list_says() {
    let csv =
        "First Name,Postcode,Will you vote for us at the next election?\nCasey,ZZ99 3AB,Soft Con\n";
    let heading = "Will you vote for us at the next election?";
    let own = report_of("libdem", csv);
    let own = &point(&own, heading).meaning;
    assert_eq!(own.status, Status::Coded, "{}", own.text);
    assert!(
        own.text.contains("either Liberal Democrat or"),
        "{}",
        own.text
    );
    // Another party has no such answer in its lists.
    let other = report_of("snp", csv);
    assert_ne!(point(&other, heading).meaning.status, Status::Coded);
}

#[test]
fn a_word_that_is_its_own_meaning_is_plain_and_a_letter_is_not() {
    let of = |value: &str| {
        let found = report(&format!(
            "First Name,Postcode,Marital status\nCasey,ZZ99 3AB,{value}\n"
        ));
        point(&found, "Marital status").meaning.status
    };
    assert_eq!(of("Married"), Status::Plain);
    assert_ne!(of("M"), Status::Plain);
}

#[test]
fn a_list_of_parties_below_a_table_explains_the_votes_in_it_and_nothing_else() {
    let note = "Letters: S = SDLP; A = Alliance; N = not voting";
    let csv =
        format!("First Name,Postcode,1st pref,Contact language\nCasey,ZZ99 3AB,S,S\n\n{note}\n");
    let found = report_of("sdlp", &csv);
    let vote = &point(&found, "1st pref").meaning;
    assert_eq!((vote.status, vote.basis), (Status::Coded, Basis::Response));
    assert!(vote.text.contains("SDLP"), "{}", vote.text);
    assert_ne!(
        point(&found, "Contact language").meaning.status,
        Status::Coded
    );
    // A letter that is not in the list is not explained by it.
    let found = report_of("sdlp", &csv.replace(",S,S", ",Q,S"));
    assert_ne!(point(&found, "1st pref").meaning.basis, Basis::Response);
}

#[test]
fn a_note_that_begins_with_a_heading_gives_its_codes() {
    let csv = "First Name,Postcode,Zyx 1-5\nCasey,ZZ99 3AB,2\n\nColumn Zyx 1-5: 1 = solid; 2 = probable; 5 = never\n";
    let found = report(csv);
    let meaning = &point(&found, "Zyx 1-5").meaning;
    assert_eq!(
        (meaning.status, meaning.basis),
        (Status::Coded, Basis::Response)
    );
    assert!(meaning.text.contains("probable"), "{}", meaning.text);
}

#[test]
fn codes_and_ends_of_a_scale_are_read_from_a_heading_without_brackets() {
    for (heading, value, status) in [
        ("Zyx 5=surely 3=maybe 1=never", "5", Status::Coded),
        ("Zyx, 0 = least to 100 = most", "71", Status::Scored),
        ("Zyx, version 2 of 3", "2", Status::Unrecognised),
    ] {
        let found = report(&format!(
            "First Name;Postcode;{heading}\nCasey;ZZ99 3AB;{value}\n"
        ));
        assert_eq!(point(&found, heading).meaning.status, status, "{heading}");
    }
}

#[test]
fn what_a_canvass_went_into_is_no_answer_where_the_heading_calls_it_a_guess() {
    let title = "From our own canvass and analysis,,\n";
    let csv = format!(
        "{title}First Name,\"Likely religion (guess from surname)\",Voting intention\nCasey,Jedi,Green\n"
    );
    let report = report(&csv);
    let guess = point(&report, "Likely religion (guess from surname)");
    assert_eq!((guess.origin, guess.inferred), (Origin::Modelled, true));
    assert_eq!(point(&report, "Voting intention").origin, Origin::Canvass);
}

#[test]
fn a_partys_field_may_name_its_occasion() {
    let csv = |heading: &str| format!("First Name,Postcode,{heading}\nCasey,ZZ99 3AB,T\n");
    let dated = report(&csv("Voter ID on 11/05/2024"));
    let dated = &point(&dated, "Voter ID on 11/05/2024").meaning;
    assert_eq!(
        (dated.status, dated.basis),
        (Status::Coded, Basis::Codebook)
    );
    // Another word may say something else.
    let other = report(&csv("Voter ID of neighbour"));
    assert_ne!(
        point(&other, "Voter ID of neighbour").meaning.status,
        Status::Coded
    );
}

#[test]
fn out_of_ten_may_be_written_with_a_stroke() {
    let csv = "\"Asked at the door. SNP /10 = how likely to vote SNP, 0 never to 10 certain.\",,\n\
        First Name,SNP /10,Zorb /12\nCasey,7,3\n";
    let report = report_of("snp", csv);
    let score = point(&report, "SNP /10");
    assert_eq!(score.meaning.status, Status::Scored);
    assert_eq!(score.meaning.basis, Basis::Response);
    assert_eq!(
        point(&report, "Zorb /12").meaning.status,
        Status::Unrecognised
    );
}

#[test]
fn a_code_outside_the_responses_own_list_is_said_to_be_outside_it() {
    let csv = |value: &str| {
        format!(
            "\"Answers (1 = Labour; 2 = Green; 3 = other)\",,\nFirst Name,Date called,Answers\nCasey,02/05/2024,{value}\n"
        )
    };
    let listed = report(&csv("2"));
    let listed = &point(&listed, "Answers").meaning;
    assert_eq!(
        (listed.status, listed.basis),
        (Status::Coded, Basis::Response)
    );
    let other = report(&csv("7"));
    assert_eq!(
        point(&other, "Answers").meaning.status,
        Status::UnlistedCode
    );
    let fired = |report: &Report| report.findings.iter().any(|found| found.rule.0 == "U01");
    assert!(fired(&other), "{:?}", point(&other, "Answers"));
}

#[test]
fn a_scale_whose_ends_the_response_explains_goes_before_a_list() {
    let heading = "\"Green Voting Intention (1 will vote Green, 5 will not)\"";
    let report = report_of(
        "green",
        &format!("First Name,Postcode,{heading},Green VI\nCasey,ZZ99 3AB,2,2\n"),
    );
    let told = &point(&report, heading.trim_matches('"')).meaning;
    assert_eq!((told.status, told.basis), (Status::Scored, Basis::Response));
    assert_eq!(
        point(&report, "Green VI").meaning.status,
        Status::Ambiguous,
        "without the ends both documented readings stand"
    );
}

#[test]
fn of_several_sources_above_a_table_each_column_has_its_own() {
    let csv = "Canvass answers and marked register,,\nFirst Name,Voting intention,Voted 2023\nCasey,Green,Y\n";
    let report = report(csv);
    assert_eq!(point(&report, "Voting intention").origin, Origin::Canvass);
    assert_eq!(point(&report, "Voted 2023").origin, Origin::MarkedRegister);
}

#[test]
fn a_question_in_words_is_answered_by_yes_and_no() {
    let csv = "First Name,Postcode,Q2 Would you vote for us?,Would vote\nCasey,ZZ99 3AB,No,Yes\n";
    let report = report(csv);
    let asked = point(&report, "Q2 Would you vote for us?");
    assert_eq!(asked.meaning.status, Status::Plain);
    assert_eq!(
        asked.category,
        sar_decode::vocabulary::Category::VotingIntention
    );
}

#[test]
fn a_letter_of_the_partys_own_canvass_is_read_where_the_heading_says_all_that_it_is() {
    let csv = |heading: &str| format!("First Name,Postcode,{heading}\nCasey,ZZ99 3AB,T\n");
    let heading = "Which party did they say they would vote for?";
    let own = report(&csv(heading));
    let own = &point(&own, heading).meaning;
    assert_eq!((own.status, own.basis), (Status::Coded, Basis::Codebook));
    assert!(own.text.starts_with("Probably: "), "{}", own.text);
    // A model's, and what leaves a word open, is not read so.
    for heading in ["Predicted voting intention", "Blorp voting intention"] {
        let other = report(&csv(heading));
        let other = &point(&other, heading).meaning;
        assert_ne!(other.status, Status::Coded, "{heading}: {}", other.text);
    }
}

#[test]
fn endings_of_column_names_and_versions_are_no_words() {
    let csv = "SURNM,WARDNM,VICURRDT,SqueezeGreen_v4\nMockford,Fen,2016-05-02,0.61\n";
    let report = report(csv);
    let category = |label: &str| point(&report, label).category.as_str();
    assert_eq!(category("SURNM"), "identity");
    assert_eq!(category("VICURRDT"), "contact-history");
    assert_eq!(category("SqueezeGreen_v4"), "voting-intention");
    assert_ne!(category("WARDNM"), "unknown");
}

#[test]
fn a_lone_letter_where_words_are_expected_is_not_plain() {
    let csv = "First Name,Postcode,Survey Batch,AudienceMatch_FB\nCasey,ZZ99 3AB,S,Y\n";
    let report = report(csv);
    assert_ne!(point(&report, "Survey Batch").meaning.status, Status::Plain);
    assert_eq!(
        point(&report, "AudienceMatch_FB").meaning.status,
        Status::Plain
    );
}

#[test]
fn a_word_of_an_explanation_is_no_council() {
    let csv = "First Name,HSG_X\nCasey,41\n\nField,What it means\nHSG_X,\"How strongly you favour more council housing, 0 to 100\"\n";
    let report = report(csv);
    assert_eq!(point(&report, "HSG_X").source_named, None);
    let csv = "\"Register of electors, Proofham Borough Council\",\nFirst Name,Elector Number\nCasey,41\n";
    let report = report_of("labour", csv);
    let named = point(&report, "Elector Number").source_named.as_deref();
    assert_eq!(named, Some("Proofham Borough Council"));
}

/// The report on a letter and a table.
fn with_letter(letter: &str, csv: &str) -> Report {
    read(None, &[("letter.txt", letter), ("a.csv", csv)])
}

#[test]
fn a_letter_may_count_the_figures_that_it_explains() {
    let table = "Entry,What the record says\nWould vote Liberal Democrat,62%\nWould go out and vote,85%\nName,Casey Mock\n";
    let told = |number: &str| {
        letter(&format!(
            "The {number} figures are predictions by a statistical model. They are percentages from 0% to 100%: the higher the figure, the more likely it is."
        ))
    };
    let report = with_letter(&told("two"), table);
    let vote = point(&report, "Would vote Liberal Democrat");
    assert_eq!(
        (vote.meaning.status, vote.meaning.basis, vote.inferred),
        (Status::Scored, Basis::Response, true),
        "{}",
        vote.meaning.text
    );
    // Of three figures two are not said to be meant.
    let report = with_letter(&told("three"), table);
    let vote = point(&report, "Would vote Liberal Democrat");
    assert_ne!(vote.meaning.basis, Basis::Response);
}

#[test]
fn a_letter_names_a_column_by_a_plain_word_and_lists_its_codes_in_the_next_sentence() {
    let table = "Surname,Iaith,Plonk\nMock,1,2\n";
    let body = "The column Iaith is the language that you asked for. 1 = Welsh, 2 = English.";
    let report = with_letter(&letter(body), table);
    let meaning = &point(&report, "Iaith").meaning;
    assert_eq!(
        (meaning.status, meaning.basis),
        (Status::Coded, Basis::Response)
    );
    assert!(meaning.text.contains("Welsh"), "{}", meaning.text);
    // Where nothing calls it a column, a plain word in a sentence is a word.
    let body = "We plonk our leaflets in boxes. 1 = Welsh, 2 = English.";
    let report = with_letter(&letter(body), table);
    assert_ne!(point(&report, "Plonk").meaning.basis, Basis::Response);
}

#[test]
fn a_line_of_codes_beside_a_heading_explains_it_and_is_no_value() {
    let csv = "Stance,Ward\nCEF,Fen\n";
    let report = with_letter(
        &letter("Stance: CEF = supporter; ANS = unsure; GWR = against us"),
        csv,
    );
    let stances = report
        .data_points
        .iter()
        .filter(|one| one.label == "Stance");
    assert_eq!(stances.count(), 1);
    assert_eq!(point(&report, "Stance").meaning.status, Status::Coded);
}

#[test]
fn not_something_else_denies_the_something_else_alone() {
    let said = |sentence: &str| {
        let csv = "Surname,Labour support score\nMock,71\n";
        let report = with_letter(&letter(sentence), csv);
        report
            .findings
            .iter()
            .any(|finding| finding.rule.0 == "X08")
    };
    assert!(!said(
        "The score is a prediction, not something you told us."
    ));
    assert!(said("We do not score or profile you."));
}

#[test]
fn a_letter_explains_the_table_that_stands_in_it() {
    let page = |said: &str| {
        format!(
            "<html><body><p>Dear Casey,</p><p>We confirm that we process personal data about you.</p>\
             <p>{said}</p><table><tr><th>Field</th><th>Value</th></tr><tr><td>Name</td><td>Casey</td></tr>\
             <tr><td>Support figure</td><td>64</td></tr></table><p>Yours sincerely,</p><p>Data Protection Officer</p></body></html>"
        )
    };
    let report = |said: &str| {
        let page = page(said);
        read(None, &[("letter.html", &page)])
    };
    let told = report(
        "The support figure is our own estimate of how likely you are to vote Labour. It runs from 0 (certain not to) to 100 (certain to).",
    );
    let figure = point(&told, "Support figure");
    assert_eq!(
        (figure.meaning.status, figure.meaning.basis),
        (Status::Scored, Basis::Response),
        "{}",
        figure.meaning.text
    );
    let silent = report("The figures that we use are our own.");
    let figure = point(&silent, "Support figure");
    assert_ne!(figure.meaning.basis, Basis::Response);
}

#[test]
fn a_code_among_words_does_not_speak_for_itself() {
    let csv = "Date,Result,Logged by\n12/05/2024,Spoke,KM\n14/05/2024,X4,KM\n";
    let report = report(csv);
    let of = |value: &str| {
        let mut points = report.data_points.iter();
        let found = points.find(|point| point.value.as_deref() == Some(value));
        found.expect("the result").meaning.status
    };
    assert_eq!(of("Spoke"), Status::Plain);
    assert_ne!(of("X4"), Status::Plain);
}

#[test]
fn a_row_of_units_below_the_headings_explains_them() {
    let csv = |units: &str| format!("Forename,Surname,Glow,Hum\n{units}72,7\nCasey,Mock,55,3\n");
    let explained =
        report("Glow,Hum\n\"0-100, 100 = solid for us\",\"-5 to +5, plus = coming to us\"\n72,7\n");
    let glow = point(&explained, "Glow");
    assert_eq!(
        (glow.value.as_deref(), glow.meaning.status),
        (Some("72"), Status::Scored),
        "{}",
        glow.meaning.text
    );
    let hum = point(&explained, "Hum");
    assert_eq!(hum.meaning.status, Status::OffScale, "{}", hum.meaning.text);
    // Words that tell no scale are a record.
    let record = report(&csv("Robin,Sim,not scored,not asked\nMorgan,Low,"));
    let points = record.data_points.iter();
    assert_eq!(points.filter(|point| point.label == "Glow").count(), 3);
}

#[test]
fn a_footnote_explains_the_value_with_its_mark() {
    let page = |note: &str| {
        let table = "Name,Casey Mock\nSaid,SC *\nGroup,6 **\nPostcode,ZZ99 3AB\n";
        format!("Record card,\n{table}\n\"{note}\",\n")
    };
    let card = report(&page(
        "* SC, soft supporter: may be won. ** Groups run from 1 (our own members) to 7 (not to be called on).",
    ));
    let said = &point(&card, "Said").meaning;
    assert_eq!(
        (said.status, said.basis),
        (Status::Coded, Basis::Response),
        "{}",
        said.text
    );
    assert!(said.text.contains("soft supporter"), "{}", said.text);
    let group = &point(&card, "Group").meaning;
    assert_eq!(group.basis, Basis::Response, "{}", group.text);
    // A note with another mark is of something else.
    let card = report(&page("*** SC, soft supporter: may be won."));
    assert_ne!(point(&card, "Said").meaning.basis, Basis::Response);
}

#[test]
fn a_letter_lists_the_headings_whose_scale_it_gives() {
    let table = "Name,Postcode,Con,Lab,Ref\nCasey Mock,ZZ99 3AB,4,1,6\n";
    let told = letter(
        "Con and Lab are the marks out of ten that you gave each party when asked, 0 being the lowest.",
    );
    let listed = with_letter(&told, table);
    for label in ["Con", "Lab"] {
        let meaning = &point(&listed, label).meaning;
        assert_eq!(
            (meaning.status, meaning.basis),
            (Status::Scored, Basis::Response),
            "{label}: {}",
            meaning.text
        );
    }
    assert_ne!(point(&listed, "Ref").meaning.status, Status::Scored);
}

#[test]
fn codes_may_be_told_with_is_and_in_a_glossary_of_one_sentence() {
    let table = "Name,Postcode,Zed\nCasey Mock,ZZ99 3AB,U\n";
    let told = letter(
        "The column Zed uses our canvassers' letters: C is Conservative, R is Reform UK, U is undecided.",
    );
    let report = with_letter(&told, table);
    let meaning = &point(&report, "Zed").meaning;
    assert_eq!(
        (meaning.status, meaning.basis),
        (Status::Coded, Basis::Response),
        "{}",
        meaning.text
    );
    let table = "Enw,Cod post,Graddfa\nCasey Mock,ZZ99 3AB,2\n";
    let told = letter(
        "The headings are, in English: Enw, name; Cod post, postcode; Graddfa, how sure you were of your vote, from 1 (quite sure) to 4 (not sure).",
    );
    let report = with_letter(&told, table);
    let meaning = &point(&report, "Graddfa").meaning;
    assert_eq!(meaning.status, Status::Scored, "{}", meaning.text);
}

#[test]
fn headings_before_a_colon_are_those_whose_source_follows() {
    let table = "Voter,Roll no.,Zed\nMs Casey Mock,AB1-204,4\n";
    let told = letter(
        "Voter and Roll no.: the register of electors of Mockton District Council, edition of 1 December 2025.",
    );
    let report = with_letter(&told, table);
    for (label, named) in [
        ("Voter", Some("Mockton District Council")),
        ("Roll no.", Some("Mockton District Council")),
        ("Zed", None),
    ] {
        let source = point(&report, label).source_named.as_deref();
        assert_eq!(source.is_some(), named.is_some(), "{label}: {source:?}");
        assert!(
            source
                .unwrap_or_default()
                .contains(named.unwrap_or_default())
        );
    }
}

#[test]
fn a_reference_to_a_note_is_no_explanation() {
    let table =
        "Heading,Entry,Remark\nName,Casey Mock,\nZed,Q4,see Appendix B\nPostcode,ZZ99 3AB,\n";
    let report = report(table);
    assert_eq!(point(&report, "Zed").meaning.basis, Basis::None);
}
