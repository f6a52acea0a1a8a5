//! Statements: who says what about which data, in which words, and where.

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::provenance::{Location, PartId};
use crate::statement::guessed::Guess;
use crate::vocabulary::{Category, Origin, vocabulary};

vocabulary! {
    /// What a sentence of the response is about.
    Topic {
        /// That data about the person are processed.
        Confirmation = "confirmation",
        /// That a copy is enclosed or attached.
        Copy = "copy",
        /// What the data are used for.
        Purposes = "purposes",
        /// Which kinds of data there are.
        Categories = "categories",
        /// Who gets or got the data.
        Recipients = "recipients",
        /// That other bodies of the party, candidates or campaigns have the data.
        AlliedBodies = "allied-bodies",
        /// How long the data are kept.
        Retention = "retention",
        /// Rectification, erasure, restriction, objection.
        Rights = "rights",
        /// The right to complain to the controller itself.
        ComplaintController = "complaint-controller",
        /// The right to complain to the Commissioner.
        ComplaintCommissioner = "complaint-commissioner",
        /// The way to a court.
        Court = "court",
        /// Where the data came from.
        Source = "source",
        /// That data are bought or had from a supplier.
        BoughtData = "bought-data",
        /// Whether decisions are taken by automated means.
        AutomatedDecisions = "automated-decisions",
        /// Whether the person is profiled, scored or modelled.
        Profiling = "profiling",
        /// Which data went into a score or model.
        ModelInputs = "model-inputs",
        /// Whether data leave the country.
        Transfers = "transfers",
        /// The basis in Article 6.
        LawfulBasis = "lawful-basis",
        /// The condition in Article 9 and the schedules.
        SpecialCondition = "special-condition",
        /// Whether special category data are held.
        SpecialData = "special-data",
        /// That the data are those of the register and no more.
        RegisterOnly = "register-only",
        /// An exemption relied on.
        Exemption = "exemption",
        /// That the request, or part of it, is refused.
        Refusal = "refusal",
        /// That the request is manifestly unfounded, excessive, vexatious or repeated.
        Excessive = "excessive",
        /// That a fee is asked.
        Fee = "fee",
        /// That the search was limited or would be disproportionate.
        SearchLimit = "search-limit",
        /// Which systems were searched, with which terms.
        SearchAccount = "search-account",
        /// That something was blacked out or left out.
        Redaction = "redaction",
        /// That nothing is held about the person.
        NothingHeld = "nothing-held",
        /// That more will be sent.
        WillFollow = "will-follow",
        /// That more time is taken.
        Extension = "extension",
        /// Why more time is taken.
        ExtensionReason = "extension-reason",
        /// That proof of identity is asked for.
        Identity = "identity",
        /// That the person is asked what is meant.
        Clarification = "clarification",
        /// That a request or complaint has come in.
        Acknowledgement = "acknowledgement",
        /// Who the controller is.
        Controller = "controller",
        /// That a privacy notice or a page on the web answers.
        Notice = "notice",
        /// That the text tells of the data instead of giving a copy.
        Summary = "summary",
    }
}

vocabulary! {
    /// How a sentence speaks of its topic.
    Stance {
        /// It states it.
        Stated = "stated",
        /// It states it in general words only: third parties, as long as necessary.
        Generic = "generic",
        /// It points elsewhere for it: a notice, a page.
        Elsewhere = "elsewhere",
        /// It says that it is not so.
        Denied = "denied",
        /// It says that it will not be told.
        Refused = "refused",
        /// It speaks of what may be or might be.
        Supposed = "supposed",
    }
}

vocabulary! {
    /// What a name in a sentence is the name of.
    NameKind {
        /// A supplier of data.
        Supplier = "supplier",
        /// A platform or processor.
        Platform = "platform",
        /// A council or registration officer.
        Council = "council",
        /// Another organisation or person that gets or gave data.
        Organisation = "organisation",
        /// A party.
        Party = "party",
    }
}

