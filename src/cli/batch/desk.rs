//! `sar-decode worker`: works on one case after the other, for `batch` and for whoever speaks its
//! protocol. Codebooks are loaded once.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use sar_decode::analyse::{Memory, Settings, analyse_with};
use sar_decode::batch::cohort::summary;
use sar_decode::batch::dataset::{About, Personal, TABLES, rows};
use sar_decode::batch::protocol::{Answer, Head, Job, Setup, State, Trouble};
use sar_decode::batch::{Folder, Office, Stamp, serve};
use sar_decode::codebook::{Codebooks, PartyId};
use sar_decode::day::Day;
use sar_decode::document::{Document, ReadState};
use sar_decode::ingest::{Limits, Source, fold_duplicates};
use sar_decode::profile::{Compared, Earlier, Others};
use sar_decode::provenance::PartId;
use sar_decode::render::words::is_loss;
use sar_decode::render::{self, Render, Style};
use sar_decode::report::{OtherPeople, Report};
use sar_decode::request::Request;
use sar_decode::worker::{Fences, confine, end_with_starter};

use crate::cli::args::HowArgs;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::gather::{self, Found};
use crate::cli::reading::Reading;
use crate::cli::settings::FoundSettings;
use crate::cli::{diff, known};

/// The file of a case that is about it.
const CASE_FILE: &str = "case.toml";

/// Works for whoever is at the other end.
pub fn work(input: &mut dyn Read, output: &mut dyn Write) -> Exit {
    let open = |setup: Setup| {
        if setup.ends_with_starter {
            end_with_starter();
        }
        let memory = setup.memory.unwrap_or(Fences::default().memory);
        let desk = Desk::new(setup).map_err(|failure| failure.what().to_owned())?;
        confine(memory);
        Ok(desk)
    };
    match serve(input, output, open) {
        Ok(()) => Exit::Analysed,
        Err(_) => Exit::NothingRead,
    }
}

/// Everything that is the same for all cases.
pub struct Desk {
    setup: Setup,
    books: Codebooks,
    memory: Memory,
    /// What every key hangs on.
    made: String,
    settings: Settings,
    others: BTreeMap<String, Others>,
    renderers: Vec<&'static dyn Render>,
    personal: Personal,
    parties: HashMap<String, PartyId>,
    how: HowArgs,
    limits: Limits,
    here: Reading,
    careful: Option<Reading>,
    /// What the case is known by that is being worked on.
    stamp: Option<Stamp>,
}

/// A case, read.
struct Case {
    document: Document,
    request: Request,
    stamp: Stamp,
    notices: Vec<String>,
    left_out: Vec<String>,
    earlier: Option<PathBuf>,
}

impl Desk {
    /// Checks everything that can be wrong with a setup.
    pub fn new(setup: Setup) -> Result<Self, Failure> {
        let books = known::codebooks(&setup.codebooks)?;
        let file = match &setup.settings {
            Some(path) => FoundSettings::find(Some(path), &[])?,
            None => FoundSettings::none(),
        };
        let speaks = match setup.date.as_deref().map(Day::parse) {
            None => None,
            Some(Ok(day)) => Some(day),
            Some(Err(error)) => return Err(Failure::new(format!("date: {error}"))),
        };
        let settings = Settings {
            party: setup
                .party
                .as_ref()
                .map(|party| known::party(&books, party))
                .transpose()?,
            speaks,
            select: file.select(&setup.select)?,
            ignore: file.ignore(&setup.ignore)?,
            thresholds: file.read.thresholds.clone(),
            others: if setup.show_others {
                OtherPeople::Shown
            } else {
                OtherPeople::Masked
            },
            ..Settings::default()
        };
        let renderers = setup.reports.iter().map(|name| renderer(name));
        let renderers = renderers.collect::<Result<Vec<_>, _>>()?;
        let fences = Fences::default();
        let how = HowArgs {
            password_file: setup.password_file.clone(),
            ocr: setup.ocr,
            cross_check: setup.cross_check,
            timeout_per_file: setup.seconds.unwrap_or(fences.seconds),
            in_process: true,
        };
        let mut here = Reading::new(&how)?;
        let mut limits = here.limits().clone();
        super::limits::set(&mut limits, &setup.limits)?;
        here.limit(limits.clone());
        Ok(Self {
            made: made(&setup, &books)?,
            others: match &setup.others {
                Some(path) => super::others::read(path)?,
                None => BTreeMap::new(),
            },
            personal: if setup.with_personal_data {
                Personal::With
            } else {
                Personal::Without
            },
            setup,
            books,
            memory: Memory::default(),
            settings,
            renderers,
            parties: HashMap::new(),
            how,
            limits,
            here,
            careful: None,
            stamp: None,
        })
    }

