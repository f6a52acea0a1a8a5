//! What a paper says of data by where it stands and how it counts them: titles and sentences round a table, numbers of
//! entries, letters of sections, marks of footnotes, `they` for what the sentence before named.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

/// A table of headings with their values, as a page has it.
fn table(rows: &[(&str, &str)]) -> String {
    let row =
        |(heading, value): &(&str, &str)| format!("<tr><td>{heading}</td><td>{value}</td></tr>");
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("<table>{}</table>", rows.join(""))
}

/// The report on a page.
fn page(party: &str, body: &str) -> Report {
    // Each piece stands on a line of its own.
    let body = body.replace('<', "\n<");
    let html = format!("<html><body><p>Dear Casey,</p>{body}<p>Yours sincerely,</p></body></html>");
    read(Some(party), &[("reply.html", html.as_str())])
}

/// The report on a letter.
fn paper(party: &str, body: &str) -> Report {
    let letter = letter(body);
    read(Some(party), &[("letter.txt", letter.as_str())])
}

/// The origin of a value, and who says so.
fn origin(report: &Report, label: &str) -> (Origin, Basis) {
    let point = point(report, label);
    (point.origin, point.origin_basis)
}

/// Whether the response itself gives a scale of a value.
fn is_scaled(point: &DataPoint) -> bool {
    point.meaning.status == Status::Scored && point.meaning.basis == Basis::Response
}

const TOLD: Basis = Basis::Response;

#[test]
fn a_sentence_between_a_title_and_its_table_speaks_of_that_table_alone() {
    let register = table(&[("Surname", "Mockford"), ("Polling district", "AB1")]);
    let contact = table(&[("E-mail", "casey@mail.example"), ("Mobile", "07700 900123")]);
    let report = page(
        "snp",
        &format!(
            "<h2>1. Electoral register</h2><p>This comes from the register kept by the Electoral Registration Officer \
             for Strathproof.</p>{register}<h2>2. Contact details</h2><p>You entered both on the petition about the \
             ferry.</p>{contact}"
        ),
    );
    assert_eq!(origin(&report, "Surname"), (Origin::Register, TOLD));
    assert_eq!(origin(&report, "E-mail"), (Origin::Subject, TOLD));
    assert_eq!(origin(&report, "Mobile"), (Origin::Subject, TOLD));
    // What is bought besides is not what stands here.
    let report = page(
        "snp",
        &format!("<h2>Contact details</h2>{contact}<p>We also buy data from Experian Ltd.</p>"),
    );
    assert_ne!(origin(&report, "Mobile").0, Origin::Bought);
}

#[test]
fn a_line_below_a_table_speaks_of_it_and_one_with_several_sources_of_none() {
    let votes = table(&[("Voted May 2023", "Yes"), ("Voted July 2024", "No")]);
    let below = |line: &str| {
        page(
            "labour",
            &format!("<h2>Voting record</h2>{votes}<p>{line}</p>"),
        )
    };
    let named = below(
        "From the marked registers of Proofham Council. They show whether, not how, somebody voted.",
    );
    assert_eq!(
        origin(&named, "Voted May 2023"),
        (Origin::MarkedRegister, TOLD)
    );
    let source = point(&named, "Voted July 2024").source_named.as_deref();
    assert_eq!(source, Some("Proofham Council"));
    let scores = table(&[
        ("Support score", "62"),
        ("Acorn group (2013)", "H Steady Neighbourhoods"),
    ]);
    let several = page(
        "labour",
        &format!(
            "<h2>What we think</h2>{scores}<p>Sources: our own model; CACI Ltd, bought in June 2024.</p>"
        ),
    );
    assert_eq!(
        point(&several, "Acorn group (2013)")
            .source_named
            .as_deref(),
        Some("CACI Ltd")
    );
    assert_ne!(origin(&several, "Support score"), (Origin::Bought, TOLD));
}

