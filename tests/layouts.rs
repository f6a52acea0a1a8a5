//! Layouts that people who answer requests make by hand, from bytes to data points.

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::{Codebooks, PartyId};
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::report::Report;
use sar_decode::vocabulary::Category;

/// The report on files of one party.
fn report_on(files: &[(&str, &str)]) -> Report {
    let mut parts = Vec::new();
    for (name, text) in files {
        let source = Source {
            part: PartId(u32::try_from(parts.len()).expect("few parts")),
            name,
            bytes: text.as_bytes(),
        };
        parts.extend(ingest_all(&source, &Limits::default()));
    }
    let settings = Settings {
        party: Some(PartyId("labour".to_owned())),
        ..Settings::default()
    };
    analyse(&Document { parts }, &Codebooks::embedded(), &settings).expect("the codebooks")
}

/// The headings of a text with their values, in reading order.
fn pairs(name: &str, text: &str) -> Vec<String> {
    let report = report_on(&[(name, text)]);
    let points = report.data_points.iter();
    points
        .map(|point| {
            let value = point.value.as_deref().unwrap_or("");
            format!("{}={value}", point.label)
        })
        .collect()
}

#[test]
fn elections_below_a_heading_are_values_and_head_nothing() {
    let found = pairs(
        "a.csv",
        "Election,Voted,Said,Date\nAssembly 2017,Yes,Green,02/05/2017\nCouncil 2022,No,Labour,30/04/2022\n",
    );
    assert_eq!(found.len(), 8, "{found:?}");
    assert_eq!(found[0], "Election=Assembly 2017");
    // Headings that a codebook lists, one below the other, are a listing still.
    let found = pairs(
        "a.csv",
        "Surname,Mockford,form\nPostcode,ZZ99 3AB,form\nMobile,07700 900123,form\n",
    );
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[1], "Postcode=ZZ99 3AB");
}

#[test]
fn a_table_of_gifts_has_a_sign_for_a_heading() {
    let found = pairs(
        "a.csv",
        "Gift date,\u{a3},Method,Gift Aid\n14/02/2023,15,Direct debit,n/a\n11/11/2024,40,Card,n/a\n",
    );
    assert_eq!(found.len(), 8, "{found:?}");
    assert_eq!(found[1], "\u{a3}=15");
}

#[test]
fn names_of_models_are_the_headings_of_their_values() {
    let found = pairs(
        "a.csv",
        "Name of model,Your value,Last run\nLAB_X,41,12/09/2019\nSQZ_BETA,0.61,14/11/2019\n",
    );
    assert_eq!(found, ["LAB_X=41", "SQZ_BETA=0.61"]);
}

#[test]
fn an_entry_is_a_heading_before_a_column_of_data_and_a_value_behind_it() {
    let before = pairs(
        "a.csv",
        "No.,Entry,Data held\n1,Surname,Mockford\n2,Blorp,7\n3,Postcode,ZZ99 3AB\n",
    );
    assert!(before.contains(&"Blorp=7".to_owned()), "{before:?}");
    let behind = pairs(
        "a.csv",
        "Data,Entry,Source\nSurname,Mockford,register\nBlorp,7,us\nPostcode,ZZ99 3AB,register\n",
    );
    assert!(behind.contains(&"Blorp=7".to_owned()), "{behind:?}");
}

#[test]
fn letters_beside_parties_below_a_table_are_a_key_and_no_data() {
    let table =
        "Surname,1st pref,Ward\nMockford,S,Fen\n,,\nLetter,Party,\nS,SDLP,\nA,Alliance,\nU,UUP,\n";
    let report = report_on(&[("a.csv", table)]);
    assert_eq!(report.data_points.len(), 3);
    let vote = report
        .data_points
        .iter()
        .find(|point| point.label == "1st pref");
    let text = &vote.expect("the vote").meaning.text;
    assert!(text.contains("SDLP"), "{text}");
    // Beside a word that names a field of its own, letters are values.
    let found = pairs("a.csv", "Letter,Date\nAck,02/05/2024\nSAR,03/05/2024\n");
    assert!(
        found.iter().any(|pair| pair.contains("02/05/2024")),
        "{found:?}"
    );
}

#[test]
fn bullets_begin_lines_and_are_no_part_of_headings() {
    for bullet in ["*", "\u{2022}", "\u{f0b7}", "-", "\u{25cf}"] {
        let text = format!(
            "Dear Casey\n\nThis is what we have.\n\n{bullet} Surname: Mockford\n{bullet} Post code: ZZ99 3AB\n\
             {bullet} Usual party: Green\n\nYours sincerely\n"
        );
        let found = pairs("letter.txt", &text);
        assert_eq!(
            found,
            [
                "Surname=Mockford",
                "Post code=ZZ99 3AB",
                "Usual party=Green"
            ],
            "{bullet:?}"
        );
    }
}

