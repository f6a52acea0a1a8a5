//! Columns that say in words what another column of the same record holds as a code: `VI code` beside `VI description`,
//! `support.code` beside `support.label`. The response explains its own codes so, one record after the other.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label, Role, Word};
use crate::day::month_named;
use crate::provenance::{Location, Place};
use crate::recognise::bare_keys::speaks_of_people;
use crate::recognise::explain::{self, CodeMeaning, Explanation};
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::layout::is_yes_or_no;
use crate::recognise::survey::{Heading, Note, Observation, Survey};
use crate::recognise::values::read_as;
use crate::vocabulary::Category;

/// Gives a field what a log of changes says of it - where it came from, what its codes or its scale mean - where the log
/// holds the same value under the same name, written as names of fields are: `VI_LAST_CD`.
pub(super) fn told_in_log(survey: &mut Survey) {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, heading) in survey.headings.iter().enumerate() {
        if heading.text.contains('_') {
            by_name.entry(&heading.text).or_default().push(index);
        }
    }
    let mut given: Vec<(usize, Vec<Note>, Option<Explanation>)> = Vec::new();
    let mut unsure: Vec<usize> = Vec::new();
    for same in by_name.values().filter(|same| same.len() > 1) {
        for (own, of_log) in same
            .iter()
            .flat_map(|own| same.iter().map(move |log| (*own, *log)))
        {
            let (Some(heading), Some(log)) =
                (survey.headings.get(own), survey.headings.get(of_log))
            else {
                continue;
            };
            let same_value = || {
                let mut own = survey.values_under(own).peekable();
                let logged: Vec<&str> = survey.values_under(of_log).collect();
                own.peek().is_some() && own.all(|value| logged.contains(&value))
            };
            if heading.block == log.block || heading.explanation.is_some() || !same_value() {
                continue;
            }
            let is_title = |note: &&Note| log.title.as_deref() == Some(note.text.as_str());
            let sources = log.sources.iter().filter(|note| !is_title(note));
            let sources: Vec<Note> = sources.cloned().collect();
            // What was said of the same value twice, and not alike, says nothing sure.
            let alike = |(index, notes, told): &(usize, Vec<Note>, Option<Explanation>)| {
                let texts =
                    |notes: &[Note]| notes.iter().map(|n| n.text.clone()).collect::<Vec<_>>();
                let said = |told: &Option<Explanation>| told.as_ref().map(|own| own.text.clone());
                *index != own
                    || (texts(notes) == texts(&sources) && said(told) == said(&log.explanation))
            };
            if !given.iter().all(alike) {
                unsure.push(own);
            }
            given.push((own, sources, log.explanation.clone()));
        }
    }
    given.retain(|(index, _, _)| !unsure.contains(index));
    for (index, sources, explanation) in given {
        let Some(heading) = survey.headings.get_mut(index) else {
            continue;
        };
        for source in sources.into_iter().rev() {
            if !heading.sources.contains(&source) {
                heading.sources.insert(0, source);
            }
        }
        if heading.explanation.is_none() {
            heading.explanation = explanation;
        }
    }
}

/// Explains a column by the one beside it that holds its scale or its list of codes, record by record alike:
/// `support_level` by `support_scale`.
pub(super) fn scales_beside(survey: &mut Survey) {
    let lists = &word_lists().companions;
    let mut told: Vec<(usize, usize, Explanation)> = Vec::new();
    for (index, heading) in survey.headings.iter().enumerate() {
        let words = heading.label.words();
        let Some((_, stem)) = words
            .split_last()
            .filter(|(last, stem)| lists.of_scale.has(last) && !stem.is_empty())
        else {
            continue;
        };
        let mut texts = survey.under(index).filter(|seen| seen.value.is_some());
        let Some((text, at)) = texts
            .next()
            .and_then(|seen| Some((seen.value.as_deref()?, &seen.at)))
        else {
            continue;
        };
        if texts.any(|seen| seen.value.as_deref() != Some(text)) {
            continue;
        }
        let is_of_stem = |other: &usize| {
            survey.headings.get(*other).is_some_and(|own| {
                *other != index
                    && own.block == heading.block
                    && own.recognised.role == Role::Value
                    && own.label.words().starts_with(stem)
                    && own.explanation.is_none()
            })
        };
        let of_stem = (0..survey.headings.len()).filter(is_of_stem);
        let of_stem: Vec<usize> = of_stem.collect();
        // `support_score` and `support_scale`: where several are called so, which one is meant is left open.
        let [own] = of_stem.as_slice() else {
            continue;
        };
        let Some(name) = survey.headings.get(*own).map(|own| own.text.as_str()) else {
            continue;
        };
        let read =
            Explanation::read(name, &[text], at.clone()).filter(|read| tells_scale(read, text));
        told.extend(read.map(|read| {
            let read = Explanation {
                from_key: true,
                ..read
            };
            (index, *own, read)
        }));
    }
    for (scale, own, read) in told {
        let Some(heading) = survey.headings.get_mut(own) else {
            continue;
        };
        heading.explanation = Some(read);
        let about = Rc::clone(&heading.recognised);
        let why = "it holds the scale or the codes of the column beside it";
        read_as_text_of(survey, scale, &about, why);
    }
}

