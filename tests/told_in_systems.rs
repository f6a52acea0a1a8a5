//! What systems write of a person: exports of contact systems with a reference of their fields, pages of portals, objects
//! within objects; and what of that is none.

mod response_support;

use response_support::{labels, letter, meaning, point, read, status};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);
const SCORED: (Status, Basis) = (Status::Scored, Basis::Response);

/// The report on a page of these lines.
fn page(body: &str) -> Report {
    let page = format!("<html><body><h1>My data</h1>\n{body}\n</body></html>");
    read(Some("labour"), &[("page.html", &page)])
}

#[test]
fn the_number_of_a_record_is_nobodys_name() {
    let person = "Id,FirstName,LastName\n0038X1,Barnaby,Mockford\n";
    let log = "Name,Contact__c,Outcome__c\nINT-00417,0038X1,Spoke\nINT-01988,0038X1,Refused\n";
    let report = read(Some("libdem"), &[("contact.csv", person), ("log.csv", log)]);
    assert_eq!(point(&report, "Outcome__c").value.as_deref(), Some("Spoke"));
    assert!(report.data_points.iter().all(|point| point.person == 1));
    // The name of somebody else is one.
    let log = "Name,Contact__c,Outcome__c\nAda Nearmiss,0038X9,Spoke\n";
    let report = read(Some("libdem"), &[("contact.csv", person), ("log.csv", log)]);
    assert_ne!(point(&report, "Outcome__c").value.as_deref(), Some("Spoke"));
}

#[test]
fn a_reference_of_fields_may_say_how_a_screen_calls_them() {
    let data = "FirstName,LastName,Email,HasOptedOutOfEmail,Age_Infer__c,Petition__c\n\
                Barnaby,Mockford,b@post.example,false,45-54,Save the Library\n";
    let reference = "API Name,Screen label,Help text,Fed by\n\
                     Email,E-mail,Given on a web form.,The person\n\
                     HasOptedOutOfEmail,No e-mail,True where the person has unsubscribed.,The person\n\
                     Age_Infer__c,Likely age,Inferred from the first name. Not a date of birth.,Our analytics team\n\
                     Petition__c,Petition,Title of a petition that the person signed.,The person\n";
    let report = read(
        Some("libdem"),
        &[("contact.csv", data), ("reference.csv", reference)],
    );
    for label in ["Email", "HasOptedOutOfEmail", "Petition__c"] {
        let point = point(&report, label);
        assert_eq!(
            (point.origin, point.origin_basis),
            (Origin::Subject, Basis::Response),
            "{label}"
        );
    }
    // What is said of a guess or a mark stands with it; what is said of an address says no more than it does.
    assert!(meaning(&report, "Age_Infer__c").contains("Inferred from the first name"));
    assert!(meaning(&report, "HasOptedOutOfEmail").contains("unsubscribed"));
    assert!(!meaning(&report, "Email").contains("web form"));
}

#[test]
fn letters_and_a_number_are_a_code_and_words_are_none() {
    let data =
        "Surname,Tag,Life_Stage_Est__c,Campaign,Guessed age\nMockford,WVR-2,LS-4,GE2019,50s\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(status(&report, "Tag").0, Status::Unpublished);
    assert_eq!(status(&report, "Life_Stage_Est__c").0, Status::Unpublished);
    assert_eq!(status(&report, "Campaign").0, Status::Plain);
    assert_eq!(status(&report, "Guessed age").0, Status::Plain);
    let data = "Surname,Tag\nMockford,Poster site\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(status(&report, "Tag").0, Status::Plain);
}

#[test]
fn what_is_left_of_an_older_system_is_no_legacy() {
    let data = "Surname,zz_legacy_flag__c,Legacy gift\nMockford,1,Pledged\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(status(&report, "zz_legacy_flag__c").0, Status::Unrecognised);
    assert_eq!(point(&report, "Legacy gift").category, Category::Membership);
}

