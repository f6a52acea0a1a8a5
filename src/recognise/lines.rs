//! Lines of running text that hold a heading and its value: `Name: Casey`, `Name ...... Casey`, and a
//! name with its value on the line below.

use std::borrow::Cow;

use crate::codebook::label::flat_of;
use crate::codebook::word_lists::{number as in_words, word_lists};
use crate::codebook::{Label, Role};
use crate::document::{Part, Passage};
use crate::provenance::{Location, PartId, Place};
use crate::recognise::around::Runs;
use crate::recognise::below;
use crate::recognise::explain::{self, Explanation};
use crate::recognise::footnotes;
use crate::recognise::heading::Recogniser;
use crate::recognise::layout;
use crate::recognise::listings::{self, Listing};
use crate::recognise::survey::{Heading, Note, Observation, Survey, number_before};
use crate::recognise::telling::{Form, is_day};
use crate::vocabulary::Category;

/// Lines of one make that are read as pairs although some of their headings are not known.
const LEAST: usize = 3;

/// What parts a heading from its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Dots or a line that lead from one to the other.
    Leaders,
    /// A tab, or three spaces or more.
    Room,
    /// A dash or an equals sign with spaces around it.
    Sign,
    /// A colon.
    Colon,
}

const MARKS: [Mark; 4] = [Mark::Leaders, Mark::Room, Mark::Sign, Mark::Colon];

/// A heading and its value, and where they stand: the numbers of their passages.
struct Found<'t> {
    head: &'t str,
    tail: Cow<'t, str>,
    head_at: usize,
    tail_at: usize,
    /// The passage on which the value ends.
    last_at: usize,
}

/// Whether what stands behind a colon is a sentence of the letter and no value: `Why: we hold them to win elections.`
fn speaks_as_party(tail: &str) -> bool {
    const WORDS: usize = 5;
    let tail = tail.trim();
    let lower = tail.to_lowercase();
    let dealings = &word_lists().lines.dealings;
    dealings.iter().any(|said| lower.starts_with(said))
        && tail.ends_with('.')
        && tail.split_whitespace().count() >= WORDS
}

/// Reads the running text of a part: pairs of headings and values, and notes. What is quoted from an
/// earlier message is neither, nor is what stands in listings.
pub(super) fn passages(
    part: &Part,
    listings: &[Listing],
    recogniser: &Recogniser<'_>,
    survey: &mut Survey,
    block: &mut u32,
) {
    *block += 1;
    let listed = |place: &Place| match place {
        Place::Line { line } => listings
            .iter()
            .any(|listing| listing.lines.binary_search(line).is_ok()),
        _ => false,
    };
    // A box that lies over a sheet says something of the sheet, and is no form.
    let over_sheet = |one: &&Passage| matches!(one.at, Place::Cell { .. });
    let boxes = part.passages.iter().filter(over_sheet);
    survey.notes.extend(boxes.map(|passage| Note {
        text: passage.text.clone(),
        at: Location {
            part: part.id,
            place: passage.at.clone(),
        },
        hidden: passage.hidden,
    }));
    let own = part.passages.iter().filter(|one| !over_sheet(one));
    let own: Vec<&Passage> = own.filter(|one| !one.quoted && !listed(&one.at)).collect();
    let reader = Reader {
        lists: MARKS.map(|mark| (mark, lists(&own, mark, recogniser))),
        items: items(&own, recogniser),
        assigns: is_log(&own),
        own,
        recogniser,
    };
    let marks = footnotes::marks(part.id, survey);
    let mut number = 0;
    let mut section: Option<Note> = None;
    let mut runs = Runs::default();
    while let Some(passage) = reader.own.get(number) {
        if let Some(item) = reader.item(number) {
            let at = |number: usize| {
                let passage: &Passage = reader.own.get(number).unwrap_or(passage);
                Location {
                    part: part.id,
                    place: passage.at.clone(),
                }
            };
            runs.pair(survey);
            let places = (at(number), at(number));
            add(
                survey,
                &item.pair,
                places,
                passage.hidden,
                (*block, recogniser),
            );
            item.describe(survey, at(number + 1), recogniser);
            number = item.pair.last_at + 1;
            continue;
        }
        let below = reader.below(number);
        let several = reader.several(number);
        let found = match reader.beside(number) {
            _ if !several.is_empty() => several,
            // `Stance: Y = for us; N = against us` explains, and holds no value.
            Some(pair) if is_key(&pair.tail) => Vec::new(),
            Some(pair) if below::is_retold(survey, part.id, pair.head, &pair.tail) => Vec::new(),
            Some(pair) if below::is_told_of_another(survey, part.id, pair.head, &pair.tail) => {
                Vec::new()
            }
            Some(pair) if begins_key(pair.head, recogniser) => Vec::new(),
            Some(pair) if reader.lists_rights(number, pair.head) => Vec::new(),
            Some(pair) if is_place(pair.head) || is_frame(pair.head, &pair.tail) => Vec::new(),
            Some(_) if reader.titles_source(number) => Vec::new(),
            Some(pair) if is_told_at_length(pair.head, &pair.tail) => Vec::new(),
            Some(pair) if names_several(survey, part.id, &pair) => Vec::new(),
            Some(_) if footnotes::is_footnote(&passage.text, &marks) => Vec::new(),
            Some(pair) => vec![pair],
            None => below,
        };
        let at = |number: usize| Location {
            part: part.id,
            place: reader
                .own
                .get(number)
                .map_or(passage.at.clone(), |passage| passage.at.clone()),
        };
        if found.is_empty() {
            let note = Note {
                text: passage.text.clone(),
                at: at(number),
                hidden: passage.hidden,
            };
            // `WHAT YOU TOLD US (street stall)` speaks of the lines below it, up to other words.
            if !is_rule(&passage.text) {
                // `3. What you told us yourself`
                let bare = without_number(&passage.text);
                let titles = is_words(bare) || is_source(bare) || reader.titles_source(number);
                let heads = || titles && reader.beside(number + 1).is_some();
                section = (is_title(&passage.text) || heads()).then(|| note.clone());
            }
            runs.words(part, passage, survey);
            survey.notes.push(note);
        } else {
            runs.pair(survey);
        }
        for pair in &found {
            let hidden = passage.hidden;
            add(
                survey,
                pair,
                (at(pair.head_at), at(pair.tail_at)),
                hidden,
                (*block, recogniser),
            );
            if let Some(heading) = survey.headings.last_mut() {
                heading.sources.extend(section.clone());
                heading.title = section.as_ref().map(|note| note.text.as_str().into());
            }
        }
        if reader.assigns {
            tell_source_of_line(survey, found.len());
            if let Place::Line { line } = passage.at {
                survey.listed.insert((part.id, line));
            }
            // Each line is a record, and may be of another person.
            let record = u32::try_from(number).unwrap_or(u32::MAX);
            let added = survey.observations.iter_mut().rev().take(found.len());
            added.for_each(|one| one.record = record);
        }
        number = found.last().map_or(number, |pair| pair.last_at) + 1;
    }
    runs.close(part, None, survey);
}