/// Whether a text is the scale of a field and no range of one person's value, `65-77`: it says what an end means, or which
/// end is which, or gives codes.
fn tells_scale(read: &Explanation, text: &str) -> bool {
    let scaled = read
        .scale
        .as_ref()
        .is_some_and(|scale| explain::is_sure(scale, text));
    scaled || (read.codes.len() > 1 && !explain::is_doubtful(text))
}

/// Reads a column as the words of another, where nothing is known of it itself.
fn read_as_text_of(survey: &mut Survey, index: usize, about: &Recognised, why: &str) {
    let open = |heading: &&mut Heading| !heading.recognised.is_known() || is_tag(heading);
    let Some(heading) = survey.headings.get_mut(index).filter(open) else {
        return;
    };
    if about.is_known() {
        let mut found = about.clone();
        found.field = None;
        found.kind = Some(Kind::Text);
        found.codes.clear();
        found.scale = None;
        found.why = why.to_owned();
        heading.recognised = Rc::new(found);
    }
}

/// Explains the codes of columns that have such a companion, and reads the companion as what it is about.
pub(super) fn explain(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let companions = find(survey);
    for Companions { code, words, stem } in companions {
        let Some(mut told) = told(survey, code, words) else {
            continue;
        };
        name_by_stem(survey, code, &stem, recogniser);
        name_by_stem(survey, words, &stem, recogniser);
        let Some(of_words) = survey.headings.get(words) else {
            continue;
        };
        let about = of_words.text.clone();
        let Some(heading) = survey.headings.get_mut(code) else {
            continue;
        };
        let open = heading
            .explanation
            .as_ref()
            .is_none_or(|known| known.codes.is_empty() && known.scale.is_none());
        if !open || !may_be_coded(heading) {
            continue;
        }
        if told.text.is_empty() {
            told.text = about;
        }
        heading.explanation = Some(told);
        let read = Rc::clone(&heading.recognised);
        let why = "it says in words what the column of codes beside it holds";
        read_as_text_of(survey, words, &read, why);
    }
}

/// A column of codes and the one that says them in words, and what both are called.
struct Companions {
    code: usize,
    words: usize,
    stem: String,
}

/// The columns of a response that belong together so.
fn find(survey: &Survey) -> Vec<Companions> {
    let mut codes: HashMap<(u32, String), Vec<usize>> = HashMap::new();
    let mut words: BTreeMap<(u32, String), Vec<usize>> = BTreeMap::new();
    for (index, heading) in survey.headings.iter().enumerate() {
        let Some((stem, ending)) = parted(heading) else {
            continue;
        };
        let key = (heading.block, stem);
        match ending {
            Ending::Code => codes.entry(key).or_default().push(index),
            Ending::Words => words.entry(key).or_default().push(index),
        }
    }
    if words.is_empty() {
        return Vec::new();
    }
    // `VI` beside `VI description`.
    for (index, heading) in survey.headings.iter().enumerate() {
        let key = (heading.block, heading.label.to_string());
        if words.contains_key(&key) {
            codes.entry(key).or_default().push(index);
        }
    }
    let both = words.into_iter().filter_map(|(key, words)| {
        match (codes.get(&key)?.as_slice(), words.as_slice()) {
            ([code], [words]) if code != words => Some(Companions {
                code: *code,
                words: *words,
                stem: key.1,
            }),
            _ => None,
        }
    });
    both.collect()
}

/// What the last word of a heading says that it holds.
enum Ending {
    Code,
    Words,
}

/// `vi` and what stands under `vi_label`; of an object, whose own name stands above it, its name.
fn parted(heading: &Heading) -> Option<(String, Ending)> {
    let label = &heading.label;
    let (last, stem) = label.words().split_last()?;
    let lists = &word_lists().companions;
    // `VI name` may be that of whoever asked.
    let named = lists.names.has(last) && heading.recognised.category == Category::Segment;
    let ending = match (lists.words.has(last) || named, lists.codes.has(last)) {
        (true, _) => Ending::Words,
        (_, true) => Ending::Code,
        _ => return None,
    };
    if !stem.is_empty() {
        return Some((stem.join(" "), ending));
    }
    let title = heading.title.as_deref().filter(|_| is_of_object(heading))?;
    let title = Label::new(title);
    (!title.is_empty()).then(|| (title.to_string(), ending))
}

/// Whether a heading is the name of a field of an object.
fn is_of_object(heading: &Heading) -> bool {
    matches!(heading.at.place, Place::Field { .. })
}

/// Whether the name of a field, `label` or `support.label`, was read as that of a tag or a remark.
fn is_tag(heading: &Heading) -> bool {
    let read = heading.recognised.category;
    is_of_object(heading) && matches!(read, Category::System | Category::FreeText)
}

