//! What a heading says by those beside it that are made alike: `LEAN_REF_26` beside `LEAN_LAB_26` and `LEAN_GRN_26`,
//! `C1 Outcome` beside `C2 Outcome`, a `Number` in the form of those of the electoral register.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::codebook::lexicon::Lexicon;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label, Word};
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::shape::number;
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::values::{all_are, party_of_key, read_as, reread};
use crate::recognise::wording::{self, Setting};
use crate::vocabulary::{Basis, Category, InferredFrom, Origin};

/// Reads headings that differ in a number alone without it: `C1 Outcome` and `C2 Outcome` over two calls. Only where
/// at least two headings are numbered so, and nothing is known of them with it.
pub(super) fn numbered(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const FEWEST: usize = 2;
    // Which numbers a stem has, and which rests stand behind it.
    let mut seen: HashMap<(u32, &str), Numbered<'_>> = HashMap::new();
    for heading in &survey.headings {
        if let Some((stem, number, rest)) = parted(&heading.text) {
            let numbered = seen.entry((heading.block, stem)).or_default();
            numbered.numbers.insert(number);
            numbered.rests.insert(rest);
        }
    }
    let repeated: BTreeSet<(u32, String)> = seen
        .into_iter()
        .filter(|(_, found)| found.numbers.len() >= FEWEST && found.rests.len() >= FEWEST)
        .map(|((block, stem), _)| (block, stem.to_owned()))
        .collect();
    if repeated.is_empty() {
        return;
    }
    reread(survey, |_, _, heading| {
        let (stem, _, rest) = parted(&heading.text)?;
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        if !open || !repeated.contains(&(heading.block, stem.to_owned())) {
            return None;
        }
        let why = "its number only tells it from others that are called the same";
        let read = read_as(rest, heading, why, recogniser)?;
        // What else is numbered may be of several people.
        matches!(read.category, Category::ContactHistory | Category::FreeText).then_some(read)
    });
}

/// Reads headings of a table that begin alike without their beginning, where that is no word that is known: `ca_car_value`,
/// `ca_charity` and `ca_cruise` come from one list. Only where nothing is known of them with it.
pub(super) fn prefixed(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const FEWEST: usize = 3;
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let mut seen: HashMap<(u32, &str), BTreeSet<&str>> = HashMap::new();
    for heading in &survey.headings {
        if let Some((prefix, rest)) = prefix_of(&heading.text) {
            seen.entry((heading.block, prefix))
                .or_default()
                .insert(rest);
        }
    }
    let shared: BTreeSet<(u32, String)> = seen
        .into_iter()
        .filter(|(_, rests)| rests.len() >= FEWEST)
        .filter(|((_, prefix), _)| {
            let label = Label::new(prefix);
            let scan = wording::scan(lexicon, &label, Setting::Political);
            // `no_email`, `GE_24`
            scan.seen.is_empty() && !scan.unknown.is_empty()
        })
        .map(|((block, prefix), _)| (block, prefix.to_owned()))
        .collect();
    if shared.is_empty() {
        return;
    }
    reread(survey, |_, _, heading| {
        let (prefix, rest) = prefix_of(&heading.text)?;
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        if !open || !shared.contains(&(heading.block, prefix.to_owned())) {
            return None;
        }
        let why = format!("without `{prefix}_`, with which others in its table begin too");
        read_as(rest, heading, &why, recogniser)
    });
}

/// `ca` and `car_value` of `ca_car_value`.
fn prefix_of(heading: &str) -> Option<(&str, &str)> {
    const LETTERS: std::ops::RangeInclusive<usize> = 1..=4;
    let (prefix, rest) = heading.trim().split_once('_')?;
    let is_prefix =
        LETTERS.contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_prefix && !rest.is_empty()).then_some((prefix, rest))
}

/// The numbers behind a stem, and what stands behind these.
#[derive(Default)]
struct Numbered<'s> {
    numbers: BTreeSet<&'s str>,
    rests: BTreeSet<&'s str>,
}

