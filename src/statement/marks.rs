//! The marks that a statement bears beside the provisions it cites: in `Statement::cites`.
//!
//! A provision is marked by its id in `law/provisions.csv`; finer ids (`gdpr-6.1.e`, `gdpr-9.2.d`,
//! `dpa-sch1-8`) need no row there. What is no provision has one of the marks below; the words by
//! which they are known are data. A mark says what a sentence says, never what is to be thought of
//! it. That an item is answered by pointing to a notice is no mark: it is a statement about that
//! item's topic with the stance `elsewhere`, one for each item.

macro_rules! marks {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: &str = $text;)+

        /// All marks, in the order of this page.
        pub const ALL: &[&str] = &[$($name,)+];
    };
}

marks! {
    /// Extension reason: staff, vacancies, illness.
    STAFFING = "staffing";
    /// Extension reason: an election or referendum.
    ELECTION = "election";
    /// Extension reason: holidays, or closure of the office.
    HOLIDAYS = "holidays";
    /// Extension reason: a change or failure of systems.
    SYSTEM_CHANGE = "system-change";
    /// Extension reason: how many requests others made.
    OTHER_PEOPLE = "volume-of-requests-of-others";
    /// Extension reason: how complex this request is.
    COMPLEXITY = "complexity";
    /// Extension reason: how many requests this person made.
    OWN_REQUESTS = "number-of-your-requests";
    /// Extension reason, or clarification: how much data there are.
    AMOUNT = "amount-of-data";
    /// Exemption: a trade secret.
    TRADE_SECRET = "trade-secret";
    /// Exemption: commercial confidence or sensitivity, intellectual property.
    COMMERCIAL = "commercial-confidence";
    /// Exemption: says what would be prejudiced.
    PREJUDICE = "prejudice";
    /// Exemption: a disclosure required by law, or legal proceedings or advice.
    PROCEEDINGS = "proceedings";
    /// Exemption: how interests were balanced, or that consent was sought.
    BALANCE = "balance";
    /// Exemption: names, identities or words of other people, not whole fields.
    IDENTITIES = "identities";
    /// Exemption: privilege over advice about the request itself.
    LEGAL_ADVICE = "legal-advice";
    /// Facts for what is asserted: earlier requests, dates, numbers.
    FACTS = "facts-stated";
    /// Reasons for a refusal.
    REASONS = "reasons";
    /// Refuses a part, not the whole.
    IN_PART = "in-part";
    /// Transfer: names a place outside the country, or says abroad.
    ABROAD = "abroad";
    /// Transfer: names safeguards or adequacy.
    SAFEGUARDS = "safeguards";
    /// Speaks of campaigning or voter contact.
    CAMPAIGNING = "use:campaigning";
    /// Speaks of profiling, targeting, scoring.
    PROFILING = "use:profiling";
    /// Speaks of marketing or fundraising.
    MARKETING = "use:marketing";
    /// Speaks of casework.
    CASEWORK = "use:casework";
    /// Speaks of political opinions, canvass data among them.
    POLITICAL_OPINION = "data:political-opinion";
    /// Speaks of health.
    HEALTH = "data:health";
    /// Speaks of religion or belief.
    RELIGION = "data:religion";
    /// Speaks of racial or ethnic origin.
    ETHNIC_ORIGIN = "data:ethnic-origin";
    /// Speaks of trade union membership.
    UNION = "data:union-membership";
    /// Speaks of sex life or orientation.
    SEX_LIFE = "data:sex-life";
    /// Speaks of scores, models, segments.
    SCORES = "data:scores";
    /// Speaks of several kinds of data at once.
    SEVERAL_KINDS = "several-kinds";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_is_named_once() {
        let mut names = ALL.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }
}
