//! The arguments as typed: clap, and nothing that looks at files.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};
use sar_decode::batch::Shard;
use sar_decode::day::Day;
use sar_decode::finding::Severity;
use sar_decode::letter::Kind;
use sar_decode::render::RENDERERS;
use sar_decode::request::Nation;

const AFTER: &str = "\
Exit status: 0 analysed; 1 analysed, and a finding reached --fail-on; 2 the command or its options are wrong;
3 some input could not be read, the rest was analysed; 4 nothing could be read.

Nothing is sent anywhere, and nothing is written but what you name. This is no virus scanner and no legal advice.";

/// Decodes what a UK political party sent in answer to a subject access request: what each value
/// means, who says so, where it came from, and what is left unexplained.
#[derive(Debug, Parser)]
#[command(
    name = "sar-decode",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = AFTER
)]
pub struct Args {
    /// One of the other things that the program does.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The analysis of a response.
    #[command(flatten)]
    pub analyse: AnalyseArgs,
}

/// The other things that the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Many responses: a report on each, a data set, and a report on all
    Batch(BatchArgs),
    /// Several folders of results into one, as if one run had made it
    Merge(MergeArgs),
    /// Works on cases for another program, over standard input and output
    Worker,
    /// How the files were read: tables, headings, and why
    Inspect(InspectArgs),
    /// What changed between two responses, or two saved reports
    Diff(DiffArgs),
    /// One person as several parties have them: contradictions, shared fields, shared suppliers
    Compare(CompareArgs),
    /// Every cell and line as read, with its place, as JSON lines
    Dump(DumpArgs),
    /// What a rule, a provision, an authority or a field means, and who says so
    Explain(ExplainArgs),
    /// What is known about parties, fields and codes
    Codebooks(CodebooksArgs),
    /// The parties known
    Parties(PartiesArgs),
    /// When the answer to a request is due, step by step
    Due(DueArgs),
    /// A letter or schedule drafted from the findings
    Letter(LetterArgs),
    /// The request for access itself, to send
    Request(RequestArgs),
    /// Whether the files are still those of a pack of evidence, or of a saved report
    Verify(VerifyArgs),
    /// The JSON Schema of the report, of a comparison, or of a codebook
    Schema(SchemaArgs),
    /// Completions for a shell
    Completions(CompletionsArgs),
    /// The manual page, as roff
    Man,
}

/// What to read, and with which knowledge.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// The response: a file, several files, a folder, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The party, by id or name; without it the response itself has to tell
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
    /// Say nothing beside the data but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// How files are read.
    #[command(flatten)]
    pub how: HowArgs,
}

/// How files are read.
#[derive(Debug, Clone, clap::Args)]
pub struct HowArgs {
    /// Passwords to try on files that need one, one a line
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Read pages that are pictures, with the tesseract program; what is read so is marked
    #[arg(long)]
    pub ocr: bool,
    /// Read every page of a PDF with a second reader too, and say where the two disagree
    #[arg(long)]
    pub cross_check: bool,
    /// Seconds that reading one file may take; one that takes longer is left out and named
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout_per_file: u64,
    /// Read files in this process and not in one of its own, without limits of time and memory
    #[arg(long)]
    pub in_process: bool,
}

