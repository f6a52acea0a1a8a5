//! Hands what the response explains - keys, glossaries, sentences - to the headings that it is about,
//! however the response spells them there.

use crate::codebook::word_lists::{WordList, word_lists};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use crate::codebook::{Kind, Label, Word};
use crate::document::{Cell, Part, Table};
use crate::provenance::{Location, PartId, Place};
use crate::recognise::below;
use crate::recognise::explain::{self, CodeMeaning, Explanation};
use crate::recognise::heading::{Question, Recogniser};
use crate::recognise::layout::is_yes_or_no;
use crate::recognise::layout::{ColumnUse, column_named, sheet_named};
use crate::recognise::shape::number;
use crate::recognise::survey::{Heading, Note, Survey};
use crate::recognise::titled::names_election;
use crate::recognise::values::all_are;
use crate::vocabulary::Category;

/// An entry of a key, as text.
#[derive(Clone)]
pub(super) struct KeyText {
    pub heading: Option<String>,
    pub code: Option<String>,
    pub meaning: String,
    pub scale: String,
    pub source: Option<Note>,
    pub at: Location,
}

/// Hands each entry of a key to the headings that it explains.
pub(super) fn explain_by_keys(survey: &mut Survey, keys: &[KeyText], recogniser: &Recogniser<'_>) {
    if keys.is_empty() {
        return;
    }
    let headings = Headings::new(survey, recogniser);
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    let mut explained: HashMap<usize, Explanation> = HashMap::new();
    let mut loose: Vec<&KeyText> = Vec::new();
    let mut of_groups: Vec<&KeyText> = Vec::new();
    for entry in keys {
        let of_code = entry.code.as_deref().and_then(|code| {
            let indices = headings.written(code);
            (!indices.is_empty()).then_some(indices)
        });
        if let Some(indices) = of_code {
            // What stands for a heading elsewhere in the response: the code is that heading.
            let told = KeyText {
                code: None,
                ..entry.clone()
            };
            for index in indices {
                if let Some(target) = survey.headings.get(index)
                    && let Some(read) = read(&target.text, &told)
                {
                    explained.entry(index).or_insert(read);
                }
            }
            continue;
        }
        let Some(heading) = &entry.heading else {
            loose.push(entry);
            continue;
        };
        let targets = found.entry(heading.clone()).or_insert_with(|| {
            let by_letter = by_column(heading, survey);
            if !by_letter.is_empty() {
                return by_letter;
            }
            let source = entry.source.as_ref().filter(|_| says_source_alone(entry));
            let of_kinds = || {
                source.map_or_else(Vec::new, |note| {
                    headings.of_kinds(heading, &note.text, recogniser)
                })
            };
            // A list of kinds of data names more than the one heading that stands in it word for word.
            let listed = match parts_of(heading).nth(1) {
                Some(_) => of_kinds(),
                None => Vec::new(),
            };
            if !listed.is_empty() {
                return listed;
            }
            let named = headings.named(heading, recogniser);
            match named.is_empty() {
                true if source.is_some() => of_kinds(),
                true => headings.longer(entry, heading, recogniser),
                false => named,
            }
        });
        if targets.is_empty() {
            loose.push(entry);
            // `appended: all fields in this group were bought from Experian` names a group by its title.
            of_groups.push(entry);
        }
        for &index in targets.iter() {
            let Some(target) = survey.headings.get_mut(index) else {
                continue;
            };
            if let Some(source) = &entry.source {
                target.sources.insert(0, source.clone());
            }
            let Some(read) = read(&target.text, entry) else {
                continue;
            };
            explained
                .entry(index)
                .and_modify(|known| {
                    known.scale = known.scale.take().or_else(|| read.scale.clone());
                    known.text = format!("{}; {}", known.text, read.text);
                    known.add_codes(read.clone());
                })
                .or_insert(read);
        }
    }
    for (index, mut found) in explained {
        if is_whole_scale(&found) {
            found.codes.clear();
        } else if found.codes.is_empty() {
            let told = super::values::meaning_of_value(&found.text, index, survey);
            found.codes.extend(told);
        }
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.explanation = Some(found);
        }
    }
    let tells = of_groups
        .iter()
        .filter(|entry| entry.code.is_none() && tells_source(&entry.meaning));
    for entry in tells {
        let note = Note {
            text: entry.meaning.clone(),
            at: entry.at.clone(),
            hidden: false,
        };
        let title = entry.heading.as_deref().map(str::trim);
        let headings = survey.headings.iter_mut();
        headings
            .filter(|heading| title.is_some() && heading.title.as_deref().map(str::trim) == title)
            .for_each(|heading| heading.sources.insert(0, note.clone()));
    }
    let is_legend = |entry: &&&KeyText| entry.heading.as_deref().is_some_and(is_bare_title);
    let legend: Vec<&KeyText> = loose.iter().filter(is_legend).copied().collect();
    for (codes, note) in loose_codes(&legend) {
        explain_by_holders(survey, &codes, &note);
    }
    // `Mark | Meaning` names no field either.
    let is_bare = |entry: &&&KeyText| {
        let heading = entry.heading.as_deref().map(str::trim);
        let names_use = |heading: &str| {
            let uses = &recogniser.column_words(heading).uses;
            let of_codes = |used: &ColumnUse| matches!(used, ColumnUse::Value | ColumnUse::Code);
            !uses.is_empty() && uses.iter().all(of_codes)
        };
        heading.is_none_or(|heading| is_bare_title(heading) || names_use(heading))
    };
    let bare: Vec<&KeyText> = loose.iter().filter(is_bare).copied().collect();
    for (codes, note) in loose_codes(&bare) {
        explain_block(survey, &codes, &note, recogniser);
    }
    let loose = loose_codes(&loose);
    explain_by_title(survey, &loose, recogniser);
    let loose = loose.into_iter();
    let letters = loose.filter(|(codes, _)| names_parties(codes, recogniser));
    let letters = letters.map(|(codes, note)| (codes.into(), note));
    explain_by_letters(survey, letters.collect());
}

/// `Lab model | 0-100 | how likely you are to vote Labour`: the one code of a field is its scale, from one end to the
/// other, and no band of it.
fn is_whole_scale(told: &Explanation) -> bool {
    const LOWEST: f64 = 1.0;
    const TOPS: &[f64] = &[5.0, 7.0, 9.0, 10.0, 20.0, 100.0];
    let ([only], Some(scale)) = (told.codes.as_slice(), &told.scale) else {
        return false;
    };
    let spans =
        explain::scale(&only.code).is_some_and(|own| (own.from, own.to) == (scale.from, scale.to));
    let from_end_to_end = (0.0..=LOWEST).contains(&scale.from) && TOPS.contains(&scale.to);
    spans && (from_end_to_end || (scale.from, scale.to) == (0.0, 1.0))
}