/// Hands the source that a line of a log names to the other values of that line, which were added last:
/// `source="Electoral register" full_name="Casey Mockford"`.
fn tell_source_of_line(survey: &mut Survey, pairs: usize) {
    let from = survey.observations.len().saturating_sub(pairs);
    let is_source = |observation: &Observation| {
        let heading = survey.headings.get(observation.heading);
        heading.is_some_and(|heading| {
            heading.recognised.role == Role::Source && heading.label.words().len() == 1
        })
    };
    let line = survey.observations.get(from..).unwrap_or_default();
    let Some(told) = line.iter().find(|one| is_source(one)) else {
        return;
    };
    let note = told.value.clone().map(|text| Note {
        text,
        at: told.at.clone(),
        hidden: told.hidden,
    });
    let column = told.heading;
    let others = survey.observations.iter_mut().skip(from);
    for other in others.filter(|other| other.heading != column) {
        other.source.clone_from(&note);
    }
}

/// The running text of a part, without what is quoted, as notes.
pub(super) fn notes(part: &Part) -> impl Iterator<Item = Note> {
    let own = part.passages.iter().filter(|passage| !passage.quoted);
    own.map(|passage| Note {
        text: passage.text.clone(),
        at: Location {
            part: part.id,
            place: passage.at.clone(),
        },
        hidden: passage.hidden,
    })
}

/// `Name, postal address and email`: several headings of the part, of which what stands behind the colon is said; or of
/// another, where that goes on in small letters: `electoral roll of Testbury Council`.
fn names_several(survey: &Survey, part: PartId, pair: &Found<'_>) -> bool {
    const FEWEST: usize = 2;
    const FEWEST_WORDS: usize = 3;
    let parts = pair
        .head
        .split([',', ';'])
        .flat_map(|part| part.split(" and "));
    let parts: Vec<Label> = parts
        .map(Label::new)
        .filter(|label| !label.is_empty())
        .collect();
    let goes_on = pair.tail.trim_start().starts_with(char::is_lowercase)
        && pair.tail.split_whitespace().count() >= FEWEST_WORDS;
    let own = |label: &Label| {
        let mut headings = survey.headings.iter();
        headings.any(|heading| (goes_on || heading.at.part == part) && *heading.label == *label)
    };
    parts.len() >= FEWEST && parts.iter().all(own)
}

/// `Appendix A`, `Note 2`: a place in the paper, and no heading of a value.
fn is_place(head: &str) -> bool {
    let lower = head.trim().to_lowercase();
    if word_lists().lines.titles_of_places.has(lower.as_str()) {
        return true;
    }
    lower.split_once(' ').is_some_and(|(place, number)| {
        let counts = number.len() <= 3 && number.chars().all(char::is_alphanumeric);
        word_lists().lines.places.has(place) && (counts || in_words(number).is_some())
    })
}

/// `BEGIN:VCARD`, `END:VCARD`: where a record begins and ends in a file of contacts (RFC 6350, 6.1).
fn is_frame(head: &str, tail: &str) -> bool {
    matches!(head, "BEGIN" | "END") && tail.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether what stands beside a heading is a list of codes with their meanings.
fn is_key(tail: &str) -> bool {
    const LONGEST: usize = 6;
    let codes = explain::codes(tail);
    let short = codes.iter().all(|code| code.code.len() <= LONGEST);
    // `V1 firm, V2 probable, V3 possible`: three codes and more need no mark.
    let bare = codes.len() > 2 && codes.iter().all(|code| explain::is_codelike(&code.code));
    short && codes.len() > 1 && (tail.contains(" = ") || bare) || says_what_numbers_are(tail)
}

/// `1 is the lowest tenth of all electors, 10 the highest tenth.`
fn says_what_numbers_are(tail: &str) -> bool {
    const FEWEST: usize = 8;
    let mut words = tail.split_whitespace();
    let number = words
        .next()
        .is_some_and(|first| first.len() <= 3 && first.bytes().all(|byte| byte.is_ascii_digit()));
    number
        && matches!(words.next(), Some("is" | "means" | "being"))
        && words.count() >= FEWEST
        && tail.trim_end().ends_with('.')
}

/// `Legend. Soft Con: would vote for either`: what stands behind the word for a key explains.
fn begins_key(head: &str, recogniser: &Recogniser<'_>) -> bool {
    let word = head.split_once(". ").map(|(word, _)| word);
    word.is_some_and(|word| recogniser.column_words(word).announces_key)
}

/// Adds a heading and its value.
fn add(
    survey: &mut Survey,
    pair: &Found<'_>,
    (head_at, tail_at): (Location, Location),
    hidden: bool,
    (block, recogniser): (u32, &Recogniser<'_>),
) {
    let (value, inner) = without_bracket(&pair.tail);
    let explanation =
        inner.and_then(|inner| Explanation::read(pair.head, &[inner], tail_at.clone()));
    let explanation = explanation.filter(|own| own.scale.is_some() || !own.codes.is_empty());
    let explanation = explanation.map(|own| Explanation {
        from_key: true,
        ..own
    });
    let sources = inner.map(|inner| Note {
        text: inner.to_owned(),
        at: tail_at.clone(),
        hidden,
    });
    let source_at = tail_at.clone();
    let recognised = recogniser.recognise(pair.head);
    let may_have_source = !matches!(
        recognised.category,
        Category::Unknown | Category::FreeText | Category::Membership | Category::System
    );
    survey.headings.push(Heading {
        text: pair.head.to_owned(),
        label: recogniser.label(pair.head),
        at: head_at,
        recognised,
        explanation,
        sources: sources.into_iter().collect(),
        title: None,
        under_heading: false,
        column: None,
        block,
        number: number_before(pair.head),
    });
    survey.observations.push(Observation {
        heading: survey.headings.len() - 1,
        at: tail_at,
        value: Some(value.to_owned()),
        stored: None,
        broken: false,
        is_date: false,
        record: 0,
        hidden,
        comment: None,
        source: bracket_behind(value)
            .filter(|_| may_have_source)
            .map(|inner| Note {
                text: inner.to_owned(),
                at: source_at,
                hidden,
            }),
    });
}

/// `Casey Mockford (electoral register)`: words in brackets at the end of a value that say where it is from.
fn bracket_behind(value: &str) -> Option<&str> {
    const MOST_WORDS: usize = 12;
    let (before, inner) = value.strip_suffix(')')?.rsplit_once(" (")?;
    let words = inner.split_whitespace().count();
    let lower = inner.to_lowercase();
    let tells = word_lists()
        .lines
        .bracket_source
        .iter()
        .any(|begin| lower.starts_with(begin))
        && !inner.contains('?');
    (tells && !before.is_empty() && (1..=MOST_WORDS).contains(&words)).then_some(inner)
}

/// `0.42 (a figure between 0 and 1 that our model gives)`: a short value, and some words in brackets behind it
/// that say something of it.
fn without_bracket(tail: &str) -> (&str, Option<&str>) {
    const LONGEST: usize = 12;
    const FEWEST_WORDS: usize = 4;
    let cut = tail.trim_end_matches('.').strip_suffix(')');
    let Some((value, inner)) = cut.and_then(|text| text.split_once(" (")) else {
        return (tail, None);
    };
    let short = value.chars().count() <= LONGEST && !value.is_empty();
    let told = inner.split_whitespace().count() >= FEWEST_WORDS && !inner.contains(['(', ')']);
    if short && told {
        (value, Some(inner))
    } else {
        (tail, None)
    }
}

/// The lines of a part that are read.
struct Reader<'p, 'r, 'b> {
    own: Vec<&'p Passage>,
    recogniser: &'r Recogniser<'b>,
    /// Whether the text is a list of pairs with this mark.
    lists: [(Mark, bool); 4],
    /// The mark before the items of a list that are headings with their values, where there is such a list.
    items: Option<char>,
    /// Whether the text has lines of names with their values: `full_name="Casey Mockford" roll_no="AB1-22"`.
    assigns: bool,
}

/// An item of a list of headings with their values, and what stands below it.
struct Item<'t> {
    pair: Found<'t>,
    description: String,
}

