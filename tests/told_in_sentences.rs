//! Values that letters tell in their sentences and lists, logs that give names their values, blocks stacked on a sheet; and
//! sentences, lists and blocks that look like them and are none.

mod response_support;

use response_support::{labels, letter, meaning, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, Origin, ResponseKind, Status};

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);
const SCORED: (Status, Basis) = (Status::Scored, Basis::Response);

/// The report on a letter alone that confirms and says this.
fn alone(body: &str) -> Report {
    let text = format!(
        "Dear Casey,\n\nWe process personal data about you.\n\n{body}\n\nYours sincerely,\nData Protection Officer\n"
    );
    read(Some("labour"), &[("letter.txt", &text)])
}

const TOLD: &str = "The name on your file is Casey Mockford and the home address we have for you is 3 Draft Lane, Mockton, ZZ99 5QT. \
    Both were taken from the electoral register, as was your polling district, which is WB4.\n\n\
    The mobile number we have for you is 07700 900418. The e-mail address we use for you is casey@post.example. \
    You supplied both when you joined our mailing list.\n\n\
    Our system records you as a \u{201c}Labour promise\u{201d}. Our model puts your likelihood of voting Labour at 68 on a scale \
    from 0 to 100, where 100 means certain to. Experian places your household in Mosaic group H.";

#[test]
fn a_letter_may_tell_values_in_its_sentences() {
    let report = alone(TOLD);
    let values: Vec<(String, Option<&str>)> = report
        .data_points
        .iter()
        .map(|point| (point.label.clone(), point.value.as_deref()))
        .collect();
    let expected = [
        ("name", "Casey Mockford"),
        ("home address", "3 Draft Lane, Mockton, ZZ99 5QT"),
        ("polling district", "WB4"),
        ("mobile number", "07700 900418"),
        ("e-mail address", "casey@post.example"),
        ("Our system records you as", "Labour promise"),
        ("likelihood of voting Labour", "68"),
        ("Mosaic group", "H"),
    ];
    let expected = expected.map(|(label, value)| (label.to_owned(), Some(value)));
    assert_eq!(values, expected);
    assert_eq!(report.case.response_kind, ResponseKind::Data);
    let stance = point(&report, "Our system records you as");
    assert_eq!(stance.category, Category::VotingIntention);
    assert_eq!(status(&report, "likelihood of voting Labour"), SCORED);
    assert_eq!(status(&report, "Mosaic group").0, Status::Ambiguous);
}

#[test]
fn both_are_the_two_that_were_told_last() {
    let report = alone(TOLD);
    for label in ["name", "home address", "polling district"] {
        assert_eq!(point(&report, label).origin, Origin::Register, "{label}");
    }
    for label in ["mobile number", "e-mail address"] {
        assert_eq!(point(&report, label).origin, Origin::Subject, "{label}");
    }
    // `Both your name and your address` names what it speaks of.
    let other = TOLD.replace(
        "You supplied both when",
        "Both your name and your address are in our files since",
    );
    assert_ne!(
        point(&alone(&other), "mobile number").origin,
        Origin::Subject
    );
}

#[test]
fn sentences_that_tell_no_value_of_the_person_are_no_data() {
    for body in [
        // Whose number it is, and what would be.
        "The telephone number you can ring is 01632 960001. The e-mail address you should write to is dpo@party.example. \
         The address of the Commissioner is 1 Proof Lane, Mockton, ZZ99 1AA.",
        "If your postcode is ZZ99 3AB, your polling district is WB4 and your ward is Mockton North.",
        // What is done with data.
        "Your name is kept until the next election. Your address is held on our system. Your mobile number is used for calls. \
         Your date of birth is needed for the count.",
        // What the person asked for.
        "Your reference is SAR-2231. Your request number is 4471. Your case number is 88.",
        "Please check that your date of birth is 1 May 1980, your postcode is ZZ99 3AB and your mobile number is 07700 900418.",
        // Two may be a recital.
        "Your postcode is ZZ99 3AB and your polling district is WB4.",
    ] {
        let report = alone(body);
        assert!(labels(&report).is_empty(), "{body}: {:?}", labels(&report));
    }
}