#[test]
fn entries_are_named_by_their_numbers_and_not_by_those_between_two_that_are_listed() {
    let schedule = "No.,Item,Entry\n1,Surname,Mockford\n2,Polling district,AB1\n3,E-mail,casey@mail.example\n4,Voting intention,P\n5,Estimated age,58\n6,Likelihood to vote,8\n";
    let body = "Items 1 and 2 were taken from the register of electors of Proofham Council. Items 3 and 5 were not given \
         by anybody else. Item 3 was given by you. The letter P in item 4 stands for a possible Conservative. Item 5 \
         was bought from Experian Ltd and is an estimate, not a fact. Item 6 is our own estimate, worked out from items \
         4 and 5; it runs from 0 (certain not to vote) to 10 (certain to vote).";
    let letter = letter(body);
    let report = read(
        Some("conservative"),
        &[("schedule.csv", schedule), ("letter.txt", letter.as_str())],
    );
    assert_eq!(origin(&report, "Surname"), (Origin::Register, TOLD));
    assert_eq!(origin(&report, "E-mail"), (Origin::Subject, TOLD));
    let intention = point(&report, "Voting intention");
    assert_eq!(
        (intention.meaning.status, intention.meaning.basis),
        (Status::Coded, TOLD)
    );
    assert!(intention.meaning.text.contains("possible Conservative"));
    assert_eq!(
        point(&report, "Estimated age").source_named.as_deref(),
        Some("Experian Ltd")
    );
    let likely = point(&report, "Likelihood to vote");
    let scale = likely.meaning.scale.as_ref().expect("its scale");
    assert_eq!((scale.from, scale.to), (0.0, 10.0));
    // `7, 8 and 16` is no range from 8 to 16.
    let others = "No.,Item,Entry\n7,E-mail,casey@mail.example\n8,Mobile,07700 900123\n11,Mosaic UK 7 type,D14\n16,Landline,01632 960123\n";
    let letter = response_support::letter("Items 7, 8 and 16 were given by you on our survey.");
    let report = read(
        Some("conservative"),
        &[("schedule.csv", others), ("letter.txt", letter.as_str())],
    );
    assert_eq!(origin(&report, "Landline"), (Origin::Subject, TOLD));
    assert_ne!(origin(&report, "Mosaic UK 7 type").0, Origin::Subject);
}

#[test]
fn sections_are_named_by_the_letters_of_their_titles() {
    let form = "A. You,,D. Membership,\nFull name,Casey Mockford,Membership number,0091 7723\nDate of birth,14/02/1969,Status,Lapsed\nB. Contact,,Joined,03/07/2024\nE-mail,casey@mail.example,F. Campaigns,\nMobile,07700 900123,Voting intention declared,Reform UK\n";
    let said = letter(
        "Sections A to D: from you, on the membership form on our website. Section F: from you, when one of our volunteers telephoned you.",
    );
    let report = read(
        Some("reform"),
        &[("form.csv", form), ("letter.txt", said.as_str())],
    );
    for label in ["Full name", "E-mail", "Mobile", "Membership number"] {
        assert_eq!(origin(&report, label), (Origin::Subject, TOLD), "{label}");
    }
    assert_eq!(
        origin(&report, "Voting intention declared"),
        (Origin::Canvass, TOLD)
    );
    assert_eq!(point(&report, "Status").category, Category::Membership);
    let labels: Vec<&str> = report
        .data_points
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert!(!labels.contains(&"B. Contact"), "{labels:?}");
    // Sections of an Act are none of the response.
    let said = letter("Section A of the Act lets us take your data from the register.");
    let report = read(
        Some("reform"),
        &[("form.csv", form), ("letter.txt", said.as_str())],
    );
    assert_ne!(origin(&report, "Full name").0, Origin::Register);
}

#[test]
fn a_number_in_brackets_leads_to_its_note() {
    let list = "Name [1]: Casey Mockford\nPostcode [1]: ZZ99 3AB\nMobile [2]: 07700 900123\nLabour support score [3]: 41\n\n[1] Electoral register, Proofham City Council, January 2026.\n[2] Supplied by a commercial data company.\n[3] Worked out by our own computer models.\n";
    let report = paper("labour", list);
    let name = point(&report, "Name [1]");
    assert_eq!(
        (name.origin, name.source_named.as_deref()),
        (Origin::Register, Some("Proofham City Council"))
    );
    assert_eq!(origin(&report, "Mobile [2]"), (Origin::Bought, TOLD));
    assert_eq!(
        origin(&report, "Labour support score [3]"),
        (Origin::Modelled, TOLD)
    );
    // A note that is not there tells nothing.
    let report = paper(
        "labour",
        "Name: Casey Mockford\nMobile [4]: 07700 900123\nPostcode: ZZ99 3AB\n\n[1] Electoral register of Proofham City Council.\n",
    );
    assert_ne!(origin(&report, "Mobile [4]"), (Origin::Register, TOLD));
}

