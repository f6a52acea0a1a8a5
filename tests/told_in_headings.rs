//! What headings say beyond their words, in brackets, in the group above them and by what stands under them; keys and
//! legends of several shapes; and what looks like these and is none.

mod response_support;

use response_support::{labels, letter, meaning, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, Origin, SpecialCategory, Status};

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);
const SCORED: (Status, Basis) = (Status::Scored, Basis::Response);

/// Whether a rule found something.
fn fired(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule.0 == rule)
}

/// The report on a table of one row alone.
fn row(party: &str, head: &str, values: &str) -> Report {
    read(Some(party), &[("data.csv", &format!("{head}\n{values}\n"))])
}

#[test]
fn brackets_that_name_what_a_guess_is_made_from_tell_a_guess() {
    let report = row(
        "labour",
        "Heritage (surname),Language at home (worked out from your name),Age (forename),Religion (as you told us),Nationality (name)",
        "Dutch,Polish,45-54,Anglican,Irish",
    );
    for label in [
        "Heritage (surname)",
        "Language at home (worked out from your name)",
        "Age (forename)",
    ] {
        assert!(point(&report, label).inferred, "{label}");
        assert_eq!(point(&report, label).origin, Origin::Modelled, "{label}");
    }
    assert!(fired(&report, "I05"));
    let language = point(&report, "Language at home (worked out from your name)");
    assert_eq!(
        language.special_category,
        Some(SpecialCategory::EthnicOrigin)
    );
    for label in ["Religion (as you told us)", "Nationality (name)"] {
        assert!(!point(&report, label).inferred, "{label}");
    }
}

#[test]
fn what_people_are_called_under_a_heading_for_people_is_a_name() {
    let of = |head: &str, value: &str| {
        let table = format!("{head},Postcode\n{value},ZZ99 3AB\n");
        let other = "Full name,Mobile\nTabitha Orrinsmith,07700 900111\n";
        let report = read(
            Some("labour"),
            &[("profile.csv", other), ("data.csv", &table)],
        );
        point(&report, head).category
    };
    assert_eq!(of("Voter", "Tabitha Orrinsmith"), Category::Identity);
    assert_eq!(
        of("Ticket holder", "Tabitha Orrinsmith"),
        Category::Identity
    );
    assert_eq!(
        of("Full name of supporter", "Tabitha Orrinsmith"),
        Category::Identity
    );
    assert_eq!(of("Style", "Mr"), Category::Identity);
    // A candidate, a stance, a place, a way of living, a result.
    assert_ne!(of("Voter", "Percival Quillfeather"), Category::Identity);
    assert_ne!(of("Voter", "Strong Labour"), Category::Identity);
    assert_ne!(
        of("Petition owner", "Tabitha Orrinsmith"),
        Category::Identity
    );
    assert_ne!(of("Style", "Casual"), Category::Identity);
    assert_ne!(of("Canvass pass", "Miss"), Category::Identity);
}

#[test]
fn the_first_pair_of_a_listing_is_kept_where_its_value_is_what_somebody_is_called() {
    let listing = |first: &str| {
        let rest = "Where they live,\"3 Draft Lane, ZZ99 3AB\"\nE-mail,b@inbox.example\nVoter cluster,RX-4";
        labels(&read(
            Some("labour"),
            &[("data.csv", &format!("{first}\n{rest}\n"))],
        ))
    };
    assert_eq!(listing("Who this is,Barnaby Thistlewick").len(), 4);
    assert_eq!(listing("Who this is,Mr Barnaby Thistlewick").len(), 4);
    assert_eq!(listing("Piece of Information,Our Entry").len(), 3);
    assert_eq!(listing("Model,Output").len(), 3);
}

