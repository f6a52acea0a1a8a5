//! The templates of letters: those of the program, and those that an operator lays over them by name.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, UndefinedBehavior};

use super::Facts;
use crate::law::{DecidingDates, Law};
use crate::render::visible;

/// The templates of the program, by name.
const EMBEDDED: &[(&str, &str)] = &[
    ("banner", include_str!("templates/banner.md")),
    ("chaser", include_str!("templates/chaser.md")),
    ("clarification", include_str!("templates/clarification.md")),
    ("commissioner", include_str!("templates/commissioner.md")),
    ("complaint", include_str!("templates/complaint.md")),
    ("exhibits", include_str!("templates/exhibits.md")),
    ("findings", include_str!("templates/findings.md")),
    ("foot", include_str!("templates/foot.md")),
    ("head", include_str!("templates/head.md")),
    ("objection", include_str!("templates/objection.md")),
    ("pre-action", include_str!("templates/pre-action.md")),
    ("preservation", include_str!("templates/preservation.md")),
    ("questions", include_str!("templates/questions.md")),
    ("rectification", include_str!("templates/rectification.md")),
    (
        "registration-officer",
        include_str!("templates/registration-officer.md"),
    ),
    ("request", include_str!("templates/request.md")),
    ("supplier", include_str!("templates/supplier.md")),
];

/// A template that does not hold: its name, its line, and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{name}.md{place}: {what}")]
pub struct TemplateError {
    /// The name of the template.
    pub name: String,
    /// Its line, written `:12`; empty where it is not known.
    place: String,
    /// What is wrong.
    pub what: String,
}

/// The templates of letters.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    laid: Vec<(String, String)>,
}

impl Templates {
    /// Those of the program with others laid over them: a name without ending, and a text.
    ///
    /// # Errors
    ///
    /// [`TemplateError`] where a name is none of the program's.
    pub fn laid_over(laid: Vec<(String, String)>) -> Result<Self, TemplateError> {
        for (name, _) in &laid {
            if !EMBEDDED.iter().any(|(known, _)| known == name) {
                let known: Vec<&str> = EMBEDDED.iter().map(|(known, _)| *known).collect();
                return Err(TemplateError {
                    name: name.clone(),
                    place: String::new(),
                    what: format!("there is no such letter; known are {}", known.join(", ")),
                });
            }
        }
        Ok(Self { laid })
    }

    /// The names and texts of the program's own templates, to begin a new one from.
    #[must_use]
    pub fn embedded() -> &'static [(&'static str, &'static str)] {
        EMBEDDED
    }

    /// Fills a template.
    pub(super) fn fill(
        &self,
        name: &str,
        content: Value,
        facts: &Facts<'_>,
    ) -> Result<String, TemplateError> {
        let wrong = |error: minijinja::Error| self::wrong(name, &error);
        let environment = self.environment(facts).map_err(wrong)?;
        let template = environment
            .get_template(&format!("{name}.md"))
            .map_err(wrong)?;
        let text = template.render(content).map_err(wrong)?;
        Ok(tidy(&text))
    }

    fn environment(&self, facts: &Facts<'_>) -> Result<Environment<'_>, minijinja::Error> {
        let mut environment = Environment::new();
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .keep_trailing_newline(true)
                .build()?,
        );
        // A misspelt name in a template is an error, and not a blank in a letter.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(|out, _, value| {
            let text = value.to_string();
            let text = match value.kind() {
                ValueKind::String if !value.is_safe() => escaped(&visible(&text)),
                _ => text,
            };
            out.write_str(&text).map_err(minijinja::Error::from)
        });
        let dates = DecidingDates {
            letter: facts.dated,
            speaks: facts.dated,
            complained: facts.dated,
            responded: facts.dated,
            ..DecidingDates::of(facts.request, facts.dated)
        };
        environment.add_function("in_force", move |id: &str| {
            Law::embedded().in_force(id, &dates).is_some()
        });
        for (name, text) in EMBEDDED {
            environment.add_template_owned(format!("{name}.md"), *text)?;
        }
        for (name, text) in &self.laid {
            environment.add_template_owned(format!("{name}.md"), text.as_str())?;
        }
        Ok(environment)
    }
}

fn wrong(name: &str, error: &minijinja::Error) -> TemplateError {
    let named = error.name().and_then(|name| name.strip_suffix(".md"));
    TemplateError {
        name: named.unwrap_or(name).to_owned(),
        place: error
            .line()
            .map_or_else(String::new, |line| format!(":{line}")),
        what: error
            .detail()
            .map_or_else(|| error.kind().to_string(), str::to_owned),
    }
}

/// Blank lines one at a time, one round each heading and after each list, and one line end at the
/// end: tags of a template on lines of their own leave lines where they stood, or take them.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut before = "";
    for line in text.lines().map(str::trim_end) {
        let parts = !before.is_empty()
            && !line.is_empty()
            && (is_heading(line) || is_heading(before) || is_item(before) && !is_item(line));
        if parts {
            tidy.push('\n');
        }
        if !(line.is_empty() && before.is_empty()) {
            tidy.push_str(line);
            tidy.push('\n');
        }
        before = line;
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#')
}

fn is_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || (digits.len() < line.len() && digits.starts_with(". "))
}

/// Text in which nothing is a mark of Markdown or HTML. Square brackets stay as they are, for they
/// mark what is to be filled in, unless they would make a link; so does an underscore within a word.
fn escaped(text: &str) -> String {
    let link = text.contains("](") || text.contains("][") || text.contains("]:");
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        let within =
            before.is_alphanumeric() && letters.peek().is_some_and(|c| c.is_alphanumeric());
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\n' | '\r' => escaped.push(' '),
            '[' | ']' if !link => escaped.push(c),
            '_' if within => escaped.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
        before = c;
    }
    escaped
}
