//! Whom and what a response speaks of where that is told in passing: by a title, by an order (`the second group`), by
//! what figures are called, by the sentence before; and whole pairs in single cells.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

/// The report on a table, and on a letter beside it.
fn beside(party: &str, table: &str, body: &str) -> Report {
    let letter = letter(body);
    read(
        Some(party),
        &[("record.csv", table), ("letter.txt", letter.as_str())],
    )
}

fn alone(party: &str, table: &str) -> Report {
    read(Some(party), &[("record.csv", table)])
}

/// Whether the response itself gives a scale of a value.
fn is_scaled(point: &DataPoint) -> bool {
    point.meaning.status == Status::Scored && point.meaning.basis == Basis::Response
}

fn shown(report: &Report, label: &str) -> Vec<String> {
    let points = report.data_points.iter().filter(|one| one.label == label);
    points.filter_map(|one| one.value.clone()).collect()
}

/// Whether a mobile number is shown.
fn holds(report: &Report, mobile: &str) -> bool {
    shown(report, "Mobile").iter().any(|value| value == mobile)
}

#[test]
fn of_several_people_the_one_whom_a_title_names_is_the_person() {
    let table = |title: &str| {
        format!(
            "{title}\n,\nForename,Surname,Mobile,Remark\nCosmo,Bellweather,07700 900611,Wants a board\nDelphine,Oakeshott-Ray,07700 900633,No calls\nLambert,Thistlewood,07700 900644,Paid in cash\n"
        )
    };
    let named = alone(
        "reform",
        &table("Request RUK/2291: Ms Delphine Oakeshott-Ray"),
    );
    assert!(holds(&named, "07700 900633"));
    assert!(!holds(&named, "07700 900611"));
    // Two of them, or none: the first, as before.
    for title in ["Cosmo Bellweather and Delphine Oakeshott-Ray", "Supporters"] {
        let report = alone("reform", &table(title));
        assert!(holds(&report, "07700 900611"));
        assert!(!holds(&report, "07700 900633"));
    }
}

#[test]
fn whole_pairs_in_cells_are_read_with_those_that_nobody_knows() {
    let report = alone(
        "conservative",
        "The elector,,Canvass\nSurname: Mockford,,VI code: S\nPostcode: ZZ99 4QT,,Lab (0-10): 8\nTelephone: 07700 900591,,Heat: Amber\n,,Profile\n,,QX2 IND: 1\n",
    );
    assert_eq!(shown(&report, "Heat"), ["Amber"]);
    assert_eq!(shown(&report, "QX2 IND"), ["1"]);
    assert_eq!(shown(&report, "Surname"), ["Mockford"]);
    // A column of remarks is none.
    let remarks = alone(
        "conservative",
        "Surname,Postcode,Telephone,Remarks\nMockford,ZZ99 4QT,07700 900591,Tuesday: nobody in\n",
    );
    assert_eq!(shown(&remarks, "Remarks"), ["Tuesday: nobody in"]);
}

#[test]
fn banners_below_the_head_of_a_listing_part_its_pairs() {
    let table = "Entry,What our file says\nAs it appears on the roll,\nName on the roll,Casey Mockford\nRoll number,GW4-1187\nVotes by post,Yes\nYour household,\nMosaic group,G\nLength of residence,9\nWhat we have worked out,\nEngagement tier,B\n";
    let report = beside(
        "labour",
        table,
        "The first group was handed to us by Testbury Borough Council, which runs the electoral roll. The second group we license from Experian Ltd. The third group is worked out by our own model.",
    );
    let group = point(&report, "Mosaic group");
    assert_eq!(group.source_named.as_deref(), Some("Experian Ltd"));
    assert_eq!(
        point(&report, "Roll number").source_named.as_deref(),
        Some("Testbury Borough Council")
    );
    assert_eq!(point(&report, "Engagement tier").origin, Origin::Modelled);
    // There is no fourth.
    let none = beside(
        "labour",
        table,
        "The fourth group we license from Experian Ltd.",
    );
    let engaged = point(&none, "Engagement tier");
    assert_eq!(engaged.source_named, None);
}

