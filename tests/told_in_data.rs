//! What files of data tell of their own fields: columns of words beside codes, objects and arrays of JSON that define
//! fields, keys below and beside tables, dictionaries that name several fields in a row; and what of that is none.

mod response_support;

use response_support::{labels, meaning, point, read, status};
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

const CODED: (Status, Basis) = (Status::Coded, Basis::Response);

#[test]
fn a_column_of_words_explains_the_codes_of_the_one_that_is_called_alike() {
    let data = "Surname,Support code,Support description,Ward code,Ward name\nMockford,2,Probable,E05000123,Canal\n";
    let report = read(Some("labour"), &[("data.csv", data)]);
    assert_eq!(status(&report, "Support code"), CODED);
    assert!(meaning(&report, "Support code").contains("Probable"));
    assert_eq!(
        point(&report, "Support description").category,
        Category::VotingIntention
    );
    // The number of a place names only itself.
    assert_ne!(status(&report, "Ward code"), CODED);
}

#[test]
fn a_code_that_is_called_by_two_names_is_not_explained_by_them() {
    let data = "Surname,Tier code,Tier name\nMockford,2,Probable\nMockford,2,Firm\n";
    let report = read(None, &[("data.csv", data)]);
    assert_ne!(status(&report, "Tier code"), CODED);
}

#[test]
fn an_object_in_an_object_may_say_its_code_and_what_it_is_called() {
    let data = r#"{"voter": {"name": "Casey Mockford", "voting_intention": {"code": "2", "label": "Probable"}}}"#;
    let report = read(None, &[("export.json", data)]);
    assert_eq!(status(&report, "code"), CODED);
    assert_eq!(point(&report, "code").category, Category::VotingIntention);
}

#[test]
fn an_object_under_the_name_of_a_field_lists_its_codes_where_the_field_holds_one() {
    let codes = r#"{"outcome": {"AT": "You attended", "NS": "You did not come"}}"#;
    let log = "{\"date\": \"2025-02-08\", \"outcome\": \"AT\"}\n{\"date\": \"2025-03-08\", \"outcome\": \"NS\"}\n";
    let report = read(None, &[("codes.json", codes), ("log.jsonl", log)]);
    assert_eq!(status(&report, "outcome"), CODED);
    assert!(!labels(&report).contains(&"AT".to_owned()));
    // No field holds one of these names: they are data.
    let votes = r#"{"votes": {"May 2021": "Labour", "May 2023": "Green"}}"#;
    let card = r#"{"name": "Casey Mockford", "votes": "two"}"#;
    let report = read(None, &[("votes.json", votes), ("card.json", card)]);
    assert!(labels(&report).contains(&"May 2021".to_owned()));
}

#[test]
fn an_array_that_names_fields_defines_them() {
    let data = r#"{"custom": [{"key": "cf_12", "value": "2"}, {"key": "cf_19", "value": "B"}],
        "definitions": [{"key": "cf_12", "label": "Green voting intention", "options": {"1": "Definitely", "2": "Probably"}},
                        {"key": "cf_19", "label": "Would help with", "options": {"A": "Leafleting", "B": "Stewarding"}}]}"#;
    let report = read(None, &[("export.json", data)]);
    assert_eq!(status(&report, "cf_12"), CODED);
    assert!(meaning(&report, "cf_19").contains("Stewarding"));
    assert_eq!(labels(&report), ["cf_12", "cf_19"]);
    // Values beside the same names are no definitions.
    let log = r#"{"person": {"email": "a@post.example", "town": "Mockton"},
        "changes": [{"name": "email", "value": "old@post.example"}, {"name": "town", "value": "Testbury"}]}"#;
    let report = read(None, &[("export.json", log)]);
    assert_eq!(report.data_points.len(), 4);
}

#[test]
fn the_objects_of_an_array_are_records_whatever_they_hold() {
    let data = r#"{"consents": [{"channel": "email", "granted": true}, {"channel": "sms", "granted": false}]}"#;
    let report = read(None, &[("export.json", data)]);
    assert_eq!(
        labels(&report),
        ["channel", "granted", "channel", "granted"]
    );
    let granted = report
        .data_points
        .iter()
        .filter(|point| point.label == "granted");
    assert!(
        granted
            .into_iter()
            .all(|point| point.category == Category::Consent)
    );
}

