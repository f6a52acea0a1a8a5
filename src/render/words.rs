//! The words in which reports for people say what the closed sets mean.

use crate::document::{OddityKind, ReadState};
use crate::finding::{Severity, Standing};
use crate::provenance::Place;
use crate::report::{
    Accuracy, DataPoint, ItemStatus, MadeWith, MeaningLine, PartLine, RedactionLine, Report, Tally,
};
use crate::vocabulary::{
    Basis, InferredFrom, Level, Origin, ResponseKind, SpecialCategory, Status,
};

/// Who can read a value: the line that matters most in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// Anyone: it speaks for itself.
    Anyone,
    /// Anyone who has the response, which explains it.
    Response,
    /// Only who knows the published sources.
    OnlyUs,
    /// Probably, from the words of the heading.
    Probably,
    /// Nobody can say which of several readings is meant.
    Several,
    /// Nobody.
    Nobody,
    /// A code says that there is no value.
    NoValue,
    /// Nothing is there.
    Blank,
}

impl Reader {
    /// All, in the order in which a summary lists them.
    pub const ALL: [Reader; 8] = [
        Reader::Anyone,
        Reader::Response,
        Reader::OnlyUs,
        Reader::Probably,
        Reader::Several,
        Reader::Nobody,
        Reader::NoValue,
        Reader::Blank,
    ];

    /// Who can read this value.
    pub fn of(meaning: &MeaningLine) -> Self {
        match meaning.status {
            Status::Absent => Reader::Blank,
            Status::DeclaredMissing => Reader::NoValue,
            Status::Plain => Reader::Anyone,
            Status::Ambiguous => Reader::Several,
            Status::Coded | Status::Scored => match meaning.basis {
                Basis::Response => Reader::Response,
                Basis::Codebook => Reader::OnlyUs,
                Basis::Wording => Reader::Probably,
                Basis::None => Reader::Nobody,
            },
            Status::UnlistedCode
            | Status::OffScale
            | Status::Unpublished
            | Status::Unrecognised => match meaning.basis {
                Basis::Response => Reader::Response,
                Basis::Codebook | Basis::Wording | Basis::None => Reader::Nobody,
            },
        }
    }

    /// For the count of a summary: `12  speak for themselves`.
    pub fn counted(self) -> &'static str {
        match self {
            Reader::Anyone => "speak for themselves",
            Reader::Response => "are explained in the response",
            Reader::OnlyUs => {
                "can be read only with published sources; the response does not explain them"
            }
            Reader::Probably => {
                "can probably be read from the words of the heading; nothing confirms it"
            }
            Reader::Several => "have several documented readings; the response does not say which",
            Reader::Nobody => "are explained by nobody",
            Reader::NoValue => "are codes that say \u{201c}no value\u{201d}",
            Reader::Blank => "are blank",
        }
    }

    /// For a column that says who explains a value; empty where nobody has to.
    pub fn short(self) -> &'static str {
        match self {
            Reader::Anyone => "",
            Reader::Response => "the response",
            Reader::OnlyUs => "only published sources",
            Reader::Probably => "probably: the heading",
            Reader::Several => "nobody says which",
            Reader::Nobody => "nobody",
            Reader::NoValue => "a code for no value",
            Reader::Blank => "",
        }
    }

    /// Whether the summary says it also where the count is none.
    pub fn always_counted(self) -> bool {
        matches!(
            self,
            Reader::Anyone | Reader::Response | Reader::OnlyUs | Reader::Nobody
        )
    }
}

/// How the party came by a value, and who says so; empty where it is not known.
pub fn origin(point: &DataPoint) -> String {
    let words = match point.origin {
        Origin::Subject => "given by the person",
        Origin::Register => "electoral register",
        Origin::MarkedRegister => "marked register",
        Origin::Canvass => "canvassing",
        Origin::Bought => "bought",
        Origin::Modelled => "calculated by a model",
        Origin::Public => "a public source",
        Origin::Internal => "the party itself",
        Origin::Unknown => return String::new(),
    };
    match point.origin_basis {
        Basis::Response => format!("{words} (so the response)"),
        Basis::Codebook => format!("{words} (published)"),
        Basis::Wording => format!("probably {words}"),
        Basis::None => words.to_owned(),
    }
}

/// What a guess rests on: `a guess, from household and model`.
pub fn guess(point: &DataPoint) -> Option<String> {
    let from: Vec<&str> = point.inferred_from.iter().map(|f| inferred(*f)).collect();
    point.inferred.then(|| match from.as_slice() {
        [] => "a guess".to_owned(),
        from => format!("a guess, from {}", from.join(" and ")),
    })
}

fn inferred(from: InferredFrom) -> &'static str {
    match from {
        InferredFrom::Name => "the name",
        InferredFrom::Address => "the address",
        InferredFrom::Household => "the household",
        InferredFrom::Area => "the area",
        InferredFrom::Model => "a model",
    }
}

/// Article 9 data in plain words.
pub fn special(special: SpecialCategory) -> &'static str {
    match special {
        SpecialCategory::PoliticalOpinion => "political opinion",
        SpecialCategory::EthnicOrigin => "ethnic origin",
        SpecialCategory::Religion => "religion",
        SpecialCategory::UnionMembership => "union membership",
        SpecialCategory::Health => "health",
        SpecialCategory::SexLife => "sex life",
        SpecialCategory::PhilosophicalBelief => "philosophical belief",
    }
}