#[test]
fn the_ends_of_a_scale_may_stand_in_two_columns() {
    let data = "Rating,Yours,Runs from,Runs to,How to read it,Obtained\n\
                Blue measure,41,0,100,How strongly you lean to the Conservatives.,Worked out by our office\n\
                Switch measure,6,,,,Worked out by our office\n";
    let report = read(Some("conservative"), &[("ratings.csv", data)]);
    assert_eq!(labels(&report), ["Blue measure", "Switch measure"]);
    assert_eq!(status(&report, "Blue measure"), SCORED);
    assert_eq!(
        point(&report, "Blue measure").category,
        Category::VotingIntention
    );
    assert_ne!(status(&report, "Switch measure").0, Status::Scored);
}

#[test]
fn a_list_of_terms_is_pairs_whatever_its_first_row_could_head() {
    let report = page(
        "<h3>At the polls</h3><dl>\n<dt>Senedd 2021</dt><dd>Voted</dd>\n<dt>General 2024</dt><dd>Did not vote</dd>\n</dl>",
    );
    assert_eq!(labels(&report), ["Senedd 2021", "General 2024"]);
    assert_eq!(
        point(&report, "General 2024").value.as_deref(),
        Some("Did not vote")
    );
}

#[test]
fn a_sentence_below_a_value_explains_it_and_a_second_value_goes_on_with_it() {
    let report = page(
        "<dl>\n<dt>Labour leaning</dt><dd>0.47</dd><dd>Nought means that there is no chance of your voting Labour, one means \
         that it is certain.</dd>\n<dt>Telephone</dt><dd>07700 900101</dd><dd>07700 900102</dd>\n</dl>",
    );
    assert_eq!(status(&report, "Labour leaning"), SCORED);
    let scale = point(&report, "Labour leaning").meaning.scale.as_ref();
    assert_eq!(scale.map(|scale| (scale.from, scale.to)), Some((0.0, 1.0)));
    let numbers = point(&report, "Telephone").value.as_deref().unwrap_or("");
    assert!(numbers.contains("900101") && numbers.contains("900102"));
}

#[test]
fn sections_of_a_text_are_no_data_and_cards_are() {
    let sections = "<h4>Why we have it</h4><p>To fight elections and to keep in touch with voters.</p>\n\
                    <h4>Who gets it</h4><p>The branch, our candidates there, and a mailing house.</p>\n\
                    <h4>When it goes</h4><p>Two years after you leave the register, or sooner.</p>\n";
    assert!(labels(&page(sections)).is_empty());
    let cards = "<h4>Postcode</h4><p>ZZ99 3AB</p>\n<h4>Elector number</h4><p>AB1-22</p>\n<h4>Town</h4><p>Mockton</p>\n";
    assert_eq!(labels(&page(cards)), ["Postcode", "Elector number", "Town"]);
}

#[test]
fn a_line_below_a_block_names_the_source_of_that_block() {
    let report = page(
        "<h3>What we reckon</h3><dl>\n<dt>Labour leaning</dt><dd>0.47</dd>\n<dt>NHS message</dt><dd>Top fifth</dd>\n</dl>\n\
         <p>Where this came from: our own sums, last run in January.</p>\n\
         <h3>Last time we spoke</h3><dl>\n<dt>Result</dt><dd>Spoke</dd>\n<dt>Spoke on</dt><dd>06/05/2024</dd>\n</dl>\n\
         <p>Where this came from: our canvassers.</p>",
    );
    let of = |label: &str| {
        (
            point(&report, label).origin,
            point(&report, label).origin_basis,
        )
    };
    assert_eq!(of("Labour leaning"), (Origin::Modelled, Basis::Response));
    assert_eq!(of("NHS message"), (Origin::Modelled, Basis::Response));
    assert_eq!(of("Result"), (Origin::Canvass, Basis::Response));
}

#[test]
fn an_object_may_be_one_value_and_what_is_said_of_it() {
    let data = r#"{"person": {"surname": "Mockford"},
        "guesses": {"green_lean": {"value": 0.66, "lowest": 0, "highest": 1, "note": "The chance that you vote Green."},
                    "housing_worry": {"value": 9, "lowest": null, "highest": null, "note": null}}}"#;
    let report = read(Some("green"), &[("export.json", data)]);
    assert_eq!(labels(&report), ["surname", "green_lean", "housing_worry"]);
    assert_eq!(status(&report, "green_lean"), SCORED);
    assert_ne!(status(&report, "housing_worry").0, Status::Scored);
    // A value with nothing but a remark is an entry, and what somebody remarked is data.
    let data = r#"{"person": {"surname": "Mockford"}, "canvass": {"value": "L", "note": "Cross about the bins"}}"#;
    let report = read(Some("green"), &[("export.json", data)]);
    assert_eq!(labels(&report), ["surname", "value", "note"]);
}