/// `sar-decode PATH...`
#[derive(Debug, clap::Args)]
pub struct AnalyseArgs {
    /// What to read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// What you know about the request [default: case.toml in the folder]
    #[arg(long, value_name = "FILE")]
    pub case: Option<PathBuf>,
    /// A report in which you said what is accurate: the workbook or the CSV form, filled in
    #[arg(long, value_name = "FILE")]
    pub truth: Option<PathBuf>,
    /// The day the party received the request, as 2026-03-31
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub requested: Option<Day>,
    /// The day the response came
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub received: Option<Day>,
    /// The day on which the report speaks; without it nothing is said about time still running
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub date: Option<Day>,
    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<String>,
    /// Write the report to a file, readable by you alone; its ending chooses the form
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a pack of evidence to a new folder as well: the files as received, the report as JSON,
    /// HTML and Word, the exhibits, and digests of all of it (BagIt)
    #[arg(long, value_name = "DIR", conflicts_with_all = ["redact", "pseudonym"])]
    pub evidence: Option<PathBuf>,
    /// Run only these rules: codes, names or letters of families, with commas; stands in place of
    /// what the settings select
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out; stands in place of what the settings ignore
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Which rules run, which are left out and why, and thresholds [default: the nearest
    /// sar-decode.toml in the folder of the response or above it, up to the working directory]
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Exit with 1 where a finding is at least this serious
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// Show the values of other people, which are masked without it
    #[arg(long)]
    pub show_others: bool,
    /// Mask names, addresses, contact details, identifiers and free text
    #[arg(long)]
    pub redact: bool,
    /// The same, with a pseudonym for each masked value: the same for the same value in every report
    /// made with the key in this file, which you keep
    #[arg(long, value_name = "KEYFILE")]
    pub pseudonym: Option<PathBuf>,
    /// Show every place and every value in full
    #[arg(short, long)]
    pub verbose: bool,
    /// Add colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

const BATCH_AFTER: &str = "\
Examples:
  sar-decode batch responses/ --out results/
  sar-decode batch responses/ --out results/ --reports json,html,docx --jobs 8
  sar-decode batch responses/ --out results-2/ --shard 2/7      then: sar-decode merge results-*/ --out results/

Each file or folder in FOLDER is one response; a case.toml inside says what you know of it. A run that was stopped
goes on where it stopped when the same command is given again, and does only what is missing or has changed.";

/// `sar-decode batch`
#[derive(Debug, clap::Args)]
#[command(after_help = BATCH_AFTER)]
pub struct BatchArgs {
    /// A folder of responses; or several paths, each of one response
    #[arg(value_name = "FOLDER", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// The folder of results
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// A list of paths, one response a line, - for standard input; relative to FOLDER where it is given
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Only responses whose name fits: * for any text, ? for any character (repeatable)
    #[arg(long, value_name = "PATTERN")]
    pub glob: Vec<String>,
    /// Only this part of all responses, as 2/7; each falls into one part, on any machine
    #[arg(long, value_name = "I/N", value_parser = Shard::parse)]
    pub shard: Option<Shard>,
    /// How many work at once [default: one for each processor]
    #[arg(short, long, value_name = "NUMBER")]
    pub jobs: Option<std::num::NonZeroU16>,
    /// The forms of report for each response
    #[arg(
        long,
        value_name = "FORMATS",
        value_delimiter = ',',
        default_value = "json,html"
    )]
    pub reports: Vec<String>,
    /// People under whom nothing is published in the report on all
    #[arg(long, value_name = "PEOPLE", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    pub min_cell: u64,
    /// Put values, headings as written and file names into the data set too
    #[arg(long)]
    pub with_personal_data: bool,
    /// A cohort.json of an earlier run: what others received is held against each response (rule P06)
    #[arg(long, value_name = "FILE")]
    pub others: Option<PathBuf>,
    /// The party of all responses, by id or name; without it each case.toml or response has to tell
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
    /// The day on which the reports speak; without it nothing is said about time still running
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub date: Option<Day>,
    /// Run only these rules: codes, names or letters of families, with commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Which rules run, and thresholds [default: sar-decode.toml in FOLDER or the working directory]
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Limits on one file, as cells=100000,pages=500
    #[arg(long, value_name = "NAME=NUMBER", value_delimiter = ',', value_parser = super::batch::limit)]
    pub limits: Vec<(String, u64)>,
    /// Show the values of other people in reports, which are masked without it
    #[arg(long)]
    pub show_others: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// How files are read.
    #[command(flatten)]
    pub how: HowArgs,
}

/// `sar-decode merge`
#[derive(Debug, clap::Args)]
pub struct MergeArgs {
    /// Folders of results, each of a run that was finished
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// The folder of results to make
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// People under whom nothing is published [default: as in the folders]
    #[arg(long, value_name = "PEOPLE", value_parser = clap::value_parser!(u64).range(1..))]
    pub min_cell: Option<u64>,
}

/// `sar-decode inspect`
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// What to read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// The form
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    pub format: TextOrJson,
    /// Draw the pages with the tables found on them, as a page for a browser
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

const DIFF_AFTER: &str = "\
Examples:
  sar-decode diff 2024/ 2026/                     two folders, each with one response
  sar-decode diff old.json 2026/ --format json    a report that was saved, and a response

People, headings and fields are matched; order and place do not matter. Where the case.toml of NEW says when
the person objected, asked for erasure or gave notice to stop, what still stands is listed first.";

/// `sar-decode diff`
#[derive(Debug, clap::Args)]
#[command(after_help = DIFF_AFTER)]
pub struct DiffArgs {
    /// The earlier response: a file, a folder, or a report saved as JSON
    pub old: PathBuf,
    /// The later one
    pub new: PathBuf,
    /// The party, by id or name; without it the responses themselves have to tell
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// What you know about the later request [default: case.toml in its folder]
    #[arg(long, value_name = "FILE")]
    pub case: Option<PathBuf>,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
    /// The form
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    pub format: TextOrJson,
    /// Write to a file, readable by you alone
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show the values of other people, which are masked without it
    #[arg(long)]
    pub show_others: bool,
    /// Say nothing beside the data but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// How files are read.
    #[command(flatten)]
    pub how: HowArgs,
}

