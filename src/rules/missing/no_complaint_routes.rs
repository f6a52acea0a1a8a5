//! M07, `no-complaint-routes`: no complaint information.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::law::Law;
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Stance, Topic};

/// M07, `no-complaint-routes`.
#[derive(Debug)]
pub struct NoComplaintRoutes;

const DOC: &str = "\
## What it finds

A letter that gives data or items and does not mention the Commissioner; or, where it was sent on or after 19 June 2026, does not mention the right to complain to the controller. Not owed where nothing is held; in a refusal the routes are X01.

## Why it matters

A person who does not know where to complain does not complain.

## Example

A letter of July 2026 that names only the Commissioner. The same letter in May 2026 is silent.

## What to ask

Please confirm the complaint routes, including your own s.164A process.

## Citations

UK GDPR, Art 15(1)(f); UK GDPR, Art 15(1)(ea).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M07"),
    name: "no-complaint-routes",
    title: "No complaint information",
    severity: Severity::Low,
    standing: Standing::Face,
    provisions: &["gdpr-15.1.f", "gdpr-15.1.ea"],
    ask: "Please confirm the complaint routes, including your own s.164A process.",
    caveat: "Recent change; many templates lag. No saving was made for requests already pending on 19 Jun 2026. Not owed where nothing is held (Art 15(1): items follow only where data are processed); in a refusal the routes are X01 (Art 12(4)).",
    doc: DOC,
};

impl Rule for NoComplaintRoutes {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed_by_letter(profile) {
            return;
        }
        let commissioner = is_told(profile, Topic::ComplaintCommissioner);
        let controller = is_told(profile, Topic::ComplaintController)
            || !papers::stood_when_answered(profile, CONTROLLER);
        let (missing, provisions): (&str, &[&str]) = match (commissioner, controller) {
            (true, true) => return,
            (false, false) => (
                "neither the right to complain to the Commissioner nor that to complain to the controller",
                &[COMMISSIONER, CONTROLLER],
            ),
            (false, true) => ("no right to complain to the Commissioner", &[COMMISSIONER]),
            (true, false) => (
                "no right to complain to the controller itself",
                &[CONTROLLER],
            ),
        };
        let message = format!("The response mentions {missing}.");
        let mut finding = META.at(profile.searched(), message);
        finding.provisions = provisions.iter().map(|id| (*id).to_owned()).collect();
        finding.standing = items::standing(profile, META.standing);
        if commissioner && !is_settled(profile) {
            finding.standing = finding.standing.min(Standing::PrimaFacie);
        }
        findings.push(finding);
    }
}

/// The item on the Commissioner.
const COMMISSIONER: &str = "gdpr-15.1.f";
/// The item on the controller's own route, from 19 June 2026.
const CONTROLLER: &str = "gdpr-15.1.ea";

/// Whether a route is told, by whatever words; where it is refused or only pointed to, it is not.
fn is_told(profile: &Profile<'_>, route: Topic) -> bool {
    let mut said = profile.statements.about(route);
    said.any(|statement| statement.affirms() || statement.stance == Stance::Supposed)
}

/// Whether the request came when the new item stood, and the day of sending is known: no saving was
/// made for what was pending.
fn is_settled(profile: &Profile<'_>) -> bool {
    let start = Law::embedded()
        .provision(CONTROLLER)
        .map(|row| row.in_force_from);
    start
        .zip(profile.request.requested)
        .is_some_and(|(start, requested)| requested >= start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rules::testing::Case;

    fn sent(requested: &str, day: &str, routes: &[Topic]) -> Vec<Standing> {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.request.requested = Day::parse(requested).ok();
        case.paper(crate::statement::PaperKind::Letter, Some(day));
        for route in routes {
            case.state(*route, Stance::Stated, "You may complain.", |_| {});
        }
        let found = case.run("M07");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn the_commissioner_alone_was_enough_until_19_june_2026() {
        let told = [Topic::ComplaintCommissioner];
        assert!(sent("2026-05-01", "2026-05-28", &told).is_empty());
        assert_eq!(sent("2026-07-01", "2026-07-28", &told), [Standing::Face]);
        let both = [Topic::ComplaintCommissioner, Topic::ComplaintController];
        assert!(sent("2026-07-01", "2026-07-28", &both).is_empty());
    }

    #[test]
    fn a_request_that_was_pending_makes_the_new_route_prima_facie() {
        let told = [Topic::ComplaintCommissioner];
        assert_eq!(
            sent("2026-06-01", "2026-06-29", &told),
            [Standing::PrimaFacie]
        );
        assert_eq!(sent("2026-06-01", "2026-06-29", &[]), [Standing::Face]);
    }

    #[test]
    fn the_provision_is_that_of_the_missing_route() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        let found = case.run("M07");
        let named: Vec<&str> = found
            .iter()
            .flat_map(|finding| &finding.provisions)
            .map(String::as_str)
            .collect();
        assert_eq!(named, [COMMISSIONER]);
    }

    #[test]
    fn a_table_without_a_letter_is_silent() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert!(case.run("M07").is_empty());
    }
}