#[test]
fn an_object_of_sources_may_name_objects_and_paths() {
    let sources = r#""person": "Register of electors, Mockton District Council", "reach.email": "Typed in by you on our website""#;
    let data = format!(
        r#"{{"person": {{"surname": "Mockford", "roll": {{"number": "SV1-2207"}}}},
            "reach": {{"email": "m@post.example", "phone": "07700 900101"}}, "sources": {{{sources}}}}}"#
    );
    let report = read(Some("green"), &[("export.json", &data)]);
    assert_eq!(labels(&report), ["surname", "number", "email", "phone"]);
    for label in ["surname", "number"] {
        let named = point(&report, label).source_named.as_deref();
        assert_eq!(named, Some("Mockton District Council"), "{label}");
    }
    assert_eq!(point(&report, "email").origin, Origin::Subject);
    assert_eq!(point(&report, "phone").origin, Origin::Unknown);
    // What names nothing that stands elsewhere is data.
    let data = r#"{"person": {"surname": "Mockford"}, "sources": {"newspaper": "The Mockton Mercury", "radio": "Radio Mock"}}"#;
    let report = read(Some("green"), &[("export.json", data)]);
    assert!(labels(&report).contains(&"newspaper".to_owned()));
}

#[test]
fn sentences_that_begin_with_codes_explain_them() {
    let data = "Surname,Roll no.,Roll mark,Absent vote\nMockford,NC4/0871,G,PV\n";
    let told = "Surname and the roll particulars came from the register of Mockton Borough Council. Absent vote is taken from \
                the list of absent voters. PV: has asked for a postal vote. PX: has appointed a proxy.";
    let read_with = |told: &str| {
        read(
            Some("labour"),
            &[("data.csv", data), ("letter.txt", &letter(told))],
        )
    };
    let report = read_with(told);
    assert_eq!(status(&report, "Absent vote"), CODED);
    assert!(meaning(&report, "Absent vote").contains("postal vote"));
    for label in ["Roll no.", "Roll mark"] {
        let named = point(&report, label).source_named.as_deref();
        assert_eq!(named, Some("Mockton Borough Council"), "{label}");
    }
    // Letters that nothing in the response is are no codes of it.
    let report =
        read_with("Contacts. DPO: our data protection officer. ICO: the Information Commissioner.");
    assert_ne!(status(&report, "Absent vote"), CODED);
}

#[test]
fn a_scale_may_be_told_from_the_top() {
    let data = "Surname,First name,Postcode,Warmth\nMockford,Casey,ZZ99 3AB,4\n";
    let told =
        "Warmth is what our caller put down: 5 is certain to vote Labour and 1 is certain not to.";
    let report = read(
        Some("labour"),
        &[("data.csv", data), ("letter.txt", &letter(told))],
    );
    assert_eq!(status(&report, "Warmth"), SCORED);
    assert_eq!(point(&report, "Warmth").category, Category::VotingIntention);
    let scale = point(&report, "Warmth").meaning.scale.as_ref();
    assert_eq!(
        scale.and_then(|scale| scale.high.as_deref()),
        Some("certain to vote labour")
    );
    // Two of several codes are no ends.
    let told =
        "Warmth is what our caller put down: 3 is somebody undecided and 1 is somebody certain.";
    let report = read(
        Some("labour"),
        &[("data.csv", data), ("letter.txt", &letter(told))],
    );
    assert_ne!(status(&report, "Warmth").0, Status::Scored);
}

#[test]
fn codes_for_and_against_us_make_what_was_heard_political() {
    let data = "When,Who called,Heard\n12/03/2019,Volunteer,S\n24/04/2021,Volunteer,P\n";
    let key = "Heard is what the caller ticked: C = with us, P = probably with us, S = Labour, W = would not say.";
    let report = read(
        Some("conservative"),
        &[("log.csv", data), ("letter.txt", &letter(key))],
    );
    assert_eq!(point(&report, "Heard").category, Category::VotingIntention);
    let key =
        "Heard is what the caller ticked: C = a car, P = a dog, S = Labour, W = would not say.";
    let report = read(
        Some("conservative"),
        &[("log.csv", data), ("letter.txt", &letter(key))],
    );
    assert_ne!(point(&report, "Heard").category, Category::VotingIntention);
}

