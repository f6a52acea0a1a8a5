//! The pipeline: parts in, report out.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::clock::Timeline;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Codebooks, PartyId, Word};
use crate::day::Day;
use crate::decode::{Decoded, Said, Scope, decode, said};
use crate::document::Document;
use crate::error::CodebookError;
use crate::finding::{Finding, RuleCode};
use crate::profile::{Compared, Index, Profile, SeenWords, Thresholds, complete, response_kind};
use crate::provenance::PointId;
use crate::recognise::survey::{explain, leave_out};
use crate::recognise::{Recogniser, SeenHeadings, Setting, Survey, party, people, survey};
use crate::report::{
    Frame, IgnoredLine, OtherPeople, PartyBasis, PartyEvidence, Privacy, Report, SettingsLine,
    ThresholdLine, TimelineLine, compose,
};
use crate::request::Request;
use crate::rules::{self, RuleMeta};
use crate::statement::{self, Phrases, Reading, Spoken, Stance, Statements, Topic};
use crate::vocabulary::Category;

/// What the operator decided about a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The party, where the operator names it.
    pub party: Option<PartyId>,
    /// The name of the case.
    pub case_id: String,
    /// What is known of the request.
    pub request: Request,
    /// The day on which the report speaks.
    pub speaks: Option<Day>,
    /// Codes, names or families of the rules to run; all where empty.
    pub select: Vec<String>,
    /// The rules to leave out.
    pub ignore: Vec<Ignore>,
    /// Other people's values.
    pub others: OtherPeople,
    /// Whether the report shows what tells who the person is.
    pub privacy: Privacy,
    /// The thresholds of rules.
    pub thresholds: Thresholds,
    /// What other responses show, where they are known.
    pub compared: Compared,
}

/// A rule to leave out, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ignore {
    /// Its code or name, or the letter of its family.
    pub rule: String,
    /// Why; none where the operator gave none.
    pub reason: Option<String>,
}

/// Analyses a document.
///
/// # Errors
///
/// [`CodebookError`] where the words that everything rests on do not load.
pub fn analyse(
    document: &Document,
    books: &Codebooks,
    settings: &Settings,
) -> Result<Report, CodebookError> {
    analyse_with(document, books, settings, &mut Memory::default())
}

/// What can be remembered from one response for the next: it changes how long an analysis takes, and
/// nothing else. It belongs to the codebooks that it was first used with.
#[derive(Debug, Default)]
pub struct Memory {
    seen: BTreeMap<(Option<PartyId>, Setting, u32), SeenHeadings>,
    words: SeenWords,
}

impl Memory {
    fn recogniser<'b>(
        &mut self,
        books: &'b Codebooks,
        settings: &Settings,
        party: Option<PartyId>,
        setting: Setting,
    ) -> Recogniser<'b> {
        let accept = settings.thresholds.heading_words;
        let seen = self.seen.remove(&(party.clone(), setting, accept));
        Recogniser::new(books, party, setting)
            .accepting(accept)
            .remembering(seen.unwrap_or_default())
    }

    fn keep(&mut self, recogniser: Recogniser<'_>) {
        let (party, setting) = (recogniser.party().cloned(), recogniser.setting());
        let scope = (party, setting, recogniser.accepts());
        self.seen.insert(scope, recogniser.into_seen());
    }
}

/// Analyses a document of many, with what was remembered from those before.
///
/// # Errors
///
/// As [`analyse`].
pub fn analyse_with(
    document: &Document,
    books: &Codebooks,
    settings: &Settings,
    memory: &mut Memory,
) -> Result<Report, CodebookError> {
    profiled(document, books, settings, memory, |profile, aside| {
        let checked = rules::check_all(profile, &|rule| selected(rule, settings));
        let (left_out, findings): (Vec<Finding>, Vec<Finding>) = checked
            .findings
            .into_iter()
            .partition(|finding| ignored_by(finding.rule, settings).is_some());
        let silenced = checked.silenced.into_iter();
        let silenced = silenced.filter(|line| ignored_by(line.rule, settings).is_none());
        let frame = Frame {
            case_id: settings.case_id.clone(),
            party_basis: basis(settings, profile),
            party_evidence: aside
                .signs
                .into_iter()
                .map(|sign| PartyEvidence {
                    party: sign.party,
                    seen: sign.seen,
                    kind: sign.kind,
                    at: sign.at,
                })
                .collect(),
            others: settings.others,
            timeline: profile.timeline().map(|clock| timeline(clock, aside.added)),
            accuracy: rules::accuracy::truth::score(profile),
            settings: settings_line(settings, &left_out),
            privacy: settings.privacy.clone(),
        };
        compose(profile, findings, silenced.collect(), frame)
    })
}

