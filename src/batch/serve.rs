//! The side of the worker: a setup and cases in, answers out, until the input ends.

use std::io::{self, Read, Write};

use super::protocol::{Answer, Head, Job, Setup, told};
use crate::worker::protocol::receive;

/// Whoever works on cases.
pub trait Office {
    /// Works on a case whose files lie at its path, or were sent: their names with their bytes.
    fn work(&mut self, job: &Job, files: Vec<(String, Vec<u8>)>) -> Answer;
}

/// Works on cases as they come.
///
/// # Errors
///
/// Whatever the streams fail with. That the other side has ended is none.
pub fn serve<O: Office>(
    input: &mut dyn Read,
    output: &mut dyn Write,
    open: impl FnOnce(Setup) -> Result<O, String>,
) -> io::Result<()> {
    let Some(setup) = told::<Setup>(input)? else {
        return Ok(());
    };
    let mut office = match open(setup) {
        Ok(office) => office,
        Err(what) => {
            let head = Head {
                error: Some(what),
                ..Head::default()
            };
            let answer = Answer {
                head,
                frames: Vec::new(),
            };
            output.write_all(&answer.bytes()?)?;
            return output.flush();
        }
    };
    while let Some(job) = told::<Job>(input)? {
        let mut files = Vec::with_capacity(job.files.len());
        for name in &job.files {
            let bytes = receive(input)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            files.push((name.clone(), bytes));
        }
        let answer = office.work(&job, files);
        // One write for each answer, and at once: whoever waits sees which case is being worked on.
        output.write_all(&answer.bytes()?)?;
        output.flush()?;
    }
    Ok(())
}
