//! Headings whose values can only be of another kind than their words alone say.

use std::rc::Rc;

use crate::codebook::lexicon::Lexicon;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label, Word};
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::layout::{is_full_name, is_yes_or_no};
use crate::recognise::people::is_title;
use crate::recognise::shape::number;
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::telling::{Form, is_day, is_period};
use crate::recognise::values::{is_party, read_as, reread};
use crate::recognise::wording::{Setting, scan};
use crate::vocabulary::Category;

/// Reads a heading anew where the values under it can only be of another kind than its words alone say:
/// dates under `Voting intention recorded`, `BX07-1132` under `Elector`, a street under `Dwelling`, `Y`
/// under `Council 2023`.
pub(super) fn of_another_kind(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    reread(survey, |survey, index, heading| {
        if heading.explanation.is_some() || !may_be_of_another_kind(heading) {
            return None;
        }
        let values: Vec<&str> = survey.values_under(index).map(str::trim).collect();
        if values.is_empty() {
            return None;
        }
        // `list_name` beside the platform to which a list went.
        if is_name_of_list(survey, heading) {
            let why = "it stands beside the platform to which a list went";
            return read_as("Tag", heading, why, recogniser);
        }
        if is_code_of_name(heading, &values) {
            let why = format!(
                "{}; but it calls its values codes, and they are written as codes",
                heading.recognised.why
            );
            return Some(Rc::new(Recognised::unknown(why)));
        }
        // Names beside a blank cell, above what belongs to each.
        if heading.text.is_empty() && values.iter().all(|value| recogniser.addresses(value)) {
            let why = "it is blank, and its values are names above a column each";
            return read_as("Full name", heading, why, recogniser);
        }
        let dated = is_date_of_vote(heading, &values, recogniser)
            .then_some(("Date of canvass", "its values are dates"));
        let predicted = is_predicted_vote(&heading.recognised, &values, recogniser)
            .then_some(("Predicted voting intention", "its values name parties"));
        let kind = dated
            .or(predicted)
            .or_else(|| other_kind(&heading.recognised, &heading.label, &values))
            .or_else(|| called(survey, heading, &values, recogniser))
            .or_else(|| permitted(heading, &values))
            .or_else(|| subscribed(survey, heading, &values))
            .or_else(|| remarks(survey, heading, &values));
        let (meant, why) = kind?;
        let mut found = read_as(meant, heading, why, recogniser)?.as_ref().clone();
        found.concepts.clone_from(&heading.recognised.concepts);
        Some(Rc::new(found))
    });
}

/// Whether the values under a heading are worth a look: most headings leave nothing open.
fn may_be_of_another_kind(heading: &Heading) -> bool {
    let known = &heading.recognised;
    let open = matches!(
        known.category,
        Category::VotingIntention
            | Category::Membership
            | Category::Area
            | Category::System
            | Category::ElectoralRegister
            | Category::ContactHistory
            | Category::Address
            | Category::Unknown
    );
    let in_group = known.category == Category::Contact && heading.text.contains(" / ");
    let told_by_heading = heading.text.is_empty()
        || word_lists()
            .another_kind
            .holders
            .has_words(heading.label.words())
        || names_lists(&heading.label)
        || is_stated_likelihood(known)
        || names_contact(&heading.label)
        || is_called_code(&heading.label);
    open || in_group
        || told_by_heading
        || matches!(
            heading.label.key(),
            "elector" | "dwelling" | "origin" | "race" | "door" | "hse"
        )
}

/// Whether a heading names lists of people, and stands in a block about audiences or what was matched.
fn is_name_of_list(survey: &Survey, heading: &Heading) -> bool {
    names_lists(&heading.label) && {
        let mut beside = survey.headings.iter();
        beside.any(|other| {
            let known = &other.recognised;
            other.block == heading.block && (known.has("audience") || known.has("match"))
        })
    }
}

/// `list_name`, `Audience name`
fn names_lists(label: &Label) -> bool {
    word_lists().another_kind.list_names.has(label.key())
}

/// `sal_code` over `M2`: what stands for a title or a name in a list that is not known, and no name.
fn is_code_of_name(heading: &Heading, values: &[&str]) -> bool {
    let is_code = |value: &&str| value.contains(|c: char| c.is_ascii_digit());
    heading.recognised.category == Category::Identity
        && heading.recognised.has("name")
        && is_called_code(&heading.label)
        && values.iter().all(is_code)
}

