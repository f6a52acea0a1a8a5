//! How well headings are read that no codebook lists, measured on lists with the truth beside them.
//!
//! A cell of the truth may give several answers with `|` between; `-` is not judged. `HEADINGS=show`
//! prints what was read otherwise than the truth says.

use std::fmt;
use std::path::Path;

use sar_decode::codebook::{Codebooks, Label};
use sar_decode::recognise::wording::{Direction, Reading, interpret, scan};
use sar_decode::recognise::{Recognised, Recogniser, Setting};
use sar_decode::vocabulary::{Category, Level, Origin, SpecialCategory};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The share of the unseen headings whose category must be right, in percent.
const FLOOR: usize = 94;

/// How many of them may be read as something that they are not.
const MOST_WRONG: usize = 8;

/// A heading with what an expert says of it.
#[derive(Deserialize)]
struct Truth {
    heading: String,
    category: String,
    origin: String,
    inferred: String,
    special: String,
    level: String,
}

/// A heading of another trade.
#[derive(Deserialize)]
struct Trade {
    heading: String,
    trade: String,
}

/// How often one question was answered.
#[derive(Default)]
struct Tally {
    judged: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, right: Option<bool>) {
        self.judged += usize::from(right.is_some());
        self.right += usize::from(right == Some(true));
    }

    fn percent(&self) -> usize {
        (100 * self.right).checked_div(self.judged).unwrap_or(100)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} ({}%)", self.right, self.judged, self.percent())
    }
}

/// The answers to all questions over a list.
#[derive(Default)]
struct Marks {
    category: Tally,
    origin: Tally,
    inferred: Tally,
    special: Tally,
    level: Tally,
    /// Headings that were not read although they say something.
    silent: usize,
    /// Headings that were read as something that they are not.
    wrong: Vec<String>,
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "category {}, origin {}, inferred {}, special {}, level {}; not read {}, read wrongly {}",
            self.category,
            self.origin,
            self.inferred,
            self.special,
            self.level,
            self.silent,
            self.wrong.len()
        )
    }
}

fn list<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/headings_lists")
        .join(name);
    let mut reader = csv::Reader::from_path(&path).expect(name);
    reader
        .deserialize()
        .map(|row| row.expect("a row of the list"))
        .collect()
}

/// Whether an answer is among those that the truth allows; none where the truth is silent.
fn agrees(truth: &str, said: &str) -> Option<bool> {
    (truth != "-").then(|| truth.split('|').any(|one| one == said))
}

fn showing() -> bool {
    std::env::var_os("HEADINGS").is_some()
}

fn mark(rows: &[Truth], read: impl Fn(&str) -> Recognised) -> Marks {
    let mut marks = Marks::default();
    for row in rows {
        let found = read(&row.heading);
        let special = found.special.map_or("none", SpecialCategory::as_str);
        let inferred = if found.inferred { "true" } else { "false" };
        let category = agrees(&row.category, found.category.as_str());
        let answers = [
            category,
            agrees(&row.origin, found.origin.as_str()),
            agrees(&row.inferred, inferred),
            agrees(&row.special, special),
            agrees(&row.level, found.level.as_str()),
        ];
        let [c, o, i, s, l] = answers;
        marks.category.add(c);
        marks.origin.add(o);
        marks.inferred.add(i);
        marks.special.add(s);
        marks.level.add(l);
        let line = format!(
            "{} -> {} {} {} {} {} (truth {} {} {} {} {}): {}",
            row.heading,
            found.category.as_str(),
            found.origin.as_str(),
            inferred,
            special,
            found.level.as_str(),
            row.category,
            row.origin,
            row.inferred,
            row.special,
            row.level,
            found.why
        );
        if showing() && (answers.contains(&Some(false))) {
            println!("{line}");
        }
        if category == Some(false) {
            if found.is_known() {
                marks.wrong.push(line);
            } else {
                marks.silent += 1;
            }
        }
    }
    marks
}

#[test]
fn headings_that_no_book_lists_are_read() {
    let books = Codebooks::embedded();
    let recogniser = Recogniser::new(&books, None, Setting::Political);
    for name in ["unseen_1.csv", "unseen_2.csv"] {
        let rows: Vec<Truth> = list(name);
        let marks = mark(&rows, |heading| {
            recogniser.recognise(heading).as_ref().clone()
        });
        println!("{name}: {marks}");
        assert!(marks.category.percent() >= FLOOR, "{marks}");
        assert!(marks.wrong.len() <= MOST_WRONG, "{:#?}", marks.wrong);
    }
}

