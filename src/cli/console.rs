//! What is said beside the data, on standard error: one line of what is wrong, then causes, then at
//! most one thing to try. Everything that comes from files or arguments is made visible first.

use std::io::Write;

use sar_decode::document::{Document, Part};
use sar_decode::provenance::Place;
use sar_decode::render::Visible;
use sar_decode::render::words::is_loss;

use super::exit::Exit;
use super::failure::Failure;

/// Standard error.
pub struct Console<'w> {
    to: &'w mut dyn Write,
    quiet: bool,
}

impl<'w> Console<'w> {
    /// A console that says everything.
    pub fn new(to: &'w mut dyn Write) -> Self {
        Self { to, quiet: false }
    }

    /// Leaves out what is no error.
    pub fn be_quiet(&mut self) {
        self.quiet = true;
    }

    /// Says why a command failed.
    pub fn fail(&mut self, failure: &Failure) {
        self.line("sar-decode", failure.what());
        for cause in failure.causes() {
            self.line("cause", cause);
        }
        if let Some(remedy) = failure.remedy() {
            self.line("try", remedy);
        }
    }

    /// Says something worth knowing that is no error.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            self.line("sar-decode", text);
        }
    }

    /// Says of each file that was not read, or not wholly, where and what, and what to try.
    pub fn unread(&mut self, document: &Document) {
        for part in &document.parts {
            self.unread_part(part);
        }
    }

    fn unread_part(&mut self, part: &Part) {
        let mut remedy = None;
        for oddity in part.oddities.iter().filter(|o| is_loss(o.kind)) {
            let (what, tip) = match oddity.text.split_once("; try: ") {
                Some((what, tip)) => (what, Some(tip)),
                None => (oddity.text.as_str(), None),
            };
            let line = match &oddity.at.place {
                Place::Whole => format!("{}: {what}", part.path),
                place => format!("{}: {place}: {what}", part.path),
            };
            self.line("sar-decode", &line);
            remedy = remedy.or(tip);
        }
        if let Some(remedy) = remedy {
            self.line("try", remedy);
        }
    }

    /// A console that cannot be written to is no reason to stop.
    fn line(&mut self, head: &str, text: &str) {
        let _ = writeln!(self.to, "{head}: {}", Visible(text));
    }
}

/// What clap has to say, in the shape of every other message. Help and version are data.
pub fn usage(error: &clap::Error, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        return Exit::Analysed;
    }
    let first: Vec<&str> = text
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .map(str::trim)
        .collect();
    let what = first.join(" ");
    let what = what.strip_prefix("error: ").unwrap_or(&what);
    let tip = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("tip: "))
        .unwrap_or("sar-decode --help");
    Console::new(err).fail(&Failure::new(what).try_this(tip));
    Exit::WrongCommand
}

/// Says that the program itself failed, without a word of what it was reading.
pub fn gave_up(place: Option<(String, u32)>, err: &mut dyn Write) {
    let place = place.map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"));
    let failure = Failure::new(format!("gave up inside its own code{place}"))
        .try_this("each file alone, to see which one it is; then report it, without the file");
    Console::new(err).fail(&failure);
}
