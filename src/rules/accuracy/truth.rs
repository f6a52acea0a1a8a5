//! What the person says is true, held against what a data point says. Only what can be compared
//! without guessing is compared; no value and no truth leaves this module.

use crate::codebook::{Kind, Label};
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::request::{Children, Home};
use crate::rules::written;
use crate::vocabulary::{Category, SpecialCategory};

/// Whether a data point says otherwise than the person.
#[must_use]
pub fn disputes(profile: &Profile<'_>, point: &Decoded) -> bool {
    if profile.request.truth.is_empty() || !point.is_value() || point.person > 1 {
        return false;
    }
    [
        birth_year, age, side, home, children, married, religion, origin, gender, member,
        occupation,
    ]
    .iter()
    .any(|differs| differs(profile, point) == Some(true))
}

/// Whether a data point is a guess, and so a prediction and no fact.
#[must_use]
pub fn is_prediction(point: &Decoded) -> bool {
    point.inferred || point.admits_guess
}

fn named(profile: &Profile<'_>, point: &Decoded, concept: &str, words: &[&str]) -> bool {
    profile.says(point, concept) || written::any(&written::heading_words(point), words)
}

fn value(point: &Decoded) -> &str {
    point.value.as_deref().unwrap_or_default()
}

fn birth_year(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = i32::from(profile.request.truth.birth_year?);
    let words = written::heading_words(point);
    let of_birth = profile.says(point, "attr:dob") || written::any(&words, &["dob", "birth"]);
    let elsewhere = written::any(&words, &["country", "place", "city", "town"]);
    (of_birth && !elsewhere).then_some(())?;
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
    let (low, high) = written::ages(&written::words(point).join(" "))
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
    let said = |words: &[String]| {
        let leave = written::any(words, &["leave", "leaver", "leavers"]);
        let remain = written::any(words, &["remain", "remainer", "remainers"]);
        (leave != remain).then_some(remain)
    };
    let heading = || said(Label::new(&point.label).words());
    let text = value(point);
    if written::is_yes(text) && point.kind == Some(Kind::Flag) {
        return Some(heading()? != remains);
    }
    if let Some(number) = crate::decode::number(text) {
        let (from, to) = match &point.meaning.scale {
            Some(scale) => (scale.from, scale.to),
            None if text.contains('%') => (0.0, 100.0),
            None => return None,
        };
        let share = (number - from) / (to - from);
        return (share.is_finite() && (HALF..=1.0).contains(&share))
            .then(heading)
            .flatten()
            .map(|remain| remain != remains);
    }
    let words = written::words(point);
    let unsure = written::any(&words, &["not", "no", "never", "unlikely", "or"]);
    (!unsure)
        .then(|| said(&words))
        .flatten()
        .map(|remain| remain != remains)
}

fn home(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let owner = profile.request.truth.home? == Home::Owner;
    Some(written::is_owner(profile, point)? != owner)
}

fn children(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.children?;
    let heading = Label::new(&point.label);
    let about = named(
        profile,
        point,
        "attr:children",
        &["children", "child", "kids"],
    );
    // `Children aged 5 to 11` is about some of them.
    let of_an_age = heading
        .words()
        .iter()
        .any(|word| word.bytes().all(|b| b.is_ascii_digit()));
    (about && !of_an_age).then_some(())?;
    let text = value(point);
    if let Ok(number) = text.trim().parse::<u8>()
        && point.kind != Some(Kind::Flag)
    {
        return match truth {
            Children::None => Some(number > 0),
            Children::Some => Some(number == 0),
            Children::Count(count) => Some(number != count),
        };
    }
    let none = written::is_no(text) || text.to_lowercase().starts_with("no child");
    let some = written::is_yes(text);
    match truth {
        Children::None => Some(some),
        Children::Some | Children::Count(_) => Some(none),
    }
}

fn married(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.married?;
    named(profile, point, "attr:marital", &["marital", "married"]).then_some(())?;
    let text = value(point);
    if crate::decode::is_yes_or_no(text) {
        let about = Label::new(&point.label)
            .words()
            .iter()
            .any(|word| word == "married");
        return about.then(|| written::is_yes(text) != truth);
    }
    let words = written::words(point);
    if written::any(
        &words,
        &["not", "or", "partner", "partnership", "cohabiting"],
    ) {
        return None;
    }
    let single = [
        "single",
        "divorced",
        "unmarried",
        "widowed",
        "widow",
        "widower",
        "separated",
    ];
    match (
        written::any(&words, &["married"]),
        written::any(&words, &single),
    ) {
        (true, false) => Some(!truth),
        (false, true) => Some(truth),
        _ => None,
    }
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
fn kin(table: Kin, words: &[String]) -> Option<usize> {
    let mut rows = table
        .iter()
        .enumerate()
        .filter(|(_, row)| written::any(words, row))
        .map(|(index, _)| index);
    let first = rows.next()?;
    rows.next().is_none().then_some(first)
}

fn differ(table: Kin, point: &Decoded, truth: &str) -> Option<bool> {
    Some(kin(table, &written::words(point))? != kin(table, Label::new(truth).words())?)
}

fn religion(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.religion.as_deref()?;
    named(
        profile,
        point,
        "attr:religion",
        &["religion", "religious", "faith"],
    )
    .then_some(())?;
    differ(FAITHS, point, truth)
}

fn origin(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.ethnic_origin.as_deref()?;
    let words = ["ethnic", "ethnicity", "origin", "heritage"];
    named(profile, point, "attr:ethnicity", &words).then_some(())?;
    differ(ORIGINS, point, truth)
}

fn gender(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = written::female(profile.request.truth.gender.as_deref()?)?;
    Some(written::is_female(profile, point)? != truth)
}

fn member(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    let truth = profile.request.truth.member?;
    let words = Label::new(&point.label);
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
            ],
        );
    let about = point.category == Category::Membership
        && point
            .special
            .is_none_or(|kind| kind == SpecialCategory::PoliticalOpinion);
    (about && plain && crate::decode::is_yes_or_no(value(point))).then_some(())?;
    Some(written::is_yes(value(point)) != truth)
}

/// An occupation in words differs where no two words begin alike.
fn occupation(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    const STEM: usize = 4;
    let truth = profile.request.truth.occupation.as_deref()?;
    let words = ["occupation", "job", "profession"];
    named(profile, point, "attr:occupation", &words).then_some(())?;
    let in_words = matches!(point.kind, Some(Kind::Text | Kind::Label | Kind::Note));
    (in_words && !is_prediction(point)).then_some(())?;
    let stems = |words: &[String]| -> Vec<String> {
        words
            .iter()
            .filter(|word| word.chars().count() >= STEM)
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    };
    let (held, true_ones) = (
        stems(&written::words(point)),
        stems(Label::new(truth).words()),
    );
    (!held.is_empty() && !true_ones.is_empty())
        .then(|| !held.iter().any(|stem| true_ones.contains(stem)))
}
