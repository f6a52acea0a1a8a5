//! Why a command did not do what was asked: what is wrong, what caused it, what to try.

use sar_decode::error::{CodebookError, Error, RenderError};

/// A failure as it is printed.
#[derive(Debug)]
pub struct Failure {
    what: String,
    causes: Vec<String>,
    remedy: Option<String>,
    closed_pipe: bool,
}

impl Failure {
    /// A failure of the operator's making.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            causes: Vec::new(),
            remedy: None,
            closed_pipe: false,
        }
    }

    /// With something to try.
    pub fn try_this(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// The same, with the file in which it stands.
    pub fn inside(mut self, file: &std::path::Path) -> Self {
        self.what = format!("{}: {}", file.display(), self.what);
        self
    }

    /// What is wrong.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What caused it, nearest first.
    pub fn causes(&self) -> &[String] {
        &self.causes
    }

    /// What to try.
    pub fn remedy(&self) -> Option<&str> {
        self.remedy.as_deref()
    }

    /// Whether it is only that nobody reads the output any more.
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    fn of(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut causes = Vec::new();
        let mut closed_pipe = is_closed_pipe(error);
        let mut source = error.source();
        while let Some(cause) = source {
            closed_pipe |= is_closed_pipe(cause);
            causes.push(cause.to_string());
            source = cause.source();
        }
        Self {
            what: error.to_string(),
            causes,
            remedy: None,
            closed_pipe,
        }
    }
}

fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let remedy = match &error {
            Error::Unknown { nearest, .. } => {
                nearest.as_ref().map(|nearest| format!("`{nearest}`"))
            }
            Error::Open { .. } => Some("check the spelling of the path".to_owned()),
            Error::Write { .. } => Some("check that the folder exists".to_owned()),
            _ => None,
        };
        Self {
            remedy,
            ..Self::of(&error)
        }
    }
}

impl From<CodebookError> for Failure {
    fn from(error: CodebookError) -> Self {
        Self::of(&error)
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::of(&error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self {
            closed_pipe: is_closed_pipe(&error),
            causes: vec![error.to_string()],
            ..Self::new("the output cannot be written")
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        std::io::Error::from(error).into()
    }
}
