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

#[test]
fn what_a_letter_says_of_others_is_no_data_of_the_person() {
    for body in [
        "The phone number you gave us for your father is 07700 900777. The email address you supplied for your neighbour is \
         nina@mail.example. The name you entered as your referee is Paul Otter.",
        "We mixed up two files. The name shown on your page is Nina Otter. The date of birth recorded on your page is 3 May 1981. \
         The voting intention shown on your page is Conservative.",
        "Most people in your ward are in Mosaic group J. Your neighbours are in Mosaic group K. Your MP lives in Mosaic group A. \
         You could be in Mosaic group D.",
        "The Conservative Party records you as a 'Conservative promise'. Experian describes you as 'Rental Hubs'. A canvasser may \
         record you as a 'Labour promise'.",
        "The support score of your postcode is 44. The share of Labour voters in your street is 41%. The average age in your ward is 52.",
        "The mobile number we have for your flatmate is 07700 900555. The surname we have recorded against your address is Brand. \
         The name on your file for the canvasser is Imran Wend.",
        "Your street's turnout score is 41. We give everyone like you a turnout score of 50. The mobile number we have for you to use \
         is 07700 900777.",
        "The canvasser you met has a support score of 12. Those like you have a Labour score of 66. The voter before had a turnout \
         score of 4.",
    ] {
        let report = alone(body);
        assert!(labels(&report).is_empty(), "{body}: {:?}", labels(&report));
    }
}

#[test]
fn what_is_said_and_not_held_is_no_data() {
    for body in [
        "You wrote that your surname is Mockford, that your postcode is ZZ99 2CC and that your age is 41. We will look into it.",
        "You believe your age is 41. You say your ethnicity is Asian. You claim your religion is Hindu.",
        "Your religion is private to you. Your vote is secret. Your health is sensitive.",
        "Your ethnicity is absent from our files. Your religion is undisclosed. Your occupation is unrecorded.",
        "Your surname was Mockford. Your postcode was ZZ99 1AB. Your mobile number was 07700 900418.",
        "According to your email your mobile number is 07700 900666. In your letter, your age is 41. We understand from your message \
         that your surname is Mockford.",
        "We recorded you as Conservative until 2019. We had you as Conservative, but this has been corrected to Labour. You are \
         recorded as Requester in our log.",
        "Your voting intention is Private. Your surname is Confidential. Your religion is Secret.",
        "Your ward is Elm? Your postcode is ZZ99 1AB? Your surname is Mockford?",
        "Imagine your name is John Smith, your age is 45 and your postcode is ZZ99 0AA.",
    ] {
        let report = alone(body);
        assert!(labels(&report).is_empty(), "{body}: {:?}", labels(&report));
    }
}

#[test]
fn a_value_in_a_sentence_is_whole() {
    let report = alone(
        "Your address is 4 Elm Road, Stow on the Hill, ZZ99 1AB. Your ward is Holy Cross and Our Lady. Your surname is Mockford.",
    );
    let value = |label: &str| point(&report, label).value.clone();
    assert_eq!(
        value("address").as_deref(),
        Some("4 Elm Road, Stow on the Hill, ZZ99 1AB")
    );
    assert_eq!(value("ward").as_deref(), Some("Holy Cross and Our Lady"));
}

#[test]
fn no_refusal_is_read_where_something_else_is_said() {
    let kind = |body: &str| {
        let text = format!(
            "Dear Mrs Mockford\n\nWe have your request.\n\n{body}\n\nYours sincerely\nOffice\n"
        );
        read(Some("labour"), &[("letter.txt", &text)])
            .case
            .response_kind
    };
    for body in [
        "You will have our answer by 3 December. No data will be disclosed to others.",
        "If you do not send us identification, no information will be supplied.",
        "No information will be supplied to third parties. Your data will follow next week.",
        "We have decided that we do not need to ask you for proof.",
        "We do not intend to enter further correspondence about the leaflet. Your data request is being dealt with.",
    ] {
        assert_ne!(kind(body), ResponseKind::Refusal, "{body}");
    }
}

