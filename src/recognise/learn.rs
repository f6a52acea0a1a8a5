//! What a heading says beyond its words: by how the response explains it, by the form of its values, and by
//! what stands beside it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label, Role, Word};
use crate::recognise::explain::{CodeMeaning, Explanation};
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::shape::{Column, number};
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::telling::Form;
use crate::recognise::values::{all_are, is_party, lone_party, reread};
use crate::recognise::wording;
use crate::vocabulary::{Basis, Category, InferredFrom, Origin};

/// Headings that nothing else explains are read from what the response says about them.
pub(super) fn from_explanations(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let is_explained = |heading: &Heading| heading.explanation.is_some();
    if !survey.headings.iter().any(is_explained) {
        return;
    }
    let names: Vec<String> = survey
        .headings
        .iter()
        .map(|heading| heading.text.clone())
        .collect();
    for heading in &mut survey.headings {
        let Some(explanation) = &heading.explanation else {
            continue;
        };
        // Codes in words under a range alone, `1-5`, are what somebody noted.
        let noted = explanation.codes.len() > 2 && explanation.scale.is_none();
        let ranged = heading
            .recognised
            .concepts
            .iter()
            .all(|id| id.starts_with("range"));
        if noted && ranged && heading.recognised.inferred && heading.recognised.field.is_none() {
            let mut found = heading.recognised.as_ref().clone();
            found.inferred = false;
            found.inferred_from = Vec::new();
            found.origin = Origin::Canvass;
            found
                .why
                .push_str("; but its codes are explained as answers");
            heading.recognised = Rc::new(found);
            continue;
        }
        // `Party: number of people in your party` at an event.
        if is_vote(heading) && counts(explanation, &heading.text) {
            let why = "the response says that its values are numbers of things";
            heading.recognised = Rc::new(Recognised::unknown(why.to_owned()));
            continue;
        }
        // `MosUK7: Mosaic UK 7 type, licensed from ...` says which of several it is.
        if heading.recognised.is_known() {
            let told = field_told(heading, explanation, recogniser)
                .or_else(|| estimate_told(heading, explanation, recogniser))
                .or_else(|| name_told(heading, explanation, recogniser))
                .or_else(|| answer_told(heading, explanation, recogniser));
            if let Some(found) = told {
                heading.recognised = found;
            }
            continue;
        }
        // A comment often begins with the heading that it explains.
        let behind = explanation.text.strip_prefix(heading.text.as_str());
        // `Core, Tactical and Turnout are likelihoods`: the words of the others say nothing of this one.
        let shared = behind.filter(|behind| goes_on_with_another(behind, &names));
        let text = match shared {
            Some(shared) => said_of_one(shared, explanation, &heading.text),
            None => Cow::Borrowed(behind.unwrap_or(&explanation.text)),
        };
        let read = recogniser.recognise_explained(text.trim_start_matches([' ', ':', '-', '=']));
        // What the others are called tells no more of this one than that it is an estimate as well.
        let read = read.or_else(|| {
            let of_all = recogniser.recognise_explained(shared?)?;
            let mut found =
                Recognised::unknown("the response explains it beside others".to_owned());
            found.inferred = of_all.inferred;
            found.inferred_from = of_all.inferred_from;
            found.origin = of_all.origin;
            found.origin_basis = of_all.origin_basis;
            found.admits_guess = of_all.admits_guess;
            found.inferred.then_some(found)
        });
        // `Greenness is the answer given on the doorstep, from 1 (certain to vote Green)`: an answer about that.
        let read = match read {
            // What it measures may be told by nothing but its ends.
            Some(read) if read.category == Category::Unknown => {
                by_its_ends(explanation, recogniser)
                    .or_else(|| by_what_all_begin_with(explanation, &read, recogniser))
                    .or(Some(read))
            }
            Some(read) if read.category != Category::ContactHistory => Some(read),
            answer => by_its_ends(explanation, recogniser)
                .or_else(|| by_its_topic(explanation, recogniser))
                .or_else(|| by_its_support(explanation, recogniser))
                .or_else(|| by_its_codes(heading, explanation, recogniser))
                .or(answer),
        };
        let Some(mut found) = read else { continue };
        // Codes in words - `1 = solid; 2 = probable` - are what somebody noted, and no estimate.
        if explanation.codes.len() > 2 && explanation.scale.is_none() && !found.admits_guess {
            found.inferred = false;
            found.inferred_from = Vec::new();
            if found.origin == Origin::Modelled {
                found.origin = Origin::Unknown;
            }
        }
        heading.recognised = Rc::new(found);
    }
}

