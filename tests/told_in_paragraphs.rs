//! What paragraphs of letters tell of fields from sentence to sentence: which they are, how they were made, their scale
//! and their codes; and what is said of something else.

mod response_support;

use response_support::{letter, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

/// The report on a letter beside a table of one record.
fn with_record(party: &str, body: &str, record: &[(&str, &str)]) -> Report {
    let person = [("Surname", "Mockford"), ("First name", "Casey")];
    let (headings, values): (Vec<&str>, Vec<&str>) = person.iter().chain(record).copied().unzip();
    let data = format!("{}\n{}\n", headings.join(","), values.join(","));
    let letter = letter(body);
    read(Some(party), &[("letter.txt", &letter), ("data.csv", &data)])
}

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);
const SCORED: (Status, Basis) = (Status::Scored, Basis::Response);

#[test]
fn what_is_said_of_all_three_is_said_of_those_that_the_paragraph_names() {
    let record = [
        ("Affinity", "62"),
        ("Constitution position", "27"),
        ("Turnout May 2026", "88"),
        ("Reachability index", "0.34"),
        ("Contact e-mail", "casey@post.example"),
    ];
    let report = with_record(
        "labour",
        "Affinity, Constitution position and Turnout May 2026 are estimates. They were made in February 2026 with a \
         statistical model from canvass returns and polls; they are not a record of anything that you said. All three run \
         from 0 to 100. The higher the constitution figure, the likelier we think it is that you favour independence.",
        &record,
    );
    for label in ["Affinity", "Constitution position", "Turnout May 2026"] {
        assert_eq!(status(&report, label), SCORED, "{label}");
        assert_eq!(point(&report, label).origin, Origin::Modelled, "{label}");
    }
    assert!(
        point(&report, "Constitution position")
            .meaning
            .text
            .contains("independence")
    );
    // It is none of the three, and the address is no guess.
    assert_ne!(status(&report, "Reachability index").1, Basis::Response);
    assert!(!point(&report, "Contact e-mail").inferred);
}

#[test]
fn a_scale_that_is_left_behind_is_not_told() {
    let record = [("Affinity", "62"), ("Stance", "27")];
    let report = with_record(
        "labour",
        "Affinity and Stance are estimates. Both used to run from 0 to 100.",
        &record,
    );
    assert_ne!(status(&report, "Affinity"), SCORED);
    assert_ne!(status(&report, "Stance"), SCORED);
}

#[test]
fn on_the_one_and_on_the_other_each_has_its_own_scale() {
    let record = [("Constitution mark", "7"), ("Party mark", "4")];
    let report = with_record(
        "snp",
        "One of our activists put down two marks out of ten. On the constitution, 1 is dead set against independence and 10 \
         is wholly for it. On the party, 1 means that you would never vote SNP and 10 that you always would.",
        &record,
    );
    let scale = |label: &str| {
        point(&report, label)
            .meaning
            .scale
            .as_ref()
            .map(|scale| (scale.from, scale.to))
    };
    assert_eq!(scale("Constitution mark"), Some((1.0, 10.0)));
    assert_eq!(scale("Party mark"), Some((1.0, 10.0)));
    assert_eq!(
        point(&report, "Constitution mark").category,
        Category::VotingIntention
    );
}

#[test]
fn the_first_and_the_second_are_those_that_were_counted() {
    let record = [("Core chance", "18%"), ("Tactical chance", "71%")];
    let report = with_record(
        "libdem",
        "The two chances were worked out by a computer model in 2024; nobody asked you. The first is how likely the model \
         thinks it is that you always vote for us. The second is how likely it thinks it is that you would vote for us to keep \
         another party out. 0% is never and 100% is certain.",
        &record,
    );
    assert!(
        point(&report, "Tactical chance")
            .meaning
            .text
            .contains("another party")
    );
    assert!(
        !point(&report, "Core chance")
            .meaning
            .text
            .contains("another party")
    );
    // That nobody asked denies no model.
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.rule.0 != "X08")
    );
}