#[test]
fn lines_of_a_log_may_be_of_other_people_or_of_none() {
    let log = "name=\"Casey Mockford\" vi=\"Labour\"\nname=\"Dale Smith\" vi=\"Green\"\nvoter=\"Ann Jones\" vi=\"Reform UK\"\n";
    let report = read(Some("labour"), &[("log.txt", log)]);
    let shown = report
        .data_points
        .iter()
        .filter(|point| point.masked.is_none());
    assert!(shown.into_iter().all(|point| point.person == 1));
    assert_eq!(
        report
            .data_points
            .iter()
            .filter(|point| point.person > 1)
            .count(),
        4
    );
    // Each line's source is its own.
    let log = "full_name=\"Casey Mockford\" mobile=\"07700 900111\" source=\"Sagacity\"\n\
        full_name=\"Casey Mockford\" mobile=\"07700 900112\"\nfull_name=\"Casey Mockford\" mobile=\"07700 900113\" source=\"Electoral register\"\n";
    let report = read(Some("labour"), &[("log.txt", log)]);
    let mobiles = report
        .data_points
        .iter()
        .filter(|point| point.label == "mobile");
    let registered: Vec<bool> = mobiles
        .map(|point| point.origin == Origin::Register)
        .collect();
    assert_eq!(registered, [false, false, true]);
    // A bare value runs to the next name.
    let log = "name=Casey notes=does not like Labour\nname=Casey vi=not Labour\nname=Casey mobile=07700 900111\n";
    let report = read(Some("labour"), &[("log.txt", log)]);
    assert_eq!(
        point(&report, "notes").value.as_deref(),
        Some("does not like Labour")
    );
    // Neither a key nor a search holds values.
    for text in [
        "Key to VI\nL=\"Labour\"\nC=\"Conservative\"\nG=\"Green\"\n",
        "09:00 query surname=\"Mockford\" postcode=\"ZZ99 1AB\" hits=0\n09:01 query email=\"c@mail.example\" hits=0\n\
         09:02 query mobile=\"07700 900418\" hits=0\n",
    ] {
        let report = read(Some("labour"), &[("file.txt", text)]);
        assert!(labels(&report).is_empty(), "{text}: {:?}", labels(&report));
    }
}

#[test]
fn blocks_and_tables_of_people_stay_records_of_people() {
    for table in [
        "People at your address,\nName,Score\nDale Smith,71\nAnn Smith,12\n",
        "Household member,Labour,Conservative\nDale John Smith,7,5\nAnn Jane Smith,2,9\n",
    ] {
        let report = read(Some("labour"), &[("data.csv", table)]);
        assert!(
            labels(&report).iter().all(|label| !label.contains("Smith")),
            "{table}"
        );
        assert!(
            report
                .data_points
                .iter()
                .any(|point| point.masked.is_some()),
            "{table}"
        );
    }
}

#[test]
fn a_range_of_one_value_and_a_doubt_are_no_scale() {
    for data in [
        "Surname,turnout,turnout_range\nMockford,71,65-77\n",
        "Surname,\"turnout (0 to 100; we do not know if higher is likelier)\"\nMockford,71\n",
        "We do not know whether 100 = most likely and 0 = least likely,\nItem,Score\nturnout,71\nLabour support,55\n",
    ] {
        let report = read(Some("labour"), &[("data.csv", data)]);
        let turnout = report
            .data_points
            .iter()
            .find(|point| point.label.starts_with("turnout"));
        let basis = turnout.map(|point| point.meaning.basis);
        assert!(
            basis.is_some_and(|basis| basis != Basis::Response),
            "{data}"
        );
    }
}

#[test]
fn items_keep_their_values_and_are_told_no_source_by_what_is_done_with_them() {
    let list = "We hold this.\n\n- Name: Casey Mockford\n  Date of birth: 3 May 1980\n- Mobile: 07700 900111\n    Checked against the marked \
        register.\n- Postcode: ZZ99 1AA\n- Email: c@casey.example\n    We share it with Experian.";
    let report = alone(list);
    assert_eq!(
        labels(&report),
        ["Name", "Date of birth", "Mobile", "Postcode", "Email"]
    );
    for label in ["Mobile", "Email"] {
        assert_eq!(point(&report, label).origin, Origin::Unknown, "{label}");
    }
}

