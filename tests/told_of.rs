//! What a response tells of its fields: by the names that systems give them, by how these begin, by keys between the
//! tables of one file, by what stands beside them; and what it calls a guess.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, InferredFrom, Origin, Status};

/// The report on a letter beside a table of one record.
fn with_record(party: &str, body: &str, record: &[(&str, &str)]) -> Report {
    let letter = letter(body);
    let of = |pick: fn(&(&str, &str)) -> String| -> String {
        record.iter().map(pick).collect::<Vec<_>>().join(",")
    };
    let data = format!(
        "{}\n{}\n",
        of(|(heading, _)| (*heading).to_owned()),
        of(|(_, value)| (*value).to_owned())
    );
    let party = Some(party).filter(|party| !party.is_empty());
    read(
        party,
        &[("letter.txt", letter.as_str()), ("data.csv", data.as_str())],
    )
}

/// How a value is read, and who says so.
fn status(report: &Report, label: &str) -> (Status, Basis) {
    let meaning = &point(report, label).meaning;
    (meaning.status, meaning.basis)
}

/// Where a value came from, and who says so.
fn origin(report: &Report, label: &str) -> (Origin, Basis) {
    let point = point(report, label);
    (point.origin, point.origin_basis)
}

const PERSON: [(&str, &str); 2] = [("Surname", "Mockford"), ("First name", "Casey")];

/// The person's name before some other fields.
fn person<'t>(fields: &[(&'t str, &'t str)]) -> Vec<(&'t str, &'t str)> {
    PERSON.iter().chain(fields).copied().collect()
}

#[test]
fn the_suffix_of_fields_that_users_made_is_no_word_of_their_names() {
    let fields = person(&[("Voting_Intention__c", "Conservative")]);
    let report = with_record(
        "conservative",
        "Your voting intention is what you told a volunteer at your door.",
        &fields,
    );
    let found = point(&report, "Voting_Intention__c");
    assert_eq!(found.category, Category::VotingIntention);
    assert_eq!(found.origin_basis, Basis::Response);
}

#[test]
fn a_prefix_names_the_fields_that_begin_so_and_no_others() {
    let fields = person(&[
        ("LD_Squeeze_Con", "27"),
        ("LD_Core_24", "63"),
        ("LDates", "3"),
        ("Core_Round", "12"),
    ]);
    let report = with_record(
        "libdem",
        "The columns whose names start with LD_ are scores worked out by our own data team. All of them run from 0 (not \
         at all likely) to 100 (almost certain).",
        &fields,
    );
    let told = (Status::Scored, Basis::Response);
    assert_eq!(status(&report, "LD_Squeeze_Con"), told);
    assert_eq!(status(&report, "LD_Core_24"), told);
    assert_ne!(status(&report, "LDates"), told);
    assert_ne!(status(&report, "Core_Round"), told);
    assert_eq!(point(&report, "Surname").origin_basis, Basis::None);
}

#[test]
fn marks_at_the_beginning_of_names_tell_their_source() {
    let fields = person(&[
        ("C1 When", "2024-06-22"),
        ("C2 When", "2025-04-12"),
        ("C12", "x"),
    ]);
    let report = with_record(
        "",
        "The entries that start with C1 and C2 are from our volunteers, who noted them at your door.",
        &fields,
    );
    assert_eq!(origin(&report, "C1 When").1, Basis::Response);
    assert_eq!(origin(&report, "C2 When").1, Basis::Response);
    assert_ne!(origin(&report, "C12").1, Basis::Response);
}

#[test]
fn a_sentence_may_begin_with_a_name_in_small_letters() {
    let fields = person(&[("walkOrder", "37"), ("concernNhsRank", "1204")]);
    let report = with_record(
        "labour",
        "concernNhsRank is your place in a list of the 41,873 electors of the constituency, worked out from polling, in \
         which 1 is the elector who we think is most concerned about the NHS. walkOrder is the order in which the doors \
         of your street are visited.",
        &fields,
    );
    let rank = point(&report, "concernNhsRank");
    let scale = rank.meaning.scale.as_ref().expect("its scale is told");
    assert_eq!((scale.from, scale.to), (1.0, 41_873.0));
    // What was worked out from polling is the rank, and not the order of doors.
    assert!(!point(&report, "walkOrder").inferred);
}

#[test]
fn a_sentence_is_read_whole_where_it_goes_on_in_the_next_line() {
    let fields = person(&[("support_level", "2"), ("priority_level", "1")]);
    let report = with_record(
        "green",
        "In that sheet\nsupport_level is what you told our volunteer at the door: 1 means that you will vote\nGreen and \
         5 that you will not.",
        &fields,
    );
    let found = point(&report, "support_level");
    let scale = found.meaning.scale.as_ref().expect("its scale is told");
    assert_eq!((scale.from, scale.to), (1.0, 5.0));
    assert_ne!(status(&report, "priority_level").1, Basis::Response);
}