#[test]
fn labels_of_a_form_stand_above_their_values_band_by_band() {
    let form = "Street,Town,Post code\n2 Mendacity Yard,Fabley,ZZ99 3NG\nRoll no.,Ward,Roll loaded\nFB3-1187,Fabley Quay,Feb 2024\n\
                Bulk e-mail,Leaflets,Doorstep caution\nOpted out 14/08/2022,Yes,Dog loose in yard\n";
    let report = read(Some("green"), &[("form.csv", form)]);
    assert_eq!(
        point(&report, "Roll no.").value.as_deref(),
        Some("FB3-1187")
    );
    assert_eq!(point(&report, "Leaflets").value.as_deref(), Some("Yes"));
    assert_eq!(report.data_points.len(), 9);
    // A listing whose first values are headings too goes on.
    let log = "Date,Kind,Result\n2024-05-01,Telephone,Spoke\n2024-06-01,Email,Mobile\n2024-07-01,Post,Address\n";
    let report = read(Some("green"), &[("log.csv", log)]);
    assert_eq!(report.data_points.len(), 9);
}

#[test]
fn a_log_of_changes_names_fields_and_tells_of_the_same_value_elsewhere() {
    let master = "PERSON_UID,SURNAME_TXT,VI_LAST_CD,LAB_PROP_SCR\n70031882,Mockford,N,0.37\n";
    let log = "AUDIT_SEQ|ATTR_NM|ATTR_VAL|ATTR_SRC|ATTR_REM\n\
               0001|VI_LAST_CD|A|Doorstep canvass|A = against us\n\
               0002|LAB_PROP_SCR|0.37|In-house statistical model|Runs from 0 (no chance of voting Labour) to 1 (certain to)\n\
               0003|VI_LAST_CD|N|Telephone canvass|N = not voting\n";
    let report = read(Some("labour"), &[("master.csv", master), ("log.csv", log)]);
    assert!(report.data_points.iter().all(|point| point.person == 1));
    assert_eq!(point(&report, "SURNAME_TXT").category, Category::Identity);
    assert_eq!(status(&report, "VI_LAST_CD"), CODED);
    assert!(meaning(&report, "VI_LAST_CD").contains("not voting"));
    assert_eq!(status(&report, "LAB_PROP_SCR"), SCORED);
    // What the log says of another value is not said of this one.
    let master = master.replace("0.37", "0.52");
    let report = read(Some("labour"), &[("master.csv", &master), ("log.csv", log)]);
    assert_ne!(status(&report, "LAB_PROP_SCR"), SCORED);
}

#[test]
fn entries_of_a_glossary_begin_with_a_name_and_a_stop() {
    let data = "Surname,First name,Firmness,Age cohort,Household profile\nMockford,Casey,4,E,H14\n";
    let told = "Firmness. The canvasser's impression of how firm you were, from 1 (wavering) to 5 (rock solid).\n\n\
                Age cohort. D: 45 to 54. E: 55 to 64. F: 65 and over.\n\n\
                Household profile. The house that supplies these profiles has not given us an explanation of them.";
    let report = read(
        Some("conservative"),
        &[("data.csv", data), ("letter.txt", &letter(told))],
    );
    assert_eq!(status(&report, "Firmness"), SCORED);
    assert_eq!(status(&report, "Age cohort"), CODED);
    assert_ne!(status(&report, "Household profile").1, Basis::Response);
}

#[test]
fn a_sentence_of_the_letter_behind_a_colon_is_no_value() {
    let letter = letter(
        "Hobbies: we hold them to win elections.\nTown: Mockton\nPostcode: ZZ99 3AB\nTelephone: 01632 960144",
    );
    let report = read(Some("snp"), &[("letter.txt", &letter)]);
    assert!(!labels(&report).contains(&"Hobbies".to_owned()));
    assert!(labels(&report).contains(&"Town".to_owned()));
}