#[test]
fn jim_and_james_of_one_number_are_one_person() {
    let rows = "Elector ID,Known as,Surname,VI\nAB1-22,Jim,Mockford,L\nAB1-22,James,Mockford,C\n";
    let report = read(Some("labour"), &[("rows.csv", rows)]);
    assert!(report.data_points.iter().all(|point| point.person == 1));
    let rows = "Former name,Surname,Postcode\nSmith,Mockford,ZZ99 1AA\nJones,Mockford,ZZ99 1AA\n";
    let report = read(Some("labour"), &[("rows.csv", rows)]);
    assert!(report.data_points.iter().all(|point| point.person == 1));
}

#[test]
fn a_log_of_changes_tells_what_each_field_became() {
    let log = "change_id,profile,item,was,became,by,on\n1,R-88213,first_name,,Casey,register load,2024-03-02\n\
        2,R-88213,last_name,,Mockford,register load,2024-03-02\n3,R-88213,email_opt_in,yes,no,unsubscribe link,2025-01-19\n\
        4,R-88213,support_level,3,1,phone bank,2025-03-08\n5,R-88213,support_level,1,2,phone bank,2025-04-08\n";
    let report = read(Some("reform"), &[("changes.csv", log)]);
    let values: Vec<(&str, Option<&str>)> = report
        .data_points
        .iter()
        .map(|point| (point.label.as_str(), point.value.as_deref()))
        .collect();
    let expected = [
        ("first_name", "Casey"),
        ("last_name", "Mockford"),
        ("email_opt_in", "yes"),
        ("email_opt_in", "no"),
        ("support_level", "3"),
        ("support_level", "1"),
        ("support_level", "2"),
    ];
    assert_eq!(values, expected.map(|(label, value)| (label, Some(value))));
    // The newest may stand first, and nothing that was is lost.
    let newest = "changed on,field,old value,new value,changed by\n2025-03-01,post_code,ZZ99 2BB,ZZ99 3CC,load\n\
        2024-03-01,post_code,ZZ99 1AA,ZZ99 2BB,load\n";
    let found = read(Some("reform"), &[("changes.csv", newest)]);
    let values = found
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert_eq!(
        values.collect::<Vec<_>>(),
        ["ZZ99 3CC", "ZZ99 1AA", "ZZ99 2BB"]
    );
    // Where names say whose the facts are, those of others are theirs.
    let others = "Name,Field,Was,Now\nOrla Tindle,Surname,Tindall,Tindle\nBryn Tindle,Mobile,07700 900333,07700 900444\n";
    let found = read(Some("reform"), &[("changes.csv", others)]);
    let mut shown = found
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert!(!shown.any(|value| value == "07700 900444"));
    // What another profile became is of another person.
    let other = log.replace(
        "2,R-88213,last_name,,Mockford",
        "2,R-99000,first_name,,Isolde",
    );
    let report = read(Some("reform"), &[("changes.csv", &other)]);
    assert!(
        report
            .data_points
            .iter()
            .all(|point| point.value.as_deref() != Some("Isolde"))
    );
}

#[test]
fn a_row_over_days_heads_what_happened_on_them() {
    let data = "Contest,Polling day,Mark on the register\nUK Parliament,4 July 2024,Voted in person\nBorough council,5 May 2022,Did not vote\n";
    let report = read(Some("labour"), &[("turnout.csv", data)]);
    assert_eq!(
        labels(&report)[..3],
        ["Contest", "Polling day", "Mark on the register"]
    );
    assert_eq!(report.data_points.len(), 6);
    // Items with their values and the days on which they were had are pairs.
    let data =
        "Item,Held,Date obtained\nSurname,Mockford,4 July 2024\nPostcode,ZZ99 3AB,5 May 2022\n";
    let report = read(Some("labour"), &[("data.csv", data)]);
    assert_eq!(labels(&report), ["Surname", "Postcode"]);
}

