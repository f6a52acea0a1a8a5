//! L03, `marketing-without-consent-record`: marketing channel without consent record.

use crate::codebook::{Label, Role, Word};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Category;

/// L03, `marketing-without-consent-record`.
#[derive(Debug)]
pub struct MarketingWithoutConsentRecord;

const DOC: &str = "\
## What it finds

An e-mail address or telephone number with messages sent to it by e-mail or text, and no date or source of a consent in the record or the papers.

## Why it matters

Marketing by e-mail or text rests on consent, and who relies on consent has to be able to show it.

## Example

`Last e-mail sent` with a date, and no consent. With `Consent date` beside it the rule is silent; so is a letter by post.

## What to ask

Please produce the consent record for marketing to this address.

## Citations

Privacy and Electronic Communications, reg 22; Privacy and Electronic Communications, reg 21; UK GDPR, Art 7; UK GDPR, Art 4(1)(15A); Data Protection Act 2018, s.122(5).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L03"),
    name: "marketing-without-consent-record",
    title: "Marketing channel without consent record",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["pecr-22", "pecr-21", "gdpr-7", "gdpr-4.15A", "dpa-122"],
    ask: "Please produce the consent record for marketing to this address.",
    caveat: "Holding an address is not sending; postal mail is outside these rules; an unsubscribe that was passed over is L04.",
    doc: DOC,
};

impl Rule for MarketingWithoutConsentRecord {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let sent: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.person == 1 && is_electronic(profile, point) && shows_sending(point)
            })
            .collect();
        if sent.is_empty() || shows_consent(profile) {
            return;
        }
        findings.extend(gather(self, profile, &sent));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The entries under {} show messages sent by e-mail or text, and the response gives no date or source of a consent.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a heading is about messages sent by e-mail or text, by its words or the channel beside it.
fn is_electronic(profile: &Profile<'_>, point: &Decoded) -> bool {
    const SENT: &[&str] = &[
        "sent",
        "emailed",
        "texted",
        "mailed",
        "mailing",
        "mailings",
        "sends",
        "delivered",
        "opened",
        "broadcast",
        "bulletin",
        "newsletter",
        "newsletters",
        "messaged",
    ];
    const ELECTRONIC: &[&str] = &[
        "email",
        "emails",
        "emailed",
        "e-mail",
        "ebost",
        "sms",
        "text",
        "texts",
        "texted",
        "whatsapp",
        "newsletter",
        "newsletters",
        "bulletin",
    ];
    const NOT: &[&str] = &["unsubscribed", "bounced", "unsubscribe", "not"];
    let label = profile.label(point);
    let mut words: Vec<&str> = label.words().iter().map(Word::as_str).collect();
    // `E-mail` falls into two words.
    if label.key().contains("email") {
        words.push("email");
    }
    let about = point.category == Category::ContactHistory || profile.says(point, "log:message");
    let by_channel = || {
        profile.beside(point).any(|other| {
            other.role == Role::Channel && written::any(profile.value_words(other), ELECTRONIC)
        })
    };
    about
        && written::any(&words, SENT)
        && !written::any(&words, NOT)
        && !["consent", "admin:note", "log:casework"]
            .iter()
            .any(|class| profile.says(point, class))
        && (written::any(&words, ELECTRONIC)
            || profile.says(point, "contact:email")
            || profile.says(point, "channel:text")
            || by_channel()
            || is_of_mailing(profile, point))
}

/// Whether what stands beside a heading is only told of e-mails: a subject line, links that were followed.
fn is_of_mailing(profile: &Profile<'_>, point: &Decoded) -> bool {
    const MAILING: &[&str] = &[
        "subject line",
        "link followed",
        "links followed",
        "clicks",
        "clicked",
        "opens",
        "opened",
    ];
    let mut beside = profile.beside(point);
    beside.any(|other| profile.heading_says(other, MAILING))
}

/// Whether a value says that something was sent: a day, a number above nothing, a yes.
fn shows_sending(point: &Decoded) -> bool {
    let value = point.value.as_deref().unwrap_or_default();
    if written::day(value).is_some() || written::is_yes(value) {
        return true;
    }
    crate::decode::number(value).is_some_and(|number| number > 0.0)
}

/// Whether the record holds a date or source of a consent, or a text tells of one with its day.
fn shows_consent(profile: &Profile<'_>) -> bool {
    const GIVEN: &[&str] = &["consented", "consent", "opted", "subscribed", "signed"];
    let in_record = profile.held().any(|point| {
        let value = point.value.as_deref().unwrap_or_default();
        let against =
            profile.says(point, "consent:do-not") || profile.says(point, "consent:opt-out");
        point.person == 1
            && point.category == Category::Consent
            && !against
            && (matches!(point.role, Role::Date | Role::Source)
                || !written::years(value).is_empty()
                || written::day(value).is_some()
                || profile.says(point, "admin:source")
                || profile.says(point, "admin:date"))
            && !written::is_no(value)
    });
    let in_text = || {
        profile.said().any(|note| {
            let words = Label::new(&note.text);
            written::any(words.words(), GIVEN)
                && written::any(words.words(), &["you", "your"])
                && !written::years(&note.text).is_empty()
        })
    };
    in_record || in_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(label: &str, value: &str) -> Case {
        let mut case = Case::new();
        case.add(label, value, |point, _| {
            point.category = Category::ContactHistory
        });
        case
    }

    #[test]
    fn e_mails_sent_without_a_consent_are_found_and_post_or_none_sent_is_not() {
        for (label, value, found) in [
            ("Last e-mail sent", "09/05/2025", 1),
            ("SMS sent", "3", 1),
            ("Emails sent", "0", 0),
            ("Last letter sent", "09/05/2025", 0),
            ("E-mail unsubscribed on", "09/05/2025", 0),
        ] {
            assert_eq!(case(label, value).run("L03").len(), found, "{label}");
        }
    }

    #[test]
    fn a_date_of_consent_in_the_record_or_the_papers_is_silent_and_a_bare_yes_is_not() {
        let mut flag = case("Emails sent", "3");
        flag.add("Email consent", "Y", |point, _| {
            point.category = Category::Consent
        });
        assert_eq!(flag.run("L03").len(), 1);
        flag.add("Consent date", "2018-05-01", |point, _| {
            point.category = Category::Consent;
            point.role = Role::Date;
        });
        assert!(flag.run("L03").is_empty());
        let mut told = case("Emails sent", "3");
        told.say("You consented to our e-mails on 3 May 2018.");
        assert!(told.run("L03").is_empty());
    }

    #[test]
    fn a_mailing_is_known_by_what_stands_beside_it_and_a_source_with_a_year_is_a_consent() {
        let mut mailing = case("Sent at", "04/11/2025");
        assert!(mailing.run("L03").is_empty());
        mailing.add("Subject line", "Win a hamper", |_, _| {});
        assert_eq!(mailing.run("L03").len(), 1);
        mailing.add("E-mail consent", "Web form, 08 Jan 2024", |point, _| {
            point.category = Category::Consent
        });
        assert!(mailing.run("L03").is_empty());
    }
}