#[test]
fn what_stands_before_codes_with_their_meanings_names_their_field() {
    let data = "Surname,Outcome,Lean\nMockford,ANS,WV\n";
    let key = "List,Code,Stands for\nOutcome,ANS,Answered the door\nOutcome,NIA,No one in\nLean,LB,Says Labour\nLean,WV,Wavering\n";
    let report = read(None, &[("data.csv", data), ("lists.csv", key)]);
    assert_eq!(status(&report, "Outcome"), CODED);
    assert!(meaning(&report, "Lean").contains("Wavering"));
}

#[test]
fn a_code_outside_the_list_of_the_response_is_said_to_be_so() {
    let data = "[CALLS]\nDate|Place|Result\n02/05/2023|At the door|F2\n03/05/2023|At the door|ZK\n\n[CODES]\nResult|Meaning\nF1|Firm for us\nF2|Lower preference\nO9|Against us\n";
    let report = read(None, &[("record.txt", data)]);
    let results = report
        .data_points
        .iter()
        .filter(|point| point.label == "Result");
    let statuses: Vec<Status> = results.map(|point| point.meaning.status).collect();
    assert_eq!(statuses, [Status::Coded, Status::UnlistedCode]);
    assert_eq!(point(&report, "Place").category, Category::ContactHistory);
}

#[test]
fn answers_are_explained_by_the_question_beside_them() {
    let answers = "Question,Answer,Received\nQ1,3,2025-10-21\nQ2,1,2025-10-21\n";
    let form = "Question,Wording,Answers on the form\nQ1,Should the High Street be closed to cars?,1 = Yes; 2 = No; 3 = Not sure\nQ2,Which party will you vote for?,1 = Liberal Democrat; 2 = Labour\n";
    let report = read(None, &[("answers.csv", answers), ("form.csv", form)]);
    let found = report
        .data_points
        .iter()
        .filter(|point| point.label == "Answer");
    let told: Vec<&str> = found.map(|point| point.meaning.text.as_str()).collect();
    assert!(
        told[0].contains("Not sure") && told[1].contains("Liberal Democrat"),
        "{told:?}"
    );
}

#[test]
fn a_dictionary_names_several_fields_in_a_row_and_the_source_of_each() {
    let data = "VFREF,SNAME,PCODE,MR23,MR25\n6041,Mockford,ZZ99 3AB,V,A\n";
    let key = "Column,What it records,Where it came from\nVFREF,Our own number for you,Set by us\n\"SNAME, PCODE\",Your surname and your postcode,Register of Testbury Borough Council\n\"MR23, MR25\",\"Whether you voted in May: V = at a polling station, A = by post\",Marked registers of Testbury Borough Council\n";
    let report = read(None, &[("data.csv", data), ("key.csv", key)]);
    assert_eq!(status(&report, "MR23"), CODED);
    assert!(meaning(&report, "MR25").contains("by post"));
    assert_eq!(
        point(&report, "SNAME").source_named.as_deref(),
        Some("Testbury Borough Council")
    );
    assert_eq!(point(&report, "MR23").origin, Origin::MarkedRegister);
}

#[test]
fn the_company_in_the_title_of_a_dictionary_supplied_what_it_describes_and_not_what_was_sent_to_it()
{
    let data = "CLIENT_URN,FULL_NAME,AGE_EST,CAR_CNT\n7712,Casey Mockford,52,99\n";
    let key = "\"Proofham Data Ltd: data dictionary for appended variables\"\n\nVariable,Description,Permitted values\nCLIENT_URN,\"Client's own reference, returned unchanged\",\nFULL_NAME,Name as sent by the client,\nAGE_EST,Estimated age in years,18 to 99\nCAR_CNT,Number of cars at the address,0 to 6; 99 = not known\n";
    let report = read(None, &[("append.csv", data), ("dictionary.csv", key)]);
    let age = point(&report, "AGE_EST");
    assert_eq!(age.source_named.as_deref(), Some("Proofham Data Ltd"));
    assert_eq!(point(&report, "FULL_NAME").source_named, None);
    assert_eq!(status(&report, "CAR_CNT").0, Status::DeclaredMissing);
}