#[test]
fn codes_that_a_later_sentence_tells_are_those_of_the_field_named_before() {
    let fields = person(&[("Doorstep 2025", "P"), ("Ticked for", "RF")]);
    let report = with_record(
        "conservative",
        "The letter under Doorstep 2025 is what our canvasser noted when you answered the door; P is our letter for a \
         probable Conservative. RF under Ticked for stands for Residents First, the slate that you said you would vote \
         for when we called on 9 May 2025.",
        &fields,
    );
    let told = (Status::Coded, Basis::Response);
    for label in ["Doorstep 2025", "Ticked for"] {
        assert_eq!(status(&report, label), told, "{label}");
        assert_eq!(point(&report, label).category, Category::VotingIntention);
    }
    let meaning = point(&report, "Doorstep 2025").meaning.text.clone();
    assert!(meaning.starts_with("a probable Conservative"), "{meaning}");
    let meaning = point(&report, "Ticked for").meaning.text.clone();
    assert!(meaning.starts_with("Residents First, as"), "{meaning}");
}

#[test]
fn a_key_on_another_sheet_of_the_same_file_is_no_data() {
    let page = "<table><tr><td>Measure</td><td>Your figure</td></tr><tr><td>LEAN_LAB_26</td><td>63</td></tr>\
                <tr><td>WORRY_COL</td><td>5</td></tr></table>\
                <table><tr><td>Name used</td><td>In words</td></tr>\
                <tr><td>LEAN_LAB_26</td><td>How likely you are to vote Labour, where 0 is never and 100 is certain</td></tr>\
                <tr><td>WORRY_COL</td><td>How worried you are about the cost of living, from 1 (hardly) to 5 (very)</td></tr></table>";
    let page = page.replace('<', "\n<");
    let report = read(Some("labour"), &[("reply.html", page.as_str())]);
    assert_eq!(report.data_points.len(), 2);
    let told = (Status::Scored, Basis::Response);
    assert_eq!(status(&report, "LEAN_LAB_26"), told);
    assert_eq!(status(&report, "WORRY_COL"), told);
}

#[test]
fn a_second_record_in_the_same_file_is_data() {
    let page = "<table><tr><td>Name</td><td>Casey Mockford</td></tr><tr><td>Address</td><td>Mock Farm, Lower Sample</td></tr>\
                <tr><td>Note</td><td>Spoke about the buses</td></tr></table>\
                <table><tr><td>Name</td><td>Mr Bertram Sandbox Mockford</td></tr>\
                <tr><td>Address</td><td>Long Lane Cottage, Testbury Green</td></tr>\
                <tr><td>Note</td><td>Wants a poster for the window</td></tr></table>";
    let page = page.replace('<', "\n<");
    let report = read(None, &[("reply.html", page.as_str())]);
    assert_eq!(report.data_points.len(), 6);
}

#[test]
fn codes_may_stand_before_their_fields() {
    let data = "Ref,Surname,Knock result,Wave\n1,Mockford,NI,4\n";
    let key = "Code,Used in,Meaning\nNI,Knock result,Not in when we called\nSP,Knock result,Spoke to the elector\n";
    let report = read(None, &[("data.csv", data), ("codes.csv", key)]);
    assert_eq!(report.data_points.len(), 4);
    let found = point(&report, "Knock result");
    assert!(found.meaning.text.starts_with("Not in when we called"));
}

#[test]
fn a_party_is_read_by_those_beside_it() {
    let of = |fields: &[(&str, &str)]| with_record("labour", "Here is the copy.", &person(fields));
    let beside = of(&[
        ("LEAN_LAB_26", "63"),
        ("LEAN_GRN_26", "41"),
        ("LEAN_REF_26", "7"),
    ]);
    let found = point(&beside, "LEAN_REF_26");
    assert_eq!(found.category, Category::VotingIntention);
    assert!(
        found
            .title
            .as_deref()
            .unwrap_or_default()
            .contains("Reform")
    );
    // Alone it may be short for anything.
    let alone = of(&[("LEAN_REF_26", "7"), ("Postcode", "ZZ99 3AB")]);
    let found = point(&alone, "LEAN_REF_26");
    assert_ne!(found.category, Category::VotingIntention);
}

#[test]
fn a_number_in_the_form_of_those_of_electors_is_one() {
    let of = |value: &str| {
        let report = with_record("", "Here is the copy.", &person(&[("Poll", value)]));
        point(&report, "Poll").category
    };
    assert_eq!(of("SC1-905"), Category::ElectoralRegister);
    assert_ne!(of("Yes"), Category::ElectoralRegister);
    assert_ne!(of("2024-05"), Category::ElectoralRegister);
}

#[test]
fn what_a_letter_calls_a_guess_is_one() {
    let fields = [
        ("Faith", "Hindu"),
        ("1st Lang", "English"),
        ("Age", "45"),
        ("VI", "L"),
    ];
    let report = with_record(
        "",
        "Faith is guessed from your surname by software. Your age is our own estimate, and your voting intention is what \
         you told us. Your surname and first language are used to make predictions about the ward.",
        &person(&fields),
    );
    let faith = point(&report, "Faith");
    assert!(faith.inferred);
    assert_eq!(faith.inferred_from, [InferredFrom::Name]);
    assert_eq!(
        origin(&report, "Faith"),
        (Origin::Modelled, Basis::Response)
    );
    assert!(point(&report, "Age").inferred);
    for told in ["VI", "1st Lang", "Surname"] {
        assert!(!point(&report, told).inferred, "{told}");
    }
    let rules: Vec<&str> = report.findings.iter().map(|found| found.rule.0).collect();
    assert!(rules.contains(&"I05"), "{rules:?}");
}

