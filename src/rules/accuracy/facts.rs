//! What single fields say about a person, in a form in which they can be held against each other.

use crate::codebook::Kind;
use crate::day::Day;
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::rules::written;
use crate::vocabulary::{Category, Level};

/// What one data point says.
#[derive(Debug)]
pub(super) struct Facts<'p> {
    pub(super) point: &'p Decoded,
    said: Vec<Fact>,
}

/// One thing that a field says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fact {
    Birth(Day),
    Age { low: i32, high: i32 },
    Attains(Day),
    Title { female: bool },
    Sex { female: bool },
    Home { owned: bool },
    Married(bool),
    Alone,
    Children(bool),
    Votes(String),
    Supports { party: String, share: f64 },
}

/// What two fields disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clash {
    Birth,
    Age,
    Attainment,
    Sex,
    Home,
    Household,
    Children,
    Vote,
    Score,
}

impl Clash {
    /// What it is about, in a few words.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Clash::Birth => "date of birth",
            Clash::Age => "age",
            Clash::Attainment => "the day of coming of voting age",
            Clash::Sex => "sex or title",
            Clash::Home => "owner or renter",
            Clash::Household => "who lives together",
            Clash::Children => "children",
            Clash::Vote => "the party that a model puts the vote with",
            Clash::Score => "how far a model puts the support for one party",
        }
    }
}

