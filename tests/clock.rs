//! The clock: the worked cases, the table of 400 dates, and what holds of any date.

use sar_decode::clock::{
    ARTICLE_12A_BEGINS, Day, Facts, Gate, Pause, Reckoning, RuleSet, Sent, SentBasis, Waiting,
    acknowledgment, days_late, reckon, timeline, timeline_by,
};
use sar_decode::law::{Calendar, Law};
use sar_decode::request::{Extension, Nation, Request};

const NATIONS: [Nation; 3] = [Nation::England, Nation::Scotland, Nation::NorthernIreland];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn pause(asked: &str, answered: &str) -> Pause {
    Pause::new(day(asked), Day::parse(answered).ok()).unwrap()
}

fn facts(received: &str, nation: Nation) -> Facts {
    Facts::received(day(received), Some(nation))
}

fn due(received: &str) -> [String; 3] {
    NATIONS.map(|nation| reckon(&facts(received, nation)).due.unwrap().to_string())
}

fn steps(reckoning: &Reckoning) -> String {
    let steps: Vec<_> = reckoning.steps.iter().map(|step| step.as_str()).collect();
    steps.join("\n")
}

#[test]
fn the_worked_cases_come_out() {
    let cases = [
        ("2026-09-03", ["2026-10-05", "2026-10-05", "2026-10-05"]),
        ("2026-03-31", ["2026-04-30", "2026-04-30", "2026-04-30"]),
        ("2026-01-30", ["2026-03-02", "2026-03-02", "2026-03-02"]),
        ("2026-03-03", ["2026-04-07", "2026-04-06", "2026-04-07"]),
        ("2026-05-15", ["2026-06-15", "2026-06-16", "2026-06-15"]),
        ("2026-06-12", ["2026-07-13", "2026-07-13", "2026-07-14"]),
        ("2026-10-30", ["2026-11-30", "2026-12-01", "2026-11-30"]),
        ("2026-11-25", ["2026-12-29", "2026-12-29", "2026-12-29"]),
        ("2022-08-19", ["2022-09-20", "2022-09-20", "2022-09-20"]),
        ("2019-03-30", ["2019-04-30", "2019-04-30", "2019-04-30"]),
        ("2018-08-01", ["2018-09-03", "2018-09-03", "2018-09-03"]),
    ];
    for (received, expected) in cases {
        assert_eq!(due(received), expected, "{received}");
    }
}

#[test]
fn the_worked_pauses_and_extensions_come_out() {
    for nation in NATIONS {
        let mut paused = facts("2026-03-10", nation);
        paused.pauses = vec![pause("2026-03-20", "2026-03-30")];
        assert_eq!(reckon(&paused).due, Some(day("2026-04-21")));
        paused.pauses = vec![pause("2026-04-14", "2026-04-20")];
        let late = reckon(&paused);
        assert_eq!(late.due, Some(day("2026-04-10")));
        assert!(steps(&late).contains("it does not move it"));
        paused.pauses = Vec::new();
        assert_eq!(reckon(&paused).extended_due, Some(day("2026-06-10")));
    }
    let old = NATIONS.map(|nation| reckon(&facts("2018-05-25", nation)).extended_due);
    let expected = ["2018-08-28", "2018-08-27", "2018-08-28"];
    assert_eq!(old, expected.map(|text| Some(day(text))));
}

#[test]
fn all_dates_of_the_table_come_out() {
    let table = include_str!("../fixtures/clock/clock.csv");
    let mut rows = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<_> = line.split(',').collect();
        let nation = match cells[3] {
            "england-and-wales" => Nation::Wales,
            other => Nation::from_key(other).unwrap(),
        };
        let mut facts = facts(cells[0], nation);
        if !cells[1].is_empty() {
            facts.identity = Gate::Met(day(cells[1]));
        }
        facts.pauses = cells[2]
            .split_whitespace()
            .map(|span| span.split_once("..").unwrap())
            .map(|(asked, answered)| pause(asked, answered))
            .collect();
        let reckoning = reckon(&facts);
        let found = [reckoning.due, reckoning.notice_by, reckoning.extended_due];
        let expected = [cells[4], cells[5], cells[6]].map(|text| Some(day(text)));
        assert_eq!(found, expected, "{line}\n{}", steps(&reckoning));
        rows += 1;
    }
    assert_eq!(rows, 400);
}