    /// What every key hangs on, and with it the results.
    pub fn made(&self) -> &str {
        &self.made
    }

    fn case(&mut self, job: &Job, files: Vec<(String, Vec<u8>)>) -> Result<Answer, Failure> {
        let case = match &job.path {
            Some(path) => match self.at(job, path)? {
                Ok(case) => case,
                Err(stamp) => return Ok(unchanged(job, &stamp)),
            },
            None => self.sent(job, files)?,
        };
        let settings = self.settings(job, &case)?;
        let report = analyse_with(&case.document, &self.books, &settings, &mut self.memory)?;
        let state = state(&case.document);
        let mut head = Head {
            case: job.case.clone(),
            state,
            notices: case.notices,
            troubles: troubles(&case.document, &case.left_out),
            ..head(&case.stamp)
        };
        head.reports = self.write(&job.case, &report)?;
        let about = About {
            id: &case.stamp.id,
            name: &job.case,
            state,
            request: &settings.request,
            personal: self.personal,
        };
        let mut frames: Vec<Vec<u8>> = rows(&report, about)
            .into_iter()
            .map(String::into_bytes)
            .collect();
        frames.push(summary(&report, state)?);
        head.frames = TABLES
            .iter()
            .map(|table| table.name.to_owned())
            .chain(["summary".to_owned()])
            .collect();
        Ok(Answer { head, frames })
    }

    /// Reads a case at its path; only what it is known by where it has not changed.
    fn at(&mut self, job: &Job, path: &Path) -> Result<Result<Case, Stamp>, Failure> {
        let found = gather::find(&[path.to_owned()])?;
        let about = match &found.case_file {
            Some(path) => std::fs::read(path)
                .map_err(|error| Failure::new(format!("{CASE_FILE}: cannot be read: {error}")))?,
            None => Vec::new(),
        };
        let request = self::request(&about);
        let asked = request.as_ref().ok().map(|(request, _)| request);
        if let Some(known) = &job.known {
            let stamp = self.stamped(&job.case, &digests(&found)?, &about, asked, path);
            // Reports that are gone are written again.
            if stamp.key == *known && self.holds(&job.case) {
                return Ok(Err(stamp));
            }
        }
        let reading = reading(
            &mut self.careful,
            &mut self.here,
            job,
            &self.how,
            &self.limits,
        )?;
        let left_out = found.left_out.clone();
        let gathered = gather::read(found, &mut io::empty(), reading)?;
        let mut document = gathered.document;
        let digests: Vec<(String, String)> = top(&document);
        let stamp = self.stamped(&job.case, &digests, &about, asked, path);
        self.stamp = Some(stamp.clone());
        fold_duplicates(&mut document);
        let (request, notices) = request?;
        let earlier = request.earlier.as_ref().map(|earlier| path.join(earlier));
        Ok(Ok(Case {
            document,
            request,
            stamp,
            notices,
            left_out,
            earlier,
        }))
    }

    /// Reads a case whose files were sent.
    fn sent(&mut self, job: &Job, files: Vec<(String, Vec<u8>)>) -> Result<Case, Failure> {
        let mut document = Document::default();
        let mut about = Vec::new();
        let reading = reading(
            &mut self.careful,
            &mut self.here,
            job,
            &self.how,
            &self.limits,
        )?;
        for (name, bytes) in files {
            if name == CASE_FILE {
                about = bytes;
                continue;
            }
            let source = Source {
                part: PartId(u32::try_from(document.parts.len()).unwrap_or(u32::MAX)),
                name: &name,
                bytes: &bytes,
            };
            document.parts.extend(reading.read(&source, &self.limits));
        }
        let request = self::request(&about);
        let asked = request.as_ref().ok().map(|(request, _)| request);
        let stamp = self.stamped(&job.case, &top(&document), &about, asked, Path::new(""));
        self.stamp = Some(stamp.clone());
        fold_duplicates(&mut document);
        let (request, notices) = request?;
        Ok(Case {
            document,
            request,
            stamp,
            notices,
            left_out: Vec::new(),
            earlier: None,
        })
    }