#[test]
fn a_group_above_columns_tells_their_source_or_that_they_are_wishes() {
    let page = |group: &str, columns: &str| {
        let cells = columns.split('|').map(|cell| format!("<th>{cell}</th>"));
        let head: String = cells.collect();
        let table = format!(
            "<table><tr><th colspan=2>Person</th><th colspan=2>{group}</th></tr><tr><th>Name</th><th>Postcode</th>{head}</tr>\
             <tr><td>Casey Mockford</td><td>ZZ99 3AB</td><td>{}</td><td>{}</td></tr></table>",
            if columns.starts_with("Mosaic") {
                "D"
            } else {
                "N"
            },
            if columns.starts_with("Mosaic") {
                "30-39"
            } else {
                "Y"
            },
        );
        read(Some("labour"), &[("page.html", &table)])
    };
    let bought = page(
        "Bought from Experian (household level)",
        "Mosaic 7 group|Income",
    );
    let label = "Bought from Experian (household level) / Mosaic 7 group";
    assert_eq!(
        point(&bought, label).source_named.as_deref(),
        Some("Experian")
    );
    assert!(!fired(&bought, "S03"));
    let shared = page("Shared with Experian", "Mosaic 7 group|Income");
    let label = "Shared with Experian / Mosaic 7 group";
    assert_eq!(point(&shared, label).source_named, None);
    let wishes = page("May we contact by", "E-mail|Phone");
    for label in ["May we contact by / E-mail", "May we contact by / Phone"] {
        assert_eq!(point(&wishes, label).category, Category::Consent, "{label}");
    }
    let against = page("Do not contact by", "E-mail|Phone");
    assert_ne!(meaning(&against, "Do not contact by / Phone"), "Set: yes.");
    let contact = page("Contact", "E-mail|Phone");
    assert_eq!(
        point(&contact, "Contact / E-mail").category,
        Category::Contact
    );
}

#[test]
fn a_key_may_call_the_headings_entries_and_give_several_codes_in_a_cell() {
    let data = "Item,Entry\nElector,Casey Mockford\nConstitution,Y2\nTurnout,H\n";
    let key = "Entry,Code,Meaning\nConstitution,Y1,Firmly for independence\nConstitution,Y2,Leans towards independence\n\
               Turnout,H / M / L,\"Our forecast whether you will vote (high, medium, low), made from marked registers\"\n";
    let report = read(Some("snp"), &[("data.csv", data), ("annex.csv", key)]);
    assert_eq!(status(&report, "Constitution"), CODED);
    assert_eq!(status(&report, "Turnout"), CODED);
    assert!(meaning(&report, "Turnout").starts_with("high: Our forecast"));
    assert_eq!(labels(&report).len(), 3);
    // One code with a stroke in it is no two.
    let key = "Heading,Code,Meaning\nTurnout,H/W,High or away\nTurnout,H,Heavy\n";
    let report = read(Some("snp"), &[("data.csv", data), ("annex.csv", key)]);
    assert_eq!(
        meaning(&report, "Turnout"),
        "Heavy, as the response explains it."
    );
    let key = "Heading,Code,Meaning\nConsent,Y/N,You agreed to be contacted\n";
    let report = read(
        Some("snp"),
        &[("data.csv", "Name,Consent\nCasey,N\n"), ("annex.csv", key)],
    );
    assert!(!meaning(&report, "Consent").contains("agreed"));
}

#[test]
fn a_legend_may_give_each_code_with_its_heading() {
    let data = "Voter ID,FLS,Labour support score\nL,09,63\n";
    let legend = "Voter ID: L,has promised to vote Labour\nVoter ID: T,Conservative\n\
                  Labour support score,\"0 = will never vote Labour, 100 = certain to\"\n\
                  FLS: 08,older person living alone\nFLS: 09,older family with no children under 18\n";
    let report = read(
        Some("labour"),
        &[("data.csv", data), ("legend.csv", legend)],
    );
    assert_eq!(status(&report, "Voter ID"), CODED);
    assert_eq!(status(&report, "FLS"), CODED);
    assert_eq!(status(&report, "Labour support score"), SCORED);
    assert_eq!(labels(&report).len(), 3);
    // One code for each heading is what somebody holds of a person.
    // Where nothing says that it is a key, it is what is held.
    let own = "Survey: Q1,thinks buses are dear\nSurvey: Q2,wants more trees\n";
    let report = read(Some("labour"), &[("data.csv", data), ("survey.csv", own)]);
    assert_eq!(labels(&report).len(), 5);
}

#[test]
fn a_key_in_two_languages_is_a_key() {
    let data = "Enw,Bwriad 2024,Sgôr\nGwenno Dummyfield,B,0.43\n";
    let key = "Colofn / Column,Côd / Code,Ystyr / Meaning\nEnw,,Name\nBwriad 2024,A,Will vote Plaid Cymru\n\
               Bwriad 2024,B,May vote Plaid Cymru or Labour\n\
               Sgôr,,\"Likelihood of voting Plaid Cymru, from our own model of January 2026: 0 none, 1 certain\"\n";
    let report = read(Some("plaid"), &[("data.csv", data), ("allwedd.csv", key)]);
    assert_eq!(status(&report, "Bwriad 2024"), CODED);
    assert_eq!(status(&report, "Sgôr"), SCORED);
    assert_eq!(labels(&report).len(), 3);
}

