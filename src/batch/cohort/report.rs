//! The report on a cohort: the questions by name, with figures that can be published.

use serde::Serialize;

use super::count::{Cohort, Heading, Party, Shared, ends};
use super::figure::{Figure, Mean, Seen, parts};
use super::{STATUSES, shapes};
use crate::batch::finish::Options;
use crate::batch::protocol::State;
use crate::finding::{Severity, Standing};
use crate::render::words::Reader;
use crate::vocabulary::{Category, InferredFrom, Origin, ResponseKind, SpecialCategory};

/// The name and version of the report's form.
pub const SCHEMA_ID: &str = "sar-decode/cohort/1";

/// The report on a cohort. No value of a person is in it; what fewer people than the least stand
/// behind is withheld.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortReport {
    /// Its form.
    pub schema: &'static str,
    /// The program, and what reports hang on.
    pub made_with: Options,
    /// What was read.
    pub responses: Responses,
    /// The parties of which enough responses were read, by id.
    pub parties: Vec<PartyLine>,
    /// The first question.
    pub what_kinds_of_data_does_each_party_hold: Vec<Holdings>,
    /// The second question.
    pub what_profiling_does_each_do: Vec<Profiling>,
    /// The third question.
    pub which_party_profiles_more: Ranking,
    /// How long answers took.
    pub response_times: Vec<Times>,
    /// What the rules found.
    pub findings: Vec<PartyFindings>,
    /// Who can read the values.
    pub intelligibility: Vec<Intelligibility>,
    /// The sources that responses name.
    pub sources: Vec<Named>,
    /// How scores are distributed.
    pub scores: Vec<Scores>,
    /// Headings and codes that nobody explains, those of most people first.
    pub unexplained: Vec<Unexplained>,
    /// Columns that most received and some did not.
    pub columns_some_received: Vec<Columns>,
    /// What is right, where people say what is true.
    pub accuracy: Vec<Accuracy>,
    /// The same field of the same people at several parties.
    pub contradictions: Vec<Contradiction>,
    /// What changed over the years.
    pub vintages: Vec<Vintage>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Responses {
    /// Responses of the parties that are shown.
    pub shown: u64,
    /// People behind all responses; none where they are few.
    pub people: Option<u64>,
    /// Responses in all, those that could not be worked on among them.
    pub all: u64,
    /// By how much of them was read.
    pub states: Vec<Line>,
    /// Parties left out, since fewer people than the least have a response of theirs.
    pub parties_left_out: usize,
}

/// A figure with its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What is counted.
    pub name: String,
    /// The figure.
    pub figure: Figure,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartyLine {
    /// Its id; empty where the party of a response is not known.
    pub party: String,
    /// Its name.
    pub name: String,
    /// Responses.
    pub responses: u64,
    /// People.
    pub people: u64,
    /// Those that supply data.
    pub with_data: Figure,
    /// What kinds of answer they are.
    pub kinds: Vec<Line>,
}

/// What a party holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holdings {
    /// The party.
    pub party: String,
    /// Responses with data.
    pub of: u64,
    /// Responses with a value of each kind.
    pub categories: Vec<Line>,
    /// Responses with a value of each origin.
    pub origins: Vec<Line>,
    /// Values in a response.
    pub values: Option<Mean>,
    /// Each heading that enough responses have.
    pub headings: Vec<HeadingLine>,
    /// Headings that are left out, since too few people have them.
    pub headings_left_out: usize,
    /// Whether more headings came than were kept apart, so that rare ones may count too little.
    pub approximate: bool,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeadingLine {
    /// As written.
    pub heading: String,
    /// The field of a codebook.
    pub field: Option<String>,
    /// What it says.
    pub title: Option<String>,
    /// What kind of data.
    pub category: &'static str,
    /// How the party came by it.
    pub origin: &'static str,
    /// Whether it is a guess.
    pub inferred: bool,
    /// Responses that have it, blank or not.
    pub present: Figure,
    /// Responses with a value under it.
    pub held: Figure,
}

