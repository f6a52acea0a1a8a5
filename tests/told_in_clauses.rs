//! What a sentence tells of several fields, clause by clause; records before and between the paragraphs of letters; people
//! and houses in the sheets of branches. Beside each the nearest neighbour that tells nothing.

mod response_support;

use response_support::{labels, letter, meaning, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, Level, Origin, Status};

/// The report on a table, and on a letter beside it.
fn beside(table: &str, body: &str) -> Report {
    let letter = letter(body);
    read(
        Some("labour"),
        &[("record.csv", table), ("letter.txt", letter.as_str())],
    )
}

/// How a value came to be held, who says so, and the source that is named.
fn source<'r>(report: &'r Report, label: &str) -> (Origin, Basis, Option<&'r str>) {
    let point = point(report, label);
    (
        point.origin,
        point.origin_basis,
        point.source_named.as_deref(),
    )
}

const OF_REGISTER: (Origin, Basis, Option<&str>) = (
    Origin::Register,
    Basis::Response,
    Some("Testbury Borough Council"),
);

#[test]
fn a_name_that_ends_in_no_denies_nothing() {
    for (heading, listed) in [
        ("Roll No", "Roll No, Name and Postcode are taken"),
        ("roll_no", "The columns Name, Postcode and roll_no come"),
        ("RollNo", "Name, Postcode and RollNo come"),
    ] {
        let table = format!("{heading},Name,Postcode\nMR1-88,Ada Mockford,ZZ99 2FV\n");
        let says = format!("{listed} from the register of electors of Testbury Borough Council.");
        let report = beside(&table, &says);
        assert_eq!(source(&report, "Name"), OF_REGISTER, "{says}");
        assert_eq!(source(&report, "Postcode"), OF_REGISTER, "{says}");
    }
    // A denial is one.
    let table = "Roll No,Name,Postcode\nMR1-88,Ada Mockford,ZZ99 2FV\n";
    let says =
        "No name or postcode is taken from the register of electors of Testbury Borough Council.";
    assert_ne!(source(&beside(table, says), "Name"), OF_REGISTER);
}

#[test]
fn sentences_may_begin_with_names_in_small_letters() {
    let table = "first_name,email,mobile\nAda,ada@people.example,07700 900123\n";
    let says = "first_name comes from the register of electors of Testbury Borough Council. email and mobile were \
                given to us by you in our survey.";
    let report = beside(table, says);
    assert_eq!(source(&report, "first_name"), OF_REGISTER);
    for label in ["email", "mobile"] {
        assert_eq!(point(&report, label).origin, Origin::Subject, "{label}");
    }
}

#[test]
fn a_clause_with_a_verb_of_its_own_has_a_source_of_its_own() {
    let table = "Labour score,Household type,Years at address\n47,Older family,9\n";
    let says = "Labour score is calculated by us, and household type and years at address were bought from Experian.";
    let report = beside(table, says);
    assert_eq!(point(&report, "Labour score").origin, Origin::Modelled);
    assert_eq!(point(&report, "Labour score").source_named, None);
    let bought = (Origin::Bought, Basis::Response, Some("Experian"));
    for label in ["Household type", "Years at address"] {
        assert_eq!(source(&report, label), bought, "{label}");
    }
    // What is denied or left open of the first clause is so of the second.
    for says in [
        "We never said that Labour score is calculated, and household type was bought from Experian.",
        "If Labour score was calculated by us, and household type was bought from Experian, we would say so.",
    ] {
        assert_ne!(
            source(&beside(table, says), "Household type"),
            bought,
            "{says}"
        );
    }
    let says = "Household type was bought from Experian, and years at address was too.";
    assert_eq!(source(&beside(table, says), "Years at address"), bought);
}

