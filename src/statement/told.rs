//! What papers say of data that stand elsewhere in the response: where they come from, what a field
//! means, on which scale scores run; and items of the law answered as rows of a table.

use std::collections::HashMap;

use crate::codebook::word_lists::{number, word_lists};
use crate::codebook::{Kind, Label, Scale};
use crate::document::Part;
use crate::provenance::{Location, Place};
use crate::recognise::explain::{self, CodeMeaning, Explanation};
use crate::recognise::values::meaning_of_value;
use crate::recognise::{Heading, Survey};
use crate::statement::judge::look;
use crate::statement::listed::{explained_by_list, glossed};
use crate::statement::model::{
    About, Name, NameKind, PaperKind, Stance, Statement, Statements, Topic,
};
use crate::statement::phrases::{Phrases, SourceReading};
use crate::statement::prefixed::prefixed;
use crate::statement::sentence::Sentence;
use crate::statement::signals::{Scope, Signals};
use crate::statement::words::{Pause, Word, has_hump, words};
use crate::vocabulary::{Category, Origin};

impl Statements {
    /// The source that the papers state for the values under a heading: the first statement that
    /// speaks of them; else one that speaks of all the data and fits them.
    #[must_use]
    pub fn source_of(&self, heading: usize) -> Option<SourceReading> {
        let general = || {
            let found = self.of_all.iter().find(|(which, _)| *which == heading)?;
            self.all.get(found.1).and_then(reading)
        };
        self.source_by_name(heading, None).or_else(general)
    }

    /// The source that a statement states for the values under a heading which it names, or beside whose table it
    /// stands. What the title above the heading says is no such statement.
    #[must_use]
    pub fn source_by_name(&self, heading: usize, title: Option<&str>) -> Option<SourceReading> {
        let bought = self.about(Topic::BoughtData);
        let bought = bought.filter(|said| said.origin == Some(Origin::Bought));
        self.about(Topic::Source)
            .chain(bought)
            .filter(|statement| statement.affirms())
            .filter(|statement| match &statement.about {
                About::Headings(headings) => headings.contains(&heading),
                About::Everything | About::Categories(_) => false,
            })
            .filter(|statement| title.is_none_or(|title| !statement.words.contains(title.trim())))
            .filter_map(reading)
            // One that names the source says more than one that names its kind.
            .reduce(|first, next| {
                let named = first.named.is_none() && next.named.is_some();
                if named && next.origin == first.origin {
                    next
                } else {
                    first
                }
            })
    }

    /// The supplier of a product, by any of its names, from whom data are said to be bought: as the paper names it, and
    /// where.
    #[must_use]
    pub fn seller_named(&self, supplier: &[&str]) -> Option<(String, Location)> {
        let bought = self
            .about(Topic::BoughtData)
            .chain(self.about(Topic::Source));
        // What is said of other data by name is not said of these.
        let bought = bought.filter(|said| {
            said.affirms() && said.origin == Some(Origin::Bought) && said.about == About::Everything
        });
        // Of a list of sources alone: what else was bought may be of another product.
        let bought = bought.filter(|said| {
            let lower = said.words.to_lowercase();
            let sells = ["bought", "licen", "purchas", "supplied"];
            let other = ["to be ", "reject", "complain", "not "];
            lower.starts_with("source")
                && sells.iter().any(|word| lower.contains(word))
                && !other.iter().any(|word| lower.contains(word))
        });
        let mut names = bought
            .flat_map(|said| said.names.iter().map(|name| (name, &said.at)))
            .filter(|(name, _)| name.kind == NameKind::Supplier);
        let is_own = |(name, _): &(&Name, &Location)| {
            let label = Label::new(&name.text);
            supplier.iter().any(|own| {
                let own = Label::new(own);
                !own.is_empty() && label.words().starts_with(own.words())
            })
        };
        let (name, at) = names.find(is_own)?;
        Some((name.text.clone(), at.clone()))
    }

    /// The council or officer from whom the register, or its marked copy, is said to come, where the papers name one
    /// alone; and where they first name it.
    #[must_use]
    pub fn keeper_of(&self, register: Origin, phrases: &Phrases) -> Option<(String, Location)> {
        let of_registers = self.about(Topic::Source).filter(|statement| {
            // The same sentence may name a council for something else.
            let of_register = matches!(
                statement.origin,
                Some(Origin::Register | Origin::MarkedRegister)
            );
            statement.affirms()
                && of_register
                && (statement.origin == Some(register)
                    || phrases.names_origin(&statement.words, register))
        });
        let mut keepers = of_registers.flat_map(|statement| {
            let councils = statement.names.iter();
            let councils = councils.filter(|name| name.kind == NameKind::Council);
            councils.map(|name| (name.text.as_str(), &statement.at))
        });
        let (only, at) = keepers.next()?;
        keepers
            .all(|(other, _)| other == only)
            .then(|| (only.to_owned(), at.clone()))
    }
}

/// The headings whose source is told by a statement about all the data, with its index: where it names
/// an origin that their values may have.
pub(super) fn of_all(said: &[Statement], survey: &Survey) -> Vec<(usize, usize)> {
    let sources = || {
        let sources = said.iter().enumerate();
        sources.filter(|(_, said)| said.topic == Topic::Source && said.affirms())
    };
    let only = sources().count() == 1;
    let mut found: Vec<(usize, usize)> = Vec::new();
    // The first that fits tells it: what is left for the next.
    let mut open: Vec<(usize, Category)> = survey
        .headings
        .iter()
        .map(|heading| heading.recognised.category)
        .enumerate()
        .collect();
    for (at, statement) in sources().filter(|(_, said)| said.about == About::Everything) {
        let Some(origin) = statement.origin else {
            continue;
        };
        open.retain(|(index, category)| {
            let fits = may_come_from(origin, *category, only);
            if fits {
                found.push((*index, at));
            }
            !fits
        });
    }
    found
}

/// Whether data of this kind may have come in this way, where a paper says so of all data. `only` where
/// it names no other source.
fn may_come_from(origin: Origin, category: Category, only: bool) -> bool {
    let named = matches!(category, Category::Identity | Category::Address);
    match origin {
        Origin::Register => named || category == Category::ElectoralRegister,
        Origin::MarkedRegister => category == Category::VotingRecord,
        Origin::Canvass => matches!(
            category,
            Category::VotingIntention | Category::IssueConcern | Category::ContactHistory
        ),
        Origin::Subject => {
            matches!(
                category,
                Category::Contact | Category::Consent | Category::Membership
            ) || (only && named)
        }
        Origin::Bought | Origin::Modelled | Origin::Public | Origin::Internal | Origin::Unknown => {
            false
        }
    }
}

impl Statements {
    /// Whether the papers say of the values under a heading that they are scored, modelled or guessed.
    #[must_use]
    pub fn calls_guess(&self, heading: usize) -> bool {
        self.of_heading(heading)
            .any(|statement| matches!(statement.topic, Topic::Profiling | Topic::ModelInputs))
    }