impl<'p> Facts<'p> {
    /// What a data point says, as far as it is compared.
    pub(super) fn of(profile: &Profile<'_>, point: &'p Decoded) -> Self {
        let said = facts_of(profile, point);
        Self { point, said }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// What two data points disagree about.
    pub(super) fn clashes(&self, other: &Facts<'_>, known: Option<Day>) -> Vec<Clash> {
        let mut found: Vec<Clash> = Vec::new();
        for one in &self.said {
            for two in &other.said {
                found.extend(clash(one, two, known).or_else(|| clash(two, one, known)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What a data point says, as far as it is compared.
pub(crate) fn facts_of(profile: &Profile<'_>, point: &Decoded) -> Vec<Fact> {
    let facts = [
        written::birth(profile, point).map(Fact::Birth),
        age(profile, point),
        attainment(profile, point),
        title(profile, point),
        sex(profile, point),
        home(profile, point),
        written::is_married(profile, point).map(Fact::Married),
        alone(profile, point),
        written::has_children(profile, point).map(Fact::Children),
        vote(profile, point),
        support(profile, point),
    ];
    facts.into_iter().flatten().collect()
}

/// What two facts of different responses disagree about, each with the day to which it is reckoned.
pub(crate) fn clash_of(one: (&Fact, Option<Day>), two: (&Fact, Option<Day>)) -> Option<Clash> {
    if let (
        Fact::Age { low, high },
        Fact::Age {
            low: from,
            high: to,
        },
    ) = (one.0, two.0)
    {
        let years = |day: Option<Day>| day.map(Day::year);
        // Where a day is not known, only what no few years explain counts.
        let (grace, between) = match (years(one.1), years(two.1)) {
            (Some(one), Some(two)) => (STALE, two.saturating_sub(one)),
            _ => (STALE.saturating_mul(2), 0),
        };
        let (low, high) = (low.saturating_add(between), high.saturating_add(between));
        let apart = *from > high.saturating_add(grace) || low > to.saturating_add(grace);
        return apart.then_some(Clash::Age);
    }
    clash(one.0, two.0, two.1).or_else(|| clash(two.0, one.0, one.1))
}

/// What two facts disagree about, taken in this order.
fn clash(one: &Fact, two: &Fact, known: Option<Day>) -> Option<Clash> {
    let apart = |differ: bool, clash: Clash| differ.then_some(clash);
    match (one, two) {
        (Fact::Birth(one), Fact::Birth(two)) => apart(one != two, Clash::Birth),
        (Fact::Birth(born), Fact::Age { low, high }) => {
            let age = written::age_on(*born, known?);
            apart(is_off(age, *low, *high), Clash::Age)
        }
        (Fact::Birth(born), Fact::Attains(day)) => {
            apart(!is_of_age(*born, *day), Clash::Attainment)
        }
        (Fact::Attains(day), Fact::Age { low, high }) => {
            // Whoever attains on that day is 16 to 18 on it.
            let since = known?.year().saturating_sub(day.year());
            let (youngest, oldest) = (15_i32.saturating_add(since), 19_i32.saturating_add(since));
            apart(
                *low > oldest || *high < youngest.saturating_sub(STALE),
                Clash::Attainment,
            )
        }
        (Fact::Title { female: titled }, Fact::Sex { female })
        | (Fact::Sex { female: titled }, Fact::Sex { female }) => {
            apart(titled != female, Clash::Sex)
        }
        (Fact::Home { owned: one }, Fact::Home { owned: two }) => apart(one != two, Clash::Home),
        (Fact::Married(true), Fact::Alone) => Some(Clash::Household),
        (Fact::Children(one), Fact::Children(two)) => apart(one != two, Clash::Children),
        (Fact::Votes(one), Fact::Votes(two)) => apart(one != two, Clash::Vote),
        (
            Fact::Supports {
                party: one,
                share: a,
            },
            Fact::Supports {
                party: two,
                share: b,
            },
        ) => {
            const FAR: f64 = 0.6;
            apart(one == two && (a - b).abs() >= FAR, Clash::Score)
        }
        _ => None,
    }
}

/// An age may have been recorded some years ago; it cannot have been recorded in years to come.
const STALE: i32 = 5;

fn is_off(age: i32, low: i32, high: i32) -> bool {
    low > age.saturating_add(1) || high.saturating_add(STALE) < age
}

/// People come of voting age at 16 or 18, and the register may say so a month early or late.
fn is_of_age(born: Day, attained: Day) -> bool {
    const MONTH: i32 = 31;
    let early = written::age_on(born, attained.add_days(MONTH)) < 16;
    let late = written::age_on(born, attained.add_days(-MONTH)) >= 18;
    !early && !late
}

fn value(point: &Decoded) -> &str {
    point.value.as_deref().unwrap_or_default()
}

fn age(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    written::is_age(profile, point).then_some(())?;
    let (low, high) = written::ages(value(point))?;
    Some(Fact::Age { low, high })
}

fn attainment(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    profile.says(point, "register:attainment").then_some(())?;
    written::day(value(point)).map(Fact::Attains)
}

fn title(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    let named = profile.says(point, "name:title")
        || written::any(profile.heading_words(point), &["title", "salutation"]);
    named.then_some(())?;
    let text = value(point).trim().trim_end_matches('.').to_lowercase();
    match text.as_str() {
        "mr" => Some(Fact::Title { female: false }),
        "mrs" | "ms" | "miss" => Some(Fact::Title { female: true }),
        _ => None,
    }
}

fn sex(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    let female = written::is_female(profile, point)?;
    (!point.inferred).then_some(Fact::Sex { female })
}

/// An owned or a rented home; a council's or an association's home is rented.
fn home(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    const RENTED: &[&str] = &["council", "social", "sheltered", "almshouse"];
    (point.level != Level::Area).then_some(())?;
    if let Some(owned) = written::is_owner(profile, point) {
        return Some(Fact::Home { owned });
    }
    let rented = profile.says(point, "attr:property")
        && written::any(profile.value_words(point), RENTED)
        && !written::any(
            profile.value_words(point),
            &["tax", "former", "ex", "not", "or"],
        );
    rented.then_some(Fact::Home { owned: false })
}

/// A household of one, by a field about who lives together.
fn alone(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    const ONE: &[&str] = &["single", "alone", "lone", "sole"];
    const MORE: &[&str] = &[
        "couple", "married", "or", "not", "sharers", "shared", "multi",
    ];
    let heading = profile.heading_words(point);
    let about = profile.says(point, "attr:lifestage")
        || written::any(heading, &["composition", "lives"])
        || (written::any(heading, &["household"]) && written::any(heading, &["type", "structure"]));
    let words = profile.value_words(point);
    let one = written::any(words, ONE) && !written::any(words, MORE);
    (about && one && point.level != Level::Area).then_some(Fact::Alone)
}

/// The one party with which a model puts the vote.
fn vote(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    const OTHERWISE: &[&str] = &[
        "second",
        "squeeze",
        "considered",
        "considering",
        "past",
        "previous",
        "last",
        "preference",
        "tactical",
        "local",
        "not",
        "against",
    ];
    let model = point.inferred
        && point.category == Category::VotingIntention
        && matches!(point.kind, Some(Kind::Code | Kind::Label | Kind::Text));
    let plain = || {
        !written::any(profile.label(point).words(), OTHERWISE)
            && written::years(&point.label).is_empty()
            && !profile.says(point, "election")
            && !profile.says(point, "party")
    };
    (model && plain()).then_some(())?;
    written::party(profile, profile.value_words(point)).map(Fact::Votes)
}

/// How far up its scale a model puts the support for the one party that a heading names.
fn support(profile: &Profile<'_>, point: &Decoded) -> Option<Fact> {
    let model = point.inferred && point.category == Category::VotingIntention;
    (model && written::years(&point.label).is_empty()).then_some(())?;
    let concepts = &profile.heading(point)?.recognised.concepts;
    let mut parties = concepts.iter().filter(|id| id.starts_with("party:"));
    let party = parties.next()?.clone();
    let other = parties.next().is_some()
        || concepts.iter().any(|id| {
            id.starts_with("election:")
                || id.starts_with("issue:")
                || id == "stat:difference"
                || id == "act:switch"
                || id == "act:tactical"
        });
    (!other).then_some(())?;
    let share = written::share(point)?;
    Some(Fact::Supports { party, share })
}