#[test]
fn what_was_bought_and_is_an_estimate_is_both() {
    let table = "Name,Faith,Tenure\nAda Mockford,Christian,Owned\n";
    let says = "Tenure was bought from Marlowe Data Ltd in 2023 and is an estimate.";
    let report = beside(table, says);
    let bought = (Origin::Bought, Basis::Response, Some("Marlowe Data Ltd"));
    assert_eq!(source(&report, "Tenure"), bought);
    assert!(point(&report, "Tenure").inferred);
    // What is said of two things is said of each alone.
    let says =
        "Tenure was bought from Marlowe Data Ltd, and faith was guessed from your name by us.";
    let report = beside(table, says);
    assert_eq!(source(&report, "Tenure"), bought);
    assert_eq!(
        source(&report, "Faith"),
        (Origin::Modelled, Basis::Response, None)
    );
    // Something that has been guessed is a guess, and something that has not is none.
    let says = "Faith has been guessed from your first and last names by a program of ours.";
    assert!(point(&beside(table, says), "Faith").inferred);
    let says = "Faith has not been guessed from your first and last names.";
    assert!(!point(&beside(table, says), "Faith").inferred);
}

#[test]
fn what_describes_an_area_and_not_the_person_has_its_source_all_the_same() {
    let table = "Name,Mosaic type\nAda Mockford,Classic Grandparents\n";
    let named = (Origin::Bought, Basis::Response, Some("Experian Ltd"));
    let says = "The Mosaic type is supplied by Experian Ltd and describes your postcode, not you.";
    assert_eq!(source(&beside(table, says), "Mosaic type"), named);
    let says =
        "The Mosaic type describes your postcode, not you, and was not supplied by Experian Ltd.";
    assert_ne!(source(&beside(table, says), "Mosaic type"), named);
}

#[test]
fn names_are_explained_one_behind_the_other() {
    let table = "ld_support,turnout,C_AGE,C_TEN\n61,88,55-64,Owned outright\n";
    let says = "ld_support is our own estimate of how likely you are to vote for us and turnout is our own estimate of how \
                likely you are to vote at all; both run from 0 to 100, where 100 means certain. C_AGE is an age band and \
                C_TEN the tenure of your household.";
    let report = beside(table, says);
    let scored = (Status::Scored, Basis::Response);
    assert_eq!(status(&report, "turnout"), scored);
    assert_eq!(point(&report, "C_TEN").category, Category::Household);
    // The same for somebody else is of somebody else.
    let table = "S_LD,S_CON\n0.63,0.18\n";
    let says = "S_LD is how likely you are to vote Liberal Democrat, S_CON the same for the Conservatives.";
    let report = beside(table, says);
    assert!(!meaning(&report, "S_CON").contains("Liberal Democrat"));
}

#[test]
fn a_list_of_what_a_policy_tells_states_none_of_it() {
    let status_of = |body: &str| {
        let report = beside("Name\nAda Mockford\n", body);
        let line = report
            .checklist
            .iter()
            .find(|line| line.item == "recipients");
        line.map(|line| line.status.as_str().to_owned())
    };
    let says = "The purposes, the recipients, the periods for which data are kept and your rights are all set out in our \
                privacy policy.";
    assert_eq!(status_of(says).as_deref(), Some("elsewhere"));
    let says = "The recipients are our printers, Osier Press Ltd, and your rights are set out in our privacy policy.";
    assert_eq!(status_of(says).as_deref(), Some("stated"));
}

#[test]
fn a_route_of_complaint_about_what_is_withheld_is_no_refusal() {
    let says = "You may complain to the Information Commissioner about any part of this answer, including what is withheld.";
    let report = beside("Name\nAda Mockford\n", says);
    let complaint = report
        .checklist
        .iter()
        .find(|line| line.item == "complaint");
    assert_eq!(complaint.map(|line| line.status.as_str()), Some("stated"));
}

