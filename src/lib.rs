//! Decodes what UK political parties send in answer to a subject access request.
//!
//! Files become a [`document::Document`] in which every cell knows where it stood.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod document;
pub mod dump;
pub mod error;
pub mod ingest;
pub mod provenance;
pub mod vocabulary;