/// The title of a dictionary that names the company whose data it describes: `Example Data Ltd: data dictionary for
/// appended variables`.
fn seller_in_title(part: &Part, table: &Table) -> Option<Note> {
    let lists = &word_lists().bare_keys;
    const TITLES: usize = 3;
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let names_seller = |cell: &&Cell| {
        let label = Label::new(&cell.text());
        let has = |list: &WordList| label.words().iter().any(|word| list.has(word));
        let of_party = label.words().iter().any(|word| word == "party");
        has(&lists.companies) && has(&lists.dictionaries) && !of_party
    };
    // A comma in a title may have cut it in two.
    let titles = rows.take(TITLES).filter_map(|row| row.first());
    let title = titles.into_iter().find(names_seller)?;
    let text = title.text();
    let name = text.split([':', ',', '\u{2013}', '-']).next()?.trim();
    Some(Note {
        text: format!("supplied by {name}"),
        at: Location {
            part: part.id,
            place: table.place(title.at),
        },
        hidden: title.hidden,
    })
}

/// Takes the company that the title of a dictionary names for the source of what it describes, but for what the party
/// sent it.
pub(super) fn name_seller(part: &Part, table: &Table, entries: Option<&mut [KeyText]>) {
    let Some(entries) = entries.filter(|entries| !entries.is_empty()) else {
        return;
    };
    let Some(seller) = seller_in_title(part, table) else {
        return;
    };
    // What the party says of what it was told or has on its register is no company's.
    let sent = |entry: &KeyText| {
        let lower = entry.meaning.to_lowercase();
        let mut words = word_lists().bare_keys.sent.iter();
        let label = Label::new(&entry.meaning);
        let own = label
            .words()
            .iter()
            .any(|word| word_lists().bare_keys.own.has(word));
        own || words.any(|word| lower.contains(word))
    };
    let open = entries
        .iter_mut()
        .filter(|entry| entry.source.is_none() && !sent(entry));
    open.for_each(|entry| entry.source = Some(seller.clone()));
}

/// The heading of the column whose letter a title names, `Elector sheet, column F - how they would vote`: of the sheet that
/// it names too, where there are several.
fn by_column(title: &str, survey: &Survey) -> Vec<usize> {
    let lower = title.to_lowercase();
    if let Some(named) = sheet_named(title) {
        let bare = |text: &str| {
            Label::new(text)
                .to_string()
                .trim_end_matches('s')
                .to_owned()
        };
        let named = bare(named);
        let headings = survey.headings.iter().enumerate();
        let there = headings.filter(|(_, heading)| match &heading.at.place {
            Place::Cell { sheet, .. } => {
                lower.contains(&sheet.to_lowercase()) && bare(&heading.text) == named
            }
            _ => false,
        });
        let there: Vec<usize> = there.map(|(index, _)| index).collect();
        if !there.is_empty() {
            return there;
        }
    }
    let Some(letter) = column_named(title) else {
        return Vec::new();
    };
    let headings = survey.headings.iter().enumerate();
    let there: Vec<(usize, bool)> = headings
        .filter_map(|(index, heading)| match &heading.at.place {
            Place::Cell { sheet, cell } if cell.col.letters() == letter => {
                Some((index, lower.contains(&sheet.to_lowercase())))
            }
            _ => None,
        })
        .collect();
    let named: Vec<usize> = there
        .iter()
        .filter(|(_, named)| *named)
        .map(|(index, _)| *index)
        .collect();
    // `Column C of the printed register` is of another table.
    let of_other = lower.contains(" of the ") || lower.contains(" in the ");
    match (named.as_slice(), there.as_slice()) {
        ([_], _) => named,
        (_, [(only, _)]) if !of_other => vec![*only],
        _ => Vec::new(),
    }
}

/// Whether a text says where all of something is from: `all fields in this group were bought from Experian`, and not
/// `passed to Experian for matching` or `partly bought`.
fn tells_source(text: &str) -> bool {
    let lists = &word_lists().bare_keys;
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    lists.sources.iter().any(|source| lower.contains(source))
        && !words.any(|word| lists.no_sources.has(word))
}

/// A list of codes that names no heading, in a part with a short title which does: `Support codes and outcomes`. It
/// explains the headings that share a word with the title and hold one of its codes.
fn explain_by_title(
    survey: &mut Survey,
    lists: &[(Vec<CodeMeaning>, Note)],
    recogniser: &Recogniser<'_>,
) {
    const MOST_WORDS: usize = 6;
    const CALLED: &[&str] = &["code", "key", "letter", "mark"];
    let called =
        |words: &BTreeSet<String>| words.iter().any(|word| CALLED.contains(&word.as_str()));
    for (codes, note) in lists {
        let titles = survey
            .notes
            .iter()
            .filter(|title| title.at.part == note.at.part);
        let titles = titles.filter(|title| title.text.split_whitespace().count() <= MOST_WORDS);
        let named: BTreeSet<String> = titles
            .map(|title| plain_words(&title.text, recogniser))
            .filter(called)
            .flatten()
            .collect();
        for index in 0..survey.headings.len() {
            let Some(heading) = survey.headings.get(index) else {
                continue;
            };
            let words = plain_words(&heading.text, recogniser);
            let shares = words
                .intersection(&named)
                .any(|word| !CALLED.contains(&word.as_str()));
            let fits = heading.explanation.is_none() && heading.at.part == note.at.part && shares;
            let is_code = |value: &str| codes.iter().any(|code| code.code == value.trim());
            if !(fits && survey.values_under(index).any(is_code)) {
                continue;
            }
            if let Some(heading) = survey.headings.get_mut(index) {
                heading.explanation = Some(Explanation::of_codes(
                    note.text.clone(),
                    codes.clone(),
                    note.at.clone(),
                ));
            }
        }
    }
}

/// A code that stands for a source, `ER`, with what the response's own key says of it: in an entry of its
/// own, or among the codes of a column of sources, `Src: R = register; S = you`.
pub(super) fn spell_out_sources(
    survey: &mut Survey,
    keys: &[KeyText],
    recogniser: &Recogniser<'_>,
) {
    const LONGEST: usize = 6;
    let of_sources = |entry: &&KeyText| {
        let heading = entry.heading.as_deref().map(str::trim);
        // A column of field codes holds headings.
        let code = entry.code.as_deref().map(str::trim);
        (code.is_none() || code == heading)
            && heading
                .is_some_and(|heading| recogniser.column_words(heading).uses == [ColumnUse::Source])
    };
    let listed = keys.iter().filter(of_sources);
    let listed: Vec<CodeMeaning> = listed
        .flat_map(|entry| [&entry.scale, &entry.meaning])
        .flat_map(|text| explain::codes(text))
        .collect();
    let alone = keys.iter().filter_map(|entry| {
        let code = entry.code.as_deref()?.trim();
        Some((code, entry.meaning.as_str()))
    });
    let listed = listed
        .iter()
        .map(|told| (told.code.as_str(), told.meaning.as_str()));
    let mut codes: HashMap<&str, Option<&str>> = HashMap::new();
    for (code, meaning) in alone.chain(listed) {
        codes
            .entry(code)
            .and_modify(|known| *known = known.filter(|known| *known == meaning))
            .or_insert(Some(meaning));
    }
    let spell_out = |note: &mut Note| {
        let code = note.text.trim();
        if code.len() > LONGEST || code.contains(' ') {
            return;
        }
        if let Some(Some(meaning)) = codes.get(code).filter(|_| !code.is_empty()) {
            note.text = format!("{meaning} ({code})");
        }
    };
    let of_headings = survey.headings.iter_mut().flat_map(|one| &mut one.sources);
    let of_values = survey
        .observations
        .iter_mut()
        .flat_map(|one| &mut one.source);
    of_headings.chain(of_values).for_each(spell_out);
}