#[test]
fn numbered_titles_say_where_what_is_below_them_is_from() {
    let text = "Dear Ada,\n\nHere is our answer, under the places that it came from.\n\n\
                1. From the electoral register (Testbury Borough Council, 1 December 2025)\n   Full name: Ada Mockford\n   \
                Voter number: TM7-84\n2. What you told us yourself\n   Email: ada@people.example\n\
                3. Noted by our canvassers\n   Usual party: Labour\n\nYours sincerely\n";
    let report = read(Some("green"), &[("answer.txt", text)]);
    assert_eq!(source(&report, "Full name"), OF_REGISTER);
    assert_eq!(source(&report, "Voter number"), OF_REGISTER);
    assert_eq!(point(&report, "Email").origin, Origin::Subject);
    let canvassed = (Origin::Canvass, Basis::Response, None);
    assert_eq!(source(&report, "Usual party"), canvassed);
}

#[test]
fn a_record_before_a_letter_is_data_and_the_head_of_a_letter_is_none() {
    let body = "Dear Ms Mockford,\n\nThis note goes with the record above. We confirm that we process these data.\n\n\
                Yours sincerely\n";
    let record = format!(
        "Elector record\nFull name: Ada Mockford\nElector number: TM7-84\nVoting intention: Labour\nVisited: 19/04/2024\n\n{body}"
    );
    let report = read(Some("labour"), &[("answer.txt", record.as_str())]);
    assert!(labels(&report).contains(&"Voting intention".to_owned()));
    let head = format!(
        "Officer: Jo Testerby\nEmail: dpo@labour.example\nTelephone: 01632 960000\nRoll number: AB1-22\nReference: \
         SAR/118\n\n{body}"
    );
    let report = read(Some("labour"), &[("answer.txt", head.as_str())]);
    assert_eq!(labels(&report), Vec::<String>::new());
}

#[test]
fn a_title_may_go_on_behind_where_it_says_things_are_from() {
    let page = |title: &str| {
        format!(
            "<html><body><h1>Your data</h1>\n<h2>{title}</h2>\n<table>\n<tr><td>Will vote</td><td>9</td></tr>\n\
             <tr><td>Will vote Labour</td><td>7</td></tr></table></body></html>"
        )
    };
    let title = "Likelihood figures from our own model, from 0 (will not) to 10 (certain to)";
    let report = read(Some("labour"), &[("page.html", page(title).as_str())]);
    assert_eq!(point(&report, "Will vote").origin, Origin::Modelled);
    assert_eq!(
        status(&report, "Will vote"),
        (Status::Scored, Basis::Response)
    );
    let title =
        "Likelihood figures, which are not from our own model and which we do not explain here";
    let report = read(Some("labour"), &[("page.html", page(title).as_str())]);
    assert_ne!(point(&report, "Will vote").origin_basis, Basis::Response);
}

#[test]
fn a_form_of_the_person_is_no_entry_of_the_register_beside_it() {
    let record = "Name on register,Elector number\nAda Mockford,EM12-64\n";
    let form = "Your name,I can help with\nAda Mockford,Leafleting\n";
    let letter = letter(
        "Your name and elector number come from the electoral register that Testbury Borough Council sends us.",
    );
    let files = [
        ("record.csv", record),
        ("form.csv", form),
        ("letter.txt", letter.as_str()),
    ];
    let report = read(Some("green"), &files);
    assert_eq!(source(&report, "Name on register"), OF_REGISTER);
    assert_ne!(point(&report, "Your name").origin, Origin::Register);
    // Where everything is called so, it is what the letter speaks of.
    let record = "Your name,Your elector number\nAda Mockford,EM12-64\n";
    let files = [("record.csv", record), ("letter.txt", letter.as_str())];
    assert_eq!(
        source(&read(Some("green"), &files), "Your name"),
        OF_REGISTER
    );
}

