//! T01, `no-response-in-time`: no substantive response by the due date.

use crate::clock::{RuleSet, Timeline, Waiting};
use crate::day::Day;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::time::on_file;
use crate::rules::{Rule, RuleMeta, count};
use crate::statement::Topic;

/// T01, `no-response-in-time`.
#[derive(Debug)]
pub struct NoResponseInTime;

const DOC: &str = "\
## What it finds

No substantive response on file on the day the report speaks, and the day on which one was due has passed, with no extension in time and no open question of identity or of what is asked for. Without that day (`--date`) it does not fire; nor where any response is on file, however late.

## Why it matters

The time limit is an outer limit, and an answer that never comes cannot be checked.

## Example

Received on 3 March, due on 3 April, and on 1 May only an acknowledgment is on file. On 2 April, the rule is silent.

## What to ask

Please send the full response now and state the date on which you say you received my request.

## Citations

UK GDPR, Art 12(3) as amended; UK GDPR, Art 12(3) as it stood; UK GDPR, Art 12A; UK GDPR, Art 4A; Regulation 1182/71, Arts 2(1), 3; SI 2026/82, reg 4.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T01"),
    name: "no-response-in-time",
    title: "No substantive response by the due date",
    severity: Severity::High,
    standing: Standing::Face,
    provisions: &[
        "gdpr-12.3",
        "gdpr-12.3-old",
        "gdpr-12A",
        "gdpr-4A",
        "reg1182",
        "si26-82-4",
    ],
    ask: "Please send the full response now and state the date on which you say you received my request.",
    caveat: "Proof of receipt; pauses not on file; a wrong addressee (a local branch, a Member of Parliament); weekends and public holidays.",
    doc: DOC,
};

impl Rule for NoResponseInTime {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(speaks) = profile.speaks else {
            return;
        };
        if on_file::may_hold_response(profile) {
            return;
        }
        let Some(timeline) = crate::clock::timeline(profile.request) else {
            return;
        };
        let Some(due) = timeline.due.filter(|due| *due < speaks) else {
            return;
        };
        let Some(standing) = standing(profile, &timeline, speaks) else {
            return;
        };
        let late = usize::try_from(due.days_until(speaks)).unwrap_or(0);
        let message = format!(
            "On {} no substantive response is on file, {} after it was due on {}.",
            speaks.in_words(),
            count(late, "day", "days"),
            due.in_words(),
        );
        let mut finding = META.at(profile.searched(), message);
        finding.standing = standing;
        finding.steps = on_file::steps(&timeline.steps);
        findings.push(finding);
    }
}

/// Face where receipt is proved and nothing in the papers or under the older guidance may have moved
/// the date; none where something on file may stop the clock.
fn standing(profile: &Profile<'_>, timeline: &Timeline, speaks: Day) -> Option<Standing> {
    let request = profile.request;
    let asks = |topic| profile.statements.affirms(topic);
    if asks(Topic::Identity) && request.identity.is_none() {
        return None;
    }
    let asks_more = asks(Topic::Clarification) && request.clarified.is_empty();
    let older = timeline.reckoning.rule_set == RuleSet::Article12Old;
    if asks_more && !older {
        return None;
    }
    let takes_time = asks(Topic::Extension) && request.extension.is_none();
    let still_extended = timeline
        .reckoning
        .extended_due
        .is_none_or(|extended| speaks <= extended);
    if takes_time && still_extended {
        return None;
    }
    let contested = timeline.contested.is_some_and(|day| speaks <= day)
        || timeline.reckoning.waiting == Some(Waiting::ContestedClarification);
    let firm = request.receipt_proved && !contested && !asks_more && !takes_time;
    Some(if firm {
        Standing::Face
    } else {
        Standing::PrimaFacie
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ReadState;
    use crate::rules::testing::Case;
    use crate::statement::Stance;
    use crate::vocabulary::ResponseKind;

    fn waiting(speaks: &str) -> Case {
        let mut case = Case::new();
        case.kind = ResponseKind::NotAResponse;
        case.request.requested = Day::parse("2026-03-10").ok();
        case.request.nation = Some(crate::request::Nation::England);
        case.request.receipt_proved = true;
        case.speaks = Day::parse(speaks).ok();
        case
    }

    fn standings(case: &Case) -> Vec<Standing> {
        case.run("T01").iter().map(|f| f.standing).collect()
    }

    #[test]
    fn the_day_after_the_due_day_is_late_and_the_due_day_is_not() {
        assert!(standings(&waiting("2026-04-10")).is_empty());
        let late = waiting("2026-04-11");
        assert_eq!(standings(&late), [Standing::Face]);
        let found = late.run("T01");
        assert!(
            found
                .iter()
                .all(|f| f.message.contains("1 day after") && f.steps.len() > 3)
        );
    }

    #[test]
    fn a_response_on_file_however_late_and_a_part_that_was_not_read_are_silent() {
        let mut data = waiting("2026-06-01");
        data.kind = ResponseKind::Data;
        assert!(standings(&data).is_empty());
        let mut unread = waiting("2026-06-01");
        for part in &mut unread.document.parts {
            part.read = ReadState::Not;
        }
        assert!(standings(&unread).is_empty());
        let mut came = waiting("2026-06-01");
        came.request.received = Day::parse("2026-05-20").ok();
        assert!(standings(&came).is_empty());
        let mut undated = waiting("2026-06-01");
        undated.speaks = None;
        assert!(standings(&undated).is_empty());
    }

    #[test]
    fn what_is_open_in_the_papers_stops_it_and_what_is_not_proved_lowers_it() {
        let mut open = waiting("2026-06-01");
        open.state(
            Topic::Identity,
            Stance::Stated,
            "Please send proof of identity.",
            |_| {},
        );
        assert!(standings(&open).is_empty());
        let mut unproved = waiting("2026-06-01");
        unproved.request.receipt_proved = false;
        assert_eq!(standings(&unproved), [Standing::PrimaFacie]);
        // Two further months would have run to 10 June.
        let mut extended = waiting("2026-06-01");
        extended.state(
            Topic::Extension,
            Stance::Stated,
            "We need two further months.",
            |_| {},
        );
        assert!(standings(&extended).is_empty());
        extended.speaks = Day::parse("2026-06-11").ok();
        assert_eq!(standings(&extended), [Standing::PrimaFacie]);
    }
}
