//! The options of an analysis, checked: a value of these types can be acted on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sar_decode::analyse::Settings;
use sar_decode::codebook::Codebooks;
use sar_decode::error::Error;
use sar_decode::finding::Severity;
use sar_decode::render::{self, Render};
use sar_decode::report::{Key, OtherPeople, Privacy};
use sar_decode::request::{Notice, Request};
use sar_decode::rules::RULES;

use super::args::AnalyseArgs;
use super::failure::Failure;
use super::settings::FoundSettings;
use super::{known, look};

/// Where the report goes, in which form.
pub struct Target {
    /// The form.
    pub renderer: &'static dyn Render,
    /// The file; standard output where there is none.
    pub file: Option<PathBuf>,
}

impl Target {
    /// The form that was named, else that of the file's ending, else the first.
    pub fn new(format: Option<&str>, output: Option<PathBuf>) -> Result<Self, Failure> {
        let file = output.filter(|path| path != Path::new("-"));
        let named = format.and_then(render::by_name);
        let renderer = match (named, &file) {
            (Some(named), _) => named,
            (None, Some(file)) => by_ending(file)?,
            (None, None) => &render::terminal::Terminal,
        };
        if renderer.is_binary() && file.is_none() && look::on_terminal() {
            let what = format!("a {} file cannot be shown in a terminal", renderer.name());
            let remedy = format!("-o report.{}", renderer.name());
            return Err(Failure::new(what).try_this(remedy));
        }
        Ok(Self { renderer, file })
    }
}

fn by_ending(file: &Path) -> Result<&'static dyn Render, Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy());
    if let Some(found) = ending.as_deref().and_then(render::by_ending) {
        return Ok(found);
    }
    let what = format!("{}: its ending names no form of report", file.display());
    let endings: Vec<&str> = render::RENDERERS
        .iter()
        .flat_map(|renderer| renderer.endings())
        .copied()
        .collect();
    let remedy = format!(
        "one of .{}; or name the form with --format",
        endings.join(", .")
    );
    Err(Failure::new(what).try_this(remedy))
}

/// Whether each name stands for one rule at least.
pub fn rules<'n>(named: impl IntoIterator<Item = &'n String>) -> Result<(), Failure> {
    for name in named {
        if !RULES.iter().any(|rule| rule.meta().goes_by(name)) {
            let names = RULES
                .iter()
                .flat_map(|rule| [rule.meta().code.0, rule.meta().name]);
            return Err(Error::Unknown {
                kind: "rule",
                name: name.clone(),
                nearest: known::nearest(name, names),
            }
            .into());
        }
    }
    Ok(())
}

/// Reads a case file.
pub fn case_file(path: &Path) -> Result<(Request, Vec<Notice>), Failure> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Open {
        path: path.to_owned(),
        source,
    })?;
    Request::parse(&text).map_err(|error| {
        Error::CaseFile {
            path: path.to_owned(),
            what: error.to_string(),
        }
        .into()
    })
}

/// What the operator decided about an analysis, beside what to read.
pub struct Choices {
    /// For the analysis.
    pub settings: Settings,
    /// How serious a finding has to be for exit status 1.
    pub fail_on: Option<Severity>,
}

/// Checks the options of an analysis; `request` is what the case file says, `file` what the file of
/// settings says.
pub fn choices(
    args: &AnalyseArgs,
    mut request: Request,
    case_id: String,
    file: &FoundSettings,
    books: &Codebooks,
) -> Result<Choices, Failure> {
    request.requested = args.requested.or(request.requested);
    request.received = args.received.or(request.received);
    let named = args.read.party.as_ref().or(request.party.as_ref());
    let party = named.map(|named| known::party(books, named)).transpose()?;
    let settings = Settings {
        party,
        case_id: request.subject.clone().unwrap_or(case_id),
        request,
        speaks: args.date,
        select: file.select(&args.select)?,
        ignore: file.ignore(&args.ignore)?,
        thresholds: file.read.thresholds.clone(),
        others: if args.show_others {
            OtherPeople::Shown
        } else {
            OtherPeople::Masked
        },
        privacy: privacy(args.redact, args.pseudonym.as_deref())?,
        ..Settings::default()
    };
    Ok(Choices {
        settings,
        fail_on: args.fail_on.map(super::args::FailOn::severity),
    })
}

/// What the report masks.
pub fn privacy(redact: bool, key: Option<&Path>) -> Result<Privacy, Failure> {
    let Some(path) = key else {
        return Ok(match redact {
            true => Privacy::Masked,
            false => Privacy::Shown,
        });
    };
    let text = std::fs::read(path).map_err(|source| Error::Open {
        path: path.to_owned(),
        source,
    })?;
    let key = Key::new(&text).map_err(|error| {
        let what = format!("{}: {error}", path.display());
        Failure::new(what).try_this("head -c 32 /dev/urandom | base64 > key.txt, and keep it safe")
    })?;
    Ok(Privacy::Pseudonyms(Arc::new(key)))
}
