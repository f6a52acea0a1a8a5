//! What is documented of a party: who it is, what it works with, what it holds, and what its
//! notices say.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{Category, vocabulary};

/// A party or campaign as it is recognised and printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// As it is printed.
    pub name: String,
    /// Whole names that identify it.
    #[serde(default)]
    pub names: Vec<String>,
    /// Domains of addresses that identify it.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Names of its systems that identify it.
    #[serde(default)]
    pub systems: Vec<String>,
    /// Headings that only its systems write.
    #[serde(default)]
    pub marks: Vec<String>,
    /// Names that it had before.
    #[serde(default)]
    pub former: Vec<FormerName>,
    /// Where requests are to be sent, only where a source gives it.
    pub requests: Option<RequestAddress>,
    /// As what it was entitled to the electoral register, where that is not as a registered party.
    pub register: Option<RegisterUse>,
    /// Keys of citations.
    #[serde(default)]
    pub cites: Vec<String>,
}

/// As what somebody was entitled to the electoral register, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterUse {
    /// As what.
    pub used_as: Entitlement,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Keys of citations.
    pub cites: Vec<String>,
}

vocabulary! {
    /// As what somebody else than a registered party may be entitled to the register.
    Entitlement {
        /// A minor party.
        MinorParty = "minor-party",
        /// A recognised third party.
        ThirdParty = "third-party",
        /// A permitted participant in a referendum.
        Participant = "participant",
    }
}

impl Entitlement {
    /// Its name in a sentence.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Entitlement::MinorParty => "a minor party",
            Entitlement::ThirdParty => "a recognised third party",
            Entitlement::Participant => "a permitted participant in a referendum",
        }
    }
}

/// A name that a party had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Keys of citations.
    pub cites: Vec<String>,
}

/// Where a party says that requests are to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestAddress {
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// A form on its site, in words or as an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Keys of citations.
    pub cites: Vec<String>,
}

/// What a party is documented to hold, or not to hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// In plain words.
    pub what: String,
    /// Fields that would show it.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What kind of data.
    pub category: Option<Category>,
    /// Whether it is documented to hold it, or not to.
    pub holds: bool,
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
    /// Keys of citations.
    #[serde(default)]
    pub cites: Vec<String>,
}

vocabulary! {
    /// What something that a party works with is to it.
    UsageRole {
        /// It keeps or works its data with it.
        System = "system",
        /// It has data from it.
        Supplier = "supplier",
        /// It gives data to it.
        Recipient = "recipient",
    }
}

/// A system, supplier or recipient of a party.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Its name, as it is printed.
    pub name: String,
    /// What it is to the party.
    pub role: UsageRole,
    /// What for, in plain words.
    pub what: String,
    /// The id of a vendor's book.
    pub vendor: Option<String>,
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
    /// Keys of citations.
    pub cites: Vec<String>,
}

vocabulary! {
    /// What a privacy notice says that the party does with data.
    NoticeVerb {
        /// It holds them.
        Holds = "holds",
        /// It collects or receives them from somewhere.
        Collects = "collects",
        /// It buys them, or has them from a supplier.
        Buys = "buys",
        /// It gives them to others.
        Shares = "shares",
        /// It calculates something about people from them.
        Profiles = "profiles",
        /// It says that it does not hold them.
        DoesNotHold = "does-not-hold",
        /// It says that it does not buy them.
        DoesNotBuy = "does-not-buy",
        /// It says that it does not give them to others.
        DoesNotShare = "does-not-share",
        /// It says that it calculates nothing about people.
        DoesNotProfile = "does-not-profile",
    }
}

/// One thing that a privacy notice of the party says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeFact {
    /// Which notice: the key of its citation, whose title is printed.
    pub notice: String,
    /// What the notice says that the party does.
    pub says: NoticeVerb,
    /// With what, in our words.
    pub what: String,
    /// What kind of data.
    pub category: Option<Category>,
    /// Fields that would show it.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The day of the notice, as exactly as known; a notice without one says so in print.
    pub date: Option<String>,
    /// Until when it was in force, where that is known.
    pub until: Option<String>,
    /// Further citations, where the notice itself was not read.
    #[serde(default)]
    pub cites: Vec<String>,
}