#[test]
fn a_title_in_capitals_says_where_the_lines_below_it_come_from() {
    let text = "YOUR DATA\n\nGIVEN BY YOU (web form)\nSurname: Mockford\nBlorp index: 4\n\n\
        ESTIMATES (our own statistical model)\nZorb index: 7\nKwarg index: 9\n\nOTHER\nPlugh no.: 3\n";
    let report = report_on(&[("card.txt", text)]);
    let origin = |label: &str| {
        let point = report
            .data_points
            .iter()
            .find(|point| point.label == label)
            .unwrap_or_else(|| panic!("{label} is not in the report"));
        point.origin.as_str()
    };
    assert_eq!(origin("Blorp index"), "subject");
    assert_eq!(origin("Zorb index"), "modelled");
    assert_eq!(origin("Kwarg index"), "modelled");
    assert_ne!(origin("Plugh no."), "modelled");
}

#[test]
fn a_source_of_a_field_is_data_and_a_line_about_sources_is_none() {
    let text = "Dear Casey\n\nWe hold this about you and it is all that we could find.\n\nSurname: Mockford\nVI: Labour\n\
        VI Source: Doorstep\n\nWe are sorry that it took us so long to write to you about it.\nSource: our canvassers\n";
    let found = pairs("letter.txt", text);
    assert!(
        found.contains(&"VI Source=Doorstep".to_owned()),
        "{found:?}"
    );
    assert!(
        !found.iter().any(|pair| pair.starts_with("Source=")),
        "{found:?}"
    );
}

#[test]
fn a_letter_explains_values_by_themselves() {
    let letter = "Dear Casey\n\nWe enclose a copy of your record.\n\nLab is Labour. The 2 is on a scale that goes from 1 \
        (definitely will vote for us) to 5 (definitely will not).\n\nYours sincerely\n";
    let record = "Surname,Usual Party,Zorb intention\nMockford,Lab,2\n";
    let report = report_on(&[("record.csv", record), ("letter.txt", letter)]);
    let basis = |label: &str| {
        let point = report.data_points.iter().find(|point| point.label == label);
        point.expect(label).meaning.basis.as_str().to_owned()
    };
    assert_eq!(basis("Usual Party"), "response");
    assert_eq!(basis("Zorb intention"), "response");
    // A value under two headings could be either.
    let record = "Surname,Usual Party,Last Party,Zorb intention,Rounds\nMockford,Lab,Lab,2,2\n";
    let report = report_on(&[("record.csv", record), ("letter.txt", letter)]);
    for point in &report.data_points {
        let text = &point.meaning.text;
        let told = text.contains("1 (definitely") || text.contains("Labour, as");
        assert!(!told, "{}: {text}", point.label);
    }
}

/// The category of the only value under a heading.
fn category(text: &str, heading: &str) -> Category {
    let report = report_on(&[("calls.csv", text)]);
    let mut points = report.data_points.iter();
    let found = points.find(|point| point.label == heading);
    found.expect("the heading").category
}

#[test]
fn answers_that_are_all_parties_are_a_voting_intention() {
    let calls = "Surname,Date called,Reply\nMockford,02/05/2024,Labour\nMockford,03/05/2024,";
    assert_eq!(
        category(&format!("{calls}Plaid Cymru\n"), "Reply"),
        Category::VotingIntention
    );
    assert_eq!(
        category(&format!("{calls}no reply\n"), "Reply"),
        Category::ContactHistory
    );
}

#[test]
fn a_title_that_explains_answers_as_parties_says_what_was_asked() {
    let with = |title: &str| {
        format!("{title},,\nSurname,Date called,Canvass answer\nMockford,02/05/2024,2\n")
    };
    let told = with("\"Canvass answers (1 = Labour; 2 = Green; 3 = other)\"");
    assert_eq!(category(&told, "Canvass answer"), Category::VotingIntention);
    let other = with("\"Canvass answers (1 = spoke; 2 = nobody in; 3 = other)\"");
    assert_eq!(category(&other, "Canvass answer"), Category::ContactHistory);
}

#[test]
fn serial_numbers_of_a_schedule_are_no_headings() {
    for head in ["Entry,Description,Data", "Item,Field,Value", "No,Item,Held"] {
        let found = pairs(
            "a.csv",
            &format!("{head}\n1,Surname,Mockford\n2,Postcode,ZZ99 3AB\n3,Blorp,7\n"),
        );
        assert_eq!(
            found,
            ["Surname=Mockford", "Postcode=ZZ99 3AB", "Blorp=7"],
            "{head}"
        );
    }
}

