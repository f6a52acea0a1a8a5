//! The command line: arguments in, exit status out. Reads files, writes streams and looks at the
//! terminal, which nothing else in this crate does.

mod analyse;
mod args;
mod batch;
mod codebooks;
mod compare;
mod completions;
mod console;
mod diff;
mod due;
mod dump;
mod evidence;
mod exit;
mod explain;
mod failure;
mod gather;
mod inspect;
mod known;
mod letter;
mod look;
mod options;
mod parties;
mod reading;
mod save;
mod schema;
mod settings;
mod verify;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use console::Console;
use exit::Exit;
use failure::Failure;

/// Runs the program. Data go to `out`, everything else to `err`.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    if let [_, only] = args.as_slice()
        && only == sar_decode::worker::ARGUMENT
    {
        return work(stdin, out);
    }
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => return console::usage(&error, out, err),
    };
    let mut console = Console::new(err);
    let done = match args.command {
        None => analyse::run(args.analyse, stdin, out, &mut console),
        Some(Command::Batch(args)) => batch::run(&args, stdin, out, &mut console),
        Some(Command::Merge(args)) => batch::merge(&args, out),
        Some(Command::Worker) => Ok(batch::work(stdin, out)),
        Some(Command::Inspect(args)) => inspect::run(args, stdin, out, &mut console),
        Some(Command::Diff(args)) => diff::run(&args, stdin, out, &mut console),
        Some(Command::Compare(args)) => compare::run(&args, stdin, out, &mut console),
        Some(Command::Dump(args)) => dump::run(args, stdin, out, &mut console),
        Some(Command::Explain(args)) => explain::run(&args, out),
        Some(Command::Codebooks(args)) => codebooks::run(args, out, &mut console),
        Some(Command::Parties(args)) => parties::run(&args, out),
        Some(Command::Due(args)) => due::run(&args, out),
        Some(Command::Letter(args)) => letter::run(args, stdin, out, &mut console),
        Some(Command::Request(args)) => letter::request(&args, out),
        Some(Command::Verify(args)) => verify::run(&args, out),
        Some(Command::Schema(args)) => schema::run(&args, out),
        Some(Command::Completions(args)) => completions::shell(&args, out),
        Some(Command::Man) => completions::manual(out),
    };
    let done = done.and_then(|exit| match out.flush() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::from(error)),
        _ => Ok(exit),
    });
    match done {
        Ok(exit) => exit,
        // Whoever read the output has seen enough of it.
        Err(failure) if failure.is_closed_pipe() => Exit::Analysed,
        Err(failure) => {
            console.fail(&failure);
            Exit::WrongCommand
        }
    }
}

/// Reads files for another process of this program, which sees how it ends.
fn work(stdin: &mut dyn Read, out: &mut dyn Write) -> Exit {
    match sar_decode::worker::serve(stdin, out) {
        Ok(()) => Exit::Analysed,
        Err(_) => Exit::NothingRead,
    }
}

/// Runs the program behind a fence. A panic is our mistake, not the reader's: its text may quote
/// the file, so it is never printed, and its place in our source is.
pub fn guarded(program: impl FnOnce() -> Exit + std::panic::UnwindSafe) -> ExitCode {
    static PLACE: std::sync::Mutex<Option<(String, u32)>> = std::sync::Mutex::new(None);
    std::panic::set_hook(Box::new(|info| {
        if let (Some(at), Ok(mut place)) = (info.location(), PLACE.lock()) {
            *place = Some((at.file().to_owned(), at.line()));
        }
    }));
    let exit = std::panic::catch_unwind(program).unwrap_or_else(|_| {
        let place = PLACE.lock().ok().and_then(|place| place.clone());
        console::gave_up(place, &mut std::io::stderr());
        Exit::NothingRead
    });
    exit.into()
}