/// The codes of keys that name no heading, as lists of one part each: `letter | meaning`.
fn loose_codes(loose: &[&KeyText]) -> Vec<(Vec<CodeMeaning>, Note)> {
    let mut lists: Vec<(Vec<CodeMeaning>, Note)> = Vec::new();
    for entry in loose {
        let Some(code) = &entry.code else { continue };
        let told = CodeMeaning {
            code: code.trim().to_owned(),
            meaning: entry.meaning.clone(),
            at: Some(entry.at.clone()),
        };
        let text = format!("{} = {}", told.code, told.meaning);
        match lists.last_mut() {
            Some((codes, note)) if note.at.part == entry.at.part => {
                codes.push(told);
                note.text = format!("{}; {text}", note.text);
            }
            _ => {
                let at = entry.at.clone();
                let hidden = false;
                lists.push((vec![told], Note { text, at, hidden }));
            }
        }
    }
    lists
}

/// What an entry of a key says of a heading.
pub(super) fn read(heading: &str, entry: &KeyText) -> Option<Explanation> {
    let texts = match &entry.code {
        Some(code) => vec![format!("{code} = {}", entry.meaning), entry.scale.clone()],
        None => vec![entry.meaning.clone(), entry.scale.clone()],
    };
    let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut found = Explanation::read(heading, &borrowed, entry.at.clone())?;
    found.from_key = true;
    if let Some(code) = &entry.code {
        let told = |(code, meaning): (String, String)| CodeMeaning {
            code,
            meaning,
            at: Some(entry.at.clone()),
        };
        found.codes = each_of(code, &entry.meaning)
            .into_iter()
            .map(told)
            .collect();
    }
    Some(found)
}

/// `H / M / L` beside `our forecast (high, medium, low)`: each code with its own word and what is said of all, where as
/// many words stand in the brackets or between strokes, each with the letter of its code. Else they are one code: `P/V`.
fn each_of(code: &str, meaning: &str) -> Vec<(String, String)> {
    const LONGEST: usize = 3;
    let codes: Vec<&str> = code.split('/').map(str::trim).collect();
    let is_code = |code: &&str| (1..=LONGEST).contains(&code.len()) && explain::is_codelike(code);
    if codes.len() < 2 || !codes.iter().all(is_code) || code.eq_ignore_ascii_case("n/a") {
        return vec![(code.to_owned(), meaning.to_owned())];
    }
    let inside = meaning
        .split_once('(')
        .and_then(|(_, behind)| behind.split_once(')'))
        .map(|(inside, _)| inside);
    let begin_alike = |words: &[&str]| {
        let mut pairs = words.iter().zip(&codes);
        words.len() == codes.len()
            && pairs.all(|(word, code)| {
                let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
                first(word) == first(code)
            })
    };
    let parts: Vec<&str> = meaning.split('/').map(str::trim).collect();
    let words: Vec<&str> = inside
        .into_iter()
        .flat_map(|inside| inside.split(','))
        .map(str::trim)
        .collect();
    let own: Vec<String> = match (begin_alike(&parts), begin_alike(&words)) {
        (true, _) => parts.iter().map(|part| (*part).to_owned()).collect(),
        // `from Labour to Conservative (lost, close)` for L/C: of two letters it is chance.
        (_, true) if codes.len() > 2 => words
            .iter()
            .map(|word| format!("{word}: {meaning}"))
            .collect(),
        _ => return vec![(code.to_owned(), meaning.to_owned())],
    };
    let each = codes.iter().map(|code| (*code).to_owned()).zip(own);
    // The whole may stand under the heading too.
    each.chain([(code.to_owned(), meaning.to_owned())])
        .collect()
}

/// Sentences of letters and notes that name a heading as it is written and say what it means: `The
/// Lab_Score runs from 0 to 100, where 100 means certain`. Only for headings that nothing else in the
/// response explains.
pub(super) fn explain_by_notes(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    explain_by_entries(survey, recogniser);
    explain_by_first_words(survey);
    scale_by_titles(survey);
    let notes = survey.notes.iter().filter(|note| !note.hidden);
    let lists = notes.map(|note| (recogniser.codes(&note.text), note));
    let lists = lists.filter(|(codes, _)| names_parties(codes, recogniser));
    let lists = lists.map(|(codes, note)| (codes, note.clone()));
    explain_by_letters(survey, lists.collect());
    let mut sentences: Vec<(String, Location)> = Vec::new();
    for note in survey.notes.iter().filter(|note| !note.hidden) {
        let parts = note
            .text
            .split(['\n', '\r'])
            .flat_map(|line| line.split(". "));
        sentences.extend(
            parts
                .filter(|sentence| {
                    recogniser.once(Question::Explains, sentence, |sentence| {
                        explains(sentence, recogniser)
                    })
                })
                .map(|sentence| (sentence.trim().to_owned(), note.at.clone())),
        );
    }
    for heading in &mut survey.headings {
        if sentences.is_empty() || heading.explanation.is_some() || !is_distinct(&heading.text) {
            continue;
        }
        let said = sentences
            .iter()
            .find(|(sentence, _)| names(sentence, &heading.text));
        if let Some((sentence, at)) = said
            && let Some(mut found) = Explanation::read(&heading.text, &[sentence], at.clone())
        {
            found.from_key = true;
            heading.explanation = Some(found);
        }
    }
    add_own_words(survey);
    share_scales(survey);
}

/// `Core, Tactical and Turnout are likelihoods out of 100. Tactical: that you would lend us your vote.`: what the same
/// note says further on of one field alone.
pub(super) fn add_own_words(survey: &mut Survey) {
    let begins = &word_lists().explain.own_words;
    for heading in &mut survey.headings {
        let Some(told) = heading
            .explanation
            .as_mut()
            .filter(|told| told.scale.is_some())
        else {
            continue;
        };
        let mut notes = survey.notes.iter().filter(|note| note.at == told.at);
        let own = notes.find_map(|note| {
            let mut sentences = note.text.split(". ").map(str::trim);
            sentences.find(|sentence| {
                let said = behind_heading(sentence, &heading.text).map(str::trim_start);
                said.is_some_and(|said| begins.iter().any(|begin| said.starts_with(begin)))
            })
        });
        if let Some(own) = own.filter(|own| !told.text.contains(own)) {
            told.text = format!("{}. {own}", told.text.trim_end_matches('.'));
        }
    }
}