#[test]
fn a_list_behind_a_verb_is_of_that_verb() {
    let fields = [
        ("Mobile", "07700 900123"),
        ("Voting intention", "L"),
        ("E-mail", "casey@mail.example"),
    ];
    let all = with_record(
        "",
        "You yourself told us your mobile number, your e-mail address and your voting intention.",
        &person(&fields),
    );
    for label in ["Mobile", "E-mail", "Voting intention"] {
        assert_eq!(
            origin(&all, label),
            (Origin::Subject, Basis::Response),
            "{label}"
        );
    }
    // What stands before another verb is of that.
    let parted = with_record(
        "",
        "Your name came from the register, your mobile and your e-mail from you on a petition.",
        &person(&fields),
    );
    for label in ["Mobile", "E-mail"] {
        assert_ne!(origin(&parted, label).0, Origin::Register, "{label}");
    }
}

#[test]
fn a_register_is_named_by_its_council() {
    let data = "Item,What we hold,Where it came from\nSurname,Mockford,\"Register of Nether Mockton District Council, 1 \
                December 2025\"\nMobile,07700 900123,Register of interest\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(
        origin(&report, "Surname"),
        (Origin::Register, Basis::Response)
    );
    let named = point(&report, "Surname").source_named.as_deref();
    assert_eq!(named, Some("Nether Mockton District Council"));
    assert_ne!(origin(&report, "Mobile").0, Origin::Register);
}

/// Whether no value of these is called a guess in a letter.
fn no_guess(sentence: &str, labels: &[&str]) {
    let fields = [
        ("Faith", "Hindu"),
        ("Ethnicity", "Asian"),
        ("Age", "45"),
        ("VI", "L"),
    ];
    let report = with_record("", sentence, &person(&fields));
    for label in labels {
        assert!(!point(&report, label).inferred, "{sentence} {label}");
    }
}

#[test]
fn what_is_said_of_other_things_or_denied_is_no_guess() {
    no_guess("Age is guessed, ethnicity is not.", &["Ethnicity"]);
    no_guess(
        "Unlike ethnicity, age is guessed from your first name.",
        &["Ethnicity"],
    );
    no_guess(
        "Faith is what you told us and Ethnicity is guessed from your surname.",
        &["Faith"],
    );
    no_guess(
        "If ethnicity is guessed, we delete it; yours was given by you.",
        &["Ethnicity"],
    );
    no_guess(
        "Your voting intention is estimated to be correct in nine cases of ten.",
        &["VI"],
    );
    no_guess(
        "Your age is guessed by reference to ethnicity.",
        &["Ethnicity"],
    );
    no_guess(
        "Your age is an estimate, and your voting intention is what you told us.",
        &["VI"],
    );
}

#[test]
fn what_follows_another_subject_is_not_of_the_verb_before() {
    let fields = [
        ("Ethnicity", "Asian"),
        ("Age", "45"),
        ("Voting intention", "L"),
        ("Mobile", "07700 900123"),
    ];
    let of = |sentence: &str| with_record("", sentence, &person(&fields));
    let report = of(
        "Experian supplied your age, your ethnicity and our canvasser noted your voting intention.",
    );
    assert_ne!(origin(&report, "Voting intention").0, Origin::Bought);
    for sentence in [
        "You told us your mobile number, and nobody told us your age, your ethnicity or your voting intention.",
        "You told us your mobile number, unlike your age and your ethnicity.",
        "You told us about your housing, and we inferred your voting intention, your age and your ethnicity.",
    ] {
        let report = of(sentence);
        assert_ne!(
            origin(&report, "Ethnicity").0,
            Origin::Subject,
            "{sentence}"
        );
    }
}

#[test]
fn a_scale_of_something_else_is_not_that_of_a_field_with_its_words() {
    let fields = [("Support_Score", "5"), ("Turnout_Score", "7")];
    let of = |sentence: &str| with_record("", sentence, &person(&fields));
    let told = (Status::Scored, Basis::Response);
    let report = of("The support score runs from 0 (never) to 10 (always).");
    assert_eq!(status(&report, "Support_Score"), told);
    assert_ne!(status(&report, "Turnout_Score"), told);
    for sentence in [
        "The support score is not the same as the turnout score: the turnout score is from 0 (never) to 10 (always).",
        "The support score that Experian uses runs from 0 (never) to 10 (always); ours has no scale.",
        "The support score of your MP runs from 0 (never) to 10 (always).",
    ] {
        let report = of(sentence);
        assert_ne!(status(&report, "Support_Score"), told, "{sentence}");
    }
}

