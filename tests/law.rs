//! The law as data: tables that hold, and provisions that print when they should.

use std::collections::BTreeSet;

use sar_decode::clock::Day;
use sar_decode::law::{DecidingDates, Law, PickedBy, SourceStatus};
use sar_decode::request::{Children, Nation, OpenRegister, Request};

const TIME: [&str; 6] = [
    "gdpr-12.3",
    "gdpr-12.3-old",
    "gdpr-12A",
    "gdpr-4A",
    "reg1182",
    "si26-82-4",
];

fn day(text: &str) -> Option<Day> {
    Some(Day::parse(text).unwrap())
}

fn printed(ids: &[&str], facts: &DecidingDates) -> Vec<String> {
    let ids = Law::embedded().applicable(ids, facts);
    ids.iter().map(ToString::to_string).collect()
}

#[test]
fn every_table_loads_and_no_id_comes_twice() {
    Law::check().unwrap();
    let law = Law::embedded();
    let provisions: BTreeSet<_> = law.provisions().iter().map(|row| &row.id).collect();
    assert_eq!((law.provisions().len(), provisions.len()), (134, 134));
    let authorities: BTreeSet<_> = law.authorities().iter().map(|row| &row.id).collect();
    assert_eq!(authorities.len(), law.authorities().len());
    assert_eq!(law.suppression().len(), 182);
    assert!(law.suppression().iter().any(|row| row.by_fact()));
}

#[test]
fn a_row_keeps_how_it_is_known() {
    let law = Law::embedded();
    let status = |id: &str| law.provision(id).unwrap().status;
    assert_eq!(status("gdpr-12A"), SourceStatus::Verified);
    assert_eq!(status("reg1182"), SourceStatus::Recalled);
    let post = law.authority("C-154/21").unwrap();
    assert!(post.weight.tag().contains("not binding"));
    assert!(law.provision("gdpr-99").is_none());
}

#[test]
fn the_day_of_the_request_chooses_the_time_limit() {
    let mut facts = DecidingDates {
        requested: day("2026-02-04"),
        ..DecidingDates::default()
    };
    assert_eq!(
        printed(&TIME, &facts),
        ["gdpr-12.3-old", "reg1182", "si26-82-4"]
    );
    facts.requested = day("2026-02-05");
    assert_eq!(
        printed(&TIME, &facts),
        ["gdpr-12.3", "gdpr-12A", "gdpr-4A", "reg1182"]
    );
    facts.requested = None;
    assert_eq!(
        printed(&TIME, &facts),
        ["gdpr-12.3", "gdpr-12A", "gdpr-4A", "reg1182"]
    );
}

#[test]
fn the_day_of_the_response_chooses_what_it_must_hold() {
    let ids = [
        "gdpr-15.1.ea",
        "gdpr-5.1.b",
        "gdpr-5.1.b-old",
        "gdpr-22-old",
        "gdpr-22A",
    ];
    let mut facts = DecidingDates {
        requested: day("2026-01-10"),
        responded: day("2026-02-04"),
        ..DecidingDates::default()
    };
    assert_eq!(printed(&ids, &facts), ["gdpr-5.1.b-old", "gdpr-22-old"]);
    facts.responded = day("2026-06-19");
    assert_eq!(
        printed(&ids, &facts),
        ["gdpr-15.1.ea", "gdpr-5.1.b", "gdpr-22A"]
    );
    facts.decided = day("2025-12-01");
    assert_eq!(printed(&ids[3..], &facts), ["gdpr-22-old"]);
    assert_eq!(printed(&["si26-82-5"], &facts), ["si26-82-5"]);
    // Nothing sent yet: the day the report speaks.
    facts.responded = None;
    facts.speaks = day("2026-06-18");
    assert_eq!(printed(&ids[..1], &facts), Vec::<String>::new());
    assert_eq!(facts.governing(PickedBy::Use), facts.speaks);
}

#[test]
fn the_nation_chooses_the_register_law() {
    let ids = ["rpr-106", "rpr-sc", "rpr-ni", "gdpr-5.1.a"];
    let of = |nation| {
        let facts = DecidingDates {
            nation,
            responded: day("2026-03-01"),
            ..DecidingDates::default()
        };
        printed(&ids, &facts)
    };
    assert_eq!(of(Some(Nation::Wales)), ["rpr-106", "gdpr-5.1.a"]);
    assert_eq!(of(Some(Nation::Scotland)), ["rpr-sc", "gdpr-5.1.a"]);
    assert_eq!(of(Some(Nation::NorthernIreland)), ["rpr-ni", "gdpr-5.1.a"]);
    assert_eq!(of(None), ids);
}

