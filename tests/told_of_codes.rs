//! What papers tell of codes and scales, form by form, and who told them; and the nearest neighbour of each that tells
//! nothing.

mod response_support;

use response_support::{meaning, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Origin, Status};

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);
const SCORED: (Status, Basis) = (Status::Scored, Basis::Response);

/// A row with a value under a heading, and a letter that says something.
fn told(heading: &str, value: &str, says: &str) -> Report {
    beside(
        &format!("Name,Postcode,{heading}\nAda Mockford,ZZ99 2FV,{value}\n"),
        says,
    )
}

/// A table, and a letter that says something.
fn beside(data: &str, says: &str) -> Report {
    let letter = format!("Dear Ms Mockford,\n\n{says}\n\nYours sincerely\n");
    read(
        Some("labour"),
        &[("data.csv", data), ("letter.txt", letter.as_str())],
    )
}

#[test]
fn the_ends_of_a_scale_may_be_told_by_which_is_the_last() {
    for says in [
        "QX3 is a band: 1 is the lowest band and 6 the highest.",
        "QX3: 01 least affluent to 20 most affluent",
        "QX3 is a rating where 1 is best and 6 is worst.",
    ] {
        assert_eq!(status(&told("QX3", "4", says), "QX3"), SCORED, "{says}");
    }
    // Numbers of people are no ends.
    for says in [
        "QX3 is a band: the lowest of 6 streets and the highest of 9.",
        "QX3 is a rating where 1 is best and 6 is best too.",
    ] {
        assert_ne!(status(&told("QX3", "4", says), "QX3"), SCORED, "{says}");
    }
}

#[test]
fn a_sentence_may_say_when_a_field_has_which_value() {
    let says = "QX3 is Y if you have asked to be sent leaflets and N if you have not.";
    let report = told("QX3", "Y", says);
    assert_eq!(status(&report, "QX3"), CODED);
    assert!(meaning(&report, "QX3").contains("asked to be sent leaflets"));
    let report = told("QX3", "N", says);
    assert!(!meaning(&report, "QX3").contains("asked to be sent leaflets"));
    // Neither value is the one that stands there.
    assert_ne!(status(&told("QX3", "T", says), "QX3"), CODED);
    // What is used for something has no value told.
    let says = "QX3 is used if you have asked to be sent leaflets.";
    assert_ne!(status(&told("QX3", "Y", says), "QX3"), CODED);
}

#[test]
fn codes_may_follow_what_announces_them_without_signs() {
    let table = "Name: Ada Mockford\nGeneral election 2024: V\nLocal election 2023: P\n";
    let of = |marks: &str| {
        let text = format!("Dear Ms Mockford,\n\nThis is what we hold.\n\n{table}\n{marks}\n");
        read(Some("labour"), &[("letter.txt", text.as_str())])
    };
    let report = of(
        "Marks: V voted at a polling station, P voted by post, X did not vote, blank not bought",
    );
    assert_eq!(status(&report, "General election 2024"), CODED);
    assert!(meaning(&report, "Local election 2023").contains("by post"));
    // A list of other things announces no codes.
    let report = of("Enclosed: V voting record, P postal list, X other papers");
    assert_ne!(status(&report, "General election 2024"), CODED);
}

#[test]
fn a_list_of_codes_may_leave_its_verb_out_and_stand_behind_what_the_field_is() {
    let says = "QVI is what we heard on the doorstep. With us it counts upwards: 1 is a firm no, 2 a likely no, 3 open, \
                4 a likely yes and 5 a firm yes.";
    let report = told("\"QVI, May 2024\"", "5", says);
    assert_eq!(status(&report, "QVI, May 2024"), CODED);
    assert!(meaning(&report, "QVI, May 2024").contains("firm yes"));
    let says = "In the RAG line, G is short for good prospect, A for ask again and R for rest, do not disturb.";
    let report = told("RAG", "R", says);
    assert!(meaning(&report, "RAG").contains("rest, do not disturb"));
    // Of another field.
    let says = "In the ABC line, G is short for good prospect, A for ask again and R for rest.";
    assert!(!meaning(&told("RAG", "R", says), "RAG").contains("rest"));
}