#[test]
fn a_paragraph_tells_the_codes_of_the_field_that_its_words_call() {
    let record = [
        ("Canvass figure", "4"),
        ("Transport letter", "N"),
        ("Branch figure", "4"),
    ];
    let report = with_record(
        "dup",
        "Our canvassers write down a figure between 1 and 5. A 1 is a firm supporter of the Party, a 2 leans to the Party, a 3 \
         has not made up his or her mind, a 4 leans to some other party and a 5 is opposed to us. They also write a letter \
         about transport: L if a lift to the polling place was asked for and N if none was wanted.",
        &record,
    );
    assert_eq!(status(&report, "Canvass figure"), CODED);
    assert_eq!(
        point(&report, "Canvass figure").category,
        Category::VotingIntention
    );
    assert_eq!(status(&report, "Transport letter"), CODED);
    // No word of the paragraph is of the branch.
    assert_ne!(status(&report, "Branch figure"), CODED);
}

#[test]
fn a_value_in_quotation_marks_is_what_the_party_puts_for_something() {
    let record = [("Master party", "Soft Labour"), ("Stage", "05")];
    let report = with_record(
        "libdem",
        "\"Soft Labour\" is what we put when somebody tells one of our callers that they could vote either way. 05 is the code \
         for a mature family with no children.",
        &record,
    );
    assert_eq!(status(&report, "Master party").1, Basis::Response);
    assert!(
        point(&report, "Stage")
            .meaning
            .text
            .contains("mature family")
    );
    // Two fields hold it: of which it is said cannot be told.
    let record = [("Stage", "05"), ("Round", "05")];
    let report = with_record(
        "libdem",
        "05 is the code for a mature family with no children.",
        &record,
    );
    assert_ne!(status(&report, "Stage"), CODED);
    assert_ne!(status(&report, "Round"), CODED);
}

#[test]
fn what_a_model_is_fed_with_is_no_guess() {
    let record = [
        ("Lab likelihood", "0.41"),
        ("Con likelihood", "0.12"),
        ("Canvass result", "Not in"),
    ];
    let report = with_record(
        "labour",
        "The two likelihoods were calculated by us in March 2025 from canvass returns, polls and the census.",
        &record,
    );
    assert!(point(&report, "Lab likelihood").inferred);
    assert!(!point(&report, "Canvass result").inferred);
}

#[test]
fn nouns_before_the_verb_are_the_headings_that_they_begin_or_end() {
    let record = [
        ("Home", "Trial Close"),
        ("Number on the register", "CWM1-58"),
        ("Intention", "Likely Plaid"),
    ];
    let report = with_record(
        "plaid",
        "The name, home and number come from the register of electors of Testbury County Council, December 2025.",
        &record,
    );
    let named = |label: &str| point(&report, label).source_named.clone();
    assert_eq!(named("Home").as_deref(), Some("Testbury County Council"));
    assert_eq!(
        named("Number on the register").as_deref(),
        Some("Testbury County Council")
    );
    assert_eq!(named("Intention"), None);
}

#[test]
fn the_head_of_a_mail_names_no_source() {
    let mail = "From: Membership and data, Mockton Green Party\nTo: Casey Mockford\nSubject: your request\n\nHi Casey\n\nHere is your page.\n\nMobile: 07700 900127\nPostcode: ZZ99 4GT\n\nRobin\n";
    let report = read(Some("green"), &[("mail.txt", mail)]);
    assert!(
        report
            .checklist
            .iter()
            .all(|item| !item.text.starts_with("From:"))
    );
}

#[test]
fn a_sentence_for_each_code_tells_the_list_that_the_first_names() {
    let record = [("Cefnogaeth / Support", "3"), ("Ward round", "3")];
    let report = with_record(
        "plaid",
        "A 1 on our support list is somebody who votes for us every time. A 2 is somebody who has lent us a vote. A 3 is \
         somebody who is thinking about it. A 4 is somebody for whom the door is shut.",
        &record,
    );
    assert!(
        point(&report, "Cefnogaeth / Support")
            .meaning
            .text
            .contains("thinking about it")
    );
    assert_ne!(status(&report, "Ward round"), CODED);
}