#[test]
fn an_id_over_parties_is_what_canvassers_call_so_and_joins_nobody() {
    let table = "Elector,Roll no.,Last ID,ID date\nAda Mockford,OR2-36,Soft Labour,11/05/2024\n\
                 Hubert Testerby,OR2-38,Conservative,11/05/2024\n";
    let report = beside(table, "We use the data to plan canvassing.");
    let point_of = |label: &str| point(&report, label);
    assert_eq!(point_of("Last ID").category, Category::VotingIntention);
    assert_ne!(point_of("ID date").category, Category::System);
    let people: Vec<u32> = report.data_points.iter().map(|one| one.person).collect();
    assert_eq!(people, [1, 1, 1, 1, 2, 2, 2, 2]);
    // The name of a client is no vote.
    let table = "Client ID,Elector\nLabour Party,Ada Mockford\n";
    let report = beside(table, "We use the data to plan canvassing.");
    assert_ne!(
        point(&report, "Client ID").category,
        Category::VotingIntention
    );
    // A number is that of a record, whatever stands beside it.
    let table = "Elector,Last ID\nAda Mockford,10023345\n";
    let report = beside(table, "We use the data to plan canvassing.");
    assert_ne!(
        point(&report, "Last ID").category,
        Category::VotingIntention
    );
}

#[test]
fn a_number_before_a_street_is_that_of_a_house() {
    let table = |next: &str| format!("Elector,No.,{next}\nAda Mockford,5,Mill Rise\n");
    let report = beside(&table("Street"), "We use the data to plan canvassing.");
    assert_eq!(point(&report, "No.").category, Category::Address);
    let report = beside(&table("Remark"), "We use the data to plan canvassing.");
    assert_ne!(point(&report, "No.").category, Category::Address);
    // Rows that are counted are no houses.
    let table = "Elector,No.,Street\nAda Mockford,1,Mill Rise\nAda Mockford,2,Mill Rise\n";
    let report = beside(table, "We use the data to plan canvassing.");
    assert_ne!(point(&report, "No.").category, Category::Address);
    // `Elec#` is a number too.
    let report = beside(
        "Elector,Elec#\nAda Mockford,MR1-88\n",
        "We plan canvassing.",
    );
    assert_eq!(
        point(&report, "Elec#").category,
        Category::ElectoralRegister
    );
}

#[test]
fn a_page_says_which_row_heads_a_log() {
    let page = |cell: &str| {
        format!(
            "<html><body><table><tr><{cell}>Type</{cell}><{cell}>Subject</{cell}><{cell}>Date</{cell}></tr>\
             <tr><td>Email sent</td><td>Summer newsletter</td><td>14 July 2024</td></tr>\
             <tr><td>Meeting</td><td>Branch meeting</td><td>3 September 2024</td></tr></table></body></html>"
        )
    };
    let report = read(Some("labour"), &[("log.html", page("th").as_str())]);
    assert_eq!(
        labels(&report),
        ["Type", "Subject", "Date", "Type", "Subject", "Date"]
    );
    // A row of headings stands over headings with several values too.
    let page = "<html><body><table><tr><th>Name</th><th>Ada Mockford</th><th>Register</th></tr>\
                <tr><td>Mobile</td><td>07700 900123</td><td>You</td></tr>\
                <tr><td>Ward</td><td>Mill</td><td>Register</td></tr></table></body></html>";
    let report = read(Some("labour"), &[("record.html", page)]);
    assert_eq!(
        point(&report, "Name").value.as_deref(),
        Some("Ada Mockford")
    );
    assert_eq!(
        point(&report, "Mobile").value.as_deref(),
        Some("07700 900123")
    );
}

#[test]
fn identifiers_without_figures_join_the_records_of_one_person() {
    let table = |id: &str| {
        format!("Record ID,First name,Last name\nkqzvbnxw,Ada,Mockford\n{id},Ada,Testerby\n")
    };
    let people = |id: &str| {
        let report = beside(&table(id), "We use the data to plan canvassing.");
        report.data_points.iter().map(|one| one.person).max()
    };
    assert_eq!(people("kqzvbnxw"), Some(1));
    assert_eq!(people("mmrtzzpl"), Some(2));
}