/// What profiling a party does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profiling {
    /// The party.
    pub party: String,
    /// Responses with data.
    pub of: u64,
    /// Responses with a guess.
    pub with_guesses: Figure,
    /// Guesses in a response.
    pub guesses: Option<Mean>,
    /// What guesses rest on.
    pub rest_on: Vec<Line>,
    /// Article 9 data revealed.
    pub special: Vec<Line>,
    /// The guesses.
    pub headings: Vec<HeadingLine>,
}

/// Which party profiles more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// What is compared.
    pub by: &'static str,
    /// The parties, most guesses first.
    pub parties: Vec<Ranked>,
    /// In a sentence, as far as chance leaves it open.
    pub answer: String,
}

/// A party in the ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The party.
    pub party: String,
    /// Its name.
    pub name: String,
    /// Guesses in a response with data.
    pub guesses: Mean,
    /// Responses with a guess.
    pub with_guesses: Figure,
    /// Responses with data that were bought.
    pub bought: Figure,
    /// Responses that reveal Article 9 data.
    pub special: Figure,
}

/// How long answers took.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Times {
    /// The party.
    pub party: String,
    /// In time, and late by how much.
    pub lateness: Vec<Line>,
    /// Late in all.
    pub late: Figure,
    /// Days from request to answer: the median.
    pub median_days: Option<u32>,
    /// Nine of ten took no more.
    pub ninth_decile_days: Option<u32>,
}

/// What the rules found at a party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartyFindings {
    /// The party.
    pub party: String,
    /// The rules, those of most responses first.
    pub rules: Vec<RuleLine>,
    /// The items of Article 15.
    pub items: Vec<ItemLine>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleLine {
    /// Its code.
    pub rule: String,
    /// What it finds.
    pub title: &'static str,
    /// The most serious that it was.
    pub severity: &'static str,
    /// Responses in which it found something.
    pub figure: Figure,
    /// The standings that occurred, the firmest first; none where the figure is withheld.
    pub standings: Vec<&'static str>,
}

/// An item of Article 15.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemLine {
    /// The item.
    pub item: &'static str,
    /// How it stands.
    pub statuses: Vec<Line>,
}

/// Who can read the values of a party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Intelligibility {
    /// The party.
    pub party: String,
    /// Values and headings of all responses with data.
    pub values: u64,
    /// Who can read them.
    pub readers: Vec<Line>,
}

/// A source that responses name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// The party.
    pub party: String,
    /// Its sources.
    pub sources: Vec<Line>,
    /// Sources left out.
    pub left_out: usize,
}

/// How the scores under a heading are distributed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// The party.
    pub party: String,
    /// The heading.
    pub heading: String,
    /// The field.
    pub field: Option<String>,
    /// The mean.
    pub mean: Option<Mean>,
    /// Ten bins.
    pub bins: Vec<Bin>,
}

/// A bin of scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    /// Above this, or from it where it is the first.
    pub from: f64,
    /// Up to this.
    pub to: f64,
    /// Responses.
    pub figure: Figure,
}

/// A heading whose values nobody explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unexplained {
    /// The party.
    pub party: String,
    /// The heading, as written.
    pub heading: String,
    /// The field, where the heading is known.
    pub field: Option<String>,
    /// People who have it.
    pub people: u64,
    /// Responses.
    pub figure: Figure,
    /// What its values look like, where enough people have such.
    pub shapes: Vec<Line>,
    /// What the shapes over all responses suggest. Evidence of the cohort, and no meaning.
    pub seen_in_cohort: Option<String>,
    /// Explained headings with whose codes its own go in step. Evidence of the cohort, and no meaning.
    pub in_step_with: Vec<InStepLine>,
}