/// `Turnout is our estimate of ..., on the same scale`: the scale of what is explained next before it in the same
/// text.
pub(super) fn share_scales(survey: &mut Survey) {
    const SAY: &[&str] = &[
        "the same scale",
        "the same range",
        "scored the same way",
        "scored in the same way",
    ];
    let says = |text: &str| {
        // `not on the same scale`, `on the same scale as Mosaic`
        let lower = text.to_lowercase();
        let denied = [" not ", "no longer", " never on "]
            .iter()
            .any(|not| lower.contains(not));
        let mut tails = SAY.iter().filter_map(|say| Some(lower.split_once(say)?.1));
        !denied && tails.any(|tail| !tail.starts_with(" as "))
    };
    let place = |survey: &Survey, told: &Explanation| {
        let mut notes = survey.notes.iter().filter(|note| note.at == told.at);
        let begins: String = told.text.chars().take(LONGEST_OPENING).collect();
        notes.find_map(|note| note.text.find(&begins))
    };
    for index in 0..survey.headings.len() {
        let told = survey.headings.get(index);
        let told = told.and_then(|heading| heading.explanation.as_ref());
        let Some(told) = told.filter(|told| told.scale.is_none() && says(&told.text)) else {
            continue;
        };
        let Some(own) = place(survey, told) else {
            continue;
        };
        let others = survey
            .headings
            .iter()
            .filter_map(|heading| heading.explanation.as_ref());
        let others = others.filter(|other| other.at == told.at && other.scale.is_some());
        let before = others.filter_map(|other| Some((place(survey, other)?, other)));
        let nearest = before
            .filter(|(at, _)| *at < own)
            .max_by_key(|(at, _)| *at)
            .and_then(|(_, other)| other.scale.clone());
        let heading = survey.headings.get_mut(index);
        if let Some(told) = heading.and_then(|heading| heading.explanation.as_mut()) {
            told.scale = nearest;
        }
    }
}

/// By so many letters the beginning of an explanation is found in its text.
const LONGEST_OPENING: usize = 40;

/// A title that gives the scale of the scores below it: `Scores on this sheet run from 0 (never) to 10
/// (certain)`. Only for headings over numbers that are scores, and only where an end is told.
pub(super) fn scale_by_titles(survey: &mut Survey) {
    let says = |note: &Note| {
        let lower = note.text.to_lowercase();
        let of_scores = [
            "score",
            "rating",
            "likelihood",
            "probabilit",
            "our model",
            "outputs",
            "prediction",
        ]
        .iter()
        .any(|word| lower.contains(word));
        of_scores && !note.hidden
    };
    // `Key to the two 1-10 scales: 1 = certainly not, 10 = certainly.`
    let notes = survey.notes.iter().enumerate();
    let notes =
        notes.filter(|(_, note)| !note.hidden && note.text.to_lowercase().contains("scale"));
    let of_scales: Vec<(usize, (f64, f64))> = notes
        .filter_map(|(at, note)| {
            let scale = explain::scale(&note.text)?;
            Some((at, (scale.from, scale.to)))
        })
        .collect();
    let mut blocks = HashMap::new();
    for index in 0..survey.headings.len() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        if heading.explanation.is_some() {
            continue;
        }
        if let Some(found) = scale_of_block(survey, heading, &mut blocks) {
            if let Some(heading) = survey.headings.get_mut(index) {
                heading.explanation = Some(found);
            }
            continue;
        }
        if heading.recognised.kind != Some(Kind::Score) {
            continue;
        }
        // A line below the table speaks of all: `All outputs run from 0 (least likely) to 1 (most likely).`
        let of_all = survey.notes.iter().filter(|note| {
            let begins = ["All ", "Each ", "Every "]
                .iter()
                .any(|all| note.text.starts_with(all));
            begins && !note.hidden && note.at.part == heading.at.part
        });
        // Such a key is said of `Support (1-10)`.
        let own = match of_scales.is_empty() {
            true => None,
            false => explain::scale(&heading.text).map(|own| (own.from, own.to)),
        };
        let of_range = of_scales.iter().filter(|(_, scale)| own == Some(*scale));
        let of_range = of_range.filter_map(|(at, _)| survey.notes.get(*at));
        let of_range = of_range.filter(|note| note.at.part == heading.at.part);
        let found = heading
            .sources
            .iter()
            .chain(of_all)
            .filter(|note| says(note))
            .chain(of_range)
            .find_map(|note| {
                let scale = explain::scale(&note.text)?;
                // What else a letter says there is said of other things.
                let mut sentences = note.text.split_inclusive(". ").map(str::trim);
                let own =
                    sentences.find(|sentence| explain::scale(sentence).as_ref() == Some(&scale));
                (scale.low.is_some() || scale.high.is_some()).then(|| Explanation {
                    text: own.unwrap_or(&note.text).to_owned(),
                    scale: Some(scale),
                    codes: Vec::new(),
                    at: note.at.clone(),
                    from_key: true,
                })
            });
        if let (Some(found), Some(heading)) = (found, survey.headings.get_mut(index)) {
            heading.explanation = Some(found);
        }
    }
}

/// The scale that a title directly over a block of figures gives, and which end of it is which: `1 = our model expects you
/// to care most, 6204 = least`. All values of the block are figures on it; the lowest and the highest of each block are found
/// once.
fn scale_of_block(
    survey: &Survey,
    heading: &Heading,
    found: &mut HashMap<u32, Option<(f64, f64)>>,
) -> Option<Explanation> {
    let has_figure = |note: &&Note| note.text.bytes().any(|byte| byte.is_ascii_digit());
    let titles = heading.sources.iter().filter(|note| !note.hidden);
    let mut titles = titles.filter(has_figure);
    let (note, scale) = titles.find_map(|note| {
        let scale = explain::scale(&note.text)?;
        explain::is_sure(&scale, &note.text).then_some((note, scale))
    })?;
    let ends = found
        .entry(heading.block)
        .or_insert_with(|| figures_of_block(survey, heading.block));
    let (lowest, highest) = (*ends)?;
    (scale.from <= lowest && highest <= scale.to).then(|| Explanation {
        text: note.text.clone(),
        scale: Some(scale),
        codes: Vec::new(),
        at: note.at.clone(),
        from_key: true,
    })
}

/// The lowest and the highest value of a block that holds nothing but figures which may be scores: a title that speaks of
/// scores speaks of no ages and no numbers of children. None where it holds anything else, or too few.
fn figures_of_block(survey: &Survey, block: u32) -> Option<(f64, f64)> {
    const FEWEST: usize = 2;
    let of_block = |heading: &&Heading| heading.block == block;
    let scored = |heading: &Heading| {
        !matches!(
            heading.recognised.kind,
            Some(
                Kind::Number
                    | Kind::Identifier
                    | Kind::Date
                    | Kind::Contact
                    | Kind::Name
                    | Kind::Address
                    | Kind::Flag
            )
        )
    };
    if !survey.headings.iter().filter(of_block).all(scored) {
        return None;
    }
    let values = survey.observations.iter().filter_map(|seen| {
        let heading = survey.headings.get(seen.heading);
        heading.filter(of_block)?;
        seen.value.as_deref().map(number)
    });
    let values: Vec<f64> = values.collect::<Option<_>>()?;
    let lowest = values.iter().copied().reduce(f64::min)?;
    let highest = values.iter().copied().reduce(f64::max)?;
    (values.len() >= FEWEST).then_some((lowest, highest))
}

