//! Headings that say what they hold only together with the title above their block: `Standing` under
//! `Membership`, `Letters` over `Yes` under `Permissions`.

use std::rc::Rc;

use crate::codebook::{Kind, Label};
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::survey::{Heading, Survey};
use crate::recognise::values::{all_are, reread};
use crate::vocabulary::Category;

/// Reads headings of which nothing is known, or only how they are called in any system, together with the
/// title of their block, where the title by itself is about membership or about consent and both together
/// are too. Of consent, every value must be an answer.
pub(super) fn under_titles(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    const MOST_WORDS: usize = 5;
    reread(survey, |survey, index, heading| {
        let title = heading.title.as_deref()?.split('(').next()?.trim();
        if title.split_whitespace().count() > MOST_WORDS || heading.explanation.is_some() {
            return None;
        }
        let about = recogniser.recognise(title).category;
        let open = match about {
            Category::Membership => says_little(heading),
            Category::Consent => {
                let kind = heading.recognised.category;
                let open = matches!(
                    kind,
                    Category::Unknown | Category::Contact | Category::ContactHistory
                );
                open && all_are(survey, index, is_answer)
            }
            _ => false,
        };
        if !open {
            return None;
        }
        let both = recogniser.recognise(&format!("{title} {}", heading.text));
        if both.category != about {
            return None;
        }
        let mut found: Recognised = both.as_ref().clone();
        found.field = None;
        found.why = format!(
            "{}; but under the title `{title}` {}",
            heading.recognised.why, found.why
        );
        Some(Rc::new(found))
    });
}

/// Nothing is known of it, or one word that any system has: `Status`, `Branch`.
fn says_little(heading: &Heading) -> bool {
    let known = &heading.recognised;
    let one_word = Label::new(&heading.text).words().len() == 1;
    match known.category {
        Category::Unknown => true,
        Category::System => one_word && !matches!(known.kind, Some(Kind::Identifier | Kind::Date)),
        _ => false,
    }
}

/// `Yes`, `N`, `Not agreed`, `No, you opted out on 5 January`.
fn is_answer(value: &str) -> bool {
    const ANSWERS: &[&str] = &[
        "yes",
        "no",
        "y",
        "n",
        "true",
        "false",
        "agreed",
        "not",
        "opted",
        "given",
        "refused",
        "allowed",
        "granted",
        "withdrawn",
        "declined",
        "do",
        "ie",
        "na",
        "oes",
    ];
    let label = Label::new(value);
    let first = label.words().first();
    first.is_some_and(|word| ANSWERS.contains(&word.as_str()))
}