vocabulary! {
    /// What a paper is.
    PaperKind {
        /// A letter or e-mail that answers, or says why there is no answer.
        Letter = "letter",
        /// A letter that only asks for time, identity or clarification, or acknowledges.
        Holding = "holding",
        /// A privacy notice or policy.
        Notice = "notice",
        /// A key to fields or codes.
        Glossary = "glossary",
        /// The request itself, or what the person wrote.
        Request = "request",
        /// A proof of identity.
        Identity = "identity",
        /// A mailing to the person that is no answer.
        Mailing = "mailing",
        /// Data about the person, with or without a few words.
        Data = "data",
        /// None of these.
        Other = "other",
    }
}

vocabulary! {
    /// Who wrote a paper.
    Author {
        /// The party.
        Party = "party",
        /// The person, or someone for them.
        Person = "person",
        /// Cannot be told.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Where the date of a paper was taken from, the firmest first.
    DateFrom {
        /// The header of a mail.
        MailHeader = "mail-header",
        /// The date that the letter bears.
        Letter = "letter",
        /// The properties of the file.
        File = "file",
    }
}

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// What it is the name of.
    pub kind: NameKind,
    /// As written.
    pub text: String,
}

/// To which data a statement applies.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// To all of the response, or to what it does not say.
    #[default]
    Everything,
    /// To the data of these kinds.
    Categories(Vec<Category>),
    /// To the headings with these indices in the survey.
    Headings(Vec<usize>),
}

/// One thing that the response says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub topic: Topic,
    /// How it speaks of it.
    pub stance: Stance,
    /// The sentence as written.
    pub words: String,
    /// Where it stands.
    pub at: Location,
    /// The names in it.
    pub names: Vec<Name>,
    /// The origin that it states, where it is about a source.
    pub origin: Option<Origin>,
    /// Ids of provisions that it cites, and [marks](super::marks): `gdpr-6.1.e`, `dpa-sch2-16`,
    /// `staffing`.
    pub cites: Vec<String>,
    /// The days that it names.
    pub days: Vec<Day>,
    /// To which data it applies.
    pub about: About,
}

impl Statement {
    /// Whether it says that the thing is so: in terms or in general words.
    #[must_use]
    pub fn affirms(&self) -> bool {
        matches!(self.stance, Stance::Stated | Stance::Generic)
    }

    /// Whether it cites a provision or bears a mark.
    #[must_use]
    pub fn cites(&self, id: &str) -> bool {
        self.cites.iter().any(|cited| cited == id)
    }
}

/// The day of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PaperDate {
    /// The day.
    pub day: Day,
    /// Where it was taken from.
    pub from: DateFrom,
}

/// A part of the response seen as a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The part.
    pub part: PartId,
    /// What it is.
    pub kind: PaperKind,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub date: Option<PaperDate>,
    /// The words that show what it is, with their places.
    pub shown_by: Vec<(Location, String)>,
}

/// Everything that the response says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    /// The papers, in the order of parts.
    pub papers: Vec<Paper>,
    /// What they say, in reading order.
    pub all: Vec<Statement>,
    /// Headings, by their index in the survey, whose source a statement about all the data tells, with
    /// the index of that statement.
    pub of_all: Vec<(usize, usize)>,
    /// What they call guesses about the person, in reading order.
    pub guesses: Vec<Guess>,
}

impl Statements {
    /// What is said about a topic, in reading order.
    pub fn about(&self, topic: Topic) -> impl Iterator<Item = &Statement> {
        self.all
            .iter()
            .filter(move |statement| statement.topic == topic)
    }

    /// What is said about a topic in this way.
    pub fn said(&self, topic: Topic, stance: Stance) -> impl Iterator<Item = &Statement> {
        self.about(topic)
            .filter(move |statement| statement.stance == stance)
    }

    /// Whether a topic is affirmed: in terms or in general words.
    #[must_use]
    pub fn affirms(&self, topic: Topic) -> bool {
        self.about(topic).any(Statement::affirms)
    }

    /// Whether anything is said about a topic that answers it: affirmed or denied.
    #[must_use]
    pub fn answers(&self, topic: Topic) -> bool {
        self.about(topic)
            .any(|statement| statement.affirms() || statement.stance == Stance::Denied)
    }

    /// The papers that the party wrote in answer to the request.
    pub fn letters(&self) -> impl Iterator<Item = &Paper> {
        self.papers
            .iter()
            .filter(|paper| matches!(paper.kind, PaperKind::Letter | PaperKind::Holding))
    }
}