    /// What a case is known by; what its case file says, where it can be read, is part of it.
    fn stamped(
        &self,
        case: &str,
        files: &[(String, String)],
        about: &[u8],
        request: Option<&Request>,
        at: &Path,
    ) -> Stamp {
        // An earlier response is part of what the report hangs on.
        let earlier = request.and_then(|request| request.earlier.as_ref());
        let earlier = earlier.and_then(|earlier| {
            let found = gather::find(&[at.join(earlier)]).ok()?;
            digests(&found).ok()
        });
        Stamp::new(
            case,
            &self.made,
            files,
            about,
            request.and_then(|request| request.subject.as_deref()),
            &earlier.unwrap_or_default(),
        )
    }

    /// What is decided about a case.
    fn settings(&mut self, job: &Job, case: &Case) -> Result<Settings, Failure> {
        let mut settings = self.settings.clone();
        if settings.party.is_none() {
            settings.party = case
                .request
                .party
                .as_ref()
                .map(|named| self.party(named))
                .transpose()?;
        }
        let name = job.case.rsplit('/').next().unwrap_or(&job.case);
        let subject = case.request.subject.clone();
        settings.case_id = subject.unwrap_or_else(|| name.to_owned());
        settings.request = case.request.clone();
        let party = settings.party.as_ref().map(|party| party.0.as_str());
        settings.compared = Compared {
            others: party.and_then(|party| self.others.get(party)).cloned(),
            earlier: case
                .earlier
                .as_ref()
                .and_then(|path| self.earlier(path, party)),
        };
        Ok(settings)
    }

    fn party(&mut self, named: &str) -> Result<PartyId, Failure> {
        if let Some(known) = self.parties.get(named) {
            return Ok(known.clone());
        }
        let party = known::party(&self.books, named)?;
        self.parties.insert(named.to_owned(), party.clone());
        Ok(party)
    }

    /// The headings that held a value in an earlier response.
    fn earlier(&self, path: &Path, party: Option<&str>) -> Option<Earlier> {
        let mut nowhere = io::sink();
        let mut console = Console::new(&mut nowhere);
        let mut reading = Reading::new(&self.how).ok()?;
        let stdin = &mut io::empty();
        let response = diff::read(path, party, &self.books, &mut reading, stdin, &mut console);
        Some(Earlier::new(response.ok()?.side.filled()))
    }

    /// Writes the reports of a case, and says how long they are.
    fn write(&self, case: &str, report: &Report) -> Result<BTreeMap<String, u64>, Failure> {
        let Some(out) = &self.setup.out else {
            return Ok(BTreeMap::new());
        };
        let mut reports = Vec::new();
        for renderer in &self.renderers {
            let mut bytes = Vec::new();
            renderer.render(report, &Style::default(), &mut bytes)?;
            reports.push((file_name(*renderer), bytes));
        }
        Folder::of(out, case).write(&reports)?;
        let sizes = reports.into_iter().map(|(name, bytes)| {
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            (name, size)
        });
        Ok(sizes.collect())
    }

    /// Whether every report of a case is there.
    fn holds(&self, case: &str) -> bool {
        let Some(out) = &self.setup.out else {
            return true;
        };
        let folder = Folder::of(out, case);
        let mut renderers = self.renderers.iter();
        renderers.all(|renderer| folder.has(&file_name(*renderer)))
    }
}

impl Office for Desk {
    fn work(&mut self, job: &Job, files: Vec<(String, Vec<u8>)>) -> Answer {
        self.stamp = None;
        let done = catch_unwind(AssertUnwindSafe(|| self.case(job, files)));
        let (what, remedy) = match done {
            Ok(Ok(answer)) => return answer,
            Ok(Err(failure)) => {
                let causes = failure.causes().iter();
                let what = std::iter::once(failure.what().to_owned()).chain(causes.cloned());
                let remedy = failure.remedy().unwrap_or_default().to_owned();
                (what.collect::<Vec<_>>().join(": "), remedy)
            }
            Err(_) => {
                self.memory = Memory::default();
                let what = "the program gave up inside its own code".to_owned();
                (what, "report it, without the file".to_owned())
            }
        };
        let mut answer = Answer::failed(&job.case, what, &remedy);
        if let Some(stamp) = &self.stamp {
            let head = head(stamp);
            answer.head.id = head.id;
            answer.head.key = head.key;
            answer.head.person = head.person;
        }
        answer
    }
}