impl Item<'_> {
    /// Says of the heading that was added last what stands below it: what it means, or where it came from.
    fn describe(&self, survey: &mut Survey, at: Location, recogniser: &Recogniser<'_>) {
        let text = self.description.as_str();
        let Some(heading) = survey.headings.last_mut().filter(|_| !text.is_empty()) else {
            return;
        };
        // `The letters and figure of your polling district` below a heading that says nothing
        let label = Label::new(text);
        let mut words = label.words().iter();
        let of_others = words.any(|word| word_lists().held.bars.has(word));
        let names = || {
            !of_others
                && !heading.recognised.is_known()
                && below::begins_name(text)
                && recogniser.recognise_explained(text).is_some()
        };
        let told = Explanation::read(self.pair.head, &[text], at.clone()).filter(|told| {
            let scale = told.scale.as_ref();
            let scaled = scale.is_some_and(|scale| explain::is_sure(scale, text));
            let says = scale.is_none() && below::says_what_it_is(text);
            scaled || told.codes.len() > 1 || says || names()
        });
        if let Some(told) = told {
            heading.explanation = Some(Explanation {
                from_key: true,
                ..told
            });
        }
        if tells_source(text) {
            heading.sources.push(Note {
                text: text.to_owned(),
                at,
                hidden: false,
            });
        }
    }
}

/// Whether a line below an item says where its value came from: `From the electoral register`, and neither `Checked against
/// the marked register` nor `We share it with Experian`.
fn tells_source(text: &str) -> bool {
    let lists = &word_lists().lines;
    let lower = text.to_lowercase();
    let begins = lists
        .item_sources
        .iter()
        .any(|begin| lower.starts_with(begin));
    let label = Label::new(text);
    let barred = label
        .words()
        .iter()
        .any(|word| lists.no_item_source.has(word));
    begins && !barred
}

/// The mark of the list in which the person's data are told item by item: most items that begin with it are short
/// headings with short values, and a third of these are known.
fn items(own: &[&Passage], recogniser: &Recogniser<'_>) -> Option<char> {
    let mark = |passage: &&&Passage| bullet(&passage.text);
    let first = own.iter().find_map(|passage| mark(&passage))?;
    let all: Vec<&&Passage> = own.iter().filter(|one| mark(one) == Some(first)).collect();
    let heads = all.iter().filter_map(|passage| item_pair(&passage.text));
    let heads: Vec<&str> = heads.map(|(head, _)| head).collect();
    let known = heads.iter().filter(|head| recogniser.knows(head)).count();
    let enough = heads.len() >= LEAST && heads.len() * 10 >= all.len() * 8;
    (enough && known * 3 >= heads.len()).then_some(first)
}

/// The heading and the value of an item: both are short, and neither is a sentence.
fn item_pair(text: &str) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 5;
    const LONGEST: usize = 60;
    let (head, tail) = cut(text, Mark::Colon)?;
    let is_sentence = tail.ends_with('.') && tail.contains(' ');
    let is_value = (1..=LONGEST).contains(&tail.chars().count()) && !is_sentence && !is_key(tail);
    let is_heading = head.split_whitespace().count() <= MOST_WORDS && !is_mail_header(head);
    (is_value && is_heading).then_some((head, tail))
}

/// The sign that begins an item of a list.
fn bullet(text: &str) -> Option<char> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let behind = text.get(first.len_utf8()..)?;
    (is_bullet(first) && behind.starts_with(char::is_whitespace)).then_some(first)
}

impl<'p> Reader<'p, '_, '_> {
    /// `Second preference given ... Green`, among lines with more dots: cut at its three, or at its two where the value stands
    /// where that of a line next to it does.
    fn with_few_dots(&self, number: usize) -> Option<(&'p str, &'p str)> {
        let text = self.own.get(number)?.text.as_str();
        let few = [" ... ", " .. "];
        let dots = few.into_iter().find(|dots| text.contains(dots))?;
        let (head, tail) = text.split_once(dots)?;
        let column = |text: &str, tail: &str| text.len().checked_sub(tail.len());
        let aligned = || {
            let beside = [number.checked_sub(1), number.checked_add(1)];
            beside.into_iter().flatten().any(|at| {
                let line = self.own.get(at).map(|one| one.text.as_str());
                let pair = line.and_then(|line| Some((line, cut(line, Mark::Leaders)?.1)));
                pair.is_some_and(|(line, own)| column(line, own) == column(text, tail.trim_start()))
            })
        };
        let fits = dots == few[0] || aligned();
        (fits && !tail.contains(dots)).then(|| (head.trim(), tail.trim()))
    }

    /// Whether a line tells of a right, and one next to it of another: `Erasure: ask our officer`, `Objection: any time`.
    fn lists_rights(&self, number: usize, head: &str) -> bool {
        let is_right = |head: &str| word_lists().lines.rights.has(&flat_of(head));
        let beside = [number.checked_sub(1), number.checked_add(1)];
        let mut beside = beside.into_iter().flatten();
        is_right(head)
            && beside.any(|at| {
                let line = self
                    .own
                    .get(at)
                    .and_then(|line| cut(&line.text, Mark::Colon));
                line.is_some_and(|(head, _)| is_right(head))
            })
    }

