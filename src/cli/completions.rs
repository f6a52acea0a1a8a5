//! `sar-decode completions` and `sar-decode man`.

use std::io::Write;

use clap::CommandFactory as _;

use super::args::{Args, CompletionsArgs};
use super::exit::Exit;
use super::failure::Failure;

/// Prints the completions for a shell.
pub fn shell(args: &CompletionsArgs, mut out: &mut dyn Write) -> Result<Exit, Failure> {
    clap_complete::generate(args.shell, &mut Args::command(), "sar-decode", &mut out);
    Ok(Exit::Analysed)
}

/// Prints the manual page.
pub fn manual(mut out: &mut dyn Write) -> Result<Exit, Failure> {
    clap_mangen::Man::new(Args::command()).render(&mut out)?;
    Ok(Exit::Analysed)
}
