//! What the values under a heading say of what it records: answers that name parties under `Reply` or
//! `Said`, marks where `Turnout` could as well be a score; and what a text says of a value.

use std::rc::Rc;

use crate::codebook::lexicon::{Concept, Lexicon};
use crate::codebook::list::CodeList;
use crate::codebook::word_lists::{WordList, word_lists};
use crate::codebook::{Kind, Label, Role, Scheme, Word};
use crate::recognise::explain::CodeMeaning;
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::layout::is_yes_or_no;
use crate::recognise::shape::number;
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::telling::is_whole_day;
use crate::vocabulary::{Basis, Category, Level, Origin, SpecialCategory};

/// The concept of a heading over answers.
const ANSWER: &str = "log:answer";

/// Reads headings over answers as recorded voting intention where every answer names a party or is one
/// of the party's own lists, or where the response explains their codes as parties.
pub(super) fn of_answers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const SHORT: usize = 2;
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    reread(survey, |survey, index, heading| {
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
        // `Told canvasser, 2022`
        let words = heading.label.words();
        let is_told = |word: &Word| word_lists().values.telling.has(word);
        let other = |word: &Word| word_lists().values.tells_other.has(word);
        let told = words.iter().any(is_told) && !words.iter().any(other);
        // `Opinion when canvassed (04/2021)` over the names of parties is no day.
        let no_day = heading.recognised.role == Role::Date
            && all_are(survey, index, |value| {
                value.len() > SHORT && is_party(value, lexicon)
            });
        let names_answer = [ANSWER, "act:intention"];
        let answers = names_answer.iter().any(|id| heading.recognised.has(id));
        if !(open && (answers || votes || no_day || told)) {
            return None;
        }
        let by_key = votes || are_parties(codes, lexicon);
        // A lone letter may be of any list: `A` for away, or for against.
        // `Canvass result` over `P`: the party's canvassers have one list of letters.
        let of_canvass = answers
            && codes.is_empty()
            && words
                .iter()
                .any(|word| word_lists().heading.political.has(word));
        let is_answer = |value: &str| {
            is_party(value, lexicon)
                || (of_canvass && is_canvass_code(value, recogniser))
                || is_listed(value, recogniser)
                || is_vote(value, lexicon)
                || is_leaning(value, lexicon)
        };
        // `Won't say` beside `Soft Labour`
        let is_reply = |value: &str| is_answer(value) || names_no_party(value);
        let is_answered =
            all_are(survey, index, is_reply) && survey.values_under(index).any(is_answer);
        if !(by_key || is_answered) {
            return None;
        }
        let mut found = heading.recognised.as_ref().clone();
        found.title = Some("Voting intention as recorded".to_owned());
        found.kind = Some(Kind::Label);
        found.role = Role::Value;
        found.category = Category::VotingIntention;
        found.special = Some(SpecialCategory::PoliticalOpinion);
        found.origin = Origin::Canvass;
        found.origin_basis = Basis::Wording;
        found.basis = Basis::Wording;
        found.field = None;
        if found.level == Level::Unknown {
            found.level = Level::Person;
        }
        found.why.push_str("; its answers are parties");
        Some(Rc::new(found))
    });
}

/// Reads headings anew: each of which `read` finds something else is read as that.
pub(super) fn reread(
    survey: &mut Survey,
    read: impl Fn(&Survey, usize, &Heading) -> Option<Rc<Recognised>>,
) {
    for index in 0..survey.headings.len() {
        let heading = survey.headings.get(index);
        let found = heading.and_then(|heading| read(survey, index, heading));
        if let (Some(found), Some(heading)) = (found, survey.headings.get_mut(index)) {
            heading.recognised = found;
        }
    }
}

/// Reads `Given` over answers as no name: where no column of surnames stands beside it, or a value begins with a
/// small letter.
pub(super) fn given_answers(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    reread(survey, |survey, index, heading| {
        if heading.label.key() != "given" {
            return None;
        }
        let mut beside = survey
            .headings
            .iter()
            .filter(|other| other.block == heading.block);
        let is_name = beside.any(|other| other.recognised.has("name:family"));
        let is_small = survey
            .values_under(index)
            .any(|value| value.starts_with(char::is_lowercase));
        (!is_name || is_small).then(|| recogniser.recognise("Answer"))
    });
}

