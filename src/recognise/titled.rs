//! Headings that say what they hold only together with the title above their block: `Standing` under
//! `Membership`, `Letters` over `Yes` under `Permissions`.

use std::rc::Rc;

use crate::codebook::lexicon::Lexicon;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Label, Word};
use crate::day::month_named;
use crate::recognise::heading::{Question, Recognised, Recogniser};
use crate::recognise::shape::number;
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::values::{all_are, read_as, reread, says_voted};
use crate::recognise::wording;
use crate::vocabulary::Category;

/// Reads headings of which nothing is known, or only how they are called in any system, together with the
/// title of their block, where the title by itself is about membership, consent or the electoral register and both
/// together are too. Of consent, the heading names nothing but a channel, and every value is an answer.
pub(super) fn under_titles(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    reread(survey, |survey, index, heading| {
        let title = heading.title.as_deref()?.split('(').next()?.trim();
        let title = without_letter(title);
        if heading.explanation.is_some() {
            return None;
        }
        let words = recogniser.label(title);
        // A blank `Member` among others is no title.
        let titled = !heading.under_heading;
        // `text` of one of the `notes` of an export is a note.
        if is_of_notes(heading) && names_notes(&words) {
            let why = format!("it stands under the title `{title}`");
            return read_as("Notes", heading, &why, recogniser);
        }
        let about = if titled && is_of_membership(heading) && names_membership(&words) {
            Category::Membership
        } else if is_of_consent(heading)
            && names_permissions(&words)
            && all_are(survey, index, is_answer)
        {
            let why = format!("it stands under the title `{title}`");
            return read_as("Consent given", heading, &why, recogniser);
        } else if is_channel(heading, recogniser)
            && names_permissions(&words)
            && all_are(survey, index, is_answer)
        {
            Category::Consent
        } else if titled && is_number(heading) && names_register(title, recogniser) {
            Category::ElectoralRegister
        } else {
            return None;
        };
        let both = recogniser.recognise(&format!("{title} {}", heading.text));
        if both.category != about {
            return None;
        }
        let known = heading.recognised.as_ref();
        let mut found: Recognised = both.as_ref().clone();
        found.field = None;
        // `Branch` is the area of one, in whatever block.
        if known.category == Category::System && about == Category::Membership {
            found.title.clone_from(&known.title);
            found.kind = known.kind;
        }
        found.why = format!("{}; but under the title `{title}` {}", known.why, found.why);
        Some(Rc::new(found))
    });
}

/// Reads `Council 2017` or `May 2021` under `Whether you voted` or `Voting record` as whether the person voted then: the
/// title is about that by itself, the heading names an election or a time, and its values are marks.
pub(super) fn under_votes(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    reread(survey, |survey, index, heading| {
        let title = heading.title.as_deref()?.split('(').next()?.trim();
        let known = &heading.recognised;
        let told = known.category == Category::VotingRecord || heading.explanation.is_some();
        let dated = heading
            .label
            .words()
            .iter()
            .any(|word| month_named(word).is_some() || matches!(word.parse(), Ok(1990..=2100)));
        if !dated {
            return None;
        }
        let is_mark = |value: &str| {
            let none = value.trim().eq_ignore_ascii_case("did not vote");
            none || is_answer(value) || says_voted(value, lexicon)
        };
        let of_votes = |text: &str| recogniser.recognise(text).category == Category::VotingRecord;
        let title = without_letter(title);
        let names = names_election(&heading.text, recogniser);
        // `v` and `x` under the years of `Turnout, by kind of election` are marks, whatever they stand for.
        let marked = names && names_turnout(title) && is_of_marks(survey, heading.block);
        let fits = |value: &str| is_mark(value) || (marked && is_letter_or_figure(value));
        let open = matches!(
            known.category,
            Category::Unknown | Category::ElectoralRegister | Category::Area
        );
        let told = told && !(marked && open);
        if told || !all_are(survey, index, fits) {
            return None;
        }
        let titled = of_votes(title) || marked;
        let both = format!("Voted {}", heading.text);
        let texts = [both.as_str(), "Voted"];
        let mut read = texts.into_iter().filter(|text| of_votes(text));
        let meant = read.next().filter(|text| names || *text == both)?;
        if !titled {
            return None;
        }
        let why = format!("under the title `{title}` it names an election");
        read_as(meant, heading, &why, recogniser)
    });
}