#[test]
fn a_party_in_the_meaning_of_a_code_is_not_always_that_of_a_vote() {
    let of = |sentence: &str| {
        let report = with_record("labour", sentence, &person(&[("Mark", "R")]));
        point(&report, "Mark").category
    };
    let vote = Category::VotingIntention;
    assert_eq!(of("R under Mark stands for a firm Reform voter."), vote);
    for sentence in [
        "R under Mark means that a Labour councillor called.",
        "R under Mark means a husband who votes Labour.",
        "R under Mark stands for Labour.",
        "R under Mark is short for retired, and not the party you told us.",
    ] {
        assert_ne!(of(sentence), vote, "{sentence}");
    }
}

#[test]
fn answers_and_logs_in_the_same_file_are_data() {
    let of = |second: &str| {
        let first = "<table><tr><td>Name</td><td>Casey Mock</td></tr><tr><td>Housing</td><td>5</td></tr><tr><td>Transport</td>\
                     <td>4</td></tr><tr><td>Call</td><td>Yes</td></tr></table>";
        let page = format!("{first}<table>{second}</table>").replace('<', "\n<");
        let report = read(Some("labour"), &[("reply.html", page.as_str())]);
        report.data_points.len()
    };
    let row = |a: &str, b: &str| format!("<tr><td>{a}</td><td>{b}</td></tr>");
    let answers = row("Housing", "The rents are too high here")
        + &row("Transport", "The buses never come on time");
    assert_eq!(of(&answers), 6);
    let record = row("Name", "Casey Mock") + &row("Housing", "The waiting list for council homes");
    assert_eq!(of(&record), 6);
}

#[test]
fn a_register_of_something_else_is_no_electoral_register() {
    for source in [
        "Register of Interests of Testbury Borough Council",
        "Register of Council Tenants",
        "Roll of honour of Testbury City Council",
    ] {
        let data = format!(
            "Item,What we hold,Where it came from\nSurname,Mockford,{source}\nMobile,07700 900123,You\n"
        );
        let report = read(None, &[("data.csv", data.as_str())]);
        assert_ne!(origin(&report, "Surname").0, Origin::Register, "{source}");
    }
    let data = "Item,What we hold,Where it came from\nSurname,Mockford,Register of the London Borough of Testbury\nMobile,1,You\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(origin(&report, "Surname").0, Origin::Register);
}

#[test]
fn numbers_and_names_of_others_are_not_taken_for_the_persons() {
    let of = |fields: &[(&str, &str)]| with_record("labour", "Here is the copy.", &person(fields));
    let report = of(&[
        ("Number", "INV-4450"),
        ("Occupant 1 Vote", "Green"),
        ("Occupant 2 Vote", "Labour"),
    ]);
    assert_ne!(
        point(&report, "Number").category,
        Category::ElectoralRegister
    );
    assert_ne!(
        point(&report, "Occupant 1 Vote").category,
        Category::VotingIntention
    );
    let report = of(&[("Gate", "open"), ("Email action", "open")]);
    assert_eq!(point(&report, "Gate").category, Category::Unknown);
    assert_eq!(
        point(&report, "Email action").category,
        Category::ContactHistory
    );
    let report = of(&[
        ("Support_Lab", "5"),
        ("Support_Con", "6"),
        ("Support_Ref", "12345"),
    ]);
    assert_ne!(
        point(&report, "Support_Ref").category,
        Category::VotingIntention
    );
}

#[test]
fn a_source_beside_names_that_begin_as_it_does_is_theirs() {
    let data = "{\"roll_no\": \"611\", \"roll_src\": \"Draftsea Borough Council, register of 1 December 2025\", \"email\": \
                \"d@mail.example\", \"email_src\": \"given by you\", \"mobile\": \"07700 900123\"}";
    let report = read(None, &[("export.json", data)]);
    assert_eq!(
        origin(&report, "roll_no"),
        (Origin::Register, Basis::Response)
    );
    let named = point(&report, "roll_no").source_named.as_deref();
    assert_eq!(named, Some("Draftsea Borough Council"));
    assert_eq!(origin(&report, "email"), (Origin::Subject, Basis::Response));
    assert_ne!(origin(&report, "mobile").1, Basis::Response);
}

#[test]
fn a_product_behind_by_is_read_as_it_is_called() {
    let fields = [
        ("Household type by Experian Mosaic 7 (an estimate)", "G27"),
        ("Experian Mosaic 7", "G27"),
        ("Support by Experian", "5"),
    ];
    let report = with_record("conservative", "Here is the copy.", &person(&fields));
    let [by, plain, support] = fields.map(|(label, _)| point(&report, label));
    assert_eq!(by.meaning.readings, plain.meaning.readings);
    assert_eq!(by.field, plain.field);
    assert_eq!(support.field, None);
}

#[test]
fn guesses_that_a_letter_tells_apart_are_read_alike() {
    let of = |fields: &[(&str, &str)]| {
        let report = with_record("libdem", "Here is the copy.", &person(fields));
        point(&report, "Model B").inferred
    };
    assert!(of(&[("Model A", "0.31"), ("Model B", "0.08")]));
    assert!(!of(&[("Model A", "0.31"), ("Model B", "Ford")]));
}

