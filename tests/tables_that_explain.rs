//! Tables that explain other tables - dictionaries, lists of codes, legends - stores of entries, people side by side, marks
//! of votes, logs that tabs set; and tables that look like these and are data.

mod response_support;

use response_support::{labels, letter, meaning, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);

const RECORD: &str =
    "SURNAME_TX,PCODE_TX,HH_STAGE_CD,TENURE_CD,PRED_LAB_PC\nMockford,ZZ99 3AB,09,2,63\n";

fn two(first: &str, second: &str) -> Report {
    read(
        Some("labour"),
        &[("a record.csv", first), ("b key.csv", second)],
    )
}

/// A mail that says this.
fn mail(body: &str) -> String {
    let body = letter(body);
    format!(
        "From: Data <dpo@party.example>\nTo: casey@people.example\nSubject: Your data\n\n{body}"
    )
}

fn fired(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule.0 == rule)
}

#[test]
fn a_list_of_codes_by_field_explains_codes_and_ranges() {
    let codes = "Column,From,To,Means\nHH_STAGE_CD,00,03,Young household\nHH_STAGE_CD,04,07,Mature household\nHH_STAGE_CD,08,10,Older household\nTENURE_CD,1,1,Owned\nTENURE_CD,2,2,Rented from a private landlord\n";
    let report = two(RECORD, codes);
    assert_eq!(status(&report, "HH_STAGE_CD"), CODED);
    assert!(meaning(&report, "HH_STAGE_CD").starts_with("Older household"));
    assert!(meaning(&report, "TENURE_CD").starts_with("Rented from a private landlord"));
    assert_eq!(labels(&report).len(), 5);
}

#[test]
fn a_log_of_fields_is_no_list_of_codes() {
    // Who entered a value, when, and why it changed, is no meaning of it.
    for log in [
        "Attr,Had,Entered by\nHH_STAGE_CD,09,Kim Owen\nHH_STAGE_CD,07,Bo Patel\nTENURE_CD,2,Kim Owen\nTENURE_CD,1,Bo Patel\n",
        "Field,Value,When\nHH_STAGE_CD,09,4 May 2021\nHH_STAGE_CD,07,6 June 2022\nTENURE_CD,2,7 July 2023\nTENURE_CD,1,8 July 2023\n",
        "Column,Old,New,Why\nHH_STAGE_CD,04,07,Canvass in May was warm\nHH_STAGE_CD,07,09,Poster seen in window\nTENURE_CD,1,2,Second child born last year\nTENURE_CD,2,1,Moved away\n",
        "Item,Mark,Comment\nHH_STAGE_CD,09,Strong on the doorstep\nHH_STAGE_CD,07,Leaning away after budget\nTENURE_CD,2,Rose after spring visit\nTENURE_CD,1,Low before spring visit\n",
        "Field,Value,Source\nHH_STAGE_CD,09,Bought from Experian\nHH_STAGE_CD,07,Bought from Acxiom\nTENURE_CD,2,Canvass in May\nTENURE_CD,1,Phone bank in June\n",
    ] {
        let report = two(RECORD, log);
        assert_ne!(status(&report, "HH_STAGE_CD"), CODED, "{log}");
        assert!(labels(&report).len() > 5, "{log}");
    }
}

#[test]
fn a_dictionary_is_known_by_the_headings_that_it_goes_through() {
    let dictionary = "Feature,Storage,Contents of the feature,Where it comes from\nSURNAME_TX,char(40),Last name of the elector,\"Register of electors, Mockton Council\"\nPCODE_TX,char(8),Postcode of the address,\"Register of electors, Mockton Council\"\nHH_STAGE_CD,char(2),Estimated stage of life of the household,Bought from Experian\nTENURE_CD,char(1),Estimated tenure of the home,Bought from Experian\nPRED_LAB_PC,int,\"Modelled chance, 0 to 100, that the person would vote Labour; 100 is most likely\",Our model\n".replace("Contents of the feature", "Contents");
    let report = two(RECORD, &dictionary);
    assert_eq!(labels(&report).len(), 5);
    assert_eq!(
        status(&report, "PRED_LAB_PC"),
        (Status::Scored, Basis::Response)
    );
    assert_eq!(point(&report, "HH_STAGE_CD").origin, Origin::Bought);
    assert_eq!(
        point(&report, "PCODE_TX").source_named.as_deref(),
        Some("Mockton Council")
    );
    // Remarks about another record of the same headings are no dictionary.
    let remarks = "Thing,Old system,Remark by agent\nSURNAME_TX,Mockford,Spelled with one t\nPCODE_TX,ZZ99 3AC,Moved in the spring\nHH_STAGE_CD,07,Two children playing outside\nTENURE_CD,1,Lost his job in spring\n";
    let report = two(RECORD, remarks);
    assert!(labels(&report).len() > 5);
    assert!(!meaning(&report, "HH_STAGE_CD").contains("children playing"));
}