#[test]
fn headings_in_two_languages_are_read_by_the_one_in_brackets() {
    let data = "Enw llawn (full name),E-bost (e-mail),Côd post (post code),Cartref (home address),Sylw (remark),Bwriad (intention)\nCasey Mockford,c@post.example,ZZ99 3AB,1 Proof Lane,Pryder,PC2\n\nBwriad (intention),Ystyr (meaning)\nPC1,Certain to vote for us\nPC2,Leans to us\n";
    let report = read(Some("plaid"), &[("cofnod.csv", data)]);
    assert_eq!(
        point(&report, "Cartref (home address)").category,
        Category::Address
    );
    assert_eq!(status(&report, "Bwriad (intention)"), CODED);
    assert_eq!(report.data_points.len(), 6);
}

#[test]
fn days_speak_for_themselves_under_words_that_say_when() {
    let data = "Surname,Signed up,Last changed,Zorb 7\nMockford,2024-05-28 18:04:11,0000-00-00 00:00:00,2024-05-28\n";
    let report = read(None, &[("data.csv", data)]);
    assert_eq!(status(&report, "Signed up").0, Status::Plain);
    assert_eq!(status(&report, "Last changed").0, Status::DeclaredMissing);
    assert_eq!(status(&report, "Zorb 7").0, Status::Unrecognised);
}

#[test]
fn headings_side_by_side_on_the_lines_of_a_screen_have_a_value_each() {
    let screen = "Dear Casey,\n\nHere is your page.\n\nFirst name       Casey                Last name        Mockford\nPostcode         ZZ99 4GT             Ward             Canal\nMember           No                   Poster           Yes\n\nYours sincerely\n";
    let report = read(None, &[("page.txt", screen)]);
    assert_eq!(
        labels(&report),
        [
            "First name",
            "Last name",
            "Postcode",
            "Ward",
            "Member",
            "Poster"
        ]
    );
}

#[test]
fn where_somebody_looked_for_data_is_none_of_the_person() {
    let log = "System,Searched by,Searched on,Result\nMembership database,Membership secretary,2026-06-04,No entry\nCanvass records,Data officer,2026-06-05,No entry\n";
    let report = read(None, &[("searches.csv", log)]);
    assert!(report.data_points.is_empty());
    // Where a canvasser looked for voters is no such thing.
    let walk = "Surname,Search area,Canvass result\nMockford,Canal ward,Spoke to voter\n";
    let report = read(None, &[("walk.csv", walk)]);
    assert!(!report.data_points.is_empty());
}

#[test]
fn a_table_of_permissions_is_no_list_of_addresses() {
    let data = "Channel,Permission,Changed,How given\nE-mail,Yes,2025-10-21,Tick box\nTelephone,No,2025-10-21,Tick box\n";
    let report = read(None, &[("permissions.csv", data)]);
    assert_eq!(
        labels(&report)
            .iter()
            .filter(|label| *label == "Channel")
            .count(),
        2
    );
}

#[test]
fn names_and_remarks_beside_a_code_are_no_meanings_of_it() {
    for data in [
        "Surname,VI,VI name\nMockford,L,Jane Placeholt\n",
        "Surname,Member,Member name\nMockford,Y,Casey Mockford\n",
        "Surname,Previous vote,Previous vote description\nMockford,L,Told by her neighbour at No 4\n",
        "Surname,Vote,Vote description\nMockford,V,Local election May 2023\n",
        "Surname,Ethnicity,Ethnicity description\nMockford,B,Predicted from the surname\n",
    ] {
        let report = read(Some("labour"), &[("data.csv", data)]);
        let told = report.data_points.iter().filter(|point| {
            point.meaning.basis == Basis::Response && point.meaning.status == Status::Coded
        });
        assert_eq!(told.count(), 0, "{data}");
    }
}