    /// The item of a list that stands on a line, with the lines below it that are indented further.
    fn item(&self, number: usize) -> Option<Item<'p>> {
        let indent = |text: &str| text.chars().take_while(|c| c.is_whitespace()).count();
        let passage = self.own.get(number)?;
        let listed = self.items.is_some() && bullet(&passage.text) == self.items;
        let (head, tail) = item_pair(&passage.text).filter(|_| listed)?;
        let own = indent(&passage.text);
        let below = self.own.get(number.saturating_add(1)..).unwrap_or_default();
        let mut above = passage;
        let mut more: Vec<&str> = Vec::new();
        for next in below {
            let text = next.text.as_str();
            // An indented `Date of birth: 3 May 1980` is an item of its own.
            let is_pair = item_pair(text).is_some_and(|(head, _)| self.recogniser.knows(head));
            let goes_on = indent(text) > own && bullet(text).is_none() && !is_pair;
            if !goes_on || above.at.leaves_lines_before(&next.at) {
                break;
            }
            above = next;
            more.push(text.trim());
        }
        Some(Item {
            pair: Found {
                head,
                tail: Cow::Borrowed(tail),
                head_at: number,
                tail_at: number,
                last_at: number.saturating_add(more.len()),
            },
            description: more.join(" "),
        })
    }

    /// Whether a line is the numbered title of what stands below it - lines with headings, or a table - and says from whom
    /// that came: one of two such titles or more.
    fn titles_source(&self, number: usize) -> bool {
        const FEWEST: usize = 2;
        let heads = |passage: &&Passage| heads_source(&passage.text);
        let passage = self.own.get(number).filter(|passage| heads(passage));
        let Some(passage) = passage else {
            return false;
        };
        let next = self.own.get(number.saturating_add(1));
        let over_table = next.is_some_and(|next| passage.at.leaves_lines_before(&next.at));
        let over_pairs = next.is_some_and(|next| !heads(next))
            && self.beside(number.saturating_add(1)).is_some();
        (over_table || over_pairs) && self.own.iter().filter(|one| heads(one)).count() >= FEWEST
    }

    /// The heading and value that stand side by side in a line.
    fn beside(&self, number: usize) -> Option<Found<'p>> {
        let passage = self.own.get(number)?;
        if let Some(found) = self.in_two(number) {
            return Some(found);
        }
        self.lists.iter().find_map(|(mark, lists)| {
            // Of a long heading few dots are left.
            let few = || match mark {
                Mark::Leaders if *lists => self.with_few_dots(number),
                _ => None,
            };
            let (head, tail) = cut(&passage.text, *mark).or_else(few)?;
            // A line `Source: ...` beside running text speaks of the data and is none of them.
            let speaks = || {
                *lists
                    || self.recogniser.recognise(head).role != Role::Source
                    || (head.contains(' ') && self.follows_a_pair(number))
            };
            let known = match mark {
                Mark::Colon => self.recogniser.knows(head),
                Mark::Room => self.is_parted_pair(number),
                Mark::Leaders | Mark::Sign => false,
            };
            let among = || *mark == Mark::Colon && self.stands_among_pairs(number);
            // `Subject access request: Casey Mockford` heads a letter.
            let heads_letter = head.eq_ignore_ascii_case("subject access request")
                && !tail.contains(|c: char| c.is_ascii_digit());
            let at_foot = *mark == Mark::Room
                && (counts_pages(tail) || is_of_screen(tail) || is_of_browser(head));
            let of_letter = *mark == Mark::Colon && speaks_as_party(tail);
            let is_none = tail.is_empty() || heads_letter || at_foot || of_letter;
            let is_pair = !(is_none || self.goes_on_from_prose(number))
                && (*lists || known || among())
                && (!is_mail_header(head) || self.is_day_among_pairs(number, head))
                && speaks();
            if !is_pair {
                return None;
            }
            let (tail, last_at) = self.gone_on(number, tail, *mark);
            Some(Found {
                head,
                tail,
                head_at: number,
                tail_at: number,
                last_at,
            })
        })
    }

    /// Whether a line begins in the middle of a sentence that the one above it left open: `of a volunteer: paragraph 16`.
    fn goes_on_from_prose(&self, number: usize) -> bool {
        const WORDS: usize = 6;
        let text = |at: usize| self.own.get(at).map(|one| one.text.trim());
        let above = number.checked_sub(1).and_then(text).unwrap_or_default();
        let open = above.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let first = |text: &str| text.split_whitespace().next().map(str::to_owned);
        let small = |word: String| word_lists().lines.small.has(&word);
        text(number).and_then(first).is_some_and(small)
            && open
            && above.split_whitespace().count() >= WORDS
            && cut(above, Mark::Colon).is_none()
    }

    /// Known headings with their values one behind the other in a line: `Polling district: DU3. Elector number: 118.`
    fn several(&self, number: usize) -> Vec<Found<'p>> {
        const LONGEST: usize = 40;
        let Some(passage) = self.own.get(number) else {
            return Vec::new();
        };
        let pair = |(head, tail): (&'p str, &'p str)| Found {
            head,
            tail: Cow::Borrowed(tail),
            head_at: number,
            tail_at: number,
            last_at: number,
        };
        if self.assigns {
            return assignments(&passage.text).into_iter().map(pair).collect();
        }
        let side_by_side = self.side_by_side(number);
        if !side_by_side.is_empty() {
            return side_by_side;
        }
        let text = passage.text.trim().trim_end_matches('.');
        let by = if text.contains("; ") { "; " } else { ". " };
        let pairs = text.split(by).map(|piece| {
            let (head, tail) = cut(piece, Mark::Colon)?;
            let is_pair = self.recogniser.knows(head)
                && !is_mail_header(head)
                && (1..=LONGEST).contains(&tail.chars().count());
            is_pair.then(|| pair((head, tail)))
        });
        let pairs: Option<Vec<Found<'p>>> = pairs.collect();
        pairs.filter(|pairs| pairs.len() > 1).unwrap_or_default()
    }

    /// Headings with their values side by side on a line, as screens show them: `First name   Casey   Last name   Mockford`.
    /// Lines next to it are made alike, and most of what stands for headings in them is known.
    fn side_by_side(&self, number: usize) -> Vec<Found<'p>> {
        const FEWEST: usize = 4;
        const NEAR: usize = 6;
        let cut = |at: usize| {
            let text = self.own.get(at)?.text.as_str();
            // On a page tabs keep apart what stands far apart.
            let pieces = match (text.contains('\t'), &self.own.get(at)?.at) {
                (true, Place::Page { .. }) => listings::between_tabs(text),
                _ => listings::pieces(text),
            };
            let even = pieces.len() >= FEWEST && pieces.len().is_multiple_of(2);
            even.then_some(pieces)
        };
        let Some(own) = cut(number) else {
            return Vec::new();
        };
        let starts = |pieces: &[listings::Piece<'_>]| {
            pieces.iter().map(|piece| piece.start).collect::<Vec<_>>()
        };
        let is_tabbed = self
            .own
            .get(number)
            .is_some_and(|own| own.text.contains('\t'));
        let alike = |at: usize| cut(at).filter(|pieces| starts(pieces) == starts(&own));
        let run: Vec<Vec<listings::Piece<'_>>> = if is_tabbed {
            // Titles, and lines with one pair, stand between them.
            let near = number.saturating_sub(NEAR)..=number + NEAR;
            let others = near.filter(|at| *at != number).filter_map(cut);
            others.filter(|pieces| pieces.len() == own.len()).collect()
        } else {
            let above = (1..=NEAR).map_while(|step| alike(number.checked_sub(step)?));
            let below = (1..=NEAR).map_while(|step| alike(number + step));
            above.chain(below).collect()
        };
        let heads = || {
            let all = run.iter().chain(std::iter::once(&own));
            all.flat_map(|pieces| pieces.iter().step_by(2))
        };
        let known = heads()
            .filter(|piece| self.recogniser.knows(piece.text))
            .count();
        // `Phone  Email  Postcode  Party` heads columns, and two people side by side have each heading twice.
        let tails = || {
            let all = run.iter().chain(std::iter::once(&own));
            all.flat_map(|pieces| pieces.iter().skip(1).step_by(2))
        };
        let named = tails()
            .filter(|piece| self.recogniser.knows(piece.text))
            .count();
        let mut names = own.iter().step_by(2).map(|piece| piece.text.to_lowercase());
        let twice = names.next() == names.next();
        let few = known * 10 < heads().count() * 6;
        if run.is_empty() || twice || few || named * 3 > tails().count() {
            return Vec::new();
        }
        let pairs = own.chunks(2).filter_map(|pair| match pair {
            [head, tail] => Some(Found {
                head: head.text,
                tail: Cow::Borrowed(tail.text),
                head_at: number,
                tail_at: number,
                last_at: number,
            }),
            _ => None,
        });
        pairs.collect()
    }

    /// A known heading and its value on one line of a page with room between them, so that each is a passage. What
    /// begins in small letters on the lines below goes on with the value.
    fn in_two(&self, number: usize) -> Option<Found<'p>> {
        const MOST_WORDS: usize = 6;
        let line = |number: usize| match &self.own.get(number)?.at {
            Place::Page {
                page,
                line: Some(line),
                ..
            } => Some((*page, line.get())),
            _ => None,
        };
        let text = |number: usize| self.own.get(number).map(|one| one.text.trim());
        let head = text(number)?.strip_suffix(':')?;
        let (page, at) = line(number)?;
        let short = head.split_whitespace().count() <= MOST_WORDS;
        if !short || line(number + 1) != Some((page, at)) || !self.recogniser.knows(head) {
            return None;
        }
        let tail = text(number + 1)?;
        let more: Vec<&str> = (1..)
            .map_while(|step| {
                let next = number + 1 + step;
                let below = line(next) == Some((page, at + u32::try_from(step).ok()?));
                let small = text(next)?.starts_with(char::is_lowercase);
                (below && small).then(|| text(next))?
            })
            .collect();
        let last_at = number + 1 + more.len();
        let whole = std::iter::once(tail).chain(more).collect::<Vec<_>>();
        Some(Found {
            head,
            tail: Cow::Owned(whole.join(" ")),
            head_at: number,
            tail_at: number + 1,
            last_at,
        })
    }

    /// A value with the lines below it that stand where it begins: it is too long for one line.
    ///
    /// ```text
    /// Dwelling ....... 46 Whinhill Park, off the Old Quarry Road,
    ///                  Drumlough
    /// ```
    fn gone_on(&self, number: usize, tail: &'p str, mark: Mark) -> (Cow<'p, str>, usize) {
        const LEAST: usize = 8;
        const OFF: usize = 1;
        const WORDS: usize = 3;
        // A number, a flag and a word are whole.
        let is_open = tail.ends_with(',') || tail.split_whitespace().count() >= WORDS;
        let column = self.own.get(number).and_then(|passage| {
            let at = passage.text.rfind(tail)?;
            Some(passage.text.get(..at)?.chars().count())
        });
        let fits = |column: &usize| *column >= LEAST && mark != Mark::Sign && is_open;
        let Some(column) = column.filter(fits) else {
            return (Cow::Borrowed(tail), number);
        };
        let goes_on = |passage: &&&Passage| {
            let indent = passage.text.chars().take_while(|c| *c == ' ').count();
            let text = passage.text.trim();
            let is_pair = || MARKS.iter().any(|mark| cut(text, *mark).is_some());
            let told = text.is_empty() || text.starts_with('(');
            indent.abs_diff(column) <= OFF && !told && !is_pair()
        };
        let below = self.own.get(number.saturating_add(1)..).unwrap_or_default();
        let more: Vec<&str> = below
            .iter()
            .take_while(goes_on)
            .map(|passage| passage.text.trim())
            .collect();
        if more.is_empty() {
            return (Cow::Borrowed(tail), number);
        }
        let whole = format!("{tail} {}", more.join(" "));
        (Cow::Owned(whole), number.saturating_add(more.len()))
    }

    /// Whether a line with a colon stands in a run of such lines, most of which are known headings with their
    /// values: so is it, whatever it is called.
    fn stands_among_pairs(&self, number: usize) -> bool {
        const FEWEST: usize = 3;
        const MOST_WORDS: usize = 6;
        const MOST_TITLES: usize = 2;
        const SIDE: usize = 10;
        const LONGEST: usize = 60;
        // Whether it is a line with a colon, and whether its heading is known.
        let pair = |at: usize| {
            let passage = self.own.get(at)?;
            let (head, tail) = cut(&passage.text, Mark::Colon)?;
            let (value, _) = without_bracket(tail);
            // `Where from: your name comes from the register.` is a sentence of a letter.
            let is_value = !value.is_empty()
                && value.chars().count() <= LONGEST
                && !(value.ends_with('.') && value.contains(' '));
            // `Rating (1 = will vote for us, 5 = never will)`: what stands in brackets makes no sentence of it.
            let bare = head.split(" (").next().unwrap_or(head);
            let short = bare.split_whitespace().count() <= MOST_WORDS;
            (short && is_value).then(|| self.recogniser.knows(head))
        };
        // A title between two lists parts no run.
        let title = |at: usize| {
            let text = self.own.get(at).map(|one| without_number(&one.text));
            text.is_some_and(|text| is_words(text) || is_source(text))
        };
        let run = |step: &dyn Fn(usize) -> Option<usize>| -> Vec<bool> {
            let mut found = Vec::new();
            let mut titles = 0_usize;
            for at in (1..=SIDE).map_while(step) {
                match pair(at) {
                    Some(known) => found.push(known),
                    None if title(at) && titles < MOST_TITLES => titles += 1,
                    None => break,
                }
            }
            found
        };
        let mut beside = run(&|step| number.checked_sub(step));
        beside.extend(run(&|step| Some(number + step)));
        let known = beside.iter().filter(|known| **known).count();
        // Two that are both known are enough where no other stands among them.
        let all_known = known + 1 >= FEWEST && known == beside.len();
        pair(number).is_some() && (all_known || (known >= FEWEST && known * 10 >= beside.len() * 6))
    }

    /// Whether a line of a page is a heading and its value far apart, and one next to it is another: one of the two
    /// headings is known.
    fn is_parted_pair(&self, number: usize) -> bool {
        let pair = |at: usize| {
            let text = self.own.get(at)?.text.as_str();
            let pair = cut(text, Mark::Room).filter(|_| text.contains('\t'))?;
            (!pair.1.is_empty() && text.matches('\t').count() == 1).then_some(pair)
        };
        let Some((own, value)) = pair(number) else {
            return false;
        };
        let mut beside = number.checked_sub(1).and_then(pair).into_iter();
        let mut beside = beside.by_ref().chain(pair(number + 1)).peekable();
        let is_beside = beside.peek().is_some();
        let known = beside.any(|(head, _)| self.recogniser.knows(head));
        // `Bob Smith` beside a number is no heading.
        let names = own
            .split_whitespace()
            .skip(1)
            .any(|word| word.starts_with(char::is_uppercase));
        let unknown = known && !names && Form::telling(value).is_none();
        is_beside && (self.recogniser.knows(own) || unknown)
    }

    /// Whether `Date` stands below known headings with their values and above another: in a list of data it heads no
    /// mail.
    fn is_day_among_pairs(&self, number: usize, head: &str) -> bool {
        const FEWEST: usize = 2;
        let knows = |passage: &&&Passage| {
            cut(&passage.text, Mark::Colon).is_some_and(|(head, tail)| {
                !tail.is_empty() && !is_mail_header(head) && self.recogniser.knows(head)
            })
        };
        let above = self.own.get(..number).unwrap_or_default();
        let below = self.own.get(number.saturating_add(1)..).unwrap_or_default();
        head.eq_ignore_ascii_case("date")
            && above.iter().filter(knows).count() >= FEWEST
            && below.iter().take(1).filter(knows).count() > 0
    }

    /// Whether the line before one is a known heading with its value.
    fn follows_a_pair(&self, number: usize) -> bool {
        let before = number
            .checked_sub(1)
            .and_then(|before| self.own.get(before));
        before.is_some_and(|before| {
            cut(&before.text, Mark::Colon)
                .is_some_and(|(head, tail)| !tail.is_empty() && self.recogniser.knows(head))
        })
    }

    /// Headings with their values on the lines below them, from a line on: known headings and texts
    /// that are none take turns. Nothing where they are too few to be sure.
    fn below(&self, number: usize) -> Vec<Found<'p>> {
        const ENOUGH: usize = 4;
        const LONGEST: usize = 200;
        let text = |number: usize| self.own.get(number).map(|one| one.text.trim());
        let knows = |text: &str| !text.ends_with(['.', ':']) && self.recogniser.knows(text);
        let pairs = (number..).step_by(2).map_while(|head_at| {
            let (head, tail) = (text(head_at)?, text(head_at + 1)?);
            let is_value = tail.len() <= LONGEST && !is_rule(tail) && !knows(tail);
            let beside = || self.beside(head_at).is_some() || self.beside(head_at + 1).is_some();
            (knows(head) && is_value && !beside()).then_some(Found {
                head,
                tail: Cow::Borrowed(tail),
                head_at,
                tail_at: head_at + 1,
                last_at: head_at + 1,
            })
        });
        let pairs: Vec<Found<'p>> = pairs.collect();
        if pairs.len() < ENOUGH {
            return Vec::new();
        }
        pairs
    }
}

