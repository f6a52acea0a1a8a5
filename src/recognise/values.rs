//! What the values under a heading say of what it records: answers that name parties under `Reply` or
//! `Said`, marks where `Turnout` could as well be a score; and what a text says of a value.

use std::rc::Rc;

use crate::codebook::lexicon::{Concept, Lexicon};
use crate::codebook::{Kind, Label};
use crate::recognise::explain::CodeMeaning;
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::people::is_title;
use crate::recognise::shape::number;
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::telling::{Form, is_day, is_period};
use crate::vocabulary::{Basis, Category, Origin, SpecialCategory};

/// The concept of a heading over answers.
const ANSWER: &str = "log:answer";

/// Reads headings over answers as recorded voting intention where every answer names a party or is one
/// of the party's own lists, or where the response explains their codes as parties.
pub(super) fn of_answers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    for index in 0..survey.headings.len() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        let open = matches!(
            heading.recognised.category,
            Category::ContactHistory | Category::Unknown
        );
        let codes = heading
            .explanation
            .as_ref()
            .map(|told| told.codes.as_slice());
        let codes = codes.unwrap_or_default();
        let votes = open && codes.iter().any(|code| is_vote(&code.meaning, lexicon));
        if !(open && (heading.recognised.has(ANSWER) || votes)) {
            continue;
        }
        let by_key = votes || are_parties(codes, lexicon);
        // A lone letter may be of any list: `A` for away, or for against.
        let is_answer = |value: &str| {
            is_party(value, lexicon) || is_listed(value, recogniser) || is_vote(value, lexicon)
        };
        let by_value = all_are(survey, index, is_answer);
        if !(by_key || by_value) {
            continue;
        }
        let mut found = heading.recognised.as_ref().clone();
        found.title = Some("Voting intention as recorded".to_owned());
        found.kind = Some(Kind::Label);
        found.category = Category::VotingIntention;
        found.special = Some(SpecialCategory::PoliticalOpinion);
        found.origin = Origin::Canvass;
        found.origin_basis = Basis::Wording;
        found.basis = Basis::Wording;
        found.field = None;
        found.why.push_str("; its answers are parties");
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = Rc::new(found);
        }
    }
}

/// Reads `Given` over answers as no name: where no column of surnames stands beside it, or a value begins with a
/// small letter.
pub(super) fn given_answers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    for index in 0..survey.headings.len() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        if Label::new(&heading.text).key() != "given" {
            continue;
        }
        let mut beside = survey
            .headings
            .iter()
            .filter(|other| other.block == heading.block);
        let is_name = beside.any(|other| other.recognised.has("name:family"));
        let is_small = survey
            .values_under(index)
            .any(|value| value.starts_with(char::is_lowercase));
        if is_name && !is_small {
            continue;
        }
        let found = recogniser.recognise("Answer");
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = found;
        }
    }
}

/// Reads `Con`, `Lab` and `Ref` side by side over figures as figures about support for these parties: one such
/// heading alone may be short for anything.
pub(super) fn figures_of_parties(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const FEWEST: usize = 2;
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let is_figure = |value: &str| number(value).is_some();
    let parties = |index: usize, heading: &Heading| {
        let open =
            heading.recognised.field.is_none() || heading.recognised.category == Category::System;
        if !open || !all_are(survey, index, is_figure) {
            return None;
        }
        let party = lone_party(&heading.text, lexicon)?;
        Some((index, heading.block, party))
    };
    let headings = survey.headings.iter().enumerate();
    let found: Vec<(usize, u32, &str)> = headings
        .filter_map(|(index, heading)| parties(index, heading))
        .collect();
    let known: Vec<(usize, Recognised)> = found
        .iter()
        .filter(|(_, block, party)| {
            let mut beside: Vec<&str> = found.iter().filter(|(_, other, _)| other == block).map(|(_, _, party)| *party).collect();
            beside.sort_unstable();
            beside.dedup();
            beside.len() >= FEWEST && beside.contains(party)
        })
        .filter_map(|(index, _, party)| {
            let mut read = recogniser.recognise(&format!("{party} support")).as_ref().clone();
            if read.category != Category::VotingIntention {
                return None;
            }
            read.field = None;
            read.basis = Basis::Wording;
            read.why = format!("its heading names {party}, beside headings of other parties, and its values are figures");
            Some((*index, read))
        })
        .collect();
    for (index, read) in known {
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = Rc::new(read);
        }
    }
}