/// Whether the last word of a heading calls its values codes.
fn is_called_code(label: &Label) -> bool {
    let last = label.words().last();
    last.is_some_and(|word| word_lists().another_kind.codes.has(word))
}

/// Whether a heading is listed as that of an answer about voting: `Likely to vote`.
fn is_stated_likelihood(known: &Recognised) -> bool {
    let field = known.field.as_ref();
    field.is_some_and(|field| field.0.ends_with("/likely-to-vote"))
}

/// A figure above ten, or a share of one: `81`, `0.81`.
fn is_share(value: &str) -> bool {
    const HIGHEST_ANSWER: f64 = 10.0;
    let is_share = |number: f64| number > HIGHEST_ANSWER || (number > 0.0 && number < 1.0);
    number(value).is_some_and(is_share) && !value.ends_with('%')
}

/// `Contact no.`: the number of somebody's telephone, or of their record.
fn names_contact(label: &Label) -> bool {
    word_lists().another_kind.contact_numbers.has(label.key())
}

/// A number of at most five figures that does not begin with a nought, as no telephone number is written.
fn is_short_number(value: &str) -> bool {
    const MOST: usize = 5;
    let plain = value.len() <= MOST && value.bytes().all(|byte| byte.is_ascii_digit());
    plain && !value.is_empty() && !value.starts_with('0')
}