#[test]
fn a_letter_names_the_entries_of_its_schedule_by_number() {
    let letter = "Dear Casey\n\nWe hold the personal data in the schedule.\n\nEntries 1 and 2 are from the electoral register \
        of Proofham Borough Council. Entry 4 was purchased from Experian Limited in May 2025. Item 3 is a canvass code: \
        Q means that you told us that you would vote for us. Entry 5 is a score from 0 to 100.\n\nYours sincerely\n";
    let schedule = "Entry,Description,Data\n1,Surname,Mockford\n2,Postcode,ZZ99 3AB\n3,Zorb,Q\n4,Blorp,7\n5,Kwarg,41\n";
    let report = report_on(&[("letter.txt", letter), ("schedule.csv", schedule)]);
    let point = |label: &str| {
        let mut points = report.data_points.iter();
        points
            .find(|point| point.label == label)
            .expect("the entry")
    };
    assert_eq!(point("Postcode").origin.as_str(), "register");
    assert_eq!(point("Blorp").origin.as_str(), "bought");
    assert_eq!(
        point("Blorp").source_named.as_deref(),
        Some("Experian Limited")
    );
    let told = &point("Zorb").meaning;
    assert!(told.text.contains("would vote for us"), "{}", told.text);
    let score = point("Kwarg").meaning.scale.as_ref().map(|scale| scale.to);
    assert_eq!(score, Some(100.0));
    // Where nothing is numbered, a number in a letter names nothing.
    let table = schedule
        .replace("Entry,", ",")
        .replace(['1', '2', '3', '5'], "");
    let report = report_on(&[("letter.txt", letter), ("schedule.csv", &table)]);
    assert!(
        report
            .data_points
            .iter()
            .all(|point| point.label != "Blorp" || point.origin.as_str() != "bought")
    );
}

#[test]
fn two_pairs_a_row_go_on_where_a_value_could_be_a_heading() {
    let form = "Surname,Mockford,Ward,Fen\nAddress,5 Hop Mews,Voter ID,Soft Con\nPostcode,ZZ99 3AB,Canvass date,06/05/2023\n";
    let found = pairs("a.csv", form);
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(found.contains(&"Voter ID=Soft Con".to_owned()), "{found:?}");
}

#[test]
fn names_head_values_where_headings_stand_below_and_people_where_they_do_not() {
    let scores =
        "Name,Value\nLikelihood to vote,31%\nScore 41,0.27\nLikelihood to back Labour,44%\n";
    let found = pairs("a.csv", scores);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "Likelihood to vote=31%");
    let people = pairs("a.csv", "Name,Score\nCasey Mockford,31\nKit Testerby,12\n");
    assert!(people[0].starts_with("Name="), "{people:?}");
}

#[test]
fn names_of_fields_beside_what_they_mean_are_a_key_and_people_are_none() {
    let record = "Surname,LD_X_v4\nMockford,47\n";
    let key = "Name,What it means\nLD_X_v4,\"A modelled likelihood, from 0 (will not) to 100 (certain to)\"\n";
    let report = report_on(&[("record.csv", record), ("key.csv", key)]);
    assert_eq!(report.data_points.len(), 2);
    assert_eq!(report.data_points[1].meaning.basis.as_str(), "response");
    let people = pairs(
        "a.csv",
        "Name,Description\nCasey Mockford,rang about the bins again\nKit Testerby,wrote about the bus\n",
    );
    assert_eq!(people.len(), 4, "{people:?}");
}

#[test]
fn codes_of_sources_are_spelt_out_by_the_key_of_the_response() {
    let attributes =
        "attribute,value,src\nsurname,Mockford,ER\npost_code,ZZ99 3AB,ER\nmosaic_6_group,K,EX\n";
    let sources = "src,source\nER,\"Full register, Proofham Borough Council, 1 December 2025\"\nEX,\"Experian Limited, estimated\"\n";
    let report = report_on(&[("a.csv", attributes), ("sources.csv", sources)]);
    assert_eq!(report.data_points.len(), 3);
    assert_eq!(report.data_points[0].origin.as_str(), "register");
    let segment = &report.data_points[2];
    assert_eq!(segment.source_named.as_deref(), Some("Experian Limited"));
}

#[test]
fn the_head_of_a_memorandum_is_no_data() {
    let memo = "To,Casey Mockford\nFrom,Data Protection Officer\nDate,12 October 2026\nSubject,Your request\n";
    assert_eq!(pairs("memo.csv", memo), [] as [String; 0]);
    // A log of messages has more to say.
    let log = "To,Casey Mockford\nFrom,Data Protection Officer\nDate,12 October 2026\nOpened,Yes\n";
    let log = pairs("log.csv", log);
    assert!(log.contains(&"Opened=Yes".to_owned()), "{log:?}");
}

#[test]
fn turnout_over_marks_is_a_record_of_votes_and_over_numbers_a_score() {
    let table = |value: &str| format!("Surname,Turnout\nMockford,{value}\n");
    assert_eq!(
        category(&table("Did not vote"), "Turnout"),
        Category::VotingRecord
    );
    assert_eq!(category(&table("71"), "Turnout"), Category::VotingIntention);
}

#[test]
fn the_foot_of_every_page_and_a_time_are_no_pairs() {
    let page =
        "Connect Printed 21/09/2026 09:14\nSurname: Mockford\nConfidential: not for others\n";
    let found = pairs("print.txt", &page.repeat(3));
    assert!(
        found.iter().all(|pair| pair.starts_with("Surname=")),
        "{found:?}"
    );
}

