//! What the terminal looks like.

use std::io::IsTerminal as _;

use sar_decode::render::{Colour, Detail, Style};

use super::args::When;

/// The style of a page: for the terminal where there is one, else 100 columns without colour.
pub fn style(when: When, detail: Detail, to_file: bool) -> Style {
    let terminal = !to_file && std::io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let coloured = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && !plain,
    };
    Style {
        width: width(terminal),
        colour: if coloured {
            Colour::With
        } else {
            Colour::Without
        },
        detail,
    }
}

/// Whether standard output is a terminal.
pub fn on_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
pub fn errors_on_terminal() -> bool {
    std::io::stderr().is_terminal()
}

/// The style of everything but a report.
pub fn plain() -> Style {
    style(When::Auto, Detail::Full, false)
}

fn width(terminal: bool) -> usize {
    const NARROWEST: usize = 60;
    const WIDEST: usize = 140;
    let named = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.trim().parse().ok());
    let seen = || {
        terminal
            .then(terminal_size::terminal_size)
            .flatten()
            .map(|(width, _)| usize::from(width.0))
    };
    named
        .or_else(seen)
        .unwrap_or(Style::default().width)
        .clamp(NARROWEST, WIDEST)
}
