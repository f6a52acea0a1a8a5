//! What stands around a value and says what it is: blocks side by side, notes that explain in sentences, the title of a
//! block, the column of sources; and what is said of an area and not of the person.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Category, Level, Origin, Status};

/// The report on a table alone.
fn alone(party: &str, table: &str) -> Report {
    read(Some(party), &[("a.csv", table)])
}

/// A heading with its one value.
fn pair(heading: &str, value: &str) -> Report {
    let table = format!("First name,Surname,\"{heading}\"\nCasey,Mockford,{value}\n");
    alone("labour", &table)
}

fn values(report: &Report) -> Vec<(&str, &str)> {
    let points = report.data_points.iter();
    points
        .map(|point| {
            (
                point.label.as_str(),
                point.value.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

fn fired(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule.0 == rule)
}

#[test]
fn pairs_beside_pairs_between_blank_rows_are_two_blocks() {
    let report = alone(
        "labour",
        "Extract,,,,\n,,,,\n1. ELECTOR,,,3. CONTACT,\nSurname,Mockford,,Tel (m),07700 900417\nGiven names,Casey,,E-mail 1,casey@people.example\nWard,Fenside,,Preferred channel,Email\n,,,,\n2. TURNOUT MARKS,,,,\nPoll,Date,Mark,,\nLocal,02/05/2024,Polled,,\nLocal,04/05/2023,Not polled,,\n",
    );
    let found = values(&report);
    for wanted in [
        ("Surname", "Mockford"),
        ("Given names", "Casey"),
        ("Tel (m)", "07700 900417"),
        ("Preferred channel", "Email"),
        ("Mark", "Not polled"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    // `Mark` says nothing; what stands under it says who voted.
    assert_eq!(point(&report, "Mark").category, Category::VotingRecord);
    // A record with a blank column between its headings is one record.
    let record = alone(
        "labour",
        "Surname,Town,,Email,Mobile\nMockford,Testbury,,a@people.example,07700 900417\n",
    );
    assert_eq!(
        point(&record, "Email").value.as_deref(),
        Some("a@people.example")
    );
}

#[test]
fn a_column_of_marks_is_a_record_of_votes_only_where_all_say_so() {
    let marks = |second: &str| {
        let table = format!("Surname,Poll,Mark\nMockford,Local,Polled\nMockford,Local,{second}\n");
        point(&alone("labour", &table), "Mark").category
    };
    assert_eq!(marks("Not polled"), Category::VotingRecord);
    assert_eq!(marks("Blue"), Category::Unknown);
}

#[test]
fn notes_without_a_heading_explain_in_sentences_and_are_no_data() {
    let data = "Surname,Doorstep return,Labour support likelihood\nMockford,L,63\n";
    let notes = "How to read this,\nDoorstep return,\"What you told our canvasser. L = Labour, T = Conservative, D = undecided.\"\nLabour support likelihood,\"A percentage from 0 to 100. The higher it is, the more likely you are to vote Labour.\"\n";
    let report = read(Some("labour"), &[("a.csv", data), ("notes.csv", notes)]);
    assert_eq!(report.data_points.len(), 3);
    let told = &point(&report, "Doorstep return").meaning;
    assert_eq!((told.status, told.basis), (Status::Coded, Basis::Response));
    let scored = &point(&report, "Labour support likelihood").meaning;
    assert_eq!(
        (scored.status, scored.basis),
        (Status::Scored, Basis::Response)
    );
    assert!(!fired(&report, "U03"));
    // What canvassers wrote down in sentences is data.
    let remarks = alone(
        "labour",
        "Notes,She was out and her neighbour answered the door for her\nRemarks,He said that he would think about it again in May\nSurname,Mockford\n",
    );
    assert_eq!(remarks.data_points.len(), 3);
}

#[test]
fn figures_about_an_area_are_no_score_of_the_person() {
    for (heading, value) in [
        ("Turnout % (ward, 2023)", "31.4"),
        ("Labour share of vote, ward, May 2024 (%)", "38.6"),
        ("Ward electorate", "6204"),
        ("Median age, output area", "43"),
        ("Number of electors in ward", "6000"),
        ("Con share ward", "31"),
    ] {
        let report = pair(heading, value);
        let found = point(&report, heading);
        assert_eq!(
            (found.category, found.level),
            (Category::Area, Level::Area),
            "{heading}"
        );
        assert!(!found.inferred, "{heading}");
        assert!(
            !fired(&report, "I04") && !fired(&report, "U03"),
            "{heading}"
        );
    }
    // Those of the person stay what they are, though an area or many people are named near.
    for (heading, value) in [
        ("Turnout %", "61"),
        ("Labour support score", "61"),
        ("Turnout score (ward model)", "61"),
    ] {
        let report = pair(heading, value);
        assert_eq!(
            point(&report, heading).category,
            Category::VotingIntention,
            "{heading}"
        );
        assert!(point(&report, heading).inferred, "{heading}");
    }
    for heading in [
        "Average household income (postcode)",
        "Residents at address",
        "Vote share",
    ] {
        assert_ne!(
            point(&pair(heading, "31"), heading).category,
            Category::Area,
            "{heading}"
        );
    }
}

#[test]
fn a_block_is_read_with_its_title_where_the_headings_alone_say_little() {
    let of = |title: &str| {
        alone(
            "labour",
            &format!(
                "{title},\nStanding,Paid up\nBranch,Quayside\nJoined on,14/02/2019\n,\nPermissions,\nText messages,\"No, since January\"\nLetters,Yes\nTelephone calls,Yes\n"
            ),
        )
    };
    let report = of("Membership");
    assert_eq!(point(&report, "Standing").category, Category::Membership);
    assert_eq!(point(&report, "Branch").category, Category::Membership);
    assert_eq!(point(&report, "Letters").category, Category::Consent);
    assert_eq!(
        point(&report, "Telephone calls").category,
        Category::Consent
    );
    let plain = of("Record");
    assert_eq!(point(&plain, "Standing").category, Category::Unknown);
    // A number is no answer.
    let numbers = alone(
        "labour",
        "Permissions,\nText messages,Yes\nTelephone,07700 900417\nSurname,Mockford\n",
    );
    assert_eq!(point(&numbers, "Telephone").category, Category::Contact);
}

#[test]
fn the_letters_of_a_column_of_sources_are_spelt_out_by_the_guide() {
    let data = "Field code,Value,Src\nEL_PDNO,SF7-33,R\nCT_MOB,07700 900619,S\nEX_TEN,2,E\nMD_LAB,0.22,M\n";
    let guide = "Field code,Meaning,Possible values\nEL_PDNO,Polling district and elector number,\nCT_MOB,Mobile telephone number,\nMD_LAB,Modelled likelihood that you vote Labour,\"0 to 1, 1 = certain to vote Labour\"\nEX_TEN,Estimated tenure of your household,1 = owner; 2 = private renter\nSrc,Where we got it,R = register; S = you; E = Experian; M = our model\n";
    let report = read(Some("labour"), &[("a.csv", data), ("guide.csv", guide)]);
    assert_eq!(point(&report, "EL_PDNO").origin, Origin::Register);
    assert_eq!(point(&report, "CT_MOB").origin, Origin::Subject);
    assert_eq!(point(&report, "MD_LAB").origin, Origin::Modelled);
    let tenure = point(&report, "EX_TEN");
    assert_eq!(tenure.source_named.as_deref(), Some("Experian"));
}

#[test]
fn each_source_of_a_list_is_that_of_the_fields_it_names_or_marks() {
    let table = "Field code,Value,Src\nEL_SURN,Mockford,R\nCT_MOB,07700 900619,S\nEXP_TEN,2,E\nMD_LAB,0.22,M\n";
    for list in [
        "the electoral register of Testbury City Council (December 2025) for the fields marked R; you for those marked S; Experian Ltd, which sold us the fields marked E in June 2025; our own model for those marked M.",
        "the electoral register of Testbury City Council for EL_SURN; you for CT_MOB; Experian Ltd, which sold us EXP_TEN; our own model for MD_LAB.",
    ] {
        let letter = letter(&format!("Sources: {list}"));
        let report = read(
            Some("labour"),
            &[("a.csv", table), ("letter.txt", letter.as_str())],
        );
        let of = |label: &str| {
            let point = point(&report, label);
            (point.origin, point.source_named.clone())
        };
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(
            of("EL_SURN"),
            (Origin::Register, named("Testbury City Council"))
        );
        assert_eq!(of("CT_MOB"), (Origin::Subject, None));
        assert_eq!(of("EXP_TEN"), (Origin::Bought, named("Experian Ltd")));
        assert_eq!(of("MD_LAB"), (Origin::Modelled, None));
    }
    // What no field is marked with is said of none.
    let letter = letter("Experian Ltd sold us the fields marked Q.");
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    );
    assert_eq!(point(&report, "CT_MOB").source_named, None);
}

#[test]
fn kinds_of_data_one_behind_the_other_say_of_none_where_the_others_come_from() {
    let letter = letter(
        "Categories: register data, contact details, canvass answers, bought estimates about your household and our own modelled figures.",
    );
    let table = "Surname,Mobile,Elector number\nMockford,07700 900417,AB1-22\n";
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    );
    for label in ["Mobile", "Elector number"] {
        assert_ne!(point(&report, label).origin, Origin::Canvass, "{label}");
    }
}

#[test]
fn what_the_response_calls_an_estimate_is_one_whatever_its_heading() {
    let table = "Name,Your figure,What it means\nSqueeze,73,The likelihood from 0 to 100 that you would move from Labour to us. Higher is more likely.\nResidence,6,\"Estimated years that your household has lived at the address, from Meridian Lists Ltd.\"\nPostcode,ZZ99 1FQ,Where the register has you\n";
    let report = alone("libdem", table);
    let squeeze = point(&report, "Squeeze");
    assert!(squeeze.inferred);
    assert_eq!(
        (squeeze.category, squeeze.meaning.status),
        (Category::VotingIntention, Status::Scored)
    );
    let residence = point(&report, "Residence");
    assert!(residence.inferred && residence.category != Category::Address);
    assert!(!point(&report, "Postcode").inferred);
}

#[test]
fn a_model_of_the_party_is_no_source_without_a_name() {
    let body = |source: &str| {
        let letter = letter(source);
        let table = "Surname,Labour support score\nMockford,44\n";
        read(
            Some("labour"),
            &[("a.csv", table), ("letter.txt", letter.as_str())],
        )
    };
    let own = body(
        "Where it comes from. Scores: our own model, made in July 2026 from surveys, past results and bought data.",
    );
    assert!(!fired(&own, "S02"));
    let third = body("Where it comes from. The data come from commercial suppliers.");
    assert!(fired(&third, "S02"));
}

#[test]
fn dots_a_colon_and_lines_that_go_on_are_read_as_one_value() {
    let text = "ENTRY ON THE REGISTER\n------------------------\n  Given name ............. : Casey\n  Family name ............ : Mockford\n  Dwelling ............... : 46 Proof Park, off the Old Road,\n                             Draftwell\n  Second preference given ... TUV\n  Email .................. : casey@people.example\n------------------------\nHOW WE MAY CONTACT YOU\n------------------------\n  Post ................... : Yes\n";
    let report = read(Some("dup"), &[("record.txt", text)]);
    let found = values(&report);
    for wanted in [
        ("Given name", "Casey"),
        ("Dwelling", "46 Proof Park, off the Old Road, Draftwell"),
        ("Second preference given", "TUV"),
        ("Post", "Yes"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    assert_eq!(report.data_points.len(), 6, "{found:?}");
    assert_eq!(point(&report, "Post").category, Category::Consent);
}

#[test]
fn a_note_explains_the_lower_row_of_a_heading_and_says_where_its_values_come_from() {
    let table = "Locals May 2023,,,General July 2024,,\nVI,Canvassed,Turned out,VI,Canvassed,Turned out\nC,14/04/2023,Y,W,22/06/2024,N\n,,,,,\nNotes,,,,,\n\"VI: C = Conservative, W = would not say, H = soft Conservative.\",,,,,\n\"Turned out: Y = marked as having voted, N = not marked. Taken from the marked register.\",,,,,\n";
    let report = alone("conservative", table);
    let of = |label: &str| -> &DataPoint { point(&report, label) };
    let vote = &of("General July 2024 / VI").meaning;
    assert_eq!((vote.status, vote.basis), (Status::Coded, Basis::Response));
    assert!(vote.text.contains("would not say"), "{}", vote.text);
    assert_eq!(
        of("Locals May 2023 / Turned out").origin,
        Origin::MarkedRegister
    );
    assert!(
        values(&report)
            .iter()
            .all(|(label, _)| label.contains(" / ")),
        "{:?}",
        values(&report)
    );
}

#[test]
fn two_people_stand_in_two_columns() {
    let table = "Item,Elector 1,Elector 2\nSurname,Mockford,Mockford\nForenames,Casey Mair,Kit\nRegister no.,CW2-88,CW2-89\nHouse,14 Draft Row,14 Draft Row\nTown,Testbury,Testbury\nPostcode,ZZ99 9GJ,ZZ99 9GJ\nPostal vote,Yes,No\n";
    let report = alone("plaid", table);
    let found = values(&report);
    assert!(found.contains(&("Forenames", "Casey Mair")), "{found:?}");
    assert!(fired(&report, "P09"), "{found:?}");
}

#[test]
fn a_key_may_leave_out_the_general_words_of_a_heading() {
    let legend =
        |column: &str| format!("Column,Code,Meaning\n{column},K,Doorstep\n{column},P,Telephone\n");
    let told = |column: &str| {
        let table = "Surname,Contact channel,Support for us,Support for others\nMockford,K,4,2\n";
        let legend = legend(column);
        let report = read(
            Some("labour"),
            &[("a.csv", table), ("legend.csv", legend.as_str())],
        );
        point(&report, "Contact channel").meaning.basis
    };
    assert_eq!(told("Channel"), Basis::Response);
    assert_ne!(told("Contact"), Basis::Response);
}

#[test]
fn a_sentence_that_names_a_block_is_about_what_stands_in_it() {
    let table = "Membership,\nJoined on,14/02/2019\nBranch,Quayside\n,\nElectoral roll,\nRoll number,MQ4-1187\nRegistered at,22 Proof Lane\n";
    let letter = letter(
        "The entries under Electoral roll come from the full electoral register that Testbury City Council supplied to us on 1 December 2025.",
    );
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    );
    for label in ["Roll number", "Registered at"] {
        let found = point(&report, label);
        assert_eq!(found.origin, Origin::Register, "{label}");
        assert_eq!(
            found.source_named.as_deref(),
            Some("Testbury City Council"),
            "{label}"
        );
    }
    assert_ne!(point(&report, "Joined on").origin, Origin::Register);
    // A block called `Data` is not meant by the name of a law.
    let table = "Data,\nMobile,07700 900417\nAge,44\nSurname,Mockford\n";
    let named = self::letter(
        "Your details come from the electoral register of Testbury City Council under Data Protection rules.",
    );
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", named.as_str())],
    );
    assert_ne!(point(&report, "Mobile").origin, Origin::Register);
}

#[test]
fn a_method_is_one_of_paying_or_of_contact_by_what_stands_under_it() {
    let of = |values: [&str; 2]| {
        let table = format!(
            "Surname,Posted,Amount,Method\nMockford,01/10/2022,4.25,{}\nMockford,01/11/2022,4.25,{}\n",
            values[0], values[1]
        );
        point(&alone("labour", &table), "Method").category
    };
    assert_eq!(of(["Direct debit", "Cash"]), Category::Financial);
    assert_eq!(of(["Doorstep", "Telephone"]), Category::ContactHistory);
}

#[test]
fn the_register_says_who_may_vote_and_its_marked_copy_who_did() {
    let table = "Register,\nSurname,Mockford\nElector number,645\nVoted GE 2024,Yes\nPolling district,PM3\n";
    let report = alone("libdem", table);
    assert_eq!(point(&report, "Elector number").origin, Origin::Register);
    assert_eq!(
        point(&report, "Voted GE 2024").origin,
        Origin::MarkedRegister
    );
}

#[test]
fn an_audience_alone_is_asked_about_and_not_said_to_be_one_of_a_platform() {
    let table = "Surname,Audience,Added\nMockford,Homeowners 55+,03/02/2026\n";
    let report = alone("conservative", table);
    let mut found = report
        .findings
        .iter()
        .filter(|finding| finding.rule.0 == "D03");
    let message = found.next().map(|finding| finding.message.as_str());
    assert!(
        message.is_some_and(|said| said.contains("may show an audience")),
        "{message:?}"
    );
}

#[test]
fn what_is_of_the_person_is_no_figure_about_an_area() {
    for (heading, value) in [
        ("Turnout 2023 (ward)", "Y"),
        ("Turnout: ward by-election", "Marked as voted"),
        ("% of ward elections voted in", "60"),
        ("Con support % (constituency 2024)", "44"),
        ("Labour % (area estimate)", "61"),
        ("Your Labour % (ward)", "61"),
        ("Turnout ward", "Likely"),
        ("Ward average voting intention", "Labour"),
        ("Household residents area", "2"),
    ] {
        let found = pair(heading, value);
        assert_ne!(
            point(&found, heading).category,
            Category::Area,
            "{heading} = {value}"
        );
    }
}

#[test]
fn a_blank_field_is_no_title_of_what_follows() {
    let table = "Name,Casey Mockford\nDo not contact,\nCanvassed,Yes\nContacted,No\nParty member,\nStatus,Active\nType,Elector\nBranch,Hill\nCode,X\n";
    let report = alone("labour", table);
    for label in ["Canvassed", "Contacted"] {
        assert_eq!(
            point(&report, label).category,
            Category::ContactHistory,
            "{label}"
        );
    }
    for label in ["Status", "Type", "Branch", "Code"] {
        assert_ne!(
            point(&report, label).category,
            Category::Membership,
            "{label}"
        );
    }
}

#[test]
fn an_estimate_that_is_denied_is_none() {
    let table = "Name,Your entry,What it means\nAge,44,\"No estimate: you told us this\"\nVI,Labour,\"Not modelled, it is what you told us\"\nPostcode,ZZ99 1FQ,Where you live\n";
    let report = alone("labour", table);
    for label in ["Age", "VI"] {
        assert!(!point(&report, label).inferred, "{label}");
    }
}

#[test]
fn three_dots_in_quoted_speech_part_nothing() {
    let text = "Notes of the call\nParty ... Labour she said\nPhone ... rang off\nAge ... she would not say\nThen he said ... Labour\n";
    let report = read(Some("labour"), &[("notes.txt", text)]);
    assert!(report.data_points.is_empty(), "{:?}", values(&report));
}

#[test]
fn what_somebody_reports_of_a_vote_is_no_mark_of_the_register() {
    for heading in ["Claim", "Reported by knocker", "A"] {
        let found = pair(heading, "Voted");
        assert_ne!(
            point(&found, heading).origin,
            Origin::MarkedRegister,
            "{heading}"
        );
    }
}

#[test]
fn the_area_that_an_explanation_states_is_kept() {
    let of = |told: &str| {
        let table = format!(
            "Name,Your entry,What it means\nIncome,44,\"{told}\"\nPostcode,ZZ99 1FQ,Where you live\nSurname,Mockford,Your name\n"
        );
        point(&alone("labour", &table), "Income").level
    };
    assert_eq!(
        of("Figure from Experian for your postcode, not you"),
        Level::Area
    );
    assert_eq!(
        of("Worked out from past figures, an average for your street"),
        Level::Area
    );
}

#[test]
fn a_score_has_not_the_meaning_of_a_mark_with_a_like_name() {
    let data = "Surname,LAB24 score,Q3 answer\nMockford,67,Y\n";
    let key = "Column,Meaning\nLAB24,Whether you told us in 2024 that you vote for us\nQ3,The question that was asked\nSurname,Your name\n";
    let report = read(Some("labour"), &[("a.csv", data), ("key.csv", key)]);
    for label in ["LAB24 score", "Q3 answer"] {
        assert!(
            !point(&report, label)
                .meaning
                .text
                .contains("told us in 2024"),
            "{label}"
        );
        assert_ne!(
            point(&report, label).meaning.status,
            Status::Scored,
            "{label}"
        );
    }
}

#[test]
fn values_with_their_scale_behind_them_are_no_key() {
    for table in [
        "Labour support,\"0.62 (0 to 1, higher is more likely to support us)\"\nTurnout,\"0.81 (0 to 1, higher is more likely to vote)\"\n",
        "Elections voted in,\"May 2021 = voted, May 2022 = absent, May 2023 = voted\"\nMembership history,\"2019 = member; 2020 = lapsed; 2021 = joined again\"\n",
        "Campaigns,\"Poster = no, delivering = yes, donor = no\"\nVoting intention,\"L = Labour (recorded on the doorstep 3 May)\"\n",
    ] {
        assert_eq!(alone("labour", table).data_points.len(), 2, "{table}");
    }
}

#[test]
fn short_values_of_a_form_do_not_go_on_below() {
    let text = "Voting intention    Labour\n                    Recorded 12 May 2024\nPrevious vote       Green\n                    Labour score      67\nPostcode            ZZ99 1FQ\nEmail               casey@people.example\n                    Page 1 of 2\n";
    let report = read(Some("labour"), &[("a.txt", text)]);
    let found = values(&report);
    for wanted in [
        ("Voting intention", "Labour"),
        ("Previous vote", "Green"),
        ("Email", "casey@people.example"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    let form =
        "Name:,Casey Mockford,Donor:,N\nPostcode:,ZZ99 1FQ,Deceased:,N\n,Confidential,,Refused\n";
    let form = alone("labour", form);
    assert_eq!(point(&form, "Deceased").value.as_deref(), Some("N"));
    assert_eq!(point(&form, "Postcode").value.as_deref(), Some("ZZ99 1FQ"));
}

#[test]
fn kinds_of_data_that_are_said_to_come_from_somebody_have_that_source() {
    let letter = letter(
        "Categories of data: your name and address, which we obtained from the electoral register of Testbury City Council, and your answers to our canvassers.",
    );
    let table = "Name,Postcode,Voting intention\nCasey Mockford,ZZ99 1FQ,Labour\n";
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    );
    assert_eq!(
        point(&report, "Postcode").source_named.as_deref(),
        Some("Testbury City Council")
    );
}

#[test]
fn what_a_sentence_excepts_does_not_come_from_where_it_says() {
    let letter = letter(
        "Where it came from. The table is from the electoral register of Testbury City Council, except your mobile number, which you gave us on our website in 2022.",
    );
    let table = "Name,Postcode,Mobile number\nCasey Mockford,ZZ99 1FQ,07700 900732\n";
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    );
    assert_ne!(point(&report, "Mobile number").origin, Origin::Register);
    assert!(!fired(&report, "R01"));
}

#[test]
fn figures_under_the_title_of_an_area_are_about_it() {
    let table = "\"Figures for Canal ward as a whole. They are not about you.\",\n,\nTurnout May 2025,34.2%\nConservative share May 2025,31.0%\nHomes owned outright,28.4%\n";
    let report = alone("conservative", table);
    let found = point(&report, "Conservative share May 2025");
    assert_eq!((found.category, found.inferred), (Category::Area, false));
    assert!(!fired(&report, "I04"));
}

#[test]
fn the_name_of_a_segment_is_no_marker_of_the_register_and_a_marker_no_segment() {
    let of = |value: &str| point(&pair("Voter type", value), "Voter type").category;
    assert_eq!(of("Rooted Patriots"), Category::Segment);
    for value in ["EU citizen", "Service voter", "Crown servants", "G"] {
        assert_eq!(of(value), Category::ElectoralRegister, "{value}");
    }
}

#[test]
fn an_explanation_without_a_scale_is_one_all_the_same() {
    let table = "Estimate,Your entry,How to read it\nLabour support,47,\"Our estimate of how likely you are to vote Labour. 0 is least likely, 100 most likely.\"\nLikely to turn out,68%,Our estimate of the chance that you vote at a local election.\n";
    let report = alone("labour", table);
    let told = &point(&report, "Likely to turn out").meaning;
    assert_eq!((told.status, told.basis), (Status::Scored, Basis::Response));
    assert!(
        told.text.contains("the chance that you vote"),
        "{}",
        told.text
    );
}

#[test]
fn what_begins_with_the_value_says_what_it_means() {
    let of = |told: &str| {
        let table = format!(
            "Estimate,Your entry,How to read it\nBins flag,Set,{told}\nLabour support,47,0 is least likely and 100 most likely.\nSurname,Mockford,Your name\n"
        );
        let report = alone("labour", &table);
        let meaning = &point(&report, "Bins flag").meaning;
        (
            meaning.status == Status::Coded,
            meaning.text.contains("most likely to care"),
        )
    };
    assert_eq!(
        of("Set where our model puts you in the fifth of the city most likely to care about bins."),
        (true, true)
    );
    // Settings are no `Set`.
    assert!(!of("Settings of the office for the round").0);
}