#[test]
fn what_stands_above_the_values_of_a_listing_says_how_its_headings_are_meant() {
    let polls = "Poll,Voted\nMay 2019 locals,Y\nDec 2019 general,Y\nMay 2021 locals,N\n";
    assert_eq!(category(polls, "Dec 2019 general"), Category::VotingRecord);
    let estimates =
        "Estimate,Likelihood\nWould vote Remain if asked again,66%\nVoted for us in 2024,41%\n";
    let report = report_on(&[("a.csv", estimates)]);
    assert!(
        report.data_points.iter().all(|point| point.inferred),
        "{report:?}"
    );
    // `Value` says nothing of the kind.
    let answers = "Question,Value\nWould vote Remain if asked again,Yes\nVoted for us in 2024,No\n";
    let report = report_on(&[("a.csv", answers)]);
    assert!(
        report.data_points.iter().all(|point| !point.inferred),
        "{report:?}"
    );
}

#[test]
fn values_of_another_kind_than_their_heading_alone_says_are_read_as_that_kind() {
    for (heading, value, meant, other) in [
        ("Dwelling", "3a", Category::Address, "Terraced"),
        (
            "ELECTOR",
            "BX07-1132",
            Category::ElectoralRegister,
            "Casey Mockford",
        ),
        ("COUNCIL 2023", "N", Category::VotingRecord, "Testbury"),
    ] {
        let with =
            |value: &str| category(&format!("Surname,{heading}\nMockford,{value}\n"), heading);
        assert_eq!(with(value), meant, "{heading}");
        assert_ne!(with(other), meant, "{heading}");
    }
}

#[test]
fn somebody_else_who_is_named_is_another_person_and_is_masked() {
    let held = "Field,Value\nForename,Philippa\nLast name,Ashgrove\nPostcode,ZZ99 1LP\n";
    let others = "Other resident,Mobile\nGideon Marlpit,07700 900414\n";
    for files in [
        [("held.csv", held), ("others.csv", others)],
        [("others.csv", others), ("held.csv", held)],
    ] {
        let report = report_on(&files);
        let shown = format!("{report:?}");
        assert!(
            !shown.contains("900414") && !shown.contains("Marlpit"),
            "{shown}"
        );
        assert!(shown.contains("Ashgrove"));
    }
    // A number of other people names nobody.
    let report = report_on(&[("a.csv", "Surname,Other residents\nMockford,2\n")]);
    assert_eq!(report.data_points[1].value.as_deref(), Some("2"));
}

#[test]
fn numbers_that_begin_again_belong_to_the_table_that_the_letter_names() {
    let letter = |words: &str| {
        format!(
            "Dear Casey\n\nWe enclose a copy of your data in two tables.\n\n{words}\n\nYours sincerely\n"
        )
    };
    let first = "No.,Item,Value\n1,Surname,Mockford\n2,Zorb,7\n";
    let second = "No.,Item,Value\n1,Blorp,9\n2,Kwarg,3\n";
    let origins = |words: &str| {
        let letter = letter(words);
        let report = report_on(&[("a.csv", first), ("b.csv", second), ("letter.txt", &letter)]);
        let points = report.data_points.iter();
        points
            .filter(|point| point.origin.as_str() == "bought")
            .count()
    };
    // Which of the two is meant is not said.
    assert_eq!(
        origins("Entry 2 was purchased from Experian Limited in May 2025."),
        0
    );
    let one = |words: &str| {
        let letter = letter(words);
        let report = report_on(&[("a.csv", first), ("letter.txt", &letter)]);
        let points = report.data_points.iter();
        points
            .filter(|point| point.origin.as_str() == "bought")
            .count()
    };
    assert_eq!(
        one("Entry 2 was purchased from Experian Limited in May 2025."),
        1
    );
    assert_eq!(
        one("Item 2 of your request asked what was purchased from Experian Limited."),
        0
    );
}

#[test]
fn what_was_never_filled_in_and_what_would_be_say_nothing() {
    let letter = "Dear Casey\n\nWe confirm that we process personal data about you.\n\nYour name was supplied to us by \
        [NAME OF COUNCIL] from the register. If we held a Zorb score for you, it would run from 0 (never) to 100 (certain).\n\n\
        Yours sincerely\n";
    let report = report_on(&[
        ("a.csv", "Surname,Zorb score\nMockford,62\n"),
        ("letter.txt", letter),
    ]);
    for point in &report.data_points {
        assert_eq!(point.source_named, None, "{}", point.label);
        assert!(point.meaning.scale.is_none(), "{}", point.meaning.text);
    }
}

#[test]
fn what_the_person_wrote_explains_nothing() {
    let mail = "From: Office <office@party.example>\nTo: casey@post.example\nSubject: RE: request\n\
        Content-Type: text/plain\n\nDear Casey,\n\nWe process personal data about you. A copy is attached.\n\n\
        Regards\nOffice\n\n> On 9 February Casey wrote:\n>\n> Please tell me the purposes and the recipients.\n\
        > I believe that Zorb_Cd T means \"Tenant\".\n";
    let report = report_on(&[
        ("answer.eml", mail),
        ("a.csv", "Surname,Zorb_Cd\nMockford,T\n"),
    ]);
    let mut points = report.data_points.iter();
    let code = points
        .find(|point| point.label == "Zorb_Cd")
        .expect("the code");
    assert!(
        !code.meaning.text.to_lowercase().contains("tenant"),
        "{}",
        code.meaning.text
    );
}