/// xorshift64*, so that every run tries the same dates.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> i32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let roll = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        i32::try_from(roll % bound).unwrap()
    }

    fn facts(&mut self) -> Facts {
        // 2018-05-25 to the end of 2028
        let received = day("2018-05-25").add_days(self.below(3850));
        let nation = Nation::ALL[usize::try_from(self.below(4)).unwrap()];
        let mut facts = Facts::received(received, Some(nation));
        if self.below(3) == 0 {
            facts.identity = Gate::Met(received.add_days(self.below(40) - 3));
        }
        for _ in 0..self.below(4) {
            let asked = received.add_days(self.below(60) - 5);
            let answered = asked.add_days(self.below(25));
            facts
                .pauses
                .push(Pause::new(asked, Some(answered)).unwrap());
        }
        facts
    }
}

#[test]
fn a_later_receipt_is_never_due_earlier() {
    for nation in NATIONS.map(Some).into_iter().chain([None]) {
        let mut received = day("2018-05-25");
        let mut before = reckon(&Facts::received(received, nation));
        while received < day("2028-12-31") {
            received = received.add_days(1);
            let next = reckon(&Facts::received(received, nation));
            assert!(next.due >= before.due, "{received}");
            assert!(next.extended_due >= before.extended_due, "{received}");
            before = next;
        }
    }
}

#[test]
fn any_due_date_is_a_working_day_not_before_the_simple_count() {
    let holidays = Law::embedded().holidays();
    let mut dice = Dice(1);
    for _ in 0..5000 {
        let facts = dice.facts();
        let calendar = Calendar::of(facts.nation.unwrap());
        let reckoning = reckon(&facts);
        let (due, raw) = (reckoning.due.unwrap(), reckoning.raw_end.unwrap());
        let extended = reckoning.extended_due.unwrap();
        assert!(holidays.is_working_day(due, calendar), "{facts:?}");
        assert!(holidays.is_working_day(extended, calendar), "{facts:?}");
        assert!(facts.received.add_months(1) <= raw && raw <= due && due <= extended);
        assert_eq!(
            reckoning.rule_set == RuleSet::Article12A,
            facts.received >= ARTICLE_12A_BEGINS
        );
        let between = (1..due.days_until(raw).abs()).map(|days| raw.add_days(days));
        assert!(
            between
                .into_iter()
                .all(|day| !holidays.is_working_day(day, calendar))
        );
    }
}

#[test]
fn a_pause_in_time_moves_the_raw_end_by_its_days() {
    let mut dice = Dice(2);
    for _ in 0..5000 {
        let mut facts = dice.facts();
        facts.received = ARTICLE_12A_BEGINS.add_days(dice.below(900));
        facts.identity = Gate::NotAsked;
        facts.pauses = Vec::new();
        let plain = reckon(&facts).raw_end.unwrap();
        let asked = facts.received.add_days(dice.below(28));
        let days = 1 + dice.below(60);
        let answered = asked.add_days(days - 1);
        facts.pauses = vec![Pause::new(asked, Some(answered)).unwrap()];
        assert_eq!(
            reckon(&facts).raw_end,
            Some(plain.add_days(days)),
            "{facts:?}"
        );
        // Said in two pieces, or with a piece said twice, it is the same pause.
        let middle = asked.add_days(days / 2);
        facts.pauses = vec![
            Pause::new(middle, Some(answered)).unwrap(),
            Pause::new(asked, Some(middle)).unwrap(),
        ];
        assert_eq!(
            reckon(&facts).raw_end,
            Some(plain.add_days(days)),
            "{facts:?}"
        );
    }
}

#[test]
fn an_unknown_nation_gives_the_latest_date() {
    let mut dice = Dice(3);
    for _ in 0..3000 {
        let mut facts = dice.facts();
        facts.nation = None;
        let unknown = reckon(&facts);
        let known = NATIONS.map(|nation| {
            facts.nation = Some(nation);
            reckon(&facts)
        });
        assert_eq!(unknown.due, known.iter().map(|it| it.due).max().unwrap());
        let extended = known.iter().map(|it| it.extended_due).max().unwrap();
        assert_eq!(unknown.extended_due, extended);
    }
}