#[test]
fn a_list_of_sources_goes_on_without_its_verb() {
    let data =
        "Elector,Number on the roll,Reads a broadsheet (estimate)\nCasey Mockford,ST1-903,Likely\n";
    let body = letter(
        "Register details come from Staverley Borough Council, edition of 1 December 2025; the newspaper estimate from a \
         third-party data company.",
    );
    let report = read(Some("libdem"), &[("data.csv", data), ("letter.txt", &body)]);
    let number = point(&report, "Number on the roll");
    assert_eq!(
        number.source_named.as_deref(),
        Some("Staverley Borough Council")
    );
    assert!(fired(&report, "S02"));
    let body = letter(
        "Register details come from Staverley Borough Council, edition of 1 December 2025; we keep them.",
    );
    let report = read(Some("libdem"), &[("data.csv", data), ("letter.txt", &body)]);
    assert!(!fired(&report, "S02"));
}

#[test]
fn a_day_on_the_line_of_a_value_and_its_source_is_of_that_value() {
    let lines = |day: &str| {
        let text = format!(
            "attribute,result,as at,came from\nFull name,Casey Mockford,2025-12-01,\"Register, Mockton City Council\"\n\
             Voter ID,T,2023-05-02,Doorstep\nEU referendum position (modelled),Leave,{day},Our data team\n"
        );
        let body = letter("Your copy speaks as of 5 March 2026.")
            .replace("Dear Casey", "5 March 2026\n\nDear Casey");
        read(
            Some("labour"),
            &[("data.csv", &text), ("letter.txt", &body)],
        )
    };
    assert!(fired(&lines("2019-10-30"), "I06"));
    assert!(!fired(&lines("2025-11-17"), "I06"));
    assert!(!fired(&lines("2019-10-30"), "S05"));
}

#[test]
fn a_status_of_unsubscribed_since_a_day_is_an_objection_of_that_day() {
    let sent = |status: &str, sent: &str| {
        row(
            "green",
            "email,list,status,status since,last sent",
            &format!("a@b.example,Members,{status},2025-03-04,{sent}"),
        )
    };
    assert!(fired(&sent("unsubscribed", "2025-05-20"), "L04"));
    assert!(!fired(&sent("unsubscribed", "2025-02-20"), "L04"));
    assert!(!fired(&sent("subscribed", "2025-05-20"), "L04"));
    let pension = row(
        "green",
        "email,pension status,pension status since,last sent",
        "a@b.example,opted out,2025-03-04,2025-05-20",
    );
    assert!(!fired(&pension, "L04"));
}

#[test]
fn the_letter_of_a_section_leads_to_what_stands_below_it_and_not_above() {
    let text = "Dear Casey,\n\nWe do hold data about you, and this is a complete copy.\n\n\
                (a) Taken from the register of electors that Mockton City Council published on 1 December 2025\n\
                - Full name - Casey Mockford\n- Roll number - MV4/377\n\n\
                (b) Given to us by you, when you signed our library petition on the internet on 14 June 2025\n\
                - E-mail - casey@mail.example\n- Mobile - 07700 900246\n\n\
                (c) Noted by our volunteers when you spoke to them on your doorstep\n- Day of the visit - 22 March 2025\n\n\
                Yours sincerely,\n";
    let report = read(Some("libdem"), &[("letter.txt", text)]);
    assert_eq!(point(&report, "Roll number").origin, Origin::Register);
    for label in ["E-mail", "Mobile"] {
        assert_eq!(point(&report, label).origin, Origin::Subject, "{label}");
    }
}

#[test]
fn a_heading_that_is_a_suppliers_own_names_the_product() {
    let report = row(
        "conservative",
        "Name,Wellbeing Acorn type",
        "Casey Mockford,7",
    );
    assert!(fired(&report, "S03"));
    assert!(fired(&report, "C03"));
    let report = row("conservative", "Name,Wellbeing", "Casey Mockford,7");
    assert!(!fired(&report, "S03"));
}

#[test]
fn what_stands_before_a_field_may_say_that_it_is_another() {
    let of = |head: &str, value: &str| {
        let report = row(
            "labour",
            &format!("Full name,{head}"),
            &format!("Casey Mockford,{value}"),
        );
        point(&report, head).category
    };
    assert_ne!(of("Source - Voter ID", "S"), Category::VotingIntention);
    assert_ne!(of("Note: Voter ID", "S"), Category::VotingIntention);
    let report = row(
        "green",
        "Full name,Most Recent Data - GVI",
        "Casey Mockford,2",
    );
    assert_eq!(
        point(&report, "Most Recent Data - GVI").meaning.basis,
        Basis::Codebook
    );
}