    /// What the papers affirm of the values under a heading, and not of all the data.
    pub fn of_heading(&self, heading: usize) -> impl Iterator<Item = &Statement> {
        self.all.iter().filter(move |statement| {
            let of_it = matches!(&statement.about, About::Headings(all) if all.contains(&heading));
            of_it && statement.affirms()
        })
    }
}

/// A statement about a source, as what stands beside a value is read.
fn reading(statement: &Statement) -> Option<SourceReading> {
    let named = |kind: NameKind| {
        let mut names = statement.names.iter();
        names
            .find(|name| name.kind == kind)
            .map(|name| name.text.clone())
    };
    let origin = statement.origin?;
    // What the person told has no other name.
    let of_person = origin == Origin::Subject;
    Some(SourceReading {
        origin,
        named: named(NameKind::Supplier)
            .or_else(|| named(NameKind::Council))
            .or_else(|| seller(statement))
            .filter(|_| !of_person),
        generic: statement.stance == Stance::Generic,
        dated: !statement.days.is_empty(),
        at: vec![statement.at.clone()],
    })
}

/// The body from which data were bought: `bought from Blenkin Lists Ltd in March`.
fn seller(statement: &Statement) -> Option<String> {
    let behind = |name: &str| {
        let mut words = ["from", "by", "of", "with", "gan"].iter();
        words.any(|word| {
            let with = [format!("{word} {name}"), format!("{word} the {name}")];
            with.iter().any(|said| statement.words.contains(said))
        })
    };
    let mut names = statement.names.iter();
    let bought = statement.origin == Some(Origin::Bought);
    bought
        .then(|| {
            names.find(|name| {
                // `EXT_` is how names of fields begin.
                let of_field = statement.words.contains(&format!("{}_", name.text));
                name.kind == NameKind::Organisation && behind(name.text.as_str()) && !of_field
            })
        })
        .flatten()
        .map(|name| name.text.clone())
}

/// The headings that sentences explain by name: `LD_CORE is the likelihood that ...`.
pub(super) fn explained(
    sentences: &[&Sentence],
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let names = FieldName::all(survey);
    let all = sentences.iter().enumerate();
    all.flat_map(|(at, sentence)| {
        let rest = sentences.get(at + 1..).unwrap_or_default();
        let mut found = explained_by(sentence, rest, &names, signals, survey);
        found.extend(glossed(sentence, survey));
        for told in explained_by_list(sentence, rest, survey) {
            if !found.iter().any(|(known, _)| *known == told.0) {
                found.push(told);
            }
        }
        found
    })
    .collect()
}

/// The headings whose one value a sentence explains: `Lab is Labour`, `The 2 is on a scale from 1 (will
/// vote for us) to 5 (will not)`. Only for a short value that stands under one heading alone.
pub(super) fn values_explained(
    sentences: &[&Sentence],
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    const LONGEST: usize = 6;
    const MOST_WORDS: usize = 8;
    const MOST_WORDS_OF_LEAD: usize = 6;
    // Each short value with the one heading that it stands under; none where there are several.
    let mut values: HashMap<&str, Option<usize>> = HashMap::new();
    for observation in &survey.observations {
        let value = observation.value.as_deref().unwrap_or_default().trim();
        let short = !value.is_empty() && value.chars().count() <= LONGEST && !value.contains(' ');
        if short {
            values
                .entry(value)
                .and_modify(|under| *under = under.filter(|one| *one == observation.heading))
                .or_insert(Some(observation.heading));
        }
    }
    let alone = |value: &str| values.get(value).copied().flatten();
    let pieces = sentences.iter().flat_map(|sentence| {
        let pieces = sentence.text.split("; ");
        pieces.map(move |piece| (*sentence, piece))
    });
    let explained = pieces.filter_map(|(sentence, text)| {
        // `In the canvass, P stands for protest`
        let set_in = ["In ", "On ", "For ", "Under "];
        let leads = set_in.iter().any(|word| text.starts_with(word));
        let begun = text
            .split_once(", ")
            .filter(|(lead, _)| leads && lead.split_whitespace().count() <= MOST_WORDS_OF_LEAD);
        let led = begun.map(|(lead, _)| lead);
        let begun = begun.map_or(text, |(_, begun)| begun);
        let bare = ["The ", "Your ", "the ", "your "]
            .iter()
            .find_map(|the| begun.strip_prefix(the));
        let bare = bare.unwrap_or(begun);
        // `The letter P in item 9`
        let kind = word_lists()
            .told
            .kinds
            .iter()
            .find_map(|kind| bare.strip_prefix(kind));
        let bare = kind.unwrap_or(bare);
        let (value, rest) = bare.split_once(' ')?;
        let value = value.trim_matches(|c: char| !c.is_alphanumeric());
        let heading = alone(value)?;
        let known = survey.headings.get(heading)?;
        if known.explanation.is_some() || matches!(known.recognised.kind, Some(Kind::Name)) {
            return None;
        }
        // `In Scotland, P stands for protest` is not said of what was answered at a door.
        if led.is_some_and(|lead| !sets_in(lead, known)) {
            return None;
        }
        // `The P beside VI means a possible`
        let beside = ["beside ", "under ", "against ", "next to ", "in "].iter();
        let rest = beside
            .filter_map(|word| behind_name(rest.strip_prefix(word)?, known))
            .map(str::trim_start)
            .next()
            .unwrap_or(rest);
        let is = rest.strip_prefix("is ").filter(|_| led.is_none());
        let verbs = ["means ", "stands for ", "= "];
        let means = verbs.iter().find_map(|verb| rest.strip_prefix(verb));
        let number = value.parse::<f64>().ok();
        let scale = is
            .and_then(scale)
            .filter(|scale| number.is_some_and(|number| (scale.from..=scale.to).contains(&number)));
        let meaning = means.or(is.filter(|_| number.is_none()));
        // `protest: a person who ...`: what it is, and then more of it.
        let meaning = meaning.map(|said| said.split_once(": ").map_or(said, |(what, _)| what));
        let meaning = meaning.map(|said| said.strip_prefix("that ").unwrap_or(said));
        // `keen, H is half-hearted`: a list of codes, of which field nothing here says.
        let meaning = meaning.filter(|said| !lists_more(said));
        // `postal, the letter L in item 4 for Labour`: up to the next code, and no further.
        let next_code = |said: &str| {
            let next = word_lists()
                .told
                .kinds
                .iter()
                .filter_map(|kind| said.find(&format!(", the {kind}")));
            next.min()
        };
        let meaning = meaning.map(|said| {
            next_code(said)
                .and_then(|at| said.get(..at))
                .unwrap_or(said)
        });
        // `our letter for a probable`
        let meaning = meaning.map(|said| {
            let mut leads = word_lists().told.shorthand.iter();
            leads
                .find_map(|lead| said.strip_prefix(lead))
                .unwrap_or(said)
        });
        // `C1 is the covering letter` counts what is enclosed.
        let of_papers = |said: &str| {
            let label = Label::new(said);
            label
                .words()
                .iter()
                .any(|word| word_lists().told.papers.has(word))
        };
        let meaning = meaning.filter(|said| !of_papers(said));
        // `XYZ is a party with whom we share no data`
        let of_dealings = |said: &str| {
            let label = Label::new(said);
            let mut words = label.words().iter();
            words.any(|word| word_lists().told.dealings.has(word))
        };
        let meaning = meaning.filter(|said| !of_dealings(said));
        // `P stands for nothing in particular`
        let meaning = meaning.filter(|said| !said.starts_with("nothing"));
        let is_short = |said: &str| said.split_whitespace().count() <= MOST_WORDS;
        // `Residents First, the slate that you said you would vote for when we called`
        let meaning = meaning.and_then(|said| {
            let whole = Some(said).filter(|said| is_short(said));
            let ends = [", the ", ", a ", ", our ", ", which "].iter();
            let end = ends.filter_map(|end| said.find(end)).min();
            whole.or_else(|| said.get(..end?).filter(|said| is_short(said)))
        });
        let codes: Vec<CodeMeaning> = match (&scale, meaning) {
            (None, Some(meaning)) => vec![CodeMeaning {
                code: value.to_owned(),
                meaning: meaning.trim_end_matches('.').to_owned(),
                at: None,
            }],
            _ => Vec::new(),
        };
        let explanation = Explanation {
            text: text.to_owned(),
            scale,
            codes,
            at: sentence.at.clone(),
            from_key: true,
        };
        let says = explanation.scale.is_some() || !explanation.codes.is_empty();
        says.then_some((heading, explanation))
    });
    explained.collect()
}