/// Whether a text names a kind of election: `General election`, `Borough council`, `Mayor of the region`.
pub(super) fn names_election(text: &str, recogniser: &Recogniser<'_>) -> bool {
    recogniser.once(Question::NamesElection, text, |text| {
        is_of_election(text, recogniser)
    })
}

fn is_of_election(text: &str, recogniser: &Recogniser<'_>) -> bool {
    const MOST_WORDS: usize = 6;
    let label = Label::new(text);
    let of_body = |word: &Word| word_lists().titled.elected.has(word);
    if label.is_empty() || label.words().len() > MOST_WORDS {
        return false;
    }
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return false;
    };
    let scan = wording::scan(lexicon, &label, wording::Setting::Political);
    label.words().iter().any(of_body)
        || scan
            .seen
            .iter()
            .any(|seen| seen.concept.class() == "election")
}

/// `Turnout marks, by kind of election and year`: a title about who voted, and not about how likely anybody is to, nor
/// how they would.
fn names_turnout(title: &str) -> bool {
    let label = Label::new(title);
    let lists = &word_lists().titled;
    let is_number = |word: &Word| word.bytes().all(|byte| byte.is_ascii_digit());
    let of_turnout = |word: &Word| lists.turnout.has(word);
    label.words().iter().any(of_turnout)
        && label
            .words()
            .iter()
            .all(|word| of_turnout(word) || is_number(word) || lists.beside_turnout.has(word))
}

/// Whether the values of a block are letters or single figures, with at least one letter among them.
fn is_of_marks(survey: &Survey, block: u32) -> bool {
    let of_block = |heading: usize| {
        let heading = survey.headings.get(heading);
        heading.is_some_and(|heading| heading.block == block)
    };
    let seen = survey.observations.iter();
    let values = seen.filter(|seen| of_block(seen.heading));
    let values: Vec<&str> = values.filter_map(|seen| seen.value.as_deref()).collect();
    values.iter().all(|value| is_letter_or_figure(value))
        && values
            .iter()
            .any(|value| value.contains(char::is_alphabetic))
}

/// A letter or two, or one figure.
fn is_letter_or_figure(value: &str) -> bool {
    let value = value.trim();
    let letters = value.chars().all(char::is_alphabetic) && value.chars().count() <= 2;
    !value.is_empty()
        && (letters || (value.len() == 1 && value.bytes().all(|b| b.is_ascii_digit())))
}

/// Reads figures under `Ward figures` or `Figures for Canal ward as a whole. They are not about you.` as figures about
/// an area: nothing that calls itself a score or an estimate.
pub(super) fn under_areas(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const MADE: &[&str] = &[
        "stat:likelihood",
        "stat:score",
        "stat:model",
        "stat:prediction",
        "modifier:estimated",
    ];
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let is_figure = |value: &str| number(value.trim_end_matches('%')).is_some();
    let of_area = |title: &str| names_figures_of_area(title, lexicon);
    reread(survey, |survey, index, heading| {
        let open = matches!(
            heading.recognised.category,
            Category::Unknown
                | Category::VotingIntention
                | Category::Household
                | Category::ElectoralRegister
        );
        let made = MADE.iter().any(|concept| heading.recognised.has(concept));
        let title = heading.title.as_deref()?;
        if !open
            || made
            || !recogniser.once(Question::NamesFiguresOfArea, title, of_area)
            || !all_are(survey, index, is_figure)
        {
            return None;
        }
        let why = format!("it stands under the title `{title}`, and its values are figures");
        let found = read_as("Ward electorate", heading, &why, recogniser)?;
        (found.category == Category::Area).then_some(found)
    });
}

/// A word for an area, and one for figures or the words that they are not about the person.
fn names_figures_of_area(title: &str, lexicon: &Lexicon) -> bool {
    let label = Label::new(title);
    let text = label.to_string();
    let figures = label
        .words()
        .iter()
        .any(|word| word_lists().titled.figures.has(word));
    let scan = wording::scan(lexicon, &label, wording::Setting::Open);
    let area = scan.seen.iter().any(|seen| {
        seen.concept.class() == "area"
            || seen.concept.id == "who:area"
            || seen.concept.id == "register:district"
    });
    area && (figures || text.contains("not about you"))
}