#[test]
fn the_steps_can_be_checked_by_hand() {
    let reckoning = reckon(&facts("2026-03-03", Nation::Scotland));
    let expected = "The request was received on 3 March 2026.\n\
        It was received on or after 5 February 2026, so Article 12A of the UK GDPR applies: one month, counted to the same-numbered day.\n\
        One month runs from 3 March 2026 to 3 April 2026.\n\
        3 April 2026 is Good Friday in Scotland; the next working day is Monday 6 April 2026.\n\
        The answer is due by Monday 6 April 2026, without undue delay; so is any notice that more time is taken.";
    assert_eq!(steps(&reckoning), expected);
    let substitute = steps(&reckon(&facts("2026-11-25", Nation::England)));
    assert!(
        substitute.contains("28 December 2026 is the substitute day for Boxing Day in England")
    );
    let unknown = steps(&reckon(&Facts::received(day("2026-05-15"), None)));
    assert!(unknown.contains("In England and Wales the day would be Monday 15 June 2026."));
    assert!(unknown.contains("the latest of the dates, Tuesday 16 June 2026, is used"));
}

#[test]
fn no_sentence_passes_judgment() {
    let mut dice = Dice(4);
    for _ in 0..2000 {
        let mut facts = dice.facts();
        facts.extension = Some(Extension {
            notified: facts.received.add_days(dice.below(50)),
            months: u8::try_from(dice.below(5)).unwrap(),
        });
        let text = steps(&reckon(&facts)).to_lowercase();
        for word in ["breach", "unlawful", "illegal", "violat", "offence"] {
            assert!(!text.contains(word), "{text}");
        }
    }
}

#[test]
fn an_unanswered_clarification_stops_the_clock() {
    let mut open = facts("2026-03-10", Nation::England);
    open.pauses = vec![pause("2026-03-20", "")];
    let reckoning = reckon(&open);
    assert_eq!((reckoning.due, reckoning.extended_due), (None, None));
    assert_eq!(reckoning.waiting, Some(Waiting::Clarification));
    // Asked after the month, it stops nothing but a good extension.
    open.pauses = vec![pause("2026-04-20", "")];
    let reckoning = reckon(&open);
    assert_eq!(
        (reckoning.due, reckoning.extended_due),
        (Some(day("2026-04-10")), None)
    );
}

#[test]
fn identity_asked_for_and_not_given_does_not_start_the_clock() {
    let mut open = facts("2026-03-10", Nation::England);
    open.identity = Gate::Open;
    let reckoning = reckon(&open);
    assert_eq!(
        (reckoning.due, reckoning.waiting),
        (None, Some(Waiting::Identity))
    );
}

#[test]
fn identity_given_later_does_not_bring_an_older_request_under_the_new_rules() {
    let mut older = facts("2026-02-02", Nation::England);
    older.identity = Gate::Met(day("2026-02-16"));
    older.pauses = vec![pause("2026-02-20", "2026-02-24")];
    let reckoning = reckon(&older);
    assert_eq!(reckoning.rule_set, RuleSet::Article12Old);
    assert_eq!(reckoning.due, Some(day("2026-03-16")));
    assert_eq!(reckoning.contested, Some(day("2026-03-23")));
    assert!(steps(&reckoning).contains("contested"));
}

#[test]
fn under_the_guidance_of_2019_a_claimed_date_runs_from_the_answer() {
    let mut older = facts("2019-11-04", Nation::England);
    older.pauses = vec![pause("2019-11-11", "2019-11-20")];
    let reckoning = reckon(&older);
    assert_eq!(reckoning.due, Some(day("2019-12-04")));
    assert_eq!(reckoning.contested, Some(day("2019-12-20")));
}

#[test]
fn dates_beyond_the_known_holidays_are_provisional() {
    let far = reckon(&facts("2028-12-20", Nation::England));
    assert!(far.provisional);
    assert!(!reckon(&facts("2028-09-01", Nation::England)).provisional);
}