#[test]
fn what_a_later_paper_puts_right_is_what_holds() {
    let data = "Name,Postcode,Outcome\nAda Mockford,ZZ99 2FV,B\n";
    let first = "Dear Ms Mockford,\n\nIn the column Outcome, B stands for a talk by telephone, K for a talk on the doorstep \
                 and N for no answer.\n\nYours sincerely\n";
    let of = |second: &str| {
        let second = format!("Dear Ms Mockford,\n\n{second}\n\nYours sincerely\n");
        let files = [
            ("1.txt", first),
            ("2.txt", second.as_str()),
            ("data.csv", data),
        ];
        read(Some("labour"), &files)
    };
    let report = of(
        "We gave the letters in the column Outcome the wrong way round. B stands for a talk on the doorstep and K for a \
         talk by telephone.",
    );
    assert!(meaning(&report, "Outcome").contains("doorstep"));
    assert!(!meaning(&report, "Outcome").contains("telephone"));
    // What was wrong in another column changes nothing here.
    let report = of(
        "We gave the letters in the column Canvasser the wrong way round. B stands for Bill and K for Kit.",
    );
    assert!(meaning(&report, "Outcome").contains("telephone"));
}

#[test]
fn a_key_without_headings_may_name_field_and_code_together() {
    let data = "First,Last,Postcode,ST,SRC\nAda,Mockford,ZZ99 2FV,B,W\n";
    let key = "ST A,has said that they will vote for us\nST B,may vote for us\nSRC D,heard at the door\nSRC W,typed into our form\n";
    let report = read(None, &[("data.csv", data), ("key.csv", key)]);
    assert_eq!(status(&report, "ST"), CODED);
    assert!(meaning(&report, "SRC").contains("typed into our form"));
    assert_eq!(report.data_points.len(), 5);
    // Codes of headings that nothing has are data.
    let key = "ZT A,has said that they will vote for us\nZT B,may vote for us\n";
    let report = read(None, &[("data.csv", data), ("key.csv", key)]);
    assert_ne!(status(&report, "ST"), CODED);
    assert!(report.data_points.len() > 5);
}

#[test]
fn how_likely_a_person_said_that_they_are_is_no_guess() {
    let told_so =
        "QVI is how likely you told our canvasser you were to vote Labour, 0 never to 10 always.";
    let report = told("QVI", "7", told_so);
    assert_eq!(point(&report, "QVI").origin, Origin::Canvass);
    assert!(!point(&report, "QVI").inferred);
    let guessed = "QVI is how likely our model says you are to vote Labour, 0 never to 10 always.";
    assert!(point(&told("QVI", "7", guessed), "QVI").inferred);
    for guessed in [
        "Turnout score goes from 0 (never) to 10 (certain) and a supplier predicts it from what you told our canvasser.",
        "Turnout score is a propensity from 0 to 10, inferred whether or not you told our canvasser.",
    ] {
        let report = told("Turnout score", "7", guessed);
        assert!(point(&report, "Turnout score").inferred, "{guessed}");
    }
}

#[test]
fn what_stands_behind_a_scale_may_say_who_told_it() {
    let scale = "The rating goes from 0 to 10. A 10 is a certain supporter and a 0 is none.";
    let noted = format!("{scale} It was noted by our canvassers from what you said to them.");
    let report = told(
        "Rating Labour",
        "8",
        &noted.replace("The rating", "Rating Labour"),
    );
    assert_eq!(point(&report, "Rating Labour").origin, Origin::Canvass);
    assert!(!point(&report, "Rating Labour").inferred);
    // What is denied tells no source.
    let denied = format!("{scale} It is not bought from Dummy Lists Ltd.");
    let report = told(
        "Rating Labour",
        "8",
        &denied.replace("The rating", "Rating Labour"),
    );
    assert_eq!(point(&report, "Rating Labour").source_named, None);
    let kept = format!("{scale} It is kept for six years.");
    let report = told(
        "Rating Labour",
        "8",
        &kept.replace("The rating", "Rating Labour"),
    );
    assert_ne!(point(&report, "Rating Labour").origin, Origin::Canvass);
}

