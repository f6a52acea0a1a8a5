//! R02, `register-used-beyond-elections`: full-register data used outside electoral purposes.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::lists;
use crate::rules::{Audience, Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Category, Origin};

/// R02, `register-used-beyond-elections`.
#[derive(Debug)]
pub struct RegisterUsedBeyondElections;

const DOC: &str = "\
## What it finds

An elector number or another entry that only the full register holds, in a list for fundraising, membership, trade or a lottery, told by its title or by what stands in it.

## Why it matters

Entries of the full register may be used for electoral purposes and the control of donations only.

## Example

`Elector Number` in a list headed `Donor appeal 2025`. In a canvass list the rule is silent.

## What to ask

Please state the purpose for which the register entry was used in [list].

## Citations

Representation of the People, reg 106; Representation of the People, reg 105; Representation of the People, reg 115; Representation of the People (Scotland), Part VI; Representation of the People (Northern Ireland), Part 6 (reg 92(6) etc.); UK GDPR, Art 5(1)(b); UK GDPR, Art 5(1)(b) as it stood.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R02"),
    name: "register-used-beyond-elections",
    title: "Full-register data used outside electoral purposes",
    severity: Severity::High,
    standing: Standing::Question,
    provisions: &[
        "rpr-106",
        "rpr-105",
        "rpr-115",
        "rpr-sc",
        "rpr-ni",
        "gdpr-5.1.b",
        "gdpr-5.1.b-old",
    ],
    ask: "Please state the purpose for which the register entry was used in [list].",
    caveat: "Fundraising to campaign is widely treated as an electoral purpose; checks of donations are expressly allowed. It is a question and no more.",
    doc: DOC,
};

impl Rule for RegisterUsedBeyondElections {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn audience(&self) -> Audience {
        Audience::Adviser
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let titles = lists::Titles::of(profile);
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| is_register_only(profile, point))
            .filter(|point| titles.any(profile, point, OTHER_LISTS) || is_of_gifts(profile, point))
            .collect();
        if let Some(mut finding) = gather(self, profile, &points) {
            let list = points
                .first()
                .and_then(|point| titles.saying(profile, point, OTHER_LISTS));
            let list = list.map_or_else(
                || "this list".to_owned(),
                |list| format!("\u{201c}{list}\u{201d}"),
            );
            finding.ask = META.ask.replace("[list]", &list);
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "What the full register holds stands under {} in a list that is not one for elections by its title or content.",
            headings(points.iter().copied()),
        ))
    }
}

/// Titles of lists that are for something else than an election.
const OTHER_LISTS: &[&str] = &[
    "fundraising",
    "fund raising",
    "donor",
    "donors",
    "donation appeal",
    "donations",
    "appeal",
    "lottery",
    "raffle",
    "prize draw",
    "draw",
    "draw tickets",
    "tombola",
    "sweepstake",
    "merchandise",
    "shop customers",
    "shop orders",
    "membership list",
    "membership recruitment",
    "member recruitment",
    "membership drive",
    "commercial",
    "legacy giving",
    "sponsors",
    "advertisers",
];

fn is_register_only(profile: &Profile<'_>, point: &Decoded) -> bool {
    let of_register = point.category == Category::ElectoralRegister
        && matches!(point.origin, Origin::Register | Origin::Unknown);
    of_register
        && [
            "register:number",
            "register:marker",
            "register:attainment",
            "register:any",
        ]
        .iter()
        .any(|concept| profile.says(point, concept))
}

/// Whether the record is one of gifts: what it holds besides who and where is about them, and nothing
/// is about votes.
fn is_of_gifts(profile: &Profile<'_>, point: &Decoded) -> bool {
    const SEVERAL: usize = 2;
    let mut gifts = 0;
    for other in profile.beside(point) {
        match other.category {
            Category::Membership | Category::Financial
                if profile.says(other, "member:donor") || profile.says(other, "money") =>
            {
                gifts += 1;
            }
            Category::VotingIntention
            | Category::VotingRecord
            | Category::IssueConcern
            | Category::EuReferendum
            | Category::ContactHistory
            | Category::Segment => return false,
            _ => {}
        }
    }
    gifts >= SEVERAL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(path: &str) -> Case {
        let mut case = Case::new();
        if let Some(part) = case.document.parts.first_mut() {
            part.path = path.to_owned();
        }
        case.add("Elector Number", "AB12", |point, known| {
            point.category = Category::ElectoralRegister;
            point.origin = Origin::Register;
            known.concepts = vec!["register:number".to_owned()];
        });
        case
    }

    #[test]
    fn a_list_of_donors_is_found_and_a_canvass_list_is_not() {
        assert!(case("canvass list.xlsx").run("R02").is_empty());
        let found = case("lists/Donor appeal 2025.xlsx").run("R02");
        assert!(
            found.iter().any(|f| {
                f.audience == Audience::Adviser && f.ask.contains("Donor appeal 2025")
            })
        );
    }

    #[test]
    fn a_record_of_gifts_is_found_and_one_with_votes_is_not() {
        let mut case = case("data.xlsx");
        for label in ["Total donated", "Last gift"] {
            case.add(label, "5", |point, known| {
                point.category = Category::Membership;
                known.concepts = vec!["member:donor".to_owned()];
            });
        }
        assert_eq!(case.run("R02").len(), 1);
        case.add("VI", "L", |point, _| {
            point.category = Category::VotingIntention
        });
        assert!(case.run("R02").is_empty());
    }

    #[test]
    fn tickets_of_a_draw_are_such_a_list() {
        assert_eq!(case("Spring draw.xlsx").run("R02").len(), 1);
        assert!(case("Drawn from the register.xlsx").run("R02").is_empty());
    }
}