#[test]
fn pieces_that_begin_with_codes_made_alike_tell_what_each_stands_for() {
    let record = [
        ("Household type", "H2"),
        ("Postcode type", "G28"),
        ("Calls", "TPS"),
    ];
    let report = with_record(
        "labour",
        "H1 is what the supplier calls a family with children not yet at school; H2 has children at school; H3 has grown-up \
         children living at home. G28 is the type which Experian, from whom we license Mosaic, calls Modern Parents. TPS is \
         short for Telephone Preference Service.",
        &record,
    );
    assert!(
        point(&report, "Household type")
            .meaning
            .text
            .contains("children at school")
    );
    assert!(
        point(&report, "Postcode type")
            .meaning
            .text
            .contains("Modern Parents")
    );
    assert!(
        point(&report, "Calls")
            .meaning
            .text
            .contains("Telephone Preference Service")
    );
}

#[test]
fn a_letter_overrules_the_key_of_a_column() {
    let letter = letter(
        "The key was drawn up in 2019. In the VI column the 2019 letters are no longer used: since 2022 a P there stands for a \
         subscribing member, an F for a former member and an S for a stranger to us.",
    );
    let data = "Surname,First name,VI,Zone\nMockford,Casey,P,P\n";
    let key = "Column,Code,Stands for\nVI,P,Potential supporter\nVI,C,Conservative\nZone,P,Parkside\nZone,Q,Quayside\n";
    let report = read(
        Some("conservative"),
        &[
            ("letter.txt", &letter),
            ("data.csv", data),
            ("key.csv", key),
        ],
    );
    let told = &point(&report, "VI").meaning.text;
    assert!(
        told.contains("subscribing member") && !told.contains("otential"),
        "{told}"
    );
    assert!(point(&report, "Zone").meaning.text.contains("Parkside"));
}

#[test]
fn what_stands_under_one_heading_is_said_of_it_and_of_no_other() {
    let record = [("Telephone", "01632 960144"), ("Church", "P")];
    let report = with_record(
        "dup",
        "What stands under Church is what you told our branch secretary in 2017. How we came by the telephone number we are \
         not able to say.",
        &record,
    );
    assert_ne!(point(&report, "Telephone").origin, Origin::Subject);
    // A letter is no religion in words.
    assert_ne!(status(&report, "Church").0, Status::Plain);
}

#[test]
fn a_mark_for_no_value_is_explained_wherever_it_stands() {
    let record = [
        ("First choice", "xx"),
        ("Third choice", "xx"),
        ("Second choice", "LD"),
    ];
    let report = with_record("dup", "xx means that the question was not asked.", &record);
    assert_eq!(status(&report, "First choice").0, Status::DeclaredMissing);
    assert_eq!(status(&report, "Third choice").0, Status::DeclaredMissing);
}

#[test]
fn the_other_end_of_a_scale_is_not_the_one_that_is_named() {
    let record = [("Affinity", "55"), ("Turnout guess", "71")];
    let report = with_record(
        "labour",
        "Affinity and Turnout guess are estimates. Both run from 0 to 100. The higher the turnout figure, the less likely it \
         is that you will vote.",
        &record,
    );
    let scale = point(&report, "Turnout guess").meaning.scale.as_ref();
    assert!(scale.is_none_or(|scale| scale.high.is_none()), "{scale:?}");
}

#[test]
fn codes_of_something_else_are_not_those_of_the_field_that_the_paragraph_names() {
    let record = [("Canvass mark", "2"), ("Voter type", "P")];
    for body in [
        "This is not the canvass mark. For leaflets a 1 is one delivered, a 2 is two delivered and a 3 is three.",
        "In the old system the canvass mark was given at the door: a 1 was for us, a 2 was against us and a 3 was undecided.",
        "The marks of our canvass in Scotland differ: a 1 is for independence, a 2 is against it and a 3 is undecided.",
    ] {
        let report = with_record("labour", body, &record);
        assert_ne!(status(&report, "Canvass mark"), CODED, "{body}");
    }
}