#[test]
fn rows_of_codes_under_another_title_than_that_of_a_key_are_kept() {
    let kept = |file: &str| {
        let data = "Full name,Postcode\nCasey Mockford,ZZ99 3AB\n";
        let rows = "Event: A,came to the summer ball\nEvent: B,left before the dinner\n";
        labels(&read(Some("labour"), &[("data.csv", data), (file, rows)])).len()
    };
    assert_eq!(kept("Key dates.csv"), 4);
    assert_eq!(kept("Guide to Casey.csv"), 4);
    assert_eq!(kept("Legend.csv"), 2);
}

#[test]
fn a_status_beside_something_else_is_no_objection() {
    let late = |head: &str, values: &str| fired(&row("labour", head, values), "L04");
    assert!(!late(
        "Full name,Gift aid,Status,Status since,Last call",
        "Casey,Y,Opted out,2020-01-01,2024-02-02"
    ));
    let rows = "email,list,status,status since,last sent\na@b.example,News,unsubscribed,2019-02-02,2024-05-05\n\
                a@b.example,News,subscribed,2021-02-02,2024-05-05\n";
    assert!(!fired(&read(Some("labour"), &[("data.csv", rows)]), "L04"));
}

#[test]
fn sentences_that_deny_or_suppose_name_no_recipients_and_no_decisions() {
    let data = "Full name,Lab support score\nCasey Mockford,71\n";
    let of = |body: &str| {
        read(
            Some("labour"),
            &[("data.csv", data), ("letter.txt", &letter(body))],
        )
    };
    assert!(fired(&of("Candidates may not see your data."), "M04"));
    assert!(!fired(
        &of("Your MP can see your file if you agree, but has not."),
        "D04"
    ));
    assert!(fired(
        &of("Our candidate for mayor can see your file."),
        "D04"
    ));
    let decided = of("No decision about you is taken without a person.");
    assert!(!fired(&decided, "M09"));
    assert!(fired(
        &of("No decision was taken without any person asking."),
        "M09"
    ));
}

#[test]
fn a_code_with_a_stroke_may_stand_whole_under_its_heading() {
    let data = "Full name,Outcome\nCasey Mockford,A/W\n";
    let key = "Heading,Code,Meaning\nOutcome,A/W,away / withheld\nOutcome,S,spoken to\n";
    let report = read(Some("labour"), &[("data.csv", data), ("key.csv", key)]);
    assert_eq!(status(&report, "Outcome"), CODED);
}

#[test]
fn answers_to_canvassers_lean_to_a_party_and_whoever_called_has_none() {
    let report = row(
        "conservative",
        "Surname,\"Told canvasser, 2022\",Said then,Visited by,Reply",
        "Mockford,Soft Labour,\"UKIP, definite\",Labour,Soft tomatoes",
    );
    for label in ["Told canvasser, 2022", "Said then"] {
        let answer = point(&report, label);
        assert_eq!(answer.category, Category::VotingIntention, "{label}");
        assert_eq!(answer.origin, Origin::Canvass, "{label}");
    }
    for label in ["Visited by", "Reply"] {
        let other = point(&report, label).category;
        assert_ne!(other, Category::VotingIntention, "{label}");
    }
}

#[test]
fn an_estimate_in_brackets_is_a_guess_of_what_it_stands_behind() {
    let report = row(
        "labour",
        "Surname,Street type (estimate),Age (est. from forename),Postcode (estimate),Age (on the form)",
        "Mockford,Village Retirement,45-54,ZZ99 3AB,51",
    );
    for label in ["Street type (estimate)", "Age (est. from forename)"] {
        assert!(point(&report, label).inferred, "{label}");
    }
    // Where somebody lives is no guess about the person, and a form guesses nothing.
    for label in ["Postcode (estimate)", "Age (on the form)"] {
        assert!(!point(&report, label).inferred, "{label}");
    }
}

#[test]
fn a_question_to_the_person_is_answered_by_the_person() {
    let report = row(
        "labour",
        "Surname,May we e-mail you?,Which daily paper do you read?,Daily paper",
        "Mockford,No,Mirror,Mirror",
    );
    for label in ["May we e-mail you?", "Which daily paper do you read?"] {
        let answer = point(&report, label);
        assert_eq!(answer.origin, Origin::Subject, "{label}");
        assert!(!answer.inferred, "{label}");
    }
    assert!(point(&report, "Daily paper").inferred);
}

