//! I02, `guessed-age`: age or date of birth estimated from name or address.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Category;

/// I02, `guessed-age`.
#[derive(Debug)]
pub struct GuessedAge;

const DOC: &str = "\
## What it finds

An age, an age band or a date of birth that is a guess, where no date of birth was given.

## Why it matters

An age guessed from a first name or an address may be far off, and it decides who is written to about what.

## Example

`Estimated Age` with `55-64`. Where the same record holds a date of birth, the rule is silent.

## What to ask

Please explain how my age was estimated, with what stated error, and erase it if it cannot be supported.

## Citations

UK GDPR, Art 5(1)(d); UK GDPR, Art 5(1)(a); UK GDPR, Art 5(1)(c).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I02"),
    name: "guessed-age",
    title: "Age or date of birth estimated from name or address",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-5.1.d", "gdpr-5.1.a", "gdpr-5.1.c"],
    ask: "Please explain how my age was estimated, with what stated error, and erase it if it cannot be supported.",
    caveat: "An estimate is not inaccurate for being an estimate. The date on which a young voter comes of age is real data of the register, not a guess.",
    doc: DOC,
};

impl Rule for GuessedAge {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && is_guessed_age(profile, point)
                    && !profile.held().any(|other| {
                        other.person == point.person && written::birth(profile, other).is_some()
                    })
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The age under {} is an estimate, and the response holds no date of birth.",
            headings(points.iter().copied()),
        ))
    }
}

/// A guess whose heading speaks of age; or an age that the response's own explanation calls a guess.
fn is_guessed_age(profile: &Profile<'_>, point: &Decoded) -> bool {
    // `School age children` is about others.
    if written::about_children(profile, point) {
        return false;
    }
    let of_birth = profile.says(point, "attr:dob");
    if point.inferred && (of_birth || written::is_age(profile, point)) {
        return true;
    }
    let explained = profile
        .heading(point)
        .and_then(|heading| heading.explanation.as_ref())
        .is_some_and(|explanation| {
            let words = Label::new(&explanation.text);
            written::any(words.words(), &["age", "aged"])
                && profile.phrases.calls_guess(&explanation.text)
        });
    // What a score of something else was made of is not its subject.
    let may_be_age = matches!(
        point.category,
        Category::Demographic | Category::Unknown | Category::Identity
    );
    explained
        && may_be_age
        && point
            .value
            .as_deref()
            .is_some_and(|value| written::ages(value).is_some())
}

#[cfg(test)]
mod tests {
    use crate::codebook::Kind;
    use crate::rules::testing::Case;

    #[test]
    fn the_age_of_children_is_not_that_of_the_person() {
        let mut case = Case::new();
        case.add("School age children", "Y", |point, _| point.inferred = true);
        assert!(case.run("I02").is_empty());
    }

    #[test]
    fn a_guessed_age_is_found_unless_a_date_of_birth_is_held() {
        let mut case = Case::new();
        case.add("Estimated Age", "55-64", |point, known| {
            point.inferred = true;
            known.concepts = vec!["attr:age".to_owned()];
        });
        assert_eq!(case.run("I02").len(), 1);
        case.add("Date of Birth", "12/03/1966", |point, known| {
            point.kind = Some(Kind::Date);
            known.concepts = vec!["attr:dob".to_owned()];
        });
        assert!(case.run("I02").is_empty());
    }

    #[test]
    fn an_age_that_was_given_is_no_guess() {
        let mut case = Case::new();
        case.add("Age", "57", |point, known| {
            point.inferred = false;
            known.concepts = vec!["attr:age".to_owned()];
        });
        assert!(case.run("I02").is_empty());
    }
}