/// As what a heading is read whose values tell, and how they do.
fn other_kind(
    known: &Recognised,
    label: &Label,
    values: &[&str],
) -> Option<(&'static str, &'static str)> {
    let all = |fits: fn(&str) -> bool| values.iter().all(|value| fits(value));
    let only = |classes: &[&str]| {
        !known.concepts.is_empty()
            && known.concepts.iter().all(|id| {
                let class = id.split(':').next().unwrap_or_default();
                classes.contains(&class)
            })
    };
    let of_answers = matches!(known.kind, Some(Kind::Code | Kind::Label));
    if known.category == Category::VotingIntention && of_answers && all(is_day) {
        return Some(("Date of canvass", "its values are dates"));
    }
    let of_answers_only = known.category == Category::VotingIntention && of_answers;
    if of_answers_only && all(|value| value.ends_with('%')) {
        return Some(("Support score", "its values are percentages"));
    }
    // `Likely to vote` over `81`: people answer such a question from 0 to 10, or in words.
    if is_stated_likelihood(known) && all(is_share) {
        return Some(("Likelihood to vote", "its values are figures out of 100"));
    }
    // `Contact no.` over `80421`: no number that anybody can ring.
    if names_contact(label) && all(is_short_number) {
        return Some((
            "Record number",
            "its values are too short for telephone numbers",
        ));
    }
    // `Postal` over postcodes, `Line` over telephone numbers.
    let not_contact = matches!(
        known.category,
        Category::ElectoralRegister | Category::System | Category::ContactHistory
    );
    let mut forms = values.iter().map(|value| Form::telling(value));
    let form = forms
        .next()
        .flatten()
        .filter(|form| forms.all(|other| other == Some(*form)));
    // `mail_addr` is an address of either kind.
    let is_mail = known.category == Category::Address && form == Some(Form::Mail);
    if let Some(heading) = form
        .and_then(Form::heading)
        .filter(|_| not_contact || is_mail)
    {
        return Some((heading, "its values show what they are"));
    }
    // `Voter` over `Mrs Ivy Clutterbuck`
    let open = known.category == Category::VotingIntention && known.field.is_none()
        || known.category == Category::Membership && !of_answers
        || matches!(known.category, Category::Unknown | Category::System) && known.field.is_none();
    let is_called = label.key() == "called";
    if (open || is_called) && all(has_title) {
        return Some(("Name", "its values are names"));
    }
    // `Style` over `Mr`
    let of_address = |word: &Word| word_lists().another_kind.addressed.has(word);
    let is_addressed = label.words().iter().any(of_address);
    if open && is_addressed && all(|value| is_title(Label::new(value).key())) {
        return Some(("Title", "its values are forms of address"));
    }
    // `Home status` over `Owner`
    let is_tenure = |value: &str| {
        word_lists()
            .another_kind
            .tenures
            .has(&value.trim().to_lowercase())
    };
    let of_home = label
        .words()
        .iter()
        .any(|word| matches!(word.as_str(), "home" | "housing"));
    if open && of_home && values.iter().all(|value| is_tenure(value)) {
        return Some(("Tenure", "its values say whether somebody owns or rents"));
    }
    // `Index computed` over `June 2021`.
    let is_dated = |value: &str| is_day(value) || is_period(value);
    if known.kind == Some(Kind::Score) && known.field.is_none() && all(is_dated) {
        return Some(("Score date", "its values are dates"));
    }
    // `Asked`, `Last rung` over days.
    let of_contact = |word: &Word| word_lists().another_kind.spoken.has(word);
    if known.category == Category::Unknown && all(is_dated) && label.words().iter().any(of_contact)
    {
        return Some(("Date of canvass", "its values are dates"));
    }
    let are_figures = !values.is_empty() && all(|value| number(value).is_some());
    // `Score 12b` over 0.207: a score of something.
    const SCORES: &[&str] = &[
        "stat:score",
        "stat:likelihood",
        "stat:prediction",
        "stat:rank",
    ];
    let is_score = SCORES.iter().any(|concept| known.has(concept));
    if known.category == Category::Unknown
        && known.kind.is_none()
        && is_score
        && are_figures
        && !label
            .words()
            .iter()
            .any(|word| word_lists().another_kind.numbered.has(word))
    {
        return Some((
            "Unnamed score",
            "it calls itself a score and its values are figures",
        ));
    }
    // `On` and `Received on` over days.
    let words = label.words();
    let says_when = words
        .last()
        .is_some_and(|last| matches!(last.as_str(), "on" | "when"));
    let nothing_known = known.category == Category::Unknown && known.field.is_none();
    if nothing_known && says_when && all(is_day) {
        return Some(("Date", "its values are dates"));
    }
    if label.key() == "origin" && !known.inferred && values.iter().any(|value| is_way_in(value)) {
        return Some(("Source", "its values say how data came in"));
    }
    // `10K`, at a fun run; a number alone may well be a code of origins.
    let is_distance = |value: &str| {
        let lower = value.to_lowercase();
        let units = ["k", "km", "m", "mile", "miles"].iter();
        let mut figures = units.filter_map(|unit| lower.strip_suffix(unit));
        figures.any(|figure| figure.trim().parse::<f64>().is_ok())
    };
    if label.key() == "race" && all(is_distance) {
        return Some(("Event", "its values are distances and name no origin"));
    }
    if label.key() == "elector" && all(is_elector_number) {
        return Some(("Elector number", "its values are numbers of the register"));
    }
    // `Door`, `Hse` over `112A`
    let is_house_number = |value: &str| {
        let figures = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (1..=4).contains(&figures.len())
            && figures.bytes().all(|byte| byte.is_ascii_digit())
            && value.len() <= figures.len() + 1
    };
    if matches!(label.key(), "door" | "hse") && values.iter().all(|value| is_house_number(value)) {
        return Some(("House number", "its values are numbers of houses"));
    }
    let is_house =
        |value: &str| value.starts_with(|c: char| c.is_ascii_digit()) || value.contains(", ");
    if label.key() == "dwelling" && all(is_house) {
        return Some(("Address", "its values are houses in streets"));
    }
    // A council or an election, a year, and whether somebody voted.
    let dated = label
        .words()
        .iter()
        .any(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")));
    let open = matches!(known.category, Category::Area | Category::Unknown) && !of_answers;
    if open && dated && only(&["area", "election", "modifier", "time"]) && all(is_vote_mark) {
        return Some(("Voted", "its values are marks of a vote"));
    }
    None
}

/// `Predicted vote` over `Reform`: for whom, and not whether.
fn is_predicted_vote(known: &Recognised, values: &[&str], recogniser: &Recogniser<'_>) -> bool {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return false;
    };
    let of_turnout = known.category == Category::VotingIntention && known.special.is_none();
    of_turnout
        && known.inferred
        && known.field.is_none()
        && values.iter().all(|value| is_party(value, lexicon))
}