/// Reads `Our system records you as` over words that name a party as a stance.
pub(super) fn taken_down_as(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let names_party = |value: &str| {
        let scan = super::wording::scan(
            lexicon,
            &Label::new(value),
            super::wording::Setting::Political,
        );
        scan.seen.iter().any(|seen| seen.concept.class() == "party")
    };
    reread(survey, |survey, index, heading| {
        let words = heading.label.words();
        let of_person = matches!(words, [.., you, last] if you == "you" && last == "as");
        let open = of_person && !heading.recognised.is_known();
        if !open || !all_are(survey, index, names_party) {
            return None;
        }
        let why = "it says as what the person is taken down, and the value names a party";
        read_as("Voting intention", heading, why, recogniser)
    });
}

/// Reads `Received`, `Last Changed` and `Date of talk` over days as dates: nobody needs to be told more of them to read
/// them.
pub(super) fn days(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let are_days = |survey: &Survey, index: usize| {
        let seen = survey.under(index).filter(|seen| seen.value.is_some());
        let mut seen = seen.peekable();
        seen.peek().is_some()
            && seen
                .all(|seen| seen.is_date || is_whole_day(seen.value.as_deref().unwrap_or_default()))
    };
    reread(survey, |survey, index, heading| {
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        let called = || {
            let mut words = heading.label.words().iter();
            words.any(|word| word_lists().values.of_days.has(word))
        };
        if !open || !called() || !are_days(survey, index) {
            return None;
        }
        read_as("Date", heading, "its values are days", recogniser)
    });
}

/// Reads `Home` over `Owned outright` as how the home is held, and no address.
pub(super) fn tenures(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let is_tenure = |value: &str| {
        let label = Label::new(value.split(" (").next().unwrap_or_default());
        word_lists().values.tenures.has(label.to_string().as_str())
    };
    reread(survey, |survey, index, heading| {
        let read = heading.recognised.category;
        let label = &heading.label;
        let home = label
            .words()
            .iter()
            .any(|word| word_lists().values.homes.has(word));
        let open = home && matches!(read, Category::Address | Category::Unknown);
        if !open || heading.explanation.is_some() || !all_are(survey, index, is_tenure) {
            return None;
        }
        read_as(
            "Tenure",
            heading,
            "its values say how a home is held",
            recogniser,
        )
    });
}

/// Reads `Reachability index` over `0.34` as a score: whatever else the heading says, it calls its figures so.
pub(super) fn called_scores(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    // Numbers of records are longer.
    const MOST: f64 = 1000.0;
    let is_figure = |value: &str| {
        number(value.trim_end_matches('%')).is_some_and(|number| (0.0..=MOST).contains(&number))
    };
    reread(survey, |survey, index, heading| {
        let open = !heading.recognised.is_known() && heading.explanation.is_none();
        let label = &heading.label;
        let last = label.words().last()?;
        let called = label.words().len() > 1 && word_lists().values.scores.has(last);
        if !open || !called || !all_are(survey, index, is_figure) {
            return None;
        }
        let why = "it is called a score, and its values are figures";
        read_as("Score", heading, why, recogniser)
    });
}

/// Reads figures under the name of an issue as scores: `Concern: rents` over `312`.
pub(super) fn figures_of_issues(survey: &mut Survey) {
    reread(survey, |survey, index, heading| {
        let known = heading.recognised.as_ref();
        let is_issue = known.category == Category::IssueConcern
            && known.field.is_none()
            && known.kind == Some(Kind::Text);
        let is_figure = |value: &str| number(value).is_some();
        (is_issue && all_are(survey, index, is_figure)).then(|| {
            let mut found = known.clone();
            found.kind = Some(Kind::Score);
            found.why.push_str("; its values are figures");
            Rc::new(found)
        })
    });
}

/// Whether a concept is that of one party, and not `the party` or `another party`.
pub(super) fn is_one_party(concept: &Concept) -> bool {
    const NONE_IN_PARTICULAR: &[&str] = &["party:own", "party:any", "party:other"];
    concept.class() == "party" && !NONE_IN_PARTICULAR.contains(&concept.id.as_str())
}

/// The party that a heading is nothing but the name of, or short for: `Con`, `Lib Dem`, `Ref`.
pub(super) fn lone_party<'l>(heading: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    party_of_key(Label::new(heading).key(), lexicon)
}