/// Paragraphs below `Key to the items`, each of which begins with a heading as it is written and goes on as a sentence
/// begins: `PRI Priority for a call, worked out by us`. Where there are several, each is an entry of that key.
fn explain_by_entries(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const LONGEST: usize = 80;
    const FEWEST: usize = 3;
    const WORDS: usize = 3;
    let behind = |note: &Note, name: &str| -> Option<String> {
        let said = note.text.trim_start().strip_prefix(name)?;
        let said = said.strip_prefix(' ')?;
        let begins = said.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let told = begins && said.split_whitespace().count() >= WORDS;
        (told && !name.is_empty()).then(|| said.trim().to_owned())
    };
    let mut announced: BTreeSet<PartId> = BTreeSet::new();
    let mut entries: BTreeMap<PartId, Vec<(&str, String, Location)>> = BTreeMap::new();
    for note in survey.notes.iter().filter(|note| !note.hidden) {
        if !announced.contains(&note.at.part) {
            let title = note.text.trim();
            if title.len() <= LONGEST && recogniser.column_words(title).announces_key {
                announced.insert(note.at.part);
            }
            continue;
        }
        let headings = survey.headings.iter().map(|heading| heading.text.trim());
        let named = headings.filter_map(|name| Some((name, behind(note, name)?)));
        // `VI date` and no `VI`
        if let Some((name, said)) = named.max_by_key(|(name, _)| name.len()) {
            let of_part = entries.entry(note.at.part).or_default();
            of_part.push((name, said, note.at.clone()));
        }
    }
    let mut told: Vec<(usize, Explanation)> = Vec::new();
    for of_part in entries.into_values() {
        let names: BTreeSet<&str> = of_part.iter().map(|(name, _, _)| *name).collect();
        // Two paragraphs that begin alike are no entries.
        if names.len() < FEWEST || names.len() < of_part.len() {
            continue;
        }
        for (name, said, at) in &of_part {
            let headings = survey.headings.iter().enumerate();
            let meant = headings.filter(|(_, heading)| {
                heading.text.trim() == *name && heading.explanation.is_none()
            });
            for (index, heading) in meant {
                if let Some(read) = Explanation::read(&heading.text, &[said], at.clone()) {
                    let read = Explanation {
                        from_key: true,
                        ..read
                    };
                    told.push((index, read));
                }
            }
        }
    }
    for (index, explanation) in told {
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.explanation = Some(explanation);
        }
    }
}

/// Notes, and sentences of them, that begin with a heading and give its codes or its scale: `Column 1-5: 1 = sure; 5 = never`.
fn explain_by_first_words(survey: &mut Survey) {
    let notes = survey.notes.iter().filter(|note| !note.hidden);
    let sentences = notes.flat_map(|note| {
        let lines = note.text.split(['\n', '\r']);
        let behind = lines.flat_map(|line| line.split(". ").skip(1));
        std::iter::once(note.text.as_str())
            .chain(behind)
            // Few have anything that could stand behind a heading.
            .filter(|sentence| sentence.contains(BEHIND_HEADING))
            .map(move |sentence| (sentence, note))
    });
    let mut told: Vec<(usize, Explanation)> = Vec::new();
    // `Marked as voted: taken from the marked register`
    let mut sources: Vec<(usize, Note)> = Vec::new();
    for (sentence, note) in sentences {
        for (index, heading) in survey.headings.iter().enumerate() {
            if heading.explanation.is_some() {
                continue;
            }
            // `VI` is also called so in `Locals May 2023 / VI`, and `Canvass code` in `Canvass code / May 2021`.
            let groups = heading.text.rsplit_once(" / ").map(|(groups, _)| groups);
            let groups = groups.into_iter().flat_map(|groups| groups.split(" / "));
            // `Support out of 10, asked on the doorstep / Lab`
            let before = groups.filter_map(|group| group.split([',', '(']).next());
            let mut names = std::iter::once(heading.text.as_str())
                .chain(heading.text.split(" / "))
                .chain(before);
            let Some(said) = names.find_map(|name| behind_heading(sentence, name)) else {
                continue;
            };
            let Some(read) = Explanation::read(&heading.text, &[said], note.at.clone()) else {
                continue;
            };
            let says = read.codes.len() > 1
                || read.scale.is_some()
                || below::is_retold(survey, note.at.part, &heading.text, said);
            if !says {
                // What the note goes on to say is of other headings.
                let own = said.split(". ").next().unwrap_or(said).trim();
                let text = own.to_owned();
                sources.push((
                    index,
                    Note {
                        text,
                        ..note.clone()
                    },
                ));
                continue;
            }
            told.push((
                index,
                Explanation {
                    from_key: true,
                    ..read
                },
            ));
        }
    }
    for (index, note) in sources {
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.sources.insert(0, note);
        }
    }
    for (index, explanation) in told {
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.explanation.get_or_insert(explanation);
        }
    }
}

/// The marks that part a heading from what is said of it.
const BEHIND_HEADING: [char; 4] = [':', '=', '-', '\u{2013}'];

/// What a text says behind a heading with which it begins, and a mark.
fn behind_heading<'t>(text: &'t str, heading: &str) -> Option<&'t str> {
    const LEADS: &[&str] = &["Column ", "Field ", "Heading ", "Under "];
    const QUOTES: &[char] = &['"', '\'', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];
    let heading = heading.trim();
    let text = text.trim_start();
    let led = LEADS.iter().find_map(|lead| text.strip_prefix(lead));
    let begin = |text: &'t str| {
        let rest = text.trim_start_matches(QUOTES).strip_prefix(heading)?;
        let rest = rest.trim_start_matches(QUOTES).trim_start();
        rest.strip_prefix(BEHIND_HEADING)
    };
    begin(led.unwrap_or(text)).filter(|_| !heading.is_empty())
}

/// Lists of letters that stand for parties, below a table or on a sheet of its own: `Letters: S = SDLP,
/// A = Alliance`. One explains the headings of the same part that are about votes and hold nothing but its
/// letters.
fn explain_by_letters(survey: &mut Survey, lists: Vec<(Rc<[CodeMeaning]>, Note)>) {
    for (codes, note) in lists {
        for index in 0..survey.headings.len() {
            let Some(heading) = survey.headings.get(index) else {
                continue;
            };
            let about_votes = matches!(
                heading.recognised.category,
                Category::VotingIntention | Category::VotingRecord
            );
            let fits = heading.explanation.is_none() && heading.at.part == note.at.part;
            if !about_votes || !fits {
                continue;
            }
            let is_letter = |value: &str| codes.iter().any(|code| code.code == value.trim());
            if !all_are(survey, index, is_letter) {
                continue;
            }
            if let Some(heading) = survey.headings.get_mut(index) {
                // What else the note says is of other fields.
                let mut sentences = note.text.split_inclusive(". ").map(str::trim);
                let own = sentences.find(|sentence| explain::codes(sentence) == *codes);
                heading.explanation = Some(Explanation::of_codes(
                    own.unwrap_or(&note.text).to_owned(),
                    codes.to_vec(),
                    note.at.clone(),
                ));
            }
        }
    }
}

/// Whether a title says no more than that codes follow: `Legend`, `Key to codes`. `Age band codes` are of one column.
fn is_bare_title(title: &str) -> bool {
    let label = Label::new(title);
    let mut words = label.words().iter();
    !label.is_empty() && words.all(|word| word_lists().bare_keys.legends.has(word))
}

