//! X01, `refusal-without-reasons-or-routes`: refusal without reasons or routes.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta, listed};
use crate::statement::{Stance, Statement, Topic, marks};
use crate::vocabulary::ResponseKind;

/// X01, `refusal-without-reasons-or-routes`.
#[derive(Debug)]
pub struct RefusalWithoutReasonsOrRoutes;

const DOC: &str = "\
## What it finds

A letter that refuses the request and lacks reasons, the complaint routes or the court route. Until 18 June 2026 the routes are the Commissioner and the court, from 19 June 2026 the controller too. Where only a part is refused, or the refusal rests on an exemption, it is prima facie at most.

## Why it matters

A person who is refused has to be told why, and where to go with it.

## Example

`We will not be acting on your request and regard the matter as closed`. With reasons, the Commissioner and the court, the rule is silent for a letter of May 2026.

## What to ask

Please give reasons and the complaint and court routes.

## Citations

UK GDPR, Art 12(4); Data Protection Act 2018, s.165; Data Protection Act 2018, s.164A; UK GDPR, Art 77.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X01"),
    name: "refusal-without-reasons-or-routes",
    title: "Refusal without reasons or routes",
    severity: Severity::High,
    standing: Standing::Face,
    provisions: &["gdpr-12.4", "dpa-165", "dpa-164A", "gdpr-77-old"],
    ask: "Please give reasons and the complaint and court routes.",
    caveat: "Routes required changed on 19 Jun 2026 (before: Commissioner and court; since: controller, Commissioner and court). Partial refusals: whether Art 12(4) governs is arguable.",
    doc: DOC,
};

impl Rule for RefusalWithoutReasonsOrRoutes {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let refusals: Vec<&Statement> = profile
            .statements
            .about(Topic::Refusal)
            .filter(|said| said.affirms() || said.stance == Stance::Refused)
            .collect();
        let whole = profile.response_kind == ResponseKind::Refusal;
        if (refusals.is_empty() && !whole) || papers::is_holding_letter(profile) {
            return;
        }
        // Where nothing was found, or everything was sent, a matter that is closed is answered.
        let closes = |said: &&Statement| {
            said.words.to_lowercase().contains("closed") && !said.cites(marks::IN_PART)
        };
        let only_closes = !whole && refusals.iter().all(closes);
        if profile.response_kind == ResponseKind::NoDataHeld || only_closes {
            return;
        }
        let lacking = lacking(profile, &refusals);
        if lacking.is_empty() {
            return;
        }
        let message = format!(
            "The response refuses {}{} and does not give {}.",
            if whole {
                "the request"
            } else {
                "a part of the request"
            },
            quote(&refusals),
            listed(&lacking, "or"),
        );
        let mut finding = if refusals.is_empty() {
            META.at(profile.searched(), message)
        } else {
            papers::found(&META, &refusals, message)
        };
        if !papers::stood_when_answered(profile, CONTROLLER) {
            finding.provisions.retain(|id| id != CONTROLLER);
        }
        let exempt = papers::affirmed(profile, Topic::Exemption).next().is_some();
        if !whole || exempt || profile.letter_unread() {
            finding.standing = Standing::PrimaFacie;
        }
        findings.push(finding);
    }
}

/// The complaint to the controller.
const CONTROLLER: &str = "dpa-164A";

/// The reasons and routes that the response does not give.
fn lacking(profile: &Profile<'_>, refusals: &[&Statement]) -> Vec<&'static str> {
    let told = |topic| {
        let mut said = profile.statements.about(topic);
        said.any(|statement| statement.affirms() || statement.stance == Stance::Supposed)
    };
    let reasoned = refusals
        .iter()
        .any(|said| said.cites(marks::REASONS) || said.cites(marks::FACTS))
        || [
            Topic::Excessive,
            Topic::Exemption,
            Topic::Fee,
            Topic::SearchLimit,
            Topic::Identity,
        ]
        .into_iter()
        .any(told);
    let mut lacking = Vec::new();
    if !reasoned {
        lacking.push("reasons");
    }
    if papers::stood_when_answered(profile, CONTROLLER) && !told(Topic::ComplaintController) {
        lacking.push("the complaint to the controller");
    }
    if !told(Topic::ComplaintCommissioner) {
        lacking.push("the complaint to the Commissioner");
    }
    if !told(Topic::Court) {
        lacking.push("the way to a court");
    }
    lacking
}

/// The words of the refusal, set off by commas; nothing where there are none.
fn quote(refusals: &[&Statement]) -> String {
    match refusals {
        [] => String::new(),
        said => format!(", {},", papers::quoted(said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::PaperKind;

    fn refusal(day: &str, said: &[Topic]) -> Case {
        let mut case = Case::new();
        case.kind = ResponseKind::Refusal;
        case.paper(PaperKind::Letter, Some(day));
        case.state(
            Topic::Refusal,
            Stance::Stated,
            "We will not act on it.",
            |_| {},
        );
        for topic in said {
            case.state(*topic, Stance::Stated, "So it is.", |_| {});
        }
        case
    }

    fn found(case: &Case) -> Vec<(Standing, String)> {
        let found = case.run("X01").into_iter();
        found
            .map(|finding| (finding.standing, finding.message))
            .collect()
    }

    #[test]
    fn what_is_lacking_is_named() {
        let bare = found(&refusal("2026-03-02", &[]));
        assert_eq!(bare.len(), 1);
        let said = "reasons, the complaint to the Commissioner or the way to a court";
        assert!(
            bare.iter()
                .all(|(at, text)| *at == Standing::Face && text.contains(said)),
            "{bare:?}"
        );
    }

    #[test]
    fn the_routes_that_are_due_changed_on_19_june_2026() {
        let told = [Topic::Excessive, Topic::ComplaintCommissioner, Topic::Court];
        assert!(found(&refusal("2026-06-18", &told)).is_empty());
        let after = found(&refusal("2026-06-19", &told));
        let said = "does not give the complaint to the controller.";
        assert!(
            after.iter().any(|(_, text)| text.contains(said)),
            "{after:?}"
        );
    }

    #[test]
    fn a_part_or_an_exemption_is_prima_facie() {
        let mut part = refusal("2026-03-02", &[]);
        part.kind = ResponseKind::Data;
        assert!(
            found(&part)
                .iter()
                .any(|(at, _)| *at == Standing::PrimaFacie)
        );
        let exempt = refusal("2026-03-02", &[Topic::Exemption]);
        assert!(
            found(&exempt)
                .iter()
                .any(|(at, _)| *at == Standing::PrimaFacie)
        );
    }

    #[test]
    fn a_letter_that_refuses_nothing_is_silent() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Purposes, Stance::Stated, "We campaign.", |_| {});
        assert!(case.run("X01").is_empty());
    }
}