#[test]
fn a_request_of_2017_is_not_reckoned() {
    let reckoning = reckon(&facts("2018-05-24", Nation::England));
    assert_eq!(
        (reckoning.rule_set, reckoning.due),
        (RuleSet::Before2018, None)
    );
}

#[test]
fn no_date_however_odd_breaks_the_clock() {
    for edge in [Day::MIN, Day::MAX, Day::MAX.add_days(-20)] {
        let mut facts = Facts::received(edge, None);
        facts.pauses = vec![Pause::new(Day::MIN, Some(Day::MAX)).unwrap()];
        facts.identity = Gate::Met(Day::MAX);
        let _ = reckon(&facts);
        let _ = acknowledgment(edge, None);
    }
}

#[test]
fn a_complaint_is_acknowledged_in_thirty_days_from_the_next() {
    let due = |received, nation| acknowledgment(day(received), nation).map(|it| it.due);
    for nation in NATIONS {
        assert_eq!(due("2026-07-01", Some(nation)), Some(day("2026-07-31")));
    }
    assert_eq!(due("2026-07-02", None), Some(day("2026-08-04")));
    assert_eq!(
        due("2026-07-02", Some(Nation::England)),
        Some(day("2026-08-03"))
    );
    assert_eq!(due("2026-06-18", None), None);
}

#[test]
fn a_timeline_counts_to_the_day_of_sending() {
    assert_eq!(days_late(day("2019-12-04"), day("2020-01-24")), 51);
    assert_eq!(days_late(day("2019-12-04"), day("2019-12-04")), 0);
    let case = "requested = 2019-11-04\nreceived = 2020-01-24\nnation = \"england\"\n";
    let (request, notices) = Request::parse(case).unwrap();
    assert!(notices.is_empty());
    let plain = timeline(&request).unwrap();
    assert_eq!(
        (plain.due, plain.days_late),
        (Some(day("2019-12-04")), Some(51))
    );
    let sent = Sent {
        day: day("2019-12-03"),
        basis: SentBasis::MailHeader,
    };
    let mailed = timeline_by(&request, Some(sent)).unwrap();
    assert_eq!(
        (mailed.days_late, mailed.received),
        (Some(0), Some(day("2020-01-24")))
    );
    assert!(timeline(&Request::default()).is_none());
}

#[test]
fn an_extension_counts_where_its_notice_came_in_time() {
    let case = |notified: &str| {
        let text = format!(
            "requested = 2026-04-13\nnation = \"england\"\nextension = {{ notified = {notified}, months = 2 }}\n"
        );
        timeline(&Request::parse(&text).unwrap().0).unwrap().due
    };
    assert_eq!(case("2026-05-08"), Some(day("2026-07-13")));
    assert_eq!(case("2026-05-14"), Some(day("2026-05-13")));
    // A question asked in the further time and not answered: the clock stands still.
    let text = "requested = 2026-04-13\nextension = { notified = 2026-05-08 }\nclarified = [ { asked = 2026-06-01 } ]";
    let open = timeline(&Request::parse(text).unwrap().0).unwrap();
    assert_eq!(
        (open.due, open.reckoning.due),
        (None, Some(day("2026-05-13")))
    );
    assert_eq!(open.reckoning.waiting, Some(Waiting::Clarification));
}

#[test]
fn the_example_cases_come_out() {
    let cases = [
        (
            "northern-ireland",
            "2026-06-12",
            "2026-07-14",
            "2026-07-14",
            0,
        ),
        ("scotland", "2026-03-03", "2026-04-07", "2026-04-06", 1),
        ("england", "2026-03-10", "2026-05-22", "2026-04-10", 42),
        ("england", "2026-02-16", "2026-06-11", "2026-03-16", 87),
        ("wales", "2026-01-12", "2026-02-09", "2026-02-12", 0),
        ("england", "2026-07-20", "2026-08-14", "2026-08-20", 0),
    ];
    for (nation, requested, received, due, late) in cases {
        let text =
            format!("nation = \"{nation}\"\nrequested = {requested}\nreceived = {received}\n");
        let timeline = timeline(&Request::parse(&text).unwrap().0).unwrap();
        assert_eq!(
            (timeline.due, timeline.days_late),
            (Some(day(due)), Some(late)),
            "{text}"
        );
    }
}
