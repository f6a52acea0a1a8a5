//! Decodes what UK political parties send in answer to a subject access request.
//!
//! Files become a [`document::Document`] in which every cell knows where it stood.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod analyse;
pub mod clock;
pub mod codebook;
pub mod day;
pub mod decode;
pub mod document;
pub mod dump;
pub mod error;
pub mod finding;
pub mod ingest;
pub mod law;
pub mod profile;
pub mod provenance;
pub mod recognise;
pub mod render;
pub mod report;
pub mod request;
pub mod rules;
pub mod statement;
pub mod vocabulary;