/// `Previous VI date`, `Party ID recorded`: dates under a heading that nothing else is known of, and that
/// begins like one of an answer.
fn is_date_of_vote(heading: &Heading, values: &[&str], recogniser: &Recogniser<'_>) -> bool {
    let lasts = [
        " date",
        " recorded",
        " on",
        " recorded on",
        " when",
        " updated",
    ];
    let open = heading.recognised.category == Category::Unknown;
    if !open || !values.iter().all(|value| is_day(value)) {
        return false;
    }
    let lower = heading.text.trim().to_lowercase();
    lasts.iter().any(|last| {
        let head = lower.strip_suffix(last);
        head.is_some_and(|head| recogniser.recognise(head).category == Category::VotingIntention)
    })
}

/// Remarks in a log under whatever heads them, beside headings that are known: where none is, it may as well be a
/// table of questions and answers.
fn remarks(
    survey: &Survey,
    heading: &Heading,
    values: &[&str],
) -> Option<(&'static str, &'static str)> {
    let known = &heading.recognised;
    let nothing_known = known.category == Category::Unknown && known.field.is_none();
    let beside_known = || {
        let mut others = survey.headings.iter();
        others.any(|other| other.block == heading.block && other.recognised.is_known())
    };
    (nothing_known && are_remarks(values) && beside_known())
        .then_some(("Remarks", "its values are remarks in words"))
}

/// `May we contact by / E-mail` over `N`: whether somebody may be reached so, and not where.
fn permitted(heading: &Heading, values: &[&str]) -> Option<(&'static str, &'static str)> {
    let known = &heading.recognised;
    if known.category != Category::Contact || !values.iter().all(|value| is_yes_or_no(value)) {
        return None;
    }
    let (group, _) = heading.text.rsplit_once(" / ")?;
    let group = group.to_lowercase();
    let mut leads = word_lists().another_kind.permits.iter();
    let of_consent = leads.any(|lead| group == *lead);
    let by = match (known.has("contact:email"), known.has("contact:phone")) {
        (true, false) => "Contact by email",
        (false, true) => "Contact by phone",
        _ => return None,
    };
    of_consent.then_some((by, "its values are answers, under a title about consent"))
}

/// `Status` over `unsubscribed`, beside an e-mail address and what was sent to it: whether the person gets such mail.
fn subscribed(
    survey: &Survey,
    heading: &Heading,
    values: &[&str],
) -> Option<(&'static str, &'static str)> {
    let of_status = matches!(
        heading.recognised.category,
        Category::Unknown | Category::System | Category::Membership
    );
    let lists = &word_lists().another_kind;
    if !of_status || !lists.states.has_words(heading.label.words()) {
        return None;
    }
    let states: Vec<String> = values
        .iter()
        .map(|value| value.trim().to_lowercase())
        .collect();
    // Of several states it is not known which stands now.
    let (first, rest) = states.split_first()?;
    let one = lists.subscriptions.has(first) && rest.iter().all(|other| other == first);
    let beside = || {
        let others = survey.headings.iter();
        others.filter(|other| other.block == heading.block)
    };
    let by_mail = beside().any(|other| {
        other.recognised.category == Category::Contact && other.recognised.has("contact:email")
    });
    let of_lists = beside().any(|other| {
        let mut words = other.label.words().iter();
        words.any(|word| lists.mailings.has(word))
    });
    (one && by_mail && of_lists).then_some((
        "Subscription Status",
        "its values are states of a subscription",
    ))
}

/// `Voter`, `Ticket holder` over what people are called, where nothing beside it gives a name.
fn called(
    survey: &Survey,
    heading: &Heading,
    values: &[&str],
    recogniser: &Recogniser<'_>,
) -> Option<(&'static str, &'static str)> {
    let known = &heading.recognised;
    let open = known.field.is_none()
        && matches!(
            known.category,
            Category::VotingIntention | Category::Unknown | Category::System | Category::Consent
        );
    let of_whom = word_lists()
        .another_kind
        .holders
        .has_words(heading.label.words());
    if !open || !of_whom {
        return None;
    }
    let lexicon = recogniser.books().lexicon().ok()?;
    let is_named = || {
        let mut others = survey.headings.iter();
        others.any(|other| other.block == heading.block && other.recognised.has("name"))
    };
    let is_name = values.iter().all(|value| is_called(value, lexicon));
    if !is_name || is_named() {
        return None;
    }
    let named = names_elsewhere(survey);
    if is_known_as(&named, values) {
        return Some((
            "Name",
            "its values are names, and one of them stands elsewhere in the response",
        ));
    }
    let leads = named.is_empty() && leads_record(survey, heading, values);
    leads.then_some((
        "Name",
        "it is the first of a record with an address or an entry of the register, and its values are full names",
    ))
}