/// Whether a reading speaks of politics or of registers of electors.
fn is_political(found: &Recognised) -> bool {
    found.special == Some(SpecialCategory::PoliticalOpinion)
        || matches!(
            found.category,
            Category::VotingIntention
                | Category::VotingRecord
                | Category::IssueConcern
                | Category::EuReferendum
                | Category::ElectoralRegister
        )
        || matches!(
            found.origin,
            Origin::Canvass | Origin::Register | Origin::MarkedRegister
        )
}

#[test]
fn headings_of_other_trades_are_given_no_political_reading() {
    let books = Codebooks::embedded();
    let rows: Vec<Trade> = list("trades.csv");
    assert!(rows.len() >= 300);
    // In the file of a party some of these words are the party's: a direct debit, a member.
    for (setting, most) in [(Setting::Open, rows.len() / 100), (Setting::Political, 14)] {
        let recogniser = Recogniser::new(&books, None, setting);
        let political: Vec<String> = rows
            .iter()
            .filter_map(|row| {
                let found = recogniser.recognise(&row.heading);
                is_political(&found)
                    .then(|| format!("{}: {} ({})", row.trade, row.heading, found.why))
            })
            .collect();
        println!("{setting:?}: {} of {}", political.len(), rows.len());
        assert!(political.len() <= most, "{setting:?}: {political:#?}");
    }
}

/// A quarter of the headings that books and examples list, drawn by a digest of their letters and
/// kept out of the work on the words; read by the words alone, as if no book listed them.
#[test]
fn headings_held_back_are_read_by_their_words_alone() {
    let books = Codebooks::embedded();
    let recogniser = Recogniser::new(&books, None, Setting::Political);
    let rows: Vec<Truth> = list("held_back.csv");
    let unknown = recogniser.recognise("zzzz").as_ref().clone();
    let marks = mark(&rows, |heading| {
        recogniser
            .by_words(heading)
            .unwrap_or_else(|| unknown.clone())
    });
    println!("held back: {marks}");
    assert!(marks.category.percent() >= 72, "{marks}");
    assert!(marks.wrong.len() * 100 <= rows.len() * 5, "{marks}");
}

fn read(heading: &str) -> Reading {
    let books = Codebooks::embedded();
    let lexicon = books.lexicon().expect("the lexicon is in order");
    let label = Label::new(heading);
    let found = scan(lexicon, &label, Setting::Political);
    interpret(lexicon, &label, &found, Setting::Political, 0.6)
        .unwrap_or_else(|| panic!("{heading} is not read: {:?}", found.unknown))
        .reading
}

#[test]
fn one_reading_has_many_spellings() {
    for heading in [
        "prd_lab_supp_ge19",
        "LabSupportProb2019",
        "Likelihood to back Labour (2019)",
        "LABSUPPORTPROB19_GE2019",
        "pred lab sppt ge2019",
        "Labuor suport probability GE 2019",
        "Tebygolrwydd cefnogaeth Llafur 2019",
    ] {
        let found = read(heading);
        assert_eq!(found.what, "voting for or supporting a party", "{heading}");
        assert_eq!(found.about, ["Labour"], "{heading}");
        assert_eq!(found.level, Level::Person, "{heading}");
        assert!(
            found.when.iter().any(|when| when.contains("2019")),
            "{heading}: {:?}",
            found.when
        );
        assert_eq!(found.direction, None, "{heading}");
        assert!(!found.negated, "{heading}");
    }
}

#[test]
fn issues_and_referendums_are_set_out_like_parties() {
    let austerity = read("SCOT_AUST_PROP");
    assert_eq!(austerity.what, "concern about an issue");
    assert_eq!(austerity.about, ["austerity"]);
    assert_eq!(austerity.how.as_deref(), Some("likelihood"));
    let remain = read("P_REMAIN_EUREF16");
    assert_eq!(remain.about, ["Remain", "Brexit"]);
    assert_eq!(remain.how.as_deref(), Some("likelihood"));
    assert_eq!(remain.when, ["2016"]);
    let rank = read("Housing concern rank in ward");
    assert_eq!(rank.how.as_deref(), Some("rank"));
}

#[test]
fn a_denial_and_an_opposition_are_kept_and_not_read_away() {
    let denial = read("Likelihood of not voting Labour");
    assert!(denial.negated);
    assert!(!read("Likelihood of voting Labour").negated);
    let against = read("Anti-Labour support score");
    assert_eq!(against.direction, Some(Direction::Against));
}

#[test]
fn readings_that_came_next_are_kept_with_the_reason() {
    let found = read("Concern about health score");
    let rival = found.rivals.first().expect("another reading");
    assert!(!rival.why.is_empty());
}

#[test]
fn a_year_of_two_figures_counts_only_beside_an_election() {
    assert_eq!(read("turnout_ge24").when, ["general election 2024"]);
    assert!(read("Labour support score 24").when.is_empty());
}