#[test]
fn objects_that_hold_data_are_no_lists_of_codes() {
    for (data, held) in [
        (
            r#"{"name": "Casey Mockford", "votes": {"2019": "Labour", "2021": "Green"}, "polls": [{"votes": "2019"}]}"#,
            "2021",
        ),
        (
            r#"{"name": "Casey Mockford", "consent": {"email": "yes", "sms": "no"}, "log": [{"day": "2024-01-01", "consent": "email"}]}"#,
            "sms",
        ),
        (
            r#"{"name": "Casey Mockford", "role": {"branch": "Treasurer", "ward": "Organiser"}, "meetings": [{"role": "branch"}]}"#,
            "ward",
        ),
    ] {
        let report = read(None, &[("export.json", data)]);
        assert!(
            labels(&report).contains(&held.to_owned()),
            "{held} of {data}"
        );
    }
}

#[test]
fn arrays_of_answers_and_of_changes_define_no_fields() {
    for data in [
        r#"{"person": {"support": "3", "turnout": "5"}, "notes": [{"subject": "support", "text": "Said she is leaving the party"}, {"subject": "turnout", "text": "Did not vote in 2019"}]}"#,
        r#"{"person": {"support": "3", "phone": "01632 960144"}, "audit": [{"field": "support", "description": "Changed from 2 to 3"}, {"field": "phone", "description": "Removed by the office"}]}"#,
        r#"{"person": {"vote": "L", "poster": "1"}, "answers": [{"name": "vote", "label": "Labour"}, {"name": "poster", "label": "Yes"}]}"#,
    ] {
        let report = read(None, &[("export.json", data)]);
        let told = report
            .data_points
            .iter()
            .filter(|point| point.meaning.text.contains("The response says"));
        assert_eq!(told.count(), 0, "{data}");
        assert_eq!(report.data_points.len(), 6, "{data}");
    }
}

#[test]
fn an_object_under_a_word_for_sources_says_where_fields_came_from() {
    let data = r#"{"provenance": {"email": "Web petition, signed by the person", "postcode": "Electoral register, Testbury Borough Council"},
        "record": {"email": "casey@post.example", "postcode": "ZZ99 3AB", "town": "Mockton"}}"#;
    let report = read(None, &[("export.json", data)]);
    assert_eq!(labels(&report), ["email", "postcode", "town"]);
    let postcode = point(&report, "postcode");
    assert_eq!(
        postcode.source_named.as_deref(),
        Some("Testbury Borough Council")
    );
    assert_eq!(point(&report, "town").source_named, None);
}

#[test]
fn a_record_with_a_code_and_its_description_is_no_key() {
    for data in [
        "Surname,Tier code,Tier description\nMockford,2,Probable\nPlaceholt,3,Firm\n",
        "Name,Code,Description\nCasey Mockford,A,Attained 18 this year\nDana Mockford,B,Moved away\n",
    ] {
        let report = read(None, &[("data.csv", data)]);
        assert!(report.data_points.len() >= 3, "{data}");
    }
}

#[test]
fn a_number_of_values_beside_the_names_of_people_is_not_one_persons() {
    let data = "Name,Subject,Value\nDana Poe,Email,dana@post.example\nRob Roe,Phone,01632 960144\nCasey Mockford,Email,casey@post.example\n";
    let report = read(None, &[("data.csv", data)]);
    assert!(!labels(&report).contains(&"Email".to_owned()));
}

#[test]
fn a_search_that_found_something_of_the_person_is_data() {
    let log = "System,Searched by,Result\nMembership,JS,Expelled in 2019\nCanvassing,JS,None\n";
    let report = read(None, &[("searches.csv", log)]);
    let shown = report.data_points.iter();
    assert!(
        shown
            .filter_map(|point| point.value.as_deref())
            .any(|value| value == "Expelled in 2019")
    );
}

#[test]
fn what_a_person_says_of_himself_is_no_guide() {
    let words = "I was a member until 2019. I left because of the marina and now I vote for others in local elections and \
                 for you in general ones.";
    let data = format!(r#"{{"surname": "Mockford", "about_you": "{words}"}}"#);
    let report = read(None, &[("export.json", &data)]);
    assert_eq!(labels(&report), ["surname", "about_you"]);
}

#[test]
fn names_of_fields_are_names_of_nobody() {
    let data = r#"{"first_name": "Casey", "surname": "Mockford", "email": "casey@post.example",
        "consents": [{"name": "email", "status": "withdrawn"}, {"name": "post", "status": "given"}]}"#;
    let report = read(None, &[("export.json", data)]);
    let shown = report.data_points.iter();
    assert!(shown.clone().all(|point| point.masked.is_none()));
    assert!(
        shown
            .filter_map(|point| point.value.as_deref())
            .any(|value| value == "withdrawn")
    );
}