/// What follows the name of a heading, or its number in the list: `item 4 means`.
fn behind_name<'t>(text: &'t str, heading: &Heading) -> Option<&'t str> {
    let named = text.strip_prefix(heading.text.trim());
    named.or_else(|| {
        let number = heading.number?.to_string();
        let numbered = word_lists()
            .told
            .entry
            .iter()
            .find_map(|entry| text.strip_prefix(entry))?;
        let behind = numbered.strip_prefix(&number)?;
        behind.starts_with(' ').then_some(behind)
    })
}

/// Whether the lead of a sentence names a heading, its title, or what it records: `In the canvass`.
fn sets_in(lead: &str, heading: &Heading) -> bool {
    let title = heading.title.as_deref().unwrap_or_default();
    let own = Label::new(&format!("{} {title}", heading.text));
    let of_canvass = matches!(
        heading.recognised.category,
        Category::VotingIntention | Category::ContactHistory
    );
    let label = Label::new(lead);
    let mut words = label
        .words()
        .iter()
        .filter(|word| !word_lists().told.small.has(word));
    let told = |word: &str| {
        own.words().iter().any(|own| own == word) || (of_canvass && word.starts_with("canvass"))
    };
    words.clone().count() > 0 && words.all(|word| told(word))
}

/// The sentences that go on about the same thing: `It is an estimate for your postcode.`, `"Q" means no.`
pub(super) fn goes_on<'t>(rest: &[&'t Sentence]) -> impl Iterator<Item = &'t str> {
    const MOST: usize = 2;
    let bears = |text: &str| {
        let first = text.split_whitespace().next().unwrap_or_default();
        let of_value = text.starts_with(['"', '\u{201c}', '\u{2018}']) && text.contains(" means ");
        // `1 = certain to vote for us, 2 = likely to, 3 = undecided.`
        let marked = matches!(text.split(' ').nth(1), Some("=" | "is" | "are" | "means"));
        let of_codes = marked && explain::is_codelike(first) && explain::codes(text).len() > 1;
        let of_each = matches!(first, "For" | "In" | "On")
            && text.split(' ').nth(1).is_some_and(|word| {
                matches!(
                    word.trim_end_matches(','),
                    "each" | "both" | "all" | "either"
                )
            });
        // `The scale goes from 1 (strongly against) to 10 (strongly for).`
        let of_scale = word_lists()
            .told
            .scales
            .iter()
            .chain(word_lists().told.ends_of_scale.iter())
            .any(|begins| text.starts_with(begins));
        of_value
            || of_codes
            || of_scale
            || of_each
            || matches!(first, "It" | "They" | "This" | "These" | "Each" | "Both")
    };
    let texts = rest.iter().take(MOST);
    texts
        .take_while(move |next| !next.first && bears(&next.text) && !leaves_scale_open(&next.text))
        .map(|next| next.text.as_str())
}