#[test]
fn they_are_what_the_sentence_before_named() {
    let data = "Full Name,Mosaic UK 7 group,Mosaic UK 7 type\nCasey Mockford,D,D14\n";
    let rules = |body: &str| -> Vec<&'static str> {
        let letter = letter(body);
        let files = [("data.csv", data), ("letter.txt", letter.as_str())];
        let found = read(Some("conservative"), &files).findings;
        found.iter().map(|finding| finding.rule.0).collect()
    };
    let named = "The Mosaic UK 7 group and the Mosaic UK 7 type were bought from Experian Ltd.";
    assert!(rules(named).contains(&"I01"));
    let both =
        format!("{named} They are that company's estimates for the households in your postcode.");
    assert!(!rules(&both).contains(&"I01"));
    // What comes between is said of something else.
    let apart = format!("{named} Our leaflets are printed by Copsey Ltd. They are sent by post.");
    assert!(rules(&apart).contains(&"I01"));
}

#[test]
fn percentages_and_deciles_are_explained_by_what_they_are_called() {
    let list = "Likelihood of voting Labour: 36%\nLikelihood of turning out: 77%\nSwing index: -3.6\nPostcode: ZZ99 3AB\n\nA percentage is the chance, out of a hundred, that the statement is true of you.\n";
    let report = paper("libdem", list);
    assert!(is_scaled(point(&report, "Likelihood of voting Labour")));
    assert!(is_scaled(point(&report, "Likelihood of turning out")));
    assert!(!is_scaled(point(&report, "Swing index")));
    let scores = table(&[
        ("Support score", "62"),
        ("Turnout decile", "9"),
        ("Persuasion decile", "3"),
    ]);
    let report = page(
        "labour",
        &format!(
            "<h2>What we think</h2>{scores}<p>Deciles: 1 is the lowest tenth of all electors in the constituency, 10 the highest tenth.</p>"
        ),
    );
    assert!(is_scaled(point(&report, "Turnout decile")));
    assert!(!is_scaled(point(&report, "Support score")));
}

#[test]
fn a_range_in_a_heading_is_explained_by_a_sentence_with_its_words_and_its_ends() {
    let with = |note: &str| {
        let table = format!(
            "Name,Casey Mockford\nPostcode,ZZ99 3AB\nParty 1-10,8\nIndy 1-10,9\n,\n\"{note}\",\n"
        );
        read(Some("snp"), &[("record.csv", table.as_str())])
    };
    let told = with(
        "Party and Indy are as told to our caller: 1 is not at all likely to vote SNP or Yes, 10 is certain to.",
    );
    assert!(is_scaled(point(&told, "Party 1-10")));
    assert!(is_scaled(point(&told, "Indy 1-10")));
    let other = with(
        "Party is as told to our caller at the door: 1 is not at all likely to vote SNP, 5 is certain to.",
    );
    assert!(!is_scaled(point(&other, "Indy 1-10")));
}

#[test]
fn what_an_answer_on_recipients_or_kinds_names_is_no_source() {
    let letter = "Dear Casey,\n\n1. Do you hold data about me? Yes. A copy is below.\n\n2. What kinds of data are they? Entries in the electoral register, contact details and bought estimates about your household.\n\n3. Who has had them? Copsey Mailing Ltd and Experian Ltd, which matched its estimates to your address.\n\nName: Casey Mockford\nAddress: 1 Proof Lane\nE-mail: casey@mail.example\nMobile: 07700 900123\n\nYours sincerely,\n";
    let report = read(Some("labour"), &[("letter.txt", letter)]);
    for label in ["Address", "E-mail", "Mobile"] {
        assert_ne!(point(&report, label).origin_basis, TOLD, "{label}");
    }
}

#[test]
fn a_heading_over_several_columns_names_none_of_them() {
    let rows = "Elector,,Flags,,\nForename(s),Surname,PV?,DNK,Tgt wave\nCasey,Mockford,Y,N,3\n";
    let report = read(Some("conservative"), &[("extract.csv", rows)]);
    let wave = point(&report, "Flags / Tgt wave");
    assert_eq!(wave.category, Category::Unknown);
    assert_ne!(wave.meaning.status, Status::Plain);
    assert_eq!(point(&report, "Flags / DNK").category, Category::Consent);
}

#[test]
fn elections_under_a_title_about_votes_are_votes() {
    let votes = table(&[
        ("Scottish Parliament 2021", "Voted"),
        ("Council 2022", "Did not vote"),
        ("UK Parliament 2024", "Voted"),
    ]);
    let of = |title: &str| page("snp", &format!("<h2>{title}</h2>{votes}"));
    let report = of("3. Whether you voted");
    for label in ["Scottish Parliament 2021", "Council 2022"] {
        assert_eq!(
            point(&report, label).category,
            Category::VotingRecord,
            "{label}"
        );
    }
    let times = "<h2>Voting record</h2><table><tr><td>May 2023</td><td>July 2024</td></tr><tr><td>Voted</td><td>Did not vote</td></tr></table>";
    let report = page("snp", times);
    assert_eq!(
        point(&report, "July 2024").value.as_deref(),
        Some("Did not vote")
    );
    assert_eq!(point(&report, "May 2023").category, Category::VotingRecord);
}