/// The party that a heading is nothing but the name of, or short for: `Con`, `Lib Dem`, `Ref`.
fn lone_party<'l>(heading: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    const NONE_IN_PARTICULAR: &[&str] = &["party:own", "party:any", "party:other"];
    const SHORTEST: usize = 3;
    let is_party = |concept: &&Concept| {
        concept.class() == "party" && !NONE_IN_PARTICULAR.contains(&concept.id.as_str())
    };
    let label = Label::new(heading);
    let key = label.key();
    let forms = lexicon.forms(key).iter();
    let concepts = forms.map(|form| lexicon.concept(form.concept));
    if let Some(party) = concepts.flatten().find(is_party) {
        return Some(party.say.as_str());
    }
    if key.len() < SHORTEST {
        return None;
    }
    // The beginning of one party's name alone.
    let begins = |concept: &&Concept| {
        let head = concept.say.as_bytes().get(..key.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(key.as_bytes()))
    };
    let mut begun = lexicon.concepts().iter().filter(is_party).filter(begins);
    let party = begun.next()?;
    begun.next().is_none().then_some(party.say.as_str())
}

/// Whether there are values under a heading, and all are of a kind.
pub(super) fn all_are(survey: &Survey, heading: usize, fits: impl Fn(&str) -> bool) -> bool {
    let mut values = survey.values_under(heading).peekable();
    values.peek().is_some() && values.all(fits)
}

/// Reads `Turnout` over `Voted` and `Did not vote`, or over letters, as a record of votes: a score is a
/// number.
pub(super) fn marks_of_turnout(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const TURNOUT: &str = "act:turnout";
    for index in 0..survey.headings.len() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        let known = &heading.recognised;
        let only_turnout = known.concepts.iter().all(|id| {
            let class = id.split(':').next().unwrap_or_default();
            id == TURNOUT || matches!(class, "election" | "modifier" | "time" | "area")
        });
        let open = known.category == Category::VotingIntention
            && known.has(TURNOUT)
            && only_turnout
            && !known.admits_guess;
        let is_mark = |value: &str| {
            value.chars().any(char::is_alphabetic) && !value.chars().any(|c| c.is_ascii_digit())
        };
        if !open || heading.explanation.is_some() || !all_are(survey, index, is_mark) {
            continue;
        }
        let mut found = recogniser.recognise("Voted").as_ref().clone();
        found.concepts = known.concepts.clone();
        found.why = format!("{}; but its values are marks, and no numbers", known.why);
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = Rc::new(found);
        }
    }
}

/// Reads `How` over `Door` and `Telephone` as the way in which the person was contacted: a heading of which
/// nothing is known but that it asks how, and every value a way of contact. `Prefers` over `E-mail` does not
/// ask how.
pub(super) fn ways_of_contact(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    for index in 0..survey.headings.len() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        let open =
            heading.recognised.category == Category::Unknown && heading.explanation.is_none();
        let open = open && asks_how(&heading.text);
        if !open || !all_are(survey, index, |value| is_way_of_contact(value, lexicon)) {
            continue;
        }
        let mut found = recogniser.recognise("Contact method").as_ref().clone();
        if !found.is_known() {
            continue;
        }
        found.why = format!(
            "{}; but its values are ways of contact",
            heading.recognised.why
        );
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = Rc::new(found);
        }
    }
}

/// `How`, `Sut / How`, `VI obtained by`, `Means`; and no wish: `Best way`.
fn asks_how(heading: &str) -> bool {
    const HOW: &[&str] = &[
        "how", "sut", "means", "via", "way", "method", "mode", "medium", "by", "dull",
    ];
    const WISHES: &[&str] = &[
        "best",
        "prefer",
        "preferred",
        "prefers",
        "preference",
        "wish",
        "wishes",
        "wants",
        "may",
        "can",
        "could",
        "should",
    ];
    let label = Label::new(heading);
    let has = |wanted: &[&str]| {
        label
            .words()
            .iter()
            .any(|word| wanted.contains(&word.as_str()))
    };
    has(HOW) && !has(WISHES)
}