/// The headings that a sentence explains, with what those behind it add.
fn explained_by(
    sentence: &Sentence,
    rest: &[&Sentence],
    names: &[FieldName<'_>],
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    const LEAST_WORDS: usize = 3;
    let lower = sentence.text.to_lowercase();
    let mut found = Vec::new();
    let is_data = is_data(sentence, survey);
    let headings = survey.headings.iter().zip(names).enumerate();
    for (index, (heading, name)) in headings {
        // What was read from one line of this sentence is less than the sentence says.
        let is_line_of_it = |own: &Explanation| {
            own.at.part == sentence.at.part
                && own.text.len() < sentence.text.len()
                && sentence.text.contains(own.text.trim())
        };
        let known = heading.explanation.as_ref();
        if known.is_some_and(|own| !is_line_of_it(own))
            || (is_data && is_line_of(sentence, heading))
        {
            continue;
        }
        let named = name.behind(&lower, &sentence.text);
        // `Result is A when somebody answered`: a plain word is the heading where its values are told.
        let by_values = named.is_none();
        let Some(tail) = named.or_else(|| name.at_start(&sentence.text)) else {
            continue;
        };
        let marked = tail
            .trim_start()
            .starts_with([':', '=', '-', '\u{2013}', '\u{2014}']);
        // `Green affinity: 34.5` among others is the heading with its value.
        if marked && is_line_of(sentence, heading) {
            continue;
        }
        let bare = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
        let defines =
            marked || (look(bare, signals).has_at_start(Scope::Defines) && !is_of_source(bare));
        let code = code_meaning(bare, index, signals, survey);
        let of_values = || {
            let read = Explanation::read(&heading.text, &[tail], sentence.at.clone());
            let mut values = survey.values_under(index);
            read.is_some_and(|read| {
                read.codes.len() > 1 && values.any(|value| read.meaning_of(value).is_some())
            })
        };
        // `support_level is what you told us at the door: 1 means that you will vote for us and 5 that you will not`
        let on_scale = || {
            let verbs = [" is ", " are ", " was ", " runs ", " goes ", ": ", " = "];
            let says = verbs.iter().any(|verb| tail.starts_with(verb)) && !leaves_scale_open(tail);
            // `Squeeze goes from minus 100 to plus 100` says whose scale it is, whatever its ends mean.
            let plainly = [
                " goes from ",
                " runs from ",
                " ranges from ",
                " is marked out of ",
                " is scored out of ",
            ];
            let plainly = plainly.iter().any(|verb| tail.starts_with(verb));
            let told = scale(tail)
                .or_else(|| explain::scale(tail).filter(|_| plainly))
                .filter(|scale| {
                    let usual = scale.from <= 1.0 && !tail.contains(" across ");
                    (plainly && usual) || (scale.low.is_some() && scale.high.is_some())
                });
            says && told.is_some_and(|scale| all_on(&scale, index, survey))
        };
        let is_told = || defines && bare.split_whitespace().count() >= LEAST_WORDS;
        let behind = codes_behind(index, rest, names, survey);
        let by_name = || code.is_some() || is_told() || on_scale();
        if behind.is_none() && !of_values() && (by_values || !by_name()) {
            continue;
        }
        if is_left_open(sentence, rest, names, signals) {
            continue;
        }
        let text = sentence.text.as_str();
        // The scale in the name of the heading is not told here.
        let bare_text = text.replacen(heading.text.trim(), "", 1);
        let read = Explanation::read(&heading.text, &[&bare_text], sentence.at.clone());
        found.extend(read.map(|mut explanation| {
            explanation.from_key = true;
            text.clone_into(&mut explanation.text);
            let told_behind = behind.as_ref().map(|(text, _)| *text);
            let goes_on = || goes_on(rest).filter(|more| Some(*more) != told_behind);
            for more in goes_on().chain(told_behind) {
                explanation.text.push(' ');
                explanation.text.push_str(more);
            }
            if explanation.codes.is_empty()
                && let Some((_, codes)) = behind
            {
                explanation.codes = codes;
            }
            if explanation.codes.is_empty() {
                let mut more = goes_on().map(explain::codes);
                explanation.codes = more.find(|codes| codes.len() > 1).unwrap_or_default();
            }
            if explanation.codes.is_empty() {
                let told = || meaning_of_value(&explanation.text, index, survey);
                let told = code.or_else(told);
                explanation.codes.extend(told);
            }
            let texts = || std::iter::once(bare_text.as_str()).chain(goes_on());
            explanation.scale = explanation.scale.or_else(|| texts().find_map(scale));
            (index, explanation)
        }));
    }
    found
}

/// Whether words deny a scale, or tell one that is not so any longer, or is of something else: `is not the same as the
/// turnout score, which is from 0 to 100`, `used to run from 0 to 10`.
pub(super) fn leaves_scale_open(text: &str) -> bool {
    let words = words(text);
    let words = words.iter().map(|word| word.lower.as_str());
    let first = |word: &&str| word_lists().told.no_scale.has(word);
    words
        .take_while(|word| word.parse::<f64>().is_err() && !matches!(*word, "nought" | "zero"))
        .any(|word| first(&word))
}

/// Whether all values under a heading are numbers on a scale; there is at least one.
fn all_on(scale: &Scale, heading: usize, survey: &Survey) -> bool {
    let on = |value: &str| {
        let number = value.trim().trim_end_matches('%').parse::<f64>();
        number.is_ok_and(|number| (scale.from..=scale.to).contains(&number))
    };
    let mut values = survey.values_under(heading).peekable();
    values.peek().is_some() && values.all(on)
}

/// The codes of a field that a sentence behind the one which names it tells: `GVI is how you answered at the
/// door. In our branch 5 means certain to vote for us and 1 means never.` Only where a value under the heading
/// is one of them, and the sentences in between name no field.
fn codes_behind<'t>(
    heading: usize,
    rest: &[&'t Sentence],
    names: &[FieldName<'_>],
    survey: &Survey,
) -> Option<(&'t str, Vec<CodeMeaning>)> {
    const FARTHEST: usize = 2;
    let names_field = |sentence: &Sentence| {
        let lower = sentence.text.to_lowercase();
        let mut names = names.iter();
        names.any(|name| name.behind(&lower, &sentence.text).is_some())
    };
    let same = rest.iter().take(FARTHEST).take_while(|next| !next.first);
    let mut same = same.take_while(|next| !names_field(next));
    same.find_map(|next| {
        let codes = explain::codes(&next.text);
        let mut values = survey.values_under(heading);
        let fits = values.any(|value| codes.iter().any(|told| told.code == value.trim()));
        let begins = codes
            .iter()
            .any(|told| begins_with_code(&next.text, &told.code));
        (codes.len() > 1 && fits && begins).then_some((next.text.as_str(), codes))
    })
}

/// Whether a sentence begins with a code, or with words that say that its own codes follow: `In our branch 5 is ...`.
fn begins_with_code(text: &str, code: &str) -> bool {
    let is_code = |text: &str| {
        let tail = text
            .trim_start_matches(['"', '\'', '\u{201c}', '\u{2018}'])
            .strip_prefix(code);
        tail.is_some_and(|tail| !tail.starts_with(char::is_alphanumeric))
    };
    let lower = text.to_lowercase();
    let leads = &word_lists().told.before_codes;
    let led = leads.iter().find(|lead| lower.starts_with(lead));
    let behind = led.and_then(|lead| text.get(lead.len()..));
    let first = behind.and_then(|behind| behind.split_whitespace().next());
    is_code(text) || first.is_some_and(explain::is_codelike)
}

/// Whether a sentence is a line of the data: a heading and its value, which say nothing of other fields.
pub(super) fn is_data(sentence: &Sentence, survey: &Survey) -> bool {
    let mut headings = survey.headings.iter();
    headings.any(|heading| heading.at == sentence.at && is_line(&heading.at.place))
}

/// Whether a heading is a line of the paper that a sentence stands in.
pub(super) fn is_line_of(sentence: &Sentence, heading: &Heading) -> bool {
    heading.at.part == sentence.at.part && is_line(&heading.at.place)
}

/// Whether a place is one of running text: a line, or a page where no table was found.
fn is_line(place: &Place) -> bool {
    matches!(
        place,
        Place::Line { .. } | Place::Page { area: None, .. } | Place::Whole
    )
}

/// Whether what stands behind the name of a field tells where its values come from or are kept, and
/// not what they mean: `is from our conversation with you`.
pub(super) fn is_of_source(bare: &str) -> bool {
    let mut words = bare.split_whitespace();
    let is = matches!(words.next(), Some("is" | "are" | "was" | "were"));
    let of_source = matches!(
        words.clone().next(),
        Some("from" | "in" | "on" | "at" | "held" | "kept" | "with" | "by" | "taken" | "bought")
    );
    is && (of_source || is_own(words))
}

/// `our own`, `our own calculation, and ...`, `the party's own figure`: whose they are, and nothing of what they
/// mean.
fn is_own<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    const WHOSE: &[&str] = &["our", "party's", "party\u{2019}s"];
    const MOST_BEHIND: usize = 2;
    let begins = words.find(|word| !matches!(*word, "the" | "a" | "an" | "all"));
    if !begins.is_some_and(|word| WHOSE.contains(&word)) {
        return false;
    }
    let bare = |word: &str| word.trim_end_matches([',', '.', ';']).to_owned();
    if words.next().map(bare).as_deref() != Some("own") {
        return false;
    }
    // `our own estimate of how likely you are to vote` says what it is.
    let clause = words.take_while(|word| !matches!(*word, "and" | "but" | "which"));
    clause.count() < MOST_BEHIND
}

/// A value of the field with what it means, behind its name: `Segment "Q7" means "Quiet suburbs"`.
fn code_meaning(
    bare: &str,
    heading: usize,
    signals: &Signals,
    survey: &Survey,
) -> Option<CodeMeaning> {
    const QUOTES: &[char] = &['"', '\'', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];
    let (code, rest) = bare.split_once(char::is_whitespace)?;
    let code = code.trim_matches(QUOTES);
    let mut values = survey.observations.iter();
    let is_value = values.any(|observation| {
        observation.heading == heading && observation.value.as_deref() == Some(code)
    });
    let looked = look(rest, signals);
    if !is_value || !looked.has_at_start(Scope::Defines) {
        return None;
    }
    // Behind the word that defines: `means`, `stands for`.
    let verbs = ["stands for", "stand for", "is short for", "are short for"].iter();
    let verb = verbs.copied().find(|verb| rest.starts_with(verb));
    let meaning = match verb {
        Some(verb) => rest.get(verb.len()..)?,
        None => rest.split_once(char::is_whitespace)?.1,
    };
    let meaning = meaning.trim().trim_end_matches(['.', ';']);
    let meaning = meaning.trim_matches(QUOTES).trim();
    (!meaning.is_empty()).then(|| CodeMeaning {
        code: code.to_owned(),
        meaning: meaning.to_owned(),
        at: None,
    })
}

/// The name of a field as sentences write it.
struct FieldName<'s> {
    /// As it stands over the values.
    written: &'s str,
    /// In lower case.
    name: String,
    /// `strength of support` of `Strength of support (0-10)`: how a letter calls it.
    bare: Option<String>,
    /// `GVI` of `Voting intention (GVI)`.
    short: Option<&'s str>,
    /// `likelihood of voting` of `Likelihood_Of_Voting`.
    spaced: Option<String>,
}