#[test]
fn lines_with_a_dash_are_the_key_to_the_columns_of_a_table_beside() {
    let data = "LName,LD_SUPP,HHI,MSC\nMockford,38,4,G27\n";
    let key = "What the columns mean\n\nLName - name as on the electoral register\nLD_SUPP - our estimate of how likely you are to support the Liberal Democrats, from 0 (not at all) to 100 (certain)\nHHI - income of the household, estimated by our data supplier: 1 = under 15,000, 4 = 40,000 to 59,999\nMSC - Mosaic UK 7 type of the household\n";
    let report = read(
        Some("libdem"),
        &[("export.csv", data), ("columns.txt", key)],
    );
    assert!(is_scaled(point(&report, "LD_SUPP")));
    let income = point(&report, "HHI");
    assert_eq!(
        (income.origin, income.meaning.basis),
        (Origin::Bought, TOLD)
    );
    let segment = point(&report, "MSC");
    assert_eq!(segment.category, Category::Segment);
    assert!(
        segment.meaning.text.contains("Thriving Independence"),
        "{}",
        segment.meaning.text
    );
}

#[test]
fn columns_are_counted_from_either_end_and_their_codes_told_there() {
    let body = "<p>This is how your house appears on our list:</p><table><tr><td>Name</td><td>Elector no.</td><td>Last answer</td></tr><tr><td>Casey Mockford</td><td>CF2-61</td><td>Prob</td></tr></table><p>The first two columns are from the electoral register of Proofham Council. The last column was filled in on the doorstep: Def means definitely for our candidate, Prob probably and Against means against.</p>";
    let report = page("labour", body);
    assert_eq!(origin(&report, "Elector no."), (Origin::Register, TOLD));
    let answer = point(&report, "Last answer");
    assert_eq!(
        (answer.origin, answer.origin_basis),
        (Origin::Canvass, TOLD)
    );
    assert!(
        answer.meaning.text.contains("probably"),
        "{}",
        answer.meaning.text
    );
}

#[test]
fn a_question_about_those_above_tells_their_source() {
    let form = "ABOUT YOU,\nWhat name do we have for you?,Ms Casey Mockford\nWhat is your address?,\"7 Proof Lane, Proofham\"\nDo we have a telephone number?,01632 960123\nWhere did these three come from?,You typed them into our joining form on 11 August 2024.\n";
    let report = read(Some("reform"), &[("reply.csv", form)]);
    for label in [
        "What name do we have for you?",
        "What is your address?",
        "Do we have a telephone number?",
    ] {
        assert_eq!(origin(&report, label), (Origin::Subject, TOLD), "{label}");
    }
}

#[test]
fn a_day_among_data_and_several_pairs_in_a_line_are_data() {
    let report = paper(
        "ukip",
        "Name: Casey Mockford\nPostcode: ZZ99 3AB\nDONATIONS\nDate: 1 May 2015\nAmount: GBP 20.00\n",
    );
    assert_eq!(point(&report, "Date").value.as_deref(), Some("1 May 2015"));
    let report = paper(
        "plaid",
        "Name: Casey Mockford (electoral register)\nMobile: 07700 900123 (you gave it to our canvasser, 8 April 2022)\n\nPolling district: DU3. Elector number: 118. Postal vote: No.\n",
    );
    assert_eq!(
        point(&report, "Elector number").value.as_deref(),
        Some("118")
    );
    assert_eq!(origin(&report, "Name"), (Origin::Register, TOLD));
}

#[test]
fn what_a_sentence_below_a_table_says_of_other_things_tells_no_source() {
    let fields = table(&[
        ("Telephone", "01632 960123"),
        ("Labour promise", "3"),
        ("Mosaic UK 7 type", "D14"),
    ]);
    for line in [
        "They exclude the data we bought from Experian Ltd.",
        "Taken out of this copy: data we bought from Experian Ltd.",
        "From time to time we buy data from Experian Ltd.",
        "This table was printed by our supplier Experian Ltd.",
        "These fields were erased by Experian Ltd.",
        "You bought a ticket from Experian Ltd.",
        "One of these was bought from Experian Ltd.",
        "The register of interests kept by Leeds City Council is online.",
        "This shows whether you are on the register of Leeds City Council.",
        "You entered the competition in 2014.",
    ] {
        let report = page(
            "labour",
            &format!("<h2>Your record</h2>{fields}<p>{line}</p>"),
        );
        for label in ["Telephone", "Labour promise", "Mosaic UK 7 type"] {
            let point = point(&report, label);
            assert_ne!(
                point.source_named.as_deref(),
                Some("Experian Ltd"),
                "{label}: {line}"
            );
            assert!(
                label == "Telephone" || point.origin_basis != TOLD,
                "{label}: {line}"
            );
        }
    }
}