/// `C`, `1` and `Outcome` of `C1 Outcome`; `Call`, `2` and `Date` of `Call_2_Date`.
fn parted(heading: &str) -> Option<(&str, &str, &str)> {
    const MOST_DIGITS: usize = 2;
    let heading = heading.trim();
    let digits = heading.find(|c: char| c.is_ascii_digit())?;
    let (stem, tail) = heading.split_at_checked(digits)?;
    let end = tail.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = tail.split_at_checked(end)?;
    let joins = [' ', '_', '-', '.'];
    let stem = stem.trim_end_matches(joins);
    let named = rest.strip_prefix(joins)?;
    // `Person 2 Surname` is of somebody else, and `Q2 Vote` of a question.
    let is_stem = word_lists().siblings.stems.has(&stem.to_lowercase());
    let whole = named.chars().any(char::is_alphabetic);
    (is_stem && whole && number.len() <= MOST_DIGITS).then_some((stem, number, named))
}

/// Reads `EXT_AGE` beside `EXT_INCOME` without what both begin with, where nothing is known of it with that.
pub(super) fn grouped(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const FEWEST: usize = 2;
    let parted = |text: &str| -> Option<(String, String)> {
        let (group, rest) = text.trim().split_once('_')?;
        // `WARD_AGE`, `PARTNER_AGE` and `CACHE_AGE` are of something else.
        let added = word_lists().siblings.added.has(&group.to_lowercase());
        (added && !rest.is_empty()).then(|| (group.to_owned(), rest.to_owned()))
    };
    let mut groups: HashMap<(u32, String), BTreeSet<String>> = HashMap::new();
    for heading in &survey.headings {
        if let Some((group, rest)) = parted(&heading.text) {
            groups
                .entry((heading.block, group))
                .or_default()
                .insert(rest);
        }
    }
    groups.retain(|_, rests| rests.len() >= FEWEST);
    if groups.is_empty() {
        return;
    }
    reread(survey, |_, _, heading| {
        let (group, rest) = parted(&heading.text)?;
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        if !open || !groups.contains_key(&(heading.block, group.clone())) {
            return None;
        }
        let why = format!("`{group}` only tells it from those that begin otherwise");
        let read = read_as(&rest, heading, &why, recogniser)?;
        // What is so called of itself; an opinion may be another's.
        let plain = matches!(
            read.category,
            Category::Demographic
                | Category::Financial
                | Category::Household
                | Category::ContactHistory
                | Category::ElectoralRegister
                | Category::Address
                | Category::Contact
        );
        plain.then_some(read)
    });
}

/// Reads `Model B` as `Model A` is read beside it: guesses that a letter or a number alone tells apart.
pub(super) fn lettered(survey: &mut Survey) {
    let stem = |heading: &Heading| -> Option<Vec<Word>> {
        let label = &heading.label;
        let (last, stem) = label.words().split_last()?;
        (last.chars().count() == 1 && !stem.is_empty()).then(|| stem.to_vec())
    };
    let guess =
        |heading: &&Heading| heading.recognised.inferred && heading.recognised.field.is_none();
    let known: HashMap<(u32, Vec<Word>), Rc<Recognised>> = survey
        .headings
        .iter()
        .filter(guess)
        .filter_map(|heading| {
            let key = (heading.block, stem(heading)?);
            Some((key, Rc::clone(&heading.recognised)))
        })
        .collect();
    if known.is_empty() {
        return;
    }
    reread(survey, |survey, index, heading| {
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        let same = known
            .get(&(heading.block, stem(heading)?))
            .filter(|_| open)?;
        let figures = all_are(survey, index, |value| number(value).is_some());
        figures.then(|| {
            let mut found = same.as_ref().clone();
            found.why = "a letter or a number alone tells it from a guess beside it".to_owned();
            Rc::new(found)
        })
    });
}

/// Reads `roll_src` beside `roll_no` and `roll_pd` as where these came from, whatever a roll is.
pub(super) fn sources(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    reread(survey, |survey, index, heading| {
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        let stem = open.then(|| stem_of_source(heading))?;
        let mut others = survey.headings.iter().enumerate();
        let beside = others.any(|(at, other)| {
            at != index && other.block == heading.block && is_of_source(other, &stem)
        });
        if !beside {
            return None;
        }
        let why = "it is called the source of those beside it that begin as it does";
        read_as("Source", heading, why, recogniser)
    });
}

