//! M14, `documented-holding-absent`: documented holding absent and not mentioned.

use crate::codebook::entry::Cite;
use crate::codebook::party::NoticeVerb;
use crate::codebook::{Book, FieldId, Label};
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta, count};
use crate::rules::{papers, written};
use crate::statement::{About, Stance, Topic};
use crate::vocabulary::{Category, Origin};

/// M14, `documented-holding-absent`.
#[derive(Debug)]
pub struct DocumentedHoldingAbsent;

const DOC: &str = "\
## What it finds

A kind of data that a notice of the party itself, as cited in its codebook, says that it holds about voters on the day of the response, where the response has no such field and does not say that none is held. A notice counts from the year that it gives, else from the year in which it was published; one without a date says nothing of this day. What others report of the party does not count.

## Why it matters

What a party says in public that it holds, and what it sends, ought to agree.

## Example

A notice that says that commercial segments are held, and a record without one. With `We hold no commercial segment about you`, the rule is silent.

## What to ask

Please confirm whether you hold [category] about me, as your notice says that you may.

## Citations

UK GDPR, Art 15(1); UK GDPR, Art 15(1A); UK GDPR, Art 15(3).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M14"),
    name: "documented-holding-absent",
    title: "Documented holding absent and not mentioned",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-15.1", "gdpr-15.1A", "gdpr-15.3"],
    ask: "Please confirm whether you hold [category] about me, as your notice says that you may.",
    caveat: "A notice says what may be held; nothing may be held about this person; the notice may be newer than the response.",
    doc: DOC,
};

impl Rule for DocumentedHoldingAbsent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(day) = papers::answered_on(profile).or(profile.request.requested) else {
            return;
        };
        let copied = profile.held().next().is_some();
        if !copied || !items::are_owed(profile) || !papers::all_read(profile) {
            return;
        }
        let Some(book) = profile.party_book() else {
            return;
        };
        let absent: Vec<Holding> = holdings(book)
            .into_iter()
            .filter(|held| {
                held.covers(day.year())
                    && !held.is_shown(profile, book)
                    && !held.is_denied(profile)
                    && held.cites.iter().any(|cite| is_own(book, cite))
            })
            .collect();
        if absent.is_empty() {
            return;
        }
        let what = named(&absent);
        let message = format!(
            "{} that the party holds, about voters: {}; the response has no such field and does not say that none is held.",
            said_by(book, &absent),
            what,
        );
        let mut finding = META.at(profile.searched(), message);
        finding.ask = META.ask.replace("[category]", &what);
        findings.push(finding);
    }
}

/// What a source says that the party holds.
struct Holding<'b> {
    what: &'b str,
    fields: &'b [String],
    category: Option<Category>,
    /// The first year of which it speaks, where it is known.
    first: Option<i32>,
    last: Option<i32>,
    cites: Vec<&'b Cite>,
}

/// What the notices say, and what else is documented, each kind of data once.
fn holdings(book: &Book) -> Vec<Holding<'_>> {
    let cites = |keys: &[String]| -> Vec<&Cite> {
        let named = keys.iter();
        named
            .filter_map(|key| book.cites.iter().find(|cite| cite.key == *key))
            .collect()
    };
    let mut all: Vec<Holding<'_>> = Vec::new();
    for said in book.notices.iter().filter(|said| says_held(said.says)) {
        let cited = cites(std::slice::from_ref(&said.notice));
        all.push(Holding {
            what: &said.what,
            fields: &said.fields,
            category: said.category,
            first: said
                .date
                .as_deref()
                .and_then(year_of)
                .or_else(|| earliest(&cited)),
            last: said.until.as_deref().and_then(year_of),
            cites: cited,
        });
    }
    for known in book.expects.iter().filter(|known| known.holds) {
        let told = all.iter().any(|held| held.category == known.category);
        if told && known.category.is_some() {
            continue;
        }
        let cited = cites(&known.cites);
        all.push(Holding {
            what: &known.what,
            fields: &known.fields,
            category: known.category,
            first: known
                .from
                .as_deref()
                .and_then(year_of)
                .or_else(|| earliest(&cited)),
            last: known.to.as_deref().and_then(year_of),
            cites: cited,
        });
    }
    all.retain(|held| held.category.is_some() || !held.fields.is_empty());
    all
}

/// Whether the party itself published a source: what others report of it is no notice of its own.
fn is_own(book: &Book, cite: &Cite) -> bool {
    let publisher = Label::new(&cite.publisher);
    book.party.as_ref().is_some_and(|party| {
        let mut names = party.names.iter().chain(std::iter::once(&party.name));
        names.any(|name| Label::new(name) == publisher)
    })
}

fn says_held(verb: NoticeVerb) -> bool {
    match verb {
        NoticeVerb::Holds | NoticeVerb::Collects | NoticeVerb::Buys | NoticeVerb::Profiles => true,
        NoticeVerb::Shares
        | NoticeVerb::DoesNotHold
        | NoticeVerb::DoesNotBuy
        | NoticeVerb::DoesNotShare
        | NoticeVerb::DoesNotProfile => false,
    }
}

/// The first year that is written in a text.
fn year_of(text: &str) -> Option<i32> {
    written::years(text).into_iter().min()
}

fn earliest(cites: &[&Cite]) -> Option<i32> {
    cites.iter().filter_map(|cite| year_of(&cite.date)).min()
}