#[test]
fn a_title_that_names_a_company_or_a_register_for_something_else_is_no_source() {
    let fields = table(&[("Telephone", "01632 960123"), ("Labour promise", "3")]);
    for title in [
        "Experian Ltd, processor",
        "Printed by Experian Ltd",
        "Prepared for Casey Mockford by Experian Ltd",
        "Electoral register opt out",
        "What you told us was wrong",
    ] {
        let report = page("labour", &format!("<h2>{title}</h2>{fields}"));
        for label in ["Telephone", "Labour promise"] {
            assert_ne!(point(&report, label).origin_basis, TOLD, "{label}: {title}");
        }
    }
}

#[test]
fn what_is_denied_supposed_or_said_of_other_entries_tells_no_source() {
    let data = "No.,Item,Entry\n1,Telephone,01632 960123\n2,Mosaic UK 7 type,D14\n";
    for line in [
        "It is not right to say that item 1 was bought from Experian Ltd, which is our printer.",
        "Items 10 to 13 were bought from Experian Ltd.",
        "Items 1 and 2 of your request ask what was bought from Experian Ltd.",
    ] {
        let letter = letter(line);
        let report = read(
            Some("labour"),
            &[("schedule.csv", data), ("letter.txt", letter.as_str())],
        );
        for label in ["Telephone", "Mosaic UK 7 type"] {
            let source = point(&report, label).source_named.as_deref();
            assert_ne!(source, Some("Experian Ltd"), "{label}: {line}");
        }
    }
}

#[test]
fn a_scale_of_other_things_is_none_of_a_heading() {
    for note in [
        "Party members rate our service: 1 is poor, 10 is excellent.",
        "Indy is a newspaper, whose stars run up: 1 is poor, 10 is excellent.",
    ] {
        let table = format!(
            "Name,Casey Mockford\nPostcode,ZZ99 3AB\nParty 1-10,8\nIndy 1-10,9\n,\n\"{note}\",\n"
        );
        let report = read(Some("snp"), &[("record.csv", table.as_str())]);
        assert!(!is_scaled(point(&report, "Party 1-10")), "{note}");
        assert!(!is_scaled(point(&report, "Indy 1-10")), "{note}");
    }
    let list = "Likelihood of voting Labour: 36%\nDiscount: 10%\nPostcode: ZZ99 3AB\nLikelihood of turning out: 77%\n\nA percentage is the chance, out of a hundred, that the statement is true of you.\n";
    let report = paper("libdem", list);
    assert!(is_scaled(point(&report, "Likelihood of voting Labour")));
    assert!(!is_scaled(point(&report, "Discount")));
}

#[test]
fn the_number_of_a_neighbour_is_no_data_point_of_the_person() {
    let lines = "Email\tcasey@mail.example\nBob Smith\t07700 900456\n";
    let report = paper("labour", lines);
    assert!(
        report
            .data_points
            .iter()
            .all(|point| point.label != "Bob Smith")
    );
}

#[test]
fn a_second_record_in_small_letters_is_one_still() {
    let log = "Date,Channel,Notes\n01/02/2024,Doorstep,Wants a board\n\
               ,by telephone at noon,rang about the bins again\n";
    let report = read(Some("labour"), &[("log.csv", log)]);
    let notes = report.data_points.iter().filter(|one| one.label == "Notes");
    assert_eq!(notes.filter(|one| one.value.is_some()).count(), 2);
}

#[test]
fn a_meaning_is_told_whole_up_to_the_next_code() {
    let schedule = "No.,Item,Entry\n1,Surname,Mockford\n3,Voting intention,S\n4,Second choice,L\n";
    let meaning = |body: &str| {
        let letter = letter(body);
        let files = [("schedule.csv", schedule), ("letter.txt", letter.as_str())];
        let report = read(Some("snp"), &files);
        point(&report, "Voting intention").meaning.text.clone()
    };
    let whole = meaning("The letter S in item 3 stands for Labour, the Greens or Plaid Cymru.");
    assert!(
        whole.contains("Labour, the Greens or Plaid Cymru"),
        "{whole}"
    );
    let first =
        meaning("The letter S in item 3 stands for soft, the letter L in item 4 for Labour.");
    assert!(
        first.contains("soft") && !first.contains("Labour"),
        "{first}"
    );
}