impl<'s> FieldName<'s> {
    /// The names of all headings, in their order.
    fn all(survey: &'s Survey) -> Vec<Self> {
        survey.headings.iter().map(Self::of).collect()
    }

    fn of(heading: &'s Heading) -> Self {
        const LONGEST: usize = 8;
        let written = heading.text.trim();
        let name = written.trim_end_matches(':').to_lowercase();
        let bare = name.rsplit_once(" (").and_then(|(bare, _)| {
            let parts = name.ends_with(')') && bare.contains(' ');
            parts.then(|| bare.trim_end().to_owned())
        });
        let inner = written
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once(" ("));
        let short = inner.map(|(_, inner)| inner).filter(|inner| {
            let capitals = inner.chars().filter(char::is_ascii_uppercase).count();
            let is_short = inner.len() <= LONGEST && capitals >= 2;
            is_short
                && inner
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        });
        let label = || Label::new(written);
        let joined = written.contains('_') || has_hump(written);
        let spaced = (joined && !written.contains(' ')).then(label);
        let spaced = spaced.filter(|label| label.words().len() > 1);
        Self {
            written,
            name,
            bare,
            short,
            spaced: spaced.map(|label| label.to_string()),
        }
    }

    /// What a sentence says behind the name. Plain words such as `Name` are no name of a field in a
    /// sentence. `lower` is the sentence in lower case.
    fn behind<'t>(&self, lower: &str, text: &'t str) -> Option<&'t str> {
        const SHORTEST: usize = 3;
        if lower.len() != text.len() {
            return None;
        }
        let written = self.written;
        // `Cefnogaeth / Support` is `Support` in the sentences of one language.
        if let Some((_, last)) = written.rsplit_once(" / ")
            && let Some(tail) = text.strip_prefix(last)
            && [" is ", " are ", ": "]
                .iter()
                .any(|says| tail.starts_with(says))
        {
            return Some(tail);
        }
        // `GVI is how strongly you back us`
        if let Some(short) = self.short
            && let Some(tail) = text.strip_prefix(short)
            && [" is ", " means ", ": ", " = ", " runs "]
                .iter()
                .any(|says| tail.starts_with(says))
        {
            return Some(tail);
        }
        // `The support score runs from 0 to 100`, where there is `Support_Score`; not `the support score of your MP`.
        if let Some(spaced) = &self.spaced
            && let Some(tail) = self.begins_spaced(spaced, lower, text)
        {
            return Some(tail);
        }
        let whole = lower.find(&self.name).map(|at| (&self.name, at));
        let (name, first) = whole.or_else(|| {
            let bare = self.bare.as_ref()?;
            Some((bare, lower.find(bare)?))
        })?;
        let telling = name.contains('_')
            || name.split_whitespace().count() > 1
            || name.chars().any(|c| c.is_ascii_digit());
        // `GVI`, `concernNhsRank`: written so in the sentence too.
        let capitals = written.chars().all(|c| c.is_ascii_uppercase()) || has_hump(written);
        // `the column Iaith`: whatever it is, it is called a column.
        let called = [
            "column ", "columns ", "field ", "headed ", "heading ", "line ", "row ", "entry ",
        ]
        .iter()
        .find_map(|word| Some(lower.find(&format!("{word}{name}"))? + word.len()));
        if called.is_none() && (!(telling || capitals) || name.chars().count() < SHORTEST) {
            return None;
        }
        let at = match (called, telling) {
            (Some(at), _) => at,
            (None, true) => first,
            (None, false) => text.find(written)?,
        };
        let before = lower.get(..at)?.chars().next_back();
        let tail = text.get(at + name.len()..)?;
        let joins = |c: char| c.is_alphanumeric() || c == '_';
        let alone = !before.is_some_and(joins) && !tail.chars().next().is_some_and(joins);
        alone.then_some(tail.trim_start_matches(['"', '\u{201d}', '\u{2019}', '\'']))
    }

    /// What goes on behind the words of a joined name where a sentence begins with them, before a verb.
    fn begins_spaced<'t>(&self, spaced: &str, lower: &str, text: &'t str) -> Option<&'t str> {
        let leads = ["the ", "your ", "our "];
        let begun = leads.iter().find_map(|lead| lower.strip_prefix(lead));
        let behind = begun.unwrap_or(lower).strip_prefix(spaced)?;
        let tells = [
            " is ",
            " are ",
            " runs ",
            " goes ",
            " ranges ",
            " means ",
            " shows ",
            " measures ",
            ": ",
            " = ",
        ];
        let denied = [
            " is not ",
            " is no ",
            " are not ",
            " are no ",
            ": see ",
            ": as ",
            ": like ",
        ];
        let told = tells.iter().any(|verb| behind.starts_with(verb))
            && !denied.iter().any(|verb| behind.starts_with(verb));
        told.then(|| text.get(text.len() - behind.len()..))?
    }

    /// What goes on behind the name where a sentence begins with it.
    fn at_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        let name = self.written.trim_end_matches(':');
        let tail = text
            .strip_prefix("The ")
            .unwrap_or(text)
            .strip_prefix(name)?;
        (!name.is_empty() && tail.starts_with(' ')).then_some(tail)
    }
}