/// What results hang on besides the cases: program, codebooks, and the setup but for where things lie
/// and how long they may take.
pub fn made(setup: &Setup, books: &Codebooks) -> Result<String, Failure> {
    let mut shown = setup.clone();
    shown.out = None;
    shown.seconds = None;
    shown.memory = None;
    shown.ends_with_starter = false;
    let mut files = Vec::new();
    let named = [
        &mut shown.settings,
        &mut shown.others,
        &mut shown.password_file,
    ];
    for path in named.into_iter().filter_map(Option::take) {
        files.push(
            std::fs::read(&path)
                .map_err(|source| sar_decode::error::Error::Open { path, source })?,
        );
    }
    shown.codebooks = Vec::new();
    let setup = serde_json::to_vec(&shown)?;
    Ok(Stamp::made(&books.digest(), &setup, &files))
}

fn renderer(name: &str) -> Result<&'static dyn Render, Failure> {
    render::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = render::RENDERERS.iter().map(|it| it.name()).collect();
        let what = format!("report `{name}` is of no known form");
        Failure::new(what).try_this(format!("some of {}", names.join(",")))
    })
}

/// The name of a report's file.
fn file_name(renderer: &dyn Render) -> String {
    let ending = renderer.endings().first().copied();
    format!("report.{}", ending.unwrap_or(renderer.name()))
}

fn head(stamp: &Stamp) -> Head {
    Head {
        id: stamp.id.clone(),
        key: stamp.key.clone(),
        person: stamp.person.clone(),
        ..Head::default()
    }
}

fn unchanged(job: &Job, stamp: &Stamp) -> Answer {
    let head = Head {
        case: job.case.clone(),
        state: State::Unchanged,
        ..head(stamp)
    };
    Answer {
        head,
        frames: Vec::new(),
    }
}

/// The reader in this process, or the one that has each file read in a process of its own.
fn reading<'r>(
    careful: &'r mut Option<Reading>,
    here: &'r mut Reading,
    job: &Job,
    how: &HowArgs,
    limits: &Limits,
) -> Result<&'r mut Reading, Failure> {
    if !job.careful {
        return Ok(here);
    }
    if careful.is_none() {
        let mut reading = Reading::new(&HowArgs {
            in_process: false,
            ..how.clone()
        })?;
        reading.limit(limits.clone());
        *careful = Some(reading);
    }
    Ok(careful.as_mut().unwrap_or(here))
}

/// The files of a case with their digests, as they lie.
fn digests(found: &Found) -> Result<Vec<(String, String)>, Failure> {
    let digest = |named: &gather::Named| {
        let mut file = File::open(&named.path)?;
        Ok((named.name.clone(), Stamp::digest(&mut file)?))
    };
    let digests = found.files.iter().map(digest);
    Ok(digests.collect::<io::Result<Vec<_>>>()?)
}

/// The same, as they were read.
fn top(document: &Document) -> Vec<(String, String)> {
    let parts = document.parts.iter().filter(|part| part.parent.is_none());
    parts
        .map(|part| (part.path.clone(), part.sha256.clone()))
        .collect()
}

fn request(about: &[u8]) -> Result<(Request, Vec<String>), Failure> {
    let wrong = |what: String| Failure::new(format!("{CASE_FILE}: {what}"));
    let text = std::str::from_utf8(about).map_err(|_| wrong("is no UTF-8 text".to_owned()))?;
    let (request, notices) = Request::parse(text).map_err(|error| wrong(error.to_string()))?;
    let notices = notices.iter().map(ToString::to_string).collect();
    Ok((request, notices))
}

fn state(document: &Document) -> State {
    let read = |state| document.parts.iter().any(|part| part.read == state);
    match (
        read(ReadState::Whole) || read(ReadState::Partly),
        read(ReadState::Not) || read(ReadState::Partly),
    ) {
        (false, _) => State::NotRead,
        (true, true) => State::Partly,
        (true, false) => State::Read,
    }
}

/// What was not read, and what to try.
fn troubles(document: &Document, left_out: &[String]) -> Vec<Trouble> {
    let parts = document.parts.iter();
    let lost = parts.flat_map(|part| {
        let lost = part.oddities.iter().filter(|oddity| is_loss(oddity.kind));
        lost.map(|oddity| {
            let (what, remedy) = oddity
                .text
                .split_once("; try: ")
                .unwrap_or((&oddity.text, ""));
            Trouble {
                file: part.path.clone(),
                what: what.to_owned(),
                remedy: remedy.to_owned(),
            }
        })
    });
    let left_out = left_out.iter().map(|what| Trouble {
        what: what.clone(),
        ..Trouble::default()
    });
    left_out.chain(lost).collect()
}
