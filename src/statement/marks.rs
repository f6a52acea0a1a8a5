//! The marks that a statement bears beside the provisions it cites: in `Statement::cites`.
//!
//! A provision is marked by its id in `law/provisions.csv` (`gdpr-6.1.e` and the like may stand there
//! without a row). What is no provision has one of the marks below. A mark says what the sentence
//! says, never what is to be thought of it. That an item is answered by pointing to a notice is no
//! mark: it is a statement about that item's topic with the stance `elsewhere`, one for each item.

/// All marks with what they say, in the order of topics.
pub const MARKS: &[(&str, &str)] = &[
    (STAFFING, "extension reason: staff, vacancies, illness"),
    (ELECTIONS, "extension reason: an election or referendum"),
    (
        HOLIDAYS,
        "extension reason: holidays or closure of the office",
    ),
    (
        SYSTEM_CHANGE,
        "extension reason: a change or failure of systems",
    ),
    (
        OTHER_PEOPLE,
        "extension reason: how many requests others made",
    ),
    (COMPLEXITY, "extension reason: how complex this request is"),
    (
        OWN_REQUESTS,
        "extension reason: how many requests this person made",
    ),
    (
        TRADE_SECRET,
        "exemption: a trade secret, intellectual property",
    ),
    (
        COMMERCIAL,
        "exemption: commercial confidence or sensitivity",
    ),
    (PRIVILEGE, "exemption: legal privilege"),
    (THIRD_PARTY, "exemption: data or identity of other people"),
    (FORECASTING, "exemption: management forecasting or planning"),
    (NEGOTIATIONS, "exemption: negotiations with the person"),
    (
        LAW_ENFORCEMENT,
        "exemption: of the law-enforcement Part of the Act",
    ),
    (PREJUDICE, "says what would be prejudiced, and how"),
    (
        PROCEEDINGS,
        "ties the exemption to a disclosure required by law or to proceedings",
    ),
    (
        BALANCE,
        "says how the interests were balanced, or that consent was sought",
    ),
    (
        LEGAL_ADVICE,
        "privilege over advice about the request itself",
    ),
    (
        FACTS,
        "states facts for what it asserts: earlier requests, dates, numbers",
    ),
    (REASONS, "gives reasons for a refusal"),
    (IN_WHOLE, "refuses the request in whole"),
    (IN_PART, "refuses a part of it"),
    (
        CAMPAIGNING,
        "speaks of campaigning, targeting, profiling or voter contact",
    ),
    (
        POLITICAL_OPINION,
        "speaks of political opinions; so with the next six",
    ),
    (HEALTH, "health"),
    (RELIGION, "religion or belief"),
    (ETHNICITY, "racial or ethnic origin"),
    (UNION, "trade union membership"),
    (SEX_LIFE, "sex life or orientation"),
    (SPECIAL_DATA, "special category data in general"),
    (SCORES, "speaks of scores, models, segments"),
    (CANVASS_DATA, "speaks of canvass data"),
    (VOTER_DATA, "speaks of the person's record in general"),
    (BOUGHT_DATA, "speaks of bought data"),
    (
        CORRESPONDENCE_ONLY,
        "nothing is held but the request and letters about it",
    ),
];

macro_rules! marks {
    ($($name:ident = $text:literal;)+) => {
        $(#[doc = concat!("`", $text, "`; what it says stands in [`MARKS`].")] pub const $name: &str = $text;)+
    };
}

marks! {
    STAFFING = "staffing";
    ELECTIONS = "elections";
    HOLIDAYS = "holidays";
    SYSTEM_CHANGE = "system-change";
    OTHER_PEOPLE = "other-people";
    COMPLEXITY = "complexity";
    OWN_REQUESTS = "own-requests";
    TRADE_SECRET = "trade-secret";
    COMMERCIAL = "commercial";
    PRIVILEGE = "privilege";
    THIRD_PARTY = "third-party";
    FORECASTING = "forecasting";
    NEGOTIATIONS = "negotiations";
    LAW_ENFORCEMENT = "law-enforcement";
    PREJUDICE = "prejudice";
    PROCEEDINGS = "proceedings";
    BALANCE = "balance";
    LEGAL_ADVICE = "legal-advice";
    FACTS = "facts";
    REASONS = "reasons";
    IN_WHOLE = "in-whole";
    IN_PART = "in-part";
    CAMPAIGNING = "campaigning";
    POLITICAL_OPINION = "political-opinion";
    HEALTH = "health";
    RELIGION = "religion";
    ETHNICITY = "ethnicity";
    UNION = "union";
    SEX_LIFE = "sex-life";
    SPECIAL_DATA = "special-data";
    SCORES = "scores";
    CANVASS_DATA = "canvass-data";
    VOTER_DATA = "voter-data";
    BOUGHT_DATA = "bought-data";
    CORRESPONDENCE_ONLY = "correspondence-only";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_is_named_once() {
        let mut names: Vec<&str> = MARKS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), MARKS.len());
    }
}