/// One legend for several columns of a sheet, under a title that names none: each of its codes explains the headings of
/// that sheet which hold nothing but codes of it, where all that hold it are of one known kind of data. Numbers and plain
/// answers may be of any list.
fn explain_by_holders(survey: &mut Survey, codes: &[CodeMeaning], note: &Note) {
    let sheet = |at: &Location| match &at.place {
        Place::Cell { sheet, .. } => Some(sheet.clone()),
        _ => None,
    };
    let here = (note.at.part, sheet(&note.at));
    // A letter alone is too little where no sheet holds legend and columns together.
    let in_document = here.1.is_none();
    let holds = |survey: &Survey, index: usize, code: &str| {
        survey.values_under(index).any(|value| value.trim() == code)
    };
    let is_open = |index: &usize| {
        survey.headings.get(*index).is_some_and(|heading| {
            let own = (heading.at.part, sheet(&heading.at));
            let kind = heading.recognised.category;
            own == here
                && heading.explanation.is_none()
                && !matches!(
                    kind,
                    Category::Identity | Category::Address | Category::Contact
                )
                && all_are(survey, *index, |value| {
                    codes.iter().any(|code| code.code == value.trim())
                })
        })
    };
    let open: Vec<usize> = (0..survey.headings.len()).filter(is_open).collect();
    let kind = |index: usize| {
        survey
            .headings
            .get(index)
            .map(|heading| heading.recognised.category)
    };
    let of_one_kind = |code: &&CodeMeaning| {
        let holders = (0..survey.headings.len()).filter(|index| holds(survey, *index, &code.code));
        let mut kinds: Vec<_> = holders.map(kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let known = kinds.iter().all(|kind| *kind != Some(Category::Unknown));
        let plain = is_yes_or_no(&code.code) || code.code.parse::<f64>().is_ok();
        let alone = in_document && code.code.chars().count() < 2;
        kinds.len() == 1 && known && !plain && !alone
    };
    let sure: Vec<&CodeMeaning> = codes.iter().filter(of_one_kind).collect();
    for index in open {
        let own: Vec<CodeMeaning> = sure
            .iter()
            .filter(|code| holds(survey, index, &code.code))
            .map(|code| (*code).clone())
            .collect();
        let texts: Vec<String> = own
            .iter()
            .map(|code| format!("{} = {}", code.code, code.meaning))
            .collect();
        if let (Some(heading), false) = (survey.headings.get_mut(index), own.is_empty()) {
            let explanation = Explanation::of_codes(texts.join("; "), own, note.at.clone());
            heading.explanation = Some(explanation);
        }
    }
}

/// What a block holds: its headings, and the codes of a legend.
#[derive(Debug, Default)]
struct Held {
    headings: BTreeSet<usize>,
    codes: BTreeSet<usize>,
}

/// One legend of a file for one table of it: it explains the one block of which every heading that holds something holds
/// nothing but its codes, three headings or more, with two codes or more between them.
fn explain_block(
    survey: &mut Survey,
    codes: &[CodeMeaning],
    note: &Note,
    recogniser: &Recogniser<'_>,
) {
    const FEWEST_HEADINGS: usize = 3;
    const FEWEST_CODES: usize = 2;
    let coded = |value: &str| codes.iter().position(|code| code.code == value.trim());
    // What each block of the part holds: its headings, and the codes, as long as all are.
    let mut blocks: BTreeMap<u32, Option<Held>> = BTreeMap::new();
    for seen in &survey.observations {
        let Some(heading) = survey.headings.get(seen.heading) else {
            continue;
        };
        let Some(value) = &seen.value else { continue };
        if heading.at.part != note.at.part {
            continue;
        }
        let block = blocks
            .entry(heading.block)
            .or_insert_with(|| Some(Held::default()));
        match (block.as_mut(), coded(value)) {
            (Some(held), Some(code)) if is_open_to_legend(heading, recogniser) => {
                held.headings.insert(seen.heading);
                held.codes.insert(code);
            }
            _ => *block = None,
        }
    }
    let mut fitting = blocks
        .into_values()
        .flatten()
        .filter(|held| held.headings.len() >= FEWEST_HEADINGS && held.codes.len() >= FEWEST_CODES);
    let (Some(Held { headings, .. }), None) = (fitting.next(), fitting.next()) else {
        return;
    };
    for index in headings {
        if let Some(heading) = survey.headings.get_mut(index) {
            let explanation =
                Explanation::of_codes(note.text.clone(), codes.to_vec(), note.at.clone());
            heading.explanation = Some(explanation);
        }
    }
}

/// Whether a legend without a name may be of a heading: nothing is known of it but that it may be a vote.
fn is_open_to_legend(heading: &Heading, recogniser: &Recogniser<'_>) -> bool {
    let known = &heading.recognised;
    let open = known.field.is_none()
        && matches!(known.category, Category::Unknown | Category::VotingRecord);
    // `Borough council / 2018` names an election, and no council.
    let of_election = || {
        let year = heading.text.rsplit_once(" / ").map(|(_, year)| year);
        year.is_some_and(|year| year.len() == 4 && year.parse::<u16>().is_ok())
            && names_election(&heading.text, recogniser)
    };
    heading.explanation.is_none() && (open || of_election())
}

/// Whether codes are letters that stand for parties.
fn names_parties(codes: &[CodeMeaning], recogniser: &Recogniser<'_>) -> bool {
    let is_letter = |code: &&CodeMeaning| code.code.chars().all(char::is_alphabetic);
    let letters: Vec<CodeMeaning> = codes.iter().filter(is_letter).cloned().collect();
    let lexicon = recogniser.books().lexicon();
    lexicon.is_ok_and(|lexicon| super::values::are_parties(&letters, lexicon))
}

/// Whether a sentence has a word for explaining, and a scale, codes or a statistic.
fn explains(sentence: &str, recogniser: &Recogniser<'_>) -> bool {
    const MOST_WORDS: usize = 60;
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return false;
    };
    let label = Label::new(sentence);
    // `We do not know what SWING stands for` explains nothing.
    let flat = format!(" {label} ");
    let open = [
        " not know ",
        " cannot ",
        " can not ",
        " nobody ",
        " no longer know ",
        " unable to ",
        " no note ",
        " no record ",
    ];
    if label.words().len() > MOST_WORDS || open.iter().any(|words| flat.contains(words)) {
        return false;
    }
    let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Open);
    scan.has("use:explains")
        && (explain::scale(sentence).is_some()
            || !explain::codes(sentence).is_empty()
            || scan.has("stat:likelihood")
            || scan.has("stat:rank"))
}

/// A heading that is no word of a letter: of several words or parts, or in capitals.
fn is_distinct(heading: &str) -> bool {
    const LEAST: usize = 4;
    let heading = heading.trim();
    heading.chars().count() >= LEAST
        && (Label::new(heading).words().len() > 1
            || heading.chars().all(|c| c.is_uppercase() || c.is_numeric()))
}

/// Whether a sentence has a heading in it, as it is written and not as part of a longer word.
fn names(sentence: &str, heading: &str) -> bool {
    let heading = heading.trim();
    let outside = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    sentence.match_indices(heading).any(|(at, found)| {
        let before = sentence.get(..at).and_then(|text| text.chars().next_back());
        let after = sentence
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        outside(before) && outside(after)
    })
}

