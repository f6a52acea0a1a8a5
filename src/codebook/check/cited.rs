//! Whether each claim names its sources, each source is named, and each can be followed.

use std::collections::BTreeSet;

use crate::codebook::check::table::Sheet;
use crate::codebook::check::{Flaw, Problem};
use crate::codebook::entry::{Cite, Documented};
use crate::vocabulary::Evidence;

/// Sources and dates of one book.
pub fn check(sheet: &Sheet<'_>, problems: &mut Vec<Problem>) {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for claim in claims(sheet) {
        one_claim(sheet, &claim, problems);
        named.extend(claim.cites.iter().map(String::as_str));
    }
    for cite in &sheet.book.cites {
        let line = sheet.line_of_head(&format!("[cites.{}]", cite.key));
        if !named.contains(cite.key.as_str()) {
            let what = format!("nothing names `{}`", cite.key);
            problems.push(sheet.problem(line, Flaw::UnusedCitation, what));
        }
        if cite.status == Evidence::Verified && !can_be_followed(cite) {
            let what = format!(
                "`{}` needs a publisher, and a title, a date or a locator",
                cite.key
            );
            problems.push(sheet.problem(line, Flaw::VagueCitation, what));
        }
        if !cite.date.is_empty() && !is_date(&cite.date) {
            let line = line.saturating_add(line_within(sheet, &cite.key));
            problems.push(bad_date(sheet, line, &cite.date));
        }
    }
}

/// Something that a book says, and how it is supported.
struct Claim<'s> {
    what: String,
    cites: &'s [String],
    /// The line of the citations.
    line: u32,
    /// Whether it has to name a citation.
    needs: bool,
    /// Whether it is said to be verified, and the line that says so.
    verified: Option<u32>,
    /// Dates in it, with their lines.
    dates: Vec<(&'s str, u32)>,
}

fn claims<'s>(sheet: &'s Sheet<'_>) -> Vec<Claim<'s>> {
    let mut claims = Vec::new();
    let book = &sheet.book;
    for (n, field) in book.fields.iter().enumerate() {
        let verified = field.evidence == Documented::Verified;
        claims.push(Claim {
            what: field.id.0.clone(),
            cites: &field.cites,
            line: sheet.line_of_field(
                n,
                if field.cites.is_empty() {
                    "evidence"
                } else {
                    "cites"
                },
            ),
            needs: verified,
            verified: verified.then(|| sheet.line_of_field(n, "evidence")),
            dates: span(
                field.valid.as_ref().map(|v| (&v.from, &v.to)),
                |key| sheet.line_of_field(n, key),
                "valid",
                "valid",
            ),
        });
    }
    for (n, expected) in book.expects.iter().enumerate() {
        let line_of = |key: &str| sheet.line_of_expects(n, key);
        claims.push(Claim {
            what: expected.what.clone(),
            cites: &expected.cites,
            line: line_of("cites"),
            needs: true,
            verified: None,
            dates: span(Some((&expected.from, &expected.to)), line_of, "from", "to"),
        });
    }
    for (n, usage) in book.uses.iter().enumerate() {
        let line_of = |key: &str| sheet.line_of_uses(n, key);
        claims.push(Claim {
            what: usage.name.clone(),
            cites: &usage.cites,
            line: line_of("cites"),
            needs: true,
            verified: None,
            dates: span(Some((&usage.from, &usage.to)), line_of, "from", "to"),
        });
    }
    for (n, fact) in book.notices.iter().enumerate() {
        let line_of = |key: &str| sheet.line_of_notice(n, key);
        claims.push(Claim {
            what: fact.what.clone(),
            cites: std::slice::from_ref(&fact.notice),
            line: line_of("notice"),
            needs: true,
            verified: None,
            dates: span(Some((&fact.date, &fact.until)), line_of, "date", "until"),
        });
        claims.push(Claim {
            what: fact.what.clone(),
            cites: &fact.cites,
            line: line_of("cites"),
            needs: false,
            verified: None,
            dates: Vec::new(),
        });
    }
    claims.extend(claims_of_head(sheet));
    claims
}

