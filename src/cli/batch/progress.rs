//! How far a run is: a bar on a terminal, a plain line now and then elsewhere.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use sar_decode::batch::Seen;
use sar_decode::batch::protocol::State;

use crate::cli::console::Console;
use crate::cli::look;

/// Seconds between two plain lines.
const PLAIN: Duration = Duration::from_secs(10);

/// How far a run is.
pub struct Progress<'c, 'w> {
    console: &'c mut Console<'w>,
    bar: Option<ProgressBar>,
    cases: usize,
    done: usize,
    troubled: usize,
    began: Instant,
    said: Instant,
}

impl<'c, 'w> Progress<'c, 'w> {
    /// Of a run over so many cases.
    pub fn new(cases: usize, quiet: bool, console: &'c mut Console<'w>) -> Self {
        let bar = (!quiet && look::errors_on_terminal()).then(|| {
            let length = u64::try_from(cases).unwrap_or(u64::MAX);
            let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
            let form = "{bar:30} {pos} of {len} cases, {rate} a second, about {eta} left{msg}";
            if let Ok(style) = ProgressStyle::with_template(form) {
                let rate = |state: &ProgressState, out: &mut dyn Write| {
                    let _ = write!(out, "{:.0}", state.per_sec());
                };
                bar.set_style(style.with_key("rate", rate));
            }
            bar
        });
        Self {
            console,
            bar,
            cases,
            done: 0,
            troubled: 0,
            began: Instant::now(),
            said: Instant::now(),
        }
    }

    /// Something happened.
    pub fn see(&mut self, seen: &Seen<'_>) {
        let answer = match seen {
            Seen::Begun(_) => return,
            Seen::Finishing => {
                if let Some(bar) = &self.bar {
                    bar.set_message("; writing the data set");
                }
                return;
            }
            Seen::Case(answer) => answer,
        };
        self.done = self.done.saturating_add(1);
        if matches!(
            answer.head.state,
            State::Failed | State::NotRead | State::Partly
        ) {
            self.troubled = self.troubled.saturating_add(1);
        }
        match &self.bar {
            Some(bar) => bar.set_position(u64::try_from(self.done).unwrap_or(u64::MAX)),
            None => self.line(),
        }
    }

    fn line(&mut self) {
        if self.said.elapsed() < PLAIN {
            return;
        }
        self.said = Instant::now();
        let done = u32::try_from(self.done).unwrap_or(u32::MAX);
        let left = u32::try_from(self.cases.saturating_sub(self.done)).unwrap_or(u32::MAX);
        let each = self.began.elapsed() / done.max(1);
        let rate = 1.0 / each.as_secs_f64().max(1e-9);
        self.console.note(&format!(
            "{done} of {} cases, {rate:.0} a second, about {} s left, {} not wholly read",
            self.cases,
            each.saturating_mul(left).as_secs(),
            self.troubled
        ));
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
