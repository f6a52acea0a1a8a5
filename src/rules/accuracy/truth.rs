//! What the person says is true, held against what a data point says. Only what can be compared
//! without guessing is compared; no value and no truth leaves this module.

use crate::codebook::{Kind, Label, Word};
use crate::decode::Decoded;
use crate::profile::{Accuracy, Profile};
use crate::request::{Answer, Children, Home, Truth};
use crate::rules::written;
use crate::vocabulary::{Category, SpecialCategory};

/// Whether a data point says otherwise than the person.
#[must_use]
pub fn disputes(profile: &Profile<'_>, point: &Decoded) -> bool {
    verdict(profile, point) == Verdict::Wrong
}

/// What the person's own word makes of a data point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is about nothing that the person says.
    NotAbout,
    /// It is about it, and cannot be compared without guessing.
    Unclear,
    /// It says the same.
    Right,
    /// It says otherwise.
    Wrong,
}

/// How right the profile is, as far as the person says what is true.
#[must_use]
pub fn score(profile: &Profile<'_>) -> Option<Accuracy> {
    if profile.request.truth.is_empty() {
        return None;
    }
    let mut accuracy = Accuracy::default();
    for point in profile.held() {
        let tally = if is_prediction(point) {
            &mut accuracy.guesses
        } else {
            &mut accuracy.facts
        };
        let number = match verdict(profile, point) {
            Verdict::NotAbout => continue,
            Verdict::Unclear => &mut tally.not_compared,
            Verdict::Right => &mut tally.right,
            Verdict::Wrong => &mut tally.wrong,
        };
        *number = number.saturating_add(1);
    }
    Some(accuracy)
}

/// What the person's own word makes of a data point, by everything that it is about.
#[must_use]
pub fn verdict(profile: &Profile<'_>, point: &Decoded) -> Verdict {
    let truth = &profile.request.truth;
    if truth.is_empty() || !point.is_value() || point.person > 1 {
        return Verdict::NotAbout;
    }
    if let Some(own) = marked(profile, point) {
        return own;
    }
    CHECKS
        .iter()
        .filter(|check| (check.known)(truth) && (check.about)(profile, point))
        .map(|check| match (check.differs)(profile, point) {
            None => Verdict::Unclear,
            Some(false) => Verdict::Right,
            Some(true) => Verdict::Wrong,
        })
        .max()
        .unwrap_or(Verdict::NotAbout)
}

/// What the person says of this very data point. An entry that is right in part is disputed where the
/// person says what is true instead.
fn marked(profile: &Profile<'_>, point: &Decoded) -> Option<Verdict> {
    let mark = profile.request.truth.marks.get(&point.id.0)?;
    mark.is_about(&point.label, point.value.as_deref())
        .then_some(())?;
    match (mark.answer, &mark.correction) {
        (Answer::Right, _) => Some(Verdict::Right),
        (Answer::Wrong, _) | (Answer::Partly, Some(_)) => Some(Verdict::Wrong),
        (Answer::Partly, None) => Some(Verdict::Unclear),
        (Answer::DoesNotKnow, _) => None,
    }
}