/// `----------`, `==========`: a rule drawn with signs.
fn is_rule(text: &str) -> bool {
    const LEAST: usize = 3;
    let text = text.trim();
    text.len() >= LEAST
        && text
            .chars()
            .all(|c| matches!(c, '-' | '=' | '_' | '*' | '~'))
}

/// Whether a text has a list of pairs with a mark. With a colon most of its lines are pairs; with
/// another there are some, and half of their headings are known.
fn lists(own: &[&Passage], mark: Mark, recogniser: &Recogniser<'_>) -> bool {
    const MOST_WORDS: usize = 5;
    let heads = own.iter().filter_map(|passage| {
        let (head, tail) = cut(&passage.text, mark)?;
        let short = head.split_whitespace().count() <= MOST_WORDS || head.ends_with('?');
        let sentence = mark == Mark::Sign && tail.ends_with(['.', '!', '?']);
        let pair = short && !sentence && !tail.is_empty() && !tail.starts_with("//");
        (pair && !is_key(tail) && !below::tells_codes(tail)).then_some(head)
    });
    let heads: Vec<&str> = heads.collect();
    // What stands at the foot of every page is one line.
    let different: std::collections::HashSet<&str> = heads.iter().copied().collect();
    let enough = match mark {
        Mark::Colon => {
            let others = own.iter().filter(|one| says_more(&one.text)).count();
            heads.len() * 10 >= own.len() * 6 || heads.len() * 10 >= (heads.len() + others) * 8
        }
        Mark::Leaders | Mark::Room | Mark::Sign => {
            let known = heads.iter().filter(|head| recogniser.knows(head)).count();
            known * 2 >= heads.len()
        }
    };
    different.len() >= LEAST && enough
}