/// Reads `code` of the object `support` as `support code`, or as `support`.
fn name_by_stem(survey: &mut Survey, index: usize, stem: &str, recogniser: &Recogniser<'_>) {
    let Some(heading) = survey.headings.get_mut(index) else {
        return;
    };
    let bare = heading.label.words().len() == 1;
    if !is_of_object(heading) || (!bare && heading.recognised.is_known()) {
        return;
    }
    let why = "it is a field of what is called so";
    let last = &heading.label;
    let last = last.words().last().map_or("", Word::as_str);
    let whole = format!("{stem} {last}");
    let read = read_as(stem, heading, why, recogniser)
        .or_else(|| read_as(&whole, heading, why, recogniser))
        .filter(|read| read.category != Category::System);
    match read {
        Some(read) => heading.recognised = read,
        // `label` of `support` is no tag of the system, whatever support is.
        None if bare && is_tag(heading) => {
            let why = format!("it is a field of `{stem}`, of which nothing is known");
            heading.recognised = Rc::new(Recognised::unknown(why));
        }
        None => {}
    }
}

/// What the words beside the codes of a column say of them; nothing where one code is called by two names, where one
/// has none, or where no codes stand there.
fn told(survey: &Survey, code: usize, words: usize) -> Option<Explanation> {
    let heading = survey.headings.get(code)?;
    // What `code` of an object is, its name says.
    let bare = is_of_object(heading) && heading.label.words().len() == 1;
    let may_be = bare || (heading.recognised.role == Role::Value && may_be_coded(heading));
    let beside: HashMap<u32, &Observation> = survey
        .under(words)
        .map(|observation| (observation.record, observation))
        .collect();
    let mut told: BTreeMap<&str, (&str, &Location)> = BTreeMap::new();
    let mut seen = 0;
    let mut of_field: Option<Explanation> = None;
    for observation in survey.under(code).filter(|_| may_be) {
        let Some(value) = observation.value.as_deref().map(str::trim) else {
            continue;
        };
        seen += 1;
        let said = beside.get(&observation.record)?;
        let meaning = said.value.as_deref().map(str::trim)?;
        // `{"value": 71, "description": "Likelihood of voting for us, 0 to 100"}`
        if explain::scale(meaning).is_some() || explain::codes(meaning).len() > 1 {
            of_field = Explanation::read(&heading.text, &[meaning], said.at.clone());
            continue;
        }
        let names = is_code(value) && is_label(meaning) && !meaning.eq_ignore_ascii_case(value);
        let first = told.entry(value).or_insert((meaning, &said.at));
        if !names || !first.0.eq_ignore_ascii_case(meaning) {
            return None;
        }
    }
    if let Some(mut found) = of_field.filter(|_| told.is_empty()) {
        found.from_key = true;
        return Some(found);
    }
    // `Donation number` 1, 2, 3: each row has its own.
    let runs = told
        .keys()
        .enumerate()
        .all(|(at, code)| code.parse() == Ok(at + 1));
    if seen > 1 && told.len() == seen && runs {
        return None;
    }
    let (_, at) = told.values().next()?;
    let at = (*at).clone();
    let codes = told.into_iter().map(|(code, (meaning, at))| CodeMeaning {
        code: code.to_owned(),
        meaning: meaning.to_owned(),
        at: Some(at.clone()),
    });
    Some(Explanation::of_codes(String::new(), codes.collect(), at))
}

/// Whether a column may hold codes that need words: numbers of people, places and records name only themselves.
fn may_be_coded(heading: &Heading) -> bool {
    !matches!(
        heading.recognised.category,
        Category::System
            | Category::Identity
            | Category::Address
            | Category::Area
            | Category::Contact
            | Category::ElectoralRegister
            | Category::FreeText
    )
}

/// A letter or a few, a small number, or both: `L`, `07`, `G27`.
fn is_code(value: &str) -> bool {
    const LONGEST: usize = 8;
    let short = value.chars().count() <= LONGEST && !value.contains(char::is_whitespace);
    let figures = value.bytes().filter(u8::is_ascii_digit).count();
    // `Y` answers, whatever stands beside it.
    let answers = is_yes_or_no(value);
    // A figure of three digits or more measures or numbers something.
    short && !answers && (figures < 3 || figures < value.len())
}

/// Whether a text is what something is called: a few words, none of them of a person, of a day or of how it was learnt.
fn is_label(text: &str) -> bool {
    const MOST_WORDS: usize = 7;
    let label = Label::new(text);
    let words = || label.words().iter();
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let has_words = words().any(|word| letters(word) > 2);
    let is_year = |word: &Word| matches!(word.parse(), Ok(1900..=2100));
    let barred = |word: &Word| {
        word_lists().companions.no_label.has(word) || is_year(word) || month_named(word).is_some()
    };
    has_words
        && words().count() <= MOST_WORDS
        && !text.ends_with(['.', '?', '!'])
        && !words().any(barred)
        && !speaks_of_people(text)
}
