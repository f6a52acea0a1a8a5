//! What letters and mails say between the lines of a request, and what they deny; and what looks like it and is said.

mod response_support;

use response_support::{letter, point, read};
use sar_decode::report::Report;
use sar_decode::vocabulary::{Category, Origin};

fn of_letter(said: &str) -> Report {
    read(Some("labour"), &[("letter.txt", &letter(said))])
}

fn of_mail(said: &str) -> Report {
    let head = "From: Data <dpo@party.example>\nTo: ada@people.example\nSubject: Re: my data\n\nHello Ms Mockford,\n\nMy answers are between your lines.\n\nOn 19 May 2026 at 07:14, Ada Mockford wrote:\n";
    read(
        Some("labour"),
        &[(
            "mail.eml",
            &format!("{head}{said}\n\nRegards\nSupporter Services\n"),
        )],
    )
}

fn fired(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule.0 == rule)
}

/// Whether an item of the checklist is answered.
fn states(report: &Report, item: &str) -> bool {
    let line = report.checklist.iter().find(|line| line.item == item);
    line.is_some_and(|line| line.status.as_str() != "not-found")
}

#[test]
fn data_that_are_not_sent_abroad_do_not_leave_the_country() {
    for said in [
        "Transfers. The data are held in the United Kingdom and are not sent abroad.",
        "All of it is kept in the United Kingdom, and none of it is sent abroad.",
        "It is stored on computers in the United States under the UK Addendum to the standard contract clauses.",
    ] {
        assert!(!fired(&of_letter(said), "M11"), "{said}");
    }
    for said in [
        "The data are held in the UK but some are sent abroad.",
        "Data are not only stored in the UK but also sent abroad.",
        "Our mailing tool is hosted in the United States.",
    ] {
        assert!(fired(&of_letter(said), "M11"), "{said}");
    }
}

#[test]
fn what_a_person_asks_behind_a_question_is_not_said_by_the_party() {
    let asked = "5. To whom have you disclosed it? Please name them.\n\nTo nobody.";
    assert!(!fired(&of_letter(asked), "D01"));
    for told in [
        "1. Not happy? Please complain to the Information Commissioner, ico.org.uk.",
        "1. Not happy? Please tell us, or complain to the Information Commissioner.",
    ] {
        assert!(states(&of_letter(told), "complaint"), "{told}");
    }
}

#[test]
fn what_is_quoted_between_answers_is_the_persons() {
    let questions = "> 1. Do you have personal data about me?\n\nYes.\n\n> 2. Who else has it?\n\nNobody.\n\n> 3. Did you get any of it from the register, or buy it, for\n> instance from a broker?\n\nNo. You filled in all of it yourself on our website form.";
    let request = format!(
        "> I know that I have rights to rectification, erasure, restriction and\n> objection. If you refuse any part of this, give your reasons.\n>\n{questions}"
    );
    let report = of_mail(&request);
    assert!(!states(&report, "rights-rectify-erase-restrict-object"));
    assert!(states(&report, "source"));
    // What the party quotes of its own earlier letter, it says.
    let own = format!(
        "{questions}\n\nAs we wrote in June:\n\n> You may ask us to correct, erase or restrict the data and you may object."
    );
    assert!(states(
        &of_mail(&own),
        "rights-rectify-erase-restrict-object"
    ));
}

#[test]
fn a_question_that_is_not_answered_is_not_stated() {
    let asked =
        "6. How long will you store it?\n\nI am afraid I do not know the answer to this one.";
    assert!(!states(&of_letter(asked), "retention"));
    for told in [
        "6. How long will you store it?\n\nWe do not know this for certain, but we keep it for six years after the last contact.",
        "We delete the register copy after twelve months and the rest when you leave the list.",
    ] {
        assert!(states(&of_letter(told), "retention"), "{told}");
    }
    let proof = "We delete the copy of your passport after a week.";
    assert!(!states(&of_letter(proof), "retention"));
}

#[test]
fn codes_of_names_and_numbers_that_nobody_can_ring_are_none() {
    let of = |head: &str, value: &str| {
        let table = format!("Surname,Postcode,{head}\nMockford,ZZ99 3AB,{value}\n");
        let report = read(Some("labour"), &[("data.csv", &table)]);
        point(&report, head).category
    };
    assert_eq!(of("sal_code", "M2"), Category::Unknown);
    assert_eq!(of("Title code", "MR"), Category::Identity);
    assert_eq!(of("Contact no.", "80421"), Category::System);
    assert_eq!(of("Contact no.", "960144"), Category::Contact);
    assert_eq!(of("Contact number", "07700 900123"), Category::Contact);
}

#[test]
fn figures_out_of_a_hundred_are_no_answer_out_of_ten() {
    let of = |value: &str| {
        let table = format!("Surname,Postcode,Likely to vote\nMockford,ZZ99 3AB,{value}\n");
        let report = read(Some("labour"), &[("data.csv", &table)]);
        point(&report, "Likely to vote").origin
    };
    assert_eq!(of("81"), Origin::Modelled);
    for value in ["8", "8.0", "10.0", "Certain"] {
        assert_eq!(of(value), Origin::Canvass, "{value}");
    }
}
