//! Public holidays by nation, as data.

use std::collections::BTreeMap;

use super::table;
use crate::day::Day;
use crate::error::CodebookError;
use crate::request::Nation;

/// The calendars of public holidays: England and Wales share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Calendar {
    /// Every calendar.
    pub const ALL: [Calendar; 3] = [
        Calendar::EnglandAndWales,
        Calendar::Scotland,
        Calendar::NorthernIreland,
    ];

    /// The calendar that a nation keeps.
    #[must_use]
    pub fn of(nation: Nation) -> Calendar {
        match nation {
            Nation::England | Nation::Wales => Calendar::EnglandAndWales,
            Nation::Scotland => Calendar::Scotland,
            Nation::NorthernIreland => Calendar::NorthernIreland,
        }
    }

    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Calendar::EnglandAndWales => "England and Wales",
            Calendar::Scotland => "Scotland",
            Calendar::NorthernIreland => "Northern Ireland",
        }
    }

    fn from_key(key: &str) -> Option<Calendar> {
        match key {
            "england-and-wales" => Some(Calendar::EnglandAndWales),
            "scotland" => Some(Calendar::Scotland),
            "northern-ireland" => Some(Calendar::NorthernIreland),
            _ => None,
        }
    }
}

/// A public holiday.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// Why it is one.
    pub kind: HolidayKind,
}

impl Holiday {
    /// Its name in a sentence: `the substitute day for Boxing Day`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.kind {
            HolidayKind::Substitute => format!("the substitute day for {}", self.name),
            HolidayKind::Statutory
            | HolidayKind::CommonLaw
            | HolidayKind::Proclaimed
            | HolidayKind::OneOff => self.name.clone(),
        }
    }
}

/// Why a day is a public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolidayKind {
    /// Schedule 1 to the Banking and Financial Dealings Act 1971.
    Statutory,
    /// Good Friday and Christmas Day in England, Wales and Northern Ireland.
    CommonLaw,
    /// Every year by proclamation, section 1(3) of that Act.
    Proclaimed,
    /// In the place of a holiday on a weekend.
    Substitute,
    /// Added or moved for one year.
    OneOff,
}

impl HolidayKind {
    fn from_key(key: &str) -> Option<HolidayKind> {
        match key {
            "statutory" => Some(HolidayKind::Statutory),
            "common-law" => Some(HolidayKind::CommonLaw),
            "proclaimed" => Some(HolidayKind::Proclaimed),
            "substitute" => Some(HolidayKind::Substitute),
            "one-off" => Some(HolidayKind::OneOff),
            _ => None,
        }
    }
}

/// Public holidays that fall on working days: Banking and Financial Dealings Act 1971 (Schedule 1
/// and proclamations under section 1), common law, as listed by GOV.UK. Scottish local holidays
/// are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    by_day: BTreeMap<Calendar, BTreeMap<Day, Holiday>>,
    last_year: i32,
}

impl Holidays {
    /// Reads the table.
    ///
    /// # Errors
    /// Where a row does not hold, with file, line and column.
    pub fn parse(file: &str, text: &str) -> Result<Holidays, CodebookError> {
        let columns = ["date", "nation", "name", "kind", "status", "source"];
        let rows = table::read(file, text, &columns, |row| {
            let calendar = row.word("nation", Calendar::from_key)?;
            row.filled("source")?;
            let day = row.day("date")?;
            if day.weekday().is_weekend() {
                return Err(row.wrong("date", "is no working day, and the table lists those only"));
            }
            let holiday = Holiday {
                name: row.filled("name")?,
                kind: row.word("kind", HolidayKind::from_key)?,
            };
            Ok((day, calendar, holiday))
        })?;
        let mut holidays = Holidays {
            by_day: BTreeMap::new(),
            last_year: 0,
        };
        for (day, calendar, holiday) in rows {
            holidays.last_year = holidays.last_year.max(day.year());
            let of_calendar = holidays.by_day.entry(calendar).or_default();
            of_calendar.insert(day, holiday);
        }
        Ok(holidays)
    }

    /// The public holiday on a day.
    #[must_use]
    pub fn on(&self, day: Day, calendar: Calendar) -> Option<&Holiday> {
        self.by_day.get(&calendar)?.get(&day)
    }

    /// Whether a day is neither Saturday nor Sunday nor a public holiday.
    #[must_use]
    pub fn is_working_day(&self, day: Day, calendar: Calendar) -> bool {
        !day.weekday().is_weekend() && self.on(day, calendar).is_none()
    }

    /// The first working day on or after a day: Regulation (EEC, Euratom) 1182/71, Article 3(4).
    #[must_use]
    pub fn roll(&self, day: Day, calendar: Calendar) -> Day {
        let mut rolled = day;
        while rolled < Day::MAX && !self.is_working_day(rolled, calendar) {
            rolled = rolled.add_days(1);
        }
        rolled
    }

    /// Whether a day lies beyond the last year whose holidays are known, so that a date is
    /// provisional.
    #[must_use]
    pub fn is_beyond(&self, day: Day) -> bool {
        day.year() > self.last_year
    }
}