#[test]
fn the_score_of_a_game_is_none_of_the_person() {
    let fields = [("Quiz night score", "42"), ("Reach score", "42")];
    let report = with_record("conservative", "Here is the copy.", &person(&fields));
    assert!(!point(&report, "Quiz night score").inferred);
    assert!(point(&report, "Reach score").inferred);
}

#[test]
fn how_something_was_got_is_where_it_came_from() {
    let fields = [
        ("Tel (evening)", "01632 960771"),
        ("How we got Tel", "Petition card that you signed"),
        ("Where we got your address", "Electoral register"),
        ("Address", "4 Mill Lane"),
    ];
    let report = with_record("labour", "Here is the copy.", &person(&fields));
    assert_eq!(
        origin(&report, "Tel (evening)"),
        (Origin::Subject, Basis::Response)
    );
    assert_eq!(
        origin(&report, "Address"),
        (Origin::Register, Basis::Response)
    );
    assert_ne!(point(&report, "How we got Tel").category, Category::Contact);
}

#[test]
fn a_list_below_a_sentence_about_something_else_is_not_that_of_the_field() {
    let of = |sentence: &str| {
        let list = format!("{sentence}\n\nP = poor\nA = affluent");
        let report = with_record("labour", &list, &person(&[("VI", "P"), ("Area", "A")]));
        status(&report, "VI")
    };
    let told = (Status::Coded, Basis::Response);
    assert_eq!(of("VI is what we noted at your door:"), told);
    for sentence in [
        "VI is not explained here. The letters of our street list are:",
        "The VI is seen by these people:",
        "VI is what we noted. Area letters are:",
        "VI has nothing to do with the postal list, where the letters are:",
    ] {
        assert_ne!(of(sentence), told, "{sentence}");
    }
}

#[test]
fn what_is_said_of_a_file_is_of_all_in_it_only_where_nothing_is_left_out() {
    let of = |sentence: &str| {
        let fields = person(&[("Vote", "Labour"), ("Score", "5")]);
        let report = with_record("labour", sentence, &fields);
        origin(&report, "Vote").0
    };
    assert_eq!(
        of("Everything in data.csv was bought from Experian."),
        Origin::Bought
    );
    for sentence in [
        "The data in data.csv will be compared with data bought from Experian.",
        "Everything in data.csv except Vote was bought from Experian.",
        "Everything in data.csv.bak was bought from Experian.",
    ] {
        assert_ne!(of(sentence), Origin::Bought, "{sentence}");
    }
}

#[test]
fn fields_that_are_left_out_by_their_prefix_are_not_meant() {
    let fields = person(&[
        ("LD_core", "40"),
        ("LAB_core", "3"),
        ("Address", "1 Mock Row"),
    ]);
    let of = |sentence: &str| with_record("labour", sentence, &fields);
    let report = of("Everything but the columns starting with LD_ is from the electoral register.");
    assert_ne!(origin(&report, "LD_core").0, Origin::Register);
    let report =
        of("The columns starting with LD_ are ours and LAB_core was bought from Experian.");
    assert_ne!(origin(&report, "LD_core").0, Origin::Bought);
}

#[test]
fn a_source_by_its_name_does_not_reach_what_the_person_said() {
    let data = "{\"surname\": \"Mock\", \"voter_source\": \"Register\", \"voter_email\": \"c@x.example\", \"vote_source\": \
                \"Register\", \"vote_intention\": \"Labour\"}";
    let report = read(None, &[("export.json", data)]);
    assert_ne!(origin(&report, "voter_email").0, Origin::Register);
    assert_ne!(origin(&report, "vote_intention").0, Origin::Register);
}

#[test]
fn tables_of_codes_and_of_others_in_plain_text_are_no_data() {
    let of = |table: &str| {
        let letter = letter(table);
        let data = "Surname,First name,Vote\nMock,Casey,G\n";
        let report = read(None, &[("letter.txt", letter.as_str()), ("data.csv", data)]);
        report.data_points.len()
    };
    let codes = "Code       Vote          Notes\nL          Labour        promise\nG          Green         against us";
    assert_eq!(of(codes), 3);
    let others = "Our local team\n\nName          Email                    Phone\nPat Draft     pat@mock.example         \
                  01632 960111\nKit Sample    kit@mock.example         01632 960112";
    assert_eq!(of(others), 3);
    let log = "Date         Channel     Result\n14/09/2025   Doorstep    Spoke\n02/05/2024   Leaflet     Delivered";
    assert_eq!(of(log), 9);
}

#[test]
fn elections_with_a_mark_for_each_are_a_list_of_them() {
    let votes = "Election,Voted\nAssembly 2022,Yes\nCouncil 2023,No\nWestminster 2024,Yes\n";
    let report = read(Some("dup"), &[("turnout.csv", votes)]);
    let labels: Vec<&str> = report
        .data_points
        .iter()
        .map(|point| point.label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "Election", "Voted", "Election", "Voted", "Election", "Voted"
        ]
    );
    // Elections that head their own marks are read as before.
    let pairs = "Surname,Mock\nVoted 2023,No\nVoted 2024,Yes\n";
    let report = read(Some("dup"), &[("turnout.csv", pairs)]);
    assert_eq!(report.data_points.len(), 3);
}