/// Whether a sentence, or the one that goes on about the same thing, says that nobody can tell what it means:
/// `SCORE_9 - carried over from an earlier system. We are not able to tell you what it stands for.`
fn is_left_open(
    sentence: &Sentence,
    rest: &[&Sentence],
    names: &[FieldName<'_>],
    signals: &Signals,
) -> bool {
    let says = |sentence: &Sentence| look(&sentence.text, signals).has(Scope::Unexplained);
    let names_another = |next: &Sentence| {
        let lower = next.text.to_lowercase();
        let mut names = names.iter();
        names.any(|name| name.behind(&lower, &next.text).is_some())
    };
    let next = rest.first().filter(|next| !next.first);
    says(sentence) || next.is_some_and(|next| says(next) && !names_another(next))
}

/// The headings of which a sentence tells by their number or by what they are called: `The three figures are
/// predictions`, `Affinity runs from 0 to 1`, with what goes on about them. Where nothing else explains them.
pub(super) fn counted_explained(
    sentences: &[&Sentence],
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let names = FieldName::all(survey);
    let all = sentences.iter().enumerate();
    let found = all.filter_map(|(at, sentence)| {
        let words = sentence.words();
        let (counted, behind) = match counted_behind(words, survey) {
            (counted, behind) if !counted.is_empty() => (counted, behind),
            _ => prefixed(&sentence.text, words, survey)
                .map(|found| (found.headings, found.words.end))
                .or_else(|| called_by_own_words(words, survey))
                .or_else(|| Some((both_above(sentence, survey)?, 1)))?,
        };
        let rest = sentences.get(at + 1..).unwrap_or_default();
        let texts: Vec<&str> = std::iter::once(sentence.text.as_str())
            .chain(goes_on(rest))
            .collect();
        let scale = texts.iter().find_map(|text| scale(text));
        let tail = words
            .get(behind)
            .map_or(sentence.text.len(), |word| word.start);
        let tail = sentence.text.get(tail..).unwrap_or_default();
        let defines = look(tail, signals).has_at_start(Scope::Defines) && !is_of_source(tail);
        let left_open = || is_left_open(sentence, rest, &names, signals);
        if (scale.is_none() && !defines) || left_open() || leaves_scale_open(tail) {
            return None;
        }
        let text = texts.join(" ");
        // What stands beside a table speaks of no other.
        let beside = survey.table_beside(sentence.at.part, &sentence.at.place);
        let beside = beside.filter(|range| counted.iter().any(|index| range.contains(index)));
        let here = |index: &usize| beside.as_ref().is_none_or(|range| range.contains(index));
        let open = counted.into_iter().filter(here).filter(|index| {
            let heading = survey.headings.get(*index);
            heading.is_some_and(|heading| heading.explanation.is_none())
        });
        let explained = open.map(|index| {
            let explanation = Explanation {
                text: text.clone(),
                scale: scale.clone(),
                codes: Vec::new(),
                at: sentence.at.clone(),
                from_key: true,
            };
            (index, explanation)
        });
        Some(explained.collect::<Vec<_>>())
    });
    found.flatten().collect()
}

/// The two headings on the lines next above a sentence that begins with `Both`, where both hold numbers.
fn both_above(sentence: &Sentence, survey: &Survey) -> Option<Vec<usize>> {
    if !sentence.text.starts_with("Both ") {
        return None;
    }
    let line = |place: &Place| match place {
        Place::Line { line, .. } => Some(line.get()),
        _ => None,
    };
    let here = line(&sentence.at.place)?;
    let headings = survey.headings.iter().enumerate();
    let mut above: Vec<(usize, u32)> = headings
        .filter(|(_, heading)| heading.at.part == sentence.at.part)
        .filter_map(|(index, heading)| Some((index, line(&heading.at.place)?)))
        .filter(|(_, line)| *line < here)
        .collect();
    above.sort_by_key(|(_, line)| std::cmp::Reverse(*line));
    let near: Vec<usize> = above.iter().take(2).map(|(index, _)| *index).collect();
    let follows = above.first().is_some_and(|(_, last)| here - last <= 2);
    let numbers = of_person(survey);
    let fits = follows && near.len() == 2 && near.iter().all(|index| numbers.contains(index));
    fits.then_some(near)
}

/// What figures are called in sentences, many and one of them.
const CALLED: &[(&str, &str)] = &[
    ("figures", "figure"),
    ("percentages", "percentage"),
    ("scores", "score"),
    ("estimates", "estimate"),
    ("predictions", "prediction"),
    ("likelihoods", "likelihood"),
    ("probabilities", "probability"),
    ("ratings", "rating"),
    ("ranks", "rank"),
    ("marks", "mark"),
    ("numbers", "number"),
    ("scales", "scale"),
    ("deciles", "decile"),
    ("percentiles", "percentile"),
    ("quintiles", "quintile"),
    ("bands", "band"),
    ("indices", "index"),
    ("chances", "chance"),
];

/// The headings that some words count: `the three figures`, `both percentages`. Those that hold numbers
/// which say something of the person, where there are just so many.
pub(super) fn counted(words: &[Word], survey: &Survey) -> Vec<usize> {
    counted_behind(words, survey).0
}

/// The same, with the number of the word behind: `the two Concern figures` are those whose headings have that
/// word, `the three likelihoods` those that are called so, and `The likelihoods` all of these.
fn counted_behind(words: &[Word], survey: &Survey) -> (Vec<usize>, usize) {
    // `In this reply a decile of 1 is the highest tenth`
    let aside = match words {
        [first, this, paper, ..] if first.lower == "in" && this.lower == "this" => {
            matches!(
                paper.lower.as_str(),
                "reply" | "response" | "answer" | "letter" | "extract" | "file"
            )
        }
        _ => false,
    };
    let skip = if aside { 3 } else { 0 };
    let words = words.get(skip..).unwrap_or_default();
    let (found, behind) = counted_first(words, survey, aside);
    (found, behind + skip)
}

/// The same, of a sentence that begins with the words that count; `of_paper` where it has said that it speaks of the answer.
fn counted_first(words: &[Word], survey: &Survey, of_paper: bool) -> (Vec<usize>, usize) {
    let count = |word: &str| match word {
        "both" => Some(2),
        word => number(word),
    };
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let one_of = |at: usize| CALLED.iter().find(|(many, _)| *many == lower(at));
    for at in 0..words.len() {
        let Some(said) = count(lower(at)).filter(|said| *said > 1) else {
            continue;
        };
        let found = match (one_of(at + 1), one_of(at + 2)) {
            (Some((_, one)), _) => Some((with_word(survey, one), true, at + 2)),
            (None, Some(_)) => Some((with_word(survey, lower(at + 1)), false, at + 3)),
            (None, None) => None,
        };
        let Some((called, or_all, behind)) = found else {
            continue;
        };
        // `Both scales of our feedback form`
        let elsewhere =
            lower(behind) == "of" && matches!(lower(behind + 1), "our" | "the" | "another");
        let ranged = lower(behind) == "from" && lower(behind + 1).parse::<u32>().is_ok();
        if elsewhere || (matches!(lower(behind), "used" | "from") && !ranged) {
            continue;
        }
        let fitting = match called.as_slice() {
            [] if or_all && lower(at + 1) == "percentages" => percentages(survey),
            [] if or_all => of_person(survey),
            _ => called,
        };
        return match fitting.len() == said {
            true => (fitting, behind),
            false if or_all && of_person(survey).len() == said => (of_person(survey), behind),
            false => (Vec::new(), behind),
        };
    }
    // `The likelihoods are worked out by a computer`, `A percentage is the chance that`: those that are called so, or
    // stand under that title.
    // `A decile of 1 is the highest tenth`
    let of_number = of_paper && lower(2) == "of" && number(lower(3)).is_some();
    let of_others = (matches!(lower(2), "of" | "for" | "in" | "used") && !of_number)
        || (2..6).any(|at| lower(at) == "not");
    let called_one = |at: usize| CALLED.iter().find(|(_, one)| *one == lower(at));
    let labels = words
        .get(1)
        .is_some_and(|word| word.before == Pause::Semicolon);
    let called = match lower(0) {
        // `Deciles: 1 is the lowest tenth`
        _ if labels => one_of(0),
        "the" => one_of(1),
        "a" | "an" | "each" | "every" | "any" => called_one(1),
        _ => None,
    };
    if let Some((many, one)) = called.filter(|_| !of_others) {
        let mut called = with_word(survey, one);
        let titled = |index: &usize| {
            let heading = survey.headings.get(*index);
            let title = heading.and_then(|heading| heading.title.as_deref());
            title.is_some_and(|title| Label::new(title).key() == *many)
        };
        called.extend(
            (0..survey.headings.len())
                .filter(titled)
                .filter(|index| holds_numbers(survey, *index)),
        );
        called.sort_unstable();
        called.dedup();
        if called.is_empty() && *many == "percentages" {
            called = percentages(survey);
            // A discount is no chance.
            called.retain(|index| {
                let heading = survey.headings.get(*index);
                heading.is_some_and(|heading| heading.recognised.inferred)
            });
        }
        if called.len() > 1 || (of_number && called.len() == 1) {
            return (called, 2);
        }
    }
    (Vec::new(), 0)
}

/// The headings over numbers that say something of the person.
fn of_person(survey: &Survey) -> Vec<usize> {
    let is_of_person = |heading: &Heading| {
        !matches!(
            heading.recognised.category,
            Category::System
                | Category::Contact
                | Category::ElectoralRegister
                | Category::Identity
                | Category::Address
                | Category::Area
        )
    };
    let headings = survey.headings.iter().enumerate();
    headings
        .filter(|(index, heading)| is_of_person(heading) && holds_numbers(survey, *index))
        .map(|(index, _)| index)
        .collect()
}

/// Those of them over nothing but percentages.
fn percentages(survey: &Survey) -> Vec<usize> {
    let mut found = of_person(survey);
    found.retain(|index| {
        let mut values = survey.values_under(*index);
        values.all(|value| value.trim().ends_with('%'))
    });
    found
}

/// Those of them that have a word in their heading.
fn with_word(survey: &Survey, word: &str) -> Vec<usize> {
    let mut found = of_person(survey);
    found.retain(|index| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| heading.label.words().iter().any(|own| own == word))
    });
    found
}