#[test]
fn households_like_those_of_the_person_are_households() {
    let table = "Name,Household income\nAda Mockford,60000\n";
    let says = "Household income is an estimate bought from Experian Ltd and describes households like yours.";
    assert_eq!(
        point(&beside(table, says), "Household income").level,
        Level::Household
    );
}

#[test]
fn what_all_meanings_of_a_key_begin_with_says_of_what_they_are() {
    let key = "Field,Code,Meaning\nQZX,R1,Our estimate of your turnout: sure to vote\n\
               QZX,R2,Our estimate of your turnout: may vote\n";
    let files = [
        ("record.csv", "Name,QZX,Ward\nAda Mockford,R2,Mill\n"),
        ("key.csv", key),
    ];
    let report = read(Some("libdem"), &files);
    assert_eq!(status(&report, "QZX"), (Status::Coded, Basis::Response));
    // Two capitals under a source are a code that somebody has to explain.
    let files = [("record.csv", "Name,SRC1,Ward\nAda Mockford,KX,Mill\n")];
    let report = read(Some("libdem"), &files);
    assert_ne!(point(&report, "SRC1").meaning.status, Status::Plain);
}

#[test]
fn groups_over_columns_may_say_where_these_are_from() {
    let table =
        |group: &str| format!("Name,\"{group} / Address\",Ward\nAda Mockford,2 Mill Rise,Mill\n");
    let of = |group: &str| {
        let report = beside(&table(group), "We plan canvassing.");
        let found = report
            .data_points
            .iter()
            .find(|one| one.label.ends_with("Address"));
        found.map(|one| (one.origin, one.source_named.clone()))
    };
    let register = Some((
        Origin::Register,
        Some("Testbury Borough Council".to_owned()),
    ));
    assert_eq!(
        of("Electoral register, Testbury Borough Council, December 2023"),
        register
    );
    for group in [
        "Differs from electoral register, Testbury Borough Council",
        "Electoral register check, Testbury Borough Council",
    ] {
        assert_ne!(of(group), register, "{group}");
    }
    let named = |group: &str| {
        let table = format!("Name,{group} / Tenure,Ward\nAda Mockford,Owner,Mill\n");
        let report = beside(&table, "We plan canvassing.");
        let found = report
            .data_points
            .iter()
            .find(|one| one.label.ends_with("Tenure"));
        found.and_then(|one| one.source_named.clone())
    };
    assert_eq!(
        named("Experian household data").as_deref(),
        Some("Experian")
    );
    for group in [
        "Experian data check",
        "Data like Experian data",
        "Non-Experian data",
    ] {
        assert_eq!(named(group), None, "{group}");
    }
}

#[test]
fn a_line_that_lists_headings_of_another_file_is_no_pair_where_it_goes_on() {
    let table = "Name,Address,Elector number\nAda Mockford,2 Mill Rise,MR1-88\n";
    let report = beside(
        table,
        "Name, address and elector number: electoral roll of Testbury Borough Council, 2024.",
    );
    assert_eq!(labels(&report), ["Name", "Address", "Elector number"]);
    assert_eq!(source(&report, "Name"), OF_REGISTER);
    // What is no more than a value is one.
    let report = beside(table, "Name and address: Ada Testerby, 9 Trial Close");
    assert!(labels(&report).contains(&"Name and address".to_owned()));
}

#[test]
fn what_only_points_to_a_page_is_no_record_before_a_letter() {
    let text = "Officer: Jo Testerby\nTelephone: 01632 960000\nElectoral register: page 2\nVoting intention: page 3\n\n\
                Dear Ms Mockford,\n\nWe confirm that we process these data.\n\nYours sincerely\n";
    let report = read(Some("labour"), &[("answer.txt", text)]);
    assert_eq!(labels(&report), Vec::<String>::new());
}