#[test]
fn a_name_in_capitals_is_what_its_sentence_is_about() {
    let report = told("KIDS", "1", "KIDS is bought from Dummy Lists Ltd.");
    assert_eq!(
        point(&report, "KIDS").source_named.as_deref(),
        Some("Dummy Lists Ltd")
    );
    let report = told(
        "KIDS",
        "1",
        "The mailing about KIDS and schools is bought from Dummy Lists Ltd.",
    );
    assert_eq!(point(&report, "KIDS").source_named, None);
}

#[test]
fn a_denial_of_profiling_stands_against_what_another_paper_says() {
    let data = "Name,Postcode,Prop_QX\nAda Mockford,ZZ99 2FV,58\n";
    let note = "Prop_QX is our modelled propensity to vote Labour, in per cent (100 = certain to).";
    let of = |letter: &str, beside: &str| {
        let letter = format!("Dear Ms Mockford,\n\n{letter}\n\nYours sincerely\n");
        let files = [
            ("data.csv", data),
            ("letter.txt", letter.as_str()),
            ("note.txt", beside),
        ];
        let report = read(Some("labour"), &files);
        report
            .findings
            .iter()
            .any(|finding| finding.rule.0 == "X08")
    };
    assert!(of("We do not profile voters.", note));
    // In one paper it is weighed together: the scores are owned to.
    let both = format!("{note} We do not profile voters beyond that.");
    assert!(!of(&both, "Page 1"));
}

#[test]
fn columns_may_be_told_by_the_letters_of_a_spreadsheet() {
    let data = "id,nm,pcd,k3,vs\n20817,Ada Mockford,ZZ99 2FV,8,T\n";
    let of = |says: &str| beside(data, says);
    let report = of(
        "Column D is the mark from our model for how likely you are to back Labour. It goes from 0 to 10, and 10 is the most \
         likely.\n\nColumn E is your answer when we rang. T is for Green, L for Labour, Q for would not say.",
    );
    assert_eq!(status(&report, "k3"), SCORED);
    assert!(meaning(&report, "vs").contains("Green"));
    // What is missing, or explained elsewhere, has nothing explained here.
    let report = of("Column D is missing.\n\nColumn E is explained in the notice that we enclose.");
    assert_ne!(status(&report, "k3").1, Basis::Response);
    assert_ne!(status(&report, "vs").1, Basis::Response);
}

#[test]
fn a_word_over_notes_below_a_table_is_no_record_and_a_name_is() {
    let table = "Elector,Dwelling,Postcode,Support\nAda Mockford,3 Proof Lane,ZZ99 2FV,4\n,,,\n";
    let below = |word: &str| {
        let data = format!(
            "{table}{word},,,\nSupport runs from 1 to 5 and 5 is the strongest support,,,\n"
        );
        read(Some("labour"), &[("data.csv", data.as_str())])
    };
    assert_eq!(below("Notes").summary.people, 1);
    assert_eq!(below("Notes").data_points.len(), 4);
    assert!(below("Quillfeather").data_points.len() > 4);
}

#[test]
fn what_figures_are_is_told_of_those_before_and_of_no_other() {
    let record = "Name: Ada Mockford\nElector number: BR12-88\nSupport for us: 4\nSupport for independence: 2\n";
    let of = |says: &str| {
        let text = format!(
            "Dear Ms Mockford,\n\nAll of it is listed here.\n\n{record}\n{says}\n\nYours sincerely\n"
        );
        read(Some("snp"), &[("letter.txt", text.as_str())])
    };
    let report = of(
        "Both support figures use a scale from 1 to 5 on which 5 is the strongest support. They were written down by the \
         volunteer who called on you, from what you said.",
    );
    assert_eq!(point(&report, "Support for us").origin, Origin::Canvass);
    assert_ne!(point(&report, "Elector number").origin, Origin::Canvass);
}