#[test]
fn a_footnote_is_said_of_the_heading_with_its_mark_alone() {
    let table = "Surname,Telephone*,Mobile\nMockford,01632 960777,07700 900112\n\n\
        \"* supplied by Quillmark Directories Ltd, May 2022. No other column was supplied by that company.\",,\n";
    let report = report_on(&[("a.csv", table)]);
    let named = |label: &str| {
        let mut points = report.data_points.iter();
        let point = points
            .find(|point| point.label == label)
            .expect("the heading");
        point.source_named.clone()
    };
    assert_eq!(
        named("Telephone*").as_deref(),
        Some("Quillmark Directories Ltd")
    );
    assert_eq!(named("Mobile"), None);
}

#[test]
fn a_title_gives_the_scale_of_the_scores_below_it_where_it_tells_both_ends() {
    let with = |title: &str| {
        let table = format!("\"{title}\",,\n,,\nSurname,Con Score,Green Score\nMockford,8,12\n");
        let report = report_on(&[("a.csv", &table)]);
        let status = |label: &str| {
            let mut points = report.data_points.iter();
            let point = points
                .find(|point| point.label == label)
                .expect("the score");
            point.meaning.status.as_str()
        };
        [status("Con Score"), status("Green Score")]
    };
    let told = "Doorstep scores on this sheet run from 0 (would never vote for the party) to 10 (certain to).";
    assert_eq!(with(told), ["scored", "off-scale"]);
    assert_eq!(
        with("Doorstep scores of 2019"),
        ["unpublished", "unpublished"]
    );
}

#[test]
fn origin_over_ways_in_is_no_origin_of_a_person() {
    let with = |value: &str| category(&format!("Surname,Origin\nMockford,{value}\n"), "Origin");
    assert_ne!(with("Web form"), Category::EthnicityReligion);
}

#[test]
fn how_to_reach_somebody_else_is_not_shown() {
    let table = "Surname,Emergency Contact Name,Emergency Contact Phone\nMockford,Thelonius Wragby,07700 900631\n";
    let shown = format!("{:?}", report_on(&[("a.csv", table)]));
    assert!(
        !shown.contains("900631") && !shown.contains("Wragby"),
        "{shown}"
    );
}

#[test]
fn a_message_to_somebody_else_below_the_answer_says_nothing_of_this_person() {
    let mail = |to: &str| {
        format!(
            "From: Office <office@party.example>\nTo: casey@post.example\nSubject: RE: request\n\
             Content-Type: text/plain\n\nDear Casey,\n\nWe process personal data about you. A copy is attached.\n\n\
             Regards\nOffice\n\n---------- Forwarded message ----------\nFrom: Office <office@party.example>\n\
             Date: Mon, 11 Nov 2024 09:00:00 +0000\nSubject: Your request\nTo: {to}\n\nDear requester,\n\n\
             We do not buy data. We keep nothing for longer than 30 days.\n"
        )
    };
    let retention = |to: &str| {
        let mail = mail(to);
        let report = report_on(&[("answer.eml", &mail), ("a.csv", "Surname,VI\nMockford,T\n")]);
        let found = report
            .checklist
            .iter()
            .find(|line| line.item == "retention");
        format!("{:?}", found.expect("the item").status)
    };
    assert_ne!(
        retention("someone.else@post.example"),
        retention("casey@post.example")
    );
}

#[test]
fn a_letter_gives_one_scale_to_the_scores_that_it_explains_and_codes_in_quotation_marks() {
    let letter = "Dear Casey\n\nA copy is attached. Both scores run from 0 (not at all likely) to 100 (certain).\n\n\
        ZORB_X: how likely our model thinks you are to turn up.\nBLORP_Y: how likely our model thinks you are to move.\n\
        KWARG_Z: what you told a canvasser. \"Soft Q\" means that you may well come.\n\nYours sincerely\n";
    let record = "Surname,ZORB_X,BLORP_Y,KWARG_Z\nMockford,57,19,Soft Q\n";
    let report = report_on(&[("record.csv", record), ("letter.txt", letter)]);
    let meaning = |label: &str| {
        let mut points = report.data_points.iter();
        let point = points.find(|point| point.label == label);
        &point.expect("the heading").meaning
    };
    for label in ["ZORB_X", "BLORP_Y"] {
        assert_eq!(meaning(label).status.as_str(), "scored", "{label}");
    }
    let told = &meaning("KWARG_Z").text;
    assert!(told.contains("you may well come"), "{told}");
}

