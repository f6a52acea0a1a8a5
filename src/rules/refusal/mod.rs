//! Refusals, exemptions and searches.

pub mod excessive_request_asserted;
pub mod letter_contradicted_by_file;
pub mod nothing_found_despite_signs;
pub mod privilege_over_voter_data;
pub mod refusal_without_reasons_or_routes;
pub mod search_limited_without_account;
pub mod third_party_exemption_unbalanced;
pub mod unsuitable_exemption;