/// `sar-decode compare`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: sar-decode compare from-one-party/ from-another/ -o comparison.html

Each PATH is the response of one party to the same person; the case.toml of its folder counts. Values of other
people are left out.")]
pub struct CompareArgs {
    /// The responses: two or more, each a file or a folder
    #[arg(value_name = "PATH", required = true, num_args = 2..)]
    pub paths: Vec<PathBuf>,
    /// The party of each response, in their order (repeatable); without it each has to tell
    #[arg(long, value_name = "PARTY")]
    pub party: Vec<String>,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
    /// The form [default: by the ending of --output, else terminal]
    #[arg(short, long, value_name = "FORMAT")]
    pub format: Option<CompareForm>,
    /// Write to a file, readable by you alone; its ending chooses the form
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Mask names, addresses, contact details, identifiers and free text
    #[arg(long)]
    pub redact: bool,
    /// The same, with pseudonyms made with the key in this file
    #[arg(long, value_name = "KEYFILE")]
    pub pseudonym: Option<PathBuf>,
    /// Say nothing beside the data but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// How files are read.
    #[command(flatten)]
    pub how: HowArgs,
}

/// The forms of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareForm {
    /// Text
    Terminal,
    /// JSON
    Json,
    /// A page for a browser
    Html,
    /// A Word document
    Docx,
    /// Markdown
    Markdown,
}

/// `sar-decode schema`
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_name = "WHAT", default_value = "report")]
    pub what: SchemaOf,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The report, as --format json prints it
    Report,
    /// What `diff --format json` prints
    Diff,
    /// A book.toml, for editors that check while you write
    Codebook,
    /// The tables of the data set that batch writes
    Dataset,
}

/// `sar-decode dump`
#[derive(Debug, clap::Args)]
pub struct DumpArgs {
    /// The response: a file, several files, a folder, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// How files are read.
    #[command(flatten)]
    pub how: HowArgs,
}

/// `sar-decode explain`
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// A rule (U03, naked-score), a provision (gdpr-15.1.g), an authority (C-154/21), a field
    /// or a heading as it is written in a response
    #[arg(value_name = "NAME", required = true)]
    pub name: String,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
}

/// `sar-decode codebooks`
#[derive(Debug, clap::Args)]
pub struct CodebooksArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: BooksAction,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR", global = true)]
    pub codebooks: Vec<PathBuf>,
}

/// What to do with codebooks.
#[derive(Debug, Subcommand)]
pub enum BooksAction {
    /// The books, with versions and how much is in them
    List,
    /// A book, a field, a list of codes, or every list that has a code
    Show {
        /// A book (labour, experian), a field (labour/support-score), a heading, a list
        /// (mosaic_uk_type) or a code (B08)
        name: String,
        /// The form
        #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
        format: TextOrJson,
    },
    /// Unknown headings and codes of many responses, ranked, values masked, with a stub to fill in
    ///
    /// Each file or folder inside FOLDER is one response. Nothing of a value is printed but its
    /// shape: A9 for K7, 0.99 for 0.35.
    Suggest {
        /// A folder of responses
        folder: PathBuf,
        /// The party, by id or name; without it each response has to tell
        #[arg(long, value_name = "PARTY")]
        party: Option<String>,
        /// The form; toml is a book to fill in, which loads as it is
        #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
        format: SuggestFormat,
        /// Print a code itself where so many people have it
        #[arg(long, value_name = "PEOPLE", default_value_t = 5)]
        min_cell: usize,
        /// How files are read.
        #[command(flatten)]
        how: HowArgs,
    },
    /// A book for other programs: a Frictionless Table Schema, or terms of the Data Privacy Vocabulary
    Export {
        /// A book (labour, common, experian)
        book: String,
        /// The form
        #[arg(short, long, value_name = "FORMAT", default_value = "frictionless")]
        format: ExportFormat,
        /// Write to a file
        #[arg(short, long, value_name = "FILE", visible_alias = "output")]
        out: Option<PathBuf>,
    },
    /// Every problem of the books, with file and line; exit status 1 where there is one
    ///
    /// Each claim cited, each citation used, headings that are listed twice or never reached, lists
    /// that nobody reads, rows without status or source, patterns that do not fit, malformed dates.
    Check {
        /// A folder of books of your own, laid over those of the program; without it, all are checked
        dir: Option<PathBuf>,
        /// The form
        #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
        format: TextOrJson,
    },
}