#[test]
fn codes_are_those_of_the_field_that_the_sentence_before_names() {
    let table = "Name,GVI,RAG\nLorne Fothergale,5,A\n";
    let report = beside(
        "green",
        table,
        "GVI is how you answered at the door. In our branch 5 is the top: 5 means certain to vote Green and 1 means never. RAG is about the gate. R means a dog, A means an awkward latch and G means easy.",
    );
    for (label, word) in [("GVI", "certain"), ("RAG", "latch")] {
        let meaning = &point(&report, label).meaning;
        assert_eq!(meaning.basis, Basis::Response, "{label}");
        assert!(meaning.text.contains(word), "{label}: {}", meaning.text);
    }
    // The sentence in between names another field: its codes are of that one.
    let other = beside(
        "green",
        table,
        "GVI is how you answered at the door. RAG is about the gate. A means an awkward latch and 5 means a dog.",
    );
    assert!(!point(&other, "GVI").meaning.text.contains("dog"));
}

#[test]
fn a_letter_stands_for_what_the_response_says_and_not_for_a_published_meaning() {
    let table = "Name,Voting intention\nBarnaby Mockford,P\n";
    let report = beside(
        "conservative",
        table,
        "In the canvass, P stands for protest: a person who told us that he will spoil his paper.",
    );
    let meaning = &point(&report, "Voting intention").meaning;
    assert_eq!(meaning.basis, Basis::Response);
    assert!(meaning.text.contains("protest") && !meaning.text.contains("otential"));
    let silent = beside("conservative", table, "In the canvass we ask how you vote.");
    assert_eq!(
        point(&silent, "Voting intention").meaning.basis,
        Basis::Codebook
    );
}

#[test]
fn figures_are_told_by_what_they_are_called() {
    let table = "Name,Labour vote likelihood,Green vote likelihood,Concern: rents,Concern: clean air,Reform affinity\nAnnelore Mockford,58,21,312,95,0.83\n";
    let report = beside(
        "labour",
        table,
        "Both likelihoods are percentages from 0 (not at all likely) to 100 (certain). The two Concern figures are ranks within your ward: 1 is the most concerned, of 6,204. Affinity runs from 0 to 1.",
    );
    for label in [
        "Labour vote likelihood",
        "Green vote likelihood",
        "Concern: rents",
        "Concern: clean air",
        "Reform affinity",
    ] {
        assert!(is_scaled(point(&report, label)), "{label}");
    }
    let rank = point(&report, "Concern: rents").meaning.scale.as_ref();
    assert_eq!(
        rank.map(|scale| (scale.from, scale.to)),
        Some((1.0, 6204.0))
    );
    // Three are not two.
    let three = beside(
        "labour",
        table,
        "The three Concern figures run from 0 to 10.",
    );
    assert!(!is_scaled(point(&three, "Concern: rents")));
}

#[test]
fn the_same_scale_is_that_of_what_is_explained_before() {
    let table = "Name,Con Support,Turnout Pred\nGervase Mockford,7,9\n";
    let report = beside(
        "conservative",
        table,
        "Con Support is our estimate, on a scale from 0 to 10, of how likely you are to vote for us. Turnout Pred is our estimate of how likely you are to vote at all, on the same scale.",
    );
    assert!(is_scaled(point(&report, "Turnout Pred")));
    let alone = beside(
        "conservative",
        table,
        "Turnout Pred is our estimate of how likely you are to vote at all, on the same scale.",
    );
    assert!(!is_scaled(point(&alone, "Turnout Pred")));
}

#[test]
fn a_list_of_what_is_yours_has_one_source_and_a_guess_is_not_about_what_it_rests_on() {
    let table =
        "Name,Address,Elector number,Age (est.)\nGervase Mockford,2 Staithe Cottages,HB4-66,61\n";
    let report = beside(
        "conservative",
        table,
        "Your name, your address and your elector number came from the electoral register of Testbury Borough Council. Age (est.) is a guess from your first name.",
    );
    for label in ["Name", "Address", "Elector number"] {
        assert_eq!(point(&report, label).origin, Origin::Register, "{label}");
    }
    assert!(!point(&report, "Name").inferred);
    assert!(point(&report, "Age (est.)").inferred);
}