/// The one heading over numbers that a sentence begins with by some of its words: `The support score runs from 1 to 5`
/// where there is `Support for the party / Score`, or by its last alone: `Affinity runs from 0 to 1` where there is
/// `Reform affinity`. With the number of the word behind.
fn called_by_own_words(words: &[Word], survey: &Survey) -> Option<(Vec<usize>, usize)> {
    const SHORTEST: usize = 5;
    const MOST: usize = 4;
    let article = |word: &Word| matches!(word.lower.as_str(), "the" | "your" | "our");
    let from = usize::from(words.first().is_some_and(article));
    let verb = words
        .iter()
        .position(|word| word_lists().told.verbs.has(&word.lower))?;
    let called = words.get(from..verb)?;
    let denies = words
        .iter()
        .any(|word| matches!(word.lower.as_str(), "not" | "no"));
    let of_scale = words
        .get(verb)
        .is_some_and(|word| word_lists().told.verbs_of_scale.has(&word.lower));
    // `Affinity is a company that prints our leaflets`
    let too_little = called.len() == 1 && !of_scale;
    if called.is_empty() || called.len() > MOST || too_little || (denies && !of_scale) {
        return None;
    }
    let mut found = of_person(survey);
    found.retain(|index| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| {
            let label = &heading.label;
            let own = label.words();
            let of_issue = heading.recognised.category == Category::IssueConcern;
            match called {
                [_] if of_issue => false,
                [only] => {
                    let word = only.lower.as_str();
                    let tells = word.chars().count() >= SHORTEST
                        && CALLED.iter().all(|(_, one)| *one != word);
                    tells && own.len() > 1 && own.last().is_some_and(|last| last == word)
                }
                several => several
                    .iter()
                    .all(|word| own.iter().any(|own| *own == word.lower)),
            }
        })
    });
    matches!(found.as_slice(), [_]).then_some((found, verb))
}

/// Whether what stands under a heading is numbers or percentages.
pub(super) fn holds_numbers(survey: &Survey, heading: usize) -> bool {
    let mut values = survey.values_under(heading).peekable();
    let is_number = |value: &str| value.trim().trim_end_matches('%').parse::<f64>().is_ok();
    values.peek().is_some() && values.all(is_number)
}

/// What a part says of all scores that it explains: `All scores below run from 0 (least likely) to 100
/// (most likely)`. Added to what was found of it, and to what its keys explain.
pub(super) fn scale_all(
    part: &Part,
    sentences: &[&Sentence],
    survey: &Survey,
    found: &mut Vec<(usize, Explanation)>,
) {
    let general = sentences.iter().enumerate().find_map(|(at, sentence)| {
        let lower = sentence.text.to_lowercase();
        let of_all = [
            "scores",
            "percentages",
            "likelihoods",
            "figures",
            "values",
            "numbers",
            "outputs",
        ]
        .iter()
        .any(|word| lower.contains(word));
        if !of_all {
            return None;
        }
        if let Some(scale) = scale(&sentence.text) {
            return Some((scale, sentence.text.as_str()));
        }
        // `The figures in part 2 are predictions. Each runs from 0 to 100.`
        let next = sentences.get(at.saturating_add(1))?;
        let of_each = ["Each ", "All ", "They "]
            .iter()
            .any(|begin| next.text.starts_with(begin));
        let goes_on = of_each && !next.first;
        Some((scale(&next.text).filter(|_| goes_on)?, next.text.as_str()))
    });
    let Some((scale, words)) = general else {
        return;
    };
    let numbers = |heading: usize| holds_numbers(survey, heading);
    let is_open =
        |own: &Explanation| own.at.part == part.id && own.scale.is_none() && own.codes.is_empty();
    let with_scale = |own: &Explanation| Explanation {
        scale: Some(scale.clone()),
        text: format!("{} {words}", own.text),
        ..own.clone()
    };
    for (index, own) in found.iter_mut() {
        if is_open(own) && numbers(*index) {
            *own = with_scale(own);
        }
    }
    let of_keys = survey.headings.iter().enumerate();
    let of_keys = of_keys.filter_map(|(index, heading)| {
        let own = heading.explanation.as_ref()?;
        (is_open(own) && numbers(index)).then(|| (index, with_scale(own)))
    });
    let of_keys: Vec<(usize, Explanation)> = of_keys.collect();
    found.extend(of_keys);
}

