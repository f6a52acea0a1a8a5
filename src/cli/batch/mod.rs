//! `sar-decode batch FOLDER --out DIR` and `sar-decode merge DIR... --out DIR`.

mod desk;
mod limits;
mod others;
mod progress;

use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sar_decode::batch::crew::Crew;
use sar_decode::batch::finish::Options;
use sar_decode::batch::protocol::Setup;
use sar_decode::batch::{self, Cases, Done, Plan, cases};
use sar_decode::error::Error;

pub use desk::work;
pub use limits::parse as limit;

use super::args::{BatchArgs, MergeArgs};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use desk::Desk;
use progress::Progress;

/// Runs over a folder of cases.
pub fn run(
    args: &BatchArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if args.quiet {
        console.be_quiet();
    }
    let setup = setup(args);
    // Everything that can be wrong with the command is said before any case is read.
    let desk = Desk::new(setup.clone())?;
    let options = Options {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made: desk.made().to_owned(),
        with_personal_data: args.with_personal_data,
        reports: args.reports.clone(),
        min_cell: args.min_cell,
    };
    drop(desk);
    let cases = cases(args, stdin)?;
    for left in &cases.left_out {
        console.note(left);
    }
    if cases.is_empty() {
        let what = "there is no case to work on";
        return Err(Failure::new(what).try_this("a folder with a file or folder for each case"));
    }
    let program = std::env::current_exe()?;
    let workers = args.jobs.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        |jobs| usize::from(jobs.get()),
    );
    let plan = Plan {
        crew: Crew {
            program,
            setup,
            workers: workers.min(cases.len()).max(1),
            patience: Duration::from_secs(args.how.timeout_per_file),
        },
        cases,
        out: args.out.clone(),
        options,
    };
    let mut progress = Progress::new(plan.cases.len(), args.quiet, console);
    let done = batch::run(&plan, |seen| progress.see(&seen));
    progress.end();
    let done = done.map_err(|error| stopped(&args.out, &error))?;
    if !args.quiet {
        told(&done, &args.out, out)?;
    }
    Ok(exit(&done))
}

/// Merges folders of results.
pub fn merge(args: &MergeArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let cases = batch::merge(&args.folders, &args.out, args.min_cell)
        .map_err(|error| Failure::new(error.to_string()))?;
    writeln!(out, "{cases} cases in {}", args.out.display())?;
    Ok(Exit::Analysed)
}

fn stopped(out: &Path, error: &std::io::Error) -> Failure {
    let remedy = "the same command again: it goes on where this one stopped";
    match error.kind() {
        // A setup that does not hold, in the words of the worker.
        std::io::ErrorKind::InvalidInput => Failure::new(error.to_string()),
        _ => Failure::new(format!("{}: {error}", out.display())).try_this(remedy),
    }
}

/// What workers are told.
fn setup(args: &BatchArgs) -> Setup {
    Setup {
        out: Some(args.out.clone()),
        reports: args.reports.clone(),
        party: args.party.clone(),
        codebooks: args.codebooks.clone(),
        settings: args.settings.clone().or_else(|| nearest_settings(args)),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        date: args.date.map(|day| day.to_string()),
        others: args.others.clone(),
        with_personal_data: args.with_personal_data,
        show_others: args.show_others,
        password_file: args.how.password_file.clone(),
        ocr: args.how.ocr,
        cross_check: args.how.cross_check,
        limits: args.limits.iter().cloned().collect(),
        seconds: Some(args.how.timeout_per_file),
        memory: None,
        ends_with_starter: true,
    }
}

/// The settings in the folder of cases, else in the working directory. Those inside a case are not
/// looked for: whoever sent it does not choose the rules.
fn nearest_settings(args: &BatchArgs) -> Option<PathBuf> {
    let folders = args.paths.first().into_iter().cloned();
    let places = folders.chain([PathBuf::new()]);
    let mut files = places.map(|folder| folder.join(sar_decode::settings::FILE));
    files.find(|file| file.is_file())
}

/// The cases that were named.
fn cases(args: &BatchArgs, stdin: &mut dyn Read) -> Result<Cases, Failure> {
    let mut found = match (args.paths.as_slice(), &args.files_from) {
        (roots, Some(list)) => {
            let root = roots.first().map_or(Path::new(""), PathBuf::as_path);
            Cases::of_paths(root, lines(list, stdin)?)
        }
        ([only], None) if only.is_dir() => {
            Cases::of_folder(only).map_err(|source| Error::Open {
                path: only.clone(),
                source,
            })?
        }
        (paths, None) => {
            let missing = paths.iter().find(|path| !path.exists());
            if let Some(path) = missing {
                return Err(Failure::new(format!("{}: is not there", path.display())));
            }
            let paths = paths.iter().map(|path| path.to_string_lossy().into_owned());
            Cases::of_paths(Path::new(""), paths)
        }
    };
    if !args.glob.is_empty() {
        found.retain(|name| args.glob.iter().any(|glob| cases::fits(glob, name)));
    }
    if let Some(shard) = args.shard {
        found.retain(|name| shard.has(name));
    }
    Ok(found)
}

/// The lines of a list of paths; `-` is standard input.
fn lines(list: &Path, stdin: &mut dyn Read) -> Result<Vec<String>, Failure> {
    let wrong = |source| Error::Open {
        path: list.to_owned(),
        source,
    };
    let from: Box<dyn Read + '_> = if list == Path::new("-") {
        Box::new(stdin)
    } else {
        Box::new(std::fs::File::open(list).map_err(wrong)?)
    };
    let lines = std::io::BufReader::new(from).lines();
    let lines = lines.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    Ok(lines.into_iter().filter(|line| !line.is_empty()).collect())
}

fn told(done: &Done, folder: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let Done {
        cases,
        worked,
        read,
        partly,
        not_read,
        failed,
    } = done;
    writeln!(
        out,
        "{cases} cases: {read} read, {partly} in part, {not_read} not, {failed} could not be worked on"
    )?;
    writeln!(out, "{worked} of them worked on now, the others before")?;
    writeln!(
        out,
        "The report on all is {}; what was not read is in {}",
        folder.join("cohort.html").display(),
        folder.join("failures.csv").display()
    )?;
    Ok(())
}

fn exit(done: &Done) -> Exit {
    match (done.read.saturating_add(done.partly), done.cases) {
        (0, 1..) => Exit::NothingRead,
        _ if done.read < done.cases => Exit::PartlyRead,
        _ => Exit::Analysed,
    }
}