#[test]
fn who_keeps_the_register_is_told_by_what_is_said_of_it() {
    let table = "Name,Address,Elector number,Voted May 2024,Mobile\nCasey Mockford,1 Test Street,HB4-66,Yes,07700 900619\n";
    let report = beside(
        "labour",
        table,
        "The register entries, and the mark that you voted, were supplied by Testbury Borough Council.",
    );
    for label in ["Elector number", "Voted May 2024"] {
        let named = point(&report, label).source_named.clone();
        assert_eq!(
            named.as_deref(),
            Some("Testbury Borough Council"),
            "{label}"
        );
    }
    // The same sentence names a council for something else.
    let other = beside(
        "labour",
        table,
        "Your mobile number was bought from Upton Borough Council, and your address is from the electoral register.",
    );
    assert_eq!(point(&other, "Voted May 2024").source_named, None);
    assert_eq!(point(&other, "Address").source_named, None);
}

#[test]
fn codes_below_the_name_of_their_column_need_no_other_title() {
    let table = "Name,Said,Src,Walk\nAnn Mockford,P,3,P\n";
    let codes = "Codes used in the extract\n\nSaid\n  D = definite Liberal Democrat\n  P = probable Liberal Democrat\n\nSrc (where the record was first loaded from)\n  1 = electoral register\n  3 = list bought from Marlowe Data Ltd\n";
    let report = read(
        Some("libdem"),
        &[("record.csv", table), ("codes.txt", codes)],
    );
    assert!(point(&report, "Said").meaning.text.contains("probable"));
    assert!(point(&report, "Src").meaning.text.contains("Marlowe"));
    assert_ne!(point(&report, "Walk").meaning.basis, Basis::Response);
}

#[test]
fn remarks_beside_what_it_is_tell_sources_and_meanings() {
    let table = "What it is,Your entry,Remarks on it\nFirst name,Casey,\nHouse and street,31 Saltpetre Lane,\"Register of electors, Testbury District Council\"\nPersonal e-mail,a@people.example,Given by you when you signed our petition\nBlue likelihood,9%,Chance that you would vote Conservative\n";
    let report = alone("libdem", table);
    let street = point(&report, "House and street");
    assert_eq!(
        street.source_named.as_deref(),
        Some("Testbury District Council")
    );
    assert_eq!(point(&report, "Personal e-mail").origin, Origin::Subject);
    let likelihood = point(&report, "Blue likelihood");
    assert_eq!(likelihood.category, Category::VotingIntention);
    assert!(is_scaled(likelihood));
}

#[test]
fn an_issue_behind_a_colon_is_one_whatever_it_is_called() {
    let of = |heading: &str, value: &str| {
        let table = format!("First name,Surname,\"{heading}\"\nCasey,Mockford,{value}\n");
        let report = alone("labour", &table);
        let point = point(&report, heading);
        (point.category, point.meaning.status)
    };
    assert_eq!(
        of("Concern: rents", "312"),
        (Category::IssueConcern, Status::Unpublished)
    );
    assert_eq!(
        of("Interest: Gaelic broadcasting", "ticked"),
        (Category::IssueConcern, Status::Plain)
    );
    // The tail alone speaks where the head does not.
    assert_eq!(of("Home: tenure", "Rented").0, Category::Household);
}

#[test]
fn a_score_that_the_person_gave_is_from_no_model() {
    let of = |meaning: &str| {
        let table =
            format!("Item,Value,Meaning\nSurname,Mockford,\nSupport score,4,\"{meaning}\"\n");
        let report = alone("plaid", &table);
        let point = point(&report, "Support score");
        (
            point.origin,
            point.inferred,
            point.title.clone().unwrap_or_default(),
        )
    };
    let (origin, inferred, title) = of(
        "From 1 (never) to 5 (every time). It is what you told our canvasser; we make no estimates.",
    );
    assert_eq!((origin, inferred), (Origin::Canvass, false));
    assert!(!title.contains("model"), "{title}");
    let (origin, inferred, _) =
        of("From 1 (never) to 5 (every time), estimated from what you told our canvasser.");
    assert_eq!((origin, inferred), (Origin::Modelled, true));
}

#[test]
fn whoever_checked_exported_or_lives_there_is_not_the_person() {
    let table = |title: &str| {
        format!(
            "{title}\n,\nName,Mobile\nCasey Mockford,07700 900619\nRowan Brandreth,07700 900111\n"
        )
    };
    for title in [
        "Record checked by Rowan Brandreth",
        "Export made by Rowan Brandreth",
        "Mr Brandreth DPO",
    ] {
        let report = alone("labour", &table(title));
        assert!(holds(&report, "07700 900619"), "{title}");
        assert!(!holds(&report, "07700 900111"), "{title}");
    }
    // Nor whom a letter to somebody else speaks of.
    let report = beside(
        "labour",
        &table("Record"),
        "We have left in the record of Rowan Brandreth, who lives with you.",
    );
    assert!(!holds(&report, "07700 900111"));
}