/// The same, of the key of a heading; each of its words is a key.
pub(super) fn party_of_key<'l>(key: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    const SHORTEST: usize = 3;
    let is_party = |concept: &&Concept| is_one_party(concept);
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
    let mut begun = lexicon.parties().filter(begins).filter(is_party);
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
    reread(survey, |survey, index, heading| {
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
        // A list of codes says what marks stand for; a scale, that they are none.
        let told = heading.explanation.as_ref();
        let scaled = told.is_some_and(|own| own.scale.is_some() || own.codes.is_empty());
        if !open || scaled || !all_are(survey, index, is_mark) {
            return None;
        }
        let mut found = recogniser.recognise("Voted").as_ref().clone();
        found.concepts.clone_from(&known.concepts);
        found.why = format!("{}; but its values are marks, and no numbers", known.why);
        Some(Rc::new(found))
    });
}

/// Reads `How` over `Door` and `Telephone` as the way in which the person was contacted: a heading of which
/// nothing is known but that it asks how, and every value a way of contact. `Prefers` over `E-mail` does not
/// ask how.
pub(super) fn ways_of_contact(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    reread(survey, |survey, index, heading| {
        let open =
            heading.recognised.category == Category::Unknown && heading.explanation.is_none();
        let open = open && asks_how(&heading.text);
        if !open || !all_are(survey, index, |value| is_way_of_contact(value, lexicon)) {
            return None;
        }
        let why = "its values are ways of contact";
        read_as("Contact method", heading, why, recogniser)
    });
}

/// Reads `Voter type` over `Rooted Patriots` as a segment: the register marks electors by letters, and by words for
/// where they may vote.
pub(super) fn segments_of_voters(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const MARKER: &str = "register:marker";
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    // Segments are named in the plural: `Rooted Patriots`; a marker is of one: `Service voter`.
    let is_label = |value: &str| {
        let label = Label::new(value);
        let words = label.words();
        let plural = value.trim().ends_with('s');
        if !plural
            || words
                .iter()
                .any(|word| word_lists().values.franchise.has(word))
        {
            return false;
        }
        let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Open);
        let of_register = scan
            .seen
            .iter()
            .any(|seen| matches!(seen.concept.class(), "register" | "attr" | "election"));
        label.words().len() > 1 && !of_register && value.chars().all(|c| !c.is_ascii_digit())
    };
    reread(survey, |survey, index, heading| {
        let label = &heading.label;
        let is_kind = label
            .words()
            .iter()
            .any(|word| word_lists().values.kinds_of_segment.has(word));
        let open = is_kind && heading.recognised.has(MARKER) && heading.explanation.is_none();
        if !open || !all_are(survey, index, is_label) {
            return None;
        }
        read_as(
            "Segment",
            heading,
            "its values are labels, and no marks of a register",
            recogniser,
        )
    });
}

/// A figure about an area is a number, or the party that won there; and no heading that speaks to the person is one.
/// Anything else is read without what the brackets hold, or not at all.
pub(super) fn figures_of_areas(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let is_figure =
        |value: &str| number(value.trim_end_matches('%')).is_some() || is_party(value, lexicon);
    reread(survey, |survey, index, heading| {
        let known = &heading.recognised;
        let is_figures = known.field.is_none()
            && known.category == Category::Area
            && known.kind == Some(Kind::Number);
        if !is_figures {
            return None;
        }
        let label = &heading.label;
        let speaks = |word: &Word| word_lists().values.of_the_person.has(word);
        let of_person =
            label.words().iter().any(speaks) && !label.to_string().contains("your ward");
        if !of_person && all_are(survey, index, is_figure) {
            return None;
        }
        let bare = heading
            .text
            .split(['(', '['])
            .next()
            .unwrap_or_default()
            .trim();
        let again = (bare != heading.text.trim()).then(|| recogniser.recognise(bare));
        let why = "the words say a figure about an area, and the values are none";
        Some(
            again
                .filter(|read| read.category != Category::Area)
                .unwrap_or_else(|| Rc::new(Recognised::unknown(why.to_owned()))),
        )
    });
}

