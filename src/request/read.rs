//! Reading a case file.

use toml::de::DeTable;

use super::table::{Entry, Table, line_at};
use super::{
    CaseError, Children, Clarification, Extension, Home, IdentityCheck, Nation, Notice,
    OpenRegister, RECIPIENTS_BY_NAME, Request, StopNotice, Truth,
};
use crate::day::Day;

pub(super) fn read(text: &str) -> Result<(Request, Vec<Notice>), CaseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parsed = DeTable::parse(text).map_err(|error| not_toml(text, &error))?;
    let mut table = Table::top(text, parsed.get_ref());
    let mut notices = Vec::new();
    let request = request(&mut table, &mut notices)?;
    table.name_rest(&mut notices);
    order(&request, &mut notices);
    notices.sort();
    Ok((request, notices))
}

fn not_toml(text: &str, error: &toml::de::Error) -> CaseError {
    let start = error.span().map_or(0, |span| span.start);
    let line = line_at(text, start);
    let at = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    let written = text.lines().nth(at).unwrap_or_default();
    let key = written.split_once('=').map_or(written, |(key, _)| key);
    CaseError {
        line,
        key: key.trim().to_owned(),
        what: error.message().to_owned(),
    }
}

fn request(table: &mut Table<'_>, notices: &mut Vec<Notice>) -> Result<Request, CaseError> {
    let nation = table.take("nation");
    let register = table.take("open_register");
    let anonymous = table.truth("anonymous")?.unwrap_or(false);
    let anonymous_since = table.day("anonymous_since")?;
    Ok(Request {
        party: table.text("party")?,
        subject: table.text("subject")?,
        nation: nation.map(|entry| entry.word(&nations())).transpose()?,
        sent: table.day("sent")?,
        requested: table.day("requested")?,
        receipt_proved: table.truth("receipt_proved")?.unwrap_or(false),
        identity: identity(table, notices)?,
        clarified: clarified(table, notices)?,
        extension: extension(table, notices)?,
        received: table.day("received")?,
        objected: table.day("objected")?,
        erasure_asked: table.day("erasure_asked")?,
        complained: table.day("complained")?,
        para22: para22(table, notices)?,
        open_register: register
            .map(|entry| {
                entry.word(&[
                    ("opted-out", OpenRegister::OptedOut),
                    ("listed", OpenRegister::Listed),
                ])
            })
            .transpose()?,
        anonymous: anonymous || anonymous_since.is_some(),
        anonymous_since,
        asked: asked(table, notices)?,
        signs: table.texts("signs")?,
        earlier: table.text("earlier")?,
        truth: truth(table, notices)?,
        gave: gave(table)?,
    })
}

