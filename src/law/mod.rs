//! The law as data: provisions with their dates, authorities, public holidays, and which finding
//! silences which. Each table is parsed when it is first asked for, and once.

mod applicable;
mod authority;
mod elections;
mod embedded;
mod feeds;
mod holidays;
mod provision;
mod sentence;
mod suppression;
mod table;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use foldhash::fast::FixedState;

pub use applicable::{DecidingDates, PickedBy};
pub use authority::{Authority, Weight};
pub use elections::Election;
pub use holidays::{Calendar, Holiday, HolidayKind, Holidays};
pub use provision::{Jurisdiction, Provision, ProvisionId, SourceStatus};
pub use suppression::Suppression;

use crate::error::CodebookError;

/// The law that is part of the program.
#[derive(Debug, Default)]
pub struct Law {
    provisions: OnceLock<Provisions>,
    authorities: OnceLock<Vec<Authority>>,
    holidays: OnceLock<Holidays>,
    elections: OnceLock<Vec<Election>>,
    suppression: OnceLock<Vec<Suppression>>,
    feeds: OnceLock<Vec<feeds::Feed>>,
    /// Sentences that were made, for the next case: they hang on the rule, its provisions and the
    /// nation alone.
    sentences: Mutex<HashMap<sentence::Subject, Arc<str>, FixedState>>,
}

#[derive(Debug)]
struct Provisions {
    rows: Vec<Provision>,
    by_id: BTreeMap<String, usize>,
}

static EMBEDDED: LazyLock<Law> = LazyLock::new(|| Law {
    provisions: OnceLock::new(),
    authorities: OnceLock::new(),
    holidays: OnceLock::new(),
    elections: OnceLock::new(),
    suppression: OnceLock::new(),
    feeds: OnceLock::new(),
    sentences: Mutex::default(),
});

/// The embedded tables are parsed by a test of this module: they cannot fail where it passed.
const TESTED: &str = "the embedded table is parsed by the tests";

impl Law {
    /// The law that is part of the program. Costs nothing until a table is asked for.
    #[must_use]
    pub fn embedded() -> &'static Law {
        &EMBEDDED
    }

    /// Reads every table, to say at once what does not hold.
    ///
    /// # Errors
    /// The first row that does not load, with file, line and column.
    pub fn check() -> Result<(), CodebookError> {
        Provision::parse("law/provisions.csv", embedded::PROVISIONS)?;
        Authority::parse("law/authorities.csv", embedded::AUTHORITIES)?;
        Holidays::parse("law/holidays.csv", embedded::HOLIDAYS)?;
        Suppression::parse("law/suppression.csv", embedded::SUPPRESSION)?;
        Election::parse("law/elections.csv", embedded::ELECTIONS)?;
        feeds::Feed::parse("law/feeds.csv", embedded::FEEDS)?;
        Ok(())
    }

    /// All provisions, in the order of the table.
    #[must_use]
    pub fn provisions(&self) -> &[Provision] {
        &self.table().rows
    }

    /// A provision by its id.
    #[must_use]
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        let table = self.table();
        table.by_id.get(id).and_then(|at| table.rows.get(*at))
    }

    /// A provision by its id, where it prints on these facts: in force on the date that decides,
    /// and law in the nation. The wordings of one provision have ids of their own.
    #[must_use]
    pub fn in_force(&self, id: &str, facts: &DecidingDates) -> Option<&Provision> {
        self.provision(id)
            .filter(|provision| applicable::prints(provision, facts))
    }

    /// Of the ids that a rule names, those that print on these facts, in the rule's order. Ids
    /// that are not in the table do not print.
    #[must_use]
    pub fn applicable(&self, ids: &[&str], facts: &DecidingDates) -> Vec<ProvisionId> {
        ids.iter()
            .filter_map(|id| self.in_force(id, facts))
            .map(|provision| provision.id.clone())
            .collect()
    }

    /// All authorities, in the order of the table.
    #[must_use]
    pub fn authorities(&self) -> &[Authority] {
        self.authorities.get_or_init(|| {
            Authority::parse("law/authorities.csv", embedded::AUTHORITIES).expect(TESTED)
        })
    }

    /// An authority by its id.
    #[must_use]
    pub fn authority(&self, id: &str) -> Option<&Authority> {
        self.authorities().iter().find(|row| row.id == id)
    }

    /// The public holidays.
    #[must_use]
    pub fn holidays(&self) -> &Holidays {
        self.holidays
            .get_or_init(|| Holidays::parse("law/holidays.csv", embedded::HOLIDAYS).expect(TESTED))
    }

    /// General elections, in the order of the table.
    #[must_use]
    pub fn elections(&self) -> &[Election] {
        self.elections.get_or_init(|| {
            Election::parse("law/elections.csv", embedded::ELECTIONS).expect(TESTED)
        })
    }

    /// Which finding, or fact about the papers, silences which finding, in the order of the table.
    #[must_use]
    pub fn suppression(&self) -> &[Suppression] {
        self.suppression.get_or_init(|| {
            Suppression::parse("law/suppression.csv", embedded::SUPPRESSION).expect(TESTED)
        })
    }

    /// Whether the findings of a rule feed a document: `DOC1` to `DOC10`.
    #[must_use]
    pub fn feeds(&self, rule: &str, document: &str) -> bool {
        self.feeds
            .get_or_init(|| feeds::Feed::parse("law/feeds.csv", embedded::FEEDS).expect(TESTED))
            .iter()
            .any(|feed| feed.rule == rule && feed.documents.iter().any(|name| name == document))
    }

    fn table(&self) -> &Provisions {
        self.provisions.get_or_init(|| {
            let rows = Provision::parse("law/provisions.csv", embedded::PROVISIONS).expect(TESTED);
            let ids = rows.iter().map(|row| row.id.as_str().to_owned());
            let by_id = ids.zip(0..).collect();
            Provisions { rows, by_id }
        })
    }
}
