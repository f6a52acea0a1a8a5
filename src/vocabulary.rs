//! The closed sets of words that codebooks and reports share.
//!
//! Each is an enum with one written form, the one that a report prints and a codebook accepts
//! (`voting-intention`, `marked-register`). The written forms are part of the report's schema.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have a written form, with `as_str` and `ALL`.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every word of this set, in the order in which reports list them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The written form.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use vocabulary;

vocabulary! {
    /// What kind of data a heading holds.
    Category {
        /// Name, title, date of birth: who the person is.
        Identity = "identity",
        /// E-mail, telephone, social profile.
        Contact = "contact",
        /// Where the person lives or lived.
        Address = "address",
        /// What the electoral register says: number, district, markers.
        ElectoralRegister = "electoral-register",
        /// Whether the person voted.
        VotingRecord = "voting-record",
        /// Whom the person supports or may support.
        VotingIntention = "voting-intention",
        /// How much the person is thought to care about an issue.
        IssueConcern = "issue-concern",
        /// The referendums on the European Union.
        EuReferendum = "eu-referendum",
        /// Age, sex, education, occupation and the like.
        Demographic = "demographic",
        /// Who lives together, tenure, children.
        Household = "household",
        /// Income, wealth, credit.
        Financial = "financial",
        /// Habits, newspapers, interests.
        Lifestyle = "lifestyle",
        /// A segment or cluster of a classification.
        Segment = "segment",
        /// Ethnic origin, religion, language, country of origin.
        EthnicityReligion = "ethnicity-religion",
        /// When and how the party spoke with the person.
        ContactHistory = "contact-history",
        /// Membership, donations, volunteering.
        Membership = "membership",
        /// Consent, objection, do-not-contact flags.
        Consent = "consent",
        /// Notes and comments in free text.
        FreeText = "free-text",
        /// Ward, constituency, area statistics.
        Area = "area",
        /// Identifiers and housekeeping of the party's system.
        System = "system",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// How the party came by a value.
    Origin {
        /// The person gave it.
        Subject = "subject",
        /// The electoral register.
        Register = "register",
        /// The marked register: who voted.
        MarkedRegister = "marked-register",
        /// Canvassing: at the door, by telephone.
        Canvass = "canvass",
        /// Bought from a supplier.
        Bought = "bought",
        /// Calculated by a model.
        Modelled = "modelled",
        /// A public source.
        Public = "public",
        /// The party's own housekeeping.
        Internal = "internal",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// About whom a value is.
    Level {
        /// The person.
        Person = "person",
        /// The household.
        Household = "household",
        /// A postcode, output area, ward or the like.
        Area = "area",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// The kinds of Article 9 data.
    SpecialCategory {
        /// Political opinions.
        PoliticalOpinion = "political-opinion",
        /// Racial or ethnic origin.
        EthnicOrigin = "ethnic-origin",
        /// Religious belief.
        Religion = "religion",
        /// Trade union membership.
        UnionMembership = "union-membership",
        /// Health.
        Health = "health",
        /// Sex life or sexual orientation.
        SexLife = "sex-life",
        /// Philosophical belief.
        PhilosophicalBelief = "philosophical-belief",
    }
}

vocabulary! {
    /// What a guess rests on.
    InferredFrom {
        /// The person's name.
        Name = "name",
        /// The address.
        Address = "address",
        /// The household.
        Household = "household",
        /// The area.
        Area = "area",
        /// A statistical model.
        Model = "model",
    }
}

vocabulary! {
    /// Can a value be read?
    Status {
        /// It speaks for itself.
        Plain = "plain",
        /// Found in a code list.
        Coded = "coded",
        /// On a known scale.
        Scored = "scored",
        /// The list is known, the code is not in it.
        UnlistedCode = "unlisted-code",
        /// Outside the known scale.
        OffScale = "off-scale",
        /// Several documented readings.
        Ambiguous = "ambiguous",
        /// The field is known, its meaning or scale is published nowhere.
        Unpublished = "unpublished",
        /// The field is unknown.
        Unrecognised = "unrecognised",
        /// Nothing there.
        Absent = "absent",
        /// A code that says that there is no value.
        DeclaredMissing = "declared-missing",
    }
}

vocabulary! {
    /// Who says so?
    Basis {
        /// The party explained it in what it sent.
        Response = "response",
        /// A cited public source explains it.
        Codebook = "codebook",
        /// Read from the words of the heading, unconfirmed.
        Wording = "wording",
        /// Nobody.
        None = "none",
    }
}

vocabulary! {
    /// How well a statement in a codebook is supported.
    Evidence {
        /// The named source gives it.
        Verified = "verified",
        /// General knowledge, not backed by a source that was read.
        Recalled = "recalled",
    }
}

vocabulary! {
    /// What kind of answer the whole response is.
    ResponseKind {
        /// Data were supplied.
        Data = "data",
        /// The party says that it holds nothing.
        NoDataHeld = "no-data-held",
        /// The party refuses.
        Refusal = "refusal",
        /// A letter without data.
        LetterOnly = "letter-only",
        /// Nothing here answers a request.
        NotAResponse = "not-a-response",
        /// Could not be told.
        Unknown = "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_form_is_the_serialised_form() {
        for word in Category::ALL {
            let json = serde_json::to_string(word).unwrap_or_default();
            assert_eq!(json, format!("\"{word}\""));
        }
    }
}