#[test]
fn columns_behind_an_empty_one_are_of_the_same_records() {
    let data = "Date,,Outcome,Meaning\n2024-05-01,,NI,Nobody in\n2024-05-03,,CB,Call back\n";
    let report = read(None, &[("contacts.csv", data)]);
    assert_eq!(report.data_points.len(), 6);
    // Whose codes stand on the other side is a key.
    let key = "Surname,VI,,VI,Meaning\nMockford,F,,F,Firm for us\n,,,A,Against us\n";
    let report = read(None, &[("record.csv", key)]);
    assert_eq!(labels(&report), ["Surname", "VI"]);
}

#[test]
fn numbers_that_run_from_row_to_row_are_no_codes() {
    let data = "Name,Donation number,Donation description\nCasey Mockford,1,Raffle\nCasey Mockford,2,Dinner\n";
    let report = read(None, &[("donations.csv", data)]);
    assert_ne!(status(&report, "Donation number"), CODED);
}

#[test]
fn letters_in_support_of_something_are_no_key() {
    let data = "First name,Surname,Support\nCasey,Mockford,3\n\nLetters of support\n1,From the clerk to the school\n2,From \
                the chair of the council\n";
    let report = read(None, &[("record.csv", data)]);
    assert!(report.data_points.len() > 3);
}

#[test]
fn what_stands_at_the_ends_of_a_scale_says_what_it_measures() {
    let record = "Surname,Grn26,Turn,Bins\nMockford,18,3,4\n";
    let key = "Field,Meaning\nGrn26,\"0-100, high = likely Green\"\nTurn,\"1-10, 1 = always votes\"\nBins,\"1-10, 1 = always out\"\n";
    let report = read(Some("labour"), &[("record.csv", record), ("key.csv", key)]);
    assert_eq!(point(&report, "Grn26").category, Category::VotingIntention);
    assert_eq!(point(&report, "Turn").category, Category::VotingIntention);
    // What is always out may be bins.
    assert_eq!(point(&report, "Bins").category, Category::Unknown);
}

#[test]
fn parties_under_words_that_say_when_are_what_somebody_said_then() {
    let data = "Surname,Opinion when canvassed (04/2021)\nMockford,Conservative\n";
    let report = read(None, &[("record.csv", data)]);
    let opinion = point(&report, "Opinion when canvassed (04/2021)");
    assert_eq!(opinion.category, Category::VotingIntention);
    let data = "Surname,Opinion when canvassed (04/2021)\nMockford,2021-04-12\n";
    let report = read(None, &[("record.csv", data)]);
    let opinion = point(&report, "Opinion when canvassed (04/2021)");
    assert_ne!(opinion.category, Category::VotingIntention);
}

#[test]
fn a_table_of_fields_and_where_they_came_from_is_no_data() {
    let record = "Item,Entry\nFull name,Casey Mockford\nElector no.,TB3-1442\nMobile,07700 900127\nMosaic type,M54\n";
    let sources = "Items,Where we got it,When\n\"Full name, Elector no.\",\"Electoral register, Testbury Borough Council\",2025\n\
                   Mobile,\"You, by our web form\",2024\n";
    let report = read(None, &[("record.csv", record), ("sources.csv", sources)]);
    let own = ["Full name", "Elector no.", "Mobile", "Mosaic type"];
    assert_eq!(labels(&report), own);
    for label in ["Full name", "Elector no."] {
        let named = point(&report, label).source_named.as_deref();
        assert_eq!(named, Some("Testbury Borough Council"), "{label}");
    }
    assert_eq!(point(&report, "Mobile").origin, Origin::Subject);
    assert_eq!(point(&report, "Mosaic type").source_named, None);
    // With what is held beside it, it is data.
    let held = "Item,Source,Held\nMobile,You,07700 900127\nSurname,Register,Mockford\n";
    let report = read(None, &[("record.csv", held)]);
    let shown = report.data_points.iter();
    let shown: Vec<&str> = shown.filter_map(|point| point.value.as_deref()).collect();
    assert!(shown.contains(&"07700 900127"), "{shown:?}");
}