/// What is found on the way to a profile and does not belong to it.
#[derive(Debug, Clone)]
pub struct Aside {
    /// What points to a party.
    pub signs: Vec<party::Sign>,
    /// What the papers add to the facts of the case.
    pub added: Vec<String>,
}

/// Hands everything that is known about a response to a function: what rules see, before they look.
///
/// # Errors
///
/// As [`analyse`].
pub fn with_profile<T>(
    document: &Document,
    books: &Codebooks,
    settings: &Settings,
    look: impl FnOnce(&mut Profile<'_>, Aside) -> T,
) -> Result<T, CodebookError> {
    profiled(document, books, settings, &mut Memory::default(), look)
}

fn profiled<T>(
    document: &Document,
    books: &Codebooks,
    settings: &Settings,
    memory: &mut Memory,
    look: impl FnOnce(&mut Profile<'_>, Aside) -> T,
) -> Result<T, CodebookError> {
    books.prepare()?;
    let phrases = Phrases::of(books)?;
    let setting = if settings.party.is_some() {
        Setting::Political
    } else {
        Setting::Open
    };
    let recogniser = memory.recogniser(books, settings, settings.party.clone(), setting);
    let first = surveyed(document, &recogniser);
    memory.keep(recogniser);
    let signs = party::signs(document, &first.survey, books);
    let party = settings.party.clone().or_else(|| party::pointed_to(&signs));
    // What was read without a party is read again in its scope.
    let again = match (&settings.party, &party) {
        (None, Some(_)) => true,
        _ => is_political(&first.survey) && setting == Setting::Open,
    };
    let setting = if again { Setting::Political } else { setting };
    let recogniser = memory.recogniser(books, settings, party.clone(), setting);
    let seen = if again {
        surveyed(document, &recogniser)
    } else {
        first
    };
    let Surveyed {
        mut survey,
        spoken,
        told,
    } = seen;
    let read = statement::read(Reading {
        document,
        survey: &survey,
        spoken: &spoken,
        books,
        phrases: &phrases,
    })?;
    let statements = read.statements;
    let mut no_data = read.no_data;
    // `We searched for the name that you gave, which is ...`: where nothing is held, none of this is.
    if told.end == survey.observations.len()
        && statements
            .said(Topic::NothingHeld, Stance::Stated)
            .next()
            .is_some()
    {
        no_data.extend(told);
        no_data.sort_unstable();
        no_data.dedup();
    }
    survey.overrule(read.overruled);
    explain(&mut survey, read.explained, &recogniser);
    memory.keep(recogniser);
    leave_out(&mut survey, &no_data);
    survey.notes.extend(read.notes);
    let people = people::tell_apart(&survey, document, &read.addressed);
    let scope = Scope {
        books,
        phrases: &phrases,
        party: party.as_ref(),
    };
    let points = decode_all(&survey, &people.of, &statements, scope);
    let (request, added) = complete(&settings.request, &statements);
    let mut profile = Profile {
        document,
        survey: &survey,
        response_kind: response_kind(&points, &statements, document),
        points,
        people,
        books,
        phrases: &phrases,
        statements: &statements,
        request: &request,
        speaks: settings.speaks,
        thresholds: &settings.thresholds,
        compared: &settings.compared,
        index: Index::remembering(std::mem::take(&mut memory.words)),
        party,
    };
    let looked = look(&mut profile, Aside { signs, added });
    memory.words = profile.index.into_seen();
    Ok(looked)
}

/// What is observed in a document.
struct Surveyed {
    /// In its tables and lists, and in the sentences of its letters.
    survey: Survey,
    /// These sentences.
    spoken: Spoken,
    /// Which observations stand in them.
    told: Range<usize>,
}

fn surveyed(document: &Document, recogniser: &Recogniser<'_>) -> Surveyed {
    let mut survey = survey(document, recogniser);
    let spoken = Spoken::of(document, &survey);
    let told = statement::held_in_prose(document, &spoken, &survey, recogniser);
    let told = survey.tell(told, recogniser);
    Surveyed {
        survey,
        spoken,
        told,
    }
}

/// The clock, as the report shows it.
fn timeline(timeline: &Timeline, added: Vec<String>) -> TimelineLine {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    TimelineLine {
        requested: Some(timeline.requested.to_string()),
        due: day(timeline.due),
        received: day(timeline.received),
        days_late: timeline.days_late,
        contested: day(timeline.contested),
        provisional: timeline.provisional,
        steps: added
            .into_iter()
            .chain(timeline.steps.iter().map(|step| step.as_str().to_owned()))
            .collect(),
    }
}

fn decode_all(
    survey: &Survey,
    people: &[u32],
    statements: &Statements,
    scope: Scope<'_>,
) -> Vec<Decoded> {
    let said: Vec<Said> = survey
        .headings
        .iter()
        .enumerate()
        .map(|(index, heading)| said(heading, index, statements, scope))
        .collect();
    survey
        .observations
        .iter()
        .enumerate()
        .filter_map(|(n, observation)| {
            let heading = survey.headings.get(observation.heading)?;
            let id = PointId(u32::try_from(n).ok()?.checked_add(1)?);
            let person = people.get(n).copied().unwrap_or(1);
            Some(decode(
                id,
                person,
                heading,
                said.get(observation.heading)?,
                observation,
                scope,
            ))
        })
        .collect()
}

/// Whether some heading is about politics, or the name of a party stands over the response, one that no codebook knows:
/// so that weak words (`lab`, `con`) may be read as such.
fn is_political(survey: &Survey) -> bool {
    if survey.notes.iter().any(|note| is_name_of_party(&note.text)) {
        return true;
    }
    let is_of_politics = |word: &Word| word_lists().heading.political.has(word);
    survey.headings.iter().any(|heading| {
        matches!(
            heading.recognised.category,
            Category::VotingIntention
                | Category::ElectoralRegister
                | Category::VotingRecord
                | Category::EuReferendum
        ) || heading.label.words().iter().any(is_of_politics)
    })
}

/// `Hearth and Commons Party`, and not `Third Party`.
fn is_name_of_party(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    let [before @ .., last] = words.as_slice() else {
        return false;
    };
    let named = before.last().is_some_and(|word| {
        word.starts_with(char::is_uppercase) && !word.eq_ignore_ascii_case("third")
    });
    named && *last == "Party" && words.len() <= MOST_WORDS
}

fn basis(settings: &Settings, profile: &Profile<'_>) -> PartyBasis {
    match (&settings.party, &profile.party) {
        (Some(_), _) => PartyBasis::Given,
        (None, Some(_)) => PartyBasis::Detected,
        (None, None) => PartyBasis::None,
    }
}

/// Whether a rule is to run.
fn selected(rule: &RuleMeta, settings: &Settings) -> bool {
    settings.select.is_empty() || settings.select.iter().any(|wanted| rule.goes_by(wanted))
}

/// The entry that leaves a rule out.
fn ignored_by(rule: RuleCode, settings: &Settings) -> Option<&Ignore> {
    let rule = rules::by_name(rule.0)?;
    let mut ignored = settings.ignore.iter();
    ignored.find(|ignored| rule.meta().goes_by(&ignored.rule))
}

/// What the report says of settings that are not as they are by default.
fn settings_line(settings: &Settings, left_out: &[Finding]) -> Option<SettingsLine> {
    let ignored: Vec<IgnoredLine> = settings
        .ignore
        .iter()
        .map(|ignored| IgnoredLine {
            named: ignored.rule.clone(),
            reason: ignored.reason.clone(),
            findings: left_out
                .iter()
                .filter(|finding| ignored_by(finding.rule, settings) == Some(ignored))
                .count(),
        })
        .collect();
    let thresholds: Vec<ThresholdLine> = settings
        .thresholds
        .changed()
        .map(|(threshold, value, usual)| ThresholdLine {
            rule: threshold.rule,
            key: threshold.key,
            value,
            default: usual,
            unit: threshold.unit,
        })
        .collect();
    let line = SettingsLine {
        selected: settings.select.clone(),
        ignored,
        thresholds,
    };
    (line != SettingsLine::default()).then_some(line)
}
