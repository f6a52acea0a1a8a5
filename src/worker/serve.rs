//! The side of the worker: files in, parts out, until the input ends.

use std::io::{self, Read, Write};

use crate::ingest::{Source, ingest_each};

use super::limit;
use super::protocol::{Answer, Job, hear, receive, say};

/// Reads files as they come and answers with their parts.
///
/// # Errors
///
/// Whatever the streams fail with. That the other side has ended is none.
pub fn serve(input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    while let Some(job) = hear::<Job>(input)? {
        let Some(bytes) = receive(input)? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        limit::memory(job.memory);
        limit::processor(job.seconds);
        let source = Source {
            part: job.part,
            name: &job.name,
            bytes: &bytes,
        };
        let mut outcome = Ok(());
        ingest_each(&source, &job.limits, &job.passed_over, &mut |part| {
            if outcome.is_ok() {
                outcome = say(&Answer::Part(Box::new(part)), output);
            }
            limit::processor(job.seconds);
        });
        outcome?;
        say(&Answer::End, output)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::protocol::send;
    use super::*;
    use crate::document::ReadState;
    use crate::error::Stopped;
    use crate::ingest::Limits;
    use crate::provenance::PartId;

    fn answers(passed_over: Vec<(usize, Stopped)>) -> Vec<Answer> {
        let job = Job {
            part: PartId(0),
            name: "data.csv".to_owned(),
            limits: Limits::default(),
            seconds: 60,
            memory: u64::MAX,
            passed_over,
        };
        let mut input = Vec::new();
        for _ in 0..2 {
            say(&job, &mut input).expect("a job");
            send(b"Name,Score\nCasey,7\n", &mut input).expect("a file");
        }
        let mut output = Vec::new();
        serve(&mut input.as_slice(), &mut output).expect("it serves");
        let mut from = output.as_slice();
        std::iter::from_fn(|| hear(&mut from).expect("an answer")).collect()
    }

    #[test]
    fn a_worker_reads_one_file_after_the_other() {
        let answers = answers(Vec::new());
        assert_eq!(answers.len(), 4);
        for pair in answers.chunks(2) {
            assert!(matches!(pair, [Answer::Part(part), Answer::End] if part.tables.len() == 1));
        }
    }

    #[test]
    fn a_part_that_is_passed_over_says_why() {
        let answers = answers(vec![(0, Stopped::Ended)]);
        let first = answers.iter().find_map(|answer| match answer {
            Answer::Part(part) => Some(part),
            _ => None,
        });
        let part = first.expect("a part");
        assert_eq!(part.read, ReadState::Not);
        assert!(part.oddities[0].text.contains("reader"));
    }
}