/// Whether a line is neither a pair nor the title of some pairs: `WHAT YOU TOLD US (street stall)`.
fn says_more(text: &str) -> bool {
    const FEW: usize = 5;
    let capitals = is_title(text);
    let short = text.split_whitespace().count() <= FEW && !text.trim_end().ends_with('.');
    !capitals && !short && layout::split_label(text).is_none()
}

/// Whether a line begins in capitals, as the titles of lists do.
fn is_title(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !first.chars().any(char::is_lowercase)
}

/// `https://contacts.example/view/60`, `12/03/2026, 10:41`: what a browser prints at the edges of a page.
fn is_of_browser(head: &str) -> bool {
    let is_address = ["http://", "https://", "file://"]
        .iter()
        .any(|begins| head.starts_with(begins));
    let is_time = head.split_once(", ").is_some_and(|(day, time)| {
        is_day(day) && time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit())
    });
    is_address || is_time
}

/// `[ Edit ] [ Merge ]`, `<< first < prev next > last >>`: what a screen shows to be clicked at.
fn is_of_screen(text: &str) -> bool {
    text.contains("] [") || (text.contains('<') && text.contains('>') && text.contains(" next"))
}

/// Whether a text is a log of lines that give names their values, most of its lines, and none of searches.
fn is_log(own: &[&Passage]) -> bool {
    let assigned: Vec<Vec<(&str, &str)>> = own
        .iter()
        .map(|one| assignments(&one.text))
        .filter(|pairs| !pairs.is_empty())
        .collect();
    let of_search = |(name, _): &(&str, &str)| word_lists().lines.searches.has(name);
    assigned.len() >= LEAST
        && assigned.len() * 3 >= own.len() * 2
        && !assigned.iter().flatten().any(of_search)
}

