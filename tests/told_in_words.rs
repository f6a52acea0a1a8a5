//! What letters explain in running words: codes told in a sentence, scales with words at their ends, what nobody
//! can explain; and answers that their question explains.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Category, Origin, Status};

/// The report on a table and what a letter says of it.
fn told(table: &str, body: &str) -> Report {
    let letter = letter(body);
    read(
        Some("green"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    )
}

/// The report on a table alone.
fn alone(party: &str, table: &str) -> Report {
    read(Some(party), &[("a.csv", table)])
}

fn fired(report: &Report, rule: &str, label: &str) -> bool {
    let of_label = |point: &&DataPoint| point.label == label;
    let ids: Vec<_> = report
        .data_points
        .iter()
        .filter(of_label)
        .map(|point| point.id)
        .collect();
    report.findings.iter().any(|finding| {
        finding.rule.0 == rule && finding.data_points.iter().any(|id| ids.contains(id))
    })
}

#[test]
fn codes_are_told_in_a_sentence_and_the_verb_may_stand_once() {
    let table = "Visit,Outcome\n03/05/2031,A\n04/05/2031,R\n";
    for said in [
        "Outcome is A when somebody answered, N when nobody did and R when you asked us not to go on.",
        "In the column Outcome the letter A means that somebody answered, N that nobody did and R that you asked us not to go on.",
        "Outcome records whether somebody answered (A), nobody came to the door (N) or you asked us not to go on (R).",
    ] {
        let report = told(table, said);
        let meaning = &point(&report, "Outcome").meaning;
        assert_eq!(
            (meaning.status, meaning.basis),
            (Status::Coded, Basis::Response),
            "{said}"
        );
        assert!(
            meaning.text.contains("somebody answered"),
            "{}",
            meaning.text
        );
        assert!(!meaning.text.contains("nobody"), "{}", meaning.text);
        assert!(!fired(&report, "U01", "Outcome"), "{said}");
    }
    // Of the letters of another field nothing follows.
    let report = told(
        table,
        "Round is A when it was in the morning and B when it was later.",
    );
    assert_ne!(point(&report, "Outcome").meaning.basis, Basis::Response);
}

#[test]
fn the_next_sentence_may_give_the_scale() {
    let table = "Green Lean Score,Ward\n7,Fen\n";
    let defines = "Green Lean Score is how strongly our model expects you to favour us.";
    let scaled = told(
        table,
        &format!("{defines} The scale goes from 1 (strongly against) to 10 (strongly in favour)."),
    );
    let meaning = &point(&scaled, "Green Lean Score").meaning;
    assert_eq!(meaning.status, Status::Scored);
    let scale = meaning.scale.as_ref().map(|scale| (scale.from, scale.to));
    assert_eq!(scale, Some((1.0, 10.0)));
    let open = told(table, &format!("{defines} The hall is open from 1 to 10."));
    assert_eq!(
        point(&open, "Green Lean Score").meaning.status,
        Status::Unpublished
    );
}

#[test]
fn a_difference_in_percentage_points_has_its_own_scale() {
    let table = "net_ab_ref,Ward\n-11.5,Fen\n";
    let said = "The column net_ab_ref is the difference, in percentage points, between two chances of your vote. It can lie anywhere from -100 to 100.";
    let report = told(table, said);
    let meaning = &point(&report, "net_ab_ref").meaning;
    assert_eq!(meaning.status, Status::Scored, "{}", meaning.text);
    let scale = meaning.scale.as_ref().map(|scale| scale.from);
    assert_eq!(scale, Some(-100.0));
}

#[test]
fn the_ends_of_a_probability_may_be_told_in_words() {
    let table = "core_prob,Ward\n0.22,Fen\n";
    let said = "The column core_prob is the probability, according to our model, that you are a core supporter; 0 would mean that it is impossible and 1 that it is certain.";
    let report = told(table, said);
    let meaning = &point(&report, "core_prob").meaning;
    assert_eq!(meaning.status, Status::Scored);
    let ends = meaning.scale.as_ref();
    let ends = ends.and_then(|scale| Some((scale.low.as_deref()?, scale.high.as_deref()?)));
    assert!(ends.is_some_and(|(low, high)| low.contains("impossible") && high.contains("certain")));
}

#[test]
fn what_nobody_can_explain_is_not_explained() {
    let table = "SWING_SCORE,Ward\n41,Fen\n";
    for said in [
        "SWING_SCORE - this column was carried over from an earlier system. We are not able to tell you what it stands for.",
        "SWING_SCORE is a score from an earlier system, and nobody here can explain it.",
    ] {
        let report = told(table, said);
        let meaning = &point(&report, "SWING_SCORE").meaning;
        assert_eq!(meaning.status, Status::Unpublished, "{said}");
        assert_ne!(meaning.basis, Basis::Response, "{said}");
        assert!(fired(&report, "U03", "SWING_SCORE"), "{said}");
    }
    // That the formula stays secret leaves the meaning told.
    let said = "SWING_SCORE is how likely you are to change party, from 0 (never) to 100 (certainly). We cannot explain how the formula works.";
    let report = told(table, said);
    assert_eq!(point(&report, "SWING_SCORE").meaning.status, Status::Scored);
}

#[test]
fn a_number_under_a_mark_that_calls_itself_a_score_is_a_score() {
    let report = alone("green", "Target score,Postcode\n62,ZZ99 3AB\n");
    assert_eq!(
        point(&report, "Target score").meaning.status,
        Status::Unpublished
    );
    assert!(fired(&report, "U03", "Target score"));
    let report = alone("green", "Target group,Postcode\nCommuters,ZZ99 3AB\n");
    assert_eq!(point(&report, "Target group").meaning.status, Status::Plain);
    assert!(!fired(&report, "U03", "Target group"));
}

#[test]
fn a_note_on_several_fields_is_cited_for_each_alone() {
    let table = "First name,Postcode,Pledge,Calling priority\nCasey,ZZ99 3AB,W,2\n";
    let said = "In the line Pledge the letter C means that you intend to vote Conservative, L that you intend to vote Labour and W that you would rather not say. Calling priority puts each house into one of five bands: 1 is called on first and 5 last. It was worked out by our model.";
    let report = told(table, said);
    let pledge = point(&report, "Pledge");
    assert_eq!(pledge.meaning.status, Status::Coded);
    assert_ne!(pledge.origin, Origin::Modelled);
    assert!(!pledge.inferred);
}

#[test]
fn an_answer_is_read_as_its_question_says() {
    let table = "Contacted on,Question,Reply\n03/05/2031,2031 Vote Intent,Labour\n04/05/2031,Local priority,Road safety\n";
    let report = alone("green", table);
    let replies = report.data_points.iter();
    let replies: Vec<Category> = replies
        .filter(|point| point.label == "Reply")
        .map(|point| point.category)
        .collect();
    assert_eq!(
        replies,
        [Category::VotingIntention, Category::ContactHistory]
    );
}

#[test]
fn days_and_remarks_speak_for_themselves_and_a_label_does_not() {
    let table = "First name,Surname,On,Event,Particular\nCasey,Proof,02/11/2031,Fair,Signed on the stall at the market\nCasey,Proof,14/01/2032,Quiz,Followed the link to the page\nCasey,Proof,15/01/2032,Dinner,Came with two of the guests\n";
    let report = alone("green", table);
    assert_eq!(point(&report, "On").meaning.status, Status::Plain);
    assert_eq!(point(&report, "Particular").meaning.status, Status::Plain);
    assert_eq!(point(&report, "Particular").category, Category::FreeText);
    let label = "Particular,Postcode\nOlder couples in the smaller towns,ZZ99 3AB\n";
    let report = alone("green", label);
    assert_eq!(
        point(&report, "Particular").meaning.status,
        Status::Unrecognised
    );
}

#[test]
fn what_a_person_answers_of_the_home_is_no_estimate() {
    let asked = alone(
        "green",
        "First name,Surname,Postcode,Do you own or rent your home?\nCasey,Proof,ZZ99 3AB,Rent\n",
    );
    let point_of = point(&asked, "Do you own or rent your home?");
    assert!(!point_of.inferred);
    assert_ne!(point_of.origin, Origin::Bought);
    let bought = alone(
        "labour",
        "First name,Surname,Postcode,Home owner\nCasey,Proof,ZZ99 3AB,Yes\n",
    );
    assert!(point(&bought, "Home owner").inferred);
}

#[test]
fn each_of_the_figures_has_the_scale_that_the_letter_gives_for_all() {
    let table = "First name,Postcode,LD affinity,Vote propensity,Ward\nCasey,ZZ99 3AB,62,87,Fen\n";
    let said = "The figures in part 2 are predictions and not facts. Each runs from 0 to 100 and a higher figure means more likely. \"LD affinity\" is the chance that you would vote for us. \"Vote propensity\" is the chance that you go to the polls at all.";
    let report = told(table, said);
    for label in ["LD affinity", "Vote propensity"] {
        let meaning = &point(&report, label).meaning;
        assert_eq!(meaning.status, Status::Scored, "{label}: {}", meaning.text);
    }
    // What is said of the opening hours is said of no figure.
    let said = said.replace("Each runs", "The office runs");
    let report = told(table, &said);
    assert_eq!(
        point(&report, "LD affinity").meaning.status,
        Status::Unpublished
    );
}

#[test]
fn a_heading_with_its_scale_in_brackets_is_known_in_a_letter_without_them() {
    let table = "First name,Postcode,Strength of support (0-10)\nCasey,ZZ99 3AB,9\n";
    let said = "The strength of support runs from 0 (would never vote for us) to 10 (certain to vote for us).";
    let report = told(table, said);
    let meaning = &point(&report, "Strength of support (0-10)").meaning;
    assert_eq!(
        (meaning.status, meaning.basis),
        (Status::Scored, Basis::Response)
    );
}

#[test]
fn a_comma_between_thousands_parts_no_scale() {
    let table = "First name,Postcode,Rent Worry Rank\nCasey,ZZ99 3AB,2204\n";
    let said = "Rent Worry Rank is your place in the ward by our model: 1 = most concerned, 6,310 = least concerned.";
    let report = told(table, said);
    let scale = point(&report, "Rent Worry Rank").meaning.scale.as_ref();
    assert_eq!(
        scale.map(|scale| (scale.from, scale.to)),
        Some((1.0, 6310.0))
    );
}

#[test]
fn a_grade_of_a_guess_is_not_explained_and_a_grade_of_a_ticket_is() {
    let table = "First name,Surname,Turnout priority,Ticket\nCasey,Proof,High,High\n";
    let report = alone("green", table);
    assert_eq!(
        point(&report, "Turnout priority").meaning.status,
        Status::Unpublished
    );
    let words = "First name,Surname,Turnout priority\nCasey,Proof,Call before noon\n";
    let report = alone("green", words);
    assert_ne!(
        point(&report, "Turnout priority").meaning.status,
        Status::Unpublished
    );
}

#[test]
fn a_figure_that_calls_itself_a_score_is_one_whatever_else_it_says() {
    let table = "First name,Surname,Score 12b,Form 12b\nCasey,Proof,0.207,0.207\n";
    let report = alone("green", table);
    assert!(fired(&report, "U03", "Score 12b"));
    assert!(!fired(&report, "U03", "Form 12b"));
    let shares = "First name,Surname,Voted Remain in 2016,Labour squeeze\nCasey,Proof,71%,41\n";
    let report = alone("libdem", shares);
    for label in ["Voted Remain in 2016", "Labour squeeze"] {
        let found = point(&report, label);
        assert_eq!(
            (found.origin, found.inferred),
            (Origin::Modelled, true),
            "{label}"
        );
    }
    let answers = "First name,Surname,Voted Remain in 2016,Labour squeeze\nCasey,Proof,Yes,4\n";
    let report = alone("libdem", answers);
    for label in ["Voted Remain in 2016", "Labour squeeze"] {
        assert!(!point(&report, label).inferred, "{label}");
    }
}

#[test]
fn the_first_pair_of_a_block_is_kept_whatever_its_heading() {
    let pairs = "Who you are,\nZork,LB-5520817\nSalutation,Mrs\nGiven names,Casey\nFamily name,Proof\nPostcode,ZZ99 3AB\n";
    let report = alone("labour", pairs);
    assert_eq!(point(&report, "Zork").value.as_deref(), Some("LB-5520817"));
    // A row of headings over a listing is none of its pairs; of two words of which nothing is known, nothing is left out.
    let listing = "Zork,What we blip\nSalutation,Mrs\nGiven names,Casey\nFamily name,Proof\nPostcode,ZZ99 3AB\n";
    let report = alone("labour", listing);
    assert!(report.data_points.iter().all(|point| point.label != "Zork"));
}

#[test]
fn two_words_over_days_head_a_log() {
    let log = "Tag,Applied\nOrange booklet round,2023-09-01\nShuttle list 3,2024-06-30\n";
    let report = alone("libdem", log);
    let found = |label: &str| -> Vec<&str> {
        let points = report
            .data_points
            .iter()
            .filter(|point| point.label == label);
        points.filter_map(|point| point.value.as_deref()).collect()
    };
    assert_eq!(found("Tag"), ["Orange booklet round", "Shuttle list 3"]);
    assert_eq!(found("Applied"), ["2023-09-01", "2024-06-30"]);
}

#[test]
fn what_stands_behind_the_word_for_a_key_is_no_data() {
    let line =
        |word: &str| format!("{word}. Soft Con: you would vote for either\nName: Casey Proof\n");
    let of = |word: &str| {
        let text = line(word);
        let report = read(Some("libdem"), &[("a.txt", text.as_str())]);
        report.data_points.len()
    };
    assert_eq!(of("Legend"), 1);
    assert_eq!(of("Gwenda"), 2);
}

#[test]
fn a_predicted_vote_that_names_a_party_is_for_it_and_no_turnout() {
    let of = |value: &str| {
        let table = format!("First name,Surname,Predicted vote\nCasey,Proof,{value}\n");
        alone("reform", table.as_str())
    };
    use sar_decode::vocabulary::SpecialCategory;
    let party = of("Labour");
    let special = point(&party, "Predicted vote").special_category;
    assert_eq!(special, Some(SpecialCategory::PoliticalOpinion));
    assert_eq!(point(&of("0.71"), "Predicted vote").special_category, None);
}

#[test]
fn a_value_may_say_in_brackets_that_it_is_a_guess() {
    let of = |value: &str| {
        let table = format!("First name,Surname,Leave/Remain 2016\nCasey,Proof,{value}\n");
        let report = alone("reform", table.as_str());
        point(&report, "Leave/Remain 2016").inferred
    };
    assert!(of("Leave (assumed)"));
    assert!(!of("Leave (told us so)"));
}

#[test]
fn the_first_part_of_a_heading_may_be_what_is_listed_and_the_last_a_name() {
    let table = "First name,Surname,Petition: Stop the Zork,Zork: Stop the Petunia\nCasey,Proof,Signed 09/08/2024,Signed 09/08/2024\n";
    let report = alone("green", table);
    let found = point(&report, "Petition: Stop the Zork");
    assert_eq!(found.category, Category::ContactHistory);
    assert_eq!(found.meaning.status, Status::Plain);
    let other = point(&report, "Zork: Stop the Petunia");
    assert_eq!(other.meaning.status, Status::Unrecognised);
}

#[test]
fn a_record_whose_values_are_words_that_head_columns_elsewhere_is_a_record() {
    let table = "First name,Surname,Question,Reply\nCasey,Proof,Local issue,Roads\nCasey,Proof,Voting intention,Not home\nCasey,Proof,Local issue,Bins\n";
    let report = alone("labour", table);
    let replies = report.data_points.iter();
    let replies: Vec<&str> = replies
        .filter(|point| point.label == "Reply")
        .filter_map(|point| point.value.as_deref())
        .collect();
    assert_eq!(replies, ["Roads", "Not home", "Bins"]);
    // Other headings below begin another table.
    let two =
        "First name,Surname,Town\nCasey,Proof,Fen\nEvent,Venue,Attended\nQuiz,Mill Hall,Yes\n";
    let report = alone("labour", two);
    assert_eq!(point(&report, "Event").value.as_deref(), Some("Quiz"));
}

#[test]
fn two_figures_are_a_number_and_no_two_codes() {
    let of = |value: &str| {
        let table = format!("First name,Surname,Voting intention\nCasey,Proof,{value}\n");
        let report = alone("labour", table.as_str());
        point(&report, "Voting intention").meaning.status
    };
    assert_eq!(of("15"), Status::UnlistedCode);
    assert_eq!(of("VL/S"), Status::Coded);
}

#[test]
fn a_scale_from_never_to_always_tells_no_source() {
    let table = "First name,Surname,Support\nCasey,Proof,3\n";
    let letter =
        letter("Support is from 1 (never) to 5 (always) and did not come from canvassing.");
    let report = read(
        Some("labour"),
        &[("a.csv", table), ("letter.txt", letter.as_str())],
    );
    let meaning = &point(&report, "Support").meaning;
    assert_eq!(
        (meaning.status, meaning.basis),
        (Status::Scored, Basis::Response)
    );
}

#[test]
fn an_age_that_is_estimated_is_a_number_of_years_and_no_score() {
    let table = "First name,Surname,Age (estimated)\nCasey,Proof,58\n";
    let report = alone("conservative", table);
    assert_eq!(
        point(&report, "Age (estimated)").meaning.status,
        Status::Plain
    );
    assert!(!fired(&report, "U03", "Age (estimated)"));
}

#[test]
fn a_column_of_kinds_says_which_values_are_estimates() {
    let of = |kind: &str| {
        let table = format!(
            "Data item,Held value,Kind of data,Where it came from\nSurname,Proof,Identity,You\nPostcode,ZZ99 3AB,Address,You\nAcorn group,K,{kind},CACI Ltd\n"
        );
        let report = alone("labour", table.as_str());
        fired(&report, "I01", "Acorn group")
    };
    assert!(!of("Bought estimate"));
    assert!(of("Bought"));
}

#[test]
fn brackets_may_name_the_product_of_a_supplier() {
    let of = |heading: &str| {
        let table = format!("First name,Surname,{heading}\nCasey,Proof,B05\n");
        let report = alone("labour", table.as_str());
        point(&report, heading).meaning.basis
    };
    assert_eq!(
        of("Household classification (Mosaic UK 7)"),
        Basis::Codebook
    );
    assert_ne!(of("Household classification (our own)"), Basis::Codebook);
}

#[test]
fn how_long_a_membership_is_kept_is_no_purpose() {
    let table = "First name,Surname\nCasey,Proof\n";
    let purposes = |said: &str| {
        let report = told(table, said);
        let found = report
            .findings
            .iter()
            .any(|finding| finding.rule.0 == "M02");
        !found
    };
    assert!(!purposes(
        "We keep members' records for seven years after membership ends."
    ));
    assert!(purposes(
        "We keep members' records for the administration of membership."
    ));
}

#[test]
fn a_record_of_pairs_whose_values_are_days_is_no_log() {
    let pairs = "Name,Sam Green\nDate of birth,01/07/1981\nDate joined,02/05/2019\n";
    let report = alone("labour", pairs);
    assert_eq!(point(&report, "Name").value.as_deref(), Some("Sam Green"));
    assert_eq!(
        point(&report, "Date joined").value.as_deref(),
        Some("02/05/2019")
    );
    let years = "Record,GE2019,GE2024\nVoted,Y,N\nPostal vote,N,Y\nMarked register,Y,N\n";
    let report = alone("labour", years);
    let points = report.data_points.iter();
    assert!(points.clone().all(|point| point.label != "Record"));
}

#[test]
fn short_forms_of_names_in_brackets_are_no_codes_and_a_meaning_ends_with_its_clause() {
    let table = "First name,Surname,Basis,Result\nCasey,Proof,ICO,N\n";
    let said = "Basis is data regulated by the Information Commissioner's Office (ICO) and overseen by our Data Protection Officer (DPO). Result is A when somebody answered and N when nobody did, and we delete it after two years.";
    let report = told(table, said);
    assert_ne!(point(&report, "Basis").meaning.basis, Basis::Response);
    let text = &point(&report, "Result").meaning.text;
    assert!(
        text.contains("nobody did") && !text.contains("delete"),
        "{text}"
    );
    let kept = "Result is kept for 2 years: 1 when you have consented and 2 when you have not.";
    let table = "First name,Surname,Result\nCasey,Proof,2\n";
    assert_ne!(
        point(&told(table, kept), "Result").meaning.basis,
        Basis::Response
    );
}

#[test]
fn what_is_said_of_something_else_gives_no_scale_and_no_guess() {
    let table = "First name,Postcode,Support score\nCasey,ZZ99 3AB,4\n";
    let said = "Support score is our estimate. The range of campaigns in which it is used runs from 1 to 5.";
    assert!(
        point(&told(table, said), "Support score")
            .meaning
            .scale
            .is_none()
    );
    let table = "First name,Surname,Labour vote (ward),Notes,Score sheet number\nCasey,Proof,41%,Called back (probably wrong number),14\n";
    let report = alone("labour", table);
    for label in ["Labour vote (ward)", "Notes", "Score sheet number"] {
        assert!(!point(&report, label).inferred, "{label}");
    }
}

#[test]
fn a_date_is_said_to_be_of_what_its_heading_says() {
    let table = "First name,Surname,Consent withdrawn on,Renewal falls due,Annual subscription\nCasey,Proof,01/02/2031,01/03/2031,£25.00\n";
    let report = alone("reform", table);
    let text = |label: &str| point(&report, label).meaning.text.to_lowercase();
    assert!(!text("Consent withdrawn on").contains("date of the consent"));
    assert!(text("Renewal falls due").contains("due for renewal"));
    assert!(!text("Annual subscription").contains("donation"));
}

#[test]
fn a_likelihood_that_somebody_answered_is_no_prediction() {
    let table = "First name,Surname,Doorstep answer: likelihood (1-10),Turnout likelihood\nCasey,Proof,7,7\n";
    let report = alone("labour", table);
    assert!(!point(&report, "Doorstep answer: likelihood (1-10)").inferred);
    assert!(point(&report, "Turnout likelihood").inferred);
}

#[test]
fn a_tier_of_campaigning_is_no_plain_mark() {
    let table = "First name,Surname,Mobilise tier\nCasey,Proof,2\n";
    let meaning = &point(&alone("conservative", table), "Mobilise tier")
        .meaning
        .clone();
    assert_eq!(meaning.status, Status::Unpublished);
}