#[test]
fn rows_of_which_the_page_itself_says_that_they_are_pairs_are_pairs() {
    let row = |head: &str, value: &str| format!("<tr>\n<th>{head}</th>\n<td>{value}</td>\n</tr>\n");
    let rows = row("Lead source", "Petition: Save the Meadow")
        + &row("Leaflet route rank", "9")
        + &row("Garden board", "20/04/2026");
    let page = format!("<html><body>\n<table>\n{rows}</table>\n</body></html>");
    let report = read(Some("green"), &[("screen.html", page.as_str())]);
    let labels: Vec<&str> = report
        .data_points
        .iter()
        .map(|point| point.label.as_str())
        .collect();
    assert_eq!(
        labels,
        ["Lead source", "Leaflet route rank", "Garden board"]
    );
}

#[test]
fn a_listing_of_pairs_in_plain_text_has_its_sources_beside_it() {
    let print = "FIELD               VALUE              WHERE FROM\n------------------------------------------------------\nFull name           \
                 Idwal Finch        Register, Cyngor Brynderfel\nMobile              07700 900129       You, survey card 2023\nWelsh \
                 speaker       Y                  Guessed from your surname\n";
    let report = read(Some("plaid"), &[("print.txt", print)]);
    assert_eq!(report.data_points.len(), 3);
    assert_eq!(origin(&report, "Full name").0, Origin::Register);
    assert_eq!(origin(&report, "Mobile").0, Origin::Subject);
    assert!(point(&report, "Welsh speaker").inferred);
    let named = point(&report, "Full name").source_named.as_deref();
    assert_eq!(named, Some("Cyngor Brynderfel"));
}

#[test]
fn a_key_names_a_group_by_its_title() {
    let data = "{\"about\": {\"score\": \"our model's score from 0 (no chance) to 1 (certain)\", \"appended\": \"all fields in this group were \
                bought from Experian in March 2025\"}, \"scores\": {\"score\": 0.71, \"name\": \"Alaric\"}, \"appended\": \
                {\"household_income_band\": \"30-40k\", \"home_ownership\": \"owner\"}}";
    let report = read(Some("reform"), &[("export.json", data)]);
    assert_eq!(
        origin(&report, "home_ownership"),
        (Origin::Bought, Basis::Response)
    );
    assert_eq!(
        point(&report, "home_ownership").source_named.as_deref(),
        Some("Experian")
    );
    assert_eq!(status(&report, "score"), (Status::Scored, Basis::Response));
    assert_ne!(origin(&report, "name").0, Origin::Bought);
}

#[test]
fn codes_without_a_mark_are_read_below_the_sentence_that_tells_of_them() {
    let list = "CV_RESULT is what our canvasser noted when you spoke:\nC Conservative\nQ wavering between ourselves and the Liberal Democrats\nX \
                would not say";
    let report = with_record("conservative", list, &person(&[("CV_RESULT", "Q")]));
    let found = point(&report, "CV_RESULT");
    assert!(
        found.meaning.text.starts_with("wavering between"),
        "{}",
        found.meaning.text
    );
}

#[test]
fn what_nobody_knows_is_not_explained_by_saying_so() {
    let report = with_record(
        "libdem",
        "We are afraid that we do not know what LikSwing stands for.",
        &person(&[("LikSwing", "0.29")]),
    );
    assert_ne!(status(&report, "LikSwing").1, Basis::Response);
}

#[test]
fn fields_are_guesses_by_their_names_as_sentences_part_them() {
    let fields = [
        ("Name Age", "older"),
        ("1st Lang", "English"),
        ("Faith", "Hindu"),
    ];
    let report = with_record(
        "libdem",
        "Name Age and 1st Lang are guessed from your first name and surname by software.",
        &person(&fields),
    );
    assert!(point(&report, "1st Lang").inferred);
    assert!(!point(&report, "Faith").inferred);
    assert!(!point(&report, "First name").inferred);
}

#[test]
fn listings_of_kinds_of_offices_and_of_results_are_no_data() {
    let of = |table: &str| {
        let letter = letter(table);
        let data = "Surname,First name,Vote\nMock,Casey,G\n";
        let report = read(None, &[("letter.txt", letter.as_str()), ("data.csv", data)]);
        let labels = report.data_points.into_iter().map(|point| point.label);
        labels.collect::<Vec<_>>()
    };
    let offices = "You can complain to:\n\nAddress           Email                 Telephone\n1 Proof Lane      a@mock.example        \
                   01632 960111\n2 Proof Lane      b@mock.example        01632 960112";
    assert_eq!(of(offices).len(), 3);
    let results = "Results near you:\n\nWard         Party      Votes\nMock North   Labour     1200\nMock South   Green      900";
    assert_eq!(of(results).len(), 3);
    let kinds = "Details        Source          Date\nEmail          Web form        01/02/2024\nMobile         Experian        03/04/2024";
    assert!(!of(kinds).contains(&"Source".to_owned()));
    let own = "What canvassers noted:\n\nParty      Channel     Date\nLabour     Doorstep    01/02/2024\nGreen      Telephone   03/04/2024";
    assert_eq!(of(own).len(), 9);
}