#[test]
fn a_number_written_short_denies_nothing_and_an_answer_does() {
    let data = "Elector,Roll no.,Postcode\nAda Mockford,AB1-22,ZZ99 2FV\n";
    let of = |says: &str| beside(data, says);
    let report =
        of("Elector, Postcode and Roll no. come from the register of Testbury Borough Council.");
    assert_eq!(
        point(&report, "Roll no.").source_named.as_deref(),
        Some("Testbury Borough Council")
    );
    let report = of("Transfers abroad: no. 2 servers are in London.");
    assert!(
        !report
            .findings
            .iter()
            .any(|finding| finding.rule.0 == "M11")
    );
}

#[test]
fn tables_of_two_columns_may_say_what_is_done_with_data() {
    let data = "Name,Postcode,Phone\nAda Mockford,ZZ99 2FV,07700 900123\n";
    let of = |table: &str| read(Some("labour"), &[("annex.csv", table), ("data.csv", data)]);
    let report = of(
        "Recipient,What for\nTestbury branch,canvassing\nMock Print Ltd,addressing one leaflet\n",
    );
    assert_eq!(report.data_points.len(), 3);
    let report = of(
        "Data,Kept until\nRegister entries,the next register\nDoorstep notes,two elections have passed\n",
    );
    assert_eq!(report.data_points.len(), 3);
    let report = of(
        "Data,Obtained from\n\"Name, postcode\",\"Register of electors, Testbury Borough Council\"\n\"Phone, e-mail\",You\n",
    );
    assert_eq!(
        point(&report, "Postcode").source_named.as_deref(),
        Some("Testbury Borough Council")
    );
    // What a person is recorded as is no kind of data, whatever stands over it.
    for table in [
        "Data,Kept until\nFirm Labour,31/12/2027\nDonor,30/06/2031\n",
        "Category,Purpose\nFirm Labour,Knock up on polling day\nCarer,Phone after six\n",
        "Recipient,Purpose\nada@post.example,Ward newsletter\nada@work.example,Reminder\n",
    ] {
        assert!(of(table).data_points.len() > 3, "{table}");
    }
    // A record in two columns is none of these.
    let report = of("Data,Entry\nMobile,07700 900456\nTown,Testbury\n");
    assert!(report.data_points.len() > 3);
}

#[test]
fn dots_lead_to_what_a_field_is_and_to_what_a_form_was_filled_in_with() {
    let data = "REF,FNAME,AGE_LO_E,QX_NEWS\n77,Ada,45,4\n";
    let guide = "AGE_LO_E ....... Lower end of age band in years, estimated from first name\n\
                 QX_NEWS ........ Likelihood of reading a newspaper. 1 = least likely, 10 = most likely\n";
    let report = read(None, &[("data.csv", data), ("guide.txt", guide)]);
    assert!(point(&report, "AGE_LO_E").inferred);
    assert_eq!(status(&report, "QX_NEWS"), SCORED);
    // What somebody wrote on a form is theirs.
    let data = "Name,Voting intention,Mobile\nAda Mockford,L,07700 900123\n";
    let form = "Canvass card\n\nName ........ Ada Mary Mockford\n\
                Voting intention ........ Green this time, was Labour\nMobile ........ none given, not listed\n";
    let report = read(Some("labour"), &[("data.csv", data), ("form.txt", form)]);
    let mut values = report
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert!(values.any(|value| value.contains("Green this time")));
}

#[test]
fn a_code_before_a_comma_is_no_article() {
    let says = "QX3 is A, B or C, where A streets are visited first; it depends on how many gave us a 1 or a 2.";
    let report = told("QX3", "B", says);
    assert_ne!(status(&report, "QX3"), CODED);
    // An article is one.
    let says = "QX3: a 1 is a firm supporter, a 2 leans to us and a 3 is against us.";
    assert_eq!(status(&told("QX3", "2", says), "QX3"), CODED);
}