/// The words before the one for a source: `vote 2024` of `vote_2024_src`. Only of a name that is written together.
pub(super) fn stem_of_source(heading: &Heading) -> Vec<Word> {
    let text = heading.text.trim();
    let label = Label::new(text);
    match label.words().split_last() {
        Some((last, stem)) if !text.contains(' ') && word_lists().siblings.sources.has(last) => {
            stem.to_vec()
        }
        _ => Vec::new(),
    }
}

/// Whether a heading is what a source is called by, `vote_2024` of `vote_2024_src`; or begins so and is of the register:
/// `voter_email` is not from what `voter_src` tells.
pub(super) fn is_of_source(heading: &Heading, stem: &[Word]) -> bool {
    let text = heading.text.trim();
    if stem.is_empty() || text.contains(' ') {
        return false;
    }
    let of_register = matches!(
        heading.recognised.category,
        Category::ElectoralRegister | Category::Identity | Category::Address | Category::Area
    );
    let label = Label::new(text);
    let mut words = stem.iter();
    let named = words.any(|word| word_lists().siblings.of_register.has(word));
    label.words() == stem || (of_register && named && label.words().starts_with(stem))
}

/// Reads `Con`, `Lab` and `Ref` side by side over figures as figures about support for these parties: one such
/// heading alone may be short for anything. So `LEAN_REF_26` beside `LEAN_LAB_26` and `LEAN_GRN_26`.
pub(super) fn figures_of_parties(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const FEWEST: usize = 2;
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    // A longer number may be that of a record.
    const MOST: f64 = 100.0;
    let is_figure = |value: &str| number(value).is_some_and(|number| number <= MOST);
    let headings = survey.headings.iter().enumerate();
    let figures = headings.filter(|(index, _)| all_are(survey, *index, is_figure));
    let slots: Vec<Slot<'_>> = figures
        .flat_map(|(index, heading)| slots(index, heading, lexicon))
        .collect();
    let mut beside: HashMap<(u32, &str), Beside<'_>> = HashMap::new();
    for slot in &slots {
        let group = beside.entry((slot.block, slot.frame.as_str())).or_default();
        group.parties.insert(slot.party);
        group.known += usize::from(slot.of_votes);
        group.scaled += usize::from(slot.of_votes && slot.scaled);
        group.guesses += usize::from(slot.of_votes && slot.inferred);
    }
    let told = |slot: &&Slot<'_>| {
        let alone = slot.frame == ALONE;
        group_of(slot, &beside).is_some_and(|group| {
            // `Con out of ten` beside `Ref out of ten`: one that gives its scale is enough.
            let known = group.known >= FEWEST || group.scaled > 0;
            group.parties.len() >= FEWEST && (alone || known)
        })
    };
    let open = slots.iter().filter(|slot| slot.open && !slot.of_votes);
    let read = open.filter(told).filter_map(|slot| {
        let party = slot.party;
        let framed = slot.frame.replacen(ALONE, party, 1);
        // `vote_likelihood` over `reform` and `conservative`
        let title = survey.headings.get(slot.heading)?.title.as_deref();
        let title = title.filter(|title| recogniser.recognise(title).inferred);
        let titled = title.map(|title| format!("{party} {title}"));
        let texts = titled
            .into_iter()
            .chain([framed, format!("{party} support")]);
        let read = texts.map(|text| recogniser.recognise(&text));
        let mut of_votes = read.filter(|read| read.category == Category::VotingIntention);
        let mut read = of_votes.next()?.as_ref().clone();
        read.field = None;
        read.basis = Basis::Wording;
        // The others are a model's, all of them.
        let group = group_of(slot, &beside);
        if group.is_some_and(|group| group.known > 0 && group.guesses == group.known) {
            read.inferred = true;
            read.inferred_from = vec![InferredFrom::Model];
            read.origin = Origin::Modelled;
            read.origin_basis = Basis::Wording;
            read.kind = Some(Kind::Score);
        }
        read.why = format!("its heading names {party}, beside headings of other parties, and its values are figures");
        Some((slot.heading, read))
    });
    let read: Vec<(usize, Recognised)> = read.collect();
    for (index, read) in read {
        if let Some(heading) = survey.headings.get_mut(index) {
            heading.recognised = Rc::new(read);
        }
    }
}

