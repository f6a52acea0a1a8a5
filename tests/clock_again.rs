//! The clock once more, by another way: a calendar made by counting days from a known Monday, months
//! found by walking, pauses as sets of days. It shares no code with the clock and must agree with it.

use std::collections::{BTreeMap, BTreeSet};

use sar_decode::clock::{Facts, Gate, Pause, reckon};
use sar_decode::day::Day;
use sar_decode::request::{Extension, Nation};

/// A day of the walked calendar.
#[derive(Clone, Copy, PartialEq)]
struct Walked {
    month: u32,
    day: u32,
    weekend: bool,
}

/// Every day from Monday 1 January 2018 on, and the public holidays by calendar.
struct Calendar {
    days: Vec<Walked>,
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    holidays: BTreeSet<(String, usize)>,
}

impl Calendar {
    fn walk() -> Self {
        let mut calendar = Self {
            days: Vec::new(),
            names: Vec::new(),
            places: BTreeMap::new(),
            holidays: BTreeSet::new(),
        };
        let (mut year, mut month, mut day) = (2018, 1, 1);
        while year < 2034 {
            let name = format!("{year:04}-{month:02}-{day:02}");
            let place = calendar.days.len();
            calendar.places.insert(name.clone(), place);
            calendar.names.push(name);
            calendar.days.push(Walked {
                month,
                day,
                weekend: place % 7 >= 5,
            });
            day += 1;
            let leap = year % 4 == 0;
            let longest = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            if day > longest {
                (day, month) = (1, month + 1);
            }
            if month > 12 {
                (month, year) = (1, year + 1);
            }
        }
        for line in include_str!("../codebooks/law/holidays.csv")
            .lines()
            .skip(1)
        {
            let mut columns = line.split(',');
            let (date, nation) = (columns.next().unwrap(), columns.next().unwrap());
            if let Some(place) = calendar.places.get(date) {
                calendar.holidays.insert((nation.to_owned(), *place));
            }
        }
        calendar
    }

    fn place(&self, day: Day) -> usize {
        self.places[&day.to_string()]
    }

    /// The next day on which people work.
    fn roll(&self, mut place: usize, nation: &str) -> usize {
        while self.days[place].weekend || self.holidays.contains(&(nation.to_owned(), place)) {
            place += 1;
        }
        place
    }

    /// Walks months on, day by day: to the same number, or the last day before the month is over.
    fn months_on(&self, start: usize, months: u32) -> usize {
        let number = self.days[start].day;
        let (mut place, mut crossed, mut month) = (start, 0, self.days[start].month);
        loop {
            if crossed == months && self.days[place].day == number {
                return place;
            }
            place += 1;
            if self.days[place].month != month {
                month = self.days[place].month;
                crossed += 1;
            }
            if crossed > months {
                return place - 1;
            }
        }
    }
}

/// A run of days on which a question was open; without end where nobody answered.
struct Run {
    first: usize,
    last: Option<usize>,
}

/// The runs of days that any question was open.
fn runs(calendar: &Calendar, pauses: &[Pause]) -> Vec<Run> {
    let far = calendar.days.len() - 1;
    let mut open: Vec<bool> = vec![false; calendar.days.len()];
    let mut endless = None;
    for pause in pauses {
        let first = calendar.place(pause.asked());
        let last = pause.answered().map(|day| calendar.place(day));
        for day in open.iter_mut().take(last.unwrap_or(far) + 1).skip(first) {
            *day = true;
        }
        if last.is_none() {
            endless = Some(endless.map_or(first, |known: usize| known.min(first)));
        }
    }
    let mut found: Vec<Run> = Vec::new();
    for place in 0..far {
        if open[place] && (place == 0 || !open[place - 1]) {
            let mut last = place;
            while last < far && open[last + 1] {
                last += 1;
            }
            let ends = endless.is_none_or(|endless| endless > last);
            found.push(Run {
                first: place,
                last: ends.then_some(last),
            });
        }
    }
    found
}