#[test]
fn where_nothing_is_held_what_was_looked_for_is_no_data() {
    let text = "Dear Casey,\n\nWe hold no personal data about you. The name you gave is Casey Mockford, your postcode is ZZ99 3AB \
        and your mobile number is 07700 900418.\n\nYours sincerely,\nData Protection Officer\n";
    let report = read(Some("labour"), &[("letter.txt", text)]);
    assert!(labels(&report).is_empty(), "{:?}", labels(&report));
    assert_eq!(report.case.response_kind, ResponseKind::NoDataHeld);
}

#[test]
fn what_a_letter_says_again_of_a_table_is_told_once() {
    let body = "Your postcode is ZZ99 3AB, your polling district is WB4 and your mobile number is 07700 900418.";
    let table = "Surname,Postcode,Polling district,Mobile\nMockford,ZZ99 3AB,WB4,07700 900418\n";
    let report = read(
        Some("labour"),
        &[("letter.txt", &letter(body)), ("data.csv", table)],
    );
    assert_eq!(
        labels(&report),
        ["Surname", "Postcode", "Polling district", "Mobile"]
    );
}

#[test]
fn items_of_a_list_are_headings_with_what_stands_below_each() {
    let list = "Your entry is set out below.\n\n\
        \u{2022} Name: Casey Mockford\n    From the electoral register.\n\
        \u{2022} Phone: 07700 900562\n    You wrote it on a petition.\n\
        \u{2022} CYM: 1\n    1 means that you asked for letters in Welsh, 0 that you asked for English.\n\
        \u{2022} OLD7: K\n    Nobody here can say what it stood for.";
    let report = alone(list);
    assert_eq!(labels(&report), ["Name", "Phone", "CYM", "OLD7"]);
    assert_eq!(status(&report, "CYM"), CODED);
    assert_eq!(point(&report, "Phone").origin, Origin::Subject);
    assert_eq!(status(&report, "OLD7").1, Basis::None);
    // Rights, and what is done with data, are no data.
    let list = "You have these rights.\n\n\u{2022} Access: write to us\n\u{2022} Erasure: ask our officer\n\
        \u{2022} Objection: any time\n\u{2022} Complaint: the Commissioner";
    assert!(labels(&alone(list)).is_empty());
}

#[test]
fn lines_of_a_log_give_names_their_values() {
    let log = "2023-01-09 import source=\"Electoral register, Mockton Borough Council\" full_name=\"Casey Mockford\" roll_no=\"AB1-22\"\n\
        2023-04-15 phone_added number=\"07700 900184\"\n\
        2024-06-20 score_refresh turnout=\"0.71\"\n";
    let report = read(Some("labour"), &[("person.log", log)]);
    assert_eq!(
        labels(&report),
        ["source", "full_name", "roll_no", "number", "turnout"]
    );
    let named = |label: &str| point(&report, label).source_named.clone();
    assert_eq!(named("roll_no").as_deref(), Some("Mockton Borough Council"));
    assert_eq!(named("number"), None);
    // An equals sign in a letter gives nothing its value.
    let report = alone(
        "We use these marks. L = Labour in the list. Turnout = how likely. Nothing = no mark.",
    );
    assert!(labels(&report).is_empty(), "{:?}", labels(&report));
}

#[test]
fn a_column_may_hold_the_scale_of_another() {
    let data = r#"{"person": {"given_name": "Casey", "family_name": "Mockford"},
        "canvass": [{"on": "2024-03-16", "support_level": 2, "support_scale": "1 to 5; 1 = will vote Green, 5 = will not"}]}"#;
    let report = read(Some("green"), &[("export.json", data)]);
    assert_eq!(status(&report, "support_level"), SCORED);
    // Of two that are called so, which one is meant is left open.
    let data = data.replace(
        "\"support_level\": 2,",
        "\"support_level\": 2, \"support_2019\": 3,",
    );
    let report = read(Some("green"), &[("export.json", &data)]);
    assert_ne!(status(&report, "support_2019").1, Basis::Response);
}