/// The names of a line of a log with their values: `vid="VL/S" entered_by=doorstep app`. A value runs to the next name. None
/// where the line is no line of a log: a key, `L="Labour"`; a remark, `Notes: support=0 is wrong`; a value that does not end.
fn assignments(text: &str) -> Vec<(&str, &str)> {
    const BEFORE: usize = 4;
    const LONGEST: usize = 200;
    let is_name = |name: &str| {
        name.len() > 1
            && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            && !explain::is_codelike(name)
    };
    // The name that ends a text, and where it begins.
    let name_at_end = |text: &str| -> Option<usize> {
        let from = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        is_name(text.get(from..)?).then_some(from)
    };
    let mut found: Vec<(&str, &str)> = Vec::new();
    let Some(first) = text
        .find('=')
        .and_then(|sign| name_at_end(text.get(..sign)?))
    else {
        return found;
    };
    let before = text.get(..first).unwrap_or_default();
    if before.contains(": ")
        || before.trim_end().ends_with(':')
        || before.split_whitespace().count() > BEFORE
    {
        return found;
    }
    let mut rest = text.get(first..).unwrap_or_default();
    while let Some((name, behind)) = rest.split_once('=') {
        let (value, after) = match behind.strip_prefix('"') {
            Some(quoted) => {
                let ends = |at: &usize| quoted.get(..*at).is_none_or(|own| !own.ends_with('\\'));
                let end = quoted.match_indices('"').map(|(at, _)| at).find(ends);
                let Some((value, after)) = end.and_then(|end| quoted.split_at_checked(end)) else {
                    return Vec::new();
                };
                (value, after.get(1..).unwrap_or_default())
            }
            None => {
                let mut signs = behind.match_indices('=').map(|(at, _)| at);
                let next = signs.find_map(|sign| name_at_end(behind.get(..sign)?));
                behind
                    .split_at_checked(next.unwrap_or(behind.len()))
                    .unwrap_or((behind, ""))
            }
        };
        let after = after.trim_start_matches([' ', '\t', ',', ';']);
        let goes_on =
            after.is_empty() || after.split_once('=').is_some_and(|(name, _)| is_name(name));
        let value = value.trim().trim_end_matches([',', ';']);
        if !goes_on
            || !is_name(name)
            || value.len() > LONGEST
            || value.starts_with(['\u{201c}', '\''])
        {
            return Vec::new();
        }
        found.push((name, value));
        rest = after;
    }
    found
}

/// `screen 1 of 2`, `Page 3/4`: what stands at the foot of a page.
fn counts_pages(text: &str) -> bool {
    let mut words = text.split([' ', '/', '\u{a0}']);
    let called = words.next().is_some_and(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "page" | "screen" | "sheet" | "tudalen"
        )
    });
    let mut rest = words.filter(|word| !word.eq_ignore_ascii_case("of") && !word.is_empty());
    called && rest.all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a line says from whom what is below it came: `From the electoral register of Testbury Council, August 2026`.
pub(super) fn is_source(text: &str) -> bool {
    const MOST_WORDS: usize = 14;
    let text = text.trim();
    word_lists()
        .lines
        .source
        .iter()
        .any(|begin| text.starts_with(begin))
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.ends_with(['.', ',', '?', '!', ';'])
}

/// `What we did: on 5 and 6 May the branch secretary looked ...`: a question word before a colon, and sentences behind it.
fn is_told_at_length(head: &str, tail: &str) -> bool {
    const FEWEST: usize = 20;
    let first = head
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let asks = matches!(
        first.as_str(),
        "what" | "how" | "where" | "why" | "who" | "when"
    );
    asks && tail.trim_end().ends_with('.') && tail.split_whitespace().count() >= FEWEST
}

/// `Two. From the marked register: Testbury Council, bought in August 2024`: whether what stands before a colon has the
/// number of a section and says from whom what is below came, and what stands behind the colon goes on.
pub(super) fn heads_source(text: &str) -> bool {
    const FEWEST: usize = 3;
    text.split_once(": ").is_some_and(|(head, tail)| {
        let bare = without_number(head);
        bare.len() < head.trim().len()
            && is_source(bare)
            && tail.split_whitespace().count() >= FEWEST
    })
}

/// A title without the number or letter of its section: `From you` of `Three. From you` and of `(c) From you`.
pub(super) fn without_number(title: &str) -> &str {
    const LONGEST: usize = 3;
    let title = title.trim();
    let bare = title.split_once(['.', ')', ':']).filter(|(mark, rest)| {
        let mark = mark.trim_start_matches('(').trim();
        let counts = mark.len() <= LONGEST && mark.chars().all(char::is_alphanumeric);
        let counts = counts || in_words(&mark.to_lowercase()).is_some();
        !mark.is_empty() && counts && rest.starts_with(' ')
    });
    bare.map_or(title, |(_, rest)| rest.trim_start())
}

/// Whether a line is a few words that may be the title of what is below: `Canvass of 11 March`.
fn is_words(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let text = text.trim();
    text.split_whitespace().count() <= MOST_WORDS
        && text.starts_with(char::is_uppercase)
        && !text.contains(':')
        && !text.ends_with(['.', ',', '?', '!', ';'])
}

/// Cuts a line at a mark into a heading and what stands behind it.
fn cut(text: &str, mark: Mark) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 8;
    let text = match mark {
        Mark::Colon => return layout::split_label(without_bullet(text)),
        Mark::Leaders | Mark::Room | Mark::Sign => without_bullet(text.trim()),
    };
    let (head, tail) = match mark {
        Mark::Leaders => around(text, is_leader, 4).map(|(head, tail)| {
            // The stop of `Roll no. .....` is of the word before it.
            let behind = text.get(head.len()..).unwrap_or_default();
            let stop = usize::from(behind.starts_with(". ...."));
            (text.get(..head.len() + stop).unwrap_or(head), tail)
        }),
        Mark::Room => {
            around(text, |c| c == '\t', 1).or_else(|| around(text, |c| c == ' ' || c == '\t', 3))
        }
        Mark::Sign if !text.contains(['\u{2013}', '\u{2014}', '-', '=']) => None,
        Mark::Sign => [" \u{2013} ", " \u{2014} ", " - ", " = "]
            .iter()
            .find_map(|sign| text.split_once(sign)),
        Mark::Colon => None,
    }?;
    // `Name ....... : Casey`, `Name       : Casey`
    let tail = tail.trim_start().trim_start_matches([':', '=']);
    let (head, tail) = (head.trim(), tail.trim());
    let words = head.split_whitespace().count();
    let one_line = !text.contains('\n');
    // `Roll no. ..... AB1-22`
    let last = head.rsplit(' ').next().unwrap_or_default();
    let is_short = mark == Mark::Leaders && (2..=4).contains(&last.len()) && words > 1;
    let plain = !head.ends_with([',', ';']) && (is_short || !head.ends_with('.'));
    (one_line && plain && (1..=MOST_WORDS).contains(&words)).then_some((head, tail))
}