#[test]
fn ordinals_and_months_beside_numbers_leave_a_heading_as_it_is() {
    let report = row(
        "labour",
        "Surname,Knocked 1st,PUBLIC MTG 12 FEB,Mar",
        "Mockford,02/03,attended,2",
    );
    for label in ["Knocked 1st", "PUBLIC MTG 12 FEB"] {
        assert_ne!(point(&report, label).category, Category::Unknown, "{label}");
    }
    assert_eq!(point(&report, "Mar").category, Category::Unknown);
}

#[test]
fn headings_that_begin_alike_are_read_without_their_beginning() {
    let of = |head: &str| {
        let head = format!("Surname,Postcode,Mobile,{head}");
        let values = "Mockford,ZZ99 3AB,07700 900123,Likely,9,15-20k";
        let report = row("labour", &head, values);
        let seen = ["ca_charity_giving", "ca_car_value"].into_iter();
        seen.filter(|label| labels(&report).iter().any(|own| own == label))
            .map(|label| point(&report, label).category)
            .collect::<Vec<_>>()
    };
    let known = of("ca_charity_giving,ca_cruises,ca_car_value");
    assert_eq!(known, [Category::Lifestyle, Category::Lifestyle]);
    // Two may begin so by chance.
    let alone = of("ca_charity_giving,cruises,ca_car_value");
    assert!(alone.contains(&Category::Unknown), "{alone:?}");
}

#[test]
fn a_letter_of_the_partys_own_list_under_a_result_of_canvassing_is_an_answer() {
    let of = |party: &str, head: &str| {
        let report = row(party, &format!("Surname,{head}"), "Mockford,P");
        point(&report, head).category
    };
    assert_eq!(
        of("conservative", "Canvass result"),
        Category::VotingIntention
    );
    // The result of any contact, and a party without such a list.
    assert_ne!(
        of("conservative", "Contact result"),
        Category::VotingIntention
    );
    assert_ne!(of("ukip", "Canvass result"), Category::VotingIntention);
}

#[test]
fn the_head_of_an_export_names_the_party_that_made_it() {
    let of = |head: &str| {
        let data = format!(
            "Contact history\n{head}\nGenerated:,02/04/2026\n\nVAN ref,Name,Spoken to on,Question put,Reply\n11,Casey Mockford,14/06/2023,2024 Vote Intent,Soft Labour\n11,Casey Mockford,02/11/2023,2024 Vote Intent,Labour\n"
        );
        read(None, &[("history.csv", &data)]).case.party
    };
    let party = of("Committee:,Vale of Teal Liberal Democrats");
    assert_eq!(party.map(|party| party.0).as_deref(), Some("libdem"));
    assert_eq!(of("Committee:,Vale of Teal Residents"), None);
}

#[test]
fn what_only_sounds_like_an_answer_about_politics_is_none() {
    for (head, value) in [
        ("Times canvassed", "3"),
        ("Canvassed (Y/N)", "N"),
        ("How canvassed", "T"),
        ("Canvassed for", "Labour"),
        ("Told us about", "Reform"),
        ("Answered to", "Green"),
        ("Normally votes", "by post"),
        ("Intent", "Browse"),
        ("promised", "10.00"),
    ] {
        let report = row(
            "labour",
            &format!("Surname,Postcode,{head}"),
            &format!("Mockford,ZZ99 3AB,{value}"),
        );
        let category = point(&report, head).category;
        assert_ne!(category, Category::VotingIntention, "{head}");
        assert!(!fired(&report, "C01"), "{head}");
    }
}

#[test]
fn what_is_thought_of_the_person_is_not_answered_by_the_person() {
    let report = row("labour", "Surname,Do we think you rent?", "Mockford,Y");
    assert_ne!(
        point(&report, "Do we think you rent?").origin,
        Origin::Subject
    );
}

#[test]
fn whose_record_it_is_comes_first() {
    let of = |head: &str, entry: &str| {
        let report = row("labour", head, entry);
        point(&report, "Voter").category
    };
    assert_eq!(
        of(
            "Voter,Address,Postcode",
            "Casey Mockford,1 Trial Close,ZZ99 3AB"
        ),
        Category::Identity
    );
    // Behind an address it may be a candidate.
    assert_ne!(
        of(
            "Address,Postcode,Voter",
            "1 Trial Close,ZZ99 3AB,Casey Mockford"
        ),
        Category::Identity
    );
    assert_ne!(
        of("Voter,Address,Postcode", "Labour,1 Trial Close,ZZ99 3AB"),
        Category::Identity
    );
}