#[test]
fn an_export_that_says_whose_it_is_points_to_a_party() {
    let export = |holder: &str| {
        let data = format!(
            r#"{{"export": {{"{holder}": "Green Party of England and Wales"}}, "person": {{"given_name": "Casey", "postcode": "ZZ99 3AB"}}}}"#
        );
        read(None, &[("export.json", &data)])
            .case
            .party
            .map(|party| party.0)
    };
    assert_eq!(export("owner").as_deref(), Some("green"));
    // Whom somebody votes for says nothing of who answers.
    assert_eq!(export("second_choice"), None);
}

#[test]
fn blocks_below_one_another_keep_their_titles_and_scales() {
    let sheet = "Name,Casey Mockford\nPostcode,ZZ99 3AB\n,\nTable A - support models,\n\
        0 to 100. The higher the figure the likelier. Worked out by our model.,\nModel,Result\nWould vote Green,22\nWill turn out,88\n,\n\
        Table B - issue ranks,\n1 = our model expects you to care most and 6204 = least.,\nIssue,Rank\nSewage in rivers,311\nSocial care,2870\n,\n\
        Table C - old system,\nHeading,Content\nLGC_IDX,0.318\nQPT_IDX,4\n";
    let report = read(Some("libdem"), &[("profile.csv", sheet)]);
    assert_eq!(
        labels(&report),
        [
            "Name",
            "Postcode",
            "Would vote Green",
            "Will turn out",
            "Sewage in rivers",
            "Social care",
            "LGC_IDX",
            "QPT_IDX"
        ]
    );
    for label in ["Would vote Green", "Will turn out", "Sewage in rivers"] {
        assert_eq!(status(&report, label), SCORED, "{label}");
    }
    // The last has no scale, and borrows none.
    assert_ne!(status(&report, "LGC_IDX").1, Basis::Response);
    // What is off the scale of a title was not meant by it.
    let report = read(
        Some("libdem"),
        &[("profile.csv", &sheet.replace("out,88", "out,880"))],
    );
    assert_ne!(status(&report, "Would vote Green").1, Basis::Response);
}

#[test]
fn answers_about_several_parties_are_of_the_question_and_the_party() {
    let across = ",SNP,Scottish Labour\nWould ever consider,7,5\nWould vote for on the list,6,4\n";
    let report = read(Some("snp"), &[("survey.csv", across)]);
    assert_eq!(
        labels(&report),
        [
            "Would ever consider / SNP",
            "Would ever consider / Scottish Labour",
            "Would vote for on the list / SNP",
            "Would vote for on the list / Scottish Labour",
        ]
    );
    let down = ",Would ever consider?,Would vote for on the list?\nSNP,7,5\nScottish Labour,6,4\n";
    let report = read(Some("snp"), &[("survey.csv", down)]);
    assert_eq!(
        point(&report, "Would ever consider? / Scottish Labour")
            .value
            .as_deref(),
        Some("6")
    );
    // Two people, each with figures about parties.
    let people = "Name,SNP,Scottish Labour\nCasey Mockford,7,5\nAlex Placeholt,6,4\n";
    let report = read(Some("snp"), &[("people.csv", people)]);
    assert!(labels(&report).iter().all(|label| !label.contains(" / ")));
    assert!(
        report
            .data_points
            .iter()
            .any(|point| point.masked.is_some())
    );
}

#[test]
fn who_is_called_otherwise_in_each_row_is_another_person() {
    let rows = "Person ref;Known as;Surname;Mobile\nC-208815;Rowan;Mockford;07700 900417\nC-208816;Isolde;Mockford;07700 900462\n";
    let report = read(Some("libdem"), &[("household.csv", rows)]);
    let shown = report
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert!(!shown.into_iter().any(|value| value.contains("900462")));
    // Where given names are told, a nickname says nothing.
    let rows = "First name;Known as;Surname;Mobile\nRobert;Bob;Mockford;07700 900417\nRobert;Rob;Mockford;07700 900462\n";
    let report = read(Some("libdem"), &[("person.csv", rows)]);
    assert!(report.data_points.iter().all(|point| point.person == 1));
}