impl Holding<'_> {
    /// Whether it speaks of a year. A source without a date may be of any time, and says nothing of this
    /// one.
    fn covers(&self, year: i32) -> bool {
        self.first.is_some_and(|first| first <= year) && self.last.is_none_or(|last| year <= last)
    }

    /// Whether the response has such a field, or any of the same kind.
    fn is_shown(&self, profile: &Profile<'_>, book: &Book) -> bool {
        let ids: Vec<FieldId> = self
            .fields
            .iter()
            .map(|field| {
                if field.contains('/') {
                    FieldId::from(field.as_str())
                } else {
                    FieldId(format!("{}/{field}", book.id))
                }
            })
            .collect();
        let register = |origin: Option<Origin>| {
            self.category == Some(Category::ElectoralRegister)
                && matches!(origin, Some(Origin::Register | Origin::MarkedRegister))
        };
        let told = papers::affirmed(profile, Topic::Source).any(|said| register(said.origin));
        told || profile.points.iter().any(|point| {
            let same = point
                .field
                .as_ref()
                .is_some_and(|field| ids.contains(field));
            same || self.category == Some(point.category) || register(Some(point.origin))
        })
    }

    /// Whether the response says that nothing of the kind is held.
    fn is_denied(&self, profile: &Profile<'_>) -> bool {
        let of = |kinds: &[Category]| self.category.is_some_and(|kind| kinds.contains(&kind));
        let mut topics: Vec<Topic> = Vec::new();
        if of(&[
            Category::Segment,
            Category::Lifestyle,
            Category::Financial,
            Category::Household,
        ]) {
            topics.extend([Topic::BoughtData, Topic::Profiling]);
        }
        if of(&[
            Category::VotingIntention,
            Category::IssueConcern,
            Category::EuReferendum,
        ]) {
            topics.extend([Topic::Profiling, Topic::SpecialData]);
        }
        if of(&[Category::EthnicityReligion]) {
            topics.push(Topic::SpecialData);
        }
        let said = &profile.statements;
        let of_kind = said
            .said(Topic::Categories, Stance::Denied)
            .any(|statement| match (&statement.about, self.category) {
                (About::Categories(kinds), Some(kind)) => kinds.contains(&kind),
                (About::Everything | About::Categories(_) | About::Headings(_), _) => false,
            });
        of_kind
            || said.affirms(Topic::RegisterOnly)
            || topics
                .iter()
                .any(|topic| said.said(*topic, Stance::Denied).next().is_some())
    }
}

/// What is held, the first few kinds by name.
fn named(absent: &[Holding<'_>]) -> String {
    const SHOWN: usize = 3;
    let what: Vec<&str> = absent.iter().take(SHOWN).map(|held| held.what).collect();
    match absent.len().saturating_sub(SHOWN) {
        0 => what.join("; "),
        more => format!(
            "{}; and {}",
            what.join("; "),
            count(more, "further kind", "further kinds")
        ),
    }
}

/// The sources that are cited, with their verb.
fn said_by(book: &Book, absent: &[Holding<'_>]) -> String {
    let mut named: Vec<String> = Vec::new();
    let cited = absent.iter().flat_map(|held| &held.cites);
    for cite in cited.filter(|cite| is_own(book, cite)) {
        let source = cite.to_string();
        if !named.contains(&source) {
            named.push(source);
        }
    }
    let say = if named.len() == 1 { "says" } else { "say" };
    format!("{} {say}", named.join("; "))
}

#[cfg(test)]
mod tests {
    use crate::codebook::PartyId;
    use crate::day::Day;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};
    use crate::vocabulary::Category;

    /// A party that is invented, and what it is documented to hold.
    const BOOK: &str = r#"
format  = 1
id      = "testers"
version = "1"
title   = "Testers"
kind    = "party"

[party]
name = "Testers"
names = ["Testers"]
cites = ["notice"]

[cites.notice]
title     = "How we use data"
publisher = "Testers"
date      = "2021"
locator   = ""
status    = "verified"

[[expects]]
what     = "commercial segments"
fields   = ["segment"]
category = "segment"
holds    = true
to       = "2026"
cites    = ["notice"]

[[field]]
id       = "segment"
title    = "Segment"
aliases  = ["Tester segment"]
kind     = "label"
category = "segment"
origin   = "bought"
level    = "household"
inferred = true
explanation = "A segment."
evidence = "verified"
cites    = ["notice"]
"#;

    fn received(day: &str) -> Case {
        let mut case = Case::with_file("testers/book.toml", BOOK);
        case.party = Some(PartyId::from("testers"));
        case.request.received = Day::parse(day).ok();
        case.add("Name", "A. Elector", |_, _| {});
        case
    }

    #[test]
    fn a_documented_holding_that_is_absent_raises_a_question_and_one_that_is_there_does_not() {
        let mut case = received("2026-03-01");
        let found = case.run("M14");
        assert!(
            found
                .iter()
                .any(|f| f.ask.contains("hold commercial segments about me"))
        );
        assert_eq!(found.len(), 1);
        case.add("Segment", "H35", |point, _| {
            point.category = Category::Segment
        });
        assert!(case.run("M14").is_empty());
    }

    #[test]
    fn a_source_of_another_time_says_nothing() {
        assert!(received("2019-03-01").run("M14").is_empty());
        assert!(received("2027-03-01").run("M14").is_empty());
    }

    #[test]
    fn a_letter_that_says_that_none_is_held_answers() {
        let mut case = received("2026-03-01");
        case.state(Topic::BoughtData, Stance::Denied, "We buy no data.", |_| {});
        assert!(case.run("M14").is_empty());
    }
}