/// A heading with whose codes others go in step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InStepLine {
    /// The heading, as written.
    pub heading: String,
    /// How many codes each stand beside one of its own.
    pub codes: usize,
    /// People behind it.
    pub people: u64,
}

/// Columns that some received.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Columns {
    /// The party.
    pub party: String,
    /// Responses with data.
    pub of: u64,
    /// Headings that at least half of the responses have, and some have not.
    pub headings: Vec<HeadingLine>,
    /// Every heading that enough people have, with how many responses: what `--others` reads.
    pub received: Vec<Received>,
}

/// A heading that others received.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Received {
    /// As written.
    pub heading: String,
    /// Responses that have it.
    pub responses: u64,
}

/// What is right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accuracy {
    /// The party.
    pub party: String,
    /// People who say what is true.
    pub people: u64,
    /// Facts that are right.
    pub facts: Figure,
    /// Guesses that are right.
    pub guesses: Figure,
}

/// The same field of the same people at several parties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contradiction {
    /// The field.
    pub field: String,
    /// What it is.
    pub title: String,
    /// The parties that hold it.
    pub parties: Vec<String>,
    /// People of whom several parties hold it, and whose values differ.
    pub differing: Figure,
}

/// A year of answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vintage {
    /// The party.
    pub party: String,
    /// The year.
    pub year: u16,
    /// Responses with data.
    pub responses: u64,
    /// Guesses in each.
    pub guesses: Option<Mean>,
    /// Late answers.
    pub late: Figure,
}

impl Cohort {
    /// The report.
    #[must_use]
    pub fn report(mut self, options: &Options) -> CohortReport {
        self.compare();
        let cell = self.cell;
        let shown: Vec<(&String, &Party)> = self
            .parties
            .iter()
            .filter(|(_, party)| party.all.people >= cell)
            .collect();
        CohortReport {
            schema: SCHEMA_ID,
            made_with: options.clone(),
            responses: self.responses(&shown),
            parties: each(&shown, |id, party| Some(party_line(id, party, cell))),
            what_kinds_of_data_does_each_party_hold: each(&shown, |id, party| {
                holdings(id, party, cell)
            }),
            what_profiling_does_each_do: each(&shown, |id, party| profiling(id, party, cell)),
            which_party_profiles_more: ranking(&shown, cell),
            response_times: each(&shown, |id, party| times(id, party, cell)),
            findings: each(&shown, |id, party| Some(findings(id, party, cell))),
            intelligibility: each(&shown, |id, party| intelligibility(id, party, cell)),
            sources: each(&shown, |id, party| sources(id, party, cell)),
            scores: all(&shown, |id, party| scores(id, party, cell)),
            unexplained: ranked_by_people(all(&shown, |id, party| unexplained(id, party, cell))),
            columns_some_received: each(&shown, |id, party| columns(id, party, cell)),
            accuracy: each(&shown, |id, party| accuracy(id, party, cell)),
            contradictions: self
                .shared
                .iter()
                .filter_map(|(field, shared)| contradiction(field, shared, cell))
                .collect(),
            vintages: all(&shown, |id, party| vintages(id, party, cell)),
        }
    }

    fn responses(&self, shown: &[(&String, &Party)]) -> Responses {
        let states = [State::Read, State::Partly, State::NotRead];
        let seen: Vec<Seen> = states
            .iter()
            .map(|state| self.states.get(state).copied().unwrap_or_default())
            .collect();
        let figures = parts(&seen, self.all, self.cell);
        let lines = states.iter().zip(figures);
        Responses {
            shown: shown.iter().map(|(_, party)| party.all.responses).sum(),
            people: (self.all.people >= self.cell).then_some(self.all.people),
            all: self.all.responses.saturating_add(self.failed),
            states: lines
                .map(|(state, figure)| line(state.as_str(), figure))
                .collect(),
            parties_left_out: self.parties.len().saturating_sub(shown.len()),
        }
    }
}