fn nations() -> [(&'static str, Nation); 4] {
    Nation::ALL.map(|nation| (nation.key(), nation))
}

fn identity(
    table: &mut Table<'_>,
    notices: &mut Vec<Notice>,
) -> Result<Option<IdentityCheck>, CaseError> {
    let Some(mut inner) = table.table("identity")? else {
        return Ok(None);
    };
    let asked = inner.day("asked")?;
    let given = inner.take("given");
    let check = IdentityCheck {
        asked,
        given: given.as_ref().map(Entry::day).transpose()?,
    };
    if check == IdentityCheck::default() {
        return Err(inner.wrong("must say when it was asked or given"));
    }
    in_order(asked, given.as_ref(), check.given)?;
    inner.name_rest(notices);
    Ok(Some(check))
}

fn clarified(
    table: &mut Table<'_>,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Clarification>, CaseError> {
    let Some(list) = table.take("clarified") else {
        return Ok(Vec::new());
    };
    let mut clarified = Vec::new();
    for item in list.items()? {
        let mut inner = item.table()?;
        let asked = inner.day("asked")?;
        let asked = asked.ok_or_else(|| inner.wrong("must say when it was asked"))?;
        let given = inner.take("given");
        let answer = given.as_ref().map(Entry::day).transpose()?;
        in_order(Some(asked), given.as_ref(), answer)?;
        inner.name_rest(notices);
        clarified.push(Clarification {
            asked,
            given: answer,
        });
    }
    clarified.sort();
    Ok(clarified)
}

fn in_order(
    asked: Option<Day>,
    entry: Option<&Entry<'_>>,
    given: Option<Day>,
) -> Result<(), CaseError> {
    let (Some(asked), Some(entry), Some(given)) = (asked, entry, given) else {
        return Ok(());
    };
    if given < asked {
        return Err(entry.wrong(format!("{given} lies before the day of asking, {asked}")));
    }
    Ok(())
}

fn extension(
    table: &mut Table<'_>,
    notices: &mut Vec<Notice>,
) -> Result<Option<Extension>, CaseError> {
    let Some(mut inner) = table.table("extension")? else {
        return Ok(None);
    };
    let notified = inner.day("notified")?;
    let notified = notified.ok_or_else(|| inner.wrong("must say when it was notified"))?;
    let months = inner.take("months");
    let months = months.map(|entry| entry.number(1, 24)).transpose()?;
    inner.name_rest(notices);
    let months = months.and_then(|months| u8::try_from(months).ok());
    Ok(Some(Extension {
        notified,
        months: months.unwrap_or(2),
    }))
}

fn para22(
    table: &mut Table<'_>,
    notices: &mut Vec<Notice>,
) -> Result<Option<StopNotice>, CaseError> {
    let Some(mut inner) = table.table("para22")? else {
        return Ok(None);
    };
    let given = inner.day("given")?;
    let stop_by = inner.take("stop_by");
    let end = stop_by.as_ref().map(Entry::day).transpose()?;
    if let (Some(given), Some(entry), Some(end)) = (given, stop_by.as_ref(), end)
        && end < given
    {
        return Err(entry.wrong(format!("{end} lies before the day of the notice, {given}")));
    }
    inner.name_rest(notices);
    Ok(Some(StopNotice {
        given,
        stop_by: end,
    }))
}

fn asked(table: &mut Table<'_>, notices: &mut Vec<Notice>) -> Result<Vec<String>, CaseError> {
    let Some(list) = table.take("asked") else {
        return Ok(Vec::new());
    };
    let mut asked = Vec::new();
    for item in list.items()? {
        let word = item.text()?;
        if word != RECIPIENTS_BY_NAME {
            notices.push(Notice {
                line: item.line,
                key: item.key.clone(),
                what: format!("`{word}` is not a known word and is not used"),
            });
        }
        asked.push(word);
    }
    Ok(asked)
}

fn truth(table: &mut Table<'_>, notices: &mut Vec<Notice>) -> Result<Truth, CaseError> {
    let Some(mut inner) = table.table("truth")? else {
        return Ok(Truth::default());
    };
    let birth_year = inner.take("birth_year");
    let home = inner.take("home");
    let kids = inner.take("children");
    let mut truth = Truth {
        birth_year: birth_year
            .map(|entry| entry.number(1900, 2199))
            .transpose()?,
        gender: inner.text("gender")?,
        home: home
            .map(|entry| entry.word(&[("owner", Home::Owner), ("renter", Home::Renter)]))
            .transpose()?,
        children: kids.map(|entry| children(&entry)).transpose()?,
        married: inner.truth("married")?,
        religion: inner.text("religion")?,
        ethnic_origin: inner.text("ethnic_origin")?,
        remain: inner.truth("remain")?,
        member: inner.truth("member")?,
        occupation: inner.text("occupation")?,
        ..Truth::default()
    };
    for (election, entry) in inner.take_all("voted_") {
        truth.voted.insert(election, entry.text()?);
    }
    inner.name_rest(notices);
    Ok(truth)
}

fn children(entry: &Entry<'_>) -> Result<Children, CaseError> {
    match entry.as_bool() {
        Some(true) => return Ok(Children::Some),
        Some(false) => return Ok(Children::None),
        None => {}
    }
    let number = entry
        .number(0, 99)
        .map_err(|_| entry.wrong("must be true, false or how many there are, from 0 to 99"))?;
    Ok(match u8::try_from(number) {
        Ok(0) | Err(_) => Children::None,
        Ok(number) => Children::Count(number),
    })
}

fn gave(table: &mut Table<'_>) -> Result<std::collections::BTreeMap<String, bool>, CaseError> {
    let Some(mut inner) = table.table("gave")? else {
        return Ok(std::collections::BTreeMap::new());
    };
    let all = inner.take_all("").into_iter();
    all.map(|(kind, entry)| entry.truth().map(|value| (kind, value)))
        .collect()
}

/// Days in an order that can be, but is likelier a slip of the pen.
fn order(request: &Request, notices: &mut Vec<Notice>) {
    let pairs = [
        ("requested", request.requested, "sent", request.sent),
        ("received", request.received, "requested", request.requested),
        (
            "complained",
            request.complained,
            "requested",
            request.requested,
        ),
        (
            "extension.notified",
            request.extension.map(|extension| extension.notified),
            "requested",
            request.requested,
        ),
        (
            "identity.asked",
            request.identity.and_then(|identity| identity.asked),
            "requested",
            request.requested,
        ),
    ];
    for (key, later, before, earlier) in pairs {
        if let (Some(later), Some(earlier)) = (later, earlier)
            && later < earlier
        {
            notices.push(Notice {
                line: 0,
                key: key.to_owned(),
                what: format!("{later} lies before `{before}`, {earlier}: check both"),
            });
        }
    }
}