#[test]
fn a_store_of_entries_keeps_nothing_but_numbers_days_and_marks_beside_them() {
    let store = "ent|seq|attr|val|valid_from|feed\nP|1|surname|Mockford|2019-12-01|full register\nP|2|postcode|ZZ99 3AB|2019-12-01|full register\nP|3|vote_intent|Soft Labour|2023-04-15|doorstep\nP|4|email|a@people.example|2022-08-14|web form\n";
    let report = read(Some("labour"), &[("dump.txt", store)]);
    assert_eq!(
        point(&report, "vote_intent").category,
        Category::VotingIntention
    );
    assert_eq!(point(&report, "surname").origin, Origin::Register);
    assert!(!labels(&report).contains(&"val".to_owned()));
    // Whose an entry is, is no part of a store that may be left out.
    let of_two = "elector,seq,attr,val,valid_from\nAda Mockford,1,Mobile,07700 900123,2021-01-01\nAda Mockford,2,VI_2024,S,2021-01-01\nBen Mockford,3,Mobile,07700 900456,2021-01-01\nBen Mockford,4,VI_2024,T,2021-01-01\n";
    let own = "Surname,Forename,Postcode\nMockford,Ada,ZZ99 3AB\n";
    let report = read(Some("labour"), &[("a.csv", own), ("b.csv", of_two)]);
    let shown = report
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert!(shown.into_iter().all(|value| value != "07700 900456"));
    // Nor are the numbers of voters those of entries.
    let of_four = "voter,seq,attr,val,valid_from\n4411,1,VI,S,2021-01-01\n4412,2,VI,T,2021-01-02\n4413,3,VI,L,2021-01-02\n";
    let report = read(Some("labour"), &[("a.csv", own), ("b.csv", of_four)]);
    assert!(labels(&report).contains(&"voter".to_owned()));
}

#[test]
fn people_side_by_side_are_those_whom_the_letter_addresses() {
    let table = "<table><tr><td></td><td>Ada Mockford</td><td>Ben Mockford</td></tr><tr><td>Elector number</td><td>AB1-211</td><td>AB1-212</td></tr><tr><td>Telephone</td><td>07700 900271</td><td>07700 900286</td></tr><tr><td>Postcode</td><td>ZZ99 3AB</td><td>ZZ99 3AB</td></tr></table>";
    let page = format!(
        "<html><body><p>Dear Mrs and Mr Mockford</p><p>We hold data about both of you.</p>{table}</body></html>"
    );
    let report = read(Some("plaid"), &[("letter.html", &page)]);
    let telephones: Vec<(u32, bool)> = report
        .data_points
        .iter()
        .filter(|point| point.label == "Telephone")
        .map(|point| (point.person, point.masked.is_some()))
        .collect();
    assert_eq!(telephones, [(1, false), (2, true)]);
    assert!(fired(&report, "P09"));
    // Two systems are not two people.
    let page = page
        .replace("Ada Mockford", "Old System")
        .replace("Ben Mockford", "New System");
    let report = read(Some("plaid"), &[("letter.html", &page)]);
    assert!(
        report
            .data_points
            .iter()
            .all(|point| point.masked.is_none())
    );
}

#[test]
fn marks_of_votes_stand_under_kinds_of_election_and_years() {
    let table = |title: &str, values: [&str; 4]| {
        let [a, b, c, d] = values;
        let sheet = format!(
            "\"{title}\",,\n,,\nKind of election,2019,2021\nParliament,{a},{b}\nBorough council,{c},{d}\n"
        );
        read(Some("green"), &[("marks.csv", &sheet)])
    };
    let report = table(
        "Turnout marks, by kind of election and year",
        ["v", "x", "v", "0"],
    );
    assert_eq!(
        point(&report, "Parliament / 2019").category,
        Category::VotingRecord
    );
    assert_eq!(
        point(&report, "Borough council / 2021").category,
        Category::VotingRecord
    );
    for (title, values) in [
        ("Turnout bands", ["A", "B", "C", "A"]),
        ("Voting plans", ["L", "C", "L", "G"]),
        ("Marked for a visit", ["Y", "N", "Y", "N"]),
        ("Turnout, by kind of election", ["41", "44", "38", "40"]),
    ] {
        let report = table(title, values);
        let votes = report.data_points.iter();
        let mut votes = votes.filter(|point| point.category == Category::VotingRecord);
        assert!(votes.next().is_none(), "{title}");
    }
}