#[test]
fn conditions_and_other_people_tell_no_source() {
    let record = [
        ("Home", "Trial Close"),
        ("Mobile", "07700 900127"),
        ("Support", "3"),
    ];
    for body in [
        "If anything here is from you, tell us.",
        "Your neighbours typed these into our website form.",
        "Home and Mobile are bought by most parties, but not by us.",
        "Support was typed into a survey by a volunteer who had not met you.",
    ] {
        let report = with_record("labour", body, &record);
        for label in ["Home", "Mobile"] {
            assert_ne!(
                point(&report, label).origin,
                Origin::Subject,
                "{label}: {body}"
            );
            assert_ne!(
                point(&report, label).origin,
                Origin::Bought,
                "{label}: {body}"
            );
        }
    }
}

#[test]
fn what_a_number_in_words_means_is_not_cut_in_two_and_a_count_means_nothing() {
    let record = [("Doorstep answer", "2")];
    let told = "Doorstep answer. One means with us; two means with us and with them equally; three means neither.";
    let report = with_record("labour", told, &record);
    assert_eq!(status(&report, "Doorstep answer"), CODED);
    let meaning = &point(&report, "Doorstep answer").meaning.text;
    assert!(meaning.contains("with them equally"), "{meaning}");
    // Of codes that tell of support, the answer is one.
    let told = "Doorstep answer. One means solidly with us; two means solidly somebody else. Three is a person who has not decided.";
    let report = with_record("labour", told, &[("Doorstep answer", "3")]);
    let answer = point(&report, "Doorstep answer");
    assert_eq!(answer.category, Category::VotingIntention);
    for body in [
        "Doorstep answer. One is you and two is your husband, who is on the register.",
        "Doorstep answer. One means with us. Two means leaning. These are the codes of another branch, and ours run the other \
         way.",
    ] {
        let report = with_record("labour", body, &record);
        assert_ne!(status(&report, "Doorstep answer"), CODED, "{body}");
    }
}

#[test]
fn years_and_times_that_are_counted_are_no_scale() {
    for body in [
        "The turnout figure is a guess. It is kept for 1 to 5 years and is then deleted.",
        "The turnout figure is a guess. It is updated 2 to 4 times a year.",
        "The turnout figure is a guess. It is made by a model which runs from 1 to 5 each morning.",
        "The turnout figure is a guess, from minus 100 to plus 100, and 4 means that we have no figure.",
    ] {
        let report = with_record("labour", body, &[("Turnout", "4")]);
        assert_ne!(status(&report, "Turnout"), SCORED, "{body}");
    }
    let body = "The turnout figure is a guess. It runs from 1 to 5.";
    let report = with_record("labour", body, &[("Turnout", "4")]);
    assert_eq!(status(&report, "Turnout"), SCORED);
}

#[test]
fn the_value_of_a_column_that_is_named_is_no_number_of_a_column() {
    let record = [
        ("Support", "3"),
        ("Phone", "01632 960144"),
        ("Ward", "Canal"),
    ];
    for body in [
        "In the Support column 3 is our estimate that you might vote for us.",
        "The Support column (4 in some records) was bought from Examplar Ltd.",
    ] {
        let report = with_record("labour", body, &record);
        for label in ["Phone", "Ward"] {
            let origin = point(&report, label).origin;
            assert!(
                !matches!(origin, Origin::Modelled | Origin::Bought),
                "{label}: {body}"
            );
        }
    }
}

#[test]
fn an_entry_that_says_that_there_is_none_still_says_so_where_a_letter_explains_it() {
    let report = with_record(
        "labour",
        "None means that nothing was given in that year.",
        &[("Donation 2023", "None"), ("Ward", "Canal")],
    );
    let found = status(&report, "Donation 2023");
    assert_eq!(found, (Status::DeclaredMissing, Basis::Response));
}

#[test]
fn letters_of_papers_and_of_a_name_are_no_codes_of_a_field() {
    for (body, label, value) in [
        (
            "A1 is a covering letter. A2 is a print of your record. A3 is a list of messages.",
            "Household type",
            "A2",
        ),
        (
            "CM is a complainant in our correspondence. DPO is a short form for our officer.",
            "Initials",
            "CM",
        ),
        (
            "XYZ is a party with whom we share no data. LD is another such party.",
            "VI",
            "XYZ",
        ),
    ] {
        let report = with_record("labour", body, &[(label, value)]);
        assert_ne!(status(&report, label), CODED, "{body}");
    }
}
