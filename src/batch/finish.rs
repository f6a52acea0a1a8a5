//! What is made from all answers: data set, cohort report, failures, manifest, and the journal in the
//! order of the data set. Each file is written beside and takes its place when it is whole; the manifest
//! comes last and says that all is done.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::cases::Cases;
use super::cohort::{Cohort, Summary};
use super::dataset::{Personal, TABLES};
use super::index::Index;
use super::journal::{Journal, Pages};
use super::protocol::{Answer, Head, State};
use super::run::JOURNAL;

/// The name and version of the manifest.
const SCHEMA: &str = "sar-decode/manifest/1";
const MANIFEST: &str = "manifest.json";

/// What the results say besides the cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The version of the program.
    pub version: String,
    /// The digest of program, codebooks and everything that reports hang on.
    pub made: String,
    /// Whether rows hold personal data.
    pub with_personal_data: bool,
    /// The forms of report.
    pub reports: Vec<String>,
    /// People under whom nothing is published.
    pub min_cell: u64,
}

impl Options {
    /// Whether columns with personal data are there.
    #[must_use]
    pub fn personal(&self) -> Personal {
        match self.with_personal_data {
            true => Personal::With,
            false => Personal::Without,
        }
    }
}

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Finish<'a> {
    /// The folder of results.
    pub out: &'a Path,
    /// The cases.
    pub cases: &'a Cases,
    /// Where their answers lie.
    pub index: &'a Index,
    /// In which journals.
    pub sources: &'a [PathBuf],
    /// What the results say besides.
    pub options: &'a Options,
}

/// The manifest, as far as it is read again.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Manifest {
    schema: String,
    pub(super) options: Option<Options>,
    digest: String,
    outputs: BTreeMap<String, Output>,
}

/// A file that was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Output {
    bytes: u64,
    sha256: String,
}

/// A line of the manifest for a case.
#[derive(Debug, Serialize)]
struct CaseLine<'a> {
    case: &'a str,
    id: &'a str,
    key: &'a str,
    state: State,
    reports: &'a BTreeMap<String, u64>,
}

impl Finish<'_> {
    /// Whether all was written before from the same answers, and is still there.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn is_done(&self) -> io::Result<bool> {
        let Some(manifest) = manifest(self.out)? else {
            return Ok(false);
        };
        let whole = manifest.outputs.iter().all(|(name, output)| {
            let about = fs::metadata(self.out.join(name));
            about.is_ok_and(|about| about.len() == output.bytes)
        });
        Ok(whole && manifest.digest == self.digest())
    }

    /// The digest of everything that is written.
    fn digest(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(serde_json::to_vec(self.options).unwrap_or_default());
        for number in 0..self.cases.len() {
            digest.update(self.cases.name(number).unwrap_or_default());
            digest.update([0]);
            let key = self.index.get(number).and_then(|entry| entry.key);
            digest.update(key.unwrap_or(0).to_le_bytes());
        }
        hex(&digest.finalize())
    }
}