/// Whether a heading is the first of its block, over full names, and an address, a contact or an entry of the register
/// stands in the same block: whose they are comes first.
fn leads_record(survey: &Survey, heading: &Heading, values: &[&str]) -> bool {
    let mut block = survey
        .headings
        .iter()
        .filter(|other| other.block == heading.block);
    let first = block.next().is_some_and(|first| first.at == heading.at);
    let of_person = |other: &Heading| {
        matches!(
            other.recognised.category,
            Category::Address | Category::Contact | Category::ElectoralRegister
        )
    };
    first && block.any(of_person) && values.iter().all(|value| is_full_name(value))
}

/// The names under headings for names, and the lines by which letters address somebody, in small letters.
fn names_elsewhere(survey: &Survey) -> Vec<String> {
    let names = survey.headings.iter().enumerate();
    let names =
        names.filter(|(_, heading)| heading.recognised.has("name") && !heading.recognised.inferred);
    let mut named: Vec<String> = names
        .flat_map(|(index, _)| survey.values_under(index))
        .map(str::to_lowercase)
        .collect();
    let notes = survey.notes.iter().map(|note| note.text.trim());
    let lines = notes
        .flat_map(str::lines)
        .filter(|line| line.starts_with("Dear "));
    named.extend(lines.map(str::to_lowercase));
    named
}

/// Whether one of some names, or the last word of it, stands as a name elsewhere in the response, or where its letter
/// addresses the person: under `Voter` may stand a candidate too.
fn is_known_as(named: &[String], values: &[&str]) -> bool {
    values.iter().any(|value| {
        let last = value
            .split_whitespace()
            .next_back()
            .unwrap_or_default()
            .to_lowercase();
        let is_last = |text: &String| {
            let mut words = text.split(|c: char| !(c.is_alphabetic() || c == '-'));
            words.any(|word| word == last)
        };
        named.iter().any(is_last)
    })
}

/// Two to four words of letters, each with a capital first, and no word that the codebooks have: what somebody is called.
fn is_called(value: &str, lexicon: &Lexicon) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=4;
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
            && word.chars().any(char::is_lowercase)
    };
    let label = Label::new(value);
    WORDS.contains(&value.split_whitespace().count())
        && value.split_whitespace().all(is_capital)
        && scan(lexicon, &label, Setting::Political).seen.is_empty()
}

/// Whether values are what somebody wrote down: in words, no two the same, and some of them whole clauses. The
/// label of a product stands there once for each person.
fn are_remarks(values: &[&str]) -> bool {
    const FEWEST: usize = 3;
    const WORDS: usize = 4;
    const SMALL: usize = 3;
    let in_words = |value: &str| {
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        value.contains(' ') && letters.saturating_mul(2) > value.len()
    };
    let is_clause = |value: &&&str| {
        let words = value.split_whitespace();
        let is_small = |word: &&str| word.chars().all(char::is_lowercase);
        words.clone().count() >= WORDS && words.filter(is_small).count() >= SMALL
    };
    let mut different = values.to_vec();
    different.sort_unstable();
    different.dedup();
    different.len() >= FEWEST
        && different.len() == values.len()
        && values.iter().all(|value| in_words(value))
        && values.iter().filter(is_clause).count().saturating_mul(2) >= values.len()
}

/// `Web form`, `Import 2019`: how data came to a system, and nowhere that a person comes from.
fn is_way_in(value: &str) -> bool {
    let label = Label::new(value);
    label
        .words()
        .iter()
        .any(|word| word_lists().another_kind.ways_in.has(word))
}

/// `Mrs Ivy Clutterbuck`
fn has_title(value: &str) -> bool {
    let label = Label::new(value);
    let words = label.words();
    words.len() > 1 && words.first().is_some_and(|first| is_title(first))
}

fn is_elector_number(value: &str) -> bool {
    let letters = value.chars().filter(char::is_ascii_alphabetic).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let parted = value.contains(['-', '/', ' ', '.']);
    digits > 0 && letters <= 4 && value.len() <= 14 && (parted || letters == 0)
}

fn is_vote_mark(value: &str) -> bool {
    let value = value.to_lowercase();
    matches!(
        value.as_str(),
        "y" | "n" | "v" | "nv" | "yes" | "no" | "voted" | "did not vote" | "a"
    )
}