#[test]
fn a_page_may_mark_the_first_cells_of_records_too() {
    let row = |head: &str, value: &str| format!("<tr><th>{head}</th><td>{value}</td></tr>\n");
    let page = |rows: &str| format!("<html><body>\n<table>\n{rows}</table>\n</body></html>");
    let labels = |rows: &str| {
        let page = page(rows);
        let report = read(Some("green"), &[("screen.html", page.as_str())]);
        let labels = report.data_points.into_iter().map(|point| point.label);
        labels.collect::<Vec<_>>()
    };
    let records = row("Date", "Note")
        + &row("01/02/2024", "Angry")
        + &row("03/04/2024", "Asked about the meadow");
    assert_eq!(labels(&records), ["Date", "Note", "Date", "Note"]);
    let votes = row("Election", "Voted") + &row("Council 2023", "No") + &row("General 2024", "Yes");
    assert_eq!(labels(&votes), ["Election", "Voted", "Election", "Voted"]);
    let answers = row("Issue", "Response")
        + &row("Housing", "Strongly agree")
        + &row("Migration", "Disagree");
    assert_eq!(labels(&answers), ["Issue", "Response", "Issue", "Response"]);
    let pairs =
        row("Surname", "Mock") + &row("Garden board", "Yes") + &row("Mobile", "07700 900123");
    assert_eq!(labels(&pairs), ["Surname", "Garden board", "Mobile"]);
}

#[test]
fn an_object_has_a_name_for_each_value() {
    let labels = |text: &str| {
        let report = read(None, &[("a.json", text)]);
        let points = report.data_points.into_iter();
        let points =
            points.map(|point| format!("{}={}", point.label, point.value.unwrap_or_default()));
        points.collect::<Vec<_>>()
    };
    let appended =
        r#"{"person":{"surname":"Mock"},"appended":{"age_x":"44","seg_q":"B2","zip_q":7}}"#;
    assert_eq!(
        labels(appended),
        ["surname=Mock", "age_x=44", "seg_q=B2", "zip_q=7"]
    );
    // What the title calls codes is no data.
    let codes =
        r#"{"person":{"surname":"Mock","vi":"C"},"codes":{"C":"Conservative","L":"Labour"}}"#;
    assert_eq!(labels(codes), ["surname=Mock", "vi=C"]);
}

#[test]
fn lists_of_people_and_purposes_are_no_codes() {
    let of = |body: &str, label: &str, value: &str| {
        let fields = [("Surname", "Mock"), (label, value)];
        status(&with_record("", body, &fields), label).0
    };
    let codes = "CV_RESULT is what our canvasser noted when you spoke:\n\nC Conservative\n\nL Labour\n\nG Green";
    assert_eq!(of(codes, "CV_RESULT", "C"), Status::Coded);
    for list in [
        "CV_RESULT is a code we pass to these recipients:\n\nC Mailing house\n\nL Local party",
        "CV_RESULT was worked out by these volunteers:\n\nC Smith\n\nL Jones",
        "CV_RESULT is a special category for the following purposes:\n\nC Canvassing\n\nL Leafleting",
        "CV_RESULT is what we use for:\n\nC Canvassing\n\nL Leafleting",
    ] {
        assert_ne!(of(list, "CV_RESULT", "C"), Status::Coded, "{list}");
    }
    let brackets =
        "SCORE_X runs from 1 (will vote) through 2 (leaning) and 3 (undecided) to 5 (will not).";
    assert_eq!(of(brackets, "SCORE_X", "3"), Status::Coded);
    let people = "SCORE_X is seen by 2 (officers), 3 (agents) and 12 (volunteers).";
    assert_ne!(of(people, "SCORE_X", "3"), Status::Coded);
}

#[test]
fn a_group_has_the_source_that_is_told_of_all_of_it() {
    let origin_of = |told: &str| {
        let text = format!(
            r#"{{"voter":{{"surname":"Mock","postcode":"ZZ99 3AB"}},"appended":{{"age":"44","income":"30000"}},"glossary":{{"voter":"You","appended":"{told}"}}}}"#
        );
        origin(&read(Some("labour"), &[("a.json", text.as_str())]), "age").0
    };
    assert_eq!(
        origin_of("all fields in this group were bought from Experian"),
        Origin::Bought
    );
    for told in [
        "partly bought from Experian",
        "what we share with Royal Mail",
        "passed to Experian for matching",
    ] {
        assert_ne!(origin_of(told), Origin::Bought, "{told}");
    }
}