#[test]
fn remarks_in_a_listing_may_be_long() {
    let text = "AT THE DOOR\n\n\
                Date          Channel     Result    Note\n\
                08.09.2018    Door        Spoke     Nothing to add\n\
                17.04.2021    Phone       Spoke     Fed up with the ferries and wants a word about crofting grants.\n";
    let report = read(Some("snp"), &[("log.txt", text)]);
    assert_eq!(report.data_points.len(), 8);
    let notes = report
        .data_points
        .iter()
        .filter(|point| point.label == "Note");
    assert!(
        notes
            .filter_map(|point| point.value.as_deref())
            .any(|note| note.ends_with("grants."))
    );
}

#[test]
fn records_of_another_number_are_another_persons() {
    let person = "Id,FirstName,LastName\n0038X1,Barnaby,Mockford\n";
    let log = "Name,Contact__c,Outcome__c\nINT-00417,0038X1,Spoke\nINT-01988,0099Z7,Refused\n";
    let report = read(Some("libdem"), &[("contact.csv", person), ("log.csv", log)]);
    let outcomes: Vec<(u32, Option<&str>)> = report
        .data_points
        .iter()
        .filter(|point| point.label == "Outcome__c")
        .map(|point| (point.person, point.value.as_deref()))
        .collect();
    assert_eq!(outcomes.len(), 2);
    assert_eq!(outcomes[0], (1, Some("Spoke")));
    assert_eq!(outcomes[1].0, 2);
    assert_ne!(outcomes[1].1, Some("Refused"));
}

#[test]
fn a_remark_below_a_value_is_data_and_explains_nothing() {
    let report = page(
        "<dl>\n<dt>Surname</dt><dd>Mockford</dd>\n<dt>Strength of support</dt><dd>2</dd><dd>Called twice between 4 and 9 May at \
         home</dd>\n<dt>Postcode</dt><dd>ZZ99 3AB</dd>\n</dl>",
    );
    let strength = point(&report, "Strength of support");
    assert!(
        strength
            .value
            .as_deref()
            .unwrap_or_default()
            .contains("Called twice")
    );
    assert!(strength.meaning.scale.is_none());
    // Explanations of words are no values of anybody.
    let report = page(
        "<dl>\n<dt>Surname</dt><dd>Your family name</dd>\n<dt>Warmth</dt><dd>How warm you are to us</dd>\n</dl>\n\
         <table><tr><th>Surname</th><th>Postcode</th><th>Warmth</th></tr><tr><td>Mockford</td><td>ZZ99 3AB</td><td>4</td></tr></table>",
    );
    assert_eq!(point(&report, "Surname").value.as_deref(), Some("Mockford"));
    assert!(report.data_points.iter().all(|point| point.person == 1));
}

#[test]
fn entries_that_ask_something_explain_nothing_and_a_name_is_meant_whole() {
    let data = "Surname,First name,Issue,Issue 2,Volunteer\nMockford,Casey,H,H,3\n";
    let told = "Issue. H: housing. N: the NHS.\n\nIssue 2. H: hospitals. N: nuclear power.\n\nVolunteer. To help, ring us between 2 and 6.";
    let report = read(
        Some("labour"),
        &[("data.csv", data), ("letter.txt", &letter(told))],
    );
    assert!(meaning(&report, "Issue").contains("housing"));
    assert!(meaning(&report, "Issue 2").contains("hospitals"));
    assert_ne!(status(&report, "Volunteer").0, Status::Scored);
}

#[test]
fn codes_are_no_ends_and_unions_are_no_codes() {
    let data = "Surname,First name,Warmth,Trade union\nMockford,Casey,4,GMB\n";
    let told = "Warmth is a code: 9 is not at home and 1 is spoke in person. Who has your data. GMB: our office union. NHS: nobody.";
    let report = read(
        Some("labour"),
        &[("data.csv", data), ("letter.txt", &letter(told))],
    );
    assert_ne!(status(&report, "Warmth").0, Status::Scored);
    assert_ne!(status(&report, "Trade union"), CODED);
}