#[test]
fn a_row_of_a_form_of_which_nothing_is_known_has_two_pairs_as_well() {
    let form = "Forename,Casey,Surname,Mockford\nAddress,1 Trial Close,Postcode,ZZ99 3AB\nElector number,FB1/2,Ward,Canal\n\
                Zork grade,B,Blip by,Somebody in June\nMobile,07700 900127,E-mail,casey@post.example\n";
    let report = read(None, &[("form.csv", form)]);
    assert_eq!(point(&report, "Zork grade").value.as_deref(), Some("B"));
    assert_eq!(
        point(&report, "Blip by").value.as_deref(),
        Some("Somebody in June")
    );
}

#[test]
fn two_letters_under_a_way_of_contact_do_not_speak_for_themselves() {
    let report = read(None, &[("a.csv", "Surname,Contact method\nMockford,WX\n")]);
    assert_eq!(status(&report, "Contact method").0, Status::Unpublished);
    let report = read(
        None,
        &[("a.csv", "Surname,Contact method\nMockford,Phone\n")],
    );
    assert_eq!(status(&report, "Contact method").0, Status::Plain);
}

#[test]
fn a_list_of_files_and_a_log_of_versions_hold_nothing_of_the_person() {
    let data = ("data.csv", "Surname,Postcode\nMockford,ZZ99 3AB\n");
    let points = |name: &str, text: &str| {
        let report = read(Some("labour"), &[data, (name, text)]);
        report.data_points.len()
    };
    let files = "file,what it is,rows,sha256\ndata.csv,Your record,1,9f86d081884c7d65\n";
    assert_eq!(points("manifest.csv", files), 2);
    // Papers that are held of somebody: nothing is measured.
    let papers = "Document,Description\nletter.pdf,Your letter of May\ncard.pdf,Survey card\n";
    assert!(points("papers.csv", papers) > 2);
    let log = "Release,Date,Change\n4.1,2025-10-06,Turnout is now out of 100\n";
    assert_eq!(points("changes.csv", log), 2);
    let audit =
        "Revision,Changes,When,Changed by\n3,Email a@b.example to c@b.example,2025-10-06,JS\n";
    assert!(points("audit.csv", audit) > 2);
    // What was changed in the record of the person is data.
    let changed = "Date,Field,Change\n2025-10-06,Postcode,was ZZ99 1AA\n";
    assert!(points("changes.csv", changed) > 2);
}

#[test]
fn the_one_code_of_a_field_may_be_its_whole_scale() {
    let of = |code: &str, meaning: &str| {
        let data = "Surname,Lab model\nMockford,55\n";
        let key = format!(
            "Field,Code,Meaning\nLab model,{code},{meaning}\nSurname,text,your family name\n"
        );
        let report = read(Some("labour"), &[("data.csv", data), ("key.csv", &key)]);
        status(&report, "Lab model")
    };
    let whole = "how likely you are to vote Labour; 100 is certain";
    assert_eq!(of("0-100", whole), (Status::Scored, Basis::Response));
    // A band of it is a code.
    assert_eq!(of("50-60", "fairly likely to vote Labour"), CODED);
}

#[test]
fn likelihoods_under_the_names_of_parties_are_a_models() {
    let of = |title: &str| {
        let data = format!(
            "{{\"name\": \"Casey Mockford\", \"{title}\": {{\"reform\": 0.62, \"conservative\": 0.21}}}}"
        );
        let report = read(Some("reform"), &[("export.json", &data)]);
        let found = point(&report, "reform");
        (found.origin, found.inferred)
    };
    assert_eq!(of("vote_likelihood"), (Origin::Modelled, true));
    assert_ne!(of("branches"), (Origin::Modelled, true));
}

#[test]
fn a_key_to_scales_explains_the_headings_that_give_the_same_range() {
    let of = |range: &str| {
        let data = format!(
            "Surname,Mockford\nPostcode,ZZ99 3AB\nSNP support ({range}),6\n\nKey to the 1-10 scales: 1 = certainly not and 10 = certainly.\n"
        );
        let report = read(Some("snp"), &[("data.csv", &data)]);
        status(&report, &format!("SNP support ({range})"))
    };
    assert_eq!(of("1-10"), (Status::Scored, Basis::Response));
    assert_ne!(of("0-5"), (Status::Scored, Basis::Response));
}