/// Whether what stands behind the first of several headings names the next of them.
fn goes_on_with_another(behind: &str, names: &[String]) -> bool {
    let rest = behind
        .strip_prefix(", ")
        .or_else(|| behind.strip_prefix(" and "));
    rest.is_some_and(|rest| {
        names
            .iter()
            .any(|name| name.len() > 2 && rest.starts_with(name.as_str()))
    })
}

/// What an explanation of several headings says of the first: in a sentence of its own, else what it says of all.
fn said_of_one<'t>(shared: &'t str, explanation: &'t Explanation, heading: &str) -> Cow<'t, str> {
    let own = own_words(&explanation.text, heading).filter(|_| explanation.scale.is_some());
    let own = own.and_then(|own| own.strip_prefix("that "));
    if let Some(own) = own.filter(|own| own.starts_with("you ")) {
        return Cow::Owned(format!("likelihood of {own}"));
    }
    let verbs = [" are ", " were "].iter();
    let from = verbs.filter_map(|verb| shared.find(verb)).min();
    Cow::Borrowed(shared.get(from.unwrap_or_default()..).unwrap_or(shared))
}

/// What a sentence further on says of this heading alone.
fn own_words<'t>(text: &'t str, heading: &str) -> Option<&'t str> {
    let begins = format!(". {heading}:");
    text.split_once(&begins)
        .map(|(_, behind)| behind.trim_start())
}

/// `GEOTURN: Turnout in your ward`: a name of one word that no book lists says less than its explanation.
fn name_told(
    heading: &Heading,
    explanation: &Explanation,
    recogniser: &Recogniser<'_>,
) -> Option<Rc<Recognised>> {
    let known = heading.recognised.as_ref();
    let one = heading.label.words().len() == 1;
    // `SEG`, explained as `Our segment for you`: what letters are short for, the response says best.
    let of_book = known.field.is_some() || known.basis != Basis::Wording;
    if !one || of_book && !is_abbreviation(&heading.text) {
        return None;
    }
    let told = recogniser.recognise_explained(&explanation.text)?;
    let other = told.category != known.category && told.category != Category::Unknown;
    // Of a field that a book lists, no more is taken from a note than that it is a segment.
    let other = other && (!of_book || told.category == Category::Segment);
    other.then(|| Rc::new(told))
}