#[test]
fn a_form_of_two_pairs_a_row_goes_on_over_titles_and_blanks() {
    let found = pairs(
        "a.csv",
        "First name,Casey,Surname,Mockford\nTown,Testbury,Postcode,ZZ99 3AB\nPreferences,,,\n\
         Do not phone,No,Do not email,No\nWork phone,,Email,casey@people.example\n\
         Do not mail,No,Newsletter,Yes\n",
    );
    for pair in [
        "Do not email=No",
        "Work phone=",
        "Email=casey@people.example",
        "Do not mail=No",
        "Newsletter=Yes",
    ] {
        assert!(found.contains(&pair.to_owned()), "{pair}: {found:?}");
    }
    assert!(
        !found.iter().any(|pair| pair.starts_with("Preferences")),
        "{found:?}"
    );
    // The same rows without a second heading are headings with an explanation beside their value.
    let found = pairs(
        "a.csv",
        "Surname,Mockford\nTown,Testbury\nPreferences,none\n",
    );
    assert!(found.contains(&"Preferences=none".to_owned()), "{found:?}");
}

#[test]
fn an_entry_beside_its_detail_and_how_it_was_come_by_is_a_heading() {
    let found = pairs(
        "a.csv",
        "Entry,Detail,How we came by it\nSurname,Mockford,the register\nRaised with us,drains,a call\n",
    );
    assert_eq!(found, ["Surname=Mockford", "Raised with us=drains"]);
}

#[test]
fn what_a_thing_is_heads_headings_only_where_nothing_else_does() {
    let found = pairs(
        "a.csv",
        "What it is,What we hold,Where we got it\nSurname,Mockford,you\nBlorp,7,us\n",
    );
    assert_eq!(found, ["Surname=Mockford", "Blorp=7"]);
    let report = report_on(&[(
        "a.csv",
        "Field,What we hold,What it is\nSurname,Mockford,your name\nBlorp,7,a score from 0 to 10\n",
    )]);
    let blorp = report.data_points.iter().find(|one| one.label == "Blorp");
    let blorp = blorp.expect("the score");
    assert_eq!(blorp.value.as_deref(), Some("7"));
    let said = &blorp.meaning.text;
    assert!(said.contains("a score from 0 to 10"), "{said}");
}

#[test]
fn a_key_of_codes_explains_the_headings_that_are_written_like_them() {
    let key = "Code,Stands for,Lowest,Highest,How to read it\n\
               SUP_L,How likely you are to support Labour,0,100,Higher means more likely\n\
               TO_X,How likely you are to vote,0,100,Higher means more likely\n";
    let values = "Code,Your number\nSUP_L,83\nTO_X,41\nOTHER_Z,7\n";
    let report = report_on(&[("key.csv", key), ("values.csv", values)]);
    let points: Vec<(&str, &str)> = report
        .data_points
        .iter()
        .map(|point| (point.label.as_str(), point.meaning.status.as_str()))
        .collect();
    assert_eq!(
        points,
        [
            ("SUP_L", "scored"),
            ("TO_X", "scored"),
            ("OTHER_Z", "unrecognised")
        ]
    );
}

#[test]
fn under_a_title_that_could_announce_a_key_stands_what_was_offered() {
    let found = pairs("a.csv", "Help\nPoster,No\nBoard,Yes\nDeliver leaflets,No\n");
    assert_eq!(found, ["Poster=No", "Board=Yes", "Deliver leaflets=No"]);
}

#[test]
fn the_person_whom_the_letter_addresses_is_shown_and_the_other_is_masked() {
    let table = "First name,Surname,Mobile\nGideon,Mockford,07700 900555\nThomasina,Mockford,07700 900556\n";
    let shown = |letter: &str| -> Vec<String> {
        let report = report_on(&[("letter.txt", letter), ("a.csv", table)]);
        let values = report.data_points.iter();
        let values = values.filter(|point| point.masked.is_none());
        values.filter_map(|point| point.value.clone()).collect()
    };
    let letter = |name: &str| {
        format!(
            "Dear {name},\n\nWe confirm that we process personal data about you. A copy is attached.\n\n\
             We use it to canvass.\n\nYours sincerely,\nData Protection Officer\n"
        )
    };
    assert_eq!(
        shown(&letter("Ms Thomasina Mockford")),
        ["Thomasina", "Mockford", "07700 900556"]
    );
    // A name that both have says nothing beside one that the second has alone.
    let mail = format!(
        "From: Party <data@party.example>\r\nTo: Thomasina Mockford <t@people.example>\r\nSubject: Re: data\r\n\r\n{}",
        letter("Ms Mockford")
    );
    let report = report_on(&[("reply.eml", &mail), ("a.csv", table)]);
    let mut values = report.data_points.iter();
    let own = values.find(|point| point.label == "Mobile" && point.masked.is_none());
    assert_eq!(
        own.and_then(|point| point.value.as_deref()),
        Some("07700 900556")
    );
    // A name that both have, and one that neither has, choose nobody: the first is shown.
    for name in ["Ms Mockford", "Sir or Madam", "Casey Dummyfield"] {
        assert_eq!(
            shown(&letter(name)),
            ["Gideon", "Mockford", "07700 900555"],
            "{name}"
        );
    }
}