/// The manifest of a folder of results.
pub(super) fn manifest(out: &Path) -> io::Result<Option<Manifest>> {
    let bytes = match fs::read(out.join(MANIFEST)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    Ok(manifest.filter(|manifest| manifest.schema == SCHEMA))
}

/// Answers that are handed to the other thread at once.
const HANDED: usize = 64;

/// Hands of answers that wait for it.
const WAITING: usize = 4;

/// Writes everything: one thread reads the answers, puts the journal in order and counts; the other writes
/// the data set.
///
/// # Errors
///
/// Whatever the system says.
pub fn write(finish: &Finish<'_>) -> io::Result<()> {
    fs::create_dir_all(finish.out.join("dataset"))?;
    let (hand, handed) = sync_channel::<Vec<Answer>>(WAITING);
    std::thread::scope(|scope| {
        let rows = scope.spawn(move || {
            let mut rows = Writing::begin(finish)?;
            for answer in handed.into_iter().flatten() {
                rows.answer(&answer)?;
            }
            Ok(rows)
        });
        let read = answers(finish, &hand);
        // The other thread ends when nothing can come any more.
        drop(hand);
        let rows: io::Result<Writing> = rows.join().unwrap_or_else(|panic| resume_unwind(panic));
        // Where it has failed, this thread has only seen that nobody takes.
        rows?.end(finish, read?)
    })
}

/// Reads all answers in the order of the data set, writes the new journal, counts, and hands them on.
fn answers(finish: &Finish<'_>, hand: &SyncSender<Vec<Answer>>) -> io::Result<Cohort> {
    let mut journal = Journal::create(&finish.out.join(format!("{JOURNAL}.part")))?;
    let mut cohort = Cohort::new(finish.options.min_cell);
    let mut pages = Vec::new();
    for source in finish.sources {
        pages.push(Pages::open(source)?);
    }
    let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
    let mut ready = Vec::with_capacity(HANDED);
    for number in finish.index.order() {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(entry) = finish.index.get(number) else {
            continue;
        };
        let Some(pages) = pages.get_mut(usize::from(entry.source)) else {
            continue;
        };
        let mut bytes = pages.read(entry.place)?;
        journal.append(bytes)?;
        let answer = Answer::receive(&mut bytes)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        if let Some(summary) = answer.frame("summary") {
            cohort.add(&Summary::read(summary)?, entry.person);
        }
        if answer.head.state == State::Failed {
            cohort.add_failed();
        }
        ready.push(answer);
        if ready.len() == HANDED {
            let full = std::mem::replace(&mut ready, Vec::with_capacity(HANDED));
            hand.send(full).map_err(gone)?;
        }
    }
    hand.send(ready).map_err(gone)?;
    journal.flush()?;
    Ok(cohort)
}

/// The data set and the lists that are being written.
struct Writing {
    tables: Vec<Sink>,
    failures: Sink,
    manifest: Sink,
    cases: u64,
    #[cfg(feature = "dataset")]
    parquet: super::dataset::parquet::Tables,
}

impl Writing {
    fn begin(finish: &Finish<'_>) -> io::Result<Self> {
        let personal = finish.options.personal();
        let mut tables = Vec::new();
        for table in &TABLES {
            let mut sink = Sink::new(finish.out, &format!("dataset/{}.csv", table.name))?;
            sink.write_all(table.headings(personal).as_bytes())?;
            tables.push(sink);
        }
        let mut failures = Sink::new(finish.out, "failures.csv")?;
        failures.write_all(b"case,file,state,what,try\n")?;
        let mut manifest = Sink::new(finish.out, MANIFEST)?;
        let options = serde_json::to_string(finish.options)?;
        write!(
            manifest,
            "{{\n\"schema\": \"{SCHEMA}\",\n\"options\": {options},\n\"digest\": \"{}\",\n\"cases\": [",
            finish.digest()
        )?;
        Ok(Self {
            tables,
            failures,
            manifest,
            cases: 0,
            #[cfg(feature = "dataset")]
            parquet: super::dataset::parquet::Tables::begin(finish.out, personal)?,
        })
    }

    fn answer(&mut self, Answer { head, frames }: &Answer) -> io::Result<()> {
        for (name, frame) in head.frames.iter().zip(frames) {
            let table = TABLES.iter().position(|table| table.name == name);
            if let Some(sink) = table.and_then(|table| self.tables.get_mut(table)) {
                sink.write_all(frame)?;
            }
            #[cfg(feature = "dataset")]
            if let Some(table) = table {
                self.parquet.add(table, frame)?;
            }
        }
        self.troubles(head)?;
        let line = CaseLine {
            case: &head.case,
            id: &head.id,
            key: &head.key,
            state: head.state,
            reports: &head.reports,
        };
        let comma = if self.cases == 0 { "\n" } else { ",\n" };
        self.manifest.write_all(comma.as_bytes())?;
        serde_json::to_writer(&mut self.manifest, &line)?;
        self.cases = self.cases.saturating_add(1);
        Ok(())
    }

    fn troubles(&mut self, head: &Head) -> io::Result<()> {
        for trouble in &head.troubles {
            let state = head.state.as_str();
            let cells: [&str; 5] = [
                &head.case,
                &trouble.file,
                state,
                &trouble.what,
                &trouble.remedy,
            ];
            self.failures
                .write_all(super::dataset::line(&cells).as_bytes())?;
        }
        Ok(())
    }

    fn end(mut self, finish: &Finish<'_>, cohort: Cohort) -> io::Result<()> {
        let mut outputs = BTreeMap::new();
        let report = cohort.report(finish.options);
        let mut json = Sink::new(finish.out, "cohort.json")?;
        serde_json::to_writer_pretty(&mut json, &report)?;
        json.write_all(b"\n")?;
        let mut html = Sink::new(finish.out, "cohort.html")?;
        super::cohort::page(&report, &mut html)?;
        // The journal takes its place first: all else can be made from it again.
        let journal = finish.out.join(JOURNAL);
        fs::rename(finish.out.join(format!("{JOURNAL}.part")), journal)?;
        for sink in self.tables.into_iter().chain([self.failures, json, html]) {
            sink.end(&mut outputs)?;
        }
        #[cfg(feature = "dataset")]
        for (name, bytes, sha256) in self.parquet.end()? {
            outputs.insert(name, Output { bytes, sha256 });
        }
        let outputs = serde_json::to_string_pretty(&outputs)?;
        write!(self.manifest, "\n],\n\"outputs\": {outputs}\n}}\n")?;
        self.manifest.end(&mut BTreeMap::new())
    }
}

/// A file that is being written, with its digest.
struct Sink {
    name: String,
    path: PathBuf,
    to: BufWriter<File>,
    digest: Sha256,
    bytes: u64,
}

impl Sink {
    fn new(out: &Path, name: &str) -> io::Result<Self> {
        let path = out.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        let file = super::private(&mut options).open(beside(&path))?;
        Ok(Self {
            name: name.to_owned(),
            path,
            to: BufWriter::with_capacity(1 << 17, file),
            digest: Sha256::new(),
            bytes: 0,
        })
    }

    fn end(self, outputs: &mut BTreeMap<String, Output>) -> io::Result<()> {
        let file = self
            .to
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        drop(file);
        fs::rename(beside(&self.path), &self.path)?;
        let output = Output {
            bytes: self.bytes,
            sha256: hex(&self.digest.finalize()),
        };
        outputs.insert(self.name, output);
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        let more = u64::try_from(written).unwrap_or(0);
        self.bytes = self.bytes.saturating_add(more);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