/// The last day by one calendar; none while a question stands open.
fn last_day(calendar: &Calendar, facts: &Facts, months: u32, nation: &str) -> Option<usize> {
    let met = |gate: Gate| match gate {
        Gate::Met(day) => calendar.place(day),
        Gate::NotAsked | Gate::Open => 0,
    };
    let received = calendar.place(facts.received);
    let mut start = received.max(met(facts.identity)).max(met(facts.fee));
    if start < calendar.places["2019-08-15"] {
        start += 1;
    }
    let mut end = calendar.months_on(start, months);
    if received >= calendar.places["2026-02-05"] {
        for run in runs(calendar, &facts.pauses) {
            if run.first > calendar.roll(end, nation) {
                break;
            }
            let last = run.last?;
            // One by one: a day of the question, from the start on, is a day more.
            for day in run.first..=last {
                end += usize::from(day >= start);
            }
        }
    }
    Some(calendar.roll(end, nation))
}

fn latest(calendar: &Calendar, facts: &Facts, months: u32) -> Option<String> {
    let nations: &[&str] = match facts.nation {
        Some(Nation::England | Nation::Wales) => &["england-and-wales"],
        Some(Nation::Scotland) => &["scotland"],
        Some(Nation::NorthernIreland) => &["northern-ireland"],
        None => &["england-and-wales", "scotland", "northern-ireland"],
    };
    let ends: Option<Vec<usize>> = nations
        .iter()
        .map(|nation| last_day(calendar, facts, months, nation))
        .collect();
    let last = ends?.into_iter().max()?;
    Some(calendar.names[last].clone())
}

/// A number that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> i32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i32::try_from((self.0 >> 33) % bound).unwrap()
    }

    fn facts(&mut self) -> Facts {
        let first = Day::parse("2018-05-25").unwrap();
        let received = first.add_days(self.below(3700));
        let nation = match self.below(5) {
            0 => None,
            other => Some(Nation::ALL[usize::try_from(other - 1).unwrap()]),
        };
        let mut facts = Facts::received(received, nation);
        for gate in [&mut facts.identity, &mut facts.fee] {
            if self.below(4) == 0 {
                *gate = Gate::Met(received.add_days(self.below(50)));
            }
        }
        for _ in 0..self.below(4) {
            let asked = received.add_days(self.below(110) - 10);
            let open = self.below(25) == 0 && nation.is_some();
            let answered = asked.add_days(self.below(30));
            let pause = Pause::new(asked, (!open).then_some(answered));
            facts.pauses.push(pause.unwrap());
        }
        facts
    }
}

#[test]
fn another_way_of_counting_gives_the_same_days() {
    let calendar = Calendar::walk();
    let mut dice = Dice(20_261_127);
    for _ in 0..12_000 {
        let facts = dice.facts();
        let reckoning = reckon(&facts);
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        assert_eq!(
            text(reckoning.due),
            latest(&calendar, &facts, 1),
            "{facts:?}"
        );
        assert_eq!(text(reckoning.notice_by), text(reckoning.due), "{facts:?}");
        assert_eq!(
            text(reckoning.extended_due),
            latest(&calendar, &facts, 3),
            "{facts:?}"
        );
    }
}

#[test]
fn a_shorter_extension_runs_shorter_and_a_longer_one_no_longer_than_two_months() {
    let calendar = Calendar::walk();
    let mut dice = Dice(7);
    for _ in 0..2_000 {
        let mut facts = dice.facts();
        let months = dice.below(5) + 1;
        facts.extension = Some(Extension {
            notified: facts.received,
            months: u8::try_from(months).unwrap(),
        });
        let in_all = u32::try_from(months.min(2) + 1).unwrap();
        assert_eq!(
            reckon(&facts).extended_due.map(|day| day.to_string()),
            latest(&calendar, &facts, in_all),
            "{facts:?}"
        );
    }
}

#[test]
fn a_fee_or_proof_of_identity_that_comes_later_never_brings_the_day_forward() {
    let mut dice = Dice(11);
    for _ in 0..3_000 {
        let mut facts = dice.facts();
        facts.pauses.clear();
        facts.fee = Gate::NotAsked;
        facts.identity = Gate::NotAsked;
        let plain = reckon(&facts).due;
        let (early, late) = (dice.below(40), dice.below(40));
        facts.fee = Gate::Met(facts.received.add_days(early));
        let fee = reckon(&facts).due;
        facts.identity = Gate::Met(facts.received.add_days(late));
        let both = reckon(&facts).due;
        assert!(plain <= fee && fee <= both, "{facts:?}");
        // The later of the two alone decides.
        facts.fee = Gate::NotAsked;
        facts.identity = Gate::Met(facts.received.add_days(early.max(late)));
        assert_eq!(reckon(&facts).due, both, "{facts:?}");
    }
}