#[test]
fn what_stands_below_your_answer_comes_from_the_person() {
    let of = |head: &str| {
        let data = format!(
            "Question,{head}\nWhat should the council mend first?,the footbridge\nWhich age group are you in?,55-64\nAre you a member of a trade union?,No\n"
        );
        let report = read(None, &[("survey.csv", &data)]);
        let found = point(&report, "What should the council mend first?");
        (found.origin, found.origin_basis)
    };
    assert_eq!(of("Your answer"), (Origin::Subject, Basis::Response));
    assert_ne!(of("Value"), (Origin::Subject, Basis::Response));
    // What is known to come from elsewhere was not asked.
    let data = "Question,Your answer\nMarked register 2024,Y\nWhat should the council mend first?,the footbridge\nWhich age group are you in?,55-64\n";
    let report = read(Some("labour"), &[("survey.csv", data)]);
    assert_ne!(
        point(&report, "Marked register 2024").origin,
        Origin::Subject
    );
}

#[test]
fn a_list_of_short_codes_under_the_name_of_a_field_is_no_list_of_headings() {
    let data = "Surname,Voting intention\nMockford,PC2\n\nVoting intention,Meaning\nPC1,Certain to vote for us\nPC2,Leans to us\n";
    let report = read(Some("plaid"), &[("data.csv", data)]);
    assert_eq!(status(&report, "Voting intention"), CODED);
}

/// What is read where beside a record of the person stands a table `sources`.
fn beside(sources: &str) -> sar_decode::report::Report {
    let record = "Name,Home phone,Whether you voted in 2024,Income (estimated),Work phone\nCasey Mockford,01632 960127,Yes,B,01632 960128\n";
    read(
        Some("labour"),
        &[("record.csv", record), ("sources.csv", sources)],
    )
}

#[test]
fn a_table_of_sources_and_what_each_supplied_is_no_data_and_names_the_source_of_each_kind() {
    let report = beside(
        "Origin,What it supplied,Last taken\n\"Electoral register, Testbury Borough Council\",\"Name, postcode\",2025\n\
         \"Marked register, Testbury Borough Council\",Whether you voted (not how),2025\nYou,\"Telephone, income\",2023\n",
    );
    assert_eq!(labels(&report).len(), 5, "{:?}", labels(&report));
    assert_eq!(
        point(&report, "Name").source_named.as_deref(),
        Some("Testbury Borough Council")
    );
    assert_eq!(
        point(&report, "Whether you voted in 2024").origin,
        Origin::MarkedRegister
    );
    assert_eq!(point(&report, "Home phone").origin, Origin::Subject);
    // What the person told gives no estimate, and the number at work is another.
    assert_ne!(point(&report, "Income (estimated)").origin, Origin::Subject);
    assert_ne!(point(&report, "Work phone").origin, Origin::Subject);
}

#[test]
fn what_a_company_was_sent_or_a_source_did_not_give_is_no_source() {
    for sources in [
        "Supplier,Data shared,Date\nExperian,\"Name, postcode\",2023\nMockprint,\"Home phone, income\",2024\n",
        "Source,Not supplied,Date\nElectoral register,\"Home phone, income\",2023\nSurvey,\"Name, postcode\",2024\n",
        "Source,Tags,Added\nDoorstep,\"Member, Volunteer\",2021\nPetition,\"Donor, Poster\",2022\n",
        "Source,Data,Date\nElectoral register,\"Name, postcode, home phone, income\",2023\nDoorstep,Has three children and will vote Reform,2024\n",
        "Provider,Purpose,Updated\nMockprint,\"Name, income\",2023\nMockmail,\"Home phone, postcode\",2024\n",
    ] {
        let report = beside(sources);
        assert!(labels(&report).len() > 5, "{sources}");
        assert_eq!(point(&report, "Name").origin, Origin::Unknown, "{sources}");
        let phone = point(&report, "Home phone");
        assert_eq!(phone.origin, Origin::Unknown, "{sources}");
    }
}