#[test]
fn a_double_name_is_one_person_in_two_tables() {
    let report = report_on(&[
        (
            "a.csv",
            "First name,Surname,Town\nNon,Rhydderch-Mock,Testbury\n",
        ),
        ("b.csv", "Name,Street\nNon Rhydderch-Mock,11 Draft Lane\n"),
    ]);
    assert_eq!(report.summary.people, 1);
    let other = report_on(&[
        (
            "a.csv",
            "First name,Surname,Town\nNon,Rhydderch-Mock,Testbury\n",
        ),
        ("b.csv", "Name,Street\nNon Placeholt,11 Draft Lane\n"),
    ]);
    assert_eq!(other.summary.people, 2);
}

#[test]
fn how_over_ways_of_contact_records_the_contact() {
    let of = |way: &str| {
        category(
            &format!("Date,How,Labour 1-10\n12/05/2024,{way},8\n14/05/2024,Door,7\n"),
            "How",
        )
    };
    assert_eq!(of("Street stall"), Category::ContactHistory);
    assert_eq!(of("slowly"), Category::Unknown);
    // What somebody likes is not what was done.
    for heading in ["Best way", "Likes", "Prefers"] {
        let table =
            format!("Surname,Town,Mobile,{heading}\nMockford,Testbury,07700 900123,Telephone\n");
        assert_ne!(
            category(&table, heading),
            Category::ContactHistory,
            "{heading}"
        );
    }
}

#[test]
fn the_last_heading_of_an_upper_row_may_stand_beside_those_below_the_others() {
    let found = pairs(
        "a.csv",
        "Return,,Scores,,Remarks\nDate,Way,Lab 0-10,Con 0-10,\n12/05/2024,door,8,1,keen\n14/05/2024,door,7,2,busy\n",
    );
    assert!(found.contains(&"Remarks=keen".to_owned()), "{found:?}");
    assert_eq!(found.len(), 10, "{found:?}");
}

#[test]
fn of_two_columns_of_values_the_one_with_headings_below_it_holds_the_headings() {
    let found = pairs(
        "a.csv",
        "Data,What it says,Source\nSurname,Mockford,the register\nPostcode,ZZ99 3AB,the register\nBlorp,7,us\n",
    );
    assert_eq!(found, ["Surname=Mockford", "Postcode=ZZ99 3AB", "Blorp=7"]);
    // Where no heading stands below the first, both are values still.
    let found = pairs("a.csv", "Old entry,New entry\nFen,Marsh\nEast,West\n");
    assert!(found.contains(&"New entry=Marsh".to_owned()), "{found:?}");
}

#[test]
fn the_letters_and_numbers_that_a_spreadsheet_prints_are_no_data() {
    let found = pairs(
        "a.csv",
        ",A,B\n1,Item,Entry\n2,Known to us as,Casey Mock\n3,Stays at,ZZ99 3AB\n4,Rings at,01632 960123\n",
    );
    assert_eq!(
        found,
        [
            "Known to us as=Casey Mock",
            "Stays at=ZZ99 3AB",
            "Rings at=01632 960123"
        ]
    );
    // Letters that are not those of columns head data.
    let found = pairs("a.csv", "Ref,A,C\n1,4,5\n2,6,7\n");
    assert!(found.contains(&"A=4".to_owned()), "{found:?}");
}

#[test]
fn a_row_of_facts_has_its_heading_in_a_column() {
    let found = pairs(
        "a.csv",
        "rec,attr,val,prov\n77,abode,4 Mock Road,doorstep\n77,bugbear,litter,doorstep\n77,pcode,ZZ99 3AB,web form\n",
    );
    assert_eq!(
        found,
        ["abode=4 Mock Road", "bugbear=litter", "pcode=ZZ99 3AB"]
    );
}

#[test]
fn below_times_a_row_is_one_heading_with_a_value_for_each() {
    let found = pairs(
        "a.csv",
        "Asked,14 Mar 2022,9 May 2023\nOn your mind,Ferries,Buses\nTook a poster,No,Yes\nWay of call,Door,Phone\n",
    );
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(found[0], "On your mind / 14 Mar 2022=Ferries");
    assert_eq!(found[1], "On your mind / 9 May 2023=Buses");
}

#[test]
fn another_table_begins_where_words_head_figures_below_a_blank_row() {
    let table = "Surname,Forename,Postcode,Town\nMock,Casey,ZZ99 3AB,Testbury\n,,,\nFigures,,,\nGlow,Hum,Zest,Verve\n72,81,7,58\n";
    let found = pairs("a.csv", table);
    assert!(found.contains(&"Glow=72".to_owned()), "{found:?}");
    // A second record of words heads nothing.
    let found = pairs(
        "a.csv",
        &table.replace("72,81,7,58", "Sim,Robin,ZZ99 3AC,Mockton"),
    );
    assert!(!found.contains(&"Glow=Sim".to_owned()), "{found:?}");
}