/// The headings that are made alike but for the party.
#[derive(Default)]
struct Beside<'l> {
    parties: BTreeSet<&'l str>,
    /// How many are known as figures about votes, and how many of these as guesses.
    known: usize,
    guesses: usize,
    /// How many of those known give their scale.
    scaled: usize,
}

fn group_of<'s, 'l>(
    slot: &'s Slot<'_>,
    beside: &'s HashMap<(u32, &str), Beside<'l>>,
) -> Option<&'s Beside<'l>> {
    beside.get(&(slot.block, slot.frame.as_str()))
}

/// What stands for the party in the words of a heading.
const ALONE: &str = "*";

/// The concepts of scales that headings give: `out of ten`.
const SCALE: &str = "scale";

/// A heading with a word that may be short for a party.
struct Slot<'l> {
    heading: usize,
    block: u32,
    /// The words, with [`ALONE`] for the party.
    frame: String,
    party: &'l str,
    /// Whether it is not known as something else.
    open: bool,
    /// Whether it is known as a figure about votes.
    of_votes: bool,
    inferred: bool,
    /// Whether the heading gives a scale.
    scaled: bool,
}

fn slots<'l>(index: usize, heading: &Heading, lexicon: &'l Lexicon) -> Vec<Slot<'l>> {
    let known = heading.recognised.as_ref();
    let slot = |frame: String, party: &'l str| Slot {
        heading: index,
        block: heading.block,
        frame,
        party,
        open: known.field.is_none() || known.category == Category::System,
        of_votes: known.category == Category::VotingIntention,
        inferred: known.inferred,
        scaled: known.scale.is_some() || known.has(SCALE),
    };
    let label = &heading.label;
    let whole = party_of_key(label.key(), lexicon);
    let words = label.words();
    let parts = words.iter().enumerate().filter_map(|(at, word)| {
        let party = party_of_key(word, lexicon)?;
        let mut frame: Vec<&str> = words.iter().map(Word::as_str).collect();
        *frame.get_mut(at)? = ALONE;
        (words.len() > 1).then(|| slot(frame.join(" "), party))
    });
    let whole = whole.map(|party| slot(ALONE.to_owned(), party));
    whole.into_iter().chain(parts).collect()
}

/// Reads `Poll`, `Number` and `Rhif` over `SC1-905` as the number of an elector: letters and a number of a polling
/// district before one within it.
pub(super) fn elector_numbers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    reread(survey, |survey, index, heading| {
        let label = &heading.label;
        let mut words = label.words().iter().peekable();
        words.peek()?;
        let lists = &word_lists().siblings;
        let mut of_register = false;
        let called = words.all(|word| {
            of_register |= lists.elector_numbers.has(word);
            lists.elector_numbers.has(word) || lists.numbers.has(word)
        });
        let open = called && heading.recognised.field.is_none() && heading.explanation.is_none();
        let fits = |value: &str| is_elector_number(value, of_register);
        if !open || !all_are(survey, index, fits) {
            return None;
        }
        let why = "its values are written as those of polling districts with a number in them are";
        read_as("Elector number", heading, why, recogniser)
    });
}

/// Reads `No.` right before a column of streets as the number of a house in it.
pub(super) fn house_numbers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const LONGEST: usize = 5;
    let is_number = |value: &str| {
        let value = value.trim();
        value.len() <= LONGEST
            && value.starts_with(|c: char| c.is_ascii_digit())
            && value.chars().all(|c| c.is_ascii_alphanumeric())
    };
    reread(survey, |survey, index, heading| {
        let [only] = heading.label.words() else {
            return None;
        };
        let is_open = word_lists().siblings.numbers.has(only) && heading.explanation.is_none();
        let next = survey.headings.get(index.checked_add(1)?)?;
        let field = next.recognised.field.as_ref();
        let before_street =
            next.block == heading.block && field.is_some_and(|field| field.0 == "common/street");
        let mut beside = survey
            .headings
            .iter()
            .filter(|own| own.block == heading.block);
        let is_told = beside.any(|own| {
            let field = own.recognised.field.as_ref();
            field.is_some_and(|field| field.0 == "common/house-number")
        });
        // Rows are counted from 1.
        let mut values = survey.values_under(index).map(str::trim);
        let counts = values.next() == Some("1") && values.next().is_none_or(|next| next == "2");
        if !is_open || !before_street || is_told || counts || !all_are(survey, index, is_number) {
            return None;
        }
        let why = "the streets stand in the next column";
        read_as("House number", heading, why, recogniser)
    });
}

