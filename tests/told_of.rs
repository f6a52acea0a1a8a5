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
