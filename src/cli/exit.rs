//! The exit status, the same for every format.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Analysed.
    Analysed,
    /// Analysed, and a finding reached `--fail-on`.
    FindingReached,
    /// The command or its options are wrong.
    WrongCommand,
    /// Some input could not be read; the rest was analysed.
    PartlyRead,
    /// Nothing could be read.
    NothingRead,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Exit::Analysed => 0,
            Exit::FindingReached => 1,
            Exit::WrongCommand => 2,
            Exit::PartlyRead => 3,
            Exit::NothingRead => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}