#[test]
fn one_verb_may_tell_a_list_of_codes() {
    let data = "Name,VI,Con out of ten,Ref out of ten\nCasey Mockford,D,4,3\n";
    let body = "VI is your voting intention: C means Conservative, L Liberal Democrat, S Labour, R Reform UK and D undecided.\n\n\
        \u{201c}Con out of ten\u{201d} and \u{201c}Ref out of ten\u{201d} are how likely you said you were to vote for them, where 0 is not \
        at all and 10 is certain.";
    let report = read(
        Some("conservative"),
        &[("letter.txt", &letter(body)), ("data.csv", data)],
    );
    assert_eq!(status(&report, "VI"), CODED);
    assert!(meaning(&report, "VI").contains("undecided"));
    for label in ["Con out of ten", "Ref out of ten"] {
        assert_eq!(status(&report, label), SCORED, "{label}");
        assert_eq!(
            point(&report, label).category,
            Category::VotingIntention,
            "{label}"
        );
    }
    // A code that the list leaves out has no meaning from it.
    let other = body.replace(" and D undecided", " and U unsure");
    let report = read(
        Some("conservative"),
        &[("letter.txt", &letter(&other)), ("data.csv", data)],
    );
    assert_ne!(status(&report, "VI"), CODED);
}

#[test]
fn a_cross_over_an_election_is_left_open() {
    let data = "Name,LE23,GE24,Poster\nCasey Mockford,v,x,x\n";
    let report = read(Some("green"), &[("round.csv", data)]);
    assert_eq!(status(&report, "GE24").0, Status::Ambiguous);
    assert_eq!(status(&report, "Poster").0, Status::Plain);
}

#[test]
fn a_heading_may_say_which_end_of_its_scale_is_which() {
    let data = "Name,\"Chance of voting Labour (0 to 100, higher is likelier)\",Chance of turning out (0 to 100)\nCasey Mockford,47,31\n";
    let report = read(Some("labour"), &[("data.csv", data)]);
    assert_eq!(
        status(
            &report,
            "Chance of voting Labour (0 to 100, higher is likelier)"
        ),
        SCORED
    );
    assert_ne!(
        status(&report, "Chance of turning out (0 to 100)").1,
        Basis::Response
    );
}

#[test]
fn what_an_abbreviation_is_short_for_the_response_says() {
    let data = "Ref,Name,SEG\n88-20417,Casey Mockford,F\n";
    let key = "Heading,Code,Meaning\nSEG,,Our segment for you\nSEG,E,Market town families\nSEG,F,Coast and harbour\n";
    let report = read(Some("libdem"), &[("record.csv", data), ("codes.csv", key)]);
    assert_eq!(point(&report, "SEG").category, Category::Segment);
    let report = read(Some("libdem"), &[("record.csv", data)]);
    assert_eq!(point(&report, "SEG").category, Category::Demographic);
}

#[test]
fn a_decision_not_to_comply_is_a_refusal() {
    let kind = |body: &str| {
        let text =
            format!("Dear Mrs Mockford\n\n{body}\n\nYours sincerely\nfor the Party Secretary\n");
        read(Some("dup"), &[("letter.txt", &text)])
            .case
            .response_kind
    };
    let refused = "I refer to your request for access to personal data. The Party has decided that it will not comply with your \
        request. No information will be supplied.";
    assert_eq!(kind(refused), ResponseKind::Refusal);
    let decided = "I refer to your request for access to personal data. The Party has decided that it will comply with your \
        request. The information will be supplied next week.";
    assert_ne!(kind(decided), ResponseKind::Refusal);
}