fn each<T>(shown: &[(&String, &Party)], make: impl Fn(&str, &Party) -> Option<T>) -> Vec<T> {
    let made = shown.iter().map(|(id, party)| make(id, party));
    made.flatten().collect()
}

fn all<T>(shown: &[(&String, &Party)], make: impl Fn(&str, &Party) -> Vec<T>) -> Vec<T> {
    shown
        .iter()
        .flat_map(|(id, party)| make(id, party))
        .collect()
}

fn line(name: &str, figure: Figure) -> Line {
    Line {
        name: name.to_owned(),
        figure,
    }
}

fn party_line(id: &str, party: &Party, cell: u64) -> PartyLine {
    let kinds: Vec<(&ResponseKind, Seen)> = party
        .kinds
        .iter()
        .map(|(kind, seen)| (kind, *seen))
        .collect();
    let seen: Vec<Seen> = kinds.iter().map(|(_, seen)| *seen).collect();
    let figures = parts(&seen, party.all, cell);
    PartyLine {
        party: id.to_owned(),
        name: if party.name.is_empty() {
            "party not known".to_owned()
        } else {
            party.name.clone()
        },
        responses: party.all.responses,
        people: party.all.people,
        with_data: Figure::share(party.data, party.all, cell),
        kinds: kinds
            .iter()
            .zip(figures)
            .map(|((kind, _), figure)| line(kind.as_str(), figure))
            .collect(),
    }
}

/// Whether enough people have data of this party for anything to be said of them.
fn enough(party: &Party, cell: u64) -> bool {
    party.data.people >= cell
}

fn holdings(id: &str, party: &Party, cell: u64) -> Option<Holdings> {
    if !enough(party, cell) {
        return None;
    }
    let share =
        |seen: Option<&Seen>| Figure::share(seen.copied().unwrap_or_default(), party.data, cell);
    let headings = headings(party, cell, |_| true);
    Some(Holdings {
        party: id.to_owned(),
        of: party.data.responses,
        categories: Category::ALL
            .iter()
            .map(|kind| line(kind.as_str(), share(party.categories.get(kind))))
            .collect(),
        origins: Origin::ALL
            .iter()
            .map(|origin| line(origin.as_str(), share(party.origins.get(origin))))
            .collect(),
        values: party.values.mean(cell),
        headings_left_out: party.headings.len().saturating_sub(headings.len()),
        headings,
        approximate: party.dropped,
    })
}