/// `Door`, `Street stall`, `Drws / Door`: nothing but ways of contact.
fn is_way_of_contact(value: &str, lexicon: &Lexicon) -> bool {
    const MOST_WORDS: usize = 4;
    let label = Label::new(value);
    if label.words().len() > MOST_WORDS {
        return false;
    }
    let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Open);
    let mut seen = scan.seen.iter().peekable();
    seen.peek().is_some()
        && scan.unknown.is_empty()
        && seen.all(|seen| {
            let concept = seen.concept;
            matches!(concept.class(), "channel" | "contact")
                || matches!(concept.id.as_str(), "log:contact" | "log:message")
        })
}

/// Reads a heading anew where the values under it can only be of another kind than its words alone say:
/// dates under `Voting intention recorded`, `BX07-1132` under `Elector`, a street under `Dwelling`, `Y`
/// under `Council 2023`.
pub(super) fn of_another_kind(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    for index in 0..survey.headings.len() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        if heading.explanation.is_some() || !may_be_of_another_kind(heading) {
            continue;
        }
        let values: Vec<&str> = survey.values_under(index).map(str::trim).collect();
        if values.is_empty() {
            continue;
        }
        let dated = is_date_of_vote(heading, &values, recogniser)
            .then_some(("Date of canvass", "its values are dates"));
        let kind = dated.or_else(|| other_kind(&heading.recognised, &heading.text, &values));
        let Some((meant, why)) = kind else {
            continue;
        };
        let mut found = recogniser.recognise(meant).as_ref().clone();
        if !found.is_known() {
            continue;
        }
        found.concepts = heading.recognised.concepts.clone();
        found.why = format!("{}; but {why}", heading.recognised.why);
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = Rc::new(found);
        }
    }
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
    open || matches!(
        Label::new(&heading.text).key(),
        "elector" | "dwelling" | "origin" | "race"
    )
}

/// What canvassers and callers do with a person, in headings over the days on which they did.
const SPOKEN: &[&str] = &[
    "asked",
    "said",
    "told",
    "called",
    "spoken",
    "spoke",
    "rung",
    "rang",
    "knocked",
    "met",
    "heard",
    "visited",
    "seen",
    "contacted",
    "answered",
    "polled",
    "canvassed",
    "holwyd",
];

/// As what a heading is read whose values tell, and how they do.
fn other_kind(
    known: &Recognised,
    text: &str,
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
    let is_called = Label::new(text).key() == "called";
    if (open || is_called) && all(has_title) {
        return Some(("Name", "its values are names"));
    }
    let label = Label::new(text);
    // `Index computed` over `June 2021`.
    let is_dated = |value: &str| is_day(value) || is_period(value);
    if known.kind == Some(Kind::Score) && known.field.is_none() && all(is_dated) {
        return Some(("Score date", "its values are dates"));
    }
    // `Asked`, `Last rung` over days.
    let of_contact = |word: &String| SPOKEN.contains(&word.as_str());
    if known.category == Category::Unknown && all(is_dated) && label.words().iter().any(of_contact)
    {
        return Some(("Date of canvass", "its values are dates"));
    }
    if label.key() == "origin" && !known.inferred && values.iter().any(|value| is_way_in(value)) {
        return Some(("Source", "its values say how data came in"));
    }
    // `10K`, at a fun run.
    let begins_with_figure = |value: &str| value.starts_with(|c: char| c.is_ascii_digit());
    if label.key() == "race" && all(begins_with_figure) {
        return Some(("Event", "its values begin with figures and name no origin"));
    }
    if label.key() == "elector" && all(is_elector_number) {
        return Some(("Elector number", "its values are numbers of the register"));
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
    let lower = heading.text.trim().to_lowercase();
    let open = heading.recognised.category == Category::Unknown;
    open && values.iter().all(|value| is_day(value))
        && lasts.iter().any(|last| {
            let head = lower.strip_suffix(last);
            head.is_some_and(|head| {
                recogniser.recognise(head).category == Category::VotingIntention
            })
        })
}

/// `Web form`, `Import 2019`: how data came to a system, and nowhere that a person comes from.
fn is_way_in(value: &str) -> bool {
    const WAYS: &[&str] = &[
        "web", "website", "form", "import", "imported", "upload", "petition", "survey", "register",
        "canvass", "doorstep", "phone", "email", "event", "manual", "api", "list", "app", "online",
    ];
    let label = Label::new(value);
    label
        .words()
        .iter()
        .any(|word| WAYS.contains(&word.as_str()))
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
    digits > 0 && letters <= 4 && value.len() <= 14 && value.contains(['-', '/', ' ', '.'])
}

fn is_vote_mark(value: &str) -> bool {
    let value = value.to_lowercase();
    matches!(
        value.as_str(),
        "y" | "n" | "v" | "nv" | "yes" | "no" | "voted" | "did not vote" | "a"
    )
}

/// Whether the party's own lists of answers have a value, in words.
fn is_listed(value: &str, recogniser: &Recogniser<'_>) -> bool {
    const SHORTEST: usize = 4;
    let books = recogniser.books();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let mut own = books.all_schemes().filter(|scheme| {
        scheme.party.as_ref() == recogniser.party() && scheme.category == Category::VotingIntention
    });
    recogniser.party().is_some()
        && letters >= SHORTEST
        && own.any(|scheme| {
            books.list(scheme).is_some_and(|list| {
                !list.by_label(value).is_empty() || !list.by_code(scheme, value).is_empty()
            })
        })
}

/// Whether the meanings of codes are parties, two of them or more of three.
pub(super) fn are_parties(codes: &[CodeMeaning], lexicon: &Lexicon) -> bool {
    const FEWEST: usize = 2;
    let parties = codes.iter().filter(|code| {
        let label = Label::new(&code.meaning);
        let setting = super::wording::Setting::Political;
        is_party(&code.meaning, lexicon)
            || super::wording::scan(lexicon, &label, setting).has("party")
    });
    codes.len() > FEWEST && parties.count() >= FEWEST
}

/// Whether a text tells of a vote: `you would vote for us or for them`, `Usually votes Labour`.
fn is_vote(meaning: &str, lexicon: &Lexicon) -> bool {
    let label = Label::new(meaning);
    let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Political);
    let votes = label
        .words()
        .iter()
        .any(|word| matches!(word.as_str(), "vote" | "votes" | "voting"));
    votes && scan.has("party")
}