/// Reads `Method` over `Direct debit` and `Cash` as the way in which a payment was made: a heading that asks how, and
/// every value a way of paying.
pub(super) fn ways_of_paying(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const PAYS: &str = "pay";
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let is_way = |value: &str| {
        let label = Label::new(value);
        let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Open);
        let mut seen = scan.seen.iter().peekable();
        let some = seen.peek().is_some() && scan.unknown.is_empty();
        some && seen.all(|seen| matches!(seen.concept.class(), PAYS | "member"))
    };
    reread(survey, |survey, index, heading| {
        let category = heading.recognised.category;
        let open = matches!(category, Category::Unknown | Category::ContactHistory)
            && heading.explanation.is_none()
            && asks_how(&heading.text);
        if !open || !all_are(survey, index, is_way) {
            return None;
        }
        let why = "its values are ways of paying";
        read_as("Payment method", heading, why, recogniser)
    });
}

/// Reads `Mark` over `Polled` and `Not polled` as a record of votes: a heading of which nothing is known, and
/// every value says whether somebody voted.
pub(super) fn records_of_votes(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let says = |value: &str| says_voted(value, lexicon);
    reread(survey, |survey, index, heading| {
        let open =
            heading.recognised.category == Category::Unknown && heading.explanation.is_none();
        let label = &heading.label;
        let marks = label
            .words()
            .iter()
            .all(|word| word_lists().values.marks.has(word));
        if !(open && marks && all_are(survey, index, says)) {
            return None;
        }
        read_as("Voted", heading, "its values say who voted", recogniser)
    });
}

/// Whether a value is no more than a word for having voted, or not: `Polled`, `Did not vote`.
pub(super) fn says_voted(value: &str, lexicon: &Lexicon) -> bool {
    const VOTED: &str = "act:voted";
    const MOST_WORDS: usize = 4;
    let label = Label::new(value);
    let scan = super::wording::scan(lexicon, &label, super::wording::Setting::Open);
    let only = scan.seen.iter().all(|seen| {
        seen.concept.id == VOTED || matches!(seen.concept.class(), "polarity" | "channel")
    });
    label.words().len() <= MOST_WORDS && scan.unknown.is_empty() && scan.has(VOTED) && only
}

/// The reading of other words than those of a heading, where its values say that it means them.
pub(super) fn read_as(
    meant: &str,
    heading: &Heading,
    why: &str,
    recogniser: &Recogniser<'_>,
) -> Option<Rc<Recognised>> {
    let mut found = recogniser.recognise(meant).as_ref().clone();
    found.why = format!("{}; but {why}", heading.recognised.why);
    found.is_known().then(|| Rc::new(found))
}

/// `How`, `Sut / How`, `VI obtained by`, `Means`; and no wish: `Best way`.
fn asks_how(heading: &str) -> bool {
    let label = Label::new(heading);
    let has = |wanted: &WordList| label.words().iter().any(|word| wanted.has(word));
    has(&word_lists().values.how) && !has(&word_lists().values.wishes)
}