#[test]
fn a_leaflet_with_questions_is_no_letter() {
    let text = "VOTE LABOUR on 2 May!\nWhat will Labour do for Hilltop?\nWe will fix the buses.\nWho can vote?\nAll electors.\n\
        How do we use your data?\nWe use your data to campaign.\nPromoted by L Wend, 1 Draft Lane.\n";
    let report = read(Some("labour"), &[("leaflet.txt", text)]);
    assert_eq!(report.case.response_kind, ResponseKind::NotAResponse);
}

#[test]
fn who_answers_question_by_question_writes_a_letter() {
    let text = "Dear Casey,\n\n1. Do you hold anything about me?\nWe do, and this is a complete copy.\nYour polling station is the Hall.\n\n\
        2. What do you do with it?\nWe use it to decide which doors to knock on and what to print on leaflets.\n\n\
        3. Who else has had it?\nTern and Quill Mailing Ltd, who posted one leaflet to you.\n\n\
        4. When will you get rid of it?\nEntries are deleted after five years.\n\nYours sincerely,\nHead of Data\n";
    let report = read(Some("libdem"), &[("reply.txt", text)]);
    let stated = report
        .checklist
        .iter()
        .filter(|line| line.status.as_str() == "stated")
        .count();
    assert!(stated >= 3, "{:?}", report.checklist);
}

#[test]
fn questions_beside_their_answers_are_headings_from_the_first_row_on() {
    let page = |rows: &str| {
        let page = format!("<html><body><h1>Your answers</h1><table>{rows}</table></body></html>");
        read(Some("conservative"), &[("page.html", &page)])
    };
    let report = page(
        "<tr><td>How did I say I would vote?</td><td>It was put down as P.</td></tr>\
         <tr><td>Do you give me a priority?</td><td>Your priority rating is 2.</td></tr>\
         <tr><td>Is anything written about me?</td><td>Gates shut, rang twice.</td></tr>",
    );
    assert_eq!(
        labels(&report),
        [
            "How did I say I would vote?",
            "Do you give me a priority?",
            "Is anything written about me?"
        ]
    );
}

#[test]
fn a_verb_that_is_said_once_holds_for_what_is_listed_behind_it() {
    let report = alone(
        "Your name is held as Casey Mockford and your address as 17 Draft Lane, Mockton, ZZ99 5QT. Your elector number is LN6/204.",
    );
    let value = |label: &str| point(&report, label).value.clone();
    assert_eq!(
        value("address").as_deref(),
        Some("17 Draft Lane, Mockton, ZZ99 5QT")
    );
    // What is said of `as` without a verb of keeping is no value.
    let report = alone(
        "Your surname is Mockford. Your ward is Canal. Your elector number is LN6/204. Your doctor is kind and your address as good as any.",
    );
    assert!(!labels(&report).contains(&"address".to_owned()));
    // What somebody else did, and what was held before, is none either.
    let report = alone(
        "Your surname is recorded as Mockford and your canvasser gave her phone as 07700 900555. Your ward is Canal. Your elector \
         number is LN6/204. In 2015 your voting intention was recorded as Conservative.",
    );
    assert_eq!(labels(&report).len(), 3, "{:?}", labels(&report));
}

#[test]
fn only_the_sentence_with_the_scale_explains_a_score() {
    let data = "Name,Support (1-10)\nCasey Mockford,6\n";
    let note = "Dear Casey,\n\nWe process personal data about you. The register details come from the electoral register. What you think was \
                noted from what you told our canvasser: the answer is on a scale of 1 to 10, where 10 means most in favour and 1 means not \
                in favour at all.\n\nYours sincerely\n";
    let report = read(Some("labour"), &[("data.csv", data), ("letter.txt", note)]);
    assert_ne!(point(&report, "Support (1-10)").origin, Origin::Register);
    assert!(!meaning(&report, "Support (1-10)").contains("register"));
}