/// `sar-decode parties`
#[derive(Debug, clap::Args)]
pub struct PartiesArgs {
    /// The form
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    pub format: TextOrJson,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
}

/// `sar-decode due`
#[derive(Debug, clap::Args)]
pub struct DueArgs {
    /// The day the party received the request, as 2026-03-31
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub requested: Day,
    /// The nation of the office that answers; without it the latest date of all is used
    #[arg(long, value_name = "NATION", value_parser = nation)]
    pub nation: Option<Nation>,
    /// The day proof of identity was given, where it was asked for
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub identity: Option<Day>,
    /// A clarification: the day it was asked and the day it was answered (repeatable)
    #[arg(long, value_name = "FIRST..LAST")]
    pub clarified: Vec<String>,
    /// Two further months were taken, with notice in time
    #[arg(long)]
    pub extended: bool,
    /// The form
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    pub format: TextOrJson,
}

/// `sar-decode letter`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: sar-decode letter clarification my-response/ -o questions.docx

The letter is a draft. What the program does not know stands in [square brackets].")]
pub struct LetterArgs {
    /// What kind of letter
    #[arg(value_name = "KIND", value_parser = letters())]
    pub kind: String,
    /// What to read, and what is known of the request; --date is the day of the letter.
    #[command(flatten)]
    pub analyse: AnalyseArgs,
    /// Templates to lay over those of the program, by name: clarification.md
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `sar-decode request`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: sar-decode request --party PARTY -o request.docx
          sar-decode request --all -o requests/")]
pub struct RequestArgs {
    /// The party, by id or name (repeatable)
    #[arg(long, value_name = "PARTY", required_unless_present = "all")]
    pub party: Vec<String>,
    /// To every party that is known
    #[arg(long, conflicts_with = "party")]
    pub all: bool,
    /// The day of the letter, as 2026-03-31
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub date: Option<Day>,
    /// The form [default: by the ending of --output, else markdown]
    #[arg(short, long, value_name = "FORMAT", value_parser = ["markdown", "docx"])]
    pub format: Option<String>,
    /// Write to a file; to a folder, a file each, where there are several parties
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Templates to lay over those of the program: request.md
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Codebooks to lay over those of the program (repeatable)
    #[arg(long, value_name = "DIR")]
    pub codebooks: Vec<PathBuf>,
}

/// `sar-decode verify`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A line for each file that is missing, changed or extra. Exit status: 0 nothing differs; 1 something does; 2 the
command is wrong, or what it names is neither a pack nor a report.

Examples: sar-decode verify evidence/                    a pack that --evidence made
          sar-decode verify report.json my-response/     a saved report, and the files as they are now")]
pub struct VerifyArgs {
    /// A pack of evidence, or a report saved as JSON
    pub report: PathBuf,
    /// Where the files of the report are [default: the folder of the report]
    pub folder: Option<PathBuf>,
}

/// `sar-decode completions`
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// The forms of suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SuggestFormat {
    /// Text
    Terminal,
    /// JSON
    Json,
    /// A book to fill in
    Toml,
}

/// The forms of a book for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A Frictionless Table Schema
    Frictionless,
    /// Terms of the W3C Data Privacy Vocabulary, as JSON-LD
    Dpv,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// Text
    Terminal,
    /// JSON
    Json,
}

/// When colour is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How serious a finding has to be for exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding
    Info,
    /// A small point
    Low,
    /// A point worth raising
    Medium,
    /// A main point
    High,
    /// Safety, or harm through special category data
    Critical,
}

impl FailOn {
    /// The same as a severity.
    pub fn severity(self) -> Severity {
        match self {
            FailOn::Info => Severity::Info,
            FailOn::Low => Severity::Low,
            FailOn::Medium => Severity::Medium,
            FailOn::High => Severity::High,
            FailOn::Critical => Severity::Critical,
        }
    }
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        RENDERERS.iter().map(|renderer| {
            clap::builder::PossibleValue::new(renderer.name()).help(renderer.holds())
        }),
    )
}

fn letters() -> PossibleValuesParser {
    PossibleValuesParser::new(
        Kind::ALL
            .iter()
            .map(|kind| clap::builder::PossibleValue::new(kind.name()).help(kind.holds())),
    )
}

fn nation(text: &str) -> Result<Nation, String> {
    Nation::from_key(text).ok_or_else(|| {
        let known: Vec<&str> = Nation::ALL.iter().map(|nation| nation.key()).collect();
        format!("known are {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_file_with_the_name_of_a_subcommand_is_reached_by_its_path() {
        let args = Args::try_parse_from(["sar-decode", "./inspect"]);
        assert!(args.is_ok_and(|args| args.command.is_none()));
    }
}