/// `Door`, `Street stall`, `Drws / Door`: nothing but ways of contact.
fn is_way_of_contact(value: &str, lexicon: &Lexicon) -> bool {
    const MOST_WORDS: usize = 4;
    let label = Label::new(value);
    if label.words().len() > MOST_WORDS {
        return false;
    }
    // `At the door`, `By telephone`
    let words = label.words().iter().map(Word::as_str);
    let bare: Vec<&str> = words
        .skip_while(|word| word_lists().values.before_ways.has(word))
        .collect();
    let label = Label::new(&bare.join(" "));
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

/// Whether the party's own lists of answers have a value, in words.
fn is_listed(value: &str, recogniser: &Recogniser<'_>) -> bool {
    const SHORTEST: usize = 4;
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    letters >= SHORTEST
        && is_on_own_list(recogniser, |list, scheme| {
            !list.by_label(value).is_empty() || !list.by_code(scheme, value).is_empty()
        })
}

/// Whether a value is a letter of a list of voting intentions that is the party's own, and no figure, `Y` or `N`.
fn is_canvass_code(value: &str, recogniser: &Recogniser<'_>) -> bool {
    value.chars().all(char::is_alphabetic)
        && !is_yes_or_no(value)
        && is_on_own_list(recogniser, |list, scheme| {
            !list.by_code(scheme, value).is_empty()
        })
}

/// Whether one of the party's own lists of voting intentions has something.
fn is_on_own_list(recogniser: &Recogniser<'_>, has: impl Fn(&CodeList, &Scheme) -> bool) -> bool {
    let books = recogniser.books();
    let mut own = books.all_schemes().filter(|scheme| {
        scheme.party.as_ref() == recogniser.party() && scheme.category == Category::VotingIntention
    });
    recogniser.party().is_some()
        && own.any(|scheme| books.list(scheme).is_some_and(|list| has(list, scheme)))
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

/// `Soft Labour`, `UKIP, definite`, `Con this time`: a party, and how firmly.
fn is_leaning(value: &str, lexicon: &Lexicon) -> bool {
    const MOST_WORDS: usize = 5;
    let label = Label::new(value);
    let words = label.words();
    let firm = |words: &[Word]| {
        let mut words = words.iter();
        words.all(|word| word_lists().values.firmness.has(word))
    };
    let is_party = |from: usize, to: usize| {
        let name: Vec<&str> = words
            .get(from..to)
            .into_iter()
            .flatten()
            .map(Word::as_str)
            .collect();
        name.concat().len() > 2 && is_party(&name.join(" "), lexicon)
    };
    (2..=MOST_WORDS).contains(&words.len())
        && (0..words.len()).any(|from| {
            (from + 1..=words.len()).any(|to| {
                let (before, behind) = (words.get(..from), words.get(to..));
                let around = before.into_iter().chain(behind);
                around.into_iter().all(firm) && is_party(from, to)
            })
        })
}

/// `Won't say`, `Undecided`: an answer to how somebody votes that names no party.
fn names_no_party(value: &str) -> bool {
    word_lists()
        .values
        .no_party
        .has_words(Label::new(value).words())
}

/// Whether a text is the name of a party and nothing else, in one language or two: `Llafur / Labour`.
/// A short name counts where it is all that is said: `Alliance`.
pub(super) fn is_party(text: &str, lexicon: &Lexicon) -> bool {
    text.split('/').any(|part| {
        let label = Label::new(part);
        let mut forms = lexicon.forms(label.key()).iter();
        forms.any(|form| {
            let concept = lexicon.concept(form.concept);
            concept.is_some_and(|concept| concept.class() == "party")
        })
    })
}

/// Reads `Last ID` over `Soft Labour` and `Won't say` as what canvassers call an ID, the party that a voter is put down
/// for, and `ID date` beside it as the day of that.
pub(super) fn ids_of_voters(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let Ok(lexicon) = recogniser.books().lexicon() else {
        return;
    };
    let is_id = |heading: &Heading| {
        let words = heading.label.words();
        heading.recognised.kind == Some(Kind::Identifier)
            && heading.explanation.is_none()
            && words.iter().any(|word| *word == "id")
            // `ID` alone is that of anything.
            && words.len() > 1
            && words
                .iter()
                .all(|word| word_lists().values.of_ids.has(word))
    };
    let mut blocks: Vec<u32> = Vec::new();
    for index in 0..survey.headings.len() {
        if !survey.headings.get(index).is_some_and(is_id) {
            continue;
        }
        let names = |value: &str| is_party(value, lexicon) || is_leaning(value, lexicon);
        let of_party = survey.values_under(index).any(names) && {
            let mut values = survey.values_under(index);
            values.all(|value| names(value) || names_no_party(value))
        };
        let Some(heading) = survey.headings.get_mut(index) else {
            continue;
        };
        if of_party {
            let why = "its values name parties, as what canvassers call an ID does";
            blocks.push(heading.block);
            heading.recognised = read_as("Voter ID", heading, why, recogniser)
                .unwrap_or_else(|| Rc::clone(&heading.recognised));
        }
    }
    let of_day = |heading: &Heading| {
        let is = |wanted: &str| heading.label.words().iter().any(|word| *word == wanted);
        is_id(heading) && is("date") && blocks.contains(&heading.block)
    };
    for heading in survey.headings.iter_mut().filter(|own| of_day(own)) {
        let why = "the ID beside it is the party that a voter is put down for";
        let found = read_as("Voter ID date", heading, why, recogniser);
        heading.recognised = found.unwrap_or_else(|| Rc::clone(&heading.recognised));
    }
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
            at: None,
        })
    })
}