#[test]
fn the_fields_of_a_page_are_labels_with_their_values() {
    let found = pairs(
        "a.html",
        "<html><body><h1>Contact</h1><form>\
         <p><label>First name</label> <input value='Casey'></p>\
         <p><label>Said they vote</label> <select><option>Labour<option selected>Undecided</select></p>\
         <p><label>Notes</label><textarea>Likes cats.</textarea></p></form>\
         <div class='kv'><div class='k'>Postcode</div><div class='v'>ZZ99 3AB</div></div>\
         <div class='kv'><div class='k'>Town</div><div class='v'>Testbury</div></div>\
         <div class='kv'><div class='k'>Blorp</div><div class='v'>7</div></div></body></html>",
    );
    assert_eq!(
        found,
        [
            "First name=Casey",
            "Said they vote=Undecided",
            "Notes=Likes cats.",
            "Postcode=ZZ99 3AB",
            "Town=Testbury",
            "Blorp=7"
        ]
    );
    // Blocks of one make are paragraphs.
    let found = pairs(
        "a.html",
        "<div><div class='p'>One.</div><div class='p'>Two.</div><div class='p'>Three.</div></div>",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_unknown_line_among_pairs_is_a_pair_and_a_sentence_is_none() {
    let lines = |line: &str| {
        format!(
            "Dear Casey,\n\nThis is what our database has for you, and nothing else is held about you anywhere in it.\n\n\
             Name: Casey Mock\n{line}\nPostcode: ZZ99 3AB\nMobile: 07700 900123\nE-mail: casey@post.example\n\n\
             We use these data to choose whom we call on and what we write to them about.\n\n\
             The entries are deleted after eight years and the register when the next one comes.\n"
        )
    };
    let found = pairs(
        "a.txt",
        &lines("Core: 0.08 (how likely you are to stay with us for long)"),
    );
    assert!(found.contains(&"Core=0.08".to_owned()), "{found:?}");
    let found = pairs(
        "a.txt",
        &lines("Where from: your name comes from the register of the council."),
    );
    assert!(
        !found.iter().any(|pair| pair.starts_with("Where from")),
        "{found:?}"
    );
}

#[test]
fn what_canvassers_do_and_streets_are_told_by_their_values() {
    let of = |heading: &str, value: &str| {
        category(
            &format!("First Name,Postcode,{heading}\nCasey,ZZ99 3AB,{value}\n"),
            heading,
        )
    };
    assert_eq!(of("Last rung", "14/02/2025"), Category::ContactHistory);
    assert_eq!(of("Zork rung", "blue"), Category::Unknown);
    assert_eq!(
        of("Our zork", "\"2 Tenter Court, Millrace\""),
        Category::Address
    );
    assert_eq!(of("Our zork", "2 times"), Category::Unknown);
}

#[test]
fn names_of_parties_side_by_side_over_figures_are_about_support() {
    let table = "First Name,Postcode,Con,Lab,Ref\nCasey,ZZ99 3AB,4,1,6\n";
    assert_eq!(category(table, "Ref"), Category::VotingIntention);
    // Alone it is short for anything.
    let alone = "First Name,Postcode,Ref\nCasey,ZZ99 3AB,6\n";
    assert_ne!(category(alone, "Ref"), Category::VotingIntention);
}

#[test]
fn a_wide_row_of_headings_may_have_a_sign_among_them() {
    let head =
        "Elector no,Name,Postcode,Mobile,GVI,Zorb,Quux,Postal vote,Remarks,Ward,Poster,Email";
    let row = "AB1-22,Casey Mockford,ZZ99 3AB,07700 900123,2,x,y,N,none,Canal,Y,c@post.example";
    let found = pairs("a.csv", &format!("{head},~~\n{row},7\n"));
    assert_eq!(found.len(), 13, "{found:?}");
    assert_eq!(found[12], "~~=7");
    // Of few headings none is a sign.
    let found = pairs("a.csv", "Zorb,Quux,~~\nx,y,7\n");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_wide_record_with_items_of_the_law_among_its_fields_is_data() {
    let items = "Lawful basis,Source,Retention,Recipients";
    let fields = "Name,Postcode,Mobile,Email,Ward,Elector no,Poster,GVI,Remarks,Member,Town,Street,Title,Surname";
    let values = "Casey Mockford,ZZ99 3AB,07700 900123,c@post.example,Canal,AB1-22,Y,2,none,N,Testbury,Proof Lane,Ms,Mockford";
    let told = "Consent for the newsletter,Our petition,Two years,Our printers";
    let found = pairs("a.csv", &format!("{fields},{items}\n{values},{told}\n"));
    assert_eq!(found.len(), 18, "{found:?}");
    // Where little else is asked it is a list of answers.
    let found = pairs(
        "a.csv",
        "Lawful basis,Consent for the newsletter\nSource,Our petition of May\nRetention,Kept for two years\nRecipients,Our printers\n",
    );
    assert!(found.is_empty(), "{found:?}");
}
