//! Missing information: items that the response does not give.

pub mod answered_by_general_notice;
pub mod automated_decisions_not_addressed;
pub mod controller_not_identified;
pub mod documented_holding_absent;
pub mod items;
pub mod no_categories;
pub mod no_complaint_routes;
pub mod no_confirmation;
pub mod no_lawful_basis_stated;
pub mod no_purposes;
pub mod no_recipients;
pub mod no_retention_period;
pub mod no_rights_statement;
pub mod no_sources_at_all;
pub mod transfers_not_addressed;