/// The parts of a list: `Name, address and postcode`.
fn parts_of(list: &str) -> impl Iterator<Item = &str> {
    let parts = list.split([',', ';', '\n']);
    let parts = parts.flat_map(|part| part.split(" and "));
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// Whether an entry says where fields came from, and nothing of what they mean.
fn says_source_alone(entry: &KeyText) -> bool {
    let silent = entry.meaning.is_empty() && entry.scale.is_empty();
    entry.source.is_some() && entry.code.is_none() && silent
}

/// The headings of a response, by the ways in which a key may name them.
struct Headings {
    all: Vec<Named>,
}

/// A heading, with the others that are written the same.
struct Named {
    /// As it is written where it is first met.
    text: String,
    key: String,
    /// Its words in normal form, with spaces between.
    label: String,
    words: BTreeSet<String>,
    field: Option<String>,
    concepts: BTreeSet<String>,
    category: Category,
    inferred: bool,
    indices: Vec<usize>,
}

/// Words that a heading may have more than the key that explains it: they do not tell it from another.
const GENERAL: &[&str] = &["code", "field", "contact", "latest", "current"];

impl Headings {
    fn new(survey: &Survey, recogniser: &Recogniser<'_>) -> Self {
        let mut all: Vec<Named> = Vec::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for (index, heading) in survey.headings.iter().enumerate() {
            let key = heading.label.key().to_owned();
            match by_key.get(&key).and_then(|at| all.get_mut(*at)) {
                Some(named) => named.indices.push(index),
                None => {
                    by_key.insert(key.clone(), all.len());
                    all.push(Named {
                        text: heading.text.trim().to_owned(),
                        label: heading.label.to_string(),
                        words: plain_words(&heading.text, recogniser),
                        field: field(&heading.text, recogniser),
                        concepts: concepts(&heading.text, recogniser),
                        category: heading.recognised.category,
                        inferred: heading.recognised.inferred,
                        indices: vec![index],
                        key,
                    });
                }
            }
        }
        Self { all }
    }

    /// The headings that are written like a code, letter for letter: `SUP_L`.
    fn written(&self, code: &str) -> Vec<usize> {
        const SHORTEST: usize = 3;
        let code = code.trim();
        if code.chars().count() < SHORTEST || !code.chars().any(char::is_alphabetic) {
            return Vec::new();
        }
        self.all
            .iter()
            .filter(|named| {
                let lower = named.text.rsplit_once(" / ");
                named.text == code || lower.is_some_and(|(_, lower)| lower == code)
            })
            .flat_map(|named| named.indices.iter().copied())
            .collect()
    }

    /// The headings that a key names: the same in normal form; else the one that stands so below another; else the one with the same words in
    /// another order or number, without units; else the one with nearly the same letters; else the
    /// one whose words name the same things; else the one of the same field. Several names in one
    /// entry, and `Concern_*`, each count.
    fn named(&self, written: &str, recogniser: &Recogniser<'_>) -> Vec<usize> {
        let exact = self.exactly(written);
        if !exact.is_empty() {
            return exact;
        }
        let lower = self.lower(written);
        if !lower.is_empty() {
            return lower;
        }
        let several = self.several(written);
        if !several.is_empty() {
            return several;
        }
        if let Some(beginning) = written.trim().strip_suffix(['*', '\u{2026}']) {
            return self.beginning(beginning);
        }
        let one = self.one(written, recogniser);
        if !one.is_empty() {
            return one;
        }
        self.within(written)
    }

    /// The one heading of several words that stands within a title: `Answers to Resident Survey Q4`.
    fn within(&self, written: &str) -> Vec<usize> {
        let title = format!(" {} ", Label::new(written));
        let is_within = |named: &Named| {
            named.label.contains(' ') && title.contains(&format!(" {} ", named.label))
        };
        self.only(is_within)
    }

    /// The headings of each kind of data that an entry lists: `Name, e-mail, whether you voted`. One that is written like
    /// a part of the list, else all in which the part is found, of the same kind of data. What the person told, or the
    /// register, is the source of no estimate; nor is that of the address one of another address.
    fn of_kinds(&self, written: &str, source: &str, recogniser: &Recogniser<'_>) -> Vec<usize> {
        let source = Label::new(source);
        let of_facts = |word: &Word| word_lists().keys.of_facts.has(word);
        let of_estimates = !source.words().iter().any(of_facts);
        let of_part = |part: &str| -> Vec<usize> {
            // `Whether you voted (not how)`
            let part = part.split_once(" (").map_or(part, |(part, _)| part);
            let exact = self.exactly(part);
            if !exact.is_empty() {
                return exact;
            }
            let meant = |named: &Named| of_estimates || !named.inferred;
            let one = self.one(part, recogniser);
            let of_one = self.all.iter().find(|named| named.indices == one);
            if let Some(named) = of_one {
                return match meant(named) {
                    true => one,
                    false => Vec::new(),
                };
            }
            let wanted = concepts(part, recogniser);
            let category = recogniser.recognise(part).category;
            let of_person = matches!(
                category,
                Category::Identity | Category::Address | Category::Contact
            );
            let plain = |word: &String| word_lists().keys.plain.has(word);
            let fits = |named: &&Named| {
                !wanted.is_empty()
                    && category != Category::Unknown
                    && named.category == category
                    && wanted.is_subset(&named.concepts)
                    && (!of_person || named.words.iter().all(plain))
            };
            let fitting: Vec<&Named> = self.all.iter().filter(fits).collect();
            let facts = fitting.iter().any(|named| !named.inferred);
            let meant = fitting
                .iter()
                .filter(|named| !(facts && named.inferred) && meant(named));
            meant
                .flat_map(|named| named.indices.iter().copied())
                .collect()
        };
        let mut found: Vec<usize> = parts_of(written).flat_map(of_part).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The headings of an entry that names two or more, where it names each as it is written.
    fn several(&self, written: &str) -> Vec<usize> {
        let parts: Vec<Vec<usize>> = parts_of(written).map(|part| self.exactly(part)).collect();
        if parts.len() < 2 || parts.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let mut found: Vec<usize> = parts.into_iter().flatten().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn exactly(&self, written: &str) -> Vec<usize> {
        let key = Label::new(written);
        self.only(|named| named.key == key.key())
    }

    /// The one heading below another that is written so: `Field / Knock result` for `Knock result`.
    fn lower(&self, written: &str) -> Vec<usize> {
        let key = Label::new(written);
        self.only(|named| {
            let below = named.text.rsplit_once(" / ");
            below.is_some_and(|(_, below)| Label::new(below) == key)
        })
    }

    fn beginning(&self, written: &str) -> Vec<usize> {
        const LEAST: usize = 3;
        let key = Label::new(written).key().to_owned();
        if key.chars().count() < LEAST {
            return Vec::new();
        }
        let all = self.all.iter().filter(|named| named.key.starts_with(&key));
        all.flat_map(|named| named.indices.clone()).collect()
    }

    fn one(&self, written: &str, recogniser: &Recogniser<'_>) -> Vec<usize> {
        const LEAST: usize = 2;
        let words = plain_words(written, recogniser);
        let same_words = self.only(|named| !words.is_empty() && named.words == words);
        if !same_words.is_empty() {
            return same_words;
        }
        let label = Label::new(written);
        let near = self.only(|named| is_near(&named.key, label.key()));
        if !near.is_empty() {
            return near;
        }
        let concepts = concepts(written, recogniser);
        let same_things = self.only(|named| concepts.len() >= LEAST && named.concepts == concepts);
        if !same_things.is_empty() {
            return same_things;
        }
        let field = field(written, recogniser);
        self.only(|named| field.is_some() && named.field == field)
    }

    /// The one heading that has words of no weight more than an entry: `Contact channel` for `Channel`; and, where the
    /// entry gives a scale, `LAB24 score` for `LAB24`.
    fn longer(&self, entry: &KeyText, written: &str, recogniser: &Recogniser<'_>) -> Vec<usize> {
        let texts = [
            Some(&entry.meaning),
            Some(&entry.scale),
            entry.code.as_ref(),
        ];
        let scaled = texts
            .into_iter()
            .flatten()
            .any(|text| explain::scale(text).is_some());
        let words = plain_words(written, recogniser);
        let is_general =
            |word: &str| GENERAL.contains(&word) || (scaled && matches!(word, "score" | "rating"));
        let tells = words.iter().any(|word| !is_general(word));
        self.only(|named| {
            let mut more = named.words.difference(&words);
            tells && words.is_subset(&named.words) && more.all(|word| is_general(word))
        })
    }

    /// The headings that fit, if they are all written the same.
    fn only(&self, fits: impl Fn(&Named) -> bool) -> Vec<usize> {
        let mut found = self.all.iter().filter(|named| fits(named));
        match (found.next(), found.next()) {
            (Some(only), None) => only.indices.clone(),
            _ => Vec::new(),
        }
    }
}

/// The words of a heading without those that carry no meaning, without what stands in brackets, and
/// in the singular.
pub(super) fn plain_words(heading: &str, recogniser: &Recogniser<'_>) -> BTreeSet<String> {
    let lexicon = recogniser.books().lexicon().ok();
    let bare = heading
        .split_once(['(', '['])
        .map_or(heading, |(head, _)| head);
    let label = Label::new(bare);
    // A letter alone tells one heading from another: `Score A`.
    let words = label.words().iter().filter(|word| {
        word.chars().count() == 1 || lexicon.is_none_or(|lexicon| !lexicon.is_filler(word))
    });
    words
        .map(|word| {
            let singular = word.strip_suffix('s').filter(|rest| rest.len() > 3);
            singular.unwrap_or(word).to_owned()
        })
        .collect()
}

/// The field that a codebook knows a heading as, with the numbers in it, where its values need to be
/// explained: two telephone numbers are of one field and are two things.
fn field(heading: &str, recogniser: &Recogniser<'_>) -> Option<String> {
    let found = recogniser.recognise(heading);
    let opaque = matches!(
        found.kind,
        Some(Kind::Code | Kind::Score | Kind::Rank | Kind::Label)
    );
    let field = found.field.as_ref().filter(|_| opaque)?;
    let digits: String = heading.chars().filter(char::is_ascii_digit).collect();
    Some(format!("{field} {digits}"))
}

/// The concepts and numbers of a heading of which every word is understood.
fn concepts(heading: &str, recogniser: &Recogniser<'_>) -> BTreeSet<String> {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return BTreeSet::new();
    };
    let label = Label::new(heading);
    let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Political);
    if !scan.unknown.is_empty() {
        return BTreeSet::new();
    }
    let concepts = scan.seen.iter().map(|seen| seen.concept.id.clone());
    let numbers = scan.numbers.iter().map(|number| number.text.clone());
    concepts.chain(numbers).collect()
}

/// Nearly the same letters: one wrong, two from twelve letters on; the numbers must be the same.
fn is_near(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 6;
    const LONG: usize = 12;
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let length = one.chars().count().min(other.chars().count());
    let most = if length >= LONG { 2 } else { 1 };
    length >= SHORTEST && digits(one) == digits(other) && strsim::osa_distance(one, other) <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebooks;
    use crate::provenance::{PartId, Place};
    use crate::recognise::Setting;
    use crate::recognise::survey::Heading;

    fn at() -> Location {
        Location {
            part: PartId(0),
            place: Place::Whole,
        }
    }

    /// What is explained to each of some headings, by entries `heading: meaning` and by notes.
    fn explained(headings: &[&str], entries: &[(&str, &str)], notes: &[&str]) -> Vec<String> {
        let books = Codebooks::embedded();
        let recogniser = Recogniser::new(&books, None, Setting::Political);
        let mut survey = Survey::default();
        for text in headings {
            survey.headings.push(Heading {
                text: (*text).to_owned(),
                label: recogniser.label(text),
                at: at(),
                recognised: recogniser.recognise(text),
                explanation: None,
                sources: Vec::new(),
                title: None,
                under_heading: false,
                column: None,
                block: 1,
                number: None,
            });
        }
        survey.notes.extend(notes.iter().map(|text| Note {
            text: (*text).to_owned(),
            at: at(),
            hidden: false,
        }));
        let keys: Vec<KeyText> = entries
            .iter()
            .map(|(heading, meaning)| KeyText {
                heading: Some((*heading).to_owned()),
                code: None,
                meaning: (*meaning).to_owned(),
                scale: String::new(),
                source: None,
                at: at(),
            })
            .collect();
        explain_by_keys(&mut survey, &keys, &recogniser);
        explain_by_notes(&mut survey, &recogniser);
        let text = |heading: &Heading| heading.explanation.as_ref().map(|found| found.text.clone());
        survey
            .headings
            .iter()
            .map(|h| text(h).unwrap_or_default())
            .collect()
    }

    #[test]
    fn a_key_finds_its_heading_however_it_spells_it() {
        for written in [
            "Turnout_Score",
            "turnout score",
            "Turnout scores",
            "Score of turnout",
            "Turnout Score (0-100)",
            "Tunrout score",
            "Score: turnout",
        ] {
            let found = explained(
                &["Turnout_Score", "Newspaper_Score"],
                &[(written, "how likely you are to vote")],
                &[],
            );
            assert_eq!(found, ["how likely you are to vote", ""], "{written}");
        }
    }

    #[test]
    fn a_key_that_may_be_about_several_headings_is_given_to_none() {
        let found = explained(
            &["Score 12", "Score 13"],
            &[("Score 1", "how likely you are to vote")],
            &[],
        );
        assert_eq!(found, ["", ""]);
    }

    #[test]
    fn one_entry_may_name_several_headings_or_their_beginning() {
        let found = explained(
            &["Concern_Tax", "Concern_Crime", "Surname"],
            &[("Concern_*", "rank in your ward")],
            &[],
        );
        assert_eq!(found, ["rank in your ward", "rank in your ward", ""]);
        let found = explained(
            &["Score_A", "Score_B", "Score_C"],
            &[("Score_A and Score_C", "from 0 to 100")],
            &[],
        );
        assert_eq!(found, ["from 0 to 100", "", "from 0 to 100"]);
    }

    #[test]
    fn a_sentence_explains_a_heading_only_where_it_says_what_it_means() {
        let means = "TURN_24 runs from 0 to 100, where 100 means certain to vote.";
        let found = explained(&["TURN_24"], &[], &[means]);
        assert!(
            found.iter().all(|text| text.contains("certain to vote")),
            "{found:?}"
        );
        for silent in [
            "TURN_24 is held in our database.",
            "XTURN_24 runs from 0 to 100, where 100 means certain.",
            "We sent you TURN_24 on 3 May.",
        ] {
            assert_eq!(explained(&["TURN_24"], &[], &[silent]), [""], "{silent}");
        }
    }
}