#[test]
fn a_log_that_tabs_set_begins_with_days_and_names_nobody() {
    let log = "When we have been in touch:\nDate\tHow\tMark\n14 September 2023\tAt the door\tK\n2 March 2024\tBy telephone\tH\n\nThe marks are my own. K is keen on our candidate, H is half-hearted, and O is nobody in.";
    let report = read(Some("labour"), &[("letter.eml", &mail(log))]);
    assert_eq!(status(&report, "Mark"), CODED);
    assert!(meaning(&report, "Mark").starts_with("keen on our candidate"));
    for list in [
        "Elector number\tDate\tOutcome\nAB12-4\t14/09/2025\tSpoke\nAB12-5\t14/09/2025\tSpoke\n",
        "Date\tSpoke to\tOutcome\n14/09/2025\tBen Mockford\tSpoke\n15/09/2025\tCy Mockford\tOut\n",
        "Branch\tPhone\tEmail\nTestbury\t07700 900111\tsec@party.example\nOtherton\t07700 900112\tagent@party.example\n",
        "Date\tMethod\tOutcome\tVoting intention\n14/09/2025\tDoorstep\tSpoke\tLabour\n03/05/2024\tPhone\tGreen\n05/05/2024\tPhone\tOut\n",
    ] {
        let report = read(Some("labour"), &[("letter.eml", &mail(list))]);
        assert!(!labels(&report).contains(&"Outcome".to_owned()), "{list}");
        assert!(!labels(&report).contains(&"Email".to_owned()), "{list}");
    }
}

#[test]
fn letters_that_a_sentence_lists_explain_what_it_calls_so_and_nothing_else() {
    let told = |head: &str, value: &str, said: &str| {
        let data = format!("Name,Postcode,{head}\nAda Mockford,ZZ99 3AB,{value}\n");
        let report = read(
            Some("labour"),
            &[("data.csv", &data), ("letter.txt", &letter(said))],
        );
        status(&report, head)
    };
    assert_eq!(
        told(
            "Mark",
            "K",
            "Under Mark, K is keen, H is half-hearted, and O is nobody in."
        ),
        CODED
    );
    for (head, value, said) in [
        (
            "Mark",
            "K",
            "A mark is not a score. K is not keen, H is not a helper, and O is not an owner.",
        ),
        (
            "Religion",
            "M",
            "The sheet has religion and hall. M is Mill Hall, C is Corn Hall, and S is Swan Hall.",
        ),
        (
            "Status",
            "A",
            "The status of the request is open. A is the form that you sent, B is the fee and C is our reply.",
        ),
        (
            "Ward",
            "A",
            "On the age sheet we read this. A is 18 to 24, B is 25 to 44, and C is 45 and over.",
        ),
    ] {
        assert_ne!(told(head, value, said), CODED, "{said}");
    }
}

#[test]
fn numbered_titles_say_from_whom_the_lines_below_came() {
    let said = "One. From the register of electors: Mockton Borough Council, edition of 1 December 2025\nElector number: AB1-90\nTwo. From you: the survey card that you returned to us in September 2025\nEmail: a@people.example\n";
    let report = read(Some("labour"), &[("letter.eml", &mail(said))]);
    assert_eq!(
        point(&report, "Elector number").source_named.as_deref(),
        Some("Mockton Borough Council")
    );
    assert_eq!(point(&report, "Email").origin, Origin::Subject);
    // Without a number such a line may be a heading with its value.
    let said = "From our model: likely to vote Labour\nFrom a phone call: does not like the leader at all\nFrom the membership system: joined 2015, left 2019\n";
    let report = read(Some("labour"), &[("letter.eml", &mail(said))]);
    assert_eq!(labels(&report).len(), 3);
}

#[test]
fn a_source_behind_a_colon_is_that_of_its_heading_alone() {
    let said = "Name: Ada Mockford\nAddress: 1 Proof Lane, ZZ99 3AB\nMobile: 07700 900123\n\nName and address: electoral register, Mockton City Council, December 2025. Mobile: you, on a volunteer card in 2023.\n";
    let report = read(Some("labour"), &[("letter.txt", &letter(said))]);
    assert_eq!(point(&report, "Mobile").origin, Origin::Subject);
    assert!(!fired(&report, "R01"));
    assert_eq!(point(&report, "Address").origin, Origin::Register);
}
