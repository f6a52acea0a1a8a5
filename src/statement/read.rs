//! Reads what a response says about itself: every paper, sentence by sentence.

use std::cell::OnceCell;
use std::ops::Range;

use crate::codebook::word_lists::{WordList, number, word_lists};
use crate::codebook::{Codebooks, Label};
use crate::document::{Document, Part};
use crate::error::CodebookError;
use crate::provenance::Place;
use crate::recognise::{Explanation, Note, Survey};
use crate::statement::about::{about, before_inputs, by_column, by_place};
use crate::statement::answers::{self, Row};
use crate::statement::described::{codes_of, described, go_on, in_articles, with_codes_told};
use crate::statement::guessed::guesses;
use crate::statement::judge::{Judged, Looked, Under, judge, look};
use crate::statement::lettered::explained_by_letter;
use crate::statement::listed::listed;
use crate::statement::model::{
    About, Name, NameKind, Paper, PaperKind, Stance, Statement, Statements, Topic,
};
use crate::statement::paper::{Weighed, paper, weigh};
use crate::statement::phrases::Phrases;
use crate::statement::sentence::{Form, Sentence, Spoken, pieces};
use crate::statement::shortly::explained_shortly;
use crate::statement::signals::{Scope, Signals};
use crate::statement::words::Word;
use crate::statement::{elided, numbered, told};
use crate::vocabulary::{Category, Origin};

/// What reading needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The parts.
    pub document: &'a Document,
    /// What was observed in them.
    pub survey: &'a Survey,
    /// Its sentences.
    pub spoken: &'a Spoken,
    /// The codebooks.
    pub books: &'a Codebooks,
    /// The phrases by which short texts are read.
    pub phrases: &'a Phrases,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// The statements and the papers.
    pub statements: Statements,
    /// Headings that papers explain, by their index in the survey.
    pub explained: Vec<(usize, Explanation)>,
    /// Headings of which a paper says that the key of another no longer holds, by their index in the survey, with what it
    /// says: `In the VI column the letters of 2019 are no longer used`.
    pub overruled: Vec<(usize, Explanation)>,
    /// What rows of tables answer, as notes: they are no data.
    pub notes: Vec<Note>,
    /// Observations that are no data about the person, by their index: what the person wrote, rows
    /// that answer an item of the law, the head and foot of a letter.
    pub no_data: Vec<usize>,
    /// Whom the party's letters and mails address, as they name them: `Ms Casey Dummyfield`.
    pub addressed: Vec<String>,
}

/// Reads the statements and the papers of a response.
///
/// # Errors
///
/// [`CodebookError`] where the signals do not load.
pub fn read(reading: Reading<'_>) -> Result<Read, CodebookError> {
    let document = reading.document;
    let spoken = reading.spoken.of_parts.iter().map(Vec::as_slice);
    let parts: Vec<(&Part, &[Sentence])> = document.parts.iter().zip(spoken).collect();
    let says_nothing = parts.iter().all(|(_, sentences)| sentences.is_empty());
    let blocks = answers::blocks(reading.survey);
    if says_nothing && blocks.is_empty() {
        return Ok(silent(reading));
    }
    let signals = Signals::of(reading.books)?;
    let mut found = Read::default();
    let reader = Reader {
        reading,
        signals: &signals,
    };
    let rows = answers::rows(reading.survey, &blocks, &signals);
    let answers: Vec<Statement> = rows.iter().flat_map(|row| reader.answer(row)).collect();
    found
        .no_data
        .extend(rows.iter().flat_map(Row::observations));
    let told = rows.iter().filter(|row| row.no_data);
    found.notes.extend(told.map(Row::note));
    for row in rows.iter().filter(|row| row.no_data) {
        let sentences = row_sentences(row);
        let sentences: Vec<&Sentence> = sentences.iter().collect();
        let told = told::explained(&sentences, &signals, reading.survey);
        found.explained.extend(told);
    }
    found.no_data.sort_unstable();
    for (part, sentences) in parts {
        let looked = sentences
            .iter()
            .map(|sentence| look(&sentence.text, &signals));
        let looked: Vec<Looked<'_>> = looked.collect();
        let (weighed, mut said, speaking) = reader.part(sentences, &looked);
        let in_rows = answers.iter().filter(|answer| answer.at.part == part.id);
        said.extend(in_rows.cloned());
        reader.keep_supported(&mut said);
        let borrowed: Vec<&Statement> = said.iter().collect();
        let greets = looked
            .iter()
            .any(|looked| looked.has_at_start(Scope::Greets));
        let mut paper = paper(part, weighed, sentences, &borrowed, greets, reading.survey);
        if paper.kind == PaperKind::Data && reader.only_answers(part, &answers, &found.no_data) {
            paper.kind = PaperKind::Letter;
        }
        if told::speaks(paper.kind) && is_to_somebody_else(part, reading.document) {
            paper.kind = PaperKind::Other;
        }
        found
            .no_data
            .extend(reader.no_data(&paper, sentences, &looked));
        if paper.kind == PaperKind::Letter {
            found.no_data.extend(reader.told_in_lines(part, &said));
        }
        if told::speaks(paper.kind) && !is_to_somebody_else(part, reading.document) {
            // What the person wrote, and what would be if, explains nothing.
            let explains = |at: &usize| {
                let of = sentences.get(*at).zip(looked.get(*at));
                of.is_some_and(|(sentence, looked)| {
                    sentence.form != Form::Heading
                        && !sentence.quoted
                        && !sentence.text.starts_with("You asked ")
                        && speaking.contains(&sentence.message)
                        && !looked.is_hypothetical()
                })
            };
            let prose = (0..sentences.len()).filter(explains);
            let prose: Vec<&Sentence> = prose.filter_map(|at| sentences.get(at)).collect();
            for (at, sentence) in prose.iter().enumerate() {
                if !overrules(&sentence.text) {
                    continue;
                }
                let said = put_right(sentence, prose.get(at + 1..).unwrap_or_default());
                let mut named = by_place(&sentence.text, reading.survey);
                named.extend(by_column(&sentence.text, reading.survey));
                let named = named.into_iter();
                found
                    .overruled
                    .extend(named.map(|index| (index, said.clone())));
            }
            let told = told::explained(&prose, &signals, reading.survey);
            found.explained.extend(told);
            let told = told::values_explained(&prose, reading.survey);
            found.explained.extend(told);
            let told = numbered::explained(&prose, &signals, reading.survey);
            found.explained.extend(told);
            found
                .explained
                .extend(explained_by_letter(&prose, reading.survey));
            found
                .explained
                .extend(explained_shortly(&prose, reading.survey));
            let mut told = described(&prose, &signals, reading.survey);
            // A list of codes says more than what one of them is: `K is keen, H is half-hearted`.
            let one_code = |(index, known): &(usize, Explanation)| {
                let mut lists = told.iter().filter(|(of, _)| of == index);
                known.scale.is_none()
                    && known.codes.len() == 1
                    && lists.any(|(_, list)| list.codes.len() > 1)
            };
            found.explained.retain(|told| !one_code(told));
            told.retain(|(index, _)| found.explained.iter().all(|(known, _)| known != index));
            found.explained.extend(told);
            let mut told = elided::explained(&prose, reading.survey);
            told.retain(|(index, _)| found.explained.iter().all(|(known, _)| known != index));
            found.explained.extend(told);
            let told = told::counted_explained(&prose, &signals, reading.survey);
            found.explained.extend(told);
            let told = told::codes_beside(&prose, reading.survey);
            found.explained.extend(told);
            let told = told::scales_of_headings(&prose, reading.survey);
            found.explained.extend(told);
            told::scale_all(part, &prose, reading.survey, &mut found.explained);
            let own = found.explained.iter_mut();
            for (index, explanation) in own.filter(|(_, own)| own.at.part == part.id) {
                go_on(explanation, &prose);
                with_codes_told(explanation, &prose, *index, reading.survey);
            }
            let guesses = guesses(&prose, &signals, reading.survey);
            found.statements.guesses.extend(guesses);
            found
                .addressed
                .extend(addressed(part, sentences, &looked, &speaking));
            found.statements.all.extend(said);
        }
        found.statements.papers.push(paper);
    }
    // What another paper told before is not what holds now.
    for (index, said) in &found.overruled {
        let explained = &mut found.explained;
        explained.retain(|(of, own)| of != index || own.at.part == said.at.part);
    }
    found.no_data.sort_unstable();
    found.no_data.dedup();
    found.statements.of_all = told::of_all(&found.statements.all, reading.survey);
    Ok(found)
}