/// `The last two were filled in on the doorstep: Def means definitely, Prob probably and Poss possibly`, beside a table:
/// the codes are those of the heading of that table under which one of them stands.
pub(super) fn codes_beside(sentences: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    let found = sentences.iter().flat_map(|sentence| {
        let beside = survey.table_beside(sentence.at.part, &sentence.at.place);
        let codes = match (&beside, sentence.text.split_once(": ")) {
            (Some(_), Some((_, tail))) => codes_in_turn(tail),
            _ => Vec::new(),
        };
        let is_code = |value: &str| codes.iter().any(|code| code.code == value.trim());
        let fits = |index: &usize| {
            let heading = survey.headings.get(*index);
            heading.is_some_and(|heading| heading.explanation.is_none())
                && survey.values_under(*index).any(is_code)
        };
        let fitting: Vec<usize> = beside.into_iter().flatten().filter(fits).collect();
        match fitting.as_slice() {
            [index] if codes.len() >= FEWEST => Some((
                *index,
                Explanation::of_codes(sentence.text.clone(), codes.clone(), sentence.at.clone()),
            )),
            _ => None,
        }
    });
    found.collect()
}

/// Whether what a code means goes on with another code: `keen, H for half-hearted`.
fn lists_more(said: &str) -> bool {
    let verbs = ["for", "means", "is", "stands", "="];
    said.match_indices(", ").any(|(at, _)| {
        let behind = said.get(at.saturating_add(2)..).unwrap_or_default();
        let mut words = behind.split(' ').skip_while(|word| *word == "and");
        words.next().is_some_and(explain::is_codelike)
            && words.next().is_some_and(|verb| verbs.contains(&verb))
    })
}

/// `Def means definitely for us, Prob probably and Against means against`: codes of which the first say that they mean
/// something, and others leave that out.
fn codes_in_turn(text: &str) -> Vec<CodeMeaning> {
    const LONGEST: usize = 8;
    let mut told = false;
    let mut found = Vec::new();
    for item in text
        .trim_end_matches('.')
        .split(", ")
        .flat_map(|item| item.split(" and "))
    {
        let Some((code, rest)) = item.trim().split_once(' ') else {
            return Vec::new();
        };
        let verbs = ["means ", "stands for ", "= ", "is "];
        let meaning = verbs.iter().find_map(|verb| rest.strip_prefix(verb));
        told |= meaning.is_some();
        let is_code = code.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && code.chars().count() <= LONGEST;
        if !told || !is_code {
            return Vec::new();
        }
        found.push(CodeMeaning {
            code: code.to_owned(),
            meaning: meaning.unwrap_or(rest).trim().to_owned(),
            at: None,
        });
    }
    found
}

/// What is said of a scale that headings name themselves: `Party and Indy are as told to our caller: 1 is not likely to,
/// 10 is certain to` explains `Party 1-10` and `Indy 1-10`, whose words it has and whose range is the same.
pub(super) fn scales_of_headings(
    sentences: &[&Sentence],
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let told: Vec<(&&Sentence, Scale)> = sentences
        .iter()
        .filter_map(|sentence| Some((sentence, scale(&sentence.text)?)))
        .filter(|(_, scale)| scale.low.is_some() || scale.high.is_some())
        .collect();
    if told.is_empty() {
        return Vec::new();
    }
    let headings = survey.headings.iter().enumerate();
    let open = headings.filter(|(_, heading)| heading.explanation.is_none());
    let found = open.filter_map(|(index, heading)| {
        let own = explain::scale(&heading.text)?;
        let label = &heading.label;
        let mut words = label
            .words()
            .iter()
            .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()) && *word != "to")
            .peekable();
        words.peek()?;
        let words: Vec<&str> = words.map(AsRef::as_ref).collect();
        let (sentence, scale) = told.iter().find(|(sentence, scale)| {
            let said = Label::new(&sentence.text);
            let same = (scale.from, scale.to) == (own.from, own.to);
            let of_part = sentence.at.part == heading.at.part;
            // The heading may say it itself.
            let own_line = sentence.text.starts_with(heading.text.trim());
            same && of_part && (own_line || is_said_of(&said, &words))
        })?;
        let explanation = Explanation {
            text: sentence.text.clone(),
            scale: Some(scale.clone()),
            codes: Vec::new(),
            at: sentence.at.clone(),
            from_key: true,
        };
        holds_numbers(survey, index).then_some((index, explanation))
    });
    found.collect()
}

/// Whether a sentence is about a heading with these words: it begins with them, alone or with those of another, and
/// speaks of answers or chances: `Party and Indy are as told to our caller`.
fn is_said_of(said: &Label, own: &[&str]) -> bool {
    let said = said.words();
    const NEAR: usize = 6;
    let Some(verb) = said
        .iter()
        .position(|word| word_lists().told.verbs_about.has(word))
    else {
        return false;
    };
    let subject = said.get(..verb).unwrap_or_default();
    let denied = said.windows(2).any(|pair| pair == ["not", "told"]);
    let named: Vec<&str> = subject
        .split(|word| word == "and")
        .filter_map(|piece| match piece {
            [only] => Some(only.as_str()),
            _ => None,
        })
        .collect();
    let of_own = match own {
        [only] => named.contains(only),
        several => several
            .iter()
            .all(|word| subject.iter().any(|said| said == word)),
    };
    verb <= NEAR
        && !denied
        && of_own
        && said
            .iter()
            .any(|word| word_lists().told.about_values.has(word))
}

/// A scale whose ends stand in brackets: `from 0 (least likely) to 100 (most likely)`.
pub(super) fn scale(text: &str) -> Option<Scale> {
    let text = &*explain::without_steps(text);
    if let Some(found) = explain::scale(text) {
        return Some(found);
    }
    let mut bare = String::new();
    let mut ends: Vec<String> = Vec::new();
    let mut depth = 0usize;
    for this in text.chars() {
        match this {
            '(' => {
                depth += 1;
                ends.push(String::new());
            }
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {
                if let Some(last) = ends.last_mut() {
                    last.push(this);
                }
            }
            _ => bare.push(this),
        }
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let mut found = explain::scale(&words.join(" "))?;
    if let [low, high] = ends.as_slice() {
        found.low = found.low.or_else(|| Some(low.trim().to_owned()));
        found.high = found.high.or_else(|| Some(high.trim().to_owned()));
    }
    Some(found)
}

/// Whether a paper of this kind speaks for the party.
pub(super) fn speaks(kind: PaperKind) -> bool {
    !matches!(
        kind,
        PaperKind::Request | PaperKind::Identity | PaperKind::Mailing
    )
}