#[test]
fn two_people_side_by_side_in_cells_are_two() {
    let report = alone(
        "labour",
        "Elector 1,Elector 2\nName: Casey Mockford,Name: Rowan Brandreth\nAge: 44,Age: 51\nPhone: 07700 900619,Phone: 07700 900111\nVI: L,VI: C\n",
    );
    let shown: Vec<String> = report
        .data_points
        .iter()
        .filter_map(|one| one.value.clone())
        .collect();
    assert!(shown.contains(&"44".to_owned()));
    assert!(!shown.contains(&"51".to_owned()) && !shown.contains(&"07700 900111".to_owned()));
}

#[test]
fn a_title_that_says_what_was_done_with_data_is_no_source() {
    let of = |title: &str| {
        let text = letter(&format!(
            "Surname: Mockford\nAge: 44\n\n{title}\nMobile: 07700 900619\nTown: Testbury\nPostcode: ZZ99 4QT"
        ));
        let report = read(Some("labour"), &[("reply.txt", text.as_str())]);
        point(&report, "Town").source_named.clone()
    };
    for title in [
        "What we shared with Experian",
        "Matched against Experian",
        "Opted out of Experian",
        "Your complaint about Experian",
        "Our partners Experian and CACI",
    ] {
        assert_eq!(of(title), None, "{title}");
    }
    assert_eq!(of("Bought from Experian").as_deref(), Some("Experian"));
}

#[test]
fn codes_and_scales_of_other_things_explain_nothing() {
    let table = "Name,GVI,Cnv Rslt,Labour likelihood,Turnout likelihood,Concern: rents,Concern: clean air\nCasey Mockford,5,P,34,71,312,41\n";
    for said in [
        "GVI is our voter code. Another party uses 5 = Green and 1 = Labour.",
        "GVI is our voter code. Members rate their branch, where 5 means excellent and 1 means poor.",
        "In Scotland, P stands for protest.",
        "For members, P means postal voter.",
        "The likelihoods of people moving house are from 0 to 10 in our area statistics.",
        "The two Concern figures are ranks where 1 is the most concerned, from a survey of 2025.",
        "Labour likelihood is ours. Turnout likelihood is our estimate of whether you vote, not on the same scale.",
    ] {
        let report = beside("labour", table, said);
        for point in &report.data_points {
            assert!(!is_scaled(point), "{said}: {}", point.label);
            let coded =
                point.meaning.status == Status::Coded && point.meaning.basis == Basis::Response;
            assert!(!coded, "{said}: {}", point.label);
        }
    }
}

#[test]
fn what_stands_behind_a_verb_is_of_that_and_not_of_the_next() {
    let table = "Name,Address,Mobile,Mosaic\nCasey Mockford,1 Test Street,07700 900619,G22\n";
    for said in [
        "The register gave us your name, your address and your postcode, and you gave us your mobile.",
        "We share your name, your address and your age, and Experian sold us your Mosaic.",
    ] {
        let report = beside("labour", table, said);
        let address = point(&report, "Address");
        assert!(
            !matches!(address.origin, Origin::Subject | Origin::Bought),
            "{said}"
        );
    }
    let table = "Surname,Mobile\nMockford,07700 900619\n";
    let report = beside(
        "labour",
        table,
        "In the second part of this letter we explain that we bought data from Experian. The first group of voters came from the register of Testbury City Council.",
    );
    assert_ne!(point(&report, "Mobile").origin, Origin::Register);
}

#[test]
fn a_field_guide_in_one_column_holds_no_values() {
    let report = alone(
        "labour",
        "Field guide\nSurname: your family name\nVI: how you told us that you vote\nDonor: whether you gave us money\nPostcode: where you live\n",
    );
    assert_eq!(shown(&report, "Surname"), Vec::<String>::new());
    // A number column and a repeated heading lose nothing.
    let table = alone(
        "labour",
        "No,Name,Date,Result,Date,Result\n1,Casey Mockford,12/03/2025,A,13/04/2025,B\n",
    );
    assert_eq!(table.data_points.len(), 6);
}