#[test]
fn a_whole_case_file_is_read() {
    let text = r#"
party      = "labour"
subject    = "C-017"
nation     = "northern-ireland"
sent       = "2025-11-01"
requested  = 2025-11-03
receipt_proved = true
identity   = { asked = 2025-11-10, given = 2025-11-12 }
clarified  = [ { asked = 2025-11-24 }, { asked = 2025-11-14, given = 2025-11-20 } ]
extension  = { notified = 2025-12-01, months = 2 }
received   = 2026-02-20T09:30:00Z
objected   = 2025-06-01
para22     = { given = 2025-06-01, stop_by = 2025-07-01 }
open_register = "opted-out"
anonymous  = true
asked      = [ "recipients-by-name" ]
signs      = [ "addressed leaflet of 2026-01-12" ]
earlier    = "../2024/"
[truth]
birth_year = 1981
children   = 2
remain     = true
voted_2019 = "labour"
[gave]
email = false
"#;
    let (request, notices) = Request::parse(text).unwrap();
    assert_eq!(notices, []);
    assert_eq!(request.nation, Some(Nation::NorthernIreland));
    assert_eq!(request.sent, day("2025-11-01"));
    assert_eq!(request.received, day("2026-02-20"));
    assert_eq!(request.clarified[0].given, day("2025-11-20"));
    assert_eq!(request.open_register, Some(OpenRegister::OptedOut));
    assert_eq!(request.truth.children, Some(Children::Count(2)));
    assert_eq!(request.truth.voted["2019"], "labour");
    assert_eq!(request.gave.get("email"), Some(&false));
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let text = "recieved = 2026-01-01\nasked = [\"moon\"]\n[truth]\nshoe_size = 9\nvoted_ = \"x\"\n[other]\n";
    let (_, notices) = Request::parse(text).unwrap();
    let keys: Vec<_> = notices
        .iter()
        .map(|it| (it.line, it.key.as_str()))
        .collect();
    let expected = [
        (1, "recieved"),
        (2, "asked[1]"),
        (4, "truth.shoe_size"),
        (5, "truth.voted_"),
        (6, "other"),
    ];
    assert_eq!(keys, expected);
}

#[test]
fn what_cannot_be_names_its_line_and_key() {
    let cases = [
        ("party = \"x\"\nrequested = \"2026-02-30\"", 2, "requested"),
        ("requested = 2026-02-30", 1, "requested"),
        ("requested = \"3/11/2025\"", 1, "requested"),
        ("requested = 5", 1, "requested"),
        ("requested = 10:30:00", 1, "requested"),
        ("\nnation = \"ireland\"", 2, "nation"),
        (
            "identity = { asked = 2026-01-02, given = 2026-01-01 }",
            1,
            "identity.given",
        ),
        ("identity = {}", 1, "identity"),
        (
            "clarified = [\n { given = 2026-01-02 } ]",
            2,
            "clarified[1]",
        ),
        (
            "clarified = [ { asked = 2026-01-02, given = 2026-01-01 } ]",
            1,
            "clarified[1].given",
        ),
        ("extension = { months = 2 }", 1, "extension"),
        (
            "extension = { notified = 2026-01-02, months = 0 }",
            1,
            "extension.months",
        ),
        ("[truth]\nhome = \"squatter\"", 2, "truth.home"),
        ("[truth]\nbirth_year = -5", 2, "truth.birth_year"),
        ("[gave]\nemail = \"yes\"", 2, "gave.email"),
        ("party = ", 1, "party"),
        ("party = \"a\"\nparty = \"b\"", 2, "party"),
    ];
    for (text, line, key) in cases {
        let error = Request::parse(text).expect_err(text);
        assert_eq!(
            (error.line, error.key.as_str()),
            (line, key),
            "{text}: {error}"
        );
    }
}

#[test]
fn days_in_an_odd_order_are_pointed_out() {
    let (_, notices) = Request::parse("requested = 2026-03-02\nreceived = 2026-02-03\n").unwrap();
    assert_eq!(notices.len(), 1);
    assert!(
        notices[0]
            .to_string()
            .starts_with("received: 2026-02-03 lies before")
    );
}