fn claims_of_head<'s>(sheet: &'s Sheet<'_>) -> Vec<Claim<'s>> {
    let mut claims = Vec::new();
    let mut claim = |what: &str, cites: &'s [String], line: u32, needs: bool| {
        claims.push(Claim {
            what: what.to_owned(),
            cites,
            line,
            needs,
            verified: None,
            dates: Vec::new(),
        });
    };
    if let Some(party) = &sheet.book.party {
        let line = sheet.line_of_head("[party]");
        claim(&party.name, &party.cites, line, true);
        for former in &party.former {
            claim(
                &former.name,
                &former.cites,
                sheet.line_of_head("former"),
                true,
            );
        }
        if let Some(register) = &party.register {
            let line = sheet.line_of_head("[party.register]");
            claim("register", &register.cites, line, true);
        }
        if let Some(address) = &party.requests {
            let line = sheet.line_of_head("requests");
            claim("requests", &address.cites, line, true);
        }
    }
    if let Some(vendor) = &sheet.book.vendor {
        let line = sheet.line_of_head("[vendor]");
        claim(&vendor.name, &vendor.cites, line, true);
    }
    claims
}

/// The dates of a span, with the lines of their keys.
fn span<'s>(
    span: Option<(&'s Option<String>, &'s Option<String>)>,
    line_of: impl Fn(&str) -> u32,
    from: &str,
    to: &str,
) -> Vec<(&'s str, u32)> {
    let Some((first, last)) = span else {
        return Vec::new();
    };
    let first = first.as_deref().map(|date| (date, line_of(from)));
    let last = last.as_deref().map(|date| (date, line_of(to)));
    first.into_iter().chain(last).collect()
}

fn one_claim(sheet: &Sheet<'_>, claim: &Claim<'_>, problems: &mut Vec<Problem>) {
    if claim.needs && claim.cites.is_empty() {
        let what = format!("`{}` names no citation", claim.what);
        problems.push(sheet.problem(claim.line, Flaw::NoCitation, what));
    }
    let mut known: Vec<&Cite> = Vec::new();
    for key in claim.cites {
        match sheet.book.cites.iter().find(|cite| cite.key == *key) {
            Some(cite) => known.push(cite),
            None => {
                let what = format!("`{key}` is not declared in this book");
                problems.push(sheet.problem(claim.line, Flaw::DanglingCitation, what));
            }
        }
    }
    let unchecked = !known.is_empty() && known.iter().all(|c| c.status == Evidence::Recalled);
    if let (Some(line), true) = (claim.verified, unchecked) {
        let what = format!("`{}` is verified by nothing that was checked", claim.what);
        problems.push(sheet.problem(line, Flaw::UncheckedClaim, what));
    }
    let bad = claim.dates.iter().filter(|(date, _)| !is_date(date));
    problems.extend(bad.map(|(date, line)| bad_date(sheet, *line, date)));
}

/// Who published it, and which of what they published: a title, a place or a day.
fn can_be_followed(cite: &Cite) -> bool {
    let which = [&cite.title, &cite.locator, &cite.date];
    !cite.publisher.trim().is_empty() && which.iter().any(|text| !text.trim().is_empty())
}

fn bad_date(sheet: &Sheet<'_>, line: u32, date: &str) -> Problem {
    let what = format!("`{date}` is no date; 2019, 2019-12, 2019-12-09 and 2014/2015 are");
    sheet.problem(line, Flaw::MalformedDate, what)
}

/// How many lines below its head the date of a citation stands.
fn line_within(sheet: &Sheet<'_>, key: &str) -> u32 {
    let head = format!("[cites.{key}]");
    let rest = sheet.text.split_once(&head).map_or("", |(_, rest)| rest);
    let at = rest.lines().position(|line| line.starts_with("date"));
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
}

/// `2019`, `2019-12`, `2019-12-09`, or two of them with a stroke between.
fn is_date(text: &str) -> bool {
    let mut halves = text.split('/');
    halves.clone().count() <= 2 && halves.all(is_one_date)
}

fn is_one_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let in_range = |part: &str, width: usize, from: u32, to: u32| {
        part.len() == width
            && part
                .parse()
                .is_ok_and(|number: u32| (from..=to).contains(&number))
    };
    let year = parts.next().is_some_and(|y| in_range(y, 4, 1900, 2099));
    let month = parts.next().is_none_or(|m| in_range(m, 2, 1, 12));
    let day = parts.next().is_none_or(|d| in_range(d, 2, 1, 31));
    year && month && day && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_known() {
        for date in ["2019", "2019-12", "2019-12-09", "2014/2015"] {
            assert!(is_date(date), "{date}");
        }
        for text in [
            "",
            "19",
            "2019-13",
            "2019-1",
            "9 May 2019",
            "2019/2020/2021",
            "2019-12-09-1",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