/// A few capitals and nothing else.
fn is_abbreviation(heading: &str) -> bool {
    const LONGEST: usize = 4;
    heading.len() <= LONGEST && heading.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_vote(heading: &Heading) -> bool {
    heading.recognised.category == Category::VotingIntention
        && matches!(heading.recognised.kind, Some(Kind::Code | Kind::Label))
}

/// Whether an explanation says how many there are of something.
fn counts(explanation: &Explanation, heading: &str) -> bool {
    let text = explanation.text.as_str();
    let behind = text.strip_prefix(heading).unwrap_or(text).to_lowercase();
    let behind = behind.trim_start_matches([' ', ':', '-', '=']);
    let behind = behind.strip_prefix("the ").unwrap_or(behind);
    behind.starts_with("number of ") || behind.starts_with("how many ")
}

/// The field of a codebook that an explanation begins with, where the words of the heading alone tell only what
/// kind of data it is: `MosUK7: Mosaic UK 7 type, licensed from ...`.
fn field_told(
    heading: &Heading,
    explanation: &Explanation,
    recogniser: &Recogniser<'_>,
) -> Option<Rc<Recognised>> {
    let known = &heading.recognised;
    if known.field.is_some() || known.category != Category::Segment {
        return None;
    }
    let text = explanation.text.as_str();
    let behind = text.strip_prefix(heading.text.as_str()).unwrap_or(text);
    let behind = behind.trim_start_matches([' ', ':', '-', '=']);
    let head = behind.split([',', ';', '.', '(']).next()?;
    let found = recogniser.recognise(head.trim());
    (found.field.is_some() && found.category == known.category).then_some(found)
}

/// What an explanation calls a likelihood or an estimate, under a heading that would be a plain fact or an
/// answer: `Squeeze: the likelihood that you would move to us`, `Residence: estimated years at the address`.
fn estimate_told(
    heading: &Heading,
    explanation: &Explanation,
    recogniser: &Recogniser<'_>,
) -> Option<Rc<Recognised>> {
    const ESTIMATES: &[&str] = &["stat:likelihood", "stat:prediction", "modifier:estimated"];
    const FIRST: usize = 3;
    let known = &heading.recognised;
    // What stands beside one value is told of that value too, and is no list of codes.
    let lists = explanation.scale.is_none()
        && explanation
            .codes
            .iter()
            .any(|code| code.meaning != explanation.text);
    if known.inferred || lists {
        return None;
    }
    let lexicon = recogniser.books().lexicon().ok()?;
    let text = explanation.text.as_str();
    let behind = text.strip_prefix(heading.text.as_str()).unwrap_or(text);
    let behind = behind.trim_start_matches([' ', ':', '-', '=']);
    let words: Vec<&str> = behind.split_whitespace().take(FIRST).collect();
    // `Age: estimated from your first name` says how, and not what; `no estimate` denies it.
    let denies = |word: &&str| word_lists().learn.denials.has(&word.to_lowercase());
    if words
        .get(1)
        .is_some_and(|word| word_lists().learn.joins.has(word))
        || words.iter().any(denies)
    {
        return None;
    }
    let label = Label::new(&words.join(" "));
    let scan = wording::scan(lexicon, &label, wording::Setting::Political);
    let estimates = ESTIMATES.iter().any(|concept| scan.has(concept));
    let mut found = estimates.then(|| recogniser.recognise_explained(behind))??;
    if found.category == Category::Unknown {
        let worded = recogniser.by_words(&heading.text);
        let is_view = known.category == Category::VotingIntention;
        found = worded.filter(|worded| is_view && worded.category == known.category)?;
    }
    if !found.inferred {
        found.inferred = true;
        found.inferred_from = vec![InferredFrom::Model];
        if found.origin != Origin::Bought {
            found.origin = Origin::Modelled;
            found.origin_basis = Basis::Response;
        }
    }
    Some(Rc::new(found))
}

/// A scale one end of which names a party is about support for it, `0-100, 100 = solid Labour`; one that ends at who always
/// votes, about turnout.
fn by_its_ends(explanation: &Explanation, recogniser: &Recogniser<'_>) -> Option<Recognised> {
    let scale = explanation.scale.as_ref()?;
    let lexicon = recogniser.books().lexicon().ok()?;
    let ends = [scale.low.as_deref(), scale.high.as_deref()];
    let mut said = ends.into_iter().flatten().map(Label::new);
    // `1-10, 1 = always votes`
    if said.any(|end| word_lists().learn.turnout.has(&end.to_string())) {
        let mut found = recogniser.by_words("Turnout score")?;
        "not known by its words; its scale ends at who always or never votes"
            .clone_into(&mut found.why);
        return Some(found);
    }
    let lists = &word_lists().learn;
    // `1 is firmly with us and 5 is firmly against`, and nothing else: not `happy with us`.
    let with_us = |end: &str| end.contains("with us") || end.contains("for us");
    let plain = |end: &str| {
        let mut words = end.split_whitespace();
        words.all(|word| {
            matches!(word, "with" | "us" | "firmly" | "strongly") || lists.strength.has(word)
        })
    };
    if let [Some(low), Some(high)] = ends
        && plain(low)
        && plain(high)
        && ((with_us(low) && high.contains("against"))
            || (with_us(high) && low.contains("against")))
    {
        let mut found = recogniser.by_words("Voting intention")?;
        found.why = "not known by its words; its scale ends at support".to_owned();
        found.basis = Basis::Response;
        return Some(found);
    }
    let named = ends.into_iter().flatten().find_map(|end| {
        let label = Label::new(end);
        let scan = wording::scan(lexicon, &label, wording::Setting::Political);
        let mut seen = scan.seen.iter();
        let seen = seen.find(|seen| seen.concept.class() == "party" && !seen.weak);
        // `firm Green`
        let sure = || {
            let words = label.words().iter();
            let bare: Vec<&str> = words
                .filter(|word| !lists.strength.has(word))
                .map(Word::as_str)
                .collect();
            let party = (!bare.is_empty()).then(|| lone_party(&bare.join(" "), lexicon))?;
            // Written as a name: not `for reform`.
            party.filter(|party| explanation.text.contains(party))
        };
        let say = seen.map(|seen| seen.concept.say.as_str());
        say.or_else(sure).map(str::to_owned)
    })?;
    let mut found = recogniser.by_words(&format!("{named} support"))?;
    found.why = format!("not known by its words; its scale ends at support for {named}");
    (found.category == Category::VotingIntention).then_some(found)
}

/// Codes whose meanings all begin with what they are of: `Our estimate of your vote in 2016: leaning Remain`.
fn by_what_all_begin_with(
    explanation: &Explanation,
    read: &Recognised,
    recogniser: &Recogniser<'_>,
) -> Option<Recognised> {
    const FEWEST: usize = 2;
    let mut meanings = explanation.codes.iter().map(|code| code.meaning.as_str());
    let (first, _) = meanings.next()?.split_once(": ")?;
    let same = |meaning: &str| {
        meaning
            .split_once(": ")
            .is_some_and(|(own, _)| own == first)
    };
    if explanation.codes.len() < FEWEST || !meanings.all(same) {
        return None;
    }
    let found = recogniser.recognise_explained(first)?;
    let is_known = found.category != Category::Unknown;
    // How it came about was read from all of it.
    is_known.then_some(Recognised {
        inferred: found.inferred || read.inferred,
        admits_guess: found.admits_guess || read.admits_guess,
        origin: if read.inferred {
            read.origin
        } else {
            found.origin
        },
        origin_basis: if read.inferred {
            read.origin_basis
        } else {
            found.origin_basis
        },
        ..found
    })
}

/// A scale that is told in a sentence with one thing to be for or against in it: `On the constitution, 1 is dead set
/// against independence and 10 is wholly for it`.
fn by_its_topic(explanation: &Explanation, recogniser: &Recogniser<'_>) -> Option<Recognised> {
    explanation.scale.as_ref()?;
    let lexicon = recogniser.books().lexicon().ok()?;
    let lists = &word_lists().learn;
    let told = explanation.text.split(". ").find(|sentence| {
        let label = Label::new(sentence);
        let mut words = label.words().iter();
        words.any(|word| lists.for_or_against.has(word))
    })?;
    let scan = wording::scan(lexicon, &Label::new(told), wording::Setting::Political);
    let topics = scan.seen.iter().filter(|seen| {
        let class = seen.concept.class();
        matches!(class, "party" | "side") && seen.as_written() && !seen.weak
    });
    let mut topics: Vec<&str> = topics.map(|seen| seen.concept.say.as_str()).collect();
    topics.sort_unstable();
    topics.dedup();
    let &[topic] = topics.as_slice() else {
        return None;
    };
    let mut found = recogniser.by_words(&format!("{topic} support"))?;
    found.basis = Basis::Response;
    found.why = format!(
        "not known by its words; the response says that its scale is of support for {topic}"
    );
    (found.category == Category::VotingIntention).then_some(found)
}

/// Codes of which most say how far somebody is for the party or against it: `a firm supporter of the Party`, `leans to
/// some other party`, `opposed to us`.
fn by_its_support(explanation: &Explanation, recogniser: &Recogniser<'_>) -> Option<Recognised> {
    const FEWEST: usize = 3;
    let lexicon = recogniser.books().lexicon().ok()?;
    let lists = &word_lists().learn;
    let (mut said, mut against, mut others) = (0usize, 0usize, 0usize);
    for code in &explanation.codes {
        let lower = code.meaning.to_lowercase();
        let is_said = lists.support.iter().any(|said| lower.contains(said));
        let is_against = lists.against.iter().any(|said| lower.contains(said));
        said += usize::from(is_said || is_against);
        against += usize::from(is_against);
        // Beside `with us` or `against us`, the name of another party is an answer too.
        others += usize::from(!is_said && !is_against && is_party(&code.meaning, lexicon));
    }
    let parted = against > 0 || others > 0;
    let most = said + others;
    if explanation.codes.len() < FEWEST
        || said == 0
        || most * 2 <= explanation.codes.len()
        || !parted
    {
        return None;
    }
    let mut found = recogniser.by_words("Voting intention")?;
    found.why = "not known by its words; its codes are explained as support".to_owned();
    found.basis = Basis::Response;
    Some(found)
}

/// Codes of which most are a party, more or less sure, or one of which the text says that it is whom the person would vote
/// for: `P is our letter for a probable Conservative`, `RF stands for Residents First, the slate that you said you would
/// vote for`. Not `R means that a Labour councillor called`.
fn by_its_codes(
    heading: &Heading,
    explanation: &Explanation,
    recogniser: &Recogniser<'_>,
) -> Option<Recognised> {
    let lexicon = recogniser.books().lexicon().ok()?;
    let lists = &word_lists().learn;
    // Of a heading that nobody knows, `L is Labour` alone may say who won, or who sent something.
    let known = heading.recognised.category == Category::ContactHistory;
    let is_party = |code: &&CodeMeaning| {
        let label = Label::new(&code.meaning);
        let words = label.words().iter();
        let named: Vec<&str> = words
            .filter(|word| !lists.strength.has(word))
            .map(Word::as_str)
            .collect();
        let graded = named.len() < label.words().len();
        !named.is_empty() && (known || graded) && lone_party(&named.join(" "), lexicon).is_some()
    };
    let label = Label::new(&explanation.text);
    let heading = &heading.label;
    let mut words = heading.words().iter().chain(label.words());
    let of_others = words.any(|word| lists.of_others.has(word));
    if explanation.codes.is_empty() || explanation.scale.is_some() || of_others {
        return None;
    }
    let parties = explanation.codes.iter().filter(is_party).count();
    let lower = explanation.text.to_lowercase();
    let denied = label
        .words()
        .iter()
        .any(|word| matches!(word.as_str(), "not" | "if" | "whether"));
    let says = lists.votes.iter().any(|say| lower.contains(say)) && !denied;
    if !says && parties * 2 <= explanation.codes.len() {
        return None;
    }
    let mut found = recogniser.by_words("Voting intention")?;
    found.why = "not known by its words; its codes are explained as parties".to_owned();
    found.basis = Basis::Response;
    Some(found)
}

/// The answer that codes tell under a heading whose words only say that somebody called: `Doorstep 2025`.
fn answer_told(
    heading: &Heading,
    explanation: &Explanation,
    recogniser: &Recogniser<'_>,
) -> Option<Rc<Recognised>> {
    let known = &heading.recognised;
    let answers = known.field.is_none() || known.role == Role::Value;
    let open = known.category == Category::ContactHistory && answers;
    let found = open.then(|| {
        by_its_codes(heading, explanation, recogniser)
            .or_else(|| by_its_support(explanation, recogniser))
    })??;
    Some(Rc::new(found))
}

/// Takes the values under each heading together. Where the heading leaves open if a person said it or
/// a model, numbers that nobody is asked to answer with are a model's, and words are answers.
pub(super) fn from_columns(survey: &mut Survey) {
    let mut values: Vec<Vec<&str>> = vec![Vec::new(); survey.headings.len()];
    for observation in &survey.observations {
        if let Some(under) = values.get_mut(observation.heading) {
            under.extend(observation.value.as_deref());
        }
    }
    let columns: Vec<Option<Column>> = values.iter().map(|values| Column::of(values)).collect();
    for (heading, column) in survey.headings.iter_mut().zip(columns) {
        heading.column = column;
        let Some(column) = column.filter(|_| heading.recognised.undecided) else {
            continue;
        };
        // A value off a scale of answers is no model's.
        let told = heading
            .explanation
            .as_ref()
            .and_then(|own| own.scale.as_ref());
        let asked = told.is_some_and(|scale| scale.from >= 0.0 && (2.0..=10.0).contains(&scale.to));
        let mut found = heading.recognised.as_ref().clone();
        // `Labour vote (ward)` is what many voted.
        let of_area = found.concepts.iter().any(|id| id.starts_with("area:"));
        if column.is_beyond_answers() && !asked && !of_area {
            found.origin = Origin::Modelled;
            found.inferred = true;
            found.inferred_from = vec![InferredFrom::Model];
            found.kind = Some(Kind::Score);
            found
                .why
                .push_str("; its values are numbers that no question is answered with");
        } else if column.is_words() {
            found.origin = Origin::Canvass;
            found.kind = Some(Kind::Label);
            found
                .why
                .push_str("; its values are answers in words or letters");
        } else {
            continue;
        }
        found.origin_basis = Basis::Wording;
        heading.recognised = Rc::new(found);
    }
}

/// A guess of an opinion that is usually told in words is a score where its heading calls it one and figures stand
/// below: `Target score` over 62. An age in years is a number by nature.
pub(super) fn scores_in_words(survey: &mut Survey) {
    reread(survey, |survey, index, heading| {
        let known = &heading.recognised;
        let is_opinion = matches!(
            known.category,
            Category::VotingIntention | Category::IssueConcern | Category::EuReferendum
        );
        // The response itself gives the scale: `0 to 100, the higher the likelier` above the block.
        let told = heading.explanation.as_ref();
        let scaled = told.is_some_and(|told| told.scale.is_some() && told.codes.is_empty());
        let guessed = known.inferred && known.admits_guess;
        let in_words = match known.kind {
            Some(Kind::Text) => guessed || scaled,
            Some(Kind::Code | Kind::Label) => scaled && known.field.is_none(),
            _ => false,
        };
        if !is_opinion || !in_words || !all_are(survey, index, |value| number(value).is_some()) {
            return None;
        }
        Some(Rc::new(Recognised {
            kind: Some(Kind::Score),
            ..known.as_ref().clone()
        }))
    });
}

/// An e-mail address, a postcode or a telephone number speaks for itself under whatever heading:
/// where all values under an unknown heading are of one of these kinds, the heading is read as theirs.
pub(super) fn from_values(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let mut kinds: HashMap<usize, Option<&'static str>> = HashMap::new();
    for observation in &survey.observations {
        let Some(value) = observation.value.as_deref() else {
            continue;
        };
        let unknown = survey
            .headings
            .get(observation.heading)
            .is_some_and(|heading| !heading.recognised.is_known() && heading.explanation.is_none());
        if !unknown {
            continue;
        }
        let kind = Form::telling(value).and_then(Form::heading);
        kinds
            .entry(observation.heading)
            .and_modify(|known| *known = known.filter(|known| Some(*known) == kind))
            .or_insert(kind);
    }
    long_numbers(survey, recogniser);
    for (index, kind) in kinds {
        let (Some(kind), Some(heading)) = (kind, survey.headings.get_mut(index)) else {
            continue;
        };
        let mut found = recogniser.recognise(kind).as_ref().clone();
        if found.is_known() {
            found.field = None;
            found.confidence = 0.8;
            found.why = format!("not known by its words; every value under it is a {kind}");
            heading.recognised = Rc::new(found);
        }
    }
}

/// `Voter ID 10023345`: under a heading of codes of voting intention, nothing but numbers of five or
/// more digits are identifiers and no answers.
fn long_numbers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const LEAST_DIGITS: usize = 5;
    let mut only_long: HashMap<usize, bool> = HashMap::new();
    for observation in &survey.observations {
        let Some(value) = observation.value.as_deref() else {
            continue;
        };
        let long = value.len() >= LEAST_DIGITS && value.bytes().all(|b| b.is_ascii_digit());
        let all = only_long.entry(observation.heading).or_insert(true);
        *all &= long;
    }
    for (index, _) in only_long.into_iter().filter(|(_, long)| *long) {
        let Some(heading) = survey.headings.get_mut(index) else {
            continue;
        };
        let of_codes = heading.recognised.category == Category::VotingIntention
            && matches!(heading.recognised.kind, Some(Kind::Code | Kind::Label));
        if of_codes {
            let mut found = recogniser.recognise("Unique identifier").as_ref().clone();
            found.why = format!(
                "{}; but every value under it is a long number, as identifiers are",
                heading.recognised.why
            );
            heading.recognised = Rc::new(found);
        }
    }
}

/// A bare date, source or channel beside a voting intention, or beside what came of a contact, is that of the
/// canvass.
pub(super) fn from_canvass(survey: &mut Survey) {
    let canvass: std::collections::HashSet<u32> = survey
        .headings
        .iter()
        .filter(|heading| {
            let known = &heading.recognised;
            known.origin == Origin::Canvass
                || (known.category == Category::ContactHistory && known.has("log:contact"))
        })
        .map(|heading| heading.block)
        .collect();
    for heading in &mut survey.headings {
        let known = &heading.recognised;
        let beside = matches!(known.role, Role::Date | Role::Source | Role::Channel)
            && known.category == Category::System;
        // The date of the record itself says when the record was made, not when somebody called.
        if beside && canvass.contains(&heading.block) && !known.has("admin:created") {
            let mut placed = known.as_ref().clone();
            placed.category = Category::ContactHistory;
            heading.recognised = Rc::new(placed);
        }
    }
}