/// `SC1-905`, `AF2-119`; under a word for the poll or the roll also `SC1/905` and `FG4-88/1`. Numbers of invoices and
/// requests have no figure before the sign: `INV-4450`, `SAR-12`.
fn is_elector_number(value: &str, of_register: bool) -> bool {
    let signs: &[char] = if of_register { &['-', '/'] } else { &['-'] };
    let Some((district, number)) = value.trim().split_once(signs) else {
        return false;
    };
    let letters = district.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = district.len() - letters.len();
    let is_district = (1..=3).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=2).contains(&figures);
    let digits = |part: &str| {
        (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let most = if of_register { 2 } else { 1 };
    is_district && number.split('/').all(digits) && number.split('/').count() <= most
}

/// Reads `direction` over `inbound` and `outbound` as which way a message went, and beside that `body` as what it said and
/// `delivery` as what became of it.
fn of_message_logs(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let lists = &word_lists().siblings;
    let is_way = |value: &str| lists.ways_of_messages.has(&value.trim().to_lowercase());
    // Payments have a direction too: something beside it has to be called a message.
    let of_messages: BTreeSet<u32> = survey
        .headings
        .iter()
        .filter(|heading| {
            let label = &heading.label;
            let mut words = label.words().iter();
            words.any(|word| lists.messages.has(word))
        })
        .map(|heading| heading.block)
        .collect();
    let goes = |(index, heading): &(usize, &Heading)| {
        of_messages.contains(&heading.block)
            && lists.directions.has(&heading.label.to_string())
            && all_are(survey, *index, is_way)
    };
    let of_ways = survey.headings.iter().enumerate().filter(goes);
    let of_ways: Vec<(usize, u32)> = of_ways
        .map(|(index, heading)| (index, heading.block))
        .collect();
    if of_ways.is_empty() {
        return;
    }
    let logs: BTreeSet<u32> = of_ways.iter().map(|(_, block)| *block).collect();
    reread(survey, |_, index, heading| {
        let label = heading.label.to_string();
        let goes = of_ways.iter().any(|(way, _)| *way == index);
        let of_message = logs.contains(&heading.block) && heading.explanation.is_none();
        let meant = match () {
            () if goes => "Message sent",
            () if of_message && lists.bodies.has(&label) => "Text of the message",
            () if of_message && lists.deliveries.has(&label) => "Message sent",
            () => return None,
        };
        read_as(meant, heading, "it stands in a log of messages", recogniser)
    });
}

/// Reads `action` over `open` and `click` as what was done with messages, and `action_at` as when.
pub(super) fn deeds_of_messages(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let is_deed = |value: &str| {
        let label = Label::new(value);
        word_lists()
            .siblings
            .deeds_of_messages
            .has(&label.to_string())
    };
    reread(survey, |survey, index, heading| {
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        // `Gate` over `open` is none.
        let label = &heading.label;
        let mut words = label.words().iter();
        let called = words.all(|word| word_lists().siblings.deeds.has(word));
        let deeds = open && called && all_are(survey, index, is_deed);
        if !deeds {
            return None;
        }
        let why = "its values are what is done with messages";
        read_as("Message sent", heading, why, recogniser)
    });
    of_message_logs(survey, recogniser);
    let deeds = survey.headings.iter().enumerate();
    let deeds = deeds.filter(|(index, heading)| {
        heading.recognised.has("log:message") && all_are(survey, *index, is_deed)
    });
    let deeds: BTreeSet<(u32, Vec<Word>)> = deeds
        .map(|(_, heading)| (heading.block, heading.label.words().to_vec()))
        .collect();
    if deeds.is_empty() {
        return;
    }
    reread(survey, |_, _, heading| {
        let label = &heading.label;
        let (last, stem) = label.words().split_last()?;
        let when = word_lists().siblings.when.has(last);
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        if !(open && when && deeds.contains(&(heading.block, stem.to_vec()))) {
            return None;
        }
        let why = "it is beside what is done with messages, and says when";
        read_as("Date contacted", heading, why, recogniser)
    });
}