#[test]
fn entries_below_the_title_of_a_key_explain_without_signs() {
    let record = "PRI,TO,HHT,Name\n2,74,B,Casey Mockford\n";
    let entries = "PRI Priority for a call, worked out by us: 1 is the first to be called, 5 the last.\n\n\
                   TO Our estimate of how likely you are to vote, from 0 (will not vote) to 100 (certain to vote).\n\n\
                   HHT Type of household. A = retired couples, B = settled families, C = young sharers.\n";
    let with = |title: &str| {
        let text = format!("{title}\n\n{entries}");
        read(
            Some("labour"),
            &[("record.csv", record), ("guide.txt", &text)],
        )
    };
    let report = with("Key to the items");
    assert_eq!(status(&report, "PRI"), (Status::Scored, Basis::Response));
    assert_eq!(status(&report, "TO"), (Status::Scored, Basis::Response));
    assert!(point(&report, "TO").inferred);
    // Three paragraphs of a letter may begin with words that are headings too.
    let report = with("News from your branch");
    assert_eq!(status(&report, "PRI").1, Basis::None);
    assert_eq!(status(&report, "TO").1, Basis::None);
}

#[test]
fn a_log_of_messages_says_which_way_each_went() {
    let log = "message_id,contact_id,direction,campaign,body,delivery,sent_at\n\
               m-7710,c-5093,outbound,GE24 launch,Will you be voting Green?,delivered,2024-06-11 17:30\n\
               m-7802,c-5093,inbound,,STOP,received,2024-06-12 18:22\n";
    let report = read(Some("labour"), &[("log.csv", log)]);
    let category = |label: &str| point(&report, label).category;
    assert_eq!(category("message_id"), Category::System);
    assert_eq!(category("direction"), Category::ContactHistory);
    assert_eq!(category("delivery"), Category::ContactHistory);
    assert_eq!(category("body"), Category::FreeText);
    // Payments have a direction too.
    let payments =
        "Date,Direction,Amount,Parts\n2024-05-01,incoming,20,1\n2024-05-02,outgoing,10,1\n";
    let report = read(Some("labour"), &[("payments.csv", payments)]);
    assert_ne!(
        point(&report, "Direction").category,
        Category::ContactHistory
    );
    assert_ne!(point(&report, "Parts").category, Category::ContactHistory);
}

#[test]
fn no_answer_is_what_came_of_a_call_and_no_gap() {
    let key = "Outcome,Meaning\nNA,No answer\nSP,Spoke to the person\n";
    let calls = "Call ref,Called on,Outcome\nPB-1,2024-05-28,NA\nPB-2,2024-06-12,SP\n";
    let report = read(Some("labour"), &[("calls.csv", calls), ("key.csv", key)]);
    assert_eq!(status(&report, "Outcome"), CODED);
    let key = "Religion,Meaning\nNA,Not asked\nCE,Church of England\n";
    let record = "Name,Religion\nCasey Mockford,NA\nCasey Mockford,CE\n";
    let report = read(Some("labour"), &[("record.csv", record), ("key.csv", key)]);
    assert_eq!(status(&report, "Religion").0, Status::DeclaredMissing);
}

#[test]
fn the_sentence_behind_how_a_score_was_made_says_what_it_measures() {
    let of = |meaning: &str| {
        let record = "Name,zq_1,zq_2\nCasey Mockford,47,12\n";
        let guide = format!(
            "Field,Explanation\nName,Your name.\nzq_1,\"Modelled score. {meaning} 0 is least, 100 is most.\"\n\
             zq_2,\"Modelled score. 0 is least, 100 is most.\"\n"
        );
        let files = [("record.csv", record), ("guide.csv", &guide)];
        point(&read(Some("labour"), &files), "zq_1").category
    };
    assert_eq!(
        of("How likely it is that you would vote Conservative."),
        Category::VotingIntention
    );
    for other in [
        "Your voting intention was not used.",
        "How likely you are to vote Labour is another score.",
        "Guessed from your name.",
        "Party members are left out.",
    ] {
        assert_eq!(of(other), Category::Unknown, "{other}");
    }
}