/// One thing that the person may say is true.
struct Check {
    /// Whether the person says it.
    known: fn(&Truth) -> bool,
    /// Whether a data point is about it.
    about: fn(&Profile<'_>, &Decoded) -> bool,
    /// Whether the data point says otherwise; nothing where that cannot be told.
    differs: fn(&Profile<'_>, &Decoded) -> Option<bool>,
}

const CHECKS: &[Check] = &[
    Check {
        known: |truth| truth.birth_year.is_some(),
        about: about_birth,
        differs: birth_year,
    },
    Check {
        known: |truth| truth.birth_year.is_some(),
        about: written::is_age,
        differs: age,
    },
    Check {
        known: |truth| truth.remain.is_some(),
        about: |profile, point| {
            profile.says(point, "side") || point.category == Category::EuReferendum
        },
        differs: side,
    },
    Check {
        known: |truth| truth.home.is_some(),
        about: written::about_home,
        differs: home,
    },
    Check {
        known: |truth| truth.children.is_some(),
        about: written::about_children,
        differs: children,
    },
    Check {
        known: |truth| truth.married.is_some(),
        about: written::about_marriage,
        differs: married,
    },
    Check {
        known: |truth| truth.religion.is_some(),
        about: |profile, point| named(profile, point, "attr:religion", FAITH_WORDS),
        differs: religion,
    },
    Check {
        known: |truth| truth.ethnic_origin.is_some(),
        about: |profile, point| named(profile, point, "attr:ethnicity", ORIGIN_WORDS),
        differs: origin,
    },
    Check {
        known: |truth| truth.gender.is_some(),
        about: written::about_sex,
        differs: gender,
    },
    Check {
        known: |truth| truth.member.is_some(),
        about: about_membership,
        differs: member,
    },
    Check {
        known: |truth| truth.occupation.is_some(),
        about: |profile, point| named(profile, point, "attr:occupation", WORK_WORDS),
        differs: occupation,
    },
    Check {
        known: |truth| !truth.voted.is_empty(),
        about: |profile, point| voted_at(profile, point).is_some(),
        differs: voted,
    },
];

const FAITH_WORDS: &[&str] = &["religion", "religious", "faith"];
const ORIGIN_WORDS: &[&str] = &["ethnic", "ethnicity", "origin", "heritage"];
const WORK_WORDS: &[&str] = &["occupation", "job", "profession"];

/// Whether a data point is a guess, and so a prediction and no fact.
#[must_use]
pub fn is_prediction(point: &Decoded) -> bool {
    point.inferred || point.admits_guess
}

fn named(profile: &Profile<'_>, point: &Decoded, concept: &str, words: &[&str]) -> bool {
    profile.says(point, concept) || written::any(profile.heading_words(point), words)
}

fn value(point: &Decoded) -> &str {
    point.value.as_deref().unwrap_or_default()
}

fn about_birth(profile: &Profile<'_>, point: &Decoded) -> bool {
    let words = profile.heading_words(point);
    let of_birth = profile.says(point, "attr:dob") || written::any(words, &["dob", "birth"]);
    of_birth && !written::any(words, &["country", "place", "city", "town"])
}

fn birth_year(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = i32::from(profile.request.truth.birth_year?);
    about_birth(profile, point).then_some(())?;
    let year = match written::day(value(point)) {
        Some(day) => day.year(),
        None => match written::years(value(point)).as_slice() {
            [only] => *only,
            _ => return None,
        },
    };
    Some(year != truth)
}

/// The last year of the holidays that the program knows.
const LAST_YEAR: i32 = 2028;

/// A guessed age is compared with a year's grace on both sides; an age that was given may be old,
/// and is only too high.
fn age(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = i32::from(profile.request.truth.birth_year?);
    // Without a day to count from, the last year that this program knows of is late enough for what
    // no day before it could make true.
    let known = written::known_day(profile).map(crate::day::Day::year);
    written::is_age(profile, point).then_some(())?;
    let (low, high) = written::ages(&profile.value_words(point).join(" "))
        .filter(|_| !value(point).contains(['-', '+', '\u{2013}']))
        .or_else(|| written::ages(value(point)))?;
    let oldest = known.unwrap_or(LAST_YEAR) - truth;
    let too_high = low > oldest + 1;
    let too_low = known.is_some() && high < oldest - 2;
    if known.is_none() && !too_high {
        return None;
    }
    Some(too_high || (is_prediction(point) && too_low))
}

fn side(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    const HALF: f64 = 0.5;
    let remains = profile.request.truth.remain?;
    let about = profile.says(point, "side") || point.category == Category::EuReferendum;
    about.then_some(())?;
    let said = |words: &[Word]| {
        let leave = written::any(words, &["leave", "leaver", "leavers"]);
        let remain = written::any(words, &["remain", "remainer", "remainers"]);
        (leave != remain).then_some(remain)
    };
    let heading = || said(profile.label(point).words());
    let text = value(point);
    if written::is_yes(text) && point.kind == Some(Kind::Flag) {
        return Some(heading()? != remains);
    }
    if crate::decode::number(text).is_some() {
        written::share(point).filter(|share| *share >= HALF)?;
        return heading().map(|remain| remain != remains);
    }
    let words = profile.value_words(point);
    let unsure = written::any(words, &["not", "no", "never", "unlikely", "or"]);
    (!unsure)
        .then(|| said(words))
        .flatten()
        .map(|remain| remain != remains)
}

fn home(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let owner = profile.request.truth.home? == Home::Owner;
    Some(written::is_owner(profile, point)? != owner)
}

fn children(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.children?;
    let some = written::has_children(profile, point)?;
    match (truth, written::number_of_children(point)) {
        (Children::Count(count), Some(number)) => Some(number != count),
        (Children::None, _) => Some(some),
        (Children::Some | Children::Count(_), _) => Some(!some),
    }
}

fn married(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.married?;
    Some(written::is_married(profile, point)? != truth)
}

/// The election of which the person says how they voted and a data point is the vote.
fn voted_at(profile: &Profile<'_>, point: &Decoded) -> Option<String> {
    let past = profile.says(point, "act:past-vote") || profile.says(point, "act:voted");
    let of_party = point.category == Category::VotingIntention && past;
    of_party.then_some(())?;
    let label = profile.label(point);
    let voted = &profile.request.truth.voted;
    let mut named = voted
        .keys()
        .filter(|election| label.words().iter().any(|word| word == *election));
    named.next().cloned()
}

fn voted(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile
        .request
        .truth
        .voted
        .get(&voted_at(profile, point)?)?;
    let truth = written::party(profile, Label::new(truth).words())?;
    Some(written::party(profile, profile.value_words(point))? != truth)
}

/// Words that name one thing: the first word of a row stands for all of it.
type Kin = &'static [&'static [&'static str]];

const FAITHS: Kin = &[
    &[
        "christian",
        "christianity",
        "anglican",
        "catholic",
        "methodist",
        "baptist",
        "protestant",
        "presbyterian",
        "orthodox",
    ],
    &["muslim", "islam", "islamic"],
    &["jewish", "jew", "judaism"],
    &["hindu", "hinduism"],
    &["sikh", "sikhism"],
    &["buddhist", "buddhism"],
    &["none", "atheist", "atheism", "humanist", "agnostic"],
];

const ORIGINS: Kin = &[
    &[
        "white", "british", "english", "welsh", "scottish", "irish", "polish", "european",
    ],
    &[
        "asian",
        "indian",
        "pakistani",
        "bangladeshi",
        "chinese",
        "japanese",
    ],
    &[
        "black",
        "african",
        "caribbean",
        "nigerian",
        "ghanaian",
        "jamaican",
    ],
    &["arab", "arabic"],
];

/// The one row whose words a text holds; none where there are several.
fn kin(table: Kin, words: &[Word]) -> Option<usize> {
    let mut rows = table
        .iter()
        .enumerate()
        .filter(|(_, row)| written::any(words, row))
        .map(|(index, _)| index);
    let first = rows.next()?;
    rows.next().is_none().then_some(first)
}

fn differ(profile: &Profile<'_>, table: Kin, point: &Decoded, truth: &str) -> Option<bool> {
    Some(kin(table, profile.value_words(point))? != kin(table, Label::new(truth).words())?)
}

fn religion(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.religion.as_deref()?;
    named(profile, point, "attr:religion", FAITH_WORDS).then_some(())?;
    differ(profile, FAITHS, point, truth)
}

fn origin(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.ethnic_origin.as_deref()?;
    named(profile, point, "attr:ethnicity", ORIGIN_WORDS).then_some(())?;
    differ(profile, ORIGINS, point, truth)
}

fn gender(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = written::female(profile.request.truth.gender.as_deref()?)?;
    Some(written::is_female(profile, point)? != truth)
}

fn about_membership(profile: &Profile<'_>, point: &Decoded) -> bool {
    let _ = profile;
    let words = profile.label(point);
    let plain = written::any(words.words(), &["member", "membership"])
        && !written::any(
            words.words(),
            &[
                "former",
                "lapsed",
                "union",
                "ever",
                "was",
                "previous",
                "past",
                "household",
                "number",
                "no",
                "id",
                "date",
                "since",
            ],
        );
    plain
        && point.category == Category::Membership
        && point
            .special
            .is_none_or(|kind| kind == SpecialCategory::PoliticalOpinion)
}

fn member(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.member?;
    let says = about_membership(profile, point) && crate::decode::is_yes_or_no(value(point));
    says.then(|| written::is_yes(value(point)) != truth)
}

/// An occupation in words differs where no two words begin alike.
fn occupation(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    const STEM: usize = 4;
    let truth = profile.request.truth.occupation.as_deref()?;
    named(profile, point, "attr:occupation", WORK_WORDS).then_some(())?;
    let in_words = matches!(point.kind, Some(Kind::Text | Kind::Label | Kind::Note));
    (in_words && !is_prediction(point)).then_some(())?;
    let stems = |words: &[Word]| -> Vec<String> {
        words
            .iter()
            .filter(|word| word.chars().count() >= STEM)
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    };
    let (held, true_ones) = (
        stems(profile.value_words(point)),
        stems(Label::new(truth).words()),
    );
    (!held.is_empty() && !true_ones.is_empty())
        .then(|| !held.iter().any(|stem| true_ones.contains(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn right_wrong_and_what_cannot_be_compared_are_counted_apart_for_facts_and_guesses() {
        let mut case = Case::new();
        case.request.truth.birth_year = Some(1981);
        case.request.truth.gender = Some("female".to_owned());
        case.add("Date of birth", "01/06/1981", |_, _| {});
        case.add("Sex", "M", |_, _| {});
        case.add("Gender", "not stated", |_, _| {});
        case.add("Likely gender", "F", |point, _| point.inferred = true);
        case.add("Ward", "Mockton", |_, _| {});
        let profile = case.profile();
        let accuracy = score(&profile).unwrap_or_default();
        let counts = |tally: crate::profile::Tally| (tally.right, tally.wrong, tally.not_compared);
        assert_eq!(counts(accuracy.facts), (1, 1, 1));
        assert_eq!(counts(accuracy.guesses), (1, 0, 0));
    }

    #[test]
    fn without_a_truth_there_is_no_score() {
        let mut case = Case::new();
        case.add("Sex", "M", |_, _| {});
        assert_eq!(score(&case.profile()), None);
    }

    #[test]
    fn a_vote_recorded_for_an_election_is_held_against_what_the_person_says_of_it() {
        for (value, verdicts) in [
            ("Mock Reds", Verdict::Wrong),
            ("Mock Blues", Verdict::Right),
            ("Would not say", Verdict::Unclear),
        ] {
            let own = "concept = [\n    { id = \"party:reds\", say = \"Reds\", forms = [\"mock reds\"] },\n    { id = \"party:blues\", say = \"Blues\", forms = [\"mock blues\"] },\n";
            let lexicon = include_str!("../../../codebooks/common/lexicon.toml");
            let mut case = Case::with_file(
                "common/lexicon.toml",
                &lexicon.replace("concept = [\n", own),
            );
            let voted = &mut case.request.truth.voted;
            voted.insert("2019".to_owned(), "mock blues".to_owned());
            case.add("Past vote 2019", value, |point, known| {
                point.category = Category::VotingIntention;
                known.concepts = vec!["act:past-vote".to_owned()];
            });
            let profile = case.profile();
            let found = profile.points.first().map(|point| verdict(&profile, point));
            assert_eq!(found, Some(verdicts), "{value}");
        }
    }
}