/// Whether a text is the name of a party and nothing else, in one language or two: `Llafur / Labour`.
/// A short name counts where it is all that is said: `Alliance`.
fn is_party(text: &str, lexicon: &Lexicon) -> bool {
    text.split('/').any(|part| {
        let label = Label::new(part);
        let mut forms = lexicon.forms(label.key()).iter();
        forms.any(|form| {
            let concept = lexicon.concept(form.concept);
            concept.is_some_and(|concept| concept.class() == "party")
        })
    })
}

/// What a text says that a value under a heading means: `L means that you would vote for us`.
pub(crate) fn meaning_of_value(text: &str, heading: usize, survey: &Survey) -> Option<CodeMeaning> {
    const LONGEST: usize = 24;
    let mut values = survey
        .values_under(heading)
        .map(str::trim)
        .filter(|value| !value.is_empty() && value.len() <= LONGEST);
    values.find_map(|value| {
        let verbs = [" means that ", " means ", " stands for ", " that "];
        let found = verbs.iter().find_map(|verb| {
            // `1 means that you will, 2 that you may`
            if *verb == " that " && !text.contains(" means that ") {
                return None;
            }
            // Also `"L" means that`.
            let closes = ["", "\"", "\u{201d}", "\u{2019}", "'"].iter();
            closes
                .map(|close| format!("{value}{close}{verb}"))
                .find_map(|said| {
                    let at = text.match_indices(&said).map(|(at, _)| at).find(|at| {
                        let before = text.get(..*at).and_then(|head| head.chars().next_back());
                        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-')
                    })?;
                    text.get(at + said.len()..)
                })
        })?;
        let end = found.find([';', '.']).unwrap_or(found.len());
        let clause = found.get(..end)?;
        let ends = clause.match_indices(", ").find(|(at, mark)| {
            let next = clause.get(at + mark.len()..).unwrap_or_default();
            next.starts_with(|c: char| c.is_ascii_digit())
        });
        let meaning = clause
            .get(..ends.map_or(clause.len(), |(at, _)| at))?
            .trim();
        (!meaning.is_empty()).then(|| CodeMeaning {
            code: value.to_owned(),
            meaning: meaning.to_owned(),
        })
    })
}