#[test]
fn a_log_that_says_two_things_of_a_value_says_nothing_sure() {
    let master = "PERSON_UID,SURNAME_TXT,VI_LAST_CD\n70031882,Mockford,N\n";
    let log = "AUDIT_SEQ|ATTR_NM|ATTR_VAL|ATTR_REM\n0001|VI_LAST_CD|N|N = not in\n0002|VI_LAST_CD|N|N = not voting\n";
    let report = read(Some("labour"), &[("master.csv", master), ("log.csv", log)]);
    assert_ne!(status(&report, "VI_LAST_CD").1, Basis::Response);
}

#[test]
fn a_record_with_a_name_in_it_is_no_listing() {
    let data = "Surname,Property,Rating,Yours,Obtained\nMockford,2 Mill Lane,5,Yes,12/03/2021\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(
        labels(&report),
        ["Surname", "Property", "Rating", "Yours", "Obtained"]
    );
}

#[test]
fn names_with_signs_are_names_and_numbers_of_other_things_are_of_nobody() {
    let person = "FirstName,LastName,Support\nCasey,Mockford,L\n";
    let other =
        "Name,Mobile,Note\nFibb_Robin,01632 960145,Has moved\nFibb_Robin,01632 960145,Called\n";
    let report = read(Some("labour"), &[("a.csv", person), ("b.csv", other)]);
    assert!(report.data_points.iter().any(|point| point.person == 2));
    assert_ne!(
        point(&report, "Mobile").value.as_deref(),
        Some("01632 960145")
    );
    // The number of a person may be that of a tag by chance.
    let data = r#"{"person": {"id": 40031882, "first_name": "Casey", "last_name": "Mockford"},
        "tags": [{"tag_id": 40031882, "tag": "Donor"}, {"tag_id": 40031999, "tag": "Poster site"}]}"#;
    let report = read(Some("labour"), &[("export.json", data)]);
    assert!(report.data_points.iter().all(|point| point.person == 1));
}

#[test]
fn a_further_column_leaves_a_listing_one() {
    let listing = "Data item,Value,Source,Ward\nSurname,Mockford,Electoral register,Fabley\nSupport,L,Canvass,Fabley\n";
    let report = read(Some("labour"), &[("data.csv", listing)]);
    assert_eq!(labels(&report), ["Surname", "Support"]);
    assert_eq!(point(&report, "Surname").origin, Origin::Register);
    let log = "Date,Rating,Mark,Note\n2021,Warm,3,Cross about bins\n2022,Cold,1,Let down\n";
    let report = read(Some("labour"), &[("log.csv", log)]);
    let notes = report
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert!(notes.into_iter().any(|note| note == "Cross about bins"));
}

#[test]
fn a_row_below_the_headings_may_say_what_each_column_is() {
    let data = ",VI,VI date,Firmness,Income index\n\
                What this column is,What you told the canvasser. C: for us. L: Labour. X: would not say.,When you told the canvasser.,\
                The view of the canvasser. 1: firm. 2: soft.,Bought in from a third party.\n\
                What we hold,L,19/03/2023,2,143\n";
    let report = read(Some("conservative"), &[("data.csv", data)]);
    assert_eq!(status(&report, "VI"), CODED);
    assert!(meaning(&report, "VI").contains("Labour"));
    assert_eq!(point(&report, "VI").value.as_deref(), Some("L"));
    assert_eq!(status(&report, "Firmness"), CODED);
    // Where it was bought says nothing of what it means.
    assert_ne!(status(&report, "Income index").1, Basis::Response);
    // The first of several remarks is a record.
    let log = "Heard,Asked for,Remark\nWants lower rents.,Asked for a call.,She was cross with us.\nLeaflet,Poster,Out\n";
    let report = read(None, &[("log.csv", log)]);
    let values = report
        .data_points
        .iter()
        .filter_map(|point| point.value.as_deref());
    assert!(
        values
            .into_iter()
            .any(|value| value == "Wants lower rents.")
    );
}

#[test]
fn who_admits_not_to_know_explains_nothing() {
    let data = "Item,What we hold,What it means\nPredicted vote,64,The chance that you vote Green from 0 to 100\n\
                Contact score,3,Set by the newsletter tool. We have not been told what it means.\n";
    let report = read(Some("green"), &[("data.csv", data)]);
    assert_ne!(status(&report, "Contact score").1, Basis::Response);
}