#[test]
fn fields_of_wards_and_partners_are_not_the_persons() {
    let record = |group: &str| {
        let (age, income) = (format!("{group}_AGE"), format!("{group}_INCOME"));
        let data = format!("Surname,{age},{income}\nMock,44,D\n");
        let report = read(None, &[("data.csv", data.as_str())]);
        point(&report, &age).category
    };
    assert_eq!(record("EXT"), Category::Demographic);
    for group in ["WARD", "PARTNER", "CACHE", "AVG"] {
        assert_eq!(record(group), Category::Unknown, "{group}");
    }
}

#[test]
fn what_was_confirmed_is_no_guess_any_more() {
    let inferred = |body: &str| {
        let fields = [("Surname", "Mock"), ("Ethnicity", "White"), ("Gender", "F")];
        let report = with_record("", body, &fields);
        report.data_points.iter().any(|point| point.inferred)
    };
    assert!(inferred("Gender was worked out from your first name."));
    for body in [
        "Ethnicity was guessed and then you confirmed it.",
        "Ethnicity was estimated at first and later you told us.",
        "Gender was worked out from your name badge.",
        "Gender was worked out from the names of groups you ticked.",
    ] {
        assert!(!inferred(body), "{body}");
    }
}

#[test]
fn some_of_the_fields_that_begin_so_are_not_all_of_them() {
    let named = |body: &str| {
        let fields = [("Surname", "Mock"), ("LD_Core", "63"), ("LD_Age", "44")];
        let report = with_record("", body, &fields);
        report
            .data_points
            .iter()
            .filter(|point| point.source_named.is_some())
            .count()
    };
    assert_eq!(
        named("The columns starting with LD_ were bought from Experian."),
        2
    );
    assert_eq!(
        named("Half the columns starting with LD_ were bought from Experian."),
        0
    );
    assert_eq!(
        named("Only one of the columns starting with LD_ was bought from Experian."),
        0
    );
}

#[test]
fn a_scale_has_its_ends_and_not_its_steps() {
    for body in [
        "SCORE_X runs from 0 (least likely) through 50 (neutral) to 99 (most likely).",
        "SCORE_X goes from 0 (least likely) to 99 (most likely).",
    ] {
        let report = with_record("", body, &[("Surname", "Mock"), ("SCORE_X", "20")]);
        let scale = point(&report, "SCORE_X").meaning.scale.clone();
        let scale = scale.map(|scale| (scale.from, scale.to, scale.low, scale.high));
        let told = |end: &str| Some(end.to_owned());
        assert_eq!(
            scale,
            Some((0.0, 99.0, told("least likely"), told("most likely"))),
            "{body}"
        );
        assert_eq!(
            status(&report, "SCORE_X"),
            (Status::Scored, Basis::Response)
        );
    }
}

/// The labels of what a sentence calls guesses, beside a record of plain fields.
fn guessed(body: &str) -> Vec<String> {
    let fields = [
        ("Age", "44"),
        ("EXT_AGE", "45-54"),
        ("Faith", "Hindu"),
        ("Gender", "F"),
        ("Vote", "Labour"),
    ];
    let report = with_record("", body, &person(&fields));
    let points = report
        .data_points
        .into_iter()
        .filter(|point| point.inferred);
    points.map(|point| point.label).collect()
}

#[test]
fn what_the_party_says_that_it_guesses_is_a_guess() {
    for (body, labels) in [
        ("We estimate your age from your first name.", &["Age"][..]),
        (
            "We guessed Faith and Gender from your forename.",
            &["Faith", "Gender"],
        ),
        ("We have inferred Faith from your surname.", &["Faith"]),
        ("From your forename, we guessed Gender.", &["Gender"]),
        (
            "The supplier works out EXT_AGE from your first name.",
            &["EXT_AGE"],
        ),
        ("Our software guesses Faith from your surname.", &["Faith"]),
        (
            "Faith, which we guess from your surname, is held in our system.",
            &["Faith"],
        ),
        (
            "Faith is guessed from your surname and may be wrong.",
            &["Faith"],
        ),
        (
            "We guess Faith from your surname: it could well be wrong.",
            &["Faith"],
        ),
    ] {
        assert_eq!(guessed(body), labels, "{body}");
    }
}

#[test]
fn what_others_guess_or_the_party_guesses_of_others_is_none() {
    for body in [
        "We do not guess Faith.",
        "We cannot guess Faith.",
        "We may have guessed Faith.",
        "Faith may have been guessed and may be wrong.",
        "We guessed Faith from your surname and were wrong.",
        "We would estimate your age if we could.",
        "We guessed Gender, but you told us that it was wrong.",
        "We estimate the age of your neighbours.",
        "We guess that your age is 44.",
        "We guess you meant Faith.",
        "Your neighbour guessed your age.",
        "The council estimates your age.",
        "You can ask us how we estimate your age.",
        "We work out your age from your date of birth.",
        "We worked out Gender from the title before your name.",
        "Age, which we did not guess, is from the register.",
        "Our software guesses the sex of those who do not say.",
        "We estimate that it will take a month.",
    ] {
        assert_eq!(guessed(body), Vec::<String>::new(), "{body}");
    }
}