/// A line without the mark that begins it in a list: a bullet, also as fonts of symbols and plain
/// text have it.
fn without_bullet(text: &str) -> &str {
    text.trim_start_matches(|c| is_bullet(c) || c == ' ')
}

fn is_bullet(c: char) -> bool {
    const BULLETS: [char; 14] = [
        '\u{2022}', '\u{2023}', '\u{25aa}', '\u{25cf}', '\u{25e6}', '\u{2043}', '\u{b7}',
        '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f076}', '\u{2013}', '*', '-',
    ];
    BULLETS.contains(&c)
}

/// A character of the dots that lead from a heading to its value.
fn is_leader(c: char) -> bool {
    matches!(c, '.' | '\u{2026}' | '\u{b7}' | '_' | '\u{2024}')
}

/// What stands before and behind the first run of so many characters of a kind, with spaces among
/// them.
fn around(text: &str, kind: impl Fn(char) -> bool, least: usize) -> Option<(&str, &str)> {
    let mut from = None;
    let mut count = 0usize;
    for (at, c) in text.char_indices() {
        if kind(c) {
            from.get_or_insert(at);
            // One character of three dots.
            count += if c == '\u{2026}' { 3 } else { 1 };
        } else if !c.is_whitespace() || from.is_none() {
            if let Some(from) = from.filter(|_| count >= least) {
                return Some((text.get(..from)?, text.get(at..)?));
            }
            (from, count) = (None, 0);
        }
    }
    None
}

/// `From:`, `To:`, `Sent:`, `Subject:` begin lines of letters and mails and head no data.
pub(super) fn is_mail_header(head: &str) -> bool {
    [
        "from", "to", "cc", "bcc", "sent", "date", "subject", "re", "ref", "our ref", "your ref",
        "dear", "reply to",
    ]
    .contains(&flat_of(head).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebooks;
    use crate::document::Document;
    use crate::ingest::{Limits, Source, ingest_all};
    use crate::provenance::PartId;
    use crate::recognise::{Setting, survey};

    fn read(files: &[(&str, &str)]) -> Survey {
        let books = Codebooks::embedded();
        let recogniser = Recogniser::new(&books, None, Setting::Political);
        let parts = files.iter().zip(0..).flat_map(|((name, text), number)| {
            let source = Source {
                part: PartId(number),
                name,
                bytes: text.as_bytes(),
            };
            ingest_all(&source, &Limits::default())
        });
        survey(
            &Document {
                parts: parts.collect(),
            },
            &recogniser,
        )
    }

    fn pairs(text: &str) -> Vec<String> {
        let survey = read(&[("card.txt", text)]);
        let pairs = survey.observations.iter().map(|seen| {
            let heading = &survey.headings[seen.heading].text;
            let value = seen.value.as_deref().unwrap_or("");
            format!("{heading}={value} ({})", seen.at.place)
        });
        pairs.collect()
    }

    #[test]
    fn titles_between_pairs_do_not_hide_that_they_are_a_list() {
        let list = "ABOUT YOU\n=========\nBlorp: 7\nZyx no.: 41\n\nWHAT YOU TOLD US (at a stall, 4 June)\n\
                    Will you come to the next meeting of the branch?: Perhaps\nOTHER\nQwv: 3\n";
        let found = pairs(list);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(
            found.iter().any(|pair| pair.starts_with("Zyx no.=41")),
            "{found:?}"
        );
        assert!(
            found.iter().any(|pair| pair.ends_with("=Perhaps (line 7)")),
            "{found:?}"
        );
        // Sentences between them do.
        let letter = "Dear Casey\nWe wrote to you about your request in the last week of May.\nBlorp: 7\n\
                      We hold the above about you and have nothing to add to it.\nZyx: 41\n\
                      Please write to us again if anything is not clear to you.\nQwv: 3\n";
        assert!(pairs(letter).is_empty(), "{:?}", pairs(letter));
    }

    #[test]
    fn dots_tabs_and_dashes_part_headings_from_values_where_there_are_several() {
        let expected = [
            "Surname=Mockford (line 1)",
            "Postcode=ZZ99 3AB (line 2)",
            "Blorp=7 (line 3)",
        ];
        for mark in [" ........ ", ". . . . . . ", "     ", " \u{2013} ", " = "] {
            let text = format!("Surname{mark}Mockford\nPostcode{mark}ZZ99 3AB\nBlorp{mark}7\n");
            assert_eq!(pairs(&text), expected, "{mark:?}");
        }
    }

    #[test]
    fn dashes_and_dots_in_prose_part_nothing() {
        let text = "We hold your name \u{2013} and your address.\nWait \u{2013} there is more.\n\
            Surname \u{2013} yours.\nWe are ... surprised.\nNothing else \u{2013} that is all.\n";
        assert!(pairs(text).is_empty());
    }

    #[test]
    fn values_may_stand_below_their_headings() {
        let text = "Your profile\nSurname\nMockford\nPostcode\nZZ99 3AB\nE-mail\nkit@post.example\nTelephone\n01632 960001\nThe end.\n";
        let found = pairs(text);
        assert_eq!(found.len(), 4);
        assert_eq!(found[1], "Postcode=ZZ99 3AB (line 5)");
        assert!(pairs("Surname\nMockford\nThe end.\n").is_empty());
    }

    #[test]
    fn the_rest_of_a_sentence_heads_nothing_and_a_browser_prints_no_pair() {
        let prose = "Dear Casey\n\nThe name is left out, because it is the data\nof a volunteer: paragraph 16 of Schedule 2.\n";
        assert!(pairs(prose).is_empty(), "{:?}", pairs(prose));
        let list = "volunteer: yes\npostcode: ZZ99 3AB\n";
        assert_eq!(pairs(list).len(), 2);
        for head in ["https://contacts.example/view/60", "12/03/2026, 10:41"] {
            assert!(is_of_browser(head), "{head}");
        }
        for head in ["Website", "12/03/2026", "Meeting, 10:41"] {
            assert!(!is_of_browser(head), "{head}");
        }
    }
}