/// `I am afraid I do not know the answer to this one.`: a short sentence that says no more than that.
fn is_unanswered(text: &str) -> bool {
    const MOST_WORDS: usize = 14;
    let lower = text.to_lowercase();
    let lists = &word_lists().read;
    let mut unknown = lists.no_answers.iter();
    let mut goes_on = lists.more_than_none.iter();
    lower.split_whitespace().count() <= MOST_WORDS
        && !goes_on.any(|more| lower.contains(more))
        && unknown.any(|said| lower.contains(said))
}

/// Whom a letter or a mail addresses: in its greeting, and in the line that says to whom it went.
fn addressed(
    part: &Part,
    sentences: &[Sentence],
    looked: &[Looked<'_>],
    speaking: &[u32],
) -> Vec<String> {
    let greetings = sentences.iter().zip(looked).filter(|(sentence, looked)| {
        !sentence.quoted
            && speaking.contains(&sentence.message)
            && looked.has_at_start(Scope::Greets)
    });
    let greeted = greetings.filter_map(|(sentence, _)| {
        let (_, name) = sentence.text.trim().split_once(' ')?;
        let end = name.find([',', ':', ';', '.', '!', '\n']);
        Some(name.get(..end.unwrap_or(name.len()))?.trim().to_owned())
    });
    let to = part.properties.iter().filter(|one| one.name == "to");
    let named = to.filter_map(|to| {
        let (name, _) = to.value.split_once('<')?;
        Some(name.trim().trim_matches('"').to_owned())
    });
    greeted
        .chain(named)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether a message that was passed on with a mail went to somebody who neither wrote nor was written
/// that mail.
fn is_to_somebody_else(part: &Part, document: &Document) -> bool {
    let addresses = |part: &Part, names: &[&str]| -> String {
        let properties = part.properties.iter();
        let named = properties.filter(|property| names.contains(&property.name.as_str()));
        let values: Vec<String> = named
            .map(|property| property.value.to_lowercase())
            .collect();
        values.join(" ")
    };
    let parent = part.parent;
    let Some(mail) = document.parts.iter().find(|one| Some(one.id) == parent) else {
        return false;
    };
    let of_mail = addresses(mail, &["to", "from", "cc"]);
    let to = addresses(part, &["to"]);
    let mut to = to
        .split_whitespace()
        .map(|word| word.trim_matches(['<', '>', ',', ';']))
        .filter(|word| word.contains('@'))
        .peekable();
    of_mail.contains('@') && to.peek().is_some() && to.all(|to| !of_mail.contains(to))
}

/// Whether a sentence says that what something meant does not hold any longer.
fn overrules(text: &str) -> bool {
    let lower = text.to_lowercase();
    let label = Label::new(text);
    let of_key = label
        .words()
        .iter()
        .any(|word| word_lists().read.of_keys.has(word));
    let lists = &word_lists().read;
    let open = lists.leaves_key.iter().any(|word| lower.contains(word));
    // `You ask whether the letters were wrong`, `We told Mr Pike that his were`
    let of_others = text.starts_with("You ")
        || [" whether ", " if ", " told "]
            .iter()
            .any(|word| lower.contains(word));
    if !of_key || open || of_others {
        return false;
    }
    lists.overrules.iter().any(|phrase| lower.contains(phrase))
}

/// What a sentence says instead of a key that does not hold any longer: in its own words, or in the sentences behind it.
fn put_right(first: &Sentence, behind: &[&Sentence]) -> Explanation {
    let own = in_articles(&first.text, first.words());
    let mut texts = vec![first.text.as_str()];
    let mut codes = own;
    if codes.is_empty() {
        for sentence in behind.iter().take_while(|sentence| !sentence.first) {
            let told = codes_of(sentence);
            if told.is_empty() {
                break;
            }
            texts.push(&sentence.text);
            codes.extend(told);
        }
    }
    Explanation::of_codes(texts.join(" "), codes, first.at.clone())
}

/// Whether a sentence of a template was never filled in: `[NAME OF COUNCIL]`, `{{years}}`, `<<DATE>>`.
fn has_placeholder(text: &str) -> bool {
    let between = |open: &str, close: &str| {
        let (_, behind) = text.split_once(open)?;
        let (inner, _) = behind.split_once(close)?;
        Some(inner.trim())
    };
    let is_name = |inner: &str| {
        inner.split_whitespace().count() > 1
            && inner.chars().any(char::is_alphabetic)
            && !inner
                .chars()
                .any(|c| c.is_lowercase() || c.is_ascii_digit())
            && !inner.contains("REDACTED")
    };
    between("{{", "}}").is_some()
        || between("<<", ">>").is_some()
        || between("[", "]").is_some_and(is_name)
}

/// What there is to read where no part says anything: tables of data, pictures, files that could not be
/// opened.
fn silent(reading: Reading<'_>) -> Read {
    let parts = reading.document.parts.iter();
    let papers = parts.map(|part| paper(part, Weighed::default(), &[], &[], false, reading.survey));
    Read {
        statements: Statements {
            papers: papers.collect(),
            ..Statements::default()
        },
        ..Read::default()
    }
}

struct Reader<'a, 's> {
    reading: Reading<'a>,
    signals: &'s Signals,
}

/// What the sentences above say about those below.
#[derive(Default)]
struct Context {
    /// The topics of the last heading.
    topics: Vec<Topic>,
    /// Whether the next sentence is in the first paragraph under it.
    first: bool,
    /// The statements that a sentence before a list made: the items belong to them.
    intro: Option<std::ops::Range<usize>>,
    /// That sentence, where it says nothing without its items: `You are able to:`.
    lead: Option<String>,
    /// The council that was named last.
    council: Option<Name>,
    /// The headings of whose source or making the last sentence spoke.
    last: Vec<usize>,
    /// The headings whose values the paragraph told so far.
    told: Vec<usize>,
    /// Whether the sentence before told one.
    told_before: bool,
}

impl<'s> Reader<'_, 's> {
    /// Whether a part is a table of answers and holds no data.
    fn only_answers(&self, part: &Part, answers: &[Statement], no_data: &[usize]) -> bool {
        let mut observations = self.reading.survey.observations.iter().enumerate();
        answers.iter().any(|answer| answer.at.part == part.id)
            && observations.all(|(index, observation)| {
                observation.at.part != part.id || no_data.binary_search(&index).is_ok()
            })
    }

    /// What the answer in a row of a table says, sentence by sentence. A few words are quoted with what
    /// they answer: `Recipients: none`.
    fn answer(&self, row: &Row<'_>) -> Vec<Statement> {
        const FEW: usize = 4;
        const NEAR: usize = 2;
        let mut said = Vec::new();
        for (number, sentence) in row_sentences(row).into_iter().enumerate() {
            let piece = sentence.text.as_str();
            let under = if number < NEAR {
                Under::First(&row.topics)
            } else {
                Under::Later(&row.topics)
            };
            let looked = look(piece, self.signals);
            let judged = judge(piece, &looked, self.signals, under);
            for mut statement in self.statements(&sentence, &looked, judged) {
                if piece.split_whitespace().count() < FEW {
                    statement.words = row.quoted(piece);
                }
                said.push(statement);
            }
        }
        if !row.no_data {
            said.retain(|statement| row.topics.contains(&statement.topic));
        }
        if let Some(above) = row.asked_of_those_above(self.reading.survey) {
            let sources = said.iter_mut();
            let sources = sources.filter(|said| said.topic == Topic::Source && said.affirms());
            sources
                .filter(|said| said.about == About::Everything)
                .for_each(|said| said.about = About::Headings(above.clone()));
        }
        // Kinds of data one behind the other: none of them says where the others come from.
        if row.topics.first() == Some(&Topic::Categories) && !tells_from(row.answer) {
            said.retain(|statement| statement.topic != Topic::Source);
        }
        said
    }

    /// The observations of a paper that are no data: all of what the person wrote and of a mailing; of a letter, what
    /// stands above its greeting, and the few lines below its close.
    fn no_data(&self, paper: &Paper, sentences: &[Sentence], looked: &[Looked<'s>]) -> Vec<usize> {
        const FEW: usize = 3;
        const RECORD: usize = 4;
        let own = |place: &dyn Fn(&Place) -> bool| -> Vec<usize> {
            let all = self.reading.survey.observations.iter().enumerate();
            all.filter(|(_, observation)| observation.at.part == paper.part)
                .filter(|(_, observation)| place(&observation.at.place))
                .map(|(index, _)| index)
                .collect()
        };
        if !told::speaks(paper.kind) {
            return own(&|_| true);
        }
        if !matches!(paper.kind, PaperKind::Letter | PaperKind::Holding) {
            return Vec::new();
        }
        let begins = |scope: Scope| {
            let mut looked = sentences.iter().zip(looked);
            // `Best time ..... after six` is a line of data, and closes no letter.
            let holds = |sentence: &Sentence| !own(&|place| *place == sentence.at.place).is_empty();
            looked
                .find(|(sentence, looked)| looked.has_at_start(scope) && !holds(sentence))
                .map(|(sentence, _)| sentence.at.place.clone())
        };
        let mut found = begins(Scope::Greets).map_or_else(Vec::new, |greeting| {
            own(&|place| is_running(place) && *place < greeting && is_on_page_of(place, &greeting))
        });
        // Above its greeting a letter says to whom it goes and under which number; what a voter is like, a record says
        // that stands before the letter.
        let is_of_voter = |index: &usize| {
            let seen = self.reading.survey.observations.get(*index);
            let heading = seen.and_then(|seen| self.reading.survey.headings.get(seen.heading));
            // `Voting intention: page 3`
            let value = seen
                .and_then(|seen| seen.value.as_deref())
                .unwrap_or_default();
            let first = value.split_whitespace().next().unwrap_or_default();
            let points = word_lists().read.points.has(&first.to_lowercase());
            heading.filter(|_| !points).is_some_and(|heading| {
                matches!(
                    heading.recognised.category,
                    Category::VotingIntention
                        | Category::VotingRecord
                        | Category::ElectoralRegister
                        | Category::EuReferendum
                        | Category::Segment
                )
            })
        };
        if found.len() >= RECORD && found.iter().filter(|index| is_of_voter(index)).count() > 1 {
            found.clear();
        }
        let below = begins(Scope::Closes).map_or_else(Vec::new, |close| {
            own(&|place| is_running(place) && *place > close)
        });
        if below.len() <= FEW {
            found.extend(below);
        }
        found
    }

    /// The lines of a letter that look like a field with its value and are sentences that answer an item:
    /// `Transfers: none of the data leave the country.`
    fn told_in_lines(&self, part: &Part, said: &[Statement]) -> Vec<usize> {
        const LEAST: usize = 4;
        let survey = self.reading.survey;
        let is_sentence = |value: &str| {
            value.trim_end().ends_with('.') && value.split_whitespace().count() >= LEAST
        };
        let asks = |heading: usize| {
            let heading = survey.headings.get(heading);
            heading.is_some_and(|heading| {
                let unknown = heading.recognised.category == Category::Unknown;
                unknown || !look(&heading.text, self.signals).headed().is_empty()
            })
        };
        let all = survey.observations.iter().enumerate();
        all.filter(|(_, observation)| observation.at.part == part.id)
            .filter(|(_, observation)| is_running(&observation.at.place))
            .filter(|(_, observation)| observation.value.as_deref().is_some_and(is_sentence))
            .filter(|(_, observation)| said.iter().any(|said| said.at == observation.at))
            .filter(|(_, observation)| asks(observation.heading))
            .map(|(index, _)| index)
            .collect()
    }

    /// What a part is, and what it says. What the person wrote, and mailings, say nothing.
    /// With it the messages that speak.
    fn part(
        &self,
        sentences: &[Sentence],
        looked: &[Looked<'s>],
    ) -> (Weighed, Vec<Statement>, Vec<u32>) {
        let mut messages: Vec<u32> = sentences.iter().map(|sentence| sentence.message).collect();
        messages.dedup();
        let mut quoted = sentences.iter().filter(|sentence| sentence.quoted);
        let is_inline = quoted.any(|sentence| sentence.message == 0);
        let mut first: Option<Weighed> = None;
        let mut said = Vec::new();
        let mut speaking = Vec::new();
        for message in messages {
            let of_message: Vec<(&Sentence, &Looked<'s>)> = sentences
                .iter()
                .zip(looked)
                .filter(|(sentence, _)| sentence.message == message)
                .collect();
            let answered = answered(&of_message);
            let weights: Vec<(&Sentence, Vec<i32>)> = of_message
                .iter()
                .enumerate()
                .filter(|(at, _)| !answered.contains(at))
                .map(|(_, (sentence, looked))| (*sentence, looked.paper()))
                .collect();
            let mut weighed = weigh(self.signals, &weights);
            // Who answers question by question writes no leaflet, whatever words the answers share with one.
            let undecided = matches!(weighed.kind, PaperKind::Mailing | PaperKind::Other);
            let mut looked_at = of_message.iter().map(|(_, looked)| looked);
            let greets = looked_at.any(|looked| looked.has_at_start(Scope::Greets));
            let mut texts = of_message
                .iter()
                .map(|(sentence, _)| sentence.text.to_lowercase());
            let promoted = texts.any(|text| {
                let mut imprint = word_lists().read.imprint.iter();
                imprint.any(|said| text.contains(said))
            });
            if undecided && greets && !promoted && !answered.is_empty() {
                weighed.kind = PaperKind::Letter;
            }
            // Where a mail answers between the lines of the request, what it quotes besides is the person's.
            let says = |own: &[&str]| {
                of_message.iter().any(|(sentence, _)| {
                    let words = sentence.text.split(|c: char| !c.is_alphanumeric());
                    let mut words = words.map(str::to_lowercase);
                    words.any(|word| own.contains(&word.as_str()))
                })
            };
            let is_request = is_inline
                && message > 0
                && says(&["i", "me", "my", "mine"])
                && !says(&["we", "us", "our"]);
            if told::speaks(weighed.kind) && !is_request {
                said.extend(self.message(&of_message));
                speaking.push(message);
            }
            first.get_or_insert(weighed);
        }
        (first.unwrap_or_default(), said, speaking)
    }

    /// Leaves out what counts only beside another topic in the same paper, where that is not there.
    fn keep_supported(&self, said: &mut Vec<Statement>) {
        let there: Vec<Topic> = said.iter().map(|statement| statement.topic).collect();
        said.retain(|statement| {
            let mut rules = self.signals.topics.iter();
            rules
                .find(|rules| rules.topic == statement.topic)
                .and_then(|rules| rules.with)
                .is_none_or(|with| there.contains(&with))
        });
    }

    fn message(&self, sentences: &[(&Sentence, &Looked<'s>)]) -> Vec<Statement> {
        let mut said: Vec<Statement> = Vec::new();
        let mut context = Context::default();
        let begins = |head: &str| {
            let mut texts = sentences.iter().map(|(sentence, _)| sentence.text.as_str());
            texts.any(|text| text.starts_with(head))
        };
        // The head of a mail that was saved as text says who wrote it, and not where data are from.
        let has_head =
            begins("To: ") && (begins("Subject: ") || begins("Date: ") || begins("Sent: "));
        for (sentence, looked) in sentences {
            let begun = sentence.text.strip_prefix("From: ");
            let of_head = begun.is_some_and(|rest| has_head || rest.contains(" To: "));
            if of_head || has_placeholder(&sentence.text) {
                continue;
            }
            match sentence.form {
                Form::Heading => self.heading(sentence, looked, &mut context, &mut said),
                Form::Item => self.item(sentence, looked, &mut context, &mut said),
                Form::Prose => self.prose(sentence, looked, &mut context, &mut said),
            }
        }
        said
    }

    fn heading(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        context: &mut Context,
        said: &mut Vec<Statement>,
    ) {
        context.topics = looked.headed();
        context.first = true;
        context.intro = None;
        // A line of its own may say it all: `No personal data held`, `Refused under ...`.
        let alone = |judged: &Judged| {
            matches!(
                judged.topic,
                Topic::NothingHeld | Topic::Refusal | Topic::RegisterOnly
            )
        };
        let judged = judge(&sentence.text, looked, self.signals, Under::Nothing);
        let judged = judged.into_iter().filter(alone);
        said.extend(self.statements(sentence, looked, judged));
    }

    fn item(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        context: &mut Context,
        said: &mut Vec<Statement>,
    ) {
        let Some(intro) = context.intro.clone() else {
            return self.prose(sentence, looked, context, said);
        };
        if let Some(lead) = &context.lead {
            return said.extend(self.led(lead, sentence, looked));
        }
        let own = judge(&sentence.text, looked, self.signals, Under::Nothing);
        let introduced: Vec<Topic> = said
            .get(intro.clone())
            .unwrap_or_default()
            .iter()
            .map(|statement| statement.topic)
            .collect();
        // An item belongs to the sentence before the list, unless it says something else outright.
        for statement in said.get_mut(intro).unwrap_or_default() {
            statement.words = format!(
                "{} {};",
                statement.words,
                sentence.text.trim_end_matches([';', ',', '.'])
            );
            statement
                .names
                .extend(looked.names.iter().map(|named| named.name()));
            let all = 0..looked.words.len();
            statement.cites.extend(looked.marks(&all));
            statement.cites.sort();
            statement.cites.dedup();
            if statement.stance == Stance::Generic && !looked.names.is_empty() {
                statement.stance = Stance::Stated;
            }
        }
        let others = own
            .into_iter()
            .filter(|judged| !introduced.contains(&judged.topic));
        said.extend(self.statements(sentence, looked, others));
    }

    /// What an item says behind a sentence that says nothing without it: of both together what neither
    /// says alone.
    fn led(&self, lead: &str, sentence: &Sentence, looked: &Looked<'s>) -> Vec<Statement> {
        let own = judge(&sentence.text, looked, self.signals, Under::Nothing);
        let own = self.statements(sentence, looked, own);
        let whole = Sentence {
            text: format!("{lead} {}", sentence.text),
            spoken: OnceCell::new(),
            ..sentence.clone()
        };
        let both = look(&whole.text, self.signals);
        let more = judge(&whole.text, &both, self.signals, Under::Nothing)
            .into_iter()
            .filter(|judged| !own.iter().any(|said| said.topic == judged.topic));
        let more = self.statements(&whole, &both, more);
        own.into_iter().chain(more).collect()
    }

    fn prose(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        context: &mut Context,
        said: &mut Vec<Statement>,
    ) {
        let begged = self.begged(sentence, looked);
        if !begged.is_empty() {
            return said.extend(begged);
        }
        if opens_answer(sentence, looked) {
            context.topics = looked.headed();
            context.first = true;
            context.intro = None;
            return;
        }
        // `5. To whom have you disclosed it? Please name them.`
        if sentence.quoted && sentence.message == 0 {
            return;
        }
        if context.first && is_unanswered(&sentence.text) {
            context.first = false;
            return;
        }
        let under = if context.topics.is_empty() {
            Under::Nothing
        } else if context.first {
            Under::First(&context.topics)
        } else {
            Under::Later(&context.topics)
        };
        let start = said.len();
        let mut judged = judge(&sentence.text, looked, self.signals, under);
        judged.extend(self.listed_source(sentence, looked, &judged));
        judged = self.by_units(sentence, looked, judged);
        let answers =
            context.first && answers_another(&context.topics) && !tells_from(&sentence.text);
        if answers || self.lists_kinds(sentence, &judged) {
            judged.retain(|judged| judged.topic != Topic::Source);
        }
        said.extend(self.statements(sentence, looked, judged));
        if answers {
            // `bought estimates about your household`: they were bought, which of the data are not said.
            let bought = said.iter_mut().skip(start);
            for statement in bought.filter(|said| said.topic == Topic::BoughtData) {
                statement.about = About::Everything;
            }
        }
        for statement in said.iter_mut().skip(start) {
            of_that_council(statement, &mut context.council);
        }
        let begun = said.get_mut(start..).unwrap_or_default();
        let last = std::mem::take(&mut context.last);
        let own = told_in(sentence, self.reading.survey);
        if sentence.first {
            context.told.clear();
        }
        // `Both` speaks of what the sentence before it told.
        let told = match context.told_before {
            true => context.told.as_slice(),
            false => &[],
        };
        of_told(sentence, begun, &own, told);
        context.told_before = !own.is_empty();
        context.last = of_the_same(sentence, begun, last, self.reading.survey);
        if !own.is_empty() {
            context.last.clone_from(&own);
            context.told.extend(own);
        }
        context.first = false;
        context.intro = sentence
            .text
            .trim_end()
            .ends_with([':', '-', '\u{2013}'])
            .then_some(start..said.len());
        let silent = context.intro.is_some() && said.len() == start;
        context.lead = silent.then(|| {
            let lead = sentence.text.trim_end();
            lead.trim_end_matches([':', '-', '\u{2013}', ' '])
                .to_owned()
        });
    }

    /// `Sources: the register for name and address; you for your number; Experian for the segment`: where several
    /// units of a sentence name data of their own, each tells the source of these.
    fn by_units(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        judged: Vec<Judged>,
    ) -> Vec<Judged> {
        const FEWEST: usize = 2;
        let whole = 0..looked.words.len();
        let is_whole = |one: &Judged| {
            one.topic == Topic::Source && one.stance != Stance::Denied && one.unit == whole
        };
        let units = looked.units();
        if units.len() < FEWEST || !judged.iter().any(is_whole) {
            return judged;
        }
        let names_data = |unit: &&Range<usize>| {
            let survey = self.reading.survey;
            let about = about(&sentence.text, looked, unit, Stance::Stated, survey);
            matches!(about, About::Headings(headings) if !headings.is_empty())
        };
        // `Sections A to E: from you, on the form and the donation page`: all behind the colon is said of what stands
        // before it.
        let is_label = |unit: &&Range<usize>| {
            let last = unit.end.checked_sub(1).and_then(|at| looked.words.get(at));
            let behind = last.and_then(|last| sentence.text.get(last.end..));
            behind.is_some_and(|behind| behind.trim_start().starts_with(':'))
        };
        let labelled = units.first().filter(is_label).filter(names_data).is_some();
        if labelled || units.iter().filter(names_data).count() < FEWEST {
            return judged;
        }
        let split = judged.into_iter().flat_map(|one| {
            match is_whole(&one) {
                true => units.clone(),
                false => vec![one.unit.clone()],
            }
            .into_iter()
            .map(move |unit| Judged {
                unit,
                ..one.clone()
            })
        });
        split.collect()
    }

    /// `Categories: register data, canvass answers, bought estimates`: kinds of data one behind the other, of which
    /// none says where the others come from.
    fn lists_kinds(&self, sentence: &Sentence, judged: &[Judged]) -> bool {
        const FEW: usize = 5;
        let has = |topic: Topic| judged.iter().any(|judged| judged.topic == topic);
        if !has(Topic::Categories) || !has(Topic::Source) || tells_from(&sentence.text) {
            return false;
        }
        let label = sentence.text.split_once(':').map(|(label, _)| label);
        let label = label.filter(|label| label.split_whitespace().count() <= FEW);
        label.is_some_and(|label| {
            look(label, self.signals).headed().first() == Some(&Topic::Categories)
        })
    }

    /// `Voter and premises: full register of electors, Haverstone City Council`: headings, and behind the
    /// colon an origin, where no word says that they came from it.
    fn listed_source(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        judged: &[Judged],
    ) -> Option<Judged> {
        let told = judged
            .iter()
            .any(|one| matches!(one.topic, Topic::Source | Topic::BoughtData));
        let survey = self.reading.survey;
        let (headings, tail) = listed(&sentence.text, survey).filter(|_| !told)?;
        // A line of data is no sentence about data; one that begins with several headings holds no value of any.
        let of_paper = headings.len() == 1
            && headings.iter().any(|index| {
                let heading = survey.headings.get(*index);
                heading.is_none_or(|heading| told::is_line_of(sentence, heading))
            });
        if of_paper {
            return None;
        }
        let (behind, said) = tail.split_once(':')?;
        let phrases = &self.reading.phrases;
        let names = phrases.source(said, self.reading.books).is_some();
        (names && behind.split_whitespace().count() <= 1).then(|| Judged {
            topic: Topic::Source,
            stance: Stance::Stated,
            unit: 0..looked.words.len(),
        })
    }

    /// What the party asks the person for, or offers, in a question: `Could you send us a copy of a
    /// bill?` `Want anything deleted?` Such a question opens no answer.
    fn begged(&self, sentence: &Sentence, looked: &Looked<'s>) -> Vec<Statement> {
        if !is_question(sentence) || !looked.has(Scope::Begs) {
            return Vec::new();
        }
        let asks = |judged: &Judged| {
            matches!(
                judged.topic,
                Topic::Identity | Topic::Clarification | Topic::Rights
            )
        };
        let judged = judge(&sentence.text, looked, self.signals, Under::Nothing);
        let judged = judged.into_iter().filter(asks);
        self.statements(sentence, looked, judged)
    }

    /// What a sentence says of its topics. To which data some words of it apply is asked once, of however many topics
    /// they speak.
    fn statements(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        judged: impl IntoIterator<Item = Judged>,
    ) -> Vec<Statement> {
        let mut known: Vec<(Range<usize>, bool, About)> = Vec::new();
        let survey = self.reading.survey;
        let judged = judged.into_iter().map(|judged| {
            let denied = judged.stance == Stance::Denied;
            let is_known = |(unit, is_denied, _): &&(Range<usize>, bool, About)| {
                *unit == judged.unit && *is_denied == denied
            };
            let about = match known.iter().find(is_known) {
                Some((_, _, about)) => about.clone(),
                None => {
                    let found = about(&sentence.text, looked, &judged.unit, judged.stance, survey);
                    known.push((judged.unit.clone(), denied, found.clone()));
                    found
                }
            };
            self.statement(sentence, looked, judged, about)
        });
        judged.collect()
    }

    fn statement(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        judged: Judged,
        about: About,
    ) -> Statement {
        let unit = judged.unit.clone();
        // What a value was made of is not where it was got.
        let told = before_inputs(looked, &unit).unwrap_or_else(|| unit.clone());
        let piece = looked.text(&sentence.text, &told);
        let origin = matches!(judged.topic, Topic::Source | Topic::BoughtData)
            .then(|| self.reading.phrases.source(piece, self.reading.books))
            .flatten()
            .map(|source| source.origin);
        Statement {
            topic: judged.topic,
            stance: judged.stance,
            words: sentence.text.clone(),
            at: sentence.at.clone(),
            names: looked
                .names
                .iter()
                .filter(|named| named.from >= unit.start && named.to <= unit.end)
                .map(|named| named.name())
                .collect(),
            origin,
            cites: looked.marks(&unit),
            days: looked.days.clone(),
            about: match about {
                About::Everything => self.of_table_beside(sentence, looked, &judged, origin),
                told => told,
            },
        }
    }

    /// `This comes from the register kept by ...` between the title of a table and the table, or just below it: what
    /// names no data is said of those that stand there.
    fn of_table_beside(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        judged: &Judged,
        origin: Option<Origin>,
    ) -> About {
        let told = matches!(
            judged.topic,
            Topic::Source | Topic::BoughtData | Topic::Profiling | Topic::ModelInputs
        );
        // A marked register shows whether, and not how: that bars nothing.
        let of_votes = origin == Some(Origin::MarkedRegister);
        let leads = sentence.text.trim_end().ends_with(':');
        // `Source codes are explained in the register` is no label.
        let first = sentence.text.split_whitespace().next().unwrap_or_default();
        let labels = !first.to_lowercase().starts_with("source") || first.ends_with(':');
        let here = looked.has_at_start(Scope::Here) && labels;
        let elsewhere = looked.has(Scope::Elsewhere) && !of_votes;
        if !told
            || !here
            || (elsewhere && !leads)
            || matches!(judged.stance, Stance::Denied | Stance::Refused)
            || self.reading.phrases.names_several_origins(&sentence.text)
        {
            return About::Everything;
        }
        let lower = sentence.text.to_lowercase();
        let at = &sentence.at;
        let beside = self.reading.survey.table_beside(at.part, &at.place);
        beside.map_or(About::Everything, |headings| {
            let some = first_or_last(&lower, headings.clone());
            About::Headings(some.unwrap_or(headings).collect())
        })
    }
}

/// Whether a question asks for kinds of data, for those who have had them, or the like, and not for their source:
/// what stands below it names registers and companies for that alone.
fn answers_another(topics: &[Topic]) -> bool {
    let others = [Topic::Categories, Topic::Recipients];
    topics.first().is_some_and(|first| others.contains(first)) && !topics.contains(&Topic::Source)
}

/// Whether a text says from whom something is: `obtained from the register of ...`, `supplied by ...`.
fn tells_from(text: &str) -> bool {
    [" from ", " by ", " gan ", " o'r "]
        .iter()
        .any(|word| text.contains(word))
}

/// A label without the provision behind it: `Purposes of the processing - Article 15(1)(a).`
fn without_citation(text: &str) -> &str {
    const CITES: &[&str] = &["art", "erthygl", "section", "regulation", "s."];
    let cuts = [" - ", " \u{2013} ", " \u{2014} ", " (", ", "];
    let mut found = cuts.iter().filter_map(|cut| text.split_once(cut));
    let cited = found.find(|(_, tail)| {
        let tail = tail.to_lowercase();
        CITES.iter().any(|word| tail.starts_with(word))
    });
    cited.map_or(text, |(head, _)| head)
}

/// The sentences of the answer in a row of a table.
fn row_sentences(row: &Row<'_>) -> Vec<Sentence> {
    let pieces = pieces(row.answer).into_iter().enumerate();
    pieces
        .map(|(number, piece)| Sentence {
            text: piece.to_owned(),
            at: row.at.clone(),
            form: Form::Prose,
            first: number == 0,
            message: 0,
            quoted: false,
            spoken: OnceCell::new(),
        })
        .collect()
}

/// Whether a place is one in running text.
fn is_running(place: &Place) -> bool {
    matches!(place, Place::Line { .. } | Place::Page { .. })
}

/// Whether two places are on one page, or in a text without pages.
fn is_on_page_of(place: &Place, other: &Place) -> bool {
    match (place, other) {
        (Place::Page { page, .. }, Place::Page { page: other, .. }) => page == other,
        _ => true,
    }
}

fn is_question(sentence: &Sentence) -> bool {
    sentence.text.trim_end().ends_with('?')
}

/// Whether a sentence only says what those after it are about: a question, or a few words that name a
/// topic, as `Recipients.` before its paragraph.
fn opens_answer(sentence: &Sentence, looked: &Looked<'_>) -> bool {
    const FEW: usize = 5;
    if is_question(sentence) {
        return true;
    }
    sentence.first
        && without_citation(&sentence.text).split_whitespace().count() <= FEW
        && !sentence.text.contains(':')
        && !looked.denies()
        && looked
            .headed()
            .first()
            .is_some_and(|topic| looked.is_named_plainly(*topic))
}

/// Where questions are answered in running text: the questions there are no words of whoever asked.
fn answered(sentences: &[(&Sentence, &Looked<'_>)]) -> Vec<usize> {
    const LEAST: usize = 3;
    let asks = |at: usize| {
        let sentence = sentences.get(at).map(|(sentence, _)| sentence);
        sentence.is_some_and(|sentence| is_question(sentence))
    };
    let found: Vec<usize> = (0..sentences.len())
        .filter(|at| asks(*at) && at + 1 < sentences.len() && !asks(at + 1))
        .collect();
    if found.len() < LEAST {
        Vec::new()
    } else {
        found
    }
}

impl Statements {
    /// The paper that a part is.
    #[must_use]
    pub fn paper(&self, part: crate::provenance::PartId) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.part == part)
    }
}

/// `The first three columns are from the register`, `The last two were filled in on the doorstep`: which of the headings
/// of a table, counted from one of its ends. None where a sentence does not count.
fn first_or_last(lower: &str, headings: Range<usize>) -> Option<Range<usize>> {
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let (the, end, counts) = (words.next()?, words.next()?, words.next()?);
    let counted = words.next().unwrap_or_default();
    // `The last two of your questions`, `the last column but one`
    let of_table = matches!(
        counted,
        "column"
            | "columns"
            | "field"
            | "fields"
            | "entries"
            | "items"
            | "rows"
            | "lines"
            | "headings"
            | "values"
            | "is"
            | "are"
            | "was"
            | "were"
            | "come"
            | "comes"
            | "came"
    );
    if !of_table || matches!(words.next(), Some("but" | "of")) {
        return None;
    }
    let column = |word: &str| matches!(word, "column" | "entry" | "item" | "row" | "field");
    let count = number(counts).or_else(|| column(counts).then_some(1))?;
    if the != "the" || count >= headings.len() {
        return None;
    }
    match end {
        "first" => Some(headings.start..headings.start + count),
        "last" => Some(headings.end - count..headings.end),
        _ => None,
    }
}

/// `They are that company's estimates`: a sentence that names no data of its own speaks of those of the one before.
/// Gives the headings of whose source or making it spoke.
fn of_the_same(
    sentence: &Sentence,
    said: &mut [Statement],
    last: Vec<usize>,
    survey: &Survey,
) -> Vec<usize> {
    let told = |statement: &&mut Statement| {
        matches!(
            statement.topic,
            Topic::Source | Topic::BoughtData | Topic::Profiling | Topic::ModelInputs
        )
    };
    let mut words = sentence.text.split_whitespace().map(str::to_lowercase);
    let (first, second) = (words.next(), words.next());
    let is =
        |word: &Option<String>, of: &WordList| word.as_deref().is_some_and(|word| of.has(word));
    let third = words.next();
    let pronoun = is(&first, &word_lists().read.pronouns) && !sentence.first;
    // What stands behind a semicolon denies nothing of what is before it.
    let begins = sentence.text.split("; ").next().unwrap_or_default();
    let goes_on = pronoun
        && is(&second, &word_lists().read.verbs)
        && is(&third, &word_lists().read.behind_verb)
        && !word_lists()
            .read
            .of_others
            .iter()
            .any(|other| begins.contains(other));
    // `It is our estimate, from canvassing results and age, of how likely you are to vote`: what it names is what it was
    // made of.
    let joined = sentence.text.split_once("; ").is_some_and(|(_, behind)| {
        let first = behind.split_whitespace().next().unwrap_or_default();
        !word_lists().read.pronouns.has(first)
    });
    let one = goes_on && !joined && !sentence.text.contains(" and your ");
    let mut spoken = Vec::new();
    for statement in said.iter_mut().filter(told) {
        let nothing = match &statement.about {
            About::Everything => true,
            About::Headings(headings) => headings.is_empty(),
            About::Categories(_) => false,
        };
        if (one || goes_on && nothing) && !last.is_empty() {
            statement.about = About::Headings(last.clone());
        }
        if let About::Headings(headings) = &statement.about {
            spoken.extend(headings);
        }
    }
    if !spoken.is_empty() {
        return spoken;
    }
    // `A, B and C are estimates. They were made in May with a model.`
    match listed(&sentence.text, survey) {
        Some((named, _)) => named,
        None if pronoun => last,
        // `Both support figures use a scale from 1 to 5. They were written down by a volunteer.`
        None => told::counted(sentence.words(), survey),
    }
}

/// Of what a source is told that stands in a sentence with values: of these, where it names one of them at all; with
/// `both` of the two that were told last, and of these.
fn of_told(sentence: &Sentence, said: &mut [Statement], own: &[usize], told: &[usize]) {
    const BOTH: usize = 2;
    let both = told.len().checked_sub(BOTH).and_then(|at| told.get(at..));
    let both = both.filter(|_| says_both(sentence.words()));
    for statement in said {
        if !matches!(statement.topic, Topic::Source | Topic::BoughtData) {
            continue;
        }
        if let Some(both) = both {
            let whole = both.iter().chain(own).copied();
            statement.about = About::Headings(whole.collect());
        } else if let About::Headings(headings) = &mut statement.about
            && headings.iter().any(|heading| own.contains(heading))
        {
            // `Your date of birth, which you told us at a phone bank, is ...`
            headings.retain(|heading| own.contains(heading));
        }
    }
}

/// The headings that stand with a value of theirs in a sentence: `the mobile number we have is 07700 900418`.
fn told_in(sentence: &Sentence, survey: &Survey) -> Vec<usize> {
    let in_sentence = |index: &usize| {
        let heading = survey.headings.get(*index);
        let mut values = survey.values_under(*index);
        heading.is_some_and(|heading| {
            heading.at.part == sentence.at.part
                && sentence.text.contains(&heading.text)
                && values.any(|value| sentence.text.contains(value))
        })
    };
    match sentence.form {
        Form::Prose => (0..survey.headings.len()).filter(in_sentence).collect(),
        Form::Heading | Form::Item => Vec::new(),
    }
}

/// `Both were taken from the register`, `You supplied both when you joined`; not `both councils`, and not `both your name and
/// your address`.
fn says_both(words: &[Word]) -> bool {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let lists = &word_lists().read;
    let first = lower(0) == "both" && lists.verbs.has(lower(1));
    let object = (2..words.len()).any(|at| {
        lower(at) == "both"
            && matches!(lower(at - 2), "you" | "we")
            && lists.giving.has(lower(at - 1))
            && (at + 1 == words.len() || lists.behind_both.has(lower(at + 1)))
    });
    first || object
}

/// `That council's marked register`: the council that was named last.
fn of_that_council(statement: &mut Statement, last: &mut Option<Name>) {
    let mut names = statement.names.iter();
    if let Some(council) = names.find(|name| name.kind == NameKind::Council) {
        *last = Some(council.clone());
        return;
    }
    let words = statement.words.to_lowercase();
    if word_lists()
        .read
        .that_council
        .iter()
        .any(|that| words.contains(that))
    {
        statement.names.extend(last.clone());
    }
}