/// The headings that enough people have, those of most responses first.
fn headings(party: &Party, cell: u64, keep: impl Fn(&Heading) -> bool) -> Vec<HeadingLine> {
    let mut kept: Vec<&Heading> = party
        .headings
        .values()
        .filter(|heading| heading.present.people >= cell && keep(heading))
        .collect();
    kept.sort_by(|a, b| (b.present.responses, &a.written).cmp(&(a.present.responses, &b.written)));
    kept.iter()
        .map(|heading| HeadingLine {
            heading: heading.written.clone(),
            field: some(&heading.field),
            title: some(&heading.title),
            category: heading.category.unwrap_or(Category::Unknown).as_str(),
            origin: heading.origin.unwrap_or(Origin::Unknown).as_str(),
            inferred: heading.inferred,
            present: Figure::share(heading.present, party.data, cell),
            held: Figure::share(heading.held, party.data, cell),
        })
        .collect()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn profiling(id: &str, party: &Party, cell: u64) -> Option<Profiling> {
    if !enough(party, cell) {
        return None;
    }
    let share =
        |seen: Option<&Seen>| Figure::share(seen.copied().unwrap_or_default(), party.data, cell);
    Some(Profiling {
        party: id.to_owned(),
        of: party.data.responses,
        with_guesses: Figure::share(party.profiled, party.data, cell),
        guesses: party.guesses.mean(cell),
        rest_on: InferredFrom::ALL
            .iter()
            .map(|from| line(from.as_str(), share(party.from.get(from))))
            .collect(),
        special: SpecialCategory::ALL
            .iter()
            .map(|special| line(special.as_str(), share(party.special.get(special))))
            .collect(),
        headings: headings(party, cell, |heading| heading.inferred),
    })
}

fn ranking(shown: &[(&String, &Party)], cell: u64) -> Ranking {
    let mut parties: Vec<Ranked> = each(shown, |id, party| {
        if id.is_empty() {
            return None;
        }
        let share = |seen: Seen| Figure::share(seen, party.data, cell);
        Some(Ranked {
            party: id.to_owned(),
            name: party.name.clone(),
            guesses: party.guesses.mean(cell)?,
            with_guesses: share(party.profiled),
            bought: share(
                party
                    .origins
                    .get(&Origin::Bought)
                    .copied()
                    .unwrap_or_default(),
            ),
            special: share(party.special.values().fold(Seen::default(), |most, seen| {
                if seen.people > most.people {
                    *seen
                } else {
                    most
                }
            })),
        })
    });
    parties.sort_by(|a, b| {
        let by_mean = b.guesses.mean.total_cmp(&a.guesses.mean);
        by_mean.then_with(|| a.party.cmp(&b.party))
    });
    Ranking {
        by: "guesses (values that are calculated or inferred) in a response with data",
        answer: answer(&parties),
        parties,
    }
}

/// What the ranking says, as far as chance leaves it open.
fn answer(parties: &[Ranked]) -> String {
    let (Some(first), Some(second)) = (parties.first(), parties.get(1)) else {
        return "There are not enough responses of two parties to compare.".to_owned();
    };
    let told = |ranked: &Ranked| format!("{} ({:.1} a response)", ranked.name, ranked.guesses.mean);
    if first.guesses.low > second.guesses.high {
        return format!(
            "Most guesses were found in the responses of {}, then in those of {}. The difference is larger than chance explains. It says what was sent, which need not be all that is held.",
            told(first),
            told(second)
        );
    }
    format!(
        "Most guesses were found in the responses of {} and {}; between these the difference may be chance. It says what was sent, which need not be all that is held.",
        told(first),
        told(second)
    )
}

fn times(id: &str, party: &Party, cell: u64) -> Option<Times> {
    const NAMES: [&str; 4] = [
        "in time",
        "late by 30 days or fewer",
        "late by 31 to 90 days",
        "later than that",
    ];
    if party.timed.people < cell {
        return None;
    }
    let figures = parts(&party.lateness, party.timed, cell);
    Some(Times {
        party: id.to_owned(),
        lateness: NAMES
            .iter()
            .zip(figures)
            .map(|(name, figure)| line(name, figure))
            .collect(),
        late: Figure::share(party.late, party.timed, cell),
        median_days: quantile(party, 1, 2, cell),
        ninth_decile_days: quantile(party, 9, 10, cell),
    })
}

/// The days within which so many of so many had their answer, where enough people lie on either side.
fn quantile(party: &Party, part: u64, of: u64, cell: u64) -> Option<u32> {
    let all: u64 = party.days.values().sum();
    let wanted = all.saturating_mul(part).div_ceil(of);
    if all.saturating_sub(wanted) < cell || wanted < cell {
        return None;
    }
    let mut counted = 0u64;
    party.days.iter().find_map(|(days, count)| {
        counted = counted.saturating_add(*count);
        (counted >= wanted).then_some(*days)
    })
}

fn findings(id: &str, party: &Party, cell: u64) -> PartyFindings {
    let mut rules: Vec<_> = party.rules.iter().collect();
    rules.sort_by(|a, b| (b.1.seen.responses, a.0).cmp(&(a.1.seen.responses, b.0)));
    let rules = rules.into_iter().map(|(code, count)| {
        let meta = crate::rules::by_name(code).map(|rule| rule.meta());
        let figure = Figure::share(count.seen, party.all, cell);
        let standings = [Standing::Face, Standing::PrimaFacie, Standing::Question];
        let severity = Severity::ALL.get(usize::from(count.severity));
        RuleLine {
            rule: code.clone(),
            title: meta.map_or("", |meta| meta.title),
            severity: severity.map_or("", |severity| severity.as_str()),
            standings: standings
                .into_iter()
                .filter(|standing| {
                    let at = Standing::ALL.iter().position(|it| it == standing);
                    let number = at.and_then(|at| count.standings.get(at)).copied();
                    figure.count.is_some() && number.unwrap_or(0) > 0
                })
                .map(Standing::as_str)
                .collect(),
            figure,
        }
    });
    PartyFindings {
        party: id.to_owned(),
        // A rule that found something at few people is not even named.
        rules: rules
            .filter(|rule| rule.figure.count.is_some_and(|count| count > 0))
            .collect(),
        items: items(party, cell),
    }
}

fn items(party: &Party, cell: u64) -> Vec<ItemLine> {
    let counted = crate::report::item_keys().zip(&party.items);
    counted
        .map(|(item, seen)| ItemLine {
            item,
            statuses: STATUSES
                .iter()
                .zip(parts(seen, party.all, cell))
                .map(|(status, figure)| line(status.as_str(), figure))
                .collect(),
        })
        .collect()
}

fn intelligibility(id: &str, party: &Party, cell: u64) -> Option<Intelligibility> {
    if !enough(party, cell) {
        return None;
    }
    let all: u64 = party.readers.iter().sum();
    Some(Intelligibility {
        party: id.to_owned(),
        values: all,
        readers: Reader::ALL
            .iter()
            .zip(party.readers)
            // Values, not people: of no single person where enough people have data.
            .map(|(reader, count)| line(reader.counted(), Figure::of(count, all)))
            .filter(|line| line.figure.count != Some(0))
            .collect(),
    })
}

fn sources(id: &str, party: &Party, cell: u64) -> Option<Named> {
    let mut named: Vec<_> = party
        .sources
        .iter()
        .filter(|(_, seen)| seen.people >= cell)
        .collect();
    if named.is_empty() {
        return None;
    }
    named.sort_by(|a, b| (b.1.responses, a.0).cmp(&(a.1.responses, b.0)));
    Some(Named {
        party: id.to_owned(),
        left_out: party.sources.len().saturating_sub(named.len()),
        sources: named
            .iter()
            .map(|(name, seen)| line(name, Figure::share(**seen, party.data, cell)))
            .collect(),
    })
}

fn scores(id: &str, party: &Party, cell: u64) -> Vec<Scores> {
    /// Fewer people than this in all have no distribution, since most bins would be withheld.
    const PEOPLE: u64 = 20;
    let scored = party
        .headings
        .values()
        .filter(|heading| heading.scores.seen.people >= PEOPLE.max(cell));
    let scored = scored.map(|heading| Scores {
        party: id.to_owned(),
        heading: heading.written.clone(),
        field: some(&heading.field),
        mean: heading.scores.sums.mean(cell),
        bins: bins(heading, cell),
    });
    scored.collect()
}

/// Ten bins over the power of ten that holds every score.
fn bins(heading: &Heading, cell: u64) -> Vec<Bin> {
    let scores = &heading.scores;
    let (least, most) = (scores.least.unwrap_or(0.0), scores.most.unwrap_or(0.0));
    let mut top = 1.0;
    while top < most.abs().max(least.abs()) {
        top *= 10.0;
    }
    let bottom = if least < 0.0 { -top } else { 0.0 };
    let width = (top - bottom) / 10.0;
    let edges: Vec<(f64, f64)> = (0..10u32)
        .map(|n| {
            (
                bottom + width * f64::from(n),
                bottom + width * f64::from(n + 1),
            )
        })
        .collect();
    let merged: Vec<Seen> = edges
        .iter()
        .map(|(low, high)| {
            let mut whole = Seen::default();
            for (bin, seen) in &scores.bins {
                let (from, to) = ends(*bin);
                let middle = f64::midpoint(from, to);
                if *low < middle && middle <= *high {
                    whole.responses = whole.responses.saturating_add(seen.responses);
                    whole.people = whole.people.saturating_add(seen.people);
                }
            }
            whole
        })
        .collect();
    edges
        .into_iter()
        .zip(parts(&merged, scores.seen, cell))
        .map(|((from, to), figure)| Bin { from, to, figure })
        .collect()
}

fn unexplained(id: &str, party: &Party, cell: u64) -> Vec<Unexplained> {
    let found = party
        .headings
        .iter()
        .filter(|(_, heading)| heading.unexplained.people >= cell);
    let found = found.map(|(key, heading)| Unexplained {
        party: id.to_owned(),
        heading: heading.written.clone(),
        field: some(&heading.field),
        people: heading.unexplained.people,
        figure: Figure::share(heading.unexplained, party.data, cell),
        shapes: heading
            .shapes
            .iter()
            .filter(|(_, seen)| seen.people >= cell)
            .map(|(shape, seen)| line(shape, Figure::share(*seen, heading.held, cell)))
            .collect(),
        seen_in_cohort: shapes::suggests(heading, cell),
        in_step_with: party
            .beside
            .in_step(key, cell)
            .into_iter()
            .map(|found| InStepLine {
                heading: found.heading.to_owned(),
                codes: found.codes,
                people: found.seen.people,
            })
            .collect(),
    });
    found.collect()
}

fn ranked_by_people(mut found: Vec<Unexplained>) -> Vec<Unexplained> {
    found.sort_by(|a, b| (b.people, &a.party, &a.heading).cmp(&(a.people, &b.party, &b.heading)));
    found
}

fn columns(id: &str, party: &Party, cell: u64) -> Option<Columns> {
    if !enough(party, cell) {
        return None;
    }
    let most = party.data.responses.div_ceil(2);
    let received = party.headings.values();
    Some(Columns {
        party: id.to_owned(),
        of: party.data.responses,
        headings: headings(party, cell, |heading| {
            heading.present.responses >= most && heading.present.responses < party.data.responses
        }),
        received: received
            .filter(|heading| heading.present.people >= cell)
            .map(|heading| Received {
                heading: heading.written.clone(),
                responses: heading.present.responses,
            })
            .collect(),
    })
}

fn accuracy(id: &str, party: &Party, cell: u64) -> Option<Accuracy> {
    if party.truthful.people < cell {
        return None;
    }
    let share = |(right, wrong): (u64, u64)| {
        let all = right.saturating_add(wrong);
        let few = |number: u64| number > 0 && number < cell;
        if few(right) || few(wrong) {
            return Figure::withheld(all);
        }
        Figure::of(right, all)
    };
    Some(Accuracy {
        party: id.to_owned(),
        people: party.truthful.people,
        facts: share(party.facts),
        guesses: share(party.guessed),
    })
}

fn contradiction(field: &str, shared: &Shared, cell: u64) -> Option<Contradiction> {
    (shared.people.people >= cell).then(|| Contradiction {
        field: field.to_owned(),
        title: shared.title.clone(),
        parties: shared.parties.iter().cloned().collect(),
        differing: Figure::share(
            shared.differing.by_people(),
            shared.people.by_people(),
            cell,
        ),
    })
}

fn vintages(id: &str, party: &Party, cell: u64) -> Vec<Vintage> {
    let years = party.years.iter();
    let years = years.filter(|(year, of)| **year > 0 && of.data.people >= cell);
    let years = years.map(|(year, of)| Vintage {
        party: id.to_owned(),
        year: *year,
        responses: of.data.responses,
        guesses: of.guesses.mean(cell),
        late: Figure::share(of.late, of.timed, cell),
    });
    years.collect()
}