/// A title without the letter or number of its section: `Membership` of `D. Membership`.
fn without_letter(title: &str) -> &str {
    let bare = title.split_once(['.', ')', ':']).filter(|(mark, _)| {
        let letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_uppercase());
        let number = mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_digit());
        !mark.is_empty() && (letter || number)
    });
    bare.map_or(title, |(_, bare)| bare.trim_start())
}

/// `Number`, and no more.
fn is_number(heading: &Heading) -> bool {
    let known = heading.recognised.as_ref();
    known.category == Category::System && known.field.is_none()
}

/// `Register of electors`, `Electoral roll`.
fn names_register(title: &str, recogniser: &Recogniser<'_>) -> bool {
    recogniser.recognise(title).category == Category::ElectoralRegister
}

/// `Membership`, `Your membership record`: words for membership and for a record, and no others.
fn names_membership(label: &Label) -> bool {
    let is_of = |word: &Word| word_lists().titled.members.has(word);
    let allowed = |word: &Word| is_of(word) || word_lists().titled.beside_members.has(word);
    label.words().iter().any(is_of) && label.words().iter().all(allowed)
}

/// `Permissions`, `Contact preferences`, `How we may contact you`: a title over answers, and no mark such as `Do not
/// contact`, which may stand without a value.
fn names_permissions(label: &Label) -> bool {
    let last = label.words().last().map(Word::as_str);
    last.is_some_and(|word| word_lists().titled.permissions.has(word))
        || word_lists()
            .titled
            .permission_questions
            .has(label.to_string().as_str())
}

/// Headings that a record of a member has and that say nothing of it by themselves.
fn is_of_membership(heading: &Heading) -> bool {
    let open = matches!(
        heading.recognised.category,
        Category::Unknown | Category::System
    );
    open && word_lists()
        .titled
        .of_membership
        .has(heading.label.to_string().as_str())
}

/// `Notes`, `Comments`.
fn names_notes(label: &Label) -> bool {
    let last = label.words().last();
    last.is_some_and(|word| word_lists().titled.notes.has(word))
}

/// `text` or `body`, which say nothing else.
fn is_of_notes(heading: &Heading) -> bool {
    let label = &heading.label;
    let open = !heading.recognised.is_known();
    open && word_lists().titled.of_notes.has(label.to_string().as_str())
}

/// `granted` under `consents`.
fn is_of_consent(heading: &Heading) -> bool {
    let label = &heading.label;
    let open = !heading.recognised.is_known();
    open && word_lists()
        .titled
        .of_consent
        .has(label.to_string().as_str())
}

/// `Text messages`, `Letters`, `Telephone calls`: words for channels, and none for what was done.
fn is_channel(heading: &Heading, recogniser: &Recogniser<'_>) -> bool {
    const CHANNELS: &[&str] = &["channel", "contact", "address", "consent"];
    let open = matches!(
        heading.recognised.category,
        Category::Unknown | Category::Contact | Category::ContactHistory
    );
    let Some(lexicon) = recogniser.books().lexicon().ok().filter(|_| open) else {
        return false;
    };
    let label = &heading.label;
    let bare: Vec<&str> = label
        .words()
        .iter()
        .map(Word::as_str)
        .filter(|word| !word_lists().titled.messages.has(word))
        .collect();
    let scan = wording::scan(
        lexicon,
        &Label::new(&bare.join(" ")),
        wording::Setting::Open,
    );
    let channels = scan
        .seen
        .iter()
        .all(|seen| CHANNELS.contains(&seen.concept.class()));
    channels && scan.unknown.is_empty() && (bare.is_empty() || !scan.seen.is_empty())
}

/// `Yes`, `N`, `Not agreed`, `No, you opted out on 5 January`.
fn is_answer(value: &str) -> bool {
    let label = Label::new(value);
    let first = label.words().first();
    first.is_some_and(|word| word_lists().titled.answers.has(word))
}