/// About whom a value is, where it is not the person alone; empty else.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Person | Level::Unknown => "",
        Level::Household => "about the household",
        Level::Area => "about the area",
    }
}

/// What kind of answer the response is.
pub fn response_kind(kind: ResponseKind) -> &'static str {
    match kind {
        ResponseKind::Data => "data were supplied",
        ResponseKind::NoDataHeld => "says that no data are held",
        ResponseKind::Refusal => "refuses",
        ResponseKind::LetterOnly => "a letter without data",
        ResponseKind::NotAResponse => "nothing here answers a request",
        ResponseKind::Unknown => "could not be told",
    }
}

/// How serious a finding is, as its first word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "INFO",
        Severity::Low => "LOW",
        Severity::Medium => "MEDIUM",
        Severity::High => "HIGH",
        Severity::Critical => "CRITICAL",
    }
}

/// How firmly a finding stands.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Face => "the files show it",
        Standing::PrimaFacie => "it looks so unless answered",
        Standing::Question => "a question",
    }
}

/// What was found of an item that an answer owes.
pub fn item_status(status: ItemStatus) -> &'static str {
    match status {
        ItemStatus::Stated => "stated",
        ItemStatus::Elsewhere => "only elsewhere",
        ItemStatus::NotFound => "not found",
        ItemStatus::Refused => "refused",
        ItemStatus::NotApplicable => "not owed",
    }
}

/// The items that an answer owes, by their keys in the report.
pub fn item(key: &str) -> &str {
    match key {
        "confirmation" => "confirmation that data are held",
        "copy" => "a copy of the data",
        "purposes" => "the purposes",
        "categories" => "the kinds of data",
        "recipients" => "who receives them",
        "retention" => "how long they are kept",
        "rights-rectify-erase-restrict-object" => "the rights to correct, erase, restrict, object",
        "complaint" => "the right to complain",
        "source" => "where they came from",
        "automated-decisions" => "automated decisions and profiling",
        "transfers" => "transfers abroad",
        other => other,
    }
}

/// What the findings of a family are about, by the letter of their codes.
pub fn family(letter: char) -> &'static str {
    match letter {
        'T' => "Time",
        'M' => "Things that are missing",
        'U' => "Things that cannot be read",
        'S' => "Where data came from",
        'I' => "Guesses",
        'C' => "Sensitive data",
        'A' => "Things that may be wrong",
        'D' => "Who else has the data",
        'R' => "The electoral register",
        'P' => "How the answer was made",
        'X' => "Refusals",
        'L' => "What the data are used for",
        _ => "Other",
    }
}

/// How much of a file was read.
pub fn read_state(state: ReadState) -> &'static str {
    match state {
        ReadState::Whole => "read",
        ReadState::Partly => "read in part",
        ReadState::Not => "not read",
    }
}

/// Whether an oddity says that something was not read.
pub fn is_loss(kind: OddityKind) -> bool {
    matches!(
        kind,
        OddityKind::NotRead
            | OddityKind::LimitReached
            | OddityKind::Encrypted
            | OddityKind::Damaged
            | OddityKind::PagesWithoutText
            | OddityKind::UnreadableText
    )
}

/// A place for people; with its file where the report has several.
pub fn place(report: &Report, part: &PartLine, place: &Place) -> String {
    match (report.parts.len(), place) {
        (_, Place::Whole) => part.path.clone(),
        (1, place) => place.to_string(),
        (_, place) => format!("{}: {place}", part.path),
    }
}

/// How right the profile is: `of 3 facts that can be compared, 2 are right; ...`.
pub fn accuracy(accuracy: &Accuracy) -> String {
    let tally = |tally: &Tally, one: &str, many: &str| {
        let compared = tally.compared();
        let agree = match compared {
            0 => format!("no {one} can be compared with what you say is true"),
            all => format!(
                "of {} that can be compared with what you say is true, {} right and {} wrong",
                count(all, one, many),
                count(tally.right, "is", "are"),
                tally.wrong,
            ),
        };
        match tally.not_compared {
            0 => agree,
            open => format!("{agree} ({open} more cannot be)"),
        }
    };
    format!(
        "{}; {}",
        tally(&accuracy.facts, "fact", "facts"),
        tally(&accuracy.guesses, "guess", "guesses"),
    )
}

/// What is masked, in a sentence.
pub fn redaction(line: &RedactionLine) -> String {
    let values = count(line.values, "value", "values");
    let what = "names, addresses, contact details, identifiers, free text and quoted words of the response; files and sheets have numbers for names";
    match &line.key {
        Some(key) => format!("{values}: {what}. Pseudonyms made with the key {key} stand for them"),
        None => format!("{values}: {what}"),
    }
}

/// What the operator's codebooks changed, a sentence each.
pub fn overlays(made_with: &MadeWith) -> Vec<String> {
    let replaced = made_with
        .replaced
        .iter()
        .map(|file| format!("{file} of the program's codebooks was replaced by yours"));
    let unmatched = made_with
        .unmatched
        .iter()
        .map(|file| format!("{file} of your codebooks matched nothing and was not used"));
    replaced.chain(unmatched).collect()
}

/// `1 file` or `3 files`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}
